"""Reading the record by the API: dossiers, claims, entities, sources."""

from typing import Annotated

import numpy as np
from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from answerable.accounts.reads import actor_of, is_open_to
from answerable.api.asking import (
    ClaimId,
    Conditions,
    DossierId,
    EntityId,
    Paging,
    SourceKey,
    TypeName,
    asking,
)
from answerable.api.refusals import READING
from answerable.api.routes import read
from answerable.api.shapes import (
    NamedEntity,
    PageOf,
    ShownClaim,
    ShownDossier,
    ShownEntity,
    ShownSource,
    named,
    page_of,
    shown_claim,
    shown_dossier,
    shown_entity,
    shown_source,
)
from answerable.record.reads import dossier_ids, view_of
from answerable.record.view import View, ViewSpec


class ClaimFilter(Schema):
    """Which claims are meant; what is empty does not narrow."""

    about: EntityId | None = None
    type: TypeName | None = None
    source: SourceKey | None = None


class EntityFilter(Schema):
    """Which entities are meant."""

    type: Annotated[TypeName, Field(description="Includes the types that extend it.")] = "Thing"


@read("/dossiers", response=list[ShownDossier])
def dossiers(request: HttpRequest) -> list[ShownDossier]:
    """List the dossiers that hold anything for this caller."""
    found = []
    for name in dossier_ids():
        actor = actor_of(request.user, name)
        if is_open_to(actor, name):
            view = view_of(name, ViewSpec(actor.audience))
            found.append(shown_dossier(view.dossier, view))
    return found


@read("/dossiers/{dossier_id}", response={200: ShownDossier, **READING})
def dossier(request: HttpRequest, dossier_id: Path[DossierId], conditions: Query[Conditions]) -> ShownDossier:
    """Say what a view of the dossier holds."""
    view = asking(request, dossier_id, conditions).view
    return shown_dossier(view.dossier, view)


def _rows(view: View, narrowing: ClaimFilter) -> list[int]:
    """Return the rows of the claims meant, in the order of the log, from the columns alone."""
    columns = view.columns
    meant = np.ones(len(columns), dtype=bool)
    if narrowing.about:
        code = view.entity_codes.get(view.canonical(narrowing.about), -1)
        meant &= view.canonical_codes[columns.about] == code
    if narrowing.type:
        kinds = [code for code, name in enumerate(columns.schemata) if view.ontology.is_a(name, narrowing.type)]
        meant &= np.isin(columns.schema, kinds)
    if narrowing.source:
        known = columns.sources.index(narrowing.source) if narrowing.source in columns.sources else -1
        meant &= columns.source == known
    return [int(row) for row in np.flatnonzero(meant)]


@read("/dossiers/{dossier_id}/claims", response={200: PageOf[ShownClaim], **READING})
def claims(
    request: HttpRequest,
    dossier_id: Path[DossierId],
    narrowing: Query[ClaimFilter],
    paging: Query[Paging],
    conditions: Query[Conditions],
) -> PageOf[ShownClaim]:
    """List claims in the order in which they were recorded."""
    view = asking(request, dossier_id, conditions).view
    count, rows = page_of(_rows(view, narrowing), paging.page, paging.size)
    items = [shown_claim(view, view.claim_at(row)) for row in rows]
    return PageOf(count=count, page=paging.page, size=paging.size, items=items)


@read("/dossiers/{dossier_id}/claims/{claim_id}", response={200: ShownClaim, **READING})
def claim(
    request: HttpRequest, dossier_id: Path[DossierId], claim_id: Path[ClaimId], conditions: Query[Conditions]
) -> ShownClaim:
    """Return one claim with its citation."""
    view = asking(request, dossier_id, conditions).view
    return shown_claim(view, view.claim(claim_id))


@read("/dossiers/{dossier_id}/entities", response={200: PageOf[NamedEntity], **READING})
def entities(
    request: HttpRequest,
    dossier_id: Path[DossierId],
    narrowing: Query[EntityFilter],
    paging: Query[Paging],
    conditions: Query[Conditions],
) -> PageOf[NamedEntity]:
    """List entities of a type, by id."""
    asked = asking(request, dossier_id, conditions)
    count, ids = page_of(asked.view.entities(narrowing.type), paging.page, paging.size)
    items = [named(asked.view, entity, asked.language) for entity in ids]
    return PageOf(count=count, page=paging.page, size=paging.size, items=items)


@read("/dossiers/{dossier_id}/entities/{entity_id}", response={200: ShownEntity, **READING})
def entity(
    request: HttpRequest, dossier_id: Path[DossierId], entity_id: Path[EntityId], conditions: Query[Conditions]
) -> ShownEntity:
    """Return every value of an entity with the claims behind it, and what points to it."""
    asked = asking(request, dossier_id, conditions)
    return shown_entity(asked.view, asked.view.require(entity_id), asked.language)


@read("/dossiers/{dossier_id}/sources", response={200: PageOf[ShownSource], **READING})
def sources(
    request: HttpRequest, dossier_id: Path[DossierId], paging: Query[Paging], conditions: Query[Conditions]
) -> PageOf[ShownSource]:
    """List sources by key, each with the number of claims that cite it."""
    view = asking(request, dossier_id, conditions).view
    count, cards = page_of(view.sources(), paging.page, paging.size)
    items = [shown_source(view, card) for card in cards]
    return PageOf(count=count, page=paging.page, size=paging.size, items=items)


@read("/dossiers/{dossier_id}/sources/{key}", response={200: ShownSource, **READING})
def source(
    request: HttpRequest, dossier_id: Path[DossierId], key: Path[SourceKey], conditions: Query[Conditions]
) -> ShownSource:
    """Return one source."""
    view = asking(request, dossier_id, conditions).view
    return shown_source(view, view.source(key))
