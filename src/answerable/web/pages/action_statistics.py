"""What came of actions, in numbers: of one issue, and of all of them. Pages, JSON and CSV."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from answerable.actions import reads
from answerable.actions.outcomes import outcomes_of
from answerable.actions.reads import HeldIssue, today_of
from answerable.actions.statistics import FEWEST, NUMBERS, STATES, IssueStatistics, statistics_of
from answerable.interchange.cells import csv_line, guarded
from answerable.kernel.errors import NotFoundError
from answerable.publish.wording import day_words
from answerable.web.asking import Asked, asked
from answerable.web.pages.rows_action_statistics import (
    as_data,
    as_lines,
    country_name,
    number_rows,
    outcome_tables,
    outcomes_data,
    state_word,
    table_of,
)
from answerable.web.templatetags.answerable import address_of, entity_address


@require_safe
def statistics(request: HttpRequest, dossier_id: str, slug: str) -> HttpResponse:
    """Show what was counted of an action's latest public issue, how, and what became of its asks."""
    here = asked(request, dossier_id)
    held, found = _found(here, slug)
    language = here.language
    context = {
        "title": held.title(language),
        "number": str(held.number),
        "slug": slug,
        "numbers": number_rows(found, language),
        "imported": found.imported,
        "through": day_words(found.through, language) if found.through else "",
        "tables": [table_of(each, language) for each in found.breakdowns],
        "leaves_out": any(each.leaves_out for each in found.breakdowns),
        "fewest": FEWEST,
        "days": found.days_to_update,
        "asks": [(one.text, state_word(one.state), entity_address(here, one.entity)) for one in found.asks],
        "json_href": address_of(here, "action_statistics_file", slug, "json"),
        "csv_href": address_of(here, "action_statistics_file", slug, "csv"),
    }
    return render(request, "answerable/action_afterwards/statistics.html", context)


@require_safe
def statistics_file(request: HttpRequest, dossier_id: str, slug: str, form: str) -> HttpResponse:
    """Give the statistics of an action's latest public issue as JSON or CSV.

    Raises:
        NotFoundError: there is no such action, or no such form.
    """
    here = asked(request, dossier_id)
    held, found = _found(here, slug)
    if form == "json":
        return JsonResponse(as_data(held, found, here.language), json_dumps_params={"ensure_ascii": False})
    return _csv(form, f"{slug}-statistics", ("by", "number", "column", "value"), as_lines(found))


def _found(here: Asked, slug: str) -> tuple[HeldIssue, IssueStatistics]:
    held = reads.issue_of(here.dossier_id, slug)
    return held, statistics_of(held, here.view, today_of(here.dossier_id), here.language)


@require_safe
def outcomes(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Show what came of all public actions of a dossier, by country and by concern."""
    here = asked(request, dossier_id)
    found = outcomes_of(dossier_id, here.view, today_of(dossier_id), here.language)
    context = {
        "actions": found.actions,
        "tables": outcome_tables(here, found),
        "json_href": address_of(here, "action_outcomes_file", "json"),
        "csv_href": address_of(here, "action_outcomes_file", "csv"),
    }
    return render(request, "answerable/action_afterwards/outcomes.html", context)


@require_safe
def outcomes_file(request: HttpRequest, dossier_id: str, form: str) -> HttpResponse:
    """Give what came of all public actions as JSON or CSV.

    Raises:
        NotFoundError: there is no such dossier, or no such form.
    """
    here = asked(request, dossier_id)
    found = outcomes_of(dossier_id, here.view, today_of(dossier_id), here.language)
    if form == "json":
        return JsonResponse(outcomes_data(found), json_dumps_params={"ensure_ascii": False})
    heads = ("by", "name", "actions", "with_update", "median_days_to_update", *STATES, "good_news", *NUMBERS)
    lines = [
        (by, country_name(one.name, here.language) if by == "country" else one.name, str(one.actions),
         str(one.updated), "" if one.median_days is None else f"{one.median_days:g}",
         *(str(one.asks.get(state, 0)) for state in STATES), str(one.good_news),
         *(str(one.numbers[code]) for code in NUMBERS))
        for by, groups in (("country", found.by_country), ("concern", found.by_concern))
        for one in groups
    ]  # fmt: skip
    return _csv(form, "actions-statistics", heads, lines)


def _csv(form: str, name: str, heads: Sequence[str], lines: Iterable[Sequence[str]]) -> HttpResponse:
    if form != "csv":
        raise NotFoundError("There is no such file here.")
    text = csv_line(heads) + "".join(csv_line([guarded(cell) for cell in line]) for line in lines)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
