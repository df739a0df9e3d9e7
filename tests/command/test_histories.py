"""Who commanded a unit through time, and everything under a post."""

from answerable.command import commanders_of, under_post
from answerable.kernel.standing import Status
from tests.builders import day
from tests.command.telling import post, u, view_of_lines


def test_tenures_come_in_order_of_time_and_undated_ones_last() -> None:
    view = view_of_lines("""
        Eva commands Alpha : 2016-01-01 / 2016-12-31
        Luz commands Alpha
        Ana commands Alpha : 2015-01-01 / 2015-12-31
    """)

    history = commanders_of(view, u("Alpha"))

    assert [view.caption(tenure.person or "") for tenure in history.tenures] == ["Ana", "Eva", "Luz"]
    assert (history.gaps, history.overlaps) == ((), ())


def test_a_gap_holds_the_days_that_no_source_speaks_of() -> None:
    view = view_of_lines("""
        Ana commands Alpha : 2015-01-01 / 2015-12-31
        Eva commands Alpha : 2016-02-01 / 2016-12-31
    """)

    (gap,) = commanders_of(view, u("Alpha")).gaps

    assert (gap.span.first, gap.span.last) == (day("2016-01-01"), day("2016-01-31"))
    assert (gap.after, gap.before) == ("appointment:ana-alpha", "appointment:eva-alpha")


def test_a_vacancy_is_no_gap_for_somebody_says_so() -> None:
    view = view_of_lines("""
        Ana commands Alpha : 2015-01-01 / 2015-12-31
        nobody commands Alpha : 2016-01-01 / 2016-01-31
        Eva commands Alpha : 2016-02-01 / 2016-12-31
    """)

    history = commanders_of(view, u("Alpha"))

    assert history.gaps == ()
    assert [tenure.person is None for tenure in history.tenures] == [False, True, False]


def test_days_joined_by_an_analyst_are_no_gap() -> None:
    view = view_of_lines("""
        Ana commands Alpha : 2012-07-01
        Ana commands Alpha : 2012-08-03 ; source=B
    """)

    history = commanders_of(view, u("Alpha"))

    assert history.gaps == ()
    assert len(history.tenures) == 1


def test_days_that_a_blurred_date_may_cover_are_no_gap() -> None:
    view = view_of_lines("""
        Ana commands Alpha : 2015-01-01 / 2015-12
        Eva commands Alpha : 2016-01-01 / 2016-12-31
    """)

    assert commanders_of(view, u("Alpha")).gaps == ()


def test_two_tenures_share_the_days_on_which_both_are_evidenced() -> None:
    view = view_of_lines("""
        Ana commands Alpha : 2015-01-01 / 2015-03-10
        Eva commands Alpha : 2015-03-01 / 2016-12-31
    """)

    (shared,) = commanders_of(view, u("Alpha")).overlaps

    assert (shared.days, shared.is_handover) == (10, False)


def test_a_hand_over_is_one_shared_day_and_is_named_so() -> None:
    view = view_of_lines("""
        Ana commands Alpha : 2015-01-01 / 2015-03-10 starts ends
        Eva commands Alpha : 2015-03-10 / 2016-12-31 starts
    """)

    (shared,) = commanders_of(view, u("Alpha")).overlaps

    assert (shared.days, shared.is_handover) == (1, True)


def test_everything_under_a_post_is_listed_with_its_weakest_link() -> None:
    view = view_of_lines("""
        Ana commands Alpha : 2015-05-05
        Beta under Alpha : 2015
        Gamma under Beta : 2015-05-05
        Delta under Alpha : 2015-05-05
        Other under Alpha : 2014-01-01 / 2014-12-31 ends
        Office under Alpha : 2015-05-05 ; class=administrative
    """)

    subtree = under_post(view, post("Alpha"), day("2015-05-05"))

    told = [(view.caption(node.unit), node.depth, node.weakest) for node in subtree.nodes]
    assert told == [
        ("Delta", 1, Status.EVIDENCED),
        ("Beta", 1, Status.POSSIBLE),
        ("Gamma", 2, Status.POSSIBLE),
    ]


def test_a_loop_under_a_post_is_reported_and_not_followed() -> None:
    view = view_of_lines("""
        Ana commands Alpha : 2015-05-05
        Beta under Alpha : 2015-05-05
        Alpha under Beta : 2015-05-05
    """)

    subtree = under_post(view, post("Alpha"), day("2015-05-05"))

    assert [view.caption(node.unit) for node in subtree.nodes] == ["Beta"]
    assert [report.code for report in subtree.reports] == ["loop"]


def test_nothing_is_under_a_post_that_does_not_command() -> None:
    view = view_of_lines("""
        Ana commands Alpha : 2015-05-05
        post Adviser of Alpha ; function=adviser
        Beta under Alpha : 2015-05-05
    """)

    subtree = under_post(view, "post:adviser", day("2015-05-05"))

    assert subtree.nodes == ()
    assert [report.code for report in subtree.reports] == ["not-commanding"]


def test_a_unit_under_two_superiors_is_listed_twice_and_opened_once() -> None:
    view = view_of_lines("""
        Ana commands Top : 2015-05-05
        Left under Top : 2015-05-05
        Right under Top : 2015-05-05
        Both under Left : 2015-05-05
        Both under Right : 2015-05-05
        Ground under Both : 2015-05-05
    """)

    subtree = under_post(view, post("Top"), day("2015-05-05"))

    told = [(view.caption(node.unit), node.is_repeat) for node in subtree.nodes]
    assert told == [("Left", False), ("Both", False), ("Ground", False), ("Right", False), ("Both", True)]
