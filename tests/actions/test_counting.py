"""The ledger and its projection: the same after any order of acts; seen to differ when something else wrote."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.actions import changes, counting
from answerable.actions.counting import CHANNELS, COUNTED, HERE, UNCONFIRMED, Counts, Entry
from answerable.actions.models import Appeal, Count, Issue
from answerable.actions.wording import LANGUAGES, words_of
from answerable.cli.counting import recount
from tests.actions.action_room import EDITOR
from tests.actions.kept_room import keep_room

pytestmark = pytest.mark.django_db
kept_room = pytest.fixture(scope="module")(keep_room)


@pytest.fixture
def issue(kept_room) -> Issue:
    counting._looked.clear()
    return kept_room.held.issue


def enter(
    issue: Issue, writer: str, channel: str = "copied", target: str = "t", state: str = COUNTED, **other
) -> int:
    entry = Entry(writer, target, channel, "en", state=state, **other)
    return counting.enter(issue, entry, issue.at.date())


def shown(issue: Issue) -> dict[counting.Cell, int]:
    counting._looked.clear()
    return dict(counting.counts_of(issue).cells)


def test_the_database_decides_what_is_new(issue) -> None:
    assert enter(issue, "a") is not None
    assert enter(issue, "a") is None
    assert enter(issue, "a", target="other") is not None
    assert enter(issue, "a", channel="post") is not None
    assert enter(issue, "b") is not None


def test_the_four_numbers_are_kept_apart_and_name_how_they_came_to_be(issue) -> None:
    for number, state in enumerate(["accepted", "accepted", "queued", "bounced", "dead", "unconfirmed", "held"]):
        enter(issue, f"w{number}", HERE, state=state)
    enter(issue, "a", "copied")
    enter(issue, "a", "paper")
    enter(issue, "a", "post")
    enter(issue, "b", "post", is_late=True)
    changes.import_count(actor=EDITOR, dossier_id="trial", slug=issue.action.slug, count=40, words="At a fair.")
    counts = counting.counts_of(issue)

    assert [line.number for line in counts.lines("en")] == [2, 2, 1, 40, 1]
    assert [line.code for line in counts.lines("en")] == [
        "sent-by-us",
        "handed-off",
        "reported",
        "imported",
        "late",
    ]
    assert (counts.on_its_way, counts.bounced, counts.undelivered) == (1, 1, 1)
    assert counts.lines("en")[0].label == "2 letters sent by us"
    assert counts.lines("en")[0].parts[0] == ("1 more is on its way", 1)
    assert all(line.how for line in counts.lines("ar"))


def test_every_count_has_words_in_every_language_and_form() -> None:
    for code in words_of("counting"):
        for language in LANGUAGES:
            for number in (0, 1, 2, 5, 11, 100):
                assert counting._in_words(code, number, language)


@pytest.mark.parametrize("file", ["counting", "writing"])
def test_every_sentence_is_there_in_every_language(file) -> None:
    assert [code for code, told in words_of(file).items() if set(told) != set(LANGUAGES)] == []


def test_a_list_of_actions_asks_once_for_all_of_them(issue, django_assert_num_queries) -> None:
    enter(issue, "a")
    counting.roll_up(issue)
    with django_assert_num_queries(2):
        counts = counting.counts_of_all([issue])

    assert counts[issue.pk].handed_off == 1


def test_what_is_unconfirmed_held_or_refused_is_in_no_number(issue) -> None:
    for number, state in enumerate(sorted(counting.UNSEEN)):
        enter(issue, f"w{number}", HERE, state=state)
    counts = counting.counts_of(issue)

    assert counts == Counts()


def test_counts_are_brought_up_to_date_only_so_often(issue, monkeypatch) -> None:
    looks = []
    real = counting.ledger_of
    monkeypatch.setattr(counting, "ledger_of", lambda *told: looks.append(1) or real(*told))
    for _ in range(20):
        counting.counts_of(issue)

    assert len(looks) == 1


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), st.sampled_from("abc"), st.sampled_from(CHANNELS), st.sampled_from("tu")),
        st.tuples(st.just("move"), st.integers(0, 30), st.sampled_from(counting.STATES), st.just("")),
        st.tuples(st.just("roll"), st.just(0), st.just(""), st.just("")),
        st.tuples(st.just("look"), st.just(0), st.just(""), st.just("")),
        st.tuples(st.just("clear"), st.just(0), st.just(""), st.just("")),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_after_any_order_of_acts_the_projection_is_the_ledger(issue, acts) -> None:
    with transaction.atomic():
        told: Counter[counting.Cell] = Counter()
        rows: dict[int, counting.Cell] = {}
        for act, one, two, three in acts:
            if act == "enter":
                state = UNCONFIRMED if two == HERE else COUNTED
                number = enter(issue, one, two, three, state)
                if number:
                    rows[number] = (two, state, False)
            elif act == "move":
                here = [number for number, cell in rows.items() if cell[0] == HERE]
                if here:
                    number = here[one % len(here)]
                    Appeal.objects.filter(number=number).update(state=two)
                    rows[number] = (HERE, two, False)
            elif act == "clear":
                for number in [number for number, cell in rows.items() if cell[1] == UNCONFIRMED]:
                    Appeal.objects.filter(number=number).delete()
                    del rows[number]
            elif act == "roll":
                counting.roll_up(issue)
            else:
                counting.counts_of(issue)
            assert all(one.is_behind for one in counting.reconcile("trial"))
        told.update(rows.values())
        counting.roll_up(issue)

        assert counting.projection_of(issue) == dict(told)
        assert counting.reconcile("trial") == ()
        assert shown(issue) == {cell: number for cell, number in told.items() if cell[1] not in counting.UNSEEN}
        transaction.set_rollback(True)


# recount


def test_recount_says_that_all_agrees(issue) -> None:
    enter(issue, "a")
    shown(issue)
    counting.roll_up(issue)
    done = CliRunner().invoke(recount, ["trial"])

    assert done.exit_code == 0
    assert "Every count" in done.output


def test_recount_finds_a_count_that_something_else_wrote_and_mends_it(issue) -> None:
    enter(issue, "a")
    counting.roll_up(issue)
    Count.objects.update(value=7)
    found = CliRunner().invoke(recount, ["trial", "--json"])

    assert found.exit_code == 1
    assert json.loads(found.output)[0]["shown"] == 7
    assert json.loads(found.output)[0]["counted"] == 1
    assert CliRunner().invoke(recount, ["trial", "--mend"]).exit_code == 1
    assert CliRunner().invoke(recount, ["trial"]).exit_code == 0


def test_recount_finds_a_row_that_was_taken_out_of_the_ledger(issue) -> None:
    enter(issue, "a")
    enter(issue, "b", "post")
    counting.roll_up(issue)
    Appeal.objects.filter(channel="copied").delete()

    assert CliRunner().invoke(recount, ["trial"]).exit_code == 1


def test_letters_that_came_or_moved_on_since_are_no_fault(issue) -> None:
    number = enter(issue, "a", HERE, state="queued")
    counting.roll_up(issue)
    Appeal.objects.filter(number=number).update(state="accepted")
    enter(issue, "b", "post")
    done = CliRunner().invoke(recount, ["trial"])

    assert done.exit_code == 0
    assert "only behind" in done.output


def test_a_writer_has_another_key_in_another_action_and_after_another_mail_address(issue) -> None:
    one = counting.writer_key(issue.action, "ana@example.org")

    assert one == counting.writer_key(issue.action, "ana@example.org")
    assert one != counting.writer_key(issue.action, "eva@example.org")
    changes.create_action(
        actor=EDITOR,
        dossier_id="trial",
        slug="another",
        sequence=7,
        year=2026,
        country="PE",
        risk="low",
        themes=[],
    )
    other = issue.action.__class__.objects.get(slug="another")
    assert one != counting.writer_key(other, "ana@example.org")
    assert timedelta(seconds=5) >= counting.BEHIND
