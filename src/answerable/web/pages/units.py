"""Units: the list, and the page of one: where it sat over time, who commanded it, where it was."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.command.cited import cited
from answerable.command.histories import commanders_of
from answerable.kernel.texts import fold
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.chain import incidents_of_unit
from answerable.web.pages.chains import units_by_level
from answerable.web.pages.choice_of_day import usual_day
from answerable.web.pages.citations import Said, link_to, said_in
from answerable.web.pages.command_words import choice_word, class_word, since_words
from answerable.web.pages.denials import denials_of
from answerable.web.pages.posts import incident_time
from answerable.web.pages.rows_events import OF_THEM, OWN, events_of
from answerable.web.pages.rows_rung import mark_of
from answerable.web.pages.rows_tenure import between_rows, draw_tenures, tenure_table
from answerable.web.pages.words import region_word
from answerable.web.templatetags.answerable import Door, address_of, name_of


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the list."""

    name: str
    href: str
    force: str
    level: str
    place: str
    above: SafeString
    is_top: bool
    chain: str


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A dated link of a unit: to another unit, a place or an incident; when, what kind, who says it."""

    other: SafeString
    kind: str
    when: str
    said: tuple[Said, ...]
    mark: SafeString


def units(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """List the units from the head of state down, of one force or of all."""
    asks = asked(request, dossier_id)
    view = asks.view
    chosen, words = request.GET.get("force", ""), request.GET.get("name", "")[:200]
    every = units_by_level(view)
    forces = [code for code in dict.fromkeys(view.text(unit, "force") for unit in every) if code]
    wanted = fold(words).split()
    rows = [
        _unit_row(asks, unit)
        for unit in every
        if (not chosen or view.text(unit, "force") == chosen) and _fits(view, unit, wanted)
    ]
    content = {
        "rows": rows,
        "all": len(every),
        "words": words,
        "force": chosen,
        "doors": [
            Door(gettext("All forces"), address_of(asks, "units", name=words), is_here=not chosen),
            *(
                Door(
                    choice_word(asks, "Unit", "force", code),
                    address_of(asks, "units", force=code, name=words),
                    is_here=code == chosen,
                )
                for code in forces
            ),
        ],
    }
    return render(request, "answerable/command/units.html", content)


def _fits(view: View, unit: str, wanted: list[str]) -> bool:
    said = fold(" ".join((*view.texts(unit, "name"), *view.texts(unit, "alias"), view.caption(unit, "es"))))
    return all(word in said for word in wanted)


def _unit_row(asks: Asked, unit: str) -> UnitRow:
    view = asks.view
    above = dict.fromkeys(
        superior
        for edge in view.pointing_at(unit, "Subordination", "subordinate")
        if view.text(edge, "class") != "administrative" and view.has(superior := view.ref(edge, "superior"))
    )
    return UnitRow(
        name_of(asks, unit),
        address_of(asks, "unit", unit),
        choice_word(asks, "Unit", "force", view.text(unit, "force")),
        choice_word(asks, "Unit", "level", view.text(unit, "level")),
        view.text(unit, "place", asks.language),
        format_html_join(", ", "{}", ((link_to(asks, one),) for one in above)),
        view.text(unit, "level") == "head-of-state",
        address_of(asks, "chain", unit),
    )


def unit(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show one unit through time."""
    asks = asked(request, dossier_id)
    view = asks.view
    name = view.require(entity, "Organization")
    history = commanders_of(view, name)
    low, high = incident_time(view)
    day = usual_day(view, incidents_of_unit(view, name))
    content = {
        "unit": name,
        "name": name_of(asks, name),
        "summary": said_in(asks, view.claims_about(name), "summary"),
        "facts": _facts(asks, name),
        "is_placeholder": view.text(name, "placeholder") == "yes",
        "is_unnamed": view.text(name, "unnamed") == "yes",
        "day": day,
        "chain": address_of(asks, "chain", name, day=day),
        "above": _edges(asks, name, "subordinate", "superior"),
        "below": _edges(asks, name, "superior", "subordinate"),
        "tenures": tenure_table(asks, history.tenures),
        "between": between_rows(asks, history),
        "picture": _picture(asks, name, low, high),
        "posts": [link_to(asks, post) for post in view.pointing_at(name, "Post", "unit")],
        "places": _places(asks, name),
        "of_them": events_of(asks, name, OF_THEM),
        "answers": denials_of(asks, name),
        "events": events_of(asks, name, OWN),
    }
    return render(request, "answerable/command/unit.html", content)


def _picture(asks: Asked, unit: str, low: date | None, high: date | None) -> SafeString:
    if low is None or high is None:
        return SafeString("")
    tenures = commanders_of(asks.view, unit).tenures
    return draw_tenures(asks, tenures, low, high, title=gettext("Who commanded it, and when"), by_post=False)


def _facts(asks: Asked, unit: str) -> list[tuple[str, str, str]]:
    """Return what is on record of a unit: label, value, property."""
    view = asks.view
    schema = view.ontology.get(view.schema_of(unit))
    found = []
    for name in ("alias", "force", "level", "classification", "area", "place", "regionCode"):
        declared = schema.properties.get(name)
        texts = view.texts(unit, name)
        if declared and texts:
            words = [declared.choice_label(text, asks.language) if declared.enum else text for text in texts]
            if name == "regionCode":
                words = [region_word(view.dossier.country, text) for text in texts]
            found.append((declared.label(asks.language), ", ".join(words), name))
    return found


def _edges(asks: Asked, unit: str, here: str, there: str) -> list[EdgeRow]:
    """Return the unit's links to units above or below, in order of time."""
    view = asks.view
    edges = [edge for edge in view.pointing_at(unit, "Subordination", here) if view.has(view.ref(edge, there))]
    return [_edge_row(asks, edge, view.ref(edge, there)) for edge in sorted(edges, key=_in_time(view))]


def _in_time(view: View) -> Callable[[str], tuple[date, str]]:
    return lambda edge: ((view.days_of(edge) or (date.max, date.max))[0], edge)


def _edge_row(asks: Asked, edge: str, other: str) -> EdgeRow:
    found = cited(asks.view, edge)
    kind = class_word(asks.view.text(edge, "class"))
    said = said_in(asks, found.counted, "basis")[:1]
    return EdgeRow(
        link_to(asks, other), kind, since_words(asks, edge), said, mark_of(asks, edge, found.claims, found.denials)
    )


def _places(asks: Asked, unit: str) -> list[EdgeRow]:
    """Return where the unit had its sites and areas, in order of time."""
    view = asks.view
    rows = []
    for edge in sorted(view.pointing_at(unit, "Positioning", "unit"), key=_in_time(view)):
        found = cited(view, edge)
        place = view.text(edge, "place", asks.language) or region_word(
            view.dossier.country, view.text(edge, "regionCode")
        )
        kind = choice_word(asks, "Positioning", "kind", view.text(edge, "kind"))
        mark = mark_of(asks, edge, found.claims, found.denials)
        rows.append(EdgeRow(format_html("{}", place), kind, since_words(asks, edge), (), mark))
    return rows
