"""The chains above every unit tied to an incident, on each of its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.command.answers import (
    Basis,
    Chain,
    DayChange,
    IncidentChains,
    IncidentUnit,
    Link,
    Reason,
    Tie,
)
from answerable.command.bases import bases_of
from answerable.command.chains import build_chain
from answerable.command.changes_in_time import chain_difference, days_of_change
from answerable.command.cited import cited, each_once, origins
from answerable.command.edges import link_at
from answerable.command.structure import OPERATIONAL, Structure, structure_of
from answerable.kernel.standing import Status
from answerable.kernel.times import Span
from answerable.record.view import View

LONGEST_DAILY = 31
"""Days up to which an incident is asked about on every one of them."""
ASIDE = frozenset({"investigated", "called"})
"""Roles that put nobody at an incident: those who looked into it later, and those who called for the protest."""


@dataclass(frozen=True, slots=True)
class IncidentDays:
    """The days of an incident, from its claims; `is_certain` when they lie in certain spans."""

    spans: tuple[Span, ...]
    is_certain: bool

    @property
    def bounds(self) -> tuple[date, date] | None:
        """The first and the last day, or None when the incident is undated or open on a side."""
        firsts = [span.first for span in self.spans if span.first]
        lasts = [span.last for span in self.spans if span.last]
        if not self.spans or len(firsts) < len(self.spans) or len(lasts) < len(self.spans):
            return None
        return min(firsts), max(lasts)

    def days(self) -> list[date]:
        """Every day of an incident of at most LONGEST_DAILY days, else its first and last; may be empty."""
        if self.bounds is None:
            return []
        first, last = self.bounds
        length = (last - first).days + 1
        if length > LONGEST_DAILY:
            return [first, last]
        every = [first + timedelta(days=step) for step in range(length)]
        return [day for day in every if any(span.covers(day) for span in self.spans)]


def incident_days(view: View, incident: str) -> IncidentDays:
    """Return the days of an incident: those of its certain spans, or failing any those of its possible ones."""
    times = view.times(incident)
    certain = tuple(when.certain for when in times if when.certain)
    if certain:
        return IncidentDays(certain, is_certain=True)
    return IncidentDays(tuple(when.possible for when in times if when.possible), is_certain=False)


def _links_to(view: View, incident: str) -> list[tuple[str, str, str]]:
    """Return what ties somebody to the incident: (schema, entity, code of the reason), each once."""
    found = [
        ("Involvement", name, "tie-involved") for name in view.pointing_at(incident, "Involvement", "incident")
    ]
    found += [
        ("Deployment", name, "tie-deployed") for name in view.pointing_at(incident, "Deployment", "incident")
    ]
    operations = {*view.refs(incident, "operation"), *view.pointing_at(incident, "Operation", "incident")}
    found += [
        ("Deployment", name, "tie-operation")
        for operation in sorted(operations)
        for name in view.pointing_at(operation, "Deployment", "operation")
        if not view.ref(name, "incident")
    ]
    return [item for item in found if item[0] == "Deployment" or not _is_aside(view, item[1])]


def _is_aside(view: View, involvement: str) -> bool:
    roles = view.texts(involvement, "role")
    return bool(roles) and ASIDE.issuperset(roles)


def _tie(view: View, link: tuple[str, str, str], incident: str, actor: str, basis: Basis | None, unit: str) -> Tie:
    schema, entity, code = link
    found = cited(view, entity)
    role = view.text(entity, "role" if schema == "Involvement" else "task")
    count = len(origins(view, [claim.source for claim in found.counted]))
    values = {"unit": unit, "incident": incident, "role": role, "person": actor if basis else None, "count": count}
    if basis:
        code = f"{code}-person"
    claims = (found.claims, basis.claims) if basis else (found.claims,)
    denials = (found.denials, basis.denials) if basis else (found.denials,)
    person = actor if basis else None
    return Tie(
        entity, schema, role, person, basis, each_once(claims), each_once(denials), Reason(code, dict(values))
    )


def _actors(view: View, entity: str) -> list[tuple[str, bool]]:
    """Return who a deployment or involvement names, and whether each is a person."""
    found = [name for name in view.refs(entity, "actor") if view.has(name)]
    return [(name, view.ontology.is_a(view.schema_of(name), "Person")) for name in found]


def ties_of(view: View, incident: str, days: Sequence[date]) -> dict[str, list[Tie]]:
    """Return, for each unit tied to an incident, what ties it: itself, or a person who was in it on a day.

    Needs the days for people only; without any, people are placed nowhere.
    """
    found: dict[str, dict[tuple[str, str, str], Tie]] = {}
    for link in _links_to(view, incident):
        for actor, is_person in _actors(view, link[1]):
            bases = [basis for day in days for basis in bases_of(view, actor, day)] if is_person else [None]
            for basis in bases:
                unit = basis.unit if basis else actor
                key = (link[1], actor, basis.entity if basis else "")
                found.setdefault(unit, {}).setdefault(key, _tie(view, link, incident, actor, basis, unit))
    return {unit: list(ties.values()) for unit, ties in found.items()}


def placed_under(structure: Structure, unit: str, ties: Sequence[Tie], day: date) -> tuple[Link, ...]:
    """Return the operational links that deployments to the incident give a unit: whom it was placed under."""
    view = structure.view
    return tuple(
        link_at(structure, tie.entity, OPERATIONAL, unit, superior, day)
        for tie in ties
        if tie.schema == "Deployment" and tie.person is None
        for superior in view.refs(tie.entity, "under")
        if view.has(superior) and view.standing(tie.entity, day).status is not Status.EXCLUDED
    )


def _days_asked(view: View, spans: IncidentDays, ties: dict[str, list[Tie]]) -> tuple[date, ...]:
    days = spans.days()
    if spans.bounds is None or (spans.bounds[1] - spans.bounds[0]).days < LONGEST_DAILY:
        return tuple(days)
    changing = {day for unit in ties for day in days_of_change(view, unit, *spans.bounds)}
    return tuple(sorted(changing | {days[0]}))


def _changes(units: Sequence[IncidentUnit]) -> tuple[DayChange, ...]:
    found = []
    for unit in units:
        for before, after in zip(unit.chains, unit.chains[1:], strict=False):
            changes = chain_difference(before, after)
            if changes:
                found.append(DayChange(unit.unit, after.day, changes))
    return tuple(sorted(found, key=lambda each: (each.day, each.unit)))


def _incident_reason(incident: str, spans: IncidentDays) -> Reason:
    if spans.bounds is None:
        return Reason("incident-open" if spans.spans else "incident-undated", {"incident": incident})
    first, last = spans.bounds
    code = "incident-one-day" if first == last else "incident-several-days"
    if not spans.is_certain:
        code = "incident-blurred"
    return Reason(code, {"incident": incident, "first": first, "last": last})


def _chains_of(view: View, unit: str, ties: Sequence[Tie], days: Sequence[date]) -> tuple[Chain, ...]:
    structure = structure_of(view)
    return tuple(build_chain(view, unit, day, extra=placed_under(structure, unit, ties, day)) for day in days)


def chains_of_incident(view: View, incident: str) -> IncidentChains:
    """Return the chains above every unit tied to an incident by a deployment or an involvement, day by day.

    A person who is tied to it brings in the unit of each post held, and each force joined, on its days. Organic
    and operational branches come together. What differs between days is in `changes`.

    Raises:
        NotFoundError: the view holds no such incident.
    """
    incident = view.require(incident, "Incident")
    spans = incident_days(view, incident)
    ties = ties_of(view, incident, spans.days())
    days = _days_asked(view, spans, ties)
    units = tuple(
        IncidentUnit(unit, tuple(found), _chains_of(view, unit, found, days)) for unit, found in ties.items()
    )
    chains = [chain for unit in units for chain in unit.chains]
    each_tie = [tie for unit in units for tie in unit.ties]
    return IncidentChains(
        incident,
        days,
        spans.is_certain,
        units,
        _changes(units),
        each_once([*(tie.claims for tie in each_tie), *(chain.claims for chain in chains)]),
        each_once([*(tie.denials for tie in each_tie), *(chain.denials for chain in chains)]),
        _incident_reason(incident, spans),
    )
