"""How often something may be done in a while, without knowing who does it.

What is told apart (a machine, an address, a text) is hashed under a key of the day. The key is deleted after two
days, and what was counted under it can then be tied to nobody. Windows are whole hours and days in UTC.
"""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

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


@dataclass(frozen=True, slots=True)
class Ask:
    """One more of something, to be counted for somebody; without a limit it is counted only."""

    what: str
    who: str
    window: Window
    limit: Limit | None = None

    def is_over(self, times: int) -> bool:
        """Say whether so many are too many."""
        return self.limit is not None and times > self.limit.most_for(self.who)


def ask(limit: Limit, who: str) -> Ask:
    """Return one more against a limit."""
    return Ask(limit.what, who, limit.window, limit)


def add(what: str, who: str, window: Window, now: datetime) -> int:
    """Count one more for `who` in the hour or day of `now`, and return how many there are."""
    return add_all([Ask(what, who, window)], now)[0]


def add_all(asks: Sequence[Ask], now: datetime) -> list[int]:
    """Count one more of each in one statement, and return how many there are of each. No two may be the same."""
    values = _values(asks, now)
    places = ", ".join(["(%s, %s, %s, 1)"] * len(asks))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO actions_limit (what, who, "window", times) VALUES {places} '
            'ON CONFLICT (what, who, "window") DO UPDATE SET times = actions_limit.times + 1 '
            "RETURNING what, who, times",
            [each for row in values for each in row],
        )
        found = {(what, who): int(times) for what, who, times in cursor.fetchall()}
    return [found[what, who] for what, who, _ in values]


def add_until_over(asks: Sequence[Ask], now: datetime) -> tuple[list[int], Ask | None]:
    """Count one more of each up to the first that is over its limit; return how many there are, and that one.

    One statement where none is over; what comes after the first that is stays as it was.
    """
    times = add_all(asks, now)
    for at, (one, count) in enumerate(zip(asks, times, strict=True)):
        if one.is_over(count):
            _take_back(asks[at + 1 :], now)
            return times, one
    return times, None


def _take_back(asks: Sequence[Ask], now: datetime) -> None:
    if not asks:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            'UPDATE actions_limit SET times = times - 1 WHERE what = %s AND who = %s AND "window" = %s',
            _values(asks, now),
        )


def _values(asks: Sequence[Ask], now: datetime) -> list[tuple[str, str, Any]]:
    key = _day_key(now)
    return [
        (
            one.what,
            _hash(key, one.what, one.who),
            connection.ops.adapt_datetimefield_value(_begin(one.window, now)),
        )
        for one in asks
    ]


def times(what: str, who: str, window: Window, now: datetime) -> int:
    """Return how many there are for `who` in the hour or day of `now`, without counting one more."""
    key = _held_key(now)
    if key is None:
        return 0
    rows = Row.objects.filter(what=what, who=_hash(key, what, who), window=_begin(window, now))
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
    held = _held_key(now)
    if held is None:
        made = LimitKey(day=now.astimezone(UTC).date(), secret=secrets.token_bytes(32))
        LimitKey.objects.bulk_create([made], ignore_conflicts=True)
        held = bytes(LimitKey.objects.get(day=made.day).secret)
    return held


def _held_key(now: datetime) -> bytes | None:
    """Return the key of a day from its table: it is kept nowhere else, so that deleting it there is enough."""
    day = connection.ops.adapt_datefield_value(now.astimezone(UTC).date())
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM actions_limitkey WHERE day = %s", (day,))
        row = cursor.fetchone()
    return bytes(row[0]) if row else None
