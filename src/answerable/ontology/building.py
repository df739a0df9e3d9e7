"""Turns the YAML of entity types into an Ontology, and refuses what would only fail later, on a page.

The YAML is FollowTheMoney's: `extends`, `edge`, `required`, `featured`, `caption`, `properties`. The keys
that are ours are in `_OUR_KEYS` and `_OUR_PROPERTY_KEYS`; a misspelt key in a file of ours is refused by name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from answerable.kernel.errors import UserError
from answerable.ontology.schema import FALLBACK_LANGUAGE, Choice, Export, Ontology, Property, Schema, nearest

Spec = Mapping[str, Any]

_THEIR_KEYS = {"label", "plural", "description", "extends", "edge", "required", "featured", "caption"}
_OUR_KEYS = {"labels", "plurals", "descriptions", "order", "ordered", "needs", "export", "adds_to", "replaces"}
_THEIR_PROPERTY_KEYS = {"label", "description", "type", "range", "hidden"}
_OUR_PROPERTY_KEYS = {"labels", "help", "enum", "single", "translatable"}
_OUR_BOUNDS = {"minimum", "maximum", "pattern", "example"}
_KEYS = _THEIR_KEYS | _OUR_KEYS | {"abstract", "properties"}
_PROPERTY_KEYS = _THEIR_PROPERTY_KEYS | _OUR_PROPERTY_KEYS | _OUR_BOUNDS
# Source: followthemoney.types, version 4.
_VALUE_TYPES = {"string", "name", "text", "number", "date", "entity", "address", "checksum", "country", "email"}
_VALUE_TYPES |= {
    "gender",
    "html",
    "iban",
    "identifier",
    "ip",
    "json",
    "language",
    "mimetype",
    "phone",
    "topic",
    "url",
}
_LAST = 9999


class OntologyBrokenError(UserError):
    """A YAML file of an entity type that contradicts itself or the others."""

    code = "ontology-broken"


def build_ontology(theirs: Mapping[str, Spec], ours: Mapping[str, Spec]) -> Ontology:
    """Return the ontology of FollowTheMoney's types and ours.

    Args:
        theirs: their types by name, as their YAML has them.
        ours: ours by name; a name that is also theirs says `adds_to` or `replaces`.

    Raises:
        OntologyBrokenError: a type of ours takes a name of theirs, or names what is not there.
    """
    specs = dict(theirs)
    for name, spec in ours.items():
        _check_keys(name, spec)
        specs[name] = _with_additions(name, spec, theirs) if "adds_to" in spec else _new(name, spec, theirs)
    built: dict[str, Schema] = {}
    for name in specs:
        _build(name, specs, built, ours, ())
    _check_references(built, ours)
    return Ontology(MappingProxyType({name: _with_export(built[name], specs[name], theirs) for name in specs}))


def _refuse(where: str, what: str, remedy: str) -> OntologyBrokenError:
    return OntologyBrokenError(what, where=f"{where}.yaml", remedy=remedy)


def _check_keys(name: str, spec: Spec) -> None:
    wanted = [(key, _KEYS) for key in spec]
    for one in (spec.get("properties") or {}).values():
        wanted += [(key, _PROPERTY_KEYS) for key in one]
    for key, known in wanted:
        if key not in known:
            near = nearest(str(key), dict.fromkeys(known))
            raise _refuse(name, f"The key '{key}' means nothing here.", f"Did you mean '{near}'?" if near else "")


def _new(name: str, spec: Spec, theirs: Mapping[str, Spec]) -> Spec:
    if name in theirs and spec.get("replaces") != name:
        raise _refuse(
            name,
            f"FollowTheMoney already has a type {name}.",
            f"Choose another name, or say 'adds_to: {name}' or 'replaces: {name}'.",
        )
    if not spec.get("extends"):
        raise _refuse(name, "The type extends nothing.", "Say what it extends: Thing, Interval or Event.")
    return spec


def _with_additions(name: str, spec: Spec, theirs: Mapping[str, Spec]) -> Spec:
    """Return their type `name` with what ours says on top of it."""
    if spec["adds_to"] != name or name not in theirs:
        raise _refuse(
            name,
            "It adds to a type that is not there.",
            "Name the file and 'adds_to' as FollowTheMoney does.",
        )
    base = theirs[name]
    merged = {**base, **spec}
    for key in ("labels", "plurals", "edge"):
        merged[key] = {**(base.get(key) or {}), **(spec.get(key) or {})}
    properties = {key: dict(one) for key, one in (base.get("properties") or {}).items()}
    for key, one in (spec.get("properties") or {}).items():
        properties[key] = {**_inherited_spec(name, key, theirs), **one}
    merged["properties"] = properties
    return merged


def _inherited_spec(name: str, key: str, theirs: Mapping[str, Spec]) -> Spec:
    """Return what FollowTheMoney says of the property `key` of its type `name` or of the nearest parent."""
    spec = theirs[name]
    own: Spec | None = (spec.get("properties") or {}).get(key)
    if own is not None:
        return own
    return next(
        (found for parent in spec.get("extends") or () if (found := _inherited_spec(parent, key, theirs))), {}
    )


def _build(
    name: str,
    specs: Mapping[str, Spec],
    built: dict[str, Schema],
    ours: Mapping[str, Spec],
    below: tuple[str, ...],
) -> Schema:
    """Build `name` after its parents, into `built`; `below` are the types that asked for it."""
    if name in built:
        return built[name]
    if name in below or name not in specs:
        raise _refuse(below[-1] if below else name, f"It extends {name}, which is itself or not there.", "")
    spec = specs[name]
    parents = [_build(parent, specs, built, ours, (*below, name)) for parent in spec.get("extends") or ()]
    known = _known_properties(name, spec, parents)
    offered = _offered(spec, known, ours.get(name))
    edge = spec.get("edge") or {}
    built[name] = Schema(
        name=name,
        labels=_words(spec, "label", name),
        plurals=_words(spec, "plural", spec.get("label") or name),
        descriptions=_words(spec, "description", ""),
        extends=tuple(parent.name for parent in parents),
        ancestors=frozenset({name}).union(*(parent.ancestors for parent in parents)),
        own_properties=tuple(known[key] for key in spec.get("properties") or ()),
        properties=MappingProxyType({**{one.name: one for one in offered}, **known}),
        offered=offered,
        required=tuple(spec.get("required") or ()),
        featured=tuple(spec.get("featured") or ()),
        caption=tuple(spec.get("caption") or ()),
        ordered=tuple((first, second) for first, second in spec.get("ordered") or ()),
        needs=tuple((one["property"], one["value"], one["other"]) for one in spec.get("needs") or ()),
        edge=(edge["source"], edge["target"]) if "source" in edge and "target" in edge else None,
        edge_labels=_words(edge, "label", ""),
        export=Export(name, MappingProxyType({}), None, MappingProxyType({})),
        is_ours="order" in spec,
        is_abstract=bool(spec.get("abstract", False)),
        order=int(spec.get("order", _LAST)),
    )
    return built[name]


def _known_properties(name: str, spec: Spec, parents: Iterable[Schema]) -> dict[str, Property]:
    """Return the type's own properties, then those of each parent; the first of a name wins."""
    known = {key: _property(name, key, one) for key, one in (spec.get("properties") or {}).items()}
    for parent in parents:
        for key, one in parent.properties.items():
            known.setdefault(key, one)
    required = set(spec.get("required") or ())
    return {
        key: one if one.required == (key in required) else replace(one, required=key in required)
        for key, one in known.items()
    }


