"""What is deleted when, and that no count moves by it."""

import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import asdict
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction

from answerable.actions import clearing, counting, writers
from answerable.actions.models import (
    Action,
    ActionKey,
    Appeal,
    Confirmation,
    Consent,
    Count,
    Limit,
    LimitKey,
    Mail,
    Writer,
    WriterAction,
)
from answerable.kernel.errors import ActRefusedError
from tests.actions.writers_room import (
    ADDRESS,
    NOW,
    TODAY,
    a_dossier,
    a_mail,
    a_writer,
    ago,
    an_action,
    an_appeal,
    an_issue,
)

pytestmark = pytest.mark.django_db

PERSONAL = ("text", "subject", "sender_name", "reply_to", "addressee", "problem")


@pytest.fixture
def action() -> Action:
    return an_action(a_dossier())


@pytest.fixture
def issue(action):
    return an_issue(action)


def is_empty(mail: Mail) -> bool:
    mail.refresh_from_db()
    return not any(getattr(mail, name) for name in PERSONAL) and mail.headers == {}


# letters


@pytest.mark.parametrize(
    ("state", "age", "empty"),
    [
        ("left", 27.9, False),
        ("left", 28.1, True),
        ("bounced", 27.9, False),
        ("bounced", 28.1, True),
        ("dead", 55.9, False),
        ("dead", 56.1, True),
        ("cancelled", 0, True),
        ("due", 400, False),
        ("leased", 400, False),
        ("paused", 400, False),
    ],
)
def test_a_letter_is_emptied_when_its_time_is_over_and_never_while_it_waits(issue, state, age, empty):
    mail = a_mail(issue, state=state, due=ago(age))

    done = clearing.clear(NOW)

    assert is_empty(mail) is empty
    assert done.letters == int(empty)


def test_an_emptied_letter_still_says_that_it_left_and_for_which_issue(issue):
    appeal = an_appeal(issue, "k" * 64)
    mail = a_mail(issue, due=ago(40), appeal=appeal)

    clearing.clear(NOW)
    mail.refresh_from_db()

    assert (mail.state, mail.issue, mail.appeal) == ("left", issue, appeal)
    assert mail.message_id == f"emptied {mail.number}", "the addressee's copy no longer leads to the ledger"


def test_a_letter_that_waits_for_a_person_is_cancelled_in_the_end(issue):
    old = an_appeal(issue, "a" * 64, state="held", day=TODAY - timedelta(days=57))
    new = an_appeal(issue, "b" * 64, state="held", day=TODAY - timedelta(days=56))
    gone, kept = (a_mail(issue, state="paused", due=ago(57), appeal=one) for one in (old, new))

    assert clearing.clear(NOW).held_letters == 1
    old.refresh_from_db()
    kept.refresh_from_db()

    assert (old.state, is_empty(gone)) == ("cancelled", True)
    assert (kept.state, bool(kept.text)) == ("paused", True)


def test_a_letter_that_was_to_be_emptied_earlier_is(issue):
    mail = a_mail(issue, due=ago(2), purge_on=TODAY)

    clearing.clear(NOW)

    assert is_empty(mail)


def test_a_letter_that_was_never_confirmed_goes_with_its_text_and_its_consents(issue):
    old = an_appeal(issue, "a" * 64, state="unconfirmed", day=TODAY - timedelta(days=8))
    new = an_appeal(issue, "b" * 64, state="unconfirmed", day=TODAY - timedelta(days=7))
    a_mail(issue, state="paused", due=ago(8), appeal=old)
    kept = a_mail(issue, state="paused", due=ago(7), appeal=new)
    Consent.objects.create(appeal=old, kind="letter", wording="letter-1", language="en", receiver="PE", day=TODAY)

    done = clearing.clear(NOW)

    assert done.unconfirmed_letters == 1
    assert list(Appeal.objects.all()) == [new]
    assert list(Mail.objects.all()) == [kept]
    assert not Consent.objects.exists()


