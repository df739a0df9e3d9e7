"""Reading by the API: dossiers, claims, entities, sources, stated counts, search, and what falls without a source."""

from typing import Annotated

import numpy as np
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from answerable.accounts.reads import actor_of
from answerable.api.asking import (
    ClaimId,
    Conditions,
    Day,
    DossierId,
    EntityId,
    Line,
    Paging,
    SourceKey,
    TypeName,
    asking,
    is_open_to,
)
from answerable.api.refusals import READING
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
from answerable.kernel.texts import fold
from answerable.record.difference import difference
from answerable.record.reads import dossier_ids, view_of
from answerable.record.view import View, ViewSpec

router = Router(tags=["Reading"])


class ClaimFilter(Schema):
    """Which claims are meant; what is empty does not narrow."""

    about: EntityId | None = None
    type: TypeName | None = None
    source: SourceKey | None = None


class EntityFilter(Schema):
    """Which entities are meant."""

    type: Annotated[TypeName, Field(description="Includes the types that extend it.")] = "Thing"


@router.get("/dossiers", response=list[ShownDossier])
def dossiers(request: HttpRequest) -> list[ShownDossier]:
    """List the dossiers that hold anything for this caller."""
    found = []
    for name in dossier_ids():
        actor = actor_of(request.user, name)
        if is_open_to(actor, name):
            view = view_of(name, ViewSpec(actor.audience))
            found.append(shown_dossier(view.dossier, view))
    return found


@router.get("/dossiers/{dossier_id}", response={200: ShownDossier, **READING})
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


@router.get("/dossiers/{dossier_id}/claims", response={200: PageOf[ShownClaim], **READING})
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


@router.get("/dossiers/{dossier_id}/claims/{claim_id}", response={200: ShownClaim, **READING})
def claim(
    request: HttpRequest, dossier_id: Path[DossierId], claim_id: Path[ClaimId], conditions: Query[Conditions]
) -> ShownClaim:
    """Return one claim with its citation."""
    view = asking(request, dossier_id, conditions).view
    return shown_claim(view, view.claim(claim_id))


@router.get("/dossiers/{dossier_id}/entities", response={200: PageOf[NamedEntity], **READING})
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


@router.get("/dossiers/{dossier_id}/entities/{entity_id}", response={200: ShownEntity, **READING})
def entity(
    request: HttpRequest, dossier_id: Path[DossierId], entity_id: Path[EntityId], conditions: Query[Conditions]
) -> ShownEntity:
    """Return every value of an entity with the claims behind it, and what points to it."""
    asked = asking(request, dossier_id, conditions)
    return shown_entity(asked.view, asked.view.require(entity_id), asked.language)


@router.get("/dossiers/{dossier_id}/sources", response={200: PageOf[ShownSource], **READING})
def sources(
    request: HttpRequest, dossier_id: Path[DossierId], paging: Query[Paging], conditions: Query[Conditions]
) -> PageOf[ShownSource]:
    """List sources by key, each with the number of claims that cite it."""
    view = asking(request, dossier_id, conditions).view
    count, cards = page_of(view.sources(), paging.page, paging.size)
    items = [shown_source(view, card) for card in cards]
    return PageOf(count=count, page=paging.page, size=paging.size, items=items)


@router.get("/dossiers/{dossier_id}/sources/{key}", response={200: ShownSource, **READING})
def source(
    request: HttpRequest, dossier_id: Path[DossierId], key: Path[SourceKey], conditions: Query[Conditions]
) -> ShownSource:
    """Return one source."""
    view = asking(request, dossier_id, conditions).view
    return shown_source(view, view.source(key))


class StatedCount(Schema):
    """A count as somebody stated it; numbers as written, null where the source gives none."""

    id: str
    caption: str
    what: str
    value: str | None
    at_least: str | None
    at_most: str | None
    words: str | None
    definition: str | None
    speaker: NamedEntity | None
    incident: NamedEntity | None
    as_of: str | None
    is_conflict: bool
    claims: list[str]
    denials: list[str]


class TollFilter(Schema):
    """Which counts are meant: killed, injured, rounds-fired … ; empty for all."""

    what: Line = ""


