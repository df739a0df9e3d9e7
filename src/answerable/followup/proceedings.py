"""Every proceeding on its ladder: how far it came by a day, for whom, who says so; what changed between two."""

from collections.abc import Iterable, Sequence
from datetime import date

from answerable.command.cited import each_once
from answerable.followup.answers import (
    AuthorityTime,
    Between,
    CountedStage,
    Ladder,
    Mark,
    PersonStanding,
    StageStanding,
)
from answerable.followup.index import index_of
from answerable.followup.ladder import (
    by_stage,
    gives_way,
    is_contested,
    latest_by_source,
    possible,
    standing_marks,
    sure,
)
from answerable.followup.marks import first_counted, window_of
from answerable.followup.stages import CHARGED, CONFIRMED, drawn_rungs, is_aside, is_at_or_past, is_rung, rank
from answerable.followup.statements import answers_of
from answerable.followup.steps import steps_of
from answerable.record.view import View

WHOLE_RECORD = date.max


def view_day(view: View) -> date | None:
    """Return the day that a view itself is of: the earlier of its conditions, None when it has none."""
    days = [day for day in (view.spec.published_by, view.spec.recorded_by) if day]
    return min(days, default=None)


def day_or_view(view: View, day: date | None) -> date:
    """Return the day asked; failing one the view's own; failing that, one after all that is on record."""
    return day or view_day(view) or WHOLE_RECORD


def proceedings(view: View, day: date | None = None) -> tuple[Ladder, ...]:
    """Return every proceeding as it stands on a day, in order of the first day that a source gives for it.

    Those of which nothing is on record by then are left out.
    """
    at = day_or_view(view, day)
    found = (ladder_of(view, entity, at) for entity in view.entities("Proceeding"))
    known = (ladder for ladder in found if ladder.first_day is None or ladder.first_day <= at)
    return tuple(sorted(known, key=lambda ladder: (ladder.first_day or date.max, ladder.proceeding)))


def ladder_of(view: View, proceeding: str, day: date | None = None) -> Ladder:
    """Return one proceeding as it stands on a day; see `Ladder`.

    Args:
        view: the reader's view.
        proceeding: its id.
        day: in the dossier's zone; the view's own if none is given, else all that is on record counts.

    Raises:
        NotFoundError: the view holds no such proceeding.
    """
    name, at = view.require(proceeding, "Proceeding"), day_or_view(view, day)
    kept = index_of(view).ladders_on(at)
    if name not in kept:
        kept[name] = _ladder(view, name, at)
    return kept[name]


def _ladder(view: View, name: str, day: date) -> Ladder:
    told = index_of(view).marks(name)
    every = tuple(mark for mark in told if not mark.is_personal)
    marks = sure(every, day)
    persons = tuple(person for person, first in index_of(view).persons(name).items() if first <= day)
    concerned = _concerned(persons, told, view.refs(name, "person"))
    standing = standing_marks(marks, concerned)
    stands, kind = by_stage(standing), view.text(name, "kind")
    incidents, claims = view.refs(name, "incident"), view.claims_about(name)
    spoken_of = {mark.stage for mark in every}
    steps, authorities = steps_of(view, name, marks, day), _authorities(view, name, day)
    windows = [mark.when for mark in told] + [step.when for step in steps]
    windows += [window_of(view, claim) for claim in first_counted(view, name)]
    return Ladder(
        name,
        kind,
        day,
        incidents,
        authorities,
        view.texts(name, "fileNumber"),
        marks,
        possible(every, day),
        stands,
        is_contested(standing, marks),
        latest_by_source(marks),
        tuple(stage for stage in drawn_rungs(kind) if stage not in spoken_of),
        tuple(
            _person(view, person, sure(told, day), stands, incidents, day, is_only_heard=person not in concerned)
            for person in persons
        ),
        steps,
        _measures(view, authorities, day),
        min((window.first or window.last for window in windows), default=None),
        each_once([(claim.id for claim in first_counted(view, name)), (mark.claim for mark in marks)]),
        each_once([(claim.id for claim in claims if claim.stance == "denies"), *(mark.denials for mark in marks)]),
    )


def _concerned(persons: Iterable[str], told: Iterable[Mark], named: Iterable[str]) -> frozenset[str]:
    """Return the people whom the case is about: those of whom more is said than that they were heard in it."""
    more = {person for mark in told if not mark.is_personal for person in mark.persons}
    return frozenset(person for person in persons if person in more or person in set(named))


def _person(
    view: View,
    person: str,
    marks: Iterable[Mark],
    case: Sequence[StageStanding],
    incidents: Sequence[str],
    day: date,
    *,
    is_only_heard: bool,
) -> PersonStanding:
    """Return where one person stands: by claims that name the person; the case's own end is said of the case."""
    own = tuple(mark for mark in marks if person in mark.persons)
    standing = standing_marks(own)
    said = frozenset((mark.source, mark.stage) for mark in marks)
    ends = tuple(
        mark
        for each in case
        if is_aside(each.stage)
        for mark in each.marks
        if not mark.persons and all(gives_way(left, mark, said) for left in standing)
    )
    return PersonStanding(
        person,
        by_stage(standing),
        by_stage(ends),
        is_contested(standing, own),
        is_only_heard,
        own,
        answers_of(view, person, incidents, day),
        tuple(dict.fromkeys(mark.claim for mark in own)),
        each_once(mark.denials for mark in own),
    )


