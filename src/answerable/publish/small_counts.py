"""A column of counts of living people as the public may have it: small ones left out, and what gives them back."""

from collections.abc import Sequence

from answerable.publish.suppression import CountTable, suppressed_cells


def told_counts(counts: Sequence[int], *, has_total: bool = False) -> tuple[int | None, ...]:
    """Return a column of counts of living people; None where one must not be told.

    Args:
        counts: how many injured, detained or heard, by place or by incident.
        has_total: whether their sum is printed too; then a second count goes with a single small one.
    """
    table = CountTable(
        [[count] for count in counts], [[True]] * len(counts), row_totals=False, column_totals=has_total
    )
    gone = {row for row, _ in suppressed_cells(table)}
    return tuple(None if row in gone else count for row, count in enumerate(counts))
