"""Stages that ask for a source: a case that falls down its ladder, or comes back onto it, without a step.

Nothing here is refused: sources may say such things. What is missing is the step between, with who says so.
"""

from collections.abc import Iterable, Iterator, Sequence

from answerable.command.answers import Reason
from answerable.followup.answers import Mark, StageWarning
from answerable.followup.index import index_of
from answerable.followup.ladder import gives_way
from answerable.followup.marks import in_time, marks_of_draft, with_what_was_confirmed
from answerable.followup.stages import CONFIRMED, DECISIONS, is_aside, is_rung, rank
from answerable.followup.wording import say
from answerable.interchange.points import Point
from answerable.record.drafts import ClaimDraft
from answerable.record.view import View

ASKING = {
    "stage-fell": "A stage below one that was reached before, and no step says why.",
    "stage-reopened": "A case that had ended is said to go on, and no step says so.",
    "confirmed-what": "A decision is said to be confirmed on appeal, and no source says which.",
}


def stage_warnings(view: View) -> tuple[StageWarning, ...]:
    """Return every claim of a view whose stage asks for a source, each once, by proceeding."""
    return tuple(
        warning
        for proceeding in view.entities("Proceeding")
        for warning in warnings_in(proceeding, index_of(view).marks(proceeding))
    )


def ladder_warnings(view: View) -> tuple[Point, ...]:
    """Return the same as points of a check, in the words of its other points."""
    return tuple(
        Point(
            warning.code,
            say(warning.why, view, "en"),
            tuple(name for name in (warning.claim, *warning.before) if name),
            (warning.proceeding,),
        )
        for warning in stage_warnings(view)
    )


def stage_warning(view: View, draft: ClaimDraft) -> StageWarning | None:
    """Return what a claim that is about to be recorded would ask for; None when it asks for nothing.

    Its `claim` is empty, for it has no id yet. A draft that is a step never asks: a step says why.
    """
    proceeding, fresh = marks_of_draft(view, draft)
    if not proceeding:
        return None
    known = index_of(view).marks(proceeding)
    every = with_what_was_confirmed(sorted((*known, *fresh), key=in_time))
    return next((warning for warning in warnings_in(proceeding, every) if not warning.claim), None)


def warnings_in(proceeding: str, marks: Sequence[Mark]) -> Iterator[StageWarning]:
    """Yield what the marks of one proceeding ask for, at most one thing for each claim."""
    said = frozenset((mark.source, mark.stage) for mark in marks)
    for mark in marks:
        if mark.stage == CONFIRMED and not _decisions_before(mark, marks):
            why = Reason("confirmed-what", {"proceeding": proceeding, "day": mark.when.last})
            yield StageWarning("confirmed-what", proceeding, mark.stage, mark.claim, (), why)
            continue
        left = [other for other in marks if _falls_below(other, mark, said) and not _explained(other, mark, marks)]
        if left:
            yield _fall(proceeding, mark, left)


def _decisions_before(mark: Mark, marks: Iterable[Mark]) -> list[Mark]:
    return [
        other
        for other in marks
        if other.stage in DECISIONS and mark.concerns(other)
        and (other.when.first is None or other.when.first <= mark.when.last)
    ]  # fmt: skip


def _falls_below(higher: Mark, lower: Mark, said: frozenset[tuple[str, str]]) -> bool:
    """Say whether `lower` surely came after `higher` and may not follow it; a step that came later may."""
    if higher.stage == lower.stage or not is_rung(lower.stage) or not higher.concerns(lower):
        return False
    if lower.is_personal and set(lower.persons).isdisjoint(higher.persons):
        return False  # that somebody was heard as a witness says nothing of the case
    if higher.is_accepted or lower.is_accepted or lower.when.first is None:
        return False
    return lower.when.first > higher.when.last and not gives_way(higher, lower, said)


def _explained(higher: Mark, lower: Mark, marks: Iterable[Mark]) -> bool:
    """Say whether a step between the two leads down, or back onto the ladder."""
    return any(
        step.step
        and step.concerns(lower)
        and step.when.first is not None
        and higher.when.last < step.when.first <= lower.when.last
        and is_rung(step.stage)
        and (is_aside(higher.stage) or rank(step.stage) < rank(higher.stage))
        for step in marks
    )


def _fall(proceeding: str, mark: Mark, left: Sequence[Mark]) -> StageWarning:
    highest = max(left, key=lambda other: (other.when.last, rank(other.stage)))
    code = "stage-reopened" if is_aside(highest.stage) else "stage-fell"
    why = Reason(
        code,
        {
            "proceeding": proceeding,
            "stage": mark.stage,
            "day": mark.when.last,
            "earlier_stage": highest.stage,
            "earlier": highest.when.last,
        },
    )
    before = tuple(dict.fromkeys(other.claim for other in left))
    return StageWarning(code, proceeding, mark.stage, mark.claim, before, why)
