"""A published text as files: a page by itself, PDF and Word, without anything of whose machine made them."""

from collections.abc import Callable, Mapping

from answerable.kernel.errors import SettingsError
from answerable.publish.documents import as_docx, as_html, as_pdf
from answerable.publish.pictures import bare_pictures_in

MEDIA_TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_WRITERS: Mapping[str, Callable[..., str | bytes]] = {"html": as_html, "pdf": as_pdf, "docx": as_docx}


def outputs_of(html: str, *, language: str, title: str) -> Mapping[str, bytes]:
    """Return a text as a file in every form that this machine can make, by form; as HTML always."""
    bare, found = bare_pictures_in(html), {}
    for form, write in _WRITERS.items():
        try:
            made = write(bare, language=language, title=title)
        except SettingsError:  # no Pango, or no pandoc: the page by itself is there
            continue
        found[form] = made if isinstance(made, bytes) else made.encode("utf-8")
    return found
