"""What people named in a proceeding answer: their denials and replies, and what is denied in their name.

A denial is of equal rank with what it answers, so a person never stands at a stage without it.
"""

from collections.abc import Iterable
from datetime import date

from answerable.followup.answers import Answer
from answerable.followup.marks import earliest_window, first_counted, window_of
from answerable.record.view import View

ANSWERING = ("denial", "reply", "justification", "regret")
RIGHT_OF_REPLY = "right-of-reply"


def answers_of(view: View, person: str, incidents: Iterable[str], day: date) -> tuple[Answer, ...]:
    """Return what a person, or whoever speaks for them, answers by `day`; the latest first.

    What concerns other incidents than `incidents` and those that they are part of is left out; what names no
    incident is not.
    """
    wider = {each for incident in incidents for each in (incident, *view.refs(incident, "partOf"))}
    remarks = (
        *view.pointing_at(person, "Remark", "speaker"),
        *(remark for remark in view.pointing_at(person, "Remark", "regarding") if _denies(view, remark)),
    )
    found = [_remark(view, remark, wider) for remark in dict.fromkeys(remarks)]
    found += [_reply(view, reply, person) for reply in view.pointing_at(person, "Reply", "person")]
    known = [answer for answer in found if answer and answer.when.had_come(day)]
    return tuple(sorted(known, key=lambda answer: (answer.when.last, answer.is_of_incident), reverse=True))


def _denies(view: View, remark: str) -> bool:
    return "denial" in view.texts(remark, "kind")


def _remark(view: View, remark: str, wider: set[str]) -> Answer | None:
    kinds = [kind for kind in ANSWERING if kind in view.texts(remark, "kind")]
    named = view.refs(remark, "incident")
    claims = first_counted(view, remark, "gist")
    if not kinds or not claims or (named and wider.isdisjoint(named)):
        return None
    when = earliest_window(window_of(view, claim) for claim in claims)
    if when is None:
        return None
    speaker = view.ref(remark, "speaker")
    return Answer(remark, kinds[0], speaker, when, bool(named), tuple(claim.id for claim in claims))


def _reply(view: View, reply: str, person: str) -> Answer | None:
    """Return a right of reply that was used: an answer has a day of receipt."""
    claims = first_counted(view, reply, "received")
    when = earliest_window(window_of(view, claim) for claim in claims)
    if when is None:
        return None
    return Answer(reply, RIGHT_OF_REPLY, person, when, False, tuple(claim.id for claim in claims))
