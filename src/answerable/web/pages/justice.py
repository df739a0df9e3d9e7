"""What came of it at a glance: every proceeding on its ladder, every request and call, and what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from answerable.followup.answers import Ladder
from answerable.followup.calls import calls
from answerable.followup.deadlines import overdue
from answerable.followup.deaths import deaths
from answerable.followup.proceedings import at_or_past, counted_stages, proceedings, standing_between
from answerable.followup.replies import replies
from answerable.followup.requests import requests
from answerable.followup.stage_warnings import ladder_warnings
from answerable.followup.stages import asides, meaning, rungs
from answerable.web.asking import Asked, asked
from answerable.web.drawing.rungs import CaseMark, StageRow, draw_standing
from answerable.web.drawing.svg import at_widths
from answerable.web.pages.choice_of_day import day_asked
from answerable.web.pages.citations import link_to
from answerable.web.pages.justice_words import first_incident, stage_label, standing_day
from answerable.web.pages.rows_counts import count_rows
from answerable.web.pages.rows_justice import (
    between_row,
    call_row,
    deadline_row,
    death_count_rows,
    reply_row,
    request_row,
    stated_of_justice,
)
from answerable.web.pages.rows_proceedings import ProceedingRow, row_of
from answerable.web.pages.words import day_words
from answerable.web.templatetags.answerable import address_of

MOST_OVERDUE = 5
MOST_NAMED = 8
ALWAYS_DRAWN = ("preliminary", "formalised", "charged", "trial", "convicted", "confirmed")
"""Rungs that are drawn even when no case stands there: an empty rung says as much as a full one."""


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A proceeding in the list with its number in the picture."""

    number: int
    row: ProceedingRow


@dataclass(frozen=True, slots=True)
class IncidentGroup:
    """The proceedings that are listed under one incident; those about none come last."""

    incident: SafeString
    rows: tuple[NumberedRow, ...]


@dataclass(frozen=True, slots=True)
class StageCountRow:
    """One stage: what it means, and the proceedings that stand there."""

    word: str
    meaning: str
    count: int
    cases: tuple[CaseMark, ...]
    is_aside: bool


