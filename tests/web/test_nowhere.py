"""Addresses that lead nowhere, and faults of the program itself."""

import pytest
from django.test import Client

from answerable.web.pages import entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/en/nothing/here/at/all/", "There is no page under this address."),
        ("/es/nothing/here/at/all/", "No hay ninguna página en esta dirección."),
    ],
)
def test_an_address_that_leads_nowhere_says_so_in_the_readers_language(address, words):
    answer = Client().get(address)

    assert answer.status_code == 404
    assert words in answer.content.decode()
    assert "nothing/here" not in answer.content.decode().split("<main", 1)[1]


def test_the_interface_answers_an_unknown_address_as_data():
    answer = Client().get("/api/no-such-thing")

    assert answer.status_code == 404
    assert answer.json()["code"] == "not-found"


def test_a_fault_of_the_program_says_that_nothing_was_saved(monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("a detail that nobody outside may read")

    monkeypatch.setattr(entry, "is_open_to", broken, raising=False)
    monkeypatch.setattr("answerable.web.pages.entry.render", broken)
    answer = Client(raise_request_exception=False).get("/en/")

    assert answer.status_code == 500
    assert "was not saved" in answer.content.decode()
    assert "a detail" not in answer.content.decode()
