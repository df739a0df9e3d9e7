"""What came back: reports as servers write them, replies of machines, and what each changes."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.actions import mail_ends
from answerable.actions.bounces import Bounce, read_bounce, take_in
from answerable.actions.mail_answers import Answer, answer_of, returned_answer
from answerable.actions.messages import envelope_from
from answerable.actions.models import Mail, MailAddress
from tests.actions.action_room import ActionRoom, open_action_room
from tests.actions.mail_room import MINISTER, NOW, a_letter, settle


@pytest.fixture(autouse=True)
def _named_server(settings: Any) -> None:
    settle(settings, 9)


def a_report(to: str, action: str, status: str, diagnostic: str, message_id: str = "") -> bytes:
    return f"""Return-Path: <>
Received: by mx.example.org (Postfix) id 4F1; Sun, 22 Nov 2026 12:00:02 +0000 (UTC)
Date: Sun, 22 Nov 2026 12:00:02 +0000
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4F1.1/mx"
Message-Id: <20261122120002.4F1@mx.example.org>

--4F1.1/mx
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.

--4F1.1/mx
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Sun, 22 Nov 2026 12:00:01 +0000 (UTC)

Final-Recipient: rfc822; {MINISTER}
Original-Recipient: rfc822;{MINISTER}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--4F1.1/mx
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: letters@aktion.example.net
Message-ID: {message_id or "<x@y>"}
Subject: Muertes

