"""Reads the queries of a framework, and refuses what the claims could never answer.

A query is checked against the ontology when it is read, so that a misspelt type, property or choice is found here
and not as a cell that stays empty for ever.
"""

from collections.abc import Mapping
from typing import cast, get_args

from answerable.assess.answers import SIDES, TIES, Anchor, How, Query, Words
from answerable.assess.marked_yaml import Part
from answerable.conduct.answers import LANES, PLACES
from answerable.conduct.parts import PARTS
from answerable.conduct.patterns import PATTERNS
from answerable.kernel.errors import UnknownTypeError
from answerable.ontology.loading import load_ontology
from answerable.ontology.schema import Property, nearest

FINDS = ("item", "unit-item", "expected", "chain", "tenure", "duty", "pattern", "entity", "own", "demand")
LANGUAGES = ("en", "es")
_OF_ITEMS = frozenset(
    {"lane", "schema", "kind", "receipt", "part", "left_out", "oath", "where", "has", "lacks", "says", "unless"}
)
_COMMON = frozenset({"find", "how", "words", "placed", "tie"})
KEYS = {
    "item": _COMMON | _OF_ITEMS,
    "unit-item": _COMMON | _OF_ITEMS,
    "expected": _COMMON,
    "chain": _COMMON,
    "tenure": _COMMON | {"function", "force"},
    "duty": _COMMON | {"kind"},
    "pattern": _COMMON | {"code", "later"},
    "entity": _COMMON | {"schema", "by", "of", "where", "has", "lacks", "says", "unless", "force"},
    "own": _COMMON | {"of", "properties", "says", "unless"},
    "demand": _COMMON | {"says", "unless"},
}
"""The keys that each kind of query knows."""
_ALL_KEYS = frozenset().union(*KEYS.values())


def words_of(part: Part | None, holder: Part, key: str, *, required: bool = True) -> Words:
    """Return a text in every language, or refuse one that lacks a language."""
    if part is None:
        if required:
            raise holder.refused(f"'{key}' is missing here.", f"Add '{key}' in English (en) and Spanish (es).")
        return {}
    stray = [key for key in part.keys() if key not in LANGUAGES]  # noqa: SIM118  a Part is no mapping
    if stray:
        raise part.refused(
            f"'{stray[0]}' is no language of the frameworks.",
            "Write en and es; put a text with a comma in quotes.",
        )
    return {language: part.need(language).text() for language in LANGUAGES}


def one_of(part: Part, known: tuple[str, ...], what: str) -> str:
    """Return a text that must be one of the known ones."""
    text = part.text()
    if text not in known:
        near = nearest(text, dict.fromkeys(known))
        remedy = f"Did you mean '{near}'?" if near else f"Use one of: {', '.join(known)}."
        raise part.refused(f"'{text}' is no {what}.", remedy)
    return text


def _each_of(part: Part | None, known: tuple[str, ...], what: str) -> tuple[str, ...]:
    return tuple(one_of(one, known, what) for one in part.each()) if part else ()


def _schemata(part: Part | None) -> tuple[str, ...]:
    found = []
    for one in part.each() if part else ():
        try:
            found.append(load_ontology().get(one.text()).name)
        except UnknownTypeError as error:
            raise one.refused(error.what, error.remedy) from None
    return tuple(found)


def _property(part: Part, name: str, schemata: tuple[str, ...]) -> tuple[Property, ...]:
    """Return the property `name` of each type that has it, or refuse when none has."""
    found = [
        known for schema in schemata if (known := load_ontology().get(schema).properties.get(name)) is not None
    ]
    if not found:
        try:
            load_ontology().property(schemata[0], name)
        except UnknownTypeError as error:
            raise part.refused(error.what, error.remedy) from None
    return tuple(found)


def _properties(part: Part | None, schemata: tuple[str, ...]) -> tuple[str, ...]:
    for one in part.each() if part else ():
        _property(one, one.text(), schemata)
    return part.texts() if part else ()


