"""Checking a text as a page: it comes back marked, says why, and keeps nothing."""

import io
import logging

import docx
import pytest
from django.test import Client

from answerable.publish import text_to_check
from answerable.record.models import Claim, JournalEntry, Source
from tests.builders import a_claim, a_unit
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db
SECRET = "Cuarenta y siete leones cruzaron el puente"


@pytest.fixture
def room() -> Room:
    opened = open_room()
    opened.record(
        a_unit("Ombuds Office"),
        a_claim("Tally", "tally:t", name="Killed in the protests", what="killed", value="49", asOf="2023-01-12",
                definition="People killed in the protests.", speaker="unit:ombuds-office"),
        a_claim("Tally", "tally:u", name="Killed in Tarma", what="killed", value="7", asOf="2023-01-12", place="Tarma",
                definition="People killed in Tarma.", speaker="unit:ombuds-office", visibility="team"),
    )  # fmt: skip
    return opened


def post(room: Room, role: str = "researcher", query: str = "", **typed: object):
    return room.clients[role].post(room.url(f"check-text/{query}"), typed)


def test_a_number_that_holds_and_one_that_does_not_are_told_apart_in_words(room: Room) -> None:
    page = post(
        room, text="By 12 January 2023 the Ombuds Office counted 47 people killed in the protests."
    ).content.decode()

    assert '<a class="checked contradicted" id="in-text-' in page
    assert "≠ <span>contradicted</span>" in page
    held = post(
        room, text="By 12 January 2023 the Ombuds Office counted 49 people killed in the protests."
    ).content.decode()
    assert 'checked contradicted" id' not in held
    assert 'class="checked held"' in held


def test_each_marked_thing_opens_its_entry_and_the_entry_its_claims(room: Room) -> None:
    page = post(room, text="The Ombuds Office counted 49 people killed in the protests.").content.decode()
    (claim,) = room.view().claims_about("tally:t")

    assert 'href="#item-2"' in page
    assert 'id="item-2"' in page
    assert f"claims/{claim.id}/" in page


def test_the_public_checks_against_its_own_view_and_learns_nothing_of_the_rest(room: Room) -> None:
    said = "In Tarma, 7 people were killed."
    for_team = post(room, text=said).content.decode()
    for_public = post(room, "nobody", text=said).content.decode()

    assert 'class="checked held" id="in-text-2"' in for_team
    assert "checked unknown" in for_public
    assert "Killed in Tarma" not in for_public


def test_nothing_of_the_text_is_stored_logged_or_cached(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    before = Claim.objects.count(), Source.objects.count(), JournalEntry.objects.count()
    with caplog.at_level(logging.DEBUG):
        answer = post(room, text=SECRET)

    assert (Claim.objects.count(), Source.objects.count(), JournalEntry.objects.count()) == before
    assert SECRET not in caplog.text
    assert "no-store" in answer["Cache-Control"]


def test_what_was_typed_comes_back_as_text_never_as_markup(room: Room) -> None:
    page = post(room, text="<script>alert(49)</script> 49 people & more").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(" in page


def test_too_long_a_text_is_refused_with_what_to_do(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = post(room, "nobody", text="x " * text_to_check.MOST_LETTERS_OF_STRANGERS)

    assert answer.status_code == 422
    assert "Check it in parts" in answer.content.decode()


def test_an_empty_form_and_a_day_that_is_none_say_what_to_mend(room: Room) -> None:
    assert "There is no text yet." in post(room, text="  ").content.decode()
    answer = post(room, text="49 people", day="12/01/2023")
    assert answer.status_code == 422
    assert 'href="#id_day"' in answer.content.decode()


def test_a_word_file_and_a_text_file_are_read(room: Room) -> None:
    written, word = io.BytesIO(), docx.Document()
    word.add_paragraph("The Ombuds Office counted 49 people killed in the protests.")
    word.save(written)
    for name, content in (
        ("a.docx", written.getvalue()),
        ("a.md", b"# Note\n\nThe Ombuds Office counted 49 people killed."),
    ):
        file = io.BytesIO(content)
        file.name = name
        page = post(room, file=file).content.decode()
        assert 'class="checked held"' in page, name


def test_a_file_without_text_is_refused(room: Room) -> None:
    file = io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(400))
    file.name = "a.png"
    answer = post(room, file=file)

    assert answer.status_code == 422
    assert "cannot be read" in answer.content.decode()


def test_the_form_stands_without_a_script_and_in_spanish(room: Room) -> None:
    assert room.clients["nobody"].get(room.url("check-text/")).status_code == 200
    page = Client().post(f"/es/{room.dossier.id}/check-text/", {"text": "Murieron 49 personas en las protestas."})
    assert "respaldado" in page.content.decode()
