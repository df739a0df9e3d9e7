"""The chains of all incidents turned round: for each person, the incidents that lay under a post held then.

Built once for a view from `bulk_chains`, as arrays; what is asked of one person follows that person's rows alone.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from answerable.command.bases import bases_of
from answerable.command.bulk import BulkChains, bulk_chains
from answerable.command.structure import Index, Structure
from answerable.conduct.answers import Way
from answerable.conduct.light import Light
from answerable.conduct.paths import STATUSES, Level, Paths, Places, quick
from answerable.conduct.ties import Ties
from answerable.kernel.standing import Status
from answerable.record.view import View

_NO_TIE = -1


@dataclass(frozen=True)
class Ways:
    """See the module."""

    structure: Structure
    ties: Ties
    light: Light

    @property
    def view(self) -> View:
        """The view that all is read from."""
        return self.structure.view

    @cached_property
    def bulk(self) -> BulkChains:
        """The chains of all incidents."""
        return bulk_chains(self.view)

    @cached_property
    def paths(self) -> Paths:
        """The strongest ways up."""
        return Paths(self.structure, self.bulk, self.light)

    @property
    def _ends(self) -> tuple[Places, Places]:
        return self.paths.ends

    @property
    def _levels(self) -> tuple[Level, ...]:
        return self.paths.levels

    @cached_property
    def _by_person(self) -> Index:
        """The rows of the holdings of each person; vacancies are nobody's."""
        places = self.bulk.holdings.appointment
        person = np.where(
            self.structure.is_vacancy[places], -1, self.structure.appointments.ends["person"][places]
        ).astype(np.int32)
        return Index.by(person, self.structure.count, np.arange(len(places)))

    @cached_property
    def _rows(self) -> tuple[Any, ...]:
        """For each holding: the rung, the start, the incident, the post, the appointment and the standing."""
        held, rungs, starts = self.bulk.holdings, self.bulk.rungs, self.bulk.starts
        start = rungs.start[held.rung]
        appointment = self.structure.appointments.entity[held.appointment]
        return tuple(map(quick, (held.rung, start, starts.incident[start], held.post, appointment, held.status)))

    @cached_property
    def _units(self) -> tuple[Any, Any]:
        """The unit of each rung, and of each start."""
        return quick(self.bulk.rungs.unit), quick(self.bulk.starts.unit)

    @cached_property
    def _lone_tie(self) -> Any:
        """For each start, the tie of its own unit, where nobody else is tied to the incident, else _NO_TIE."""
        starts, rows, count = self.bulk.starts, self.ties.rows, self.structure.count
        ties = np.bincount(rows.incident, minlength=count)
        tie, actor = np.full((2, count), _NO_TIE, dtype=np.int32)
        tie[rows.incident], actor[rows.incident] = rows.entity, rows.actor
        is_lone = (ties[starts.incident] == 1) & (actor[starts.incident] == starts.unit)
        return quick(np.where(is_lone, tie[starts.incident], _NO_TIE).astype(np.int32))

    def count_under(self, person: int) -> int:
        """Return how many ways, by rung and day, lead up to a person, by code, without following them."""
        return int(self._by_person.offset[person + 1] - self._by_person.offset[person])

    def under(self, person: int) -> dict[int, list[Way]]:
        """Return, for each incident (a code) under a post of a person (a code), its ways, the strongest first."""
        incidents, found = self._rows[2], defaultdict[int, list[Way]](list)
        for row in self._by_person.of(person):
            found[incidents[row]] += self._ways(row)
        return {incident: ways if len(ways) == 1 else _strongest(ways) for incident, ways in found.items()}

    def _ways(self, row: int) -> list[Way]:
        """Return the ways of one holding: one for each unit that its start was there by, mostly one."""
        rung, start, _, post, appointment, status = (column[row] for column in self._rows)
        names, units = self.view.columns.entities, self._units[0]
        path = self.paths.to(rung)
        held, held_denials = self.light.ids(appointment)
        found = []
        for ground, tie, placing in self._grounds(start):
            tied, tied_denials = self.light.ids(tie)
            found.append(
                Way(
                    names[post],
                    names[units[rung]],
                    names[appointment],
                    names[ground],
                    names[tie],
                    path.weakest if placing is None else max(placing, path.weakest or Status.EVIDENCED),
                    STATUSES[status],
                    path.hops + (placing is not None),
                    path.is_operational or placing is not None,
                    tied + path.claims + held,
                    tied_denials + path.denials + held_denials,
                )
            )
        return found

    def _grounds(self, start: int) -> list[tuple[int, int, Status | None]]:
        """Return why a start is one: the unit tied, by what, and how its being placed under another stands."""
        unit, lone = self._units[1][start], self._lone_tie[start]
        if lone != _NO_TIE:
            return [(unit, lone, None)]
        starts, rows = self.bulk.starts, self.ties.rows
        day = date.fromordinal(int(starts.day[start]))
        found: dict[tuple[int, bool], tuple[int, int, Status | None]] = {}
        for row in self.ties.of_incident.of(int(starts.incident[start])):
            actor, entity = int(rows.actor[row]), int(rows.entity[row])
            if actor == unit:
                found.setdefault((unit, False), (unit, entity, None))
            elif actor in self._people:
                if unit in self._units_of(actor, day):
                    found.setdefault((unit, False), (unit, entity, None))
            elif unit in self.ties.placed_under.get(entity, ()):
                standing = self.view.standing(self.structure.name(entity), day).status
                if standing is not Status.EXCLUDED:
                    found.setdefault((actor, True), (actor, entity, standing))
        return list(found.values())

    @cached_property
    def _kept_units(self) -> dict[tuple[int, date], frozenset[int]]:
        return {}

    def _units_of(self, person: int, day: date) -> frozenset[int]:
        """Return the units, by code, in which a person was on a day."""
        found = self._kept_units.get((person, day))
        if found is None:
            view = self.view
            bases = bases_of(view, self.structure.name(person), day)
            found = self._kept_units[person, day] = frozenset(view.entity_codes[basis.unit] for basis in bases)
        return found

    @cached_property
    def _people(self) -> frozenset[int]:
        """Those tied to some incident who are people, by code."""
        view, name = self.view, self.structure.name
        actors = np.unique(self.ties.rows.actor).tolist()
        return frozenset(code for code in actors if view.ontology.is_a(view.schema_of(name(code)), "Person"))


def _strongest(ways: list[Way]) -> list[Way]:
    """Keep the strongest way by each post, appointment and unit on the ground, the strongest of all first."""
    found: dict[tuple[str, str, str], Way] = {}
    for way in ways:
        key = (way.post, way.appointment, way.ground)
        known = found.get(key)
        if known is None or _strength(way) < _strength(known):
            found[key] = way
    return sorted(found.values(), key=_strength)


def _strength(way: Way) -> tuple[object, ...]:
    """Order by the weakest of links and holding, then the weakest link, how many links, organic ones first."""
    weakest = Status.EVIDENCED if way.weakest is None else way.weakest
    return (way.standing, weakest, way.hops, way.is_operational, way.post, way.ground, way.appointment)
