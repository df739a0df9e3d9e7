"""The ways into the chains of command: by incident, by unit and day, by post."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString

from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.choice_of_day import day_asked, incident_bounds, usual_day
from answerable.web.pages.citations import links_to
from answerable.web.pages.ties import forces_at
from answerable.web.pages.words import interval_words
from answerable.web.templatetags.answerable import address_of, name_of
from answerable.web.templatetags.answerable import day as day_word

LEVELS = (
    "head-of-state", "government", "ministry", "high-command", "region", "division", "brigade", "battalion",
    "special", "station", "team",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident, when it was, and the forces that sources put there."""

    name: str
    href: str
    when: str
    place: str
    forces: SafeString


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to choose, under the word of its level."""

    entity: str
    name: str
    is_chosen: bool


def page(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Offer incidents and units to ask about; with a unit in the address, go to its chain."""
    asks = asked(request, dossier_id)
    view = asks.view
    unit, day = request.GET.get("unit", ""), day_asked(request)
    if unit:
        return redirect(address_of(asks, "chain", view.require(unit, "Organization"), day=day))
    rows = _incidents(asks)
    content = {
        "incidents": [row for row in rows if row.forces],
        "without_forces": [row for row in rows if not row.forces],
        "units": [UnitChoice(one, name_of(asks, one), False) for one in units_by_level(view)],
        "day": day or usual_day(view) or date.min,
        "has_day": bool(day or usual_day(view)),
        "links": len(view.links("Subordination")),
        "appointments": len(view.links("Appointment")),
    }
    return render(request, "answerable/command/chains.html", content)


def units_by_level(view: View) -> list[str]:
    """Return the units of a view from the head of state down; those of no stated level last."""
    order = {level: place for place, level in enumerate(LEVELS)}
    return sorted(
        view.entities("Unit"),
        key=lambda one: (order.get(view.text(one, "level"), len(LEVELS)), view.caption(one), one),
    )


def _incidents(asks: Asked) -> list[IncidentRow]:
    view, forces = asks.view, forces_at(asks.view)
    bounds = {name: (first, last) for name, first, last in incident_bounds(view)}
    order = [*bounds, *(name for name in view.entities("Incident") if name not in bounds)]
    return [
        IncidentRow(
            name_of(asks, name),
            address_of(asks, "incident_chain", name),
            _when(bounds.get(name)),
            view.text(name, "place", asks.language),
            links_to(asks, forces.get(name, ())),
        )
        for name in order
    ]


def _when(bounds: tuple[date, date] | None) -> str:
    if bounds is None:
        return ""
    return day_word(bounds[0]) if bounds[0] == bounds[1] else interval_words(*bounds)
