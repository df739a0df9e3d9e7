"""A whole incident from one document, in one go: what happened, who died, which forces, who held which post."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from answerable.kernel.errors import UserError
from answerable.record import changes
from answerable.record.unsaved import view_with
from answerable.web.asking import Asked
from answerable.web.forms.fields import text_in
from answerable.web.forms.incident_form import IncidentForm
from answerable.web.pages.effects import effects_of
from answerable.web.pages.recording import passages_near
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of


@require_http_methods(["GET", "POST"])
@for_team("record")
def record_incident(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Ask for all of it on one page, show what it comes to, save it all or none of it."""
    typed = request.POST if request.method == "POST" else request.GET
    form = IncidentForm(asked.view, asked.actor, typed, asked.language)
    step = text_in(request.POST, "step")
    if step in ("look", "save") and form.drafts:
        if step == "look":
            after = view_with(asked.view, form.drafts)
            effects = effects_of(asked.view, after, asked.language, form.drafts)
            context = {"form": form, "effects": effects, "drafts": form.drafts}
            return render(request, "answerable/recording/preview.html", context)
        if _save(request, asked, form):
            return redirect(address_of(asked, "incident", form.drafts[0].about))
    titles = {
        "dead": (gettext("Who died"), gettext(
            "One block a person. The names of minors, and of adults whom no ombudsman, court or family has named "
            "in public, are for the team only.")),
        "force": (gettext("Which forces were there"), gettext(
            "The units on the ground, and the unit above each where the source says so.")),
        "post": (gettext("Who held which post"), gettext(
            "From the ground up. Without dates, the claim speaks of the days of the incident only.")),
    }  # fmt: skip
    context = {
        "form": form,
        "groups": [(name, count, rows, *titles[name]) for name, count, rows in form.groups],
        "passages": passages_near(asked, text_in(typed, "source"), text_in(typed, "paragraph")),
    }
    return render(
        request, "answerable/recording/whole_incident.html", context, status=422 if form.problems else 200
    )


def _save(request: HttpRequest, asked: Asked, form: IncidentForm) -> bool:
    try:
        dossier = changes.find_dossier(asked.dossier_id)
        recorded = changes.record_claims(actor=asked.actor, dossier=dossier, drafts=form.drafts)
    except UserError as error:
        form.problems.add("", error.what, error.where, error.remedy)
        return False
    count = len(recorded.ids) - recorded.already
    messages.success(request, ngettext("Saved: %(n)s claim.", "Saved: %(n)s claims.", count) % {"n": count})
    return True
