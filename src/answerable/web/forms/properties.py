"""The part of a form that a type's YAML makes: one field a property, with its own help and vocabulary."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.interchange.cells import join_values, split_values
from answerable.ontology.schema import Property, Schema
from answerable.ontology.validation import check_properties
from answerable.record.view import View
from answerable.web.forms.fields import FEW, Field, Problems, options_of, picked_in, text_in, vocabulary
from answerable.web.forms.references import Making, read_reference, reference_options

LONG = frozenset({"text", "html", "json"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Which properties a form asks for, for whom, and in which languages beside the dossier's first."""

    view: View
    schema: Schema
    language: str
    prefix: str = "p."

    @property
    def other_languages(self) -> tuple[str, ...]:
        """The languages in which a translation can be given."""
        return self.view.dossier.languages[1:]

    def properties(self, typed: QueryDict) -> tuple[Property, ...]:
        """Return the properties offered, and those beyond that the typed values fill."""
        given = {name.removeprefix(self.prefix).partition("@")[0].partition(".")[0]: None
                 for name in typed if name.startswith(self.prefix)}  # fmt: skip
        offered = {one.name: one for one in self.schema.offered}
        beyond = [self.schema.properties[name] for name in given
                  if name not in offered and name in self.schema.properties]  # fmt: skip
        return (*offered.values(), *beyond)


def read_properties(
    asked: Asked, typed: QueryDict, making: Making, problems: Problems, *, whole: bool, visibility: str
) -> dict[str, tuple[str, ...]]:
    """Return the properties typed; what the ontology refuses is added to the problems, in the reader's language.

    Args:
        asked: which properties.
        typed: the form.
        making: takes the new entities that are named.
        problems: takes what is wrong.
        whole: ask for the required properties too.
        visibility: of the claim, and so of the names of new entities.
    """
    found: dict[str, tuple[str, ...]] = {}
    for one in asked.properties(typed):
        for key in (one.name, *(f"{one.name}@{lang}" for lang in asked.other_languages if one.translatable)):
            values = _values(asked, typed, one, key, making, problems, visibility)
            if values:
                found[key] = values
    _check(asked, found, problems, whole=whole)
    return found


def _values(
    asked: Asked, typed: QueryDict, one: Property, key: str, making: Making, problems: Problems, visibility: str
) -> tuple[str, ...]:
    name = asked.prefix + key
    if one.is_entity:
        return read_reference(
            asked.view, typed, name, one.range or "Thing", making, problems,
            label=one.label(asked.language), visibility=visibility,
        )  # fmt: skip
    if one.enum:
        return tuple(picked_in(typed, name))
    text = text_in(typed, name)
    if not text:
        return ()
    return (text,) if one.type in LONG or one.single else split_values(text)


def _check(asked: Asked, found: Mapping[str, tuple[str, ...]], problems: Problems, *, whole: bool) -> None:
    for problem in check_properties(asked.schema.name, found, whole=whole, lang=asked.language):
        name = asked.prefix + problem.property if problem.property else ""
        if problem.code == "required-missing" and problems.of(name):
            continue
        problems.add(name, problem.message, problem.remedy)


def property_fields(asked: Asked, typed: QueryDict, problems: Problems) -> list[Field]:
    """Return a field for each property, each translation right after its own."""
    found = []
    for one in asked.properties(typed):
        found.append(_field(asked, typed, one, problems))
        if one.translatable:
            found.extend(_translation(asked, typed, one, lang, problems) for lang in asked.other_languages)
    return found


def _field(asked: Asked, typed: QueryDict, one: Property, problems: Problems) -> Field:
    name, lang = asked.prefix + one.name, asked.language
    shared = {
        "label": one.label(lang),
        "help": _help(one, lang),
        "error": problems.of(name),
        "is_optional": one.name not in asked.schema.required,
    }
    if one.is_entity:
        return _reference_field(asked, typed, one, shared)
    if one.enum:
        return _enum_field(typed, one, name, lang, shared)
    kind = "text" if one.type in LONG else "day" if one.type in ("date", "number") else "line"
    language = asked.view.dossier.languages[0] if one.translatable else ""
    return Field(name, kind, value=text_in(typed, name), language=language, **shared)  # type: ignore[arg-type]


def _help(one: Property, lang: str) -> str:
    said = one.help_in(lang)
    if one.is_entity or one.enum or one.single or one.type in LONG:
        return said
    several = gettext("If there are several, put | between them.")
    return f"{said} {several}"


def _enum_field(typed: QueryDict, one: Property, name: str, lang: str, shared: Mapping[str, object]) -> Field:
    choices, picked = vocabulary(one.enum, lang), picked_in(typed, name)
    if not one.single:
        return Field(name, "several", options=options_of(choices, picked), **shared)  # type: ignore[arg-type]
    none = gettext("The source does not say")
    kind = "choice" if len(choices) <= FEW else "list"
    return Field(name, kind, options=options_of(choices, picked, none=none), **shared)  # type: ignore[arg-type]


def _reference_field(asked: Asked, typed: QueryDict, one: Property, shared: Mapping[str, object]) -> Field:
    name, leads_to = asked.prefix + one.name, one.range or "Thing"
    words = text_in(typed, f"{name}.search")
    options = reference_options(asked.view, leads_to, words, picked_in(typed, name), asked.language)
    return Field(
        name, "entity", value=words, options=options, is_several=one.multiple, leads_to=leads_to,
        **shared,  # type: ignore[arg-type]
    )  # fmt: skip


def _translation(asked: Asked, typed: QueryDict, one: Property, lang: str, problems: Problems) -> Field:
    name = f"{asked.prefix}{one.name}@{lang}"
    kind = "text" if one.type in LONG else "line"
    label = gettext("%(label)s, in %(language)s") % {
        "label": one.label(asked.language),
        "language": language_name(lang),
    }
    return Field(name, kind, label, value=text_in(typed, name), error=problems.of(name), language=lang)


def language_name(code: str) -> str:
    """Return what a language calls itself."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).get_display_name(code) or code
    except (ValueError, UnknownLocaleError):
        return code


def typed_properties(
    schema: Schema, properties: Mapping[str, Iterable[str]], prefix: str = "p."
) -> dict[str, list[str]]:
    """Return the values of the fields for the properties of a claim; `read_properties` undoes it."""
    found: dict[str, list[str]] = {}
    for key, values in properties.items():
        one = schema.properties.get(key.partition("@")[0])
        texts = list(values)
        is_list = one is not None and (one.is_entity or bool(one.enum))
        is_one = one is not None and (one.single or one.type in LONG)
        found[prefix + key] = texts if is_list else ["\n".join(texts) if is_one else join_values(texts)]
    return found
