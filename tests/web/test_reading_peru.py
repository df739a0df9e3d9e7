"""The pages for reading, on the example dossier: they stand, in both languages, and are quick."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PAGES = (
    "", "incidents/", "incidents/?show=cards", "incidents/map/", "incidents/timeline/",
    "incidents/incident:ayacucho-2022-12-15/", "incidents/incident:juliaca-2023-01-09/",
    "incidents/incident:protests-2022-2023/", "victims/", "toll/", "toll/?what=injured", "sources/", "sources/S1/",
    "claims/about/incident:ayacucho-2022-12-15/", "entities/proceeding:ayacucho-formalised/", "search/?q=juliaca",
)  # fmt: skip
SLOWEST = 0.1  # seconds of one core, warm


def test_minors_stand_under_their_initials(peru: str) -> None:
    page = Client().get(f"/en/{peru}/victims/").content.decode()

    assert "a minor, name withheld" in page


def test_every_person_of_the_list_of_the_dead_is_there(peru: str) -> None:
    page = Client().get(f"/en/{peru}/victims/?kind=killed").content.decode()

    assert all(f'id="person-dead-{number:02d}"' in page for number in range(1, 51))


def test_the_policeman_killed_in_juliaca_has_a_record_of_his_own_beside_the_incident(peru: str) -> None:
    page = Client().get(f"/en/{peru}/incidents/incident:juliaca-2023-01-09/").content.decode()

    assert "incident:juliaca-police-2023-01-09" in page
