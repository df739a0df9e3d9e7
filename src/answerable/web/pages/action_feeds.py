"""Urgent actions for other sites and programs: the Atom feed, JSON, and a card to embed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from answerable.web.pages.action_frame import missing


@require_safe
def feed(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Give the latest issues as an Atom feed, in the language asked for."""
    return missing(dossier_id, "en")


@require_safe
def as_json(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Give the public actions as JSON."""
    return missing(dossier_id, "en")


@require_safe
def card(request: HttpRequest, dossier_id: str, language: str, slug: str) -> HttpResponse:
    """Give a small card that other sites may put in a frame."""
    return missing(dossier_id, language)
