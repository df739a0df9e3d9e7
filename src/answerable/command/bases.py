"""Where in the forces a person was on a day: by a post, by membership of a unit, by being placed under one."""

from datetime import date
from typing import Literal

from answerable.command.answers import Basis
from answerable.command.cited import cited, status_reason
from answerable.command.holders import HOLDING
from answerable.command.structure import Structure, status_on, structure_of
from answerable.record.view import View

JOINT = "joint"


def _basis(
    view: View, kind: Literal["post", "membership", "deployment"], entity: str, unit: str, person: str, day: date
) -> Basis:
    link = cited(view, entity)
    about = {"person": person, "unit": unit, "post": view.ref(entity, "post") or None}
    why = status_reason(view, link, day, subject=f"basis-{kind}", about=dict(about))
    return Basis(kind, entity, unit, link.standing(day), link.claims, link.denials, why)


def _by_post(structure: Structure, person: str, day: date) -> list[Basis]:
    code = structure.view.entity_codes[person]
    found, links = [], structure.appointments
    for place in structure.appointments_by_person.of(code):
        unit = structure.unit_of(int(links.ends["post"][place]))
        if unit is None or structure.is_vacancy[place] or status_on(links.runs, place, day) not in HOLDING:
            continue
        entity = structure.name(int(links.entity[place]))
        found.append(_basis(structure.view, "post", entity, structure.name(unit), person, day))
    return found


def _by_pointer(
    structure: Structure, kind: Literal["membership", "deployment"], person: str, day: date
) -> list[Basis]:
    view = structure.view
    schema, actor, end = (
        ("Membership", "member", "organization") if kind == "membership" else ("Deployment", "actor", "under")
    )
    return [
        _basis(view, kind, entity, unit, person, day)
        for entity in view.pointing_at(person, schema, actor)
        if view.standing(entity, day).status in HOLDING
        for unit in view.refs(entity, end)
        if view.has(unit) and view.ontology.is_a(view.schema_of(unit), "Unit")
    ]


def bases_of(view: View, person: str, day: date) -> tuple[Basis, ...]:
    """Return every unit that a person was in on a day and why, strongest first; one for each unit and kind.

    A member of a joint force, or one placed under a unit for a deployment, has been lent by the home unit: plain
    memberships of other units then fall away, posts held do not.
    """
    structure = structure_of(view)
    posts = _by_post(structure, person, day)
    memberships = _by_pointer(structure, "membership", person, day)
    deployments = _by_pointer(structure, "deployment", person, day)
    joint = [basis for basis in memberships if view.text(basis.unit, "force") == JOINT]
    if joint or deployments:
        memberships = joint
    found: dict[tuple[str, str], Basis] = {}
    for basis in sorted([*deployments, *joint, *posts, *memberships], key=lambda each: each.standing.status):
        found.setdefault((basis.kind, basis.unit), basis)
    with_post = {unit for kind, unit in found if kind == "post"}
    return tuple(basis for (kind, unit), basis in found.items() if kind == "post" or unit not in with_post)
