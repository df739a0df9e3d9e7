"""Dated links of one type (appointments, subordinations) as columns, so that a million can be asked at once.

A link is one entity of an edge type. Its ends are settled among its claims; its standing on every day comes from
the rule of kernel.standing over the times of the claims that count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import orjson

from answerable.kernel.standing import Runs, runs_of, runs_of_single
from answerable.record.columns import STATUS_CODES, Columns

if TYPE_CHECKING:
    from answerable.record.view import View

NO_ENTITY = -1
Codes = npt.NDArray[np.int32]
_COUNTED = (STATUS_CODES.index("recorded"), STATUS_CODES.index("accepted"))


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """n links of one type.

    `entity` holds each link's own entity code. `ends[name]` holds the entity code that a property points to, or
    NO_ENTITY. `words[name]` holds, for a property with a closed vocabulary, an index into `vocabulary[name]`, or
    -1.
    `runs` says how each link stands on every day. Codes are those of the view's columns, canonical.
    """

    schema: str
    entity: Codes
    ends: Mapping[str, Codes]
    words: Mapping[str, npt.NDArray[np.int16]]
    vocabulary: Mapping[str, tuple[str, ...]]
    runs: Runs

    def __len__(self) -> int:
        return len(self.entity)


def links_of(view: "View", schema: str) -> Links:
    """Gather the links of one type from a view; see `View.links`."""
    columns = view.columns
    kinds = [code for code, name in enumerate(columns.schemata) if view.ontology.is_a(name, schema)]
    counted = np.isin(columns.schema, kinds) & (columns.stance == 0) & np.isin(columns.status, _COUNTED)
    rows = np.flatnonzero(counted)
    owner = view.canonical_codes[columns.about[rows]]
    order = np.argsort(owner, kind="stable")
    rows, owner = rows[order], owner[order]
    entity, first = np.unique(owner, return_index=True)
    count = np.diff(np.append(first, len(rows)))
    declared = view.ontology.get(schema).properties.values()
    pointing = {item.name: np.full(len(entity), NO_ENTITY, np.int32) for item in declared if item.is_entity}
    choices = {item.name: tuple(choice.code for choice in item.enum) for item in declared if item.enum}
    spoken = {name: np.full(len(entity), -1, np.int16) for name in choices}
    _fill_single(view, columns, rows[first[count == 1]], np.flatnonzero(count == 1), pointing, spoken, choices)
    for at in np.flatnonzero(count > 1).tolist():
        _fill_settled(view, columns.entities[entity[at]], at, pointing, spoken, choices)
    return Links(
        schema, entity.astype(np.int32), pointing, spoken, choices, _runs(view, rows, entity, first, count)
    )


def _fill_single(
    view: "View",
    columns: Columns,
    rows: npt.NDArray[np.intp],
    places: npt.NDArray[np.intp],
    pointing: Mapping[str, Codes],
    spoken: Mapping[str, npt.NDArray[np.int16]],
    choices: Mapping[str, tuple[str, ...]],
) -> None:
    """Read the ends of links that rest on one claim, without building the claims."""
    codes, canonical = view.entity_codes, view.canonical_codes
    index = {name: {word: at for at, word in enumerate(words)} for name, words in choices.items()}
    block = columns.properties.block
    starts, ends = columns.properties.start[rows].tolist(), columns.properties.end[rows].tolist()
    text = memoryview(np.ascontiguousarray(block).data)
    for place, start, end in zip(places.tolist(), starts, ends, strict=True):
        properties: dict[str, Sequence[str]] = orjson.loads(text[start:end])
        for name, values in properties.items():
            if name in pointing:
                code = codes.get(values[0])
                if code is not None:
                    pointing[name][place] = canonical[code]
            elif name in spoken:
                spoken[name][place] = index[name].get(values[0], -1)


def _fill_settled(
    view: "View",
    entity: str,
    at: int,
    pointing: Mapping[str, Codes],
    spoken: Mapping[str, npt.NDArray[np.int16]],
    choices: Mapping[str, tuple[str, ...]],
) -> None:
    said = {name for claim in view.claims_about(entity) for name in claim.properties}
    for name in said & pointing.keys():
        target = view.ref(entity, name)
        pointing[name][at] = view.entity_codes.get(target, NO_ENTITY) if target else NO_ENTITY
    for name in said & spoken.keys():
        word = view.text(entity, name)
        spoken[name][at] = choices[name].index(word) if word in choices[name] else -1


def _runs(view: "View", rows: Any, entity: Any, first: Any, count: Any) -> Runs:
    """Join the runs of single links, made by column, with those of links that rest on several claims."""
    times = view.columns.times
    single = np.flatnonzero(count == 1)
    picked = rows[first[single]]
    lone = runs_of_single(type(times)(*(getattr(times, name)[picked] for name in times.__slots__)))
    lengths = np.zeros(len(entity), dtype=np.int64)
    lengths[single] = np.diff(lone.offset)
    several = {
        at: runs_of(view.times(view.columns.entities[entity[at]])) for at in np.flatnonzero(count > 1).tolist()
    }
    for at, found in several.items():
        lengths[at] = len(found)
    offset = np.zeros(len(entity) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offset[1:])
    days = np.empty(offset[-1], dtype=np.int32)
    status = np.empty(offset[-1], dtype=np.uint8)
    is_lone = np.repeat(count == 1, lengths)
    days[is_lone], status[is_lone] = lone.first, lone.status
    for at, found in several.items():
        days[offset[at] : offset[at + 1]] = [run.first for run in found]
        status[offset[at] : offset[at + 1]] = [run.standing.status for run in found]
    return Runs(offset, days, status)
