"""The chains of all incidents turned round: for each person, the incidents that lay under a post held then.

Built once for a view from `bulk_chains`, as arrays. The strongest way up from each unit is found by asking, for each
standing from the strongest, how few links lead there over links no weaker; the first answer is the way.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from answerable.command.bases import bases_of
from answerable.command.bulk import BulkChains, bulk_chains
from answerable.command.cited import cited
from answerable.command.structure import Index, Structure
from answerable.conduct.answers import ClaimIds, Way
from answerable.conduct.ties import Tie, Ties
from answerable.kernel.standing import Status
from answerable.record.view import View

_NOWHERE = np.int16(np.iinfo(np.int16).max // 2)
Places = npt.NDArray[np.intp]
Small = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """For one standing: how few links no weaker lead to each rung, and the climb by which the last of them goes."""

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

    @cached_property
    def _cited(self) -> dict[str, tuple[ClaimIds, ClaimIds]]:
        return {}

    def _claims(self, entity: str) -> tuple[ClaimIds, ClaimIds]:
        found = self._cited.get(entity)
        if found is None:
            link = cited(self.view, entity)
            found = self._cited[entity] = link.claims, link.denials
        return found

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

    def under(self, person: int) -> dict[int, list[Way]]:
        """Return, for each incident (a code) under a post of a person (a code), its ways, the strongest first."""
        bulk, found = self.bulk, defaultdict(dict)
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
        bulk, structure = self.bulk, self.structure
        path = self._path(rung)
        place = int(bulk.holdings.appointment[row])
        appointment = structure.name(int(structure.appointments.entity[place]))
        edges = [structure.name(int(structure.edges.entity[edge])) for edge in path.edges]
        operational = any(structure.word(structure.edges, "class", edge) == "operational" for edge in path.edges)
        found = []
        for ground, tie, placing in self._grounds(start):
            tied = structure.name(tie.entity)
            held = [self._claims(one) for one in dict.fromkeys((tied, *edges, appointment))]
            weakest = path.weakest if placing is None else max(placing, path.weakest or Status.EVIDENCED)
            found.append(
                Way(
                    structure.name(int(bulk.holdings.post[row])),
                    structure.name(int(bulk.rungs.unit[rung])),
                    appointment,
                    structure.name(ground),
                    tied,
                    weakest,
                    Status(int(bulk.holdings.status[row])),
                    len(path.edges) + (placing is not None),
                    operational or placing is not None,
                    tuple(dict.fromkeys(claim for claims, _ in held for claim in claims)),
                    tuple(dict.fromkeys(claim for _, denials in held for claim in denials)),
                )
            )
        return found

    def _grounds(self, start: int) -> list[tuple[int, Tie, Status | None]]:
        """Return why a start is one: the unit tied, by what, and the standing of its being placed under another."""
        starts, structure = self.bulk.starts, self.structure
        unit, day = int(starts.unit[start]), date.fromordinal(int(starts.day[start]))
        found: dict[tuple[int, bool], tuple[int, Tie, Status | None]] = {}
        for tie in self.ties.by_incident.get(int(starts.incident[start]), ()):
            if tie.actor == unit:
                found.setdefault((unit, False), (unit, tie, None))
            elif self.is_person(tie.actor):
                if any(
                    basis.unit == structure.name(unit)
                    for basis in bases_of(self.view, structure.name(tie.actor), day)
                ):
                    found.setdefault((unit, False), (unit, tie, None))
            elif unit in tie.under:
                standing = self.view.standing(structure.name(tie.entity), day).status
                if standing is not Status.EXCLUDED:
                    found.setdefault((tie.actor, True), (tie.actor, tie, standing))
        return list(found.values())

    def is_person(self, code: int) -> bool:
        """Say whether an entity, by code, is a person."""
        view = self.view
        return view.ontology.is_a(view.schema_of(self.structure.name(code)), "Person")


def _strength(way: Way) -> tuple[object, ...]:
    """Order by the weakest of links and holding, then the weakest link, the number of links, organic ones first."""
    weakest = Status.EVIDENCED if way.weakest is None else way.weakest
    return (way.standing, weakest, way.hops, way.is_operational, way.post, way.ground, way.appointment)


def _level(
    status: int, low: Places, high: Places, statuses: npt.NDArray[np.uint8], is_ground: npt.NDArray[np.bool_]
) -> _Level:
    """Return the fewest links no weaker than `status` to each rung, and the climb by which the last of them goes."""
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
