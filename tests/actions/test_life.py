"""The state of an issue on a day: as a table, and what no day and no order of decisions can change."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.actions.life import Decision, IssueLife, next_acts

OPENS, UNTIL = date(2026, 11, 22), date(2027, 1, 15)
BEFORE, AFTER = OPENS - timedelta(1), UNTIL + timedelta(1)


def a_life(*steps: Decision, **said) -> IssueLife:
    return IssueLife(**({"kind": "first", "opens": OPENS, "until": UNTIL, "is_out": True} | said), decisions=steps)


def a_step(step: str, day: date = OPENS, **said) -> Decision:
    return Decision(step, day, **said)


@pytest.mark.parametrize(
    ("life", "day", "state"),
    [
        (a_life(is_out=False), OPENS, "draft"),
        (a_life(), OPENS, "open"),
        (a_life(), UNTIL, "open"),
        (a_life(), AFTER, "late"),
        (a_life(until=None), date(2099, 1, 1), "open"),
        (a_life(a_step("extended", until=AFTER)), AFTER, "open"),
        (a_life(a_step("extended", until=AFTER)), AFTER + timedelta(1), "late"),
        (a_life(kind="information", until=None), OPENS, "information"),
        (a_life(kind="closing", outcome="good-news", until=None), OPENS, "good-news"),
        (a_life(kind="closing", outcome="ended", until=None), OPENS, "ended"),
        (a_life(a_step("ended")), OPENS, "ended"),
        (a_life(is_replaced=True), OPENS, "replaced"),
        (a_life(a_step("stopped")), OPENS, "stopped"),
        (a_life(a_step("stopped"), is_replaced=True), OPENS, "stopped"),
        (a_life(a_step("stopped"), a_step("ended")), OPENS, "stopped"),
        (a_life(is_withdrawn=True), OPENS, "stopped"),
        (a_life(a_step("stopped"), a_step("extended", until=AFTER)), OPENS, "stopped"),
    ],
)
def test_the_state_on_a_day(life, day, state):
    assert life.state(day) == state
    assert life.may_be_written(day) == (state == "open")


@pytest.mark.parametrize(
    ("day", "left"), [(UNTIL, 0), (UNTIL - timedelta(37), 37), (AFTER, None), (OPENS, (UNTIL - OPENS).days)]
)
def test_days_left_are_counted_after_today(day, left):
    assert a_life().days_left(day) == left


def test_without_a_deadline_no_days_are_counted():
    assert a_life(until=None).days_left(OPENS) is None


STEPS = st.lists(
    st.builds(
        Decision,
        st.sampled_from(["extended", "paused", "resumed", "stopped", "ended"]),
        st.dates(date(2026, 1, 1), date(2028, 1, 1)),
        st.dates(date(2026, 1, 1), date(2028, 1, 1)),
        st.sampled_from(["", "en", "es"]),
    ),
    max_size=6,
)
DAYS = st.dates(date(2026, 1, 1), date(2029, 1, 1))


@settings(deadline=None)
@given(STEPS, DAYS, st.sampled_from(["first", "update", "information"]))
def test_what_was_stopped_may_never_be_written_again(steps, day, kind):
    life = a_life(*steps, kind=kind)

    if any(one.step == "stopped" for one in steps):
        assert life.state(day) == "stopped"
        assert not {"extend", "resume", "pause", "publish_issue", "correct_issue"} & set(next_acts(life, day))


@settings(deadline=None)
@given(STEPS, DAYS)
def test_nobody_writes_after_the_last_day(steps, day):
    life = a_life(*steps)

    if life.deadline is not None and day > life.deadline:
        assert not life.may_be_written(day)


@pytest.mark.parametrize(
    ("steps", "paused"),
    [
        ((), {"en": False, "es": False}),
        ((a_step("paused"),), {"en": True, "es": True}),
        ((a_step("paused", language="es"),), {"en": False, "es": True}),
        ((a_step("paused"), a_step("resumed", language="es")), {"en": True, "es": False}),
        ((a_step("paused", language="es"), a_step("resumed")), {"en": False, "es": False}),
        ((a_step("paused"), a_step("resumed"), a_step("paused", language="en")), {"en": True, "es": False}),
    ],
)
def test_a_pause_holds_for_its_language_until_it_is_taken_back(steps, paused):
    life = a_life(*steps)

    assert {code: life.is_paused(code) for code in paused} == paused


@pytest.mark.parametrize(
    ("life", "day", "has", "lacks"),
    [
        (a_life(is_out=False), OPENS, {"publish_issue", "replan_issue"}, {"stop", "extend"}),
        (a_life(), OPENS, {"extend", "pause", "stop", "end", "plan_issue"}, {"publish_issue", "resume"}),
        (a_life(a_step("paused")), OPENS, {"resume"}, {"pause"}),
        (a_life(), AFTER, {"extend", "stop"}, {"publish_issue"}),
        (a_life(kind="information"), OPENS, {"plan_issue", "stop"}, {"extend", "pause"}),
        (a_life(a_step("stopped")), OPENS, {"plan_issue", "end"}, {"stop", "set_target"}),
        (a_life(is_replaced=True), OPENS, {"stop"}, {"plan_issue", "extend"}),
    ],
)
def test_what_may_be_done_next(life, day, has, lacks):
    acts = set(next_acts(life, day))

    assert has <= acts
    assert not lacks & acts
