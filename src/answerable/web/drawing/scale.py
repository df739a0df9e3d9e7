"""Where on an axis a day stands, when long times without anything to show are pressed together, never left out."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Scale:
    """Days as shares of a width, 0 to 1. `knots`: days and how far along each stands; straight between two.

    `breaks`: the first and last day of each time that is pressed together.
    """

    knots: tuple[tuple[date, float], ...]
    breaks: tuple[tuple[date, date], ...] = ()

    @property
    def first(self) -> date:
        """The first day of the axis."""
        return self.knots[0][0]

    @property
    def last(self) -> date:
        """The last day of the axis."""
        return self.knots[-1][0]

    def share(self, day: date) -> float:
        """How far along a day stands, 0 to 1; days outside are held at the ends."""
        place = bisect_right(self.knots, day, key=lambda knot: knot[0])
        if place == 0:
            return 0.0
        if place == len(self.knots):
            return 1.0 if len(self.knots) > 1 else 0.5
        (start, low), (end, high) = self.knots[place - 1 : place + 1]
        return low + (high - low) * (day - start).days / (end - start).days

    def is_pressed(self, day: date) -> bool:
        """Say whether a day lies inside a time that is pressed together."""
        return any(start < day < end for start, end in self.breaks)

    def stretches(self) -> tuple[tuple[date, date], ...]:
        """Return the times that are drawn at their full length: what lies before, between and after the breaks."""
        starts = (self.first, *(end for _, end in self.breaks))
        ends = (*(start for start, _ in self.breaks), self.last)
        return tuple(zip(starts, ends, strict=True))


def even(first: date, last: date) -> Scale:
    """Return the scale on which every day has the same width."""
    return Scale(((first, 0.0), (last, 1.0)) if first < last else ((first, 0.5),))


def pressed(days: Iterable[date], first: date, last: date, longest: int) -> Scale:
    """Return the scale on which no time without one of `days` is wider than `longest` days are elsewhere."""
    every = sorted({first, last, *(day for day in days if first < day < last)})
    widths = [min((end - start).days, longest) for start, end in pairwise(every)]
    whole = sum(widths)
    if not whole:
        return even(first, last)
    along, knots = 0, [(first, 0.0)]
    for day, width in zip(every[1:], widths, strict=True):
        along += width
        knots.append((day, along / whole))
    breaks = tuple((start, end) for start, end in pairwise(every) if (end - start).days > longest)
    return Scale(tuple(knots), breaks)
