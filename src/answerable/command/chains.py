"""The chain of command above a unit or a person on a day.

The date rule applies at every hop. An excluded edge ends the branch, several superiors make several branches, and
a loop is reported and not followed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from answerable.command.answers import Basis, Branch, Chain, Ending, Holder, Link, Reason, Report, Rung
from answerable.command.bases import bases_of
from answerable.command.cited import each_once
from answerable.command.edges import edges_on, link_of
from answerable.command.holders import rung_of
from answerable.command.reports import loop_report, reports_on
from answerable.command.structure import OPERATIONAL, Structure, status_on, structure_of
from answerable.kernel.standing import Status
from answerable.record.view import View

DEEPEST = 40
"""Rungs in one branch; no force on record comes near it."""
MOST_BRANCHES = 256


@dataclass(slots=True)
class _Climb:
    """One question's way up: rungs and links already made, and the loops met."""

    structure: Structure
    day: date
    extra: dict[int, tuple[Link, ...]] = field(default_factory=dict)
    rungs: dict[int, Rung] = field(default_factory=dict)
    links: dict[int, tuple[Link, ...]] = field(default_factory=dict)
    loops: dict[str, Report] = field(default_factory=dict)

    def rung(self, unit: int) -> Rung:
        found = self.rungs.get(unit)
        if found is None:
            found = self.rungs[unit] = rung_of(self.structure, unit, self.day)
        return found

    def links_from(self, unit: int) -> tuple[Link, ...]:
        found = self.links.get(unit)
        if found is None:
            groups = edges_on(self.structure, unit, self.day, upward=True)
            made = [link_of(self.structure, group, self.day) for group in groups]
            found = self.links[unit] = (*self.extra.get(unit, ()), *made)
        return found

    def ways(self, path: tuple[int, ...], taken: tuple[Link, ...]) -> Iterator[Branch]:
        """Yield every branch that begins with `path`, which `taken` joins."""
        links = self.links_from(path[-1])
        if not links or len(path) >= DEEPEST:
            yield self.branch(path, taken, self.ending(path[-1]) if not links else "too-deep")
        for link in links if len(path) < DEEPEST else ():
            above = self.structure.code(link.superior)
            if above is None:
                continue
            if above in path:
                self.loops[link.edge] = loop_report(link, self.structure.name(path[-1]))
                yield self.branch(path, taken, "loop")
            else:
                yield from self.ways((*path, above), (*taken, link))

    def ending(self, unit: int) -> Ending:
        """Say why nothing is above a unit on the day."""
        structure = self.structure
        posts = [structure.function(post) for post in structure.lead(unit)]
        if structure.level(unit) == "head-of-state" or "head-of-state" in posts:
            return "head-of-state"
        if structure.above.of(unit):
            return "no-superior-on-day"
        standing = [status_on(structure.edges.runs, place, self.day) for place in structure.administered.of(unit)]
        if any(status is not Status.EXCLUDED for status in standing):
            return "only-administrative"
        return "no-superior-known"

    def branch(self, path: Sequence[int], taken: Sequence[Link], ending: Ending) -> Branch:
        rungs = tuple(replace(self.rung(unit), link=link) for unit, link in zip(path, (*taken, None), strict=True))
        holders = [holder.standing.status for rung in rungs for holder in rung.holders]
        return Branch(
            rungs,
            max((link.standing.status for link in taken), default=None),
            max(holders, default=None),
            ending,
            any(link.klass == OPERATIONAL for link in taken),
            Reason(f"ending-{ending}", {"unit": rungs[-1].unit, "day": self.day}),
        )


def _order(branch: Branch) -> tuple[object, ...]:
    return (
        Status.EVIDENCED if branch.weakest is None else branch.weakest,
        branch.is_operational,
        -len(branch.rungs),
        branch.units,
    )


def build_chain(
    view: View,
    unit: str,
    day: date,
    *,
    extra: Sequence[Link] = (),
    person: str | None = None,
    basis: Basis | None = None,
) -> Chain:
    """Return the chain above a unit on a day; see `chain_of_unit`.

    `extra` links lead up from the unit beside its own edges, as when it was placed under another for one incident.
    """
    structure = structure_of(view)
    unit = view.require(unit)
    code = structure.view.entity_codes[unit]
    climb = _Climb(structure, day, {code: tuple(extra)})
    found = list(islice(climb.ways((code,), ()), MOST_BRANCHES + 1))
    branches = tuple(sorted(found[:MOST_BRANCHES], key=_order))
    shown = list(climb.rungs.values())
    links = [rung.link for branch in branches for rung in branch.rungs if rung.link]
    holders = [held for rung in shown for held in (*rung.holders, *rung.vacancies, *rung.others)]
    parts: list[Basis | Link | Holder] = [*([basis] if basis else []), *links, *holders]
    return Chain(
        unit,
        day,
        branches,
        (*climb.loops.values(), *reports_on(structure, branches)),
        each_once(part.claims for part in parts),
        each_once(part.denials for part in parts),
        person,
        basis,
        len(found) > MOST_BRANCHES,
    )


def chain_of_unit(view: View, unit: str, day: date) -> Chain:
    """Return every branch of command above a unit on a day of the dossier's zone.

    Args:
        view: what the reader may see.
        unit: its id.
        day: the day asked.

    Raises:
        NotFoundError: the view holds nothing about the unit.
    """
    return build_chain(view, unit, day)


def chain_of_person(view: View, person: str, day: date) -> tuple[Chain, ...]:
    """Return the chains above a person on a day, one for each post held and each force joined, strongest first.

    The first rung is the person's own unit. Someone detached to a joint force is in the force's chain and not, by
    membership alone, in that of the home unit. Empty when no source places the person anywhere on that day.

    Raises:
        NotFoundError: the view holds nothing about the person.
    """
    person = view.require(person)
    return tuple(
        build_chain(view, basis.unit, day, person=person, basis=basis) for basis in bases_of(view, person, day)
    )
