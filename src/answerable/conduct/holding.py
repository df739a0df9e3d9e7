"""Who held a post on the days of something that names the post, or the unit, in a person's place.

The rule is that of the chains: the strongest appointment wins, evidenced before possible; nobody else counts.
"""

from dataclasses import dataclass

from answerable.command.structure import Structure
from answerable.conduct.answers import When
from answerable.kernel.standing import NEVER, Status

_HELD = Status.POSSIBLE
"""The weakest standing by which a person counts as having held a post that a claim names."""


@dataclass(frozen=True, slots=True)
class _Held:
    """How one appointment stands over some days: the strongest and the weakest of its standings there."""

    strongest: int
    weakest: int


def _over(structure: Structure, place: int, first: int, last: int) -> _Held:
    runs = structure.appointments.runs
    low, high = int(runs.offset[place]), int(runs.offset[place + 1])
    firsts, statuses = runs.first[low:high].tolist(), runs.status[low:high].tolist()
    ends = [*(day - 1 for day in firsts[1:]), NEVER]
    met = [
        status
        for begin, end, status in zip(firsts, ends, statuses, strict=True)
        if begin <= last <= NEVER and end >= first
    ]
    return _Held(min(met), max(met))


def _days(when: When) -> tuple[int, int] | None:
    return (when.first.toordinal(), when.last.toordinal()) if when.first and when.last else None


def _sides(structure: Structure, person: int, post: int, days: tuple[int, int]) -> tuple[list[_Held], list[_Held]]:
    """Return how the person's appointments to a post stand on the days, and everybody else's."""
    own: list[_Held] = []
    others: list[_Held] = []
    for place in structure.appointments_of.of(post):
        held = _over(structure, place, *days)
        is_own = not structure.is_vacancy[place] and int(structure.appointments.ends["person"][place]) == person
        (own if is_own else others).append(held)
    return own, others


def held_alone(structure: Structure, person: int, post: int, when: When) -> bool:
    """Say whether a person, by code, and nobody else held a post on every day that something may have been on.

    Where somebody else, or a vacancy, is as well supported on one of the days, whom the post means is not clear.
    """
    days = _days(when)
    if days is None:
        return False
    own, others = _sides(structure, person, post, days)
    weakest = min((held.weakest for held in own), default=len(Status))
    return weakest <= _HELD and all(held.strongest > weakest for held in others)


def may_have_held(structure: Structure, person: int, post: int, when: When) -> bool:
    """Say whether a person, by code, held a post on some day that something may have been on.

    Not when somebody else is better supported on every one of the days.
    """
    days = _days(when)
    if days is None:
        return False
    own, others = _sides(structure, person, post, days)
    strongest = min((held.strongest for held in own), default=len(Status))
    return strongest <= _HELD and all(held.weakest >= strongest for held in others)