def _where(part: Part | None, schemata: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found = {}
    for name in part.keys() if part else ():
        values = part.need(name)  # type: ignore[union-attr]
        choices = {choice.code for known in _property(values, name, schemata) for choice in known.enum}
        found[name] = (
            _each_of(values, tuple(sorted(choices)), f"choice of '{name}'") if choices else values.texts()
        )
    return found


def _kinds(part: Part | None, find: str, schemata: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds asked for; each must be a choice of what counts as the kind in one of the types."""
    ontology = load_ontology()
    pairs = {("Duty", "kind")} if find == "duty" else {(each.schema, each.kind) for each in PARTS if each.kind}
    asked = [pair for pair in pairs if not schemata or pair[0] in schemata]
    known = sorted({choice.code for schema, name in asked for choice in ontology.property(schema, name).enum})
    return _each_of(part, tuple(known), "kind of these types")


def _flag(part: Part | None) -> bool | None:
    return part.flag() if part else None


def read_query(part: Part, name: str, how: str = "") -> Query:
    """Return one query.

    Args:
        part: its mapping.
        name: the indicator's name, or one made from its place.
        how: direct or inferred, when whoever takes it up says so; else its own.

    Raises:
        ValueRefusedError: it asks for a type, property, choice or place in time that does not exist.
    """
    find = one_of(part.need("find"), FINDS, "way to find something")
    part.only(KEYS[find])
    schemata = _schemata(part.get("schema"))
    typed = schemata or tuple(dict.fromkeys(each.schema for each in PARTS))
    if find == "entity" and (not schemata or part.get("by") is None):
        raise part.refused("An entity is found by its type and a property.", "Add 'schema' and 'by'.")
    said_how = how or one_of(part.need("how"), get_args(How), "way to show something")
    choices = {choice.code for choice in load_ontology().property("Post", "function").enum}
    forces = {choice.code for choice in load_ontology().property("Unit", "force").enum}
    receipts = {choice.code for choice in load_ontology().property("Notice", "receipt").enum}
    of = part.get("of")
    said_of = {"own": ("Incident", "Proceeding"), "demand": ("Call",)}.get(find, typed)
    return Query(
        name=name,
        find=find,
        how=cast(How, said_how),
        words=words_of(part.get("words"), part, "words"),
        placed=_each_of(part.get("placed"), PLACES, "place in time"),  # type: ignore[arg-type]
        ties=_each_of(part.get("tie"), TIES, "tie to the incident") or ("own", "whole"),  # type: ignore[arg-type]
        lanes=_each_of(part.get("lane"), LANES, "lane"),
        schemata=schemata,
        kinds=_kinds(part.get("kind"), find, schemata),
        receipts=_each_of(part.get("receipt"), tuple(sorted(receipts)), "receipt of a notice"),
        parts=_properties(part.get("part"), typed),
        left_out=_flag(part.get("left_out")),
        oath=_flag(part.get("oath")),
        by=_properties(part.get("by"), schemata) if schemata else (),
        of=cast(Anchor, one_of(of, get_args(Anchor), "anchor")) if of else "subject",
        properties=part.get("properties").texts() if part.get("properties") else (),  # type: ignore[union-attr]
        functions=_each_of(part.get("function"), tuple(sorted(choices)), "function of a post"),
        forces=_each_of(part.get("force"), tuple(sorted(forces)), "force"),
        codes=_each_of(part.get("code"), tuple(PATTERNS), "pattern"),
        later=bool(_flag(part.get("later"))),
        where=_where(part.get("where"), typed),
        has=_properties(part.get("has"), typed),
        lacks=_properties(part.get("lacks"), typed),
        says=_where(part.get("says"), said_of),
        unless=_where(part.get("unless"), said_of),
    )


class Indicators(dict[str, Part]):
    """Indicators by name; a query that is taken up twice in one way is read once."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        super().__init__(parts)
        self._read: dict[tuple[str, str], Query] = {}

    def query(self, name: str, how: str = "") -> Query:
        """Return the query of one indicator; see `read_query`."""
        if (name, how) not in self._read:
            self._read[name, how] = read_query(self[name], name, how)
        return self._read[name, how]


def read_looks(part: Part | None, indicators: Indicators, code: str) -> dict[str, tuple[Query, ...]]:
    """Return what an element looks for, by side: indicators by name, or queries written where they stand.

    Raises:
        ValueRefusedError: a side or an indicator is not known, or a query is wrong.
    """
    if part is None:
        return {}
    part.only(frozenset(SIDES))
    return {
        side: tuple(
            _taken_up(one, indicators, f"{code.lower()}-{side}-{number}")
            for number, one in enumerate(part.need(side).each(), 1)
        )
        for side in part.keys()  # noqa: SIM118  a Part is no mapping
        if part.get(side)
    }


def _taken_up(part: Part, indicators: Indicators, name: str) -> Query:
    if isinstance(part.value, dict) and "use" not in part.value:
        return read_query(part, name)
    used, how = part, ""
    if isinstance(part.value, dict):
        part.only(frozenset({"use", "how"}))
        used = part.need("use")
        asked = part.get("how")
        how = one_of(asked, get_args(How), "way to show something") if asked else ""
    indicator = used.text()
    if indicator not in indicators:
        near = nearest(indicator, indicators)
        remedy = f"Did you mean '{near}'?" if near else "Add it to a file in assess/indicators."
        raise used.refused(f"There is no indicator '{indicator}'.", remedy)
    return indicators.query(indicator, how)
