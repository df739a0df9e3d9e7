"""What sources say was deployed, ordered, told, said and done: with who says so, and who denies it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.publish.records import TOLD
from answerable.publish.site.edition import Edition
from answerable.publish.site.markup import NOTHING, Markup, element, escaped, joined


@dataclass(frozen=True, slots=True)
class Shape:
    """Which properties of a type say who acts, upon whom, of what kind it is, and what else is worth a line."""

    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    tag: str = ""
    more: tuple[str, ...] = ()


SHAPES: Mapping[str, Shape] = {
    "Deployment": Shape(("actor",), (), "", ("weapon", "number", "under", "onOrderOf")),
    "Involvement": Shape(("actor",), (), "role"),
    "Operation": Shape((), (), "kind"),
    "Plan": Shape(("issuedBy", "signedBy"), ("addressee",), "", ("label", "forceRules")),
    "Order": Shape(("givenBy",), ("givenTo",), "form", ("forceRules",)),
    "Meeting": Shape(("participant",), (), "kind", ("raised", "leftOut")),
    "Communication": Shape(("sender", "signedBy"), ("recipient",), "kind", ("leftOut",)),
    "Notice": Shape(("person",), (), "receipt", ("channel",)),
    "Remark": Shape(("speaker",), (), "kind", ("forum", "underOath", "regarding")),
    "Measure": Shape(("by",), ("towards",), "kind", ("number", "search")),
    "Request": Shape(("by",), ("addressee",), "", ("due", "answeredOn", "answer")),
    "Reply": Shape(("person",), (), "", ("allegation", "received")),
    "Call": Shape(("by",), ("addressee",), "state", ("due", "answer")),
    "Step": Shape(("person",), (), "stage", ("number",)),
    "Finding": Shape((), (), "standard"),
    "Assessment": Shape((), (), "state", ("standard",)),
}
ALLEGED = frozenset({"fired", "ordered", "planned"})
ANSWERS = frozenset({"denial", "reply", "justification"})


def is_answer(edition: Edition, entity: str) -> bool:
    """Say whether a remark denies, justifies or replies."""
    return edition.view.text(entity, "kind") in ANSWERS


def in_time(edition: Edition, entities: Iterable[str]) -> list[str]:
    """Return entities by the first day that any claim gives, then by id."""
    view = edition.view

    def key(entity: str) -> tuple[date, str]:
        days = view.days_of(entity)
        return (days[0] if days else date.max, entity)

    return sorted(dict.fromkeys(entities), key=key)


def statement(edition: Edition, here: str, entity: str, *, names_incident: bool = False) -> Markup:
    """Return one act, word or place in an operation as a list item's content."""
    view = edition.view
    schema = view.schema_of(entity)
    shape = SHAPES.get(schema, Shape())
    claims = view.claims_about(entity)
    by = edition.names(here, (actor for name in shape.by for actor in view.refs(entity, name)))
    to = edition.names(here, (actor for name in shape.to for actor in view.refs(entity, name)))
    actors = joined((Markup(f"<strong>{by}</strong>") if by else NOTHING, to), " → ")
    tag = _tag(edition, schema, shape, entity)
    told = edition.said(here, claims, *TOLD.get(schema, ("gist",)))
    if not told and claims:
        bare = edition.name(entity) if schema in ("Operation", "Plan", "Meeting") else edition.kind(entity)
        cites = edition.cites(here, [claim for claim in claims if claim.is_counted])
        told = [Markup(f'{escaped(bare)} <span class="where small soft">{cites}</span>')]
    head = joined((actors, tag), " ")
    first = joined((head, told[0] if told else NOTHING), ": " if head else "")
    more = joined(_more(edition, here, schema, shape, entity), " · ")
    incident = edition.names(here, view.refs(entity, "incident")) if names_incident else NOTHING
    denied = edition.denied(here, claims)
    return joined((
        element("p", first),
        *(element("p", each) for each in told[1:]),
        element("p", joined((more, incident), " · "), class_="small soft") if more or incident else NOTHING,
        element("p", denied, class_="small") if denied else NOTHING,
    ))  # fmt: skip


def _tag(edition: Edition, schema: str, shape: Shape, entity: str) -> Markup:
    """Return the word for the kind; what would be a reproach if it were true is called alleged."""
    code = edition.view.text(entity, shape.tag) if shape.tag else ""
    if not code:
        return NOTHING
    said = edition.choice(schema, shape.tag, code)
    if schema == "Involvement" and code in ALLEGED:
        said = edition.t("alleged", word=said[:1].lower() + said[1:])
    return element("span", said, class_="tag")


def _more(edition: Edition, here: str, schema: str, shape: Shape, entity: str) -> Iterable[str]:
    view = edition.view
    for name in shape.more:
        texts = view.texts(entity, f"{name}@{edition.language}") or view.texts(entity, name)
        if texts:
            declared = view.ontology.property(schema, name)
            if declared.is_entity:
                value: str = edition.names(here, map(view.canonical, texts))
            elif declared.type == "date":
                value = ", ".join(map(edition.date_text, texts))
            else:
                value = "; ".join(declared.choice_label(text, edition.language) for text in texts)
            yield joined((declared.label(edition.language), value), ": ")


def statements(edition: Edition, here: str, entities: Iterable[str], *, names_incident: bool = False) -> Markup:
    """Return statements in the order of time, each with its day; empty when there are none."""
    items = []
    for entity in in_time(edition, entities):
        days = edition.view.days_of(entity)
        when = escaped(edition.when_of(entity) or edition.t("undated"))
        inside = statement(edition, here, entity, names_incident=names_incident)
        if days:
            when = f'<time datetime="{days[0].isoformat()}">{when}</time>'
        items.append(f'<li><span class="when">{when}</span><div>{inside}</div></li>')
    return Markup(f'<ol class="hours">{"".join(items)}</ol>') if items else NOTHING
