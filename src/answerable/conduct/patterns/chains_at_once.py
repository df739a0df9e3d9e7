"""The incidents under all officials at once: those that some rule reads, with the ways up to each post.

The ways are those of `ways`, put together for a whole dossier: what two of them share below is joined once. An
incident tied to anybody but one unit is left to `ways`.
"""

from collections import defaultdict
from typing import Any

import numpy as np
import numpy.typing as npt

from answerable.command.answers import ClaimIds
from answerable.command.structure import OPERATIONAL
from answerable.conduct.items import in_time
from answerable.conduct.patterns.case import Led, Named, led_in, named_in
from answerable.conduct.patterns.keeping import kept
from answerable.conduct.patterns.setting import Setting
from answerable.kernel.standing import Status

STATUSES = tuple(Status)
NOWHERE = np.iinfo(np.int16).max // 2
"""More links than any chain has: what `ways` puts where no way leads."""
Strength = tuple[Any, ...]


class _Path:
    """The links from the ground up to one rung. One path is one object, so that what is the same is seen to be."""

    __slots__ = ("claims", "denials", "further", "hops", "is_operational")

    def __init__(self, claims: ClaimIds, denials: ClaimIds, hops: int, *, is_operational: bool) -> None:
        self.claims, self.denials, self.hops, self.is_operational = claims, denials, hops, is_operational
        self.further: dict[int, _Path] = {}


def quick(values: Any) -> Any:
    """Return an array as something that gives plain numbers one by one, faster than the array does."""
    plain: Any = np.ascontiguousarray(values)
    return memoryview(plain)


class _Paths:
    """The paths over links no weaker than one standing."""

    def __init__(self, chains: "ChainsAtOnce", level: Any) -> None:
        self.chains, self.status = chains, STATUSES[level.status]
        self.hops, self.climb = quick(level.hops), quick(level.climb)
        self.known: dict[int, _Path] = {}

    def path(self, rung: int) -> _Path:
        found = self.known.get(rung)
        if found is None:
            found = self.known[rung] = self._found(rung)
        return found

    def _found(self, rung: int) -> _Path:
        chains = self.chains
        if not self.hops[rung]:
            return chains.ground(rung)
        climb = self.climb[rung]
        below, edge = self.path(chains.low[climb]), chains.edge_of[climb]
        found = below.further.get(edge)
        if found is None:
            claims, denials, is_operational = chains.edge(edge)
            found = below.further[edge] = _Path(
                below.claims + claims,
                below.denials + denials,
                below.hops + 1,
                is_operational=below.is_operational or is_operational,
            )
        return found


