"""One question of a legal test, with everything on record that may bear on it; and what an analyst makes of it.

The team reads it. Whoever may record says how far the claims go, by which standard and why, ticking those weighed.
The analyst is the person who is signed in: nobody signs for another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from answerable.assess.answers import Candidate, Cell, Element, Framework, Matrix
from answerable.assess.assessing import WEIGHED, assessment_draft, verdict_words_in
from answerable.assess.inquiry import Inquiry
from answerable.assess.loading import framework as find_framework
from answerable.assess.matrix import cell_of, inquiry_of
from answerable.kernel.errors import NotFoundError, UserError
from answerable.kernel.texts import fold
from answerable.record import changes
from answerable.record.drafts import ClaimDraft, SourceDraft
from answerable.record.reads import view_of
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, options_of, picked_in, text_in, vocabulary
from answerable.web.forms.weighing import visibilities
from answerable.web.pages.people import who
from answerable.web.pages.rows_tests import CandidateRow, candidate_row, element_row, state_word, words_in
from answerable.web.pages.team import for_team
from answerable.web.refusals import in_words
from answerable.web.templatetags.answerable import address_of, name_of


@require_http_methods(["GET", "POST"])
@for_team("read-team")
def assess_element(request: HttpRequest, asks: Asked, entity: str, framework: str, element: str) -> HttpResponse:
    """Show one element held against a person, and record what the analyst makes of it."""
    view = asks.view
    person = view.require(entity, "Person")
    known = find_framework(framework)
    incident = text_in(request.POST if request.method == "POST" else request.GET, "incident")
    incident = view.require(incident, "Incident") if incident else ""
    around = {
        **who(asks, person),
        "incident": incident,
        "incident_name": name_of(asks, incident) if incident else "",
        "tests_href": address_of(asks, "tests", person, framework=known.id, incident=incident),
    }
    here = address_of(asks, "assess_element", person, known.id, element, incident=incident)
    template = "answerable/conduct/assess_element.html"
    return held_question(request, asks, inquiry_of(view, known, person, incident or None), known, element,
                         here=here, around=around, template=template)  # fmt: skip


def held_question(
    request: HttpRequest,
    asks: Asked,
    inquiry: Inquiry,
    known: Framework,
    element: str,
    *,
    here: str,
    around: Mapping[str, object],
    template: str,
) -> HttpResponse:
    """Show one question held against anybody or anything, and record what the analyst makes of it.

    Args:
        request: the request; a POST records.
        asks: whose it is.
        inquiry: the subject and the incident asked about.
        known: the framework.
        element: the code of one of its leaves.
        here: the address of this page, to which one comes back after recording.
        around: what the template says of the subject, and `tests_href` to the page of the whole test.
        template: the template.
    """
    leaf = known.find(element)
    if leaf is None or not leaf.is_leaf:
        raise NotFoundError(
            "There is no such question in this test.", remedy="Choose one on the page of the test."
        )
    cell = cell_of(known, leaf, inquiry)
    problems = Problems()
    if request.method == "POST":
        asks.actor.require("record")
        if _recorded(request, asks, cell, problems):
            return redirect(here)
    matrix = Matrix(known, inquiry.subject, inquiry.incident, (cell,), (), ())
    content = {
        **_question(asks, matrix, leaf, cell, set(_weighed(request.POST, cell))),
        "title": words_in(known.titles, asks.language),
        "may_record": asks.actor.may("record"),
        "fields": _fields(asks, request.POST, problems),
        "weighed_error": problems.of("weighed"),
        "problems": problems,
        "analyst": asks.actor.name,
        **around,
    }
    return render(request, template, content, status=422 if problems else 200)


@dataclass(frozen=True, slots=True)
class Box:
    """A candidate with the box that says that it was weighed."""

    row: CandidateRow
    value: str
    is_ticked: bool


def _question(asks: Asked, matrix: Matrix, leaf: Element, cell: Cell, weighed: set[str]) -> dict[str, object]:
    """Return the question and what may bear on it, each thing with a box to tick."""
    sides = (
        ("for", gettext("What may bear it out"), cell.supports),
        ("against", gettext("What may speak against it"), cell.against),
        ("either", gettext("What may be either"), cell.either),
    )
    return {
        "row": element_row(asks, matrix, leaf, cell, None, few=0),
        "sides": [(key, title, _boxes(asks, some, weighed)) for key, title, some in sides],
    }


def _boxes(asks: Asked, candidates: Iterable[Candidate], weighed: set[str]) -> list[Box]:
    return [
        Box(
            candidate_row(asks, each), ",".join(each.claims), bool(each.claims) and weighed.issuperset(each.claims)
        )
        for each in candidates
    ]


def _fields(asks: Asked, typed: QueryDict, problems: Problems) -> list[Field]:
    view, language = asks.view, asks.language
    said = view.ontology.get("Assessment").properties
    visibility = text_in(typed, "visibility") or "team"
    found = [
        Field(name, "list", said[name].label(language), said[name].help_in(language), options=options_of(
            vocabulary(said[name].enum, language), [text_in(typed, name)], none=gettext("Choose one")),
            error=problems.of(name), is_optional=False)
        for name in ("state", "standard")
    ]  # fmt: skip
    for name in ("reason", "next"):
        for place, lang in enumerate(_languages(view)):
            found.append(
                Field(_key(name, lang), "text", _label(said[name].label(language), lang),
                      said[name].help_in(language) if place == 0 else "", text_in(typed, _key(name, lang)),
                      error=problems.of(_key(name, lang)), language=lang,
                      is_optional=name == "next" or place > 0)
            )  # fmt: skip
    found.append(
        Field("visibility", "choice", gettext("Who may see this assessment?"), gettext(
            "The public reads it only once its gate is open: two independent sources, the reply sought, a second "
            "person's approval."), options=options_of(visibilities(asks.actor), [visibility]),
            error=problems.of("visibility"), is_optional=False)
    )  # fmt: skip
    return found


def _languages(view: View) -> tuple[str, ...]:
    """Return the languages in which to ask: those of the dossier, English first, which has the plain name."""
    return tuple(sorted(view.dossier.languages or ("en",), key=lambda lang: lang != "en"))


def _key(name: str, language: str) -> str:
    return f"{name}.{language}"


def _label(label: str, language: str) -> str:
    names = {"en": gettext("in English"), "es": gettext("in Spanish")}
    return f"{label}, {names.get(language, language)}"


# recording


def _recorded(request: HttpRequest, asks: Asked, cell: Cell, problems: Problems) -> bool:
    """Record what was typed; what is wrong is added to the problems, and then nothing is recorded."""
    typed, view, actor = request.POST, asks.view, asks.actor
    weighed = _weighed(typed, cell)
    _check(typed, asks, weighed, problems)
    if problems:
        return False
    day = localdate(timezone=view.dossier.zone)
    try:
        source = _analysis(asks, day)
        # The source may be new, so the draft is made on a view that holds it.
        fresh = view_of(asks.dossier_id, asks.spec)
        draft = _draft(fresh, asks, typed, cell, weighed, source, day)
        changes.record_claim(actor=actor, dossier=changes.find_dossier(asks.dossier_id), draft=draft)
    except UserError as error:
        problems.add("", in_words(error.what), in_words(error.remedy))
        return False
    _say(request, asks, cell, typed)
    return True


def _weighed(typed: QueryDict, cell: Cell) -> tuple[str, ...]:
    """Return the claims of the candidates ticked, each once; what is no candidate here is left out."""
    known = {name for each in cell.candidates for name in each.claims}
    picked = [name for value in picked_in(typed, "weighed") for name in value.split(",")]
    return tuple(name for name in dict.fromkeys(picked) if name in known)


def _check(typed: QueryDict, asks: Asked, weighed: tuple[str, ...], problems: Problems) -> None:
    """Say beside each field what is missing; the rest is for `assessment_draft`."""
    reasons = [_key("reason", lang) for lang in _languages(asks.view)]
    if not text_in(typed, "state"):
        problems.add("state", gettext("Say how far the claims go."))
    if not text_in(typed, "standard"):
        problems.add("standard", gettext("Say by which standard of proof."))
    if not any(text_in(typed, key) for key in reasons):
        problems.add(reasons[0], gettext("Say why; a state alone says little."))
    if text_in(typed, "visibility") not in dict(visibilities(asks.actor)):
        problems.add("visibility", gettext("Choose who may see it."))
    if text_in(typed, "state") in WEIGHED and not weighed:
        problems.add("weighed", gettext("Tick the claims that you weighed: this state rests on some."))
    for key in (_key(name, lang) for name in ("reason", "next") for lang in _languages(asks.view)):
        words = verdict_words_in(text_in(typed, key))
        if words:
            said = gettext("“%(word)s” is for a court to say. Write what sources allege, support or dispute.")
            problems.add(key, said % {"word": words[0]})


def analysis_key(name: str) -> str:
    """Return the key of the source that holds the analyses of a person."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in fold(name))
    return f"analysis-{plain.strip('-') or 'team'}"


