"""To be filled."""

from django.http import Http404, HttpRequest, HttpResponse


def desk(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404


def journal(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404