def _authorities(view: View, name: str, day: date) -> tuple[AuthorityTime, ...]:
    """Return the authorities that claims place the case with by `day`, in order of time."""
    found: dict[str, list[tuple[date, str]]] = {}
    for claim in first_counted(view, name, "authority"):
        when = window_of(view, claim)
        if when.may_have_come(day):
            for each in claim.properties["authority"]:
                found.setdefault(view.canonical(each), []).append((when.last, claim.id))
    times = (
        AuthorityTime(
            authority,
            min(last for last, _ in said),
            max(last for last, _ in said),
            tuple(c for _, c in sorted(said)),
        )
        for authority, said in found.items()
    )
    return tuple(sorted(times, key=lambda each: (each.first, each.authority)))


def _measures(view: View, authorities: Iterable[AuthorityTime], day: date) -> tuple[str, ...]:
    """Return the measures about an authority that had the case, by `day`: it was set up, dissolved, replaced."""
    named = dict.fromkeys(
        measure for each in authorities for measure in view.pointing_at(each.authority, "Measure", "towards")
    )
    dated = [(days[0], measure) for measure in named if (days := view.days_of(measure)) and days[0] <= day]
    return tuple(measure for _, measure in sorted(dated))


# many at once


def proceedings_about(view: View, incident: str, day: date | None = None) -> tuple[Ladder, ...]:
    """Return the proceedings that a claim says are about an incident, in order of time."""
    wanted = set(view.pointing_at(incident, "Proceeding", "incident"))
    return tuple(ladder for ladder in proceedings(view, day) if ladder.proceeding in wanted)


def counted_stages(ladders: Iterable[Ladder]) -> tuple[CountedStage, ...]:
    """Count proceedings by the stage at which they stand: the ladder from below, then the asides, then disputes.

    Those of which no stage is on record come last, with an empty stage. Each is counted once.
    """
    groups: dict[tuple[bool, str], list[Ladder]] = {}
    for ladder in ladders:
        groups.setdefault((ladder.is_contested, ladder.stage), []).append(ladder)
    counted = (
        CountedStage(
            stage,
            contested,
            tuple(ladder.proceeding for ladder in members),
            each_once(standing.claims for ladder in members for standing in ladder.stands),
        )
        for (contested, stage), members in groups.items()
    )
    return tuple(sorted(counted, key=lambda each: (each.is_contested, not each.stage, not is_rung(each.stage),
                                                   rank(each.stage), each.stage)))  # fmt: skip


def at_or_past(ladders: Iterable[Ladder], stage: str = CHARGED) -> tuple[tuple[Ladder, ...], tuple[Ladder, ...]]:
    """Return the proceedings that surely had reached a rung or a higher one, and those that may have.

    What was reached and left again counts: a charge that was annulled was brought. What is in dispute only
    may have been reached, and so may the rungs below a confirmation of which no source says what it confirms.
    """
    reached, perhaps = [], []
    for ladder in ladders:
        told = [mark.stage for mark in ladder.marks if is_at_or_past(mark.stage, stage)]
        if told and not ladder.is_contested and (stage == CONFIRMED or set(told) != {CONFIRMED}):
            reached.append(ladder)
        elif told or any(is_at_or_past(mark.stage, stage) for mark in ladder.may):
            perhaps.append(ladder)
    return tuple(reached), tuple(perhaps)


def standing_between(view: View, day_a: date, day_b: date) -> tuple[Between, ...]:
    """Return what changed in each proceeding after the earlier of two days, up to the later.

    Returns:
        In order of the first change; a proceeding of which nothing came in between is left out.
    """
    first, last = sorted((day_a, day_b))
    found = [_between(view, entity, first, last) for entity in view.entities("Proceeding")]
    changed = [each for each in found if each.marks or each.steps or each.is_moved]
    return tuple(sorted(changed, key=_first_change))


def _first_change(change: Between) -> tuple[date, str]:
    days = [mark.when.last for mark in change.marks] + [step.when.last for step in change.steps]
    return min(days, default=date.max), change.proceeding


def _between(view: View, entity: str, first: date, last: date) -> Between:
    before, after = ladder_of(view, entity, first), ladder_of(view, entity, last)
    known = set(before.marks)
    marks = tuple(mark for mark in after.marks if mark not in known)
    taken = {step.entity for step in before.steps if step.is_sure}
    steps = tuple(step for step in after.steps if step.is_sure and step.entity not in taken)
    return Between(
        entity,
        tuple(each.stage for each in before.stands),
        tuple(each.stage for each in after.stands),
        marks,
        steps,
        each_once([(mark.claim for mark in marks), *(step.claims for step in steps)]),
    )
