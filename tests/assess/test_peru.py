"""What the example dossier holds for each test, and what falls with a source: see golden/assess_peru.yaml."""

from pathlib import Path

import pytest
import yaml

from answerable.assess import comparison_of, frameworks, gaps_of, matrix_of, say, verdict_words_in
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec

pytestmark = pytest.mark.django_db
GOLDEN = yaml.safe_load((Path(__file__).parents[1] / "golden" / "assess_peru.yaml").read_text(encoding="utf-8"))
SIDES = {"for": "supports", "against": "against", "either": "either"}
ABOUT_PEOPLE = [each.id for each in frameworks() if "person" in each.about]
PAIRS = [
    ("person:boluarte", "incident:ayacucho-2022-12-15"),
    ("person:boluarte", "incident:juliaca-2023-01-09"),
    ("person:otarola", "incident:ayacucho-2022-12-15"),
    ("person:gomez-de-la-torre", "incident:ayacucho-2022-12-15"),
    ("person:alfaro", "incident:juliaca-2023-01-09"),
]


def team(dossier, *without):
    return view_of(dossier, ViewSpec(TEAM, without=frozenset(without)))


def told(candidate):
    """Return what a line of the golden file may say of a candidate."""
    return {
        candidate.how,
        str(candidate.placed),
        candidate.tie,
        str(candidate.days),
        f"via:{candidate.via}",
        "denial" if candidate.is_denial else "",
        candidate.weakest.word if candidate.weakest is not None else "",
    }


def is_on(cell, side, line):
    entity, *said = line.split()
    found = [each for each in getattr(cell, SIDES[side]) if each.entity == entity]
    return any(set(said) <= told(each) for each in found)


def shown(cell, side, line):
    entity = line.split()[0]
    found = [told(each) for each in getattr(cell, SIDES[side]) if each.entity == entity]
    return f"{cell.element} {side}: {line}; found: {found}"


def asked_cells(case):
    return [(code, wanted) for code, wanted in case.items() if code not in ("ask", "source")]


def missing(view, framework, subject, incident, code):
    questions = gaps_of(view, subject, incident=incident, framework_ids=[framework])
    return next((each.missing for each in questions if (framework, code) in each.elements), None)


@pytest.mark.parametrize("case", GOLDEN["cells"], ids=lambda case: case["ask"])
def test_the_hooks_of_the_example_stand_on_their_sides(peru, case):
    framework, subject, incident = case["ask"].split()
    matrix = matrix_of(team(peru), framework, subject, incident)

    for code, wanted in asked_cells(case):
        cell = matrix.cell(code)
        for side in SIDES:
            for line in wanted.get(side, ()):
                assert is_on(cell, side, line), shown(cell, side, line)
            for line in wanted.get("never", {}).get(side, ()):
                assert not is_on(cell, side, line), shown(cell, side, line)
        if "weakest" in wanted:
            assert cell.weakest.word == wanted["weakest"]


@pytest.mark.parametrize("case", GOLDEN["without"], ids=lambda case: f"{case['ask']} without {case['source']}")
def test_taking_a_source_away_changes_cells_and_questions(peru, case):
    framework, subject, incident = case["ask"].split()
    whole, less = team(peru), team(peru, case["source"])
    before, after = (matrix_of(view, framework, subject, incident) for view in (whole, less))

    for code, wanted in asked_cells(case):
        for side, lines in wanted.get("gone", {}).items():
            for line in lines:
                assert is_on(before.cell(code), side, line), shown(before.cell(code), side, line)
                assert not is_on(after.cell(code), side, line), shown(after.cell(code), side, line)
        for side, lines in wanted.get("stays", {}).items():
            for line in lines:
                assert is_on(after.cell(code), side, line), shown(after.cell(code), side, line)
        if "missing" in wanted:
            assert [missing(view, framework, subject, incident, code) for view in (whole, less)] == wanted[
                "missing"
            ]


