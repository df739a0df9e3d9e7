"""Recording from a source: choose the type, say what the source says, see what it changes, save."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from answerable.evidence.reads import Document, document_of
from answerable.kernel.errors import NotFoundError, UserError
from answerable.ontology.schema import Schema
from answerable.record import changes
from answerable.record.unsaved import view_with
from answerable.web.asking import Asked
from answerable.web.forms.claim_form import ClaimForm
from answerable.web.forms.fields import Field, picked_in, text_in
from answerable.web.forms.references import reference_options
from answerable.web.pages.effects import Effects, effects_of
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of

GROUPS = (
    (100, 200, "people"), (200, 300, "happened"), (300, 400, "said"), (400, 500, "came"), (500, 600, "numbers"),
)  # fmt: skip
KEPT = ("source", "page", "paragraph", "line", "timecode", "cell", "quote", "about")
AROUND = 25


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One type that can be claimed, with the address of its form."""

    label: str
    description: str
    href: str


@require_GET
@for_team("record")
def choose(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show the types that can be claimed; what the address says of the passage is kept."""
    kept = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    titles = {
        "people": gettext("People, units and posts"),
        "happened": gettext("What happened"),
        "said": gettext("What was planned, said and done"),
        "came": gettext("What came of it"),
        "numbers": gettext("Numbers and disagreements"),
    }
    groups = [
        (titles[name], [_type_row(asked, one, kept) for one in asked.view.ontology.ours()
                        if low <= one.order < high and not one.is_abstract])
        for low, high, name in GROUPS
    ]  # fmt: skip
    whole = address_of(asked, "record_incident", **kept)
    return render(request, "answerable/recording/choose.html", {"groups": groups, "whole": whole, "kept": kept})


def _type_row(asked: Asked, schema: Schema, kept: dict[str, str]) -> TypeRow:
    href = address_of(asked, "record_claim", schema.name, **kept)
    return TypeRow(schema.label(asked.language), schema.description(asked.language), href)


@require_GET
@for_team("record")
def find_entity(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Return what a field can be filled with: a fragment, for the words typed so far."""
    name = text_in(request.GET, "field")
    leads_to = asked.view.ontology.get(text_in(request.GET, "leads_to") or "Thing").name
    words, picked = text_in(request.GET, f"{name}.search"), picked_in(request.GET, name)
    options = reference_options(asked.view, leads_to, words, picked, asked.language)
    if text_in(request.GET, "known"):
        options = tuple(option for option in options if not option.value.startswith("+"))
    field = Field(
        name, "entity", "", value=words, options=options, is_several=bool(text_in(request.GET, "several"))
    )
    return render(request, "answerable/recording/options.html", {"field": field})


@require_http_methods(["GET", "POST"])
@for_team("record")
def record_claim(request: HttpRequest, asked: Asked, schema: str) -> HttpResponse:
    """Ask for one claim of a type; show what it will change; save it.

    Raises:
        UnknownTypeError: there is no such type. NotFoundError: nothing is recorded as it by itself.
    """
    kind = asked.view.ontology.get(schema)
    if kind.is_abstract:
        raise NotFoundError(gettext("Nothing is recorded as this type: it only gathers others."))
    typed = request.POST if request.method == "POST" else typed_in_address(request)
    form = ClaimForm(asked.view, asked.actor, kind, typed, asked.language)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step in ("look", "save") and form.drafts:
        effects = effects_of(asked.view, view_with(asked.view, form.drafts), asked.language, form.drafts)
        if step == "look":
            return preview(request, form, effects)
        saved = save(request, asked, form, effects)
        if saved is not None:
            return saved
    return form_page(request, asked, form, status=422 if form.problems else 200)


def typed_in_address(request: HttpRequest) -> QueryDict:
    """Return what the address already says: the passage, and what the claim is about."""
    typed = request.GET.copy()
    if typed.get("about"):
        typed["about_is"] = "known"
    return typed


def save(request: HttpRequest, asked: Asked, form: ClaimForm, effects: Effects) -> HttpResponse | None:
    """Record the drafts and lead to the claim; None, with the reason in the form, when the record refuses."""
    try:
        dossier = changes.find_dossier(asked.dossier_id)
        recorded = changes.record_claims(actor=asked.actor, dossier=dossier, drafts=form.drafts)
    except UserError as error:
        form.problems.add("", error.what, error.remedy)
        return None
    if recorded.already == len(recorded.ids):
        messages.info(
            request, gettext("This was recorded already: the same claim from the same place is one claim.")
        )
    else:
        messages.success(request, saved_words(effects, len(recorded.ids) - recorded.already))
    return redirect(address_of(asked, "claim", recorded.ids[-1]))


def saved_words(effects: Effects, count: int) -> str:
    """Return what was saved and what it changed, in a sentence or two."""
    said = [ngettext("Saved: %(n)s claim.", "Saved: %(n)s claims.", count) % {"n": count}]
    now_reads = gettext("%(label)s of %(name)s now reads “%(after)s”; it was “%(before)s”.")
    said += [
        now_reads % {"label": one.label, "name": one.called, "after": one.after[:80], "before": one.before[:80]}
        for one in effects.values
        if one.is_changed and one.before
    ]
    if any(change.is_conflict for change in effects.values):
        said.append(gettext("Sources now disagree; the desk shows it."))
    return " ".join(said[:4])


def preview(request: HttpRequest, form: ClaimForm, effects: Effects) -> HttpResponse:
    """Show what the claims will change, with everything typed carried on."""
    context = {"form": form, "effects": effects, "drafts": form.drafts, "schema": form.schema}
    return render(request, "answerable/recording/preview.html", context)


def form_page(
    request: HttpRequest, asked: Asked, form: ClaimForm, *, status: int = 200, **more: object
) -> HttpResponse:
    """Show the form with its problems, and the source's text beside it where the dossier has it."""
    main, other = _parted(form)
    context = {
        "form": form,
        "schema": form.schema,
        "label": form.schema.label(asked.language),
        "description": form.schema.description(asked.language),
        "main_fields": main,
        "more_fields": other,
        "more_is_open": any(field.error or field.value for field in other),
        "passages": passages_near(asked, text_in(form.typed, "source"), text_in(form.typed, "paragraph")),
        **more,
    }
    return render(request, "answerable/recording/claim.html", context, status=status)


def _parted(form: ClaimForm) -> tuple[list[Field], list[Field]]:
    """Return the fields that most claims of the type fill, and the rest."""
    first = {"name_visibility", *(f"p.{name}" for name in (*form.schema.required, *form.schema.featured))}
    fields = form.property_fields
    main = [field for field in fields if field.name.partition("@")[0] in first]
    other = [field for field in fields if field not in main]
    return (main, other) if main else (other, [])


def passages_near(asked: Asked, source: str, paragraph: str) -> Document | None:
    """Return the source's text around the paragraph cited, or its beginning; None when the dossier has no text."""
    if not source or source not in asked.view.source_cards:
        return None
    document = document_of(asked.view, source)
    if document is None or not document.paragraphs:
        return None
    middle = int(paragraph) if paragraph.isdigit() else 1
    near = tuple(each for each in document.paragraphs if abs(each.number - middle) <= AROUND)
    return Document(
        document.source, document.sha256, document.media_type, document.language, near, (), document.messages
    )
