"""Days along a line: a tick wherever anything changes, to stand under the day slider; and the scale others use."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from answerable.web.drawing.svg import clean, framed, line, number, tag, text, width_of

THUMB_PX = 8  # half of the slider's knob: the range does not reach its own ends


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day on which something changes; `label` says what, for those who point at it; `changes` how much."""

    day: date
    label: str
    changes: int = 1


@dataclass(frozen=True, slots=True)
class AxisTick:
    """A day with a word under it, in the reader's language ("Jan 2023")."""

    day: date
    label: str


def month_starts(first: date, last: date) -> Iterator[date]:
    """The first days of the months after `first`, up to `last`: where an axis is worth a word."""
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        start = date(year, month, 1)
        if start > last:
            return
        yield start


def share_of(day: date, first: date, last: date) -> float:
    """How far along from first to last the day lies, 0 to 1; days outside are held at the ends."""
    span = (last - first).days
    return min(1.0, max(0.0, (day - first).days / span)) if span > 0 else 0.5


def spaced(
    ticks: Iterable[AxisTick], first: date, last: date, left: float, room: float
) -> Iterator[tuple[float, str]]:
    """The ticks with their x, without those whose word would touch the one before."""
    free_from = float("-inf")
    for tick in sorted(ticks, key=lambda tick: tick.day):
        x = left + share_of(tick.day, first, last) * room
        half = width_of(tick.label, 15) / 2
        if x - half >= free_from and first <= tick.day <= last:
            yield x, tick.label
            free_from = x + half + 10


def draw_days(
    marks: Sequence[DayMark],
    first: date,
    last: date,
    *,
    title: str,
    description: str,
    chosen: date | None = None,
    ticks: Sequence[AxisTick] = (),
    width: int = 760,
) -> str:
    """A tick for every day in `marks`, taller where more changes, in step with a range input of the same width."""
    room = width - 2 * THUMB_PX
    most = max((mark.changes for mark in marks), default=1)
    parts = [line(THUMB_PX, 26, width - THUMB_PX, 26, "rule")]
    for mark in marks:
        if first <= mark.day <= last:
            x = THUMB_PX + share_of(mark.day, first, last) * room
            height = 8 + 14 * (mark.changes - 1) / max(1, most - 1)
            told = tag("title", clean(mark.label))
            parts.append(tag("path", told, d=f"M{number(x)} 26v-{number(height)}", class_="tick"))
    if chosen is not None:
        x = THUMB_PX + share_of(chosen, first, last) * room
        parts.append(line(x, 0, x, 30, "tick chosen"))
    for x, label in spaced(ticks, first, last, THUMB_PX, room):
        anchor = "start" if x < 40 else "end" if x > width - 40 else "middle"
        parts.append(text(x, 46, label, "soft-text", anchor))
    height = 52 if ticks else 30
    return framed("days", width, height, parts, title=title, description=description, natural=width * 2)
