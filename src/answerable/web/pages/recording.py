"""To be filled."""

from django.http import Http404, HttpRequest, HttpResponse


def choose(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404


def find_entity(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404


def record_claim(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404
