"""What kind a file is, by its bytes and never by its name; and text out of bytes.

A name can only count against a file: one named as text whose bytes are not text is refused.
"""

import codecs
import io
import re
import zipfile
from dataclasses import dataclass

from answerable.evidence.reading import Kind, Note, RefusedError

TEXT_ENDINGS = (".txt", ".text", ".md", ".csv", ".tsv", ".htm", ".html", ".xhtml", ".log", ".json", ".xml")
_ENDINGS: dict[str, tuple[Kind, ...]] = {
    ".txt": (Kind.TEXT,),
    ".htm": (Kind.HTML,),
    ".html": (Kind.HTML,),
    ".pdf": (Kind.PDF,),
    ".docx": (Kind.DOCX,),
    ".jpg": (Kind.JPEG,),
    ".jpeg": (Kind.JPEG,),
    ".png": (Kind.PNG,),
    ".mp4": (Kind.MP4,),
    ".mov": (Kind.MP4,),
    ".mp3": (Kind.MP3,),
}
_OPENINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind.PDF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"\x1aE\xdf\xa3", Kind.MATROSKA),
    (b"OggS", Kind.OGG),
    (b"ID3", Kind.MP3),
    (b"\xff\xfb", Kind.MP3),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MOST_MEMBERS = 10_000
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text out of bytes, with a note where the bytes were not plain UTF-8."""

    text: str
    notes: tuple[Note, ...] = ()


def kind_of(content: bytes) -> Kind | None:
    """Return what a file is by how its bytes begin, or None when they can only be text, if anything.

    Raises:
        RefusedError: it is empty, or an office format that is not read here.
    """
    if not content:
        raise RefusedError("empty")
    head = content[:_HEAD]
    for opening, kind in _OPENINGS:
        if head.startswith(opening):
            return kind
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE"):
        return Kind.WEBP if head[8:12] == b"WEBP" else Kind.WAV
    if head[4:8] == b"ftyp":
        return Kind.MP4
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if head.startswith((_OLD_OFFICE, b"{\\rtf")):
        raise RefusedError("other-office")
    return None


def _kind_of_archive(content: bytes) -> Kind:
    """Tell a Word file from any other archive by the parts that it lists; nothing is unpacked for it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise RefusedError("broken-archive") from None
    if "word/document.xml" in names and len(names) <= _MOST_MEMBERS:
        return Kind.DOCX
    is_office = "mimetype" in names or "[Content_Types].xml" in names
    raise RefusedError("other-office" if is_office else "archive")


def decode(content: bytes) -> Decoded:
    """Return the text that bytes spell.

    UTF-8 first; UTF-16 and UTF-32 by their mark; then the charset that a page declares; then Windows-1252, which
    holds all of Latin-1's letters. A text has no NUL and no other control signs.

    Raises:
        RefusedError: the bytes spell no text.
    """
    marked = _by_mark(content)
    if marked:
        return _checked(*marked)
    if b"\x00" in content:
        raise RefusedError("not-text")
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    for encoding, code in ((_declared_charset(content), "declared-charset"), ("cp1252", "windows-1252")):
        if encoding:
            try:
                return _checked(content.decode(encoding), Note(code, encoding))
            except (UnicodeDecodeError, RefusedError):
                continue
    raise RefusedError("not-text")


def _by_mark(content: bytes) -> tuple[str, Note] | None:
    marks = (
        (codecs.BOM_UTF8, "utf-8-sig", "utf-8-mark"),
        (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
    )
    for mark, encoding, code in marks:
        if content.startswith(mark):
            try:
                return content.decode(encoding), Note(code)
            except UnicodeDecodeError:
                raise RefusedError("not-text") from None
    return None


def _declared_charset(content: bytes) -> str:
    declared = _CHARSET.search(content[:_HEAD])
    try:
        found = codecs.lookup(declared.group(1).decode("ascii")) if declared else None
    except LookupError:
        return ""
    is_for_text = found is not None and getattr(found, "_is_text_encoding", True)
    return found.name if found is not None and is_for_text else ""


def _checked(text: str, *notes: Note) -> Decoded:
    if _CONTROLS.search(text):
        raise RefusedError("not-text")
    if not text.strip():
        raise RefusedError("empty")
    return Decoded(text, notes)


def is_html(text: str) -> bool:
    """Say whether a text begins as a web page does."""
    return _HTML.match(text[:_HEAD]) is not None


def is_named_text(name: str) -> bool:
    """Say whether a file's name promises text."""
    return name.lower().endswith(TEXT_ENDINGS)


def name_note(name: str, kind: Kind) -> Note | None:
    """Return a note where a name promises another kind than the bytes hold."""
    ending = "." + name.lower().rpartition(".")[2]
    return Note("name-differs", kind.value) if kind not in _ENDINGS.get(ending, (kind,)) else None
