"""The right of reply: what was put to whom, by when an answer was asked for, and whether one came.

Silence is kept as a date that has passed, never as an admission.
"""

from datetime import date

from answerable.command.answers import Reason, ReasonValue
from answerable.followup.answers import ReplyState, ReplyWord, Window
from answerable.followup.marks import first_counted, window_of_text
from answerable.followup.proceedings import day_or_view
from answerable.followup.requests import days_late, days_since, due_day
from answerable.record.view import View


def replies(view: View, day: date | None = None) -> tuple[ReplyState, ...]:
    """Return every right of reply on record by a day: the silent first, the longest overdue first."""
    at = day_or_view(view, day)
    found = (reply_of(view, entity, at) for entity in view.entities("Reply"))
    put = (state for state in found if state.sent is None or state.sent.may_have_come(at))
    order = ("silent", "waiting", "no-dates", "replied")
    return tuple(sorted(put, key=lambda reply: (order.index(reply.state), -(reply.days_late or 0), reply.entity)))


def reply_of(view: View, entity: str, day: date) -> ReplyState:
    """Return one right of reply as it stands on a day; see `ReplyState`."""
    sent = window_of_text(view.text(entity, "sent")) or window_of_text(view.text(entity, "delivered"))
    received, due = window_of_text(view.text(entity, "received")), due_day(view, entity)
    state = _state(sent, due, received, day)
    until = received.last if received and received.had_come(day) else day
    values: dict[str, ReasonValue] = {
        "person": view.ref(entity, "person"),
        "by": view.ref(entity, "by"),
        "due": due,
        "days": days_since(sent, until),
        "late": days_late(due, until),
    }
    return ReplyState(
        entity,
        view.refs(entity, "person"),
        view.refs(entity, "by"),
        state,
        sent,
        due,
        received if received and received.may_have_come(day) else None,
        days_since(sent, until),
        days_late(due, until),
        tuple(claim.id for claim in first_counted(view, entity)),
        tuple(claim.id for claim in view.claims_about(entity) if claim.stance == "denies"),
        Reason("reply-waiting-open" if state == "waiting" and due is None else f"reply-{state}", values),
    )


def _state(sent: Window | None, due: date | None, received: Window | None, day: date) -> ReplyWord:
    if received and received.had_come(day):
        return "replied"
    if due is not None:
        return "silent" if day > due else "waiting"
    return "waiting" if sent else "no-dates"
