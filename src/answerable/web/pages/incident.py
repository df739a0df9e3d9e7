"""One incident: what happened, who was harmed, which forces, who says so, what is disputed and what followed."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.casualties.victims import victims
from answerable.web.asking import Asked, asked
from answerable.web.pages.citations import link_to, said_in
from answerable.web.pages.force import force_summary
from answerable.web.pages.incidents import map_of
from answerable.web.pages.rows_counts import count_rows
from answerable.web.pages.rows_disagreements import disagreements, disagreements_by_entity
from answerable.web.pages.rows_incidents import IncidentCard, counts_by_scope, incident_cards, incident_row
from answerable.web.pages.rows_proceedings import inquiries_of
from answerable.web.pages.rows_statements import hours, statements
from answerable.web.pages.rows_victims import victim_row
from answerable.web.templatetags.answerable import address_of, name_of

AROUND = timedelta(days=7)
DENIALS = ("denial", "reply", "justification")


def page(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show an incident."""
    here = asked(request, dossier_id)
    incident = here.view.require(entity, "Incident")
    claims = here.view.claims_about(incident)
    card = next((each for each in incident_cards(here.view, here.language) if each.entity == incident), None)
    content = {
        "entity": incident,
        "name": name_of(here, incident),
        "row": incident_row(here, card) if card else None,
        "accounts": said_in(here, claims, "summary", "setting"),
        "picture": map_of(here, [card], close_up=True, widest=360) if card and card.has_place else "",
        "chain_href": address_of(here, "incident_chain", incident),
        "victims": [victim_row(here, each, with_incident=False) for each in victims(here.view, incident=incident)],
        "victims_href": address_of(here, "victims", incident=incident),
        "counts": _counts(here, incident),
        "disagreements": disagreements(here, disagreements_by_entity(here.view).get(incident, ())),
        "related": _related(here, incident, card),
        "parts": _parts(here, incident),
        "force": force_summary(here, incident),
        "part_of": [link_to(here, each) for each in here.view.refs(incident, "partOf")],
    }
    return render(request, "answerable/incident.html", content | _acts(here, incident, card))


def _acts(here: Asked, incident: str, card: IncidentCard | None) -> dict[str, object]:
    """What was deployed, planned, ordered, told, said and done, each kind under its own name."""
    view = here.view

    def of(schema: str) -> tuple[str, ...]:
        return view.pointing_at(incident, schema, "incident")

    remarks = statements(here, of("Remark"))
    return {
        "hours": hours(here, (incident, *view.pointing_at(incident, name="incident"))),
        "deployments": statements(here, of("Deployment")),
        "involvements": statements(here, of("Involvement")),
        "operations": statements(here, (*of("Operation"), *of("Plan"))),
        "orders": statements(here, of("Order")),
        "meetings": statements(here, _meetings_around(here, card)),
        "notices": statements(here, (*of("Notice"), *of("Communication"))),
        "denials": [remark for remark in remarks if remark.tag_code in DENIALS],
        "remarks": [remark for remark in remarks if remark.tag_code not in DENIALS],
        "inquiries": inquiries_of(here, incident),
        "measures": statements(here, of("Measure")),
        "requests": statements(here, of("Request")),
    }


def _meetings_around(here: Asked, card: IncidentCard | None) -> list[str]:
    """Return meetings held within a week of the incident. That they dealt with it is said by none unless shown."""
    if card is None or card.first_day is None or card.last_day is None:
        return []
    first, last = card.first_day - AROUND, card.last_day + AROUND
    return [each for each in here.view.entities("Meeting") if _is_within(here.view.days_of(each), first, last)]


def _is_within(days: tuple[date, date] | None, first: date, last: date) -> bool:
    return days is not None and first <= days[0] and days[1] <= last


def _counts(here: Asked, incident: str) -> object:
    return count_rows(here, counts_by_scope(here.view).get(incident, ()))


def _related(here: Asked, incident: str, card: IncidentCard | None) -> list[object]:
    """Return incidents in the same place within a day: what police and protesters suffered stands side by side."""
    if card is None or card.first_day is None or not card.place:
        return []
    near = [
        other
        for other in incident_cards(here.view, here.language)
        if other.entity != incident and other.place == card.place and other.first_day and card.first_day
        and abs((other.first_day - card.first_day).days) <= 3
    ]  # fmt: skip
    return [incident_row(here, other) for other in near]


def _parts(here: Asked, incident: str) -> list[object]:
    parts = set(here.view.pointing_at(incident, "Incident", "partOf"))
    return [incident_row(here, card) for card in incident_cards(here.view, here.language) if card.entity in parts]
