"""What the record comes to, by the API: counts as stated and as documented, search, what differs between views."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import BaseModel, Field

from answerable.api.asking import Asking, Conditions, Day, DossierId, Line, Paging, TypeName, asking
from answerable.api.refusals import READING
from answerable.api.routes import answer
from answerable.api.shapes import NamedEntity, PageOf, named, page_of
from answerable.casualties.harms import documented, harms
from answerable.casualties.tolls import StatedCount, stated_counts
from answerable.kernel.texts import fold
from answerable.kernel.times import blur_text
from answerable.record.difference import difference
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec

MOST_LISTED = 1000
MOST_TESTED = 200
_NAMING = ("name", "title", "alias", "initials", "publicRole", "place")


class ShownCount(BaseModel):
    """A count as one source states it; numbers are null where it gives words or none."""

    tally: str
    speaker: NamedEntity | None
    source: str
    definition: str
    scope: str
    value: int | None
    at_least: int | None
    at_most: int | None
    words: str
    as_of: str | None
    claims: list[str]


class ShownToll(BaseModel):
    """What is stated beside what is documented: people one by one, in groups with a number, groups without one."""

    what: str
    documented_one_by_one: int
    documented_in_groups: int
    documented_unnumbered: int
    documented_claims: list[str]
    stated: list[ShownCount]


class TollFilter(Schema):
    """Whose harm is counted."""

    what: Literal["killed", "injured", "detained", "tortured", "disappeared"] = "killed"


@answer("/dossiers/{dossier_id}/toll", response={200: ShownToll, **READING})
def toll(
    request: HttpRequest, dossier_id: Path[DossierId], narrowing: Query[TollFilter], conditions: Query[Conditions]
) -> ShownToll:
    """Return how many were harmed, as each source states it, and how many are documented."""
    asked = asking(request, dossier_id, conditions)
    counted = documented(harms(asked.view, kind=narrowing.what))
    return ShownToll(
        what=narrowing.what,
        documented_one_by_one=counted.one_by_one,
        documented_in_groups=counted.in_groups,
        documented_unnumbered=counted.unnumbered,
        documented_claims=list(counted.claims),
        stated=[_count(asked, one) for one in stated_counts(asked.view, narrowing.what)],
    )


def _count(asked: Asking, count: StatedCount) -> ShownCount:
    return ShownCount(
        tally=count.tally,
        speaker=named(asked.view, count.speaker, asked.language) if count.speaker else None,
        source=count.source,
        definition=asked.view.text(count.tally, "definition", asked.language) or count.definition,
        scope=count.scope,
        value=count.value,
        at_least=count.at_least,
        at_most=count.at_most,
        words=count.words,
        as_of=blur_text(count.as_of) if count.as_of else None,
        claims=list(count.claims),
    )


class SearchWords(Schema):
    """What is looked for."""

    q: Annotated[Line, Field(min_length=1, description="Words of a name; accents and case do not matter.")]
    type: TypeName = "Thing"


@answer("/dossiers/{dossier_id}/search", response={200: PageOf[NamedEntity], **READING})
def search(
    request: HttpRequest,
    dossier_id: Path[DossierId],
    words: Query[SearchWords],
    paging: Query[Paging],
    conditions: Query[Conditions],
) -> PageOf[NamedEntity]:
    """Find entities by the words of their names, titles and places."""
    asked = asking(request, dossier_id, conditions)
    wanted = fold(words.q).split()[:MOST_TESTED]
    found = [one for one in asked.view.entities(words.type) if _holds(asked.view, one, wanted)]
    count, ids = page_of(found, paging.page, paging.size)
    items = [named(asked.view, one, asked.language) for one in ids]
    return PageOf(count=count, page=paging.page, size=paging.size, items=items)


def _holds(view: View, entity: str, wanted: list[str]) -> bool:
    texts = (
        text
        for claim in view.claims_about(entity)
        if claim.is_counted
        for name, values in claim.properties.items()
        if name.partition("@")[0] in _NAMING
        for text in values
    )
    said = fold(" ".join(texts))
    return bool(said) and all(word in said for word in wanted)


class ChangedValue(BaseModel):
    """A settled value that differs; empty where one view has none."""

    entity: str
    property: str
    before: str
    after: str


class HowMany(BaseModel):
    """How many there are in all, however many are listed."""

    lost_claims: int
    gained_claims: int
    lost_entities: int
    gained_entities: int
    changed_values: int


class ShownDifference(BaseModel):
    """What one view holds and the other does not: ids of claims and of entities, the first thousand of each."""

    counts: HowMany
    lost_claims: list[str]
    gained_claims: list[str]
    lost_entities: list[str]
    gained_entities: list[str]
    changed_values: list[ChangedValue]


class Against(Schema):
    """The other view: as published by another day. Without it, the whole view is compared with the one asked."""

    against: Annotated[Day | None, Field(description="Compare with what had been published by this day.")] = None


@answer("/dossiers/{dossier_id}/difference", response={200: ShownDifference, **READING})
def what_differs(
    request: HttpRequest, dossier_id: Path[DossierId], other: Query[Against], conditions: Query[Conditions]
) -> ShownDifference:
    """Compare the whole view of this audience with the one that the conditions give: what falls, what comes."""
    asked = asking(request, dossier_id, conditions)
    before = view_of(dossier_id, ViewSpec(asked.spec.audience, published_by=other.against))
    found = difference(before, asked.view)
    return ShownDifference(
        counts=HowMany(**{name: len(getattr(found, name)) for name in HowMany.model_fields}),
        lost_claims=[one.id for one in found.lost_claims[:MOST_LISTED]],
        gained_claims=[one.id for one in found.gained_claims[:MOST_LISTED]],
        lost_entities=list(found.lost_entities[:MOST_LISTED]),
        gained_entities=list(found.gained_entities[:MOST_LISTED]),
        changed_values=[
            ChangedValue(entity=one.entity, property=one.property, before=one.before, after=one.after)
            for one in found.changed_values[:MOST_LISTED]
        ],
    )
