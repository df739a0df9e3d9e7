"""What the patterns read of a dossier as a whole: which incidents were deadly, what is part of what.

Read from the columns once for a view, without building claims, and kept with the view.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import orjson

from answerable.command.answers import ClaimIds
from answerable.conduct.answers import When
from answerable.conduct.index import ConductIndex, index_of
from answerable.conduct.patterns.keeping import kept
from answerable.conduct.patterns.stays import Stays
from answerable.conduct.placing import placed, when_of
from answerable.kernel.standing import BEGINNING
from answerable.record.claims import ReadableClaim
from answerable.record.columns import DATED
from answerable.record.view import View, time_at

KILLED, PROMOTED, LABEL = "killed", "promoted", "label"
BY_OTHERS = frozenset({"blockade", "protesters", "accident"})
"""Attributions by which a death is not one in an operation of the forces."""
OF_THE_FORCES = frozenset({"police", "soldier"})
"""Roles of the dead whose deaths are not counted as those of an operation against people."""
MEASURES = frozenset({"inquiry", "sanction", "discipline", "withdrawal", "order-to-stop", "rules-on-force"})
"""Kinds of measures that answer deaths; praise, promotion and an emergency do not."""
ENDED = frozenset({"shelved", "acquitted"})
"""Stages of a proceeding that speak for the person named."""


class Said(NamedTuple):
    """One claim that counts: its row, what it is about, and what it says."""

    row: int
    about: str
    properties: Mapping[str, list[str]]


class Promotion(NamedTuple):
    """An appointment by which a person was promoted; `when`: the day on which it began."""

    appointment: str
    when: When
    claims: ClaimIds
    is_inferred: bool


class Beside(NamedTuple):
    """Something that names a person and is no part of the person's own conduct."""

    entity: str
    claims: ClaimIds


def begun_by(when: When) -> date | None:
    """Return the first day on which something surely had begun, or None."""
    sure = when.sure
    return sure.first if sure and sure.first else when.last


def is_before(earlier: When, later: When) -> bool:
    """Say whether one is surely over when the other begins; a blurred order of days never counts."""
    if earlier.last is None or later.first is None or earlier.last > later.first:
        return False
    return earlier.last < later.first or placed(earlier, later) == "before"


