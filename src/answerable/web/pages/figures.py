"""Figures: each number that the team publishes, who states it, which records hold it, what does not fit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.casualties.tolls import series
from answerable.publish.figure_answers import FigureValue
from answerable.publish.figures import Figure, counts_of, figure_of, figures, history_of, value_of
from answerable.record.reads import view_of
from answerable.record.view import View, published_day
from answerable.web.asking import Asked, asked
from answerable.web.drawing.axis import AxisTick, month_starts
from answerable.web.drawing.steps import StepPoint, StepSeries, draw_steps
from answerable.web.drawing.svg import at_widths
from answerable.web.pages.citations import link_to
from answerable.web.pages.figure_words import amount_words, conflict_words, range_words
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_counts import count_rows, number_words, speaker_name
from answerable.web.pages.words import month_words
from answerable.web.templatetags.answerable import address_of, day, support_mark

MOST_DAYS = 8


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as a list shows it. `numeral` is the large number, `bounds` how far it may be off."""

    entity: str
    href: str
    numeral: str
    counts: str
    bounds: str
    stated: int
    speakers: int
    documented: str
    as_of: date | None
    conflicts: tuple[str, ...]
    support: SafeString


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """What a figure came to as of one day."""

    day: str
    iso: str
    href: str
    numeral: str
    documented: str


@kept_with_view
def figure_values(view: View) -> tuple[tuple[Figure, FigureValue], ...]:
    """Return every figure of a view with its value: those that somebody states first, the largest first."""
    found = [(figure, value_of(view, figure)) for figure in figures(view)]
    return tuple(sorted(found, key=lambda one: (not one[0].stated, -(one[1].shown.best or 0), one[0].entity)))


