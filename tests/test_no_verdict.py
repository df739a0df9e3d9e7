"""No output states guilt: every page, in both languages, for the team and for the public; commands; the API."""

import html
import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from answerable.accounts import changes as accounts
from answerable.assess import verdict_words_in
from answerable.cli.examples import lay_action, lay_publications
from answerable.publish import outputs
from answerable.record import changes
from answerable.record.actors import Actor, Role
from answerable.record.audiences import TEAM
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from tests.browser.addresses import DOSSIER, PUBLISHED, READING, TO_BE_PUBLISHED
from tests.browser.addresses import TEAM as TEAM_PAGES
from tests.cli.running import ROOT

pytestmark = pytest.mark.django_db
API = ("officials/person:otarola/conduct", "officials/person:otarola/patterns", "justice",
       "assessments/rome-28b/person:boluarte", "assessments/use-of-force/incident:ayacucho-2022-12-15")  # fmt: skip


def signed_in(dossier: str) -> Client:
    """Return the client of a researcher of the dossier."""
    owner = Actor("Ana", Role.OWNER)
    accounts.make_account(actor=owner, name="who-reads-all", password=None)
    accounts.admit(actor=owner, dossier=changes.find_dossier(dossier), name="who-reads-all", role="owner")
    client = Client()
    client.force_login(get_user_model().objects.get(username="who-reads-all"))
    return client


def words_of(page: str) -> str:
    """Return the words of a page, without its marks."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", bare))


def test_no_claim_of_the_example_uses_a_word_of_a_verdict(peru: str) -> None:
    said = {claim.ref: verdict_words_in(" ".join(text for values in claim.properties.values() for text in values))
            for claim in view_of(peru, ViewSpec(TEAM)).claims()}  # fmt: skip

    assert {ref: words for ref, words in said.items() if words} == {}


@pytest.fixture
def said(peru: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the example with what it publishes; of the files only the page by itself is made."""
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})
    lay_publications(peru, ROOT / "examples" / "publications" / peru)
    lay_action(peru, ROOT / "examples" / "actions" / peru)
    return peru


def test_no_page_of_an_urgent_action_uses_a_word_of_a_verdict(said: str) -> None:
    for language in ("en", "es", "de", "fr"):
        for address in ("", "juliaca/", "juliaca/write/"):
            answer = Client().get(f"/actions/{said}/{language}/{address}")
            assert answer.status_code == 200, address
            assert verdict_words_in(words_of(answer.content.decode())) == (), (language, address)


@pytest.mark.parametrize(("language", "is_team"), [("en", False), ("es", True)])
def test_no_page_uses_a_word_of_a_verdict(said: str, language: str, is_team: bool) -> None:
    client = signed_in(said) if is_team else Client()
    shown = (*READING, *PUBLISHED)
    found = {}
    for address in (*shown, *TEAM_PAGES, *TO_BE_PUBLISHED) if is_team else shown:
        answer = client.get(f"/{language}/{DOSSIER}/{address}", follow=True)
        assert answer.status_code == 200, address
        words = verdict_words_in(words_of(answer.content.decode()))
        if words:
            found[address] = words

    assert found == {}


@pytest.mark.parametrize("address", API)
def test_no_answer_of_the_api_uses_a_word_of_a_verdict(peru: str, address: str) -> None:
    answer = signed_in(peru).get(f"/api/dossiers/{peru}/{address}?language=es")

    assert answer.status_code == 200
    assert verdict_words_in(answer.content.decode()) == ()
