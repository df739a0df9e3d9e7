"""Who was where: units and people at incidents, by the deployments and involvements that tie them there."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from answerable.command.answers import ClaimIds
from answerable.command.bases import bases_of
from answerable.conduct.answers import When
from answerable.conduct.index import ConductIndex
from answerable.conduct.patterns.keeping import kept
from answerable.conduct.placing import placed
from answerable.kernel.standing import Status
from answerable.record.view import View

WHOLE = frozenset({"head-of-state", "government", "ministry", "high-command"})
"""Levels that stand for a whole force or body: it is always somewhere, so that it is never sent again."""


class Stay(NamedTuple):
    """Somebody, or a unit, at an incident by one tie, how surely, and when deployed if the tie says so."""

    actor: str
    tie: str
    presence: Status
    deployed: When | None
    claims: ClaimIds
    denials: ClaimIds


@dataclass(frozen=True)
class Stays:
    """See the module. `deadly`: the deadly incidents; `deployments`: the ties that are more than involvements."""

    view: View
    index: ConductIndex
    deadly: frozenset[str]
    deployments: frozenset[str]

    @kept
    def _whole(self) -> dict[str, bool]:
        return {}

    def is_whole(self, unit: str) -> bool:
        """Say whether a unit stands for a whole force, ministry or government."""
        found = self._whole.get(unit)
        if found is None:
            structure = self.index.structure
            code = structure.code(unit)
            found = self._whole[unit] = code is not None and structure.level(code) in WHOLE
        return found

    def is_person(self, entity: str) -> bool:
        """Say whether an entity is a person."""
        return self.view.ontology.is_a(self.view.schema_of(entity), "Person")

    def ready(self) -> None:
        """Work out every stay of those who can have been deployed again."""
        for incident, every in self._ties_at.items():
            when = self.index.when_of(incident)
            for actor in {actor for actor, _ in every if actor in self.redeployable}:
                self.at(incident, when, actor)
        self._people_at  # noqa: B018, worked out when first asked for

    @kept
    def redeployable(self) -> frozenset[str]:
        """Units and people, whole forces left out, tied to a deadly incident and deployed to one that began later.

        The days are compared without their hours and without how sure they are: nobody else can be found so.
        """
        rows, name = self.index.ties.rows, self.index.structure.name
        over: dict[int, date] = {}
        deployed: dict[int, date] = {}
        for entity, actor, incident in zip(
            rows.entity.tolist(), rows.actor.tolist(), rows.incident.tolist(), strict=True
        ):
            when = self.index.light.when(incident)
            if when.last and name(incident) in self.deadly:
                over[actor] = min(over.get(actor, date.max), when.last)
            if when.first and name(entity) in self.deployments:
                deployed[actor] = max(deployed.get(actor, date.min), when.first)
        again = (actor for actor, day in over.items() if day <= deployed.get(actor, date.min))
        return frozenset(name(actor) for actor in again if not self.is_whole(name(actor)))

    @kept
    def _stays(self) -> dict[tuple[str, str], tuple[Stay, ...]]:
        return {}

    def at(self, incident: str, when: When, actor: str) -> tuple[Stay, ...]:
        """Return how a unit or somebody was at an incident, by each tie whose own dates allow it."""
        found = self._stays.get((incident, actor))
        if found is None:
            every = [self.by(actor, tie, when) for who, tie in self._ties_at.get(incident, ()) if who == actor]
            found = self._stays[incident, actor] = tuple([stay for stay in every if stay])
        return found

    @kept
    def _ties_at(self) -> Mapping[str, list[tuple[str, str]]]:
        """Who is tied to each incident, each with the tie."""
        rows, names = self.index.ties.rows, self.view.columns.entities
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for entity, actor, incident in zip(
            rows.entity.tolist(), rows.actor.tolist(), rows.incident.tolist(), strict=True
        ):
            found[names[incident]].append((names[actor], names[entity]))
        return found

    def by(self, actor: str, tie: str, incident: When) -> Stay | None:
        """Return somebody's being at an incident by a tie; None when the tie's own dates exclude it."""
        light, code = self.index.light, self.view.entity_codes[tie]
        when = light.when(code)
        presence = _presence(when, incident)
        if presence is None:
            return None
        return Stay(actor, tie, presence, when if tie in self.deployments else None, *light.ids(code))

    @kept
    def _people_at(self) -> Mapping[str, tuple[str, ...]]:
        """The redeployable people at each incident."""
        rows, name, codes = self.index.ties.rows, self.index.structure.name, self.view.entity_codes
        found: dict[str, list[str]] = defaultdict(list)
        for person in sorted(actor for actor in self.redeployable if self.is_person(actor)):
            for row in self.index.ties.of_actor.of(codes[person]):
                found[name(int(rows.incident[row]))].append(person)
        return {incident: tuple(dict.fromkeys(people)) for incident, people in found.items()}

    def people_in(self, unit: str, incident: str, when: When) -> tuple[str, ...]:
        """Return the redeployable people at an incident who were in a unit then."""
        people = self._people_at.get(incident)
        return tuple(one for one in people if self._is_in(one, unit, when)) if people else ()

    def _is_in(self, actor: str, unit: str, when: When) -> bool:
        """Say whether somebody was in a unit on the first or the last day of something."""
        days = {day for day in (when.first, when.last) if day}
        return any(basis.unit == unit for day in days for basis in bases_of(self.view, actor, day))


def _presence(tie: When, incident: When) -> Status | None:
    """Say how surely what a tie says was so on the incident's days; None when its own dates exclude them."""
    how = "during" if tie == incident else placed(tie, incident)
    if how in ("during", "undated"):
        return Status.EVIDENCED
    return Status.POSSIBLE if how == "unclear" else None
