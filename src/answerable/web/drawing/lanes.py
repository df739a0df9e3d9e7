"""One person's time: lanes for power, told, said, ordered, done, left undone, on one axis.

Incidents are bands through every lane, so that before and after are seen. On a narrow sheet time runs downwards in
one list, for words need room; either way a table beside it says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from answerable.web.drawing.axis import AxisTick, share_of, spaced
from answerable.web.drawing.svg import NARROW_PX, clean, framed, line, link, number, tag, text, width_of, wrapped

WORD_PX = 15
ROW_PX = 22


@dataclass(frozen=True, slots=True)
class LaneSpan:
    """Something that lasted (a post held): from its first to its last day, with a status for the line."""

    first: date
    last: date
    label: str
    status: str = "evidenced"
    href: str | None = None


@dataclass(frozen=True, slots=True)
class LaneMark:
    """Something of one day: a notice, a remark, an order."""

    day: date
    label: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class LaneBand:
    """An incident that all lanes are read against."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of thing. An empty lane stays in the picture and says so: silence is a fact of the record."""

    name: str
    spans: tuple[LaneSpan, ...] = ()
    points: tuple[LaneMark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word on its row of a lane: where its mark is, and where the word starts."""

    x: float
    end_x: float
    row: int
    text_x: float
    label: str
    status: str
    href: str | None


def draw_lanes(
    lanes: Sequence[Lane],
    first: date,
    last: date,
    *,
    title: str,
    description: str,
    empty_word: str,
    bands: Sequence[LaneBand] = (),
    ticks: Sequence[AxisTick] = (),
    width: int = 760,
) -> str:
    """The picture; `empty_word` ("nothing on record") stands in an empty lane. Days outside are left out."""
    if width < NARROW_PX:
        parts, height = _downwards(lanes, first, last, bands, empty_word, width)
    else:
        parts, height = _across(lanes, first, last, bands, ticks, empty_word, width)
    return framed("lanes", width, height, parts, title=title, description=description, natural=width * 1.2)


def _across(
    lanes: Sequence[Lane],
    first: date,
    last: date,
    bands: Sequence[LaneBand],
    ticks: Sequence[AxisTick],
    empty_word: str,
    width: int,
) -> tuple[list[str], float]:
    left = max([width_of(lane.name, WORD_PX, "strong") for lane in lanes], default=0) + 20
    room = width - left - 4
    heads, top = _band_heads(bands, first, last, left, room)
    parts: list[str] = []
    y = top
    for lane in lanes:
        placed, rows = _placed(lane, first, last, left, room)
        parts.append(line(0, y, width, y, "rule"))
        parts.append(text(0, y + 21, lane.name, "strong"))
        parts += [_drawn(one, y) for one in placed]
        if not placed:
            parts.append(text(left, y + 21, empty_word, "empty-text halo"))
        y += rows * ROW_PX + 12
    parts.append(line(0, y, width, y, "base"))
    for x, label in spaced(ticks, first, last, left, room):
        parts += [line(x, y, x, y + 5, "base"), text(x, y + 22, label, "soft-text", "middle")]
    through = [
        tag("path", d=f"M{number(x)} {number(start)}V{number(y)}", class_="band-line") for x, start in heads[1]
    ]
    return [*through, *heads[0], *parts], y + (30 if ticks else 6)


def _band_heads(
    bands: Sequence[LaneBand], first: date, last: date, left: float, room: float
) -> tuple[tuple[list[str], list[tuple[float, float]]], float]:
    """The incidents' names above the lanes, on as many rows as they need; and where their lines start."""
    free: list[float] = []
    words, starts = [], []
    for band in sorted(bands, key=lambda band: band.day):
        if not first <= band.day <= last:
            continue
        x = left + share_of(band.day, first, last) * room
        wide = width_of(band.label, WORD_PX, "strong")
        flipped = x + wide > left + room
        start = x - wide - 4 if flipped else x
        row = next((n for n, end in enumerate(free) if end <= start), len(free))
        free[row : row + 1] = [x + 14 if flipped else x + wide + 14]
        y = 16 + row * ROW_PX
        words.append(text(x - 4 if flipped else x + 5, y, band.label, "strong halo", "end" if flipped else None))
        starts.append((x, y - 12.0))
    return (words, starts), len(free) * ROW_PX + 8.0


def _placed(lane: Lane, first: date, last: date, left: float, room: float) -> tuple[list[_Placed], int]:
    """Each span and mark on the first row where its word touches nothing; returns the rows used, at least one."""
    free: list[float] = []
    placed: list[_Placed] = []
    things = [(span.first, span.last, span.label, span.status, span.href) for span in lane.spans]
    things += [(mark.day, mark.day, mark.label, "", mark.href) for mark in lane.points]
    for start, end, label, status, href in sorted(things, key=lambda thing: thing[0]):
        if end < first or start > last:
            continue
        x, end_x = (left + share_of(day, first, last) * room for day in (start, end))
        wide = width_of(label, WORD_PX)
        text_x = min(x + (0 if status else 9), left + room - wide)
        from_x = min(text_x, x - 6)
        row = _row_of_the_same(placed, label, status, href)
        if row is None:
            row = next((n for n, taken in enumerate(free) if taken <= from_x), len(free))
        free[row : row + 1] = [max(text_x + wide, end_x, x + 6, *free[row : row + 1]) + 12]
        placed.append(_Placed(x, end_x, row, text_x, label, status, href))
    return placed, max(1, len(free)) if not lane.spans else max(1, len(free)) + 1


def _row_of_the_same(placed: Sequence[_Placed], label: str, status: str, href: str | None) -> int | None:
    """The row of the line that a line without a word of its own goes on from; None for anything else."""
    if label or not status:
        return None
    return next((one.row for one in reversed(placed) if one.status and one.href == href), None)


def _drawn(one: _Placed, y: float) -> str:
    base = y + 21 + one.row * ROW_PX
    if one.status:
        bar = line(one.x, base + 8, one.end_x, base + 8, f"link {one.status}")
        return bar + (link(text(one.text_x, base, one.label, "halo"), one.href) if one.label else "")
    # A word pushed to the left of the sheet's end stands before its mark, not over it.
    before = one.text_x < one.x + 9
    words = (
        text(one.x - 9, base, one.label, "halo", "end") if before else text(one.text_x, base, one.label, "halo")
    )
    dot = tag("circle", tag("title", clean(one.label)), cx=one.x, cy=base - 5, r=4, class_="dot")
    return dot + (link(words, one.href) if one.label else "")


def _downwards(
    lanes: Sequence[Lane], first: date, last: date, bands: Sequence[LaneBand], empty_word: str, width: int
) -> tuple[list[str], float]:
    """Lane under lane, each a short strip with its marks, the bands through all; words below the strip."""
    tall, y = 0.0, 0.0
    parts: list[str] = []
    room = width - 8.0
    for band in sorted(bands, key=lambda band: band.day):
        x = 4 + share_of(band.day, first, last) * room
        tall += 20
        flipped = x + width_of(band.label, WORD_PX, "strong") > width
        parts.append(
            text(x - 4 if flipped else x + 5, tall - 5, band.label, "strong halo", "end" if flipped else None)
        )
        parts.append(tag("path", d=f"M{number(x)} {number(tall - 16)}V{{foot}}", class_="band-line"))
    y = tall + 6
    for lane in lanes:
        lines, height = _strip(lane, first, last, y, room, empty_word)
        parts += lines
        y += height
    return [part.replace("{foot}", number(y)) for part in parts], y + 4


def _strip(lane: Lane, first: date, last: date, y: float, room: float, empty_word: str) -> tuple[list[str], float]:
    parts = [line(0, y, room + 8, y, "rule"), text(0, y + 20, lane.name, "strong halo")]
    track = y + 34
    words: list[tuple[date, str, str | None]] = []
    for span in lane.spans:
        if span.last >= first and span.first <= last:
            start, end = (4 + share_of(day, first, last) * room for day in (span.first, span.last))
            parts.append(line(start, track, end, track, f"link {span.status}"))
            words.append((span.first, span.label, span.href))
    for mark in lane.points:
        if first <= mark.day <= last:
            x = 4 + share_of(mark.day, first, last) * room
            parts.append(tag("circle", tag("title", clean(mark.label)), cx=x, cy=track, r=4, class_="dot"))
            words.append((mark.day, mark.label, mark.href))
    below = track + 4
    for _, label, href in sorted(words, key=lambda word: word[0]):
        for part in wrapped(label, room, WORD_PX):
            below += 20
            parts.append(link(text(4, below, part, "halo"), href))
    if not words:
        parts.append(text(4, track + 5, empty_word, "empty-text halo"))
        below = track + 8
    return parts, below - y + 14
