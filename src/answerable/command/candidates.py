"""Which units place, time and branch make possible for an incident. Always an inference, never a finding.

A superior takes on the sites, areas and branch of each unit under it, only on days of the relation between them.
Source: Security Force Monitor's rule for what a superior takes on, and its rule for linking by area, time and
branch instead of by distance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from answerable.command.answers import Candidate, Reason
from answerable.command.cited import cited, each_once
from answerable.command.edges import edges_on
from answerable.command.holders import HOLDING
from answerable.command.incidents import incident_days
from answerable.command.structure import Structure, structure_of
from answerable.kernel.standing import Status
from answerable.kernel.texts import fold
from answerable.record.view import View

TOO_HIGH = frozenset({"head-of-state", "government", "ministry"})
"""Levels that every place in the country is under; naming them as candidates would say nothing."""
FORCES = frozenset({"police", "army", "navy", "air-force", "joint", "military"})
BRANCHES = {"police": frozenset({"police"}), "army": frozenset({"army", "military"}), "security-forces": FORCES}
"""For what harm is attributed to, the words of force and classification that match it."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is known of the incident: folded places, regions, days, branch words and the claims on the branch."""

    incident: str
    places: frozenset[str]
    regions: frozenset[str]
    days: tuple[date, ...]
    branch: frozenset[str]
    branch_claims: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """One unit met on the way up from a positioning: its edges, their weakest status, the branch words so far."""

    unit: int
    via: tuple[str, ...]
    status: Status
    branch: frozenset[str]
    claims: tuple[str, ...]
    seen: frozenset[int]


def _parts(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the folded parts of place names, divided at commas: 'Juliaca, airport' gives both."""
    return frozenset(part for text in texts for part in map(fold, text.split(",")) if part)


def _asked(view: View, incident: str) -> _Asked:
    words: set[str] = set()
    claims: list[tuple[str, ...]] = []
    for harm in view.pointing_at(incident, "Harm", "incident"):
        for value in view.values(harm, "attributedTo").every:
            counted = tuple(claim.id for claim in value.claims if claim.is_counted)
            if counted and value.text in BRANCHES:
                words |= BRANCHES[value.text]
                claims.append(counted)
    return _Asked(
        incident,
        _parts(view.texts(incident, "place")),
        frozenset(view.texts(incident, "regionCode")),
        tuple(incident_days(view, incident).days()),
        frozenset(words),
        each_once(claims),
        each_once([cited(view, incident).claims]),
    )


def _match(view: View, positioning: str, asked: _Asked) -> Literal["place", "region"] | None:
    if _parts(view.texts(positioning, "place")) & asked.places:
        return "place"
    return "region" if asked.regions.intersection(view.texts(positioning, "regionCode")) else None


def _branch_of(view: View, unit: str) -> frozenset[str]:
    words = (*view.texts(unit, "force"), *view.texts(unit, "classification"))
    return frozenset(fold(word).replace(" ", "-") for word in words)


def _branch_claims(view: View, unit: str) -> tuple[str, ...]:
    found = (view.values(unit, name).claims for name in ("force", "classification"))
    return each_once((claim.id for claim in claims) for claims in found)


def _upward(structure: Structure, start: _Found, day: date) -> Iterator[_Found]:
    """Yield the unit, then every superior that takes its place on that day."""
    waiting = [start]
    while waiting:
        found = waiting.pop(0)
        yield found
        for group in edges_on(structure, found.unit, day, upward=True):
            place = group[0]
            above = int(structure.edges.ends["superior"][place])
            edge = structure.name(int(structure.edges.entity[place]))
            standing = structure.edges.runs.standing_word(place, day)
            if standing not in HOLDING or above in found.seen or structure.level(above) in TOO_HIGH:
                continue
            claims = (*found.claims, *cited(structure.view, edge).claims)
            branch = found.branch | _branch_of(structure.view, structure.name(above))
            via, status = (*found.via, edge), max(found.status, standing)
            waiting.append(_Found(above, via, status, branch, claims, found.seen | {above}))


def _candidate(
    view: View, asked: _Asked, positioning: str, below: str, unit: str, found: _Found
) -> Candidate | None:
    matched = found.branch & (asked.branch or FORCES)
    match = _match(view, positioning, asked)
    if not matched or match is None:
        return None
    code = "candidate-taken-on" if found.via else "candidate-own"
    if not asked.branch:
        code += "-any-branch"
    values = {"unit": unit, "subordinate": below, "incident": asked.incident, "match": match}
    values["place"] = view.text(positioning, "place") or view.text(positioning, "regionCode")
    branch_claims = _branch_claims(view, unit) or _branch_claims(view, below)
    return Candidate(
        unit,
        positioning,
        below,
        found.via,
        match,
        tuple(sorted(matched)) if asked.branch else (),
        found.status,
        each_once((found.claims, branch_claims, asked.branch_claims, asked.claims)),
        Reason(code, dict(values)),
    )


def _from_positioning(view: View, asked: _Asked, positioning: str) -> Iterator[Candidate]:
    structure = structure_of(view)
    below = view.ref(positioning, "unit")
    if not below or not view.has(below) or _match(view, positioning, asked) is None:
        return
    link = cited(view, positioning)
    code = view.entity_codes[below]
    for day in asked.days:
        status = link.standing(day).status
        if status not in HOLDING or structure.is_placeholder[code]:
            continue
        start = _Found(code, (), status, _branch_of(view, below), link.claims, frozenset({code}))
        for found in _upward(structure, start, day):
            unit = structure.name(found.unit)
            candidate = _candidate(view, asked, positioning, below, unit, found)
            if candidate and not structure.is_placeholder[found.unit]:
                yield candidate


def _order(candidate: Candidate) -> tuple[object, ...]:
    return (candidate.matches, len(candidate.via), candidate.status, candidate.unit, candidate.positioning)


def candidate_units(view: View, incident: str) -> tuple[Candidate, ...]:
    """Return the units whose site or area, own or taken on, matches an incident's place, days and branch.

    The branch is what the incident's harm is attributed to; when nothing is, any force matches and the sentence
    says so. Each unit comes once for each site or area, by its strongest and shortest way, the nearest first.
    Placeholders are left out, and levels that the whole country is under.

    Raises:
        NotFoundError: the view holds no such incident.
    """
    incident = view.require(incident, "Incident")
    asked = _asked(view, incident)
    found = [
        candidate
        for positioning in view.entities("Positioning")
        for candidate in _from_positioning(view, asked, positioning)
    ]
    found.sort(key=_order)
    first: dict[tuple[str, str], Candidate] = {}
    for candidate in found:
        first.setdefault((candidate.unit, candidate.positioning), candidate)
    return tuple(first.values())