def page(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """List the figures of a dossier."""
    here = asked(request, dossier_id)
    every = figure_values(here.view)
    groups: list[tuple[str, Callable[[Figure], bool]]] = [
        (gettext("People harmed"), lambda figure: bool(figure.toll)),
        (gettext("What was done and what came of it"), lambda figure: not figure.toll and not figure.parts),
        (gettext("Reckoned from other figures"), lambda figure: bool(figure.parts) and not figure.toll),
    ]
    content = {
        "groups": [
            (title, [figure_row(here, figure, value) for figure, value in every if belongs(figure)])
            for title, belongs in groups
        ],
        "is_empty": not every,
        "conflicting": sum(bool(value.conflicts) for _, value in every),
    }
    return render(request, "answerable/figure/list.html", content)


def one(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show one figure: what it counts, who states it over time, the records, its parts, how to cite it."""
    here = asked(request, dossier_id)
    figure = figure_of(here.view, here.view.require(entity, "Figure"))
    value = value_of(here.view, figure)
    counts = counts_of(here.view, figure.stated)
    wants_history = request.GET.get("history") == "yes"
    content = {
        "row": figure_row(here, figure, value),
        "definition": here.view.text(figure.entity, "definition", here.language),
        "unit": here.view.text(figure.entity, "unit", here.language),
        "picture": _picture(here, figure),
        "counts": count_rows(here, counts),
        "documented": amount_words(here, value.documented) if value.documented else "",
        "documented_bounds": range_words(here, value.documented) if value.documented else "",
        "records": tuple(link_to(here, record) for record in value.records),
        "asked_for": figure.toll or figure.search,
        "parts": [figure_row(here, part, amount) for part, amount in zip(figure.parts, value.parts, strict=True)],
        "operation": _operation(figure.operation),
        "denials": len(value.denials),
        "claims": len(value.claims),
        "history": _history(here, figure, value) if wants_history else (),
        "history_href": "" if wants_history else address_of(here, "figure", figure.entity, history="yes"),
        "cite_href": request.build_absolute_uri(_lasting(here, figure, value)),
        "dossier": here.view.dossier.title(here.language),
        "list_href": address_of(here, "figures"),
    }
    return render(request, "answerable/figure/one.html", content)


def figure_row(here: Asked, figure: Figure, value: FigureValue) -> FigureRow:
    """Return a figure as a row."""
    documented = ""
    if value.documented is not None:
        words = amount_words(here, value.documented)
        first = value.stated[0].amount if value.stated else None
        is_part = first is not None and (first.best or 0) > (value.documented.best or 0)
        documented = (
            gettext("documented %(n)s of %(stated)s") % {"n": words, "stated": amount_words(here, first)}
            if first is not None and is_part
            else gettext("documented %(n)s") % {"n": words}
        )
    claims = tuple(here.view.claim(claim) for claim in value.claims if here.view.has_claim(claim))
    return FigureRow(
        figure.entity,
        address_of(here, "figure", figure.entity),
        _numeral(here, figure, value),
        here.view.caption(figure.entity, here.language),
        range_words(here, value.shown, figure.operation),
        len(value.stated),
        len({one.speaker or one.source for one in value.stated}),
        documented,
        value.as_of,
        tuple(conflict_words(code) for code in value.conflicts),
        support_mark(here, figure.entity, "", claims),
    )


def _numeral(here: Asked, figure: Figure, value: FigureValue) -> str:
    """Return the number shown; a bound in the source's own words where it has them in the reader's language."""
    if value.stated and value.shown is value.stated[0].amount and value.shown.bound in ("at-least", "at-most"):
        said = here.view.claim(value.stated[0].claims[0]).properties
        is_first = here.language == next(iter(here.view.dossier.languages), "")
        words = said.get(f"words@{here.language}") or (said.get("words") if is_first else None)
        if words:
            return words[0]
    return amount_words(here, value.shown, figure.operation)


def _operation(code: str) -> str:
    return {
        "sum": gettext("The sum of"),
        "difference": gettext("The difference of"),
        "share": gettext("The first as a share of the second"),
        "rate": gettext("The first for each 100,000 of the second"),
    }.get(code, "")


def _picture(here: Asked, figure: Figure) -> str:
    """Draw who stated it over time; nothing while it was stated on one day only."""
    lines = series(counts_of(here.view, figure.stated))
    drawn = []
    for line in lines:
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
        if points:
            drawn.append(StepSeries(speaker_name(here, line.speaker, line.source), "", points))
    days = {point.day for line in drawn for point in line.points}
    if len(days) < 2:
        return ""
    ticks = [AxisTick(start, month_words(start.year, start.month)) for start in month_starts(min(days), max(days))]
    title = gettext("%(what)s, as stated over time") % {"what": here.view.caption(figure.entity, here.language)}
    description = gettext("A step line for each speaker. The table below has every number.")
    return at_widths(
        lambda width: draw_steps(drawn, title=title, description=description, ticks=ticks, width=width)
    )


def _history(here: Asked, figure: Figure, value: FigureValue) -> tuple[HistoryRow, ...]:
    """Return what the figure came to as the public could know it, on days on which a source behind it appeared."""
    found = (published_day(here.view.source(here.view.claim(claim).source)) for claim in value.claims)
    every = sorted({date.fromordinal(each) for each in found if each})
    step = max(1, -(-len(every) // MOST_DAYS))
    days = [*every[::step], *every[-1:]] if every else []
    told = history_of(
        lambda at: view_of(here.dossier_id, replace(here.spec, published_by=at)), figure, dict.fromkeys(days)
    )
    return tuple(
        HistoryRow(
            day(at),
            at.isoformat(),
            address_of(here, "toll", published_by=at.isoformat()),
            amount_words(here, amount.shown, figure.operation),
            amount_words(here, amount.documented) if amount.documented else "",
        )
        for at, amount in told
    )


def _lasting(here: Asked, figure: Figure, value: FigureValue) -> str:
    """Return the address of the figure as it is recorded now, which later claims do not change."""
    last = max((here.view.claim(claim).recorded_at[:10] for claim in value.claims), default="")
    return address_of(here, "figure", figure.entity, **({} if here.spec.recorded_by else {"recorded_by": last}))
