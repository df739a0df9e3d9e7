"""Which claim a row of a package is, and what it rests on: refs become claim ids, cycles are refused.

A claim's id is made from what it says and from the ids of the claims that it rests on, so rows are named in an
order in which each comes after those that it rests on.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

from answerable.interchange.package import CLAIM_ID, Refusal, shown
from answerable.record.drafts import ClaimDraft, claim_id


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One row that reads as a claim; `draft.rests_on` holds refs and ids as they stand there."""

    file: str
    row: int
    draft: ClaimDraft
    given_id: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Drafts in order with their ids, the refs that name them, the refused rows, and how many rows repeat one."""

    drafts: tuple[ClaimDraft, ...]
    ids: tuple[str, ...]
    id_by_ref: Mapping[str, str]
    refusals: tuple[Refusal, ...]
    repeated: int


def resolve(rows: Sequence[ClaimRow], *, refused_refs: frozenset[str], is_partial: bool) -> Resolved:
    """Name every row and put the rows in an order in which each rests on earlier ones.

    Args:
        rows: in the order of the files.
        refused_refs: refs and ids of rows that were refused already.
        is_partial: the package's writer did not see every claim, so an id may point outside it.
    """
    names = _Names(rows)
    waiting = [names.rows_under(row.draft.rests_on) for row in rows]
    dependents: dict[int, list[int]] = defaultdict(list)
    for at, needed in enumerate(waiting):
        for other in needed:
            dependents[other].append(at)
    open_counts = [len(needed) for needed in waiting]
    ready = [at for at, count in enumerate(open_counts) if count == 0]
    heapify(ready)
    naming = _Naming(rows, names, refused_refs, is_partial)
    done: set[int] = set()
    while ready:
        at = heappop(ready)
        done.add(at)
        naming.name(at)
        for other in dependents[at]:
            open_counts[other] -= 1
            if open_counts[other] == 0:
                heappush(ready, other)
    for at in range(len(rows)):
        if at not in done:
            naming.refuse(
                at, "rests_on", "The claim rests on itself, through the claims that it names.",
                "Take one of them out of rests_on.", "cycle",
            )  # fmt: skip
    return naming.result()


class _Names:
    """Finds the row that a ref or an id stands for; the first of a name wins."""

    def __init__(self, rows: Sequence[ClaimRow]) -> None:
        self.row_by_name: dict[str, int] = {}
        for at, row in enumerate(rows):
            for name in (row.draft.ref, row.given_id):
                if name:
                    self.row_by_name.setdefault(name, at)

    def rows_under(self, names: Sequence[str]) -> set[int]:
        return {self.row_by_name[name] for name in names if name in self.row_by_name}


class _Naming:
    """Names rows one by one, each after those that it rests on."""

    def __init__(self, rows: Sequence[ClaimRow], names: _Names, refused: frozenset[str], is_partial: bool) -> None:
        self.rows, self.names, self.refused, self.is_partial = rows, names, refused, is_partial
        self.id_by_row: dict[int, str] = {}
        self.row_by_id: dict[str, int] = {}
        self.id_by_ref: dict[str, str] = {}
        self.drafts: dict[str, ClaimDraft] = {}
        self.refusals: list[Refusal] = []
        self.repeated = 0

    def refuse(self, at: int, column: str, reason: str, remedy: str, code: str) -> None:
        row = self.rows[at]
        cell = " | ".join(row.draft.rests_on) if column == "rests_on" else getattr(row.draft, column, row.given_id)
        self.refusals.append(Refusal(row.file, row.row, column, shown(str(cell)), reason, remedy, code))

    def name(self, at: int) -> None:
        row = self.rows[at]
        basis = self._basis(at)
        if basis is None:
            return
        found = claim_id(row.draft, basis)
        if row.given_id and row.given_id != found:
            self.refuse(
                at, "id", f"The row says something else than the claim by this id; what it says is {found}.",
                "Empty the id cell to record it as a claim of its own.", "id-mismatch",
            )  # fmt: skip
            return
        ref = row.draft.ref
        if ref and self.id_by_ref.setdefault(ref, found) != found:
            first = self.rows[self.names.row_by_name[ref]]
            self.refuse(
                at, "ref", f"The ref belongs to another claim already, in {first.file}, row {first.row}.",
                "Give this claim a ref of its own.", "duplicate-ref",
            )  # fmt: skip
            return
        self.id_by_row[at] = found
        if found in self.drafts:
            self.repeated += 1
            return
        self.drafts[found] = replace(row.draft, rests_on=basis)

    def _basis(self, at: int) -> tuple[str, ...] | None:
        found: list[str] = []
        for name in self.rows[at].draft.rests_on:
            other = self.names.row_by_name.get(name)
            known = self.id_by_row.get(other) if other is not None else None
            if known is None and other is None and CLAIM_ID.fullmatch(name):
                known = name if self.is_partial or name in self.drafts else None
            if known is None:
                self._refuse_basis(at, name, is_refused=other is not None or name in self.refused)
                return None
            found.append(known)
        return tuple(found)

    def _refuse_basis(self, at: int, name: str, *, is_refused: bool) -> None:
        if is_refused:
            reason = f"The claim rests on '{shown(name)}', which is refused itself."
            self.refuse(at, "rests_on", reason, "Mend that row first.", "rests-on-refused")
        else:
            reason = f"The claim rests on '{shown(name)}', which is no claim of this package."
            self.refuse(at, "rests_on", reason, "Correct the ref.", "unknown-ref")

    def result(self) -> Resolved:
        return Resolved(
            tuple(self.drafts.values()),
            tuple(self.drafts),
            self.id_by_ref,
            tuple(self.refusals),
            self.repeated,
        )
