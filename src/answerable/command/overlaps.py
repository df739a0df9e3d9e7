"""Who was over whom, person to person, and for how long: the days that two tenures and the edges between share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from answerable.command.answers import Overlap, Reason
from answerable.command.cited import Cited, cited, each_once
from answerable.command.histories import is_handover, tenure_at
from answerable.command.spans import CERTAIN, NOT_AGAINST, days_in, spans_of_all
from answerable.command.structure import Structure, structure_of
from answerable.kernel.standing import Run, runs_of
from answerable.kernel.times import Span
from answerable.record.view import View

Direction = Literal["up", "down"]
MOST_HOPS = 40


@dataclass(frozen=True, slots=True)
class _Way:
    """A way from one post to another: the other's code, the places of the edges between, the hops."""

    post: int
    unit: int
    edges: tuple[int, ...]
    hops: int
    units: frozenset[int]


def _inside(structure: Structure, post: int, unit: int, direction: Direction) -> list[int]:
    """Return the posts of the same unit that are next: its commander above, its other posts below."""
    leading = structure.lead(unit)
    if direction == "up":
        return [] if post in leading else leading
    if post not in leading:
        return []
    every = [int(structure.posts.entity[place]) for place in structure.posts_of.of(unit)]
    return [other for other in every if other not in leading]


def _next(structure: Structure, way: _Way, direction: Direction) -> Iterator[_Way]:
    for post in _inside(structure, way.post, way.unit, direction):
        yield _Way(post, way.unit, way.edges, way.hops + 1, way.units)
    if way.post not in structure.lead(way.unit):
        return
    index, end = (structure.above, "superior") if direction == "up" else (structure.below, "subordinate")
    for place in index.of(way.unit):
        unit = int(structure.edges.ends[end][place])
        if unit in way.units:
            continue
        edges = (*way.edges, place) if direction == "up" else (place, *way.edges)
        for post in structure.lead(unit):
            yield _Way(post, unit, edges, way.hops + 1, way.units | {unit})


def _ways(structure: Structure, post: int, direction: Direction, hops: int | None) -> Iterator[_Way]:
    unit = structure.unit_of(post)
    waiting = [] if unit is None else [_Way(post, unit, (), 0, frozenset({unit}))]
    while waiting:
        way = waiting.pop(0)
        if way.hops:
            yield way
        if way.hops < (MOST_HOPS if hops is None else hops):
            waiting += _next(structure, way, direction)


def _says_in_post(link: Cited, day: date) -> bool:
    """Say whether a claim gives `day` as a day in post, and not merely as the day on which it began or ended."""
    return any(
        claim.time.certain is not None
        and claim.time.certain.covers(day)
        and not (claim.time.starts and claim.time.certain.first == day)
        and not (claim.time.ends and claim.time.certain.last == day)
        for claim in link.counted
    )


def _certain(
    structure: Structure, own: int, other: int, links: Sequence[Sequence[Run]]
) -> tuple[tuple[Span, ...], bool]:
    """Return the certain spans, and whether a day of hand-over was left out of them."""
    spans = spans_of_all(links, CERTAIN)
    tenures = [tenure_at(structure, place) for place in (own, other)]
    if not is_handover(tenures[0], tenures[1], spans):
        return spans, False
    day = spans[0].first
    sides = [cited(structure.view, tenure.appointment) for tenure in tenures]
    if day and all(_says_in_post(side, day) for side in sides):
        return spans, False
    return (), True


def _runs_at(structure: Structure, name: str) -> tuple[Run, ...]:
    return runs_of([claim.time for claim in cited(structure.view, name).counted])


def _overlap(structure: Structure, own: int, other: int, way: _Way, direction: Direction) -> Overlap | None:
    links = structure.appointments
    names = [structure.name(int(links.entity[place])) for place in (own, other)]
    edges = tuple(structure.name(int(structure.edges.entity[place])) for place in way.edges)
    runs = [_runs_at(structure, name) for name in (*names, *edges)]
    possible = spans_of_all(runs, NOT_AGAINST)
    if not possible:
        return None
    certain, was_handover = _certain(structure, own, other, runs)
    parts = [cited(structure.view, name) for name in (*names, *edges)]
    posts = [structure.name(int(links.ends["post"][place])) for place in (own, other)]
    people = [structure.view.ref(name, "person") for name in names]
    count = days_in(certain) or 0
    code = "handover" if was_handover else "certain" if certain else "possible"
    why = Reason(
        f"overlap-{code}",
        {"person": people[1], "post": posts[1], "other_person": people[0], "other_post": posts[0], "count": count,
         "direction": direction, "first": certain[0].first if certain else possible[0].first,
         "last": certain[-1].last if certain else possible[-1].last},
    )  # fmt: skip
    return Overlap(
        people[1], posts[1], names[1], posts[0], names[0], edges, way.hops, certain, possible, count,
        days_in(possible), each_once(part.claims for part in parts), each_once(part.denials for part in parts),
        why,
    )  # fmt: skip


def _overlaps(view: View, person: str, direction: Direction, hops: int | None) -> tuple[Overlap, ...]:
    structure = structure_of(view)
    code = view.entity_codes[view.require(person)]
    ends = structure.appointments.ends["post"]
    found: list[Overlap | None] = []
    for own in structure.appointments_by_person.of(code):
        if structure.is_vacancy[own] or ends[own] < 0:
            continue
        for way in _ways(structure, int(ends[own]), direction, hops):
            found += [
                _overlap(structure, own, other, way, direction)
                for other in structure.appointments_of.of(way.post)
                if other != own and not structure.is_vacancy[other]
            ]
    kept = [overlap for overlap in found if overlap and overlap.person]
    return tuple(sorted(kept, key=_order))


def _order(overlap: Overlap) -> tuple[int, int, int, str, str]:
    first = (overlap.certain or overlap.possible)[0].first
    return (
        overlap.hops, int(not overlap.certain), first.toordinal() if first else 0,
        overlap.person, overlap.appointment,
    )  # fmt: skip


def superiors_of(view: View, person: str, *, hops: int | None = 1) -> tuple[Overlap, ...]:
    """Return who held a post over a person's, with the time that both posts and the edges between share.

    A commander's next post up is the commander's of a unit above; anyone else's is that of the own unit's
    commander. A person over himself through two posts is returned like any other.

    Args:
        view: what the reader may see.
        person: the id of the person.
        hops: how many posts up to go; None for all.

    Raises:
        NotFoundError: the view holds nothing about the person.
    """
    return _overlaps(view, person, "up", hops)


def subordinates_of(view: View, person: str, *, hops: int | None = 1) -> tuple[Overlap, ...]:
    """Return who held a post under a person's; see `superiors_of`."""
    return _overlaps(view, person, "down", hops)
