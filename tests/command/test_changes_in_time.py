"""When a chain changes, and what differs between two."""

from itertools import pairwise

from answerable.command import chain_difference, chain_of_unit, days_of_change
from answerable.record.view import ViewSpec
from tests.builders import day
from tests.command.telling import u, view_of_lines

LINES = """
    Beta under Alpha : 2015-01-01 / 2015-06-30 starts ends
    Beta under Gamma : 2015-07-01 / 2015-12-31 starts
    Ana commands Alpha : 2015-03-01 / 2015-03-31 starts ends
"""


def test_the_days_of_change_are_those_on_which_a_standing_turns() -> None:
    view = view_of_lines(LINES)

    found = days_of_change(view, u("Beta"), day("2015-01-01"), day("2015-12-31"))

    assert [str(each) for each in found] == ["2015-01-01", "2015-03-01", "2015-04-01", "2015-07-01"]


def test_between_days_of_change_the_chain_stays_the_same() -> None:
    view = view_of_lines(LINES)
    months = [day(f"2015-{month:02d}-{at:02d}") for month in range(1, 13) for at in (1, 2, 15, 28)]
    turns = days_of_change(view, u("Beta"), day("2015-01-01"), day("2015-12-31"))

    for before, after in pairwise(months):
        old, new = (chain_of_unit(view, u("Beta"), each) for each in (before, after))
        if not any(before < turn <= after for turn in turns):
            assert chain_difference(old, new) == ()


def test_a_move_under_another_superior_is_told_by_both_links() -> None:
    view = view_of_lines(LINES)
    before, after = (chain_of_unit(view, u("Beta"), day(each)) for each in ("2015-06-30", "2015-07-01"))

    changes = chain_difference(before, after)

    assert [(each.code, each.before, each.after) for each in changes] == [
        ("superior-gone", (u("Alpha"),), ()),
        ("superior-new", (), (u("Gamma"),)),
    ]


def test_taking_a_source_away_lists_the_statuses_that_rested_on_it() -> None:
    lines = """
        Beta under Alpha : 2015-05-05
        Beta under Alpha : 2015-05 ; source=B
        Ana commands Alpha : 2015-05-05 ; source=A
        unit Alpha ; source=C
        unit Beta ; source=C
    """
    told = view_of_lines(lines)
    fallen = view_of_lines(lines, spec=ViewSpec(told.spec.audience, without=frozenset({"A"})))
    before, after = (chain_of_unit(view, u("Beta"), day("2015-05-05")) for view in (told, fallen))

    changes = chain_difference(before, after)

    assert [(each.code, each.before, each.after) for each in changes] == [
        ("link-standing", ("evidenced",), ("possible",)),
        ("holder-gone", ("person:ana",), ()),
        ("state", ("held",), ("unknown",)),
    ]
