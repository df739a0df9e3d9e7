"""Who was asked what, when it was sent, delivered and due, and what came: the right of reply, one allegation each.

Every step is a claim of its own on one `Reply`: that the allegation is to be put, that the letter went out, that
it arrived, that more time was given, that an answer came. Nothing here judges: silence is not an admission.

Source of the rule: Updated Impunity Principles (2005), principle 9; the span of days is the usual one of newsrooms
and fact-finders.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Blur, parse_blur
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

LEAST_DAYS, MOST_DAYS = 14, 30
USUAL_DAYS = 21
State = Literal["unsent", "waiting", "silent", "answered", "reported"]
STATES: tuple[State, ...] = ("silent", "waiting", "unsent", "answered", "reported")


@dataclass(frozen=True, slots=True)
class PutReply:
    """One allegation and how it was put.

    `persons`: whom it concerns. `alleged`: ids of the claims that it rests on. `sent`, `delivered`, `received`:
    the earliest that is on record; `dues`: every day asked for, in order, so that an extension shows. `claims`:
    every claim about it, in the order in which they were recorded.
    """

    entity: str
    persons: tuple[str, ...]
    regarding: tuple[str, ...]
    alleged: tuple[str, ...]
    channels: tuple[str, ...]
    sent: Blur | None
    delivered: Blur | None
    dues: tuple[Blur, ...]
    received: Blur | None
    is_answered: bool
    is_own: bool
    claims: tuple[str, ...]

    @property
    def due(self) -> date | None:
        """The last day that was asked for."""
        return self.dues[-1].latest if self.dues else None

    @property
    def is_extended(self) -> bool:
        """Say whether more time was given."""
        return len(self.dues) > 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How an allegation stands on a day.

    `days`: since the day it was due (silent), until it is due (waiting), else None. unsent: not sent yet.
    reported: a source tells of it, and the team did not put it itself.
    """

    state: State
    days: int | None


def put_reply(view: View, entity: str) -> PutReply:
    """Return one allegation as it was put.

    Raises:
        NotFoundError: the view holds no such right of reply.
    """
    name = view.require(entity, "Reply")
    counted = [claim for claim in view.claims_about(name) if claim.is_counted]
    counted.sort(key=lambda claim: (claim.recorded_at, claim.id))
    sent, delivered, received = (_first(counted, part) for part in ("sent", "delivered", "received"))
    return PutReply(
        entity=name,
        persons=view.refs(name, "person"),
        regarding=view.refs(name, "regarding"),
        alleged=tuple(dict.fromkeys(each for claim in counted for each in claim.rests_on)),
        channels=view.texts(name, "channel"),
        sent=sent,
        delivered=delivered,
        dues=_days(_asking(counted), "due"),
        received=received,
        is_answered=received is not None or any(_tells(claim) for claim in counted),
        is_own=any(view.source(claim.source).is_analysis or _is_ours(view, claim) for claim in counted),
        claims=tuple(claim.id for claim in counted),
    )


def _asking(claims: list[ReadableClaim]) -> list[ReadableClaim]:
    """Return the claims whose due day counts: at first the planned day, then those asked for."""
    if not any(claim.properties.get("sent") for claim in claims):
        return claims
    planned = [
        claim for claim in claims if claim.properties.get("allegation") and not claim.properties.get("sent")
    ]
    asked = [claim for claim in claims if claim not in planned]
    return asked if _days(asked, "due") else claims


def _tells(claim: ReadableClaim) -> bool:
    return any(name.partition("@")[0] == "gist" for name in claim.properties)


def _is_ours(view: View, claim: ReadableClaim) -> bool:
    """The public reads of the team's correspondence only by its attribution: then the dates tell whose it is."""
    return view.source(claim.source).is_withheld and any(claim.properties.get(one) for one in ("sent", "due"))


def _days(claims: Iterable[ReadableClaim], name: str) -> tuple[Blur, ...]:
    found: set[Blur] = set()
    for claim in claims:
        for text in claim.properties.get(name, ()):
            try:
                found.add(parse_blur(text))
            except DateUnclearError:
                continue
    return tuple(sorted(found, key=lambda blur: (blur.latest or date.max, blur.earliest or date.min)))


def _first(claims: Iterable[ReadableClaim], name: str) -> Blur | None:
    days = _days(claims, name)
    return days[0] if days else None


def put_replies(view: View) -> tuple[PutReply, ...]:
    """Return every right of reply that the view holds, by id."""
    return tuple(put_reply(view, entity) for entity in view.entities("Reply"))


def replies_of(view: View, person: str) -> tuple[PutReply, ...]:
    """Return what was put to one person or body."""
    return tuple(put_reply(view, entity) for entity in view.pointing_at(person, "Reply", "person"))


def progress_on(put: PutReply, day: date) -> Progress:
    """Say how an allegation stands on a day of the dossier's zone."""
    if put.is_answered:
        return Progress("answered" if put.is_own or put.sent else "reported", None)
    if put.sent is None:
        return Progress("unsent" if put.is_own else "reported", None)
    if put.due is None:
        return Progress("waiting", None)
    late = (day - put.due).days
    return Progress("silent", late) if late > 0 else Progress("waiting", -late)


def in_one_letter(view: View, entity: str) -> tuple[PutReply, ...]:
    """Return the allegations that one letter puts: to the same person, sent and due on the same days."""
    own = put_reply(view, entity)
    mates = {each.entity: each for person in own.persons for each in replies_of(view, person)} | {own.entity: own}
    same = [
        each
        for each in mates.values()
        if (each.persons, each.sent, each.dues[:1]) == (own.persons, own.sent, own.dues[:1])
        and each.is_own == own.is_own
    ]
    return tuple(sorted(same, key=lambda each: (view.claim(each.claims[0]).recorded_at, each.entity)))


def fair_days(sent: date) -> tuple[date, date]:
    """Return the first and the last day by which a reply may fairly be asked for, for a letter of that day."""
    return sent + timedelta(days=LEAST_DAYS), sent + timedelta(days=MOST_DAYS)


# what may be recorded next, and what is wrong with it: a code of PROBLEMS, empty when nothing is

PROBLEMS = (
    "sent-already", "not-sent", "not-yet", "too-soon", "too-late", "before-sent", "before-due",
)  # fmt: skip


def due_problem(sent: date, due: date) -> str:
    """Say whether a day by which a reply is asked for is fair to whom the letter of `sent` goes."""
    first, last = fair_days(sent)
    return "too-soon" if due < first else "too-late" if due > last else ""


def sending_problem(put: PutReply, sent: date, today: date) -> str:
    """Say what is wrong with a letter said to have gone out on a day."""
    if put.sent is not None:
        return "sent-already"
    return "not-yet" if sent > today else ""


def arrival_problem(put: PutReply, day: date, today: date) -> str:
    """Say what is wrong with a letter said to have arrived, or an answer said to have come, on a day."""
    if put.sent is None:
        return "not-sent"
    if put.sent.earliest and day < put.sent.earliest:
        return "before-sent"
    return "not-yet" if day > today else ""


def extension_problem(put: PutReply, due: date) -> str:
    """Say what is wrong with more time given until a day."""
    if put.sent is None:
        return "not-sent"
    return "before-due" if put.due is not None and due <= put.due else ""
