"""What reading a file comes to. Plain values, for they cross from the child process to its parent as JSON."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from answerable.evidence.paragraphs import Page


class Kind(StrEnum):
    """What a file is, told from its bytes; the value is its media type."""

    TEXT = "text/plain"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    JPEG = "image/jpeg"
    PNG = "image/png"
    GIF = "image/gif"
    WEBP = "image/webp"
    TIFF = "image/tiff"
    MP4 = "video/mp4"
    MATROSKA = "video/x-matroska"
    OGG = "application/ogg"
    MP3 = "audio/mpeg"
    WAV = "audio/wav"

    @property
    def is_text(self) -> bool:
        """Say whether its bytes are written signs."""
        return self in (Kind.TEXT, Kind.HTML)


class TextState(StrEnum):
    """What became of a file's text."""

    READ = "read"
    NO_TEXT_LAYER = "no-text-layer"
    NOT_TEXT = "not-text"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell the person who brought a file: a code of `wording`, and what it is filled with."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's kind and text. `refused` is a code of `wording` when it is not to be taken in at all."""

    kind: Kind | None
    state: TextState
    pages: tuple[Page, ...] = ()
    notes: tuple[Note, ...] = ()
    refused: str = ""


class RefusedError(Exception):
    """A file is of a kind that is not taken in; `code` is one of `wording`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class UnreadableError(Exception):
    """A file of a known kind whose text cannot be got at; `code` is one of `wording`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def reading_to_json(reading: Reading) -> bytes:
    """Write a reading; `reading_from_json` undoes it."""
    content = {
        "kind": reading.kind.value if reading.kind else None,
        "state": reading.state.value,
        "pages": [[page.number, page.text] for page in reading.pages],
        "notes": [[note.code, note.detail] for note in reading.notes],
        "refused": reading.refused,
    }
    return json.dumps(content).encode("ascii")


def reading_from_json(written: bytes) -> Reading:
    """Read what a child wrote.

    Raises:
        ValueError: it is no reading.
    """
    content: Any = json.loads(written)
    try:
        return Reading(
            kind=Kind(content["kind"]) if content["kind"] else None,
            state=TextState(content["state"]),
            pages=tuple(
                Page(None if number is None else int(number), str(text)) for number, text in content["pages"]
            ),
            notes=tuple(Note(str(code), str(detail)) for code, detail in content["notes"]),
            refused=str(content["refused"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not a reading") from error
