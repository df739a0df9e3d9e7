"""Inquiries into an incident: which they are, how many days they took, and one standard at a time."""

from datetime import date

import pytest

from answerable.assess.inquiries import checklist_of, matrix_of_case, of_the_case, sides_of, wideness
from answerable.assess.promptness import Days, promptness_of
from answerable.kernel.errors import NotFoundError
from tests.builders import a_claim, a_view, day

TODAY = day("2024-12-31")
INCIDENT = [
    a_claim("Incident", "incident:bridge", "2023-01-09", name="Shots at the bridge", partOf="incident:protests"),
    a_claim("Incident", "incident:protests", "2022-12-07 / 2023-03-31", name="The protests"),
    a_claim("Incident", "incident:other", "2023-02-01", name="Elsewhere", partOf="incident:protests"),
]
DAYS = (date(2023, 1, 9), date(2023, 1, 9))


def a_case(name: str, when: str = "", about: str = "incident:bridge", **said: object):
    said.setdefault("name", name.title())
    return a_claim("Proceeding", f"proceeding:{name}", when, incident=about, kind="criminal", **said)


def a_step(name: str, when: str, of: str = "proceeding:case", **said: object):
    return a_claim("Step", f"step:{name}", when, proceeding=of, **said)


def promptness(*drafts, up_to=TODAY):
    return promptness_of(a_view([*INCIDENT, *drafts]), "proceeding:case", DAYS, up_to)


def test_days_to_the_first_act_are_counted_from_the_incident():
    found = promptness(a_case("case"), a_step("opened", "2023-01-19", stage="preliminary"))

    assert found.to_first == Days(10, 10)
    assert found.to_first.is_exact


def test_a_date_that_is_not_exact_gives_a_least_and_a_greatest_number():
    found = promptness(a_case("case"), a_step("opened", "2023-02", stage="preliminary"))

    assert found.to_first == Days(23, 50)


def test_the_first_act_is_no_later_than_the_earliest_that_is_surely_past():
    found = promptness(a_case("case"), a_step("some", "2023"), a_step("dated", "2023-03-09"))

    assert found.to_first == Days(0, 59)


def test_what_a_source_says_of_the_case_in_general_adds_no_act_to_its_own_step():
    found = promptness(
        a_case("case", "2024", stage="formalised"), a_step("done", "2024-06-11", stage="formalised")
    )

    assert [act.entity for act in found.acts] == ["step:done"]


def test_another_stage_is_another_act():
    found = promptness(a_case("case", "2024", stage="shelved"), a_step("done", "2024-06-11", stage="formalised"))

    assert len(found.acts) == 2


def test_a_case_spoken_of_over_months_is_placed_within_them_and_not_on_their_first_day():
    found = promptness(a_case("case", "2023-01-09 / 2023-03-10", stage="preliminary"))

    assert found.to_first == Days(0, 60)


def test_a_real_start_is_the_first_day():
    found = promptness(a_case("case", "2023-01-12 / 2023-03-10 starts", stage="preliminary"))

    assert found.to_first == Days(3, 3)


def test_the_longest_gap_comes_first_and_names_the_acts_on_both_sides():
    found = promptness(
        a_case("case"), a_step("a", "2023-01-10"), a_step("b", "2023-02-10"), a_step("c", "2024-02-10")
    )

    assert [gap.days for gap in found.gaps] == [Days(365, 365), Days(31, 31)]
    assert (found.gaps[0].before.entity, found.gaps[0].after.entity) == ("step:b", "step:c")


def test_acts_that_may_be_of_one_day_make_no_gap():
    found = promptness(a_case("case"), a_step("a", "2023"), a_step("b", "2023-02-10"))

    assert found.gaps == ()


def test_time_without_an_act_is_counted_to_the_day_asked():
    found = promptness(a_case("case"), a_step("a", "2024-12-01", stage="formalised"))

    assert found.since_last == Days(30, 30)
    assert not found.is_still


def test_after_the_case_was_shelved_no_step_is_expected():
    assert promptness(a_case("case"), a_step("a", "2024-12-01", stage="shelved")).is_still


def test_what_came_after_the_day_asked_is_not_counted():
    found = promptness(
        a_case("case"), a_step("a", "2023-02-01"), a_step("b", "2024-05-01"), up_to=day("2023-12-31")
    )

    assert [act.entity for act in found.acts] == ["step:a"]


def test_steps_that_no_source_dates_are_named_and_not_counted():
    found = promptness(a_case("case"), a_step("a", ""), a_step("b", "2023-02-01"))

    assert found.undated == ("step:a",)
    assert len(found.acts) == 1


def test_a_denied_step_is_no_act():
    found = promptness(a_case("case"), a_step("a", "2023-02-01", stance="denies"))

    assert found.acts == ()
    assert found.to_first is None


# the checklist of an incident


def checklist(*drafts):
    return checklist_of(a_view([*INCIDENT, *drafts]), "incident:bridge", TODAY)


