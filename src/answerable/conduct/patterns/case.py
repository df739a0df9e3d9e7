"""One person as the rules of the patterns read him or her: items, and the deadly incidents under each post."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from answerable.command.answers import ClaimIds
from answerable.command.cited import each_once
from answerable.conduct.accounts import is_answer
from answerable.conduct.answers import Against, IncidentUnder, Instance, Item, Reason, ReasonValue, When
from answerable.conduct.parts import ANSWERING
from answerable.conduct.patterns.keeping import kept
from answerable.conduct.patterns.setting import Beside, Setting
from answerable.conduct.patterns.stays import Stay
from answerable.kernel.standing import Status

RESTRAINING = frozenset({"rules-on-force", "order-to-stop", "withdrawal"})
"""Kinds of measures that bear on the use of force itself."""


_UNKNOWN: tuple[date, tuple[str, ...]] = (date.max, ())


class Led(NamedTuple):
    """An incident as it lay under a post of the person by one way; see `Way`. `standing`: of the whole way.

    `tied`, `links` and `held`: claims about the tie on the ground, the links up, and the holding of the post; or
    all of them in the first.
    """

    incident: str
    when: When
    post: str
    unit: str
    ground: str
    standing: Status
    hops: int
    tied: ClaimIds
    links: ClaimIds
    held: ClaimIds
    denials: ClaimIds

    @property
    def claims(self) -> ClaimIds:
        """The claims about the tie, the links and the holding of the post."""
        return self.tied + self.links + self.held

    @property
    def is_firm(self) -> bool:
        """Say whether every link and the holding of the post are evidenced."""
        return self.standing is Status.EVIDENCED


class Named(NamedTuple):
    """An incident in which claims name the person, by these involvements and deployments."""

    incident: str
    when: When
    parts: tuple[str, ...]
    claims: ClaimIds


class Deadly(NamedTuple):
    """A deadly incident: by the strongest way in which it lay under a post, or as one that names the person."""

    incident: str
    when: When
    led: Led | None
    named: Named | None

    @property
    def claims(self) -> ClaimIds:
        """The claims by which the person has to do with it."""
        return self.led.claims if self.led else self.named.claims if self.named else ()


def led_in(incidents: Sequence[IncidentUnder]) -> tuple[Led, ...]:
    """Return every way in which incidents lay under posts; those of one incident together, the strongest first."""
    return tuple(
        Led(
            one.incident, one.when, way.post, way.unit, way.ground, way.standing, way.hops, way.claims, (), (),
            way.denials,
        )
        for one in incidents
        for way in one.ways
    )  # fmt: skip


def named_in(incidents: Sequence[IncidentUnder]) -> tuple[Named, ...]:
    """Return the incidents in which claims name the person."""
    return tuple(
        Named(under.incident, under.when, under.own_parts, under.claims) for under in incidents if under.own_parts
    )


@dataclass(frozen=True)
class Case:
    """See the module. `day`: the day up to which days are counted, None when the view has no dated claim.

    `items` and `of_units` hold the items of each type, in order of time. `ways` are by the incidents' first days,
    those of one incident together, the strongest first; so is `named`.
    """

    setting: Setting
    person: str
    items: Mapping[str, Sequence[Item]]
    of_units: Mapping[str, Sequence[Item]]
    ways: tuple[Led, ...]
    named: tuple[Named, ...]
    day: date | None

    # deadly incidents

    @kept
    def led(self) -> tuple[Led, ...]:
        """The deadly incidents under a post of the person, by first day, each by its strongest way."""
        deaths, found, last = self.setting.deaths, [], ""
        for led in self.ways:
            if led.incident != last and led.incident in deaths:
                last = led.incident
                found.append(led)
        return tuple(found)

    @kept
    def deadly(self) -> tuple[Deadly, ...]:
        """The deadly incidents under a post of the person; last, others that a claim names the person in."""
        found = [Deadly(led.incident, led.when, led, None) for led in self.led]
        if self.named:
            known, deaths = {led.incident for led in self.led}, self.setting.deaths
            found += [
                Deadly(named.incident, named.when, None, named)
                for named in self.named
                if named.incident in deaths and named.incident not in known
            ]
        return tuple(found)

    @kept
    def by_post(self) -> Mapping[str, Sequence[Led]]:
        """For each post, the deadly incidents under it, by first day, each by its strongest way."""
        deaths = self.setting.deaths
        found: dict[str, list[Led]] = defaultdict(list)
        for led in self.ways:
            if led.incident in deaths:
                known = found[led.post]
                if not known or known[-1].incident != led.incident:
                    known.append(led)
        return found

    @kept
    def _named_in_notices(self) -> frozenset[str]:
        return frozenset(incident for item in self.notices for incident in item.incidents)

    @kept
    def earliest(self) -> Mapping[tuple[str, str], tuple[date, Led]]:
        """For a post and an incident that a notice names, deadly or with deadly parts: the first to begin.

        Where several had begun by one day, the one under the firmest links.
        """
        found: dict[tuple[str, str], tuple[date, Led]] = {}
        named, parts = self._named_in_notices, self.setting.deadly_parts
        for post, every in self.by_post.items() if named else ():
            for led in every:
                begun, wider = parts.get(led.incident, _UNKNOWN)
                for incident in wider:
                    if incident in named:
                        known = found.get((post, incident))
                        if known is None or (begun, led.standing) < (known[0], known[1].standing):
                            found[post, incident] = (begun, led)
        return found

    @kept
    def begun(self) -> tuple[tuple[date, str], ...]:
        """The deadly incidents under posts of the person, with a day by which each had begun, in order."""
        known = self.setting.begun
        days = [(known.get(led.incident), led.incident) for led in self.led]
        return tuple(sorted([(day, incident) for day, incident in days if day]))

    # items

    def of_type(self, *schemata: str) -> list[Item]:
        """Return the items of some types, each type in order of time."""
        kept_items = self.items
        return [item for schema in schemata if schema in kept_items for item in kept_items[schema]]

    def of_units_of_type(self, *schemata: str) -> list[Item]:
        """Return what names units or posts and is of some types, each type in order of time."""
        kept_items = self.of_units
        return [item for schema in schemata if schema in kept_items for item in kept_items[schema]]

    @kept
    def notices(self) -> tuple[Item, ...]:
        """The notices that name the person."""
        return tuple(self.of_type("Notice"))

    @kept
    def spoken(self) -> frozenset[str]:
        """The remarks that the person made."""
        return frozenset(item.entity for item in self.of_type("Remark"))

    @kept
    def restraint(self) -> tuple[Item, ...]:
        """What the person ordered or did that speaks of force, and orders spoken; which way is not weighed."""
        on_force = self.setting.on_force
        return tuple(
            item
            for item in self.of_type("Order", "Plan", "Remark", "Measure")
            if (item.part in ("givenBy", "signedBy") and item.entity in on_force)
            or (item.schema == "Remark" and "order" in item.kinds)
            or (item.schema == "Measure" and item.part == "by" and not RESTRAINING.isdisjoint(item.kinds))
        )

    @kept
    def answers(self) -> tuple[Against, ...]:
        """The person's denials and replies, whatever they concern, and denials by others for the person."""
        own = tuple(item for item in self.of_type(*ANSWERING, "Reply") if is_answer(item))
        others = self.setting.spoken_for.get(self.person, ())
        ended = self.setting.ended.get(self.person, ())
        person = {"person": self.person}
        return tuple(
            found
            for found in (
                of_items("answers-of-person", own, **person),
                of_besides("denials-by-others", others, **person),
                of_besides("proceeding-ended", ended, **person),
            )
            if found
        )

    # what is put together from them

    def instance(
        self,
        why: Reason,
        incidents: tuple[str, ...],
        items: Sequence[Item] = (),
        led: Sequence[Led] = (),
        stays: Sequence[Stay] = (),
        days: int | None = None,
    ) -> Instance:
        """Return one time that a rule is met, with the claims of the items, stays, chains and deaths."""
        deaths, claims = self.setting.deaths, [item.claims for item in items]
        claims += [stay.claims for stay in stays]
        shared = set[int]()  # ways of one post hold the same links and holdings: each of these goes in once
        for one in led:
            claims.append(one.tied)
            for part in (one.links, one.held):
                if id(part) not in shared:
                    shared.add(id(part))
                    claims.append(part)
        claims += [deaths[incident] for incident in incidents if incident in deaths]
        denials = [one.denials for every in (items, stays, led) for one in every if one.denials]
        return Instance(
            incidents,
            tuple(dict.fromkeys([*(stay.tie for stay in stays), *(item.entity for item in items)])),
            tuple(dict.fromkeys(chain.from_iterable(claims))),
            tuple(dict.fromkeys(chain.from_iterable(denials))) if denials else (),
            days,
            why,
        )


def by_type(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Return items by type, in the order in which they come."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.schema].append(item)
    return found


def of_items(code: str, items: tuple[Item, ...], **values: ReasonValue) -> Against | None:
    """Return what items speak against a pattern; None when there are none. The sentence may name the first."""
    if not items:
        return None
    entities = tuple(dict.fromkeys(item.entity for item in items))
    values = {"count": len(entities), "item": items[0].entity, **values}
    return Against(entities, each_once(item.claims for item in items), Reason(code, values))


def of_besides(code: str, besides: tuple[Beside, ...], **values: ReasonValue) -> Against | None:
    """Return what other things on record speak against a pattern; None when there are none."""
    if not besides:
        return None
    claims: ClaimIds = each_once(one.claims for one in besides)
    values = {"count": len(besides), "item": besides[0].entity, **values}
    return Against(tuple(one.entity for one in besides), claims, Reason(code, values))


_BARE: dict[str, Against] = {}


def bare(code: str) -> Against:
    """Return a reason that names nothing; one object serves everybody."""
    found = _BARE.get(code)
    if found is None:
        found = _BARE[code] = Against((), (), Reason(code))
    return found
