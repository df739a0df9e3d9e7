"""The text layer of a PDF, page by page, with blank lines where the page leaves room between its paragraphs.

A PDF has no paragraphs, only letters in places. Lines are taken as pdfium gives them; a paragraph ends where the
step to the next line is clearly wider than is usual on that page, or goes back up (a new column). So the count
is a reading of the layout; it is made once, when the file comes in, and kept.
"""

import ctypes
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from answerable.evidence.paragraphs import Page
from answerable.evidence.reading import UnreadableError

WIDER_STEP = 1.35
"""How many times the page's usual step from line to line ends a paragraph: ours, not measured."""

_HYPHEN = 2  # pdfium's own sign for a hyphen at the end of a line
_NO_LETTER = (0, 0xFFFE, 0xFFFF)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a page; `baseline` in points from the page's foot, None where no letter has a place."""

    text: str
    baseline: float | None


def pdf_pages(content: bytes) -> tuple[Page, ...]:
    """Return the text of each page, numbered from 1; empty where a page has no text layer.

    Raises:
        UnreadableError: it is encrypted, or broken.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("encrypted" if "password" in str(error).lower() else "broken") from None
    try:
        return tuple(Page(at + 1, _page_text(document, at)) for at in range(len(document)))
    except pypdfium2.PdfiumError:
        raise UnreadableError("broken") from None
    finally:
        document.close()


def _page_text(document: Any, at: int) -> str:
    page = document[at]
    letters = page.get_textpage()
    try:
        return _joined(_lines(letters))
    finally:
        letters.close()
        page.close()


def _lines(letters: Any) -> list[_Line]:
    from pypdfium2 import raw

    lines: list[_Line] = []
    units: list[int] = []
    baseline: float | None = None
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(letters.count_chars()):
        unit = raw.FPDFText_GetUnicode(letters, index)
        if unit in (10, 13):
            if unit == 10 or units:
                lines.append(_Line(_spelled(units), baseline))
                units, baseline = [], None
            continue
        if unit in _NO_LETTER:
            continue
        units.append(ord("-") if unit == _HYPHEN else unit)
        if baseline is None and not chr(unit).isspace() and raw.FPDFText_GetCharOrigin(letters, index, x, y):
            baseline = y.value
    lines.append(_Line(_spelled(units), baseline))
    return [line for line in lines if line.text.strip()]


def _spelled(units: list[int]) -> str:
    """Return the text of code units; two surrogates make one sign, half a pair makes none."""
    return "".join(map(chr, units)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore").strip()


def _joined(lines: list[_Line]) -> str:
    steps = [
        above.baseline - below.baseline if above.baseline is not None and below.baseline is not None else None
        for above, below in pairwise(lines)
    ]
    down = [step for step in steps if step is not None and step > 0]
    usual = median(down) if down else 0.0
    parts = [lines[0].text] if lines else []
    for step, line in zip(steps, lines[1:], strict=True):
        is_apart = step is not None and (step < -usual or step > usual * WIDER_STEP)
        parts.append(("\n\n" if is_apart else "\n") + line.text)
    return "".join(parts)
