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
from answerable.command.cited import each_once
from answerable.command.histories import tenure_at
from answerable.command.structure import Structure, structure_of
from answerable.conduct.answers import IncidentUnder, Item, Way, When
from answerable.conduct.gathering import Gathering
from answerable.conduct.items import in_time
from answerable.conduct.light import Light
from answerable.conduct.parts import PARTS
from answerable.conduct.placing import UNDATED
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
        return Ways(self.structure, self.ties, self.light)

    @cached_property
    def light(self) -> Light:
        """The ids and times of what rests on one claim, without building it."""
        return Light(self.view)

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
        """Return every appointment of a person, to whichever post, in order of time, undated last."""
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
        code = self._code(entity)
        return UNDATED if code is None else self.light.when(code)

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
        structure, posts = self.structure, self.structure.appointments.ends["post"]
        places = [
            place
            for place in structure.appointments_by_person.of(code)
            if not structure.is_vacancy[place] and posts[place] >= 0
        ]
        return tuple(sorted((tenure_at(structure, place) for place in places), key=_tenure_in_time))

    def _named(self, person: str) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """Return a person's own items, and those of units and posts."""
        code = self._code(person)
        if code is None:
            return (), ()
        tenures = self.tenures_of(person)
        found = Gathering(self.view, self.structure, code, dict.fromkeys(tenure.post for tenure in tenures))
        items = [*found.items, *(_of_tenure(tenure) for tenure in tenures)]
        return tuple(sorted(items, key=lambda item: (*in_time(item.when, item.entity), item.lane))), found.of_units

    def _incidents(self, person: str) -> tuple[IncidentUnder, ...]:
        code = self._code(person)
        if code is None:
            return ()
        ways = self.ways.under(code)
        parts: dict[int, list[int]] = {}
        rows = self.ties.rows
        for row in self.ties.of_actor.of(code):
            parts.setdefault(int(rows.incident[row]), []).append(int(rows.entity[row]))
        found = [
            self._incident(incident, ways.get(incident, []), parts.get(incident, []))
            for incident in {**ways, **parts}
        ]
        return tuple(sorted(found, key=lambda under: in_time(under.when, under.incident)))

    def _incident(self, code: int, ways: list[Way], parts: list[int]) -> IncidentUnder:
        incident = self.structure.name(code)
        own_parts = sorted((self.structure.name(part), part) for part in set(parts))
        own = [self.light.ids(part) for _, part in own_parts]
        alone = ways[0] if len(ways) == 1 and not own else None
        return IncidentUnder(
            incident,
            self.light.when(code),
            tuple(ways),
            self._killed.get(incident, 0),
            tuple(name for name, _ in own_parts),
            alone.claims if alone else each_once((*(ids for ids, _ in own), *(way.claims for way in ways))),
            alone.denials if alone else each_once((*(ids for _, ids in own), *(way.denials for way in ways))),
        )

    @cached_property
    def _killed(self) -> dict[str, int]:
        """How many people's deaths some claim places in each incident: each person once, groups by number."""
        view = self.view
        people: dict[str, set[str]] = {}
        groups: dict[str, dict[int, int]] = {}
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
