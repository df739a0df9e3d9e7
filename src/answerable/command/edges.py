"""The edges up and down from a unit on a day. Only command and operational ones count, excluded ones do not."""

from collections import defaultdict
from datetime import date

from answerable.command.answers import Link
from answerable.command.cited import cited, status_reason
from answerable.command.structure import Structure, status_on
from answerable.kernel.standing import Status


def link_at(
    structure: Structure,
    edge: str,
    klass: str,
    subordinate: str,
    superior: str,
    day: date,
    *,
    also: tuple[str, ...] = (),
) -> Link:
    """Return one edge, by its id, as it stands on a day."""
    link = cited(structure.view, edge)
    why = status_reason(
        structure.view, link, day, subject="link", about={"unit": subordinate, "superior": superior}
    )
    return Link(
        edge,
        klass,
        superior,
        link.standing(day),
        link.first_day,
        link.last_day,
        link.is_start,
        link.is_end,
        link.claims,
        link.denials,
        why,
        also,
    )


def edges_on(structure: Structure, unit: int, day: date, *, upward: bool) -> list[list[int]]:
    """Return the places of a unit's edges on a day, the strongest first.

    Each item holds the edges of one class to one other unit: the strongest, then those of other periods.
    """
    edges = structure.edges
    index, end = (structure.above, "superior") if upward else (structure.below, "subordinate")
    together: dict[tuple[int, int], list[tuple[Status, int]]] = defaultdict(list)
    for place in index.of(unit):
        status = status_on(edges.runs, place, day)
        if status is not Status.EXCLUDED:
            key = (int(edges.ends[end][place]), int(edges.words["class"][place]))
            together[key].append((status, place))
    groups = sorted(sorted(group) for group in together.values())
    return [[place for _, place in group] for group in groups]


def link_of(structure: Structure, group: list[int], day: date) -> Link:
    """Return the link that a group of `edges_on` makes."""
    edges, place = structure.edges, group[0]
    return link_at(
        structure,
        structure.name(int(edges.entity[place])),
        structure.word(edges, "class", place),
        structure.name(int(edges.ends["subordinate"][place])),
        structure.name(int(edges.ends["superior"][place])),
        day,
        also=tuple(structure.name(int(edges.entity[other])) for other in group[1:]),
    )
