"""Patterns of command: in command at several deadly incidents, deployed again after one, promoted after one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from answerable.command.answers import ClaimIds
from answerable.command.cited import each_once
from answerable.conduct.answers import Against, Instance, Item, Reason, When
from answerable.conduct.patterns.case import Case, Deadly, Led, bare, of_items
from answerable.conduct.patterns.setting import Setting, is_before
from answerable.conduct.patterns.stays import Stay, Stays
from answerable.conduct.patterns.weighing import Found
from answerable.conduct.placing import placement
from answerable.kernel.standing import Status

PROMOTION = "promotion"
PENALTIES = frozenset({"sanction", "discipline"})


def weakest_of(led: Iterable[Led]) -> Status | None:
    """Return the weakest standing among the ways of some incidents."""
    return max([one.standing for one in led], default=None)


def days_between(earlier: When, later: When) -> int | None:
    """Return how many days lie from the end of one to the beginning of the other, where that is certain."""
    if earlier.is_certain and later.is_certain and earlier.last and later.first and earlier.last < later.first:
        return (later.first - earlier.last).days
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
    found, led = Found(), case.led
    if len(led) > 1:
        firm = [one for one in led if one.standing is Status.EVIDENCED]
        if len(firm) > 1:
            found.add(_in_command(case, "in-command", firm), Status.EVIDENCED)
        if len(firm) < len(led):
            found.add(_in_command(case, "in-command-weak", led), weakest_of(led))
        if fewest := min(one.hops for one in led):
            found.note(Against((), (), Reason("links-between", {"count": fewest, "person": case.person})))
    else:
        found.note(bare("one-deadly-incident" if led else "no-deadly-incident"))
    if case.named:
        without = [one.named for one in case.deadly if one.named]
        parts = tuple(part for named in without for part in named.parts)
        claims = each_once(named.claims for named in without)
        found.note(Against(parts, claims, Reason("named-without-post", {"count": len(parts)})) if parts else None)
    return found


def _in_command(case: Case, code: str, led: Sequence[Led]) -> Instance:
    first, last = led[0], led[-1]
    why = Reason(
        code,
        {"person": case.person, "count": len(led), "earlier_incident": first.incident,
         "later_incident": last.incident},
    )  # fmt: skip
    incidents = tuple([one.incident for one in led])
    return case.instance(why, incidents, led=led, days=days_between(first.when, last.when))


# deployed again


class _There(NamedTuple):
    """A unit or somebody at an incident; `standing`: of being there, and of the way up to the post, if any."""

    incident: str
    when: When
    stay: Stay
    standing: Status
    led: Led | None


class _Again(NamedTuple):
    """A unit or somebody at a deadly incident, and then deployed at others, in order of time."""

    actor: str
    every: tuple[_There, ...]


def redeployed_after_death(case: Case) -> Found:
    """Find the units and people, and the person, deployed again after a deadly incident where they were."""
    found, setting = Found(), case.setting
    again = [
        one
        for (_, actor), every in _by_actor(case).items()
        if len(every) > 1
        for one in _deployed_again(setting, actor, _stays(setting.stays, actor, every))
    ]
    if case.named:
        again += _deployed_again(setting, case.person, _own_stays(case))
    for one in sorted(again, key=lambda one: (one.every[0].when.last, one.every[0].incident, one.actor)):
        _add_redeployed(case, one, found)
    if not found.instances:
        found.note(bare("nothing-redeployed" if case.deadly else "no-deadly-incident"))
    elif case.restraint:
        found.note(of_items("spoke-of-force", case.restraint, person=case.person))
    if any(setting.stays.is_whole(led.ground) for led in case.led):
        found.note(bare("whole-forces-left-out"))
    return found


def _by_actor(case: Case) -> dict[tuple[str, str], list[Led]]:
    """Return the ways by post and by who was there: each unit on the ground, and the people who were in it.

    A person's being there is not that of the unit.
    """
    found: dict[tuple[str, str], list[Led]] = defaultdict(list)
    stays = case.setting.stays
    redeployable, people_in, person = stays.redeployable, stays.people_in, case.person
    for led in case.ways:
        if led.ground in redeployable:
            found[led.post, led.ground].append(led)
        for one in people_in(led.ground, led.incident, led.when):
            if one != person:
                found[led.post, one].append(led)
    return found


def _stays(stays: Stays, actor: str, every: Sequence[Led]) -> list[_There]:
    return [
        _There(led.incident, led.when, stay, max(stay.presence, led.standing), led)
        for led in every
        for stay in stays.at(led.incident, led.when, actor)
    ]


def _own_stays(case: Case) -> list[_There]:
    every = [
        (named, case.setting.stays.by(case.person, part, named.when))
        for named in case.named
        for part in named.parts
    ]
    return [_There(named.incident, named.when, stay, stay.presence, None) for named, stay in every if stay]


def _deployed_again(setting: Setting, actor: str, stays: list[_There]) -> list[_Again]:
    """Return the deployments of one unit or person that surely began after the first deadly incident.

    Those that are evidenced all the way, as the first is, stand apart from the others.
    """
    deaths = setting.deaths
    deadly = [
        (there.when.last, there.standing, there.incident, at)
        for at, there in enumerate(stays)
        if there.incident in deaths and there.when.last
    ]
    if not deadly:
        return []
    first = stays[min(deadly)[3]]
    again = [there for there in stays if _is_again(first, there)]
    firm = [there for there in again if max(first.standing, there.standing) is Status.EVIDENCED]
    weak = [there for there in again if max(first.standing, there.standing) is not Status.EVIDENCED]
    return [_Again(actor, (first, *part)) for part in (firm, weak) if part]


def _is_again(first: _There, there: _There) -> bool:
    """Say whether somebody was deployed to an incident, both surely later than the first was over."""
    deployed, over = there.stay.deployed, first.when
    if deployed is None or not is_before(over, there.when):
        return False
    return not deployed.is_dated or is_before(over, deployed)


def _add_redeployed(case: Case, again: _Again, found: Found) -> None:
    first, *later = again.every
    actor, incidents = again.actor, tuple(dict.fromkeys([there.incident for there in later]))
    kind = "person" if actor == case.person else "other_person" if case.setting.stays.is_person(actor) else "unit"
    why = Reason(
        f"{kind.removesuffix('_person')}-redeployed",
        {kind: actor, "earlier_incident": first.incident, "later_incident": incidents[0], "count": len(incidents)},
    )
    instance = case.instance(
        why,
        (first.incident, *incidents),
        led=[there.led for there in again.every if there.led],
        stays=[there.stay for there in again.every],
        days=days_between(first.when, later[0].when),
    )
    found.add(instance, max([there.standing for there in again.every]))


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
    deadly = sorted(case.deadly, key=lambda one: (one.when.last or date.max, one.incident))
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
    case: Case, promotion: _Promotion, since: Sequence[Deadly], named: tuple[str, ...], found: Found
) -> None:
    last = since[-1] if since else None
    led = [one.led for one in since if one.led]
    incidents = tuple(one.incident for one in since) or named
    why = Reason(
        "promoted" if since else "promoted-named",
        {"person": case.person, "item": promotion.entity, "incident": incidents[-1], "count": len(incidents),
         "day": promotion.when.first},
    )  # fmt: skip
    instance = case.instance(why, incidents, led=led)
    own = [one.claims for one in since if not one.led]
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
