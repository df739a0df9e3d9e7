"""What asks for a source: a case that falls, or is taken up again, without a step."""

import pytest

from answerable.followup.stage_warnings import ladder_warnings, stage_warning, stage_warnings
from answerable.followup.wording import say
from tests.followup.telling import CASE, a_case, told


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (["A says charged 2024-01-10", "B says preliminary 2024-05-01"], ["stage-fell"]),
        (["A says charged 2024-01-10", "A step preliminary 2024-05-01 as annulled"], []),
        (["A says charged 2024-01-10", "A step preliminary 2024-05-01 as annulled", "B says preliminary 2024-06-01"], []),
        (["A says charged 2024-01-10", "A step formalised 2024-05-01 as annulled", "B says preliminary 2024-06-01"],
         ["stage-fell"]),
        (["A says shelved 2024-01-10", "B says preliminary 2024-05-01"], ["stage-reopened"]),
        (["A says shelved 2024-01-10", "B step preliminary 2024-05-01 as reopened"], []),
        (["A says shelved 2024-01-10", "B step preliminary 2024-05-01 as x", "C says preliminary 2024-05-09"], []),
        (["A says preliminary 2024-01-10", "B says formalised 2024-05-01"], []),
        (["A says preliminary 2024-01-10", "B says shelved 2024-05-01"], []),
        (["A says charged 2024-01-10", "B says preliminary 2024"], []),
        (["A says charged 2024-01-10", "B says preliminary 2024-01-10"], []),
        (["A says charged 2024-01-10 for ana", "B says preliminary 2024-05-01 for luis"], []),
        (["A says charged 2024-01-10 for ana", "B says preliminary 2024-05-01 for ana, luis"], ["stage-fell"]),
        (["A says charged 2024-01-10", "B accepts preliminary 2024-05-01"], []),
        (["A says charged 2024-01-10", "B says formalised 2024-05-01", "C says preliminary 2024-06-01"],
         ["stage-fell", "stage-fell"]),
        (["A step confirmed 2024-05-01 as appeal"], ["confirmed-what"]),
        (["A step charged 2024-05-01 as hearing", "B step preliminary 2024-05-03 as hearing"], []),
        (["A says formalised 2024-01-10", "B says witness 2024-05-01 for luis"], []),
        (["A says formalised 2024-01-10 for luis", "B says witness 2024-05-01 for luis"], ["stage-fell"]),
        (["A step convicted 2024-01-01 as sentence", "A step confirmed 2024-05-01 as appeal"], []),
        (["A step acquitted 2024-01-01 as sentence", "A step confirmed 2024-05-01 as appeal"], []),
    ],
)  # fmt: skip
def test_a_case_asks_for_a_source(lines: list[str], codes: list[str]) -> None:
    found = stage_warnings(a_case(lines))

    assert [warning.code for warning in found] == codes


def test_a_warning_names_the_claim_and_what_it_stands_against() -> None:
    view = a_case(["A says charged 2024-01-10", "B says preliminary 2024-05-01"])
    (warning,) = stage_warnings(view)
    (point,) = ladder_warnings(view)

    assert view.claim(warning.claim).source == "B"
    assert [view.claim(name).source for name in warning.before] == ["A"]
    assert point.code == "stage-fell"
    assert point.claims == (warning.claim, *warning.before)
    assert point.entities == (CASE,)
    assert "asks for a source" in point.sentence
    assert "Case" in point.sentence


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("B says preliminary 2024-05-01", "stage-fell"),
        ("B says preliminary", None),
        ("B step preliminary 2024-05-01 as annulled", None),
        ("B says preliminary 2023-05-01", None),
        ("B says trial 2024-05-01", None),
        ("B denies charged 2024-05-01", None),
        ("B says nothing 2024-05-01", None),
        ("undated says preliminary", None),
    ],
)
def test_a_claim_that_is_about_to_be_recorded_is_asked_for_its_step(line: str, code: str | None) -> None:
    view = a_case(["A says charged 2024-01-10"])
    draft = told(line)

    found = stage_warning(view, draft)

    assert (found.code if found else None) == code


def test_what_was_amiss_before_is_not_held_against_a_new_claim() -> None:
    view = a_case(["A says charged 2024-01-10", "B says preliminary 2024-05-01"])

    assert stage_warning(view, told("A says charged 2024-01-11")) is None


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_warning_is_said_in_the_readers_language(language: str) -> None:
    view = a_case(["A says charged 2024-01-10", "B says preliminary 2024-05-01"])
    sentence = say(stage_warnings(view)[0].why, view, language)

    assert ("10 January 2024" if language == "en" else "10 de enero de 2024") in sentence
    assert ("charged" if language == "en" else "acusación") in sentence
