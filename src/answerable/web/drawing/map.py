"""Where it happened: hairline outlines, a circle an incident with its area by deaths, labels that do not collide.

No tiles and no scripts. The list beside the map says the same in words.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt

from answerable.web.drawing.svg import NARROW_PX, clean, framed, line, link, number, tag, text, width_of
from answerable.web.outlines import Outline, OutlineUnit, Ring

LABEL_PX = 15
REGION_PX = 13
LEADER_FROM_PX = 30  # from this distance on, a hairline ties a label to its circle
KM_PER_DEGREE = 111.2  # of latitude, mean
# Directions in which a label is tried, best first, as steps to the right and down.
_DIRECTIONS = ((1, 0), (-1, 0), (0.7, -0.7), (0.7, 0.7), (-0.7, -0.7), (-0.7, 0.7), (0, -1), (0, 1))
_DISTANCES = (6, 16, 30, 48, 70, 96, 126, 160)


@dataclass(frozen=True, slots=True)
class MapCircle:
    """One incident (or place). `deaths` 0 is drawn as a small ring; `href` leads to its page on this site."""

    latitude: float
    longitude: float
    deaths: int
    label: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Turns degrees into pixels: equal steps, with longitude shortened as at the middle latitude."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: float
    height: float
    indent: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return self.indent + (longitude - self.west) * self.scale_x, (self.north - latitude) * self.scale_y


@dataclass(frozen=True, slots=True)
class _Spot:
    circle: MapCircle
    x: float
    y: float
    radius: float

    @property
    def box(self) -> _Box:
        return _Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


def draw_map(
    outline: Outline,
    circles: Sequence[MapCircle],
    *,
    title: str,
    description: str,
    width: int = 760,
    marked: Collection[str] = (),
    close_up: bool = False,
) -> str:
    """A map of the circles on the outline.

    `marked` are ISO 3166-2 codes of the divisions to set off and name. A `close_up` shows the surroundings of the
    circles and the marked divisions, not the whole country.
    """
    sheet = _sheet(outline, circles, marked, width, close_up)
    spots = _spots(circles, sheet, width)
    shapes = [_region(unit, sheet, marked) for unit in outline.units if not _is_marked(unit, marked)]
    shapes += [_region(unit, sheet, marked) for unit in outline.units if _is_marked(unit, marked)]
    labels, taken = _labels(spots, sheet)
    names = _region_names(outline, sheet, marked, taken, {spot.circle.label for spot in spots})
    dots = [link(_dot(spot), spot.circle.href) for spot in spots]
    return framed(
        "map",
        sheet.width,
        sheet.height,
        [*shapes, _coast(outline, sheet), *names, *dots, *labels, _scale_bar(sheet)],
        title=title,
        description=description,
    )


def _is_marked(unit: OutlineUnit, marked: Collection[str]) -> bool:
    return any(code in marked for code in (unit.code, *unit.also))


def _sheet(
    outline: Outline, circles: Sequence[MapCircle], marked: Collection[str], width: int, close_up: bool
) -> _Sheet:
    points = [(circle.longitude, circle.latitude) for circle in circles]
    shown = [unit for unit in outline.units if not close_up or _is_marked(unit, marked)]
    points += [point for unit in shown for ring in unit.rings for point in ring]
    points = points or [(-1.0, -1.0), (1.0, 1.0)]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # A single point gets some country around it: about 50 km each way.
    pad = max(0.02 * max(east - west, north - south), 0.45 - (east - west) / 2 if close_up or not shown else 0)
    west, east, south, north = west - pad, east + pad, south - pad, north + pad
    narrowing = cos(radians((north + south) / 2))
    shape = (north - south) / ((east - west) * narrowing)
    # Wide sheets leave room at the sides for labels; a tall country does not outgrow a screen.
    tallest = (360 if close_up else 520) if width < NARROW_PX else (420 if close_up else 660)
    room = min(width if width < NARROW_PX else width * 0.72, tallest / shape)
    scale_y = room / ((east - west) * narrowing)
    indent = max(0.0, (min(width, room + 220) - room) / 2)
    return _Sheet(west, north, scale_y * narrowing, scale_y, room + 2 * indent, (north - south) * scale_y, indent)


def _spots(circles: Sequence[MapCircle], sheet: _Sheet, width: int) -> list[_Spot]:
    """The circles from large to small, so that a small one is never hidden. Area is proportional to deaths."""
    most = max((circle.deaths for circle in circles), default=0)
    per_death = min((20 if width < NARROW_PX else 30) / sqrt(most), 9) if most else 0
    spots = []
    for circle in sorted(circles, key=lambda circle: (-circle.deaths, circle.label)):
        x, y = sheet.at(circle.longitude, circle.latitude)
        spots.append(_Spot(circle, x, y, per_death * sqrt(circle.deaths) if circle.deaths > 0 else 3))
    return spots


def _dot(spot: _Spot) -> str:
    said = tag("title", clean(_said(spot.circle)))
    kind = "circle" if spot.circle.deaths > 0 else "circle none"
    return tag("circle", said, cx=float(spot.x), cy=float(spot.y), r=float(spot.radius), class_=kind)


def _said(circle: MapCircle) -> str:
    return f"{circle.label} {circle.deaths}" if circle.deaths > 0 else circle.label


def _region(unit: OutlineUnit, sheet: _Sheet, marked: Collection[str]) -> str:
    kind = "region marked" if _is_marked(unit, marked) else "region"
    return tag(
        "path", tag("title", clean(unit.name)), d=_path(unit.rings, sheet), class_=kind, fill_rule="evenodd"
    )


def _coast(outline: Outline, sheet: _Sheet) -> str:
    return tag("path", d=_path(outline.border, sheet), class_="coast") if outline.border else ""


def _path(rings: Sequence[Ring], sheet: _Sheet) -> str:
    return "".join(
        "M" + "L".join(" ".join(map(number, sheet.at(*point))) for point in ring) + "Z" for ring in rings
    )


def _labels(spots: Sequence[_Spot], sheet: _Sheet) -> tuple[list[str], list[_Box]]:
    """Each label at the first free place around its circle, the deadliest first; a hairline if it moved away."""
    taken = [spot.box for spot in spots]
    parts = []
    for spot in spots:
        others = [other for other in spots if other is not spot]
        box, distance = _free_place(spot, others, taken, sheet)
        taken.append(box)
        if distance >= LEADER_FROM_PX:
            parts.append(_leader(spot, box))
        count = tag("tspan", f" {spot.circle.deaths}", class_="strong") if spot.circle.deaths > 0 else ""
        words = tag("text", clean(spot.circle.label) + count, x=box.left, y=box.top + LABEL_PX, class_="halo")
        parts.append(link(words, spot.circle.href))
    return parts, taken


def _free_place(spot: _Spot, others: Sequence[_Spot], taken: Sequence[_Box], sheet: _Sheet) -> tuple[_Box, int]:
    """The first place that touches nothing and can be told to belong to this circle; else the least bad one."""
    wide, high = width_of(_said(spot.circle), LABEL_PX, "strong"), LABEL_PX * 1.3
    best: tuple[int, _Box, int] | None = None
    for distance in _DISTANCES:
        for right, down in _DIRECTIONS:
            reach = spot.radius + distance
            x, y = spot.x + right * reach, spot.y + down * reach
            left = x if right > 0 else x - wide if right < 0 else x - wide / 2
            top = y - high / 2 + down * high / 2
            box = _Box(left, top, left + wide, top + high)
            if box.left < 0 or box.right > sheet.width or box.top < 0 or box.bottom > sheet.height:
                continue
            hits = sum(box.meets(other) for other in taken) + _doubts(spot, others, box, taken, distance)
            if not hits:
                return box, distance
            if best is None or hits < best[0]:
                best = (hits, box, distance)
    if best:
        return best[1], best[2]
    return _Box(max(0, min(spot.x, sheet.width - wide)), spot.y, spot.x + wide, spot.y + high), 0


def _doubts(spot: _Spot, others: Sequence[_Spot], box: _Box, taken: Sequence[_Box], distance: int) -> int:
    """Reasons to take the label for another circle's: it stands nearer to that, or its hairline crosses things."""
    if distance < LEADER_FROM_PX:
        return sum(_gap(other, box) <= _gap(spot, box) + 2 for other in others)
    x, y = _nearest(spot, box)
    along = [(spot.x + (x - spot.x) * n / 12, spot.y + (y - spot.y) * n / 12) for n in range(1, 12)]
    crossed = [here for here in taken if not here.holds(spot.x, spot.y) and not here.meets(spot.box)]
    return sum(any(here.holds(*point) for point in along) for here in crossed)


