"""The front door: which dossiers are here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from answerable.accounts.reads import actor_of, open_dossiers
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from answerable.web.pages.rows_entry import dossier_row


def front(request: HttpRequest) -> HttpResponse:
    """Lead to the list of dossiers in the reader's language; where there is one dossier, to its overview."""
    here = open_dossiers(request.user)
    return redirect("overview", here[0]) if len(here) == 1 else redirect("dossiers")


def dossiers(request: HttpRequest) -> HttpResponse:
    """List the dossiers, each as the reader may see it."""
    language = get_language() or "en"
    here = open_dossiers(request.user)
    views = [view_of(name, ViewSpec(actor_of(request.user, name).audience)) for name in here]
    rows = [dossier_row(view, language) for view in views]
    return render(request, "answerable/dossiers.html", {"rows": rows})
