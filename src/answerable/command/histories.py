"""Who commanded a unit through time: tenures, the gaps between them, and the days that two of them share."""

from itertools import combinations

from answerable.command.answers import CommandHistory, Gap, Reason, ReasonValue, SharedTime, Tenure
from answerable.command.cited import Cited, cited, each_once
from answerable.command.holders import VACANT
from answerable.command.spans import CERTAIN, SPOKEN_OF, days_in, gaps_between, shared_spans
from answerable.command.structure import Structure, structure_of
from answerable.kernel.standing import BEGINNING, NEVER, runs_of, spans_in
from answerable.kernel.times import Span
from answerable.record.view import View


def tenure_at(structure: Structure, place: int) -> Tenure:
    """Return one appointment, by its place, whole."""
    view, links = structure.view, structure.appointments
    entity = structure.name(int(links.entity[place]))
    post = structure.name(int(links.ends["post"][place]))
    link = cited(view, entity)
    runs = runs_of([claim.time for claim in link.counted])
    is_vacancy = bool(structure.is_vacancy[place])
    person = None if is_vacancy else view.ref(entity, "person") or None
    return Tenure(
        person,
        entity,
        post,
        structure.word(links, "kind", place),
        view.text(entity, "rank"),
        link.first_day,
        link.last_day,
        link.is_start,
        link.is_end,
        spans_in(CERTAIN, runs),
        spans_in(SPOKEN_OF, runs),
        runs,
        link.claims,
        link.denials,
        _why(link, person, post, is_vacancy=is_vacancy),
    )


def _why(link: Cited, person: str | None, post: str, *, is_vacancy: bool) -> Reason:
    """Return the reason that tells a tenure's first and last day, and which of them are real ends."""
    values: dict[str, ReasonValue] = {
        "person": person,
        "post": post,
        "first": link.first_day,
        "last": link.last_day,
    }
    subject = "vacancy" if is_vacancy else "tenure"
    if not any(claim.time.is_dated for claim in link.counted):
        return Reason(f"{subject}-undated", values)
    ends = {(True, True): "whole", (True, False): "start", (False, True): "end", (False, False): "mentions"}
    if link.first_day is None or link.last_day is None:
        return Reason(f"{subject}-open", values)
    return Reason(f"{subject}-{ends[link.is_start, link.is_end]}", values)


def _in_time(tenure: Tenure) -> tuple[int, int, int, str]:
    """Order by the first day spoken of, then the last; an undated tenure comes after all."""
    spans = tenure.certain or tenure.possible
    first = spans[0].first if spans else None
    last = spans[-1].last if spans else None
    return (
        int(not spans),
        first.toordinal() if first else BEGINNING,
        last.toordinal() if last else NEVER,
        tenure.appointment,
    )


def _gaps(post: str, tenures: list[Tenure]) -> list[Gap]:
    found = []
    for span in gaps_between(span for tenure in tenures for span in tenure.possible):
        if span.first is None or span.last is None:
            continue
        before = [each for each in tenures if any(s.last and s.last < span.first for s in each.possible)]
        after = [each for each in tenures if any(s.first and s.first > span.last for s in each.possible)]
        values: dict[str, ReasonValue] = {"post": post, "first": span.first, "last": span.last}
        found.append(
            Gap(post, span, before[-1].appointment, after[0].appointment, Reason("gap-nobody-known", values))
        )
    return found


def is_handover(first: Tenure, second: Tenure, spans: tuple[Span, ...]) -> bool:
    """Say whether two tenures share only the day on which one really ended and the other really began."""
    if days_in(spans) != 1:
        return False
    day = spans[0].first
    return any(
        gone.is_end and gone.last_day == day and come.is_start and come.first_day == day
        for gone, come in ((first, second), (second, first))
    )


def _shared(first: Tenure, second: Tenure) -> SharedTime | None:
    spans = shared_spans([first.certain, second.certain])
    days = days_in(spans)
    if not spans or days is None or first.person == second.person:
        return None
    handover = is_handover(first, second, spans)
    last = spans[-1].last
    why = Reason(
        "shared-handover" if handover else "shared-days",
        {"person": first.person, "other_person": second.person, "post": first.post, "count": days,
         "day": spans[0].first, "first": spans[0].first, "last": last},
    )  # fmt: skip
    return SharedTime(first.post, first.appointment, second.appointment, spans, days, handover, why)


def commanders_of(view: View, unit: str) -> CommandHistory:
    """Return who held the post, or posts, that command a unit, through all time.

    A gap is a span between two tenures that none of them, and no vacancy, speaks of. Two tenures share time on the
    days on which both are evidenced.

    Raises:
        NotFoundError: the view holds nothing about the unit.
    """
    unit = view.require(unit)
    structure = structure_of(view)
    every: list[Tenure] = []
    gaps: list[Gap] = []
    shared: list[SharedTime] = []
    posts = structure.lead(view.entity_codes[unit])
    for post in posts:
        tenures = sorted(
            (tenure_at(structure, place) for place in structure.appointments_of.of(post)), key=_in_time
        )
        every += tenures
        gaps += _gaps(structure.name(post), tenures)
        people = [tenure for tenure in tenures if tenure.kind != VACANT]
        shared += [found for pair in combinations(people, 2) if (found := _shared(*pair))]
    every.sort(key=_in_time)
    return CommandHistory(
        unit,
        tuple(structure.name(post) for post in posts),
        tuple(every),
        tuple(sorted(gaps, key=lambda gap: gap.span.first.toordinal() if gap.span.first else BEGINNING)),
        tuple(shared),
        each_once(tenure.claims for tenure in every),
    )
