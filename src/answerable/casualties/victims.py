"""The people who were harmed, each with what is known of them and what is missing."""

from dataclasses import dataclass

from answerable.casualties.harms import Harm, harms
from answerable.record.view import View

# What an investigator would want of everyone; the first five are the person's, the rest the harm's.
WANTED_OF_PERSON = ("age", "sex", "community", "occupation")
WANTED_OF_HARM = ("cause", "circumstances", "role", "weapon")


@dataclass(frozen=True, slots=True)
class Victim:
    """One person, or an unnamed group, and the records of what they suffered.

    `person` is empty for a group. `naming` says what the view may call them: 'name', 'initials', 'role' (a public
    description in place of a name), 'group', or 'withheld' when it holds none of these. `missing` lists the
    properties that no claim of the view fills. `proceedings` concern the incident; that they concern this death is
    claimed by none unless the person is in them.
    """

    person: str
    naming: str
    is_minor: bool
    harms: tuple[Harm, ...]
    missing: tuple[str, ...]
    proceedings: tuple[str, ...]
    claims: tuple[str, ...]


def victims(view: View, *, incident: str = "", kind: str = "") -> tuple[Victim, ...]:
    """Return the people harmed, by the day of their first harm, each once; then the groups."""
    by_person: dict[str, list[Harm]] = {}
    for harm in harms(view, incident=incident, kind=kind):
        by_person.setdefault(harm.person or harm.entity, []).append(harm)
    found = [_victim(view, tuple(records)) for records in by_person.values()]
    return tuple(sorted(found, key=lambda victim: not victim.person))


def naming_of(view: View, person: str) -> str:
    """Say what the view may call a person: 'name', 'initials', 'role' or 'withheld'."""
    for property_name, word in (("name", "name"), ("initials", "initials"), ("publicRole", "role")):
        if view.text(person, property_name):
            return word
    return "withheld"


def _victim(view: View, records: tuple[Harm, ...]) -> Victim:
    person = records[0].person
    of_person = [] if not person else [name for name in WANTED_OF_PERSON if not view.text(person, name)]
    of_harm = [name for name in WANTED_OF_HARM if not any(view.text(record.entity, name) for record in records)]
    proceedings = dict.fromkeys(
        entity
        for record in records
        if record.incident
        for entity in view.pointing_at(record.incident, "Proceeding", "incident")
    )
    claims = [claim.id for claim in view.claims_about(person)] if person else []
    return Victim(
        person,
        naming_of(view, person) if person else "group",
        bool(person) and view.text(person, "minor") == "yes",
        records,
        (*of_person, *of_harm),
        tuple(proceedings),
        tuple(dict.fromkeys([*claims, *(claim for record in records for claim in record.claims)])),
    )
