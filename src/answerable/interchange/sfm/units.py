"""Units, who stood under whom, which force they were part of, and where they were."""

from dataclasses import replace

from answerable.interchange.sfm.claiming import Properties
from answerable.interchange.sfm.known import REFUSED, Known, Outcome, link_id, unit_names
from answerable.interchange.sfm.parts import MembershipPart, PositionPart, RelationPart, UnitPart

CLASSES = {"command": "command", "administrative": "administrative", "informal": "administrative"}


def map_unit(known: Known, part: UnitPart) -> Outcome:
    """Claim a unit: names, classes, country."""
    about, place = known.own_id(part.unit), part.place
    dates = known.claims.dates(place, part.when)
    names = known.claims.said(place, "Unit", part.name, unit_names(part.unit.name))
    if dates is None or names is None:
        return REFUSED
    said = [
        replace(names, is_base=True),
        known.claims.said(place, "Unit", part.aliases, {"alias": part.aliases.items()}),
        known.claims.said(place, "Unit", part.classes, {"classification": part.classes.items()}),
        known.country(place, "Unit", part.country, names.cited),
    ]
    base = names.properties
    known.claims.add("Unit", about, said, dates, base=base, note=part.note, place=place)
    return known.outcome("unit", about)


def map_relation(known: Known, part: RelationPart) -> Outcome:
    """Claim that a unit stood under another."""
    place = part.place
    word = part.kind.text.strip().lower()
    if word not in CLASSES:
        reason = "The class of the relation is none of Command, Administrative, Informal."
        known.report.refuse(place, part.kind.column, part.kind.text, reason, "Give one of them.", "no-class")
        return REFUSED
    lower = known.unit_meant(place, part.unit, part.cell)
    upper = known.unit_meant(place, part.superior, part.cell)
    dates = known.claims.dates(place, part.when)
    if lower is None or upper is None or dates is None:
        return REFUSED
    base: Properties = {"subordinate": (lower,), "superior": (upper,), "class": (CLASSES[word],)}
    said = [
        known.base_said(place, "Subordination", part.cell, base),
        known.base_said(place, "Subordination", part.kind, base) if part.kind.sources else None,
    ]
    if not any(said):
        return REFUSED
    note = "The sheet has this relation as informal." if word == "informal" else ""
    about = link_id("subordination", part.id, lower, upper, word, dates)
    known.claims.add("Subordination", about, said, dates, base=base, note=note, place=place)
    return known.outcome("superior", about)


def map_membership(known: Known, part: MembershipPart) -> Outcome:
    """Claim that a unit was part of a joint force."""
    place = part.place
    member = known.unit_meant(place, part.unit, part.cell)
    force = known.unit_meant(place, part.force, part.cell)
    dates = known.claims.dates(place, part.when)
    if member is None or force is None or dates is None:
        return REFUSED
    base: Properties = {"member": (member,), "organization": (force,)}
    said = known.base_said(place, "Membership", part.cell, base)
    if said is None:
        return REFUSED
    about = link_id("membership", part.id, member, force, "", dates)
    known.claims.add("Membership", about, [said], dates, base=base, place=place)
    return known.outcome("membership", about)


def map_position(known: Known, part: PositionPart) -> Outcome:
    """Claim where a unit was."""
    place = part.place
    unit = known.unit_meant(place, part.unit, part.cells[0])
    dates = known.claims.dates(place, part.when)
    where = ", ".join(dict.fromkeys(cell.text.strip() for cell in part.cells if cell.is_given))
    if unit is None or dates is None:
        return REFUSED
    base: Properties = {"unit": (unit,), "kind": (part.kind,), "place": (where,)}
    said = [known.base_said(place, "Positioning", cell, base) for cell in part.cells if cell.is_given]
    if not any(said):
        return REFUSED
    about = link_id("positioning", part.id, unit, where, part.kind, dates)
    known.claims.add("Positioning", about, said, dates, base=base, note=part.note, place=place)
    return known.outcome(part.kind, about)
