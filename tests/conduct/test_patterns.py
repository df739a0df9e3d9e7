"""Patterns as a whole: everybody gets every answer, with what speaks against it; their words judge nobody."""

import re
from pathlib import Path

import pytest
import yaml

import answerable.conduct.patterns
from answerable.conduct import say
from answerable.conduct.patterns import PATTERNS, all_patterns, patterns_of
from answerable.conduct.wording import codes
from answerable.kernel.errors import NotFoundError
from answerable.kernel.standing import Status
from tests.builders import a_claim
from tests.conduct.pattern_telling import RIVER, against, an_incident, pattern, told
from tests.conduct.telling import BRIGADE, HUGO, INES, ROSA, a_person, view_of_force
from tests.conduct.test_wording import VERDICTS

CODES = (
    "notice-before-incident", "same-commander", "redeployed-after-death", "promoted-after-death",
    "unchanged-after-notice", "no-measure-after-notice", "deaths-left-out", "version-contradicted",
    "labels-protesters",
)  # fmt: skip
SENTENCES = yaml.safe_load(
    (Path(answerable.conduct.patterns.__file__).parent / "sentences.yaml").read_text(encoding="utf-8")
)
TWO = (*an_incident("river", "2022-12-10"), *an_incident("square", "2023-01-09"))
DENIAL = a_claim("Remark", "remark:denial", "2023-02-01", speaker=ROSA, kind="denial", gist="Nobody fired")


def test_every_pattern_is_asked_of_everybody_in_one_order():
    found = all_patterns(view_of_force(*TWO))

    assert set(found) == {ROSA, HUGO, INES}
    assert all(tuple(one.code for one in each) == CODES == tuple(PATTERNS) for each in found.values())


def test_what_is_not_met_says_why():
    for each in all_patterns(view_of_force(*TWO)).values():
        for one in each:
            assert one.is_met or (one.against and one.instances == () and one.weakest is None)


def test_a_denial_of_the_person_stands_against_every_pattern():
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"), DENIAL)

    for one in patterns_of(view, ROSA):
        [denial] = [each for each in one.against if each.why.code == "answers-of-person"]
        assert denial.items == ("remark:denial",)
        assert len(denial.claims) == 1


def test_what_others_deny_for_the_person_and_a_shelved_case_stand_there_too():
    view = view_of_force(
        *TWO, a_person("Nils"),
        a_claim("Remark", "remark:lawyer", "2023-02-01", speaker="person:nils", regarding=ROSA, kind="denial",
                gist="She did not"),
        a_claim("Proceeding", "proceeding:p", "2023-03-01", name="Case", kind="criminal", person=ROSA, stage="shelved"),
        a_claim("Proceeding", "proceeding:q", "2023-03-01", name="Case", kind="criminal", person=HUGO, stage="trial"),
    )  # fmt: skip

    assert {"denials-by-others", "proceeding-ended"} <= set(against(pattern(view, ROSA, "same-commander")))
    assert "proceeding-ended" not in against(pattern(view, HUGO, "same-commander"))


def test_a_claim_that_denies_what_an_instance_uses_goes_with_it():
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"), told(ROSA, RIVER, "2022-12-12", stance="denies"))

    [found] = pattern(view, ROSA, "notice-before-incident").instances

    assert [view.claim(claim).stance for claim in found.denials] == ["denies"]
    assert not set(found.denials) & set(found.claims)


def test_a_claim_in_conflict_or_rejected_makes_no_pattern():
    for status in ("conflict", "rejected"):
        view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12", status=status))

        assert not pattern(view, ROSA, "notice-before-incident").is_met


def test_somebody_whom_the_view_does_not_hold_is_not_found():
    for name in ("person:nobody", BRIGADE):
        with pytest.raises(NotFoundError):
            patterns_of(view_of_force(*TWO), name)


def test_two_entities_judged_the_same_are_one_official():
    from datetime import UTC, datetime

    from answerable.record.cutting import Sameness

    view = view_of_force(
        *TWO, a_person("Rosita"), told("person:rosita", RIVER, "2022-12-12"),
        judgements=[Sameness(ROSA, "person:rosita", "same", datetime(2023, 1, 1, tzinfo=UTC))],
    )  # fmt: skip

    assert pattern(view, "person:rosita", "notice-before-incident").is_met
    assert "person:rosita" not in all_patterns(view)


def test_the_weakest_link_of_all_instances_is_carried():
    view = view_of_force(*TWO)

    for one in patterns_of(view, ROSA):
        assert one.weakest is (Status.EVIDENCED if one.is_met else None)


# words


def texts_of(said):
    return list(said.values()) if isinstance(said, dict) else [said]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_rule_is_told_in_words_and_says_what_it_does_not_show(code, language):
    words = PATTERNS[code]
    texts = [words.rule(language), words.against(language), words.does_not_show(language)]

    assert words.title(language)
    assert all(text.endswith(".") for text in texts)
    assert not any(VERDICTS.search(text) for text in (*texts, words.title(language)))


def test_an_unknown_language_gets_english_and_a_region_its_language():
    words = PATTERNS["same-commander"]

    assert words.title("fr") == words.title("en") != words.title("es") == words.title("es-pe")


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_is_in_both_languages_takes_up_the_same_words_and_judges_nobody(code):
    said = SENTENCES[code]
    fields = {
        language: {name for text in texts_of(said[language]) for name in re.findall(r"{(\w+)}", text)}
        - {"count", "Count", "person"}
        for language in ("en", "es")
    }

    assert fields["en"] == fields["es"]
    for language in ("en", "es"):
        for text in texts_of(said[language]):
            assert not VERDICTS.search(text)
            assert text.endswith((".", "”", "»"))


def test_every_reason_in_the_code_has_a_sentence_and_every_sentence_is_used():
    folder = Path(answerable.conduct.patterns.__file__).parent
    source = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source))
    made = {f"links-{part}{status.word}" for part in ("", "partly-") for status in Status
            if status not in (Status.EVIDENCED, Status.EXCLUDED)}  # fmt: skip
    made |= {f"{kind}-redeployed" for kind in ("unit", "other", "person")}

    assert set(SENTENCES) <= codes()
    assert set(SENTENCES) - {"promoted", "regret", "penalised"} <= named | made


def test_reasons_are_said_in_both_languages():
    view = view_of_force(
        *TWO, told(ROSA, RIVER, "2022-12-12"), DENIAL,
        a_claim("Measure", "measure:promotion", "2022-12-21", towards=ROSA, kind="promotion"),
    )  # fmt: skip

    for each in all_patterns(view).values():
        for one in each:
            for part in (*one.instances, *one.against):
                english, spanish = say(part.why, view, "en"), say(part.why, view, "es")
                assert english != spanish
                assert "{" not in english + spanish
                assert not re.search(r"\b(person|incident|post|unit|measure|remark):[a-z]", english + spanish)
