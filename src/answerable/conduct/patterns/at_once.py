"""The items of all officials at once, read by column.

What rests on a single claim, as most does, becomes an item without the claim being built; what rests on several is
left to `items`, thing by thing. Only what some rule reads is gathered; a test holds the answers of the patterns
equal to those for one person at a time.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import orjson

from answerable.conduct.answers import Item, Lane, When
from answerable.conduct.items import NO_MEASURE, PROMOTION, in_time, items_from, reading_of
from answerable.conduct.parts import ANSWERING, LEFT_OUT, PARTS, SPEAKING, Part
from answerable.conduct.patterns.charges import NOBODY, Charges
from answerable.conduct.patterns.setting import LABEL, Setting
from answerable.kernel.standing import BEGINNING, NEVER
from answerable.record.columns import DATED, NO_CLOCK

READ = frozenset({
    ("Notice", "person"), ("Meeting", "participant"), ("Communication", "sender"), ("Communication", "signedBy"),
    ("Remark", "speaker"), ("Reply", "person"), ("Order", "givenBy"), ("Plan", "signedBy"), ("Plan", "issuedBy"),
    ("Measure", "by"), ("Measure", "towards"),
})  # fmt: skip
"""The parts that some rule reads: of one type and lane all of them, or none."""
TOWARDS = frozenset({PROMOTION, "sanction", "discipline"})
"""Kinds of measures that matter to whom they are taken towards."""
Properties = Mapping[str, list[str]]
Gathered = dict[tuple[int, Lane, str], Item]


class _Said(NamedTuple):
    """One claim that counts: what it is about, as a code and an id, and what it says."""

    code: int
    about: str
    claim: str
    is_inferred: bool
    when: When | None
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
        self._each_kind: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._own: dict[int, list[Item]] = defaultdict(list)
        self._apart: dict[int, list[Item]] = defaultdict(list)
        for schema in dict.fromkeys(part.schema for part in PARTS if part[:2] in READ):
            self._gather(schema, [part for part in PARTS if part.schema == schema and part[:2] in READ])

    def items_of(self, person: str) -> tuple[Item, ...]:
        """Return the items of a person that some rule reads, in order of time."""
        own = self._own.get(self.view.entity_codes[person])
        return tuple(sorted(own, key=_in_order)) if own else ()

    def of_units(self, person: str) -> tuple[Item, ...]:
        """Return what names a unit that the person headed then, or a post that the person may have held."""
        code = self.view.entity_codes[person]
        apart = self._apart.get(code)
        if not apart:
            return ()
        own = {(item.entity, item.lane) for item in self._own.get(code, ())}
        return tuple(sorted((item for item in apart if (item.entity, item.lane) not in own), key=_in_order))

    # which claims

    @cached_property
    def _is_single(self) -> list[bool]:
        """For each entity code, whether one claim alone is about it."""
        about = self.view.canonical_codes[self.view.columns.about]
        single: list[bool] = (np.bincount(about, minlength=self.structure.count) == 1).tolist()
        return single

    @cached_property
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

    def _whens(self, rows: npt.NDArray[np.intp]) -> Iterator[When | None]:
        """Yield the time of each claim where it gives whole days without hours, else None; equal ones are one."""
        columns = self.view.columns
        low, high = columns.first_low[rows], columns.last_high[rows]
        is_exact = (
            ((columns.flags[rows] & DATED) > 0)
            & (low == columns.first_high[rows])
            & (high == columns.last_low[rows])
            & (low > BEGINNING)
            & (high < NEVER)
            & (columns.first_clock[rows] == NO_CLOCK)
            & (columns.last_clock[rows] == NO_CLOCK)
        )
        kept: dict[tuple[int, int], When] = {}
        for first, last, exact in zip(low.tolist(), high.tolist(), is_exact.tolist(), strict=True):
            if not exact:
                yield None
                continue
            found = kept.get((first, last))
            if found is None:
                days = date.fromordinal(first), date.fromordinal(last)
                found = kept[first, last] = When(*days, is_certain=True)
            yield found

    def _gather(self, schema: str, parts: Sequence[Part]) -> None:
        is_single, rough = self._is_single, dict[str, list[_Said]]()
        is_reply = schema == "Reply"
        for said in self._said(schema):
            properties = said.properties
            # a reply has days of its own, and an operation its incidents: these are read in full
            is_rough = is_reply or ("operation" in properties and "incident" not in properties)
            if is_rough or not is_single[said.code]:
                rough.setdefault(said.about, []).append(said)
                continue
            named = [part for part in parts if part.property in properties and _matters(part, properties)]
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
        named = self._named(said.properties[part.property])
        if len(named.posts) > 1:
            self._take_rough(said.about, [said], [part])
            return
        items = self._items(said, part)
        for person in named.people:
            self._own[person] += items
        if named.posts or named.units:
            self._take_of_office(named, items, is_apart=_matters_apart(part, said.properties))

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
            code = codes.get(same.get(name, name) if same else name)
            kind = kinds.get(code) if code is not None else None
            if kind is not None and code is not None and code not in found[kind]:
                found[kind].append(code)
        return found

    @cached_property
    def _kinds(self) -> dict[int, int]:
        """For each person, post and unit, by code: which of the three it is."""
        codes, view = self.view.entity_codes, self.view
        kinds = enumerate(("Person", "Post", "Unit"))
        return {codes[name]: kind for kind, schema in kinds for name in view.entities(schema)}

    def _items(self, said: _Said, part: Part) -> tuple[Item, ...]:
        properties = said.properties
        kinds = tuple(dict.fromkeys(map(sys.intern, properties.get(part.kind, ())))) if part.kind else ()
        kinds = self._each_kind.setdefault(kinds, kinds)
        kind = kinds[0] if kinds else ""
        is_silent = LEFT_OUT in properties
        item = Item(
            said.about, part.schema, _lane(part, kind), part.property, kind,
            properties.get("receipt", _NO_WORD)[0] if part.schema == "Notice" else "",
            said.when or self.index.light.when(said.code), self._incidents(properties), (said.claim,), (), "",
            is_silent, part.schema == "Remark" and properties.get("underOath", _NO_WORD)[0] == "yes",
            said.is_inferred, kinds,
        )  # fmt: skip
        if is_silent and part[:2] in SPEAKING:
            return item, replace(item, lane="undone", part=LEFT_OUT)
        return (item,)

    def _incidents(self, properties: Properties) -> tuple[str, ...]:
        said = properties.get("incident", ())
        view, codes, present = self.view, self.view.entity_codes, self._is_present
        found = [codes.get(view.same.get(name, name), -1) for name in said]
        names = view.columns.entities
        return tuple(dict.fromkeys([names[code] for code in found if present[code]]))

    @cached_property
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


def _matters(part: Part, said: Properties) -> bool:
    """Say whether some rule reads an item of a person by what its claim says."""
    if part.schema == "Meeting":
        return LEFT_OUT in said or "raised" in said
    if part.schema == "Communication":
        return LEFT_OUT in said or not ANSWERING["Communication"].isdisjoint(said.get("kind", ()))
    if part.property == "towards":
        return not TOWARDS.isdisjoint(said.get("kind", ()))
    return True


def _matters_apart(part: Part, said: Properties) -> bool:
    """Say whether some rule reads an item of a unit, or of a post that is not one person's alone."""
    if part.schema == "Remark":
        return LABEL in said.get("kind", ())
    if part.schema in ("Meeting", "Communication"):
        return LEFT_OUT in said
    return part.property != "towards"


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
