"""What every picture keeps: all its words, valid XML, a title, no colour of its own."""

import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from answerable.web.drawing.axis import AxisTick, DayMark, draw_days, month_starts
from answerable.web.drawing.ladder import Branch, Rung, draw_ladder
from answerable.web.drawing.lanes import Lane, LaneBand, LaneMark, LaneSpan, draw_lanes
from answerable.web.drawing.map import MapCircle, draw_map
from answerable.web.drawing.steps import StepPoint, StepSeries, draw_steps
from answerable.web.drawing.svg import at_widths, link, standalone, width_of, wrapped
from answerable.web.outlines import read_outline
from answerable.web.outlines.outline import Outline

FIRST, LAST = date(2022, 12, 7), date(2023, 3, 19)
NASTY = 'Fox & "Hen" <script>alert(1)</script>'


def a_map(width: int, label: str = "Juliaca") -> str:
    circles = [
        MapCircle(-15.484, -70.133, 18, label, "/incidents/juliaca"),
        MapCircle(-13.163, -74.224, 10, "Ayacucho"),
        MapCircle(-13.656, -73.390, 3, "Andahuaylas"),
        MapCircle(-13.660, -73.385, 2, "Huancabamba"),
        MapCircle(-12.0, -77.0, 0, "Lima"),
    ]
    return draw_map(read_outline("PE"), circles, title=label, description="Where.", width=width, marked={"PE-PUN"})


def a_ladder(width: int, label: str = "Minister of the Interior") -> str:
    trunk = [
        Rung("President", ("Ana Quispe",), "Commander-in-chief", "since 7 December 2022", href="/officials/1")
    ]
    police = (
        Rung(label, ("Luis Mamani",), "", "since 21 December", "evidenced", "evidenced"),
        Rung("Chief of operations", ("not known",), status="unknown", status_word="unknown", kind="gap"),
    )
    army = (Rung("Division commander", ("vacant",), status="assumed", status_word="assumed", kind="vacant"),)
    branches = [Branch(police, "Police", "possible", "deployed: possible"), Branch(army, "Army")]
    return draw_ladder(branches, trunk=trunk, ground="Juliaca", title=label, description="Chain.", width=width)


def some_steps(width: int, label: str = "Ombudsman") -> str:
    series = [
        StepSeries(label, "all deaths", (StepPoint(FIRST, best=2), StepPoint(date(2023, 1, 9), best=45))),
        StepSeries("Ministry", "deaths in clashes", (StepPoint(LAST, at_least=46, at_most=58),)),
        StepSeries("Hospital", "dead on arrival", (StepPoint(LAST, at_least=17, words="dozens"),)),
    ]
    ticks = [AxisTick(day, day.strftime("%m/%Y")) for day in month_starts(FIRST, LAST)]
    return draw_steps(series, title=label, description="Toll.", ticks=ticks, width=width)


def some_days(width: int, label: str = "Minister sworn in") -> str:
    marks = [DayMark(FIRST, "President sworn in", 4), DayMark(date(2022, 12, 21), label)]
    ticks = [AxisTick(date(2023, 1, 1), "January")]
    return draw_days(
        marks, FIRST, LAST, title=label, description="Days.", chosen=date(2023, 1, 9), ticks=ticks, width=width
    )


def some_lanes(width: int, label: str = "Letter received") -> str:
    lanes = [
        Lane("Power", spans=(LaneSpan(FIRST, date(2022, 12, 21), "Minister", "assumed", "/posts/1"),)),
        Lane("Was told", points=(LaneMark(date(2022, 12, 16), label), LaneMark(LAST, "Report of the last day"))),
        Lane("Ordered"),
    ]
    bands = [LaneBand(date(2023, 1, 9), "Juliaca, 18")]
    return draw_lanes(
        lanes,
        FIRST,
        LAST,
        title=label,
        description="Lanes.",
        empty_word="nothing on record",
        bands=bands,
        width=width,
    )


