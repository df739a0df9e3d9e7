"""Urgent actions for other sites and programs: the Atom feed, JSON, and a card to embed.

Each gives the state of an action, so that whoever repeats it elsewhere can say that it was stopped.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.urls import reverse
from django.views.decorators.http import require_safe

from answerable.actions.counting import Counts, counts_of, counts_of_all
from answerable.actions.doors import door_of
from answerable.actions.life import STOPPED
from answerable.actions.models import Frozen, Step
from answerable.actions.numbers import number_text
from answerable.actions.reads import HeldIssue
from answerable.actions.wording import LANGUAGES, say
from answerable.kernel.errors import NotFoundError
from answerable.web.action_cache import keep
from answerable.web.pages.action_facts import Base, ListedIssue, base_of, listed
from answerable.web.pages.action_frame import REFERRER, frame, missing, page
from answerable.web.pages.rows_action import ActionLink, action_link, head_of, reason_of

ENTRIES = 50
COUNTED_EVERY = 5
"""Seconds after which the counts in JSON are read again; ten are promised."""
COUNT_WORDS = ("sent-by-us", "handed-off", "reported", "imported", "late")


@dataclass(frozen=True, slots=True)
class Entry:
    """One action in the feed. `changed_at` is when it was last published, extended, stopped or ended."""

    link: ActionLink
    href: str
    changed_at: datetime
    words: str


@require_safe
def feed(request: HttpRequest, dossier_id: str) -> HttpResponseBase:
    """Give the actions that changed last as an Atom feed; `?language=` chooses in which language."""
    language = _language(request)
    try:
        base = base_of(dossier_id)
    except NotFoundError:
        return missing(dossier_id, language)
    entries = _entries(dossier_id, language, base)
    context = frame(dossier_id, language) | {
        "entries": entries,
        "address": settings.ANSWERABLE_ADDRESS,
        "self_href": request.get_full_path() if request.GET.get("language") == language else request.path,
        "updated": entries[0].changed_at if entries else datetime.fromisoformat("1970-01-01T00:00:00+00:00"),
    }
    text = get_template("answerable/action/feed.xml").render(context)
    answer = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    answer["Content-Language"] = language
    return keep(_for_programs(answer), mark=base, look=partial(base_of, dossier_id))


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _for_programs(answer: HttpResponse) -> HttpResponse:
    """Let programs of other sites read an answer: it holds nothing that is not public, and no cookie is needed."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Referrer-Policy"] = REFERRER
    return answer


def _entries(dossier_id: str, language: str, base: Base) -> list[Entry]:
    """Return the actions that changed last, the latest first."""
    every = {one.held.issue.pk: one.held for one in listed(dossier_id, base)}
    changed = dict[int, datetime]()
    for table in (Frozen, Step):
        rows = (
            table.objects.filter(dossier_id=dossier_id).values_list("issue_id").annotate(at=Max("at")).order_by()
        )
        for pk, at in rows:
            changed[pk] = max(at, changed.get(pk, at))
    latest = sorted((pk for pk in every if pk in changed), key=lambda pk: changed[pk], reverse=True)[:ENTRIES]
    found = []
    for pk in latest:
        link = action_link(every[pk], language, base)
        words = _words(every[pk], link, language)
        found.append(Entry(link, f"{settings.ANSWERABLE_ADDRESS}{link.href}", changed[pk], words))
    return found


def _words(held: HeldIssue, link: ActionLink, language: str) -> str:
    """Return what the feed says of an action beside its title."""
    if link.state == "stopped":
        told = say("reading", "stopped-title", language)
        return ". ".join(part for part in (told, reason_of(held, STOPPED, language).words) if part)
    return held.part(link.language, "concern")["text"]


@require_safe
def as_json(request: HttpRequest, dossier_id: str) -> HttpResponseBase:
    """Give the public actions as JSON, a hundred at a time, with their counts and how they were counted."""
    try:
        base = base_of(dossier_id)
    except NotFoundError:
        return missing(dossier_id, LANGUAGES[0])
    asked = request.GET.get("page", "")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
    every = listed(dossier_id, base)
    shown = every[(number - 1) * 100 : number * 100]
    counts = counts_of_all([one.held.issue for one in shown])
    where = f"{settings.ANSWERABLE_ADDRESS}{reverse('action_json', args=[dossier_id])}"
    held = {
        "dossier": dossier_id,
        "day": base.day.isoformat(),
        "how": {code.replace("-", "_"): say("counting", f"{code}-how", "en") for code in COUNT_WORDS},
        "actions": [_as_json(one, counts.get(one.held.issue.pk, Counts()), base) for one in shown],
        "next": f"{where}?page={number + 1}" if number * 100 < len(every) else None,
    }
    answer = _for_programs(JsonResponse(held, json_dumps_params={"ensure_ascii": False}))
    answer["Content-Language"] = "en"
    look = partial(_json_marks, dossier_id)
    return keep(answer, mark=(base, _moment()), look=look)


def _moment() -> int:
    return int(time.monotonic() / COUNTED_EVERY)


def _json_marks(dossier_id: str) -> tuple[Base, int]:
    return base_of(dossier_id), _moment()


def _as_json(one: ListedIssue, counts: Counts, base: Base) -> dict[str, Any]:
    held, is_stopped = one.held, one.state == "stopped"
    life = held.life
    return {
        "number": number_text(held.number),
        "slug": held.slug,
        "update": held.issue.update,
        "kind": life.kind,
        "state": one.state,
        "country": held.country,
        "risk": held.risk,
        "themes": list(held.action.themes),
        "since": life.opens.isoformat() if life.opens else None,
        "until": life.deadline.isoformat() if life.deadline else None,
        "days_left": life.days_left(base.day),
        "languages": {
            code: {
                "title": "" if is_stopped else held.title(code),
                "href": f"{settings.ANSWERABLE_ADDRESS}"
                f"{reverse('action_page', args=[held.dossier_id, code, held.slug])}",
            }
            for code in held.languages
        },
        "counts": {
            "sent_by_us": {
                "accepted": counts.accepted, "on_its_way": counts.on_its_way, "bounced": counts.bounced,
                "undelivered": counts.undelivered,
            },
            "handed_off": counts.handed_off,
            "reported": counts.reported,
            "imported": counts.imported,
            "late": counts.late,
        },
    }  # fmt: skip


@require_safe
def card(
    request: HttpRequest,  # noqa: ARG001, the same for every reader
    dossier_id: str,
    language: str,
    slug: str,
) -> HttpResponseBase:
    """Give a small card that other sites may put in a frame: the only page of all that may be framed."""
    try:
        base = base_of(dossier_id)
        held = door_of(dossier_id, slug).held
    except NotFoundError:
        return missing(dossier_id, language)
    if language not in LANGUAGES and language not in held.languages:
        return missing(dossier_id, language)
    counts = counts_of(held.issue)
    context = frame(dossier_id, language) | {
        "head": head_of(held, language, base),
        "href": f"{settings.ANSWERABLE_ADDRESS}{reverse('action_page', args=[dossier_id, language, slug])}",
        "lines": _of_letters(counts, language),
    }
    answer = page("answerable/action/card.html", context)
    answer._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]  # noqa: SLF001, as its decorator
    answer.xframe_options_exempt = True
    answer["X-Robots-Tag"] = "noindex"
    row = held.issue
    return keep(
        answer, mark=(base, counts), look=lambda: (base_of(dossier_id), counts_of(row)), issues=frozenset({row.pk})
    )


def _of_letters(counts: Counts, language: str) -> Sequence[str]:
    return [line.label for line in counts.lines(language) if line.number and line.code != "late"]
