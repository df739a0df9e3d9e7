"""An official's file as a download: for the team, in each form and language, from the view of the address."""

import pytest

from answerable.accounts import changes as accounts
from answerable.record.changes import find_dossier
from tests.publish.printed import pdf_text, word_text
from tests.web.recording_room import OWNER

pytestmark = pytest.mark.django_db
FILE = "officials/person:boluarte/file."


@pytest.fixture
def reader(peru: str, client, django_user_model):
    accounts.make_account(actor=OWNER, name="reader-of-peru", password=None)
    accounts.admit(actor=OWNER, dossier=find_dossier(peru), name="reader-of-peru", role="reader")
    client.force_login(django_user_model.objects.get(username="reader-of-peru"))
    return client


def test_the_team_gets_it_as_pdf_and_as_a_word_document(reader, peru: str) -> None:
    short = "?framework=peru-control-of-organisation"
    pdf = reader.get(f"/es/{peru}/{FILE}pdf{short}&audience=public")
    assert pdf["Content-Disposition"] == 'attachment; filename="boluarte-es.pdf"'
    assert "Expediente: Dina Ercilia Boluarte Zegarra" in pdf_text(pdf.content)
    word = reader.get(f"/en/{peru}/{FILE}docx{short}")
    assert "It holds what is for the team alone" in word_text(word.content)


def test_the_view_of_the_address_shapes_it(reader, peru: str) -> None:
    team = reader.get(f"/en/{peru}/{FILE}html").content.decode()
    public = reader.get(f"/en/{peru}/{FILE}html?audience=public").content.decode()
    early = reader.get(f"/en/{peru}/{FILE}html?published_by=2023-01-20").content.decode()

    assert "It holds what is for the team alone" in team
    assert "It holds what is for the team alone" not in public
    assert "As the public could know it on 20 January 2023." in early
    assert "July 2024" in team
    assert "July 2024" not in early


def test_one_test_can_be_chosen(reader, peru: str) -> None:
    text = reader.get(f"/en/{peru}/{FILE}html?framework=rome-28b").content.decode()

    assert "R28B.2" in text
    assert "R28A.2a" not in text


def test_it_is_not_made_for_strangers_nor_in_other_forms(reader, peru: str) -> None:
    from django.test import Client

    assert Client().get(f"/en/{peru}/{FILE}html").status_code == 403
    assert reader.get(f"/en/{peru}/{FILE}exe").status_code == 404
    assert reader.get(f"/en/{peru}/officials/person:nobody/file.html").status_code == 404
    assert reader.get(f"/en/{peru}/{FILE}html?framework=none").status_code == 404
