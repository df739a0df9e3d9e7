"""Whether force at an incident was lawful: questions, what sources say for and against, nothing decided."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from answerable.assess.answers import Matrix
from answerable.assess.assessed import NOT_ASSESSED
from answerable.assess.inquiries import FORCE, sides_of
from answerable.assess.matrix import matrix_of
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.citations import cited_at, links_to, text_of
from answerable.web.pages.command_words import choice_word
from answerable.web.pages.denials import ANSWERING, DenialRow
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_questions import Span, brief_groups, group_rows
from answerable.web.pages.rows_texts import marks_to_check, text_rows
from answerable.web.pages.words import day_words, interval_words, time_words
from answerable.web.templatetags.answerable import address_of, name_of


@dataclass(frozen=True, slots=True)
class ForceSummary:
    """How much of the questions about force is on record for an incident, and where they stand."""

    questions: int
    with_claims: int
    assessed: int
    cases: int
    force_href: str
    inquiry_href: str


def page(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show the questions about the force used at an incident."""
    asks = asked(request, dossier_id)
    view = asks.view
    incident = view.require(entity, "Incident")
    matrix, days = kept_matrix(view, FORCE, incident), view.days_of(incident)
    chosen = request.GET.get("group", "")
    texts = text_rows(matrix.framework, days, asks.language, view.dossier.country)
    summary = force_summary(asks, incident)
    content = {
        "incident": incident,
        "name": name_of(asks, incident),
        "lead": lead_words(summary),
        "brief": brief_groups(asks, matrix, chosen, lambda key: address_of(asks, "force", incident, group=key)),
        "groups": group_rows(asks, matrix, days, chosen),
        "chosen": chosen,
        "when": days_words(days),
        "texts": texts,
        "to_check": marks_to_check(texts),
        "answers": _answers(asks, incident),
        "summary": summary,
        "framework_href": address_of(asks, "framework", FORCE),
    }
    return render(request, "answerable/force/force.html", content)


@kept_with_view
def kept_matrix(view: View, framework_id: str, subject: str, incident: str = "") -> Matrix:
    """Return a framework held against something, worked out once for a view."""
    return matrix_of(view, framework_id, subject, incident or None)


def force_summary(asks: Asked, incident: str) -> ForceSummary:
    """Return how much is on record on the questions about force and inquiry at an incident."""
    matrix = kept_matrix(asks.view, FORCE, incident)
    return ForceSummary(
        len(matrix.cells),
        sum(sides_of(cell).has_own for cell in matrix.cells),
        sum(cell.state != NOT_ASSESSED for cell in matrix.cells),
        len(asks.view.pointing_at(incident, "Proceeding", "incident")),
        address_of(asks, "force", incident),
        address_of(asks, "inquiry", incident),
    )


def lead_words(summary: ForceSummary) -> str:
    """Return in words on how many questions something is on record, and on how many an analyst has a view."""
    said = ngettext(
        "On %(n)s of %(all)s questions, sources say something about this incident itself.",
        "On %(n)s of %(all)s questions, sources say something about this incident itself.",
        summary.with_claims,
    ) % {"n": summary.with_claims, "all": summary.questions}
    if not summary.assessed:
        unassessed = gettext("No analyst has assessed any of them here.")
        return f"{said} {unassessed}"
    assessed = ngettext(
        "Analysts have assessed %(n)s of them.", "Analysts have assessed %(n)s of them.", summary.assessed
    )
    return f"{said} {assessed % {'n': summary.assessed}}"


def days_words(days: Span) -> str:
    """Return the days of an incident in words; empty when no source dates it."""
    if days is None:
        return ""
    first, last = days
    return day_words(first) if first == last else interval_words(first, last)


def _answers(asks: Asked, incident: str) -> list[DenialRow]:
    """Return what those concerned deny, justify, regret or answer about this very incident, in order of time."""
    view, rows = asks.view, []
    for remark in view.pointing_at(incident, "Remark", "incident"):
        kind = next((kind for kind in view.texts(remark, "kind") if kind in ANSWERING), "")
        claim = next((claim for claim in view.claims_about(remark) if claim.is_counted), None)
        if kind and claim:
            days = view.days_of(remark)
            row = DenialRow(
                links_to(asks, view.refs(remark, "speaker")),
                choice_word(asks, "Remark", "kind", kind),
                kind == "denial",
                text_of(asks, claim, "gist"),
                time_words(claim.time),
                cited_at(asks, claim),
                None,
            )
            rows.append((days[0] if days else date.max, remark, row))
    return [row for _, _, row in sorted(rows, key=lambda each: each[:2])]


def last_day(view: View, today: date) -> date:
    """Return the day up to which a view speaks: its own as-of day, or else today."""
    return min(filter(None, (view.spec.recorded_by, view.spec.published_by, today)))
