"""How many links stand on their days, fast: the runs of kernel.standing laid out side by side.

A link of one claim has at most five runs. Each of the four days on which such a link turns is a column, so that a
status is read with a few passes over arrays and no search. Links with more runs are looked up as the kernel does.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from answerable.kernel.standing import BEGINNING, NEVER, Runs, Status

WIDEST = 5
Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]
_AFTER = NEVER + 1


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """`turn[k]` holds the day on which each link's run k + 1 begins, `status[k]` the status of its run k.

    `opens` and `closes` bound the days on which a link is evidenced, possible or assumed: from the one, up to and
    without the other. `is_long` marks links with more runs than fit.
    """

    runs: Runs
    turn: tuple[Ints, ...]
    status: npt.NDArray[np.uint8]
    opens: Ints
    closes: Ints
    is_long: npt.NDArray[np.bool_]

    def status_at(self, places: Places, days: Ints) -> npt.NDArray[np.uint8]:
        """Return the status code of each link on the day beside it."""
        at = np.zeros(len(places), dtype=np.intp)
        for turn in self.turn:
            at += turn[places] <= days
        found: npt.NDArray[np.uint8] = self.status[places * WIDEST + at]
        long = np.flatnonzero(self.is_long[places])
        if len(long):
            found[long] = self.runs.status_at(places[long], days[long])
        return found

    def may_hold(self, places: Places, days: Ints) -> Places:
        """Return which of the links may be evidenced, possible or assumed on the day beside each."""
        return np.flatnonzero((self.opens[places] <= days) & (days < self.closes[places]))


def turns_of(runs: Runs) -> Turns:
    """Lay out the runs of many links."""
    count = len(runs.offset) - 1
    length = np.diff(runs.offset)
    owner = np.repeat(np.arange(count), length)
    inside = np.arange(len(owner)) - runs.offset[owner]
    fits = inside < WIDEST
    first = np.full((count, WIDEST), _AFTER, dtype=np.int32)
    status = np.full((count, WIDEST), Status.UNDATED, dtype=np.uint8)
    first[owner[fits], inside[fits]] = runs.first[fits]
    status[owner[fits], inside[fits]] = runs.status[fits]
    until = np.append(runs.first[1:], np.int32(_AFTER))
    until[runs.offset[1:] - 1] = _AFTER
    holds = np.flatnonzero(runs.status <= Status.ASSUMED)
    opens = np.full(count, _AFTER, dtype=np.int32)
    closes = np.full(count, BEGINNING, dtype=np.int32)
    np.minimum.at(opens, owner[holds], runs.first[holds])
    np.maximum.at(closes, owner[holds], until[holds])
    columns = tuple(np.ascontiguousarray(first[:, place]) for place in range(1, WIDEST))
    return Turns(runs, columns, status.ravel(), opens, closes, length > WIDEST)