DRAWERS = [a_map, a_ladder, some_steps, some_days, some_lanes]
WORDS = {
    a_map: ["Juliaca", "18", "Ayacucho", "Andahuaylas", "Huancabamba", "Lima", "Puno", "km"],
    a_ladder: [
        "President", "Ana Quispe", "Commander-in-chief", "since 7 December 2022", "Police", "Minister of the Interior",
        "evidenced", "unknown", "not known", "Army", "vacant", "assumed", "deployed: possible", "Juliaca",
    ],
    some_steps: ["Ombudsman", "all deaths", "45", "Ministry", "46–58", "deaths in clashes", "dozens", "01/2023"],
    some_days: ["President sworn in", "Minister sworn in", "January"],
    some_lanes: ["Power", "Minister", "Was told", "Letter received", "Report of the last day", "Ordered",
                 "nothing on record", "Juliaca, 18"],
}  # fmt: skip

each_picture = pytest.mark.parametrize("draw", DRAWERS)
each_width = pytest.mark.parametrize("width", [360, 760, 1040])


def words_of(svg: str) -> str:
    tree = ET.fromstring(svg)
    return " ".join(
        "".join(element.itertext()) for element in tree.iter() if element.tag.endswith(("text", "title"))
    )


@each_width
@each_picture
def test_a_picture_says_every_word_it_was_given(draw: Callable[..., str], width: int) -> None:
    said = words_of(draw(width))

    assert [words for words in WORDS[draw] if words not in said] == []


@each_width
@each_picture
def test_words_are_escaped_everywhere(draw: Callable[..., str], width: int) -> None:
    svg = draw(width, NASTY)

    assert "<script" not in svg
    assert "script>alert(1)" in words_of(svg).replace(" ", "")


@each_width
@each_picture
def test_a_picture_has_a_role_a_title_and_a_description(draw: Callable[..., str], width: int) -> None:
    tree = ET.fromstring(draw(width))
    ids = {element.get("id") for element in tree.iter()}

    assert tree.get("role") == ("group" if "<a " in draw(width) else "img")
    assert set((tree.get("aria-labelledby") or "").split()) <= ids
    assert len(ids & set((tree.get("aria-labelledby") or "").split())) == 2


@each_picture
def test_colours_come_from_the_stylesheet_alone(draw: Callable[..., str]) -> None:
    svg = draw(760)

    assert "style=" not in svg
    assert "<style" not in svg
    assert not re.search(r'(fill|stroke)="(?!url\(#)', svg)
    assert not re.search(r"#[0-9a-fA-F]{6}\b", svg)


@each_picture
def test_every_class_is_known_to_both_stylesheets_or_needs_no_rule(draw: Callable[..., str]) -> None:
    from importlib.resources import files

    page = files("answerable.web").joinpath("static/answerable/answerable.css").read_text(encoding="utf-8")
    used = {name for found in re.findall(r'class="([^"]*)"', draw(760)) for name in found.split()}
    bare = {
        "ladder",
        "steps",
        "region-name",
        "number-text",
        "hatch",
        "name",
        "held",
        "gap",
        "evidenced",
        "s0",
        "drawing",
    }

    assert {name for name in used - bare if f".{name}" not in page} == set()


@each_picture
def test_the_same_picture_is_the_same_text_each_time(draw: Callable[..., str]) -> None:
    assert draw(760) == draw(760)


@each_picture
def test_wide_and_narrow_forms_do_not_share_ids(draw: Callable[..., str]) -> None:
    both = at_widths(draw)
    ids = re.findall(r' id="([^"]*)"', both)

    assert len(ids) == len(set(ids))
    assert both.count('class="wide"') == both.count('class="narrow"') == 1


@each_picture
def test_a_picture_alone_carries_its_own_stylesheet(draw: Callable[..., str]) -> None:
    svg = standalone(draw(760))

    ET.fromstring(svg)
    assert svg.count("<style>") == 1


def circles_of(svg: str) -> list[tuple[float, float, float]]:
    tree = ET.fromstring(svg)
    return [
        (float(one.get("cx", 0)), float(one.get("cy", 0)), float(one.get("r", 0)))
        for one in tree.iter("{http://www.w3.org/2000/svg}circle")
    ]


def test_the_area_of_a_circle_stands_for_its_deaths() -> None:
    circles = [MapCircle(-15.5, -70.1, 18, "Juliaca"), MapCircle(-8.5, -78.7, 2, "Chao")]

    drawn = circles_of(draw_map(read_outline("PE"), circles, title="t", description="d"))

    assert (drawn[0][2] / drawn[1][2]) ** 2 == pytest.approx(18 / 2, rel=0.05)


