"""How a dated link (appointment, subordination, deployment) stands on a day. The rule lives here alone.

A link has the times of the claims that an analyst has joined under its one id. Asked on a day, it gives one of
seven answers. `runs_of` gives the same answers as runs of days, `Runs` the same for many links as arrays.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from answerable.kernel.times import Blur, Span, Time

BEGINNING = 0  # before every calendar day; date.min.toordinal() is 1
NEVER = date.max.toordinal() + 1  # after every calendar day


class Status(IntEnum):
    """The seven answers, from the strongest to the one that ends a branch."""

    EVIDENCED = 0
    POSSIBLE = 1
    ASSUMED = 2
    UNKNOWN_AFTER = 3
    UNKNOWN_BEFORE = 4
    UNDATED = 5
    EXCLUDED = 6

    @property
    def word(self) -> str:
        """The status as it is written in URLs, files and the interface."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a link on a day; `is_joined` when the day lies between two mentions, in neither."""

    status: Status
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Days from `first` up to the next run's first day, all of one standing. Days are ordinals."""

    first: int
    standing: Standing


def _low(blur: Blur) -> int:
    return BEGINNING if blur.earliest is None else blur.earliest.toordinal()


def _high(blur: Blur) -> int:
    return NEVER if blur.latest is None else blur.latest.toordinal()


@dataclass(frozen=True, slots=True)
class _Mentions:
    """What the dated times of one link say together, as ordinals.

    `joined` runs from the day by which the earliest mention had begun to the day on which the latest was not over:
    what the analyst joined as one holds on every day between, however blurred the two mentions are.
    """

    certain: tuple[tuple[int, int], ...]
    possible: tuple[tuple[int, int], ...]
    joined: tuple[int, int]
    starts: tuple[tuple[int, int], ...]
    ends: tuple[tuple[int, int], ...]
    ongoing: bool

    @classmethod
    def of(cls, times: Iterable[Time]) -> "_Mentions":
        certain, possible, starts, ends, ongoing = [], [], [], [], False
        begun, not_over = NEVER, BEGINNING
        for when in times:
            if when.first is None or when.last is None:
                continue
            ongoing |= when.ongoing
            possible.append((_low(when.first), _high(when.last)))
            begun, not_over = min(begun, _high(when.first)), max(not_over, _low(when.last))
            span = when.certain
            if span and span.first and span.last:
                certain.append((span.first.toordinal(), span.last.toordinal()))
            if when.starts:
                starts.append((_low(when.first), _high(when.first)))
            if when.ends:
                ends.append((_low(when.last), _high(when.last)))
        return cls(tuple(certain), tuple(possible), (begun, not_over), tuple(starts), tuple(ends), ongoing)

    def edges(self) -> list[int]:
        """Every ordinal on which the answer may change."""
        found = {BEGINNING}
        for low, high in (*self.certain, *self.possible, self.joined, *self.starts, *self.ends):
            found |= {low, low + 1, high, high + 1}
        return sorted(day for day in found if day <= NEVER)

    def standing(self, day: int) -> Standing:
        """Apply the rule to one ordinal; see docs/explanation/time for it in words."""
        if any(low <= day <= high for low, high in self.certain):
            return Standing(Status.EVIDENCED)
        is_spoken_of = any(low <= day <= high for low, high in self.possible)
        if (self.starts and day < min(low for low, _ in self.starts)) or (
            self.ends and day > max(high for _, high in self.ends)
        ):
            return Standing(Status.POSSIBLE if is_spoken_of else Status.EXCLUDED)
        if (self.starts and day < max(high for _, high in self.starts)) or (
            self.ends and day > min(low for low, _ in self.ends)
        ):
            return Standing(Status.POSSIBLE)
        if self.joined[0] <= day <= self.joined[1]:
            return Standing(Status.EVIDENCED, is_joined=True)
        if day < min(low for low, _ in self.possible):
            return Standing(Status.UNKNOWN_BEFORE)
        if day <= max(high for _, high in self.possible):
            return Standing(Status.POSSIBLE)
        return Standing(Status.ASSUMED if self.ongoing else Status.UNKNOWN_AFTER)


def runs_of(times: Iterable[Time]) -> tuple[Run, ...]:
    """Return how a link stands on every day there is, as runs of days in order.

    Args:
        times: of the claims that an analyst joined as one link; settled ones only.

    Returns:
        At least one run; the first starts at BEGINNING, neighbours differ.
    """
    mentions = _Mentions.of(times)
    if not mentions.possible:
        return (Run(BEGINNING, Standing(Status.UNDATED)),)
    runs: list[Run] = []
    for day in mentions.edges():
        standing = mentions.standing(day)
        if not runs or runs[-1].standing != standing:
            runs.append(Run(day, standing))
    return tuple(runs)


