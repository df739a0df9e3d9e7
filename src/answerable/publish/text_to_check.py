"""The text of a file that somebody brings to be checked. It is read in a closed child process, and not kept."""

import tempfile
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from answerable.evidence.paragraphs import whole_text
from answerable.evidence.reading import TextState, reading_from_json
from answerable.evidence.sandbox import Limits, StoppedError, run_limited
from answerable.kernel.errors import FileRefusedError

MOST_LETTERS = 500_000
MOST_LETTERS_OF_STRANGERS = 100_000
"""What may be checked at once by the team, and by somebody who is not signed in: five seconds' work, and one."""

MOST_BYTES = 10_000_000
_LIMITS = Limits(cpu_seconds=20, clock_seconds=30.0, memory_bytes=2**30, written_bytes=32 * 2**20)


def text_of_upload(content: BinaryIO, most: int = MOST_LETTERS) -> str:
    """Return what a text, Word or PDF file says.

    Args:
        content: a file open for reading; it is copied to a file without a name that goes when it is closed.
        most: how many signs its text may have.

    Raises:
        FileRefusedError: it is too large, of another kind, or has no text that can be read.
    """
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryFile(dir=scratch) as copy:
        size = 0
        while piece := content.read(1 << 16):
            size += len(piece)
            if size > MOST_BYTES:
                raise FileRefusedError(
                    _("The file is larger than 10 megabytes."), remedy=_("Bring the text alone, or a part of it.")
                )
            copy.write(piece)
        copy.flush()
        copy.seek(0)
        try:
            reading = reading_from_json(run_limited(copy, scratch=Path(scratch), limits=_LIMITS))
        except (StoppedError, ValueError):
            reading = None
    if reading is None or reading.state is not TextState.READ:
        raise FileRefusedError(
            _("The text of this file cannot be read."),
            remedy=_("Bring a text, Word or PDF file that has text in it, or paste the text."),
        )
    return short_enough(whole_text(reading.pages), most)


def short_enough(text: str, most: int = MOST_LETTERS) -> str:
    """Return a text, its line ends made one kind.

    Raises:
        FileRefusedError: it is longer than can be checked at once.
    """
    if len(text) > most:
        raise FileRefusedError(
            _("The text is longer than 500,000 signs."),
            remedy=_("Check it in parts, such as one chapter at a time."),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