def _offered(spec: Spec, known: Mapping[str, Property], our_spec: Spec | None) -> tuple[Property, ...]:
    """Return what a form shows: featured properties of theirs, then those that our file declares."""
    declared = list((our_spec or {}).get("properties") or ())
    featured = [key for key in spec.get("featured") or () if key not in declared and key in known]
    return tuple(known[key] for key in (*featured, *declared))


def _words(spec: Spec, key: str, otherwise: str) -> Mapping[str, str]:
    """Return the words under `key` ('label', English) and its plural form ('labels', by language)."""
    english = " ".join(str(spec.get(key) or otherwise).split())
    others = {lang: " ".join(word.split()) for lang, word in (spec.get(f"{key}s") or {}).items()}
    return MappingProxyType({**({FALLBACK_LANGUAGE: english} if english else {}), **others})


def _property(schema: str, name: str, spec: Spec) -> Property:
    enum = tuple(_choice(schema, name, choice) for choice in spec.get("enum") or ())
    described = {FALLBACK_LANGUAGE: spec["description"]} if spec.get("description") else {}
    type_, range_, pattern = spec.get("type") or "string", spec.get("range"), spec.get("pattern")
    if type_ not in _VALUE_TYPES:
        raise _refuse(
            schema, f"'{name}' has the type '{type_}', which is no type of value.", "Correct the spelling."
        )
    if pattern is not None and not _is_pattern(pattern):
        raise _refuse(schema, f"'{name}' has a pattern that is no regular expression.", "Correct the pattern.")
    if (type_ == "entity") != (range_ is not None):
        raise _refuse(schema, f"'{name}' needs both the type 'entity' and a range, or neither.", "")
    return Property(
        name=name,
        type=type_,
        labels=_words(spec, "label", name),
        help=MappingProxyType({**described, **(spec.get("help") or {})}),
        range=range_,
        enum=enum,
        single=bool(spec.get("single", False)),
        translatable=bool(spec.get("translatable", False)),
        hidden=bool(spec.get("hidden", False)),
        minimum=spec.get("minimum"),
        maximum=spec.get("maximum"),
        pattern=pattern,
        example=spec.get("example"),
    )


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def _choice(schema: str, name: str, spec: Spec) -> Choice:
    code = spec.get("code")
    if not isinstance(code, str):  # a bare yes or no is a truth value in YAML
        raise _refuse(schema, f"'{name}' has a choice whose code is no text.", "Put yes and no in quotes.")
    return Choice(code, MappingProxyType(dict(spec.get("labels") or {})))


