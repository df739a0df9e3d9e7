"""From the parts of rows to claims: units, who stood under whom, where they were, who held which post, incidents.

Two units of one name are never taken for one: a name that fits several is refused where it is used.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from answerable.interchange.sfm.citing import Cited, Report
from answerable.interchange.sfm.claiming import Claims, Properties, Said, entity_id
from answerable.interchange.sfm.dates import date_of
from answerable.interchange.sfm.parts import (
    Cell,
    Dates,
    IncidentPart,
    MembershipPart,
    Named,
    Part,
    PersonPart,
    PositionPart,
    PostingPart,
    RelationPart,
    RowPlace,
    Stretch,
    UnitPart,
)
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.texts import slug
from answerable.kernel.times import blur_text

CLASSES = {"command": "command", "administrative": "administrative", "informal": "administrative"}
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
KINDS = (("kill", "killing"), ("execution", "killing"), ("murder", "killing"), ("tortur", "torture"),
         ("beat", "beating"), ("detention", "detention"), ("shoot", "shooting"))  # fmt: skip
Outcome = str
_KIND_WORDS: dict[type, str] = {
    UnitPart: "units",
    RelationPart: "superiors",
    MembershipPart: "memberships",
    PersonPart: "persons",
    PostingPart: "postings",
    IncidentPart: "incidents",
}
IMPORTED, MERGED, REFUSED = "imported", "merged", "refused"


@dataclass(slots=True)
class Mapping:
    """Turns parts into claims, and counts what became of each: imported, merged with one before it, or refused."""

    claims: Claims
    report: Report
    country: str = ""
    _units: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _names: dict[str, str] = field(default_factory=dict)
    _countries: dict[str, str] = field(default_factory=dict)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def take(self, parts: Iterable[Part]) -> None:
        """Map every part: units are made known first, for others name them; incidents come last."""
        parts = list(parts)
        for part in parts:
            if isinstance(part, UnitPart):
                self._know(self._own_id(part.unit), part.unit)
        for part in sorted(parts, key=_turn):
            self.report.count(self.kind_of(part), self._take_one(part))

    @staticmethod
    def kind_of(part: Part) -> str:
        """Return the word under which a part is counted."""
        return f"{part.kind}s" if isinstance(part, PositionPart) else _KIND_WORDS[type(part)]

    def _take_one(self, part: Part) -> Outcome:
        match part:
            case UnitPart():
                return self._unit(part)
            case RelationPart():
                return self._relation(part)
            case MembershipPart():
                return self._membership(part)
            case PositionPart():
                return self._position(part)
            case PersonPart():
                return self._person(part)
            case PostingPart():
                return self._posting(part)
            case IncidentPart():
                return self._incident(part)

    def _outcome(self, what: str, about: str) -> Outcome:
        is_new = (what, about) not in self._seen
        self._seen.add((what, about))
        return IMPORTED if is_new else MERGED

    # who is meant

    def _own_id(self, unit: Named) -> str:
        return entity_id("unit", unit.id) if unit.id else entity_id("unit", unit.name, unit.country)

    def _know(self, about: str, unit: Named) -> None:
        self._units[unit.name].add(about)
        self._names.setdefault(about, unit.name)
        self._countries.setdefault(about, unit.country)

    def _unit_meant(self, place: RowPlace, unit: Named, cell: Cell) -> str | None:
        """Return the unit that a cell names; one that has no row of its own is claimed by its name alone."""
        known = set() if unit.id else self._units.get(unit.name, set())
        if len(known) > 1:
            known = {about for about in known if self._countries.get(about) == unit.country}
            if len(known) != 1:
                reason = "Several units have this name, so the one that is meant is not known."
                self.report.refuse(place, cell.column, unit.name, reason, "Name it by its id.", "ambiguous-unit")
                return None
        about = next(iter(known), self._own_id(unit))
        if ("unit", about) in self._seen:
            return about
        said = self.claims.said(place, "Unit", replace(cell, text=unit.name), _unit_names(unit.name))
        if said is None:
            return None
        self.report.alter(place, cell.column, unit.name, "The unit has no good row of its own.", "unit-only-named")
        self._know(about, unit)
        self._seen.add(("unit", about))
        self.claims.add("Unit", about, [said])
        return about

    def _person_id(self, person: Named) -> str:
        return entity_id("person", person.id) if person.id else entity_id("person", person.name, person.country)

    # units and what ties them

    def _unit(self, part: UnitPart) -> Outcome:
        about, place = self._own_id(part.unit), part.place
        dates = self.claims.dates(place, part.when)
        names = self.claims.said(place, "Unit", part.name, _unit_names(part.unit.name))
        if dates is None or names is None:
            return REFUSED
        said = [
            replace(names, is_base=True),
            self.claims.said(place, "Unit", part.aliases, {"alias": part.aliases.items()}),
            self.claims.said(place, "Unit", part.classes, {"classification": part.classes.items()}),
            self._country(place, "Unit", part.country, names.cited),
        ]
        base = names.properties
        self.claims.add("Unit", about, said, dates, base=base, note=part.note, place=place)
        return self._outcome("unit", about)

    def _country(self, place: RowPlace, schema: str, cell: Cell, otherwise: Cited) -> Said | None:
        """A country without a source of its own stands on the sources of the name."""
        code = cell.text.strip().lower().rpartition(":")[2]
        if not code:
            return None
        if cell.sources.strip():
            return self.claims.said(place, schema, cell, {"country": (code,)})
        clean = self.claims.clean(place, schema, cell, {"country": (code,)})
        return Said(clean, otherwise) if clean else None

    def _relation(self, part: RelationPart) -> Outcome:
        place = part.place
        word = part.kind.text.strip().lower()
        if word not in CLASSES:
            reason = "The class of the relation is none of Command, Administrative, Informal."
            self.report.refuse(place, part.kind.column, part.kind.text, reason, "Give one of them.", "no-class")
            return REFUSED
        lower = self._unit_meant(place, part.unit, part.cell)
        upper = self._unit_meant(place, part.superior, part.cell)
        dates = self.claims.dates(place, part.when)
        if lower is None or upper is None or dates is None:
            return REFUSED
        base: Properties = {"subordinate": (lower,), "superior": (upper,), "class": (CLASSES[word],)}
        said = [
            self._base_said(place, "Subordination", part.cell, base),
            self._base_said(place, "Subordination", part.kind, base) if part.kind.sources else None,
        ]
        if not any(said):
            return REFUSED
        note = "The sheet has this relation as informal." if word == "informal" else ""
        about = _link_id("subordination", part.id, lower, upper, word, dates)
        self.claims.add("Subordination", about, said, dates, base=base, note=note, place=place)
        return self._outcome("superior", about)

    def _base_said(self, place: RowPlace, schema: str, cell: Cell, base: Properties) -> Said | None:
        found = self.claims.said(place, schema, cell, base)
        return replace(found, is_base=True) if found else None

    def _membership(self, part: MembershipPart) -> Outcome:
        place = part.place
        member = self._unit_meant(place, part.unit, part.cell)
        force = self._unit_meant(place, part.force, part.cell)
        dates = self.claims.dates(place, part.when)
        if member is None or force is None or dates is None:
            return REFUSED
        base: Properties = {"member": (member,), "organization": (force,)}
        said = self._base_said(place, "Membership", part.cell, base)
        if said is None:
            return REFUSED
        about = _link_id("membership", part.id, member, force, "", dates)
        self.claims.add("Membership", about, [said], dates, base=base, place=place)
        return self._outcome("membership", about)

    def _position(self, part: PositionPart) -> Outcome:
        place = part.place
        unit = self._unit_meant(place, part.unit, part.cells[0])
        dates = self.claims.dates(place, part.when)
        where = ", ".join(dict.fromkeys(cell.text.strip() for cell in part.cells if cell.is_given))
        if unit is None or dates is None:
            return REFUSED
        base: Properties = {"unit": (unit,), "kind": (part.kind,), "place": (where,)}
        said = [self._base_said(place, "Positioning", cell, base) for cell in part.cells if cell.is_given]
        if not any(said):
            return REFUSED
        about = _link_id("positioning", part.id, unit, where, part.kind, dates)
        self.claims.add("Positioning", about, said, dates, base=base, note=part.note, place=place)
        return self._outcome(part.kind, about)

    # people and what they held

    def _person(self, part: PersonPart) -> Outcome:
        about, place = self._person_id(part.person), part.place
        dates = self.claims.dates(place, part.when)
        names = self.claims.said(place, "Person", part.name, {"name": (" ".join(part.name.text.split()),)})
        if dates is None or (names is None and part.name.is_given):
            return REFUSED
        said = [names, self.claims.said(place, "Person", part.aliases, {"alias": part.aliases.items()})]
        if names is not None:
            said.append(self._country(place, "Person", part.country, names.cited))
        said.extend(self._extra(place, name, cell) for name, cell in part.others)
        self.claims.add("Person", about, said, dates, base=names.properties if names else None, place=place)
        return self._outcome("person", about)

    def _extra(self, place: RowPlace, name: str, cell: Cell) -> Said | None:
        text = cell.text.strip()
        if name.endswith("Date") and text:
            try:
                text = blur_text(date_of(text))
            except DateUnclearError as error:
                self.report.refuse(place, cell.column, text, error.what, error.remedy, "date-unclear")
                return None
        return self.claims.said(place, "Person", cell, {name: (text,)})

    def _posting(self, part: PostingPart) -> Outcome:
        place = part.place
        unit = self._unit_meant(place, part.unit, part.cell)
        dates = self.claims.dates(place, part.when)
        if unit is None or dates is None:
            return REFUSED
        person = self._person_id(part.person)
        role = part.role if part.role.is_given else part.title
        cited = self.claims.citations.cited(place, part.cell)
        if cited is None:
            return REFUSED
        self._name_person(part, person, cited)
        if not role.is_given:
            return self._belonging(part, person, unit, Said({}, cited, is_base=True), dates)
        post = self._post(place, unit, role, cited)
        base: Properties = {"person": (person,), "post": (post,)}
        titles = part.title if part.role.is_given else Cell()
        said = [
            Said({}, cited, is_base=True),
            self.claims.said(place, "Appointment", part.rank, {"rank": (part.rank.text.strip(),)}),
            self.claims.said(place, "Appointment", titles, {"summary": (titles.text.strip(),)}),
            self._context(place, part.began, "beganBy", BEGINNINGS),
            self._context(place, part.ended, "endedBy", ENDINGS),
        ]
        rank = part.rank.text.strip()
        about = _link_id("appointment", part.id, person, post, rank, dates)
        self.claims.add("Appointment", about, said, dates, base=base, note=part.note, place=place)
        return self._outcome("posting", about)

    def _name_person(self, part: PostingPart, person: str, cited: Cited) -> None:
        """Claim a person who has no good row by the name that the posting gives."""
        if ("person", person) in self._seen or not part.person.name.strip():
            return
        self._seen.add(("person", person))
        reason = "The person has no good row; the name stands on the sources of the posting."
        self.report.alter(part.place, part.cell.column, part.person.name, reason, "person-only-named")
        self.claims.add("Person", person, [Said({"name": (part.person.name.strip(),)}, cited)])

    def _post(self, place: RowPlace, unit: str, role: Cell, otherwise: Cited) -> str:
        """Return the post of a role in a unit, which these sheets do not have: made here, one for each pair."""
        word = " ".join(role.text.split())
        about = f"post:{unit.partition(':')[2]}-{slug(word, longest=40) or 'role'}"
        properties = {
            "title": (f"{word}, {self._names.get(unit, '')}".strip(", "),),
            "unit": (unit,),
            "function": (FUNCTIONS.get(word.lower(), "other"),),
        }
        clean = self.claims.clean(place, "Post", role, properties)
        cited = self.claims.citations.cited(place, role) if role.sources.strip() else otherwise
        if clean and cited:
            self.claims.add("Post", about, [Said(clean, cited, is_base=True)])
        return about

    def _belonging(self, part: PostingPart, person: str, unit: str, cited: Said, dates: Dates) -> Outcome:
        """A posting without role and title is no post: that the person belonged to the unit."""
        rank = part.rank.text.strip()
        base: Properties = {"member": (person,), "organization": (unit,)}
        said = [cited, self.claims.said(part.place, "Membership", part.rank, {"role": (rank,)})]
        about = _link_id("membership", part.id, person, unit, rank, dates)
        self.claims.add("Membership", about, said, dates, base=base, note=part.note, place=part.place)
        reason = "The posting names no role and no title; it is taken as belonging to the unit."
        self.report.alter(part.place, part.role.column, "", reason, "posting-without-role")
        return self._outcome("posting", about)

    def _context(self, place: RowPlace, cell: Cell, name: str, words: dict[str, str]) -> Said | None:
        if not cell.is_given:
            return None
        word = words.get(cell.text.strip().lower())
        if word:
            return self.claims.said(place, "Appointment", cell, {name: (word,)})
        return self.claims.said(place, "Appointment", cell, {"description": (cell.text.strip(),)})

    # incidents

    def _incident(self, part: IncidentPart) -> Outcome:
        place = part.place
        about = entity_id("incident", part.id)
        stretch_dates = self.claims.dates(place, part.ranges or _incident_stretch(part))
        every = Cell(
            part.description.text or part.types.text, part.description.column, part.sources, part.types.confidence
        )
        if stretch_dates is None or (cited := self.claims.citations.cited(place, every)) is None:
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
        clean = self.claims.clean(place, "Incident", part.description, given)
        if clean is None:
            return REFUSED
        said = Said(clean, cited, is_base=True)
        dates = replace(stretch_dates, starts=stretch_dates.first is not None, ends=stretch_dates.last is not None)
        self.claims.add("Incident", about, [said], dates, base=clean, note=part.note, place=place)
        self._perpetrators(part, about, cited, every)
        return self._outcome("incident", about)

    def _perpetrators(self, part: IncidentPart, incident: str, cited: Cited, cell: Cell) -> None:
        """An allegation of the source: whom it names, in no further role."""
        units = [self._unit_meant(part.place, unit, cell) for unit in part.units]
        persons = [self._person_id(person) for person in part.persons]
        for person, named in zip(persons, part.persons, strict=True):
            if named.name.strip() and ("person", person) not in self._seen:
                self.claims.add("Person", person, [Said({"name": (named.name.strip(),)}, cited, is_base=True)])
                self._seen.add(("person", person))
        others = [actor for named in part.perpetrators if (actor := self._known_actor(part.place, named, cell))]
        for actor in (*persons, *(unit for unit in units if unit), *others):
            base: Properties = {
                "actor": (actor,),
                "incident": (incident,),
                "gist": ("Named as perpetrator by the source.",),
            }
            about = entity_id("involvement", f"{actor.partition(':')[2]}", incident)
            self.claims.add("Involvement", about, [Said(base, cited, is_base=True)])
            self.report.count("involvements", self._outcome("involvement", about))

    def _known_actor(self, place: RowPlace, named: Named, cell: Cell) -> str | None:
        """Return the unit or person that an id belongs to, where a row of its own says which of the two it is."""
        unit, person = entity_id("unit", named.id), entity_id("person", named.id)
        if ("unit", unit) in self._seen:
            return unit
        if ("person", person) in self._seen:
            return person
        reason = "No row says whether this is a person or a unit."
        self.report.refuse(
            place, cell.column, named.id, reason, "Give the rows of that entity too.", "unknown-actor"
        )
        return None


def _turn(part: Part) -> int:
    """Units and people before what ties them, and incidents last: they name all of these."""
    return {UnitPart: 0, PersonPart: 1, IncidentPart: 3}.get(type(part), 2)


def _unit_names(name: str) -> dict[str, tuple[str, ...]]:
    """An 'Unknown …' unit bridges a level of the hierarchy; an 'Unnamed …' one is real."""
    found: dict[str, tuple[str, ...]] = {"name": (" ".join(name.split()),)}
    if name.lower().startswith("unknown "):
        found["placeholder"] = ("yes",)
    if name.lower().startswith("unnamed "):
        found["unnamed"] = ("yes",)
    return found


def _link_id(kind: str, given: str, one: str, other: str, word: str, dates: Dates) -> str:
    """Return the id of a link: its own, or made of its ends and dates, so that two periods stay two links."""
    if given:
        return entity_id(kind, given)
    key = (one, other, word, str(dates.first), str(dates.last), f"{dates.starts}{dates.ends}{dates.ongoing}")
    return entity_id(kind, one.partition(":")[2], *key)


def _incident_stretch(part: IncidentPart) -> Stretch:
    first, last = (replace(day, cell=replace(day.cell, sources=part.sources)) for day in (part.start, part.end))
    return Stretch(first, last)


def _kind_of(types: tuple[str, ...]) -> str:
    words = " ".join(types).lower()
    return next((kind for mark, kind in KINDS if mark in words), "other")
