"""The sentences for what reading a file came to. The child process gives codes; a person reads these."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from answerable.evidence.reading import Note
from answerable.kernel.errors import FileRefusedError

_REFUSALS: Mapping[str, tuple[str, str]] = {
    "empty": (
        gettext_noop("The file is empty: it holds nothing to cite."),
        gettext_noop("Fetch it again from where it came from."),
    ),
    "named-as-text": (
        gettext_noop("The file is named as text, but its bytes are not text."),
        gettext_noop("Give it the name that fits what it is, or fetch it again."),
    ),
    "not-text": (
        gettext_noop("The bytes of this file are neither text nor of a kind that is known here."),
        gettext_noop("Save it as PDF, DOCX, HTML or as text in UTF-8, and keep the original beside it."),
    ),
    "other-office": (
        gettext_noop("This kind of office file is not read here."),
        gettext_noop("Save it as DOCX or PDF."),
    ),
    "archive": (
        gettext_noop("This is an archive of other files."),
        gettext_noop("Unpack it and bring in the files one by one."),
    ),
    "broken-archive": (
        gettext_noop("This file begins as an archive, but is broken."),
        gettext_noop("Fetch it again from where it came from."),
    ),
}
_NOTES: Mapping[str, str] = {
    "utf-8-mark": gettext_noop("The text begins with a byte order mark, which is not part of it."),
    "utf-16": gettext_noop("The text was in UTF-16."),
    "utf-32": gettext_noop("The text was in UTF-32."),
    "windows-1252": gettext_noop("The text is not in UTF-8; it was read as Windows-1252. Check its accents."),
    "declared-charset": gettext_noop("The text was read as %(detail)s, which the page declares."),
    "name-differs": gettext_noop("The name says otherwise, but by its bytes the file is %(detail)s."),
    "no-text-layer": gettext_noop(
        "This PDF has no text layer: it needs OCR. It is kept as it is; its words cannot be searched."
    ),
    "pages-without-text": gettext_noop("These pages have no text layer: %(detail)s."),
    "kept-without-text": gettext_noop("A file of kind %(detail)s is kept as it is; no text is read from it."),
    "encrypted": gettext_noop("The file is locked with a password. It is kept as it is; its text was not read."),
    "broken": gettext_noop("The file is broken. It is kept as it is; its text could not be read."),
    "unpacks-too-large": gettext_noop(
        "The file unpacks to far more than a document holds. It is kept as it is; its text was not read."
    ),
    "text-too-long": gettext_noop("The text is too long to be read here. The file is kept as it is."),
    "stopped": gettext_noop(
        "Reading the file took too long or too much memory, and was stopped. It is kept as it is, without text."
    ),
}


def refusal(code: str) -> FileRefusedError:
    """Return the error for a file that is not taken in."""
    what, remedy = _REFUSALS[code]
    return FileRefusedError(_(what), remedy=_(remedy))


def sentence(note: Note) -> str:
    """Return a note as a sentence in the reader's language."""
    return _(_NOTES[note.code]) % {"detail": note.detail}
