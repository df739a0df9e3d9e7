"""What ties units and people to incidents: which forces were there, and whose command led down to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from answerable.command import Chain, IncidentChains, Tie
from answerable.command.incidents import ASIDE, chains_of_incident
from answerable.command.wording import say
from answerable.kernel.standing import Status
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.citations import Said, said_in
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_rung import mark_of


@dataclass(frozen=True, slots=True)
class TieRow:
    """Why a unit is tied to an incident: a sentence, what each source says of it, and the claims."""

    why: str
    said: tuple[Said, ...]
    weapon: tuple[Said, ...]
    mark: SafeString


def tie_row(asks: Asked, tie: Tie) -> TieRow:
    """Return the row of one tie."""
    claims = asks.view.claims_about(tie.entity)
    return TieRow(
        say(tie.why, asks.view, asks.language),
        said_in(asks, claims, "gist", "task"),
        said_in(asks, claims, "weapon"),
        mark_of(asks, tie.entity, tie.claims, tie.denials),
    )


@kept_with_view
def forces_at(view: View) -> dict[str, tuple[str, ...]]:
    """Return, for each incident, the units that a source puts there; not those who only looked into it."""
    found: dict[str, dict[str, None]] = {}
    for schema in ("Involvement", "Deployment"):
        for edge in view.entities(schema):
            incident, roles = view.ref(edge, "incident"), view.texts(edge, "role")
            if not incident or (schema == "Involvement" and roles and ASIDE.issuperset(roles)):
                continue
            units = [one for one in view.refs(edge, "actor") if view.has(one) and _is_unit(view, one)]
            found.setdefault(incident, {}).update(dict.fromkeys(units))
    return {incident: tuple(units) for incident, units in found.items()}


def _is_unit(view: View, entity: str) -> bool:
    return view.ontology.is_a(view.schema_of(entity), "Unit")


@kept_with_view
def chains_at(view: View, incident: str) -> IncidentChains:
    """Return the chains above every unit tied to an incident; see `chains_of_incident`."""
    return chains_of_incident(view, incident)


@dataclass(frozen=True, slots=True)
class Reach:
    """An incident under somebody's command on a day: through which post, down to which unit, how sure.

    `status`: the weakest of the links from the unit up and of the holding of the post. `steps`: levels between.
    """

    incident: str
    day: date
    post: str
    unit: str
    steps: int
    status: Status


@kept_with_view
def reach_of_everyone(view: View) -> dict[str, tuple[Reach, ...]]:
    """Return, for each person, the incidents whose chains that day led up to a post that they held.

    One answer for each incident: the surest, and among equals the nearest. Who holds a post in conflict with
    another is left in, as the chain itself shows both.
    """
    best: dict[str, dict[str, Reach]] = {}
    for incident in view.entities("Incident"):
        for tied in chains_at(view, incident).units:
            for chain in tied.chains:
                for person, reach in _reaches(incident, chain):
                    known = best.setdefault(person, {}).get(incident)
                    if known is None or (reach.status, reach.steps) < (known.status, known.steps):
                        best[person][incident] = reach
    return {
        person: tuple(sorted(found.values(), key=lambda reach: (reach.day, reach.incident)))
        for person, found in best.items()
    }


def _reaches(incident: str, chain: Chain) -> Iterator[tuple[str, Reach]]:
    for branch in chain.branches:
        weakest = Status.EVIDENCED
        for steps, rung in enumerate(branch.rungs):
            for holder in rung.holders:
                if holder.person and rung.post:
                    status = max(weakest, holder.standing.status)
                    yield holder.person, Reach(incident, chain.day, rung.post, chain.unit, steps, status)
            if rung.link:
                weakest = max(weakest, rung.link.standing.status)
