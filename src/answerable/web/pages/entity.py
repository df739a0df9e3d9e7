"""Any entity: every property with its values and their support, and what points to it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from answerable.casualties.tolls import StatedCount
from answerable.casualties.victims import victims
from answerable.ontology.schema import LANGUAGE_MARK
from answerable.record.claims import Value
from answerable.web.asking import Asked, asked
from answerable.web.pages.citations import link_to, text_of
from answerable.web.pages.rows_counts import count_rows
from answerable.web.pages.rows_disagreements import disagreements, disagreements_by_entity
from answerable.web.pages.rows_incidents import counts_by_scope
from answerable.web.pages.rows_proceedings import ProceedingRow, proceeding_row
from answerable.web.pages.rows_victims import VictimRow, victim_row
from answerable.web.pages.shown_values import label_of, shown
from answerable.web.pages.words import time_words
from answerable.web.templatetags.answerable import PAGES, address_of, entity_address, name_of, support_mark

LONGEST_LIST = 100


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value of a property; `is_out`: no claim that counts gives it; `is_denied`: some claim denies it."""

    shown: SafeString
    is_out: bool
    is_denied: bool


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """One property and everything that claims give for it, best first."""

    label: str
    values: tuple[ValueRow, ...]
    support: SafeString


@dataclass(frozen=True, slots=True)
class PointerGroup:
    """Entities of one type that name this one in one property."""

    label: str
    count: int
    links: tuple[SafeString, ...]


def page(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show an entity."""
    here = asked(request, dossier_id)
    view = here.view
    name = view.require(entity)
    schema = view.ontology.get(view.schema_of(name))
    times = list(dict.fromkeys(filter(None, (time_words(when) for when in view.times(name)))))
    content = {
        "entity": name,
        "name": name_of(here, name),
        "type": schema.label(here.language),
        "description": schema.description(here.language),
        "own_page": _own_page(here, name),
        "times": times,
        "properties": _properties(here, name),
        "pointers": _pointers(here, name),
        "victim": _victim(here, name),
        "proceeding": _proceeding(here, name),
        "counts": count_rows(here, _counts(here, name)),
        "disagreements": disagreements(here, disagreements_by_entity(view).get(name, ())),
        "same": sorted(other for other, leader in view.same.items() if leader == name and other != name),
        "claims_href": address_of(here, "claims", name),
        "claim_count": len(view.claims_about(name)),
        "may_record": here.shows_team and here.actor.may("record"),
        "schema": schema.name,
    }
    return render(request, "answerable/entity.html", content)


def _own_page(here: Asked, entity: str) -> str:
    """Return the address of the page made for an entity's type, where there is one."""
    href = entity_address(here, entity)
    is_made = any(here.view.ontology.is_a(here.view.schema_of(entity), kind) for kind in PAGES)
    return href if is_made and href != address_of(here, "entity", entity) else ""


def _properties(here: Asked, entity: str) -> tuple[PropertyRow, ...]:
    view = here.view
    claimed = {
        name.partition(LANGUAGE_MARK)[0] for claim in view.claims_about(entity) for name in claim.properties
    }
    order = view.ontology.get(view.schema_of(entity)).properties
    names = [name for name in order if name in claimed] + sorted(claimed - set(order))
    return tuple(row for name in names if (row := _property(here, entity, name)).values)


def _property(here: Asked, entity: str, name: str) -> PropertyRow:
    view, schema = here.view, here.view.schema_of(entity)
    values = (
        view.values(entity, name)
        if view.values(entity, name).every
        else view.values(entity, f"{name}@{here.language}")
    )
    rows = tuple(
        ValueRow(
            _value(here, schema, name, value),
            not any(claim.is_counted for claim in value.claims),
            bool(value.denied_by),
        )
        for value in values.every
    )
    return PropertyRow(label_of(here, schema, name), rows, support_mark(here, entity, name, values.claims, values))


def _value(here: Asked, schema: str, name: str, value: Value) -> SafeString:
    """Return a value; a text in the reader's language where a claim that gives this very value has one."""
    for claim in value.claims:
        if claim.properties.get(f"{name}@{here.language}") and len(claim.properties.get(name, ())) == 1:
            return text_of(here, claim, name)
    return shown(here, schema, name, [value.text])


def _pointers(here: Asked, entity: str) -> tuple[PointerGroup, ...]:
    view = here.view
    groups: dict[tuple[str, str], list[str]] = {}
    for other in view.pointing_at(entity):
        schema = view.schema_of(other)
        for name, declared in view.ontology.get(schema).properties.items():
            if declared.is_entity and entity in view.refs(other, name):
                groups.setdefault((schema, name), []).append(other)
    order = sorted(groups, key=lambda key: (view.ontology.get(key[0]).order, key))
    return tuple(
        PointerGroup(
            f"{view.ontology.get(schema).plural(here.language)} · {label_of(here, schema, name)}",
            len(groups[schema, name]),
            tuple(link_to(here, other) for other in groups[schema, name][:LONGEST_LIST]),
        )
        for schema, name in order
    )


def _victim(here: Asked, entity: str) -> VictimRow | None:
    if not here.view.pointing_at(entity, "Harm", "person"):
        return None
    found = (victim for victim in victims(here.view) if victim.person == entity)
    return next((victim_row(here, victim) for victim in found), None)


def _proceeding(here: Asked, entity: str) -> ProceedingRow | None:
    is_one = here.view.ontology.is_a(here.view.schema_of(entity), "Proceeding")
    return proceeding_row(here, entity) if is_one else None


def _counts(here: Asked, entity: str) -> tuple[StatedCount, ...]:
    if here.view.schema_of(entity) != "Tally":
        return ()
    return tuple(
        count for counts in counts_by_scope(here.view).values() for count in counts if count.tally == entity
    )
