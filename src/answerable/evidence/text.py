"""The text of a file, whatever its kind. Runs in the child process of `sandbox`: it opens what strangers made."""

from answerable.evidence.paragraphs import Page
from answerable.evidence.reading import Kind, Note, Reading, RefusedError, TextState, UnreadableError
from answerable.evidence.recognition import decode, is_html, kind_of

MOST_LETTERS = 50_000_000


def read_text(content: bytes) -> Reading:
    """Tell what a file is and what it says.

    A file of a known kind whose text cannot be got at is still a reading, with its reason as a note; one that is
    not to be taken in has `refused` set.
    """
    try:
        kind = kind_of(content)
        if kind is None:
            return _read_signs(content)
    except RefusedError as refusal:
        return Reading(None, TextState.UNREADABLE, refused=refusal.code)
    try:
        return _within_limits(_read_parts(content, kind))
    except UnreadableError as problem:
        return Reading(kind, TextState.UNREADABLE, notes=(Note(problem.code),))


def _read_signs(content: bytes) -> Reading:
    decoded = decode(content)
    if not is_html(decoded.text):
        return _within_limits(Reading(Kind.TEXT, TextState.READ, (Page(None, decoded.text),), decoded.notes))
    from answerable.evidence.text_of_html import html_text

    text = html_text(decoded.text)
    state = TextState.READ if text.strip() else TextState.NOT_TEXT
    return _within_limits(Reading(Kind.HTML, state, (Page(None, text),) if text else (), decoded.notes))


def _read_parts(content: bytes, kind: Kind) -> Reading:
    if kind is Kind.PDF:
        from answerable.evidence.text_of_pdf import pdf_pages

        return _read_pages(pdf_pages(content))
    if kind is Kind.DOCX:
        from answerable.evidence.text_of_docx import docx_text

        return Reading(kind, TextState.READ, (Page(None, docx_text(content)),))
    return Reading(kind, TextState.NOT_TEXT, notes=(Note("kept-without-text", kind.value),))


def _read_pages(pages: tuple[Page, ...]) -> Reading:
    empty = [str(page.number) for page in pages if not page.text.strip()]
    if len(empty) == len(pages):
        return Reading(Kind.PDF, TextState.NO_TEXT_LAYER, notes=(Note("no-text-layer"),))
    notes = (Note("pages-without-text", ", ".join(empty)),) if empty else ()
    return Reading(Kind.PDF, TextState.READ, pages, notes)


def _within_limits(reading: Reading) -> Reading:
    if sum(len(page.text) for page in reading.pages) <= MOST_LETTERS:
        return reading
    return Reading(reading.kind, TextState.UNREADABLE, notes=(*reading.notes, Note("text-too-long")))
