"""The picture of an official's time: where days stand, and what is drawn how."""

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.web.drawing.lanes import Lane, LaneBand, LaneMark, LaneSpan, draw_lanes
from answerable.web.drawing.scale import even, pressed

FIRST, LAST = date(2022, 12, 1), date(2024, 7, 31)
days = st.dates(FIRST, LAST)


@given(st.lists(days, max_size=12), days, days, st.integers(1, 60))
def test_a_later_day_never_stands_before_an_earlier_one(
    marked: list[date], one: date, other: date, longest: int
) -> None:
    scale = pressed(marked, FIRST, LAST, longest)
    low, high = sorted((one, other))

    assert 0 <= scale.share(low) <= scale.share(high) <= 1


@given(st.lists(days, min_size=1, max_size=12), st.integers(1, 60))
def test_two_marked_days_never_stand_on_one_point(marked: list[date], longest: int) -> None:
    scale = pressed(marked, FIRST, LAST, longest)
    shares = [scale.share(day) for day in sorted(set(marked))]

    assert len(set(shares)) == len(shares)


def test_a_long_time_without_anything_is_pressed_to_the_length_that_is_given() -> None:
    early, late = date(2022, 12, 11), date(2024, 7, 21)

    scale = pressed([early, late], FIRST, LAST, 10)

    assert scale.breaks == ((early, late),)
    assert scale.share(late) - scale.share(early) == pytest.approx(1 / 3)
    assert scale.share(early) == pytest.approx(1 / 3)


def test_what_lies_outside_is_held_at_the_ends() -> None:
    scale = even(FIRST, LAST)

    assert scale.share(FIRST - timedelta(days=99)) == 0
    assert scale.share(LAST + timedelta(days=99)) == 1


def test_one_single_day_is_a_scale() -> None:
    assert even(FIRST, FIRST).share(FIRST) == pytest.approx(0.5)
    assert pressed([], FIRST, FIRST, 5).share(FIRST) == pytest.approx(0.5)


def drawn(*marks: LaneMark, spans: tuple[LaneSpan, ...] = (), bands: tuple[LaneBand, ...] = ()) -> str:
    return draw_lanes(
        [Lane("Told", spans, marks)], FIRST, LAST, title="t", description="d", empty_word="nothing", bands=bands,
        width=760,
    )  # fmt: skip


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    tree = ET.fromstring(svg)
    return [
        tuple(float(one.get(name, 0)) for name in ("x", "y", "width", "height"))  # type: ignore[misc]
        for one in tree.iter("{http://www.w3.org/2000/svg}rect")
        if (one.get("class") or "") == "aim"
    ]


@given(st.lists(days, min_size=1, max_size=40))
def test_no_two_marks_share_ground_and_each_can_be_hit_with_a_finger(marked: list[date]) -> None:
    svg = drawn(*(LaneMark(day, "", "#x", sign=str(n)) for n, day in enumerate(marked)))
    found = boxes(svg)

    assert len(found) == len(marked)
    for place, (x, y, wide, tall) in enumerate(found):
        assert wide >= 24
        assert tall >= 24
        for other_x, other_y, other_wide, other_tall in found[place + 1 :]:
            apart = (
                x + wide <= other_x
                or other_x + other_wide <= x
                or y + tall <= other_y
                or other_y + other_tall <= y
            )
            assert apart


def test_a_mark_says_what_it_is_to_those_who_listen() -> None:
    svg = drawn(LaneMark(FIRST, "", "#row", sign="7", told="7: Notice, 1 December 2022"))

    assert "<title>7: Notice, 1 December 2022</title>" in svg
    assert 'href="#row"' in svg


def test_a_band_runs_through_all_lanes_and_is_as_wide_as_its_days() -> None:
    svg = drawn(bands=(LaneBand(FIRST, "Long", date(2023, 6, 1)), LaneBand(date(2023, 9, 1), "Short")))
    widths = [float(each) for each in re.findall(r'<rect [^>]*width="([\d.]+)"[^>]*class="band"', svg)]

    assert max(widths) > 10 * min(widths)
    assert min(widths) >= 3


def test_the_line_of_a_post_is_drawn_by_its_status_with_the_word() -> None:
    spans = (
        LaneSpan(FIRST, date(2023, 6, 1), "Minister", "evidenced", "/p", "evidenced"),
        LaneSpan(date(2023, 6, 2), LAST, "", "unknown-after", "/p", "not known after"),
    )

    svg = drawn(spans=spans)

    assert 'class="link evidenced"' in svg
    assert 'class="link unknown-after"' in svg
    assert "not known after" in svg
    assert svg.count(">Minister<") == 1


def test_what_surely_was_is_solid_inside_what_may_have_been() -> None:
    svg = drawn(LaneMark(FIRST, "", "#x", sign="1", last=LAST, sure=(date(2023, 1, 1), date(2024, 1, 1))))

    assert 'class="link possible"' in svg
    assert 'class="link evidenced"' in svg
