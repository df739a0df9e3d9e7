"""To be filled."""

from django.http import Http404, HttpRequest, HttpResponse


def correct(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404


def retract(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404


def verify(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404