# notices to writers


def test_a_mail_with_a_link_is_emptied_once_it_left_and_deleted_a_week_later(issue):
    fresh = a_mail(kind="sign-in", due=ago(0.1))
    a_mail(kind="confirm", due=ago(7.1))
    a_mail(issue, kind="updates", due=ago(7.1), state="due")

    clearing.clear(NOW)

    assert list(Mail.objects.all()) == [fresh]
    assert is_empty(fresh)


def test_a_mail_with_a_link_that_has_not_left_keeps_its_text():
    waiting = a_mail(kind="sign-in", state="due", due=ago(1))

    clearing.clear(NOW)

    assert not is_empty(waiting)


def test_confirmations_go_a_week_after_use_or_end(action):
    writer = a_writer(action.dossier)
    ends = {"used": (ago(8), NOW), "run-out": (None, ago(8)), "new": (None, NOW), "just-used": (ago(6), ago(6))}
    for name, (used, expires) in ends.items():
        Confirmation.objects.create(
            digest=name, purpose="sign-in", writer=writer, language="en", used_at=used, expires_at=expires
        )

    clearing.clear(NOW)

    assert set(Confirmation.objects.values_list("digest", flat=True)) == {"new", "just-used"}


# accounts


def test_an_account_whose_address_was_never_proven_goes_after_a_week(action):
    a_writer(action.dossier, "old@example.org", state="unconfirmed", seen=TODAY - timedelta(days=8))
    a_writer(action.dossier, "new@example.org", state="unconfirmed", seen=TODAY - timedelta(days=7))

    clearing.clear(NOW)

    assert [one.address for one in Writer.objects.all()] == ["new@example.org"]


def test_an_account_that_is_used_for_nothing_goes_and_one_with_news_or_a_list_stays(action, issue):
    long_ago = TODAY - timedelta(days=91)
    a_writer(action.dossier, "idle@example.org", seen=long_ago)
    a_writer(action.dossier, "news@example.org", seen=long_ago, news=True)
    a_writer(action.dossier, "recent@example.org", seen=TODAY - timedelta(days=89))
    listed = a_writer(action.dossier, "listed@example.org", seen=long_ago, keeps_list=True)
    WriterAction.objects.create(writer=listed, issue=issue, channel="post", week=long_ago, until=TODAY)

    clearing.clear(NOW)

    left = set(Writer.objects.values_list("address", flat=True))
    assert left == {"news@example.org", "recent@example.org", "listed@example.org"}


def test_a_line_of_a_list_goes_after_a_year(action, issue):
    writer = a_writer(action.dossier, keeps_list=True)
    writers.add_to_list(writer=writer, issue=issue, channel="post", day=TODAY)

    clearing.clear(NOW + timedelta(days=clearing.LIST_DAYS - 7))
    assert WriterAction.objects.count() == 1

    clearing.clear(NOW + timedelta(days=clearing.LIST_DAYS + 1))
    assert WriterAction.objects.count() == 0


def test_what_a_consent_was_withdrawn_from_is_forgotten_after_a_year(action):
    writer = a_writer(action.dossier)
    for days in (364, 366):
        day = TODAY - timedelta(days=days)
        writer.consents.create(kind="updates", wording="updates-1", language="en", day=day, withdrawn_on=day)

    assert clearing.clear(NOW).consents == 1


def test_that_somebody_followed_a_case_is_forgotten_a_while_after_it_closed(action):
    other = an_action(action.dossier, "other", sequence=8)
    only = a_writer(action.dossier, "only@example.org", news=True, cases=[action.slug])
    both = a_writer(action.dossier, "both@example.org", news=True, cases=[action.slug, other.slug])
    clearing.close(action, today=TODAY - timedelta(days=29))

    clearing.clear(NOW)
    only.refresh_from_db()
    both.refresh_from_db()

    assert (only.cases, writers.gets_news(only)) == ([], False)
    assert (both.cases, writers.gets_news(both)) == ([other.slug], True)


