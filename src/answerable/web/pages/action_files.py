"""Files of an action: the sheet as it was published, and the model letters on paper."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from answerable.web.pages.action_frame import missing


@require_safe
def sheet(request: HttpRequest, dossier_id: str, language: str, slug: str, ext: str) -> HttpResponse:
    """Give the whole sheet of the latest issue as it was frozen: PDF, DOCX or HTML."""
    return missing(dossier_id, language)


@require_safe
def letter_file(
    request: HttpRequest, dossier_id: str, language: str, slug: str, target: str, ext: str
) -> HttpResponse:
    """Give the model letter to one target as PDF or DOCX; `language` is the letter's."""
    return missing(dossier_id, language)
