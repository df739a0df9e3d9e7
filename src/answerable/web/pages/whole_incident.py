"""To be filled."""

from django.http import Http404, HttpRequest, HttpResponse


def record_incident(request: HttpRequest, dossier_id: str, **parts: str) -> HttpResponse:
    raise Http404
