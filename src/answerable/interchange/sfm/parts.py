"""What the rows of the sheets tell, with the place of every cell, whatever the columns were called."""

from dataclasses import dataclass, field
from typing import NamedTuple

from answerable.kernel.times import Blur


class RowPlace(NamedTuple):
    """A row, who is answerable for it (`owner` is the researcher's sign), and the status of what it claims."""

    file: str
    row: int
    owner: str = ""
    status: str = "recorded"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value with its own sources and confidence, as typed. `column` is where to look it up."""

    text: str = ""
    column: str = ""
    sources: str = ""
    confidence: str = ""

    @property
    def is_given(self) -> bool:
        """Say whether the cell has a value."""
        return bool(self.text.strip())

    def items(self) -> tuple[str, ...]:
        """Return the values of a list cell, divided by semicolons."""
        return tuple(dict.fromkeys(part.strip() for part in self.text.split(";") if part.strip()))


@dataclass(frozen=True, slots=True)
class DateCell:
    """A date as text and in columns of its own; the columns go first where the year is given."""

    cell: Cell = Cell()
    year: str = ""
    month: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """When something held. `start` is Y or N; `end` is E (exact end), Y or N; `end_is_open` says what Y means.

    `end_is_open`: Y says that it is assumed to go on; else Y says that the last date is the real end.
    """

    first: DateCell = DateCell()
    last: DateCell = DateCell()
    start: Cell = Cell()
    end: Cell = Cell()
    end_is_open: bool = True


@dataclass(frozen=True, slots=True)
class Ranges:
    """When something held, as ranges that join: on every day of the precise one, on some of the imprecise one."""

    first_precise: Cell = Cell()
    last_precise: Cell = Cell()
    first_imprecise: Cell = Cell()
    last_imprecise: Cell = Cell()
    starting: Cell = Cell()
    ending: Cell = Cell()


When = Stretch | Ranges


@dataclass(frozen=True, slots=True)
class Dates:
    """When something held, read: the dates with the sources of each."""

    first: Blur | None = None
    last: Blur | None = None
    starts: bool = False
    ends: bool = False
    ongoing: bool = False
    first_sources: tuple[str, ...] = ()
    last_sources: tuple[str, ...] = ()
    first_grade: int = 1
    last_grade: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """A unit or person as a row names it: by id where there is one."""

    id: str = ""
    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit."""

    place: RowPlace
    unit: Named
    name: Cell
    aliases: Cell = Cell()
    classes: Cell = Cell()
    country: Cell = Cell()
    when: When = Stretch()
    note: str = ""


@dataclass(frozen=True, slots=True)
class RelationPart:
    """That `unit` stands under `superior`; `kind` is Command, Administrative or Informal."""

    place: RowPlace
    unit: Named
    superior: Named
    cell: Cell
    kind: Cell
    when: When = Stretch()
    id: str = ""


@dataclass(frozen=True, slots=True)
class MembershipPart:
    """That `unit` is part of a joint force or mission, without being under its command as a whole."""

    place: RowPlace
    unit: Named
    force: Named
    cell: Cell
    when: When = Stretch()
    id: str = ""


@dataclass(frozen=True, slots=True)
class PositionPart:
    """Where `unit` was: `kind` is site or area; the cells together name the place, from the nearest outwards."""

    place: RowPlace
    unit: Named
    kind: str
    cells: tuple[Cell, ...]
    when: When = Stretch()
    note: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class PersonPart:
    """A person."""

    place: RowPlace
    person: Named
    name: Cell
    aliases: Cell = Cell()
    country: Cell = Cell()
    others: tuple[tuple[str, Cell], ...] = ()
    when: When = Stretch()


@dataclass(frozen=True, slots=True)
class PostingPart:
    """That a person held a role in a unit."""

    place: RowPlace
    person: Named
    unit: Named
    cell: Cell
    role: Cell = Cell()
    title: Cell = Cell()
    rank: Cell = Cell()
    when: When = Stretch(end_is_open=False)
    began: Cell = Cell()
    ended: Cell = Cell()
    note: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class IncidentPart:
    """An allegation of others: what, where, when, and whom the source names.

    `perpetrators` are ids of which the sheet does not say whether they are persons or units.
    """

    place: RowPlace
    id: str
    sources: str
    types: Cell
    description: Cell
    where: tuple[Cell, ...]
    start: DateCell = DateCell()
    end: DateCell = DateCell()
    persons: tuple[Named, ...] = ()
    units: tuple[Named, ...] = ()
    classes: Cell = Cell()
    country: str = ""
    note: str = ""
    perpetrators: tuple[Named, ...] = ()
    ranges: Ranges | None = None


Part = UnitPart | RelationPart | MembershipPart | PositionPart | PersonPart | PostingPart | IncidentPart


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A part of a source that can be cited: a page, a clip, a snapshot. Texts as typed."""

    place: RowPlace
    id: str
    title: str
    publisher: str = ""
    country: str = ""
    url: str = ""
    kind: str = ""
    author: str = ""
    created: str = ""
    published: str = ""
    accessed: str = ""
    archive: str = ""
    archived_at: str = ""
    where_kind: str = ""
    where: str = ""
    is_restricted: bool = False
    sha256: str = ""
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowParts:
    """What one row tells, and whether it can be taken: `not_ready` and `unsupported` are empty if so."""

    place: RowPlace
    parts: tuple[Part, ...]
    not_ready: str = ""
    unsupported: str = ""
