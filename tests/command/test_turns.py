"""The standing of many links laid out as columns is that of the kernel, on every day."""

import functools
import operator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from answerable.command.turns import turns_of
from answerable.kernel.standing import BEGINNING, Runs, Status

days = st.integers(BEGINNING + 1, 40)
links = st.lists(st.tuples(st.sets(days, max_size=9), st.integers(0, 2**20)), min_size=1, max_size=6)


def runs_of_links(found: list[tuple[set[int], int]]) -> Runs:
    """Links with up to ten runs each, of statuses drawn from the bits of a number."""
    first = [[BEGINNING, *sorted(turns)] for turns, _ in found]
    status = [
        [(seed >> 2 * at) % len(Status) for at in range(len(each))]
        for each, (_, seed) in zip(first, found, strict=True)
    ]
    offset = np.cumsum([0, *(len(each) for each in first)])
    return Runs(
        offset,
        np.array(functools.reduce(operator.iadd, first, []), np.int32),
        np.array(functools.reduce(operator.iadd, status, []), np.uint8),
    )


@given(links, days)
def test_a_status_is_that_of_the_kernel_however_often_the_link_turns(found: list, day: int) -> None:
    runs = runs_of_links(found)
    places, asked = np.arange(len(found)), np.full(len(found), day, np.int32)

    turns = turns_of(runs)

    assert turns.status_at(places, asked).tolist() == runs.status_at(places, asked).tolist()


@given(links, days)
def test_no_link_that_holds_is_passed_over(found: list, day: int) -> None:
    runs = runs_of_links(found)
    places, asked = np.arange(len(found)), np.full(len(found), day, np.int32)

    likely = set(turns_of(runs).may_hold(places, asked).tolist())

    holding = np.flatnonzero(runs.status_at(places, asked) <= Status.ASSUMED)
    assert set(holding.tolist()) <= likely
