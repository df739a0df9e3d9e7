"""Generates a dossier about the conduct of many officials: posts and chains, deadly incidents, and what each of
those above them was told, said, ordered and did.

Careers go through two posts. Incidents come in campaigns under one umbrella and strike the same units again. Most
that is recorded of an incident names somebody who really was in the chain above it, so that the few at the top
gather thousands of records and the many below a handful. Some dates are blurred or missing, some claims are
denied, some things rest on two claims, some records name a post or a unit and no person. All is invented and
repeats with the seed.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import orjson
from forces import BATCH, RECORDED, SOURCES, ZONE, Days, Force, Size, ordinal

from answerable.ontology.loading import load_ontology
from answerable.record.audiences import TEAM
from answerable.record.claims import ReadableSource
from answerable.record.columns import DATED, ENDS, REST, REST_SEPARATOR, STARTS, columns_of
from answerable.record.view import DossierCard, View, ViewSpec

TENURES = 4
CAMPAIGN = 50
ANALYSIS = "compilers"
FIRST, LAST = ordinal(2010), ordinal(2023)
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a dossier is; its parts keep their shares."""

    claims: int

    def of(self, share: int) -> int:
        """Return how many of a thing there are, of which a dossier of a million claims holds `share`."""
        return share * self.claims // 1_000_000


SCALES = (Scale(100_000), Scale(300_000), Scale(1_000_000))


@dataclass(frozen=True, slots=True)
class Struck:
    """An incident as the other records need it."""

    name: str
    umbrella: str
    unit: int
    day: int
    is_deadly: bool


