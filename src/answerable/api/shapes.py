"""The record as JSON: dossiers, sources, claims, entities, values. Days are those of the dossier's zone."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from pydantic import BaseModel, Field

from answerable.kernel.times import Span, Time, time_texts
from answerable.ontology.schema import Property
from answerable.record.claims import ReadableClaim, ReadableSource, Values
from answerable.record.view import DossierCard, View

T = TypeVar("T")


class PageOf(BaseModel, Generic[T]):
    """One part of a long list, and how long the whole is."""

    count: int
    page: int
    size: int
    items: list[T]


class ShownDossier(BaseModel):
    """A dossier, and how much of it this caller's view holds."""

    id: str
    titles: dict[str, str]
    summaries: dict[str, str]
    zone: str
    languages: list[str]
    country: str
    claims: int
    entities: dict[str, int] = Field(description="How many entities of each type.")


class ShownSource(BaseModel):
    """A source as this caller may see it; when withheld, `title` is only its attribution."""

    key: str
    kind: str
    title: str
    publisher: str
    url: str
    created: str
    published: str
    obtained: str
    language: str
    rights: str
    access: str
    reliability: str
    derives_from: list[str]
    visibility: str
    attribution: str
    sha256: str
    note: str
    is_withheld: bool
    claims: int


class ShownSpan(BaseModel):
    """Days from first to last, both included; null leaves that side open."""

    first: str | None
    last: str | None


class ShownTime(BaseModel):
    """When a claim holds. `first` and `last` are date texts, the spans what they leave certain and possible."""

    first: str
    last: str
    starts: bool
    ends: bool
    ongoing: bool
    certain: ShownSpan | None
    possible: ShownSpan | None


class ShownClaim(BaseModel):
    """One assertion, or denial, by one source at one place in it."""

    id: str
    ref: str
    about: str
    type: str
    properties: dict[str, list[str]]
    source: str
    source_title: str
    locator: str
    time: ShownTime
    stance: str
    grade: int
    status: str
    visibility: str
    attribution: str
    note: str
    rests_on: list[str]
    recorded_at: str
    recorded_by: str
    verified_by: list[str]


class ShownValue(BaseModel):
    """One value, the ids of the claims that assert it, and of those that deny it."""

    text: str
    claims: list[str]
    denied_by: list[str]


class ShownProperty(BaseModel):
    """Every value that the view's claims give of one property."""

    label: str
    settled: str | None
    is_conflict: bool
    values: list[ShownValue]


class NamedEntity(BaseModel):
    """An entity under its name in this view; the caption is empty where no name is in the view."""

    id: str
    type: str
    caption: str


class ShownEntity(NamedEntity):
    """Everything that the view says of an entity."""

    properties: dict[str, ShownProperty]
    pointed_at_by: list[NamedEntity]
    claims: list[str]


def shown_dossier(card: DossierCard, view: View) -> ShownDossier:
    """Return what a view says of its dossier."""
    return ShownDossier(
        id=card.id,
        titles=dict(card.titles),
        summaries=dict(card.summaries),
        zone=str(card.zone),
        languages=list(card.languages),
        country=card.country,
        claims=len(view),
        entities=view.count_by_schema(),
    )


def shown_source(view: View, source: ReadableSource) -> ShownSource:
    """Return a source with the number of claims that cite it."""
    words = {name: getattr(source, name) for name in ReadableSource.__slots__ if name != "derives_from"}
    claims = len(view.claims_from(source.key))
    return ShownSource(**words, derives_from=list(source.derives_from), claims=claims)


def shown_span(span: Span | None) -> ShownSpan | None:
    """Return a span of days."""
    if span is None:
        return None
    return ShownSpan(
        first=span.first.isoformat() if span.first else None, last=span.last.isoformat() if span.last else None
    )


def _shown_time(view: View, when: Time) -> ShownTime:
    first, last = time_texts(when, view.dossier.zone)
    return ShownTime(
        first=first,
        last=last,
        starts=when.starts,
        ends=when.ends,
        ongoing=when.ongoing,
        certain=shown_span(when.certain),
        possible=shown_span(when.possible),
    )


def shown_claim(view: View, claim: ReadableClaim) -> ShownClaim:
    """Return a claim with its citation."""
    return ShownClaim(
        id=claim.id,
        ref=claim.ref,
        about=claim.about,
        type=claim.schema,
        properties={name: list(values) for name, values in claim.properties.items()},
        source=claim.source,
        source_title=view.source(claim.source).title,
        locator=claim.locator,
        time=_shown_time(view, claim.time),
        stance=claim.stance,
        grade=claim.grade,
        status=claim.status,
        visibility=claim.visibility,
        attribution=claim.attribution,
        note=claim.note,
        rests_on=list(claim.rests_on),
        recorded_at=claim.recorded_at,
        recorded_by=claim.recorded_by,
        verified_by=list(claim.verified_by),
    )


def _shown_property(declared: Property | None, name: str, values: Values, language: str) -> ShownProperty:
    return ShownProperty(
        label=declared.label(language) if declared else name,
        settled=values.settled.text if values.settled else None,
        is_conflict=values.is_conflict,
        values=[
            ShownValue(
                text=value.text,
                claims=[claim.id for claim in value.claims],
                denied_by=[claim.id for claim in value.denied_by],
            )
            for value in values.every
        ],
    )


def named(view: View, entity: str, language: str) -> NamedEntity:
    """Return an entity under its name."""
    return NamedEntity(id=entity, type=view.schema_of(entity), caption=view.caption(entity, language))


def shown_entity(view: View, entity: str, language: str) -> ShownEntity:
    """Return every value of an entity with its claims, and what points to it."""
    claims = view.claims_about(entity)
    declared = view.ontology.get(view.schema_of(entity)).properties
    names = dict.fromkeys(name for claim in claims for name in claim.properties)
    return ShownEntity(
        id=entity,
        type=view.schema_of(entity),
        caption=view.caption(entity, language),
        properties={
            name: _shown_property(declared.get(name), name, view.values(entity, name), language) for name in names
        },
        pointed_at_by=[named(view, other, language) for other in view.pointing_at(entity)],
        claims=[claim.id for claim in claims],
    )


def page_of(found: Sequence[T], page: int, size: int) -> tuple[int, Sequence[T]]:
    """Return how many there are, and those of one page; an empty page beyond the last."""
    return len(found), found[(page - 1) * size : page * size]
