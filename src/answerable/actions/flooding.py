"""How many mails a person can be made to get by others: each ask for a link or a confirmation names an address.

Invariant: between any two mails to one mailbox lie at least `APART`, and in any stretch of `A_DAY` there are at
most `MOST`, however the day is cut. An address is only there as a hash under the day's key, which is deleted.
"""

import hashlib
import hmac
import secrets
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from answerable.actions.models import Limit, LimitKey

APART = timedelta(minutes=10)
A_DAY = timedelta(days=1)
MOST = 3
WHAT = "mail"


def may_mail(canonical: str, now: datetime) -> bool:
    """Say whether a mailbox may be sent one more mail that somebody asked for, and if so count it as sent.

    Args:
        canonical: the address as `mailboxes.canonical_address` gives it, so that tags make no new mailbox.
        now: the moment; not before that of the last call.
    """
    with transaction.atomic():
        today = now.astimezone(UTC).date()
        # The row of the day is locked, so that two asks at once are counted one after the other.
        own = _hash(_key(today), canonical)
        earlier = LimitKey.objects.filter(day=today - timedelta(days=1)).first()
        names = [own, *([_hash(earlier, canonical)] if earlier else [])]
        sent = Limit.objects.filter(what=WHAT, who__in=names, window__gt=now - A_DAY)
        moments = sorted(sent.values_list("window", flat=True))
        if len(moments) >= MOST or (moments and now - moments[-1] < APART):
            return False
        Limit.objects.create(what=WHAT, who=own, window=now, times=1)
        return True


def _key(day: date) -> LimitKey:
    made = LimitKey(day=day, secret=secrets.token_bytes(32))
    LimitKey.objects.bulk_create([made], ignore_conflicts=True)
    return LimitKey.objects.select_for_update().get(day=day)


def _hash(key: LimitKey, canonical: str) -> str:
    return hmac.new(bytes(key.secret), f"{WHAT}:{canonical}".encode(), hashlib.sha256).hexdigest()
