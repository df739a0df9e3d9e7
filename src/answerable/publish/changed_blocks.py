"""What differs between two makings of one document: block by block, as a reader reads it.

For documents that are made from a view whole, where no reference says which value a sentence holds.
"""

from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import zip_longest

_BLOCKS = frozenset({
    "p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "tr", "div",
    "section", "table", "ul", "ol", "dl", "figure", "blockquote",
})  # fmt: skip
_SILENT = frozenset({"style", "script", "sup", "title"})


class _Blocks(HTMLParser):
    """Reads the words of each block; pictures, their labels and marks of notes are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002, the base's
        if tag in _BLOCKS:
            self.end_block()
        self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def end_block(self) -> None:
        said = " ".join("".join(self._words).split())
        if said:
            self.blocks.append(said)
        self._words = []


def blocks_of(html: str) -> tuple[str, ...]:
    """Return the words of each paragraph, item and cell of a document, in order."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return tuple(reader.blocks)


def changed_blocks(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return each block that differs, as (old words, new words); empty where one side has nothing there."""
    before, after = blocks_of(old), blocks_of(new)
    found: list[tuple[str, str]] = []
    for tag, low, high, new_low, new_high in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found += zip_longest(before[low:high], after[new_low:new_high], fillvalue="")
    return tuple(found)
