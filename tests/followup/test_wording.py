"""Every reason has its sentence in both languages, and no sentence passes judgement."""

import re
from pathlib import Path

import pytest
import yaml

from answerable.command.answers import Reason
from answerable.followup import wording
from answerable.followup.proceedings import ladder_of
from answerable.followup.stages import asides, meaning, rungs
from answerable.followup.wording import reason_of_mark, say, standing_reason
from answerable.kernel.errors import ValueRefusedError
from answerable.ontology.loading import load_ontology
from tests.builders import a_claim, a_view
from tests.followup.telling import CASE, a_case

ROOM = Path(wording.__file__).parent
SENTENCES = yaml.safe_load((ROOM / "sentences.yaml").read_text(encoding="utf-8"))["sentences"]
VERDICT = re.compile(
    r"\b(guilt\w*|murder\w*|perpetrator\w*|proven|proved|culpab\w*|asesin\w*|autor(es)?)\b", re.IGNORECASE
)
PLACE = re.compile(r"\{(\w+)\}")


def forms(code: str, language: str) -> list[str]:
    said = SENTENCES[code][language]
    return list(said.values()) if isinstance(said, dict) else [said]


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_languages_take_up_the_same_values(code: str) -> None:
    english, spanish = forms(code, "en"), forms(code, "es")

    assert [set(PLACE.findall(each)) for each in english] == [set(PLACE.findall(each)) for each in spanish]
    assert all(each.strip() for each in (*english, *spanish))


def test_every_code_that_the_room_gives_has_a_sentence() -> None:
    given = set()
    for file in ROOM.glob("*.py"):
        given |= set(re.findall(r'Reason\(\s*"([a-z-]+)"', file.read_text(encoding="utf-8")))

    assert given
    assert given <= set(SENTENCES)


def test_no_sentence_and_no_meaning_passes_judgement() -> None:
    texts = [each for code in SENTENCES for language in ("en", "es") for each in forms(code, language)]
    texts += [meaning(stage, language) for stage in (*rungs(), *asides()) for language in ("en", "es")]

    assert [each for each in texts if VERDICT.search(each)] == []


def test_the_stages_of_the_ladder_are_those_of_the_ontology() -> None:
    for schema in ("Proceeding", "Step"):
        enum = load_ontology().property(schema, "stage").enum
        assert {choice.code for choice in enum} == {*rungs(), *asides()}


def test_a_stage_that_does_not_exist_has_no_meaning() -> None:
    with pytest.raises(ValueRefusedError):
        meaning("doomed", "en")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("A step charged 2024-05-01 starts as x", "Reached on 1 May 2024"),
        ("A step charged 2024-05-01 as x", "On record by 1 May 2024; when it was reached is not said"),
        ("A says charged 2024-05-01", "On record by 1 May 2024; when it was reached is not said"),
        ("A says charged 2024-05", "Reached at some time in May 2024"),
        ("A says charged 2024", "Reached at some time in 2024"),
        ("A says charged [2024-05-02..2024-06-07]", "Reached at some time from 2 May 2024 to 7 June 2024"),
        ("A says charged [..2024-06-07]", "Reached by 7 June 2024 at the latest"),
        ("A says charged", "No day is given; the source was published on 1 December 2024"),
        ("undated says charged", "No day is given; it was recorded here by 1 January 2000"),
    ],
)
def test_when_a_stage_was_reached_is_said_as_exactly_as_its_source_says(line: str, sentence: str) -> None:
    view = a_case([line])

    assert say(reason_of_mark(ladder_of(view, CASE).marks[0]), view, "en") == sentence


@pytest.mark.parametrize(
    ("lines", "at", "code"),
    [
        (["A says charged 2024-05-01"], "2024-06-01", "standing-one"),
        (["A says charged 2024-05-01"], None, "standing-now"),
        (["A says charged 2024-01-10", "B says preliminary 2024-05-01"], "2024-06-01", "standing-contested"),
        (["A says preliminary 2023-01-10 for ana, luis", "A step suspended 2024-01-10 for ana as s"], "2024-06-01",
         "standing-several"),
        (["A says charged 2024"], "2024-06-01", "standing-perhaps"),
        ([], "2024-06-01", "standing-none"),
    ],
)  # fmt: skip
def test_where_a_case_stands_is_one_sentence(lines: list[str], at: str | None, code: str) -> None:
    from tests.builders import day

    view = a_case(lines)
    reason = standing_reason(ladder_of(view, CASE, day(at) if at else None))

    assert reason.code == code
    assert all("{" not in say(reason, view, language) for language in ("en", "es", "fr"))


def test_nobody_is_named_whom_the_view_does_not_name() -> None:
    view = a_view([a_claim("Person", "person:secret-name", notes="x")])
    reason = Reason("deadline-reply-late", {"by": "", "to": "person:secret-name", "due": None, "late": 3})

    assert "secret" not in say(reason, view, "en")
    assert "an addressee not named here" in say(reason, view, "en")