@router.get("/dossiers/{dossier_id}/toll", response={200: list[StatedCount], **READING})
def toll(
    request: HttpRequest, dossier_id: Path[DossierId], narrowing: Query[TollFilter], conditions: Query[Conditions]
) -> list[StatedCount]:
    """List the counts that sources state, side by side, in order of the day that they speak of."""
    asked = asking(request, dossier_id, conditions)
    view = asked.view
    found = [name for name in view.entities("Tally") if narrowing.what in ("", view.text(name, "what"))]
    stated = [_stated(view, name, asked.language) for name in found]
    return sorted(stated, key=lambda one: (one.as_of or "", one.id))


def _stated(view: View, tally: str, language: str) -> StatedCount:
    def word(name: str) -> str | None:
        return view.text(tally, name, language if name in ("words", "definition") else "") or None

    def other(name: str) -> NamedEntity | None:
        target = view.ref(tally, name)
        return named(view, target, language) if target else None

    every = view.claims_about(tally)
    return StatedCount(
        id=tally,
        caption=view.caption(tally, language),
        what=word("what") or "",
        value=word("value"),
        at_least=word("atLeast"),
        at_most=word("atMost"),
        words=word("words"),
        definition=word("definition"),
        speaker=other("speaker"),
        incident=other("incident"),
        as_of=word("asOf"),
        is_conflict=view.values(tally, "value").is_conflict,
        claims=[one.id for one in every if one.stance == "asserts"],
        denials=[one.id for one in every if one.stance == "denies"],
    )


class SearchWords(Schema):
    """What is looked for."""

    q: Annotated[Line, Field(min_length=1, description="Words of a name; accents and case do not matter.")]
    type: TypeName = "Thing"


@router.get("/dossiers/{dossier_id}/search", response={200: PageOf[NamedEntity], **READING})
def search(
    request: HttpRequest,
    dossier_id: Path[DossierId],
    words: Query[SearchWords],
    paging: Query[Paging],
    conditions: Query[Conditions],
) -> PageOf[NamedEntity]:
    """Find entities by the words of their names, titles and places."""
    asked = asking(request, dossier_id, conditions)
    wanted = fold(words.q).split()
    found = [
        one for one in asked.view.entities(words.type) if _holds(asked.view, one, wanted) and asked.view.caption(one)
    ]
    count, ids = page_of(found, paging.page, paging.size)
    items = [named(asked.view, one, asked.language) for one in ids]
    return PageOf(count=count, page=paging.page, size=paging.size, items=items)


_NAMING = ("name", "title", "alias", "initials", "publicRole", "place")


def _holds(view: View, entity: str, wanted: list[str]) -> bool:
    texts = (
        text
        for claim in view.claims_about(entity)
        for name, values in claim.properties.items()
        if name.partition("@")[0] in _NAMING
        for text in values
    )
    said = fold(" ".join(texts))
    return all(word in said for word in wanted)


class ChangedValue(Schema):
    """A settled value that differs; empty where one view has none."""

    entity: str
    property: str
    before: str
    after: str


class ShownDifference(Schema):
    """What one view holds and the other does not: ids of claims and of entities."""

    lost_claims: list[str]
    gained_claims: list[str]
    lost_entities: list[str]
    gained_entities: list[str]
    changed_values: list[ChangedValue]


class Against(Schema):
    """The other view: as published by another day. Without it, the whole view is compared with the one asked."""

    against: Annotated[Day | None, Field(description="Compare with what had been published by this day.")] = None


@router.get("/dossiers/{dossier_id}/difference", response={200: ShownDifference, **READING})
def what_differs(
    request: HttpRequest, dossier_id: Path[DossierId], other: Query[Against], conditions: Query[Conditions]
) -> ShownDifference:
    """Compare the whole view of this audience with the one that the conditions give: what falls, what comes."""
    asked = asking(request, dossier_id, conditions)
    before = view_of(dossier_id, ViewSpec(asked.spec.audience, published_by=other.against))
    found = difference(before, asked.view)
    return ShownDifference(
        lost_claims=[one.id for one in found.lost_claims],
        gained_claims=[one.id for one in found.gained_claims],
        lost_entities=list(found.lost_entities),
        gained_entities=list(found.gained_entities),
        changed_values=[
            ChangedValue(entity=one.entity, property=one.property, before=one.before, after=one.after)
            for one in found.changed_values
        ],
    )
