"""Correcting, retracting, verifying, settling, judging, admitting, adding sources; and the desk that leads there."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answerable.accounts.reads import members_of
from answerable.record.actors import Actor, Role
from answerable.record.models import Act, Claim, Source
from tests.builders import a_claim, a_unit
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db
CITED = {"source": "A", "grade": "2", "stance": "asserts", "visibility": "public"}


@pytest.fixture
def room() -> Room:
    return open_room()


def get(room: Room, path: str, role: str = "editor") -> str:
    answer = room.clients[role].get(room.url(path))
    assert answer.status_code == 200
    return answer.content.decode()


def post(room: Room, path: str, typed: dict[str, object], role: str = "editor"):
    return room.clients[role].post(room.url(path), typed)


# correcting


def test_the_form_of_a_correction_begins_with_all_that_the_claim_says(room: Room) -> None:
    (claim,) = room.record(
        a_claim("Unit", "unit:alpha", "2022-12 / 2023-01-09 starts ongoing", name="Alpha", name__es="Alfa",
                alias=["A", "The First"], force="army", summary="In the south.", website="https://alpha.example",
                locator="page:3 paragraph:12 quote:the words", note="Read twice.", grade=4)
    )  # fmt: skip
    text = get(room, f"claims/{claim}/correct/")

    for value in ("Alpha", "Alfa", "A | The First", "2022-12", "2023-01-09", "12", "https://alpha.example"):
        assert f'value="{value}"' in text, value
    for value in (
        "In the south.</textarea>",
        "the words</textarea>",
        "Read twice.</textarea>",
        '<option value="4" selected>',
    ):
        assert value in text, value
    assert re.search(r'name="t\.starts"[^>]*checked', text)
    assert not re.search(r'name="t\.ends"[^>]*checked', text)


def test_a_correction_sent_back_unchanged_says_that_nothing_changed(room: Room) -> None:
    (claim,) = room.record(a_unit("Alpha", locator="paragraph:3"))
    answer = post(
        room, f"claims/{claim}/correct/", CITED | {"p.name": "Alpha", "paragraph": "3", "why": "x", "step": "save"}
    )

    assert answer.status_code == 422
    assert "says what the claim says already" in answer.content.decode()
    assert Claim.objects.count() == 1


def test_a_correction_retracts_the_one_and_records_the_other_with_the_reason(room: Room) -> None:
    (claim,) = room.record(a_unit("Alpha", force="police"))
    typed = CITED | {"p.name": "Alpha", "p.force": "army", "why": "Misread."}
    looked = post(room, f"claims/{claim}/correct/", typed | {"step": "look"})
    assert looked.status_code == 200
    assert Claim.objects.count() == 1

    assert post(room, f"claims/{claim}/correct/", typed | {"step": "save"}).status_code == 302
    view = room.view()
    assert view.text("unit:alpha", "force") == "army"
    assert not view.has_claim(claim)
    assert Act.objects.get().why == "Misread."


def test_a_correction_and_a_retraction_need_a_reason_and_lose_nothing_without_one(room: Room) -> None:
    (claim,) = room.record(a_unit("Alpha"))
    answer = post(room, f"claims/{claim}/correct/", CITED | {"p.name": "Alpha the First", "step": "save"})
    assert answer.status_code == 422
    assert "id_why-error" in answer.content.decode()
    assert "Alpha the First" in answer.content.decode()

    assert post(room, f"claims/{claim}/retract/", {"why": "  "}).status_code == 422
    assert room.view().has_claim(claim)


def test_before_a_retraction_it_is_told_what_falls(room: Room) -> None:
    (claim, _) = room.record(
        a_unit("Alpha", force="army", ref="S1-1"),
        a_claim("Unit", "unit:alpha", summary="It was there.", rests_on=["S1-1"], source="B"),
    )
    text = get(room, f"claims/{claim}/retract/")

    assert "One finding rests on it" in text
    assert "Army" in text


# verifying


def test_a_second_person_verifies_and_the_first_cannot(room: Room) -> None:
    (claim,) = room.record(a_unit("Alpha"))
    assert "Ask a second person" in get(room, f"claims/{claim}/verify/", "owner")
    assert post(room, f"claims/{claim}/verify/", {"compared": "yes"}, "owner").status_code == 422

    assert post(room, f"claims/{claim}/verify/", {}, "researcher").status_code == 422
    assert post(room, f"claims/{claim}/verify/", {"compared": "yes"}, "researcher").status_code == 302
    assert room.view().claim(claim).verified_by == ("rosa",)


# settling


def test_a_conflict_is_shown_side_by_side_and_settled_with_one_reason(room: Room) -> None:
    one, other = room.record(
        a_unit("Alpha", force="army"), a_claim("Unit", "unit:alpha", force="police", source="B")
    )
    text = get(room, f"claims/{one}/settle/")
    assert f"status-{one}" in text
    assert f"status-{other}" in text

    answer = post(
        room,
        f"claims/{one}/settle/",
        {f"status-{one}": "rejected", f"status-{other}": "accepted", "why": "Its own paper."},
    )
    assert answer.status_code == 302
    values = room.view().values("unit:alpha", "force")
    assert (values.settled.text, values.is_conflict) == ("police", False)
    assert {act.why for act in Act.objects.all()} == {"Its own paper."}


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("accepted", "accepted", "x"),
        ("accepted", "rejected", ""),
        ("recorded", "recorded", "x"),
        ("perhaps", "accepted", "x"),
    ],
)
def test_a_ruling_that_makes_no_sense_rules_nothing(room: Room, first: str, second: str, why: str) -> None:
    one, other = room.record(
        a_unit("Alpha", force="army"), a_claim("Unit", "unit:alpha", force="police", source="B")
    )
    answer = post(room, f"claims/{one}/settle/", {f"status-{one}": first, f"status-{other}": second, "why": why})

    assert answer.status_code == 422
    assert not Act.objects.exists()


# judging


def test_two_entries_are_judged_one_and_their_claims_stand_together(room: Room) -> None:
    room.record(a_unit("Alpha", force="army"), a_claim("Unit", "unit:alfa", name="Alfa", place="Lima"))
    text = get(room, "desk/same/?left=unit:alpha&right=unit:alfa", "researcher")
    assert "Lima" in text
    assert "Army" in text

    typed = {"left": "unit:alpha", "right": "unit:alfa", "judgement": "same", "why": "One seal.", "step": "judge"}
    assert post(room, "desk/same/", typed, "researcher").status_code == 302
    assert room.view().text("unit:alpha", "place") == "Lima"


def test_a_judgement_needs_two_entries_a_word_and_a_reason(room: Room) -> None:
    room.record(a_unit("Alpha"))
    text = post(room, "desk/same/", {"left": "unit:alpha", "step": "judge"}).content.decode()

    for field in ("right", "judgement", "why"):
        assert f'href="#id_{field}"' in text


# the desk


def test_the_desk_shows_what_there_is_to_do(room: Room) -> None:
    room.record(
        a_unit("Alpha", force="army"), a_claim("Unit", "unit:alpha", force="police", source="B"),
        a_claim("Unit", "unit:second", name="ÁLPHA"), a_claim("Incident", "incident:bridge", name="The bridge"),
    )  # fmt: skip
    room.record(
        a_claim("Incident", "incident:ford", "2023-01-09", name="The ford", place="Lima"),
        a_claim("Deployment", "deployment:one", "2023-01-09", actor="unit:alpha", incident="incident:ford"),
    )
    text = get(room, "desk/")

    assert "/settle/?property=force" in text
    assert "left=unit%3Aalpha&amp;right=unit%3Asecond" in text
    assert "Incidents without a date" in text
    assert "Incidents without a place" in text
    assert "Posts whose holder is not known" in text
    assert "recorded claims" in text


def test_a_pair_judged_different_leaves_the_desk(room: Room) -> None:
    room.record(a_unit("Alpha"), a_claim("Unit", "unit:second", name="ALPHA"))
    assert "left=unit%3Aalpha" in get(room, "desk/")
    post(
        room,
        "desk/same/",
        {"left": "unit:alpha", "right": "unit:second", "judgement": "different", "why": "x", "step": "judge"},
    )

    assert "left=unit%3Aalpha" not in get(room, "desk/")


def test_the_desk_offers_claims_of_others_to_verify(room: Room) -> None:
    (own,) = room.record(a_unit("Alpha"), actor=Actor("luis", Role.EDITOR))
    (other,) = room.record(a_unit("Beta"))
    text = get(room, "desk/")

    assert f"claims/{other}/verify/" in text
    assert f"claims/{own}/verify/" not in text


def test_the_journal_says_whether_it_holds(room: Room) -> None:
    (claim,) = room.record(a_unit("Alpha"))
    assert "The journal holds" in get(room, "desk/journal/?check=yes")

    Claim.objects.filter(id=claim).update(note="altered")
    assert "The journal does not hold" in get(room, "desk/journal/?check=yes")


# people


def test_an_owner_admits_with_a_first_password_changes_a_role_and_dismisses(room: Room) -> None:
    password = "thirteen plain grey herons"
    new = {"step": "admit", "name": "tomas", "role": "researcher", "circles": "witnesses", "password": password}
    assert post(room, "desk/members/", new, "owner").status_code == 302
    member = next(one for one in members_of("trial") if one.name == "tomas")
    assert (member.role, member.circles) == (Role.RESEARCHER, ("witnesses",))

    post(room, "desk/members/", {"step": "admit", "name": "tomas", "role": "reader"}, "owner")
    post(room, "desk/members/", {"step": "dismiss", "name": "tomas"}, "owner")
    assert "tomas" not in [one.name for one in members_of("trial")]


def test_a_refused_admission_makes_no_account_and_never_sends_the_password_back(room: Room) -> None:
    from django.contrib.auth import get_user_model

    typed = {"step": "admit", "name": "tomas", "role": "king", "password": "thirteen plain grey herons"}
    text = post(room, "desk/members/", typed, "owner").content.decode()
    assert "id_role" in text
    assert "herons" not in text
    assert not get_user_model().objects.filter(username="tomas").exists()

    weak = post(room, "desk/members/", typed | {"role": "reader", "password": "short"}, "owner")
    assert weak.status_code == 422
    assert not get_user_model().objects.filter(username="tomas").exists()


def test_the_last_owner_cannot_be_dismissed(room: Room) -> None:
    assert post(room, "desk/members/", {"step": "dismiss", "name": "ana"}, "owner").status_code == 422
    assert "ana" in [one.name for one in members_of("trial")]


# sources

SOURCE = {
    "title": "A letter",
    "kind": "document",
    "visibility": "public",
    "publisher": "The ministry",
    "published": "2023-01-10",
}


def test_a_source_is_added_under_the_next_number(room: Room) -> None:
    answer = post(room, "sources/add/", SOURCE)

    assert answer.url == room.url("sources/S1/")
    assert room.view().source("S1").title == "A letter"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"title": ""}, "title"), ({"kind": "gossip"}, "kind"), ({"published": "10/1/23"}, "published"), ({"key": "A"}, "key"),
     ({"visibility": "team"}, "attribution"), ({"derives_from": "nowhere"}, "derives_from"), ({"key": "a b"}, "key")],
)  # fmt: skip
def test_an_error_in_a_source_stands_beside_its_field_and_nothing_typed_is_lost(
    room: Room, typed: dict[str, str], field: str
) -> None:
    answer = post(room, "sources/add/", SOURCE | {"rights": "All of them", "note": "Found twice."} | typed)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert f"id_{field}-error" in text
    assert "All of them" in text
    assert "Found twice." in text
    assert Source.objects.count() == 2


def test_a_source_comes_with_its_file_and_its_words_stand_beside_the_form(room: Room) -> None:
    file = SimpleUploadedFile("letter.txt", b"First paragraph of the letter.\n\nSecond paragraph of the letter.\n")
    assert post(room, "sources/add/", SOURCE | {"file": file}).status_code == 302

    text = get(room, "record/Unit/?source=S1&paragraph=2")
    assert "Second paragraph of the letter." in text
    assert 'data-cite="#record-form"' in text


def test_a_refused_file_adds_no_source(room: Room) -> None:
    file = SimpleUploadedFile("letter.pdf", b"")
    answer = post(room, "sources/add/", SOURCE | {"file": file})

    assert answer.status_code == 422
    assert "id_file-error" in answer.content.decode()
    assert Source.objects.count() == 2


def test_a_file_is_added_to_a_source_that_is_here(room: Room) -> None:
    file = SimpleUploadedFile("report.txt", b"What the report says, in one paragraph.\n")
    assert post(room, "sources/add/?source=A", {"file": file}).url == room.url("sources/A/")
    assert "What the report says" in get(room, "record/Unit/?source=A")
    assert post(room, "sources/add/?source=A", {}).status_code == 422
