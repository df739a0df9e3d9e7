"""The steps of a proceeding in order of time, and how each moved it on the ladder."""

from collections.abc import Iterable, Sequence
from datetime import date

from answerable.casualties.harms import whole_number
from answerable.followup.answers import Mark, StepTaken, Turn, Window
from answerable.followup.ladder import standing_marks, sure
from answerable.followup.marks import earliest_window, has_a_say, window_of
from answerable.followup.stages import PERSONAL, is_aside, is_rung, rank
from answerable.record.view import View


def steps_of(view: View, proceeding: str, marks: Sequence[Mark], day: date) -> tuple[StepTaken, ...]:
    """Return the steps that had come by `day`, or may have, in order of time."""
    found = [_step(view, step, marks, day) for step in view.pointing_at(proceeding, "Step", "proceeding")]
    known = [step for step in found if step and step.when.may_have_come(day)]
    return tuple(sorted(known, key=lambda step: (step.when.last, step.when.first or date.min, step.entity)))


def _step(view: View, entity: str, marks: Sequence[Mark], day: date) -> StepTaken | None:
    claims = [claim for claim in view.claims_about(entity) if has_a_say(claim)]
    windows = tuple(dict.fromkeys(window_of(view, claim) for claim in claims))
    when = earliest_window(windows)
    if when is None:
        return None
    persons = view.refs(entity, "person")
    stages = tuple(dict.fromkeys(stage for claim in claims for stage in claim.properties.get("stage", ())))
    return StepTaken(
        entity,
        stages,
        _turn(entity, stages, when, marks, is_personal=bool(persons) and set(stages) <= set(PERSONAL)),
        when,
        windows,
        persons,
        whole_number(view.text(entity, "number")),
        when.had_come(day),
        tuple(claim.id for claim in claims),
        tuple(claim.id for claim in view.claims_about(entity) if claim.stance == "denies"),
    )


def _turn(entity: str, stages: Sequence[str], when: Window, marks: Sequence[Mark], *, is_personal: bool) -> Turn:
    """Say how a step moved the case from where it had surely stood before; `none` when it gives no stage."""
    if not stages or is_personal:
        return "none"
    earlier = [
        mark for mark in marks if mark.when.last < when.last or _is_lower_step(mark, entity, stages[0], when)
    ]
    before = {mark.stage for mark in standing_marks(sure(earlier, when.last))}
    return _turn_from(before, stages[0])


def _is_lower_step(mark: Mark, entity: str, stage: str, when: Window) -> bool:
    """Say whether a mark is of another step of the same day, lower on the ladder."""
    is_other = bool(mark.step) and mark.step != entity and mark.when.last == when.last
    return is_other and 0 <= rank(mark.stage) < rank(stage)


def _turn_from(before: Iterable[str], stage: str) -> Turn:
    stood = set(before)
    if not stood:
        return "first"
    if stage in stood:
        return "same"
    if is_aside(stage):
        return "ended"
    if not any(is_rung(each) for each in stood):
        return "reopened"
    return "rise" if rank(stage) > max(rank(each) for each in stood) else "fall"
