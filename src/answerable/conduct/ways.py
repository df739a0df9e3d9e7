"""The chains of all incidents turned round: for each person, the incidents that lay under a post held then.

Built once for a view from `bulk_chains`, as arrays. The strongest way up from each unit is found by asking, for
each standing from the strongest, how few links lead there over links no weaker; the first answer is the way.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from answerable.command.bases import bases_of
from answerable.command.bulk import BulkChains, bulk_chains
from answerable.command.cited import each_once
from answerable.command.structure import OPERATIONAL, Index, Structure
from answerable.conduct.answers import Way
from answerable.conduct.light import Light
from answerable.conduct.ties import Ties
from answerable.kernel.standing import Status
from answerable.record.view import View

_NOWHERE = np.int16(np.iinfo(np.int16).max // 2)
_STATUSES = tuple(Status)
Places = npt.NDArray[np.intp]
Small = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """For one standing: how few links no weaker lead to each rung, and the climb that is the last of them."""

    status: int
    hops: Small
    climb: Places


@dataclass(frozen=True, slots=True)
class _Path:
    """The strongest way from a start to a rung: its weakest standing, and the places of its edges from below."""

    weakest: Status | None
    edges: tuple[int, ...]


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
    def _ends(self) -> tuple[Places, Places]:
        """For each climb, the rung that it goes up from and the rung that it leads to."""
        rungs, climbs, count = self.bulk.rungs, self.bulk.climbs, self.structure.count
        keys = rungs.start.astype(np.int64) * count + rungs.unit
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        low = np.searchsorted(ordered, climbs.start.astype(np.int64) * count + climbs.unit)
        high = np.searchsorted(ordered, climbs.start.astype(np.int64) * count + climbs.superior)
        return order[low], order[np.minimum(high, len(order) - 1)] if len(order) else high

    @cached_property
    def _levels(self) -> tuple[_Level, ...]:
        climbs, (low, high) = self.bulk.climbs, self._ends
        return tuple(
            _level(int(status), low, high, climbs.status, self.bulk.rungs.depth == 0)
            for status in np.unique(climbs.status)
        )

    @cached_property
    def _by_person(self) -> Index:
        """The rows of the holdings of each person; vacancies are nobody's."""
        places = self.bulk.holdings.appointment
        person = np.where(
            self.structure.is_vacancy[places], -1, self.structure.appointments.ends["person"][places]
        ).astype(np.int32)
        return Index.by(person, self.structure.count, np.arange(len(places)))

    def _path(self, rung: int) -> _Path:
        if self.bulk.rungs.depth[rung] == 0:
            return _Path(None, ())
        level = next(level for level in self._levels if level.hops[rung] < _NOWHERE)
        low, _ = self._ends
        edges: list[int] = []
        while level.hops[rung]:
            climb = int(level.climb[rung])
            edges.append(int(self.bulk.climbs.edge[climb]))
            rung = int(low[climb])
        return _Path(Status(level.status), tuple(reversed(edges)))

    def count_under(self, person: int) -> int:
        """Return how many ways, by rung and day, lead up to a person, by code, without following them."""
        return int(self._by_person.offset[person + 1] - self._by_person.offset[person])

    def under(self, person: int) -> dict[int, list[Way]]:
        """Return, for each incident (a code) under a post of a person (a code), its ways, the strongest first."""
        bulk = self.bulk
        found: dict[int, dict[tuple[str, str, str], Way]] = defaultdict(dict)
        for row in self._by_person.of(person):
            rung = int(bulk.holdings.rung[row])
            start = int(bulk.rungs.start[rung])
            incident = int(bulk.starts.incident[start])
            for way in self._ways(row, rung, start):
                known = found[incident].get((way.post, way.appointment, way.ground))
                if known is None or _strength(way) < _strength(known):
                    found[incident][way.post, way.appointment, way.ground] = way
        return {incident: sorted(ways.values(), key=_strength) for incident, ways in found.items()}

    def _ways(self, row: int, rung: int, start: int) -> list[Way]:
        """Return the ways of one holding from one start: one for each unit that was there by it, mostly one."""
        bulk, structure, ids = self.bulk, self.structure, self.light.ids
        path = self._path(rung)
        appointment = int(structure.appointments.entity[bulk.holdings.appointment[row]])
        edges = [int(structure.edges.entity[edge]) for edge in path.edges]
        is_operational = any(structure.edges.words["class"][edge] == self._operational for edge in path.edges)
        post, unit = structure.name(int(bulk.holdings.post[row])), structure.name(int(bulk.rungs.unit[rung]))
        holding = _STATUSES[bulk.holdings.status[row]]
        found = []
        for ground, tie, placing in self._grounds(start):
            held = [ids(one) for one in (tie, *edges, appointment)]
            weakest = path.weakest if placing is None else max(placing, path.weakest or Status.EVIDENCED)
            found.append(
                Way(
                    post,
                    unit,
                    structure.name(appointment),
                    structure.name(ground),
                    structure.name(tie),
                    weakest,
                    holding,
                    len(edges) + (placing is not None),
                    is_operational or placing is not None,
                    each_once(claims for claims, _ in held),
                    each_once(denials for _, denials in held if denials),
                )
            )
        return found

    @cached_property
    def _operational(self) -> int:
        return self.structure.edges.vocabulary["class"].index(OPERATIONAL)

    def _grounds(self, start: int) -> list[tuple[int, int, Status | None]]:
        """Return why a start is one: the unit tied, by what, and how its being placed under another stands."""
        starts, rows = self.bulk.starts, self.ties.rows
        unit = int(starts.unit[start])
        found: dict[tuple[int, bool], tuple[int, int, Status | None]] = {}
        for row in self.ties.of_incident.of(int(starts.incident[start])):
            actor, entity = int(rows.actor[row]), int(rows.entity[row])
            if actor == unit:
                found.setdefault((unit, False), (unit, entity, None))
                continue
            day = date.fromordinal(int(starts.day[start]))
            if self.is_person(actor):
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

    def is_person(self, code: int) -> bool:
        """Say whether an entity, by code, is a person."""
        view = self.view
        return view.ontology.is_a(view.schema_of(self.structure.name(code)), "Person")


def _strength(way: Way) -> tuple[object, ...]:
    """Order by the weakest of links and holding, then the weakest link, how many links, organic ones first."""
    weakest = Status.EVIDENCED if way.weakest is None else way.weakest
    return (way.standing, weakest, way.hops, way.is_operational, way.post, way.ground, way.appointment)


def _level(
    status: int, low: Places, high: Places, statuses: npt.NDArray[np.uint8], is_ground: npt.NDArray[np.bool_]
) -> _Level:
    """Return the fewest links no weaker than `status` to each rung, and the climb that is the last of them."""
    rows = np.flatnonzero(statuses <= status)
    low, high = low[rows], high[rows]
    hops = np.where(is_ground, np.int16(0), _NOWHERE)
    while True:
        before = hops.copy()
        np.minimum.at(hops, high, hops[low] + np.int16(1))
        if np.array_equal(before, hops):
            break
    climb = np.full(len(hops), -1, dtype=np.intp)
    on_way = np.flatnonzero((hops[low] + 1 == hops[high]) & (hops[high] < _NOWHERE))
    order = np.argsort(statuses[rows[on_way]], kind="stable")[::-1]  # the strongest is written last, and stays
    climb[high[on_way[order]]] = rows[on_way[order]]
    return _Level(status, hops, climb)
