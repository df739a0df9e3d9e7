"""What holds of every case, whatever sources say of it: no rung without a claim, none that rises by itself."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.followup.answers import Mark, Window
from answerable.followup.ladder import by_stage, is_contested, possible, standing_marks, sure
from answerable.followup.marks import with_what_was_confirmed
from answerable.followup.proceedings import ladder_of
from answerable.followup.stages import asides, rank, rungs
from tests.followup.telling import CASE, a_case

FIRST = date(2024, 1, 1)
PEOPLE = ("person:ana", "person:luis")


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    first = draw(st.integers(0, 20))
    last = first + draw(st.integers(0, 10))
    is_open = draw(st.booleans()) and draw(st.booleans())
    window = Window(None if is_open else FIRST + timedelta(days=first), FIRST + timedelta(days=last))
    persons = draw(st.sampled_from([(), PEOPLE[:1], PEOPLE[1:], PEOPLE]))
    step = draw(st.sampled_from(["", "step:1", "step:2", "step:3"]))
    stage = draw(st.sampled_from([*rungs(), *asides()]))
    number = draw(st.integers(0, 10**9))
    return Mark(f"claim-{number}", stage, draw(st.sampled_from("ABC")), window, step, persons, None,
                draw(st.booleans()) and draw(st.booleans()), False, ())  # fmt: skip


cases = st.lists(marks(), min_size=1, max_size=8, unique_by=lambda mark: mark.claim)
days = st.integers(-1, 32).map(lambda number: FIRST + timedelta(days=number))
EVERYONE = frozenset(PEOPLE)


def furthest(found: tuple[Mark, ...]) -> int:
    return max((rank(mark.stage) for mark in found), default=-1)


@given(cases, days)
def test_every_stage_at_which_a_case_stands_has_a_claim_that_had_come(said: list[Mark], day: date) -> None:
    standing = standing_marks(sure(said, day), EVERYONE)

    assert set(standing) <= set(said)
    assert all(mark.when.last <= day for mark in standing)


@given(cases, days)
def test_a_case_of_which_something_had_come_stands_somewhere(said: list[Mark], day: date) -> None:
    known = sure(said, day)

    assert bool(standing_marks(known, EVERYONE)) == bool(known)


@given(cases, days, days)
def test_the_furthest_rung_rises_between_two_days_only_by_a_claim_of_those_days(
    said: list[Mark], day_a: date, day_b: date
) -> None:
    first, last = sorted((day_a, day_b))
    before, after = sure(said, first), sure(said, last)

    if furthest(after) > furthest(before):
        fresh = [mark for mark in said if first < mark.when.last <= last]
        assert any(rank(mark.stage) == furthest(after) for mark in fresh)


@given(cases, days)
def test_without_a_claim_no_stage_appears_that_no_other_claim_gives(said: list[Mark], day: date) -> None:
    for gone in said:
        left = [mark for mark in said if mark != gone]
        stages = {mark.stage for mark in standing_marks(sure(left, day), EVERYONE)}
        assert stages <= {mark.stage for mark in left}


@given(cases, days)
def test_no_step_down_and_no_aside_means_that_the_furthest_rung_stands(said: list[Mark], day: date) -> None:
    said = [mark for mark in said if rank(mark.stage) >= 0 and not mark.step and not mark.is_accepted]
    known = sure(said, day)

    assert furthest(standing_marks(known, EVERYONE)) == furthest(known)


@given(cases, days)
def test_the_order_of_claims_changes_nothing(said: list[Mark], day: date) -> None:
    forward, back = sure(said, day), sure(reversed(said), day)

    assert by_stage(standing_marks(forward, EVERYONE)) == by_stage(standing_marks(back, EVERYONE))
    assert is_contested(standing_marks(forward, EVERYONE), forward) == is_contested(
        standing_marks(back, EVERYONE), back
    )


@given(cases, days)
def test_what_may_have_come_is_never_what_had(said: list[Mark], day: date) -> None:
    known, loose = sure(said, day), possible(said, day)

    assert set(known).isdisjoint(loose)
    assert {mark.stage for mark in known}.isdisjoint(mark.stage for mark in loose)


@given(cases)
def test_a_confirmation_never_makes_a_conviction(said: list[Mark]) -> None:
    ordered = sorted(said, key=lambda mark: (mark.when.last, mark.claim))
    named = with_what_was_confirmed(ordered)

    assert [mark.stage for mark in named if mark.stage == "convicted"] == [
        mark.stage for mark in said if mark.stage == "convicted"
    ]
    assert all(mark.stage in ("acquitted", "shelved") for mark in named if mark.is_confirmation)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["says", "step"]), st.sampled_from([*rungs(), *asides()]),
                          st.integers(1, 28), st.sampled_from(["", " for ana", " for luis", " for ana, luis"])),
                min_size=1, max_size=6), st.integers(1, 28))  # fmt: skip
def test_a_person_stands_only_where_a_claim_names_them(
    said: list[tuple[str, str, str, int, str]], at: int
) -> None:
    lines = [f"{source} {how} {stage} 2024-01-{number:02}{people}" for source, how, stage, number, people in said]
    view = a_case(lines)

    for person in ladder_of(view, CASE, date(2024, 1, at)).people:
        for standing in person.stands:
            for mark in standing.marks:
                claim = view.claim(mark.claim)
                assert person.person in claim.properties["person"]
                assert mark.stage in claim.properties["stage"] or mark.is_confirmation
        assert all(rank(standing.stage) < 0 for standing in person.of_case)
