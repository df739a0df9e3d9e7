"""Patterns of command: in command at several deadly incidents, deployed again after one, promoted after one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from answerable.command.answers import ClaimIds
from answerable.command.cited import each_once
from answerable.conduct.answers import Against, IncidentUnder, Instance, Item, Reason, Way, When
from answerable.conduct.patterns.case import Case, Led, bare, led_by, of_items
from answerable.conduct.patterns.setting import Setting, Stay, is_before
from answerable.conduct.patterns.weighing import Found
from answerable.conduct.placing import placement
from answerable.kernel.standing import Status

PROMOTION = "promotion"
PENALTIES = frozenset({"sanction", "discipline"})


def weakest_of(led: Iterable[Led]) -> Status | None:
    """Return the weakest standing among the ways of some incidents."""
    return max((one.standing for one in led), default=None)


def days_between(earlier: When, later: When) -> int | None:
    """Return how many days lie from the end of one to the beginning of the other, where that is certain."""
    at = placement(earlier, later)
    return at.days if at.placed == "before" else None


def parted(led: Sequence[Led]) -> list[tuple[Led, ...]]:
    """Part incidents into those under evidenced links all the way, and the others; empty parts are left out."""
    firm = tuple(one for one in led if one.is_firm)
    weak = tuple(one for one in led if not one.is_firm)
    return [part for part in (firm, weak) if part]


# the same commander


def same_commander(case: Case) -> Found:
    """Find the deadly incidents that lay under posts of the person; two make the pattern."""
    found = Found()
    led = case.led
    firm = [one for one in led if one.is_firm]
    if len(firm) > 1:
        found.add(_in_command(case, firm), Status.EVIDENCED)
    if len(led) > 1 and len(firm) < len(led):
        found.add(_in_command(case, led), weakest_of(led))
    if not found.instances:
        found.note(bare("one-deadly-incident" if led else "no-deadly-incident"))
    elif fewest := min(one.way.hops for one in led):
        found.note(Against((), (), Reason("links-between", {"count": fewest, "person": case.person})))
    parts = [part for under in case.deadly if not under.ways for part in under.own_parts]
    if parts:
        claims = each_once(under.claims for under in case.deadly if not under.ways)
        found.note(Against(tuple(parts), claims, Reason("named-without-post", {"count": len(parts)})))
    return found


def _in_command(case: Case, led: Sequence[Led]) -> Instance:
    first, last = led[0].under, led[-1].under
    why = Reason(
        "in-command" if all(one.is_firm for one in led) else "in-command-weak",
        {"person": case.person, "count": len(led), "earlier_incident": first.incident,
         "later_incident": last.incident},
    )  # fmt: skip
    incidents = tuple(one.incident for one in led)
    return case.instance(why, incidents, led=tuple(led), days=days_between(first.when, last.when))


# deployed again


class _There(NamedTuple):
    """A unit or somebody at an incident, in the way by which it lay under a post, if any, of the person."""

    under: IncidentUnder
    way: Way | None
    stay: Stay

    @property
    def standing(self) -> Status:
        """The weakest of the way up to the post and of being there."""
        return max(self.stay.presence, self.way.standing) if self.way else self.stay.presence


def redeployed_after_death(case: Case) -> Found:
    """Find the units and people, and the person, deployed again after a deadly incident where they were."""
    found, setting = Found(), case.setting
    for (_, actor), stays in _all_there(case).items():
        if len(stays) > 1:
            _redeployed(case, actor, stays, found)
    _redeployed(case, case.person, _own_stays(case), found)
    if not found.instances:
        found.note(bare("nothing-redeployed" if case.deadly else "no-deadly-incident"))
    elif case.restraint:
        found.note(of_items("spoke-of-force", case.restraint, person=case.person))
    if any(setting.is_whole(way.ground) for under in case.deadly for way in under.ways):
        found.note(bare("whole-forces-left-out"))
    return found


def _all_there(case: Case) -> dict[tuple[str, str], list[_There]]:
    """Return where each unit and person under each post was; a person's being there is not the unit's."""
    setting, person = case.setting, case.person
    found: dict[tuple[str, str], list[_There]] = defaultdict(list)
    for under in case.incidents:
        for way in under.ways:
            for stay in setting.stays(under.incident, under.when, way.ground):
                if stay.actor != person:
                    found[way.post, stay.actor].append(_There(under, way, stay))
    return found


def _own_stays(case: Case) -> list[_There]:
    setting = case.setting
    return [
        _There(under, None, stay)
        for under in case.incidents
        for part in under.own_parts
        if (stay := setting.stay_by(case.person, part, under.when))
    ]


def _redeployed(case: Case, actor: str, stays: list[_There], found: Found) -> None:
    """Add the deployments of one unit or person that surely began after the first deadly incident."""
    deaths = case.setting.deaths
    deadly = [there for there in stays if there.under.incident in deaths and there.under.when.last]
    if not deadly:
        return
    first = min(deadly, key=lambda there: (there.under.when.last, there.standing, there.under.incident))
    again = [there for there in stays if _is_again(first, there)]
    firm, weak = list[_There](), list[_There]()
    for there in again:
        is_firm = max(first.standing, there.standing) is Status.EVIDENCED
        (firm if is_firm else weak).append(there)
    for part in (firm, weak):
        if part:
            _add_redeployed(case, actor, first, part, found)


def _is_again(first: _There, there: _There) -> bool:
    """Say whether somebody was deployed to an incident, both surely later than the first was over."""
    deployed, over = there.stay.deployed, first.under.when
    if deployed is None or not is_before(over, there.under.when):
        return False
    return not deployed.is_dated or is_before(over, deployed)


def _add_redeployed(case: Case, actor: str, first: _There, again: list[_There], found: Found) -> None:
    incidents = tuple(dict.fromkeys(there.under.incident for there in again))
    kind = "person" if actor == case.person else "other_person" if case.setting.is_person(actor) else "unit"
    why = Reason(
        f"{kind.removesuffix('_person')}-redeployed",
        {kind: actor, "earlier_incident": first.under.incident, "later_incident": incidents[0],
         "count": len(incidents)},
    )  # fmt: skip
    every = (first, *again)
    found.add(
        case.instance(
            why,
            (first.under.incident, *incidents),
            led=[led_by(there.under, there.way) for there in every if there.way],
            ties=[there.stay.tie for there in every],
            days=days_between(first.under.when, again[0].under.when),
        ),
        max(there.standing for there in every),
    )


# promoted


class _Promotion(NamedTuple):
    """A promotion of the person, by a measure or an appointment."""

    when: When
    entity: str
    claims: ClaimIds
    denials: ClaimIds
    named: tuple[str, ...]
    is_inferred: bool


def promoted_after_death(case: Case) -> Found:
    """Find the promotions of the person that surely came after a deadly incident."""
    found, before, met = Found(), 0, set[When]()
    promotions = _promotions(case)
    if not promotions:
        found.note(bare("no-promotion"))
        return found
    deadly = sorted(case.deadly, key=lambda under: under.when.last or date.max)
    for promotion in promotions:
        at = before
        while at < len(deadly) and is_before(deadly[at].when, promotion.when):
            at += 1
        since = deadly[before:at] or deadly[max(at - 1, 0) : at]
        before = at
        named = () if since else _named_by(case.setting, promotion)
        is_told_again = promotion.is_inferred and promotion.when in met
        if (since or named) and not is_told_again:
            _promoted(case, promotion, since, named, found)
            met.add(promotion.when)
    if not found.instances:
        first = promotions[0]
        why = Reason("promotion-not-after", {"count": len(promotions), "item": first.entity})
        claims = each_once(one.claims for one in promotions)
        found.note(Against(tuple(one.entity for one in promotions), claims, why))
    penalties = tuple(
        item for item in case.of_type("Measure") if item.part == "towards" and not PENALTIES.isdisjoint(item.kinds)
    )
    found.note(of_items("penalised", penalties, person=case.person))
    return found


def _promotions(case: Case) -> list[_Promotion]:
    """Return the dated promotions of the person by day; of one day, those that are only inferred come last."""
    every = [
        _of_measure(item) for item in case.of_type("Measure") if item.part == "towards" and PROMOTION in item.kinds
    ]
    every += [
        _Promotion(one.when, one.appointment, one.claims, (), (), one.is_inferred)
        for one in case.setting.promotions.get(case.person, ())
    ]
    dated = [one for one in every if one.when.first]
    return sorted(dated, key=lambda one: (one.when.first, one.is_inferred, one.entity))


def _of_measure(item: Item) -> _Promotion:
    return _Promotion(item.when, item.entity, item.claims, item.denials, item.incidents, item.is_inferred)


def _named_by(setting: Setting, promotion: _Promotion) -> tuple[str, ...]:
    """Return the deadly incidents that the promotion's own claims name, surely begun before it.

    Wider events tie nobody to a death, unless the team's own analysis says that the person could be the official
    whom a source leaves unnamed: then only that inference does.
    """
    named = promotion.named
    if not promotion.is_inferred:
        named = tuple(incident for incident in named if incident in setting.deaths)
    return tuple(incident for incident in named if _began_before(setting, incident, promotion.when))


def _began_before(setting: Setting, incident: str, when: When) -> bool:
    begun = setting.first_death.get(incident)
    return begun is not None and when.first is not None and begun < when.first


def _promoted(
    case: Case, promotion: _Promotion, since: Sequence[IncidentUnder], named: tuple[str, ...], found: Found
) -> None:
    last = since[-1] if since else None
    led = tuple(led_by(under, under.ways[0]) for under in since if under.ways)
    incidents = tuple(under.incident for under in since) or named
    why = Reason(
        "promoted" if since else "promoted-named",
        {"person": case.person, "item": promotion.entity, "incident": incidents[-1], "count": len(incidents),
         "day": promotion.when.first},
    )  # fmt: skip
    instance = case.instance(why, incidents, led=led)
    own = [under.claims for under in since if not under.ways]
    found.add(
        Instance(
            incidents,
            (promotion.entity,),
            each_once([promotion.claims, *own, instance.claims]),
            each_once([promotion.denials, instance.denials]),
            days_between(last.when, promotion.when) if last else None,
            why,
        ),
        weakest_of(led),
        is_inferred=promotion.is_inferred,
    )
