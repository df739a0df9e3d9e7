"""Incidents: which, where, when. Table, cards, map and timeline on one search."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from answerable.interchange.cells import csv_line, guarded
from answerable.publish.small_counts import told_counts
from answerable.web.asking import Asked, asked
from answerable.web.drawing.axis import AxisTick, DayMark, draw_days, month_starts
from answerable.web.drawing.map import MapCircle, draw_map
from answerable.web.drawing.svg import NARROW_PX, at_widths
from answerable.web.outlines import read_outline
from answerable.web.pages.pagination import page_of
from answerable.web.pages.rows_incidents import (
    FACETS,
    SORTS,
    IncidentCard,
    IncidentSearch,
    facets,
    incident_cards,
    incident_row,
    sorted_cards,
    whole_links,
)
from answerable.web.pages.words import month_words
from answerable.web.templatetags.answerable import address_of, name_of

PAGE = 50
_PLACE_ALONE = re.compile(r"\s*[,(]")  # a label has room for 'Ayacucho', not for 'Ayacucho (Huamanga)'


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column that can be sorted by."""

    label: str
    href: str
    sorted: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the same incidents."""

    label: str
    href: str
    is_here: bool


def search_of(request: HttpRequest) -> IncidentSearch:
    """Read the search from the address."""
    words = request.GET
    return IncidentSearch(words.get("q", "")[:200], *(words.get(name, "")[:60] for name in FACETS))


def table(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Show the incidents as a table or as cards, or hand them out as CSV."""
    here, search = asked(request, dossier_id), search_of(request)
    order = request.GET.get("sort", "when")
    order = order if order.removeprefix("-") in SORTS else "when"
    found = sorted_cards(_found(here, search), order)
    if request.GET.get("format") == "csv":
        return _csv(here, found)
    show = "cards" if request.GET.get("show") == "cards" else "table"
    more = {"sort": "" if order == "when" else order, "show": "cards" if show == "cards" else ""}
    pages = page_of(found, request.GET.get("page", ""), PAGE, lambda n: _address(here, search, **more, page=n))
    page = _common(here, search, found, show, more) | {
        "rows": [incident_row(here, card) for card in pages.shown],
        "pages": pages,
        "columns": _columns(here, search, order, more),
        "csv_href": _address(here, search, **more, format="csv"),
        "show": show,
    }
    return render(request, "answerable/incidents.html", page)


