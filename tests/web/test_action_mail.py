"""The team's page on mail: what did not leave and what to do, addresses and their caps, and who may decide."""

from typing import Any

import html5lib
import pytest

from answerable.actions import mail_ends, mail_queue
from answerable.actions.mail_answers import Answer
from answerable.actions.mail_turns import due
from answerable.actions.models import Mail, MailAddress
from answerable.web.pages.mail_words import reason_words, remedy_words
from tests.actions.action_room import ActionRoom, open_action_room
from tests.actions.mail_room import MINISTER, NOW, a_letter, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(settings: Any) -> ActionRoom:
    settle(settings, 9)
    return open_action_room()


def page(room: ActionRoom, role: str = "editor") -> str:
    answer = room.room.clients[role].get(room.room.url("actions/mail/"))
    assert answer.status_code == 200
    return answer.content.decode()


def post(room: ActionRoom, role: str = "editor", **said: object) -> Any:
    return room.room.clients[role].post(room.room.url("actions/mail/"), said, follow=True)


def a_dead_letter(room: ActionRoom, why: str = "address 550 5.1.1") -> Mail:
    mail = a_letter(room.held.issue, now=NOW)
    MailAddress.objects.update(next_at=None)
    (leased,) = due(NOW)
    mail_ends.die(leased, why)
    return mail


def group(mail: Mail) -> dict[str, object]:
    mail.refresh_from_db()
    return {"issue": mail.issue_id, "target": mail.target, "language": mail.language, "state": mail.state,
            "why": mail.problem}  # fmt: skip


def test_letters_that_could_not_leave_show_with_why_and_what_to_do(room: ActionRoom) -> None:
    a_dead_letter(room)

    text = page(room)

    html5lib.HTMLParser(strict=True).parse(text)
    assert "Nobody is at this address (550 5.1.1)." in text
    assert "Look for another address" in text
    assert "Send again" in text


def test_the_page_names_no_writer(room: ActionRoom) -> None:
    a_dead_letter(room)

    text = page(room, "owner")

    for secret in ("Vera", "vera@example.com", "Muertes", "Le pido"):
        assert secret not in text


def test_dead_letters_are_sent_again(room: ActionRoom) -> None:
    mail = a_dead_letter(room)

    answer = post(room, act="again", **group(mail))

    assert "1 letter goes again." in answer.content.decode()
    mail.refresh_from_db()
    assert mail.appeal is not None
    assert (mail.state, mail.appeal.state) == ("due", "queued")


def test_a_letter_whose_text_is_gone_cannot_go_again(room: ActionRoom) -> None:
    mail = a_dead_letter(room)
    Mail.objects.update(text="")

    answer = post(room, act="again", **group(mail))

    assert "1 cannot." in answer.content.decode()
    mail.refresh_from_db()
    assert mail.state == "dead"


def test_letters_of_an_older_text_go_only_when_somebody_says_so(room: ActionRoom) -> None:
    mail = a_letter(room.held.issue, now=NOW)
    mail_queue.hold_stale(room.held.issue, ["es"])
    assert "Send as they are" in page(room)

    post(room, act="go", **group(mail))

    mail.refresh_from_db()
    assert (mail.state, mail.problem) == ("due", "as-it-is")


def test_what_is_given_up_counts_no_longer(room: ActionRoom) -> None:
    mail = a_dead_letter(room)

    post(room, act="give-up", **group(mail))

    mail.refresh_from_db()
    assert mail.appeal is not None
    assert (mail.state, mail.appeal.state) == ("cancelled", "cancelled")


def test_an_address_is_put_to_use_again_with_another_cap(room: ActionRoom) -> None:
    a_letter(room.held.issue)
    mail_ends.blame(Mail.objects.get(), Answer("address", 550), NOW)
    assert "letters come back" in page(room, "researcher")

    post(room, "researcher", act="address", address=MINISTER, state="active", cap=12)

    row = MailAddress.objects.get(address=MINISTER)
    assert (row.state, row.cap, row.soft_bounces) == ("active", 12, 0)


@pytest.mark.parametrize("cap", ["0", "-1", "1001", "many", "", "9" * 40])
def test_a_cap_that_is_none_is_refused_and_nothing_changes(room: ActionRoom, cap: str) -> None:
    a_letter(room.held.issue)

    answer = post(room, act="address", address=MINISTER, state="active", cap=cap)

    assert answer.status_code == 422
    assert MailAddress.objects.get(address=MINISTER).cap == 30


@pytest.mark.parametrize(
    ("role", "status"), [("nobody", 200), ("stranger", 404), ("reader", 403), ("researcher", 403)]
)
def test_only_an_editor_decides_on_letters(room: ActionRoom, role: str, status: int) -> None:
    mail = a_dead_letter(room)

    answer = post(room, role, act="again", **group(mail))

    mail.refresh_from_db()
    assert mail.state == "dead"
    assert answer.status_code in (status, 401)


@pytest.mark.parametrize("issue", ["", "x", "9" * 30, "-1"])
def test_letters_that_are_not_there_are_none(room: ActionRoom, issue: str) -> None:
    answer = post(room, act="again", issue=issue, target="x", language="es", state="dead", why="")

    assert answer.status_code == 422


def test_letters_of_another_dossier_are_not_touched(room: ActionRoom) -> None:
    mail = a_dead_letter(room)
    told = group(mail)

    from answerable.actions.mail_decisions import send_group_again
    from answerable.actions.mail_overview import Group

    asked = Group("", mail.issue_id or 0, mail.target, mail.language, "dead", str(told["why"]), 0, 0)
    assert send_group_again(actor=room.editor, dossier_id="elsewhere", group=asked) == (0, 0)


@pytest.mark.parametrize(
    "why",
    ["address 550 5.1.1", "policy 554 5.7.1", "letter 550", "later 451 4.3.0", "given-up later 451", "ours 550 5.7.1",
     "no-address", "no-target", "left-office", "paused", "stale", "older-text", "late"],
)  # fmt: skip
def test_every_reason_has_words_and_a_remedy(why: str) -> None:
    assert reason_words(why).endswith(".")
    assert remedy_words(why).endswith(".")
