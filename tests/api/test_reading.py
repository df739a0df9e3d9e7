"""Reading by the API: the caller's own audience, the page's conditions, refusals in one shape."""

import pytest
from django.test import Client

from tests.builders import a_claim, a_unit
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db
ROOT = "/api/dossiers/trial"


@pytest.fixture
def room() -> Room:
    room = open_room()
    room.record(
        a_unit("Alpha"),
        a_unit("Bravo", visibility="team"),
        a_claim("Subordination", "subordination:ab", "2022-12-07 / 2023-01-09 starts",
                subordinate="unit:alpha", superior="unit:bravo", **{"class": "command"}),
        a_claim("Post", "post:bravo", title="Commander of Bravo", unit="unit:bravo", function="commander"),
        a_claim("Person", "person:a", name="Ana Quispe"),
        a_claim("Person", "person:a", age="40"),
        a_claim("Person", "person:a", age="41", source="B"),
        a_claim("Appointment", "appointment:a", "2022-12-07 / 2023-01-09", person="person:a", post="post:bravo"),
    )  # fmt: skip
    return room


def read(client: Client, path: str, status: int = 200):
    answer = client.get(path)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/json")
    return answer.json()


def test_nobody_sees_more_by_the_api_than_on_the_pages(room: Room) -> None:
    public = read(room.clients["nobody"], f"{ROOT}/entities?type=Unit")
    team = read(room.clients["reader"], f"{ROOT}/entities?type=Unit")

    assert [one["id"] for one in public["items"]] == ["unit:alpha"]
    assert [one["id"] for one in team["items"]] == ["unit:alpha", "unit:bravo"]
    read(room.clients["nobody"], f"{ROOT}/entities/unit:bravo", 404)


def test_asking_for_a_wider_audience_gives_the_callers_own(room: Room) -> None:
    found = read(room.clients["nobody"], f"{ROOT}/entities?type=Unit&audience=team")

    assert found["count"] == 1


def test_without_a_source_is_for_the_team(room: Room) -> None:
    assert read(room.clients["reader"], f"{ROOT}/claims?without=B")["count"] == 7
    assert read(room.clients["nobody"], f"{ROOT}/claims?without=B")["count"] == 7
    assert read(room.clients["reader"], f"{ROOT}/claims")["count"] == 8


def test_a_dossier_without_anything_public_is_told_like_one_that_is_not_there() -> None:
    room = open_room()
    room.record(a_unit("Alpha", visibility="team"))

    closed = read(room.clients["nobody"], ROOT, 404)
    absent = read(room.clients["nobody"], "/api/dossiers/absent", 404)

    assert closed == absent
    assert read(room.clients["nobody"], "/api/dossiers") == []
    assert read(room.clients["reader"], "/api/dossiers")[0]["id"] == "trial"


def test_an_entity_shows_every_value_with_its_claims_and_that_they_disagree(room: Room) -> None:
    age = read(room.clients["nobody"], f"{ROOT}/entities/person:a")["properties"]["age"]

    assert age["is_conflict"]
    assert {value["text"] for value in age["values"]} == {"40", "41"}
    assert all(value["claims"] for value in age["values"])


def test_claims_are_narrowed_by_what_they_are_about_their_type_and_their_source(room: Room) -> None:
    client = room.clients["reader"]

    assert read(client, f"{ROOT}/claims?about=person:a")["count"] == 3
    assert read(client, f"{ROOT}/claims?about=person:a&source=B")["count"] == 1
    assert read(client, f"{ROOT}/claims?type=Person&size=1&page=2")["items"][0]["about"] == "person:a"
    assert read(client, f"{ROOT}/claims?about=person:nobody")["count"] == 0


def test_a_claim_leads_to_its_source(room: Room) -> None:
    client = room.clients["reader"]
    claim = read(client, f"{ROOT}/claims?source=B")["items"][0]

    again = read(client, f"{ROOT}/claims/{claim['id']}")

    assert again == claim
    assert read(client, f"{ROOT}/sources/{claim['source']}")["claims"] == 1


def test_a_chain_carries_its_claims_and_says_why(room: Room) -> None:
    chain = read(room.clients["reader"], f"{ROOT}/command/unit:alpha?day=2022-12-20")

    above = chain["branches"][0]["rungs"][1]
    assert above["holders"][0]["name"] == "Ana Quispe"
    assert above["holders"][0]["status"] == "evidenced"
    assert above["holders"][0]["why"]
    assert set(above["holders"][0]["claims"]) <= set(chain["claims"])


def test_search_finds_a_name_without_its_accents_and_nothing_that_is_not_in_the_view(room: Room) -> None:
    assert read(room.clients["nobody"], f"{ROOT}/search?q=QUISPÉ")["items"][0]["id"] == "person:a"
    assert read(room.clients["nobody"], f"{ROOT}/search?q=bravo&type=Unit")["count"] == 0


def test_the_difference_lists_what_falls_without_a_source(room: Room) -> None:
    found = read(room.clients["reader"], f"{ROOT}/difference?without=B")

    assert found["counts"]["lost_claims"] == len(found["lost_claims"]) == 1


@pytest.mark.parametrize(
    "path, status, code",
    [
        ("/command/unit:alpha", 422, "request-malformed"),
        ("/command/unit:alpha?day=2022-13-01", 422, "request-malformed"),
        ("/command/unit:nowhere?day=2022-12-20", 404, "not-found"),
        ("/claims?size=100000", 422, "request-malformed"),
        ("/claims?page=0", 422, "request-malformed"),
        ("/claims?type=Nothing", 400, "unknown-type"),
        ("/entities/" + "a:" + "b" * 400, 422, "request-malformed"),
        ("/claims?audience=everyone", 400, "value-refused"),
    ],
)
def test_refusals_have_one_shape(room: Room, path: str, status: int, code: str) -> None:
    refusal = read(room.clients["nobody"], ROOT + path, status)

    assert refusal["code"] == code
    assert set(refusal) == {"code", "what", "where", "remedy"}
    assert refusal["what"].endswith(".")


def test_the_example_dossier_is_read_whole(peru: str, client: Client) -> None:
    root = f"/api/dossiers/{peru}"
    juliaca = read(client, f"{root}/incidents/incident:juliaca-2023-01-09/command")

    assert {unit["unit"] for unit in juliaca["units"]} >= {"unit:pnp", "unit:pnp-puno"}
    assert read(client, f"{root}/toll?what=killed")["stated"]
    assert read(client, f"{root}/search?q=juliaca")["count"]
