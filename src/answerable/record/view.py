"""The view: a dossier as one audience may read it, as of a day, without a source. The only door for reading.

It is immutable. What its audience may not see is not in it: the claims were never fetched, and a source that may
not be named is there only as its attribution.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import orjson

from answerable.kernel.errors import NotFoundError
from answerable.kernel.standing import BEGINNING, NEVER, Run, Standing, runs_of, standing_on
from answerable.kernel.times import Blur, Time
from answerable.ontology.schema import Ontology
from answerable.record.audiences import PUBLIC, Audience
from answerable.record.claims import NO_VALUES, ReadableClaim, ReadableSource, Value, Values
from answerable.record.columns import (
    DATED,
    ENDS,
    NO_CLOCK,
    ONGOING,
    REST_SEPARATOR,
    STANCE_CODES,
    STARTS,
    STATUS_CODES,
    Columns,
)
from answerable.record.links import Links, links_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COUNTED = (STATUS_CODES.index("recorded"), STATUS_CODES.index("accepted"))


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """Which view is meant: for whom, recorded by, published by, and without which sources or claims.

    Both days are calendar days in the dossier's zone and count to their end. `without` holds source keys and claim
    ids; what rests on them, and sources that derive from them, go with them.
    """

    audience: Audience = PUBLIC
    recorded_by: date | None = None
    published_by: date | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DossierCard:
    """What a view says of its dossier."""

    id: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    zone: ZoneInfo
    languages: tuple[str, ...]
    country: str = ""

    def title(self, language: str) -> str:
        """Return the title in `language`, or in the dossier's first one."""
        return self.titles.get(language) or next(iter(self.titles.values()), self.id)


