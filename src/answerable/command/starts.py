"""Where the chains of all incidents start: (incident, unit, day), read from the columns."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import orjson

from answerable.command.bases import bases_of
from answerable.command.incidents import ASIDE, LONGEST_DAILY, incident_days
from answerable.command.structure import Codes, Structure
from answerable.kernel.standing import BEGINNING, NEVER, Status
from answerable.record.columns import DATED
from answerable.record.view import View

_ENDS = ("actor", "incident", "operation", "under")


@dataclass(frozen=True, slots=True, eq=False)
class Starts:
    """One row for each unit tied to an incident on a day: entity codes, and the day as an ordinal."""

    incident: Codes
    unit: Codes
    day: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.unit)


@dataclass(slots=True)
class _Tie:
    """What the counted claims of one deployment or involvement point to."""

    ends: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    roles: set[str] = field(default_factory=set)


def _counted_rows(view: View, schema: str) -> npt.NDArray[np.intp]:
    columns = view.columns
    kinds = [code for code, name in enumerate(columns.schemata) if view.ontology.is_a(name, schema)]
    return np.flatnonzero(np.isin(columns.schema, kinds) & (columns.stance == 0) & (columns.status <= 1))


def _ties(view: View, schema: str) -> dict[int, _Tie]:
    columns, codes, canonical = view.columns, view.entity_codes, view.canonical_codes
    rows = _counted_rows(view, schema)
    found: dict[int, _Tie] = defaultdict(_Tie)
    for row, owner in zip(rows.tolist(), canonical[columns.about[rows]].tolist(), strict=True):
        properties, tie = orjson.loads(columns.properties[row]), found[owner]
        tie.roles.update(properties.get("role", ()))
        for name in _ENDS:
            for text in properties.get(name, ()):
                code = codes.get(text)
                if code is not None:
                    tie.ends[name].append(int(canonical[code]))
    return found


def _operations(view: View) -> dict[int, set[int]]:
    """Return the incidents of each operation, whichever of the two names the other."""
    found: dict[int, set[int]] = defaultdict(set)
    for owner, tie in _ties(view, "Incident").items():
        for operation in tie.ends["operation"]:
            found[operation].add(owner)
    for owner, tie in _ties(view, "Operation").items():
        found[owner].update(tie.ends["incident"])
    return found


def _tied(structure: Structure) -> dict[int, dict[int, set[int]]]:
    """Return, by incident, who is tied to it, each with the deployments that placed it under somebody."""
    view = structure.view
    operations = _operations(view)
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for schema in ("Involvement", "Deployment"):
        for link, tie in _ties(view, schema).items():
            if schema == "Involvement" and tie.roles and tie.roles <= ASIDE:
                continue
            incidents = set(tie.ends["incident"])
            if schema == "Deployment" and not incidents:
                incidents = {one for operation in tie.ends["operation"] for one in operations.get(operation, ())}
            for incident in incidents:
                for actor in tie.ends["actor"]:
                    if structure.is_present[actor]:
                        found[incident][actor] |= {link} if tie.ends["under"] else set()
    return found


def _days(view: View, wanted: Iterable[int]) -> dict[int, list[int]]:
    """Return the days of each incident as ordinals: by column where one dated claim tells, else one by one."""
    columns = view.columns
    rows = _counted_rows(view, "Incident")
    rows = rows[(columns.flags[rows] & DATED) > 0]
    owner = view.canonical_codes[columns.about[rows]]
    count = np.bincount(owner, minlength=len(columns.entities))
    is_certain = columns.first_high[rows] <= columns.last_low[rows]
    low = np.where(is_certain, columns.first_high[rows], columns.first_low[rows])
    high = np.where(is_certain, columns.last_low[rows], columns.last_high[rows])
    is_plain = (count[owner] == 1) & (low > BEGINNING) & (high < NEVER) & (high - low < LONGEST_DAILY)
    plain = {
        code: list(range(first, last + 1))
        for code, first, last in zip(
            owner[is_plain].tolist(), low[is_plain].tolist(), high[is_plain].tolist(), strict=True
        )
    }
    return {code: plain[code] if code in plain else _days_one_by_one(view, code) for code in wanted}


def _days_one_by_one(view: View, incident: int) -> list[int]:
    return [day.toordinal() for day in incident_days(view, view.columns.entities[incident]).days()]


def _units(structure: Structure, actor: int, links: set[int], day: int) -> set[int]:
    """Return the units from which an actor's chain starts: its own, a person's, and those it was placed under."""
    view, moment = structure.view, date.fromordinal(day)
    name = structure.name(actor)
    if view.ontology.is_a(view.schema_of(name), "Person"):
        return {view.entity_codes[basis.unit] for basis in bases_of(view, name, moment)}
    found = {actor}
    for link in links:
        entity = structure.name(link)
        if view.standing(entity, moment).status is not Status.EXCLUDED:
            found |= {view.entity_codes[unit] for unit in view.refs(entity, "under") if view.has(unit)}
    return found


def starts_of(structure: Structure, incidents: Iterable[str] | None = None) -> Starts:
    """Return the starts of all incidents, or of those named (ids), each once, by incident and day."""
    view = structure.view
    tied = _tied(structure)
    if incidents is not None:
        asked = [view.entity_codes.get(view.canonical(name), -1) for name in incidents]
        tied = {code: tied[code] for code in asked if code in tied}
    tied = {code: actors for code, actors in tied.items() if structure.is_present[code]}
    days = _days(view, tied)
    people = _people(structure, tied)
    found: dict[tuple[int, int, int], None] = {}
    for incident, actors in tied.items():
        for day in days[incident]:
            for actor, links in actors.items():
                is_plain = actor not in people and not links
                for unit in (actor,) if is_plain else sorted(_units(structure, actor, links, day)):
                    found[incident, unit, day] = None
    rows = np.array(list(found), dtype=np.int32).reshape(-1, 3)
    return Starts(rows[:, 0].copy(), rows[:, 1].copy(), rows[:, 2].copy())


def _people(structure: Structure, tied: dict[int, dict[int, set[int]]]) -> set[int]:
    view = structure.view
    actors = {actor for each in tied.values() for actor in each}
    return {actor for actor in actors if view.ontology.is_a(view.schema_of(structure.name(actor)), "Person")}
