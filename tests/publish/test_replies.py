"""How an allegation stands on a day, and what may be recorded next."""

from datetime import date

import pytest

from answerable.publish.replies import (
    arrival_problem,
    due_problem,
    extension_problem,
    in_one_letter,
    progress_on,
    put_replies,
    put_reply,
    replies_of,
    sending_problem,
)
from tests.builders import a_claim, day
from tests.publish.letters import MINISTER, both_views, step

ONE = "reply:number-1"
SENT = step(ONE, "2026-11-21", sent="2026-11-21", due="2026-12-12", channel="registered-post")
DELIVERED = step(ONE, "2026-11-24", delivered="2026-11-24")
EXTENDED = step(ONE, "2026-12-10", due="2027-01-05")
ANSWERED = a_claim(
    "Reply", ONE, "2026-12-20", person=MINISTER, received="2026-12-20", gist="It was not so.", source="B"
)


def test_what_is_to_be_put_is_not_sent() -> None:
    put = put_reply(both_views()[0], ONE)

    assert progress_on(put, day("2027-06-01")).state == "unsent"
    assert put.due == date(2026, 12, 15)
    assert len(put.alleged) == 4


@pytest.mark.parametrize(
    ("more", "on", "state", "days"),
    [
        ((SENT,), "2026-11-22", "waiting", 20),
        ((SENT,), "2026-12-12", "waiting", 0),
        ((SENT,), "2026-12-13", "silent", 1),
        ((SENT, DELIVERED), "2027-01-11", "silent", 30),
        ((SENT, EXTENDED), "2026-12-30", "waiting", 6),
        ((SENT, EXTENDED), "2027-01-06", "silent", 1),
        ((SENT, ANSWERED), "2027-06-01", "answered", None),
        ((SENT, EXTENDED, ANSWERED), "2027-06-01", "answered", None),
    ],
)
def test_it_stands_as_its_steps_say(more, on: str, state: str, days: int | None) -> None:
    progress = progress_on(put_reply(both_views(*more)[0], ONE), day(on))

    assert (progress.state, progress.days) == (state, days)


def test_the_day_planned_does_not_count_once_the_letter_asks_for_another() -> None:
    put = put_reply(both_views(SENT)[0], ONE)

    assert put.due == date(2026, 12, 12)
    assert not put.is_extended


def test_an_extension_shows_beside_the_first_day() -> None:
    put = put_reply(both_views(SENT, EXTENDED)[0], ONE)

    assert put.is_extended
    assert [blur.latest for blur in put.dues] == [date(2026, 12, 12), date(2027, 1, 5)]


def test_what_a_newspaper_tells_of_others_asking_is_only_reported() -> None:
    told = a_claim(
        "Reply", "reply:paper", "2023-03-16", person=MINISTER, allegation="Force.", gist="No comment.", source="B"
    )
    put = put_reply(both_views(told)[0], "reply:paper")

    assert progress_on(put, day("2026-11-21")).state == "reported"
    assert not put.is_own


def test_a_step_that_was_retracted_no_longer_counts() -> None:
    team, _ = both_views(step(ONE, "2026-11-21", sent="2026-11-21", due="2026-12-12", status="rejected"))

    assert put_reply(team, ONE).sent is None


def test_letters_sent_on_different_days_are_different_letters() -> None:
    team, _ = both_views(SENT)

    assert [put.entity for put in in_one_letter(team, ONE)] == [ONE]
    assert [put.entity for put in in_one_letter(team, "reply:number-2")] == ["reply:number-2"]


def test_everything_put_to_one_person_is_found() -> None:
    team, public = both_views()

    assert [put.entity for put in replies_of(team, MINISTER)] == [ONE, "reply:number-2"]
    assert len(put_replies(team)) == 2
    assert put_replies(public) == ()


@pytest.mark.parametrize(
    ("due", "code"),
    [("2026-12-04", "too-soon"), ("2026-12-05", ""), ("2026-12-21", ""), ("2026-12-22", "too-late")],
)
def test_fourteen_to_thirty_days_are_fair(due: str, code: str) -> None:
    assert due_problem(day("2026-11-21"), day(due)) == code


def test_no_answer_comes_before_the_letter_went_out() -> None:
    unsent, sent = put_reply(both_views()[0], ONE), put_reply(both_views(SENT)[0], ONE)
    today = day("2026-12-01")

    assert arrival_problem(unsent, day("2026-11-30"), today) == "not-sent"
    assert arrival_problem(sent, day("2026-11-20"), today) == "before-sent"
    assert arrival_problem(sent, day("2026-11-21"), today) == ""
    assert arrival_problem(sent, day("2026-12-02"), today) == "not-yet"


def test_a_letter_goes_out_once_and_not_tomorrow() -> None:
    unsent, sent = put_reply(both_views()[0], ONE), put_reply(both_views(SENT)[0], ONE)

    assert sending_problem(unsent, day("2026-11-22"), day("2026-11-21")) == "not-yet"
    assert sending_problem(unsent, day("2026-11-20"), day("2026-11-21")) == ""
    assert sending_problem(sent, day("2026-11-21"), day("2026-11-21")) == "sent-already"


def test_more_time_ends_later_than_the_time_there_was() -> None:
    unsent, sent = put_reply(both_views()[0], ONE), put_reply(both_views(SENT)[0], ONE)

    assert extension_problem(unsent, day("2027-01-05")) == "not-sent"
    assert extension_problem(sent, day("2026-12-12")) == "before-due"
    assert extension_problem(sent, day("2026-12-13")) == ""
