"""How each inquiry into an incident stands to the standards for investigating a death, one by one.

Never one mark for a whole case: every standard is asked of every incident and of every proceeding about it, and
what is said of the inquiries in general stands apart from what is said of this one. Source: Minnesota Protocol.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from answerable.assess.answers import Candidate, Cell, Matrix
from answerable.assess.inquiry import wholes_of
from answerable.assess.matrix import matrix_of
from answerable.assess.promptness import Act, Days, Promptness, promptness_of, to_first
from answerable.kernel.errors import NotFoundError
from answerable.record.view import View

FORCE, MINNESOTA = "use-of-force", "minnesota"
CLOSE = ("own", "part", "none")
"""Ties under which something is counted for the incident itself: it concerns it, a part of it, or no incident."""


@dataclass(frozen=True, slots=True)
class Sides:
    """How many things on record bear on one question. `wider`: said of the whole that the incident is part of."""

    supports: int
    against: int
    either: int
    wider: int

    @property
    def is_empty(self) -> bool:
        """Say whether nothing at all is on record."""
        return not (self.supports or self.against or self.either or self.wider)

    @property
    def has_own(self) -> bool:
        """Say whether something is on record of the incident itself."""
        return bool(self.supports or self.against or self.either)


def is_close(candidate: Candidate, subject: str) -> bool:
    """Say whether something concerns the incident itself, or is the case asked about or a step of it."""
    return candidate.tie in CLOSE or candidate.entity == subject or candidate.part == "proceeding"


def sides_of(cell: Cell) -> Sides:
    """Return how much is on record for one question, what concerns the incident itself apart from the rest."""
    supports, against, either = (
        sum(is_close(each, cell.subject) for each in side) for side in (cell.supports, cell.against, cell.either)
    )
    return Sides(supports, against, either, len(cell.candidates) - supports - against - either)


@dataclass(frozen=True, slots=True)
class Case:
    """One inquiry into one incident. `is_wider`: it concerns the whole that the incident is part of."""

    proceeding: str
    incident: str
    is_wider: bool
    promptness: Promptness


@dataclass(frozen=True, slots=True)
class Checklist:
    """The standards held against the inquiries into one incident.

    `matrix`: what is on record of all of them together. `cases`: each inquiry, those into this incident first,
    then by their first act, those without a date last. `days`: the incident's own, None when no source dates it.
    `first`: the first dated act of an inquiry into this very incident, and `to_first` the days up to it.
    """

    incident: str
    days: tuple[date, date] | None
    matrix: Matrix
    cases: tuple[Case, ...]
    first: Act | None
    to_first: Days | None


def checklist_of(view: View, incident: str, day: date) -> Checklist:
    """Return the checklist of the inquiries into an incident.

    Args:
        view: the reader's.
        incident: an entity of type Incident.
        day: the day up to which time without a recorded act is counted.

    Raises:
        NotFoundError: the view holds no such incident.
    """
    incident = view.require(incident, "Incident")
    days = view.days_of(incident)
    cases = tuple(sorted(_cases(view, incident, days, day), key=_in_order))
    acts = [act for case in cases if not case.is_wider for act in case.promptness.acts]
    return Checklist(
        incident,
        days,
        matrix_of(view, MINNESOTA, incident),
        cases,
        min(acts, key=lambda act: (act.latest, act.earliest), default=None),
        to_first(acts, days),
    )


def matrix_of_case(view: View, proceeding: str, incident: str) -> Matrix:
    """Return every standard held against one inquiry into one incident; other inquiries into it are left out.

    Raises:
        NotFoundError: the view holds no such proceeding or incident, or the one is not about the other.
    """
    proceeding, incident = view.require(proceeding, "Proceeding"), view.require(incident, "Incident")
    if wideness(view, proceeding, incident) is None:
        raise NotFoundError("This proceeding is not about this incident.", remedy="Choose one of those listed.")
    found = matrix_of(view, MINNESOTA, proceeding, incident)
    return replace(found, cells=tuple(_without_others(cell) for cell in found.cells))


def _without_others(cell: Cell) -> Cell:
    def own(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        return tuple(each for each in found if each.schema != "Proceeding" or each.entity == cell.subject)

    return replace(cell, supports=own(cell.supports), against=own(cell.against), either=own(cell.either))


def of_the_case(cell: Cell) -> tuple[int, int]:
    """Return how much is said of the inquiry itself and of its steps, for yes and for no.

    What is on record of the incident is the same for every inquiry into it, so it is not counted here.
    """
    supports, against = (
        sum(each.entity == cell.subject or each.part == "proceeding" for each in side)
        for side in (cell.supports, cell.against)
    )
    return supports, against


def wideness(view: View, proceeding: str, incident: str) -> bool | None:
    """Say whether a proceeding is about the whole that an incident is part of; None when it is about neither."""
    about = set(view.refs(proceeding, "incident"))
    if incident in about:
        return False
    return None if about.isdisjoint(wholes_of(view, incident)) else True


def _cases(view: View, incident: str, days: tuple[date, date] | None, day: date) -> Iterable[Case]:
    for anchor in (incident, *sorted(wholes_of(view, incident))):
        for proceeding in view.pointing_at(anchor, "Proceeding", "incident"):
            is_wider = wideness(view, proceeding, incident)
            if is_wider is (anchor != incident):
                yield Case(proceeding, incident, is_wider, promptness_of(view, proceeding, days, day))


def _in_order(case: Case) -> tuple[bool, date, str]:
    acts = case.promptness.acts
    return case.is_wider, acts[0].latest if acts else date.max, case.proceeding
