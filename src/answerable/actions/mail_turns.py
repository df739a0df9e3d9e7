"""Whose turn it is: mails are leased to senders one by one, and no address gets more than its cap in any hour.

The cap holds however the hour is cut, with any number of senders, and when one of them is killed: what may have
arrived counts as arrived. Proof: take any hour with one letter more than the cap, and of those the one leased
last. When it was leased, each of the others was in hand or had left less than an hour before: there was no room.
"""

import random
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from answerable.actions.mail_queue import CONFIRM, DUE, KINDS, LEASED, LETTER, SIGN_IN, STATES, UPDATES
from answerable.actions.models import Mail, MailAddress

LEASE = timedelta(minutes=5)
HOUR = timedelta(hours=1)
JITTER = 0.25
_random = random.SystemRandom().random


def due(
    now: datetime, limit: int = 1, *, lease: timedelta = LEASE, jitter: Callable[[], float] = _random
) -> tuple[Mail, ...]:
    """Lease up to `limit` mails to the caller and return them. Mails that somebody waits for come first.

    A letter is leased only while its address has had, or is being handed, fewer than its cap in the hour up to
    `now`; and after each one an address rests for its share of the hour, a quarter more or less by chance.

    Args:
        now: the moment; all senders need the same clock.
        limit: how many at most.
        lease: how long the caller has; after it another may take the mail.
        jitter: gives numbers from 0 to 1.
    """
    _reclaim(now)
    found: list[Mail] = []
    while len(found) < limit:
        mail = (
            _lease_notice((SIGN_IN, CONFIRM), now, lease)
            or _lease_letter(now, lease, jitter)
            or _lease_notice((UPDATES,), now, lease)
        )
        if mail is None:
            break
        found.append(mail)
    return tuple(found)


def _reclaim(now: datetime) -> None:
    """Make due again what a sender left behind.

    If it had begun to hand the letter over, nobody knows whether that arrived: it may count until the hour is
    over, so it is tried again after that, and the cap holds in either case.
    """
    over = Mail.objects.filter(kind__in=KINDS, state=LEASED, leased_until__lte=now)
    if not over.exists():  # a look takes no lock
        return
    over.filter(left_at=None).update(state=DUE, leased_until=None)
    over.exclude(left_at=None).update(
        state=DUE,
        left_at=F("leased_until"),
        due_at=F("leased_until") + HOUR + timedelta(seconds=1),
        leased_until=None,
    )


def _lease_notice(kinds: Collection[str], now: datetime, lease: timedelta) -> Mail | None:
    for kind in kinds:
        waiting = Mail.objects.filter(kind=kind, state=DUE, due_at__lte=now).order_by("due_at")
        while (mail := waiting.first()) is not None:
            if _take(mail, now + lease):
                return mail
    return None


def _lease_letter(now: datetime, lease: timedelta, jitter: Callable[[], float]) -> Mail | None:
    """Lease the first letter of an address that may get one; look at one address after another."""
    while _ready(now).exists():
        with transaction.atomic():
            address = _ready(now).first()
            if address is None:
                return None
            mail = _waiting(now).filter(addressee=address).order_by("due_at", "number").first()
            if mail is not None and _may_take_one(address, now, jitter) and _take(mail, now + lease):
                return mail
    return None


def _waiting(now: datetime) -> QuerySet[Mail]:
    return Mail.objects.filter(kind=LETTER, state=DUE, due_at__lte=now)


def _ready(now: datetime) -> QuerySet[MailAddress, str]:
    """Return the addresses that letters wait for and that rest no longer; those out of use never rest."""
    rested = Q(next_at=None) | Q(next_at__lte=now) | ~Q(state="active")
    waits = Exists(_waiting(now).filter(addressee=OuterRef("address")))
    ready = MailAddress.objects.filter(rested).filter(waits)
    return ready.order_by(F("next_at").asc(nulls_first=True), "pk").values_list("address", flat=True)


def _may_take_one(address: str, now: datetime, jitter: Callable[[], float]) -> bool:
    """Say whether an address may get one more within the hour, and set when it is looked at next.

    An address that two dossiers write to has one cap, the lower one. Its rows are locked until the end.
    """
    rows = list(MailAddress.objects.select_for_update().filter(address=address).order_by("pk"))
    if any(row.state != "active" for row in rows):
        return True  # the letter is not sent there but moved to another address
    if any(row.next_at is not None and row.next_at > now for row in rows):
        MailAddress.objects.filter(address=address).update(next_at=max(row.next_at for row in rows if row.next_at))
        return False
    cap = max(1, min(row.cap for row in rows))
    own = Mail.objects.filter(addressee=address)
    in_hand = own.filter(state=LEASED).count()
    gone = own.filter(state__in=[state for state in STATES if state != LEASED], left_at__gte=now - HOUR)
    has_room = in_hand + gone.count() < cap
    rest = HOUR / cap * (1 + JITTER * (2 * jitter() - 1))
    first = None if has_room else gone.order_by("left_at").values_list("left_at", flat=True).first()
    next_at = now + rest if first is None else first + HOUR + timedelta(milliseconds=1)
    MailAddress.objects.filter(address=address).update(next_at=next_at)
    return has_room


def _take(mail: Mail, until: datetime) -> bool:
    """Lease a mail if it is still due; say whether it is the caller's."""
    taken = Mail.objects.filter(pk=mail.pk, state=DUE).update(state=LEASED, leased_until=until, left_at=None)
    mail.state, mail.leased_until = LEASED, until
    return bool(taken)
