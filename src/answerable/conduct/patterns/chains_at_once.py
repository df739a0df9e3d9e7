"""The incidents under all officials at once: those that some rule reads, with the ways up to each post.

The ways are those of `ways`, put together for a whole dossier: what two of them share below is joined once. An
incident tied to anybody but one unit is left to `ways`.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from answerable.command.answers import ClaimIds
from answerable.command.cited import each_once
from answerable.command.structure import OPERATIONAL
from answerable.conduct.answers import IncidentUnder, Way
from answerable.conduct.items import in_time
from answerable.conduct.patterns.setting import Setting
from answerable.conduct.ways import _strength
from answerable.kernel.standing import Status

STATUSES = tuple(Status)


class _Path(NamedTuple):
    """The links from the ground up to one rung."""

    claims: ClaimIds
    denials: ClaimIds
    hops: int
    is_operational: bool


_GROUND = _Path((), (), 0, is_operational=False)


def quick(values: Any) -> Any:
    """Return an array as something that gives plain numbers one by one, faster than the array does."""
    plain: Any = np.ascontiguousarray(values)
    return memoryview(plain)


class _Paths:
    """The paths over links no weaker than one standing, each joined once."""

    def __init__(self, chains: "ChainsAtOnce", level: Any) -> None:
        self.chains, self.status = chains, STATUSES[level.status]
        self.hops, self.climb = quick(level.hops), quick(level.climb)
        self.kept: dict[int, _Path] = {}

    def path(self, rung: int) -> _Path:
        found = self.kept.get(rung)
        if found is None:
            found = self.kept[rung] = self._joined(rung) if self.hops[rung] else _GROUND
        return found

    def _joined(self, rung: int) -> _Path:
        climb = self.climb[rung]
        below = self.path(self.chains.low[climb])
        claims, denials, is_operational = self.chains.edge(self.chains.edge_of[climb])
        return _Path(
            below.claims + claims, below.denials + denials, below.hops + 1, below.is_operational or is_operational
        )


class ChainsAtOnce:
    """See the module."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.index = setting, setting.index
        self.ways, self.structure = setting.index.ways, setting.index.structure
        self.low = quick(self.ways._ends[0])  # noqa: SLF001, of the same room
        self.edge_of = quick(self.ways.bulk.climbs.edge)
        self._levels = [_Paths(self, level) for level in self.ways._levels]  # noqa: SLF001
        self._edges: dict[int, tuple[ClaimIds, ClaimIds, bool]] = {}
        self._class = self.structure.edges.words["class"]
        self._operational = self.structure.edges.vocabulary["class"].index(OPERATIONAL)

    def edge(self, place: int) -> tuple[ClaimIds, ClaimIds, bool]:
        """Return the claims about a link, the denials, and whether it is one of operational control."""
        found = self._edges.get(place)
        if found is None:
            ids = self.index.light.ids(int(self.structure.edges.entity[place]))
            found = self._edges[place] = (*ids, bool(self._class[place] == self._operational))
        return found

    @cached_property
    def _is_read(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """For each entity code, whether some rule reads it: a deadly incident, or a place of redeployment."""
        found = np.zeros(self.structure.count, dtype=bool)
        codes = self.setting.view.entity_codes
        found[[codes[incident] for incident in self.setting.deaths if incident in codes]] = True
        again = np.zeros(self.structure.count, dtype=bool)
        again[[codes[actor] for actor in self.setting.redeployable]] = True
        rows = self.index.ties.rows
        found[rows.incident[again[rows.actor]]] = True
        return found

    @cached_property
    def _lone_tie(self) -> np.ndarray[Any, np.dtype[np.int32]]:
        """For each start, the tie by which its unit alone is tied to the incident, else -1."""
        starts, rows = self.ways.bulk.starts, self.index.ties.rows
        count = np.bincount(rows.incident, minlength=self.structure.count)
        tie = np.full(self.structure.count, -1, dtype=np.int32)
        actor = np.full(self.structure.count, -1, dtype=np.int32)
        tie[rows.incident], actor[rows.incident] = rows.entity, rows.actor
        is_lone = (count[starts.incident] == 1) & (actor[starts.incident] == starts.unit)
        return np.where(is_lone, tie[starts.incident], -1)

    @cached_property
    def _best(self) -> Any:
        """For each rung, the place of the first level that leads to it."""
        rungs = len(self.ways.bulk.rungs.start)
        best = np.full(rungs, len(self._levels), dtype=np.int64)
        for place in range(len(self._levels) - 1, -1, -1):
            hops = np.asarray(self._levels[place].hops)
            best[hops < np.iinfo(np.int16).max // 2] = place
        return quick(best)

    @cached_property
    def _of_person(self) -> Mapping[int, list[tuple[int, ...]]]:
        """For each person, the holdings: appointment, rung, start, incident, post, standing."""
        bulk, structure = self.ways.bulk, self.structure
        held, rungs = bulk.holdings, bulk.rungs
        person = np.where(
            structure.is_vacancy[held.appointment], -1, structure.appointments.ends["person"][held.appointment]
        )
        start = rungs.start[held.rung]
        incident = bulk.starts.incident[start]
        kept = np.flatnonzero((person >= 0) & self._is_read[incident])
        columns = (
            structure.appointments.entity[held.appointment[kept]], held.rung[kept], start[kept], incident[kept],
            held.post[kept], held.status[kept],
        )  # fmt: skip
        found: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        every = zip(*(column.tolist() for column in columns), strict=True)
        for who, row in zip(person[kept].tolist(), every, strict=True):
            found[who].append(row)
        return found

    def incidents_of(self, person: str) -> tuple[IncidentUnder, ...]:
        """Return the incidents that some rule reads, under a person's posts or naming the person, by time."""
        code = self.structure.code(person)
        if code is None:
            return ()
        found: dict[int, list[Way]] = defaultdict(list)
        is_rough = False
        lone = self._ties
        for appointment, rung, start, incident, post, status in self._of_person.get(code, ()):
            tie = lone[start]
            if tie < 0:
                is_rough = True
                break
            found[incident].append(self._way(appointment, rung, start, post, status, tie))
        parts = self.index.ties.of_actor.of(code)
        if is_rough or parts:
            return self.index.incidents_of(person)
        every = [self._under(incident, ways) for incident, ways in found.items()]
        return tuple(sorted(every, key=lambda under: in_time(under.when, under.incident)))

    @cached_property
    def _ties(self) -> Any:
        return quick(self._lone_tie)

    @cached_property
    def _units(self) -> tuple[Any, Any]:
        bulk = self.ways.bulk
        return quick(bulk.rungs.unit), quick(bulk.starts.unit)

    def _way(self, appointment: int, rung: int, start: int, post: int, status: int, tie: int) -> Way:
        names, ids = self.structure.view.columns.entities, self.index.light.ids
        units, grounds = self._units
        is_ground = units[rung] == grounds[start]
        level = None if is_ground else self._levels[self._best[rung]]
        path = level.path(rung) if level else _GROUND
        (tied, tied_denials), (held, held_denials) = ids(tie), ids(appointment)
        return Way(
            names[post],
            names[units[rung]],
            names[appointment],
            names[grounds[start]],
            names[tie],
            level.status if level else None,
            STATUSES[status],
            path.hops,
            path.is_operational,
            tied + path.claims + held,
            tied_denials + path.denials + held_denials,
        )

    def _under(self, incident: int, ways: list[Way]) -> IncidentUnder:
        name = self.structure.name(incident)
        if len(ways) > 1:
            ways = _strongest(ways)
        claims = ways[0].claims if len(ways) == 1 else each_once(way.claims for way in ways)
        denials = ways[0].denials if len(ways) == 1 else each_once(way.denials for way in ways)
        return IncidentUnder(name, self.index.light.when(incident), tuple(ways), 0, (), claims, denials)


def _strongest(ways: list[Way]) -> list[Way]:
    """Keep the strongest way by each post, appointment and unit on the ground, strongest first."""
    found: dict[tuple[str, str, str], Way] = {}
    for way in ways:
        key = (way.post, way.appointment, way.ground)
        known = found.get(key)
        if known is None or _strength(way) < _strength(known):
            found[key] = way
    return sorted(found.values(), key=_strength)
