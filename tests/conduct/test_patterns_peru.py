"""The patterns of the example dossier, read one by one, and what becomes of them without a source."""

from pathlib import Path

import pytest
import yaml

from answerable.conduct import PatternAnswer, say
from answerable.conduct.patterns import PATTERNS, all_patterns, patterns_of
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec
from tests.conduct.test_wording import VERDICTS

GOLDEN = yaml.safe_load((Path(__file__).parents[1] / "golden" / "patterns_peru.yaml").read_text(encoding="utf-8"))
CHIEFS = "person:special-forces-chiefs"


@pytest.fixture
def team(peru: str, db: None) -> View:
    return view_of(peru, ViewSpec(TEAM))


def short(name: str) -> str:
    return name.partition(":")[2]


def met(view: View) -> dict[str, dict[str, PatternAnswer]]:
    found = {
        short(person): {one.code: one for one in answers if one.is_met}
        for person, answers in all_patterns(view).items()
    }
    return {person: answers for person, answers in found.items() if answers}


def told(answer: PatternAnswer) -> dict[str, object]:
    return {
        "weakest": "none" if answer.weakest is None else answer.weakest.word,
        "inferred": answer.is_inferred,
        "found": [" ".join([f"{one.why.code}:", *map(short, one.incidents)]) for one in answer.instances],
    }


def test_each_official_meets_exactly_the_patterns_of_the_table(team):
    found = {
        person: {code: told(answer) for code, answer in answers.items()} for person, answers in met(team).items()
    }

    assert found == {
        person: {code: {"inferred": False, **one} for code, one in patterns.items()}
        for person, patterns in GOLDEN["met"].items()
    }


@pytest.mark.parametrize("row", GOLDEN["against"], ids=lambda row: " ".join(row[:3]))
def test_what_the_table_names_stands_against_the_pattern(team, row):
    person, code, reason, item = row
    [answer] = [one for one in patterns_of(team, f"person:{person}") if one.code == code]

    found = [one for one in answer.against if one.why.code == reason]

    assert found
    assert not item or item in found[0].items


def pairs(view: View) -> set[str]:
    return {f"{person} {code}" for person, answers in met(view).items() for code in answers}


@pytest.mark.parametrize("source", sorted(GOLDEN["without"]))
def test_without_a_source_the_patterns_change_as_the_table_says(team, peru, source):
    expected = GOLDEN["without"][source]
    without = pairs(view_of(peru, ViewSpec(TEAM, without=frozenset({source}))))
    whole = pairs(team)

    assert whole - without == set(expected.get("loses", ()))
    assert without - whole == set(expected.get("gains", ()))


def test_the_unnamed_chiefs_of_the_special_forces_are_nobody_named(team):
    """A source says that the same chiefs oversaw both places and names none of them."""
    assert not team.texts(CHIEFS, "name")
    for person, answers in met(team).items():
        redeployed = answers.get("redeployed-after-death")
        if redeployed and any(one.why.code == "person-redeployed" for one in redeployed.instances):
            assert f"person:{person}" == CHIEFS


def test_every_denial_of_an_official_stands_against_each_pattern_that_is_met(team):
    for person, answers in met(team).items():
        denials = {
            remark
            for remark in team.pointing_at(f"person:{person}", "Remark", "speaker")
            if "denial" in team.texts(remark, "kind")
        }
        for answer in answers.values():
            shown = {item for one in answer.against if one.why.code == "answers-of-person" for item in one.items}
            assert denials <= shown


def test_every_instance_cites_claims_that_the_view_holds(team):
    for answers in met(team).values():
        for answer in answers.values():
            for one in answer.instances:
                assert one.claims
                assert all(team.has_claim(claim) for claim in (*one.claims, *one.denials))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_reason_is_a_sentence_that_judges_nobody(team, language):
    for answers in all_patterns(team).values():
        for answer in answers:
            for one in (*answer.instances, *answer.against):
                sentence = say(one.why, team, language)
                assert not VERDICTS.search(sentence.partition("“")[0].partition("«")[0])
                assert "{" not in sentence


def test_the_public_gets_patterns_from_what_it_may_see_only(peru, db):
    public = view_of(peru, ViewSpec(PUBLIC))

    for person, answers in all_patterns(public).items():
        assert tuple(one.code for one in answers) == tuple(PATTERNS)
        assert public.has(person)
