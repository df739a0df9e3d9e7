"""What can be claimed: entity types, their properties, and the words for them in each language.

Everything here is immutable and read from YAML once. Words that a language lacks fall back to English,
then to the code itself, so that a missing translation shows and never breaks a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from answerable.kernel.errors import UnknownTypeError

Words = Mapping[str, str]
FALLBACK_LANGUAGE = "en"
LANGUAGE_MARK = "@"
T = TypeVar("T")


def in_language(choices: Mapping[str, T], lang: str) -> T | None:
    """Return what `choices` hold for `lang`, for its main language ('es' for 'es-pe'), or in English."""
    main = lang.partition("-")[0]
    return choices.get(lang) or choices.get(main) or choices.get(FALLBACK_LANGUAGE)


def nearest(asked: str, known: Mapping[str, object]) -> str | None:
    """Return the key of `known` that is spelt most like `asked`, or None when none comes near."""
    folded = {key.casefold(): key for key in known}
    found = get_close_matches(asked.casefold()[:80], folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One word of a closed vocabulary: `code` is stored, a label is shown."""

    code: str
    labels: Words

    def label(self, lang: str) -> str:
        """Return the word to show in `lang`."""
        return in_language(self.labels, lang) or self.code


@dataclass(frozen=True, slots=True, eq=False)
class Property:
    """One thing that a claim can say of an entity of a type.

    `type` is FollowTheMoney's: name, string, text, number, date, entity, country, url … `range` is the type
    that an `entity` value must be, else None. `enum` is empty unless the vocabulary is closed. `single`: the
    entity has one settled value, and differing claims are in conflict; one claim may still give several.
    `translatable`: may also be given as 'name@es'. `minimum`, `maximum` bound a number; `pattern` is a
    regular expression that the whole value must match, and `example` shows such a value.
    """

    name: str
    type: str
    labels: Words
    help: Words
    range: str | None = None
    enum: tuple[Choice, ...] = ()
    single: bool = False
    translatable: bool = False
    required: bool = False
    hidden: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    example: str | None = None

    @property
    def multiple(self) -> bool:
        """Say whether an entity may well have several values at once."""
        return not self.single

    @property
    def is_entity(self) -> bool:
        """Say whether the values are ids of other entities."""
        return self.type == "entity"

    def label(self, lang: str) -> str:
        """Return the property's name to show in `lang`."""
        return in_language(self.labels, lang) or self.name

    def help_in(self, lang: str) -> str:
        """Return the sentence that stands before the form field, or an empty text."""
        return in_language(self.help, lang) or ""

    def choice_label(self, code: str, lang: str) -> str:
        """Return the word for `code`, or `code` itself when it is not in the vocabulary."""
        return next((choice.label(lang) for choice in self.enum if choice.code == code), code)


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """How entities of a type leave as FollowTheMoney.

    `schema` is theirs; `properties` leads from our property to theirs, and a property that is not in it stays
    at home. `caption`: their property that gets our caption where nothing else fills it, for types that they
    require a name of. `links`: the entity that our property names gets this one under their property.
    """

    schema: str
    properties: Mapping[str, str]
    caption: str | None
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """One entity type.

    `offered` are the properties to show in a form, in order. `properties` holds all that a claim may use, by
    name: the offered ones first, then FollowTheMoney's. `own_properties` are those that the type declares
    itself, the rest is inherited. `ancestors` includes the type. `edge` names the properties that a link runs
    from and to. `ordered` pairs a property with one that must not lie before it. `needs` says which property a
    claim must have as well when another has a certain value: (property, value, other). `is_ours`: one of the types
    that this project offers, in the order of `order`; FollowTheMoney's others are loaded as they are.
    """

    name: str
    labels: Words
    plurals: Words
    descriptions: Words
    extends: tuple[str, ...]
    ancestors: frozenset[str]
    own_properties: tuple[Property, ...]
    properties: Mapping[str, Property]
    offered: tuple[Property, ...]
    required: tuple[str, ...]
    featured: tuple[str, ...]
    caption: tuple[str, ...]
    ordered: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, str, str], ...]
    edge: tuple[str, str] | None
    edge_labels: Words
    export: Export
    is_ours: bool
    is_abstract: bool
    order: int

    def label(self, lang: str) -> str:
        """Return the type's name to show in `lang`."""
        return in_language(self.labels, lang) or self.name

    def plural(self, lang: str) -> str:
        """Return the type's name for several of them."""
        return in_language(self.plurals, lang) or self.name

    def description(self, lang: str) -> str:
        """Return what the type holds, in a sentence or two; may be empty for FollowTheMoney's own."""
        return in_language(self.descriptions, lang) or ""

    def edge_label(self, lang: str) -> str:
        """Return the verb that reads from the edge's source to its target, or an empty text."""
        return in_language(self.edge_labels, lang) or ""


@dataclass(frozen=True, slots=True, eq=False)
class Ontology:
    """All entity types, by name."""

    schemata: Mapping[str, Schema]

    def get(self, name: str) -> Schema:
        """Return the type called `name`.

        Raises:
            UnknownTypeError: there is none; the message offers the nearest spelling.
        """
        schema = self.schemata.get(name)
        if schema is None:
            near = nearest(name, self.schemata)
            raise UnknownTypeError(
                f"There is no entity type '{name[:60]}'.",
                remedy=f"Did you mean '{near}'?" if near else "Choose one of the types of the ontology.",
            )
        return schema

    def is_a(self, name: str, ancestor: str) -> bool:
        """Say whether every `name` is also an `ancestor`; a type is one itself.

        Raises:
            UnknownTypeError: either type is not in the ontology.
        """
        return self.get(ancestor).name in self.get(name).ancestors

    def ours(self) -> tuple[Schema, ...]:
        """Return the types that this project offers, in a reading order.

        People and posts come first; then what happened; what was planned, said and done; what came of it; and
        the numbers.
        """
        return tuple(sorted((one for one in self.schemata.values() if one.is_ours), key=lambda one: one.order))

    def property(self, schema: str, name: str) -> Property:
        """Return the property `name` of the type `schema`; 'gist@es' gives the translatable 'gist'.

        Raises:
            UnknownTypeError: there is no such type or property, or the property is not translatable.
        """
        plain, mark, _ = name.partition(LANGUAGE_MARK)
        properties = self.get(schema).properties
        found = properties.get(plain)
        if found is None:
            near = nearest(plain, properties)
            raise UnknownTypeError(
                f"The type {schema} has no property '{plain[:60]}'.",
                remedy=f"Did you mean '{near}'?" if near else "Choose one of the properties of the type.",
            )
        if mark and not found.translatable:
            raise UnknownTypeError(
                f"The property '{plain}' of the type {schema} has no translations.",
                remedy=f"Write '{plain}' without a language.",
            )
        return found
