"""Who was in charge of a post or a unit over some days, for all who ever were, asked very many times.

The rule is that of `holding`, for everybody who held the post at once; a test holds the two equal.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.command.structure import Structure
from answerable.conduct.answers import When
from answerable.conduct.patterns.keeping import kept
from answerable.kernel.standing import NEVER, Status

NOBODY = -1
NONE: tuple[tuple[int, ...], int] = ((), NOBODY)


@dataclass(frozen=True)
class Charges:
    """See the module. People, posts and units are entity codes."""

    structure: Structure

    @kept
    def _runs(self) -> tuple[list[int], list[int], list[int]]:
        runs = self.structure.appointments.runs
        return runs.offset.tolist(), runs.first.tolist(), runs.status.tolist()

    @kept
    def _people(self) -> list[int]:
        """Who each appointment is of; NOBODY for a vacancy."""
        appointments, vacant = self.structure.appointments, self.structure.is_vacancy
        people: list[int] = appointments.ends["person"].tolist()
        return [NOBODY if gone else person for person, gone in zip(people, vacant.tolist(), strict=True)]

    @kept
    def _kept(self) -> dict[tuple[int, int, int], tuple[tuple[int, ...], int]]:
        return {}

    def of_post(self, post: int, when: When) -> tuple[tuple[int, ...], int]:
        """Return who may have held a post on some of the days, and who alone held it on all of them, or NOBODY."""
        if when.first is None or when.last is None:
            return NONE
        key = (post, when.first.toordinal(), when.last.toordinal())
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._over(*key)
        return found

    def _over(self, post: int, first: int, last: int) -> tuple[tuple[int, ...], int]:
        """Part the days where a holding begins or ends; on each part the strongest holdings count."""
        held = [
            span for place in self.structure.appointments_of.of(post) for span in self._spans(place, first, last)
        ]
        if not held:
            return NONE
        turns = {first, *(low for low, _, _, _ in held), *(high + 1 for _, high, _, _ in held if high < last)}
        on_each = [self._strongest(held, day) for day in turns]
        may = set[int]().union(*on_each) - {NOBODY}
        alone = next(iter(may)) if len(may) == 1 and all(each == may for each in on_each) else NOBODY
        return tuple(sorted(may)), alone

    def _spans(self, place: int, first: int, last: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield the days on which an appointment is evidenced or possible, its standing, and whose it is."""
        offset, begins, statuses = self._runs
        until = offset[place + 1]
        for at in range(offset[place], until):
            low = begins[at]
            if low > last:
                return
            high = begins[at + 1] - 1 if at + 1 < until else NEVER
            if high >= first and statuses[at] <= Status.POSSIBLE:
                yield max(low, first), min(high, last), statuses[at], self._people[place]

    @staticmethod
    def _strongest(held: list[tuple[int, int, int, int]], day: int) -> set[int]:
        there = [(status, person) for low, high, status, person in held if low <= day <= high]
        best = min(there, default=(0, NOBODY))[0]
        return {person for status, person in there if status == best}

    @kept
    def _leading(self) -> dict[int, tuple[int, ...]]:
        return {}

    def of_unit(self, unit: int, when: When) -> tuple[int, ...]:
        """Return who may have headed a unit on some of the days."""
        posts = self._leading.get(unit)
        if posts is None:
            structure = self.structure
            posts = self._leading[unit] = () if structure.is_placeholder[unit] else tuple(structure.lead(unit))
        if len(posts) == 1:
            return self.of_post(posts[0], when)[0]
        return tuple(dict.fromkeys(person for post in posts for person in self.of_post(post, when)[0]))
