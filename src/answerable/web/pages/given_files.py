"""Documents of `publish` as files that a browser gets: PDF, Word, and a page by itself in its own look."""

import base64
import hashlib
from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.utils.translation import gettext

from answerable.kernel.errors import NotFoundError
from answerable.publish.documents import as_docx, as_html, as_pdf, screen_stylesheet

Writer = Callable[..., str | bytes]
FORMS: Mapping[str, tuple[Writer, str]] = {
    "pdf": (as_pdf, "application/pdf"),
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (as_html, "text/html; charset=utf-8"),
}


def check_form(ext: str) -> None:
    """Stop unless a document can be given in a form.

    Raises:
        NotFoundError: it cannot.
    """
    if ext not in FORMS:
        raise NotFoundError(
            gettext("There is no document in this form."), remedy=gettext("Ask for pdf, docx or html.")
        )


def file_of(html: str, ext: str, *, language: str, title: str, name: str) -> HttpResponse:
    """Return a text as a file in one of the FORMS. As HTML it opens in the browser, the others are downloaded.

    Raises:
        SettingsError: this machine lacks what the form needs.
    """
    write, media_type = FORMS[ext]
    answer = HttpResponse(write(html, language=language, title=title), content_type=media_type)
    manner = "inline" if ext == "html" else "attachment"
    answer["Content-Disposition"] = f'{manner}; filename="{name}.{ext}"'
    if ext == "html":
        digest = base64.b64encode(hashlib.sha256(screen_stylesheet().encode()).digest()).decode()
        answer._csp_update = {"style-src": [f"'sha256-{digest}'"]}  # type: ignore[attr-defined]  # noqa: SLF001
    return answer
