"""When a chain changes, and what differs between two of one unit: on two days, or with and without a source."""

from collections.abc import Iterable
from datetime import date

from answerable.command.answers import Chain, ChainChange, Link, Reason, Rung
from answerable.command.cited import each_once
from answerable.command.structure import Structure, structure_of
from answerable.kernel.standing import BEGINNING, Runs
from answerable.record.view import View


def _reachable(structure: Structure, unit: int) -> dict[int, None]:
    """Return the unit and all that any edge, of whatever day, leads up to."""
    found, waiting = {unit: None}, [unit]
    while waiting:
        for place in structure.above.of(waiting.pop()):
            above = int(structure.edges.ends["superior"][place])
            if above not in found:
                found[above] = None
                waiting.append(above)
    return found


def _turns(runs: Runs, places: Iterable[int], first: int, last: int) -> set[int]:
    """Return the ordinals from `first` to `last` on which the standing of one of the links changes."""
    found: set[int] = set()
    for place in places:
        days = runs.first[runs.offset[place] : runs.offset[place + 1]]
        found.update(day for day in days.tolist() if day > BEGINNING and first <= day <= last)
    return found


def days_of_change(view: View, unit: str, first: date, last: date) -> tuple[date, ...]:
    """Return the days from `first` to `last`, both included, on which something in a unit's chain changes.

    That is the standing of an edge above it, or of an appointment to a post of a unit that edges lead to.

    Raises:
        NotFoundError: the view holds nothing about the unit.
    """
    structure = structure_of(view)
    units = _reachable(structure, view.entity_codes[view.require(unit)])
    edges = [place for code in units for place in structure.above.of(code)]
    posts = [int(structure.posts.entity[place]) for code in units for place in structure.posts_of.of(code)]
    appointments = [place for post in posts for place in structure.appointments_of.of(post)]
    span = first.toordinal(), last.toordinal()
    turns = _turns(structure.edges.runs, edges, *span)
    turns |= _turns(structure.appointments.runs, appointments, *span)
    return tuple(date.fromordinal(day) for day in sorted(turns))


def _rungs(chain: Chain) -> dict[str, Rung]:
    return {rung.unit: rung for branch in chain.branches for rung in branch.rungs}


def _links(chain: Chain) -> dict[tuple[str, str, str], Link]:
    return {
        (rung.unit, rung.link.superior, rung.link.klass): rung.link
        for branch in chain.branches
        for rung in branch.rungs
        if rung.link
    }


def _change(
    code: str, unit: str, before: tuple[str, ...], after: tuple[str, ...], claims: tuple[str, ...], **said: str
) -> ChainChange:
    return ChainChange(code, unit, before, after, claims, Reason(f"change-{code}", {"unit": unit, **said}))


def _link_changes(before: Chain, after: Chain) -> list[ChainChange]:
    old, new = _links(before), _links(after)
    found = []
    for key in {**old, **new}:
        unit, superior, _ = key
        if key not in old:
            found.append(_change("superior-new", unit, (), (superior,), new[key].claims, superior=superior))
        elif key not in new:
            found.append(_change("superior-gone", unit, (superior,), (), old[key].claims, superior=superior))
        elif old[key].standing.status is not new[key].standing.status:
            was, now = old[key].standing.status.word, new[key].standing.status.word
            claims = each_once((old[key].claims, new[key].claims))
            found.append(
                _change("link-standing", unit, (was,), (now,), claims, superior=superior, was=was, now=now)
            )
    return found


def _holder_changes(before: Rung, after: Rung) -> list[ChainChange]:
    old = {holder.person: holder for holder in before.holders if holder.person}
    new = {holder.person: holder for holder in after.holders if holder.person}
    unit, found = after.unit, []
    for person in {**old, **new}:
        if person not in old:
            found.append(_change("holder-new", unit, (), (person,), new[person].claims, person=person))
        elif person not in new:
            found.append(_change("holder-gone", unit, (person,), (), old[person].claims, person=person))
        elif old[person].standing.status is not new[person].standing.status:
            was, now = old[person].standing.status.word, new[person].standing.status.word
            claims = each_once((old[person].claims, new[person].claims))
            found.append(_change("holder-standing", unit, (was,), (now,), claims, person=person, was=was, now=now))
    if before.state != after.state:
        claims = each_once(holder.claims for rung in (before, after) for holder in rung.holders + rung.vacancies)
        was, now = before.state, after.state
        found.append(_change("state", unit, (was,), (now,), claims, was=was, now=now))
    return found


def chain_difference(before: Chain, after: Chain) -> tuple[ChainChange, ...]:
    """Return what differs between two chains of one unit, links first, then holders from the ground up.

    The two may be of two days, or of one day in two views. Units that are in one of the chains only are told by
    the link that leads to them.
    """
    old, new = _rungs(before), _rungs(after)
    shared = [unit for unit in new if unit in old]
    return (
        *_link_changes(before, after),
        *(change for unit in shared for change in _holder_changes(old[unit], new[unit])),
    )
