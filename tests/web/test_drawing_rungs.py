"""The pictures of justice: every word said, valid XML, a stage drawn as sure as its source makes it."""

import re
from collections.abc import Callable
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest

from answerable.web.drawing.rungs import CaseMark, StageRow, Tread, draw_climb, draw_small, draw_standing
from answerable.web.drawing.svg import at_widths

NASTY = 'Fox & "Hen" <script>alert(1)</script>'


def treads(word: str = "Formal investigation") -> list[Tread]:
    return [
        Tread("Preliminary inquiry", "reached", note="10 January 2023"),
        Tread(word, "reached", stands=True, note="by 11 July 2024"),
        Tread("Charged", "possible", note="2024"),
        Tread("Trial", "none"),
        Tread("Shelved", "reached", stands=True, note="10 September 2025", is_aside=True),
    ]


def a_climb(width: int, word: str = "Formal investigation") -> str:
    return draw_climb(treads(word), title=word, description="How far.", width=width)


def a_standing(width: int, word: str = "Formal investigation") -> str:
    cases = tuple(CaseMark(str(number), f"{number}. Case", f"#case-{number}") for number in range(1, 40))
    rows = [StageRow(word, cases), StageRow("Charged", ()), StageRow("Shelved", cases[:2], is_aside=True)]
    return draw_standing(rows, title=word, description="Where they stand.", width=width)


DRAWERS = [a_climb, a_standing]
WORDS = {
    a_climb: [
        "Preliminary",
        "Formal",
        "Charged",
        "Trial",
        "Shelved",
        "10 January 2023",
        "by 11 July",
        "10 September",
    ],
    a_standing: ["Formal investigation", "Charged", "Shelved", "39", "39. Case"],
}
each_picture = pytest.mark.parametrize("draw", DRAWERS)
each_width = pytest.mark.parametrize("width", [360, 760, 1040])


def words_of(svg: str) -> str:
    tree = ET.fromstring(svg)
    said = ["".join(one.itertext()) for one in tree.iter() if one.tag.endswith(("text", "title"))]
    return " ".join(said)


def lines_of(svg: str) -> list[str]:
    return [one.get("class", "") for one in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}line")]


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
def test_nothing_stands_outside_the_sheet(draw: Callable[..., str], width: int) -> None:
    tree = ET.fromstring(draw(width))
    _, _, wide, high = (float(each) for each in tree.get("viewBox", "").split())

    for one in tree.iter():
        for name, most in (("x", wide), ("x1", wide), ("x2", wide), ("cx", wide), ("y", high), ("cy", high)):
            assert 0 <= float(one.get(name, 0)) <= most, (one.tag, name, one.get(name))


@each_picture
def test_colours_and_classes_come_from_the_stylesheet(draw: Callable[..., str]) -> None:
    page = files("answerable.web").joinpath("static/answerable/answerable.css").read_text(encoding="utf-8")
    svg = draw(760)
    used = {name for found in re.findall(r'class="([^"]*)"', svg) for name in found.split()}

    assert not re.search(r'(fill|stroke)="(?!url\(#)', svg)
    assert {name for name in used - {"rungs", "drawing", "evidenced"} if f".{name}" not in page} == set()


@each_picture
def test_wide_and_narrow_forms_do_not_share_ids(draw: Callable[..., str]) -> None:
    ids = re.findall(r' id="([^"]*)"', at_widths(draw))

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "draw", [lambda: a_climb(760), lambda: a_climb(360), lambda: draw_small(treads(), title="x")]
)
def test_a_tread_is_solid_dashed_or_dotted_as_its_source_makes_it(draw: Callable[[], str]) -> None:
    drawn = [name for name in lines_of(draw()) if name.startswith("link")]

    assert sorted(drawn) == ["link", "link", "link", "link possible", "link unknown"]


@pytest.mark.parametrize("width", [360, 760])
def test_a_disc_stands_where_the_case_stands(width: int) -> None:
    assert a_climb(width).count("<circle") == 2


def test_the_small_picture_leaves_out_asides_where_the_case_does_not_stand() -> None:
    gone = [Tread("Charged", "reached", stands=True), Tread("Shelved", "reached", is_aside=True)]

    assert draw_small(gone, title="Charged").count("<line") == 1
    assert 'aria-label="Charged"' in draw_small(gone, title="Charged")


def test_a_rung_without_a_case_is_drawn_and_dotted() -> None:
    assert lines_of(a_standing(760)).count("link unknown") == 1


def test_without_stages_there_is_a_picture_all_the_same() -> None:
    ET.fromstring(draw_climb([], title="x", description="y"))
    ET.fromstring(draw_standing([], title="x", description="y"))
    ET.fromstring(draw_small([], title="x"))
