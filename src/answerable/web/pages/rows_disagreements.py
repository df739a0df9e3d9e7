"""Where accounts disagree: the questions that the compilers wrote down, and values that are in conflict."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.citations import Said, said_in
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.shown_values import label_of, shown
from answerable.web.templatetags.answerable import address_of, entity_address, name_of, support_mark


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """One question on which accounts differ."""

    name: str
    question: str
    href: str
    state_code: str
    state: str
    explanations: tuple[Said, ...]
    sides: int
    support: SafeString


def disagreement_row(asked: Asked, entity: str) -> DisagreementRow:
    """Return a disagreement as a row; `sides` counts the claims that it sets beside each other."""
    view = asked.view
    state = view.text(entity, "state")
    claims = view.claims_about(entity)
    return DisagreementRow(
        view.text(entity, "name"),
        view.text(entity, "question", asked.language),
        entity_address(asked, entity),
        state,
        view.ontology.property("Disagreement", "state").choice_label(state, asked.language) if state else "",
        said_in(asked, claims, "explanation"),
        len({ground for claim in claims for ground in claim.rests_on}),
        support_mark(asked, entity, "", claims),
    )


def disagreements(asked: Asked, entities: Iterable[str]) -> tuple[DisagreementRow, ...]:
    """Return disagreements, the open ones first."""
    rows = (disagreement_row(asked, each) for each in entities)
    return tuple(sorted(rows, key=lambda row: (row.state_code != "open", len(row.name), row.name)))


@kept_with_view
def disagreements_by_entity(view: View) -> dict[str, tuple[str, ...]]:
    """Return, for each entity and incident that a disagreement rests on claims about, the disagreements."""
    found: dict[str, dict[str, None]] = {}
    for entity in view.entities("Disagreement"):
        for claim in view.claims_about(entity):
            for ground in claim.rests_on:
                for about in _touched(view, ground):
                    found.setdefault(about, {})[entity] = None
    return {about: tuple(names) for about, names in found.items()}


def _touched(view: View, claim_id: str) -> tuple[str, ...]:
    if not view.has_claim(claim_id):
        return ()
    about = view.canonical(view.claim(claim_id).about)
    return (about, *view.refs(about, "incident"))


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A property that should have one value, for which claims that count give several."""

    name: str
    href: str
    property: str
    values: tuple[SafeString, ...]
    claims_href: str


@kept_with_view
def conflicts(view: View) -> tuple[tuple[str, str], ...]:
    """Return every (entity, property) whose claims disagree, by entity."""
    found = []
    for schema in sorted(view.count_by_schema()):
        single = [each.name for each in view.ontology.get(schema).properties.values() if each.single]
        for entity in view.entities(schema):
            if view.schema_of(entity) == schema and len(view.claims_about(entity)) > 1:
                found += [(entity, name) for name in single if view.values(entity, name).is_conflict]
    return tuple(found)


def conflict_row(asked: Asked, entity: str, name: str) -> ConflictRow:
    """Return a conflict as a row, its values best first."""
    view, schema = asked.view, asked.view.schema_of(entity)
    return ConflictRow(
        name_of(asked, entity),
        entity_address(asked, entity),
        label_of(asked, schema, name),
        tuple(shown(asked, schema, name, [text]) for text in view.texts(entity, name)),
        address_of(asked, "claims", entity, property=name),
    )
