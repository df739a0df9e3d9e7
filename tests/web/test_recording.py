"""Recording by forms: from the passage to the claim, what it will change, and nothing lost on error."""

import re

import pytest
from django.test import Client

from answerable.record.models import Claim
from answerable.record.view import ViewSpec
from tests.builders import a_claim, a_unit
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db
CITED = {
    "source": "A",
    "paragraph": "12",
    "quote": "the words",
    "grade": "2",
    "stance": "asserts",
    "visibility": "public",
}


@pytest.fixture
def room() -> Room:
    return open_room()


def send(room: Room, schema: str, step: str, role: str = "researcher", **typed):
    fields = {name.replace("__", "."): value for name, value in typed.items()}
    return room.clients[role].post(room.url(f"record/{schema}/"), CITED | fields | {"step": step})


def test_the_choice_of_types_keeps_the_passage(room: Room) -> None:
    page = room.clients["researcher"].get(room.url("record/?source=A&paragraph=12&quote=the+words"))

    assert page.status_code == 200
    assert "record/Unit/?source=A&amp;paragraph=12&amp;quote=the+words" in page.content.decode()


def test_the_form_begins_with_the_passage_of_the_address(room: Room) -> None:
    page = room.clients["researcher"].get(room.url("record/Unit/?source=A&paragraph=12&quote=the+words"))

    text = page.content.decode()
    assert '<option value="A" selected>' in text
    assert re.search(r'name="paragraph"[^>]*value="12"', text)
    assert "the words</textarea>" in text


def test_looking_saves_nothing_and_shows_what_will_change(room: Room) -> None:
    page = send(room, "Unit", "look", p__name="Third Brigade", p__force="army")

    assert page.status_code == 200
    assert b"What this will change" in page.content
    assert b"Third Brigade" in page.content
    assert Claim.objects.count() == 0


def test_saving_records_under_an_id_made_from_the_name_and_leads_to_the_claim(room: Room) -> None:
    answer = send(room, "Unit", "save", p__name="Tercera Brigada", p__force="army")

    claim = Claim.objects.get()
    assert answer.status_code == 302
    assert answer.url == room.url(f"claims/{claim.id}/")
    assert (claim.about, claim.locator, claim.recorded_by) == (
        "unit:tercera-brigada",
        "paragraph:12 quote:the words",
        "rosa",
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"source": ""}, "id_source"),
        ({"source": "nowhere"}, "id_source"),
        ({"paragraph": "twelve"}, "id_paragraph"),
        ({"grade": ""}, "id_grade"),
        ({"grade": "9"}, "id_grade"),
        ({"visibility": "restricted:secret"}, "id_visibility"),
        ({"t.from": "15/12/22"}, "id_t-from"),
        ({"t.from": "2023-02-01", "t.to": "2023-01-01"}, "id_t-to"),
        ({"t.starts": "yes", "t.from": "", "t.to": ""}, "id_t-from"),
        ({"p.force": "cavalry"}, "id_p-force"),
        ({"p.name": "", "p.name@es": ""}, "id_p-name"),
        ({"p.regionCode": "not a region"}, "id_p-regionCode"),
        ({"new_id": "Not An Id"}, "id_new_id"),
    ],
)
@pytest.mark.parametrize("step", ["look", "save"])
def test_an_error_stands_beside_its_field_and_at_the_top_and_nothing_typed_is_lost(
    room: Room, typed: dict[str, str], field: str, step: str
) -> None:
    every = {
        "p.name": "Tercera Brigada", "p.name@es": "Tercera Brigada del Ejército", "p.alias": "TB | 3B",
        "p.summary": "It stands\nin the south.", "p.area": "The south", "t.from": "2022-12", "t.to": "2023-01-09",
        "t.ongoing": "yes", "note": "Read twice.", "attribution": "an officer", "p.force": "army", "grade": "3",
    } | typed  # fmt: skip
    page = room.clients["researcher"].post(room.url("record/Unit/"), CITED | every | {"step": step})

    text = page.content.decode()
    assert page.status_code == 422
    assert f'<a href="#{field}">' in text
    assert f'id="{field}-error"' in text
    assert Claim.objects.count() == 0
    for name, value in (CITED | every).items():
        if (
            value
            and name not in typed
            and name not in ("stance", "visibility", "p.force", "t.ongoing", "grade", "source")
        ):
            assert value.replace("\n", "\r\n") in text or value in text, name
    assert re.search(r'name="t\.ongoing"[^>]*checked', text)
    if "grade" not in typed:
        assert '<option value="3" selected>' in text


def test_changing_something_after_looking_brings_all_of_it_back(room: Room) -> None:
    page = send(room, "Unit", "edit", p__name="Tercera Brigada", p__force="army", t__from="2022-12")

    text = page.content.decode()
    assert page.status_code == 200
    assert 'value="Tercera Brigada"' in text
    assert 'value="2022-12"' in text
    assert "error-summary" not in text


