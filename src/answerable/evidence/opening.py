"""A file that has come in, opened: what it is and says, before it is decided whether it is kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from answerable.evidence.models import EvidenceFile
from answerable.evidence.paragraphs import Paragraph, paragraphs_of
from answerable.evidence.passages import stored_paragraphs
from answerable.evidence.reading import Kind, Note, Reading, TextState, reading_from_json
from answerable.evidence.recognition import is_named_text, name_note
from answerable.evidence.sandbox import StoppedError, run_limited
from answerable.evidence.storage import Staged, Store
from answerable.evidence.wording import refusal
from answerable.kernel.errors import FileRefusedError

_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of a known kind, with its paragraphs; none when its text could not be read, and a note says why."""

    kind: Kind
    state: TextState
    notes: tuple[Note, ...]
    paragraphs: tuple[Paragraph, ...]


def open_path(path: Path) -> BinaryIO:
    """Open a regular file for reading.

    Raises:
        FileRefusedError: there is none at this path: a folder, a pipe, or nothing.
    """
    if not path.is_file():
        raise FileRefusedError(_("There is no file at this path."), remedy=_("Give the path of one file."))
    return path.open("rb")


def plain_name(name: str) -> str:
    """Return the last part of a name as given, without signs that no reader sees, and not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:_LONGEST_NAME]


def open_staged(store: Store, staged: Staged, name: str) -> Opened:
    """Read staged bytes in a child process.

    Raises:
        FileRefusedError: they are of no kind that is taken in, or not what `name` says.
    """
    try:
        with staged.path.open("rb") as file:
            reading = reading_from_json(run_limited(file, scratch=store.incoming()))
    except (StoppedError, ValueError):
        reading = _stopped(staged)
    if reading.kind is None:
        is_false_name = reading.refused == "not-text" and is_named_text(name)
        raise refusal("named-as-text" if is_false_name else reading.refused)
    if is_named_text(name) and not reading.kind.is_text:
        raise refusal("named-as-text")
    note = name_note(name, reading.kind)
    notes = (*reading.notes, note) if note else reading.notes
    return Opened(reading.kind, reading.state, notes, paragraphs_of(reading.pages))


def _stopped(staged: Staged) -> Reading:
    """Say of a file that brought its reader down what its first bytes tell, and no more."""
    with staged.path.open("rb") as file:
        head = file.read(4)
    kind = {b"%PDF": Kind.PDF, b"PK\x03\x04": Kind.DOCX}.get(head, Kind.TEXT)
    return Reading(kind, TextState.UNREADABLE, notes=(Note("stopped"),))


def known_again(file: EvidenceFile) -> Opened:
    """Return what a file that is here already was read as when it came in."""
    notes = tuple(Note(code, detail) for code, detail in file.notes)
    return Opened(Kind(file.media_type), TextState(file.text_state), notes, stored_paragraphs(file))
