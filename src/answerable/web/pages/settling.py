"""To be filled."""

from django.http import Http404, HttpRequest, HttpResponse


def settle(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404


def same(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404
