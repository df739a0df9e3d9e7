"""What each claim says of how far a proceeding had come, and by which day that had surely happened.

A source that says on 11 July that a case is formalised shows that it was by then, not when. So a mark counts
from the last day that its claim leaves open, and may have come from the first. A claim without a date is of
the time before its source was published, or at the latest before it was recorded.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from answerable.casualties.harms import whole_number
from answerable.followup.answers import Mark, Window
from answerable.followup.stages import CONFIRMED, CONVICTED, DECISIONS, is_aside, rank
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Blur, Time, parse_blur
from answerable.record.claims import ReadableClaim
from answerable.record.drafts import ClaimDraft
from answerable.record.view import View, published_day

COUNTED = ("recorded", "accepted", "conflict")
"""Rulings under which a claim has a say here: what was left open as a conflict stands side by side."""


def window_of(view: View, claim: ReadableClaim) -> Window:
    """Return the days of what a claim speaks of; see the module for one that gives none."""
    span = claim.time.possible
    first = span.first if span else None
    if span and span.last:
        return Window(first, span.last)
    published = published_day(view.source(claim.source))
    if published and (first is None or first.toordinal() <= published):
        return Window(first, date.fromordinal(published), "published")
    recorded = date.fromisoformat(claim.recorded_at[:10])
    return Window(first, max(recorded, first or recorded), "recorded")


def known_by(view: View, claim: ReadableClaim) -> Window:
    """Return by when something was so that a claim tells without a day: an answer, or what became of a demand.

    The claim's own time is that of the request or demand; what came of it came before its source was
    published.
    """
    begun = claim.time.first.earliest if claim.time.first else None
    published = published_day(view.source(claim.source))
    last = date.fromordinal(published) if published else date.fromisoformat(claim.recorded_at[:10])
    return Window(begun if begun and begun <= last else None, last, "published" if published else "recorded")


def window_of_text(text: str) -> Window | None:
    """Return the days that a date property leaves open; None when it is no date or has no last day."""
    try:
        blur = parse_blur(text) if text else Blur(None, None)
    except DateUnclearError:
        return None
    return Window(blur.earliest, blur.latest) if blur.latest else None


def earliest_window(windows: Iterable[Window]) -> Window | None:
    """Return the window that surely came first; None of none."""
    return min(windows, key=lambda window: (window.last, window.first or date.min), default=None)


def first_counted(view: View, entity: str, name: str = "") -> tuple[ReadableClaim, ...]:
    """Return the counted claims about an entity, best first; those that give a property, if one is named."""
    return tuple(
        claim
        for claim in view.claims_about(entity)
        if claim.is_counted and (not name or claim.properties.get(name))
    )


def has_a_say(claim: ReadableClaim) -> bool:
    """Say whether a claim is heard: it asserts, and nobody has rejected it."""
    return claim.stance == "asserts" and claim.status in COUNTED


def marks_of(view: View, proceeding: str) -> tuple[Mark, ...]:
    """Return every mark of a proceeding, in order of time: those of its own claims, and those of its steps."""
    steps = [
        mark
        for step in view.pointing_at(proceeding, "Step", "proceeding")
        for mark in _marks_about(view, step, step=step)
    ]
    own = [_dated_by_step(mark, steps) for mark in _marks_about(view, proceeding)]
    return with_what_was_confirmed(sorted((*own, *steps), key=in_time))


def with_what_was_confirmed(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return marks, in order of time, with each confirmation of an acquittal or shelving under that stage.

    Confirmed on appeal is a rung above a conviction only. Where no decision is on record before it, or
    several that differ, the mark is left as it is.
    """
    return tuple(_named(mark, marks) if mark.stage == CONFIRMED else mark for mark in marks)


def _named(mark: Mark, marks: Iterable[Mark]) -> Mark:
    stages = {
        other.stage
        for other in marks
        if other.stage in DECISIONS and other.when.last <= mark.when.last and mark.concerns(other)
    }
    only = next(iter(stages)) if len(stages) == 1 else CONVICTED
    return mark if only == CONVICTED else replace(mark, stage=only, is_confirmation=True)


def in_time(mark: Mark) -> tuple[object, ...]:
    """Return what marks are sorted by: the day by which it had come, the first on which it may have, its stage."""
    return (mark.when.last, mark.when.first or date.min, is_aside(mark.stage), rank(mark.stage), mark.claim)


def _marks_about(view: View, entity: str, *, step: str = "") -> Iterator[Mark]:
    claims = view.claims_about(entity)
    named = tuple(view.refs(entity, "person")) if step else ()
    for claim in claims:
        if not has_a_say(claim):
            continue
        persons = tuple(dict.fromkeys(view.canonical(name) for name in claim.properties.get("person", ())))
        for stage in claim.properties.get("stage", ()):
            yield Mark(
                claim.id,
                stage,
                claim.source,
                window_of(view, claim),
                step,
                persons or named,
                whole_number(next(iter(claim.properties.get("number", ())), "")),
                claim.status == "accepted",
                view.source(claim.source).is_analysis,
                _denials(claims, stage),
                is_start=claim.time.starts,
            )


def _denials(claims: Iterable[ReadableClaim], stage: str) -> tuple[str, ...]:
    """Return the claims that deny a stage, or deny the whole without naming one."""
    return tuple(
        claim.id
        for claim in claims
        if claim.stance == "denies"
        and claim.status != "rejected"
        and (stage in claim.properties.get("stage", ()) or not claim.properties.get("stage"))
    )


def _dated_by_step(mark: Mark, steps: Iterable[Mark]) -> Mark:
    """Return a mark of the whole case with the days of the step by which its own source says that it came.

    A source that tells a case from 2025 to its end in February 2026 does not say that it had ended in 2025.
    """
    said = [
        step
        for step in steps
        if step.source == mark.source
        and step.stage == mark.stage
        and step.when.last <= mark.when.last
        and (mark.when.first is None or step.when.last >= mark.when.first)
    ]
    first = min(said, key=in_time, default=None)
    return replace(mark, when=first.when, is_start=first.is_start) if first else mark


def marks_of_draft(view: View, draft: ClaimDraft) -> tuple[str, tuple[Mark, ...]]:
    """Return the proceeding that a claim not yet recorded speaks of, and its marks; empty when it gives no stage.

    A draft without a date counts from the day its source was published; failing that, it is too loose to be
    asked.
    """
    if draft.stance != "asserts" or not draft.properties.get("stage"):
        return "", ()
    is_step = view.ontology.is_a(draft.schema, "Step")
    named = draft.properties.get("proceeding", ()) if is_step else (draft.about,)
    proceeding = view.canonical(next(iter(named), "")) or view.ref(draft.about, "proceeding")
    window = _window_of_draft(view, draft)
    if window is None or not proceeding:
        return "", ()
    persons = tuple(dict.fromkeys(view.canonical(name) for name in draft.properties.get("person", ())))
    step = view.canonical(draft.about) if is_step else ""
    return proceeding, tuple(
        Mark("", stage, draft.source, window, step, persons, None, draft.status == "accepted", False, ())
        for stage in draft.properties["stage"]
    )


def _window_of_draft(view: View, draft: ClaimDraft) -> Window | None:
    time: Time = draft.time
    if time.possible and time.possible.last:
        return Window(time.possible.first, time.possible.last)
    card = view.source_cards.get(draft.source)
    published = published_day(card) if card else None
    return Window(None, date.fromordinal(published), "published") if published else None