def test_inquiries_into_the_incident_come_before_those_into_the_whole():
    found = checklist(
        a_case("all", "2023-01-10", about="incident:protests"),
        a_case("late", "2024-01-10"),
        a_case("soon", "2023-02-10"),
        a_case("elsewhere", "2023-01-10", about="incident:other"),
    )

    assert [case.proceeding for case in found.cases] == ["proceeding:soon", "proceeding:late", "proceeding:all"]
    assert [case.is_wider for case in found.cases] == [False, False, True]


def test_a_case_about_the_incident_and_the_whole_is_listed_once_as_its_own():
    found = checklist(a_case("both", "2023-01-10", about=["incident:bridge", "incident:protests"]))

    assert [(case.proceeding, case.is_wider) for case in found.cases] == [("proceeding:both", False)]


def test_the_first_act_of_an_incident_is_that_of_its_own_inquiries():
    found = checklist(a_case("all", "2023-01-10", about="incident:protests"), a_case("own", "2023-03-09"))

    assert found.to_first == Days(59, 59)


def test_an_incident_without_inquiries_has_none():
    found = checklist()

    assert found.cases == ()
    assert found.first is None
    assert found.to_first is None


def test_one_inquiry_is_held_against_each_standard_by_its_own_steps():
    view = a_view([
        *INCIDENT,
        a_case("one"), a_step("charged", "2024-01-01", of="proceeding:one", stage="charged"),
        a_case("two"), a_step("shelved", "2024-02-01", of="proceeding:two", stage="shelved"),
    ])  # fmt: skip
    one = matrix_of_case(view, "proceeding:one", "incident:bridge").cell("M17")
    two = matrix_of_case(view, "proceeding:two", "incident:bridge").cell("M17")

    assert [each.entity for each in one.supports] == ["step:charged"]
    assert not one.against
    assert [each.entity for each in two.against] == ["step:shelved"]
    assert not two.supports


def test_steps_of_a_wider_inquiry_count_as_its_own():
    view = a_view([
        *INCIDENT,
        a_case("all", about="incident:protests"),
        a_step("shelved", "2024-02-01", of="proceeding:all", stage="shelved"),
    ])  # fmt: skip
    cell = matrix_of_case(view, "proceeding:all", "incident:bridge").cell("M17")

    assert sides_of(cell).against == 1


def test_what_is_said_of_all_inquiries_is_counted_apart():
    view = a_view([
        *INCIDENT,
        a_case("own"),
        a_claim("Remark", "remark:slow", "2024-01-01", speaker="unit:ngo", kind="finding",
                gist="The inquiries move slowly.", incident="incident:protests"),
    ])  # fmt: skip
    sides = sides_of(checklist_of(view, "incident:bridge", TODAY).matrix.cell("M2"))

    assert (sides.against, sides.wider) == (0, 1)


def test_a_proceeding_about_something_else_is_not_of_this_incident():
    view = a_view([*INCIDENT, a_case("elsewhere", about="incident:other")])

    assert wideness(view, "proceeding:elsewhere", "incident:bridge") is None
    with pytest.raises(NotFoundError):
        matrix_of_case(view, "proceeding:elsewhere", "incident:bridge")


def test_each_analyst_assesses_a_standard_for_one_inquiry_alone():
    assessment = a_claim(
        "Assessment", "assessment:minnesota-m2-one", framework="minnesota", element="M2", subject="proceeding:one",
        incident="incident:bridge", state="weak", standard="lead", reason="Ten months without a step.", analyst="Ana",
    )  # fmt: skip
    view = a_view([*INCIDENT, a_case("one"), a_case("two"), assessment])

    assert matrix_of_case(view, "proceeding:one", "incident:bridge").cell("M2").state == "weak"
    assert matrix_of_case(view, "proceeding:two", "incident:bridge").cell("M2").state == "not-assessed"
    assert checklist_of(view, "incident:bridge", TODAY).matrix.cell("M2").state == "not-assessed"


def test_other_inquiries_into_the_incident_say_nothing_of_this_one():
    view = a_view([*INCIDENT, a_case("one"), a_case("two")])
    cell = matrix_of_case(view, "proceeding:one", "incident:bridge").cell("M12")

    assert [each.entity for each in cell.supports] == ["proceeding:one"]


def test_only_what_is_said_of_the_inquiry_itself_sets_it_beside_others():
    rounds = a_claim(
        "Tally", "tally:rounds", "2023-02-01", what="rounds-fired", value="9", incident="incident:bridge"
    )
    view = a_view(
        [*INCIDENT, a_case("one"), rounds, a_step("charged", "2024-01-01", of="proceeding:one", stage="charged")]
    )
    matrix = matrix_of_case(view, "proceeding:one", "incident:bridge")

    assert of_the_case(matrix.cell("M8")) == (0, 0)
    assert of_the_case(matrix.cell("M17")) == (1, 0)
