"""Cells of a CSV file and back: several values in one, quoting, and what a spreadsheet would take for a formula.

Every pair of functions here undoes the other; property tests hold them to it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

LONGEST_CELL = 1_000_000
_ESCAPED = re.compile(r"\\([\\|\s])|(\|)")
_NEEDS_QUOTES = re.compile(r'[",\r\n]')
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")

csv.field_size_limit(LONGEST_CELL)  # the module's own limit is 131,072 characters, less than a long note


def join_values(values: Iterable[str]) -> str:
    """Return several values as one cell: joined by ' | ', a literal '|' or backslash behind a backslash."""
    return " | ".join(_escaped(value) for value in values)


def _escaped(value: str) -> str:
    plain = value.replace("\\", "\\\\").replace("|", "\\|")
    head = "\\" if plain[:1].isspace() else ""
    if len(plain) > 1 and plain[-1].isspace():
        plain = f"{plain[:-1]}\\{plain[-1]}"
    return head + plain


def split_values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell, without the white space around them; an empty cell has none.

    An empty value between two bars is kept, so that whoever checks can refuse it.
    """
    if "|" not in cell and "\\" not in cell:
        plain = cell.strip()
        return (plain,) if plain else ()
    values: list[str] = []
    kept: list[tuple[str, bool]] = []  # each character, and whether trimming may take it
    at = 0
    for match in _ESCAPED.finditer(cell):
        kept.extend((letter, letter.isspace()) for letter in cell[at : match.start()])
        at = match.end()
        if match.group(2):
            values.append(_trimmed(kept))
            kept = []
        else:
            kept.append((match.group(1), False))
    kept.extend((letter, letter.isspace()) for letter in cell[at:])
    return (*values, _trimmed(kept))


def _trimmed(letters: list[tuple[str, bool]]) -> str:
    first, last = 0, len(letters)
    while first < last and letters[first][1]:
        first += 1
    while last > first and letters[last - 1][1]:
        last -= 1
    return "".join(letter for letter, _ in letters[first:last])


def csv_line(cells: Sequence[str]) -> str:
    """Return one line of CSV with its line feed; cells are quoted only where they must be."""
    quoted = ('"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell for cell in cells)
    line = ",".join(quoted)
    return (line or '""') + "\n"


def csv_rows(text: str, separator: str = ",", *, strict: bool = True) -> Iterator[list[str]]:
    """Yield the rows of a CSV text, line breaks within cells kept as they are.

    Without `strict`, text behind a closing quote belongs to the cell, as spreadsheets have it.

    Raises:
        csv.Error: a quote is not closed, or a cell is longer than LONGEST_CELL.
    """
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def guarded(cell: str) -> str:
    """Return `cell` with an apostrophe before it if a spreadsheet could take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return `cell` without the apostrophe that `guarded` put there."""
    return cell[1:] if _GUARDED.match(cell) else cell
