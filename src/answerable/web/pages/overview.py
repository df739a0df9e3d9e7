"""The dossier at a glance: what happened, how many, where, when, what is being done about it, what is new."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from answerable.actions.reads import HeldIssue, public_actions, today_of
from answerable.casualties.comparison import Comparison, compare
from answerable.casualties.scopes import umbrellas
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.citations import Said, said_in
from answerable.web.pages.incidents import map_of
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_claims import claim_rows
from answerable.web.pages.rows_counts import CountRow, count_row
from answerable.web.pages.rows_disagreements import conflict_row, conflicts, disagreements
from answerable.web.pages.rows_incidents import incident_cards, incident_row
from answerable.web.pages.rows_proceedings import proceeding_row
from answerable.web.pages.rows_statements import Statement, statement
from answerable.web.pages.words import interval_words
from answerable.web.templatetags.answerable import address_of

DEADLIEST = 6
LATEST = 6
NEWEST = 5
CONFLICTS = 5
DEVELOPMENTS = ("Step", "Measure", "Call", "Request", "Reply", "Order")


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many proceedings stand at a stage."""

    stage: str
    count: int


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """The latest count of the speaker who counted most often, and how many others give a number."""

    row: CountRow
    others: int
    href: str


def page(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Show the overview."""
    here = asked(request, dossier_id)
    view, language = here.view, here.language
    cards = incident_cards(view, language)
    killed = _compared(view, "killed")
    days = [card.first_day for card in cards if card.first_day]
    content = {
        "title": view.dossier.title(language),
        "summary": view.dossier.summaries.get(language) or next(iter(view.dossier.summaries.values()), ""),
        "accounts": _accounts(here),
        "killed": killed.documented,
        "killed_href": address_of(here, "victims", kind="killed"),
        "stated": _stated(here, killed),
        "injured": _stated(here, _compared(view, "injured")),
        "incident_count": len(cards),
        "days": interval_words(min(days), max(days)) if days else "",
        "incidents": [
            incident_row(here, card) for card in nlargest(DEADLIEST, cards, key=lambda card: card.deaths)
        ],
        "picture": map_of(here, cards, widest=520),
        "stages": _stages(here),
        "proceedings": len(view.entities("Proceeding")),
        "unanswered": _unanswered(here),
        "calls": len(view.entities("Call")),
        "actions": _open_actions(here),
        "developments": _developments(here),
        "newest": claim_rows(here, [view.claim_at(row) for row in _last_recorded(view)]),
        "disagreements": disagreements(here, view.entities("Disagreement")),
        "conflicts": [conflict_row(here, *each) for each in conflicts(view)[:CONFLICTS]],
        "conflict_count": len(conflicts(view)),
        "claims": len(view),
        "sources": len(view.sources()),
    }
    return render(request, "answerable/overview.html", content)


def _open_actions(here: Asked) -> list[tuple[str, str, date | None]]:
    """Return the urgent actions that one can still write for: title, address, last day. None in another view."""
    if not here.is_default:
        return []
    day = today_of(here.dossier_id)
    held = [one for one in public_actions(here.dossier_id) if one.life.state(day) == "open"]
    return [(one.title(here.language), _address_of_action(here, one), one.life.deadline) for one in held]


def _address_of_action(here: Asked, held: HeldIssue) -> str:
    language = here.language if here.language in held.languages else held.languages[0]
    return reverse("action_page", args=[here.dossier_id, language, held.slug])


@kept_with_view
def _compared(view: View, what: str) -> Comparison:
    return compare(view, what)


def _accounts(here: Asked) -> tuple[Said, ...]:
    claims = [claim for entity in sorted(umbrellas(here.view)) for claim in here.view.claims_about(entity)]
    return said_in(here, claims, "summary")[:3]


def _stated(here: Asked, comparison: Comparison) -> StatedFigure | None:
    if not comparison.latest:
        return None
    href = address_of(here, "toll", what="" if comparison.what == "killed" else comparison.what)
    return StatedFigure(count_row(here, comparison.latest[0]), comparison.speakers - 1, href)


def _stages(here: Asked) -> tuple[StageCount, ...]:
    stages = Counter(proceeding_row(here, each).stage for each in here.view.entities("Proceeding"))
    return tuple(StageCount(stage, count) for stage, count in stages.most_common() if stage)


def _unanswered(here: Asked) -> int:
    """Count the calls and requests of which no answer is on record."""
    view = here.view
    calls = [each for each in view.entities("Call") if not view.text(each, "answer")]
    requests = [each for each in view.entities("Request") if not view.text(each, "answer")]
    return len([each for each in calls if view.text(each, "state") in ("", "unanswered", "unknown")]) + len(
        requests
    )


def _developments(here: Asked) -> tuple[Statement, ...]:
    """Return what was done or decided last, the latest first."""
    view = here.view
    dated = [(days[0], each) for each in _acts(view) if (days := view.days_of(each))]
    return tuple(statement(here, each) for _, each in nlargest(LATEST, dated))


def _acts(view: View) -> list[str]:
    return [each for schema in DEVELOPMENTS for each in view.entities(schema)]


@kept_with_view
def _last_recorded(view: View) -> tuple[int, ...]:
    """Return the rows of the claims recorded last, the newest first; among equals the last of the log."""
    recorded = view.columns.recorded.tolist()
    return tuple(nlargest(NEWEST, range(len(recorded)), key=lambda row: (recorded[row], row)))
