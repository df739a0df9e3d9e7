"""Whether every file and every paragraph is still what was taken in. Stops at the first that is not."""

from dataclasses import dataclass

from answerable.evidence.models import EvidenceFile
from answerable.evidence.passages import stored_paragraphs, text_digest
from answerable.evidence.storage import the_store
from answerable.kernel.errors import HashMismatchError, NotFoundError
from answerable.record.models import Dossier


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of one dossier's files went through."""

    files: int
    bytes: int
    paragraphs: int


def check_files(dossier: Dossier) -> Checked:
    """Hash every file of a dossier again, and its paragraphs against the digest that the journal covers.

    `record.journal.verify` covers the rows; this covers what stands behind them.

    Raises:
        HashMismatchError: a file or a paragraph was altered, or a file is gone.
    """
    store = the_store()
    files, size, paragraphs = 0, 0, 0
    for file in EvidenceFile.objects.filter(dossier=dossier).order_by("number").iterator():
        try:
            size += store.verify(file.sha256)
        except NotFoundError:
            raise HashMismatchError(f"The file {file.sha256[:12]}… is gone from the store.") from None
        stored = stored_paragraphs(file)
        if text_digest(stored) != file.text_digest:
            raise HashMismatchError(f"The paragraphs of file {file.sha256[:12]}… were altered.")
        files, paragraphs = files + 1, paragraphs + len(stored)
    return Checked(files, size, paragraphs)


def files_without_rows() -> tuple[str, ...]:
    """Return the hashes of stored files that no dossier knows: left by a crash between file and row."""
    known = set(EvidenceFile.objects.values_list("sha256", flat=True))
    return tuple(sha256 for sha256 in the_store().hashes() if sha256 not in known)
