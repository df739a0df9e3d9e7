"""What somebody does while their account is open stands on their own list, and what others do does not."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from answerable.actions import proof_of_work, writers
from answerable.actions.models import Mail, Writer, WriterAction
from answerable.web.pages import action_writer_session
from tests.actions.action_room import SLUG, ActionRoom
from tests.actions.kept_room import keep_room
from tests.actions.writers_room import a_writer

pytestmark = pytest.mark.django_db
kept_room = pytest.fixture(scope="module")(keep_room)
HERE = f"/actions/trial/en/{SLUG}"


@pytest.fixture
def room(settings, kept_room) -> ActionRoom:
    settings.ANSWERABLE_MAIL_HOST, settings.ANSWERABLE_MAIL_SENDER = "127.0.0.1", "letters@example.org"
    return kept_room


def a_browser(writer: Writer | None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if writer is not None:
        value = signing.dumps(
            [writer.number, action_writer_session._word(writer)], salt=action_writer_session.SALT
        )
        client.cookies[action_writer_session.COOKIE] = value
    return client


def a_form(**other: str) -> dict[str, str]:
    given = proof_of_work.give("w" * 22, timezone.now() - timedelta(minutes=1))
    return {"given": given, "update": "0", "target": "justice-minister", "letter_language": "en", "subject": "Deaths",
            "text": "Words of my own about the bridge.", "sign_as": "nobody", "acknowledged": "1", "section": ""} | other  # fmt: skip


def send(client: Client, **other: str) -> None:
    client.post(f"{HERE}/send/", a_form(address="vera@example.org", agrees="1", **other))
    link = re.search(r"/actions/trial/confirm/[\w-]+/", Mail.objects.filter(kind="confirm").last().text)[0]
    seen = re.search(r'name="seen" value="(\w+)"', client.get(link).content.decode())[1]
    client.post(link, {"seen": seen})


@pytest.mark.parametrize(("keeps_list", "channels"), [(True, ["copied", "here"]), (False, [])])
def test_what_is_done_with_the_account_open_is_listed_if_that_is_wanted(room, keeps_list, channels):
    writer = a_writer(room.room.dossier, keeps_list=keeps_list)
    client = a_browser(writer)

    client.post(f"{HERE}/done/", a_form(channel="copied"))
    send(client)

    assert sorted(one.channel for one in writers.list_of(writer)) == channels


def test_what_is_done_without_an_account_is_on_nobodys_list(room):
    a_writer(room.room.dossier, "vera@example.org", keeps_list=True)
    client = a_browser(None)

    client.post(f"{HERE}/done/", a_form(channel="copied"))
    send(client)

    assert Mail.objects.get(kind="letter").state == "due"
    assert not WriterAction.objects.exists()


def test_news_that_was_ticked_with_a_letter_begins_when_the_link_was_used(room):
    client = a_browser(None)
    client.post(f"{HERE}/send/", a_form(address="vera@example.org", agrees="1", news="1"))
    assert not Writer.objects.exists()

    link = re.search(r"/actions/trial/confirm/[\w-]+/", Mail.objects.get(kind="confirm").text)[0]
    seen = re.search(r'name="seen" value="(\w+)"', client.get(link).content.decode())[1]
    client.post(link, {"seen": seen})

    writer = Writer.objects.get()
    assert (writer.state, writer.cases, writer.keeps_list) == ("confirmed", [SLUG], False)
    assert writers.gets_news(writer)