def standing_on(day: date, times: Iterable[Time]) -> Standing:
    """Say how a link stands on `day`, a calendar day in the dossier's zone.

    Source: the method is Security Force Monitor's for precise and imprecise ranges, with the seven answers of
    this project; docs/explanation/time.
    """
    mentions = _Mentions.of(times)
    return mentions.standing(day.toordinal()) if mentions.possible else Standing(Status.UNDATED)


def spans_in(statuses: Iterable[Status], runs: Sequence[Run]) -> tuple[Span, ...]:
    """Return the spans of days on which a link has one of `statuses`; neighbouring runs are joined."""
    wanted = frozenset(statuses)
    spans: list[Span] = []
    for number, run in enumerate(runs):
        if run.standing.status not in wanted:
            continue
        end = runs[number + 1].first - 1 if number + 1 < len(runs) else NEVER
        first = None if run.first <= BEGINNING else date.fromordinal(run.first)
        last = None if end >= NEVER else date.fromordinal(end)
        if spans and first and spans[-1].last and spans[-1].last.toordinal() + 1 == run.first:
            spans[-1] = Span(spans[-1].first, last)
        else:
            spans.append(Span(first, last))
    return tuple(spans)


Ints = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """How n links stand on every day, as arrays.

    `offset` (n + 1) cuts `first` (ordinals) and `status` (codes of Status) into one slice a link.
    """

    offset: npt.NDArray[np.int64]
    first: Ints
    status: Codes

    def status_at(self, links: npt.NDArray[np.intp], days: Ints) -> Codes:
        """Return the status code of each of `links` on the ordinal beside it in `days`; same length as both."""
        at = self.offset[links]
        last = self.offset[links + 1] - 1
        moving = np.flatnonzero(at < last)
        while moving.size:
            step = moving[self.first[at[moving] + 1] <= days[moving]]
            at[step] += 1
            moving = step[at[step] < last[step]]
        return self.status[at]

    def standing_word(self, link: int, day: date) -> Status:
        """Return the status of one link on one day."""
        low, high = int(self.offset[link]), int(self.offset[link + 1])
        at = bisect_right(self.first, day.toordinal(), low, high) - 1
        return Status(int(self.status[at]))


@dataclass(frozen=True, slots=True, eq=False)
class TimeColumns:
    """The times of many claims as arrays of ordinals; BEGINNING or NEVER where a side is open.

    A claim without a date has `dated` False and its other columns are not read.
    """

    first_low: Ints
    first_high: Ints
    last_low: Ints
    last_high: Ints
    dated: npt.NDArray[np.bool_]
    starts: npt.NDArray[np.bool_]
    ends: npt.NDArray[np.bool_]
    ongoing: npt.NDArray[np.bool_]


def runs_of_single(times: TimeColumns) -> Runs:
    """Return the runs of links that rest on one claim each: the rule of `runs_of`, for whole columns.

    A property test holds the two equal.
    """
    count = len(times.dated)
    bounds = np.empty((count, 5), dtype=np.int32)
    codes = np.empty((count, 5), dtype=np.uint8)
    has_certain = (times.first_high <= times.last_low) & (times.first_high < NEVER) & (times.last_low > BEGINNING)
    bounds[:, 0] = BEGINNING
    bounds[:, 1] = times.first_low
    bounds[:, 2] = np.where(has_certain, times.first_high, times.first_low)
    bounds[:, 3] = np.where(has_certain, times.last_low + 1, times.first_low)
    bounds[:, 4] = np.minimum(times.last_high, NEVER - 1) + 1
    codes[:, 0] = np.where(times.starts, Status.EXCLUDED, Status.UNKNOWN_BEFORE)
    codes[:, 1] = Status.POSSIBLE
    codes[:, 2] = np.where(has_certain, Status.EVIDENCED, Status.POSSIBLE)
    codes[:, 3] = Status.POSSIBLE
    after = np.where(times.ongoing, Status.ASSUMED, Status.UNKNOWN_AFTER)
    codes[:, 4] = np.where(times.ends, Status.EXCLUDED, after)
    keep = np.ones((count, 5), dtype=bool)
    keep[:, :4] = bounds[:, :4] < bounds[:, 1:]  # a run that ends where it begins holds no day
    keep[:, 4] = times.last_high < NEVER
    keep[~times.dated] = False
    keep[~times.dated, 0] = True
    codes[~times.dated, 0] = Status.UNDATED
    offset = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(keep.sum(axis=1), out=offset[1:])
    return Runs(offset, bounds[keep], codes[keep])
