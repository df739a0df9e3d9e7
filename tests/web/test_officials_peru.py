"""The pages about officials on the example dossier, as the team and as the public see them."""

import re
from collections import Counter

import html5lib
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from answerable.accounts import changes as accounts
from answerable.record import changes
from tests.web.official_room import GUILT, read, section, text_of
from tests.web.recording_room import OWNER

pytestmark = pytest.mark.django_db
OFFICIALS = ("boluarte", "otarola", "gomez-de-la-torre", "alfaro", "piquer")
AYACUCHO = "incident:ayacucho-2022-12-15"
CULPABLE = re.compile(r"\b(culpables?|asesin[oa]s?|perpetrador(es)?)\b", re.IGNORECASE)


@pytest.fixture
def team(peru: str) -> Client:
    accounts.make_account(actor=OWNER, name="reader-of-peru", password=None)
    accounts.admit(actor=OWNER, dossier=changes.find_dossier(peru), name="reader-of-peru", role="reader")
    client = Client()
    client.force_login(get_user_model().objects.get(username="reader-of-peru"))
    return client


def check(page: str) -> None:
    """Hold a page to valid HTML, ids of its own, marks that lead somewhere, and no verdict."""
    html5lib.HTMLParser(strict=True).parse(page)
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    told = text_of(page)
    assert not GUILT.findall(told)
    assert not CULPABLE.findall(told)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("official", OFFICIALS)
def test_every_page_of_an_official_is_valid_and_states_no_verdict(
    peru: str, team: Client, client: Client, official: str, language: str
) -> None:
    base = f"/{language}/{peru}/officials/person:{official}/"
    other = "boluarte" if official != "boluarte" else "otarola"
    frameworks = "&".join(f"framework={name}" for name in (
        "rome-28a", "rome-28b", "customary", "peru-control-of-organisation", "peru-improper-omission"))  # fmt: skip

    check(read(client, base))
    check(read(client, f"{base}print/"))
    check(read(client, f"{base}beside/?other=person:{other}"))
    check(read(team, base))
    check(read(team, f"{base}tests/?{frameworks}&incident={AYACUCHO}"))
    check(read(team, f"{base}tests/rome-28b/R28B.3a/?incident={AYACUCHO}"))


def test_the_president_stands_over_eleven_incidents_with_her_denials_beside(peru: str, client: Client) -> None:
    page = read(client, f"/en/{peru}/officials/person:boluarte/")

    told = section(page, 'id="incidents"')
    assert "Deaths in Ayacucho, 15 December 2022" in told
    assert "Deaths in Juliaca, 9 January 2023" in told
    answers = section(page, 'id="answers"')
    assert "She did not know the operational plans and learnt of events on television." in answers
    assert "under oath" in answers


def test_a_notice_before_juliaca_is_said_to_come_before_it(peru: str, client: Client) -> None:
    page = read(client, f"/en/{peru}/officials/person:gomez-de-la-torre/")

    row = next(
        text_of(row) for row in re.findall(r"<tr id=.*?</tr>", page, re.DOTALL) if "subject of the meeting" in row
    )
    assert "4 days before Ayacucho" in row
    assert "29 days before Juliaca" in row


def test_patterns_of_the_example_are_for_the_team_alone(peru: str, team: Client, client: Client) -> None:
    path = f"/en/{peru}/officials/person:boluarte/"

    assert "In command at more than one deadly incident" in text_of(read(team, path))
    assert "In command at more than one deadly incident" not in text_of(read(client, path))
    assert "Alberto Otárola" in text_of(read(team, f"/en/{peru}/patterns/"))
    assert client.get(f"/en/{peru}/patterns/").status_code == 302
    check(read(team, f"/en/{peru}/patterns/"))
    check(read(team, f"/es/{peru}/gaps/"))
