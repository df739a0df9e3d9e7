"""Generates forces of any size as claims of the record: a dated hierarchy, posts, appointments, incidents.

The shape is meant to be hard in the ways that real forces are: partial dates, single mentions, undated edges,
second periods under one superior, double parents, operational and administrative edges, loops, placeholders,
vacancies, acting holders, links that rest on two claims, denials. All is invented and repeats with the seed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import orjson

from answerable.ontology.loading import load_ontology
from answerable.record.audiences import TEAM
from answerable.record.claims import ReadableSource
from answerable.record.columns import DATED, ENDS, ONGOING, REST, REST_SEPARATOR, STARTS, columns_of
from answerable.record.view import DossierCard, View, ViewSpec

BATCH = 50_000
ZONE = "America/Lima"
SOURCES = tuple(f"S{number}" for number in range(1, 41))
RECORDED = "2026-01-01 00:00:00"
Days = tuple[int | None, int | None, int | None, int | None]


def ordinal(year: int, month: int = 1, day: int = 1) -> int:
    return date(year, month, day).toordinal()


@dataclass(frozen=True, slots=True)
class Size:
    units: int
    appointments: int
    incidents: int

    @property
    def name(self) -> str:
        return f"{self.units:,} units, {self.appointments:,} appointments, {self.incidents:,} incidents"


SIZES = (Size(3_000, 10_000, 1_000), Size(30_000, 100_000, 10_000), Size(300_000, 1_000_000, 100_000))


class Force:
    """Yields the rows of one force in the order of record.columns.ROW."""

    def __init__(self, size: Size, seed: int = 1) -> None:
        self.size, self.random, self.number = size, random.Random(seed), 0

    def rows(self) -> Iterator[tuple[object, ...]]:
        yield from self._units()
        yield from self._edges()
        yield from self._appointments()
        yield from self._incidents()

    def row(self, about: str, schema: str, said: dict[str, list[str]], days: Days | None, flags: int = 0,
            stance: int = 0) -> tuple[object, ...]:  # fmt: skip
        self.number += 1
        source = SOURCES[self.number % len(SOURCES)]
        rest = REST_SEPARATOR.join(("", f"page:{self.number % 300}", "", "", "", "maker"))
        assert rest.count(REST_SEPARATOR) == len(REST) - 1
        dated = days or (None, None, None, None)
        return (
            self.number, f"{self.number:032x}".encode(), about, schema, source, "public", *dated, None, None,
            flags | (DATED if days else 0), stance, 2, 0, RECORDED, orjson.dumps(said), rest.encode(),
        )  # fmt: skip

    def blurred(self, first: int, last: int) -> Days:
        """Give some ends as a month or a year, so that they widen."""
        chance = self.random.random()
        if chance < 0.70:
            return first, first, last, last
        start, end = date.fromordinal(first), date.fromordinal(last)
        if chance < 0.85:
            low, high = ordinal(start.year, start.month), ordinal(start.year, start.month, 28)
            return low, high, max(high, ordinal(end.year, end.month)), max(high, ordinal(end.year, end.month, 28))
        low, high = ordinal(start.year), ordinal(start.year, 12, 31)
        return low, high, max(high, ordinal(end.year)), max(high, ordinal(end.year, 12, 31))

    def flags(self, starts: float, ends: float, ongoing: float) -> int:
        chance = self.random.random
        return (chance() < starts) * STARTS | (chance() < ends) * ENDS | (chance() < ongoing) * ONGOING

    def _units(self) -> Iterator[tuple[object, ...]]:
        for unit in range(self.size.units):
            said = {"name": [f"Unit {unit}"], "force": ["police" if unit % 3 else "army"]}
            if unit == 0:
                said["level"] = ["head-of-state"]
            elif self.random.random() < 0.01:
                said["placeholder"] = ["yes"]
            yield self.row(f"unit:u{unit}", "Unit", said, None)
            yield self.post(unit, "commander")
            if self.random.random() < 0.02:
                yield self.post(unit, self.random.choice(["commander", "deputy", "adviser"]), "-b")

    def post(self, unit: int, function: str, mark: str = "") -> tuple[object, ...]:
        said = {"title": [f"{function} {unit}"], "unit": [f"unit:u{unit}"], "function": [function]}
        return self.row(f"post:p{unit}{mark}", "Post", said, None)

    def above(self, unit: int) -> int:
        """A tree of about five subordinates each: nine levels for 300,000 units."""
        return (unit - 1) // 5

    def _edges(self) -> Iterator[tuple[object, ...]]:
        chance = self.random.random
        for unit in range(1, self.size.units):
            above, wide = self.above(unit), max(unit // 5, 1)
            yield from self.edge(f"edge:e{unit}", unit, above, "command")
            if chance() < 0.05:
                yield from self.edge(f"edge:e{unit}-b", unit, self.random.randrange(wide), "command")
            if chance() < 0.03:
                yield from self.edge(f"edge:e{unit}-o", unit, self.random.randrange(wide), "operational")
            if chance() < 0.05:
                yield from self.edge(f"edge:e{unit}-a", unit, self.random.randrange(wide), "administrative")
            if chance() < 0.02:
                days: Days = (ordinal(1980), ordinal(1980), ordinal(1985), ordinal(1985))
                yield self.link(f"edge:e{unit}-p", unit, above, "command", days, 0)
            if chance() < 0.001:
                yield from self.edge(f"edge:e{unit}-l", above, unit, "command")

    def link(self, name: str, low: int, high: int, klass: str, days: Days | None, flags: int, stance: int = 0
             ) -> tuple[object, ...]:  # fmt: skip
        said = {"subordinate": [f"unit:u{low}"], "superior": [f"unit:u{high}"], "class": [klass]}
        return self.row(name, "Subordination", said, days, flags, stance)

    def edge(self, name: str, low: int, high: int, klass: str) -> Iterator[tuple[object, ...]]:
        draw, chance = self.random, self.random.random()
        first, last = draw.randrange(ordinal(1990), ordinal(2003)), draw.randrange(ordinal(2012), ordinal(2022))
        if chance < 0.02:
            yield self.link(name, low, high, klass, None, 0)
        elif chance < 0.07:
            yield self.link(name, low, high, klass, (last, last, last, last), 0)
        else:
            yield self.link(name, low, high, klass, self.blurred(first, last), self.flags(0.2, 0.1, 0.3))
        if chance > 0.96:
            later = last + 400
            yield self.link(name, low, high, klass, (later, later, later, later), 0)
        if 0.95 < chance < 0.955:
            yield self.link(name, low, high, klass, (last, last, last, last), 0, stance=1)

    def _appointments(self) -> Iterator[tuple[object, ...]]:
        each = self.size.appointments / self.size.units
        number = 0
        for unit in range(self.size.units):
            wanted = int(each * (unit + 1)) - int(each * unit)
            begin = ordinal(1996) + self.random.randrange(1500)
            for _ in range(wanted):
                end = begin + self.random.randrange(300, 2600)
                yield from self.appointment(number, unit, begin, end)
                begin = end + self.random.choice([0, 0, 1, 1, 30, 400])
                number += 1

    def appointment(self, number: int, unit: int, first: int, last: int) -> Iterator[tuple[object, ...]]:
        chance = self.random.random()
        kind = "vacant" if chance < 0.02 else "acting" if chance < 0.08 else "substantive"
        said = {"post": [f"post:p{unit}"], "kind": [kind]}
        if kind != "vacant":
            said |= {"person": [f"person:h{number % 200_000}"], "rank": ["Colonel"]}
        name = f"appointment:a{number}"
        days = None if chance > 0.98 else self.blurred(first, last)
        yield self.row(name, "Appointment", said, days, self.flags(0.5, 0.4, 0.1) if days else 0)
        if 0.90 < chance < 0.93:
            yield self.row(name, "Appointment", said, (last, last, last, last), 0)

    def _incidents(self) -> Iterator[tuple[object, ...]]:
        draw = self.random
        for number in range(self.size.incidents):
            day = draw.randrange(ordinal(2000), ordinal(2021))
            last = day + draw.choice([0] * 18 + [1, 2])
            name = f"incident:i{number}"
            yield self.row(name, "Incident", {"name": [f"Incident {number}"]}, (day, day, last, last))
            actor = f"unit:u{draw.randrange(self.size.units // 2, self.size.units)}"
            said = {"actor": [actor], "incident": [name], "role": ["present"]}
            yield self.row(f"involvement:i{number}", "Involvement", said, None)


def batches(size: Size, seed: int = 1) -> Iterator[list[tuple[object, ...]]]:
    part: list[tuple[object, ...]] = []
    for row in Force(size, seed).rows():
        part.append(row)
        if len(part) == BATCH:
            yield part
            part = []
    yield part


def view_of_size(size: Size, seed: int = 1) -> View:
    """Return the team's view of a generated force, in memory."""
    cards = {key: ReadableSource(key, "report", f"Report {key}", published="2024-01-01") for key in SOURCES}
    card = DossierCard("trial", {"en": "Trial"}, {}, ZoneInfo(ZONE), ("en",))
    return View(card, ViewSpec(TEAM), columns_of(batches(size, seed)), cards, load_ontology())
