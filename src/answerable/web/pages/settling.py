"""Settling what claims disagree on, and judging whether two entities are one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from answerable.kernel.errors import UserError
from answerable.record import changes
from answerable.record.claims import ReadableClaim
from answerable.record.drafts import STATUSES
from answerable.record.reads import view_of
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, options_of, picked_in, text_in
from answerable.web.forms.naming import called
from answerable.web.forms.references import Making, read_reference, reference_options
from answerable.web.pages.correcting import reason_field
from answerable.web.pages.rows_claims import claim_row, claim_rows
from answerable.web.pages.shown_values import label_of
from answerable.web.pages.team import for_team
from answerable.web.pages.words import status_word
from answerable.web.templatetags.answerable import address_of

MOST_CLAIMS = 60
JUDGEMENTS = ("same", "different", "unsure")


# which of several claims stands


@require_http_methods(["GET", "POST"])
@for_team("rule")
def settle(request: HttpRequest, asked: Asked, claim_id: str) -> HttpResponse:
    """Show a claim beside those that say otherwise, and rule on each, with one reason, all or none.

    Raises:
        NotFoundError: the view holds no such claim.
    """
    claim, problems = asked.view.claim(claim_id), Problems()
    names = contested(asked, claim, text_in(request.GET, "property"))
    beside = _beside(asked, claim, names)
    if request.method == "POST":
        rulings = _read_rulings(request.POST, asked, beside, names, problems)
        if not problems and _rule(asked, rulings, text_in(request.POST, "why"), problems):
            messages.success(request, _settled_words(asked, claim, names))
            return redirect(address_of(asked, "claim", claim.id))
    context = {
        "pairs": [(claim_row(asked, each), _status_field(request.POST, each, problems)) for each in beside],
        "labels": [label_of(asked, claim.schema, name) for name in names],
        "name": called(asked.view, asked.view.canonical(claim.about), asked.language),
        "problems": problems,
        "why_field": reason_field(request.POST, problems, gettext("Why does it stand so?")),
    }
    return render(request, "answerable/recording/settle.html", context, status=422 if problems else 200)


def contested(asked: Asked, claim: ReadableClaim, only: str = "") -> list[str]:
    """Return the properties of a claim on which other claims say otherwise; all of its own when none does."""
    if only and only in claim.properties:
        return [only]
    several = [name for name in claim.properties if len(asked.view.values(claim.about, name).every) > 1]
    conflict = [name for name in several if asked.view.values(claim.about, name).is_conflict]
    return conflict or several or list(claim.properties)


def _beside(asked: Asked, claim: ReadableClaim, names: list[str]) -> list[ReadableClaim]:
    found = {claim.id: claim}
    for name in names:
        values = asked.view.values(claim.about, name)
        found |= {each.id: each for each in (*values.claims, *values.denials)}
    return list(found.values())[:MOST_CLAIMS]


def _status_field(typed: QueryDict, claim: ReadableClaim, problems: Problems) -> Field:
    name = f"status-{claim.id}"
    picked = text_in(typed, name) or claim.status
    choices = [(status, status_word(status)) for status in STATUSES]
    return Field(name, "choice", gettext("How does it stand?"), options=options_of(choices, [picked]),
                 error=problems.of(name), is_optional=False)  # fmt: skip


def _read_rulings(
    typed: QueryDict, asked: Asked, beside: list[ReadableClaim], names: list[str], problems: Problems
) -> list[tuple[str, str]]:
    """Return the claims whose status is to change, with the new status."""
    chosen = {claim.id: text_in(typed, f"status-{claim.id}") or claim.status for claim in beside}
    for claim in beside:
        if chosen[claim.id] not in STATUSES:
            problems.add(f"status-{claim.id}", gettext("Choose how the claim stands."))
    schema = asked.view.ontology.get(asked.view.schema_of(beside[0].about))
    for name in names:
        one = schema.properties.get(name.partition("@")[0])
        accepted = [claim for claim in beside if chosen[claim.id] == "accepted" and name in claim.properties
                    and claim.stance == "asserts"]  # fmt: skip
        if one and one.single and len({claim.properties[name] for claim in accepted}) > 1:
            said = gettext("Two claims that say different things cannot both be accepted.")
            problems.add(f"status-{accepted[-1].id}", said)
    rulings = [(claim.id, chosen[claim.id]) for claim in beside if chosen[claim.id] != claim.status]
    if not rulings and not problems:
        problems.add("", gettext("Nothing is ruled yet: change how at least one claim stands."))
    if not text_in(typed, "why"):
        problems.add("why", gettext("Give a reason: a ruling without one cannot be checked."))
    return rulings


def _rule(asked: Asked, rulings: list[tuple[str, str]], why: str, problems: Problems) -> bool:
    dossier = changes.find_dossier(asked.dossier_id)
    try:
        with transaction.atomic():
            for claim, status in rulings:
                changes.rule(actor=asked.actor, dossier=dossier, claim=claim, status=status, why=why)
    except UserError as error:
        problems.add("", error.what, error.remedy)
        return False
    return True


def _settled_words(asked: Asked, claim: ReadableClaim, names: list[str]) -> str:
    after = view_of(asked.dossier_id, asked.spec)
    said = [gettext("Ruled.")]
    for name in names[:2]:
        before, now = asked.view.text(claim.about, name), after.text(claim.about, name)
        if before != now:
            said.append(gettext("%(label)s now reads “%(after)s”; it was “%(before)s”.") % {
                "label": label_of(asked, claim.schema, name), "after": now[:80] or "–", "before": before[:80],
            })  # fmt: skip
    return " ".join(said)


# whether two entities are one


@require_http_methods(["GET", "POST"])
@for_team("judge")
def same(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show two entities side by side, and judge whether they are one."""
    typed, problems = (request.POST if request.method == "POST" else request.GET), Problems()
    quiet = Problems()
    pair = [
        _side(asked, typed, name, problems if text_in(typed, "step") == "judge" else quiet)
        for name in ("left", "right")
    ]
    if text_in(request.POST, "step") == "judge":
        _check_judgement(typed, pair, problems)
        if not problems and _judge(asked, typed, pair, problems):
            messages.success(request, gettext("Judged. The judgement can be replaced by a later one."))
            return redirect(address_of(asked, "desk"))
    choices = [("same", gettext("They are one and the same")), ("different", gettext("They are different")),
               ("unsure", gettext("It cannot be said yet"))]  # fmt: skip
    context = {
        "fields": [_side_field(asked, typed, name, problems) for name in ("left", "right")],
        "sides": [(called(asked.view, each, asked.language), each,
                   claim_rows(asked, asked.view.claims_about(each)[:20])) for each in pair if each],
        "judgement_field": Field("judgement", "choice", gettext("Are they one?"), gettext(
            "One and the same: every page shows their claims together. Ids stay, and it can be undone."),
            options=options_of(choices, [text_in(typed, "judgement")]), error=problems.of("judgement"),
            is_optional=False),
        "why_field": reason_field(typed, problems, gettext("What shows it?")),
        "problems": problems,
    }  # fmt: skip
    return render(request, "answerable/recording/same.html", context, status=422 if problems else 200)


