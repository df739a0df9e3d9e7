"""Calls for action, one by one: met, met in part, refused, unanswered, or of which nobody says what became."""

from datetime import date

from answerable.command.answers import ClaimIds, Reason, ReasonValue
from answerable.followup.answers import CallState, CallWord, Window
from answerable.followup.marks import first_counted, has_a_say, known_by
from answerable.followup.proceedings import day_or_view
from answerable.followup.requests import asked_window, days_late, days_since, due_day
from answerable.record.view import View

UNKNOWN: CallWord = "unknown"
SAID: tuple[CallWord, ...] = ("met", "partly", "refused", "unanswered")
ORDER = ("refused", "unanswered", "unknown", "partly", "met")
MAY_FOLLOW = {
    "unanswered": ("refused", "partly", "met"),
    "refused": ("partly", "met"),
    "partly": ("met",),
    "met": (),
}
"""Which state may come after which without contradicting it."""


def calls(view: View, day: date | None = None) -> tuple[CallState, ...]:
    """Return every call made by a day: the refused, then those without an answer, the longest first, then the met.

    Args:
        view: the reader's view.
        day: in the dossier's zone, to which days are counted; the view's own if none is given.
    """
    at = day_or_view(view, day)
    found = (call_of(view, entity, at) for entity in view.entities("Call"))
    made = (state for state in found if state.called is None or state.called.may_have_come(at))
    return tuple(sorted(made, key=lambda call: (ORDER.index(call.state), -(call.days or 0), call.entity)))


def call_of(view: View, entity: str, day: date) -> CallState:
    """Return one call as it stands on a day; see `CallState`."""
    claims = first_counted(view, entity)
    called, due = asked_window(view, claims), due_day(view, entity)
    said = _states(view, entity, day)
    latest = _latest(said)
    state = latest[0] if latest else UNKNOWN
    is_open = state in ("unanswered", UNKNOWN)
    days = days_since(called, day) if is_open else None
    late = days_late(due, day) if is_open else (None if due is None else 0)
    return CallState(
        entity,
        view.refs(entity, "by"),
        view.refs(entity, "addressee"),
        state,
        tuple((word, claims_of) for word, _, claims_of in said),
        len(latest) > 1,
        called,
        due,
        days,
        late,
        tuple(claim.id for claim in claims),
        tuple(claim.id for claim in view.claims_about(entity) if claim.stance == "denies"),
        _why(view, entity, state, days, due, late),
    )


def _states(view: View, entity: str, day: date) -> list[tuple[CallWord, Window, ClaimIds]]:
    """Return each state that a source gave by the day, when it last did, and the claims, in order of time.

    That a source does not know is no state. A state is of the day on which its source was published: the time
    of a claim about a call is that of the call.
    """
    found: dict[CallWord, list[tuple[Window, str]]] = {}
    for claim in view.claims_about(entity):
        for word in claim.properties.get("state", ()):
            if has_a_say(claim) and word in SAID and (when := known_by(view, claim)).had_come(day):
                found.setdefault(word, []).append((when, claim.id))
    latest = [
        (word, max((when for when, _ in said), key=lambda window: window.last), tuple(name for _, name in said))
        for word, said in found.items()
    ]
    return sorted(latest, key=lambda each: (each[1].last, ORDER.index(each[0])))


def _latest(said: list[tuple[CallWord, Window, ClaimIds]]) -> list[CallWord]:
    """Return the state that the latest source gives; with it any that it may not follow."""
    if not said:
        return []
    last = said[-1][0]
    return [last, *(word for word, _, _ in said[:-1] if last not in MAY_FOLLOW[word])]


def _why(view: View, entity: str, state: CallWord, days: int | None, due: date | None, late: int | None) -> Reason:
    values: dict[str, ReasonValue] = {
        "by": view.ref(entity, "by"),
        "to": view.ref(entity, "addressee"),
        "days": days,
        "due": due,
        "late": late,
    }
    return Reason(f"call-{state}-late" if late and state in ("unanswered", UNKNOWN) else f"call-{state}", values)
