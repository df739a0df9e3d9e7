"""Recording by the API: each act in the caller's own role, behind the sign of the caller's own page."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from answerable.record.view import ViewSpec
from tests.builders import a_claim, a_unit
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db
ROOT = "/api/dossiers/trial"
NEW = {
    "about": "unit:alpha", "type": "Unit", "properties": {"name": ["Alpha"]}, "source": "A",
    "locator": "page:3", "from": "2022-12", "grade": 2,
}  # fmt: skip


@pytest.fixture
def room() -> Room:
    room = open_room()
    room.record(a_unit("Base"))
    return room


def send(client: Client, path: str, body: object, status: int):
    answer = client.post(ROOT + path, json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_claim_is_recorded_once_however_often_it_is_sent(room: Room) -> None:
    first = send(room.clients["researcher"], "/claims", {"claims": [NEW]}, 201)
    again = send(room.clients["researcher"], "/claims", {"claims": [NEW]}, 201)

    assert first["ids"] == again["ids"]
    assert (first["already"], again["already"]) == (0, 1)
    assert room.view().claim(first["ids"][0]).recorded_by == "rosa"


def test_claims_are_recorded_all_or_none(room: Room) -> None:
    wrong = NEW | {"about": "unit:bravo", "properties": {"force": ["cavalry"]}}

    refusal = send(room.clients["researcher"], "/claims", {"claims": [NEW, wrong]}, 400)

    assert refusal["code"] == "value-refused"
    assert refusal["where"] == "unit:bravo"
    assert not room.view().has("unit:alpha")


@pytest.mark.parametrize("role, status", [("reader", 403), ("stranger", 403), ("nobody", 401)])
def test_whoever_may_not_record_is_refused(room: Room, role: str, status: int) -> None:
    send(room.clients[role], "/claims", {"claims": [NEW]}, status)

    assert not room.view().has("unit:alpha")


def test_a_dossier_that_is_not_a_strangers_is_not_there_for_acts_either() -> None:
    room = open_room()
    room.record(a_unit("Base", visibility="team"))

    send(room.clients["stranger"], "/claims", {"claims": [NEW]}, 404)


def test_an_act_without_the_sign_of_the_callers_own_page_is_refused(room: Room) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.get(username="rosa"))

    refusal = send(client, "/claims", {"claims": [NEW]}, 403)

    assert refusal["code"] == "not-allowed"
    assert not room.view().has("unit:alpha")


def test_a_retraction_takes_the_claim_out_and_needs_a_reason(room: Room) -> None:
    (claim,) = room.record(a_unit("Alpha"))

    send(room.clients["researcher"], f"/claims/{claim}/retract", {"why": " "}, 409)
    send(room.clients["researcher"], f"/claims/{claim}/retract", {"why": "The source was wrong."}, 200)

    assert not room.view().has_claim(claim)


def test_a_correction_replaces_a_claim(room: Room) -> None:
    (claim,) = room.record(a_unit("Alpha"))
    body = {"claim": NEW | {"properties": {"name": ["Alpha Company"]}}, "why": "The full name is on page 3."}

    new = send(room.clients["researcher"], f"/claims/{claim}/correct", body, 201)

    assert room.view().text("unit:alpha", "name") == "Alpha Company"
    assert not room.view().has_claim(claim)
    assert room.view().has_claim(new["ids"][0])


def test_verifying_needs_a_second_person(room: Room) -> None:
    (claim,) = room.record(a_unit("Alpha"))

    send(room.clients["owner"], f"/claims/{claim}/verify", {}, 409)
    send(room.clients["researcher"], f"/claims/{claim}/verify", {}, 200)

    assert room.view().claim(claim).verified_by == ("rosa",)


def test_ruling_is_an_editors_act(room: Room) -> None:
    (claim,) = room.record(a_unit("Alpha"))
    body = {"status": "accepted", "why": "Seen in the decree."}

    send(room.clients["researcher"], f"/claims/{claim}/rule", body, 403)
    send(room.clients["editor"], f"/claims/{claim}/rule", body, 200)

    assert room.view().claim(claim).status == "accepted"


def test_two_entities_are_judged_the_same(room: Room) -> None:
    room.record(a_claim("Person", "person:a", name="Ana"), a_claim("Person", "person:b", name="Ana Quispe"))
    body = {"left": "person:a", "right": "person:b", "judgement": "same", "why": "The same identity card."}

    send(room.clients["researcher"], "/judgements", body, 201)

    assert room.view().canonical("person:b") == "person:a"


def test_a_source_is_added_and_its_key_not_given_to_another(room: Room) -> None:
    body = {"key": "C", "kind": "news", "title": "A newspaper", "published": "2023-01-11"}

    send(room.clients["researcher"], "/sources", body, 201)
    send(room.clients["researcher"], "/sources", body, 201)
    send(room.clients["researcher"], "/sources", body | {"title": "Another"}, 409)

    assert room.view().source("C").published == "2023-01-11"


def test_a_claim_in_a_closed_circle_cannot_be_acted_upon_from_outside(room: Room) -> None:
    (claim,) = room.record(a_unit("Alpha", visibility="restricted:inner"))

    send(room.clients["researcher"], f"/claims/{claim}/retract", {"why": "No."}, 404)


@pytest.mark.parametrize(
    "change",
    [
        {"note": "one\u001ftwo"}, {"note": "\ud800"}, {"about": "Unit:Alpha"}, {"grade": 9}, {"source": "../etc"},
        {"properties": {"name": ["\u0000"]}}, {"from": "2023-02-30"}, {"locator": "x" * 501},
    ],
)  # fmt: skip
def test_what_cannot_be_stored_or_read_is_refused_before_anything_is_written(room: Room, change: dict) -> None:
    before = len(room.view())
    answer = room.clients["researcher"].post(
        f"{ROOT}/claims", json.dumps({"claims": [NEW | change]}), content_type="application/json"
    )

    assert answer.status_code in (400, 422)
    assert answer.json()["what"]
    assert len(room.view(ViewSpec(room.view().spec.audience))) == before
