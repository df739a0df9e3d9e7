"""The seven answers: a golden table that a person can read, and the columnar twin held equal."""

import csv
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.kernel.standing import (
    BEGINNING,
    NEVER,
    Status,
    TimeColumns,
    runs_of,
    runs_of_single,
    spans_in,
    standing_on,
)
from answerable.kernel.times import Blur, Time, parse_time

GOLDEN = Path(__file__).parents[1] / "golden" / "standing.csv"
LIMA = ZoneInfo("America/Lima")
days = st.dates(date(2010, 1, 1), date(2012, 12, 31))


def read_mention(text: str) -> Time:
    """Read 'from..to flags' of the golden table: 'A / B starts ends ongoing'."""
    words = text.split()
    flags = {word for word in words if word in ("starts", "ends", "ongoing")}
    dates = [word for word in words if word not in flags and word != "/"]
    first, last = [*dates, "", ""][:2]
    return parse_time(
        first, last, starts="starts" in flags, ends="ends" in flags, ongoing="ongoing" in flags, zone=LIMA
    )


def golden_rows() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize("row", golden_rows(), ids=lambda row: f"{row['case']} on {row['day']}")
def test_each_golden_case_gives_its_status(row: dict[str, str]) -> None:
    mentions = [read_mention(text) for text in row["mentions"].split(";") if text.strip()]

    standing = standing_on(date.fromisoformat(row["day"]), mentions)

    assert (standing.status.word, standing.is_joined) == (row["status"], row["joined"] == "yes")


@st.composite
def blurs(draw: st.DrawFn) -> Blur:
    low, high = sorted((draw(days), draw(days)))
    openness = draw(st.sampled_from(["none", "none", "none", "low", "high"]))
    return Blur(None if openness == "low" else low, None if openness == "high" else high)


@st.composite
def times(draw: st.DrawFn) -> Time:
    flags = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    if draw(st.integers(0, 9)) == 0:
        return Time(ongoing=flags[2])
    first, last = draw(blurs()), draw(blurs())
    if first.earliest and last.latest and first.earliest > last.latest:
        first, last = last, first
    if first.earliest and last.latest and first.earliest > last.latest:
        last = first
    return Time(first, last, *flags)


@given(st.lists(times(), max_size=4), days)
def test_runs_and_the_rule_agree_on_every_day(mentions: list[Time], day: date) -> None:
    runs = runs_of(mentions)

    covering = [run for run in runs if run.first <= day.toordinal()][-1]

    assert covering.standing == standing_on(day, mentions)


def columns(mentions: list[Time]) -> TimeColumns:
    def ordinal(day: date | None, open_side: int) -> int:
        return open_side if day is None else day.toordinal()

    def column(end: str, side: str, open_side: int) -> np.ndarray:
        blurs_ = [getattr(when, end) or Blur(date.min, date.min) for when in mentions]
        return np.array([ordinal(getattr(blur, side), open_side) for blur in blurs_], dtype=np.int32)

    return TimeColumns(
        column("first", "earliest", BEGINNING),
        column("first", "latest", NEVER),
        column("last", "earliest", BEGINNING),
        column("last", "latest", NEVER),
        np.array([when.is_dated for when in mentions]),
        np.array([when.starts for when in mentions]),
        np.array([when.ends for when in mentions]),
        np.array([when.ongoing for when in mentions]),
    )


@given(st.lists(times(), min_size=1, max_size=6), days)
def test_the_columnar_rule_equals_the_plain_one(mentions: list[Time], day: date) -> None:
    runs = runs_of_single(columns(mentions))
    asked = np.full(len(mentions), day.toordinal(), dtype=np.int32)

    found = runs.status_at(np.arange(len(mentions)), asked)

    assert [Status(code) for code in found] == [standing_on(day, [when]).status for when in mentions]
    assert [runs.standing_word(link, day) for link in range(len(mentions))] == [Status(code) for code in found]


@given(st.lists(times(), max_size=3), days)
def test_a_day_in_a_certain_span_is_always_evidenced(mentions: list[Time], day: date) -> None:
    covered = any(when.certain and when.certain.covers(day) for when in mentions)

    if covered:
        assert standing_on(day, mentions).status is Status.EVIDENCED


@given(times(), days)
def test_taking_a_mention_away_never_makes_a_lone_link_stronger(when: Time, day: date) -> None:
    assert standing_on(day, []).status is Status.UNDATED
    assert standing_on(day, [when, when]) == standing_on(day, [when])


def test_spans_of_evidence_join_across_a_gap_that_the_analyst_closed() -> None:
    mentions = [read_mention("2012-07-01"), read_mention("2012-08-03")]

    (span,) = spans_in([Status.EVIDENCED], runs_of(mentions))

    assert (span.first, span.last) == (date(2012, 7, 1), date(2012, 8, 3))
