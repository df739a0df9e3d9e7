"""Columns of living people: what the public may have of them."""

from answerable.publish.small_counts import told_counts


def test_one_or_two_injured_in_a_place_are_not_told():
    assert told_counts([0, 1, 2, 3, 40]) == (0, None, None, 3, 40)


def test_where_the_sum_is_printed_a_second_count_goes_with_the_small_one():
    assert told_counts([1, 7, 40], has_total=True) == (None, None, 40)


def test_nothing_is_left_out_of_a_column_without_small_counts():
    assert told_counts([0, 3, 12], has_total=True) == (0, 3, 12)
