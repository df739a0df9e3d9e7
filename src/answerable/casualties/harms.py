"""Each record of what one person, or an unnamed group, suffered in an incident."""

from dataclasses import dataclass
from datetime import date

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Blur, parse_blur
from answerable.record.view import View

KILLED = "killed"


@dataclass(frozen=True, slots=True)
class Harm:
    """One record of harm, settled among its claims.

    Texts are codes or empty where nothing is claimed. `person` is empty for a group; `people` is how many the
    record stands for: 1, or the group's number, or None when a group's number is not known. `died` is the day of
    death as claimed, else None. `attributed_to` is the word of the claims in `attributed_by`, never a verdict.
    """

    entity: str
    person: str
    incident: str
    kind: str
    people: int | None
    role: str
    attributed_to: str
    attributed_by: tuple[str, ...]
    died: Blur | None
    first_day: date | None
    claims: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        """Say whether the record stands for people without names of their own."""
        return not self.person


def harms(view: View, *, incident: str = "", kind: str = "") -> tuple[Harm, ...]:
    """Return the records of harm, by day, then by name; all of them, or those of one incident or kind."""
    wanted = view.canonical(incident) if incident else ""
    entities = view.pointing_at(incident, "Harm", "incident") if wanted else view.entities("Harm")
    found = [_harm(view, entity) for entity in entities]
    return tuple(
        sorted(
            (
                each
                for each in found
                if (not kind or each.kind == kind) and (not wanted or each.incident == wanted)
            ),
            key=lambda harm: (harm.first_day or date.max, harm.entity),
        )
    )


def _harm(view: View, entity: str) -> Harm:
    person = view.ref(entity, "person")
    attributed = view.values(entity, "attributedTo").settled
    died = _blur(view.text(entity, "diedOn"))
    days = view.days_of(entity)
    return Harm(
        entity,
        person,
        view.ref(entity, "incident"),
        view.text(entity, "kind"),
        1 if person else whole_number(view.text(entity, "number")),
        view.text(entity, "role"),
        attributed.text if attributed else "",
        tuple(claim.id for claim in attributed.claims) if attributed else (),
        died,
        days[0] if days else (died.earliest if died else None),
        tuple(claim.id for claim in view.claims_about(entity)),
    )


def _blur(text: str) -> Blur | None:
    try:
        return parse_blur(text) if text else None
    except DateUnclearError:
        return None


def whole_number(text: str) -> int | None:
    """Return a count that a claim gives, or None when it gives none that is whole."""
    plain = text.replace(",", "").replace(" ", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    return int(value) if value.is_integer() else None


@dataclass(frozen=True, slots=True)
class Documented:
    """How many people the records of a view stand for: one by one, and in groups that have a number.

    `unnumbered` groups stand for people whose number nobody gives here. `claims` are those of all the records.
    """

    one_by_one: int
    in_groups: int
    unnumbered: int
    claims: tuple[str, ...]


def documented(records: tuple[Harm, ...]) -> Documented:
    """Count the people that records stand for. A person with two records of one kind is counted once."""
    people = {record.person for record in records if record.person}
    groups = [record for record in records if record.is_group]
    return Documented(
        len(people),
        sum(group.people or 0 for group in groups),
        sum(group.people is None for group in groups),
        tuple(dict.fromkeys(claim for record in records for claim in record.claims)),
    )
