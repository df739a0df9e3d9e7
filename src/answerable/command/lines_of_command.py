"""Several branches of command as one picture: each unit once, under the unit above it.

Branches repeat what they share. Here their links are joined into a tree from the top down. A direct link to a
unit that is also reached through others (the police under the presidency, and under a ministry under the
presidency) is kept as a note beside the longer way, so that no link is lost.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from answerable.command.answers import Chain, Link, Rung


@dataclass(frozen=True, slots=True)
class Level:
    """A unit at its place in the tree.

    `links` lead to the level that it stands under (of one or both classes), `also` directly to higher ones.
    `is_repeat`: it stands in full under another level. `is_ground`: one of the chains was asked for it.
    """

    rung: Rung
    links: tuple[Link, ...]
    also: tuple[Link, ...]
    below: tuple["Level", ...]
    is_repeat: bool = False
    is_ground: bool = False


@dataclass(slots=True)
class Lines:
    """The units of some chains and the links between them, without loops and without short cuts."""

    rungs: dict[str, Rung] = field(default_factory=dict)
    ground: dict[str, None] = field(default_factory=dict)
    above: dict[str, dict[str, list[Link]]] = field(default_factory=dict)
    also: dict[str, list[Link]] = field(default_factory=dict)

    def reaches(self, low: str, high: str, *, not_direct: bool = False) -> bool:
        """Say whether links lead from one unit up to another; by way of a third if `not_direct`."""
        waiting = [unit for unit in self.above.get(low, {}) if not (not_direct and unit == high)]
        seen = set(waiting)
        while waiting:
            unit = waiting.pop()
            if unit == high:
                return True
            more = [each for each in self.above.get(unit, {}) if each not in seen]
            seen.update(more)
            waiting += more
        return False

    def add(self, chain: Chain) -> None:
        """Join a chain to the lines."""
        self.ground[chain.unit] = None
        for branch in chain.branches:
            for rung in branch.rungs:
                self.rungs.setdefault(rung.unit, rung)
                if rung.link:
                    self._add_link(rung.unit, rung.link)

    def _add_link(self, unit: str, link: Link) -> None:
        if link.superior == unit or self.reaches(link.superior, unit):
            return
        known = self.above.setdefault(unit, {}).setdefault(link.superior, [])
        if all((each.edge, each.klass) != (link.edge, link.klass) for each in known):
            known.append(link)

    def set_short_cuts_aside(self) -> None:
        """Move direct links to a unit that a longer way leads to as well from `above` to `also`."""
        for unit, superiors in self.above.items():
            for superior in [each for each in superiors if self.reaches(unit, each, not_direct=True)]:
                self.also.setdefault(unit, []).extend(superiors.pop(superior))

    def paths(self, unit: str) -> Iterator[tuple[str, ...]]:
        """Yield every way from a unit to the top, the unit first."""
        superiors = self.above.get(unit)
        if not superiors:
            yield (unit,)
        for superior in superiors or ():
            for path in self.paths(superior):
                yield (unit, *path)

    def tops(self) -> list[str]:
        """Return the units that nothing is above, those first that most others are under."""
        found = [unit for unit in self.rungs if not self.above.get(unit)]
        under = {top: sum(self.reaches(unit, top) for unit in self.rungs) for top in found}
        return sorted(found, key=lambda top: -under[top])


def lines_of(chains: Iterable[Chain]) -> Lines:
    """Join the branches of some chains of one day."""
    lines = Lines()
    for chain in chains:
        lines.add(chain)
    lines.set_short_cuts_aside()
    return lines


def levels_of(lines: Lines) -> tuple[Level, ...]:
    """Return the lines as trees, from their tops down; a unit under several others stands in full once."""
    below: dict[str, list[str]] = {}
    for unit in lines.rungs:
        for superior in lines.above.get(unit, {}):
            below.setdefault(superior, []).append(unit)
    placed: set[str] = set()

    def level(unit: str, links: Sequence[Link]) -> Level:
        is_repeat = unit in placed
        placed.add(unit)
        children = () if is_repeat else tuple(
            level(each, lines.above[each][unit]) for each in below.get(unit, ())
        )  # fmt: skip
        rung, also = lines.rungs[unit], tuple(lines.also.get(unit, ()))
        return Level(rung, tuple(links), also, children, is_repeat, unit in lines.ground)

    return tuple(level(top, ()) for top in lines.tops())
