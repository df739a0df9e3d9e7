"""What the team still has to do: duplicates to judge, gaps to fill, claims that one person alone has seen."""

from dataclasses import dataclass

from answerable.command import IncidentChains, chains_of_incident
from answerable.kernel.texts import fold
from answerable.record.claims import ReadableClaim
from answerable.record.reads import judged_pairs
from answerable.record.view import View
from answerable.web.pages.remembered import kept_with_view

COMPARED = ("Person", "Organization", "Incident", "Post")
MOST_PAIRS = 100
MOST_CHAINS = 60
CHAIN_UNKNOWN = ("unknown", "placeholder")


@kept_with_view
def equal_names(view: View) -> tuple[tuple[str, str], ...]:
    """Return pairs of entities of one kind that share a name, accents and case aside, and are not joined yet.

    Two posts count only when they are in one unit, for every unit has its commander.
    """
    pairs: dict[tuple[str, str], None] = {}
    for schema in COMPARED:
        by_name: dict[tuple[str, str], list[str]] = {}
        for entity in view.entities(schema):
            kind = view.ontology.get(view.schema_of(entity))
            within = view.ref(entity, "unit") if schema == "Post" else ""
            texts = {fold(text) for name in kind.caption if kind.properties[name].type == "name"
                     for text in view.texts(entity, name)}  # fmt: skip
            for text in texts:
                by_name.setdefault((text, within), []).append(entity)
        for same in by_name.values():
            for step, left in enumerate(same):
                for right in same[step + 1 :]:
                    pairs[(min(left, right), max(left, right))] = None
                    if len(pairs) >= MOST_PAIRS:
                        return tuple(pairs)
    return tuple(pairs)


def possible_duplicates(view: View) -> tuple[tuple[str, str], ...]:
    """Return the pairs of `equal_names` on which nobody has passed a judgement; 'unsure' is one."""
    pairs = equal_names(view)
    if not pairs:
        return ()
    judged = judged_pairs(view.dossier.id)
    return tuple(pair for pair in pairs if pair not in judged)


def to_verify(view: View, name: str, most: int) -> tuple[list[ReadableClaim], int]:
    """Return claims without a second person that `name` may verify, newest first, and how many there are in all.

    The number counts every claim without a second person, also those that `name` recorded.
    """
    found: list[ReadableClaim] = []
    for row in range(len(view) - 1, -1, -1):
        if len(found) == most:
            break
        if view.columns.id[row].decode() in view.verified:
            continue
        claim = view.claim_at(row)
        if claim.recorded_by != name:
            found.append(claim)
    return found, len(view) - sum(view.has_claim(claim) for claim in view.verified)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Ids of incidents that lack something; posts or units without a known holder on the day of an incident."""

    without_place: tuple[str, ...]
    without_date: tuple[str, ...]
    without_unit: tuple[str, ...]
    without_holder: tuple[tuple[str, str, str], ...]


@kept_with_view
def kept_chains(view: View, incident: str) -> IncidentChains:
    """Return the chains of an incident, worked out once for a view."""
    return chains_of_incident(view, incident)


@kept_with_view
def gaps(view: View) -> Gaps:
    """Return what the incidents lack. Chains are asked of the first MOST_CHAINS dated incidents only."""
    incidents = view.entities("Incident")
    undated = tuple(entity for entity in incidents if view.days_of(entity) is None)
    dated = [entity for entity in incidents if entity not in set(undated)]
    without_unit: list[str] = []
    without_holder: dict[tuple[str, str], str] = {}
    for incident in dated[:MOST_CHAINS]:
        chains = kept_chains(view, incident)
        if not chains.units:
            without_unit.append(incident)
        for unit in chains.units:
            for branch in unit.chain.branches if unit.chain else ():
                for rung in branch.rungs:
                    if rung.state in CHAIN_UNKNOWN:
                        without_holder.setdefault((rung.unit, rung.post or ""), incident)
    return Gaps(
        tuple(entity for entity in incidents if not view.text(entity, "place")),
        undated,
        tuple(without_unit),
        tuple((unit, post, incident) for (unit, post), incident in without_holder.items()),
    )
