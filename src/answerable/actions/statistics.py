"""What came of an issue, in numbers: how many wrote, by which channel, in which language and week, what followed.

The four numbers are those of the counter (`counting`). Where they are broken down, only weeks that are over count,
and a cell below five is left out with another of its row, so that neither the total nor next week's page brings it
back: a single letter in a rare language is somebody. Nothing here tells of a writer.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db.models import Count as CountOf
from django.db.models import Min

from answerable.actions.counting import (
    ACCEPTED,
    COUNTED,
    HANDED_OFF,
    HERE,
    REPORTED,
    Counts,
    counts_of,
)
from answerable.actions.models import Appeal, Frozen, Imported, Issue
from answerable.actions.reads import HeldIssue, in_order
from answerable.actions.wording import LANGUAGES
from answerable.followup.answers import CallWord
from answerable.followup.calls import call_of
from answerable.publish.suppression import CountTable, suppressed_cells
from answerable.record.view import View

FEWEST = 5
"""A cell below it is left out. Source: the usual threshold of official statistics for small cells."""
STATES: tuple[CallWord, ...] = ("met", "partly", "refused", "unanswered", "unknown")
By = Literal["channel", "language", "week"]
BREAKDOWNS: tuple[By, ...] = ("channel", "language", "week")
CHANNELS_OF = {"sent-by-us": (HERE,), "handed-off": HANDED_OFF, "reported": REPORTED}
"""Which channels each of the numbers is of that are broken down; of what others counted there is only a sum."""
NUMBERS = (*CHANNELS_OF, "imported")
MOST_WEEKS = 26
"""Older weeks are counted together, so that a row stays readable."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the numbers, broken down: `code` as the counter names it, its `total`, and a cell for each column.

    `columns`: channels, languages, or the Mondays of weeks as ISO days, the first of which may be '', all weeks
    before those that are told one by one. None is a cell that is left out, also where it would tell another one.
    """

    code: str
    total: int
    columns: tuple[str, ...]
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The numbers by something. By channel each has columns of its own; else all have the same."""

    by: By
    lines: tuple[Line, ...]

    @property
    def leaves_out(self) -> bool:
        """Say whether any cell is left out."""
        return any(cell is None for line in self.lines for cell in line.cells)


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask of an issue as a call of the dossier, and what became of it; `claims` say so."""

    entity: str
    state: CallWord
    claims: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class IssueStatistics:
    """One issue in numbers. `counts` are those of the counter, now; breakdowns end with `through`, a Sunday.

    `through` is None, and the breakdowns are empty, until a first week is over. `imported`: others' counts, each
    with the words that say who counted and how. `days_to_update`: from this issue to the next that came out.
    """

    counts: Counts
    through: date | None
    breakdowns: tuple[Breakdown, ...]
    imported: tuple[tuple[str, int], ...]
    days_to_update: int | None
    asks: tuple[Ask, ...]

    def asks_by_state(self) -> Mapping[CallWord, int]:
        """Return how many asks stand where."""
        return Counter(ask.state for ask in self.asks)


def statistics_of(held: HeldIssue, view: View, day: date, language: str = "en") -> IssueStatistics:
    """Return the statistics of an issue.

    Args:
        held: the issue, which is out.
        view: the reader's, in which the asks are looked up.
        day: today at the dossier's place.
        language: in which the asks are worded, where they are.
    """
    through = last_sunday(day)
    cells = _cells(held.issue, through)
    return IssueStatistics(
        counts_of(held.issue),
        through if cells else None,
        tuple(_breakdown(by, cells, held) for by in BREAKDOWNS) if cells else (),
        _imported(held.issue),
        days_to_update(held),
        asks_of(held, view, day, language),
    )


def last_sunday(day: date) -> date:
    """Return the last day of the last week that is over on a day; weeks begin on Monday."""
    return day - timedelta(days=day.weekday() + 1)


_Cell = tuple[str, str, str, str]
"""Number, channel, language and the Monday of the week."""


def _cells(issue: Issue, through: date) -> Mapping[_Cell, int]:
    """Return what is counted of an issue up to a day, in time, as finely as anything is broken down."""
    rows = (
        Appeal.objects.filter(issue=issue, is_late=False, day__lte=through, state__in=(ACCEPTED, COUNTED))
        .values_list("channel", "state", "language", "day")
        .annotate(value=CountOf("number"))
        .order_by()
    )
    found: Counter[_Cell] = Counter()
    for channel, state, language, day, value in rows:
        number = number_of(channel, state)
        if number:
            monday = day - timedelta(days=day.weekday())
            found[number, channel, language.partition("-")[0], monday.isoformat()] += value
    return found


def number_of(channel: str, state: str) -> str:
    """Return the code of the number that an appeal is in; empty where it is in none."""
    if channel == HERE and state != ACCEPTED:
        return ""
    return next((number for number, channels in CHANNELS_OF.items() if channel in channels), "")


def _breakdown(by: By, cells: Mapping[_Cell, int], held: HeldIssue) -> Breakdown:
    place = BREAKDOWNS.index(by) + 1
    lines = []
    for number, channels in CHANNELS_OF.items():
        columns = channels if by == "channel" else _columns(by, {cell[place] for cell in cells}, held)
        summed: Counter[str] = Counter()
        for cell, value in cells.items():
            if cell[0] == number:
                summed[cell[place] if cell[place] in columns else ""] += value
        values = [summed[name] for name in columns]
        gone = _left_out(values)
        told = tuple(None if at in gone else value for at, value in enumerate(values))
        lines.append(Line(number, sum(values), columns, told))
    return Breakdown(by, tuple(lines))


def _columns(by: By, found: set[str], held: HeldIssue) -> tuple[str, ...]:
    if by == "language":
        return in_order(found | set(held.languages))
    weeks = _weeks(min(found), max(found))
    return weeks if len(weeks) <= MOST_WEEKS else ("", *weeks[-MOST_WEEKS:])


def _weeks(first: str, last: str) -> tuple[str, ...]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return tuple((begin + timedelta(days=7 * n)).isoformat() for n in range((end - begin).days // 7 + 1))


def _left_out(values: Sequence[int]) -> frozenset[int]:
    """Return the places of a row to leave out. Its total is known, for the counter tells it.

    Where the total itself is small, all are: else each letter would be told by what is nothing beside it.
    """
    if 0 < sum(values) < FEWEST:
        return frozenset(range(len(values)))
    table = CountTable([values], [[True] * len(values)], column_totals=False, below=FEWEST)
    return frozenset(column for _, column in suppressed_cells(table))


def _imported(issue: Issue) -> tuple[tuple[str, int], ...]:
    rows = Imported.objects.filter(issue=issue).order_by("number")
    return tuple((row.words, row.count) for row in rows)


def days_to_update(held: HeldIssue) -> int | None:
    """Return the days from the first time that an issue was out to the next issue; None while there is none."""
    out = Frozen.objects.filter(issue__action=held.action).values("issue__update").annotate(at=Min("at"))
    moments = {row["issue__update"]: row["at"] for row in out}
    later = [moment for update, moment in moments.items() if update > held.issue.update]
    begun = moments.get(held.issue.update)
    return (min(later) - begun).days if begun and later else None


def asks_of(held: HeldIssue, view: View, day: date, language: str = "en") -> tuple[Ask, ...]:
    """Return the asks of an issue that stand for calls of the dossier, in their order, as they stand on a day.

    A call that the view does not hold is left out.
    """
    wanted = in_order({language, *held.languages}) if language in held.languages else held.languages
    frozen = held.frozen
    parts = frozen.parts if frozen else {}
    code = language if language in parts else next(iter(wanted), LANGUAGES[0])
    said = parts.get(code, {})
    names = [name for name in said.get("calls", {}).get("text", "").split("\n") if name]
    texts = said.get("asks", {}).get("text", "").split("\n")
    found = []
    for at, name in enumerate(names):
        if view.has(name):
            call = call_of(view, name, day)
            claims = tuple(one for word, ids in call.states if word == call.state for one in ids)
            found.append(Ask(name, call.state, claims or call.claims, texts[at] if at < len(texts) else ""))
    return tuple(found)