def test_an_appointment_names_a_person_and_a_post_by_words(room: Room) -> None:
    room.record(
        a_unit("Alpha"),
        a_claim("Post", "post:chief", title="Chief of Alpha", unit="unit:alpha", function="commander"),
    )
    answer = send(
        room,
        "Appointment",
        "save",
        p__post__search="chief of ALPHA",
        p__person="+Person",
        p__person__search="Juana Pérez",
        t__from="2022-12-07",
        t__starts="yes",
        p__kind="substantive",
    )

    view = room.view()
    assert answer.status_code == 302
    assert view.text("person:juana-perez", "name") == "Juana Pérez"
    assert view.ref("appointment:juana-perez-chief", "person") == "person:juana-perez"
    assert view.times("appointment:juana-perez-chief")[0].starts


def test_an_unclear_name_is_asked_back_with_what_was_found(room: Room) -> None:
    room.record(
        a_unit("Alpha"),
        a_claim("Post", "post:one", title="Chief of staff", unit="unit:alpha"),
        a_claim("Post", "post:two", title="Chief of post", unit="unit:alpha"),
    )
    page = send(room, "Appointment", "look", p__post__search="chief")

    text = page.content.decode()
    assert page.status_code == 422
    assert 'value="post:one"' in text
    assert 'value="post:two"' in text
    assert 'value="chief"' in text


def test_looking_up_without_a_script_shows_what_was_found_and_no_errors(room: Room) -> None:
    room.record(a_unit("Alpha"))
    page = send(room, "Subordination", "search", p__subordinate__search="alph")

    text = page.content.decode()
    assert page.status_code == 200
    assert 'value="unit:alpha"' in text
    assert "error-summary" not in text


def test_the_search_as_you_type_answers_with_a_fragment_that_keeps_what_is_picked(room: Room) -> None:
    room.record(a_unit("Alpha"), a_unit("Alpine"), a_unit("Beta"))
    page = room.clients["researcher"].get(
        room.url("record/entities/"),
        {
            "field": "p.under",
            "leads_to": "Organization",
            "several": "1",
            "p.under.search": "alp",
            "p.under": "unit:beta",
        },
    )

    text = page.content.decode()
    assert "<html" not in text
    assert re.search(r'value="unit:beta" checked', text)
    assert 'value="unit:alpha"' in text
    assert 'value="unit:alpine"' in text


def test_a_minor_gets_a_numbered_id_and_the_name_is_not_for_everybody(room: Room) -> None:
    typed = {"p__name": "Juana Pérez", "p__minor": "yes", "p__initials": "J.P.", "p__age": "15"}
    refused = send(room, "Person", "look", **typed)
    assert refused.status_code == 422
    assert "id_name_visibility-error" in refused.content.decode()

    assert send(room, "Person", "save", name_visibility="team", **typed).status_code == 302
    (person,) = room.view().entities("Person")
    assert person == "person:number-1"
    assert room.view().text(person, "name") == "Juana Pérez"
    public = room.view(ViewSpec())
    assert public.text(person, "name") == ""
    assert public.text(person, "age") == "15"
    assert public.caption(person) == "J.P."


def test_an_id_that_holds_a_withheld_name_is_refused(room: Room) -> None:
    page = send(
        room, "Person", "look", p__name="Juana Pérez", name_visibility="team", p__age="30", new_id="person:perez"
    )

    assert page.status_code == 422
    assert "id_new_id-error" in page.content.decode()


def test_a_person_named_for_the_team_only_from_another_form_gets_a_number(room: Room) -> None:
    room.record(a_claim("Incident", "incident:bridge", name="The bridge"))
    answer = send(
        room,
        "Harm",
        "save",
        p__person="+Person/team",
        p__person__search="Juana Pérez",
        p__incident="incident:bridge",
        p__kind="killed",
        t__from="2023-01-09",
    )

    assert answer.status_code == 302
    assert room.view().ref(room.view().entities("Harm")[0], "person") == "person:number-1"
    assert not room.view(ViewSpec()).has("person:number-1")


def test_a_second_thing_of_the_same_name_asks_whether_it_is_another(room: Room) -> None:
    room.record(a_unit("Alpha"))
    page = send(room, "Unit", "look", p__name="ALPHA")
    assert page.status_code == 422
    assert "unit:alpha" in page.content.decode()

    assert send(room, "Unit", "save", p__name="ALPHA", is_apart="yes").status_code == 302
    assert room.view().has("unit:alpha-2")

    assert (
        send(room, "Unit", "save", p__alias="The First", about_is="known", about="unit:alpha").status_code == 302
    )
    assert room.view().texts("unit:alpha", "alias") == ("The First",)


def test_a_second_mention_of_a_link_asks_whether_it_is_the_same_link(room: Room) -> None:
    room.record(
        a_unit("Alpha"),
        a_unit("Beta"),
        a_claim(
            "Subordination",
            "subordination:alpha-beta",
            "2022-01-01",
            subordinate="unit:alpha",
            superior="unit:beta",
            **{"class": "command"},
        ),
    )
    typed = {
        "p__subordinate": "unit:alpha",
        "p__superior": "unit:beta",
        "p__class": "command",
        "t__from": "2022-06-01",
        "source": "B",
    }
    page = send(room, "Subordination", "look", **typed)
    assert page.status_code == 422
    assert "subordination:alpha-beta" in page.content.decode()

    del typed["p__class"]
    joined = send(room, "Subordination", "save", about_is="known", about="subordination:alpha-beta", **typed)
    assert joined.status_code == 302
    assert len(room.view().times("subordination:alpha-beta")) == 2


