"""Who was over whom, and for how long."""

from typing import Any

import pytest

from answerable.command import Overlap, subordinates_of, superiors_of
from answerable.record.view import View
from tests.builders import day
from tests.command.telling import golden, p, view_of_lines


def tell_overlap(view: View, overlap: Overlap) -> str:
    unit = view.caption(view.ref(overlap.post, "unit"))
    possible = "open" if overlap.possible_days is None else overlap.possible_days
    return f"{view.caption(overlap.person)} {unit} {overlap.hops} {overlap.certain_days} {possible}"


@pytest.mark.parametrize("case", golden("overlaps"), ids=lambda case: case["case"])
def test_each_golden_overlap_has_its_days(case: dict[str, Any]) -> None:
    view = view_of_lines(case["claims"])

    found = superiors_of(view, p("Ana"), hops=None if case.get("hops") == "all" else 1)

    assert [tell_overlap(view, overlap) for overlap in found] == case["superiors"]


@pytest.mark.parametrize("case", golden("overlaps"), ids=lambda case: case["case"])
def test_whoever_is_over_ana_has_ana_under_them_for_the_same_days(case: dict[str, Any]) -> None:
    view = view_of_lines(case["claims"])
    hops = None if case.get("hops") == "all" else 1

    for overlap in superiors_of(view, p("Ana"), hops=hops):
        back = [each for each in subordinates_of(view, overlap.person, hops=hops) if each.person == p("Ana")]

        assert (overlap.certain, overlap.possible, overlap.links) in [
            (each.certain, each.possible, each.links) for each in back
        ]


def test_the_span_of_an_overlap_is_the_shared_one_and_not_the_others_tenure() -> None:
    view = view_of_lines("""
        Beta under Alpha : 2010-01-01 / 2019-12-31
        Ana commands Beta : 2015-01-01 / 2015-03-31
        Eva commands Alpha : 2015-03-01 / 2015-12-31
    """)

    (overlap,) = superiors_of(view, p("Ana"))

    assert [(span.first, span.last) for span in overlap.certain] == [(day("2015-03-01"), day("2015-03-31"))]
    assert {view.claim(name).schema for name in overlap.claims} == {"Appointment", "Subordination"}
