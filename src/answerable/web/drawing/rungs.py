"""How far a proceeding has come: the stages as stairs, the lowest first, and what ended or halted it beside them.

A tread is solid where a source says that the stage was reached, dashed where it may have been, dotted where
no source speaks of it: no stage implies the one below. A disc marks where the case stands; two discs, that
sources disagree or speak of different people. The same stands beside it as a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from answerable.web.drawing.svg import NARROW_PX, clean, framed, line, link, tag, text, wrapped

TreadState = Literal["reached", "possible", "none"]
RISE_PX = 24
WORD_PX, NOTE_PX = 15, 13
ASIDE_PX = 30
_LINES = {"reached": "link", "possible": "link possible", "none": "link unknown"}
SMALL_PX, SMALL_RISE_PX = 17, 5
SMALLEST_WIDTH_PX = 132  # so that the words beside small pictures of one list stand under one another


@dataclass(frozen=True, slots=True)
class Tread:
    """One stage, every text in the reader's language.

    Args:
        word: what the stage is called.
        state: whether a source says that it was reached, that it may have been, or nothing.
        stands: whether the case stands there on the day.
        note: when it was reached, as exactly as a source says; may be empty.
        is_aside: it is no rung: it ended or halted the case.
    """

    word: str
    state: TreadState
    stands: bool = False
    note: str = ""
    is_aside: bool = False


def draw_climb(treads: Sequence[Tread], *, title: str, description: str, width: int = 760) -> str:
    """One proceeding: its stages as stairs side by side; on a narrow sheet, the highest on top."""
    rungs = [tread for tread in treads if not tread.is_aside]
    asides = [tread for tread in treads if tread.is_aside]
    draw = _stairs if width >= NARROW_PX else _stack
    parts, height = draw(rungs, asides, width)
    return framed("rungs", width, height, parts, title=title, description=description)


def _stairs(rungs: Sequence[Tread], asides: Sequence[Tread], width: int) -> tuple[list[str], float]:
    room = width / max(len(rungs), 1)
    top, parts = 16.0, []
    floors = [top + RISE_PX * (len(rungs) - 1 - place) for place in range(len(rungs))]
    lowest = 0.0
    for place, (tread, y) in enumerate(zip(rungs, floors, strict=True)):
        x = place * room
        if place:
            parts.append(line(x, y, x, y + RISE_PX, "rule"))
        drawn, end = _tread(tread, x, y, room - 14, room)
        parts += drawn
        lowest = max(lowest, end)
    if asides:
        lowest += 22
        parts.append(line(0, lowest, width, lowest, "rule"))
        span = width / len(asides)
        ends = [_tread(tread, place * span, lowest + ASIDE_PX, span - 14, min(span, 220)) for place, tread in
                enumerate(asides)]  # fmt: skip
        parts += [part for drawn, _ in ends for part in drawn]
        lowest = max(end for _, end in ends)
    return parts, lowest + 8


def _tread(tread: Tread, x: float, y: float, room: float, long: float) -> tuple[list[str], float]:
    """One stage: its tread, the disc if the case stands there, its word and note below; and where that ends."""
    parts = [line(x, y, x + long, y, _LINES[tread.state])]
    if tread.stands:
        parts.append(tag("circle", cx=float(x + long / 2), cy=float(y), r=7, class_="dot s1"))
    return _words(tread, x, y, room, parts)


def _words(tread: Tread, x: float, y: float, room: float, parts: list[str]) -> tuple[list[str], float]:
    face = "strong" if tread.stands else "soft-text" if tread.state == "none" else ""
    y += 8
    for words in wrapped(tread.word, room, WORD_PX, "strong"):
        y += 19
        parts.append(text(x, y, words, face))
    for words in wrapped(tread.note, room, NOTE_PX) if tread.note else ():
        y += 17
        parts.append(text(x, y, words, "soft-text region-name"))
    return parts, y


def _stack(rungs: Sequence[Tread], asides: Sequence[Tread], width: int) -> tuple[list[str], float]:
    """A ladder: the highest rung on top, the words beside; what stands beside the ladder below a line."""
    parts: list[str] = []
    y = 10.0
    for tread in reversed(rungs):
        y = _row(tread, y, width, parts)
    if asides:
        parts.append(line(0, y + 4, width, y + 4, "rule"))
        y += 22
        for tread in asides:
            y = _row(tread, y, width, parts)
    return parts, y


def _row(tread: Tread, y: float, width: int, parts: list[str]) -> float:
    long, left = 44.0, 60.0
    parts.append(line(0, y, long, y, _LINES[tread.state]))
    if tread.stands:
        parts.append(tag("circle", cx=long / 2, cy=y, r=7, class_="dot s1"))
    drawn, end = _words(tread, left, y - 22, width - left, [])
    parts += drawn
    return end + 26


def draw_small(treads: Sequence[Tread], *, title: str) -> str:
    """The stairs of one proceeding, small enough to stand in a list; its words stand beside it there."""
    rungs = [tread for tread in treads if not tread.is_aside]
    asides = [tread for tread in treads if tread.is_aside and tread.stands]
    height = 18 + SMALL_RISE_PX * max(len(rungs) - 1, 0)
    parts = []
    for place, tread in enumerate(rungs):
        parts += _small_tread(tread, place * SMALL_PX, height - 4 - SMALL_RISE_PX * place)
    for place, tread in enumerate(asides):
        parts += _small_tread(tread, (len(rungs) + place) * SMALL_PX + 8, height - 4)
    width = max(SMALLEST_WIDTH_PX, (len(rungs) + len(asides)) * SMALL_PX + 8)
    box, page = f"0 0 {width} {height}", "http://www.w3.org/2000/svg"
    body = tag("title", clean(title)) + "".join(parts)
    return tag("svg", body, xmlns=page, class_="drawing rungs small-rungs", viewBox=box, width=width,
               height=height, role="img", aria_label=title)  # fmt: skip


def _small_tread(tread: Tread, x: float, y: float) -> list[str]:
    parts = [line(x, y, x + SMALL_PX - 3, y, _LINES[tread.state])]
    if tread.stands:
        parts.append(tag("circle", cx=x + (SMALL_PX - 3) / 2, cy=float(y - 7), r=5, class_="dot s1"))
    return parts


# all proceedings on one ladder


@dataclass(frozen=True, slots=True)
class CaseMark:
    """One proceeding on the ladder: its number in the table beside, its name, and where it is told of."""

    sign: str
    name: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage with the proceedings that stand there; `is_aside`: beside the ladder, drawn below it."""

    word: str
    marks: tuple[CaseMark, ...]
    is_aside: bool = False


