"""One person's time: lanes for power, told, said, ordered, done, left undone, on one axis.

Incidents are bands through every lane, so that before and after are seen. A line is solid where it is evidenced,
dashed where it is possible or assumed, dotted where nothing is known; so is the frame of a mark. A table beside
the picture says the same; a mark's sign is its number there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from answerable.web.drawing.axis import AxisTick
from answerable.web.drawing.scale import Scale, even
from answerable.web.drawing.svg import NARROW_PX, clean, framed, line, link, number, tag, text, width_of

WORD_PX = 15
SIGN_PX = 13
HEAD_PX = 24
SPAN_PX = 30
MARK_PX = 26
"""The height of a row of marks, and the least width of what is aimed at."""


@dataclass(frozen=True, slots=True)
class LaneSpan:
    """Something that lasted (a post held): its first and last day, a status for the line, and the word for it."""

    first: date
    last: date
    label: str
    status: str = "evidenced"
    href: str | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class LaneMark:
    """Something of one day: a notice, a remark, an order. `last`: the last day on which it may have been.

    `sign`: its number in the table; without one it is a dot. `label`: words beside it, drawn where there is room;
    `told`: what it is, for those who point at it or listen. `is_answer`: a denial or reply, drawn with corners.
    `sure`: the days in it on which it surely was, drawn solid.
    """

    day: date
    label: str
    href: str | None = None
    sign: str = ""
    told: str = ""
    last: date | None = None
    status: str = "evidenced"
    is_answer: bool = False
    sure: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class LaneBand:
    """An incident that all lanes are read against; without a label it is a band and no more."""

    day: date
    label: str
    last: date | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of thing. An empty lane stays in the picture and says so: silence is a fact of the record."""

    name: str
    spans: tuple[LaneSpan, ...] = ()
    points: tuple[LaneMark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The scale and where on the sheet it lies."""

    scale: Scale
    left: float
    room: float

    def x(self, day: date) -> float:
        return self.left + self.scale.share(day) * self.room

    def shows(self, first: date, last: date) -> bool:
        return last >= self.scale.first and first <= self.scale.last


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
    scale: Scale | None = None,
    width: int = 760,
) -> str:
    """Lanes from `first` to `last`, or on a scale of their own; what lies outside is left to the table.

    Every lane keeps its place even when empty, and then says `empty_word`, such as "nothing on record". `scale`
    says where the days stand; evenly if not given.
    """
    is_narrow = width < NARROW_PX
    left = 2.0 if is_narrow else max([width_of(lane.name, WORD_PX, "strong") for lane in lanes], default=0) + 20
    sheet = _Sheet(scale or even(first, last), left, width - left - 4)
    heads, top, starts = _heads(bands, sheet, width)
    parts: list[str] = []
    y = top
    for lane in lanes:
        parts += [line(0, y, width, y, "rule"), text(0, y + 20, lane.name, "strong halo")]
        drawn, height = _lane(lane, sheet, y + (HEAD_PX if is_narrow else 4), empty_word, width)
        parts += drawn
        y += height + (HEAD_PX if is_narrow else 4) + 8
    parts.append(line(0, y, width, y, "base"))
    parts += _below(ticks, sheet, y, width)
    through = [_band(band, sheet, start, y) for band, start in starts]
    height = y + (34 if ticks else 8)
    return framed("lanes", width, height, [*through, *heads, *parts], title=title, description=description,
                  natural=width * 1.2)  # fmt: skip


def _heads(
    bands: Sequence[LaneBand], sheet: _Sheet, width: float
) -> tuple[list[str], float, list[tuple[LaneBand, float]]]:
    """The incidents' names above the lanes, on as many rows as they need; how tall; where each band starts."""
    free: list[float] = []
    words: list[str] = []
    shown = sorted((band for band in bands if sheet.shows(band.day, band.last or band.day)), key=lambda b: b.day)
    rows: list[tuple[LaneBand, int | None]] = []
    for band in shown:
        if not band.label:
            rows.append((band, None))
            continue
        x, wide = sheet.x(band.day), width_of(band.label, WORD_PX, "strong")
        is_flipped = x + wide + 6 > width
        start = max(0.0, x - wide - 5) if is_flipped else x
        row = next((n for n, end in enumerate(free) if end <= start), len(free))
        free[row : row + 1] = [start + wide + 14]
        at = start if is_flipped else x + 5
        words.append(link(text(at, 16 + row * 22, band.label, "strong halo"), band.href))
        rows.append((band, row))
    top = len(free) * 22 + 10.0
    return words, top, [(band, top if row is None else 4.0 + row * 22) for band, row in rows]


def _band(band: LaneBand, sheet: _Sheet, start: float, foot: float) -> str:
    x, end = sheet.x(max(band.day, sheet.scale.first)), sheet.x(min(band.last or band.day, sheet.scale.last))
    wide = max(3.0, end - x)
    klass = "band" if band.label else "band faint"
    return tag("rect", x=x, y=start, width=wide, height=foot - start, class_=klass)


def _below(ticks: Sequence[AxisTick], sheet: _Sheet, y: float, width: float) -> Iterator[str]:
    """The words under the axis, none over another, and the marks where time is pressed together."""
    for start, end in sheet.scale.breaks:
        x = (sheet.x(start) + sheet.x(end)) / 2
        yield tag("path", d=f"M{number(x - 5)} {number(y + 6)}l4 -12m2 12l4 -12", class_="base")
    free = float("-inf")
    for tick in sorted(ticks, key=lambda each: each.day):
        x, wide = sheet.x(tick.day), width_of(tick.label, WORD_PX)
        at = min(max(0.0, x - wide / 2), width - wide)
        if sheet.shows(tick.day, tick.day) and at >= free:
            yield line(x, y, x, y + 6, "base")
            yield text(at, y + 24, tick.label, "soft-text")
            free = at + wide + 12


def _lane(lane: Lane, sheet: _Sheet, y: float, empty_word: str, width: float) -> tuple[list[str], float]:
    """What stands in one lane, and how tall it is."""
    parts, spans_tall = _spans(lane, sheet, y, width)
    marks, marks_tall = _marks(lane.points, sheet, y + spans_tall, width)
    if not parts and not marks:
        return [text(sheet.left, y + 16, empty_word, "empty-text halo")], float(MARK_PX)
    return [*parts, *marks], spans_tall + marks_tall


def _spans(lane: Lane, sheet: _Sheet, y: float, width: float) -> tuple[list[str], float]:
    """The lines of a lane, those of one thing on one row, its name above them, the word for each below."""
    by_thing: dict[str, list[LaneSpan]] = {}
    for place, span in enumerate(lane.spans):
        if sheet.shows(span.first, span.last):
            by_thing.setdefault(span.href or f"{place if span.label else ''}", []).append(span)
    parts: list[str] = []
    free: list[float] = []
    for spans in by_thing.values():
        name = next((span.label for span in spans if span.label), "")
        start, end = sheet.x(spans[0].first), sheet.x(spans[-1].last)
        at = max(0.0, min(start, width - width_of(name, WORD_PX) - 2))
        row = next((n for n, taken in enumerate(free) if taken <= min(at, start)), len(free))
        free[row : row + 1] = [max(at + width_of(name, WORD_PX), end) + 14]
        base = y + row * (SPAN_PX + 12)
        if name:
            parts.append(link(text(at, base + 16, name, "halo"), spans[0].href))
        for span in spans:
            x, end_x = sheet.x(span.first), max(sheet.x(span.last), sheet.x(span.first) + 4)
            parts.append(line(x, base + 24, end_x, base + 24, f"link {span.status}"))
            if span.word and width_of(span.word, SIGN_PX) + 8 < end_x - x:
                parts.append(text(x + 2, base + 37, span.word, "span-word halo"))
    return parts, len(free) * (SPAN_PX + 12.0)


def _marks(marks: Sequence[LaneMark], sheet: _Sheet, y: float, width: float) -> tuple[list[str], float]:
    """The marks of a lane, each on the first row where it and its words touch nothing."""
    parts: list[str] = []
    free: list[float] = []
    for mark in sorted(marks, key=lambda each: each.day):
        if not sheet.shows(mark.day, mark.last or mark.day):
            continue
        x = sheet.x(max(mark.day, sheet.scale.first))
        half = max(MARK_PX, width_of(mark.sign, SIGN_PX) + 14) / 2 if mark.sign else 6.0
        x = min(max(x, half), width - half)
        wide = width_of(mark.label, WORD_PX) if mark.label else 0.0
        words_x = x + half + 2 if x + half + wide + 2 <= width else x - half - 2 - wide
        if words_x < 0 or not mark.label:
            wide, words_x = (0.0, x) if mark.sign else (wide, 0.0)
        end = max(x + half, words_x + wide, sheet.x(mark.last) if mark.last else 0.0)
        start = min(x - half, words_x)
        row = next((n for n, taken in enumerate(free) if taken <= start), len(free))
        free[row : row + 1] = [end + 2]
        parts.append(_mark(mark, sheet, x, half, y + row * MARK_PX + MARK_PX / 2, words_x if wide else None))
    return parts, float(len(free) * MARK_PX)


def _mark(mark: LaneMark, sheet: _Sheet, x: float, half: float, y: float, words_x: float | None) -> str:
    told = tag("title", clean(mark.told or mark.label)) if mark.told or mark.label else ""
    words = ""
    if words_x is not None:
        is_flipped = words_x < x and bool(mark.sign)
        words = text(
            x - half - 4 if is_flipped else words_x, y + 5, mark.label, "halo", "end" if is_flipped else None
        )
    if not mark.sign:
        dot = tag("circle", told, cx=x, cy=y, r=4, class_="dot")
        return dot + (link(words, mark.href) if words else "")
    blur = ""
    if mark.last and mark.last > mark.day:
        over = words_x + width_of(mark.label, WORD_PX) + 4 if words_x is not None and words_x > x else x
        blur = line(over, y, max(over, sheet.x(min(mark.last, sheet.scale.last))), y, "link possible")
    if mark.sure:
        start, end = (max(x, sheet.x(day)) for day in mark.sure)
        blur += line(start, y + MARK_PX / 2 - 3, max(end, start + 3), y + MARK_PX / 2 - 3, "link evidenced")
    box = {"x": x - half + 2, "y": y - 11, "width": 2 * half - 4, "height": 22}
    sign = tag("rect", **box, rx="1" if mark.is_answer else "11", class_=f"sign {mark.status}")
    aim = tag("rect", x=x - half, y=y - MARK_PX / 2, width=2 * half, height=float(MARK_PX), class_="aim")
    numeral = text(x, y + 4.5, mark.sign, f"sign-word {mark.status}", "middle")
    return blur + link(told + aim + sign + numeral + words, mark.href)
