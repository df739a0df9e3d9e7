"""A map as plain SVG: outlines of regions, a circle for each place, its area by the number of people killed."""

from collections.abc import Callable, Iterable, Sequence
from math import cos, radians, sqrt
from typing import Any

from answerable.publish.site.addresses import way
from answerable.publish.site.edition import Edition
from answerable.publish.site.incident_cards import Card
from answerable.publish.site.markup import NOTHING, Markup, element, escaped
from answerable.publish.site.outlines import outline_of

WIDTH = 640
TALLEST = 680
MOST_LABELS = 8
LETTER = 7.6
Place = Callable[[float, float], tuple[float, float]]


def country_map(edition: Edition, here: str, found: Sequence[Card]) -> Markup:
    """Return the map of a whole country with every incident that has a place; empty when none has."""
    placed = [card for card in found if card.point]
    outline = outline_of(edition.view.dossier.country)
    points = [point for unit in outline["units"] for ring in unit["rings"] for point in ring]
    points += [card.point for card in placed if card.point]
    if not placed:
        return NOTHING
    height, place = _sheet(points, WIDTH, TALLEST)
    marked = {card.region for card in placed}
    shapes = "".join(_region(unit, place, marked) for unit in outline["units"])
    most = max((card.killed for card in placed), default=0)
    order = sorted(placed, key=lambda card: (-card.killed, card.entity))
    circles = "".join(_circle(edition, here, card, place, most) for card in order)
    labels = "".join(_labels(edition, order, place, most))
    title = edition.t("map-title", count=len(placed))
    return _framed(shapes + circles + labels, WIDTH, height, title, is_group=True)


def close_up(edition: Edition, card: Card) -> Markup:
    """Return a small map of where one incident was, on the outline of its region; empty without a place."""
    if card.point is None:
        return NOTHING
    units = [
        unit
        for unit in outline_of(edition.view.dossier.country)["units"]
        if card.region in (unit["code"], *unit["also"])
    ]
    points = [point for unit in units for ring in unit["rings"] for point in ring] or [
        (card.point[0] - 1, card.point[1] - 1), (card.point[0] + 1, card.point[1] + 1),
    ]  # fmt: skip
    height, place = _sheet([*points, card.point], 320, 320)
    shapes = "".join(_region(unit, place, {card.region}) for unit in units)
    x, y = place(*card.point)
    dot = f'<circle class="circle" cx="{x:.1f}" cy="{y:.1f}" r="7"></circle>'
    where = edition.view.text(card.entity, "place", edition.language) or edition.region(card.region)
    title = edition.t("map-of", place=where or edition.name(card.entity))
    return _framed(shapes + dot, 320, height, title)


def _framed(inside: str, width: float, height: float, title: str, *, is_group: bool = False) -> Markup:
    role = "group" if is_group else "img"
    svg = (
        f'<svg class="drawing map" role="{role}" aria-label="{escaped(title)}" width="{width:.0f}" '
        f'height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}">{inside}</svg>'
    )
    return element("figure", Markup(svg), element("figcaption", title), class_="picture")


def _sheet(points: Iterable[Any], width: float, tallest: float) -> tuple[float, Place]:
    """Return the height of a sheet and what puts a longitude and latitude on it."""
    every = list(points)
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    pad = max(0.03 * max(east - west, north - south), 0.05)
    west, east, south, north = west - pad, east + pad, south - pad, north + pad
    narrowing = cos(radians((north + south) / 2))
    scale = min(width / ((east - west) * narrowing), tallest / (north - south))
    indent = (width - (east - west) * narrowing * scale) / 2

    def place(longitude: float, latitude: float) -> tuple[float, float]:
        return indent + (longitude - west) * narrowing * scale, (north - latitude) * scale

    return (north - south) * scale, place


def _region(unit: Any, place: Place, marked: Iterable[str]) -> str:
    is_marked = any(code in marked for code in (unit["code"], *unit["also"]))
    rings = (" ".join(f"{x:.1f} {y:.1f}" for x, y in (place(*point) for point in ring)) for ring in unit["rings"])
    path = "".join(f"M{ring}Z" for ring in rings)
    css = "region marked" if is_marked else "region"
    return f'<path class="{css}" fill-rule="evenodd" d="{path}"><title>{escaped(unit["name"])}</title></path>'


def _radius(card: Card, most: int) -> float:
    return 3 + 21 * sqrt(card.killed / most) if card.killed and most else 3


def _circle(edition: Edition, here: str, card: Card, place: Place, most: int) -> str:
    if card.point is None:
        return ""
    x, y = place(*card.point)
    name = edition.name(card.entity)
    title = edition.t("map-circle", name=name, count=card.killed) if card.killed else name
    css = "circle" if card.killed else "circle none"
    return (
        f'<a href="{way(here, edition.path_of(card.entity))}" aria-label="{escaped(title)}"><circle class="{css}" '
        f'cx="{x:.1f}" cy="{y:.1f}" r="{_radius(card, most):.1f}"><title>{escaped(title)}</title></circle></a>'
    )


def _labels(edition: Edition, order: Sequence[Card], place: Place, most: int) -> Iterable[str]:
    """Yield the names of the deadliest places, each once and where nothing stands in the way; the list has all."""
    taken: list[tuple[float, float, float, float]] = []
    said: set[str] = set()
    for card in order:
        name = edition.view.text(card.entity, "place", edition.language).split(",")[0].split("(")[0].strip()
        if card.point is None or not card.killed or not name or name in said or len(said) >= MOST_LABELS:
            continue
        x, y = place(*card.point)
        wide, reach = LETTER * len(name), _radius(card, most) + 5
        for left in (x + reach, x - reach - wide):
            box = (left, y - 9, left + wide, y + 9)
            if box[0] > 0 and box[2] < WIDTH and not any(_meet(box, other) for other in taken):
                taken.append(box)
                said.add(name)
                at = f'x="{left:.1f}" y="{y + 5:.1f}"'
                yield f'<text class="halo" {at} aria-hidden="true">{escaped(name)}</text>'
                break


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
