"""What to call entities on a form, which ones are meant by some words, and which id a new one gets.

An id is seen by everybody who sees any claim about the entity, so the id of somebody who is not named in public
never holds a name: it is a number.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext

from answerable.kernel.ids import is_entity_id
from answerable.kernel.texts import fold, slug
from answerable.kernel.times import Time, time_texts
from answerable.ontology.schema import Ontology, Schema
from answerable.record.view import View
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.words import time_words

_INNER_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
MOST_FOUND = 8


def kind_of_id(schema: str) -> str:
    """Return the first part of the ids of a type: 'person', 'public-body'."""
    return _INNER_CAPITAL.sub("-", schema).lower()


def called(view: View, entity: str, language: str) -> str:
    """Return what to call an entity: its caption; for a link its two ends; failing both, its id."""
    caption = view.caption(entity, language)
    schema = view.schema_of(entity)
    kind = view.ontology.get(schema) if schema else None
    if kind and kind.edge:
        ends = [view.ref(entity, name) for name in kind.edge]
        named = [view.caption(end, language) or end for end in ends if end]
        return " → ".join(named) or caption or entity
    return caption or entity


def told_apart(view: View, entity: str, language: str) -> str:
    """Return what tells an entity from others of its name: its type, when, its id."""
    schema = view.schema_of(entity)
    when = next((words for time in view.times(entity) if (words := time_words(time))), "")
    return " · ".join(part for part in (view.ontology.get(schema).label(language), when, entity) if part)


@kept_with_view
def _names(view: View, schema: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every entity of a type with its names, folded."""
    found = []
    for entity in view.entities(schema):
        kind = view.ontology.get(view.schema_of(entity))
        texts = {fold(text) for name in kind.caption for text in view.texts(entity, name)}
        texts |= {fold(view.caption(entity, language)) for language in view.dossier.languages}
        if kind.edge:
            texts.add(fold(called(view, entity, "")))
        found.append((entity, tuple(sorted(text for text in texts if text))))
    return tuple(found)


def same_named(view: View, schema: str, words: str) -> tuple[str, ...]:
    """Return the entities of a type that are called exactly `words`, accents and case aside, or have it as id."""
    if is_entity_id(words) and view.has(words) and view.ontology.is_a(view.schema_of(words), schema):
        return (view.canonical(words),)
    wanted = fold(words)
    return tuple(entity for entity, names in _names(view, schema) if wanted in names) if wanted else ()


def found_by(view: View, schema: str, words: str) -> tuple[str, ...]:
    """Return the entities of a type whose names hold every word, the shortest name first; at most MOST_FOUND."""
    parts = fold(words).split()
    if not parts:
        return ()
    hits = []
    for entity, names in _names(view, schema):
        best = min((len(name) for name in (*names, entity) if all(part in name for part in parts)), default=None)
        if best is not None:
            hits.append((best, entity))
    return tuple(entity for _, entity in sorted(hits)[:MOST_FOUND])


def made_by_name(ontology: Ontology, leads_to: str) -> tuple[Schema, ...]:
    """Return the types of which a new entity needs nothing but a name, among those that `leads_to` admits."""
    return tuple(
        schema
        for schema in ontology.ours()
        if not schema.is_abstract
        and leads_to in schema.ancestors
        and schema.caption
        and schema.properties[schema.caption[0]].type == "name"
        and set(schema.required) <= {schema.caption[0]}
    )


def is_without_name(schema: Schema, properties: Mapping[str, Sequence[str]], *visibilities: str) -> bool:
    """Say whether the id must not be made from words: of minors, and of what is not for everybody."""
    is_minor = "Person" in schema.ancestors and "yes" in properties.get("minor", ())
    return is_minor or any(visibility != "public" for visibility in visibilities)


def new_id(
    view: View,
    schema: Schema,
    properties: Mapping[str, Sequence[str]],
    when: Time,
    *,
    taken: Iterable[str] = (),
    numbered: bool = False,
) -> str:
    """Return an id that nothing in the view has: from the name, else from what it links and when, else a number.

    Args:
        view: what is recorded.
        schema: the type of the new entity.
        properties: what is claimed of it.
        when: the claim's time.
        taken: ids given away in the same form.
        numbered: use no words.
    """
    kind, used = kind_of_id(schema.name), set(taken)
    stem = "" if numbered else _stem(schema, properties, when, view)
    if not stem:
        number = sum(entity.startswith(f"{kind}:number-") for entity in (*view.columns.entities, *used)) + 1
        while f"{kind}:number-{number}" in used or view.has(f"{kind}:number-{number}"):
            number += 1
        return f"{kind}:number-{number}"
    proposed, count = f"{kind}:{stem}", 1
    while proposed in used or view.has(proposed):
        count += 1
        proposed = f"{kind}:{stem}-{count}"
    return proposed


def _stem(schema: Schema, properties: Mapping[str, Sequence[str]], when: Time, view: View) -> str:
    named = schema.caption[0] if schema.caption else ""
    if named and schema.properties[named].type == "name" and properties.get(named):
        return slug(properties[named][0])
    order = [*(schema.edge or ()), *(one.name for one in schema.offered)]
    ends = [
        properties[name][0].partition(":")[2]
        for name in dict.fromkeys(order)
        if properties.get(name) and schema.properties[name].is_entity
    ][:2]
    code = next((properties[n][0] for n in ("what", "kind") if properties.get(n)), "") if len(ends) < 2 else ""
    day = time_texts(when, view.dossier.zone)[0][:10] if when.is_dated and not schema.edge else ""
    return slug("-".join(part for part in (*ends, code, day) if part), longest=80)


def holds_name(entity: str, names: Iterable[str]) -> bool:
    """Say whether an id holds a word of three letters or more of one of the names."""
    parts = set(re.split(r"[:.\-]", entity))
    return any(word in parts for name in names for word in slug(name).split("-") if len(word) >= 3)


def id_warning() -> str:
    """Return the sentence that stands beside the field for an id."""
    return gettext(
        "Everybody who sees any claim about it sees the id. Never put the name of a minor, a victim who is not "
        "named in public, or a witness into it."
    )
