"""Cells of a CSV file and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.interchange.cells import csv_line, csv_rows, guarded, join_values, split_values, unguarded
from tests.interchange.strategies import TEXTS

CELLS = st.one_of(TEXTS, st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=9))


@given(st.lists(CELLS.filter(bool), min_size=1, max_size=4))
def test_values_come_back_from_one_cell(values):
    assert split_values(join_values(values)) == tuple(values)


@given(st.lists(CELLS, min_size=1, max_size=4), st.lists(CELLS, min_size=1, max_size=4))
def test_rows_come_back_from_csv(first, second):
    assert list(csv_rows(csv_line(first) + csv_line(second))) == [first, second]


@given(CELLS)
def test_a_guarded_cell_is_no_formula_and_comes_back(cell):
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("", ()),
        ("  ", ()),
        ("a", ("a",)),
        (" a | b ", ("a", "b")),
        (r"a \| b", ("a | b",)),
        (r"C:\folder", (r"C:\folder",)),
        (r"a\\ | b", ("a\\", "b")),
        ("a || b", ("a", "", "b")),
        ("a |", ("a", "")),
    ],
)
def test_a_cell_written_by_hand_reads_as_meant(cell, values):
    assert split_values(cell) == values


def test_cells_are_quoted_only_where_they_must_be():
    assert csv_line(["a b", "a,b", 'a"b', "a\nb", "'", ""]) == 'a b,"a,b","a""b","a\nb",\',\n'
