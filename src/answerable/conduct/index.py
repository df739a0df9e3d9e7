"""What every official was told, said, ordered and did, and which incidents lay under each, as look-ups.

Built once for a view and kept with it: `index_of`. Who is named where is asked of the view, the chains of all
incidents are turned round once (`ways`), and claims are read only for the people who are asked about.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from answerable.command.answers import Tenure
from answerable.command.histories import tenure_at
from answerable.command.structure import Structure, structure_of
from answerable.conduct.answers import IncidentUnder, Item, Way, When
from answerable.conduct.holding import held_alone, may_have_held
from answerable.conduct.items import Reading, in_time, items_from, reading_of
from answerable.conduct.parts import PARTS, Part
from answerable.conduct.placing import when_of
from answerable.conduct.ties import Ties, counted_properties
from answerable.conduct.ways import Ways
from answerable.record.view import View


@dataclass(frozen=True)
class ConductIndex:
    """See the module. Get it from `index_of`, which keeps one for each view."""

    view: View

    @cached_property
    def structure(self) -> Structure:
        """The units, posts and appointments of the view."""
        return structure_of(self.view)

    @cached_property
    def ties(self) -> Ties:
        """Who is tied to which incident."""
        return Ties(self.structure)

    @cached_property
    def ways(self) -> Ways:
        """The chains of all incidents, by the people in them."""
        return Ways(self.structure, self.ties)

    @cached_property
    def _kept(self) -> dict[tuple[str, str], Any]:
        return {}

    def _once(self, kind: str, entity: str, make: Any) -> Any:
        key = (kind, self.view.canonical(entity))
        if key not in self._kept:
            self._kept[key] = make(key[1])
        return self._kept[key]

    # what is asked

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        """Return every appointment of a person, in order of time, undated last; to any post, not only of command."""
        found: tuple[Tenure, ...] = self._once("tenures", person, self._tenures)
        return found

    def items_of(self, person: str) -> tuple[Item, ...]:
        """Return what names a person, or a post that the person alone held then, in order of time, undated last.

        Empty for somebody whom the view does not hold.
        """
        found: tuple[Item, ...] = self._once("named", person, self._named)[0]
        return found

    def of_units(self, person: str) -> tuple[Item, ...]:
        """Return what names a unit that the person headed then, or a post that the person may have held."""
        found: tuple[Item, ...] = self._once("named", person, self._named)[1]
        return found

    def incidents_of(self, person: str) -> tuple[IncidentUnder, ...]:
        """Return the incidents under a person's posts, and those in which a claim names the person, by time."""
        found: tuple[IncidentUnder, ...] = self._once("incidents", person, self._incidents)
        return found

    def when_of(self, entity: str) -> When:
        """Return when something, such as an incident, was, by all claims about it that count."""
        found: When = self._once("when", entity, lambda name: when_of(self.view.times(name)))
        return found

    def officials(self) -> tuple[str, ...]:
        """Return everyone with an appointment, a place in a force, a deployment, or a part in conduct, sorted."""
        return self._officials

    @cached_property
    def duties_to_report(self) -> tuple[str, ...]:
        """The duties on record to report to somebody, sorted."""
        return tuple(duty for duty in self.view.entities("Duty") if "report" in self.view.texts(duty, "kind"))

    # how it is found

    def _code(self, entity: str) -> int | None:
        return self.structure.code(entity)

    def _tenures(self, person: str) -> tuple[Tenure, ...]:
        code = self._code(person)
        if code is None:
            return ()
        structure = self.structure
        places = [place for place in structure.appointments_by_person.of(code) if not structure.is_vacancy[place]]
        return tuple(sorted((tenure_at(structure, place) for place in places), key=_tenure_in_time))

    def _named(self, person: str) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """Return a person's own items, and those of units and posts."""
        own = _Gathering(self, person)
        own.gather()
        items = [*own.items.values(), *(_of_tenure(tenure) for tenure in self.tenures_of(person))]
        return (
            tuple(sorted(items, key=lambda item: (*in_time(item.when, item.entity), item.lane))),
            tuple(
                sorted(
                    own.of_units.values(), key=lambda item: (*in_time(item.when, item.entity), item.lane, item.via)
                )
            ),
        )

    def _incidents(self, person: str) -> tuple[IncidentUnder, ...]:
        code = self._code(person)
        if code is None:
            return ()
        ways, structure = self.ways.under(code), self.structure
        parts: dict[int, list[int]] = {}
        for tie in self.ties.by_actor.get(code, ()):
            parts.setdefault(tie.incident, []).append(tie.entity)
        found = [
            self._incident(structure.name(incident), ways.get(incident, []), parts.get(incident, []))
            for incident in {**ways, **parts}
        ]
        return tuple(sorted(found, key=lambda under: in_time(under.when, under.incident)))

    def _incident(self, incident: str, ways: list[Way], parts: list[int]) -> IncidentUnder:
        own_parts = tuple(sorted({self.structure.name(part) for part in parts}))
        own = [claim for part in own_parts for claim in self.view.claims_about(part)]
        claims = [claim.id for claim in own if claim.is_counted]
        denials = [claim.id for claim in own if claim.stance == "denies"]
        return IncidentUnder(
            incident,
            self.when_of(incident),
            tuple(ways),
            self._killed.get(incident, 0),
            own_parts,
            tuple(dict.fromkeys([*claims, *(claim for way in ways for claim in way.claims)])),
            tuple(dict.fromkeys([*denials, *(claim for way in ways for claim in way.denials)])),
        )

    @cached_property
    def _killed(self) -> dict[str, int]:
        """How many people's deaths some claim places in each incident: each person once, and the numbers of groups."""
        view, people, groups = self.view, {}, {}
        for owner, said in counted_properties(view, "Harm"):
            if "killed" not in said.get("kind", ()):
                continue
            for incident in map(view.canonical, said.get("incident", ())):
                for person in map(view.canonical, said.get("person", ())):
                    people.setdefault(incident, set()).add(person)
                if not said.get("person"):
                    number = max((int(text) for text in said.get("number", ()) if text.isdecimal()), default=0)
                    known = groups.setdefault(incident, {})
                    known[owner] = max(number, known.get(owner, 0))
        return {
            incident: len(people.get(incident, ())) + sum(groups.get(incident, {}).values())
            for incident in {**people, **groups}
        }

    @cached_property
    def _officials(self) -> tuple[str, ...]:
        view, structure = self.view, self.structure
        appointed = structure.appointments.ends["person"][~structure.is_vacancy]
        names = {structure.name(code) for code in np.unique(appointed[appointed >= 0]).tolist()}
        for _, said in counted_properties(view, "Membership"):
            if any(view.schema_of(unit) == "Unit" for unit in said.get("organization", ())):
                names.update(said.get("member", ()))
        for schema in dict.fromkeys(part.schema for part in PARTS):
            named = [part.property for part in PARTS if part.schema == schema]
            for _, said in counted_properties(view, schema):
                for name in named:
                    names.update(said.get(name, ()))
        people = {view.canonical(name) for name in names}
        return tuple(sorted(name for name in people if view.has(name) and _is_person(view, name)))


