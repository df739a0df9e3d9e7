"""What becomes of a mail that was leased, and of the address that it went to. One transaction an end.

Every act names the lease under which it works: a sender whose lease ran out changes nothing any more. Only one end
is stronger than all else, for it is a fact and not a plan: that a server has accepted the letter.
"""

import random
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from answerable.actions.mail_answers import Answer
from answerable.actions.mail_gate import Look, look_at
from answerable.actions.mail_queue import (
    AS_IT_IS,
    BOUNCED,
    CANCELLED,
    DEAD,
    DUE,
    LEASED,
    LEFT,
    LETTER,
    PAUSED,
    pause_of_issue,
)
from answerable.actions.mail_turns import HOUR, JITTER
from answerable.actions.models import Appeal, Mail, MailAddress

FIRST_GAP = timedelta(minutes=5)
LONGEST_GAP = timedelta(hours=6)
MOST_TRIES = 25  # gaps double from five minutes up to six hours: about five days (RFC 5321, 4.5.4.1)
SOFT_BOUNCES = 3
SETTLED = timedelta(days=1)  # a letter that has not come back by then counts as one that arrived
_random = random.SystemRandom().random


def _own(mail: Mail) -> QuerySet[Mail]:
    return Mail.objects.filter(pk=mail.pk, state=LEASED, leased_until=mail.leased_until)


def _appeal_is(mail: Mail, state: str, *, was: tuple[str, ...]) -> None:
    if mail.appeal_id is not None:
        Appeal.objects.filter(pk=mail.appeal_id, state__in=was).update(state=state)


def hand_over(mail: Mail, now: datetime, lease: timedelta) -> bool:
    """Mark that the letter is handed to the server from now on; say whether the caller still may.

    It is the last thing before DATA. A stop that comes first is seen here; one that comes after finds a letter
    that leaves or has left.
    """
    if mail.leased_until is None or mail.leased_until <= now:
        return False
    is_own = bool(_own(mail).update(left_at=now, leased_until=now + lease))
    if is_own:
        mail.left_at, mail.leased_until = now, now + lease
    return is_own


@transaction.atomic
def left(mail: Mail, now: datetime) -> None:
    """Write down that the first server has accepted it. What is no letter is emptied: it may hold a link."""
    emptied: dict[str, object] = (
        {} if mail.kind == LETTER else {"text": "", "subject": "", "reply_to": "", "headers": {}}
    )
    emptied["addressee"] = mail.addressee if mail.kind == LETTER else ""
    changed = Mail.objects.filter(pk=mail.pk).exclude(state__in=(LEFT, BOUNCED)).update(
        state=LEFT, left_at=now, leased_until=None, problem="", tries=F("tries") + 1, **emptied
    )  # fmt: skip
    if changed:
        _appeal_is(mail, "accepted", was=("queued", "cancelled", "dead"))
        _settle(mail, now)


def give_back(mail: Mail, problem: str = "") -> None:
    """Make it due again as if it had not been leased: the server or our settings failed, not the letter."""
    kept = mail.problem if mail.problem == AS_IT_IS else problem
    _own(mail).update(state=DUE, leased_until=None, left_at=None, problem=kept)


@transaction.atomic
def try_later(
    mail: Mail, answer: Answer, now: datetime, *, is_unknown: bool = False, jitter: Callable[[], float] = _random
) -> bool:
    """Try it again after a gap that grows; say whether it is, for after too many tries it is dead.

    Args:
        mail: which one.
        answer: what the server said.
        now: the moment.
        is_unknown: the connection broke while the letter was handed over. It may have arrived, so the next try is
            not within the hour, and the cap counts it.
        jitter: gives numbers from 0 to 1.
    """
    if mail.tries + 1 >= MOST_TRIES:
        die(mail, f"given-up {answer.words}")
        return False
    gap = min(FIRST_GAP * 2**mail.tries, LONGEST_GAP) * (1 + JITTER * (2 * jitter() - 1))
    due_at = now + (max(gap, HOUR + timedelta(seconds=1)) if is_unknown else gap)
    problem = mail.problem if mail.problem == AS_IT_IS else answer.words
    _own(mail).update(
        state=DUE, leased_until=None, due_at=due_at, tries=F("tries") + 1, problem=problem,
        left_at=now if is_unknown else None,
    )  # fmt: skip
    return True


