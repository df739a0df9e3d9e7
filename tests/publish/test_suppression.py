"""Small counts of living people: what is left out cannot be worked out from what stays."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.publish.suppression import SMALL, CountTable, suppressed_cells


def all_living(counts: list[list[int]], **totals: bool) -> CountTable:
    return CountTable(counts, [[True] * len(row) for row in counts], **totals)


def test_one_or_two_living_people_are_left_out_with_others_that_would_tell() -> None:
    table = all_living([[1, 9, 8], [7, 6, 5], [12, 4, 9]])

    gone = suppressed_cells(table)

    assert (0, 0) in gone
    assert len([cell for cell in gone if cell[0] == 0]) >= 2
    assert len([cell for cell in gone if cell[1] == 0]) >= 2


def test_nothing_is_left_out_where_all_counts_are_large_or_nothing() -> None:
    assert suppressed_cells(all_living([[3, 0], [5, 12]])) == frozenset()


def test_the_dead_are_never_left_out() -> None:
    table = CountTable([[1, 1], [2, 1], [9, 14]], [[False, True], [False, True], [False, True]])

    gone = suppressed_cells(table)

    assert {(0, 1), (1, 1)} <= gone
    assert not gone & {(0, 0), (1, 0), (2, 0)}


def test_a_small_total_is_left_out_too() -> None:
    assert {(0, 2), (0, 0)} <= suppressed_cells(all_living([[2, 0], [5, 7]]))


def test_a_list_without_a_total_loses_its_small_counts_alone() -> None:
    table = all_living([[1], [5], [9]], row_totals=False, column_totals=False)

    assert suppressed_cells(table) == {(0, 0)}


def test_a_list_with_a_total_loses_a_second_count() -> None:
    assert len(suppressed_cells(all_living([[1], [5], [9]], row_totals=False))) == 2


tables = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        lambda counts, living, row, column: CountTable(
            counts, [living[:width]] * len(counts), row_totals=row, column_totals=column
        ),
        st.lists(st.lists(st.integers(0, 6), min_size=width, max_size=width), min_size=1, max_size=5),
        st.lists(st.booleans(), min_size=4, max_size=4),
        st.booleans(),
        st.booleans(),
    )
)


def equations(table: CountTable, gone: list[tuple[int, int]]) -> np.ndarray:
    """Return what the printed sums say of the cells left out: one row a sum, one column a cell."""
    height, width = table.size
    sums = []
    if table.row_totals:
        last = height + (1 if table.column_totals else 0)
        sums += [[(row, column) for column in range(width)] + [(row, width)] for row in range(last)]
    if table.column_totals:
        last = width + (1 if table.row_totals else 0)
        sums += [[(row, column) for row in range(height)] + [(height, column)] for column in range(last)]
    return np.array(
        [[(-1.0 if one[-1] == cell else 1.0) if cell in one else 0.0 for cell in gone] for one in sums]
    )


@given(tables)
@settings(max_examples=400, deadline=None)
def test_no_cell_left_out_follows_from_sums_of_rows_and_columns(table: CountTable) -> None:
    gone = sorted(suppressed_cells(table))

    matrix = equations(table, gone)

    if gone and matrix.size:
        rank = np.linalg.matrix_rank(matrix)
        for at in range(len(gone)):
            only = np.zeros((1, len(gone)))
            only[0, at] = 1
            assert np.linalg.matrix_rank(np.vstack([matrix, only])) == rank + 1, (gone[at], gone)


@given(tables)
@settings(max_examples=300, deadline=None)
def test_every_small_count_of_the_living_is_left_out_and_none_of_the_dead(table: CountTable) -> None:
    gone, printed = suppressed_cells(table), table.printed()
    height, width = table.size

    for cell, count in printed.items():
        if count in SMALL and table.counts_living(cell):
            assert cell in gone
        if cell in gone and cell[0] < height and cell[1] < width:
            assert table.living[cell[0]][cell[1]]


small_tables = st.builds(
    all_living,
    st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=2),
)


@given(small_tables)
@settings(max_examples=120, deadline=None)
def test_two_tables_of_counts_fit_what_stays_for_every_cell_left_out(table: CountTable) -> None:
    """Also for a reader who knows that nobody counts below nothing."""
    gone, printed = suppressed_cells(table), table.printed()
    seen: dict[tuple[int, int], set[int]] = {cell: set() for cell in gone}

    for numbers in product(range(6), repeat=4):
        other = all_living([list(numbers[:2]), list(numbers[2:])]).printed()
        if all(other[cell] == count for cell, count in printed.items() if cell not in gone):
            for cell in gone:
                seen[cell].add(other[cell])

    assert all(len(values) > 1 for values in seen.values()), seen


def test_what_counts_as_small_can_be_raised() -> None:
    table = CountTable([[4, 9, 12]], [[True] * 3], column_totals=False, below=5)

    gone = suppressed_cells(table)

    assert (0, 0) in gone
    assert len(gone) == 2
