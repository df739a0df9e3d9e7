"""The toll page on the example: definitions beside one another, the people behind, what does not fit, in words."""

import re

import pytest
from django.test import Client

from tests.conftest import PERU


@pytest.fixture
def client(peru: str, db: None) -> Client:
    return Client()


def toll(client: Client, query: str = "") -> str:
    answer = client.get(f"/en/{PERU.name}/toll/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_definitions_stand_beside_one_another_with_least_best_and_most(client: Client) -> None:
    html = toll(client)
    row = re.search(r'<tr><th scope="row"><a href="[^"]*definition=killed-by-forces#people">.*?</tr>', html)

    assert row is not None
    assert re.findall(r'class="number"[^>]*>(\d+)<', row[0]) == ["50", "50", "56"]
    assert "None is an estimate" in html


def test_a_definition_opens_to_the_people_behind_it(client: Client) -> None:
    html = toll(client, "?definition=killed-soldiers")

    assert "Surely counted: 6" in html
    assert "not known: civilian, police or soldier" in html
    assert 'id="people"' in toll(client, "?definition=killed-minors")
    assert 'id="people"' not in toll(client, "?definition=killed-somehow")


def test_what_does_not_fit_is_said_in_words(client: Client) -> None:
    html = toll(client)

    assert "and the parts that are named come to 59" in html
    assert "The same number of people counted differently" in html
    assert "more person. Those who died later come first" in html