@dataclass(frozen=True)
class Setting:
    """See the module. Get it from `setting_of`, which keeps one for each view."""

    view: View
    index: ConductIndex

    def said(self, schema: str, having: str = "") -> Iterator[Said]:
        """Yield the claims that count of one type and of those that extend it; with `having`, that give it."""
        view, columns, rows = self.view, self.view.columns, self.rows(schema)
        names, mark = columns.entities, f'"{having}"'.encode()
        owners = view.canonical_codes[columns.about[rows]].tolist()
        block: Any = np.ascontiguousarray(columns.properties.block)
        texts = memoryview(block)
        starts, ends = columns.properties.start[rows].tolist(), columns.properties.end[rows].tolist()
        for row, owner, start, end in zip(rows.tolist(), owners, starts, ends, strict=True):
            text = texts[start:end]
            if not having or mark in bytes(text):
                yield Said(row, names[owner], orjson.loads(text))

    def rows(self, schema: str) -> npt.NDArray[np.intp]:
        """Return the rows of the claims that count of one type and of those that extend it."""
        columns = self.view.columns
        kinds = [code for code, name in enumerate(columns.schemata) if self.view.ontology.is_a(name, schema)]
        return np.flatnonzero(np.isin(columns.schema, kinds) & (columns.stance == 0) & (columns.status <= 1))

    def claim_id(self, row: int) -> str:
        """Return the id of the claim in one row."""
        return str(self.view.columns.id[row], "ascii")

    def _canonical(self, names: Iterable[str]) -> list[str]:
        return [self.view.canonical(name) for name in names]

    # incidents

    @kept
    def deaths(self) -> Mapping[str, ClaimIds]:
        """The claims that place a death in each deadly incident.

        A death counts unless every claim that attributes it lays it to a blockade, protesters or an accident, or
        every claim on the role of the dead says police or soldier.
        """
        rows: dict[str, list[int]] = defaultdict(list)
        places: dict[str, set[str]] = defaultdict(set)
        aside: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for row, harm, said in self.said("Harm"):
            if KILLED in said.get("kind", ()):
                rows[harm].append(row)
                places[harm].update(self._canonical(said.get("incident", ())))
            aside[harm][0].update(said.get("attributedTo", ()))
            aside[harm][1].update(said.get("role", ()))
        found: dict[str, list[str]] = defaultdict(list)
        for harm, incidents in places.items():
            attributed, roles = aside[harm]
            if (attributed and attributed <= BY_OTHERS) or (roles and roles <= OF_THE_FORCES):
                continue
            claims = [self.claim_id(row) for row in rows[harm]]
            for incident in incidents:
                found[incident] += claims
        return {incident: tuple(claims) for incident, claims in found.items()}

    @kept
    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for _, incident, said in self.said("Incident", "partOf"):
            found[incident] += self._canonical(said.get("partOf", ()))
        return {incident: tuple(dict.fromkeys(wider)) for incident, wider in found.items()}

    @kept
    def _known_wider(self) -> dict[str, tuple[str, ...]]:
        return {}

    def wider(self, incident: str) -> tuple[str, ...]:
        """Return the incident and every one that it is part of, the nearest first."""
        found = self._known_wider.get(incident)
        if found is None:
            seen = {incident: None}
            waiting = [incident]
            for each in waiting:
                fresh = [one for one in self._parts.get(each, ()) if one not in seen]
                seen.update(dict.fromkeys(fresh))
                waiting += fresh
            found = self._known_wider[incident] = tuple(seen)
        return found

    @kept
    def deadly_parts(self) -> Mapping[str, tuple[date, tuple[str, ...]]]:
        """For each deadly incident a day by which it surely had begun, and itself with all that it is part of."""
        return {incident: (begun, self.wider(incident)) for incident, begun in self.begun.items()}

    @kept
    def begun(self) -> Mapping[str, date]:
        """For each deadly incident, a day by which it surely had begun."""
        days = ((incident, begun_by(self.index.when_of(incident))) for incident in self.deaths)
        return {incident: begun for incident, begun in days if begun}

    @kept
    def first_death(self) -> Mapping[str, date]:
        """For each incident, itself deadly or with deadly parts: a day by which the first of them had begun."""
        found: dict[str, date] = {}
        for incident, begun in self.begun.items():
            for wider in self.wider(incident):
                known = found.get(wider)
                if known is None or begun < known:
                    found[wider] = begun
        return found

    @kept
    def stays(self) -> Stays:
        """Who was at which incident."""
        deployments = frozenset(said.about for said in self.said("Deployment"))
        return Stays(self.view, self.index, frozenset(self.deaths), deployments)

    # what else is said

    @kept
    def on_force(self) -> frozenset[str]:
        """The orders and plans that give rules on force, whichever way these go."""
        return frozenset(said.about for schema in ("Order", "Plan") for said in self.said(schema, "forceRules"))

    @kept
    def labelling(self) -> frozenset[str]:
        """The plans that have words for people who protest."""
        return frozenset(said.about for said in self.said("Plan", LABEL))

    @kept
    def raising(self) -> frozenset[str]:
        """The meetings of which a source says that something was raised."""
        return frozenset(said.about for said in self.said("Meeting", "raised"))

    @kept
    def measures(self) -> Mapping[str, tuple[Beside, ...]]:
        """For each incident named, the inquiries, sanctions and other measures that answer deaths, by whomever."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row, measure, said in self.said("Measure"):
            if not MEASURES.isdisjoint(said.get("kind", ())):
                for incident in self._canonical(said.get("incident", ())):
                    found[incident][measure].append(self.claim_id(row))
        return _besides(found)

    @kept
    def promotions(self) -> Mapping[str, tuple[Promotion, ...]]:
        """For each person, the appointments that began by promotion."""
        rows: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, appointment, said in self.said("Appointment", "beganBy"):
            if PROMOTED in said["beganBy"]:
                for person in self._canonical(said.get("person", ())):
                    rows[person, appointment].append(row)
        found: dict[str, list[Promotion]] = defaultdict(list)
        for (person, appointment), said_in in rows.items():
            found[person].append(self._promotion(appointment, said_in))
        return {person: tuple(promotions) for person, promotions in found.items()}

    def _promotion(self, appointment: str, rows: list[int]) -> Promotion:
        times = [time_at(self.view.columns, row) for row in rows]
        starts = [type(when)(when.first, when.first) for when in times if when.first]
        inferred = all(self.is_analysis(row) for row in rows)
        return Promotion(appointment, when_of(starts), tuple(self.claim_id(row) for row in rows), inferred)

    def is_analysis(self, row: int) -> bool:
        """Say whether the claim in one row cites the team's own analysis."""
        card = self.view.source_cards.get(self.view.columns.sources[self.view.columns.source[row]])
        return card is not None and card.is_analysis

    @kept
    def disputes(self) -> Mapping[str, tuple[str, ...]]:
        """For each claim, the disagreements that rest on it."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for row, disagreement, _ in self.said("Disagreement"):
            for claim in self.view.claim_at(row).rests_on:
                found[claim][disagreement] = None
        return {claim: tuple(disagreements) for claim, disagreements in found.items()}

    @kept
    def _disputed(self) -> Mapping[str, ReadableClaim]:
        """The claims of the view that some disagreement rests on, found without an index of all ids."""
        ids = self.view.columns.id
        wanted = np.array([claim.encode() for claim in self.disputes], dtype=ids.dtype)
        rows: list[int] = np.flatnonzero(np.isin(ids, wanted)).tolist() if len(wanted) else []
        return {claim.id: claim for claim in map(self.view.claim_at, rows)}

    def disputed(self, claim: str) -> ReadableClaim | None:
        """Return a claim that some disagreement rests on; None when the view does not hold it."""
        return self._disputed.get(claim)

    @kept
    def labels(self) -> Mapping[str, str]:
        """The source of each claim that gives words for people who protest."""
        columns, found = self.view.columns, {}
        for schema, having in (("Remark", "kind"), ("Plan", LABEL)):
            for row, _, said in self.said(schema, having):
                if schema == "Plan" or LABEL in said["kind"]:
                    found[self.claim_id(row)] = columns.sources[columns.source[row]]
        return found

    @kept
    def ended(self) -> Mapping[str, tuple[Beside, ...]]:
        """For each person, the proceedings that a claim calls shelved, or ended in acquittal, for that person."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for schema in ("Proceeding", "Step"):
            for row, about, said in self.said(schema, "stage"):
                if ENDED.isdisjoint(said["stage"]):
                    continue
                proceeding = self._canonical(said.get("proceeding", [about]))[0]
                for person in self._canonical(said.get("person", ())):
                    found[person][proceeding].append(self.claim_id(row))
        return _besides(found)

    @kept
    def spoken_for(self) -> Mapping[str, tuple[Beside, ...]]:
        """For each person, the denials by others that a source gives as being about that person."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row, remark, said in self.said("Remark", "regarding"):
            speakers = set(self._canonical(said.get("speaker", ())))
            if "denial" in said.get("kind", ()):
                for person in self._canonical(said["regarding"]):
                    if person not in speakers:
                        found[person][remark].append(self.claim_id(row))
        return _besides(found)

    def ready(self) -> "Setting":
        """Work out everything that is not one person's, before many people are asked about; return itself."""
        for name in _FACTS:
            getattr(self, name)
        self.stays.ready()
        return self

    @kept
    def latest(self) -> date | None:
        """The day up to which the view was cut, or else the latest that one of its claims surely reaches."""
        spec, columns = self.view.spec, self.view.columns
        if spec.published_by or spec.recorded_by:
            return min(day for day in (spec.published_by, spec.recorded_by) if day)
        dated = columns.last_low[(columns.flags & DATED) > 0]
        last = int(dated.max()) if len(dated) else BEGINNING
        return date.fromordinal(last) if last > BEGINNING else None


_FACTS = (
    "deaths", "deadly_parts", "first_death", "on_force", "labelling", "raising", "measures",
    "promotions", "disputes", "_disputed", "labels", "ended", "spoken_for", "latest",
)  # fmt: skip


def _besides(found: Mapping[str, Mapping[str, list[str]]]) -> dict[str, tuple[Beside, ...]]:
    return {
        person: tuple(Beside(entity, tuple(claims)) for entity, claims in entities.items())
        for person, entities in found.items()
    }


def setting_of(view: View) -> Setting:
    """Return the setting of a view, kept with the view."""
    kept: dict[str, Any] = vars(view)
    found = kept.get("_conduct_setting")
    if not isinstance(found, Setting):
        found = kept["_conduct_setting"] = Setting(view, index_of(view))
    return found
