"""What claims will change, before they are saved: settled values, chains of command, the number of the dead.

It compares two views, the one that is and the one that would be; nothing is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from answerable.casualties.harms import KILLED, documented, harms
from answerable.command import Chain, chain_difference, chain_of_unit, say
from answerable.kernel.errors import UserError
from answerable.ontology.schema import Property
from answerable.record.claims import Values
from answerable.record.drafts import ClaimDraft
from answerable.record.view import View
from answerable.web.forms.naming import called
from answerable.web.pages.gaps import kept_chains
from answerable.web.pages.remembered import kept_with_view

OF_COMMAND = frozenset({"Appointment", "Subordination", "Deployment", "Involvement", "Post", "Membership"})
MOST_INCIDENTS = 8
MOST_ASKED = 60
MOST_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One property of one entity: what its settled value is and would be, and by how many claims."""

    entity: str
    called: str
    label: str
    before: str
    after: str
    claims_before: int
    claims_after: int
    is_conflict: bool
    is_denied: bool

    @property
    def is_changed(self) -> bool:
        """Say whether the settled value itself changes."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class ChainEffect:
    """What changes in the chain of command above a unit, in sentences; `where` names the incident or unit."""

    where: str
    day: date
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountChange:
    """How many deaths are documented, `where` or in all (empty)."""

    where: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Effects:
    """All that would change; `is_silent` when no page would show anything new but one more claim."""

    values: tuple[ValueChange, ...]
    chains: tuple[ChainEffect, ...]
    counts: tuple[CountChange, ...]

    @property
    def is_silent(self) -> bool:
        """Say whether no settled value, chain or count changes."""
        return not (self.chains or self.counts or any(one.is_changed or one.is_conflict for one in self.values))


def effects_of(
    before: View, after: View, language: str, drafts: Sequence[ClaimDraft], retracted: Iterable[str] = ()
) -> Effects:
    """Return what changes between two views through these drafts and retractions."""
    gone = [before.claim(name) for name in retracted]
    touched = [(draft.about, draft.schema, tuple(draft.properties)) for draft in drafts]
    touched += [(claim.about, claim.schema, tuple(claim.properties)) for claim in gone]
    names = {(about, name): None for about, _, properties in touched for name in properties}
    values = tuple(_value_change(before, after, about, name, language) for about, name in names)
    schemata = {schema for _, schema, _ in touched}
    days = [day for time in (*(draft.time for draft in drafts), *(claim.time for claim in gone))
            if time.possible and (day := time.possible.first or time.possible.last)]  # fmt: skip
    chains = _chain_effects(before, after, language, touched, days) if schemata & OF_COMMAND else ()
    counts = _count_changes(before, after, language, touched) if "Harm" in schemata else ()
    return Effects(values, chains, counts)


def _value_change(before: View, after: View, entity: str, name: str, language: str) -> ValueChange:
    old, new = before.values(entity, name), after.values(entity, name)
    schema = after.schema_of(entity) or before.schema_of(entity)
    plain, mark, lang = name.partition("@")
    one = after.ontology.get(schema).properties[plain]
    return ValueChange(
        entity,
        called(after if after.has(entity) else before, entity, language),
        one.label(language) + (f" ({lang})" if mark else ""),
        _shown(before, one, old, language),
        _shown(after, one, new, language),
        len(old.claims),
        len(new.claims),
        new.is_conflict and not old.is_conflict,
        len(new.denials) > len(old.denials),
    )


def _shown(view: View, one: Property, values: Values, language: str) -> str:
    """Return the settled value in words; of a property with several values, all that count."""
    if values.settled is None:
        return ""
    counted = [value.text for value in values.every if any(claim.is_counted for claim in value.claims)]
    texts = [values.settled.text] if one.single else counted
    if one.is_entity:
        return ", ".join(called(view, text, language) if view.has(text) else text for text in texts)
    return ", ".join(one.choice_label(text, language) for text in texts)


def _count_changes(
    before: View, after: View, language: str, touched: Sequence[tuple[str, str, tuple[str, ...]]]
) -> tuple[CountChange, ...]:
    of_harm = [about for about, schema, _ in touched if schema == "Harm"]
    incidents = dict.fromkeys(
        incident for view in (after, before) for about in of_harm if (incident := view.ref(about, "incident"))
    )
    wheres = [(incident, called(after, incident, language)) for incident in incidents] + [("", "")]
    found = [CountChange(label, _killed(before, incident), _killed(after, incident)) for incident, label in wheres]
    return tuple(change for change in found if change.before != change.after)


def _killed(view: View, incident: str) -> int:
    count = documented(harms(view, incident=incident, kind=KILLED))
    return count.one_by_one + count.in_groups


def _chain_effects(
    before: View,
    after: View,
    language: str,
    touched: Sequence[tuple[str, str, tuple[str, ...]]],
    days: Sequence[date],
) -> tuple[ChainEffect, ...]:
    units = {unit for about, _, _ in touched for view in (after, before) for unit in _units_of(view, about)}
    incidents = _incidents_reached(before, after, touched, units, days)
    effects = [effect for one in incidents for effect in _incident_effects(before, after, one, language)]
    if not effects and days:
        found = (_unit_effect(before, after, unit, days[0], language) for unit in sorted(units))
        effects = [effect for effect in found if effect]
    return tuple(effects)


def _units_of(view: View, about: str) -> tuple[str, ...]:
    """Return the units that an entity of command says something of."""
    post = view.ref(about, "post") or (about if view.schema_of(about) == "Post" else "")
    named = (view.ref(about, name) for name in ("subordinate", "actor", "organization"))
    units = (view.ref(post, "unit") if post else "", *named)
    return tuple(
        unit
        for unit in units
        if unit and view.has(unit) and view.ontology.is_a(view.schema_of(unit), "Organization")
    )


def _incidents_reached(
    before: View,
    after: View,
    touched: Sequence[tuple[str, str, tuple[str, ...]]],
    units: set[str],
    days: Sequence[date],
) -> list[str]:
    """Return the incidents that the claims name, then the nearest of those in whose chains a touched unit stands.

    A claim about a unit changes no chain that does not lead through it. At most MOST_INCIDENTS are told.
    """
    named = [one for about, _, _ in touched for view in (after, before) if (one := view.ref(about, "incident"))]
    dated = [(span[0], entity) for entity in before.entities("Incident") if (span := before.days_of(entity))]
    if days:
        dated.sort(key=lambda one: (abs((one[0] - days[0]).days), one[1]))
    reached = (entity for _, entity in dated[:MOST_ASKED] if units & units_above(before, entity))
    return list(islice(dict.fromkeys([*(one for one in named if after.has(one)), *reached]), MOST_INCIDENTS))


@kept_with_view
def units_above(view: View, incident: str) -> frozenset[str]:
    """Return every unit through which a chain above an incident leads, on any of its days."""
    chains = (chain for unit in kept_chains(view, incident).units for chain in unit.chains)
    return frozenset(unit for chain in chains for branch in chain.branches for unit in branch.units)


def _incident_effects(before: View, after: View, incident: str, language: str) -> list[ChainEffect]:
    new = kept_chains(after, incident)
    old = {unit.unit: unit for unit in kept_chains(before, incident).units} if before.has(incident) else {}
    effects = []
    for unit in new.units:
        was = old.get(unit.unit)
        if unit.chain is None:
            continue
        effect = _difference(
            was.chain if was else None, unit.chain, after, language, called(after, incident, language)
        )
        if effect:
            effects.append(effect)
    return effects


def _unit_effect(before: View, after: View, unit: str, day: date, language: str) -> ChainEffect | None:
    try:
        old = chain_of_unit(before, unit, day) if before.has(unit) else None
        return _difference(old, chain_of_unit(after, unit, day), after, language, called(after, unit, language))
    except UserError:
        return None


def _difference(old: Chain | None, new: Chain, view: View, language: str, where: str) -> ChainEffect | None:
    """Return what differs; of a chain that was not there before, the units that it leads through."""
    if old is None:
        ways = (" ← ".join(called(view, unit, language) for unit in branch.units) for branch in new.branches)
        sentences = tuple(dict.fromkeys(ways))
    else:
        sentences = tuple(dict.fromkeys(say(change.why, view, language) for change in chain_difference(old, new)))
    return ChainEffect(where, new.day, sentences[:MOST_SENTENCES]) if sentences else None
