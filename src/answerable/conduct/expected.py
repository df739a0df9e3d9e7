"""What a recorded duty to report would have brought up to a person. It is never counted as known.

A duty says who had to report to whom. Where a claim says that something reached the one who had to report, on a
day on which the duty may have held, and no claim says that it reached the one above, it would be expected there.
One duty is followed, never a row of them: what is only expected to have reached somebody carries nothing further.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from answerable.command.cited import cited, each_once
from answerable.command.edges import edges_on
from answerable.conduct.answers import Expected, Item, Reason, When
from answerable.conduct.holding import may_have_held
from answerable.conduct.index import ConductIndex, index_of
from answerable.conduct.items import in_time, items_from, reading_of
from answerable.conduct.parts import PARTS, REPORTED
from answerable.kernel.standing import Status
from answerable.record.view import View

REPORT = "report"
_REPORTED = tuple(part for part in PARTS if (part.schema, part.property) in REPORTED)


@dataclass(slots=True)
class _Above:
    """What makes a person the one to report to: the person, the posts held, the units headed by one of them."""

    person: str
    code: int
    posts: list[str] = field(default_factory=list)
    post_of_unit: dict[str, str] = field(default_factory=dict)


def expected_of(view: View, person: str) -> tuple[Expected, ...]:
    """Return what duties to report would have brought to a person, in order of time, undated last.

    Each thing comes once for each duty and each one whom it reached, named by person where some claim does. What
    the person, or a unit headed then, had any part in is left out: it reached them too, or came from them.

    Raises:
        NotFoundError: the view holds nothing about the person.
    """
    person = view.require(person)
    index = index_of(view)
    if not index.duties_to_report:
        return ()
    above = _above(index, person)
    known = {item.entity for item in (*index.items_of(person), *index.of_units(person))}
    found: dict[tuple[str, str, str], Expected] = {}
    for duty in index.duties_to_report:
        for reached, item in _by_person_first(index, _reached(index, duty)):
            if item.entity in known or reached == person:
                continue
            if _is_owed(index, duty, above, reached, item.when):
                one = _expected(view, duty, person, reached, item)
                found.setdefault((duty, item.entity, reached), one)
    return tuple(sorted(found.values(), key=lambda one: (*in_time(one.when, one.item), one.duty, one.reached)))


def _by_person_first(index: ConductIndex, reached: Iterable[tuple[str, Item]]) -> list[tuple[str, Item]]:
    """Leave out a post or unit that something reached where a claim names the person too whom it reached there."""
    every = list(reached)
    people = set(index.view.entities("Person"))
    by_person = {item.entity for name, item in every if name in people}
    return [(name, item) for name, item in every if name in people or item.entity not in by_person]


def _above(index: ConductIndex, person: str) -> _Above:
    structure = index.structure
    found = _Above(person, index.view.entity_codes[person])
    for post in dict.fromkeys(tenure.post for tenure in index.tenures_of(person)):
        found.posts.append(post)
        code = index.view.entity_codes[post]
        unit = structure.unit_of(code) if index.view.has(post) else None
        if unit is not None and code in structure.lead(unit):
            found.post_of_unit[structure.name(unit)] = post
    return found


def _reached(index: ConductIndex, duty: str) -> Iterator[tuple[str, Item]]:
    """Yield what a claim says reached the holder of a duty, with whom the claim names: a person, post or unit.

    A duty of a post or unit binds whoever held the post, or headed the unit, when it came.
    """
    view = index.view
    for holder in view.refs(duty, "holder"):
        for name, item in _told(index, holder):
            yield name, item
        for post in _posts_of(index, holder):
            if post != holder:
                yield from _told(index, post)
            for person in _people_in(index, post):
                for _, item in _told(index, person):
                    if may_have_held(
                        index.structure, view.entity_codes[person], view.entity_codes[post], item.when
                    ):
                        yield person, item


def _told(index: ConductIndex, name: str) -> Iterator[tuple[str, Item]]:
    """Yield what claims say reached somebody whom they name."""
    for part in _REPORTED:
        for entity in index.view.pointing_at(name, part.schema, part.property):
            reading = reading_of(index.view, entity, part, name.__eq__)
            if reading:
                yield name, items_from(reading, part)[0]


def _posts_of(index: ConductIndex, holder: str) -> list[str]:
    """Return the post that a duty's holder is, or the posts that command the unit that it is."""
    structure, code = index.structure, index.structure.code(holder)
    if code is None:
        return []
    if structure.place_of_post[code] >= 0:
        return [holder]
    return [structure.name(post) for post in structure.lead(code)]


def _people_in(index: ConductIndex, post: str) -> list[str]:
    structure = index.structure
    places = structure.appointments_of.of(index.view.entity_codes[post])
    codes = [
        int(structure.appointments.ends["person"][place]) for place in places if not structure.is_vacancy[place]
    ]
    return [structure.name(code) for code in dict.fromkeys(codes) if code >= 0 and structure.is_present[code]]


def _is_owed(index: ConductIndex, duty: str, above: _Above, reached: str, when: When) -> bool:
    """Say whether the duty, when something came, may have been one towards this person."""
    view = index.view
    if not when.is_dated or _stands(view, duty, when) is Status.EXCLUDED:
        return False
    towards = view.refs(duty, "towards")
    if above.person in towards:
        return True
    posts = [post for post in above.posts if post in towards]
    posts += [post for unit, post in above.post_of_unit.items() if unit in towards]
    if not towards:
        posts = [above.post_of_unit[unit] for unit in _next_above(index, duty, when) if unit in above.post_of_unit]
    is_same = set(posts) & set(_posts_of(index, reached))
    held = (may_have_held(index.structure, above.code, view.entity_codes[post], when) for post in posts)
    return not is_same and any(held)


def _next_above(index: ConductIndex, duty: str, when: When) -> set[str]:
    """Return the units one link above that of a duty's holder on the first day that something may have come."""
    structure, found = index.structure, set[str]()
    for holder in index.view.refs(duty, "holder"):
        code = structure.code(holder)
        if code is None or when.first is None:
            continue
        unit = structure.unit_of(code) if structure.place_of_post[code] >= 0 else code
        for group in edges_on(structure, unit, when.first, upward=True) if unit is not None else ():
            found.add(structure.name(int(structure.edges.ends["superior"][group[0]])))
    return found


def _stands(view: View, duty: str, when: When) -> Status:
    """Return how a duty stands on the first day that something may have come."""
    return view.standing(duty, when.first).status if when.first else Status.UNDATED


def _expected(view: View, duty: str, person: str, reached: str, item: Item) -> Expected:
    law = cited(view, duty)
    is_sure = _stands(view, duty, item.when) in (Status.EVIDENCED, Status.UNDATED)
    why = Reason(
        "expected-report" if is_sure else "expected-report-blurred",
        {"reached": reached, "person": person, "duty": duty, "item": item.entity},
    )
    return Expected(
        duty,
        item.entity,
        reached,
        person,
        item.when,
        item.incidents,
        each_once((item.claims, law.claims)),
        why,
        each_once((item.denials, law.denials)),
    )
