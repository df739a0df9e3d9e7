"""Counts by stage, what had been reached by a day, and what changed between two."""

from datetime import date

from answerable.followup.proceedings import at_or_past, counted_stages, proceedings, standing_between
from answerable.record.view import View
from tests.builders import a_claim, a_view
from tests.followup.telling import SOURCES, told

JULY, LATER = date(2024, 7, 18), date(2026, 1, 1)


def cases(**said: list[str]) -> View:
    drafts = [
        told(line, number, f"proceeding:{name}")
        for name, lines in said.items()
        for number, line in enumerate(lines)
    ]
    named = [a_claim("Proceeding", f"proceeding:{name}", name=name, kind="criminal") for name in said]
    return a_view([*named, *drafts], SOURCES)


def test_proceedings_are_counted_by_stage_from_below_then_asides_then_disputes_then_the_rest() -> None:
    view = cases(
        one=["A says charged 2024-01-10"], two=["A says preliminary 2024-01-10"], three=["A says preliminary 2024-02-10"],
        four=["A says shelved 2024-01-10"], five=["A says charged 2024-01-10", "B says preliminary 2024-05-01"], six=[],
    )  # fmt: skip

    assert [(each.stage, each.is_contested, each.count) for each in counted_stages(proceedings(view, LATER))] == [
        ("preliminary", False, 2), ("charged", False, 1), ("shelved", False, 1), ("", False, 1), ("", True, 1),
    ]  # fmt: skip


def test_each_proceeding_is_counted_once() -> None:
    view = cases(one=["A says preliminary 2023-01-10 for ana, luis", "A step suspended 2024-01-10 for ana as s"])
    (count,) = counted_stages(proceedings(view, LATER))

    assert (count.stage, count.count) == ("preliminary", 1)


def test_formalised_is_not_charged_and_a_blurred_charge_only_may_have_come() -> None:
    view = cases(
        formal=["A says formalised 2024-07-11"], charged=["A says charged 2024-05-01"], blurred=["A says charged 2024"],
        tried=["A says acquitted 2024-05-01"], what=["A step confirmed 2024-05-01 as appeal"],
        disputed=["A says charged 2024-01-10", "B says preliminary 2024-05-01"],
        annulled=["A says charged 2024-01-10", "B step preliminary 2024-05-01 as annulled"],
    )  # fmt: skip
    reached, perhaps = at_or_past(proceedings(view, JULY))

    assert {each.proceeding.partition(":")[2] for each in reached} == {"charged", "tried", "annulled"}
    assert {each.proceeding.partition(":")[2] for each in perhaps} == {"blurred", "what", "disputed"}


def test_what_changed_between_two_days_is_told_in_order_with_its_steps() -> None:
    view = cases(
        still=["A says preliminary 2023-01-10"],
        moved=["A says formalised 2024-07-11", "A step charged 2025-05-01 as charge"],
        heard=["A says formalised 2024-07-11", "A step nothing 2025-03-01 as hearing"],
        fresh=["A says preliminary 2025-02-01"],
    )  # fmt: skip
    found = {each.proceeding.partition(":")[2]: each for each in standing_between(view, JULY, LATER)}

    assert list(found) == ["fresh", "heard", "moved"]
    assert (found["fresh"].before, found["fresh"].after) == ((), ("preliminary",))
    assert (found["moved"].before, found["moved"].after) == (("formalised",), ("charged",))
    assert [step.entity for step in found["moved"].steps] == ["step:charge"]
    assert not found["heard"].is_moved
    assert [step.entity for step in found["heard"].steps] == ["step:hearing"]
    assert found["moved"].claims


def test_the_order_of_the_two_days_does_not_matter() -> None:
    view = cases(moved=["A says formalised 2024-07-11", "A step charged 2025-05-01 as charge"])

    assert standing_between(view, LATER, JULY) == standing_between(view, JULY, LATER)


def test_many_days_are_asked_without_keeping_all_of_them() -> None:
    from answerable.followup.index import MOST_DAYS, index_of

    view = cases(one=["A says formalised 2024-07-11"])
    for number in range(1, 29):
        proceedings(view, date(2024, 1, number))

    assert len(index_of(view)._ladders) == MOST_DAYS
