"""The paragraphs of a file as they are kept: written once, in the order of their numbers, under one digest."""

from collections.abc import Sequence

from answerable.evidence.models import EvidenceFile, Passage
from answerable.evidence.paragraphs import Paragraph
from answerable.evidence.quotes import fold_plain
from answerable.evidence.search import index_passages
from answerable.kernel.hashing import sha256_hex

_BATCH = 500


def write_passages(file: EvidenceFile, paragraphs: Sequence[Paragraph]) -> None:
    """Keep the paragraphs of a new file and enter them into the index. Call it in the file's own transaction."""
    passages = (
        Passage(
            file=file,
            number=each.number,
            page=each.page,
            text=each.text,
            folded=fold_plain(each.text),
            start=each.start,
            end=each.end,
        )
        for each in paragraphs
    )
    Passage.objects.bulk_create(passages, batch_size=_BATCH)
    index_passages(file)


def stored_paragraphs(file: EvidenceFile) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a file as they were read when it came in."""
    rows = Passage.objects.filter(file=file).order_by("number")
    return tuple(Paragraph(*row) for row in rows.values_list("number", "page", "text", "start", "end"))


def text_digest(paragraphs: Sequence[Paragraph]) -> str:
    """Return the hash that stands for all paragraphs of a file; the journal covers it."""
    lines = (f"{each.number}\x1f{each.page}\x1f{each.start}\x1f{each.end}\x1f{each.text}" for each in paragraphs)
    return sha256_hex("\x1e".join(lines).encode())
