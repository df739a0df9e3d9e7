"""What a duty to report would have brought up, and what it would not."""

import pytest

from answerable.conduct import account_of, expected_of, index_of
from answerable.kernel.errors import NotFoundError
from tests.builders import a_claim
from tests.conduct.telling import (
    BATTALION,
    BRIDGE,
    BRIGADE,
    CHIEF,
    GENERAL,
    HUGO,
    INES,
    MINISTER,
    ROSA,
    claims_of,
    holds,
    items_of,
    view_of_force,
)

TOLD = a_claim("Notice", "notice:n", "2022-12-15", person=HUGO, incident=BRIDGE, ref="told")


def _duty(holder: str, towards: str = "", when: str = "2022-01-01 / 2023-12-31", kind: str = "report"):
    said = {"holder": holder, "kind": kind} | ({"towards": towards} if towards else {})
    return a_claim("Duty", "duty:d", when, source="C", ref="duty", **said)


def _expected(view, person):
    return [(one.item, one.reached, one.duty) for one in expected_of(view, person)]


@pytest.mark.parametrize("holder", [HUGO, CHIEF, BATTALION])
@pytest.mark.parametrize("towards", [ROSA, GENERAL, BRIGADE])
def test_what_a_claim_says_reached_who_had_to_report_is_expected_of_who_was_to_be_told(holder, towards):
    view = view_of_force(TOLD, _duty(holder, towards))

    assert _expected(view, ROSA) == [("notice:n", HUGO, "duty:d")]


def test_what_is_expected_is_not_known():
    view = view_of_force(TOLD, _duty(CHIEF, GENERAL))

    account = account_of(view, ROSA)

    assert len(account.expected) == 1
    assert items_of(view, ROSA) == []
    assert account.of_units == ()
    assert account.replies == ()


def test_what_is_expected_cites_the_duty_and_what_came_below():
    view = view_of_force(TOLD, _duty(CHIEF, GENERAL))

    [one] = expected_of(view, ROSA)

    assert one.claims == claims_of(view, "told", "duty")
    assert (one.incidents, str(one.when.first), one.towards) == ((BRIDGE,), "2022-12-15", ROSA)


def test_without_a_recorded_duty_nothing_is_expected_of_anybody():
    view = view_of_force(TOLD)

    assert _expected(view, ROSA) == _expected(view, INES) == []


@pytest.mark.parametrize("kind", ["order", "prevent", "investigate", "discipline"])
def test_only_a_duty_to_report_brings_anything_up(kind):
    assert _expected(view_of_force(TOLD, _duty(CHIEF, GENERAL, kind=kind)), ROSA) == []


def test_one_duty_is_followed_and_not_a_row_of_them():
    view = view_of_force(
        TOLD,
        _duty(CHIEF, GENERAL),
        a_claim("Duty", "duty:up", "2022-01-01 / 2023-12-31", holder=GENERAL, towards=MINISTER, kind="report"),
    )

    assert _expected(view, ROSA) == [("notice:n", HUGO, "duty:d")]
    assert _expected(view, INES) == []


def test_a_duty_towards_nobody_named_is_one_towards_the_unit_next_above():
    view = view_of_force(TOLD, _duty(CHIEF))

    assert _expected(view, ROSA) == [("notice:n", HUGO, "duty:d")]
    assert _expected(view, INES) == []


def test_a_duty_whose_time_was_over_brings_nothing():
    assert _expected(view_of_force(TOLD, _duty(CHIEF, GENERAL, "2020-01-01 / 2021-12-31 ends")), ROSA) == []


def test_a_duty_without_a_date_brings_what_came_at_any_time():
    assert len(_expected(view_of_force(TOLD, _duty(CHIEF, GENERAL, "")), ROSA)) == 1


def test_a_duty_that_is_not_sure_to_have_held_then_says_so():
    view = view_of_force(TOLD, _duty(CHIEF, GENERAL, "2020-01-01"))

    [one] = expected_of(view, ROSA)

    assert one.why.code == "expected-report-blurred"


