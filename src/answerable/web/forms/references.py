"""Fields that point to entities: looked for by words, picked from what was found, or made new by a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.kernel.texts import fold
from answerable.kernel.times import Time
from answerable.ontology.schema import Schema
from answerable.record.view import View
from answerable.web.forms.fields import Option, Problems, picked_in, text_in
from answerable.web.forms.naming import (
    called,
    found_by,
    is_without_name,
    made_by_name,
    new_id,
    same_named,
    told_apart,
)

NEW = "+"
FOR_THE_TEAM = "/team"


@dataclass(frozen=True, slots=True)
class Made:
    """An entity that comes into being with the form: a name is all that is said of it."""

    entity: str
    schema: Schema
    name: str
    visibility: str


@dataclass(slots=True)
class Making:
    """The new entities of one form. The same name and type given twice is one entity.

    `given`: ids that the form gave to others, which are taken as well.
    """

    view: View
    made: dict[tuple[str, str], Made] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)

    def make(self, schema: Schema, name: str, visibility: str) -> str:
        """Return the id of the new entity of this type and name."""
        key = (schema.name, fold(name))
        if key not in self.made:
            properties = {schema.caption[0]: (name,)}
            numbered = is_without_name(schema, properties, visibility)
            entity = new_id(self.view, schema, properties, Time(), taken=self.ids(), numbered=numbered)
            self.made[key] = Made(entity, schema, name, visibility)
        return self.made[key].entity

    def ids(self) -> list[str]:
        """Return the ids given away so far."""
        return [*self.given, *(made.entity for made in self.made.values())]


def read_reference(
    view: View,
    typed: QueryDict,
    name: str,
    leads_to: str,
    making: Making,
    problems: Problems,
    *,
    label: str,
    visibility: str = "public",
) -> tuple[str, ...]:
    """Return the ids that a field points to; what is unclear is added to the problems."""
    words = text_in(typed, f"{name}.search")
    picked = picked_in(typed, name)
    found: list[str] = []
    is_spent = not words
    for value in picked:
        if value.startswith(NEW):
            made = _made(view, leads_to, value, words, making, visibility)
            if made is None:
                problems.add(name, gettext("Write the name of the new entry for “%(label)s”.") % {"label": label})
            else:
                found.append(made)
            is_spent = True
        elif not view.has(value) or not view.ontology.is_a(view.schema_of(value), leads_to):
            problems.add(
                name, gettext("What was chosen for “%(label)s” is not of the right type.") % {"label": label}
            )
        else:
            found.append(view.canonical(value))
    if not is_spent and fold(words) not in {fold(called(view, each, "")) for each in found}:
        same = same_named(view, leads_to, words)
        if len(same) == 1:
            found.append(same[0])
        elif not found:
            problems.add(name, _unclear(view, leads_to, words, label))
    return tuple(dict.fromkeys(found))


def _made(view: View, leads_to: str, value: str, words: str, making: Making, visibility: str) -> str | None:
    wanted = value.removeprefix(NEW).removesuffix(FOR_THE_TEAM)
    schema = next((one for one in made_by_name(view.ontology, leads_to) if one.name == wanted), None)
    if schema is None or not words:
        return None
    if value.endswith(FOR_THE_TEAM) and visibility == "public":
        visibility = "team"
    return making.make(schema, words, visibility)


def _unclear(view: View, leads_to: str, words: str, label: str) -> str:
    if found_by(view, leads_to, words) or made_by_name(view.ontology, leads_to):
        return gettext("Say which “%(words)s” is meant by “%(label)s”: choose below.") % {
            "words": words[:60],
            "label": label,
        }
    return gettext("Nothing called “%(words)s” is recorded for “%(label)s”. Record it first.") % {
        "words": words[:60],
        "label": label,
    }


def reference_options(
    view: View, leads_to: str, words: str, picked: Iterable[str], language: str
) -> tuple[Option, ...]:
    """Return what can be picked: what is picked already, what the words find, and new ones by that name."""
    chosen = [value for value in picked if value]
    known = [value for value in chosen if not value.startswith(NEW) and view.has(value)]
    ids = list(dict.fromkeys([*known, *found_by(view, leads_to, words)]))
    same = same_named(view, leads_to, words) if words else ()
    if not chosen and len(same) == 1:
        chosen = [same[0]]
    options = [
        Option(entity, called(view, entity, language), entity in chosen, told_apart(view, entity, language))
        for entity in ids
    ]
    return (*options, *_new_options(view, leads_to, words, chosen, language))


def _new_options(view: View, leads_to: str, words: str, chosen: Iterable[str], language: str) -> Iterable[Option]:
    if not words:
        return
    picked = set(chosen)
    for schema in made_by_name(view.ontology, leads_to):
        said: Mapping[str, str] = {"type": schema.label(language).lower(), "name": words[:60]}
        value = f"{NEW}{schema.name}"
        if "Person" in schema.ancestors:
            label = gettext("A new %(type)s, “%(name)s”, named to everybody")
            yield Option(value, label % said, value in picked)
            value += FOR_THE_TEAM
            label = gettext("A new %(type)s, “%(name)s”, name for the team only")
            yield Option(value, label % said, value in picked, gettext("gets a number for an id"))
        else:
            yield Option(value, gettext("A new %(type)s, “%(name)s”") % said, value in picked)


def read_named(
    view: View,
    typed: QueryDict,
    name: str,
    schema: str,
    making: Making,
    problems: Problems,
    *,
    label: str,
    visibility: str = "public",
) -> str:
    """Return the one id that a field means, a new one if nothing like it is recorded; empty when not filled.

    Unlike `read_reference` it makes a new entity unasked, unless something recorded comes near: then it asks.
    """
    words, picked = text_in(typed, f"{name}.search"), picked_in(typed, name)
    if not words and not picked:
        return ""
    kind = view.ontology.get(schema)
    if (schema, fold(words)) in making.made:
        return making.make(kind, words, visibility)
    if not picked and not same_named(view, schema, words) and not found_by(view, schema, words):
        return making.make(kind, words, visibility)
    found = read_reference(view, typed, name, schema, making, problems, label=label, visibility=visibility)
    return found[0] if found else ""
