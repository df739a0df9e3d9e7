"""Incidents as others allege them, and whom a source names for them."""

from dataclasses import replace

from answerable.interchange.sfm.citing import Cited
from answerable.interchange.sfm.claiming import Properties, Said, entity_id
from answerable.interchange.sfm.known import REFUSED, Known, Outcome
from answerable.interchange.sfm.parts import Cell, IncidentPart, Stretch

KINDS = (("kill", "killing"), ("execution", "killing"), ("murder", "killing"), ("tortur", "torture"),
         ("beat", "beating"), ("detention", "detention"), ("shoot", "shooting"))  # fmt: skip


def map_incident(known: Known, part: IncidentPart) -> Outcome:
    """Claim an incident, once for each cited source, and whom the row names for it."""
    place = part.place
    about = entity_id("incident", part.id)
    stretch_dates = known.claims.dates(place, part.ranges or _incident_stretch(part))
    every = Cell(
        part.description.text or part.types.text, part.description.column, part.sources, part.types.confidence
    )
    if stretch_dates is None or (cited := known.claims.citations.cited(place, every)) is None:
        return REFUSED
    where = ", ".join(dict.fromkeys(cell.text.strip() for cell in part.where if cell.is_given))
    types = part.types.items()
    properties = {
        "name": (", ".join(piece for piece in ("; ".join(types) or "Incident", where) if piece),),
        "kind": (_kind_of(types),),
        "place": (where,) if where else (),
        "summary": (part.description.text.strip(),) if part.description.is_given else (),
        "keywords": (*types, *(f"perpetrator: {word}" for word in part.classes.items())),
        "country": (part.country,) if part.country else (),
    }
    given = {name: values for name, values in properties.items() if values}
    clean = known.claims.clean(place, "Incident", part.description, given)
    if clean is None:
        return REFUSED
    said = Said(clean, cited, is_base=True)
    dates = replace(stretch_dates, starts=stretch_dates.first is not None, ends=stretch_dates.last is not None)
    known.claims.add("Incident", about, [said], dates, base=clean, note=part.note, place=place)
    _perpetrators(known, part, about, cited, every)
    return known.outcome("incident", about)


def _perpetrators(known: Known, part: IncidentPart, incident: str, cited: Cited, cell: Cell) -> None:
    """An allegation of the source: whom it names, in no further role."""
    units = [known.unit_meant(part.place, unit, cell) for unit in part.units]
    persons = [known.person_id(person) for person in part.persons]
    for person, named in zip(persons, part.persons, strict=True):
        if named.name.strip() and ("person", person) not in known.seen:
            known.claims.add("Person", person, [Said({"name": (named.name.strip(),)}, cited, is_base=True)])
            known.seen.add(("person", person))
    others = [actor for named in part.perpetrators if (actor := known.known_actor(part.place, named, cell))]
    for actor in (*persons, *(unit for unit in units if unit), *others):
        base: Properties = {
            "actor": (actor,),
            "incident": (incident,),
            "gist": ("Named as perpetrator by the source.",),
        }
        about = entity_id("involvement", f"{actor.partition(':')[2]}", incident)
        known.claims.add("Involvement", about, [Said(base, cited, is_base=True)])
        known.report.count("involvements", known.outcome("involvement", about))


def _incident_stretch(part: IncidentPart) -> Stretch:
    first, last = (replace(day, cell=replace(day.cell, sources=part.sources)) for day in (part.start, part.end))
    return Stretch(first, last)


def _kind_of(types: tuple[str, ...]) -> str:
    words = " ".join(types).lower()
    return next((kind for mark, kind in KINDS if mark in words), "other")