# limits


def test_keys_of_limits_and_what_was_hashed_under_them_go_after_two_days():
    for days in range(5):
        LimitKey.objects.create(day=TODAY - timedelta(days=days), secret=b"k")
        Limit.objects.create(what="x", who="y", window=ago(days), times=1)

    clearing.clear(NOW)

    assert min(LimitKey.objects.values_list("day", flat=True)) == TODAY - timedelta(days=2)
    assert min(Limit.objects.values_list("window", flat=True)) >= NOW - timedelta(hours=48)


# one dossier, and again


def test_clearing_one_dossier_leaves_the_other_alone(issue):
    there = an_issue(an_action(a_dossier("river"), "river-action"))
    here_mail, there_mail = a_mail(issue, due=ago(40)), a_mail(there, due=ago(40))

    clearing.clear(NOW, dossier_id="harbour")

    assert is_empty(here_mail)
    assert not is_empty(there_mail)


def test_clearing_twice_finds_nothing_the_second_time(issue):
    a_mail(issue, due=ago(40))
    a_mail(
        issue,
        state="paused",
        due=ago(9),
        appeal=an_appeal(issue, "a" * 64, state="unconfirmed", day=TODAY - timedelta(days=9)),
    )
    a_writer(issue.action.dossier, state="unconfirmed", seen=TODAY - timedelta(days=9))

    clearing.clear(NOW)

    assert set(asdict(clearing.clear(NOW)).values()) == {0}


# closing


def ledger(issue, count: int = 40) -> list[Appeal]:
    """Write a ledger in which every channel and state that is counted stands, and two letters by most writers."""
    ways = [
        ("here", "accepted"),
        ("here", "bounced"),
        ("copied", "counted"),
        ("post", "counted"),
        ("here", "queued"),
    ]
    return [
        an_appeal(
            issue, counting.writer_key(issue.action, f"writer{number // 2}@example.org"), channel=channel,
            state=state, target=f"target-{number % 2}-{state}", is_late=number % 7 == 0,
        )
        for number, (channel, state) in product(range(count), ways)
        if (number + len(state)) % 3
    ]  # fmt: skip


def test_closing_leaves_every_count_as_it_was(action, issue):
    ledger(issue)
    Count.objects.all().delete()
    counting.roll_up(issue)
    before = counting.counts_of(issue)

    renewed = clearing.close(action)
    counting.roll_up(issue)

    assert renewed == Appeal.objects.count() > 100
    assert counting.counts_of(issue) == before
    assert counting.reconcile(issue.dossier_id) == ()


def test_clearing_leaves_every_count_as_it_was(issue):
    for appeal in ledger(issue, 10):
        if appeal.channel == "here":
            a_mail(issue, due=ago(60), appeal=appeal)
    counting.roll_up(issue)
    before = counting.counts_of(issue)

    assert clearing.clear(NOW).letters > 5
    counting.roll_up(issue)

    assert counting.counts_of(issue) == before


def test_after_closing_no_list_of_addresses_tells_who_wrote(action, issue):
    """The rainbow test: with every address and the secret that was in force, no key of the ledger can be made."""
    rows = ledger(issue)
    old = {row.writer_key for row in rows}
    secret = bytes(ActionKey.objects.get(action=action).secret)
    guesses = {counting.writer_key(action, f"writer{number}@example.org") for number in range(40)}
    assert old <= guesses, "before the close, whoever has the secret and a list of addresses can tell"

    clearing.close(action)

    keys = set(Appeal.objects.values_list("writer_key", flat=True))
    assert not keys & guesses
    assert {len(key) for key in keys} == {64}
    assert len(keys) == len(rows), "two appeals of one writer can no longer be told to be one's"
    key = ActionKey.objects.get(action=action)
    assert key.secret is None
    assert secret.hex() not in "".join(keys)
    with pytest.raises(ActRefusedError):
        counting.writer_key(action, "writer1@example.org")


