"""Whether the properties of a claim are well formed, what is wrong with them in words, and their clean form.

A required property can be asked of the whole entity or not at all (`whole=False`), for a claim that only adds
to what others say of the entity: one source gives an incident its name, another its hours.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from answerable.kernel.errors import UnknownTypeError, UserError, ValueRefusedError
from answerable.kernel.ids import is_entity_id
from answerable.ontology.languages import is_language
from answerable.ontology.loading import load_ontology, read_yaml
from answerable.ontology.schema import LANGUAGE_MARK, Property, Schema, in_language, nearest
from answerable.ontology.values import Check, Fault, canonical, check_for, day_range, shortened

MOST_TOLD = 3
_REFUSALS = Path(__file__).parent / "refusals.yaml"
_UNKNOWN = frozenset({"unknown-type", "abstract-type", "unknown-property"})


@dataclass(frozen=True, slots=True)
class ValueProblem:
    """One value that is refused.

    `where` is the caller's (file, row, claim); `property` as it was given, with its language; `value`
    shortened for showing, empty when the property itself is the problem; `code` is stable and documented;
    `message` and `remedy` are sentences that leave the value out, for it may be somebody's name.
    """

    where: str
    schema: str
    property: str
    value: str
    code: str
    message: str
    remedy: str


class _Rule(NamedTuple):
    """What is asked of the values under one key, such as 'gist@es'."""

    property: Property
    check: Check


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is asked of claims of one type: by key, filled with languages as they come."""

    schema: Schema
    by_key: dict[str, _Rule]


# The key as it was given, the value (None when the key itself is the problem), and why it is refused.
_Found = tuple[str, object, Fault]


def check_properties(
    schema_name: str,
    properties: Mapping[str, Sequence[str]],
    *,
    where: str = "",
    whole: bool = True,
    lang: str = "en",
) -> tuple[ValueProblem, ...]:
    """Return what is wrong with the properties of one claim, in their order; empty when nothing is.

    Args:
        schema_name: the type of the entity that the claim is about.
        properties: lists of texts by property name, as typed; 'gist@es' holds a translation of 'gist'.
        where: the place of the claim, to be carried in each problem.
        whole: ask for the required properties; False for a claim that adds to others of its entity.
        lang: the language of the sentences.

    It does not decide whether the entities that are referred to exist, or are of the type that the property
    leads to: that is for whoever holds the other claims.
    """
    rules = _rules(schema_name)
    if isinstance(rules, Fault):
        return (_problem(schema_name, ("", None, rules), where, lang),)
    _, found = _examined(rules, properties, whole=whole, keeps_empty=True)
    return tuple(_problem(schema_name, one, where, lang) for one in found)


def clean_properties(
    schema_name: str,
    properties: Mapping[str, Sequence[str]],
    *,
    where: str = "",
    whole: bool = True,
    lang: str = "en",
) -> dict[str, tuple[str, ...]]:
    """Return the properties of one claim in their one canonical form.

    Texts are composed (NFC) and trimmed; empty ones and repetitions are dropped; the order is kept. Cleaning
    what is clean changes nothing. The arguments are those of `check_properties`.

    Raises:
        UnknownTypeError: the type or a property is not in the ontology.
        ValueRefusedError: a value is refused or a required property is missing; the message tells the first
            few problems and never repeats a value.
    """
    rules = _rules(schema_name)
    if isinstance(rules, Fault):
        raise _refusal((_problem(schema_name, ("", None, rules), where, lang),), where, lang)
    clean, found = _examined(rules, properties, whole=whole, keeps_empty=False)
    if found:
        raise _refusal(tuple(_problem(schema_name, one, where, lang) for one in found), where, lang)
    return clean


def check_entity_id(text: str, *, where: str = "", lang: str = "en") -> None:
    """Refuse a text that is not the id of an entity, such as 'incident:juliaca-2023-01-09'.

    Raises:
        ValueRefusedError: it is not.
    """
    if not is_entity_id(text):
        problem = _problem("", ("about", text, Fault("not-an-entity-id")), where, lang)
        raise ValueRefusedError(problem.message, where=where, remedy=problem.remedy)


def _rules(schema_name: str) -> _Rules | Fault:
    """Return the rules of the type called `schema_name`, or why nothing can be claimed under that name."""
    schemata = load_ontology().schemata
    schema = schemata.get(schema_name)
    if schema is None:
        near = nearest(schema_name, schemata)
        return Fault("unknown-type", {"suggestion": near} if near else {})
    return Fault("abstract-type") if schema.is_abstract else _rules_of(schema)


@cache
def _rules_of(schema: Schema) -> _Rules:
    return _Rules(schema, {name: _Rule(one, check_for(one)) for name, one in schema.properties.items()})


def _rule_for(rules: _Rules, key: str) -> _Rule | Fault:
    """Return the rule for a key that is not yet among the rules, or why there is none."""
    plain, mark, language = key.partition(LANGUAGE_MARK)
    rule = rules.by_key.get(plain)
    if rule is None:
        near = nearest(plain, rules.schema.properties)
        return Fault("unknown-property", {"suggestion": f"{near}{mark}{shortened(language, 8)}"} if near else {})
    terms = {"plain": plain, "language": shortened(language, 8)}
    if not rule.property.translatable:
        return Fault("not-translatable", terms)
    if not is_language(language):
        return Fault("unknown-language", terms)
    rules.by_key[key] = rule
    return rule