def _analysis(asks: Asked, day: date) -> str:
    """Return the key of the analyst's own source, which is added when there is none.

    It names the analyst, so only the team may know of it; others read what stands in its place.
    """
    name = asks.actor.name
    key = analysis_key(name)
    if key not in asks.view.source_cards:
        title, instead = gettext("Analysis by %(name)s"), gettext("an analysis by the team of this dossier")
        draft = SourceDraft(
            key,
            "analysis",
            title % {"name": name},
            publisher=name,
            created=day.isoformat(),
            visibility="team",
            attribution=instead,
        )
        changes.add_sources(actor=asks.actor, dossier=changes.find_dossier(asks.dossier_id), drafts=[draft])
    return key


def _draft(
    view: View, asks: Asked, typed: QueryDict, cell: Cell, weighed: tuple[str, ...], source: str, day: date
) -> ClaimDraft:
    languages = _languages(view)
    return assessment_draft(
        view,
        framework_id=cell.framework,
        element=cell.element,
        subject=cell.subject,
        incident=cell.incident or None,
        state=text_in(typed, "state"),
        standard=text_in(typed, "standard"),
        reason={lang: text_in(typed, _key("reason", lang)) for lang in languages},
        next_steps={lang: text_in(typed, _key("next", lang)) for lang in languages},
        analyst=asks.actor.name,
        source=source,
        day=day,
        rests_on=weighed,
        visibility=text_in(typed, "visibility"),
    )


def _say(request: HttpRequest, asks: Asked, cell: Cell, typed: QueryDict) -> None:
    """Say what is recorded, and what the same analyst said before."""
    now = state_word(asks, text_in(typed, "state"))
    before = next((each for each in cell.assessed if each.analyst == asks.actor.name), None)
    said = (
        gettext("Your assessment is recorded: %(now)s. Before, you said: %(before)s.")
        % {"now": now, "before": state_word(asks, before.state)}
        if before
        else gettext("Your assessment is recorded: %(now)s.") % {"now": now}
    )
    messages.success(request, said)
