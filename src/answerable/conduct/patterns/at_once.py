"""The items of all officials at once, read by column.

What rests on a single claim, as most does, becomes an item without the claim being built; what rests on several is
left to `items`, thing by thing. Only what some rule reads is gathered; a test holds the answers of the patterns
equal to those for one person at a time.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import orjson

from answerable.conduct.answers import Item, Lane, When
from answerable.conduct.items import NO_MEASURE, PROMOTION, in_time, items_from, reading_of
from answerable.conduct.parts import LEFT_OUT, PARTS, SPEAKING, Part
from answerable.conduct.patterns.charges import NOBODY, Charges
from answerable.conduct.patterns.keeping import kept
from answerable.conduct.patterns.needs import READ, Properties, matters, matters_apart
from answerable.conduct.patterns.setting import Setting
from answerable.conduct.placing import when_of
from answerable.record.view import time_at

Gathered = dict[tuple[int, Lane, str], Item]


class _Said(NamedTuple):
    """One claim that counts: what it is about, as a code and an id, and what it says."""

    code: int
    about: str
    claim: str
    is_inferred: bool
    when: When
    properties: Properties


class _Named(NamedTuple):
    """The people, posts and units, by code, that claims name by one part."""

    people: list[int]
    posts: list[int]
    units: list[int]


class AtOnce:
    """See the module."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.view, self.index = setting, setting.view, setting.index
        self.structure = setting.index.structure
        self.charges = Charges(self.structure)
        self._kept_whens: dict[tuple[int, ...], When] = {}
        self._known_kinds: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._own: dict[int, list[Item]] = {}
        self._apart: dict[int, list[Item]] = {}
        self._own_of: dict[int, dict[str, list[Item]]] = defaultdict(dict)
        self._apart_of: dict[int, dict[str, list[Item]]] = defaultdict(dict)
        for schema in dict.fromkeys(part.schema for part in PARTS if part[:2] in READ):
            self._gather_type(schema, [part for part in PARTS if part.schema == schema and part[:2] in READ])

    def _gather_type(self, schema: str, parts: Sequence[Part]) -> None:
        """Gather the items of one type, and put them in order of time for each person."""
        self._own, self._apart = defaultdict(list), defaultdict(list)
        self._gather(schema, parts)
        for person, items in self._own.items():
            if len(items) > 1:
                items.sort(key=_in_order)
            self._own_of[person][schema] = items
        for person, items in self._apart.items():
            own = {(item.entity, item.lane) for item in self._own.get(person, ())}
            apart = [item for item in items if (item.entity, item.lane) not in own]
            if apart:
                self._apart_of[person][schema] = sorted(apart, key=_in_order)

    def items_of(self, person: str) -> Mapping[str, list[Item]]:
        """Return the items of a person that some rule reads, by type, each type in order of time."""
        return self._own_of.get(self.view.entity_codes[person], _NO_ITEMS)

    def of_units(self, person: str) -> Mapping[str, list[Item]]:
        """Return what names a unit that the person headed then, or a post that the person may have held."""
        return self._apart_of.get(self.view.entity_codes[person], _NO_ITEMS)

    # which claims

    @kept
    def _is_single(self) -> list[bool]:
        """For each entity code, whether one claim alone is about it."""
        about = self.view.canonical_codes[self.view.columns.about]
        single: list[bool] = (np.bincount(about, minlength=self.structure.count) == 1).tolist()
        return single

    @kept
    def _is_analysis(self) -> npt.NDArray[np.bool_]:
        """For each source code, whether it is the team's own analysis."""
        cards, sources = self.view.source_cards, self.view.columns.sources
        return np.array([key in cards and cards[key].is_analysis for key in sources], dtype=bool)

    def _said(self, schema: str) -> Iterator[_Said]:
        columns, rows = self.view.columns, self.setting.rows(schema)
        codes = self.view.canonical_codes[columns.about[rows]].tolist()
        inferred = self._is_analysis[columns.source[rows]].tolist()
        text = memoryview(np.ascontiguousarray(columns.properties.block).data)
        starts, ends = columns.properties.start[rows].tolist(), columns.properties.end[rows].tolist()
        names, ids = columns.entities, columns.id[rows].tolist()
        whens = self._whens(rows)
        for code, claim, is_inferred, when, start, end in zip(
            codes, ids, inferred, whens, starts, ends, strict=True
        ):
            yield _Said(code, names[code], claim.decode(), is_inferred, when, orjson.loads(text[start:end]))

    def _whens(self, rows: npt.NDArray[np.intp]) -> Iterator[When]:
        """Yield the time of each claim; equal ones are one."""
        columns = self.view.columns
        kept = self._kept_whens
        fields = ("flags", "first_low", "first_high", "last_low", "last_high", "first_clock", "last_clock")
        keys = zip(*(getattr(columns, name)[rows].tolist() for name in fields), strict=True)
        for row, key in zip(rows.tolist(), keys, strict=True):
            found = kept.get(key)
            if found is None:
                found = kept[key] = when_of([time_at(columns, row)])
            yield found

    def _gather(self, schema: str, parts: Sequence[Part]) -> None:
        is_single, rough = self._is_single, dict[str, list[_Said]]()
        is_reply = schema == "Reply"
        for said in self._said(schema):
            properties = said.properties
            # a reply has days of its own, and an operation its incidents: these are read in full
            if (
                is_reply
                or not is_single[said.code]
                or ("operation" in properties and "incident" not in properties)
            ):
                rough.setdefault(said.about, []).append(said)
                continue
            named = [part for part in parts if part.property in properties and matters(part, properties)]
            if len(named) > 1 and self._may_meet(properties, named):
                self._take_rough(said.about, [said], named)
                continue
            for part in named:
                self._take(said, part)
        for entity, every in rough.items():
            self._take_rough(entity, every, parts)

    def _may_meet(self, said: Properties, parts: Sequence[Part]) -> bool:
        """Say whether two parts of one claim may be those of one person, by name or by a post."""
        names = [name for part in parts for name in said[part.property]]
        return len(set(names)) < len(names) or bool(self._named(names).posts) or bool(self.view.same)

    # what one claim gives

    def _take(self, said: _Said, part: Part) -> None:
        """Take what one claim says by one part, when nothing else can be of the same person, thing and lane."""
        names = said.properties[part.property]
        if len(names) == 1 and not self.view.same:
            code = self.view.entity_codes.get(names[0], -1)
            kind = self._kinds[code]
            if kind == _PERSON:
                self._own[code] += self._items(said, part)
            if kind in (_PERSON, _NONE):
                return
        named = self._named(names)
        if len(named.posts) > 1:
            self._take_rough(said.about, [said], [part])
            return
        items = self._items(said, part)
        for person in named.people:
            self._own[person] += items
        if named.posts or named.units:
            self._take_of_office(named, items, is_apart=matters_apart(part, said.properties))

    def _take_of_office(self, named: _Named, items: tuple[Item, ...], *, is_apart: bool) -> None:
        """Take what names a post, for whoever alone held it, and what names a unit, for whoever headed it."""
        when = items[0].when
        for post in named.posts:
            may, alone = self.charges.of_post(post, when)
            through = [replace(item, via=self.structure.name(post)) for item in items] if may else []
            for person in may:
                if person != alone:
                    self._apart[person] += through if is_apart else ()
                elif person not in named.people:
                    self._own[person] += through
        for unit in named.units if is_apart else ():
            heads = self.charges.of_unit(unit, when)
            through = [replace(item, via=self.structure.name(unit)) for item in items] if heads else []
            for person in heads:
                self._apart[person] += through

    def _named(self, names: Sequence[str]) -> _Named:
        found = _Named([], [], [])
        codes, same, kinds = self.view.entity_codes, self.view.same, self._kinds
        for name in names:
            code = codes.get(same.get(name, name), -1)
            kind = kinds[code]
            if kind != _NONE and code not in found[kind - 1]:
                found[kind - 1].append(code)
        return found

    @kept
    def _kinds(self) -> bytearray:
        """For each entity code, which of the kinds it is that can have a part; _NONE at the end, for no code."""
        codes, view = self.view.entity_codes, self.view
        found = bytearray(self.structure.count + 1)
        for kind, schema in ((_PERSON, "Person"), (_POST, "Post"), (_UNIT, "Unit")):
            for name in view.entities(schema):
                found[codes[name]] = kind
        return found

    def _items(self, said: _Said, part: Part) -> tuple[Item, ...]:
        properties, schema = said.properties, part.schema
        kinds = self._each_kind(properties[part.kind]) if part.kind and part.kind in properties else ()
        kind = kinds[0] if kinds else ""
        is_silent = LEFT_OUT in properties
        item = Item(
            said.about, schema, _lane(part, kind), part.property, kind,
            properties.get("receipt", _NO_WORD)[0] if schema == "Notice" else "",
            said.when, self._incidents(properties) if "incident" in properties else (), (said.claim,), (), "",
            is_silent, "underOath" in properties and properties["underOath"][0] == "yes",
            said.is_inferred, kinds,
        )  # fmt: skip
        if is_silent and part[:2] in SPEAKING:
            return item, replace(item, lane="undone", part=LEFT_OUT)
        return (item,)

    def _each_kind(self, said: list[str]) -> tuple[str, ...]:
        """Return the kinds that a claim gives; equal ones are one."""
        kinds = tuple(said) if len(said) == 1 else tuple(dict.fromkeys(said))
        return self._known_kinds.setdefault(kinds, kinds)

    def _incidents(self, properties: Properties) -> tuple[str, ...]:
        said, codes, names = properties["incident"], self.view.entity_codes, self.view.columns.entities
        same = self.view.same
        if len(said) == 1 and not same:
            code = codes.get(said[0], -1)
            return (names[code],) if self._is_present[code] else ()
        found = [codes.get(same.get(name, name), -1) for name in said]
        return tuple(dict.fromkeys([names[code] for code in found if self._is_present[code]]))

    @kept
    def _is_present(self) -> list[bool]:
        """For each entity code, whether the view holds it; False at the end, for what has no code."""
        return [*self.structure.is_present.tolist(), False]

    # what several claims give

    def _take_rough(self, entity: str, every: Sequence[_Said], parts: Sequence[Part]) -> None:
        """Take what several claims about one thing, or several parts, give, as the index does for one person."""
        own, apart = Gathered(), Gathered()
        for part in parts:
            self._read_part(entity, every, part, own, apart)
        for (person, _, _), item in own.items():
            self._own[person].append(item)
        for (person, _, _), item in apart.items():
            self._apart[person].append(item)

    def _read_part(self, entity: str, every: Sequence[_Said], part: Part, own: Gathered, apart: Gathered) -> None:
        named = self._named([name for said in every for name in said.properties.get(part.property, ())])
        meant = {person: [self.structure.name(person)] for person in named.people}
        for code in (*named.posts, *named.units):
            via = self.structure.name(code)
            when = self._when_of(entity, part, via)
            charges = self.charges
            is_post = code in named.posts
            may, alone = charges.of_post(code, when) if is_post else (charges.of_unit(code, when), NOBODY)
            for person in may:
                if person == alone:
                    meant.setdefault(person, []).append(via)
                else:
                    for item in self._read(entity, part, [via], via):
                        _keep(apart, (person, item.lane, via), item)
        for person, names in meant.items():
            via = "" if names[0] == self.structure.name(person) else names[0]
            for item in self._read(entity, part, names, via):
                _keep(own, (person, item.lane, ""), item)

    def _when_of(self, entity: str, part: Part, name: str) -> When:
        reading = reading_of(self.view, entity, part, name.__eq__)
        return reading.when() if reading else When(None, None, is_certain=False)

    def _read(self, entity: str, part: Part, names: list[str], via: str) -> tuple[Item, ...]:
        reading = reading_of(self.view, entity, part, frozenset(names).__contains__)
        return items_from(reading, part, via) if reading else ()


_NO_WORD = [""]
_NONE, _PERSON, _POST, _UNIT = range(4)
_NO_ITEMS: dict[str, list[Item]] = {}


def _lane(part: Part, kind: str) -> Lane:
    if part.schema == "Measure":
        if part.property == "by" and kind == NO_MEASURE:
            return "undone"
        if part.property == "towards" and kind == PROMOTION:
            return "power"
    return part.lane


def _keep(kept: Gathered, key: tuple[int, Lane, str], item: Item) -> None:
    """Keep an item of one thing; one by another part, such as sender and signer, adds its claims."""
    known = kept.get(key)
    if known is not None:
        claims = tuple(dict.fromkeys((*known.claims, *item.claims)))
        is_inferred = known.is_inferred and item.is_inferred
        item = replace(known, claims=claims, via=known.via and item.via, is_inferred=is_inferred)
    kept[key] = item


def _in_order(item: Item) -> tuple[object, ...]:
    return (*in_time(item.when, item.entity), item.lane, item.via)
