"""Who is tied to which incident by a deployment or involvement, read from the columns without building claims."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import orjson

from answerable.command.incidents import ASIDE
from answerable.command.structure import Structure
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class Tie:
    """One actor tied to one incident. All are entity codes; `under`: whom a deployment placed the actor under."""

    entity: int
    actor: int
    incident: int
    under: tuple[int, ...]


def counted_properties(view: View, schema: str) -> Iterator[tuple[int, Mapping[str, list[str]]]]:
    """Yield, for each claim that counts and is of a type, the code of what it is about, and its properties."""
    columns = view.columns
    kinds = [code for code, name in enumerate(columns.schemata) if view.ontology.is_a(name, schema)]
    rows = np.flatnonzero(np.isin(columns.schema, kinds) & (columns.stance == 0) & (columns.status <= 1))
    text = memoryview(np.ascontiguousarray(columns.properties.block).data)
    starts, ends = columns.properties.start[rows].tolist(), columns.properties.end[rows].tolist()
    owners = view.canonical_codes[columns.about[rows]].tolist()
    for owner, start, end in zip(owners, starts, ends, strict=True):
        yield owner, orjson.loads(text[start:end])


def _gathered(view: View, schema: str) -> dict[int, dict[str, set[str]]]:
    """Return, for each entity of a type, by code, every value of each property."""
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for owner, properties in counted_properties(view, schema):
        said = found[owner]
        for name, values in properties.items():
            said[name].update(values)
    return found


@dataclass(frozen=True)
class Ties:
    """Every tie of a view. An involvement of somebody who only looked into it, or called for the protest, is none."""

    structure: Structure

    @property
    def _view(self) -> View:
        return self.structure.view

    def _codes(self, names: set[str] | tuple[str, ...]) -> list[int]:
        """Return the canonical codes of those that the view holds, in order of their ids."""
        view, present = self._view, self.structure.is_present
        codes = [view.entity_codes.get(view.canonical(name), -1) for name in sorted(names)]
        return [code for code in dict.fromkeys(codes) if code >= 0 and present[code]]

    @cached_property
    def _of_operations(self) -> dict[int, list[int]]:
        """The incidents of each operation, whichever of the two names the other."""
        found: dict[int, list[int]] = defaultdict(list)
        for operation, said in _gathered(self._view, "Operation").items():
            found[operation] += self._codes(said["incident"])
        for incident, properties in counted_properties(self._view, "Incident"):
            for operation in self._codes(tuple(properties.get("operation", ()))):
                found[operation].append(incident)
        return found

    def _incidents(self, said: Mapping[str, set[str]]) -> list[int]:
        if said["incident"]:
            return self._codes(said["incident"])
        operations = self._codes(said["operation"])
        return list(dict.fromkeys(one for operation in operations for one in self._of_operations[operation]))

    @cached_property
    def by_incident(self) -> dict[int, list[Tie]]:
        """The ties of each incident."""
        found: dict[int, list[Tie]] = defaultdict(list)
        for schema in ("Involvement", "Deployment"):
            for entity, said in _gathered(self._view, schema).items():
                if schema == "Involvement" and said["role"] and said["role"] <= ASIDE:
                    continue
                under = tuple(self._codes(said["under"]))
                actors = self._codes(said["actor"])
                for incident in self._incidents(said):
                    found[incident] += [Tie(entity, actor, incident, under) for actor in actors]
        return dict(found)

    @cached_property
    def by_actor(self) -> dict[int, list[Tie]]:
        """The ties of each actor."""
        found: dict[int, list[Tie]] = defaultdict(list)
        for ties in self.by_incident.values():
            for tie in ties:
                found[tie.actor].append(tie)
        return dict(found)
