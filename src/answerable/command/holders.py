"""Who held the post that commands a unit, on a day: held, acting, vacant, in conflict, unknown.

Only evidenced, possible and assumed appointments make a holder. Those cited on other days alone are reported as
last known; nobody is carried forward in silence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from answerable.command.answers import Holder, OtherPost, Reason, Rung, State
from answerable.command.cited import cited, status_reason
from answerable.command.structure import DEPUTY_RANK, Structure, status_on
from answerable.kernel.standing import Status

HOLDING = (Status.EVIDENCED, Status.POSSIBLE, Status.ASSUMED)
ACTING = ("acting", "temporary")
VACANT = "vacant"


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The appointments to one post, sorted for a day."""

    holders: tuple[Holder, ...]
    vacancies: tuple[Holder, ...]
    others: tuple[Holder, ...]

    @property
    def strength(self) -> tuple[int, bool]:
        """What a post with a better known holder has less of."""
        shown = (*self.holders, *self.vacancies)
        return (int(shown[0].standing.status), not self.holders) if shown else (len(Status), True)


def holder_at(structure: Structure, place: int, day: date) -> Holder:
    """Return one appointment, by its place, as it stands on a day."""
    view, links = structure.view, structure.appointments
    entity = structure.name(int(links.entity[place]))
    link = cited(view, entity)
    is_vacancy = bool(structure.is_vacancy[place])
    person = view.ref(entity, "person") or None
    post = structure.name(int(links.ends["post"][place]))
    why = status_reason(
        view, link, day, subject="vacancy" if is_vacancy else "holder", about={"person": person, "post": post}
    )
    return Holder(
        None if is_vacancy else person,
        entity,
        structure.word(links, "kind", place),
        view.text(entity, "rank"),
        link.standing(day),
        link.first_day,
        link.last_day,
        link.is_start,
        link.is_end,
        link.claims,
        link.denials,
        why,
    )


def _nearest(holders: Iterable[Holder]) -> list[Holder]:
    """Keep, of those cited on other days only, the last before, the first after, and all that are undated."""
    kept = []
    for status in (Status.UNKNOWN_AFTER, Status.UNKNOWN_BEFORE, Status.UNDATED):
        found = [holder for holder in holders if holder.standing.status is status]
        if status is Status.UNKNOWN_AFTER and found:
            last = max(holder.last_day or date.min for holder in found)
            found = [holder for holder in found if (holder.last_day or date.min) == last]
        if status is Status.UNKNOWN_BEFORE and found:
            first = min(holder.first_day or date.max for holder in found)
            found = [holder for holder in found if (holder.first_day or date.max) == first]
        kept += found
    return kept


def _sort(structure: Structure, post: int, day: date) -> _Sorted:
    runs = structure.appointments.runs
    standing = {place: status_on(runs, place, day) for place in structure.appointments_of.of(post)}
    present = [place for place, status in standing.items() if status is not Status.EXCLUDED]
    strongest = min((standing[place] for place in present), default=Status.UNDATED)
    present.sort(key=lambda place: standing[place])
    shown = [holder_at(structure, place, day) for place in present]
    best = [holder for holder in shown if holder.standing.status is strongest and strongest in HOLDING]
    weaker = [holder for holder in shown if holder.standing.status in HOLDING and holder not in best]
    return _Sorted(
        tuple(holder for holder in best if holder.kind != VACANT),
        tuple(holder for holder in best if holder.kind == VACANT),
        (*weaker, *_nearest(shown)),
    )


def _is_handover(holders: Sequence[Holder], day: date) -> bool:
    """Say whether the day is the real last of some and the real first of the others."""
    out = [holder.is_end and holder.last_day == day for holder in holders]
    into = [holder.is_start and holder.first_day == day for holder in holders]
    return any(out) and any(into) and all(gone != come for gone, come in zip(out, into, strict=True))


def _people(holders: Iterable[Holder]) -> int:
    return len({holder.person for holder in holders})


def _cited_people(found: _Sorted) -> list[Holder]:
    return [holder for holder in found.others if holder.kind != VACANT]


def _state(sorted_: _Sorted, seats: int, day: date, *, is_deputy: bool) -> tuple[State, str]:
    """Return the state of a rung and the code of its reason."""
    holders, vacancies = sorted_.holders, sorted_.vacancies
    if not holders:
        if vacancies:
            return "vacant", "rung-vacant"
        return ("unknown", "rung-last-known") if _cited_people(sorted_) else ("unknown", "rung-no-source")
    acting = [holder for holder in holders if holder.kind in ACTING]
    standing = [holder for holder in holders if holder not in acting and holder.kind != "de-facto"]
    if holders[0].standing.status is Status.EVIDENCED:
        if max(_people(acting), _people(standing)) > seats and not _is_handover(holders, day):
            return "conflict", "rung-conflict"
        if vacancies and not acting:
            return "conflict", "rung-vacant-or-held"
    if acting:
        return "acting", "rung-acting-beside" if standing else "rung-acting"
    if is_deputy:
        return "acting", "rung-deputy"
    if _people(holders) > seats:
        is_handover = _is_handover(holders, day)
        return "held", "rung-handover" if is_handover else "rung-one-of-several"
    return "held", "rung-de-facto" if not standing else "rung-held"


def _seats(structure: Structure, post: str) -> int:
    text = structure.view.text(post, "seats")
    return int(text) if text.isdecimal() and int(text) > 0 else 1


def _other_posts(structure: Structure, unit: int, chosen: int | None, day: date) -> tuple[OtherPost, ...]:
    posts = [int(structure.posts.entity[place]) for place in structure.posts_of.of(unit)]
    return tuple(
        OtherPost(structure.name(post), structure.function(post), _sort(structure, post, day).holders)
        for post in posts
        if post != chosen
    )


def rung_of(structure: Structure, unit: int, day: date) -> Rung:
    """Return the rung of a unit, by its code, on a day; its link to the rung above is still None."""
    name = structure.name(unit)
    if structure.is_placeholder[unit]:
        return Rung(name, None, (), "placeholder", None, Reason("rung-placeholder", {"unit": name}))
    candidates = [(post, _sort(structure, post, day)) for post in structure.lead(unit)]
    if not candidates:
        why = Reason("rung-no-post", {"unit": name})
        return Rung(name, None, (), "unknown", None, why, other_posts=_other_posts(structure, unit, None, day))
    post, best = min(candidates, key=lambda each: each[1].strength)
    title = structure.name(post)
    is_deputy = int(structure.rank_of_post[structure.place_of_post[post]]) == DEPUTY_RANK
    state, code = _state(best, _seats(structure, title), day, is_deputy=is_deputy)
    why = Reason(code, {"unit": name, "post": title, "day": day, **_named(best)})
    return Rung(
        name, title, best.holders, state, None, why, best.others, best.vacancies,
        _other_posts(structure, unit, post, day),
    )  # fmt: skip


def _named(found: _Sorted) -> dict[str, str | int | date | None]:
    """Return what the sentence about a rung names: its first holder, or the last known."""
    if found.holders:
        return {"person": found.holders[0].person, "count": _people(found.holders)}
    if known := next(iter(_cited_people(found)), None):
        is_before = known.standing.status is Status.UNKNOWN_BEFORE
        return {"person": known.person, "last": known.first_day if is_before else known.last_day}
    return {}