--4F1.1/mx--
""".encode()


def a_text(subject: str, body: str, **head: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    for name, value in ({"From": "ministry@example.org", "To": "back@aktion.example.net"} | head).items():
        if name in message:
            del message[name]
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message.as_bytes()


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "kind", "meaning"),
    [
        ("failed", "5.1.1", "550 5.1.1 User unknown", "bounce", "address"),
        ("failed", "5.2.1", "550 5.2.1 Mailbox disabled", "bounce", "address"),
        ("failed", "5.1.10", "550 5.1.10 Recipient not found", "bounce", "address"),
        ("failed", "5.4.4", "Host not found", "bounce", "address"),
        ("failed", "5.2.2", "552 5.2.2 Mailbox full", "bounce", "later"),
        ("failed", "4.4.1", "connect to mx: Connection timed out", "bounce", "later"),
        ("failed", "5.7.1", "554 5.7.1 Message looks like spam", "bounce", "policy"),
        ("failed", "5.3.4", "552 5.3.4 Message too big", "bounce", "letter"),
        ("failed (unreachable)", "5.0.0", "550 nobody here", "bounce", "address"),
        ("delayed", "4.4.1", "still trying", "delay", "accepted"),
        ("relayed", "2.0.0", "250 OK", "arrival", "accepted"),
        ("delivered", "2.1.5", "250 OK", "arrival", "accepted"),
    ],
)
def test_reports_are_read_by_the_standard(
    action: str, status: str, diagnostic: str, kind: str, meaning: str
) -> None:
    found = read_bounce(a_report("back@aktion.example.net", action, status, diagnostic))

    assert (found.kind, found.answer.meaning) == (kind, meaning)


@pytest.mark.parametrize(
    ("octets", "kind", "meaning"),
    [
        (a_text("failure notice", "Hi. This is the qmail-send program at mx.example.org.\n\n<minister@example.org>:\n"
                "Sorry, no mailbox here by that name. (#5.1.1)\n", From="MAILER-DAEMON@mx.example.org"),
         "bounce", "address"),
        (a_text("Mail delivery failed: returning message to sender", "550 Unrouteable address", Return_Path="<>",
                From="Mail Delivery System <Mailer-Daemon@mx.example.org>", X_Failed_Recipients=MINISTER),
         "bounce", "address"),
        (a_text("Unzustellbar", "Der Server antwortete: 550 5.1.1 unbekannt", From="postmaster@example.org"),
         "bounce", "address"),
        (a_text("Undeliverable", "The message could not be delivered.", From="postmaster@example.org"),
         "bounce", "later"),
        (a_text("Fuera de la oficina", "Regreso el lunes."), "auto-reply", "accepted"),
        (a_text("Automatische Antwort: Muertes", "Ich bin im Urlaub. 550 5.1.1"), "auto-reply", "accepted"),
        (a_text("Re: Muertes", "Su mensaje ha sido recibido.", Auto_Submitted="auto-replied"), "auto-reply", "accepted"),
        (a_text("Su mensaje", "Recibido.", Precedence="bulk"), "auto-reply", "accepted"),
        (a_text("رد تلقائي", "شكرا"), "auto-reply", "accepted"),
        (a_text("Re: Muertes del 9 de enero", "Estimada señora: hemos leído su carta. Expediente 550-2026."),
         "message", "accepted"),
    ],
)  # fmt: skip
def test_other_messages_are_told_apart(octets: bytes, kind: str, meaning: str) -> None:
    found = read_bounce(octets)

    assert (found.kind, found.answer.meaning) == (kind, meaning)


@given(st.binary(max_size=2000))
def test_nothing_that_comes_in_makes_it_fail(octets: bytes) -> None:
    read_bounce(octets, recipient=octets.decode("latin-1"))


@given(st.integers(0, 40), st.binary(max_size=60))
def test_no_broken_report_makes_it_fail(at: int, junk: bytes) -> None:
    whole = a_report("back@aktion.example.net", "failed", "5.1.1", "550 No").splitlines()

    read_bounce(b"\r\n".join([*whole[:at], junk, *whole[at:]]))
    read_bounce(b"\n".join(whole[:at]) + junk)


def test_the_token_is_found_wherever_the_server_put_it() -> None:
    sender = envelope_from(Mail(pk=41, kind="letter"))

    assert read_bounce(a_report(sender, "failed", "5.1.1", "550")).number == 41
    assert read_bounce(a_report("x@example.net", "failed", "5.1.1", "550"), recipient=sender).number == 41
    assert read_bounce(a_text("failure notice", "x", X_Original_To=sender.upper())).number == 41
    assert (
        read_bounce(a_report("back+41-aaaaaaaaaaaaaaaaaaaaaaaaaa@x.net", "failed", "5.1.1", "550")).number is None
    )


# what it changes


def came(mail: Mail, status: str = "5.1.1", action: str = "failed") -> str:
    return take_in(read_bounce(a_report(envelope_from(mail), action, status, f"550 {status} no")), NOW)


@pytest.fixture
def room(db: None) -> ActionRoom:
    return open_action_room()


@pytest.fixture
def mail(room: ActionRoom) -> Mail:
    return a_left_letter(room)


def a_left_letter(room: ActionRoom) -> Mail:
    found = a_letter(room.held.issue)
    mail_ends.left(found, NOW)
    return Mail.objects.select_related("appeal").get(pk=found.pk)


def test_a_hard_bounce_is_told_of_the_appeal_and_of_the_address(mail: Mail) -> None:
    assert came(mail) == "bounced"

    mail = Mail.objects.select_related("appeal").get(pk=mail.pk)
    assert mail.appeal is not None
    assert (mail.state, mail.appeal.state) == ("bounced", "bounced")
    assert MailAddress.objects.get(address=MINISTER).state == "bouncing"


def test_the_same_report_twice_changes_nothing_more(mail: Mail) -> None:
    came(mail)
    before = MailAddress.objects.values().get(address=MINISTER)

    assert came(mail) == "bounced"

    assert MailAddress.objects.values().get(address=MINISTER) == before


def test_a_letter_that_came_back_goes_to_the_next_address(room: ActionRoom, mail: Mail) -> None:
    from answerable.actions import changes

    content = room.held.action.targets.get(key="justice-minister").content | {
        "emails": [MINISTER, "second@example.org"]
    }
    changes.set_target(actor=room.writer, **room.where, key="justice-minister", content=content)

    assert came(mail) == "due"

    mail = Mail.objects.select_related("appeal").get(pk=mail.pk)
    assert mail.appeal is not None
    assert (mail.addressee, mail.appeal.state) == ("second@example.org", "queued")


def test_soft_bounces_end_an_address_only_after_three_and_a_success_forgets_them(room: ActionRoom) -> None:
    for _ in range(2):
        came(a_left_letter(room), "4.2.2")
    row = MailAddress.objects.get(address=MINISTER)
    assert (row.state, row.soft_bounces) == ("active", 2)

    arrived = a_letter(room.held.issue)
    mail_ends.left(arrived, NOW + timedelta(hours=1))
    mail_ends.left(a_letter(room.held.issue), NOW + timedelta(hours=5))
    assert MailAddress.objects.get(address=MINISTER).soft_bounces == 2, "it may still come back"

    mail_ends.left(a_letter(room.held.issue), NOW + timedelta(hours=30))
    assert MailAddress.objects.get(address=MINISTER).soft_bounces == 0


def test_three_soft_bounces_in_a_row_end_an_address(room: ActionRoom) -> None:
    for _ in range(3):
        came(a_left_letter(room), "4.2.2")

    assert MailAddress.objects.get(address=MINISTER).state == "bouncing"


@pytest.mark.parametrize("octets", [a_text("Fuera de la oficina", "Vuelvo."), a_text("Re: x", "Gracias")])
def test_what_is_no_report_changes_nothing(mail: Mail, octets: bytes) -> None:
    take_in(read_bounce(octets, recipient=envelope_from(mail)), NOW)

    assert Mail.objects.get(pk=mail.pk).state == "left"
    assert MailAddress.objects.get(address=MINISTER).state == "active"


def test_a_delay_is_no_bounce(mail: Mail) -> None:
    assert came(mail, "4.4.1", "delayed") == "delay"
    assert Mail.objects.get(pk=mail.pk).state == "left"


def test_a_report_that_names_none_of_ours_changes_nothing(mail: Mail) -> None:
    forged = read_bounce(
        a_report("back+1-aaaaaaaaaaaaaaaaaaaaaaaaaa@aktion.example.net", "failed", "5.1.1", "550")
    )

    assert take_in(forged, NOW) == "unknown"
    assert Mail.objects.get(pk=mail.pk).state == "left"


def test_without_a_token_the_returned_message_id_names_the_letter(mail: Mail) -> None:
    report = a_report("back@aktion.example.net", "failed", "5.1.1", "550 5.1.1 no", mail.message_id)

    assert take_in(read_bounce(report), NOW) == "bounced"


def test_a_report_on_what_is_just_being_handed_over_comes_again(room: ActionRoom) -> None:
    mail = a_letter(room.held.issue)
    Mail.objects.update(state="leased")

    assert take_in(Bounce("bounce", Answer("address", 550), mail.pk), NOW) == "busy"


# codes


@pytest.mark.parametrize(
    ("code", "text", "stage", "meaning"),
    [
        (250, "2.0.0 OK", "letter", "accepted"),
        (421, "4.3.2 closing", "recipient", "later"),
        (450, "4.2.0 greylisted", "recipient", "later"),
        (0, "", "letter", "later"),
        (0, "", "session", "ours"),
        (535, "5.7.8 no", "session", "ours"),
        (550, "5.7.1 no", "sender", "ours"),
        (550, "5.1.1 unknown", "recipient", "address"),
        (550, "no such user", "recipient", "address"),
        (551, "not local", "recipient", "address"),
        (552, "full", "recipient", "later"),
        (550, "5.2.2 full", "recipient", "later"),
        (554, "5.7.1 <x>: Relay access denied", "recipient", "ours"),
        (554, "5.7.1 no thanks", "recipient", "policy"),
        (554, "no thanks", "letter", "policy"),
        (550, "5.6.0 bad content", "letter", "letter"),
        (550, "refused", "letter", "letter"),
    ],
)
def test_what_codes_mean(code: int, text: str, stage: Any, meaning: str) -> None:
    assert answer_of(code, text, stage=stage).meaning == meaning


@given(code=st.integers(0, 999), text=st.text(max_size=80))
def test_nothing_of_what_a_server_says_is_kept_but_codes(code: int, text: str) -> None:
    words = answer_of(code, f"{text} <minister@example.org>", stage="recipient").words

    assert "@" not in words
    assert len(words) < 40
    assert "@" not in returned_answer("", text + "@").words