def test_what_came_before_the_person_took_the_post_is_not_expected_of_them():
    early = a_claim("Notice", "notice:n", "2022-05-01", person=CHIEF)

    assert _expected(view_of_force(early, _duty(CHIEF, GENERAL)), ROSA) == []


def test_what_reached_the_person_too_is_known_and_not_expected():
    both = a_claim("Notice", "notice:n", "2022-12-15", person=[HUGO, ROSA])

    assert _expected(view_of_force(both, _duty(CHIEF, GENERAL)), ROSA) == []


@pytest.mark.parametrize(
    "said", [{"schema": "Order", "givenBy": ROSA, "givenTo": HUGO},
             {"schema": "Communication", "sender": ROSA, "recipient": HUGO},
             {"schema": "Communication", "sender": BRIGADE, "recipient": HUGO}],
)  # fmt: skip
def test_what_came_from_the_person_or_the_persons_unit_is_not_expected_to_be_reported_to_them(said):
    words = dict(said)
    down = a_claim(words.pop("schema"), "thing:t", "2022-12-15", **words)

    assert _expected(view_of_force(down, _duty(CHIEF, GENERAL)), ROSA) == []


def test_what_reached_the_person_in_the_post_is_not_told_again_of_the_post():
    view = view_of_force(
        TOLD,
        a_claim("Notice", "notice:n", "2022-12-15", person=CHIEF, source="B"),
        a_claim("Notice", "notice:n", "2022-12-15", person=BATTALION, source="B"),
        _duty(BATTALION, GENERAL),
    )

    assert _expected(view, ROSA) == [("notice:n", HUGO, "duty:d")]


def test_what_no_source_dates_is_not_expected_of_anybody():
    undated = a_claim("Notice", "notice:n", person=HUGO)

    assert _expected(view_of_force(undated, _duty(HUGO, ROSA)), ROSA) == []


def test_what_reached_the_unit_is_expected_by_the_duty_of_the_unit():
    view = view_of_force(a_claim("Notice", "notice:n", "2022-12-15", person=BATTALION), _duty(BATTALION, BRIGADE))

    assert _expected(view, ROSA) == [("notice:n", BATTALION, "duty:d")]


def test_what_reached_somebody_after_they_left_the_post_is_no_matter_of_its_duty():
    view = view_of_force(
        holds(ROSA, GENERAL, "2023-07-01 / 2023-12-31", number=2),
        a_claim("Notice", "notice:n", "2023-08-01", person=HUGO),
        _duty(CHIEF, GENERAL),
    )

    assert _expected(view, ROSA) == []


def test_a_meeting_below_brings_nothing_up_unless_a_notice_of_it_is_claimed():
    view = view_of_force(a_claim("Meeting", "meeting:m", "2022-12-15", participant=HUGO), _duty(CHIEF, GENERAL))

    assert _expected(view, ROSA) == []


def test_a_letter_and_an_order_that_reached_somebody_are_expected_to_be_reported():
    view = view_of_force(
        a_claim("Communication", "letter:l", "2022-12-16", recipient=CHIEF),
        a_claim("Order", "order:o", "2022-12-15", givenTo=HUGO),
        _duty(CHIEF, GENERAL),
    )

    assert [one[0] for one in _expected(view, ROSA)] == ["order:o", "letter:l"]


def test_a_denial_that_it_reached_anybody_goes_with_what_is_expected():
    view = view_of_force(
        TOLD,
        a_claim("Notice", "notice:n", person=HUGO, stance="denies", source="B", ref="no"),
        _duty(CHIEF, GENERAL),
    )

    [one] = expected_of(view, ROSA)

    assert one.denials == claims_of(view, "no")


def test_asking_about_somebody_not_in_the_view_is_refused():
    with pytest.raises(NotFoundError):
        expected_of(view_of_force(), "person:nobody")


def test_the_duties_to_report_are_found_by_the_index():
    assert index_of(view_of_force(_duty(CHIEF, GENERAL))).duties_to_report == ("duty:d",)