def _nearest(spot: _Spot, box: _Box) -> tuple[float, float]:
    """The point of the box nearest to the circle's middle."""
    return min(max(spot.x, box.left), box.right), min(max(spot.y, box.top), box.bottom)


def _gap(spot: _Spot, box: _Box) -> float:
    x, y = _nearest(spot, box)
    return hypot(x - spot.x, y - spot.y) - spot.radius


def _leader(spot: _Spot, box: _Box) -> str:
    x, y = _nearest(spot, box)
    start = spot.radius / (hypot(x - spot.x, y - spot.y) or 1)
    return line(spot.x + (x - spot.x) * start, spot.y + (y - spot.y) * start, x, y, "leader")


def _region_names(
    outline: Outline, sheet: _Sheet, marked: Collection[str], taken: Sequence[_Box], said: Collection[str]
) -> list[str]:
    """Names of the marked divisions, where there is room and no label says the same."""
    parts = []
    for unit in outline.units:
        if not _is_marked(unit, marked) or unit.name in said:
            continue
        x, y = sheet.at(*_middle(unit))
        half = width_of(unit.name, REGION_PX) / 2
        box = _Box(x - half, y - REGION_PX, x + half, y + 4)
        if not any(box.meets(other) for other in taken):
            parts.append(text(x, y, unit.name, "region-name soft-text", "middle"))
    return parts


def _middle(unit: OutlineUnit) -> tuple[float, float]:
    """The centre of gravity of the largest ring."""
    ring = max(unit.rings, key=len)
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (x / (3 * area), y / (3 * area)) if area else ring[0]


def _scale_bar(sheet: _Sheet) -> str:
    per_km = sheet.scale_y / KM_PER_DEGREE
    length_km = next((km for km in (500, 200, 100, 50, 20, 10, 5) if km * per_km < sheet.width / 4), 2)
    x, y = 4.0, sheet.height - 8
    bar = tag("path", d=f"M{number(x)} {number(y - 5)}v5h{number(length_km * per_km)}v-5", class_="leader")
    return bar + text(x, y - 10, f"{length_km} km", "soft-text")
