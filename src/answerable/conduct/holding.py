"""Who held a post on the days of something that names the post, or the unit, in a person's place.

The rule is that of the chains, day by day: of the appointments to a post the strongest standing wins, evidenced
before possible. Somebody who is only assumed to have stayed on is not told what the post was told.
"""

from collections.abc import Iterator

from answerable.command.structure import Structure
from answerable.conduct.answers import When
from answerable.kernel.standing import Status

_HELD = Status.POSSIBLE
"""The weakest standing by which a person counts as having held a post that a claim names."""
_NOBODY = -1


def _turns(structure: Structure, place: int, first: int, last: int) -> list[tuple[int, int]]:
    """Return on which days from `first` to `last` the standing of one appointment changes, and to what."""
    runs = structure.appointments.runs
    low, high = int(runs.offset[place]), int(runs.offset[place + 1])
    found: list[tuple[int, int]] = []
    for day, status in zip(runs.first[low:high].tolist(), runs.status[low:high].tolist(), strict=True):
        if day <= first:
            found = [(first, status)]
        elif day <= last:
            found.append((day, status))
    return found


def _holders(structure: Structure, post: int, first: int, last: int) -> Iterator[frozenset[int]]:
    """Yield who held a post, by code, from one day on which that changes to the next; _NOBODY for a vacancy.

    Nobody is yielded for days on which no appointment is better than assumed.
    """
    people = structure.appointments.ends["person"]
    turns = {place: dict(_turns(structure, place, first, last)) for place in structure.appointments_of.of(post)}
    standing: dict[int, int] = {}
    for day in sorted({first, *(day for each in turns.values() for day in each)}):
        for place, changes in turns.items():
            standing[place] = changes.get(day, standing.get(place, Status.UNDATED))
        best = min(standing.values(), default=int(Status.EXCLUDED))
        strongest = [place for place, status in standing.items() if status == best and best <= _HELD]
        yield frozenset(_NOBODY if structure.is_vacancy[place] else int(people[place]) for place in strongest)


def held_alone(structure: Structure, person: int, post: int, when: When) -> bool:
    """Say whether a person, by code, and nobody else held a post on every day that something may have been on.

    Where somebody else, or a vacancy, is as well supported on one of the days, whom the post means is not clear.
    """
    if when.first is None or when.last is None:
        return False
    days = when.first.toordinal(), when.last.toordinal()
    return all(holders == {person} for holders in _holders(structure, post, *days))


def may_have_held(structure: Structure, person: int, post: int, when: When) -> bool:
    """Say whether a person, by code, held a post, alone or not, on some day that something may have been on."""
    if when.first is None or when.last is None:
        return False
    days = when.first.toordinal(), when.last.toordinal()
    return any(person in holders for holders in _holders(structure, post, *days))
