"""The chains of command above every unit tied to an incident, for each of its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from answerable.command import Candidate, Chain, IncidentChains, IncidentUnit
from answerable.command.candidates import candidate_units
from answerable.command.lines_of_command import Lines, levels_of, lines_of
from answerable.command.wording import say
from answerable.kernel.standing import Status
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.chain import ChangeRow, change_rows, shown_denials, source_rows
from answerable.web.pages.choice_of_day import day_asked
from answerable.web.pages.citations import link_to
from answerable.web.pages.command_words import status_word
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_rung import rung_rows
from answerable.web.pages.ties import TieRow, chains_at, tie_row
from answerable.web.templatetags.answerable import Door, address_of, name_of
from answerable.web.templatetags.answerable import day as day_word

MOST_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class TiedUnitRow:
    """One unit tied to the incident, why, and the way to its own chain."""

    key: str
    name: SafeString
    ties: tuple[TieRow, ...]
    href: str


@dataclass(frozen=True, slots=True)
class UnitChangeRow:
    """What changes in one unit's chain on one day of the incident."""

    day: date
    unit: SafeString
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A unit that no source ties to the incident, and why it could have been there."""

    unit: SafeString
    why: str
    status: str
    status_word: str
    claims: int
    href: str


def page(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show who was in command above an incident on the day asked, or on its first day."""
    asks = asked(request, dossier_id)
    incident = asks.view.require(entity, "Incident")
    found = chains_at(asks.view, incident)
    day = day_asked(request)
    day = day if day in found.days else (found.days[0] if found.days else None)
    chains = [chain for unit in found.units for chain in unit.chains if chain.day == day]
    lines = lines_of(chains)
    content = {
        "incident": incident,
        "name": name_of(asks, incident),
        "lead": lead_words(found, lines, day),
        "why": "" if day and found.is_certain else say(found.why, asks.view, asks.language),
        "endings": _endings(asks, chains),
        "sources": source_rows(asks, found.claims, "incident_chain", incident, day=day),
        "day": day,
        "days": _tabs(asks, found, day),
        "units": [_unit_row(asks, unit, day) for unit in found.units],
        "rows": rung_rows(asks, levels_of(lines), _notes(found.units)),
        "changes": _changes(asks, found),
        "denials": shown_denials(asks, lines, incident),
        "candidates": _candidates(asks, incident, {unit.unit for unit in found.units}),
    }
    return render(request, "answerable/command/incident_chain.html", content)


def lead_words(found: IncidentChains, lines: Lines, day: date | None) -> str:
    """Return in two sentences how many units are tied to the incident, and how sure the chain above them is."""
    units = ngettext(
        "Sources tie %(n)s unit to this incident.", "Sources tie %(n)s units to this incident.", len(found.units)
    ) % {"n": len(found.units)}
    links = [link for above in lines.above.values() for several in above.values() for link in several]
    if not found.units or day is None:
        return units if found.units else gettext("No source ties a unit to this incident.")
    sure = sum(link.standing.status is Status.EVIDENCED for link in links)
    dark = sum(not rung.holders for rung in lines.rungs.values())
    said = gettext(
        "On %(day)s, %(sure)s of the %(links)s links above them are evidenced; at %(dark)s of %(levels)s levels "
        "no one is known to have held the commanding post."
    )
    words = {"day": day_word(day), "sure": sure, "links": len(links), "dark": dark, "levels": len(lines.rungs)}
    return f"{units} {said % words}"


def _endings(asks: Asked, chains: Sequence[Chain]) -> list[str]:
    """Return, for each line that does not reach the head of state, where it ends and why."""
    whys = (branch.why for chain in chains for branch in chain.branches if branch.ending != "head-of-state")
    return list(dict.fromkeys(say(why, asks.view, asks.language) for why in whys))


def key_of(entity: str) -> str:
    """Return an entity's id as a mark inside a page."""
    return entity.replace(":", "-").replace(".", "-")


def _tabs(asks: Asked, found: IncidentChains, chosen: date | None) -> list[Door]:
    if len(found.days) < 2:
        return []
    return [
        Door(day_word(day), address_of(asks, "incident_chain", found.incident, day=day), is_here=day == chosen)
        for day in found.days
    ]


def _unit_row(asks: Asked, unit: IncidentUnit, day: date | None) -> TiedUnitRow:
    return TiedUnitRow(
        key_of(unit.unit),
        link_to(asks, unit.unit),
        tuple(tie_row(asks, tie) for tie in unit.ties),
        address_of(asks, "chain", unit.unit, day=day),
    )


def _notes(units: Sequence[IncidentUnit]) -> dict[str, SafeString]:
    """Return, for each unit tied to the incident, the mark in the list that leads to why."""
    said = gettext("Tied to this incident by a source: see why")
    return {
        unit.unit: format_html('<p><a class="forward" href="#why-{}">{}</a></p>', key_of(unit.unit), said)
        for unit in units
    }


def _changes(asks: Asked, found: IncidentChains) -> list[UnitChangeRow]:
    return [
        UnitChangeRow(one.day, link_to(asks, one.unit), change_rows(asks, one.changes)) for one in found.changes
    ]


@kept_with_view
def candidates_for(view: View, incident: str) -> tuple[Candidate, ...]:
    """Return the units that place, time and branch make possible; see `candidate_units`."""
    return candidate_units(view, incident)


def _candidates(asks: Asked, incident: str, tied: set[str]) -> list[CandidateRow]:
    """Return the units that place, time and branch make possible and that no source ties to the incident."""
    first: dict[str, Candidate] = {}
    for candidate in candidates_for(asks.view, incident):
        if candidate.unit not in tied:
            first.setdefault(candidate.unit, candidate)
    return [
        CandidateRow(
            link_to(asks, one.unit),
            say(one.why, asks.view, asks.language),
            one.status.word,
            status_word(one.status),
            len(one.claims),
            address_of(asks, "claims", one.positioning),
        )
        for one in list(first.values())[:MOST_CANDIDATES]
    ]
