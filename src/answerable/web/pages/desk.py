"""The desk of the team: what waits to be settled, verified, judged and filled, and what was done last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET

from answerable.kernel.errors import BrokenTrustError
from answerable.record import journal as journals
from answerable.record.changes import find_dossier
from answerable.record.reads import JournalLine, journal_length, journal_lines
from answerable.web.asking import Asked
from answerable.web.forms.naming import called
from answerable.web.pages.gaps import gaps, possible_duplicates, to_verify
from answerable.web.pages.pagination import page_of
from answerable.web.pages.rows_claims import claim_rows
from answerable.web.pages.rows_disagreements import conflict_row, conflicts, disagreements
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of, entity_address

SHOWN = 8
PAGE = 50


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A name, where it leads, and what to do about it."""

    name: str
    href: str
    more: str = ""
    act_href: str = ""


@dataclass(frozen=True, slots=True)
class ConflictToSettle:
    """A conflict and the way to its ruling."""

    row: object
    settle_href: str


@dataclass(frozen=True, slots=True)
class HolderGap:
    """A post in command of a unit, or that such a post is not known, when an incident happened."""

    unit: str
    href: str
    post: str
    incident: str
    act_href: str


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entry of the journal in words."""

    number: int
    at: datetime
    actor: str
    act: str
    rows: int


@require_GET
@for_team("read-team")
def desk(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show what there is to do; every list says how many more there are."""
    view, may = asked.view, asked.actor.may
    at_odds = conflicts(view)
    open_questions = [
        row for row in disagreements(asked, view.entities("Disagreement")) if row.state_code != "settled"
    ]
    unverified, left = to_verify(view, asked.actor.name, SHOWN)
    pairs = possible_duplicates(view)
    found = gaps(view)
    context = {
        "conflicts": [_conflict(asked, entity, name) for entity, name in at_odds[:SHOWN]],
        "conflict_count": len(at_odds),
        "questions": open_questions[:SHOWN],
        "question_count": len(open_questions),
        "unverified": list(zip(claim_rows(asked, unverified), unverified, strict=True)),
        "unverified_count": left,
        "pairs": [_pair(asked, left_one, right_one) for left_one, right_one in pairs[:SHOWN]],
        "pair_count": len(pairs),
        "gap_groups": _gap_groups(asked, found),
        "holders": [_holder_gap(asked, *one) for one in found.without_holder[:SHOWN]],
        "holder_count": len(found.without_holder),
        "entries": worded(journal_lines(asked.dossier_id, SHOWN)),
        "may_record": may("record"),
        "may_rule": may("rule"),
        "may_judge": may("judge"),
        "may_add": may("add-source"),
    }
    return render(request, "answerable/recording/desk.html", context)


def _conflict(asked: Asked, entity: str, name: str) -> ConflictToSettle:
    first = asked.view.values(entity, name).claims[0]
    return ConflictToSettle(
        conflict_row(asked, entity, name), address_of(asked, "settle", first.id, property=name)
    )


def _pair(asked: Asked, left: str, right: str) -> NamedLink:
    return NamedLink(
        called(asked.view, left, asked.language),
        entity_address(asked, left),
        f"{left} · {right}",
        address_of(asked, "same", left=left, right=right),
    )


def _gap_groups(asked: Asked, found: object) -> list[tuple[str, int, list[NamedLink]]]:
    titles = (
        ("without_date", gettext("Incidents without a date")),
        ("without_place", gettext("Incidents without a place")),
        ("without_unit", gettext("Incidents to which no source ties a unit, so without a chain of command")),
    )
    groups = []
    for name, title in titles:
        entities = getattr(found, name)
        links = [_incident_gap(asked, entity, name) for entity in entities[:SHOWN]]
        groups.append((title, len(entities), links))
    return [group for group in groups if group[1]]


def _incident_gap(asked: Asked, entity: str, name: str) -> NamedLink:
    if name == "without_unit":
        act = address_of(asked, "record_claim", "Deployment") + f"?p.incident={entity}"
    else:
        act = address_of(asked, "record_claim", "Incident", about=entity)
    return NamedLink(called(asked.view, entity, asked.language), entity_address(asked, entity), "", act)


def _holder_gap(asked: Asked, unit: str, post: str, incident: str) -> HolderGap:
    view, lang = asked.view, asked.language
    unit_name, happened = called(view, unit, lang), called(view, incident, lang)
    schema = "Appointment" if post else "Post"
    known = f"?p.post={post}" if post else f"?p.unit={unit}"
    act = address_of(asked, "record_claim", schema) + known
    name = called(view, post, lang) if post else gettext("the post in command")
    return HolderGap(unit_name, entity_address(asked, unit), name, happened, act)


def act_word(act: str) -> str:
    """Return what an entry of the journal did, in words."""
    return {
        "new-dossier": pgettext("journal", "opened the dossier"),
        "add-source": pgettext("journal", "added sources"),
        "record": pgettext("journal", "recorded claims"),
        "retract": pgettext("journal", "retracted a claim"),
        "verify": pgettext("journal", "verified a claim"),
        "rule": pgettext("journal", "ruled on a claim"),
        "judge": pgettext("journal", "judged whether two are one"),
        "import": pgettext("journal", "brought in acts and judgements"),
        "ingest": pgettext("journal", "took a file in"),
        "admit": pgettext("journal", "gave a person a role"),
        "dismiss": pgettext("journal", "took a person's role away"),
    }.get(act, act)


def worded(lines: Iterable[JournalLine]) -> list[JournalRow]:
    """Return entries of the journal in words."""
    return [JournalRow(one.number, one.at, one.actor, act_word(one.act), one.rows) for one in lines]


@require_GET
@for_team("read-team")
def journal(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show who did what when; with '?check=yes' go through the whole journal and say whether all of it holds."""
    dossier = find_dossier(asked.dossier_id)
    count = journal_length(asked.dossier_id)
    pages = page_of(range(count, 0, -1), request.GET.get("page", ""), PAGE,
                    lambda number: address_of(asked, "journal", page=number))  # fmt: skip
    checked, broken = None, ""
    if request.GET.get("check"):
        try:
            checked = journals.verify(dossier)
        except BrokenTrustError as error:
            broken = str(error)
    context = {
        "rows": worded(journal_lines(asked.dossier_id, PAGE, pages.shown[0])) if count else [],
        "pages": pages,
        "head": journals.head_of(asked.dossier_id),
        "checked": checked,
        "broken": broken,
    }
    return render(request, "answerable/recording/journal.html", context)
