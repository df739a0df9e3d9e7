"""The text of a Word file: paragraphs and tables in order, with what was inserted, without what was deleted.

Headers, footers, footnotes and comments are not read. Nothing is unpacked before its bytes are counted.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from answerable.evidence.reading import UnreadableError

MOST_UNPACKED_BYTES = 200 * 2**20
CELL_BREAK = " | "
_PIECE = 1 << 16
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def count_unpacked(content: bytes, limit: int = MOST_UNPACKED_BYTES) -> int:
    """Return how many bytes an archive really unpacks to; what its own list says is not believed.

    Raises:
        UnreadableError: it is more than `limit`, or a part is broken or encrypted.
    """
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                with archive.open(member) as part:
                    while piece := part.read(_PIECE):
                        total += len(piece)
                        if total > limit:
                            raise UnreadableError("unpacks-too-large")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
        raise UnreadableError("broken") from None
    return total


def docx_text(content: bytes) -> str:
    """Return the text of a Word file, a blank line between its paragraphs; a table's row is one paragraph.

    Raises:
        UnreadableError: it unpacks to too much, or cannot be read.
    """
    count_unpacked(content)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError):
        raise UnreadableError("broken") from None
    return "\n\n".join(block for block in _blocks(body) if block.strip())


def _blocks(parent: Any) -> Iterator[str]:
    for element in parent:
        if element.tag == f"{_W}p":
            yield _signs(element)
        elif element.tag == f"{_W}tbl":
            yield from (_row(row) for row in element.iter(f"{_W}tr"))
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _blocks(element)


def _row(row: Any) -> str:
    cells = [" ".join(filter(str.strip, _blocks(cell))) for cell in row.iter(f"{_W}tc")]
    return CELL_BREAK.join(cells) if any(cell.strip() for cell in cells) else ""


def _signs(element: Any) -> str:
    """Return the signs below an element; a text box inside a paragraph stands on lines of its own."""
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag == f"{_W}p":
            parts.append(f"\n{_signs(child)}")
        elif child.tag not in (f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}moveFrom", _FALLBACK):
            parts.append(_signs(child))
    return "".join(parts)
