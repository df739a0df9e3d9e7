"""The chains of all incidents at once, as arrays: every edge upward with its status, every holder, every claim.

The rules are those of `chains` and `incidents`; a property test holds the two equal. Each start climbs hop by hop
with all others. A unit is climbed from once for each start, so that loops end and ways that meet are not doubled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from answerable.command.chains import DEEPEST
from answerable.command.holders import HOLDING
from answerable.command.starts import Starts, starts_of
from answerable.command.structure import Codes, Index, Places, Structure, structure_of
from answerable.kernel.standing import Status
from answerable.record.view import View

Longs = npt.NDArray[np.int64]
StatusCodes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Climbs:
    """One row for each edge met. `start` is a row of the starts, `depth` 0 at the ground.

    `unit` and `superior` are entity codes, `edge` a place among the subordinations, `status` a code of Status.
    """

    start: Codes
    depth: npt.NDArray[np.uint8]
    unit: Codes
    superior: Codes
    edge: Places
    status: StatusCodes

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, eq=False)
class Rungs:
    """One row for each unit in each start's chain, the start's own unit included."""

    start: Codes
    depth: npt.NDArray[np.uint8]
    unit: Codes


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """One row for each appointment that holds, or leaves vacant, the commanding post of a rung.

    `rung` is a row of the rungs, `post` an entity code, `appointment` a place among the appointments. A rung
    without a row has nobody known to hold its post on the day.
    """

    rung: Places
    post: Codes
    appointment: Places
    status: StatusCodes


@dataclass(frozen=True)
class BulkChains:
    """The chains of many starts.

    The claims of a row are the rows `place[offset[row] : offset[row + 1]]` of the view's columns; their ids are
    `view.columns.id` there.
    """

    structure: Structure
    starts: Starts
    climbs: Climbs
    rungs: Rungs
    holdings: Holdings

    @cached_property
    def edge_claims(self) -> Index:
        """The counted claims behind each row of the climbs."""
        return _taken(self.structure.edge_claims, self.climbs.edge)

    @cached_property
    def holding_claims(self) -> Index:
        """The counted claims behind each row of the holdings."""
        return _taken(self.structure.appointment_claims, self.holdings.appointment)


def _spread(offset: Longs, keys: npt.NDArray[np.integer]) -> tuple[Places, Longs, Longs]:
    """Return, for each member of the slices of `keys`: which key, where it stands; and the offsets of the keys."""
    begin = offset[keys]
    length = offset[keys + 1] - begin
    ends = np.zeros(len(keys) + 1, dtype=np.int64)
    np.cumsum(length, out=ends[1:])
    which = np.repeat(np.arange(len(keys)), length)
    return which, np.arange(ends[-1]) + np.repeat(begin - ends[:-1], length), ends


def _members(index: Index, codes: Codes) -> tuple[Places, Places]:
    """Return which of `codes` each of their places in an index belongs to, and those places."""
    which, at, _ = _spread(index.offset, codes)
    return which, index.place[at]


def _taken(index: Index, keys: Places) -> Index:
    """Return the slices of `keys` as an index of their own."""
    _, at, offset = _spread(index.offset, keys)
    return Index(offset, index.place[at])


def _fresh(seen: Longs, keys: Longs) -> Places:
    """Return the places of the first of each key that is not in `seen`, which is sorted."""
    _, first = np.unique(keys, return_index=True)
    wanted = keys[first]
    at = np.minimum(np.searchsorted(seen, wanted), len(seen) - 1)
    fresh: Places = first[seen[at] != wanted]
    return fresh


def climb(structure: Structure, starts: Starts) -> tuple[Climbs, Rungs]:
    """Go up from every start, on its own day, as far as any edge leads that the day does not exclude."""
    edges, count = structure.edges, structure.count
    start, unit = np.arange(len(starts.unit), dtype=np.int32), starts.unit
    climbs: list[tuple[npt.NDArray[np.generic], ...]] = []
    rungs = [(start, np.zeros(len(start), np.uint8), unit)]
    seen = start.astype(np.int64) * count + unit
    for depth in range(DEEPEST - 1):
        which, places = _members(structure.above, unit)
        status = structure.edge_turns.status_at(places, starts.day[start[which]])
        kept = np.flatnonzero(status != Status.EXCLUDED)
        which, places, status = which[kept], places[kept], status[kept]
        superior = edges.ends["superior"][places]
        climbs.append((start[which], np.full(len(kept), depth, np.uint8), unit[which], superior, places, status))
        keys = start[which].astype(np.int64) * count + superior
        fresh = _fresh(seen, keys)
        if not len(fresh):
            break
        start, unit = start[which[fresh]], superior[fresh]
        seen = np.sort(np.concatenate((seen, keys[fresh])), kind="stable")
        rungs.append((start, np.full(len(start), depth + 1, np.uint8), unit))
    return Climbs(*_stacked(climbs)), Rungs(*_stacked(rungs))


def _stacked(parts: Iterable[tuple[npt.NDArray[np.generic], ...]]) -> list[Any]:
    return [np.concatenate(column) for column in zip(*parts, strict=True)]


def holdings_of(structure: Structure, starts: Starts, rungs: Rungs) -> Holdings:
    """Find, for every rung, the post that commands it and the appointments of the strongest standing to it."""
    turns = structure.appointment_turns
    open_rungs = np.flatnonzero(~structure.is_placeholder[rungs.unit])
    which, post_places = _members(structure.leading_posts_of, rungs.unit[open_rungs])
    posts, at_rung = structure.posts.entity[post_places], open_rungs[which]
    which, places = _members(structure.appointments_of, posts)
    rung, post = at_rung[which], posts[which]
    day = starts.day[rungs.start[rung]]
    likely = turns.may_hold(places, day)
    rung, post, places = rung[likely], post[likely], places[likely]
    status = turns.status_at(places, day[likely])
    kept = np.flatnonzero(status <= max(HOLDING))
    rung, post, places, status = rung[kept], post[kept], places[kept], status[kept]
    if not len(rung):
        return Holdings(rung, post, places, status)
    weakness = status * 2 + structure.is_vacancy[places]
    begins = np.flatnonzero(np.diff(rung, prepend=-1))
    length = np.diff(begins, append=len(rung))
    best = np.repeat(np.minimum.reduceat(weakness, begins), length)
    hits = np.flatnonzero(weakness == best)
    chosen = post[hits[np.flatnonzero(np.diff(rung[hits], prepend=-1))]]
    shown = (post == np.repeat(chosen, length)) & (status == best // 2)
    return Holdings(rung[shown], post[shown], places[shown], status[shown])


def chains_from(structure: Structure, starts: Starts) -> BulkChains:
    """Return the chains of given starts."""
    climbs, rungs = climb(structure, starts)
    return BulkChains(structure, starts, climbs, rungs, holdings_of(structure, starts, rungs))


def bulk_chains(view: View, incidents: Iterable[str] | None = None) -> BulkChains:
    """Return the chains of all incidents of a view, or of those named, from every unit tied to each on each day.

    An incident that may have lasted over a month is asked about on its first and last day only. A unit under
    which a deployment was placed is a start of its own.
    """
    structure = structure_of(view)
    return chains_from(structure, starts_of(structure, incidents))
