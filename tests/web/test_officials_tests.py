"""Legal tests held against an official, and an analyst's assessment of one question."""

import re

import pytest
from django.test import Client

from tests.builders import a_claim
from tests.web.official_room import ANA, ONE, open_official_room, read, section, text_of
from tests.web.recording_room import Room

pytestmark = pytest.mark.django_db
TESTS = f"officials/{ANA}/tests/"
KNEW = f"{TESTS}rome-28a/R28A.5a/?incident={ONE}"
SENT = {
    "incident": ONE, "state": "weak", "standard": "reasonable-suspicion", "visibility": "team",
    "reason.en": "One report was delivered; a denial is on record.", "next.en": "The receipt of the report.",
}  # fmt: skip


@pytest.fixture
def room() -> Room:
    return open_official_room()


def boxes(page: str) -> list[str]:
    return re.findall(r'name="weighed" value="([^"]+)"', page)


def assessments(room: Room) -> list:
    return [claim for claim in room.view().claims() if claim.schema == "Assessment"]


def test_frameworks_stand_side_by_side_for_one_incident(room: Room) -> None:
    url = room.url(f"{TESTS}?framework=rome-28a&framework=rome-28b&incident={ONE}")

    page = read(room.clients["reader"], url)

    assert "Knowledge and intent" in section(page, 'id="side-by-side"')
    assert "Should have known" in section(page, 'id="side-by-side"')
    told = section(page, 'id="rome-28a"')
    assert "All of these" in told
    assert "Any one of these" in told
    assert "read in the text" in told
    assert "to be checked by a lawyer" in told
    assert "The weakest link of the strongest way" in told
    assert "Not assessed" in told


def test_a_question_shows_both_sides_with_time_and_directness(room: Room) -> None:
    page = text_of(read(room.clients["reader"], room.url(KNEW)))

    assert "A report on the death at the bridge." in page
    assert "5 days after" in page
    assert "direct" in page
    assert "denied or answered" in page
    assert "She says that she gave no order." in page


@pytest.mark.parametrize("path", [TESTS, f"{TESTS}?incident={ONE}", f"{TESTS}?framework=rome-28a"])
@pytest.mark.parametrize("role", ["nobody", "stranger", "owner"])
def test_no_reader_as_the_public_sees_a_test_of_a_named_person(room: Room, role: str, path: str) -> None:
    room.clients["researcher"].post(room.url(KNEW), SENT | {"state": "no-evidence"})
    path = path if role != "owner" else f"{path}{'&' if '?' in path else '?'}audience=public"

    told = text_of(read(room.clients[role], room.url(path), 404))

    assert "are the team's own work and are not public" in told.replace("&#x27;", "'")
    assert "R28A" not in told
    assert "No evidence found yet" not in told
    assert "A report on the death" not in told


def test_the_refusal_says_the_same_of_somebody_whom_nobody_assessed(room: Room) -> None:
    room.clients["owner"].post(room.url(KNEW), SENT | {"state": "no-evidence"})

    of_ana = text_of(read(room.clients["nobody"], room.url(TESTS), 404))
    of_luis = text_of(read(room.clients["nobody"], room.url("officials/person:luis/tests/"), 404))

    assert of_ana.replace("Ana Quispe", "X").replace("person:ana", "x") == of_luis.replace(
        "Luis Quispe", "X").replace("person:luis", "x")  # fmt: skip


@pytest.mark.parametrize(("role", "status"), [("nobody", 302), ("stranger", 404), ("reader", 200), ("owner", 200)])
def test_a_question_is_the_teams_to_read(room: Room, role: str, status: int) -> None:
    assert room.clients[role].get(room.url(KNEW)).status_code == status


def test_a_reader_of_the_team_may_not_assess(room: Room) -> None:
    page = read(room.clients["reader"], room.url(KNEW))

    assert "Record the assessment" not in page
    assert room.clients["reader"].post(room.url(KNEW), SENT).status_code == 403
    assert assessments(room) == []


def test_an_assessment_is_recorded_with_the_claims_weighed_from_the_analysts_own_source(room: Room) -> None:
    client = room.clients["researcher"]
    picked = boxes(read(client, room.url(KNEW)))[:1]

    answer = client.post(room.url(KNEW), SENT | {"weighed": picked}, follow=True)

    (claim,) = assessments(room)
    assert claim.about == "assessment:rome-28a-r28a.5a-ana-one"
    assert claim.properties["analyst"] == ("rosa",)
    assert claim.properties["reason"] == (SENT["reason.en"],)
    assert claim.rests_on == tuple(picked[0].split(","))
    assert claim.visibility == "team"
    source = room.view().source(claim.source)
    assert (source.kind, source.visibility) == ("analysis", "team")
    told = text_of(answer.content.decode())
    assert "Your assessment is recorded: Weak support." in told
    assert "1 claim weighed" in told
    assert "A second source" in told


def test_a_second_assessment_by_the_same_person_says_what_the_first_was(room: Room) -> None:
    client = room.clients["researcher"]
    picked = boxes(read(client, room.url(KNEW)))[:1]
    client.post(room.url(KNEW), SENT | {"weighed": picked})

    answer = client.post(room.url(KNEW), SENT | {"weighed": picked, "state": "contested"}, follow=True)

    assert "recorded: Contested. Before, you said: Weak support." in text_of(answer.content.decode())
    assert len({claim.source for claim in assessments(room)}) == 1


def test_two_analysts_who_differ_stand_side_by_side(room: Room) -> None:
    for role, state in (("researcher", "weak"), ("editor", "rebutted")):
        client: Client = room.clients[role]
        picked = boxes(read(client, room.url(KNEW)))[:1]
        client.post(room.url(KNEW), SENT | {"weighed": picked, "state": state})

    page = text_of(read(room.clients["reader"], room.url(f"{TESTS}?framework=rome-28a&incident={ONE}")))

    assert "Weak support" in page
    assert "Rebutted" in page
    assert "rosa" in page
    assert "luis" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": ""}, "Say how far the claims go."),
        ({"standard": ""}, "Say by which standard of proof."),
        ({"reason.en": ""}, "Say why; a state alone says little."),
        ({"weighed": []}, "Tick the claims that you weighed"),
        ({"reason.en": "She is guilty."}, "is for a court to say"),
        ({"visibility": "restricted:nobody"}, "Choose who may see it."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost_or_recorded(
    room: Room, change: dict[str, object], said: str
) -> None:
    client = room.clients["researcher"]
    picked = boxes(read(client, room.url(KNEW)))[:1]

    answer = client.post(room.url(KNEW), SENT | {"weighed": picked} | change)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in text_of(page)
    assert "The receipt of the report." in page
    if change != {"weighed": []}:
        assert re.search(f'value="{picked[0]}" id="[^"]*" aria-labelledby="[^"]*" checked', page)
    assert assessments(room) == []
    assert not [source for source in room.view().sources() if source.key.startswith("analysis-")]


def test_only_what_bears_on_the_question_can_be_weighed(room: Room) -> None:
    (other,) = room.record(a_claim("Remark", "remark:else", "2024-01-01", speaker="person:luis", gist="Else."))

    answer = room.clients["researcher"].post(room.url(KNEW), SENT | {"weighed": [other]})

    assert answer.status_code == 422
    assert assessments(room) == []


def test_an_element_that_joins_others_is_not_assessed_itself(room: Room) -> None:
    assert room.clients["owner"].get(room.url(f"{TESTS}rome-28a/R28A.5/")).status_code == 404
    assert room.clients["owner"].get(room.url(f"{TESTS}no-such-test/R28A.5a/")).status_code == 404
