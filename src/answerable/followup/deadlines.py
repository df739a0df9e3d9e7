"""Days by which somebody was to answer: information requests, calls that set a day, rights of reply."""

from collections.abc import Iterator
from datetime import date

from answerable.command.answers import Reason, ReasonValue
from answerable.followup.answers import CallState, Deadline, ReplyState, RequestState
from answerable.followup.calls import calls
from answerable.followup.proceedings import day_or_view
from answerable.followup.replies import replies
from answerable.followup.requests import requests
from answerable.record.view import View


def deadlines(view: View, day: date | None = None) -> tuple[Deadline, ...]:
    """Return every deadline of what had been asked by a day, met or not, passed or ahead, in order of its day."""
    at = day_or_view(view, day)
    return tuple(sorted(_every(view, at), key=lambda each: (each.due, each.kind, each.entity)))


def overdue(view: View, day: date | None = None) -> tuple[Deadline, ...]:
    """Return the deadlines that had passed without an answer by a day, the longest overdue first.

    Args:
        view: the reader's view.
        day: in the dossier's zone; the view's own if none is given. The day of the deadline itself is not late.

    Returns:
        Nothing when no day is given and the view has none: without a day nothing is late.
    """
    late = [each for each in deadlines(view, day) if each.is_overdue]
    return tuple(sorted(late, key=lambda each: (-each.days_late, each.entity)))


def _every(view: View, day: date) -> Iterator[Deadline]:
    for request in requests(view, day):
        if request.due:
            is_met = request.state in ("answered", "answered-late", "perhaps-answered")
            yield _deadline(view, request, "request", request.due, day, is_met=is_met)
    for call in calls(view, day):
        if call.due and call.addressees:  # a call to the public asks nobody in office for an answer
            yield _deadline(view, call, "call", call.due, day, is_met=not call.is_open)
    for reply in replies(view, day):
        if reply.due:
            yield _deadline(view, reply, "reply", reply.due, day, is_met=reply.state == "replied")


def _deadline(
    view: View,
    state: RequestState | CallState | ReplyState,
    kind: str,
    due: date,
    day: date,
    *,
    is_met: bool,
) -> Deadline:
    late = 0 if is_met or day == date.max else (day - due).days
    addressees = state.persons if isinstance(state, ReplyState) else state.addressees
    return Deadline(
        state.entity,
        kind,  # type: ignore[arg-type]
        due,
        is_met,
        late,
        state.by,
        addressees,
        view.text(state.entity, "basis") if kind == "request" else "",
        state.claims,
        _why(state, kind, due, late, is_met=is_met),
    )


def _why(state: RequestState | CallState | ReplyState, kind: str, due: date, late: int, *, is_met: bool) -> Reason:
    """Return the reason in the words of the deadline, whatever else the state says."""
    code = "met" if is_met else "late" if late > 0 else "ahead"
    to = state.persons if isinstance(state, ReplyState) else state.addressees
    values: dict[str, ReasonValue] = {
        "by": next(iter(state.by), ""),
        "to": next(iter(to), ""),
        "due": due,
        "late": late,
    }
    return Reason(f"deadline-{kind}-{code}", values)