class ChainsAtOnce:
    """See the module."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.index, self.view = setting, setting.index, setting.view
        self.ways, self.structure = setting.index.ways, setting.index.structure
        self.low = quick(self.ways._ends[0])  # noqa: SLF001, of the same room
        self.edge_of = quick(self.ways.bulk.climbs.edge)
        self._levels = [_Paths(self, level) for level in self.ways._levels]  # noqa: SLF001
        self._edges: dict[int, tuple[ClaimIds, ClaimIds, bool]] = {}
        self._grounds: dict[int, _Path] = {}
        self._unit_of = quick(self.ways.bulk.rungs.unit)
        self._class = self.structure.edges.words["class"]
        self._operational = self.structure.edges.vocabulary["class"].index(OPERATIONAL)

    def ground(self, rung: int) -> _Path:
        """Return the path of no links from the unit of a rung."""
        unit = self._unit_of[rung]
        found = self._grounds.get(unit)
        if found is None:
            found = self._grounds[unit] = _Path((), (), 0, is_operational=False)
        return found

    def edge(self, place: int) -> tuple[ClaimIds, ClaimIds, bool]:
        """Return the claims about a link, the denials, and whether it is one of operational control."""
        found = self._edges.get(place)
        if found is None:
            ids = self.index.light.ids(int(self.structure.edges.entity[place]))
            found = self._edges[place] = (*ids, bool(self._class[place] == self._operational))
        return found

    @kept
    def _is_read(self) -> npt.NDArray[np.bool_]:
        """For each entity code, whether some rule reads it: a deadly incident, or a place of redeployment."""
        found = np.zeros(self.structure.count, dtype=bool)
        codes = self.setting.view.entity_codes
        found[[codes[incident] for incident in self.setting.deaths if incident in codes]] = True
        again = np.zeros(self.structure.count, dtype=bool)
        again[[codes[actor] for actor in self.setting.stays.redeployable]] = True
        rows, deployed = self.index.ties.rows, np.zeros(self.structure.count, dtype=bool)
        deployed[[codes[tie] for tie in self.setting.stays.deployments]] = True
        found[rows.incident[again[rows.actor] & deployed[rows.entity]]] = True
        return found

    @kept
    def _lone_tie(self) -> npt.NDArray[np.int32]:
        """For each start, the tie by which its unit alone is tied to the incident, else -1."""
        starts, rows = self.ways.bulk.starts, self.index.ties.rows
        count = np.bincount(rows.incident, minlength=self.structure.count)
        tie = np.full(self.structure.count, -1, dtype=np.int32)
        actor = np.full(self.structure.count, -1, dtype=np.int32)
        tie[rows.incident], actor[rows.incident] = rows.entity, rows.actor
        is_lone = (count[starts.incident] == 1) & (actor[starts.incident] == starts.unit)
        return np.where(is_lone, tie[starts.incident], -1)

    @kept
    def _rank(self) -> npt.NDArray[np.int64]:
        """For each entity code, if it is an incident that some rule reads, its place in order of time."""
        codes = np.flatnonzero(self._is_read).tolist()
        name, when = self.structure.name, self.index.light.when
        ordered = sorted(codes, key=lambda code: in_time(when(code), name(code)))
        rank = np.zeros(self.structure.count, dtype=np.int64)
        rank[ordered] = np.arange(len(ordered))
        return rank

    def _rows(self) -> dict[str, npt.NDArray[Any]]:
        """The holdings of incidents that some rule reads, in the order of these, column by column."""
        bulk, structure, levels = self.ways.bulk, self.structure, self._levels
        held, rungs = bulk.holdings, bulk.rungs
        person = np.where(
            structure.is_vacancy[held.appointment], -1, structure.appointments.ends["person"][held.appointment]
        )
        start = rungs.start[held.rung]
        incident = bulk.starts.incident[start]
        kept = np.flatnonzero((person >= 0) & self._is_read[incident])
        kept = kept[np.argsort(self._rank[incident[kept]], kind="stable")]
        rung, start = held.rung[kept], start[kept]
        level = np.full(len(kept), len(levels), dtype=np.int64)
        for place in range(len(levels) - 1, -1, -1):
            level[np.asarray(levels[place].hops)[rung] < NOWHERE] = place
        unit, ground = rungs.unit[rung], bulk.starts.unit[start]
        return {
            "person": person[kept], "incident": incident[kept], "post": held.post[kept], "unit": unit,
            "ground": ground, "appointment": structure.appointments.entity[held.appointment[kept]],
            "tie": self._lone_tie[start], "rung": rung, "level": np.where(unit == ground, -1, level),
            "status": held.status[kept],
        }  # fmt: skip

    @kept
    def _found(self) -> dict[int, list[tuple[Led, Strength]]]:
        """For each person, by code, the ways in the order of their incidents, each with what orders it.

        No ways for somebody in the chain of an incident to which more than one unit is tied.
        """
        names, light = self.view.columns.entities, self.index.light
        found: dict[int, list[tuple[Led, Strength]]] = defaultdict(list)
        rough: set[int] = set()
        columns = [column.tolist() for column in self._rows().values()]
        for person, incident, post, unit, ground, appointment, tie, rung, level, status in zip(
            *columns, strict=True
        ):
            if tie < 0:
                rough.add(person)
                continue
            held, tied, standing = light.ids(appointment), light.ids(tie), STATUSES[status]
            if level >= 0:
                paths = self._levels[level]
                path, weakest = paths.path(rung), paths.status
                standing = max(weakest, standing)
            else:
                path, weakest = self.ground(rung), Status.EVIDENCED
            led = Led(
                names[incident], light.when(incident), names[post], names[unit], names[ground], standing,
                path.hops, tied[0], path.claims, held[0], tied[1] + path.denials + held[1],
            )  # fmt: skip
            found[person].append((led, (weakest, path.is_operational, appointment)))
        for person in rough:
            found[person] = []
        return found

    def ready(self) -> "ChainsAtOnce":
        """Join all chains now; return itself."""
        self._found  # noqa: B018, worked out when first asked for
        return self

    def of(self, person: str) -> tuple[tuple[Led, ...], tuple[Named, ...]]:
        """Return how incidents lay under a person's posts, and which incidents name the person."""
        code = self.view.entity_codes[person]
        ways = self._found.get(code)
        if ways == [] or self.index.ties.of_actor.of(code):
            under = self.index.incidents_of(person)
            return led_in(under), named_in(under)
        if ways is None:
            return (), ()
        led = [one for one, _ in ways]
        if len({one.incident for one in led}) < len(led):
            led = self._strongest(ways)
        return tuple(led), ()

    def _strongest(self, every: list[tuple[Led, Strength]]) -> list[Led]:
        """Keep the strongest way by each post, ground and appointment, as `ways` does; strongest first."""
        names = self.view.columns.entities
        kept: dict[str, dict[Strength, tuple[Strength, Led]]] = {}
        for led, (weakest, is_operational, appointment) in every:
            way = (led.post, led.ground, names[appointment])
            strength = (led.standing, weakest, led.hops, is_operational, *way)
            ways = kept.setdefault(led.incident, {})
            if way not in ways or strength < ways[way][0]:
                ways[way] = (strength, led)
        return [led for ways in kept.values() for _, led in sorted(ways.values(), key=lambda one: one[0])]
