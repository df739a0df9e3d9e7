"""Reads the outlines that are shipped, and says in which division a point lies."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# ISO 3166-1, two letters to three: dossiers are written with either.
THREE_LETTERS = {"PE": "PER", "NG": "NGA"}

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class OutlineUnit:
    """One division: its ISO 3166-2 code, its name in its own language, and its rings.

    A ring is a closed line of (longitude, latitude) in degrees, WGS 84, the first point not repeated. A hole is a
    ring like another: inside is decided by the even-odd rule. `also` are codes of parts inside that have
    no outline of their own (Lima's municipality in Lima's region).
    """

    code: str
    name: str
    rings: tuple[Ring, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The divisions of one country and its outer border; both empty where no outline is shipped."""

    country: str
    units: tuple[OutlineUnit, ...]
    border: tuple[Ring, ...] = ()


@cache
def read_outline(country: str) -> Outline:
    """The outline of a country given by its ISO 3166-1 code (two or three letters, any case)."""
    code = country.strip().upper()
    code = THREE_LETTERS.get(code, code)
    if code not in THREE_LETTERS.values():
        return Outline(code, ())
    stored = json.loads(files(__package__).joinpath(f"{code}.json").read_text(encoding="utf-8"))
    return Outline(
        code,
        tuple(
            OutlineUnit(unit["code"], unit["name"], tuple(map(_ring, unit["rings"])), tuple(unit["also"]))
            for unit in stored["units"]
        ),
        tuple(map(_ring, stored["border"])),
    )


def _ring(points: Sequence[Sequence[float]]) -> Ring:
    return tuple((longitude, latitude) for longitude, latitude in points)


def unit_at(outline: Outline, latitude: float, longitude: float) -> OutlineUnit | None:
    """The division that holds the point, or None (at sea, abroad, or no outline).

    The outlines are simplified to about two kilometres: a point nearer than that to a border may fall on the
    wrong side, so this checks a region that a source gives; it never replaces it.
    """
    for unit in outline.units:
        if sum(_crossings(ring, latitude, longitude) for ring in unit.rings) % 2:
            return unit
    return None


def _crossings(ring: Ring, latitude: float, longitude: float) -> int:
    """How many edges of the ring a ray from the point to the east crosses."""
    count = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > latitude) != (y2 > latitude):
            count += longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1
    return count