def test_closing_one_action_leaves_the_keys_of_another_alone(action, issue):
    other = an_issue(an_action(action.dossier, "other", sequence=8))
    kept = an_appeal(other, counting.writer_key(other.action, ADDRESS))
    an_appeal(issue, counting.writer_key(action, ADDRESS))

    assert clearing.close(action) == 1
    kept.refresh_from_db()

    assert kept.writer_key == counting.writer_key(other.action, ADDRESS)


def test_closing_twice_changes_nothing_more(action, issue):
    an_appeal(issue, counting.writer_key(action, ADDRESS))
    clearing.close(action, today=TODAY)
    key = Appeal.objects.get().writer_key

    assert clearing.close(action, today=TODAY + timedelta(days=1)) == 0
    assert Appeal.objects.get().writer_key == key
    assert ActionKey.objects.get().destroyed_on == TODAY


def test_a_close_that_fails_half_way_has_closed_nothing(action, issue):
    row = an_appeal(issue, counting.writer_key(action, ADDRESS))

    with transaction.atomic():
        clearing.close(action)
        transaction.set_rollback(True)
    row.refresh_from_db()

    assert row.writer_key == counting.writer_key(action, ADDRESS)


# the bytes

WRITE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from datetime import timedelta
from django.db import transaction
from answerable.actions import counting, clearing
from answerable.actions.models import Mail
from tests.actions import writers_room as room
with transaction.atomic():
    issue = room.an_issue(room.an_action(room.a_dossier()))
    for number in range(700):
        address = f"residue{number}@example.org"
        appeal = room.an_appeal(issue, counting.writer_key(issue.action, address))
        room.a_mail(issue, due=room.ago(40), appeal=appeal, text=f"residue text {number} " * (number % 90 + 1),
                    reply_to=address, sender_name=f"Residue Name{number}")
    secret = clearing.ActionKey.objects.get().secret
keys = list(clearing.Appeal.objects.values_list("writer_key", flat=True))
print(bytes(secret).hex(), *keys)
"""
CLOSE = """
import django; django.setup()
from django.db import transaction
from answerable.actions import clearing
from answerable.actions.models import Action
with transaction.atomic():
    clearing.close(Action.objects.get())
"""


def test_what_was_deleted_is_no_longer_among_the_bytes_of_the_database(tmp_path: Path):
    """The file and its log of changes are searched for texts, names, addresses, keys and the secret.

    A server has the file open meanwhile, so that the log is not simply dropped when the command ends.
    """
    root = Path(__file__).parents[2]
    env = {
        "PATH": os.environ["PATH"], "ANSWERABLE_HOME": str(tmp_path), "ANSWERABLE_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "answerable.settings", "PYTHONPATH": str(root), "LANG": "C.UTF-8",
    }  # fmt: skip

    def run(*words: str) -> str:
        return subprocess.run(
            [sys.executable, *words], env=env, cwd=root, check=True, capture_output=True, text=True
        ).stdout

    def found() -> int:
        held = b"".join(path.read_bytes() for path in tmp_path.glob("answerable.sqlite3*"))
        return sum(held.count(mark) for mark in marks) + sum(
            key in keys for key in re.findall(rb"[0-9a-f]{64}", held)
        )

    secret, *words = run("-c", WRITE).split()
    keys = {word.encode() for word in words}
    marks = (b"residue", b"Residue", bytes.fromhex(secret))
    assert found() > 2000

    server = sqlite3.connect(tmp_path / "answerable.sqlite3")
    server.execute("SELECT count(*) FROM actions_mail").fetchall()
    run("-c", CLOSE)
    said = run("-m", "answerable", "clear")
    server.close()

    assert "700 letters" in said
    assert found() == 0
