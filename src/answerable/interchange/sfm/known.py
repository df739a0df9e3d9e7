"""Which units and people the rows speak of, and which of them were claimed already.

Two units of one name are never taken for one: a name that fits several is refused where it is used.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from answerable.interchange.sfm.citing import Cited, Report
from answerable.interchange.sfm.claiming import Claims, Properties, Said, entity_id
from answerable.interchange.sfm.parts import Cell, Dates, Named, RowPlace

IMPORTED, MERGED, REFUSED = "imported", "merged", "refused"
Outcome = str


@dataclass(slots=True)
class Known:
    """What is known so far: units by name, their own ids and countries, and what was claimed of which kind."""

    claims: Claims
    report: Report
    names: dict[str, str] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    _units: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _countries: dict[str, str] = field(default_factory=dict)

    def outcome(self, what: str, about: str) -> Outcome:
        """Return whether an entity is new among those of its kind; it is known from now on."""
        is_new = (what, about) not in self.seen
        self.seen.add((what, about))
        return IMPORTED if is_new else MERGED

    def own_id(self, unit: Named) -> str:
        """Return the id of a unit: made of its own id, or of its name and country."""
        return entity_id("unit", unit.id) if unit.id else entity_id("unit", unit.name, unit.country)

    def know(self, about: str, unit: Named) -> None:
        """Let a name lead to a unit from now on."""
        self._units[unit.name].add(about)
        self.names.setdefault(about, unit.name)
        self._countries.setdefault(about, unit.country)

    def unit_meant(self, place: RowPlace, unit: Named, cell: Cell) -> str | None:
        """Return the unit that a cell names; one that has no row of its own is claimed by its name alone."""
        known = set() if unit.id else self._units.get(unit.name, set())
        if len(known) > 1:
            known = {about for about in known if self._countries.get(about) == unit.country}
            if len(known) != 1:
                reason = "Several units have this name, so the one that is meant is not known."
                self.report.refuse(place, cell.column, unit.name, reason, "Name it by its id.", "ambiguous-unit")
                return None
        about = next(iter(known), self.own_id(unit))
        if ("unit", about) in self.seen:
            return about
        if not unit.name.strip():
            reason = "No row tells of the unit by this id, and the cell gives no name."
            self.report.refuse(
                place, cell.column, unit.id, reason, "Give the unit's own row too.", "required-missing"
            )
            return None
        said = self.claims.said(place, "Unit", replace(cell, text=unit.name), unit_names(unit.name))
        if said is None:
            return None
        self.report.alter(place, cell.column, unit.name, "The unit has no good row of its own.", "unit-only-named")
        self.know(about, unit)
        self.seen.add(("unit", about))
        self.claims.add("Unit", about, [said])
        return about

    def person_id(self, person: Named) -> str:
        """Return the id of a person: made of their own id, or of their name and country."""
        return entity_id("person", person.id) if person.id else entity_id("person", person.name, person.country)

    def known_actor(self, place: RowPlace, named: Named, cell: Cell) -> str | None:
        """Return the unit or person that an id belongs to, where a row of its own says which of the two it is."""
        unit, person = entity_id("unit", named.id), entity_id("person", named.id)
        if ("unit", unit) in self.seen:
            return unit
        if ("person", person) in self.seen:
            return person
        reason = "No row says whether this is a person or a unit."
        self.report.refuse(
            place, cell.column, named.id, reason, "Give the rows of that entity too.", "unknown-actor"
        )
        return None

    def country(self, place: RowPlace, schema: str, cell: Cell, otherwise: Cited) -> Said | None:
        """A country without a source of its own stands on the sources of the name."""
        code = cell.text.strip().lower().rpartition(":")[2]
        if not code:
            return None
        if cell.sources.strip():
            return self.claims.said(place, schema, cell, {"country": (code,)})
        clean = self.claims.clean(place, schema, cell, {"country": (code,)})
        return Said(clean, otherwise) if clean else None

    def base_said(self, place: RowPlace, schema: str, cell: Cell, base: Properties) -> Said | None:
        """Return what a cell says that is cited for the entity itself."""
        found = self.claims.said(place, schema, cell, base)
        return replace(found, is_base=True) if found else None


def unit_names(name: str) -> dict[str, tuple[str, ...]]:
    """An 'Unknown …' unit bridges a level of the hierarchy; an 'Unnamed …' one is real."""
    found: dict[str, tuple[str, ...]] = {"name": (" ".join(name.split()),)}
    if name.lower().startswith("unknown "):
        found["placeholder"] = ("yes",)
    if name.lower().startswith("unnamed "):
        found["unnamed"] = ("yes",)
    return found


def link_id(kind: str, given: str, one: str, other: str, word: str, dates: Dates) -> str:
    """Return the id of a link: its own, or made of its ends and dates, so that two periods stay two links."""
    if given:
        return entity_id(kind, given)
    key = (one, other, word, str(dates.first), str(dates.last), f"{dates.starts}{dates.ends}{dates.ongoing}")
    return entity_id(kind, one.partition(":")[2], *key)
