"""What ties units to incidents: which forces were there, and the chains above them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from answerable.command import IncidentChains, Tie
from answerable.command.incidents import ASIDE, chains_of_incident
from answerable.command.wording import say
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