def _check_references(built: Mapping[str, Schema], ours: Mapping[str, Spec]) -> None:
    """Refuse a type of ours that names a property or a type that is not there."""
    for name, spec in ours.items():
        schema = built[name]
        pairs = [one for pair in schema.ordered for one in pair]
        pairs += [one for first, _, other in schema.needs for one in (first, other)]
        exported = (spec.get("export") or {}).get("properties") or {}
        for one in (
            *schema.required,
            *schema.featured,
            *schema.caption,
            *(schema.edge or ()),
            *pairs,
            *exported,
        ):
            if one not in schema.properties:
                raise _refuse(name, f"It has no property '{one}', which it names.", "Correct the spelling.")
        for one in schema.own_properties:
            if one.range is not None and one.range not in built:
                raise _refuse(
                    name, f"'{one.name}' leads to {one.range}, which is no type.", "Correct the spelling."
                )
        if schema.is_ours and "export" not in spec:
            raise _refuse(name, "It does not say as which type it is exported.", "Add 'export'.")


def _their_properties(name: str, theirs: Mapping[str, Spec]) -> set[str]:
    """Return the names of all properties that FollowTheMoney's type `name` has, inherited ones included."""
    spec = theirs[name]
    return set(spec.get("properties") or ()).union(
        *(_their_properties(parent, theirs) for parent in spec.get("extends") or ())
    )


def _with_export(schema: Schema, spec: Spec, theirs: Mapping[str, Spec]) -> Schema:
    """Return `schema` with its way out: what its file says, and what it inherits under the same name."""
    said = spec.get("export") or {"schema": schema.name}
    target: str = said["schema"]
    if target not in theirs:
        raise _refuse(
            schema.name, f"FollowTheMoney has no type {target} to export it as.", "Correct the spelling."
        )
    there = _their_properties(target, theirs)
    mapped: dict[str, str] = said.get("properties") or {}
    caption: str | None = said.get("caption")
    for one in (*mapped.values(), *([caption] if caption else [])):
        if one not in there:
            raise _refuse(schema.name, f"{target} has no property '{one}'.", "Correct the spelling.")
    # A property that our type declares itself means what we say, even under one of their names.
    declared = set() if schema.name == target else set(spec.get("properties") or ())
    shared = {key: key for key in schema.properties if key in there and key not in declared}
    links: dict[str, str] = said.get("links") or {}
    export = Export(target, MappingProxyType({**shared, **mapped}), caption, MappingProxyType(links))
    return replace(schema, export=export)
