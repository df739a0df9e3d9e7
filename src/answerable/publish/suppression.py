"""Small counts of living people in tables: which cells to leave out, so that no sum brings one back.

One or two people injured, detained or heard in a small place are people whom neighbours know. Such a cell is left
out, and with it as many others as it takes that it cannot be worked out from the rows, the columns and the totals
that stay. Counts of the dead are never left out.

Source of the method: D. Gusfield, "A graph theoretic approach to statistical data security" (1988): with the rows
and columns of a table as points and the cells left out as lines between them, a cell can be worked out exactly
when no circle of lines goes through it. Since nobody counts below nothing, a circle helps only in a direction in
which no empty cell would have to shrink.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

SMALL = (1, 2)
Cell = tuple[int, int]
Node = tuple[str, int]
_FREE: Node = ("free", 0)
_TOTAL_COST = 1_000_000


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts by row and column, without the totals; all rows are of one length.

    `living`: whether a cell counts living people who could be known by it. `row_totals`, `column_totals`: which
    totals are printed beside and below the table; both together print the grand total. `below`: counts under it,
    but nothing itself, are small.
    """

    counts: Sequence[Sequence[int]]
    living: Sequence[Sequence[bool]]
    row_totals: bool = True
    column_totals: bool = True
    below: int = SMALL[-1] + 1

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns, which are also the places of the totals."""
        return len(self.counts), len(self.counts[0]) if self.counts else 0

    def printed(self) -> Mapping[Cell, int]:
        """Return every number that would be printed, by row and column."""
        height, width = self.size
        found = {(row, column): self.counts[row][column] for row in range(height) for column in range(width)}
        if self.row_totals:
            found |= {(row, width): sum(self.counts[row]) for row in range(height)}
        if self.column_totals:
            found |= {(height, column): sum(line[column] for line in self.counts) for column in range(width)}
        if self.row_totals and self.column_totals:
            found[height, width] = sum(map(sum, self.counts))
        return found

    def counts_living(self, cell: Cell) -> bool:
        """Say whether a cell, or every part of a total that is not nothing, counts living people."""
        height, width = self.size
        rows = range(height) if cell[0] == height else (cell[0],)
        columns = range(width) if cell[1] == width else (cell[1],)
        parts = [(row, column) for row in rows for column in columns if self.counts[row][column]]
        return bool(parts) and all(self.living[row][column] for row, column in parts)


def suppressed_cells(table: CountTable) -> frozenset[Cell]:
    """Return the cells and totals to leave out; a total's row or column is the table's height or width."""
    printed = table.printed()
    gone = {cell for cell, count in printed.items() if 0 < count < table.below and table.counts_living(cell)}
    for cell in sorted(gone):
        gone |= _circle(table, printed, gone, cell)
    return frozenset(gone)


def _ends(table: CountTable, cell: Cell) -> tuple[Node, Node]:
    """Return the points that a cell's line joins, from where one more in it flows to where."""
    height, width = table.size
    row: Node = ("row", cell[0]) if table.row_totals else _FREE
    column: Node = ("column", cell[1]) if table.column_totals else _FREE
    is_plain = (cell[0] == height) == (cell[1] == width)
    return (row, column) if is_plain else (column, row)


def _circle(table: CountTable, printed: Mapping[Cell, int], gone: set[Cell], cell: Cell) -> set[Cell]:
    """Return the cheapest circle of cells through one, in the direction in which fewer need to go."""
    start, end = _ends(table, cell)
    ways = [_way(table, printed, gone, cell, end, start)]
    if printed[cell] > 0:
        ways.append(_way(table, printed, gone, cell, start, end))
    known = [way for way in ways if way is not None]
    return min(known, key=lambda way: (way[0], sorted(way[1])))[1] if known else set()


def _way(
    table: CountTable, printed: Mapping[Cell, int], gone: set[Cell], without: Cell, start: Node, end: Node
) -> tuple[int, set[Cell]] | None:
    """Return the cheapest way from one point to another as its cost and cells; None when there is none."""
    waiting: list[tuple[int, Node, tuple[Cell, ...]]] = [(0, start, ())]
    seen: set[Node] = set()
    while waiting:
        cost, point, way = heapq.heappop(waiting)
        if point == end:
            return cost, set(way)
        if point in seen:
            continue
        seen.add(point)
        for cell, other in _lines(table, printed, point):
            price = _price(table, printed, gone, cell)
            if cell != without and other not in seen and price is not None:
                heapq.heappush(waiting, (cost + price, other, (*way, cell)))
    return None


def _lines(table: CountTable, printed: Mapping[Cell, int], point: Node) -> Iterator[tuple[Cell, Node]]:
    """Yield the cells that lead on from a point: up by one along their line, or down against it if they can."""
    for cell, count in printed.items():
        start, end = _ends(table, cell)
        if start == point:
            yield cell, end
        if end == point and count > 0:
            yield cell, start


def _price(table: CountTable, printed: Mapping[Cell, int], gone: set[Cell], cell: Cell) -> int | None:
    """Return what leaving out a cell costs a reader; None for the dead, who are never left out."""
    if cell in gone:
        return 0
    height, width = table.size
    is_total = cell[0] == height or cell[1] == width
    if not is_total and not table.living[cell[0]][cell[1]]:
        return None
    return (_TOTAL_COST if is_total else 1000) + printed[cell]