def on_map(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Show the incidents on a map, with the same as a list."""
    here, search = asked(request, dossier_id), search_of(request)
    found = sorted_cards(_found(here, search), "-killed")
    page = _common(here, search, found, "map", {}) | {
        "rows": [incident_row(here, card) for card in found],
        "picture": map_of(here, found),
    }
    return render(request, "answerable/incidents_map.html", page)


def timeline(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Show the incidents by month and day."""
    here, search = asked(request, dossier_id), search_of(request)
    found = sorted_cards(_found(here, search), "when")
    months = [
        (
            month_words(int(month[:4]), int(month[5:7])) if month else "",
            [incident_row(here, card) for card in cards],
        )
        for month, cards in groupby(found, key=lambda card: card.month)
    ]
    page = _common(here, search, found, "timeline", {}) | {"months": months, "picture": days_of(found)}
    return render(request, "answerable/incidents_timeline.html", page)


def _found(here: Asked, search: IncidentSearch) -> list[IncidentCard]:
    return [card for card in incident_cards(here.view, here.language) if search.admits(card)]


def _address(here: Asked, search: IncidentSearch, page_name: str = "incidents", **more: object) -> str:
    return address_of(here, page_name, **{**search.query, **more})


PAGES = {"map": "incidents_map", "timeline": "incidents_timeline"}


def _common(
    here: Asked, search: IncidentSearch, found: list[IncidentCard], show: str, more: dict[str, str]
) -> dict[str, object]:
    labels = {
        "table": gettext("Table"),
        "cards": gettext("Cards"),
        "map": gettext("Map"),
        "timeline": gettext("Timeline"),
    }
    tabs = [
        Tab(
            label,
            _address(here, search, PAGES.get(name, "incidents"), **({"show": "cards"} if name == "cards" else {})),
            name == show,
        )
        for name, label in labels.items()
    ]
    return {
        "tabs": tabs,
        "facets": facets(here, search, PAGES.get(show, "incidents"), more),
        "search": search,
        "kept": {name: value for name, value in search.query.items() if name != "q"}
        | {n: v for n, v in more.items() if v},
        "total": len(incident_cards(here.view, here.language)),
        "count": len(found),
        "without_place": sum(not card.has_place for card in found),
        "without_date": sum(card.first_day is None for card in found),
        "deaths": sum(card.deaths for card in found),
        "whole": whole_links(here),
        "clear_href": address_of(here, PAGES.get(show, "incidents")) if search.query else "",
    }


def _columns(here: Asked, search: IncidentSearch, order: str, more: dict[str, str]) -> list[Column]:
    labels = {
        "when": gettext("When"),
        "name": gettext("Incident"),
        "place": gettext("Where"),
        "kind": gettext("Kind"),
        "killed": gettext("Killed, documented"),
        "stated": gettext("Killed, stated"),
    }
    columns = []
    for name, label in labels.items():
        is_sorted = order.removeprefix("-") == name
        # Numbers are sorted from the highest first: that is what one looks for.
        first = f"-{name}" if name in ("killed", "stated") else name
        other = name if order.startswith("-") else f"-{name}"
        href = _address(here, search, **{**more, "sort": other if is_sorted else first})
        direction = ("descending" if order.startswith("-") else "ascending") if is_sorted else ""
        columns.append(Column(label, href, direction, name in ("killed", "stated")))
    return columns


# pictures


def map_of(here: Asked, cards: Iterable[IncidentCard], *, close_up: bool = False, widest: int = 760) -> str:
    """Draw incidents on the country's outline, up to a width in pixels; empty where none has a place."""
    placed = [card for card in cards if card.has_place]
    if not placed:
        return ""
    by_spot: dict[tuple[float, float], list[IncidentCard]] = {}
    for card in placed:
        by_spot.setdefault((card.latitude or 0.0, card.longitude or 0.0), []).append(card)
    circles = tuple(_circle(here, spot, cards) for spot, cards in by_spot.items())
    marked = frozenset(card.region for card in placed if card.region)
    words = (
        gettext("Where it happened"),
        gettext("A circle for each incident; its area grows with the number of people killed."),
    )
    return _drawn(here.view.dossier.country, circles, marked, words, close_up, widest)


def _circle(here: Asked, spot: tuple[float, float], cards: list[IncidentCard]) -> MapCircle:
    """Return one circle for all incidents at one spot, under the shortest of their places' names."""
    label = min(
        (_PLACE_ALONE.split(card.place or card.name or name_of(here, card.entity))[0] for card in cards), key=len
    )
    href = (
        address_of(here, "incident", cards[0].entity)
        if len(cards) == 1
        else address_of(here, "incidents", q=label)
    )
    return MapCircle(*spot, sum(card.deaths for card in cards), label, href)


@lru_cache(maxsize=64)
def _drawn(
    country: str,
    circles: tuple[MapCircle, ...],
    marked: frozenset[str],
    words: tuple[str, str],
    close_up: bool,
    widest: int,
) -> str:
    """Draw a map once: finding room for every label takes long."""
    outline = read_outline(country)
    is_close = close_up or not outline.units  # without an outline there is but the surroundings to show

    def draw(width: int) -> str:
        return draw_map(
            outline, circles, title=words[0], description=words[1], width=width,
            marked=marked, close_up=is_close,
        )  # fmt: skip

    return draw(widest) if widest < NARROW_PX else at_widths(draw, wide=widest)


def days_of(cards: Iterable[IncidentCard]) -> str:
    """Draw the days of the incidents on one line; empty where none has a date."""
    dated = [card for card in cards if card.first_day]
    days = [card.first_day for card in dated if card.first_day]
    if not days:
        return ""
    first, last = min(days), max(days)
    marks = [
        DayMark(day, "; ".join(card.name for card in dated if card.first_day == day), 1 + _deaths_on(dated, day))
        for day in sorted(set(days))
    ]
    ticks = [AxisTick(start, month_words(start.year, start.month)) for start in month_starts(first, last)]
    return at_widths(
        lambda width: draw_days(
            marks, first, last, title=gettext("Days of the incidents"),
            description=gettext("A tick for each day, taller where more were killed. The list says the same."),
            ticks=ticks, width=width,
        ),
        wide=1100,
    )  # fmt: skip


def _deaths_on(cards: Iterable[IncidentCard], day: object) -> int:
    return sum(card.deaths for card in cards if card.first_day == day)


# the file


def _csv(here: Asked, cards: Iterable[IncidentCard]) -> HttpResponse:
    """Hand out what the table shows, one row an incident; cells that a spreadsheet would run are guarded."""
    head = ["id", "name", "kind", "place", "region", "from", "to", "latitude", "longitude"]
    head += ["killed_documented", "injured_documented", "killed_stated", "forces"]
    lines = [csv_line(head)]
    known = list(cards)
    injured = [card.injured.one_by_one + card.injured.in_groups for card in known]
    told = injured if here.shows_team else told_counts(injured)
    for card, hurt in zip(known, told, strict=True):
        cells = [card.entity, card.name, card.kind, card.place, card.region]
        cells += [day.isoformat() if day else "" for day in (card.first_day, card.last_day)]
        cells += ["" if each is None else str(each) for each in (card.latitude, card.longitude)]
        cells += [str(card.deaths), "" if hurt is None else str(hurt)]
        cells += ["|".join(map(str, card.stated)), "|".join(card.forces)]
        lines.append(csv_line([cells[0], *map(_cell, cells[1:])]))
    answer = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{here.dossier_id}-incidents.csv"'
    return answer


def _cell(text: str) -> str:
    try:
        float(text)
    except ValueError:
        return guarded(text)
    return text  # a negative number is no formula