@dataclass(frozen=True)
class View:
    """See the module. Build one through `reads.view_of`, or from columns in a test."""

    dossier: DossierCard
    spec: ViewSpec
    columns: Columns
    source_cards: Mapping[str, ReadableSource]
    ontology: Ontology
    verified: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    standards: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    left_out: int = 0

    # claims

    def __len__(self) -> int:
        return len(self.columns)

    @cached_property
    def _row_by_id(self) -> dict[str, int]:
        return {name.decode(): row for row, name in enumerate(self.columns.id.tolist())}

    @cached_property
    def _read(self) -> dict[int, ReadableClaim]:
        return {}

    def claim_at(self, row: int) -> ReadableClaim:
        """Return the claim in one row of the columns."""
        claim = self._read.get(row)
        if claim is None:
            claim = self._read[row] = _readable(self, row)
        return claim

    def claim(self, claim_id: str) -> ReadableClaim:
        """Return one claim.

        Raises:
            NotFoundError: the view holds none by this id.
        """
        row = self._row_by_id.get(claim_id)
        if row is None:
            raise NotFoundError("There is no such claim in this view.")
        return self.claim_at(row)

    def has_claim(self, claim_id: str) -> bool:
        """Say whether the view holds the claim."""
        return claim_id in self._row_by_id

    def claims(self) -> Iterator[ReadableClaim]:
        """Every claim, in the order of the log."""
        return (self.claim_at(row) for row in range(len(self.columns)))

    def claims_about(self, entity: str) -> tuple[ReadableClaim, ...]:
        """Every claim about an entity and those judged the same as it, best first (see `Values`)."""
        rows = self._rows_about(entity)
        return tuple(sorted((self.claim_at(row) for row in rows), key=self._rank))

    def claims_from(self, source: str) -> tuple[ReadableClaim, ...]:
        """Every claim that cites a source, in the order of the log."""
        return tuple(self.claim_at(row) for row in self._rows_by_source.get(source, ()))

    def _rank(self, claim: ReadableClaim) -> tuple[Any, ...]:
        """Accepted first, then the best grade, then the latest source, then the log's order by id."""
        return (
            claim.stance != "asserts",
            ("accepted", "recorded", "conflict", "rejected").index(claim.status),
            claim.grade,
            -self._published.get(claim.source, BEGINNING),
            claim.id,
        )

    @cached_property
    def _published(self) -> dict[str, int]:
        return {key: published_day(source) or BEGINNING for key, source in self.source_cards.items()}

    @cached_property
    def _rows_by_source(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for row, code in enumerate(self.columns.source.tolist()):
            found[self.columns.sources[code]].append(row)
        return dict(found)

    # sources

    def source(self, key: str) -> ReadableSource:
        """Return a source by its key, or by its opaque word when it is withheld.

        Raises:
            NotFoundError: the view holds none by this key.
        """
        card = self.source_cards.get(key)
        if card is None:
            raise NotFoundError("There is no such source in this view.")
        return card

    def sources(self) -> tuple[ReadableSource, ...]:
        """Every source that a claim of the view cites or that the audience may see, by key."""
        return tuple(card for _, card in sorted(self.source_cards.items(), key=lambda item: _natural(item[0])))

    # entities

    @cached_property
    def _order(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]:
        """Rows sorted by canonical entity, and where each entity's rows begin."""
        canonical = self.canonical_codes[self.columns.about]
        order = np.argsort(canonical, kind="stable")
        starts = np.searchsorted(canonical[order], np.arange(len(self.columns.entities) + 1))
        return order, starts

    @cached_property
    def canonical_codes(self) -> npt.NDArray[np.int32]:
        """For each entity code, the code of the entity that stands for all judged the same as it."""
        codes = np.arange(len(self.columns.entities), dtype=np.int32)
        if self.same:
            for name, target in self.same.items():
                if name in self.entity_codes and target in self.entity_codes:
                    codes[self.entity_codes[name]] = self.entity_codes[target]
        return codes

    @cached_property
    def entity_codes(self) -> dict[str, int]:
        """The code of each entity id in the columns."""
        return {name: code for code, name in enumerate(self.columns.entities)}

    def canonical(self, entity: str) -> str:
        """Return the id that stands for an entity and all judged the same as it."""
        return self.same.get(entity, entity)

    def _rows_about(self, entity: str) -> list[int]:
        code = self.entity_codes.get(self.canonical(entity))
        if code is None:
            return []
        order, starts = self._order
        return [int(row) for row in order[starts[code] : starts[code + 1]]]

    def has(self, entity: str) -> bool:
        """Say whether any claim of the view is about the entity."""
        return bool(self._rows_about(entity))

    def require(self, entity: str, schema: str = "") -> str:
        """Return the entity's canonical id, when the view holds it and it is of the type asked for.

        Raises:
            NotFoundError: otherwise; the same words whether it is absent or not theirs.
        """
        if not self.has(entity) or (schema and not self.ontology.is_a(self.schema_of(entity), schema)):
            raise NotFoundError("Nothing by this name is in this view.", remedy="Search for it by name.")
        return self.canonical(entity)

    @cached_property
    def _schema_by_entity(self) -> dict[str, str]:
        """The most specific type claimed of each entity; among equals the first claimed."""
        found: dict[str, str] = {}
        columns = self.columns
        for about, schema in zip(
            self.canonical_codes[columns.about].tolist(), columns.schema.tolist(), strict=True
        ):
            name, kind = columns.entities[about], columns.schemata[schema]
            known = found.get(name)
            if known is None or (known != kind and self.ontology.is_a(kind, known)):
                found[name] = kind
        return found

    def schema_of(self, entity: str) -> str:
        """Return the type of an entity, or an empty text when the view holds nothing about it."""
        return self._schema_by_entity.get(self.canonical(entity), "")

    @cached_property
    def _entities_by_schema(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name, kind in self._schema_by_entity.items():
            found[kind].append(name)
        return dict(found)

    def entities(self, schema: str) -> tuple[str, ...]:
        """Return the ids of all entities of a type and of those that extend it, sorted."""
        kinds = [kind for kind in self._entities_by_schema if self.ontology.is_a(kind, schema)]
        return tuple(sorted(name for kind in kinds for name in self._entities_by_schema[kind]))

    def count_by_schema(self) -> dict[str, int]:
        """Return how many entities the view holds of each type."""
        return {kind: len(names) for kind, names in self._entities_by_schema.items()}

    # values

    @cached_property
    def _values_cache(self) -> dict[tuple[str, str], Values]:
        return {}

    def values(self, entity: str, name: str) -> Values:
        """Return everything that the view's claims say of one property of one entity; see `Values`."""
        key = (self.canonical(entity), name)
        found = self._values_cache.get(key)
        if found is None:
            found = self._values_cache[key] = self._gather(*key)
        return found

    def _gather(self, entity: str, name: str) -> Values:
        asserted: dict[str, list[ReadableClaim]] = {}
        denied: dict[str, list[ReadableClaim]] = {}
        for claim in self.claims_about(entity):
            for text in claim.properties.get(name, ()):
                side = asserted if claim.stance == "asserts" else denied
                side.setdefault(text, []).append(claim)
        if not asserted and not denied:
            return NO_VALUES
        every = tuple(
            Value(text, tuple(asserted.get(text, ())), tuple(denied.get(text, ())))
            for text in (*asserted, *(text for text in denied if text not in asserted))
        )
        counted = [value for value in every if any(claim.is_counted for claim in value.claims)]
        declared = self.ontology.get(self.schema_of(entity)).properties.get(name.partition("@")[0])
        is_single = declared is not None and declared.single
        is_settled = any(claim.status == "accepted" for value in counted for claim in value.claims)
        return Values(
            counted[0] if counted else None,
            every,
            is_single and len(counted) > 1 and not is_settled,
        )

    def text(self, entity: str, name: str, language: str = "") -> str:
        """Return the settled text of a property, in `language` where a translation is claimed; empty if none."""
        if language:
            translated = self.values(entity, f"{name}@{language}").settled
            if translated:
                return translated.text
        settled = self.values(entity, name).settled
        return settled.text if settled else ""

    def texts(self, entity: str, name: str) -> tuple[str, ...]:
        """Return every counted text of a property, best first."""
        return tuple(
            value.text
            for value in self.values(entity, name).every
            if any(claim.is_counted for claim in value.claims)
        )

    def caption(self, entity: str, language: str = "") -> str:
        """Return what to call an entity: the first of its type's caption properties that is claimed.

        A person without a name in this view is called by initials, by public role, or not at all (empty text).
        """
        schema = self.schema_of(entity)
        if not schema:
            return ""
        for name in self.ontology.get(schema).caption:
            text = self.text(entity, name, language)
            if text:
                return text
        return ""

    def refs(self, entity: str, name: str) -> tuple[str, ...]:
        """Return the entities that a property of an entity points to, canonical, counted ones only."""
        return tuple(dict.fromkeys(self.canonical(text) for text in self.texts(entity, name)))

    def ref(self, entity: str, name: str) -> str:
        """Return the settled entity that a property points to, canonical; empty if none."""
        text = self.text(entity, name)
        return self.canonical(text) if text else ""

    @cached_property
    def _kind_codes(self) -> npt.NDArray[np.int32]:
        """For each entity code, the place of its type among `_entities_by_schema`; -1 when nothing is about it."""
        place = {kind: at for at, kind in enumerate(self._entities_by_schema)}
        codes, found = self.entity_codes, np.full(len(self.columns.entities), -1, dtype=np.int32)
        for name, kind in self._schema_by_entity.items():
            found[codes[name]] = place[kind]
        return found

    @cached_property
    def _pointers(self) -> dict[str, dict[str, list[tuple[str, str]]]]:
        return {}

    @cached_property
    def _kinds(self) -> dict[str, tuple[str, ...]]:
        """The types of entities that the view holds, by the type that they are or extend; read on demand."""
        return {}

    def _pointers_from(self, kind: str) -> dict[str, list[tuple[str, str]]]:
        """For each entity, what of one type points to it: (property, entity). Read from the columns, once."""
        found = self._pointers.get(kind)
        if found is not None:
            return found
        found = defaultdict(list)
        columns, same, loads = self.columns, self.same, orjson.loads
        names = frozenset(entity_properties(self.ontology, kind))
        place = list(self._entities_by_schema).index(kind)
        about = self.canonical_codes[columns.about]
        counted = (columns.stance == STANCE_CODES.index("asserts")) & np.isin(columns.status, _COUNTED)
        rows = np.flatnonzero((self._kind_codes[about] == place) & counted)
        text = memoryview(np.ascontiguousarray(columns.properties.block).data)
        starts, ends = columns.properties.start[rows].tolist(), columns.properties.end[rows].tolist()
        for code, start, end in zip(about[rows].tolist(), starts, ends, strict=True):
            for name, targets in loads(text[start:end]).items():
                if name in names:
                    for target in targets:
                        found[same.get(target, target)].append((name, columns.entities[code]))
        self._pointers[kind] = found
        return found

    def pointing_at(self, entity: str, schema: str = "", name: str = "") -> tuple[str, ...]:
        """Return the entities whose property points to `entity`, sorted; any type or property if empty."""
        target = self.canonical(entity)
        kinds = self._kinds.get(schema)
        if kinds is None:
            is_a, every = self.ontology.is_a, tuple(self._entities_by_schema)
            kinds = self._kinds[schema] = tuple(kind for kind in every if not schema or is_a(kind, schema))
        return tuple(
            sorted(
                {
                    other
                    for kind in kinds
                    for prop, other in self._pointers_from(kind).get(target, ())
                    if not name or prop == name
                }
            )
        )

    # time

    def times(self, entity: str) -> tuple[Time, ...]:
        """Return the times of the counted claims about an entity, best first."""
        return tuple(claim.time for claim in self.claims_about(entity) if claim.is_counted)

    def standing(self, entity: str, day: date) -> Standing:
        """Say how a dated link stands on a day of the dossier's zone."""
        return standing_on(day, self.times(entity))

    def runs(self, entity: str) -> tuple[Run, ...]:
        """Return how a dated link stands on every day, as runs."""
        return runs_of(self.times(entity))

    def days_of(self, entity: str) -> tuple[date, date] | None:
        """Return the first and last day that any counted claim speaks of, or None when none is dated."""
        spans = [when.possible for when in self.times(entity)]
        firsts = [span.first for span in spans if span and span.first]
        lasts = [span.last for span in spans if span and span.last]
        return (min(firsts), max(lasts)) if firsts and lasts else None

    @cached_property
    def _links(self) -> dict[str, Links]:
        return {}

    def links(self, schema: str) -> Links:
        """Return every dated link of a type as columns, for questions over all of them at once."""
        found = self._links.get(schema)
        if found is None:
            found = self._links[schema] = links_of(self, schema)
        return found


def entity_properties(ontology: Ontology, schema: str) -> tuple[str, ...]:
    """Return the names of the properties of a type whose values are entities."""
    return tuple(name for name, each in ontology.get(schema).properties.items() if each.is_entity)


def _natural(key: str) -> tuple[Any, ...]:
    head = key.rstrip("0123456789")
    return (head, int(key[len(head) :] or 0))


def published_day(source: ReadableSource) -> int | None:
    """Return the ordinal by which a source was public at the latest, or None when its date is not known."""
    from answerable.kernel.times import parse_blur

    if not source.published:
        return None
    latest = parse_blur(source.published).latest
    return latest.toordinal() if latest else None


def _day(ordinal: int) -> date | None:
    return None if ordinal in (BEGINNING, NEVER) else date.fromordinal(ordinal)


def time_at(columns: Columns, row: int) -> Time:
    """Return the time of the claim in one row."""
    flags = int(columns.flags[row])
    if not flags & DATED:
        return Time(ongoing=bool(flags & ONGOING))
    clocks = [int(clock) for clock in (columns.first_clock[row], columns.last_clock[row])]
    return Time(
        Blur(_day(int(columns.first_low[row])), _day(int(columns.first_high[row]))),
        Blur(_day(int(columns.last_low[row])), _day(int(columns.last_high[row]))),
        bool(flags & STARTS),
        bool(flags & ENDS),
        bool(flags & ONGOING),
        *(None if clock == NO_CLOCK else clock for clock in clocks),
    )


def _readable(view: View, row: int) -> ReadableClaim:
    columns = view.columns
    ref, locator, attribution, note, rests_on, recorded_by = columns.rest[row].decode().split(REST_SEPARATOR)
    claim_id = columns.id[row].decode()
    recorded = _EPOCH + timedelta(microseconds=int(columns.recorded[row]))
    properties = orjson.loads(columns.properties[row])
    return ReadableClaim(
        id=claim_id,
        ref=ref,
        about=columns.entities[columns.about[row]],
        schema=columns.schemata[columns.schema[row]],
        properties={name: tuple(values) for name, values in properties.items()},
        source=columns.sources[columns.source[row]],
        locator=locator,
        time=time_at(columns, row),
        stance=STANCE_CODES[columns.stance[row]],
        grade=int(columns.grade[row]),
        status=STATUS_CODES[columns.status[row]],
        visibility=columns.visibilities[columns.visibility[row]],
        attribution=attribution,
        note=note,
        rests_on=tuple(rests_on.split(",")) if rests_on else (),
        recorded_at=recorded.strftime("%Y-%m-%dT%H:%M:%S.%fZ").replace(".000000Z", "Z"),
        recorded_by=recorded_by,
        verified_by=view.verified.get(claim_id, ()),
    )


def clusters(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, for every entity in some pair, the least id of all that the pairs join with it."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for left, right in pairs:
        low, high = sorted((find(left), find(right)))
        leader[high] = low
    return {name: find(name) for name in list(leader)}
