"""Where each person in a case stands, and what they answer."""

from datetime import date

from answerable.followup.answers import PersonStanding
from answerable.followup.proceedings import ladder_of
from tests.builders import a_claim
from tests.followup.telling import CASE, a_case


def people(lines: list[str], *more: object, at: date | None = None) -> dict[str, PersonStanding]:
    return {each.person: each for each in ladder_of(a_case(lines, *more), CASE, at).people}  # type: ignore[arg-type]


def test_a_charge_that_names_nobody_raises_nobody() -> None:
    found = people(["A says formalised 2024-01-10 for ana", "A step charged 2024-05-01 as charge"])

    assert found["person:ana"].stage == "formalised"


def test_a_charge_raises_only_whom_it_names() -> None:
    found = people(["A says formalised 2024-01-10 for ana, luis", "A step charged 2024-05-01 for luis as charge"])

    assert {name: each.stage for name, each in found.items()} == {
        "person:ana": "formalised",
        "person:luis": "charged",
    }


def test_what_ends_the_case_is_said_of_the_case_beside_the_persons_own_stage() -> None:
    found = people(["A says formalised 2024-01-10 for ana", "A step shelved 2024-05-01 as shelving"])

    assert [each.stage for each in found["person:ana"].stands] == ["formalised"]
    assert [each.stage for each in found["person:ana"].of_case] == ["shelved"]


def test_a_case_taken_up_again_is_no_longer_ended_for_anybody() -> None:
    found = people([
        "A says formalised 2024-01-10 for ana", "A step shelved 2024-05-01 as shelving",
        "A step preliminary 2024-06-01 as reopened",
    ])  # fmt: skip

    assert found["person:ana"].of_case == ()


def test_an_ending_before_the_person_was_named_is_not_theirs() -> None:
    found = people(["A step shelved 2023-05-01 as shelving", "A step formalised 2024-01-10 for ana as new"])

    assert found["person:ana"].of_case == ()


def test_a_witness_is_no_more_than_that() -> None:
    found = people(["A says formalised 2024-01-10 for luis", "A step witness 2024-02-10 for ana as hearing"])

    assert found["person:ana"].stage == "witness"


def test_a_person_named_without_a_stage_stands_at_none() -> None:
    found = people(["A says formalised 2024-01-10", "A says nothing 2024-02-01 for ana"])

    assert found["person:ana"].stands == ()
    assert found["person:ana"].stage == ""


def test_sources_that_disagree_on_a_person_stand_side_by_side() -> None:
    found = people(["A says charged 2024-01-10 for ana", "B says preliminary 2024-05-01 for ana"])

    assert found["person:ana"].is_contested
    assert {each.stage for each in found["person:ana"].stands} == {"charged", "preliminary"}
    assert found["person:ana"].stage == ""


def test_the_current_denial_is_the_persons_own_latest_by_the_day() -> None:
    said = {"speaker": "person:ana", "kind": "denial"}
    more = [
        a_claim("Remark", "remark:first", "2024-02-01", gist="Denies.", **said),
        a_claim("Remark", "remark:second", "2024-06-01", gist="Denies again.", **said),
        a_claim("Remark", "remark:later", "2025-06-01", gist="And again.", **said),
        a_claim("Remark", "remark:reply", "2024-08-01", gist="Says more.", speaker="person:ana", kind="reply"),
        a_claim("Person", "person:lawyer", name="Lawyer"),
        a_claim("Remark", "remark:lawyer", "2024-09-01", gist="Denies for her.", speaker="person:lawyer",
                kind="denial", regarding="person:ana"),
    ]  # fmt: skip
    ana = people(["A says charged 2024-01-10 for ana"], *more, at=date(2024, 12, 31))["person:ana"]

    (current,) = ana.current_answers
    assert current.entity == "remark:second"
    assert [answer.entity for answer in ana.answers] == [
        "remark:lawyer", "remark:reply", "remark:second", "remark:first",
    ]  # fmt: skip


def test_a_denial_about_another_incident_is_not_shown_and_one_about_what_it_is_part_of_is() -> None:
    def remark(name: str, incident: str) -> object:
        return a_claim("Remark", f"remark:{name}", "2024-02-01", gist="Denies.", speaker="person:ana", kind="denial",
                       incident=incident)  # fmt: skip

    more = [
        a_claim("Incident", "incident:all", name="All of it"),
        a_claim("Incident", "incident:here", name="Here", partOf="incident:all"),
        a_claim("Incident", "incident:there", name="There"),
        a_claim("Proceeding", CASE, "2024-01-10", name="Case", incident="incident:here"),
        remark("here", "incident:here"), remark("there", "incident:there"), remark("all", "incident:all"),
    ]  # fmt: skip
    ana = people(["A says charged 2024-01-10 for ana"], *more)["person:ana"]

    assert {answer.entity for answer in ana.answers} == {"remark:here", "remark:all"}


def test_a_right_of_reply_that_was_used_is_an_answer_and_silence_is_none() -> None:
    more = [
        a_claim(
            "Reply", "reply:used", "2024-02-01", person="person:ana", received="2024-02-20", gist="Denies it."
        ),
        a_claim("Reply", "reply:silent", "2024-03-01", person="person:ana", sent="2024-03-01", due="2024-03-20"),
    ]
    ana = people(["A says charged 2024-01-10 for ana"], *more)["person:ana"]

    assert [answer.entity for answer in ana.answers] == ["reply:used"]


def test_a_person_whom_sources_name_later_is_not_in_the_case_before() -> None:
    lines = ["A says formalised 2024-01-10 for ana", "A step formalised 2024-06-10 for luis as widened"]

    assert list(people(lines, at=date(2024, 6, 9))) == ["person:ana"]
    assert list(people(lines, at=date(2024, 6, 10))) == ["person:ana", "person:luis"]


def test_somebody_who_was_heard_is_not_whom_the_case_is_about() -> None:
    found = people(["A says formalised 2024-01-10 for ana", "A step witness 2024-02-10 for luis as hearing"])

    assert {name: each.is_only_heard for name, each in found.items()} == {"person:ana": False, "person:luis": True}


def test_an_ending_that_others_still_stand_at_is_not_of_one_who_was_named_after_it() -> None:
    found = people([
        "A says formalised 2023-01-01 for luis", "A step shelved 2023-05-01 as shelving",
        "A step formalised 2024-01-10 for ana as new",
    ])  # fmt: skip

    assert [each.stage for each in found["person:luis"].of_case] == ["shelved"]
    assert found["person:ana"].of_case == ()
