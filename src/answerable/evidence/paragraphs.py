"""How paragraphs are counted: blocks of lines between blank lines, from 1.

Headings, captions and dates count. Anyone can repeat the count on the text by hand; so a citation to a
paragraph can be checked without this program.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PAGE_BREAK = "\f"
"""Stands between the pages in a document's whole text, so that offsets run through it."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page, or of a whole document without pages (`number` None)."""

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of lines, exactly as it stands; `start` and `end` are offsets into the document's whole text."""

    number: int
    page: int | None
    text: str
    start: int
    end: int


def _is_blank(line: str) -> bool:
    return not line.strip().strip(_UNSEEN).strip()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends, its line break left out."""
    start = 0
    for end in _LINE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each block of lines that are not blank begins and ends."""
    first: int | None = None
    last = 0
    for start, end in _lines(text):
        if _is_blank(text[start:end]):
            if first is not None:
                yield first, last
            first = None
            continue
        first, last = (start if first is None else first), end
    if first is not None:
        yield first, last


def whole_text(pages: Iterable[Page]) -> str:
    """Return the text that the offsets of paragraphs point into."""
    return PAGE_BREAK.join(page.text for page in pages)


def paragraphs_of(pages: Iterable[Page]) -> tuple[Paragraph, ...]:
    """Count the paragraphs of a document.

    Args:
        pages: in order. A paragraph never runs over the end of a page, and the numbers run on through all pages.

    Returns:
        The paragraphs in order, numbered from 1; empty when there is no text.
    """
    found: list[Paragraph] = []
    shift = 0
    for page in pages:
        for start, end in _blocks(page.text):
            number = len(found) + 1
            found.append(Paragraph(number, page.number, page.text[start:end], shift + start, shift + end))
        shift += len(page.text) + len(PAGE_BREAK)
    return tuple(found)


def paragraphs_of_text(text: str) -> tuple[Paragraph, ...]:
    """Count the paragraphs of a text without pages."""
    return paragraphs_of([Page(None, text)])
