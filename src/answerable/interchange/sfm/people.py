"""People and what they held. These sheets have no posts: one is made for each pair of unit and role."""

from answerable.interchange.sfm.citing import Cited
from answerable.interchange.sfm.claiming import Properties, Said
from answerable.interchange.sfm.dates import date_of
from answerable.interchange.sfm.known import REFUSED, Known, Outcome, link_id
from answerable.interchange.sfm.parts import Cell, Dates, PersonPart, PostingPart, RowPlace
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.texts import slug
from answerable.kernel.times import blur_text

FUNCTIONS = {
    "commander": "commander",
    "second in command": "deputy",
    "deputy commander": "deputy",
    "chief of staff": "chief-of-staff",
    "operations commander": "operations",
    "spokesman": "spokesperson",
    "spokesperson": "spokesperson",
}
BEGINNINGS = {
    "appointed": "appointed", "promoted": "promoted", "transferred": "transferred", "elected": "elected",
    "sworn in": "sworn-in", "assumed": "assumed", "assumed command": "assumed", "succeeded": "succeeded",
}  # fmt: skip
ENDINGS = {
    "retired": "retired", "promoted": "promoted", "transferred": "transferred", "killed": "died", "died": "died",
    "resigned": "resigned", "dismissed": "dismissed", "removed": "removed", "suspended": "suspended",
    "replaced": "replaced",
}  # fmt: skip


def map_person(known: Known, part: PersonPart) -> Outcome:
    """Claim a person: names, country, and what else a row says."""
    about, place = known.person_id(part.person), part.place
    dates = known.claims.dates(place, part.when)
    names = known.claims.said(place, "Person", part.name, {"name": (" ".join(part.name.text.split()),)})
    if dates is None or (names is None and part.name.is_given):
        return REFUSED
    said = [names, known.claims.said(place, "Person", part.aliases, {"alias": part.aliases.items()})]
    if names is not None:
        said.append(known.country(place, "Person", part.country, names.cited))
    said.extend(_extra(known, place, name, cell) for name, cell in part.others)
    known.claims.add("Person", about, said, dates, base=names.properties if names else None, place=place)
    return known.outcome("person", about)


def _extra(known: Known, place: RowPlace, name: str, cell: Cell) -> Said | None:
    text = cell.text.strip()
    if name.endswith("Date") and text:
        try:
            text = blur_text(date_of(text))
        except DateUnclearError as error:
            known.report.refuse(place, cell.column, text, error.what, error.remedy, "date-unclear")
            return None
    return known.claims.said(place, "Person", cell, {name: (text,)})


def map_posting(known: Known, part: PostingPart) -> Outcome:
    """Claim that a person held a post, or belonged to a unit where the row names no role and no title."""
    place = part.place
    unit = known.unit_meant(place, part.unit, part.cell)
    dates = known.claims.dates(place, part.when)
    if unit is None or dates is None:
        return REFUSED
    person = known.person_id(part.person)
    role = part.role if part.role.is_given else part.title
    cited = known.claims.citations.cited(place, part.cell)
    if cited is None:
        return REFUSED
    if not _is_named(known, part, person, cited):
        return REFUSED
    if not role.is_given:
        return _belonging(known, part, person, unit, Said({}, cited, is_base=True), dates)
    post = _post(known, place, unit, role, cited)
    base: Properties = {"person": (person,), "post": (post,)}
    titles = part.title if part.role.is_given else Cell()
    said = [
        Said({}, cited, is_base=True),
        known.claims.said(place, "Appointment", part.rank, {"rank": (part.rank.text.strip(),)}),
        known.claims.said(place, "Appointment", titles, {"summary": (titles.text.strip(),)}),
        _context(known, place, part.began, "beganBy", BEGINNINGS),
        _context(known, place, part.ended, "endedBy", ENDINGS),
    ]
    rank = part.rank.text.strip()
    about = link_id("appointment", part.id, person, post, rank, dates)
    known.claims.add("Appointment", about, said, dates, base=base, note=part.note, place=place)
    return known.outcome("posting", about)


def _is_named(known: Known, part: PostingPart, person: str, cited: Cited) -> bool:
    """Say whether a person is known; one without a good row is claimed by the name that the posting gives."""
    if ("person", person) in known.seen:
        return True
    if not part.person.name.strip():
        reason = "No row tells of the person by this id, and the posting gives no name."
        remedy = "Give the person's own row too."
        known.report.refuse(part.place, part.cell.column, part.person.id, reason, remedy, "required-missing")
        return False
    known.seen.add(("person", person))
    reason = "The person has no good row; the name stands on the sources of the posting."
    known.report.alter(part.place, part.cell.column, part.person.name, reason, "person-only-named")
    known.claims.add("Person", person, [Said({"name": (part.person.name.strip(),)}, cited)])
    return True


def _post(known: Known, place: RowPlace, unit: str, role: Cell, otherwise: Cited) -> str:
    """Return the post of a role in a unit, which these sheets do not have: made here, one for each pair."""
    word = " ".join(role.text.split())
    about = f"post:{unit.partition(':')[2]}-{slug(word, longest=40) or 'role'}"
    properties = {
        "title": (f"{word}, {known.names.get(unit, '')}".strip(", "),),
        "unit": (unit,),
        "function": (FUNCTIONS.get(word.lower(), "other"),),
    }
    clean = known.claims.clean(place, "Post", role, properties)
    cited = known.claims.citations.cited(place, role) if role.sources.strip() else otherwise
    if clean and cited:
        known.claims.add("Post", about, [Said(clean, cited, is_base=True)])
    return about


def _belonging(known: Known, part: PostingPart, person: str, unit: str, cited: Said, dates: Dates) -> Outcome:
    """A posting without role and title is no post: that the person belonged to the unit."""
    rank = part.rank.text.strip()
    base: Properties = {"member": (person,), "organization": (unit,)}
    said = [cited, known.claims.said(part.place, "Membership", part.rank, {"role": (rank,)})]
    about = link_id("membership", part.id, person, unit, rank, dates)
    known.claims.add("Membership", about, said, dates, base=base, note=part.note, place=part.place)
    reason = "The posting names no role and no title; it is taken as belonging to the unit."
    known.report.alter(part.place, part.role.column, "", reason, "posting-without-role")
    return known.outcome("posting", about)


def _context(known: Known, place: RowPlace, cell: Cell, name: str, words: dict[str, str]) -> Said | None:
    if not cell.is_given:
        return None
    word = words.get(cell.text.strip().lower())
    if word:
        return known.claims.said(place, "Appointment", cell, {name: (word,)})
    return known.claims.said(place, "Appointment", cell, {"description": (cell.text.strip(),)})