class Dossier(Force):
    """Yields the rows of one dossier in the order of record.columns.ROW."""

    def __init__(self, scale: Scale, seed: int = 1) -> None:
        units = scale.of(25_000)
        super().__init__(Size(units, units * TENURES, scale.of(100_000)), seed)
        self.scale = scale
        self.begins: list[list[int]] = []
        self.struck: list[Struck] = []
        self.said: list[str] = []

    @property
    def officials(self) -> int:
        return self.size.appointments // 2

    def rows(self) -> Iterator[Row]:
        yield from self._forces()
        yield from self._careers()
        yield from self._people()
        yield from self._campaigns()
        yield from self._harms()
        for share, make in (
            (60_000, self.notice), (85_000, self.remark), (60_000, self.measure), (40_000, self.order),
            (15_000, self.plan), (50_000, self.meeting), (45_000, self.communication), (4_000, self.proceeding),
            (2_000, self.disagreement),
        ):  # fmt: skip
            for number in range(self.scale.of(share)):
                row = make(number)
                yield row
                if self.random.random() < 0.03:
                    yield self.again(row)

    def again(self, row: Row) -> Row:
        """Return the same claim as another source makes it."""
        self.number += 1
        source = SOURCES[self.number % len(SOURCES)]
        return (self.number, f"{self.number:032x}".encode(), *row[2:4], source, *row[5:])

    def row(self, about: str, schema: str, said: dict[str, list[str]], days: Days | None, flags: int = 0,
            stance: int = 0, source: str = "", rests_on: str = "") -> Row:  # fmt: skip
        self.number += 1
        source = source or SOURCES[self.number % len(SOURCES)]
        rest = REST_SEPARATOR.join(("", f"page:{self.number % 300}", "", "", rests_on, "maker"))
        assert rest.count(REST_SEPARATOR) == len(REST) - 1
        dated = days or (None, None, None, None)
        return (
            self.number, f"{self.number:032x}".encode(), about, schema, source, "public", *dated, None, None,
            flags | (DATED if days else 0), stance, 2, 0, RECORDED, orjson.dumps(said), rest.encode(),
        )  # fmt: skip

    # who commands whom

    def _forces(self) -> Iterator[Row]:
        for unit in range(self.size.units):
            said = {"name": [f"Unit {unit}"], "force": ["police"]}
            if unit < 6:
                said["level"] = ["head-of-state" if unit == 0 else "high-command"]
            yield self.row(f"unit:u{unit}", "Unit", said, None)
            yield self.post(unit, "commander")
            if unit:
                yield from self.edge(f"edge:e{unit}", unit, self.above(unit), "command")
            if unit > 30 and self.random.random() < 0.03:
                yield from self.edge(f"edge:e{unit}-o", unit, self.random.randrange(unit // 5), "operational")

    def edge(self, name: str, low: int, high: int, klass: str) -> Iterator[Row]:
        draw, chance = self.random, self.random.random()
        first, last = draw.randrange(ordinal(2000), ordinal(2009)), draw.randrange(ordinal(2021), ordinal(2024))
        if chance < 0.02:
            yield self.link(name, low, high, klass, None, 0)
        elif chance < 0.06:
            yield self.link(name, low, high, klass, (first, first, first, first), self.flags(0.2, 0, 0.8))
        else:
            yield self.link(name, low, high, klass, self.blurred(first, last), self.flags(0.2, 0.1, 0.3))

    def _careers(self) -> Iterator[Row]:
        half = self.officials
        for unit in range(self.size.units):
            begin, begins = ordinal(2009) + self.random.randrange(400), []
            for period in range(TENURES):
                number = unit * TENURES + period
                end = begin + self.random.randrange(900, 1600)
                begins.append(begin)
                yield self.tenure(number, unit, begin, end, is_second=number >= half)
                begin = end + self.random.choice([0, 0, 0, 1, 30])
            self.begins.append(begins)

    def holder(self, number: int) -> int:
        """Return who has an appointment; each person has one of the first half and one of the second."""
        half = self.officials
        if number < half:
            return number
        return (number - half) // TENURES * TENURES + (number + 1) % TENURES

    def tenure(self, number: int, unit: int, first: int, last: int, *, is_second: bool) -> Row:
        said = {"post": [f"post:p{unit}"], "person": [f"person:h{self.holder(number)}"], "kind": ["substantive"]}
        if is_second and self.random.random() < 0.2:
            said["beganBy"] = ["promoted"]
        chance = self.random.random()
        days = None if chance > 0.99 else self.blurred(first, last) if chance > 0.6 else (first, first, last, last)
        return self.row(
            f"appointment:a{number}", "Appointment", said, days, self.flags(0.6, 0.5, 0.1) if days else 0
        )

    def _people(self) -> Iterator[Row]:
        for person in range(self.officials):
            yield self.row(f"person:h{person}", "Person", {"name": [f"Person {person}"]}, None)

    def commander(self, unit: int, day: int) -> int:
        """Return who, by the careers, commands a unit on a day."""
        period = max(bisect_right(self.begins[unit], day) - 1, 0)
        return self.holder(unit * TENURES + period)

    def over(self, struck: Struck, day: int) -> str:
        """Return somebody in the chain above an incident on a day, more often low than high."""
        unit = struck.unit
        while unit and self.random.random() < 0.45:
            unit = self.above(unit)
        return f"person:h{self.commander(unit, day)}"

    # what happened

    def _campaigns(self) -> Iterator[Row]:
        draw = self.random
        for number in range(self.size.incidents):
            if number % CAMPAIGN == 0:
                umbrella, begin = f"incident:c{number // CAMPAIGN}", draw.randrange(FIRST, LAST)
                region = draw.randrange(6, 31) if self.size.units > 2_000 else draw.randrange(1, 6)
                units = [self.below(region) for _ in range(12)]
                days: Days = (begin, begin, begin + 60, begin + 60)
                yield self.row(umbrella, "Incident", {"name": [f"Campaign {number // CAMPAIGN}"]}, days)
            yield from self.incident(number, umbrella, draw.choice(units), begin + draw.randrange(60))

    def below(self, unit: int) -> int:
        """Return a unit of the lowest levels under one."""
        while unit * 5 + 5 < self.size.units:
            unit = unit * 5 + 1 + self.random.randrange(5)
        return unit

    def incident(self, number: int, umbrella: str, unit: int, day: int) -> Iterator[Row]:
        draw, name = self.random, f"incident:i{number}"
        self.struck.append(Struck(name, umbrella, unit, day, draw.random() < 0.4))
        days: Days = (day, day, day, day) if draw.random() < 0.95 else (day, day + 3, day, day + 3)
        said = {"name": [f"Incident {number}"], "kind": ["shooting"], "partOf": [umbrella]}
        yield self.row(name, "Incident", said, days)
        tie = {"actor": [f"unit:u{unit}"], "incident": [name]}
        if draw.random() < 0.5:
            yield self.row(f"deployment:i{number}", "Deployment", tie, days)
        else:
            tie["role"] = [draw.choice(["fired", "present", "commanded"])]
            yield self.row(f"involvement:i{number}", "Involvement", tie, days)

    def _harms(self) -> Iterator[Row]:
        number = 0
        for struck in self.struck:
            for _ in range(self.random.choice([1, 1, 2, 4, 5]) if struck.is_deadly else 0):
                said = {"person": [f"person:d{number}"], "incident": [struck.name], "kind": ["killed"]}
                if number % 20 == 0:
                    said["attributedTo"] = ["accident"]
                yield self.row(f"harm:k{number}", "Harm", said, (struck.day,) * 4)
                yield self.row(f"person:d{number}", "Person", {"name": [f"Dead {number}"], "age": ["30"]}, None)
                number += 1

    # what those above were told, said, ordered and did

    def about(self) -> tuple[Struck, str, int]:
        """Return an incident, what a record names of it, and a day after it began."""
        struck = self.random.choice(self.struck)
        name = struck.umbrella if self.random.random() < 0.2 else struck.name
        return struck, name, struck.day + self.random.choice([0, 1, 1, 2, 5, 20, 90])

    def when(self, day: int) -> Days | None:
        chance = self.random.random()
        if chance < 0.8:
            return day, day, day, day
        if chance < 0.95:
            month = date.fromordinal(day).replace(day=1).toordinal()
            return month, month + 27, month, month + 27
        return None

    def denied(self) -> int:
        return int(self.random.random() < 0.01)

    def notice(self, number: int) -> Row:
        struck, incident, day = self.about()
        receipt = self.random.choice(["sent", "delivered", "read", "discussed", "public"])
        said = {
            "person": [self.over(struck, day)],
            "incident": [incident],
            "fact": ["Deaths"],
            "receipt": [receipt],
        }
        return self.row(f"notice:n{number}", "Notice", said, self.when(day), 0, self.denied())

    def remark(self, number: int) -> Row:
        struck, incident, day = self.about()
        kind = self.random.choices(
            ["denial", "justification", "description", "characterisation", "praise", "label", "order", "regret"],
            [35, 14, 14, 10, 10, 7, 5, 5],
        )[0]
        speaker = self.over(struck, day) if self.random.random() < 0.9 else f"unit:u{struck.unit}"
        said = {"speaker": [speaker], "incident": [incident], "gist": ["Words"], "kind": [kind]}
        if kind in ("denial", "description", "justification"):
            self.said.append(f"{self.number + 1:032x}")
        return self.row(f"remark:r{number}", "Remark", said, self.when(day))

    def measure(self, number: int) -> Row:
        struck, incident, day = self.about()
        kind = self.random.choices(
            ["inquiry", "sanction", "promotion", "order-to-stop", "none", "praise", "rules-on-force", "other"],
            [25, 10, 20, 5, 20, 10, 5, 5],
        )[0]
        by = self.over(struck, day) if self.random.random() < 0.7 else f"unit:u{self.above(struck.unit)}"
        said = {"by": [by], "incident": [incident], "kind": [kind], "gist": ["A measure"]}
        if kind in ("promotion", "praise", "sanction"):
            said["towards"] = [self.over(struck, struck.day)]
        if kind == "none":
            said["search"] = ["Registers"]
        return self.row(f"measure:m{number}", "Measure", said, self.when(day), 0, self.denied())

    def order(self, number: int) -> Row:
        struck, incident, day = self.about()
        by = self.over(struck, day) if self.random.random() < 0.8 else f"unit:u{self.above(struck.unit)}"
        said = {"givenBy": [by], "givenTo": [f"unit:u{struck.unit}"], "incident": [incident], "gist": ["An order"]}
        if self.random.random() < 0.3:
            said["forceRules"] = ["Rules"]
        if self.random.random() < 0.4:
            return self.row(f"order:o{number}", "Order", said, (day, day, day + 40, day + 40), STARTS | ENDS)
        return self.row(f"order:o{number}", "Order", said, self.when(day))

    def plan(self, number: int) -> Row:
        struck, incident, day = self.about()
        said = {"title": [f"Plan {number}"], "issuedBy": [f"unit:u{self.above(struck.unit)}"],
                "signedBy": [self.over(struck, day)], "incident": [incident]}  # fmt: skip
        if self.random.random() < 0.2:
            said["label"] = ["hostile"]
        return self.row(f"plan:p{number}", "Plan", said, (day - 30, day - 30, day + 30, day + 30))

    def meeting(self, number: int) -> Row:
        struck, _, day = self.about()
        said = {"participant": list(dict.fromkeys(self.over(struck, day) for _ in range(3))), "kind": ["command"]}
        said["leftOut" if self.random.random() < 0.15 else "raised"] = ["The deaths"]
        return self.row(f"meeting:t{number}", "Meeting", said, self.when(day))

    def communication(self, number: int) -> Row:
        struck, incident, day = self.about()
        sender = self.over(struck, day) if self.random.random() < 0.7 else f"post:p{self.above(struck.unit)}"
        said = {"sender": [sender], "recipient": [self.over(struck, day)], "incident": [incident],
                "kind": ["report"], "gist": ["A report"]}  # fmt: skip
        if self.random.random() < 0.1:
            said["leftOut"] = ["The deaths"]
        return self.row(f"communication:k{number}", "Communication", said, self.when(day))

    def proceeding(self, number: int) -> Row:
        struck, incident, day = self.about()
        stage = self.random.choice(["preliminary", "formalised", "shelved"])
        said = {"name": [f"Case {number}"], "kind": ["criminal"], "person": [self.over(struck, struck.day)],
                "incident": [incident], "stage": [stage]}  # fmt: skip
        return self.row(f"proceeding:j{number}", "Proceeding", said, (day, day, day, day), STARTS | ENDS)

    def disagreement(self, number: int) -> Row:
        remark, other = self.random.choice(self.said), f"{self.random.randrange(1, self.number):032x}"
        state = self.random.choice(["open", "explained", "settled"])
        said = {"name": [f"X{number}"], "question": ["Which is it?"], "state": [state]}
        return self.row(f"disagreement:x{number}", "Disagreement", said, None, 0, 0, ANALYSIS, f"{remark},{other}")


def dossier_batches(scale: Scale, seed: int = 1) -> Iterator[list[Row]]:
    part: list[Row] = []
    for row in Dossier(scale, seed).rows():
        part.append(row)
        if len(part) == BATCH:
            yield part
            part = []
    yield part


def view_of_scale(scale: Scale, seed: int = 1) -> View:
    """Return the team's view of a generated dossier, in memory."""
    cards = {
        key: ReadableSource(key, "report", f"Report {key}", published=f"{2011 + at % 14}-06-01")
        for at, key in enumerate(SOURCES)
    }
    cards[ANALYSIS] = ReadableSource(ANALYSIS, "analysis", "The team's own analysis", published="2025-01-01")
    card = DossierCard("trial", {"en": "Trial"}, {}, ZoneInfo(ZONE), ("en",))
    return View(card, ViewSpec(TEAM), columns_of(dossier_batches(scale, seed)), cards, load_ontology())
