"""The pages of figures on the example: the list, one figure, its history, the refusals."""

import pytest
from django.test import Client

from tests.conftest import PERU


@pytest.fixture
def client(peru: str, db: None) -> Client:
    return Client()


def page(client: Client, path: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/{PERU.name}/{path}")
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_the_list_shows_each_numeral_with_what_stands_behind_it(client: Client) -> None:
    html = page(client, "figures/")

    assert "at least 1,200" in html
    assert "over 1,400" in html
    assert "documented 1 of 29" in html
    assert "documented 10</span>" in html
    assert "stated by 2 sources" in html
    assert "the same number is given elsewhere for other people" in html
    assert "None is typed in" in html
    assert html.index("civilians killed in the protests") < html.index("deaths in Arequipa")


def test_a_figure_shows_its_definition_its_table_its_records_and_how_to_cite_it(client: Client) -> None:
    html = page(client, "figures/figure:killed-minors/")

    assert "those who state it differ" in html
    assert 'class="step' in html
    assert "Human Rights Watch" in html
    assert "killed-minors" in html
    assert "recorded_by=2026-11-21" in html


def test_a_share_shows_what_it_is_made_from_in_order(client: Client) -> None:
    html = page(client, "figures/figure:share-soldiers-sanctioned/")

    assert "<h1>22% of the soldiers investigated were sanctioned</h1>" in html
    assert html.index("soldiers sanctioned within the army") < html.index("soldiers investigated within the army")


def test_the_history_is_what_was_public_on_earlier_days(client: Client) -> None:
    html = page(client, "figures/figure:killed-everyone/?history=yes")

    assert "As the public could know it" in html


def test_the_page_speaks_the_readers_language_in_content(client: Client) -> None:
    assert "civiles muertos en las protestas" in page(client, "figures/", "es")


def test_a_figure_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(f"/en/{PERU.name}/figures/figure:none/").status_code == 404
    assert client.get(f"/en/{PERU.name}/figures/person:boluarte/").status_code == 404
