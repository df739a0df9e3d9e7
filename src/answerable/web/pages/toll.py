"""The toll: the numbers as each speaker gave them over time, by who is counted; stated against documented."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from answerable.casualties.comparison import compare
from answerable.casualties.harms import harms
from answerable.casualties.scopes import WHOLE
from answerable.casualties.tolls import Series, series
from answerable.web.asking import Asked, asked
from answerable.web.drawing.axis import AxisTick, month_starts
from answerable.web.drawing.steps import StepPoint, StepSeries, draw_steps
from answerable.web.drawing.svg import at_widths
from answerable.web.pages.citations import text_of
from answerable.web.pages.rows_counts import count_row, count_rows, number_words, speaker_name
from answerable.web.pages.rows_incidents import Facet, FacetChoice, counts_by_scope
from answerable.web.pages.toll_definitions import check_rows, people_of, toll_rows
from answerable.web.pages.words import month_words
from answerable.web.templatetags.answerable import address_of

KILLED = "killed"
MOST_LINES = 5


def page(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Show one kind of count; people killed unless another is asked for."""
    here = asked(request, dossier_id)
    by_scope = counts_by_scope(here.view)
    kinds = Counter(count.what for counts in by_scope.values() for count in counts)
    what = request.GET.get("what", "")
    what = what if what in kinds else (KILLED if KILLED in kinds else next(iter(kinds), KILLED))
    whole = [count for count in by_scope.get(WHOLE, ()) if count.what == what]
    lines = series(count for count in whole if not count.of)
    elsewhere = [
        count
        for scope, counts in sorted(by_scope.items())
        for count in counts
        if scope != WHOLE and count.what == what
    ]
    content = {
        "what": what,
        "what_word": _word(here, what),
        "facet": _facet(here, kinds, what),
        "is_of_people": what in ("killed", "injured"),
        "comparison": compare(here.view, what) if what in ("killed", "injured") else None,
        "records_href": address_of(here, "victims", kind=what),
        "picture": _picture(here, lines, what),
        "rows": [count_row(here, count) for line in lines for count in line.counts],
        "lines": len(lines),
        "shares": count_rows(here, [count for count in whole if count.of]),
        "elsewhere": count_rows(here, elsewhere),
        "not_adding_up": sum(count.parts_disagree for count in (*whole, *elsewhere)),
        "definitions": toll_rows(here, what),
        "behind": people_of(here, request.GET.get("definition", "")),
        "checks": check_rows(here, what),
    }
    return render(request, "answerable/toll.html", content)


def _word(here: Asked, what: str) -> str:
    return here.view.ontology.property("Tally", "what").choice_label(what, here.language)


def _facet(here: Asked, kinds: Counter[str], what: str) -> Facet:
    order = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    hrefs = {kind: address_of(here, "toll", what="" if kind == KILLED else kind) for kind in order}
    choices = (FacetChoice(_word(here, kind), kinds[kind], hrefs[kind], kind == what) for kind in order)
    return Facet("what", gettext("What is counted"), tuple(choices))


# the picture


def _picture(here: Asked, lines: Sequence[Series], what: str) -> str:
    """Draw the lines with most counts, and the records of this dossier as they add up by day of death."""
    several = [line for line in lines if _days(line) > 1 and not _is_own(here, line)][:MOST_LINES]
    drawn = [_drawn(here, line) for line in several]
    if what == KILLED:
        drawn += _records(here)
    drawn = [line for line in drawn if line.drawn]
    if not drawn:
        return ""
    days = [point.day for line in drawn for point in line.drawn]
    ticks = [AxisTick(start, month_words(start.year, start.month)) for start in month_starts(min(days), max(days))]
    title = gettext("%(what)s, as each speaker counted over time") % {"what": _word(here, what)}
    description = gettext("A step line for each speaker and definition. The table below has every number.")
    return at_widths(
        lambda width: draw_steps(drawn, title=title, description=description, ticks=ticks, width=width)
    )


def _days(line: Series) -> int:
    return len({count.day for count in line.counts if count.day and count.level is not None})


def _is_own(here: Asked, line: Series) -> bool:
    """Say whether the counts are the team's own analysis: the records themselves are drawn instead."""
    return all(here.view.source(here.view.claim(count.claims[0]).source).is_analysis for count in line.counts)


def _drawn(here: Asked, line: Series) -> StepSeries:
    points = tuple(
        StepPoint(
            count.day,
            count.value,
            count.at_least,
            count.at_most,
            "" if count.value is not None else number_words(here, count),
        )
        for count in line.counts
        if count.day and count.level is not None
    )
    definition = str(text_of(here, here.view.claim(line.counts[0].claims[0]), "definition"))
    return StepSeries(speaker_name(here, line.speaker, line.source), _shortened(definition), points)


def _shortened(text: str, longest: int = 60) -> str:
    """Return the first words of a definition: the whole stands in the table."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _records(here: Asked) -> list[StepSeries]:
    """Return the deaths that have a record of their own and a day, added up."""
    days: Counter[date] = Counter()
    for harm in harms(here.view, kind=KILLED):
        day = (harm.died.latest if harm.died else None) or harm.first_day
        if harm.person and day:
            days[day] += 1
    sums = accumulate(days[day] for day in sorted(days))
    points = tuple(StepPoint(day, total) for day, total in zip(sorted(days), sums, strict=True))
    name, definition = (
        gettext("Records of this dossier"),
        gettext("people with a record of their own, by day of death"),
    )
    return [StepSeries(name, definition, points)] if points else []
