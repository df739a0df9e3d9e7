"""Reading urgent actions: the list, an action as it stands, and its older issues.

Nothing of the reader takes part in any of these pages, so that one answer is kept for all (`action_cache`).
"""

import re
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from answerable.actions import reads
from answerable.actions.counting import counts_of
from answerable.actions.doors import Door, door_of
from answerable.actions.reads import HeldIssue
from answerable.actions.wording import LANGUAGES
from answerable.kernel.errors import NotFoundError
from answerable.web.action_cache import keep
from answerable.web.pages.action_context import counts_context, issue_context, stopped_context
from answerable.web.pages.action_facts import PAGE, Base, base_of, listed, once
from answerable.web.pages.action_frame import answer_of, frame, missing, page, rendered
from answerable.web.pages.rows_action import action_link, dossier_address

_COUNTRY = re.compile(r"[A-Za-z]{2}")
COUNTS = "<!-- counts -->"
"""Stands in a page where its counts go; no text of an action can hold it, for every one is escaped."""
ROWS = 50
"""Actions on one page of the list."""


@require_safe
def front(request: HttpRequest, dossier_id: str) -> HttpResponseBase:
    """Lead to the list of actions in the language that the browser asks for; English failing that."""
    asked = request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower()
    wanted = [part.partition(";")[0].strip().partition("-")[0] for part in asked.split(",")]
    language = next((code for code in wanted if code in LANGUAGES), LANGUAGES[0])
    answer = redirect("action_list", dossier_id, language)
    answer["Vary"] = "Accept-Language"
    return answer


@require_safe
def actions(request: HttpRequest, dossier_id: str, language: str) -> HttpResponseBase:
    """List the actions that are public: open ones first, then the others, the newest first in both."""
    try:
        base = base_of(dossier_id)
    except NotFoundError:
        return missing(dossier_id, language)
    if language not in LANGUAGES:
        return missing(dossier_id, language)
    every = sorted(listed(dossier_id, base), key=lambda one: one.state != "open")
    number = max(1, int(asked) if (asked := request.GET.get("page", "")).isdecimal() else 1)
    shown = every[(number - 1) * ROWS : number * ROWS]
    rows = [action_link(one.held, language, base) for one in shown]
    others = [(code, reverse("action_list", args=[dossier_id, code])) for code in LANGUAGES if code != language]
    context = frame(dossier_id, language, others=others) | {
        "open": [row for row in rows if row.state == "open"],
        "closed": [row for row in rows if row.state != "open"],
        "is_first": number == 1,
        "newer": f"?page={number - 1}" if number > 1 else "",
        "older": f"?page={number + 1}" if number * ROWS < len(every) else "",
        "site_address": settings.ANSWERABLE_ADDRESS,
        "dossier_href": dossier_address(dossier_id, language),
    }
    return keep(page("answerable/action/list.html", context), mark=base, look=lambda: base_of(dossier_id))


@require_safe
def action(request: HttpRequest, dossier_id: str, language: str, slug: str) -> HttpResponseBase:
    """Show the latest issue of an action."""
    return _shown(request, dossier_id, language, slug, None)


@require_safe
def issue(request: HttpRequest, dossier_id: str, language: str, slug: str, update: int) -> HttpResponseBase:
    """Show one issue of an action, which may have been replaced by a later one."""
    return _shown(request, dossier_id, language, slug, update)


def _shown(
    request: HttpRequest, dossier_id: str, language: str, slug: str, update: int | None
) -> HttpResponseBase:
    try:
        base = base_of(dossier_id)
        door = door_of(dossier_id, slug)
        is_latest = update is None or update == door.issue.update
        held = door.held if is_latest else reads.issue_of(dossier_id, slug, update)
    except NotFoundError:
        return missing(dossier_id, language)
    if language not in LANGUAGES and language not in held.languages:
        return missing(dossier_id, language)
    counts = counts_of(held.issue)
    html = _without_counts(held, door, language, base, _asked(request))
    counted = rendered("answerable/action/counts.html", counts_context(counts, language))
    row = held.issue
    return keep(
        answer_of(html.replace(COUNTS, counted), language),
        mark=(base, counts),
        look=lambda: (base_of(dossier_id), counts_of(row)),
        issues=frozenset({row.pk}),
    )


def _without_counts(held: HeldIssue, door: Door, language: str, base: Base, asked: Mapping[str, str]) -> str:
    """Return the page with a mark where the counts will stand; made once for all that it depends on."""

    def make() -> str:
        if held.life.is_stopped or door.held.life.is_stopped:
            return rendered("answerable/action/stopped.html", stopped_context(held, door, language, base))
        return rendered("answerable/action/action.html", issue_context(held, door, language, base, asked))

    frozen = held.frozen.id if held.frozen else ""
    key = (held.dossier_id, held.slug, held.issue.update, frozen, base, language, *asked.values())
    return once(PAGE, key, make)


def _asked(request: HttpRequest) -> Mapping[str, str]:
    """Return what the reader chose: whose letter, and the country they live in; nonsense is left out."""
    section = request.GET.get("section", "")
    to = request.GET.get("to", "")
    return {"section": section.upper() if _COUNTRY.fullmatch(section) else "", "to": to[:60]}
