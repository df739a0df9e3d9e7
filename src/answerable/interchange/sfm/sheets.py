"""The files of a delivery as rows by column, and their numbers as a spreadsheet shows them."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from answerable.interchange import opening
from answerable.interchange.cells import csv_rows
from answerable.kernel.errors import FileRefusedError, PackageBrokenError

_TABS = "\t"


class Row(dict[str, str]):
    """One row by column, which remembers the columns that somebody asked for in `asked`."""

    __slots__ = ("asked",)

    def __init__(self, cells: Mapping[str, str], asked: set[str]) -> None:
        super().__init__(cells)
        self.asked = asked

    def __getitem__(self, column: str) -> str:
        self.asked.add(column)
        return super().__getitem__(column)

    def get(self, column: str, otherwise: str = "") -> str:  # type: ignore[override]
        """Return the cell, or `otherwise` where there is no such column."""
        self.asked.add(column)
        return super().get(column, otherwise)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    `header` has its columns; repeated names are told apart by ' #2', ' #3'. `ragged` are the rows with more cells
    than the header. `asked` are the columns that were read so far, so that the others can be told.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]
    ragged: tuple[int, ...]
    asked: set[str]

    def has(self, *columns: str) -> bool:
        """Say whether the sheet has every one of `columns`."""
        return set(columns) <= set(self.header)

    def passed_over(self) -> tuple[tuple[str, int], ...]:
        """Return the columns that nobody asked for, with the number of rows that have a value there."""
        found = []
        for column in self.header:
            if column not in self.asked:
                filled = sum(1 for _, row in self.rows if dict.get(row, column, "").strip())
                found.extend([(column, filled)] if filled else [])
        return tuple(found)


def read_sheets(place: Path | Sequence[Path]) -> tuple[Sheet, ...]:
    """Read every CSV and TSV file of a folder, or the files named, in order of their names.

    Raises:
        PackageBrokenError: there is none, or one cannot be read as a table. FileRefusedError: see `opening`.
    """
    paths = [place] if isinstance(place, Path) else list(place)
    found: list[Sheet] = []
    for path in paths:
        if path.is_dir():
            names = [name for name in opening.names_in(path) if name.lower().endswith((".csv", ".tsv"))]
            found.extend(_sheet(path, name) for name in names)
        else:
            found.append(_sheet(path.parent, path.name))
    if not found:
        raise PackageBrokenError(
            "There is no CSV or TSV file.", where=paths[0].name, remedy="Choose the folder with the sheets."
        )
    return tuple(found)


def _sheet(folder: Path, name: str) -> Sheet:
    text = opening.read_text(folder, name) or ""
    separator = _TABS if name.lower().endswith(".tsv") or _TABS in text.partition("\n")[0] else ","
    table = _table(text, separator, name)
    header = tuple(_told_apart(table[0])) if table else ()
    rows = [
        (number, cells) for number, cells in enumerate(table[1:], start=2) if any(cell.strip() for cell in cells)
    ]
    asked: set[str] = set()
    padded = [
        (number, Row(dict(zip(header, (*cells, *[""] * len(header)), strict=False)), asked))
        for number, cells in rows
    ]
    ragged = tuple(number for number, cells in rows if any(cell.strip() for cell in cells[len(header) :]))
    return Sheet(name, header, tuple(padded), ragged, asked)


def _table(text: str, separator: str, name: str) -> list[list[str]]:
    """Read the table strictly, or leniently where that gives every row as many cells as the header."""
    try:
        return list(csv_rows(text, separator))
    except csv.Error as error:
        problem = error
    try:
        table = list(csv_rows(text, separator, strict=False))
    except csv.Error:
        table = []
    if table and all(len(row) == len(table[0]) for row in table):
        return table
    raise FileRefusedError(
        f"The table cannot be read: {problem}.", where=name, remedy="Look for a quotation mark that is not closed."
    )


def _told_apart(header: Sequence[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for column in header:
        plain = column.strip()
        seen[plain] = seen.get(plain, 0) + 1
        yield plain if seen[plain] == 1 else f"{plain} #{seen[plain]}"
