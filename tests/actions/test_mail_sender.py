"""Letters leave through a real mail server: accepted, refused, broken off, stopped, tried again."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import OperationalError

from answerable.actions import changes, mail_ends, mail_line, mail_queue
from answerable.actions.mail_line import Line
from answerable.actions.mail_sender import Report, send_due
from answerable.actions.messages import number_in
from answerable.actions.models import Appeal, Mail, MailAddress
from answerable.kernel.errors import SettingsError
from tests.actions.action_room import ActionRoom, open_action_room
from tests.actions.mail_room import EMBASSY, MINISTER, SENDER, Server, a_letter, a_server, no_cap, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with a_server() as one:
        settle(settings, one.port)
        yield one


@pytest.fixture
def room() -> ActionRoom:
    return open_action_room()


def later(**gap: float) -> datetime:
    return datetime.now(UTC) + timedelta(**gap)


def send(**said: Any) -> Report:
    return send_due(**said)


def now_of(mail: Mail) -> Mail:
    return Mail.objects.select_related("appeal").get(pk=mail.pk)


def test_a_letter_leaves_and_counts_as_accepted(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue)

    report = send()

    (arrival,) = server.arrivals
    assert report.ends == {"left": 1}
    assert arrival.recipient == MINISTER
    assert arrival.id == mail.message_id
    assert number_in(arrival.sender) == mail.pk
    assert (now_of(mail).state, now_of(mail).appeal.state) == ("left", "accepted")


def test_a_line_that_begins_with_a_dot_arrives_whole(room: ActionRoom, server: Server) -> None:
    a_letter(room.held.issue)

    send()

    assert "\n.una línea con punto" in server.arrivals[0].message.get_content()


def test_what_is_not_confirmed_waits(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue, appeal_state="unconfirmed")
    assert send().ends == {}

    assert mail_queue.release(mail.appeal)
    assert not mail_queue.release(mail.appeal)
    send()

    assert len(server.arrivals) == 1
    assert now_of(mail).appeal.state == "accepted"


def test_a_temporary_refusal_is_tried_again_with_growing_gaps(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue)
    server.on_recipient = lambda recipient: "451 4.3.0 Come back later"
    gaps = []
    for _ in range(5):
        moment = now_of(mail).due_at + timedelta(days=1)
        assert send(clock=lambda at=moment: at).ends == {"later": 1}
        gaps.append(now_of(mail).due_at - moment)

    assert now_of(mail).state == "due"
    assert now_of(mail).problem == "later 451 4.3.0"
    assert all(1.15 < after / before < 3.4 for before, after in pairwise(gaps))
    assert now_of(mail).appeal.state == "queued"


def test_after_too_many_tries_it_is_dead_and_visible(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue)
    server.on_recipient = lambda recipient: "451 4.3.0 Come back later"
    Mail.objects.update(tries=mail_ends.MOST_TRIES - 1)

    assert send().ends == {"dead": 1}

    assert (now_of(mail).state, now_of(mail).problem) == ("dead", "given-up later 451 4.3.0")
    assert now_of(mail).appeal.state == "dead"


def test_nobody_at_the_address_makes_it_bouncing_and_the_letter_dead(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue)
    server.on_recipient = lambda recipient: "550 5.1.1 No such user here"

    assert send().ends == {"dead": 1}

    assert MailAddress.objects.get(address=MINISTER).state == "bouncing"
    assert now_of(mail).problem == "address 550 5.1.1"


def test_the_addresses_of_a_target_are_tried_in_order(room: ActionRoom, server: Server) -> None:
    content = room.held.action.targets.get(key="justice-minister").content | {
        "emails": [MINISTER, "second@example.org"]
    }
    changes.set_target(actor=room.writer, **room.where, key="justice-minister", content=content)
    server.on_recipient = lambda one: "550 5.1.1 No" if one == MINISTER else "250 2.1.5 OK"
    mails = [a_letter(room.held.issue) for _ in range(2)]

    report = send()
    MailAddress.objects.update(next_at=None)
    send()

    assert report.ends == {"moved": 2, "left": 1}
    assert [one.recipient for one in server.arrivals] == ["second@example.org"] * 2
    assert server.recipients.count(MINISTER) == 1, "the second letter need not try what is known to be nobody's"
    assert {now_of(mail).appeal.state for mail in mails} == {"accepted"}


def test_a_text_that_is_refused_is_dead_and_ends_no_address_at_once(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue)
    server.on_letter = lambda recipient: "554 5.7.1 Looks like spam"

    assert send().ends == {"dead": 1}
    assert now_of(mail).problem == "policy 554 5.7.1"
    assert MailAddress.objects.get(address=MINISTER).state == "active"

    for _ in range(2):
        a_letter(room.held.issue)
        no_cap()
        send()

    assert MailAddress.objects.get(address=MINISTER).state == "blocked"


def test_a_server_that_dies_before_the_text_loses_nothing(
    room: ActionRoom, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_line, "PATIENCE", 2)
    mail = a_letter(room.held.issue)
    server.dies_after_recipient = 1
    Line.hand_over, whole = _slowly(Line.hand_over), Line.hand_over  # type: ignore[method-assign]
    try:
        report = send()
    finally:
        Line.hand_over = whole  # type: ignore[method-assign]

    assert report.ends == {"later": 1}
    assert (now_of(mail).state, now_of(mail).left_at) == ("due", None)

    send(clock=lambda: later(minutes=10))
    assert server.ids == [mail.message_id]


def _slowly(whole: Any) -> Any:
    def hand_over(self: Line, octets: bytes) -> Any:
        import time

        time.sleep(0.2)
        return whole(self, octets)

    return hand_over


def test_a_server_that_dies_after_the_text_may_get_it_twice_with_one_id(room: ActionRoom, server: Server) -> None:
    """Nobody knows whether it arrived. It is sent again after an hour, and counted once."""
    mail = a_letter(room.held.issue)
    server.dies_after_text = 1

    assert send().ends == {"later": 1}
    assert send(clock=lambda: later(minutes=55)).ends == {}
    assert send(clock=lambda: later(minutes=80)).ends == {"left": 1}

    assert server.ids == [mail.message_id, mail.message_id]
    assert Appeal.objects.filter(state="accepted").count() == 1


def test_a_server_that_is_away_costs_no_try(room: ActionRoom, server: Server, settings: Any) -> None:
    mail = a_letter(room.held.issue)
    settings.ANSWERABLE_MAIL_PORT = 9  # nobody is there

    report = send()

    assert (report.ends, report.problem) == ({"given-back": 1}, "ours")
    assert (now_of(mail).state, now_of(mail).tries) == ("due", 0)


def test_a_server_that_refuses_us_ends_the_run_and_kills_no_letter(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue)
    server.on_sender = "550 5.7.1 Sender refused"

    report = send()

    assert report.problem == "ours 550 5.7.1"
    assert (now_of(mail).state, now_of(mail).problem) == ("due", "ours 550 5.7.1")


def test_a_connection_that_was_left_idle_is_opened_anew(room: ActionRoom, server: Server) -> None:
    mails = [a_letter(room.held.issue) for _ in range(3)]
    server.dies_after_text = 0
    no_cap()
    line_begin = Line.begin

    def begin(self: Line, sender: str, recipient: str) -> Any:
        if self._server is not None and self._server.sock is not None:
            self._server.sock.close()
        return line_begin(self, sender, recipient)

    Line.begin = begin  # type: ignore[method-assign]
    try:
        report = send()
        no_cap()
        send()
        no_cap()
        send()
    finally:
        Line.begin = line_begin  # type: ignore[method-assign]

    assert not report.problem
    assert sorted(server.ids) == sorted(one.message_id for one in mails)


# the last look


def stop_before_the_text(room: ActionRoom, monkeypatch: pytest.MonkeyPatch, act: Any) -> None:
    whole = Line.begin

    def begin(self: Line, sender: str, recipient: str) -> Any:
        answer = whole(self, sender, recipient)
        act()
        return answer

    monkeypatch.setattr(Line, "begin", begin)


def test_a_stop_between_the_envelope_and_the_text_is_seen(
    room: ActionRoom, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails = [a_letter(room.held.issue) for _ in range(3)]
    no_cap()
    stop_before_the_text(room, monkeypatch, lambda: changes.stop(actor=room.editor, **room.where))

    send()

    assert server.arrivals == []
    assert {now_of(mail).state for mail in mails} == {"cancelled"}
    assert {now_of(mail).appeal.state for mail in mails} == {"cancelled"}


def test_after_a_stop_what_was_not_confirmed_can_no_longer_be_released(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue, appeal_state="unconfirmed")
    changes.stop(actor=room.editor, **room.where)

    assert not mail_queue.release(mail.appeal)
    send()

    assert server.arrivals == []


def test_a_pause_holds_its_language_alone_and_its_end_lets_go(room: ActionRoom, server: Server) -> None:
    spanish, english = a_letter(room.held.issue), a_letter(room.held.issue, language="en")
    changes.pause(actor=room.editor, **room.where, language="es")
    no_cap()

    send()
    assert server.ids == [english.message_id]
    assert now_of(spanish).state == "paused"

    changes.resume(actor=room.editor, **room.where, language="es")
    no_cap()
    send()
    assert server.ids == [english.message_id, spanish.message_id]


def test_a_figure_that_moved_holds_back_the_letters_that_carry_it(room: ActionRoom, server: Server) -> None:
    mail, other = a_letter(room.held.issue), a_letter(room.held.issue)
    room.record_count("19")

    assert send().ends == {"paused": 1}

    assert server.arrivals == []
    assert {now_of(one).problem for one in (mail, other)} == {"stale"}
    assert now_of(mail).appeal.state == "queued"


def test_letters_wait_no_longer_when_the_deadline_is_extended(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue)
    changes.extend(actor=room.editor, **room.where, until=room.today + timedelta(days=60), words={})
    mail_queue.pause_of_issue(room.held.issue, "es", problem="late")

    assert send().ends == {"left": 1}
    assert server.ids == [mail.message_id]


def test_who_left_office_gets_no_letter(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue, target="former-minister", to="former@example.org")

    assert send().ends == {"dead": 1}

    assert server.recipients == []
    assert now_of(mail).problem == "left-office"


def test_a_target_that_was_taken_out_gets_no_letter(room: ActionRoom, server: Server) -> None:
    mail = a_letter(room.held.issue)
    changes.remove_target(actor=room.writer, **room.where, key="justice-minister")

    assert send().ends == {"dead": 1}
    assert now_of(mail).problem == "no-target"


# what else


def test_test_mode_sends_everything_to_one_address_and_says_so(
    room: ActionRoom, server: Server, settings: Any
) -> None:
    settings.ANSWERABLE_MAIL_ONLY_TO = "tester@example.com"
    a_letter(room.held.issue)

    send()

    (arrival,) = server.arrivals
    assert arrival.recipient == "tester@example.com"
    assert str(arrival.message["Subject"]).startswith("[Prueba, no enviada a justice-minister]")
    assert MINISTER.encode() not in arrival.octets


def test_what_is_no_letter_is_emptied_once_it_has_left(room: ActionRoom, server: Server) -> None:
    mail = mail_queue.enqueue(
        "confirm",
        addressee="vera@example.com",
        language="es",
        subject="Confirme",
        text="https://example.net/s3cret",
    )

    send()

    assert "s3cret" in server.arrivals[0].message.get_content()
    assert (now_of(mail).text, now_of(mail).addressee) == ("", "")


def test_what_somebody_waits_for_goes_first(room: ActionRoom, server: Server) -> None:
    a_letter(room.held.issue, now=later(days=-1))
    mail_queue.enqueue("confirm", addressee="vera@example.com", language="es", subject="C", text="x")

    send()

    assert [one.recipient for one in server.arrivals] == ["vera@example.com", MINISTER]


def test_logs_hold_no_address_and_no_text(
    room: ActionRoom, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.on_recipient = lambda one: f"550 5.1.1 <{one}>: no such user"
    a_letter(room.held.issue)

    send()

    said = "\n".join(f"{one.getMessage()} {one.exc_text}" for one in caplog.records if one.name != "mail.log")
    assert "5.1.1" in said
    for secret in (MINISTER, "vera@example.com", "Vera", "Muertes", EMBASSY, SENDER):
        assert secret not in said


def test_without_a_mail_server_nothing_is_queued_or_sent(room: ActionRoom, settings: Any) -> None:
    settings.ANSWERABLE_MAIL_HOST = ""

    with pytest.raises(SettingsError):
        a_letter(room.held.issue)
    with pytest.raises(SettingsError):
        send()


def test_where_encryption_is_asked_for_and_not_had_nothing_is_said(
    room: ActionRoom, server: Server, settings: Any
) -> None:
    settings.ANSWERABLE_MAIL_STARTTLS = "1"
    mail = a_letter(room.held.issue)

    assert send().problem == "ours"

    assert server.recipients == []
    assert now_of(mail).state == "due"


def test_that_a_letter_left_is_written_down_though_the_database_is_busy(
    room: ActionRoom, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = a_letter(room.held.issue)
    whole, tries = mail_ends.left, []

    def busy(*told: Any) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("database is locked")
        whole(*told)

    monkeypatch.setattr(mail_ends, "left", busy)
    monkeypatch.setattr("time.sleep", lambda seconds: None)

    assert send().ends == {"left": 1}
    assert now_of(mail).state == "left"


def test_a_password_never_travels_in_the_open(room: ActionRoom, server: Server, settings: Any) -> None:
    settings.ANSWERABLE_MAIL_USER, settings.ANSWERABLE_MAIL_HOST = "us", "mail.example.net"
    settings.ANSWERABLE_MAIL_STARTTLS = ""

    with pytest.raises(SettingsError):
        send()
