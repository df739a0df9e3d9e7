"""Information requests: what was asked, by when an answer was due and under which rule, and what came."""

from collections.abc import Iterable
from datetime import date

from answerable.command.answers import Reason, ReasonValue
from answerable.followup.answers import RequestState, RequestWord, Window
from answerable.followup.marks import earliest_window, first_counted, known_by, window_of, window_of_text
from answerable.followup.proceedings import day_or_view
from answerable.record.claims import ReadableClaim
from answerable.record.view import View


def requests(view: View, day: date | None = None) -> tuple[RequestState, ...]:
    """Return every information request made by a day, those longest without an answer first, then the answered.

    Args:
        view: the reader's view.
        day: in the dossier's zone, to which days are counted; the view's own if none is given.
    """
    at = day_or_view(view, day)
    found = (request_of(view, entity, at) for entity in view.entities("Request"))
    made = (state for state in found if state.asked is None or state.asked.may_have_come(at))
    return tuple(sorted(made, key=lambda state: (not state.is_open, -(state.days or 0), state.entity)))


def request_of(view: View, entity: str, day: date) -> RequestState:
    """Return one request as it stands on a day; see `RequestState`."""
    claims = first_counted(view, entity)
    asked = asked_window(view, claims)
    answered = _answered(view, entity)
    due = due_day(view, entity)
    state = _state(answered, due, day)
    until = answered.last if answered and answered.had_come(day) else day
    says = view.texts(entity, "confirmsAbsence") if state.startswith("answered") else ()
    days = days_since(asked, until)
    denials = tuple(claim.id for claim in view.claims_about(entity) if claim.stance == "denies")
    return RequestState(
        entity,
        view.refs(entity, "by"),
        view.refs(entity, "addressee"),
        view.refs(entity, "incident"),
        state,
        asked,
        due,
        answered if answered and answered.may_have_come(day) else None,
        days,
        (until - asked.first).days if asked and asked.first and until < date.max else None,
        days_late(due, until),
        ("yes" in says) if len(set(says)) == 1 else None,
        tuple(claim.id for claim in claims),
        denials,
        _why(entity, state, due, days, days_late(due, until), view),
    )


def asked_window(view: View, claims: Iterable[ReadableClaim]) -> Window | None:
    """Return when something was asked or demanded, as the claim that dates its beginning best leaves it open."""
    begun = [
        Window(claim.time.first.earliest, claim.time.first.latest)
        for claim in claims
        if claim.time.first and claim.time.first.latest
    ]
    return earliest_window(begun) or earliest_window(window_of(view, claim) for claim in claims)


def due_day(view: View, entity: str) -> date | None:
    """Return the latest day that any counted claim gives as the deadline; None when none is on record.

    A deadline that was extended ends when the extension does; where sources differ, nobody is late too early.
    """
    windows = [window_of_text(text) for text in view.texts(entity, "due")]
    return max((window.last for window in windows if window), default=None)


def days_since(asked: Window | None, until: date) -> int | None:
    """Return at least how many days went by; None when either side is not known, 0 when it may not have begun."""
    if asked is None or until == date.max:
        return None
    return max(0, (until - asked.last).days)


def days_late(due: date | None, until: date) -> int | None:
    """Return how many days after the deadline; 0 when not after it, None when there is none."""
    if due is None or until == date.max:
        return None
    return max(0, (until - due).days)


def _answered(view: View, entity: str) -> Window | None:
    """Return when the answer came: on the day given, else by the publication of the source that tells of it."""
    settled = window_of_text(view.text(entity, "answeredOn"))
    if settled:
        return settled
    telling = first_counted(view, entity, "answer") or first_counted(view, entity, "confirmsAbsence")
    return earliest_window(known_by(view, claim) for claim in telling)


def _state(answered: Window | None, due: date | None, day: date) -> RequestWord:
    if answered and answered.had_come(day):
        is_late = due is not None and answered.is_exact and answered.last > due
        return "answered-late" if is_late else "answered"
    if answered and answered.may_have_come(day) and not answered.is_exact:
        return "perhaps-answered"
    return "late" if due is not None and day > due else "waiting"


def _why(
    entity: str, state: RequestWord, due: date | None, days: int | None, late: int | None, view: View
) -> Reason:
    values: dict[str, ReasonValue] = {
        "by": view.ref(entity, "by"),
        "to": view.ref(entity, "addressee"),
        "due": due,
        "days": days,
        "late": late,
    }
    if state == "waiting" and due is None:
        return Reason("request-no-deadline", values)
    return Reason(f"request-{state}", values)
