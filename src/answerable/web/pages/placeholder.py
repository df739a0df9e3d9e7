"""A page that is still to come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.web.asking import asked


def page(request: HttpRequest, dossier_id: str, **_parts: str) -> HttpResponse:
    """Say that the page is being made."""
    asked(request, dossier_id)
    return render(request, "answerable/placeholder.html")
