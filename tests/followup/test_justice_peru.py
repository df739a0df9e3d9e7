"""The example dossier: how far each proceeding came and when, and that nobody stands higher than a source says."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from answerable.casualties.tolls import stated_counts
from answerable.followup.calls import calls
from answerable.followup.deaths import counted_deaths, deaths
from answerable.followup.proceedings import at_or_past, ladder_of, proceedings, standing_between
from answerable.followup.requests import requests
from answerable.followup.stage_warnings import ladder_warnings
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec
from tests.followup.telling import standing

TABLE = yaml.safe_load((Path(__file__).parents[1] / "golden" / "justice_peru.yaml").read_text(encoding="utf-8"))
JULY_2024, NOW = date(2024, 7, 18), date(2026, 11, 21)


@pytest.fixture
def view(peru: str, db: None) -> View:
    return view_of(peru, ViewSpec(PUBLIC))


def where(view: View, case: str, day: date) -> str:
    return standing(ladder_of(view, case, day)) if view.has(case) else "gone"


@pytest.mark.parametrize("case", sorted(TABLE["proceedings"]))
def test_each_proceeding_stands_where_its_sources_say_day_by_day(view: View, case: str) -> None:
    expected = TABLE["proceedings"][case]

    assert {day: where(view, case, day) for day in expected} == expected


def test_every_proceeding_of_the_dossier_is_in_the_table(view: View) -> None:
    assert set(view.entities("Proceeding")) == set(TABLE["proceedings"])


@pytest.mark.parametrize("row", TABLE["people"], ids=[f"{row['person']} {row['day']}" for row in TABLE["people"]])
def test_each_person_stands_where_a_claim_names_them_with_their_current_denials(
    view: View, row: dict[str, Any]
) -> None:
    people = {each.person: each for each in ladder_of(view, row["case"], row["day"]).people}
    found = people[row["person"]]

    assert found.stage == row["stage"]
    current = {answer.entity for answer in found.current_answers}
    assert current >= set(row["denials"])
    assert bool(current) == bool(row["denials"])
    assert len({answer.when.last for answer in found.current_answers}) <= 1


@pytest.mark.parametrize(
    "row", TABLE["without"], ids=[f"{row['source']} {row['day']}" for row in TABLE["without"]]
)
def test_without_a_source_the_rungs_fall_as_the_table_says(peru: str, view: View, row: dict[str, Any]) -> None:
    less = view_of(peru, ViewSpec(PUBLIC, without=frozenset(row["source"].split(","))))

    assert {case: where(less, case, row["day"]) for case in row["stands"]} == row["stands"]


def test_nobody_was_charged_by_july_2024_and_amnesty_international_counts_none_either(view: View) -> None:
    reached, perhaps = at_or_past(proceedings(view, JULY_2024))
    stated = [count for count in stated_counts(view, "charged") if count.day and count.day <= JULY_2024]

    assert (reached, perhaps) == ((), ())
    assert {count.value for count in stated} == {0}
    assert {count.speaker for count in stated} == {"unit:amnesty"}


def test_eighteen_were_announced_as_formalised_with_154_people_and_only_some_are_on_record_one_by_one(
    view: View,
) -> None:
    announced = {count.tally: count.value for count in stated_counts(view, shares=True)}
    formalised = [ladder for ladder in proceedings(view, JULY_2024) if ladder.stage == "formalised"]
    (step,) = [
        step
        for step in ladder_of(view, "proceeding:ayacucho-formalised", JULY_2024).steps
        if step.entity == "step:ayacucho-announced"
    ]

    assert announced["tally:eficavip-formalised-inquiries-2024-07"] == 18
    assert announced["tally:eficavip-people-formalised-2024-07"] == 154
    assert len(formalised) == 8
    assert step.number == 154
    assert step.when.last == date(2024, 7, 11)


def test_the_sources_give_two_days_for_the_shelving_of_complaint_509(view: View) -> None:
    steps = {step.entity: step for step in ladder_of(view, "proceeding:complaint-509", NOW).steps}
    shelving = steps["step:complaint-509-shelved"]

    assert shelving.days_differ
    assert sorted(window.last for window in shelving.windows) == [date(2025, 9, 10), date(2025, 9, 11)]
    assert steps["step:complaint-509-subcommission"].turn == "none"


def test_since_july_2024_one_case_came_to_a_conviction_that_was_confirmed_and_no_force_is_charged(
    view: View,
) -> None:
    reached, perhaps = at_or_past(proceedings(view, NOW))
    changed = {each.proceeding: each for each in standing_between(view, JULY_2024, NOW) if each.is_moved}

    assert [ladder.proceeding for ladder in reached] == ["proceeding:soncco"]
    assert perhaps == ()
    assert changed["proceeding:soncco"].after == ("confirmed",)
    assert [step.entity for step in changed["proceeding:soncco"].steps] == [
        "step:soncco-first-instance", "step:soncco-confirmed",
    ]  # fmt: skip
    assert changed["proceeding:complaint-509"].after == ("shelved",)


def test_the_preparatory_investigation_of_pichanaqui_is_concluded_and_nobody_is_charged(view: View) -> None:
    ladder = ladder_of(view, "proceeding:pichanaqui", NOW)

    assert "charged" not in ladder.reached
    assert [(step.entity, step.turn) for step in ladder.steps][-2:] == [
        ("step:pichanaqui-concluded", "same"),
        ("step:pichanaqui-reassigned", "same"),
    ]
    assert ladder.of_authority[-1] == "measure:eficavip-dissolved"


def test_every_death_has_an_answer_and_all_of_them_are_counted(view: View) -> None:
    found = deaths(view, NOW)
    counted = {(each.word, each.stage): each.people for each in counted_deaths(found)}

    assert len({death.person for death in found if death.person}) == 51
    assert sum(counted.values()) == sum(death.people or 0 for death in found)
    assert counted == {("criminal", "confirmed"): 1, ("criminal", "formalised"): 39,
                       ("criminal", "preliminary"): 8, ("wider", ""): 20}  # fmt: skip
    assert all(death.claims for death in found)


def test_the_one_confirmed_conviction_is_about_the_death_of_the_policeman(view: View) -> None:
    (death,) = [death for death in deaths(view, NOW) if death.stage == "confirmed"]

    assert death.person == "person:dead-soncco"


def test_requests_and_calls_are_as_their_sources_leave_them(view: View) -> None:
    confirmed = {each.entity: each.confirms_absence for each in requests(view, NOW)}

    assert {each.state for each in requests(view, NOW)} == {"answered"}
    assert confirmed["request:amnesty-interior-discipline"] is True
    assert confirmed["request:juliaca-army-plan"] is False
    assert confirmed["request:amnesty-pnp-discipline"] is None
    assert {each.state for each in calls(view, NOW)} == {"unknown"}


def test_no_case_of_the_dossier_falls_without_a_step(peru: str, db: None) -> None:
    assert ladder_warnings(view_of(peru, ViewSpec(TEAM))) == ()
