"""Where a proceeding stands on a day, from marks alone: no rung without a claim, no fall without a step.

A mark gives way to another that leads on from it and may have come after it, and to a step with a later day,
whatever its stage: steps alone lead down the ladder or back onto it. Of two marks neither of which gives way,
both stand. They are in dispute when they speak of the same people.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from answerable.followup.answers import Mark, StageStanding
from answerable.followup.marks import in_time
from answerable.followup.stages import asides, is_aside, is_rung, leads_on, rank


def sure(marks: Iterable[Mark], day: date) -> tuple[Mark, ...]:
    """Return the marks that had surely come by `day`, in order of time."""
    return tuple(sorted((mark for mark in marks if mark.when.had_come(day)), key=in_time))


def possible(marks: Iterable[Mark], day: date) -> tuple[Mark, ...]:
    """Return the marks of other stages that may have come by `day`, by dates that are not exact.

    A claim without a date is not set against those that date the same stage.
    """
    every = tuple(marks)
    known = {mark.stage for mark in sure(every, day)}
    dated = {mark.stage for mark in every if mark.when.dating == "claim"}
    loose = (mark for mark in every if not mark.when.had_come(day) and mark.when.may_have_come(day))
    return tuple(
        sorted(
            (
                mark
                for mark in loose
                if mark.stage not in known and (mark.when.dating == "claim" or mark.stage not in dated)
            ),
            key=in_time,
        )
    )


def gives_way(earlier: Mark, later: Mark, said: frozenset[tuple[str, str]]) -> bool:
    """Say whether `earlier` gives way to `later`, as far as they concern the same people.

    `said` holds each source with each stage that it gives. Two claims about one step with different stages,
    and two sources that give different stages for one exact day and nothing else, do not give way to each
    other.
    """
    if earlier.stage == later.stage or (earlier.step and earlier.step == later.step):
        return False
    if _falls_to(earlier, later):
        return True
    if not leads_on(earlier.stage, later.stage) or later.when.last < (earlier.when.first or date.min):
        return False
    is_one_day = earlier.when.is_exact and earlier.when == later.when and earlier.source != later.source
    return not is_one_day or (earlier.source, later.stage) in said or (later.source, earlier.stage) in said


def _falls_to(earlier: Mark, later: Mark) -> bool:
    """Say whether a step with a surely later day says that the earlier stage was left."""
    return bool(later.step) and later.when.first is not None and later.when.first > earlier.when.last


def _leaves(earlier: Mark, later: Mark, everyone: frozenset[str]) -> bool:
    """Say whether `later` speaks for all whom `earlier` concerns: what ends a case for one ends it for one."""
    if is_rung(later.stage) and rank(later.stage) > rank(earlier.stage) >= 0:
        return True  # the case has come that far, for whomever
    if not later.persons or set(later.persons) >= everyone:
        return True
    return bool(earlier.persons) and set(earlier.persons) <= set(later.persons)


def standing_marks(marks: Sequence[Mark], everyone: frozenset[str] = frozenset()) -> tuple[Mark, ...]:
    """Return the marks that give way to none.

    Args:
        marks: those that had surely come, of a whole case or of one person.
        everyone: all people on record in the case; empty when the marks are of one person.
    """
    said = frozenset((mark.source, mark.stage) for mark in marks)
    left = [
        mark
        for mark in marks
        if not any(gives_way(mark, other, said) and _leaves(mark, other, everyone) for other in marks)
    ]
    if not left:  # blurred days can lead in a circle; then all that no later step has left behind may stand
        left = [
            mark
            for mark in marks
            if not any(_falls_to(mark, other) and _leaves(mark, other, everyone) for other in marks)
        ]
    return _as_ruled(left, said)


def _as_ruled(left: Sequence[Mark], said: frozenset[tuple[str, str]]) -> tuple[Mark, ...]:
    """Leave out what is in dispute with a mark that the team has accepted."""
    overruled = {
        mark
        for mark in left
        for other in left
        if other.is_accepted and not mark.is_accepted and _in_dispute(mark, other, said)
    }
    return tuple(mark for mark in left if mark not in overruled)


def _in_dispute(left: Mark, right: Mark, said: frozenset[tuple[str, str]]) -> bool:
    return (
        left.stage != right.stage
        and left.concerns(right)
        and not gives_way(left, right, said)
        and not gives_way(right, left, said)
    )


def is_contested(standing: Sequence[Mark], all_sure: Iterable[Mark]) -> bool:
    """Say whether sources disagree on the stage at which the same people stand."""
    said = frozenset((mark.source, mark.stage) for mark in all_sure)
    return any(_in_dispute(left, right, said) for left, right in combinations(standing, 2))


def by_stage(standing: Iterable[Mark]) -> tuple[StageStanding, ...]:
    """Gather standing marks by stage: the furthest rung first, asides last."""
    groups: dict[str, list[Mark]] = {}
    for mark in standing:
        groups.setdefault(mark.stage, []).append(mark)
    found = (
        StageStanding(
            stage,
            tuple(sorted(marks, key=in_time)),
            ()
            if any(not mark.persons for mark in marks)
            else tuple(dict.fromkeys(person for mark in marks for person in mark.persons)),
        )
        for stage, marks in groups.items()
    )
    return tuple(sorted(found, key=_furthest_first))


def _furthest_first(standing: StageStanding) -> tuple[int, int]:
    stage = standing.stage
    return -rank(stage), asides().index(stage) if is_aside(stage) else -1


def latest_by_source(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the latest mark of each source, in order of time; of one day, the furthest."""
    latest: dict[str, Mark] = {}
    for mark in sorted(marks, key=in_time):
        latest[mark.source] = mark
    return tuple(sorted(latest.values(), key=in_time))
