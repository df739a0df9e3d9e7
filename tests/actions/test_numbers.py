"""Numbers of actions: each style written, every form seen read, and both ways round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.actions.numbers import FIRST_YEAR, STYLES, Number, number_text, parse_number
from answerable.kernel.errors import ValueRefusedError

WRITTEN = [
    ("UA 219/06", Number(219, 2006)),
    ("UA-313/2014", Number(313, 2014)),
    ("119.21", Number(119, 2021)),
    ("106.23", Number(106, 2023)),
    ("UA 105/22", Number(105, 2022)),
    ("UA-257-1/2014", Number(257, 2014, 1)),
    ("FI 105/22-1", Number(105, 2022, 1)),
    ("UA 105/22-1", Number(105, 2022, 1)),
    ("ua: 105/22", Number(105, 2022)),
    ("UA  1 / 73".replace(" / ", "/"), Number(1, 1973)),
]


@pytest.mark.parametrize(("text", "number"), WRITTEN)
def test_every_form_that_sections_write_is_read(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (Number(105, 2022), "slash", "UA 105/22"),
        (Number(105, 2022, 1), "slash", "FI 105/22-1"),
        (Number(257, 2014, 1), "hyphen", "UA-257-1/2014"),
        (Number(119, 2021), "point", "119.21"),
        (Number(219, 2006), "slash", "UA 219/06"),
    ],
)
def test_each_style_is_written_as_its_section_does(number, style, text):
    assert number_text(number, style) == text


def test_the_prefix_is_no_part_of_the_number():
    assert number_text(Number(105, 2022, 1), prefix=False) == "105/22-1"


@given(st.integers(1, 9999), st.integers(FIRST_YEAR, FIRST_YEAR + 99), st.integers(0, 99), st.sampled_from(STYLES))
def test_what_is_written_is_read_back(sequence, year, update, style):
    number = Number(sequence, year, update)

    assert parse_number(number_text(number, style)) == number


@pytest.mark.parametrize(
    "text",
    ["", "UA", "105", "UA 0/22", "105/2", "105/222", "UA 105-1/22-1", "UA 105/1922", "１０５/22", "x105/22"],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueRefusedError):
        parse_number(text)


def test_an_update_of_the_next_year_keeps_the_number_of_the_first():
    assert number_text(Number(105, 2022, 1)).startswith("FI 105/22")
