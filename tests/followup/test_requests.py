"""Information requests: how long each waited, whether its answer came late, and what answers confirm."""

from datetime import date

import pytest

from answerable.followup.requests import request_of, requests
from answerable.followup.wording import say
from answerable.record.view import View
from tests.builders import a_claim, a_view

ASKED = {"asked": "Which measures were taken?", "by": "unit:asker", "addressee": "unit:ministry"}
UNITS = (a_claim("Unit", "unit:asker", name="Asker"), a_claim("Unit", "unit:ministry", name="Ministry"))
NOON = date(2024, 6, 1)


def a_request(when: str = "2024-03-01", **said: object) -> View:
    return a_view([*UNITS, a_claim("Request", "request:one", when, **ASKED, **said)])


@pytest.mark.parametrize(
    ("said", "on", "state", "days", "late"),
    [
        ({}, NOON, "waiting", 92, None),
        ({"due": "2024-03-15"}, date(2024, 3, 14), "waiting", 13, 0),
        ({"due": "2024-03-15"}, date(2024, 3, 15), "waiting", 14, 0),
        ({"due": "2024-03-15"}, date(2024, 3, 16), "late", 15, 1),
        ({"due": "2024-03-15"}, NOON, "late", 92, 78),
        ({"due": "2024-03", "answeredOn": "2024-04-05"}, date(2024, 3, 31), "waiting", 30, 0),
        ({"due": "2024-03-15", "answeredOn": "2024-03-10"}, NOON, "answered", 9, 0),
        ({"due": "2024-03-15", "answeredOn": "2024-03-20"}, NOON, "answered-late", 19, 5),
        ({"due": "2024-03-15", "answeredOn": "2024-03-20"}, date(2024, 3, 19), "late", 18, 4),
        ({"due": "2024-03-15", "answeredOn": "2024-03"}, NOON, "answered", 30, 16),
        ({"due": "2024-03-15", "answeredOn": "2024-03"}, date(2024, 3, 20), "perhaps-answered", 19, 5),
    ],
)
def test_a_request_waits_is_late_or_is_answered(
    said: dict[str, str], on: date, state: str, days: int, late: int | None
) -> None:
    found = request_of(a_request(**said), "request:one", on)

    assert (found.state, found.days, found.days_late) == (state, days, late)


def test_an_answer_without_a_day_came_before_its_source_was_published() -> None:
    view = a_view([*UNITS, a_claim("Request", "request:one", "2022-12-01", **ASKED, answer="None were.")])

    assert request_of(view, "request:one", date(2022, 12, 24)).state == "perhaps-answered"
    assert request_of(view, "request:one", date(2023, 1, 10)).state == "answered"


@pytest.mark.parametrize(("word", "confirms"), [("yes", True), ("no", False), (None, None)])
def test_an_answer_may_confirm_an_absence(word: str | None, *, confirms: bool | None) -> None:
    said = {"answeredOn": "2024-03-10", "answer": "None were."} | ({"confirmsAbsence": word} if word else {})

    assert request_of(a_request(**said), "request:one", NOON).confirms_absence is confirms


def test_days_from_a_month_are_at_least_and_at_most() -> None:
    found = request_of(a_request("2024-03"), "request:one", NOON)

    assert (found.days, found.days_at_most) == (62, 92)


def test_those_longest_without_an_answer_come_first_and_the_answered_last() -> None:
    view = a_view([
        *UNITS,
        a_claim("Request", "request:young", "2024-05-01", **ASKED),
        a_claim("Request", "request:old", "2024-01-01", **ASKED),
        a_claim("Request", "request:done", "2023-01-01", **ASKED, answeredOn="2023-02-01"),
        a_claim("Request", "request:later", "2024-07-01", **ASKED),
    ])  # fmt: skip

    assert [each.entity for each in requests(view, NOON)] == ["request:old", "request:young", "request:done"]


def test_the_reason_is_a_sentence_with_the_deadline_and_the_days() -> None:
    view = a_request(due="2024-03-15", basis="Law 27806, article 11")
    found = request_of(view, "request:one", NOON)

    assert say(found.why, view, "en") == "No answer is on record, 78 days after the deadline of 15 March 2024."
    assert say(found.why, view, "es") == "No consta respuesta, 78 días después del plazo del 15 de marzo de 2024."


def test_without_a_day_nothing_is_late() -> None:
    (found,) = requests(a_request(due="2024-03-15"))

    assert found.days is None
    assert found.days_late is None
