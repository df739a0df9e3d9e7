"""Calls for action, one by one: met, partly, refused, unanswered, or of which nobody says what became."""

from datetime import date

import pytest

from answerable.followup.calls import call_of, calls
from answerable.followup.wording import say
from answerable.record.drafts import SourceDraft
from answerable.record.view import View
from tests.builders import a_claim, a_view

CALLED = {"demand": "Stop.", "by": "unit:asker", "addressee": "unit:ministry"}
UNITS = (a_claim("Unit", "unit:asker", name="Asker"), a_claim("Unit", "unit:ministry", name="Ministry"))
SOURCES = tuple(
    SourceDraft(key, "news", key, published=f"2024-0{number}-01") for number, key in enumerate("ABC", 1)
)
NOON = date(2024, 6, 1)


def a_call(*states: tuple[str, str], **said: object) -> View:
    claims = [
        a_claim("Call", "call:one", "2023-12-01", source=source, state=state, **CALLED, **said)
        for source, state in states
    ]
    return a_view([*UNITS, *claims], SOURCES)


@pytest.mark.parametrize(
    ("states", "on", "state", "contested"),
    [
        ([("A", "unknown")], NOON, "unknown", False),
        ([("A", "unanswered")], NOON, "unanswered", False),
        ([("A", "unknown"), ("B", "partly")], NOON, "partly", False),
        ([("A", "unknown"), ("B", "partly")], date(2024, 1, 31), "unknown", False),
        ([("A", "unanswered"), ("B", "refused"), ("C", "met")], NOON, "met", False),
        ([("A", "met"), ("B", "refused")], NOON, "refused", True),
        ([("A", "partly"), ("B", "unanswered")], NOON, "unanswered", True),
    ],
)
def test_a_call_has_the_state_of_the_latest_source(
    states: list[tuple[str, str]], on: date, state: str, *, contested: bool
) -> None:
    found = call_of(a_call(*states), "call:one", on)

    assert (found.state, found.is_contested) == (state, contested)


def test_a_state_that_nobody_knows_is_not_the_same_as_no_answer() -> None:
    unknown, silent = a_call(("A", "unknown")), a_call(("A", "unanswered"))

    assert say(call_of(unknown, "call:one", NOON).why, unknown, "en").startswith(
        "What became of it is not on record"
    )
    assert say(call_of(silent, "call:one", NOON).why, silent, "en").startswith("Without an answer, according to")


def test_days_are_counted_while_a_call_is_open() -> None:
    assert call_of(a_call(("A", "unanswered")), "call:one", NOON).days == 183
    assert call_of(a_call(("A", "met")), "call:one", NOON).days is None


def test_a_call_past_its_day_says_how_long() -> None:
    view = a_call(("A", "unanswered"), due="2024-05-01")
    found = call_of(view, "call:one", NOON)

    assert found.days_late == 31
    assert "31 days after 1 May 2024" in say(found.why, view, "en")


def test_every_state_that_a_source_gave_is_kept_with_its_claims() -> None:
    view = a_call(("A", "met"), ("B", "refused"))

    assert [(word, [view.claim(name).source for name in names])
            for word, names in call_of(view, "call:one", NOON).states] == [("met", ["A"]), ("refused", ["B"])]  # fmt: skip


def test_the_refused_come_first_and_the_met_last() -> None:
    view = a_view([
        *UNITS,
        *(a_claim("Call", f"call:{state}", "2023-12-01", state=state, **CALLED)
          for state in ("met", "unknown", "refused", "partly", "unanswered")),
        a_claim("Call", "call:later", "2025-12-01", **CALLED),
    ], SOURCES)  # fmt: skip

    assert [each.entity for each in calls(view, NOON)] == [
        "call:refused", "call:unanswered", "call:unknown", "call:partly", "call:met",
    ]  # fmt: skip