def test_what_a_link_changes_in_the_chain_is_told_before_saving(room: Room) -> None:
    room.record(
        a_unit("Alpha"),
        a_unit("Beta"),
        a_claim("Incident", "incident:bridge", "2023-01-09 starts ends", name="The bridge"),
        a_claim("Deployment", "deployment:one", "2023-01-09", actor="unit:alpha", incident="incident:bridge"),
    )
    page = send(
        room,
        "Subordination",
        "look",
        p__subordinate="unit:alpha",
        p__superior="unit:beta",
        p__class="command",
        t__from="2023-01-01",
        t__to="2023-02-01",
    )

    text = page.content.decode()
    assert "The chain of command" in text
    assert "The bridge" in text
    assert "Beta" in text


def test_what_a_death_changes_in_the_toll_is_told_before_saving(room: Room) -> None:
    room.record(a_claim("Incident", "incident:bridge", "2023-01-09", name="The bridge"))
    page = send(
        room,
        "Harm",
        "look",
        p__group="a bus driver",
        p__number="1",
        p__incident="incident:bridge",
        p__kind="killed",
    )

    text = page.content.decode()
    assert "The bridge: 1 deaths documented one by one; it was 0." in text


def test_a_value_that_sources_will_disagree_on_is_told_before_saving(room: Room) -> None:
    room.record(a_unit("Alpha", force="army"))
    page = send(room, "Unit", "look", about_is="known", about="unit:alpha", p__force="police", source="B")

    assert "sources will disagree" in page.content.decode()


def test_what_was_recorded_already_is_said_and_not_recorded_twice(room: Room) -> None:
    send(room, "Unit", "save", p__name="Alpha")
    again = send(room, "Unit", "save", p__name="Alpha", about_is="known", about="unit:alpha", role="editor")

    assert again.status_code == 302
    assert Claim.objects.count() == 1


def test_an_unknown_type_is_not_there(room: Room) -> None:
    assert room.clients["researcher"].get(room.url("record/Dragon/")).status_code == 400
    assert room.clients["researcher"].get(room.url("record/Interval/")).status_code == 404


@pytest.mark.parametrize(
    "schema",
    [
        "Person",
        "Unit",
        "Post",
        "Appointment",
        "Harm",
        "Tally",
        "Remark",
        "Call",
        "Step",
        "Disagreement",
        "Membership",
        "Positioning",
        "Meeting",
        "Order",
        "Plan",
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_type_has_its_form_with_labels_and_unique_ids(room: Room, schema: str, language: str) -> None:
    page = room.clients["researcher"].get(f"/{language}/trial/record/{schema}/")

    text = page.content.decode()
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert page.status_code == 200
    assert len(ids) == len(set(ids))
    for each in re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', text):
        assert f'for="{each}"' in text, each


HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
ELSEWHERE = (
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site"},
    {"HTTP_ORIGIN": "http://evil.example"},
    {},
)


def test_a_form_sent_after_the_session_has_ended_keeps_all_that_was_typed(room: Room) -> None:
    typed = CITED | {"p.name": "Tercera Brigada", "p.kind": ["a", "b"], "step": "save"}
    answer = room.clients["nobody"].post(room.url("record/Unit/"), typed, **HERE)

    text = answer.content.decode()
    assert answer.status_code == 401
    assert '<input type="hidden" name="p.name" value="Tercera Brigada">' in text
    assert text.count('name="p.kind"') == 2
    assert '<button name="step" value="save">' in text
    assert Claim.objects.count() == 0


def test_a_form_with_the_token_of_an_older_page_is_kept_too(room: Room) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = room.clients["researcher"].cookies
    answer = strict.post(room.url("record/Unit/"), CITED | {"p.name": "Tercera Brigada", "step": "save"}, **HERE)

    assert answer.status_code == 403
    assert 'value="Tercera Brigada"' in answer.content.decode()
    assert Claim.objects.count() == 0


@pytest.mark.parametrize("where", ELSEWHERE)
def test_what_another_site_sends_is_never_offered_to_be_sent_again(room: Room, where: dict[str, str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = room.clients["researcher"].cookies
    for client in (strict, room.clients["nobody"]):
        answer = client.post(room.url("record/Unit/"), CITED | {"p.name": "Tercera Brigada"}, **where)
        assert answer.status_code in (401, 403)
        assert "Tercera Brigada" not in answer.content.decode()


def test_a_password_never_comes_back_in_a_page(room: Room) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/account/login/", {"login": "ana", "password": "thirteen plain grey herons"}, **HERE)

    assert answer.status_code == 403
    assert "herons" not in answer.content.decode()
