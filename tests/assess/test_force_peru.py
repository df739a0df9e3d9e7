"""The example dossier under the questions about force and inquiry: what must stand where, and what must not."""

from pathlib import Path

import pytest
import yaml

from answerable.assess.inquiries import is_close
from answerable.assess.matrix import matrix_of
from answerable.interchange.package_reading import read_package
from answerable.record.audiences import TEAM
from answerable.record.unsaved import view_of_drafts
from answerable.record.view import ViewSpec
from tests.conftest import PERU

GOLDEN = yaml.safe_load((Path(__file__).parents[1] / "golden" / "force_peru.yaml").read_text(encoding="utf-8"))
CASES = [
    (framework, incident, code, side, entity)
    for framework, incidents in GOLDEN.items()
    for incident, questions in incidents.items()
    for code, sides in questions.items()
    for side, entities in sides.items()
    for entity in entities
]
INCIDENTS = [(framework, incident) for framework, incidents in GOLDEN.items() for incident in incidents]


@pytest.fixture(scope="module")
def view():
    reading = read_package(PERU)
    return view_of_drafts(reading.dossier, reading.sources, reading.claims, ViewSpec(TEAM))


@pytest.fixture(scope="module")
def matrices(view):
    return {pair: matrix_of(view, *pair) for pair in INCIDENTS}


@pytest.mark.parametrize(("framework", "incident", "code", "side", "entity"), CASES)
def test_each_fact_stands_under_its_question_on_its_side(matrices, framework, incident, code, side, entity):
    cell = matrices[framework, incident].cell(code)
    close = [each for each in cell.candidates if is_close(each, cell.subject)]
    sides = {"for": cell.supports, "against": cell.against, "either": cell.either}

    if side == "around":
        assert entity in {each.entity for each in cell.candidates if each not in close}
    elif side == "never":
        assert entity not in {each.entity for each in cell.candidates}
    else:
        assert entity in {each.entity for each in sides[side] if each in close}


@pytest.mark.parametrize(("framework", "incident"), INCIDENTS)
def test_every_thing_found_carries_claims_of_the_view(view, matrices, framework, incident):
    for cell in matrices[framework, incident].cells:
        for each in cell.candidates:
            assert each.claims
            assert all(view.has_claim(claim) for claim in (*each.claims, *each.denials))


@pytest.mark.parametrize(("framework", "incident"), INCIDENTS)
def test_nothing_is_assessed_that_no_analyst_recorded(matrices, framework, incident):
    assert {cell.state for cell in matrices[framework, incident].cells} == {"not-assessed"}


def test_the_rounds_fired_in_ayacucho_come_with_both_sources(view, matrices):
    cell = matrices["use-of-force", "incident:ayacucho-2022-12-15"].cell("Q19")
    rounds = next(each for each in cell.against if each.entity == "tally:ayacucho-rounds")

    assert {view.claim(claim).source for claim in rounds.claims} == {"S0", "S1"}


def test_what_is_said_of_the_protests_as_a_whole_stands_apart(matrices):
    cell = matrices["use-of-force", "incident:ayacucho-2022-12-15"].cell("Q5")
    plans = next(each for each in cell.against if each.entity == "plan:pnp-protest-plans")

    assert plans.tie == "whole"
    assert not is_close(plans, cell.subject)