@pytest.mark.parametrize(("subject", "incident"), PAIRS)
def test_a_persons_own_denials_stand_against_every_element_of_knowledge_and_conduct(peru, subject, incident):
    view = team(peru)
    for name in ABOUT_PEOPLE:
        matrix = matrix_of(view, name, subject, incident)
        for leaf in matrix.framework.leaves:
            if leaf.kind in ("mental", "conduct") and leaf.leaf != "author-knew-of-attack":
                assert any(each.is_denial for each in matrix.cell(leaf.code).against), (name, leaf.code)


@pytest.mark.parametrize(("subject", "incident"), PAIRS)
def test_every_candidate_carries_claims_of_the_view(peru, subject, incident):
    view = team(peru)
    for name in ABOUT_PEOPLE:
        for cell in matrix_of(view, name, subject, incident).cells:
            for each in cell.candidates:
                assert each.claims
                assert all(view.has_claim(claim) for claim in (*each.claims, *each.denials))
                assert set(each.claims) <= set(cell.claims)


def test_nothing_is_assessed_until_an_analyst_says_so(peru):
    for name in ABOUT_PEOPLE:
        matrix = matrix_of(team(peru), name, *PAIRS[0])
        assert {cell.state for cell in matrix.cells} == {"not-assessed"}
        assert all(each.is_open for each in matrix.stated)


def test_tests_stand_side_by_side_by_kind_and_keep_their_levels_of_knowledge_apart(peru):
    found = comparison_of(team(peru), ["rome-28a", "rome-28b", "customary"], *PAIRS[0])
    mental = next(row for row in found.rows if row.kind == "mental")
    levels = [
        [matrix.framework.find(cell.element).mental for cell in cells]
        for matrix, cells in zip(found.matrices, mental.cells, strict=True)
    ]

    assert levels == [
        ["knew", "knew", "should-have-known"],
        ["knew", "knew", "consciously-disregarded"],
        ["knew", "had-reason-to-know"],
    ]


def test_no_word_of_a_verdict_is_in_anything_that_this_room_says(peru):
    view = team(peru)
    for subject, incident in PAIRS:
        for name in ABOUT_PEOPLE:
            matrix = matrix_of(view, name, subject, incident)
            reasons = [each.why for each in matrix.stated]
            reasons += [each.why for cell in matrix.cells for each in cell.candidates]
            words = [each.words for cell in matrix.cells for each in cell.candidates]
            for language in ("en", "es"):
                texts = [*(say(reason, view, language) for reason in reasons), *(each[language] for each in words)]
                assert [text for text in texts if verdict_words_in(text)] == []
        for question in gaps_of(view, subject, incident=incident):
            for language in ("en", "es"):
                texts = [say(question.why, view, language), *(each[language] for each in question.seek)]
                assert [text for text in texts if verdict_words_in(text)] == []


def test_questions_come_with_what_to_look_for_and_serve_every_test_that_shares_them(peru):
    questions = gaps_of(team(peru), "person:boluarte", incident="incident:ayacucho-2022-12-15")
    knew = next(each for each in questions if ("rome-28a", "R28A.5a") in each.elements)

    assert all(each.seek for each in questions)
    assert set(knew.elements) >= {("rome-28a", "R28A.5a"), ("rome-28b", "R28B.3a"), ("customary", "CUS.2a")}
    order = [each.missing for each in questions]
    assert order == sorted(
        order, key=["nothing-found", "nothing-for", "weak-link", "only-inferred", "not-assessed"].index
    )


def test_the_public_sees_the_same_tests_on_what_its_view_holds(peru):
    public = view_of(peru, ViewSpec(PUBLIC))
    matrix = matrix_of(public, "rome-28a", *PAIRS[0])

    assert all(public.has_claim(claim) for cell in matrix.cells for claim in cell.claims)


def test_without_an_incident_nothing_is_placed_in_time(peru):
    matrix = matrix_of(team(peru), "rome-28a", "person:boluarte")

    assert {each.placed for cell in matrix.cells for each in cell.candidates} == {None}
    assert any(cell.supports for cell in matrix.cells)
