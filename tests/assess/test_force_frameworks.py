"""The two frameworks about incidents: complete, in both languages, and honest about what was read."""

import pytest

from answerable.assess.answers import SIDES
from answerable.assess.loading import framework
from answerable.assess.texts_in_force import text_of

FORCE, MINNESOTA = framework("use-of-force"), framework("minnesota")
LEAVES = [(each, leaf) for each in (FORCE, MINNESOTA) for leaf in each.leaves]
GROUPS = ["legality", "precaution", "necessity", "proportionality", "non-discrimination", "accountability"]


def was_read(cite) -> bool:
    return any(version.mark_of(cite.at) == "S" for version in text_of(cite.text).versions)


def test_the_use_of_force_asks_thirty_two_questions():
    assert [leaf.code for leaf in FORCE.leaves] == [f"Q{number}" for number in range(1, 33)]


def test_its_questions_come_in_the_six_groups_of_the_guidance():
    assert list(dict.fromkeys(leaf.kind for leaf in FORCE.leaves)) == GROUPS


def test_the_investigation_of_a_death_is_held_against_seventeen_standards():
    assert {leaf.code for leaf in MINNESOTA.leaves} == {f"M{number}" for number in range(1, 18)}


def test_an_incident_is_asked_about_force_and_a_proceeding_about_its_inquiry():
    assert FORCE.about == ("incident",)
    assert MINNESOTA.about == ("incident", "proceeding")


@pytest.mark.parametrize(("found", "leaf"), LEAVES, ids=lambda each: getattr(each, "code", ""))
def test_a_question_counts_as_read_only_when_every_article_of_it_was(found, leaf):
    assert (leaf.mark == "text") == all(map(was_read, leaf.cites))


@pytest.mark.parametrize(("found", "leaf"), LEAVES, ids=lambda each: getattr(each, "code", ""))
def test_every_question_names_an_article_and_says_where_to_look_next(found, leaf):
    assert leaf.cites
    assert leaf.seek
    assert any(leaf.looks_for.get(side) for side in SIDES)


@pytest.mark.parametrize("found", [FORCE, MINNESOTA], ids=lambda each: each.id)
def test_every_text_is_one_whose_versions_are_kept(found):
    assert all(text.registry for text in found.texts)
    cited = {cite.text for leaf in found.leaves for cite in leaf.cites}
    assert {text.key for text in found.texts} <= cited | {"gc36-2018"}


def test_no_query_about_an_incident_asks_for_a_person():
    finds = {query.find for _, leaf in LEAVES for queries in leaf.looks_for.values() for query in queries}

    assert finds == {"entity", "own", "demand"}
