"""What sources say was deployed, ordered, told, said and done, each with who says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.record.claims import ReadableClaim
from answerable.web.asking import Asked
from answerable.web.pages.citations import Said, cited_at, links_to, said_in, text_of
from answerable.web.pages.shown_values import NOTHING, label_of, shown
from answerable.web.pages.words import clock_words, time_words
from answerable.web.templatetags.answerable import address_of, entity_address, support_mark


@dataclass(frozen=True, slots=True)
class Shape:
    """Which properties of a type make the line: who acts, upon whom, the word for it, what is said, the rest."""

    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    tag: str = ""
    title: str = ""
    texts: tuple[str, ...] = ("gist",)
    more: tuple[str, ...] = ()


SHAPES: Mapping[str, Shape] = {
    "Deployment": Shape(
        ("actor",), (), "", "", ("task",), ("weapon", "number", "under", "onOrderOf", "operation")
    ),
    "Involvement": Shape(("actor",), (), "role"),
    "Operation": Shape((), (), "kind", "name", ("summary",), ("plan",)),
    "Plan": Shape(
        ("issuedBy",), ("addressee",), "", "title", ("gist",), ("signedBy", "label", "forceRules", "number")
    ),
    "Order": Shape(("givenBy",), ("givenTo",), "form", "", ("gist",), ("forceRules",)),
    "Meeting": Shape(("participant",), (), "kind", "name", ("gist",), ("raised", "leftOut", "place")),
    "Communication": Shape(("sender",), ("recipient",), "kind", "", ("gist",), ("leftOut", "signedBy")),
    "Notice": Shape(("person",), (), "receipt", "", ("fact",), ("channel",)),
    "Remark": Shape(("speaker",), ("regarding",), "kind", "", ("gist",), ("forum", "underOath")),
    "Measure": Shape(("by",), ("towards",), "kind", "", ("gist",), ("number", "search")),
    "Request": Shape(("by",), ("addressee",), "", "", ("asked",), ("due", "answeredOn", "answer")),
    "Reply": Shape(("person",), (), "", "", ("gist",), ("allegation", "sent", "received")),
    "Call": Shape(("by",), ("addressee",), "state", "", ("demand",), ("due", "answer")),
    "Step": Shape(("person",), (), "stage", "", ("gist",), ("proceeding", "number")),
}


ALLEGED = ("fired", "ordered", "planned")


@dataclass(frozen=True, slots=True)
class Detail:
    """One more thing that is claimed, under its label."""

    label: str
    value: SafeString


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that sources say was deployed, ordered, told, said or done."""

    entity: str
    href: str
    title: str
    tag_code: str
    tag: str
    by: SafeString
    to: SafeString
    when: str
    day: date
    said: tuple[Said, ...]
    more: tuple[Detail, ...]
    support: SafeString
    only_cited: SafeString = field(default=NOTHING)


def statement(asked: Asked, entity: str, *, but: str = "") -> Statement:
    """Return what is said of one entity that is an act, a word or a place in an operation.

    `but` names a property that the page itself says already.
    """
    view, schema = asked.view, asked.view.schema_of(entity)
    shape = next((SHAPES[kind] for kind in SHAPES if view.ontology.is_a(schema, kind)), Shape())
    claims = view.claims_about(entity)
    tag_code = view.text(entity, shape.tag) if shape.tag else ""
    said = said_in(asked, claims, *shape.texts)
    days = view.days_of(entity)
    when = next((time for time in view.times(entity) if time.is_dated), None)
    return Statement(
        entity,
        entity_address(asked, entity),
        view.text(entity, shape.title, asked.language) if shape.title else "",
        tag_code,
        _tag(asked, schema, shape.tag, tag_code) if tag_code else "",
        _actors(asked, entity, shape.by),
        _actors(asked, entity, shape.to),
        time_words(when) if when else "",
        days[0] if days else date.max,
        said,
        tuple(_details(asked, entity, schema, (name for name in shape.more if name != but))),
        support_mark(asked, entity, "", claims),
        NOTHING if said or not claims else cited_at(asked, claims[0]),
    )


def _tag(asked: Asked, schema: str, name: str, code: str) -> str:
    """Return the word for the kind of a statement; what would be a reproach if it were true is called alleged."""
    word = asked.view.ontology.property(schema, name).choice_label(code, asked.language)
    return (
        gettext("alleged: %(word)s") % {"word": word.lower()}
        if schema == "Involvement" and code in ALLEGED
        else word
    )


def _actors(asked: Asked, entity: str, names: tuple[str, ...]) -> SafeString:
    actors = dict.fromkeys(actor for name in names for actor in asked.view.refs(entity, name))
    return links_to(asked, actors) if actors else NOTHING


def _details(asked: Asked, entity: str, schema: str, names: Iterable[str]) -> Iterable[Detail]:
    for name in names:
        texts = asked.view.texts(entity, f"{name}@{asked.language}") or asked.view.texts(entity, name)
        if texts:
            yield Detail(label_of(asked, schema, name), shown(asked, schema, name, texts))


def statements(asked: Asked, entities: Iterable[str], *, but: str = "") -> tuple[Statement, ...]:
    """Return statements in the order of their first day; see `statement`."""
    rows = (statement(asked, each, but=but) for each in entities)
    return tuple(sorted(rows, key=lambda row: (row.day, row.entity)))


# hour by hour


@dataclass(frozen=True, slots=True)
class Hour:
    """What one claim places at an hour of a day."""

    order: tuple[date, int]
    clock: str
    day: str
    text: SafeString
    by: SafeString
    where: SafeString


def hours(asked: Asked, entities: Iterable[str]) -> tuple[Hour, ...]:
    """Return everything about some entities that a source places at an hour, in that order."""
    found = [
        _hour(asked, entity, claim)
        for entity in entities
        for claim in asked.view.claims_about(entity)
        if claim.is_counted and claim.time.first_clock is not None and claim.time.possible
    ]
    return tuple(sorted(found, key=lambda hour: hour.order))


def _hour(asked: Asked, entity: str, claim: ReadableClaim) -> Hour:
    schema = asked.view.schema_of(entity)
    shape = SHAPES.get(schema, Shape((), (), "", "", ("summary", "circumstances", "definition", "gist")))
    text = next(
        (text for name in (*shape.texts, "summary", "name") if (text := text_of(asked, claim, name))), NOTHING
    )
    span = claim.time.possible
    return Hour(
        ((span.first if span else None) or date.max, claim.time.first_clock or 0),
        clock_words(claim.time),
        span.first.isoformat() if span and span.first else "",
        text or format_html('<a href="{}">{}</a>', address_of(asked, "claim", claim.id), _type(asked, schema)),
        _actors(asked, entity, shape.by),
        cited_at(asked, claim),
    )


def _type(asked: Asked, schema: str) -> str:
    return asked.view.ontology.get(schema).label(asked.language)