def page(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Show how far each proceeding has come, and each request and call: since when without an answer."""
    here = asked(request, dossier_id)
    day = standing_day(here, request)
    ladders = proceedings(here.view, day)
    groups = _groups(here, ladders)
    stages = _stages(here, ladders, {one.row.entity: one.number for group in groups for one in group.rows})
    late = overdue(here.view, day)
    charged = [ladder for found in at_or_past(ladders) for ladder in found]
    stated, others = stated_of_justice(here.view)
    content = {
        "day": day,
        "lead": _lead(ladders, day),
        "count": len(ladders),
        "groups": groups,
        "stages": stages,
        "picture": _picture(stages, day),
        "furthest": [link_to(here, ladder.proceeding) for ladder in charged[:MOST_NAMED]],
        "stated": count_rows(here, stated),
        "stated_else": count_rows(here, others),
        "deaths": death_count_rows(here, deaths(here.view, day)),
        "requests": [request_row(here, each) for each in requests(here.view, day)],
        "calls": [call_row(here, each) for each in calls(here.view, day)],
        "replies": [reply_row(here, each) for each in replies(here.view, day)],
        "overdue": [deadline_row(here, each) for each in late[:MOST_OVERDUE]],
        "overdue_count": len(late),
        "overdue_href": address_of(here, "overdue", day=request.GET.get("day", "")),
        "warnings": ladder_warnings(here.view) if here.shows_team else (),
        **_changes(here, request, day),
    }
    return render(request, "answerable/justice/justice.html", content)


def _lead(ladders: Sequence[Ladder], day: date) -> str:
    """Return in a sentence how many proceedings had reached a charge; formalised is not charged."""
    reached, perhaps = at_or_past(ladders)
    words = {"day": day_words(day), "all": len(ladders), "n": len(reached), "more": len(perhaps)}
    if not ladders:
        return gettext("No proceeding is on record by %(day)s.") % words
    if not reached and not perhaps:
        return gettext("By %(day)s, none of the %(all)s proceedings on record here had come to a charge.") % words
    said = ngettext(
        "By %(day)s, %(n)s of the %(all)s proceedings on record here had come to a charge or further.",
        "By %(day)s, %(n)s of the %(all)s proceedings on record here had come to a charge or further.",
        len(reached),
    )
    if perhaps:
        more = ngettext("%(more)s more may have.", "%(more)s more may have.", len(perhaps))
        said = f"{said} {more}"
    return said % words


def _groups(here: Asked, ladders: Sequence[Ladder]) -> tuple[IncidentGroup, ...]:
    by_incident: dict[str, list[Ladder]] = {}
    for ladder in ladders:
        by_incident.setdefault(first_incident(here.view, ladder), []).append(ladder)
    days = {name: (here.view.days_of(name) or (date.max,))[0] for name in by_incident if name}
    order = sorted(by_incident, key=lambda name: (not name, days.get(name, date.max), name))
    found, number = [], 0
    for name in order:
        rows = []
        for ladder in by_incident[name]:
            number += 1
            rows.append(NumberedRow(number, row_of(here, ladder, with_incidents=len(ladder.incidents) > 1)))
        found.append(IncidentGroup(link_to(here, name) if name else SafeString(""), tuple(rows)))
    return tuple(found)


def _stages(here: Asked, ladders: Sequence[Ladder], numbers: dict[str, int]) -> tuple[StageCountRow, ...]:
    """Return the rungs from below, then the asides, then what is disputed or not certain."""
    standing = {ladder.proceeding: ladder for ladder in ladders}
    counted = {(each.stage, each.is_contested): each for each in counted_stages(ladders)}

    def cases(stage: str, *, contested: bool = False) -> tuple[CaseMark, ...]:
        found = counted.get((stage, contested))
        named = sorted(found.proceedings, key=lambda name: numbers[name]) if found else []
        return tuple(
            CaseMark(str(numbers[name]), f"{numbers[name]}. {_name(here, standing[name])}", f"#{_anchor(name)}")
            for name in named
        )

    drawn = [stage for stage in rungs() if stage in ALWAYS_DRAWN or cases(stage)]
    rows = [_stage_row(here, stage, cases(stage), is_aside=False) for stage in drawn]
    rows += [_stage_row(here, stage, cases(stage), is_aside=True) for stage in asides() if cases(stage)]
    disputed, loose = cases("", contested=True), cases("")
    if disputed:
        why = gettext("Sources give stages that do not follow one another.")
        rows.append(StageCountRow(gettext("Sources disagree"), why, len(disputed), disputed, True))
    if loose:
        why = gettext("No source dates a stage by this day.")
        rows.append(StageCountRow(gettext("No stage is certain"), why, len(loose), loose, True))
    return tuple(rows)


def _name(here: Asked, ladder: Ladder) -> str:
    return here.view.caption(ladder.proceeding, here.language)


def _anchor(proceeding: str) -> str:
    return proceeding.replace(":", "-")


def _stage_row(here: Asked, stage: str, cases: tuple[CaseMark, ...], *, is_aside: bool) -> StageCountRow:
    return StageCountRow(stage_label(here, stage), meaning(stage, here.language), len(cases), cases, is_aside)


def _picture(stages: Sequence[StageCountRow], day: date) -> SafeString:
    rows = [StageRow(each.word, each.cases, each.is_aside) for each in stages]
    title = gettext("Where the proceedings stood on %(day)s") % {"day": day_words(day)}
    description = gettext(
        "A ladder of stages, the highest on top, with a disc for each proceeding that stands there."
    )
    return mark_safe(  # noqa: S308, drawn by us, words escaped
        at_widths(lambda width: draw_standing(rows, title=title, description=description, width=width))
    )


def _changes(here: Asked, request: HttpRequest, day: date) -> dict[str, object]:
    """Return what changed between two days, when the address names the first; the second is else the page's."""
    first, last = day_asked(request, "from"), day_asked(request, "to") or day
    if first is None:
        return {"first": None, "last": last, "changes": ()}
    first, last = sorted((first, last))
    before, after = (at_or_past(proceedings(here.view, each))[0] for each in (first, last))
    found = standing_between(here.view, first, last)
    return {
        "first": first,
        "last": last,
        "changes": [between_row(here, each) for each in found if each.is_moved or each.steps],
        "charged_before": len(before),
        "charged_after": len(after),
    }