class _Gathering:
    """The items of one person as they are found: own ones by entity and lane, those of units by their way too."""

    def __init__(self, index: ConductIndex, person: str) -> None:
        self.index, self.view, self.structure = index, index.view, index.structure
        self.person, self.code = person, index.structure.code(person)
        self.items: dict[tuple[str, str], Item] = {}
        self.of_units: dict[tuple[str, str, str], Item] = {}

    def gather(self) -> None:
        if self.code is None:
            return
        posts = dict.fromkeys(tenure.post for tenure in self.index.tenures_of(self.person))
        for part in PARTS:
            self._own(part, tuple(posts))
            for post in posts:
                self._of_unit(part, post)

    def _own(self, part: Part, posts: tuple[str, ...]) -> None:
        """Take what names the person, or a post that the person alone held then."""
        view = self.view
        named = dict.fromkeys(view.pointing_at(self.person, part.schema, part.property))
        by_post = {
            (entity, post): None for post in posts for entity in view.pointing_at(post, part.schema, part.property)
        }
        meant: dict[str, list[str]] = {entity: [self.person] for entity in named}
        for entity, post in by_post:
            reading = reading_of(view, entity, part, post.__eq__)
            if reading is None:
                continue
            post_code = self.view.entity_codes[post]
            when = reading.when()
            if held_alone(self.structure, self.code, post_code, when):
                meant.setdefault(entity, []).append(post)
            elif may_have_held(self.structure, self.code, post_code, when):
                self._add_of_unit(reading, part, post)
        for entity, names in meant.items():
            reading = reading_of(view, entity, part, frozenset(names).__contains__)
            if reading is not None:
                for item in items_from(reading, part, "" if names[0] == self.person else names[0]):
                    self.items.setdefault((entity, item.lane), item)

    def _of_unit(self, part: Part, post: str) -> None:
        """Take what names the unit that a post commands, on a day on which the person held the post."""
        structure = self.structure
        code = self.view.entity_codes[post]
        unit = structure.unit_of(code)
        if (
            unit is None
            or structure.is_placeholder[unit]
            or structure.name(code) not in map(structure.name, structure.lead(unit))
        ):
            return
        name = structure.name(unit)
        for entity in self.view.pointing_at(name, part.schema, part.property):
            reading = reading_of(self.view, entity, part, name.__eq__)
            if reading and may_have_held(structure, self.code, code, reading.when()):
                self._add_of_unit(reading, part, name)

    def _add_of_unit(self, reading: Reading, part: Part, via: str) -> None:
        for item in items_from(reading, part, via):
            self.of_units.setdefault((item.entity, item.lane, via), item)


def _is_person(view: View, entity: str) -> bool:
    return view.ontology.is_a(view.schema_of(entity), "Person")


def _tenure_in_time(tenure: Tenure) -> tuple[object, ...]:
    first = tenure.first_day or tenure.last_day
    return (first is None, first or date.max, tenure.last_day or date.max, tenure.appointment)


def _of_tenure(tenure: Tenure) -> Item:
    """Return a time in post as an item of the lane of power; its span is what claims speak of, not its ends."""
    whole = any((span.first, span.last) == (tenure.first_day, tenure.last_day) for span in tenure.certain)
    is_dated = tenure.first_day is not None or tenure.last_day is not None
    when = When(tenure.first_day, tenure.last_day, is_dated and whole)
    return Item(
        tenure.appointment,
        "Appointment",
        "power",
        "person",
        tenure.kind,
        "",
        when,
        (),
        tenure.claims,
        tenure.denials,
    )


def index_of(view: View) -> ConductIndex:
    """Return the index of a view, kept with the view."""
    kept: dict[str, Any] = vars(view)
    found = kept.get("_conduct_index")
    if not isinstance(found, ConductIndex):
        found = kept["_conduct_index"] = ConductIndex(view)
    return found
