"""The toll as each speaker counted it over time: a step line a speaker and definition, named at its end.

Where a speaker gives a range, or only a least number, the uncertain part is hatched. On a narrow sheet each
speaker has a strip of their own, on one scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.web.drawing.axis import AxisTick, share_of, spaced
from answerable.web.drawing.svg import NARROW_PX, clean, framed, key_of, line, number, tag, text, wrapped

LABEL_PX = 15


@dataclass(frozen=True, slots=True)
class StepPoint:
    """What was stated on one day: a number, a range, or a least number alone. None is not stated.

    `words` stands at the line's end instead of the number where the source gave words ("dozens").
    """

    day: date
    best: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    words: str = ""

    @property
    def level(self) -> int | None:
        """Where the line runs: the stated number; failing it the least, then the most."""
        return next((value for value in (self.best, self.at_least, self.at_most) if value is not None), None)

    @property
    def said(self) -> str:
        """The count as it is written at the line's end."""
        if self.words:
            return self.words
        if self.best is not None:
            return str(self.best)
        if self.at_least is not None and self.at_most is not None:
            return f"{self.at_least}–{self.at_most}"
        return f"≥ {self.at_least}" if self.at_least is not None else f"≤ {self.at_most}"


@dataclass(frozen=True, slots=True)
class StepSeries:
    """One speaker's counts under one definition, in any order. `definition` says who is counted."""

    speaker: str
    definition: str
    points: tuple[StepPoint, ...]

    @property
    def drawn(self) -> tuple[StepPoint, ...]:
        """The points that have a height, by day."""
        return tuple(sorted((point for point in self.points if point.level is not None), key=lambda p: p.day))


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where days and numbers lie on the sheet."""

    first: date
    last: date
    most: int
    left: float
    top: float
    width: float
    height: float

    def x(self, day: date) -> float:
        return self.left + share_of(day, self.first, self.last) * self.width

    def y(self, value: float) -> float:
        return self.top + self.height * (1 - value / self.most)


def draw_steps(
    series: Sequence[StepSeries],
    *,
    title: str,
    description: str,
    ticks: Sequence[AxisTick] = (),
    first: date | None = None,
    last: date | None = None,
    width: int = 760,
) -> str:
    """The chart. `first` and `last` are the ends of the axis; the first and last stated day if not given."""
    series = [one for one in series if one.drawn]
    days = [point.day for one in series for point in one.drawn] or [first or last or date(2000, 1, 1)]
    first, last = first or min(days), last or max(days)
    if first == last:
        first, last = first - timedelta(days=1), last + timedelta(days=1)
    highest = max((value for one in series for point in one.drawn for value in _values(point)), default=1)
    step = _nice_step(highest)
    most = max(step, -(-highest // step) * step)
    hatch = key_of("hatch", title, str(width))
    parts = [_hatching(hatch)]
    draw = _strips if width < NARROW_PX else _together
    more, height = draw(series, _Plot(first, last, most, 34, 14, width - 34, 300), step, ticks, hatch, width)
    return framed("steps", width, height, parts + more, title=title, description=description, natural=width * 1.2)


def _values(point: StepPoint) -> list[int]:
    return [value for value in (point.best, point.at_least, point.at_most) if value is not None]


def _nice_step(highest: int) -> int:
    """A round distance between grid lines that gives three to six of them."""
    for power in range(12):
        for base in (1, 2, 5):
            if highest <= 6 * base * 10**power:
                return int(base * 10**power)
    return highest


def _hatching(key: str) -> str:
    stroke = tag("path", d="M0 6L6 0M-1 1L1-1M5 7L7 5", class_="hatch-line")
    return tag("defs", tag("pattern", stroke, id=key, width=6, height=6, patternUnits="userSpaceOnUse"))


def _together(
    series: Sequence[StepSeries], plot: _Plot, step: int, ticks: Sequence[AxisTick], hatch: str, width: int
) -> tuple[list[str], float]:
    """All lines on one plot, with their names down the far side."""
    names_px = width * 0.3
    plot = _Plot(plot.first, plot.last, plot.most, plot.left, plot.top, plot.width - names_px, plot.height)
    parts = _grid(plot, step, ticks)
    shade = [_uncertain(one, plot, hatch) for one in series]
    lines = [_steps(one, plot, place % 6) for place, one in enumerate(series)]
    # A tenth is kept free: where the typefaces are missing, the letters run wider.
    names, bottom = _names(series, plot, (names_px - 28) * 0.9)
    return [*parts, *shade, *lines, *names], max(plot.top + plot.height + 30, bottom)


def _strips(
    series: Sequence[StepSeries], plot: _Plot, step: int, ticks: Sequence[AxisTick], hatch: str, width: int
) -> tuple[list[str], float]:
    """A strip a speaker, one under another: name above, the last count at the line's end."""
    parts: list[str] = []
    y = 0.0
    for place, one in enumerate(series):
        class_ = f"s{place % 6}"
        heading = [(words, f"strong name {class_}") for words in wrapped(one.speaker, width, LABEL_PX, "strong")]
        heading += [(words, "soft-text") for words in wrapped(one.definition, width, LABEL_PX)]
        for words, kind in heading:
            y += 19
            parts.append(text(0, y, words, kind))
        strip = _Plot(plot.first, plot.last, plot.most, 34, y + 18, width - 34 - 58, 84)
        parts += _grid(strip, max(step, plot.most // 2), ticks if one is series[-1] else ())
        parts += [_uncertain(one, strip, hatch), _steps(one, strip, place % 6)]
        end = one.drawn[-1]
        parts.append(
            text(strip.x(end.day) + 9, strip.y(end.level or 0) + 5, end.said, f"strong halo name {class_}")
        )
        y = strip.top + strip.height + 20
    return parts, y + 14


def _grid(plot: _Plot, step: int, ticks: Sequence[AxisTick]) -> list[str]:
    parts = []
    for value in range(0, plot.most + 1, step):
        y = plot.y(value)
        parts.append(line(plot.left, y, plot.left + plot.width, y, "base" if value == 0 else "rule"))
        parts.append(text(plot.left - 8, y + 5, str(value), "soft-text number-text", "end"))
    foot = plot.top + plot.height
    for x, label in spaced(ticks, plot.first, plot.last, plot.left, plot.width):
        anchor = "start" if x < plot.left + 20 else "middle"
        parts += [line(x, foot, x, foot + 5, "base"), text(x, foot + 22, label, "soft-text", anchor)]
    return parts


def _steps(series: StepSeries, plot: _Plot, style: int) -> str:
    """The step line: a count holds from the day it was stated until the speaker's next."""
    path = ""
    for point in series.drawn:
        x, y = number(plot.x(point.day)), number(plot.y(point.level or 0))
        path += f"H{x}V{y}" if path else f"M{x} {y}"
    dots = "".join(
        tag(
            "circle",
            tag("title", clean(f"{series.speaker}: {point.said}")),
            cx=float(plot.x(point.day)),
            cy=float(plot.y(point.level or 0)),
            r=4,
            class_=f"dot s{style}",
        )
        for point in series.drawn
    )
    return tag("path", d=path, class_=f"step s{style}") + dots


def _uncertain(series: StepSeries, plot: _Plot, hatch: str) -> str:
    """The hatched part: between least and most; above a least without a most, a short way up."""
    parts = []
    points = series.drawn
    for place, point in enumerate(points):
        low, high = point.at_least, point.at_most
        if low is None and high is None:
            continue
        start = plot.x(point.day)
        end = plot.x(points[place + 1].day) if place + 1 < len(points) else start + 10
        bottom = plot.y(low if low is not None else 0)
        top = plot.y(high) if high is not None else bottom - 14
        if bottom > top and end > start:
            parts.append(
                tag(
                    "rect",
                    x=start,
                    y=top,
                    width=end - start,
                    height=bottom - top,
                    fill=f"url(#{hatch})",
                    class_="hatch",
                )
            )
    return "".join(parts)


def _names(series: Sequence[StepSeries], plot: _Plot, room: float) -> tuple[list[str], float]:
    """Names beside the lines' ends, pushed apart where they would touch, with a hairline to each end."""
    blocks = []
    for place, one in enumerate(series):
        end = one.drawn[-1]
        lines = [
            (f"{end.said}  {part}" if not n else part, f"strong name s{place % 6}")
            for n, part in enumerate(wrapped(one.speaker, room - 10 * len(end.said), LABEL_PX, "strong"))
        ]
        lines += [(part, "soft-text") for part in wrapped(one.definition, room, LABEL_PX)]
        blocks.append((plot.y(end.level or 0), end, lines))
    parts = []
    edge = plot.left + plot.width
    free_from = 0.0
    for y, end, lines in sorted(blocks, key=lambda block: block[0]):
        top = max(y - 14, free_from)
        x = plot.x(end.day)
        path = f"M{number(x + 6)} {number(y)}H{number(edge + 6)}L{number(edge + 18)} {number(top + 9)}"
        parts.append(tag("path", d=path, class_="leader"))
        for n, (words, class_) in enumerate(lines):
            parts.append(text(edge + 24, top + 14 + 19 * n, words, class_))
        free_from = top + 19 * len(lines) + 10
    return parts, free_from + 4
