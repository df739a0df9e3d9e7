"""What a test reads out of a made document: the text, tags and typefaces of a PDF, the text of a Word document."""

import contextlib
import ctypes
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from docx import Document


def pdf_text(made: bytes) -> str:
    """Return the words of all pages, as a reader would copy them."""
    document = pypdfium2.PdfDocument(made)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(text.split())


def _utf16(read: Callable[..., int], *handles: object) -> str:
    size = read(*handles, None, 0)
    buffer = ctypes.create_string_buffer(size)
    kind = read.argtypes[-2]  # some of these functions ask for 16-bit letters, some for bytes
    read(*handles, ctypes.cast(buffer, kind), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def tags(made: bytes) -> Counter[str]:
    """Return how often each kind of structure stands in the tree of tags."""
    document = pypdfium2.PdfDocument(made)
    found: Counter[str] = Counter()

    def walk(element: object) -> None:
        found[_utf16(pdfium.FPDF_StructElement_GetType, element)] += 1
        for step in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, step)
            if child:
                walk(child)

    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        for step in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, step))
        pdfium.FPDF_StructTree_Close(tree)
    return found


def is_tagged(made: bytes) -> bool:
    return bool(pdfium.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(made)))


def language_of(made: bytes) -> str:
    return _utf16(pdfium.FPDFCatalog_GetLanguage, pypdfium2.PdfDocument(made))


def typefaces(made: bytes) -> dict[str, bool]:
    """Return each typeface that some letter is set in, and whether it is embedded."""
    document = pypdfium2.PdfDocument(made)
    found: dict[str, bool] = {}
    for page in document:
        for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(part)
            size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
            found[buffer.value.decode()] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
    return found


def bookmarks(made: bytes) -> list[tuple[int, str]]:
    return [(one.level, one.get_title()) for one in pypdfium2.PdfDocument(made).get_toc()]


def word_text(made: bytes) -> str:
    """Return the words of a Word document, its notes and its tables included."""
    document = Document(io.BytesIO(made))
    parts = [one.text for one in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join(parts).split())


def _streams(made: bytes) -> Iterator[bytes]:
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL):
        with contextlib.suppress(zlib.error):
            yield zlib.decompress(packed)


def unpacked(made: bytes) -> bytes:
    """Return every byte that a file holds, packed or not: what must not be in it is in none of these."""
    if made.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            return b"\n".join(parts.read(name) for name in parts.namelist())
    if made.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(made)
        told = pdf_text(made) + repr(document.get_metadata_dict())
        return made + told.encode() + b"\n".join(_streams(made))
    return made