def _side(asked: Asked, typed: QueryDict, name: str, problems: Problems) -> str:
    found = read_reference(asked.view, typed, name, "Thing", Making(asked.view), problems, label=_side_label(name))
    return found[0] if found else ""


def _side_label(name: str) -> str:
    return gettext("The one") if name == "left" else gettext("The other")


def _side_field(asked: Asked, typed: QueryDict, name: str, problems: Problems) -> Field:
    words = text_in(typed, f"{name}.search")
    options = reference_options(asked.view, "Thing", words, picked_in(typed, name), asked.language)
    known = tuple(option for option in options if not option.value.startswith("+"))
    return Field(name, "entity", _side_label(name), value=words, options=known, error=problems.of(name),
                 is_optional=False, leads_to="Thing")  # fmt: skip


def _check_judgement(typed: QueryDict, pair: list[str], problems: Problems) -> None:
    for name, entity in zip(("left", "right"), pair, strict=True):
        if not entity and not problems.of(name):
            problems.add(name, gettext("Choose which one is meant."))
    if pair[0] and pair[0] == pair[1]:
        problems.add("right", gettext("The two are one entry already."))
    if text_in(typed, "judgement") not in JUDGEMENTS:
        problems.add("judgement", gettext("Choose a judgement."))
    if not text_in(typed, "why"):
        problems.add("why", gettext("Give a reason: say what shows it."))


def _judge(asked: Asked, typed: QueryDict, pair: list[str], problems: Problems) -> bool:
    try:
        changes.judge_same(actor=asked.actor, dossier=changes.find_dossier(asked.dossier_id), left=pair[0],
                           right=pair[1], judgement=text_in(typed, "judgement"),
                           why=text_in(typed, "why"))  # fmt: skip
    except UserError as error:
        problems.add("", error.what, error.remedy)
        return False
    return True