def test_the_map_puts_north_above_and_west_to_the_left() -> None:
    circles = [MapCircle(-15.5, -70.1, 18, "Juliaca"), MapCircle(-8.5, -78.7, 2, "Chao")]

    (juliaca_x, juliaca_y, _), (chao_x, chao_y, _) = circles_of(
        draw_map(read_outline("PE"), circles, title="t", description="d")
    )

    assert chao_x < juliaca_x
    assert chao_y < juliaca_y


def test_labels_of_a_crowded_map_do_not_cover_each_other() -> None:
    circles = [MapCircle(-13.5 - n * 0.03, -73.4 + n * 0.02, 1 + n, f"Place {n}") for n in range(9)]

    tree = ET.fromstring(draw_map(read_outline("PE"), circles, title="t", description="d"))
    words = [one for one in tree.iter("{http://www.w3.org/2000/svg}text") if one.get("class") == "halo"]
    boxes = [
        (float(one.get("x", 0)), float(one.get("y", 0)), width_of("".join(one.itertext()), 15)) for one in words
    ]

    assert len(boxes) == 9
    for n, (x, y, wide) in enumerate(boxes):
        for other_x, other_y, other_wide in boxes[n + 1 :]:
            assert abs(y - other_y) > 15 or x + wide <= other_x or other_x + other_wide <= x


def test_a_map_without_outline_or_circles_is_still_a_picture() -> None:
    ET.fromstring(draw_map(Outline("XX", ()), [], title="t", description="d"))
    ET.fromstring(
        draw_map(Outline("XX", ()), [MapCircle(4.0, 9.0, 2, "Buea")], title="t", description="d", close_up=True)
    )


def test_the_line_to_a_rung_is_drawn_by_its_status() -> None:
    svg = a_ladder(760)

    assert 'class="link evidenced"' in svg
    assert 'class="link assumed"' in svg
    assert 'class="link unknown"' in svg


def test_a_vacant_rung_is_an_empty_frame_and_an_unknown_one_a_gap() -> None:
    svg = a_ladder(760)

    assert 'class="rung vacant"' in svg
    assert 'class="rung gap"' in svg


@pytest.mark.parametrize("branches", [0, 1, 2, 4, 7])
@each_width
def test_any_number_of_branches_can_be_drawn(branches: int, width: int) -> None:
    rungs = (Rung("A post with quite a long title for one column", ("Holder",), status_word="possible"),)

    svg = draw_ladder(
        [Branch(rungs, f"Branch {n}") for n in range(branches)], title="t", description="d", width=width
    )

    assert words_of(svg).count("Holder") == branches


def test_a_count_holds_until_the_next_one_is_stated() -> None:
    """The line goes across before it goes up: nothing is read between two statements."""
    path = re.search(r'<path d="(M[^"]*)" class="step s0"', some_steps(760))

    assert path is not None
    assert re.fullmatch(r"M[\d.]+ [\d.]+H[\d.]+V[\d.]+", path[1])


def test_an_uncertain_count_is_hatched() -> None:
    assert some_steps(760).count('class="hatch"') == 2


def test_a_series_without_a_number_is_left_out_of_the_chart() -> None:
    series = [StepSeries("Nobody", "none", (StepPoint(FIRST, words="many"),))]

    svg = draw_steps(series, title="t", description="d")

    assert "Nobody" not in words_of(svg)


def test_months_start_after_the_first_day() -> None:
    assert list(month_starts(date(2022, 12, 1), date(2023, 2, 1))) == [date(2023, 1, 1), date(2023, 2, 1)]


def test_a_day_outside_the_axis_has_no_tick() -> None:
    svg = draw_days([DayMark(date(2030, 1, 1), "later")], FIRST, LAST, title="t", description="d")

    assert "later" not in svg


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//elsewhere.example/x", "https://elsewhere.example", "", None]
)
def test_a_picture_links_to_this_site_only(href: str | None) -> None:
    assert link("words", href) == "words"


def test_wrapping_loses_no_word() -> None:
    words = "General Commander of the National Police of a country with a very long name"

    lines = wrapped(words, 120, 15)

    assert " ".join(lines) == words
    assert all(width_of(line, 15) <= 120 for line in lines)


def test_one_place_in_a_country_without_an_outline_is_drawn_with_some_country_around_it() -> None:
    from answerable.web.outlines import read_outline

    drawn = draw_map(
        read_outline("XX"), [MapCircle(1.0, 2.0, 3, "Harbour")], title="Where", description="One place"
    )

    assert "Harbour" in drawn
