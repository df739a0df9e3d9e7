"""From the parts of rows to claims, and what became of each part."""

from collections.abc import Iterable

from answerable.interchange.sfm.citing import Report
from answerable.interchange.sfm.claiming import Claims
from answerable.interchange.sfm.incidents import map_incident
from answerable.interchange.sfm.known import Known, Outcome
from answerable.interchange.sfm.parts import (
    IncidentPart,
    MembershipPart,
    Part,
    PersonPart,
    PositionPart,
    PostingPart,
    RelationPart,
    UnitPart,
)
from answerable.interchange.sfm.people import map_person, map_posting
from answerable.interchange.sfm.units import map_membership, map_position, map_relation, map_unit

_KIND_WORDS: dict[type, str] = {
    UnitPart: "units",
    RelationPart: "superiors",
    MembershipPart: "memberships",
    PersonPart: "persons",
    PostingPart: "postings",
    IncidentPart: "incidents",
}


def map_parts(parts: Iterable[Part], claims: Claims, report: Report) -> None:
    """Turn parts into claims, and count what became of each: imported, merged with one before it, or refused.

    Units are made known first, for others name them; incidents come last.
    """
    known = Known(claims, report)
    parts = list(parts)
    for part in parts:
        if isinstance(part, UnitPart):
            known.know(known.own_id(part.unit), part.unit)
    for part in sorted(parts, key=_turn):
        report.count(kind_of(part), _map_one(known, part))


def kind_of(part: Part) -> str:
    """Return the word under which a part is counted."""
    return f"{part.kind}s" if isinstance(part, PositionPart) else _KIND_WORDS[type(part)]


def _map_one(known: Known, part: Part) -> Outcome:
    match part:
        case UnitPart():
            return map_unit(known, part)
        case RelationPart():
            return map_relation(known, part)
        case MembershipPart():
            return map_membership(known, part)
        case PositionPart():
            return map_position(known, part)
        case PersonPart():
            return map_person(known, part)
        case PostingPart():
            return map_posting(known, part)
        case IncidentPart():
            return map_incident(known, part)


def _turn(part: Part) -> int:
    """Units and people before what ties them, and incidents last: they name all of these."""
    return {UnitPart: 0, PersonPart: 1, IncidentPart: 3}.get(type(part), 2)
