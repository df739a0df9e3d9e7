"""A whole incident, from an empty dossier by forms alone, to the chain of command above it."""

import re
from datetime import date

import pytest

from answerable.casualties.victims import victims
from answerable.command import chains_of_incident
from answerable.record.models import Claim
from answerable.record.view import ViewSpec
from tests.builders import a_claim, a_unit
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db
WHOLE = {
    "source": "S1", "page": "2", "grade": "2", "visibility": "public",
    "p.name": "The bridge, 9 January 2023", "p.name@es": "El puente, 9 de enero de 2023", "p.kind": ["killing", "shooting"],
    "p.place": "Puente Alto", "t.from": "2023-01-09", "t.starts": "yes", "t.ends": "yes",
    "dead-0.name": "Juana Pérez", "dead-0.name_visibility": "team", "dead-0.initials": "J.P.", "dead-0.age": "17",
    "dead-0.minor": "yes", "dead-0.cause": "a gunshot", "dead-0.paragraph": "4",
    "dead-1.name": "Pedro Díaz", "dead-1.name_visibility": "public", "dead-1.age": "44", "dead-1.role": "bystander",
    "dead-2.age": "30",
    "force-0.unit.search": "First Company", "force-0.force": "army", "force-0.level": "battalion",
    "force-0.superior.search": "Third Brigade", "force-0.class": "command", "force-0.task": "to clear the bridge",
    "force-1.unit.search": "Third Brigade", "force-1.force": "army", "force-1.superior.search": "The Presidency",
    "force-1.class": "command",
    "post-0.unit.search": "First Company", "post-0.title": "Commander of the company", "post-0.function": "commander",
    "post-0.person.search": "Captain Unnamed", "post-0.name_visibility": "team", "post-0.rank": "Captain",
    "post-1.unit.search": "Third Brigade", "post-1.title": "Commander of the brigade", "post-1.function": "commander",
    "post-1.person.search": "Rosa Mayta", "post-1.rank": "General", "post-1.t.from": "2022-06-01", "post-1.t.to": "2023-03-01",
    "post-1.t.starts": "yes",
    "post-2.unit.search": "The Presidency", "post-2.title": "President", "post-2.function": "head-of-state",
    "post-2.person.search": "Ana Salas", "post-2.name_visibility": "public",
}  # fmt: skip


@pytest.fixture
def room() -> Room:
    opened = open_room()
    client = opened.clients["researcher"]
    client.post(
        opened.url("sources/add/"),
        {"title": "A report", "kind": "report", "visibility": "public", "published": "2023-02-01"},
    )
    return opened


def send(room: Room, step: str, **changes):
    return room.clients["researcher"].post(room.url("record/whole-incident/"), WHOLE | changes | {"step": step})


