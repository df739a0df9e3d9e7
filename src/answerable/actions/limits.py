"""How often something may be done in a while, without knowing who does it.

What is told apart (a machine, an address, a text) is hashed under a key of the day. The key is deleted after two
days, and what was counted under it can then be tied to nobody. Windows are whole hours and days in UTC.
"""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from django.db import connection

from answerable.actions.models import Limit as Row
from answerable.actions.models import LimitKey

Window = Literal["hour", "day"]
NEAR = "near"
"""What stands for every machine that cannot be told apart: those behind a hidden service, or this one itself."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so often in an hour or a day. `most_near` is for machines that cannot be told apart."""

    what: str
    window: Window
    most: int
    most_near: int = 0

    def most_for(self, who: str) -> int:
        """Return how often is allowed for one that was told apart, or for all that were not."""
        return self.most_near if who == NEAR and self.most_near else self.most


CONFIRM = Limit("confirm", "hour", 3)
"""Confirmations to one address: more would be a weapon against whoever reads it."""
CONFIRM_DAY = Limit("confirm-day", "day", 8)
WRITER_DAY = Limit("writer", "day", 20)
POSTS = Limit("posts", "hour", 40, 2000)
"""Hand-offs and reports from one machine without a proof of work: a school class, not a script."""
POSTS_PROVEN = Limit("posts-proven", "hour", 300, 20_000)
SENDS = Limit("sends", "hour", 10, 500)
SENDS_PROVEN = Limit("sends-proven", "hour", 60, 3000)


def machine_of(meta: Mapping[str, str]) -> str:
    """Return what stands for the machine that a request came from: an IPv4 address, or the /64 of an IPv6 one.

    Args:
        meta: the request's environment. What a proxy says of an address is believed only where the proxy runs on
            this machine, and then only what it added itself, the last of the list.
    """
    address = _address(meta.get("REMOTE_ADDR", ""))
    if address is None or address.is_loopback:
        forwarded = meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
        address = _address(forwarded)
    if address is None or address.is_loopback:
        return NEAR
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


_ADD = (
    'INSERT INTO actions_limit (what, who, "window", times) VALUES (%s, %s, %s, 1) '
    'ON CONFLICT (what, who, "window") DO UPDATE SET times = actions_limit.times + 1 RETURNING times'
)


def add(what: str, who: str, window: Window, now: datetime) -> int:
    """Count one more for `who` in the hour or day of `now`, and return how many there are."""
    begin = connection.ops.adapt_datetimefield_value(_begin(window, now))
    with connection.cursor() as cursor:
        cursor.execute(_ADD, (what, _hash(_day_key(now), what, who), begin))
        return int(cursor.fetchone()[0])


def times(what: str, who: str, window: Window, now: datetime) -> int:
    """Return how many there are for `who` in the hour or day of `now`, without counting one more."""
    key = LimitKey.objects.filter(day=now.astimezone(UTC).date()).first()
    if key is None:
        return 0
    rows = Row.objects.filter(what=what, who=_hash(bytes(key.secret), what, who), window=_begin(window, now))
    return rows.values_list("times", flat=True).first() or 0


def _begin(window: Window, now: datetime) -> datetime:
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return hour if window == "hour" else hour.replace(hour=0)


def _hash(key: bytes, what: str, who: str) -> str:
    return hmac.new(key, f"{what}:{who}".encode(), hashlib.sha256).hexdigest()


def is_within(limit: Limit, who: str, now: datetime) -> bool:
    """Count one more against a limit, and say whether that was still allowed."""
    return add(limit.what, who, limit.window, now) <= limit.most_for(who)


def opens_again(limit: Limit, now: datetime) -> datetime:
    """Return when the next window begins."""
    return _begin(limit.window, now) + timedelta(hours=1 if limit.window == "hour" else 24)


def _day_key(now: datetime) -> bytes:
    day = now.astimezone(UTC).date()
    held = LimitKey.objects.filter(day=day).first()
    if held is None:
        made = LimitKey(day=day, secret=secrets.token_bytes(32))
        LimitKey.objects.bulk_create([made], ignore_conflicts=True)
        held = LimitKey.objects.get(day=day)
    return bytes(held.secret)
