"""When something was, and on which side of an incident it lies."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from answerable.conduct.answers import PLACES, When
from answerable.conduct.placing import UNDATED, placed, placement, when_of
from answerable.kernel.times import Blur, Time, parse_time
from tests.builders import LIMA

TABLE = yaml.safe_load((Path(__file__).parents[1] / "golden" / "conduct_placing.yaml").read_text(encoding="utf-8"))
DAY_0 = date(2022, 12, 1)


def _when(texts: list[str]) -> When:
    pairs = [(*text.split(" / "), "")[:2] if " / " in text else (text, "") for text in texts]
    return when_of(parse_time(first, last, zone=LIMA) for first, last in pairs)


@pytest.mark.parametrize("row", TABLE, ids=[row["case"] for row in TABLE])
def test_the_table_of_placings(row):
    found = placement(_when(row["item"]), _when(row["incident"]))

    assert (found.placed, found.days) == (row["placed"], row["days"])
    assert f"placed-{found.why}" == row.get("why", f"placed-{found.why}")


def test_no_two_cases_of_the_table_are_called_the_same():
    assert len({row["case"] for row in TABLE}) == len(TABLE)


# what holds for all times

days = st.integers(0, 9).map(lambda step: DAY_0 + timedelta(days=step))
blurs = st.tuples(days, days).map(lambda pair: Blur(min(pair), max(pair)))
stretches = st.tuples(days, days).map(lambda pair: Time(Blur(min(pair), min(pair)), Blur(max(pair), max(pair))))
blurred = blurs.map(lambda blur: Time(blur, blur))
whole = st.one_of(stretches, blurred)


def _readings(time: Time) -> list[tuple[date, date]]:
    """Every pair of first and last day that a time leaves open; a blurred mention is one day of it."""
    low, high = time.possible.first, time.possible.last
    if time.certain:
        return [(time.certain.first, time.certain.last)]
    return [(low + timedelta(days=step),) * 2 for step in range((high - low).days + 1)]


def _plainly(item: tuple[date, date], incident: tuple[date, date]) -> str:
    if item[1] < incident[0]:
        return "before"
    return "after" if incident[1] < item[0] else "during"


@given(whole, whole)
def test_a_side_is_named_only_if_every_reading_of_the_dates_gives_it(item, incident):
    answers = {_plainly(one, other) for one in _readings(item) for other in _readings(incident)}

    found = placed(when_of([item]), when_of([incident]))

    assert found == (answers.pop() if len(answers) == 1 else "unclear")


@given(whole, whole)
def test_days_are_counted_only_if_every_reading_gives_the_same(item, incident):
    found = placement(when_of([item]), when_of([incident]))

    if found.placed in ("before", "after"):
        gaps = {
            max((other[0] - one[1]).days, (one[0] - other[1]).days)
            for one in _readings(item)
            for other in _readings(incident)
        }
        assert found.days == (gaps.pop() if len(gaps) == 1 else None)


@given(whole, whole)
def test_before_and_after_mirror_each_other(item, incident):
    mirrored = {"before": "after", "after": "before"}

    there, back = placed(when_of([item]), when_of([incident])), placed(when_of([incident]), when_of([item]))

    assert back == mirrored.get(there, there)


@given(st.lists(whole, min_size=1, max_size=4), whole)
def test_more_sources_never_place_where_one_of_them_could_not(times, incident):
    """Unless one is only a rougher account of another, whoever disagrees must be heard."""
    exact = [time for time in times if time.certain]
    found = placed(when_of(times), when_of([incident]))

    assert found in PLACES
    if found in ("before", "after"):
        assert all(placed(when_of([time]), when_of([incident])) == found for time in exact)


@given(st.lists(whole, min_size=1, max_size=4))
def test_the_order_of_sources_does_not_matter(times):
    assert when_of(times) == when_of(list(reversed(times)))


def test_what_no_source_dates_has_no_time():
    assert when_of([Time()]) == when_of([]) == UNDATED
