"""Limits count without knowing whom: hashed by the day, in whole hours."""

from datetime import UTC, datetime, timedelta

import pytest

from answerable.actions import limits
from answerable.actions.limits import NEAR, Limit, machine_of
from answerable.actions.models import Limit as Row
from answerable.actions.models import LimitKey

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, 20, tzinfo=UTC)
THREE = Limit("three", "hour", 3, 5)


def test_a_limit_lets_as_many_through_as_it_says_and_opens_with_the_next_hour() -> None:
    found = [limits.is_within(THREE, "a", NOW) for _ in range(5)]

    assert found == [True, True, True, False, False]
    assert limits.is_within(THREE, "b", NOW)
    assert limits.is_within(THREE, "a", NOW + timedelta(minutes=40))
    assert limits.opens_again(THREE, NOW) == datetime(2026, 11, 22, 11, tzinfo=UTC)


def test_nothing_that_is_kept_tells_who_it_was() -> None:
    limits.add("posts", "192.0.2.7", "hour", NOW)
    row = Row.objects.values().get()

    assert "192.0.2.7" not in str(row)
    assert row["window"] == datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_the_same_machine_has_another_hash_on_another_day() -> None:
    limits.add("posts", "192.0.2.7", "day", NOW)
    limits.add("posts", "192.0.2.7", "day", NOW + timedelta(days=1))

    assert LimitKey.objects.count() == 2
    assert len(set(Row.objects.values_list("who", flat=True))) == 2


def test_many_are_counted_at_once_and_nothing_after_the_first_that_is_over() -> None:
    asks = [limits.ask(THREE, "a"), limits.Ask("free", "a", "day")]
    found = [limits.add_until_over(asks, NOW)[1] for _ in range(5)]

    assert found == [None, None, None, asks[0], asks[0]]
    assert limits.times("free", "a", "day", NOW) == 3
    assert limits.times("three", "a", "hour", NOW) == 5


def test_times_tells_without_counting() -> None:
    assert limits.times("x", "a", "hour", NOW) == 0
    limits.add("x", "a", "hour", NOW)

    assert [limits.times("x", "a", "hour", NOW) for _ in range(2)] == [1, 1]


@pytest.mark.parametrize(
    ("meta", "who"),
    [
        ({"REMOTE_ADDR": "192.0.2.7"}, "192.0.2.7"),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}, "192.0.2.7"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}, "198.51.100.1"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.1"}, "198.51.100.1"),
        ({"REMOTE_ADDR": "::1", "HTTP_X_FORWARDED_FOR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"),
        ({"REMOTE_ADDR": "::ffff:192.0.2.7"}, "192.0.2.7"),
        ({"REMOTE_ADDR": "127.0.0.1"}, NEAR),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "nonsense"}, NEAR),
        ({"REMOTE_ADDR": ""}, NEAR),
        ({}, NEAR),
    ],
)
def test_a_proxy_is_believed_only_on_this_machine_and_only_in_what_it_added(meta, who) -> None:
    assert machine_of(meta) == who


def test_machines_that_cannot_be_told_apart_share_a_wider_limit() -> None:
    found = [limits.is_within(THREE, NEAR, NOW) for _ in range(6)]

    assert found == [True] * 5 + [False]