def draw_standing(rows: Sequence[StageRow], *, title: str, description: str, width: int = 760) -> str:
    """Every proceeding at the stage where it stands, the highest rung on top; an empty rung says as much."""
    wide = width >= NARROW_PX
    left = 210.0 if wide else 0.0
    parts: list[str] = []
    y = 4.0
    rungs = [row for row in rows if not row.is_aside]
    for row in reversed(rungs):
        y = _stage_row(row, y, left, width, parts, is_wide=wide)
    asides = [row for row in rows if row.is_aside]
    if asides:
        y += 10
        parts.append(line(0, y, width, y, "base"))
        y += 10
        for row in asides:
            y = _stage_row(row, y, left, width, parts, is_wide=wide)
    return framed("rungs", width, y + 6, parts, title=title, description=description)


def _stage_row(row: StageRow, y: float, left: float, width: int, parts: list[str], *, is_wide: bool) -> float:
    """One rung: its word, the marks on it in as many lines as they need, and the rung itself below."""
    step, radius = 32.0, 13.0
    fitting = max(1, int((width - left) // step))
    lines = max(1, -(-len(row.marks) // fitting))
    head = 0.0 if is_wide or not row.marks else 20.0
    face = "strong" if row.marks else "soft-text"
    parts.append(text(0, y + (23 if is_wide else 17), row.word, face))
    height = head + max(step * lines, 26.0 if not row.marks else 0) + 4
    for place, mark in enumerate(row.marks):
        x = left + radius + step * (place % fitting)
        parts.append(_case(mark, x, y + head + 18 + step * (place // fitting), radius))
    floor = y + height
    parts.append(line(left, floor, width, floor, "link" if row.marks else "link unknown"))
    return floor + 6


def _case(mark: CaseMark, x: float, y: float, radius: float) -> str:
    drawn = tag("circle", cx=x, cy=y, r=radius, class_="sign evidenced")
    word = text(x, y + 4.5, mark.sign, "sign-word", "middle")
    return link(tag("title", clean(mark.name)) + drawn + word, mark.href)
