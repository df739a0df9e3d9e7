"""Where a case stands: the golden rules, and what a ladder carries with it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from answerable.followup.proceedings import ladder_of, proceedings
from answerable.kernel.errors import NotFoundError
from answerable.record.audiences import TEAM
from answerable.record.view import ViewSpec
from tests.builders import a_claim, a_view, day
from tests.followup.telling import CASE, SOURCES, a_case, standing, told

RULES = yaml.safe_load((Path(__file__).parents[1] / "golden" / "ladder_rules.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", RULES, ids=[case["rule"] for case in RULES])
def test_a_case_stands_where_its_sources_say(case: dict[str, Any]) -> None:
    view = a_case(case["said"])

    for when, expected in case["stands"].items():
        assert standing(ladder_of(view, CASE, when)) == expected, when


@pytest.mark.parametrize("case", RULES, ids=[case["rule"] for case in RULES])
def test_the_order_of_recording_changes_nothing(case: dict[str, Any]) -> None:
    last = max(case["stands"])
    forward, back = a_case(case["said"]), a_case(reversed(case["said"]))

    assert standing(ladder_of(back, CASE, last)) == standing(ladder_of(forward, CASE, last))


def test_each_source_keeps_its_own_stage_and_day() -> None:
    ladder = ladder_of(a_case(["A says charged 2024-01-10", "B says preliminary 2024-05-01"]), CASE)

    assert [(mark.source, mark.stage, mark.when.last) for mark in ladder.by_source] == [
        ("A", "charged", day("2024-01-10")),
        ("B", "preliminary", day("2024-05-01")),
    ]


def test_a_rung_of_which_no_source_speaks_is_missing_even_below_one_that_was_reached() -> None:
    ladder = ladder_of(a_case(["A says convicted 2024-01-10"]), CASE)

    assert ladder.missing == ("preliminary", "formalised", "charged", "trial", "confirmed")
    assert ladder.reached == ("convicted",)


def test_what_a_source_denies_stands_beside_the_stage() -> None:
    view = a_case(["A says formalised 2024-07-11", "B denies formalised 2024-07-12"])
    ladder = ladder_of(view, CASE)

    (denial,) = ladder.stands[0].denials
    assert view.claim(denial).stance == "denies"
    assert denial in ladder.denials


def test_what_the_team_rejected_moves_nothing_and_what_it_left_open_stands_beside() -> None:
    said = {"source": "A", "name": "Case", "kind": "criminal"}
    view = a_view(
        [
            a_claim("Proceeding", CASE, "2024-01-10", stage="preliminary", status="conflict", **said),
            a_claim(
                "Proceeding", CASE, "2024-01-10", stage="formalised", status="conflict", **said | {"source": "B"}
            ),
            a_claim("Proceeding", CASE, "2024-02-10", stage="charged", status="rejected", **said),
        ],
        SOURCES,
    )

    assert standing(ladder_of(view, CASE)) == "formalised ≠ preliminary"


def test_a_day_is_the_views_own_when_none_is_asked() -> None:
    drafts = [told("A says preliminary 2023-01-10"), told("A says formalised 2024-07-11")]
    early = ViewSpec(TEAM, published_by=date(2024, 12, 31), recorded_by=date(2024, 1, 1))

    assert standing(ladder_of(a_view(drafts, SOURCES, early), CASE)) == "preliminary"


def test_a_case_of_which_nothing_had_come_is_not_listed() -> None:
    view = a_case(["A says formalised 2024-07-11"])

    assert proceedings(view, date(2024, 7, 10)) == ()
    assert [ladder.proceeding for ladder in proceedings(view, date(2024, 7, 11))] == [CASE]


def test_steps_stand_in_order_of_time_and_say_how_they_moved_the_case() -> None:
    view = a_case([
        "A step preliminary 2023-01-10 as opened", "A step formalised 2023-05-01 as formal",
        "A step nothing 2023-06-01 as transfer", "A step formalised 2023-07-01 as hearing",
        "A step preliminary 2023-08-01 as annulled", "A step shelved 2023-09-01 as shelved",
        "A step preliminary 2023-10-01 as reopened",
    ])  # fmt: skip

    assert [(step.entity, step.turn) for step in ladder_of(view, CASE).steps] == [
        ("step:opened", "first"), ("step:formal", "rise"), ("step:transfer", "none"), ("step:hearing", "same"),
        ("step:annulled", "fall"), ("step:shelved", "ended"), ("step:reopened", "reopened"),
    ]  # fmt: skip


def test_two_days_for_one_step_are_told() -> None:
    view = a_case(["A step shelved 2025-09-10 as s", "B step shelved 2025-09-11 as s", "A step trial 2023 as t"])
    trial, shelving = ladder_of(view, CASE).steps

    assert shelving.days_differ
    assert not trial.days_differ


def test_a_case_that_moved_from_one_authority_to_another_shows_both_and_what_was_done_to_them() -> None:
    view = a_view([
        a_claim("Unit", "unit:team", name="Special team"), a_claim("Unit", "unit:junin", name="Junín office"),
        a_claim("Proceeding", CASE, "2023-01-10", name="Case", authority="unit:team", stage="preliminary"),
        a_claim("Proceeding", CASE, "2026-01-07", name="Case", authority="unit:junin", source="B"),
        a_claim("Measure", "measure:end", "2026-01-06", kind="other", towards="unit:team", gist="Dissolved."),
        a_claim("Measure", "measure:later", "2026-06-06", kind="other", towards="unit:team", gist="Set up again."),
    ])  # fmt: skip
    ladder = ladder_of(view, CASE, date(2026, 1, 31))

    assert [(each.authority, each.first) for each in ladder.authorities] == [
        ("unit:team", day("2023-01-10")),
        ("unit:junin", day("2026-01-07")),
    ]
    assert ladder.of_authority == ("measure:end",)


def test_without_a_source_the_rung_falls_to_what_the_others_say() -> None:
    drafts = [told("A says formalised 2024-07-11"), told("B says preliminary 2024-01-19")]

    without = a_view(drafts, SOURCES, ViewSpec(TEAM, without=frozenset({"A"})))

    assert standing(ladder_of(a_view(drafts, SOURCES), CASE)) == "formalised"
    assert standing(ladder_of(without, CASE)) == "preliminary"


def test_only_what_the_view_holds_is_asked() -> None:
    with pytest.raises(NotFoundError):
        ladder_of(a_case(["A says preliminary 2024-01-19"]), "proceeding:other")


def test_a_claim_of_the_teams_own_is_told_as_inferred() -> None:
    from answerable.record.drafts import SourceDraft

    memo = SourceDraft("memo", "analysis", "Memo", published="2024-12-01")
    drafts = [
        told("A says preliminary 2024-01-19"),
        a_claim("Proceeding", CASE, "2024-05-01", name="Case", stage="formalised", source="memo", rests_on=("x",)),
    ]
    first, second = ladder_of(a_view(drafts, (*SOURCES, memo)), CASE).marks

    assert (first.is_inferred, second.is_inferred) == (False, True)


def test_what_a_source_dates_by_a_step_may_not_have_come_earlier() -> None:
    view = a_case(
        ["A says confirmed 2025-06 / 2026-02", "A step convicted 2025-06 as s", "A step confirmed 2026-02 as c"]
    )

    assert ladder_of(view, CASE, date(2025, 12, 1)).may == ()
    assert [mark.stage for mark in ladder_of(view, CASE, date(2026, 2, 10)).may] == ["confirmed", "confirmed"]


def test_that_somebody_was_heard_moves_no_case() -> None:
    view = a_case(["A step formalised 2023-05-01 as formal", "A step witness 2023-06-01 for ana as hearing"])

    assert [(step.entity, step.turn) for step in ladder_of(view, CASE).steps][-1] == ("step:hearing", "none")
