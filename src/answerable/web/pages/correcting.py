"""What can be done with one claim after it was recorded: correct, retract, verify."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from answerable.kernel.errors import UserError
from answerable.record import changes
from answerable.record.unsaved import view_with
from answerable.web.asking import Asked
from answerable.web.forms.claim_form import ClaimForm, typed_of
from answerable.web.forms.fields import Field, Problems, text_in
from answerable.web.pages.effects import effects_of
from answerable.web.pages.fairness import missing_words, standard_field
from answerable.web.pages.recording import form_page, preview, saved_words
from answerable.web.pages.rows_claims import claim_row
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of


@require_http_methods(["GET", "POST"])
@for_team("retract")
def correct(request: HttpRequest, asked: Asked, claim_id: str) -> HttpResponse:
    """Ask for the claim as it should have been, and why; retract the one and record the other, both or neither.

    Raises:
        NotFoundError: the view holds no such claim.
    """
    claim = asked.view.claim(claim_id)
    typed = request.POST if request.method == "POST" else typed_of(asked.view, claim)
    form = ClaimForm(
        asked.view, asked.actor, asked.view.ontology.get(claim.schema), typed, asked.language, corrects=claim
    )
    step = text_in(request.POST, "step")
    if step in ("look", "save"):
        _need_reason(form.typed, form.problems)
        if form.drafts:
            after = view_with(asked.view, form.drafts, retracting=[claim.id])
            effects = effects_of(asked.view, after, asked.language, form.drafts, [claim.id])
            if step == "look":
                return preview(request, form, effects)
            new = _correct(asked, form, claim_id)
            if new:
                messages.success(request, saved_words(effects, 1))
                return redirect(address_of(asked, "claim", new))
    why = reason_field(form.typed, form.problems, gettext("What was wrong with the claim?"))
    status = 422 if form.problems else 200
    return form_page(request, asked, form, status=status, corrected=claim_row(asked, claim), why_field=why)


def _correct(asked: Asked, form: ClaimForm, claim_id: str) -> str:
    """Write the correction and return the new claim's id; empty, with the reason in the form, when refused."""
    *made, own = form.drafts
    dossier = changes.find_dossier(asked.dossier_id)
    try:
        with transaction.atomic():
            if made:
                changes.record_claims(actor=asked.actor, dossier=dossier, drafts=made)
            return changes.correct(
                actor=asked.actor, dossier=dossier, claim=claim_id, draft=own, why=text_in(form.typed, "why")
            )
    except UserError as error:
        form.problems.add("", error.what, error.remedy)
        return ""


def _need_reason(typed: QueryDict, problems: Problems) -> None:
    if not text_in(typed, "why"):
        problems.add("why", gettext("Give a reason. It stays beside the claim for everybody who works on it."))


def reason_field(typed: QueryDict, problems: Problems, label: str) -> Field:
    """Return the field for the reason of an act."""
    help_ = gettext("In a sentence, for those who will ask later.")
    return Field("why", "text", label, help_, text_in(typed, "why"), error=problems.of("why"), is_optional=False)


@require_http_methods(["GET", "POST"])
@for_team("retract")
def retract(request: HttpRequest, asked: Asked, claim_id: str) -> HttpResponse:
    """Ask why a claim no longer stands, show what falls with it, and retract it."""
    claim, problems = asked.view.claim(claim_id), Problems()
    after = view_with(asked.view, [], retracting=[claim.id])
    effects = effects_of(asked.view, after, asked.language, [], [claim.id])
    if request.method == "POST":
        _need_reason(request.POST, problems)
        if not problems:
            try:
                changes.retract(actor=asked.actor, dossier=changes.find_dossier(asked.dossier_id), claim=claim.id,
                                why=text_in(request.POST, "why"))  # fmt: skip
            except UserError as error:
                problems.add("", error.what, error.remedy)
            else:
                messages.success(request, gettext("Retracted. The claim stays readable as of earlier days."))
                return redirect(address_of(asked, "desk"))
    resting = [each for each in asked.view.claims() if claim.id in each.rests_on]
    context = {
        "row": claim_row(asked, claim),
        "effects": effects,
        "resting": [claim_row(asked, each) for each in resting],
        "problems": problems,
        "why_field": reason_field(request.POST, problems, gettext("Why does the claim no longer stand?")),
    }
    return render(request, "answerable/recording/retract.html", context, status=422 if problems else 200)


@require_http_methods(["GET", "POST"])
@for_team("verify")
def verify(request: HttpRequest, asked: Asked, claim_id: str) -> HttpResponse:
    """Show a claim beside the words of its source, and put a second person's name to it."""
    claim, problems = asked.view.claim(claim_id), Problems()
    if request.method == "POST":
        if not text_in(request.POST, "compared"):
            problems.add("compared", gettext("Say that you compared the claim with its source."))
        else:
            try:
                changes.verify(actor=asked.actor, dossier=changes.find_dossier(asked.dossier_id), claim=claim.id,
                               why=text_in(request.POST, "why"),
                               standard=text_in(request.POST, "standard"))  # fmt: skip
            except UserError as error:
                problems.add("", error.what, error.remedy)
            else:
                messages.success(request, gettext("Verified: the claim now carries a second person's name."))
                return redirect(address_of(asked, "claim", claim.id))
    note = Field("why", "text", gettext("Note"), gettext(
        "What you compared it with, if not with the source as it is here."),
                 text_in(request.POST, "why"))  # fmt: skip
    context = {
        "row": claim_row(asked, claim),
        "is_own": claim.recorded_by == asked.actor.name,
        "verified_by": claim.verified_by,
        "problems": problems,
        "note_field": note,
        "standard_field": standard_field(asked, text_in(request.POST, "standard")),
        "missing": missing_words(asked.view, claim.id),
    }
    return render(request, "answerable/recording/verify.html", context, status=422 if problems else 200)
