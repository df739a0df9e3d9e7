"""What came of actions in numbers: small cells left out, whole weeks alone, asks and updates."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.actions import changes, counting
from answerable.actions.models import Appeal, Count, Frozen
from answerable.actions.outcomes import outcomes_of
from answerable.actions.statistics import FEWEST, _left_out, last_sunday, statistics_of
from tests.actions.action_room import EDITOR, WRITER, ActionRoom, open_action_room
from tests.builders import a_claim

pytestmark = pytest.mark.django_db

_numbers = count()


def write(
    actions: ActionRoom, channel: str, language: str, letters: int, *, weeks_ago: int = 1, **other: object
) -> None:
    """Let so many write, in the middle of a week some weeks ago."""
    day = last_sunday(actions.today) - timedelta(days=7 * (weeks_ago - 1) + 3)
    told = {"state": "accepted" if channel == "here" else "counted", "is_late": False, "day": day}
    Appeal.objects.bulk_create(
        Appeal(issue=actions.held.issue, writer_key=f"{next(_numbers):064d}", target="justice-minister",
               channel=channel, language=language, **(told | other))
        for _ in range(letters)
    )  # fmt: skip


def found(actions: ActionRoom):
    counting._looked.clear()
    return statistics_of(actions.held, actions.room.view(), actions.today)


def cells(actions: ActionRoom, by: str, number: str) -> dict[str, int | None]:
    (breakdown,) = [one for one in found(actions).breakdowns if one.by == by]
    (line,) = [one for one in breakdown.lines if one.code == number]
    return dict(zip(line.columns, line.cells, strict=True))


def test_numbers_are_broken_down_by_channel_language_and_week() -> None:
    actions = open_action_room()
    write(actions, "here", "es", 12)
    write(actions, "copied", "en", 9)
    write(actions, "copied", "de", 7, weeks_ago=2)

    assert cells(actions, "channel", "handed-off")["copied"] == 16
    assert cells(actions, "language", "handed-off") == {"en": 9, "es": 0, "de": 7, "fr": 0}
    assert cells(actions, "language", "sent-by-us")["es"] == 12
    monday = last_sunday(actions.today) - timedelta(days=6)
    weeks = cells(actions, "week", "handed-off")
    assert weeks == {(monday - timedelta(days=7)).isoformat(): 7, monday.isoformat(): 9}


def test_a_cell_under_five_is_left_out_and_another_of_its_row_with_it() -> None:
    actions = open_action_room()
    write(actions, "copied", "en", 20)
    write(actions, "copied", "fr", 2)

    told = cells(actions, "language", "handed-off")

    assert told["fr"] is None
    assert list(told.values()).count(None) >= 2


def test_where_the_total_is_small_nothing_of_the_row_is_told() -> None:
    actions = open_action_room()
    write(actions, "post", "fr", 3)
    write(actions, "copied", "en", 8)

    assert set(cells(actions, "language", "reported").values()) == {None}


rows = st.lists(st.integers(0, 12), min_size=2, max_size=8)


@given(rows)
def test_no_small_cell_is_told_and_none_can_be_worked_out_from_the_total(values: list[int]) -> None:
    gone = _left_out(values)

    assert all(at in gone for at, value in enumerate(values) if 0 < value < FEWEST)
    assert len(gone) != 1


def test_letters_of_the_week_that_is_not_over_and_late_ones_are_in_no_breakdown() -> None:
    actions = open_action_room()
    write(actions, "copied", "en", 6)
    write(actions, "copied", "en", 30, day=actions.today)
    write(actions, "copied", "en", 40, is_late=True)
    write(actions, "here", "es", 50, state="unconfirmed")

    assert cells(actions, "language", "handed-off")["en"] == 6
    assert sum(value or 0 for value in cells(actions, "language", "sent-by-us").values()) == 0
    assert found(actions).counts.handed_off == 36


def test_nothing_is_broken_down_before_a_week_is_over() -> None:
    actions = open_action_room()
    write(actions, "copied", "en", 6, day=actions.today)

    assert (found(actions).through, found(actions).breakdowns) == (None, ())


def test_the_last_whole_week_ends_on_a_sunday() -> None:
    assert last_sunday(date(2026, 11, 22)) == date(2026, 11, 15)
    assert last_sunday(date(2026, 11, 23)) == date(2026, 11, 22)


def test_what_others_counted_is_told_with_their_words() -> None:
    actions = open_action_room()
    changes.import_count(actor=EDITOR, **actions.where, count=40, words="Swiss section, at a stall")

    assert found(actions).imported == (("Swiss section, at a stall", 40),)


def test_asks_stand_as_the_dossier_has_them_today() -> None:
    actions = open_action_room()
    actions.room.record(
        a_claim("Call", "call:redress", "2026-11-01", by="organization:us", demand="Give the families redress.",
                state="met", source="B", status="accepted"),
    )  # fmt: skip

    told = statistics_of(actions.held, actions.room.view(), actions.today + timedelta(days=1))

    assert {one.entity: one.state for one in told.asks} == {"call:inquiry": "unanswered", "call:redress": "met"}
    assert told.asks_by_state() == {"unanswered": 1, "met": 1}
    assert all(one.claims for one in told.asks)


def test_the_days_to_the_next_issue_are_counted_from_the_first_time_it_was_out() -> None:
    actions = open_action_room()
    first = actions.held
    assert found(actions).days_to_update is None

    actions.update(until=actions.today + timedelta(days=60))
    begun = Frozen.objects.get(issue=first.issue)
    Frozen.objects.filter(pk=begun.pk).update(at=begun.at - timedelta(days=9))

    assert statistics_of(first, actions.room.view(), actions.today).days_to_update == 9
    assert found(actions).days_to_update is None


def test_outcomes_are_grouped_by_country_and_concern_with_the_numbers_of_all_issues() -> None:
    actions = open_action_room()
    issue = actions.held.issue
    Count.objects.create(issue=issue, channel="copied", state="counted", value=7, through=1, made_at=issue.at)
    actions.update(until=actions.today + timedelta(days=60))
    changes.import_count(actor=WRITER, **actions.where, count=5, words="An event")

    told = outcomes_of(actions.dossier_id, actions.room.view(), actions.today)

    assert told.actions == 1
    (peru,) = told.by_country
    assert (peru.name, peru.actions, peru.updated, peru.median_days) == ("PE", 1, 1, 0)
    assert peru.numbers == {"sent-by-us": 0, "handed-off": 7, "reported": 0, "imported": 5}
    assert peru.asks == {"unanswered": 2}
    assert [one.name for one in told.by_concern] == ["According to families, nobody has been charged"]


def test_drafts_are_in_no_outcome() -> None:
    from tests.actions.action_room import draft_action_room

    actions = draft_action_room()

    assert outcomes_of(actions.dossier_id, actions.room.view(), actions.today).actions == 0
