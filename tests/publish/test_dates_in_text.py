"""Dates in two languages: full, partial, and relative where there is something to reckon from."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.publish.dates_in_text import DateInText, dates_in

DAY = date(2023, 1, 10)


def only(text: str, day: date | None = None) -> DateInText:
    (found,) = dates_in(text, day)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "15 December 2022",
        "December 15, 2022",
        "15 de diciembre de 2022",
        "2022-12-15",
        "15/12/2022",
        "15. Dezember 2022",
    ],
)
def test_full_dates(text: str) -> None:
    assert only(text).day == date(2022, 12, 15)


@pytest.mark.parametrize("text,first,last", [
    ("in December 2022", (2022, 12, 1), (2022, 12, 31)), ("en diciembre de 2022", (2022, 12, 1), (2022, 12, 31)),
    ("during 2022 it", (2022, 1, 1), (2022, 12, 31)),
])  # fmt: skip
def test_partial_dates(text, first, last) -> None:
    found = only(text)

    assert found.blur is not None
    assert (found.blur.earliest, found.blur.latest) == (date(*first), date(*last))


def test_yesterday_needs_the_day_of_the_text() -> None:
    assert only("killed yesterday").blur is None
    assert only("killed yesterday", DAY).day == date(2023, 1, 9)
    assert only("muertos ayer", DAY).day == date(2023, 1, 9)


def test_days_after_and_later_are_reckoned_from_the_date_before() -> None:
    found = dates_in(
        "On December 15, 2022 they fired. She spoke two days after the firing. Four days later she went."
    )

    assert [each.day for each in found] == [date(2022, 12, 15), date(2022, 12, 17), date(2022, 12, 21)]


def test_days_after_something_stand_before_the_date_they_are_put_beside() -> None:
    found = dates_in("By 16 December 2022, two days after the emergency began, 17 were dead.")

    assert [each.day for each in found] == [date(2022, 12, 16), date(2022, 12, 14)]


def test_days_after_without_any_date_are_left_as_a_number() -> None:
    assert dates_in("two days after the firing") == ()


def test_a_year_that_is_left_out_comes_from_the_text_or_its_day() -> None:
    assert only("On 9 January", DAY).day == date(2023, 1, 9)
    assert only("On 20 December", DAY).day == date(2022, 12, 20)
    assert [each.day for each in dates_in("On 7 December 2022 it began. On 9 January 18 died.")] == [
        date(2022, 12, 7), date(2023, 1, 9),
    ]  # fmt: skip


def test_without_any_year_there_is_none() -> None:
    assert only("On 9 January").blur is None


def test_by_and_until_give_the_day_of_a_count_and_since_its_beginning() -> None:
    assert only("By 12 January 2023").role == "as-of"
    assert only("hasta el 12 de enero de 2023").role == "as-of"
    assert only("since 7 December 2022").role == "since"
    assert only("On 7 December 2022").role == ""


def test_may_and_march_as_verbs_are_no_months() -> None:
    assert dates_in("of which 20 may be executions. They march on.") == ()


def test_no_day_that_does_not_exist() -> None:
    assert all(each.day is None for each in dates_in("31 February 2023"))


@given(st.text(), st.one_of(st.none(), st.dates()))
def test_reading_never_fails_and_never_overlaps(text: str, day: date | None) -> None:
    found = dates_in(text, day)

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
