"""The strongest way up from every start of a chain to every unit above it: the links, and the claims behind them.

The strongest way is found by asking, for each standing from the strongest, how few links lead to a unit over links
no weaker; the first answer is the way.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from answerable.command.answers import ClaimIds
from answerable.command.bulk import BulkChains
from answerable.command.structure import OPERATIONAL, Structure
from answerable.conduct.light import Light
from answerable.kernel.standing import Status

NOWHERE = np.int16(np.iinfo(np.int16).max // 2)
STATUSES = tuple(Status)
Places = npt.NDArray[np.intp]
Small = npt.NDArray[np.int16]


def quick(values: Any) -> Any:
    """Return an array as something that gives plain numbers one by one, faster than the array does."""
    plain: Any = np.ascontiguousarray(values)
    return memoryview(plain)


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """For one standing: how few links no weaker lead to each rung, and the climb that is the last of them."""

    status: int
    hops: Small
    climb: Places


class Path(NamedTuple):
    """The links from the ground up to one rung; `weakest` is None when there are none."""

    weakest: Status | None
    hops: int
    is_operational: bool
    claims: ClaimIds
    denials: ClaimIds


_GROUND = Path(None, 0, is_operational=False, claims=(), denials=())


@dataclass(frozen=True)
class Paths:
    """See the module."""

    structure: Structure
    bulk: BulkChains
    light: Light

    @cached_property
    def ends(self) -> tuple[Places, Places]:
        """For each climb, the rung that it goes up from and the rung that it leads to."""
        rungs, climbs, count = self.bulk.rungs, self.bulk.climbs, self.structure.count
        keys = rungs.start.astype(np.int64) * count + rungs.unit
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        low = np.searchsorted(ordered, climbs.start.astype(np.int64) * count + climbs.unit)
        high = np.searchsorted(ordered, climbs.start.astype(np.int64) * count + climbs.superior)
        return order[low], order[np.minimum(high, len(order) - 1)] if len(order) else high

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The levels, the strongest first; only of standings that some link has."""
        climbs, (low, high) = self.bulk.climbs, self.ends
        is_ground = self.bulk.rungs.depth == 0
        return tuple(
            _level(int(status), low, high, climbs.status, is_ground) for status in np.unique(climbs.status)
        )

    @cached_property
    def _best(self) -> Any:
        """For each rung, the place of the first level that leads to it."""
        best = np.full(len(self.bulk.rungs.start), -1, dtype=np.int8)
        for place, level in reversed(list(enumerate(self.levels))):
            best[level.hops < NOWHERE] = place
        return quick(best)

    @cached_property
    def _low(self) -> Any:
        return quick(self.ends[0])

    @cached_property
    def _edge_of(self) -> Any:
        return quick(self.bulk.climbs.edge)

    @cached_property
    def _steps(self) -> list[tuple[Any, Any]]:
        return [(quick(level.hops), quick(level.climb)) for level in self.levels]

    @cached_property
    def _edges(self) -> dict[int, tuple[ClaimIds, ClaimIds, bool]]:
        return {}

    def _edge(self, place: int) -> tuple[ClaimIds, ClaimIds, bool]:
        """Return the claims about a link, the denials, and whether it is one of operational control."""
        found = self._edges.get(place)
        if found is None:
            edges = self.structure.edges
            ids = self.light.ids(int(edges.entity[place]))
            found = self._edges[place] = (*ids, self.structure.word(edges, "class", place) == OPERATIONAL)
        return found

    def to(self, rung: int) -> Path:
        """Return the strongest way from a start to one of its rungs."""
        if not self._steps:
            return _GROUND
        hops, climb_to = self._steps[self._best[rung]]
        if not hops[rung]:
            return _GROUND
        weakest, steps = STATUSES[self.levels[self._best[rung]].status], hops[rung]
        edges = []
        while hops[rung]:
            climb = climb_to[rung]
            edges.append(self._edge(self._edge_of[climb]))
            rung = self._low[climb]
        edges.reverse()
        return Path(
            weakest,
            steps,
            any(each[2] for each in edges),
            tuple(claim for each in edges for claim in each[0]),
            tuple(denial for each in edges for denial in each[1]),
        )


def _level(
    status: int, low: Places, high: Places, statuses: npt.NDArray[np.uint8], is_ground: npt.NDArray[np.bool_]
) -> Level:
    """Return the fewest links no weaker than `status` to each rung, and the climb that is the last of them."""
    rows = np.flatnonzero(statuses <= status)
    low, high = low[rows], high[rows]
    hops = np.where(is_ground, np.int16(0), NOWHERE)
    while True:
        before = hops.copy()
        np.minimum.at(hops, high, hops[low] + np.int16(1))
        if np.array_equal(before, hops):
            break
    climb = np.full(len(hops), -1, dtype=np.intp)
    on_way = np.flatnonzero((hops[low] + 1 == hops[high]) & (hops[high] < NOWHERE))
    order = np.argsort(statuses[rows[on_way]], kind="stable")[::-1]  # the strongest is written last, and stays
    climb[high[on_way[order]]] = rows[on_way[order]]
    return Level(status, hops, climb)