@transaction.atomic
def die(mail: Mail, problem: str) -> None:
    """Give it up until somebody sends it again: visible, with why."""
    if _own(mail).update(state=DEAD, leased_until=None, left_at=None, tries=F("tries") + 1, problem=problem):
        _appeal_is(mail, "dead", was=("queued",))


def move(mail: Mail, address: str, now: datetime) -> None:
    """Send it to another address of the same target, as soon as that one has room."""
    _know(mail, address)
    _own(mail).update(state=DUE, leased_until=None, left_at=None, addressee=address, due_at=now)


@transaction.atomic
def do_as_seen(mail: Mail, look: Look, now: datetime) -> None:
    """Do what a last look found, when that was not that it may go. A pause is for all letters of its language."""
    if look.outcome == "move":
        move(mail, look.address, now)
    elif look.outcome == "die":
        die(mail, look.why)
    elif look.outcome == "cancel" and _own(mail).update(state=CANCELLED, leased_until=None, problem=look.why):
        _appeal_is(mail, "cancelled", was=("queued",))
    elif look.outcome == "pause" and mail.issue is not None:
        _own(mail).update(state=PAUSED, leased_until=None, left_at=None, problem=look.why)
        pause_of_issue(mail.issue, mail.language, problem=look.why)


# addresses


def _row_of(mail: Mail) -> MailAddress | None:
    if mail.kind != LETTER or mail.issue is None:
        return None
    return MailAddress.objects.filter(dossier_id=mail.issue.dossier_id, address=mail.addressee).first()


def blame(mail: Mail, answer: Answer, now: datetime) -> None:
    """Count a refusal against the address: nobody there ends its use at once, other refusals after three in a row.

    A single refusal of what a letter says ends nothing, or one letter could silence all others.
    """
    row = _row_of(mail)
    if row is None or answer.meaning not in ("address", "later", "policy"):
        return
    row.soft_bounces += 1
    row.changed_at, row.problem = now, answer.words
    if answer.meaning == "address" or row.soft_bounces >= SOFT_BOUNCES:
        row.state = "blocked" if answer.meaning == "policy" else "bouncing"
    row.save(update_fields=["soft_bounces", "changed_at", "problem", "state"])


def _settle(mail: Mail, now: datetime) -> None:
    """Forget the soft bounces of an address once a later letter has stayed away for a day."""
    row = _row_of(mail)
    if row is None or not row.soft_bounces or row.state != "active" or row.changed_at is None:
        return
    arrived = Q(left_at__gt=row.changed_at, left_at__lte=now - SETTLED)
    if Mail.objects.filter(arrived, addressee=mail.addressee, state=LEFT).exists():
        MailAddress.objects.filter(pk=row.pk).update(soft_bounces=0, problem="", changed_at=now)


@transaction.atomic
def came_back(mail: Mail, answer: Answer, now: datetime) -> str:
    """Write down that an accepted mail came back; return its new state. A second report changes nothing.

    A letter goes on to the next address of its target where the one that it went to is out of use; else it is
    `bounced`, and so is its appeal.
    """
    blamed = Mail.objects.filter(pk=mail.pk, state=LEFT).update(state=BOUNCED, problem=answer.words)
    if not blamed:
        return mail.state
    if mail.kind != LETTER:
        return BOUNCED
    blame(mail, answer, now)
    _appeal_is(mail, "bounced", was=("accepted", "queued"))
    return _send_to(mail, now, outcomes=("move",)) or BOUNCED


@transaction.atomic
def send_again(mail: Mail, now: datetime) -> bool:
    """Make a letter that is dead or came back due again; say whether it is.

    It is not where its text is gone, its issue asks for no letters, or none of the addresses can be used.
    """
    return bool(_send_to(mail, now, outcomes=("go", "move")))


def _send_to(mail: Mail, now: datetime, *, outcomes: Collection[str]) -> str:
    """Make it due to the address that a look finds, when the look ends in one of `outcomes`; return its state."""
    look = look_at(mail)
    if not mail.text or look.outcome not in outcomes:
        return ""
    again = Mail.objects.filter(pk=mail.pk, state__in=(DEAD, BOUNCED))
    if not again.update(state=DUE, addressee=look.address, due_at=now, tries=0, problem="", leased_until=None):
        return ""
    _know(mail, look.address)
    _appeal_is(mail, "queued", was=("dead", "bounced"))
    return DUE


def _know(mail: Mail, address: str) -> None:
    if mail.issue is not None:
        MailAddress.objects.get_or_create(
            dossier_id=mail.issue.dossier_id, address=address, defaults={"state": "active"}
        )
