"""Whose turn it is: the cap of an address holds in any hour, whatever senders do and however they end."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.actions import mail_ends, mail_queue
from answerable.actions.mail_answers import Answer
from answerable.actions.mail_turns import HOUR, LEASE, due
from answerable.actions.models import Issue, Mail, MailAddress
from tests.actions.mail_room import MINISTER, NOW, a_letter, settle
from tests.actions.writers_room import a_dossier, an_action, an_issue

pytestmark = pytest.mark.django_db
OTHER = "other@example.org"
LATER = Answer("later", 451)


@pytest.fixture(autouse=True)
def _named_server(settings: Any) -> None:
    settle(settings, 9)


@pytest.fixture
def issue() -> Issue:
    return an_issue(an_action(a_dossier()))


def in_order(values: list[float]) -> Callable[[], float]:
    """Return chance as a test wants it: one value after another, round and round."""
    turn = iter(range(10**9))
    return lambda: values[next(turn) % len(values)]


steps = st.lists(
    st.tuples(
        st.integers(0, 900),  # seconds until a sender asks again
        st.integers(1, 4),  # for so many
        st.sampled_from(["left", "left", "left", "later", "killed-before", "killed-after", "unknown", "slow"]),
    ),
    min_size=20, max_size=70,
)  # fmt: skip


@given(steps=steps, cap=st.integers(1, 7), chance=st.lists(st.floats(0, 1), min_size=1, max_size=8))
@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_no_hour_holds_more_arrivals_than_the_cap(
    issue: Issue, steps: list[tuple[int, int, str]], cap: int, chance: list[float]
) -> None:
    Mail.objects.all().delete()
    for _ in range(60):
        a_letter(issue, now=NOW)
    MailAddress.objects.update(cap=cap, next_at=None)
    jitter, now, arrivals = in_order(chance), NOW, []

    for gap, limit, end in steps:
        now += timedelta(seconds=gap)
        for mail in due(now, limit, jitter=jitter):
            arrivals += ends_as(end, mail, now)

    arrivals.sort()
    for first, last in zip(arrivals, arrivals[cap:], strict=False):
        assert last - first > HOUR, f"{cap + 1} letters arrived within an hour"


def ends_as(end: str, mail: Mail, now: datetime) -> list[datetime]:
    """Let a sender end its work in one way; return when the letter truly arrived, if it did."""
    handed = now + timedelta(seconds=20)
    if end == "killed-before":
        return []
    if not mail_ends.hand_over(mail, handed, LEASE):
        return []
    if end == "later":
        mail_ends.try_later(mail, LATER, handed)
        return []
    if end == "killed-after":
        return [handed + timedelta(seconds=5)]
    if end == "unknown":
        mail_ends.try_later(mail, LATER, handed, is_unknown=True)
        return [handed]
    arrived = handed + timedelta(seconds=200 if end == "slow" else 1)
    mail_ends.left(mail, arrived)
    return [arrived]


def test_letters_to_one_address_are_spread_over_the_hour(issue: Issue) -> None:
    for _ in range(40):
        a_letter(issue, now=NOW)
    MailAddress.objects.update(cap=30)
    left, chance = [], in_order([0.0, 1.0, 0.3, 0.8])

    for second in range(0, 3600, 5):
        now = NOW + timedelta(seconds=second)
        for mail in due(now, jitter=chance):
            mail_ends.left(mail, now)
            left.append(now)

    gaps = [(after - before).total_seconds() for before, after in pairwise(left)]
    assert 25 <= len(left) <= 30
    assert min(gaps) >= 90
    assert max(gaps) <= 155
    assert len({round(gap) for gap in gaps}) > 2


def test_two_addresses_have_a_cap_each(issue: Issue) -> None:
    for to in (MINISTER, OTHER, MINISTER, OTHER):
        a_letter(issue, to=to, now=NOW)

    assert {mail.addressee for mail in due(NOW, 10)} == {MINISTER, OTHER}
    assert due(NOW, 10) == ()


def test_an_address_of_two_dossiers_has_one_cap(issue: Issue) -> None:
    second = an_issue(an_action(a_dossier("quay"), "quay-action"))
    MailAddress.objects.update(cap=2)
    for each in (issue, second):
        for _ in range(3):
            a_letter(each, now=NOW)
    MailAddress.objects.filter(dossier_id="quay").update(cap=2)

    taken = []
    for minute in range(59):
        for mail in due(NOW + timedelta(minutes=minute), 5):
            mail_ends.left(mail, NOW + timedelta(minutes=minute))
            taken.append(mail)

    assert len(taken) == 2


def test_two_senders_never_lease_the_same_mail(issue: Issue) -> None:
    for _ in range(6):
        a_letter(issue, now=NOW)
    MailAddress.objects.update(cap=10**6)
    first = due(NOW)[0]

    others = [due(NOW + timedelta(seconds=second))[0].pk for second in range(1, 6)]

    assert first.pk not in others
    assert len(set(others)) == 5


def test_a_lease_that_ran_out_goes_to_another_with_the_same_message_id(issue: Issue) -> None:
    mail = a_letter(issue, now=NOW)
    (first,) = due(NOW)

    (second,) = due(NOW + LEASE + timedelta(seconds=1) + HOUR)

    assert second.pk == mail.pk
    assert second.message_id == first.message_id
    assert not mail_ends.hand_over(first, NOW + LEASE + timedelta(seconds=2), LEASE)


def test_what_may_have_arrived_is_not_sent_again_within_the_hour(issue: Issue) -> None:
    a_letter(issue, now=NOW)
    (mail,) = due(NOW)
    assert mail_ends.hand_over(mail, NOW, LEASE)  # and here the sender is killed

    soon = NOW + LEASE + timedelta(seconds=1)

    assert due(soon, 5) == ()
    assert due(soon + HOUR - timedelta(seconds=1), 5) == ()
    assert len(due(soon + HOUR, 5)) == 1


def test_a_slow_sender_whose_letter_arrived_after_a_stop_is_told_as_left(issue: Issue) -> None:
    a_letter(issue, now=NOW)
    (mail,) = due(NOW)
    assert mail_ends.hand_over(mail, NOW, LEASE)

    assert mail_queue.cancel_of_issue(issue) == 1
    mail_ends.left(mail, NOW)

    mail.refresh_from_db()
    assert mail.state == "left"
    assert mail.appeal is not None
    assert mail.appeal.state == "accepted"


def test_letters_to_an_address_out_of_use_do_not_rest(issue: Issue) -> None:
    for _ in range(3):
        a_letter(issue, now=NOW)
    MailAddress.objects.update(state="bouncing", next_at=NOW + HOUR)

    assert len(due(NOW, 10)) == 3


def test_what_somebody_waits_for_is_leased_before_letters_and_news_after(issue: Issue) -> None:
    for kind in ("updates", "confirm", "sign-in"):
        mail_queue.enqueue(kind, addressee="vera@example.com", language="es", subject="S", text="T", now=NOW)
    a_letter(issue, now=NOW)

    assert [mail.kind for mail in due(NOW, 9)] == ["sign-in", "confirm", "letter", "updates"]


# what holds letters back and lets them go


def test_a_correction_holds_back_what_was_made_before_it(issue: Issue) -> None:
    waits, unconfirmed = a_letter(issue, now=NOW), a_letter(issue, appeal_state="unconfirmed", now=NOW)

    assert mail_queue.hold_stale(issue, ["es"]) == 2
    assert mail_queue.release(unconfirmed.appeal, now=NOW)  # type: ignore[arg-type]
    assert due(NOW, 9) == ()
    assert mail_queue.resume_of_issue(issue, "es", now=NOW) == 0

    assert mail_queue.resume_of_issue(issue, "es", problems=[mail_queue.OLDER_TEXT], now=NOW) == 2
    waits.refresh_from_db()
    assert waits.state == "due"


def test_letting_letters_go_releases_none_that_is_not_confirmed(issue: Issue) -> None:
    mail = a_letter(issue, appeal_state="unconfirmed", now=NOW)
    mail_queue.hold_stale(issue, ["es"])

    assert mail_queue.resume_of_issue(issue, problems=[mail_queue.OLDER_TEXT], now=NOW) == 0

    mail.refresh_from_db()
    assert (mail.state, mail.problem) == ("paused", "")
    assert mail_queue.release(mail.appeal, now=NOW)  # type: ignore[arg-type]


def test_a_stop_cancels_letters_and_confirmations_and_leaves_news(issue: Issue) -> None:
    a_letter(issue, now=NOW)
    for kind in ("confirm", "updates"):
        mail_queue.enqueue(
            kind, addressee="vera@example.com", language="es", subject="S", text="T", issue=issue, now=NOW
        )

    assert mail_queue.cancel_of_issue(issue) == 2

    assert [mail.kind for mail in due(NOW, 9)] == ["updates"]
