"""Who is tied to which incident by a deployment or involvement, read from the columns without building claims."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import orjson

from answerable.command.incidents import ASIDE
from answerable.command.structure import Codes, Index, Structure
from answerable.record.view import View

Said = Mapping[str, list[str]]


def counted_properties(view: View, schema: str) -> Iterator[tuple[int, Said]]:
    """Yield, for each claim that counts and is of a type, the code of what it is about, and its properties."""
    columns = view.columns
    kinds = [code for code, name in enumerate(columns.schemata) if view.ontology.is_a(name, schema)]
    rows = np.flatnonzero(np.isin(columns.schema, kinds) & (columns.stance == 0) & (columns.status <= 1))
    text = memoryview(np.ascontiguousarray(columns.properties.block).data)
    starts, ends = columns.properties.start[rows].tolist(), columns.properties.end[rows].tolist()
    owners = view.canonical_codes[columns.about[rows]].tolist()
    for owner, start, end in zip(owners, starts, ends, strict=True):
        yield owner, orjson.loads(text[start:end])


def _together(view: View, schema: str) -> dict[int, Said]:
    """Return, for each entity of a type, by code, every value that its claims give of each property."""
    found: dict[int, Said] = {}
    for owner, said in counted_properties(view, schema):
        known = found.get(owner)
        found[owner] = said if known is None else _joined(known, said)
    return found


def _joined(left: Said, right: Said) -> Said:
    return {name: list(dict.fromkeys((*left.get(name, ()), *right.get(name, ())))) for name in {**left, **right}}


@dataclass(frozen=True, slots=True, eq=False)
class TieRows:
    """One row for each actor tied to an incident: entity codes of the link, the actor and the incident."""

    entity: Codes
    actor: Codes
    incident: Codes


@dataclass(frozen=True)
class Ties:
    """Every tie of a view. An involvement of somebody who only looked into it, or called for the protest, is none.

    `placed_under` holds, for the deployments that say so, by code, the units under which they placed their actors.
    """

    structure: Structure

    @property
    def _view(self) -> View:
        return self.structure.view

    @cached_property
    def _present(self) -> list[bool]:
        found: list[bool] = self.structure.is_present.tolist()
        return found

    def _codes(self, names: Sequence[str]) -> list[int]:
        """Return the canonical codes of those that the view holds, each once."""
        codes, same, present = self._view.entity_codes, self._view.same, self._present
        found = [codes.get(same.get(name, name), -1) for name in names]
        kept = [code for code in found if code >= 0 and present[code]]
        return kept if len(kept) < 2 else list(dict.fromkeys(kept))

    @cached_property
    def _of_operations(self) -> dict[int, list[int]]:
        """The incidents of each operation, whichever of the two names the other."""
        found: dict[int, list[int]] = defaultdict(list)
        for operation, said in _together(self._view, "Operation").items():
            found[operation] += self._codes(said.get("incident", ()))
        if found:
            for incident, said in counted_properties(self._view, "Incident"):
                for operation in self._codes(said.get("operation", ())):
                    found[operation].append(incident)
        return found

    def _incidents(self, said: Said) -> list[int]:
        if "incident" in said:
            return self._codes(said["incident"])
        operations = self._codes(said.get("operation", ()))
        return list(dict.fromkeys(one for each in operations for one in self._of_operations.get(each, ())))

    @cached_property
    def _read(self) -> tuple[TieRows, dict[int, tuple[int, ...]]]:
        rows: list[tuple[int, int, int]] = []
        placed_under: dict[int, tuple[int, ...]] = {}
        for schema in ("Involvement", "Deployment"):
            for entity, said in _together(self._view, schema).items():
                if schema == "Involvement" and "role" in said and ASIDE.issuperset(said["role"]):
                    continue
                if "under" in said:
                    placed_under[entity] = tuple(self._codes(said["under"]))
                actors = self._codes(said.get("actor", ()))
                rows += [(entity, actor, incident) for incident in self._incidents(said) for actor in actors]
        columns = np.array(rows, dtype=np.int32).reshape(-1, 3)
        return TieRows(columns[:, 0].copy(), columns[:, 1].copy(), columns[:, 2].copy()), placed_under

    @property
    def rows(self) -> TieRows:
        """Every tie."""
        return self._read[0]

    @property
    def placed_under(self) -> dict[int, tuple[int, ...]]:
        """For each deployment that says so, by code, the units under which it placed its actors."""
        return self._read[1]

    @cached_property
    def of_incident(self) -> Index:
        """The rows of the ties of each incident, by code."""
        return Index.by(self.rows.incident, self.structure.count, np.arange(len(self.rows.incident)))

    @cached_property
    def of_actor(self) -> Index:
        """The rows of the ties of each actor, by code."""
        return Index.by(self.rows.actor, self.structure.count, np.arange(len(self.rows.actor)))