def carried(text: str) -> dict[str, list[str]]:
    """Return the hidden fields of a page, as a browser would send them."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name.replace("&#x27;", "'"), []).append(value)
    return found


def test_a_whole_incident_is_recorded_from_an_empty_dossier_by_forms_alone(room: Room) -> None:
    assert Claim.objects.count() == 0
    looked = send(room, "look")
    assert looked.status_code == 200
    assert Claim.objects.count() == 0

    answer = room.clients["researcher"].post(
        room.url("record/whole-incident/"), carried(looked.content.decode()) | {"step": "save"}
    )

    assert answer.status_code == 302
    assert answer.url == room.url("incidents/incident:the-bridge-9-january-2023/")
    view = room.view()
    incident = "incident:the-bridge-9-january-2023"
    assert view.days_of(incident) == (date(2023, 1, 9), date(2023, 1, 9))
    assert view.texts(incident, "kind") == ("killing", "shooting")
    assert len(victims(view, incident=incident, kind="killed")) == 3
    (company,) = [unit for unit in chains_of_incident(view, incident).units if unit.unit == "unit:first-company"]
    (branch,) = company.chain.branches
    assert branch.units == ("unit:first-company", "unit:third-brigade", "unit:the-presidency")
    holders = [view.text(rung.holders[0].person, "name") for rung in branch.rungs]
    assert holders == ["Captain Unnamed", "Rosa Mayta", "Ana Salas"]


def test_what_is_told_before_saving_holds_the_chain_and_the_toll(room: Room) -> None:
    text = send(room, "look").content.decode()

    assert "First Company ← Third Brigade ← The Presidency" in text
    assert "3 deaths documented" in text


def test_each_person_is_named_to_those_only_for_whom_it_was_said(room: Room) -> None:
    send(room, "save")
    public, team = room.view(ViewSpec()), room.view()

    named = {public.text(person, "name") for person in public.entities("Person")} - {""}
    assert named == {"Pedro Díaz", "Rosa Mayta", "Ana Salas"}
    assert {"Juana Pérez", "Captain Unnamed"} <= {team.text(person, "name") for person in team.entities("Person")}
    ids = " ".join(team.entities("Person"))
    assert "juana" not in ids
    assert "unnamed" not in ids
    assert "juana" not in " ".join(team.entities("Harm"))


def test_each_row_cites_its_own_paragraph_or_the_place_given_for_all(room: Room) -> None:
    send(room, "save")
    view = room.view()
    locators = {claim.locator for claim in view.claims()}

    assert locators == {"page:2", "paragraph:4"}
    assert {claim.source for claim in view.claims()} == {"S1"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": ""}, "source"),
        ({"p.name": "", "p.name@es": ""}, "p-name"),
        ({"t.from": "", "t.starts": "", "t.ends": ""}, "t-from"),
        ({"t.from": "9 January"}, "t-from"),
        ({"dead-0.age": "old"}, "dead-0-age"),
        ({"dead-0.name_visibility": "public"}, "dead-0-name_visibility"),
        ({"dead-2.age": "", "dead-2.cause": "a gunshot"}, "dead-2-name"),
        ({"dead-1.diedOn": "soon"}, "dead-1-diedOn"),
        ({"dead-0.paragraph": "four"}, "dead-0-paragraph"),
        ({"force-0.superior.search": "First Company"}, "force-0-superior"),
        ({"force-0.class": ""}, "force-0-class"),
        ({"force-0.unit.search": ""}, "force-0-unit"),
        ({"post-1.title": ""}, "post-1-title"),
        ({"post-1.unit.search": ""}, "post-1-unit"),
        ({"post-1.t.from": "2023-05-01"}, "post-1-t-to"),
        ({"grade": ""}, "grade"),
    ],
)
def test_one_error_anywhere_saves_nothing_and_loses_nothing(
    room: Room, changes: dict[str, str], field: str
) -> None:
    answer = send(room, "save", **changes)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in text
    assert f'id="id_{field}-error"' in text
    assert Claim.objects.count() == 0
    for name, value in WHOLE.items():
        if (
            name not in changes
            and isinstance(value, str)
            and name.endswith(("name", "search", "title", "cause", "rank", "from"))
        ):
            assert f'value="{value}"' in text, name


def test_a_unit_that_comes_near_one_recorded_is_asked_about(room: Room) -> None:
    room.record(a_unit("Third Brigade of the South"))
    answer = send(room, "save")
    assert answer.status_code == 422
    assert 'value="unit:third-brigade-of-the-south"' in answer.content.decode()

    pick = "unit:third-brigade-of-the-south"
    again = send(room, "save", **{"force-0.superior": pick, "force-1.unit": pick, "post-1.unit": pick})
    assert again.status_code == 302
    assert not room.view().has("unit:third-brigade")


def test_a_second_document_adds_to_an_incident_that_is_recorded(room: Room) -> None:
    room.record(a_claim("Incident", "incident:ford", "2023-01-09", name="The ford"))
    typed = {
        "source": "A",
        "grade": "3",
        "incident": "incident:ford",
        "dead-0.age": "61",
        "t.from": "2023-01-09",
        "step": "save",
    }
    assert room.clients["researcher"].post(room.url("record/whole-incident/"), typed).status_code == 302

    assert len(victims(room.view(), incident="incident:ford")) == 1


def test_more_rows_can_be_asked_for_and_keep_what_was_typed(room: Room) -> None:
    text = send(room, "more-dead", **{"rows.dead": "3"}).content.decode()

    assert 'name="dead-5.name"' in text
    assert 'name="dead-6.name"' not in text
    assert 'value="Juana Pérez"' in text
    assert "error-summary" not in text
