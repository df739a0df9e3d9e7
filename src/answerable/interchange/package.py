"""The exchange package: its columns, and what reading one comes to.

A package is a folder: `datapackage.json`, `sources.csv`, `claims/<Type>.csv`, and if there are any `acts.csv` and
`judgements.csv`. UTF-8, comma, line feed, quotes only where needed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from answerable.ontology.schema import LANGUAGE_MARK, Schema
from answerable.record.drafts import ClaimDraft, DossierDraft, SourceDraft
from answerable.record.holdings import HeldAct, HeldJudgement, Holdings

BEFORE = ("ref", "about")
AFTER = (
    "source", "locator", "from", "to", "starts", "ends", "ongoing", "stance", "grade", "status", "visibility",
    "attribution", "note", "rests_on", "recorded_at", "recorded_by", "id",
)  # fmt: skip
FRAME = frozenset((*BEFORE, *AFTER))
PROPERTY_MARK = "property:"
"""Stands before the name of a property that is called like one of the columns above, as in 'property:status'."""

SOURCE_COLUMNS = tuple(SourceDraft.__slots__)
ACT_COLUMNS = ("id", "claim", "kind", "value", "why", "by", "at")
JUDGEMENT_COLUMNS = ("id", "left", "right", "judgement", "why", "by", "at")
LISTED = " | "
SHOWN = 60
CLAIM_ID = re.compile(r"[0-9a-f]{32}")
CLAIM_LIMITS = {"about": 160, "visibility": 80, "attribution": 300, "recorded_by": 150}
SOURCE_LIMITS = {
    "title": 400, "publisher": 200, "url": 1000, "created": 60, "published": 60, "obtained": 60, "language": 12,
    "rights": 300, "access": 300, "visibility": 80, "attribution": 300, "sha256": 64,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """One cell or row that is not taken, and why.

    `row` counts as a spreadsheet does (the header is row 1) and is None for a whole file; `column` may be empty.
    `value` is shortened. `code` is a stable word for counting.
    """

    file: str
    row: int | None
    column: str
    value: str
    reason: str
    remedy: str = ""
    code: str = "refused"

    @property
    def place(self) -> str:
        """Where it is, as a person would look it up."""
        parts = [self.file]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def __str__(self) -> str:
        shown = f" ('{self.value}')" if self.value else ""
        return " ".join(part for part in (f"{self.place}{shown}:", self.reason, self.remedy) if part)


@dataclass(frozen=True, slots=True)
class Alteration:
    """One cell that is taken otherwise than it stands there, or is passed over, and why."""

    file: str
    row: int | None
    column: str
    value: str
    reason: str
    code: str = "altered"


@dataclass(frozen=True, slots=True)
class PackageReading:
    """What files say, before anything is written.

    `claims` come in an order in which each rests on earlier ones, and their `rests_on` are claim ids. A claim
    that stands there twice is there once; `repeated` counts the others. `counts` says how many rows of which
    kind were read, for whoever wants to reconcile. `left_out`: the package itself says that its writer did not
    see so many claims.
    """

    dossier: DossierDraft
    sources: tuple[SourceDraft, ...] = ()
    claims: tuple[ClaimDraft, ...] = ()
    acts: tuple[HeldAct, ...] = ()
    judgements: tuple[HeldJudgement, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    repeated: int = 0
    left_out: int = 0
    format: str = "package"

    @property
    def holdings(self) -> Holdings:
        """The good rows, as a dossier holds them."""
        return Holdings(self.dossier, self.sources, self.claims, self.acts, self.judgements, self.left_out)

    def refusals_by_code(self) -> dict[str, int]:
        """Return how many refusals there are of each kind, most frequent first."""
        return dict(Counter(refusal.code for refusal in self.refusals).most_common())


def shown(value: str) -> str:
    """Return `value` short enough to be shown in one line."""
    plain = " ".join(value.split())
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 1]}…"


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return a sentence that offers the nearest known word, or an empty text."""
    by_fold = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f"Did you mean '{by_fold[near[0]]}'?" if near else ""


def column_of(property_name: str) -> str:
    """Return the column that holds a property."""
    return f"{PROPERTY_MARK}{property_name}" if property_name in FRAME else property_name


def property_of(column: str) -> str:
    """Return the property that a column holds."""
    return column.removeprefix(PROPERTY_MARK)


def claim_columns(schema: Schema, used: Iterable[str], languages: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of a type's file.

    Args:
        schema: the type.
        used: the properties that some claim gives, translations as 'name@es'.
        languages: of the dossier; the plain column is in the first, the others get columns of their own.
    """
    used = set(used)
    offered = {one.name for one in schema.offered}
    others = tuple(languages)[1:]
    columns: list[str] = []
    for name, one in schema.properties.items():
        if name in offered or name in used:
            columns.append(column_of(name))
        expected = [f"{name}{LANGUAGE_MARK}{code}" for code in others if one.translatable and name in offered]
        more = sorted(key for key in used if key.startswith(name + LANGUAGE_MARK) and key not in expected)
        columns.extend((*expected, *more))
    return (*BEFORE, *columns, *AFTER)
