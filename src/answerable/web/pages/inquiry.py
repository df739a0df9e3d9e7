"""How an incident was investigated: every inquiry, how prompt, and each standard held against it. No verdict."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from answerable.assess.inquiries import MINNESOTA, Checklist, checklist_of
from answerable.web.asking import asked
from answerable.web.pages.force import days_words, last_day
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_cases import case_rows, days_in_words, kept_case, standard_rows
from answerable.web.pages.rows_questions import brief_groups, group_rows
from answerable.web.pages.words import day_words
from answerable.web.templatetags.answerable import address_of, name_of

kept_checklist = kept_with_view(checklist_of)


def page(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show the inquiries into an incident, and the standards held against all of them or the one asked for."""
    asks = asked(request, dossier_id)
    view = asks.view
    incident = view.require(entity, "Incident")
    chosen = request.GET.get("proceeding", "")
    day = last_day(view, timezone.localdate(timezone=view.dossier.zone))
    checklist = kept_checklist(view, incident, day)
    matrix = kept_case(view, chosen, incident) if chosen else checklist.matrix
    group, of = request.GET.get("group", ""), {"proceeding": chosen} if chosen else {}
    cases = case_rows(asks, checklist, day, view.canonical(chosen))
    content = {
        "incident": incident,
        "name": name_of(asks, incident),
        "when": days_words(checklist.days),
        "lead": lead_words(checklist),
        "chosen": next((case for case in cases if case.is_here), None),
        "cases": [case for case in cases if not case.is_wider],
        "wider": [case for case in cases if case.is_wider],
        "standards": [] if chosen else standard_rows(asks, checklist),
        "brief": brief_groups(
            asks, matrix, group, lambda key: address_of(asks, "inquiry", incident, **of, group=key)
        ),
        "groups": group_rows(asks, matrix, checklist.days, group),
        "group": group,
        "whole_href": address_of(asks, "inquiry", incident, **of),
        "all_href": address_of(asks, "inquiry", incident),
        "force_href": address_of(asks, "force", incident),
        "framework_href": address_of(asks, "framework", MINNESOTA),
    }
    return render(request, "answerable/force/inquiry.html", content)


def lead_words(checklist: Checklist) -> str:
    """Return how many inquiries into the incident are on record, and how soon the first of them began."""
    count = sum(not case.is_wider for case in checklist.cases)
    if not count:
        return gettext("No inquiry into this incident itself is on record here.")
    said = ngettext(
        "%(n)s inquiry into this incident is on record.",
        "%(n)s inquiries into this incident are on record.",
        count,
    ) % {"n": count}
    if checklist.first is None or checklist.to_first is None:
        first = gettext("No act of them has a date here.")
        return f"{said} {first}"
    words = {"when": day_words(checklist.first.latest), "days": days_in_words(checklist.to_first)}
    if checklist.to_first.is_exact:
        first = gettext("The earliest dated act: %(when)s, %(days)s after it.")
    else:
        first = gettext("The earliest act came by %(when)s at the latest: %(days)s after it.")
    return f"{said} {first % words}"