def _examined(
    rules: _Rules, properties: Mapping[str, Sequence[str]], *, whole: bool, keeps_empty: bool
) -> tuple[dict[str, tuple[str, ...]], list[_Found]]:
    """Return the clean values and what is wrong; `keeps_empty` counts an empty text as wrong."""
    clean: dict[str, tuple[str, ...]] = {}
    found: list[_Found] = []
    for key, values in properties.items():
        rule = rules.by_key.get(key) or _rule_for(rules, key)
        if isinstance(rule, Fault):
            found.append((key, None, rule))
            continue
        if isinstance(values, str) or not isinstance(values, Sequence):
            found.append((key, values, Fault("not-a-list")))
            continue
        kept = _kept(key, rule.check, values, found, keeps_empty=keeps_empty)
        if kept:
            clean[key] = tuple(dict.fromkeys(kept)) if len(kept) > 1 else (kept[0],)
    if whole and rules.schema.required:
        found.extend(_missing(rules.schema, clean, found))
    if rules.schema.needs:
        found.extend(_unaccompanied(rules.schema, clean, found))
    if rules.schema.ordered:
        found.extend(_reversed(rules.schema, clean))
    return clean, found


def _kept(
    key: str, check: Check, values: Sequence[object], found: list[_Found], *, keeps_empty: bool
) -> list[str]:
    """Return the canonical form of the values that pass, and add to `found` those that do not."""
    kept: list[str] = []
    for value in values:
        if not isinstance(value, str):
            found.append((key, value, Fault("not-text")))
            continue
        text = canonical(value)
        fault = check(text) if text else (Fault("empty-value") if keeps_empty else None)
        if fault is not None:
            found.append((key, value, fault))
        elif text:
            kept.append(text)
    return kept


def _missing(schema: Schema, clean: Mapping[str, object], found: Sequence[_Found]) -> Iterator[_Found]:
    """Yield the required properties that have no value in any language; a refused value is told once."""
    given = {key.partition(LANGUAGE_MARK)[0] for key in (*clean, *(key for key, _, _ in found))}
    for name in schema.required:
        if name not in given:
            yield name, None, Fault("required-missing")


def _unaccompanied(
    schema: Schema, clean: Mapping[str, tuple[str, ...]], found: Sequence[_Found]
) -> Iterator[_Found]:
    """Yield each property that is missing beside a value which says nothing without it."""
    given = {key.partition(LANGUAGE_MARK)[0] for key in (*clean, *(key for key, _, _ in found))}
    for name, value, other in schema.needs:
        if value in clean.get(name, ()) and other not in given:
            yield other, None, Fault("needed-beside", {"other": name, "value": value})


def _reversed(schema: Schema, clean: Mapping[str, tuple[str, ...]]) -> Iterator[_Found]:
    """Yield each property all of whose values lie before those of the one that it must not precede."""
    for first, second in schema.ordered:
        if first in clean and second in clean:
            starts = [_low(schema.properties[first], value) for value in clean[first]]
            ends = [_high(schema.properties[second], value) for value in clean[second]]
            if min(starts) > max(ends):
                yield second, clean[second][0], Fault("order-reversed", {"other": first})


def _low(one: Property, value: str) -> float:
    """Return the least that `value` may stand for, as a number; days are counted from the year 1."""
    if one.type != "date":
        return float(value)
    blur = day_range(value)
    return float(blur.earliest.toordinal()) if blur and blur.earliest else float("-inf")


def _high(one: Property, value: str) -> float:
    """Return the most that `value` may stand for, as a number; days are counted from the year 1."""
    if one.type != "date":
        return float(value)
    blur = day_range(value)
    return float(blur.latest.toordinal()) if blur and blur.latest else float("inf")


@cache
def _sentences() -> dict[str, dict[str, dict[str, str]]]:
    sentences: dict[str, dict[str, dict[str, str]]] = read_yaml(_REFUSALS)
    return sentences


def _told(fault: Fault, schema: str, property_: str, lang: str) -> tuple[str, str]:
    """Return the message and the remedy of a fault in `lang`."""
    said = in_language(_sentences()[fault.code], lang) or {}
    terms = {"schema": schema, "property": property_, **fault.terms}
    remedy = said["near"] if "suggestion" in fault.terms and "near" in said else said["remedy"]
    return said["message"].format(**terms), remedy.format(**terms)


def _problem(schema_name: str, found: _Found, where: str, lang: str) -> ValueProblem:
    key, value, fault = found
    schema, property_ = shortened(schema_name), shortened(key)
    message, remedy = _told(fault, schema, property_, lang)
    shown = "" if value is None else shortened(value)
    return ValueProblem(where, schema, property_, shown, fault.code, message, remedy)


def _refusal(problems: tuple[ValueProblem, ...], where: str, lang: str) -> UserError:
    """Return the error that tells the first few of `problems`."""
    told = problems[:MOST_TOLD]
    sentences = [sentence for one in told for sentence in (one.message, one.remedy)]
    remedy = sentences.pop()
    if len(problems) > len(told):
        more = Fault("and-more", {"count": str(len(problems) - len(told))})
        remedy = f"{remedy} {_told(more, '', '', lang)[0]}"
    kind = UnknownTypeError if any(one.code in _UNKNOWN for one in problems) else ValueRefusedError
    return kind(" ".join(sentences), where=where, remedy=remedy)
