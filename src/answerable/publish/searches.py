"""Searches over the records, as a figure asks for them: a type, what its properties are, and when.

`Meeting?participant=person:a&participant=unit:b,unit:c&kind=command,palace&from=2022-12&to=2022-12&dated=day`
finds the meetings with the person and with one of the two units. Values after one sign of equality are
alternatives; a property named twice has to meet both. A time is met when something may lie in it: partial dates
are found by every month that they may lie in. `dated=day` leaves out what has no day of its own, such as a series.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from answerable.casualties.toll_scopes import read_days
from answerable.kernel.errors import ValueRefusedError
from answerable.kernel.texts import fold
from answerable.kernel.times import Span
from answerable.ontology.schema import Ontology, Property
from answerable.record.view import View

LIMITS = ("from", "to", "dated")


@dataclass(frozen=True, slots=True)
class Search:
    """A search that the ontology admits. `wanted` holds each property asked for with its alternatives."""

    schema: str
    wanted: tuple[tuple[str, tuple[str, ...]], ...]
    first: date | None = None
    last: date | None = None
    needs_day: bool = False


def read_search(ontology: Ontology, text: str) -> Search:
    """Read a search.

    Raises:
        ValueRefusedError: the type or a property does not exist, a value is not one of its property's, or a date
            is none; the message says what may be asked for instead.
    """
    name, _, query = text.strip().partition("?")
    if name not in ontology.schemata:
        raise ValueRefusedError(
            f"There is no type of record called '{name[:40]}' to search.",
            remedy="Begin with a type, such as Meeting?kind=cabinet.",
        )
    properties = ontology.get(name).properties
    limits: dict[str, str] = {}
    wanted = []
    for key, value in parse_qsl(query, keep_blank_values=True):
        if not value or key in limits:
            raise ValueRefusedError(f"'{key[:40]}' needs one value.", remedy=f"Write {key[:40]}=… once.")
        if key in LIMITS:
            limits[key] = value
        elif key in properties:
            wanted.append((key, _values(properties[key], value)))
        else:
            raise ValueRefusedError(
                f"A record of type {name} has no property '{key[:40]}'.",
                remedy=f"Ask for one of: {', '.join((*sorted(properties), *LIMITS))}.",
            )
    first = read_days(limits["from"]).first if "from" in limits else None
    last = read_days(limits["to"]).last if "to" in limits else None
    if first and last and first > last:
        raise ValueRefusedError(f"The dates {first} and {last} are reversed.", remedy="Put the earlier day first.")
    if limits.get("dated", "day") != "day":
        raise ValueRefusedError("Only dated=day can be asked for.", remedy="Write dated=day or leave it out.")
    return Search(name, tuple(wanted), first, last, "dated" in limits)


def found_by(view: View, search: str | Search) -> tuple[str, ...]:
    """Return the entities that a search finds in a view, by day, then by id.

    Raises:
        ValueRefusedError: see `read_search`.
    """
    asked = read_search(view.ontology, search) if isinstance(search, str) else search
    tests: list[Callable[[str], bool]] = [
        _having(view, asked.schema, name, values) for name, values in asked.wanted
    ]
    found = [
        entity
        for entity in view.entities(asked.schema)
        if all(test(entity) for test in tests) and _is_in_time(view, asked, entity)
    ]
    return tuple(sorted(found, key=lambda entity: ((view.days_of(entity) or (date.max,))[0], entity)))


def _values(declared: Property, text: str) -> tuple[str, ...]:
    values = tuple(value.strip() for value in text.split(",") if value.strip())
    codes = [choice.code for choice in declared.enum]
    for value in values:
        if codes and value not in codes:
            raise ValueRefusedError(
                f"'{value[:40]}' is no value of {declared.name}.", remedy=f"It may be: {', '.join(codes)}."
            )
        if declared.is_entity and ":" not in value:
            raise ValueRefusedError(
                f"'{value[:40]}' is no entity, and {declared.name} points to one.",
                remedy="Write its id, such as person:boluarte.",
            )
    return values


def _having(view: View, schema: str, name: str, values: tuple[str, ...]) -> Callable[[str], bool]:
    declared = view.ontology.property(schema, name)
    if declared.is_entity:
        targets = {view.canonical(value) for value in values}
        return lambda entity: not targets.isdisjoint(view.refs(entity, name))
    folded = {fold(value) for value in values}
    return lambda entity: any(fold(text) in folded for text in view.texts(entity, name))


def _is_in_time(view: View, asked: Search, entity: str) -> bool:
    if not (asked.first or asked.last or asked.needs_day):
        return True
    spans = [when.possible for when in view.times(entity) if when.possible]
    if asked.needs_day:
        spans = [span for span in spans if span.first and span.first == span.last]
    return any(_may_meet(span, asked) for span in spans)


def _may_meet(span: Span, asked: Search) -> bool:
    is_over = asked.first and span.last and span.last < asked.first
    is_to_come = asked.last and span.first and span.first > asked.last
    return not is_over and not is_to_come
