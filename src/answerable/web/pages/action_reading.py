"""Reading an urgent action: the list, one action, and its older issues."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from answerable.web.pages.action_frame import missing


@require_safe
def front(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Lead to the list of actions in the language that the browser asks for."""
    return redirect("action_list", dossier_id, "en")


@require_safe
def actions(request: HttpRequest, dossier_id: str, language: str) -> HttpResponse:
    """List the actions that are public, open ones first."""
    return missing(dossier_id, language)


@require_safe
def action(request: HttpRequest, dossier_id: str, language: str, slug: str) -> HttpResponse:
    """Show the latest issue of an action."""
    return missing(dossier_id, language)


@require_safe
def issue(request: HttpRequest, dossier_id: str, language: str, slug: str, update: int) -> HttpResponse:
    """Show one issue of an action, which may have been replaced."""
    return missing(dossier_id, language)
