"""Notices: which count for which post, and what followed them. Three patterns begin here.

A notice counts for a post when it names the person, and an incident under that post in which people had died by
then, or wider events that such an incident is part of. Each later incident is set beside the last notices before
it, those of one day together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from answerable.conduct.answers import Against, Item, Reason, When
from answerable.conduct.patterns.case import Case, Led, bare, of_items
from answerable.conduct.patterns.commanders import days_between, parted, weakest_of
from answerable.conduct.patterns.keeping import kept
from answerable.conduct.patterns.setting import is_before
from answerable.conduct.patterns.weighing import Found

_MIDNIGHT = 24 * 60
UNSHOWN = frozenset({"", "sent"})


class Told(NamedTuple):
    """A notice that counts for a post: what it names, and the deadly incident there that makes it count."""

    item: Item
    post: str
    named: str
    led: Led


@dataclass(frozen=True)
class Notices:
    """The notices of one person, and what came after each."""

    case: Case

    @kept
    def told(self) -> Mapping[str, tuple[Told, ...]]:
        """For each post, the notices that count for it, in order of their last days."""
        found: dict[str, list[Told]] = defaultdict(list)
        case = self.case
        for item in case.notices if case.earliest else ():
            came = _came_by(item.when) if item.when.is_dated else None
            if came is None:
                continue
            for post in case.by_post:
                told = self._counts(item, post, came)
                if told:
                    found[post].append(told)
        for every in found.values():
            every.sort(key=_in_order)
        return {post: tuple(every) for post, every in found.items()}

    def _counts(self, item: Item, post: str, came: date) -> Told | None:
        """Return how a notice counts for a post: by the first of its incidents that had surely begun by then.

        For wider events that is by the day before: a notice of that very day may have come before anybody died.
        """
        for incident in item.incidents:
            known = self.case.earliest.get((post, incident))
            if known and (known[0] < came or (known[0] == came and known[1].incident == incident)):
                return Told(item, post, incident, known[1])
        return None

    @kept
    def followed(self) -> tuple[tuple[tuple[Told, ...], tuple[Led, ...]], ...]:
        """The notices of each day with the later deadly incidents under the post of which they are the last."""
        found = []
        for post, every in self.told.items():
            days = [tuple(group) for _, group in groupby(every, key=_in_order)]
            later: dict[int, list[Led]] = defaultdict(list)
            at = -1
            for led in self.case.by_post[post]:
                while at + 1 < len(days) and is_before(days[at + 1][0].item.when, led.when):
                    at += 1
                if at >= 0 and is_before(days[at][0].item.when, led.when):
                    later[at].append(led)
            found += [(days[place], tuple(led)) for place, led in later.items()]
        return tuple(found)

    @kept
    def counted(self) -> tuple[Item, ...]:
        """The notices that count for some post, each once, by day."""
        items = {told.item.entity: told.item for every in self.told.values() for told in every}
        return tuple(sorted(items.values(), key=lambda item: (item.when.last or date.max, item.entity)))

    @kept
    def others(self) -> tuple[Against, ...]:
        """The notices that do not count, and why: their day, their command, or that they name a unit."""
        case, counted = self.case, {item.entity for item in self.counted}
        left = [item for item in case.notices if item.entity not in counted]
        ours = {incident for _, incident in case.earliest}
        unclear = tuple(item for item in left if not ours.isdisjoint(item.incidents))
        elsewhere = tuple(item for item in left if ours.isdisjoint(item.incidents))
        of_units = tuple(case.of_units_of_type("Notice"))
        every = (
            None if case.notices else bare("no-notice"),
            of_items("notice-day-unclear", unclear),
            of_items("notice-of-other-command", elsewhere),
            of_items("notice-to-unit", of_units, person=case.person),
        )
        return tuple(one for one in every if one)


def _in_order(told: Told) -> tuple[date, int]:
    """Return the last moment of a notice; a day without an hour ends at midnight."""
    when = told.item.when
    return when.last or date.max, _MIDNIGHT if when.last_clock is None else when.last_clock


def _came_by(when: When) -> date | None:
    """Return the last day on which a notice surely was given; failing one, the first on which it can have come."""
    sure = when.sure
    return sure.last if sure and sure.last else when.first


def notices_of(case: Case) -> Notices:
    """Return the notices of a case, kept with it: three patterns begin with them."""
    kept = vars(case)
    found = kept.get("_notices")
    if not isinstance(found, Notices):
        found = kept["_notices"] = Notices(case)
    return found


# notice before


def notice_before_incident(case: Case) -> Found:
    """Find the notices that another deadly incident under the same post followed."""
    found, notices = Found(), notices_of(case)
    for told, every in notices.followed:
        for later in parted(every):
            _followed(case, told, later, found)
    if not found.instances:
        found.note(of_items("nothing-followed", notices.counted), *notices.others)
        return found
    first = notices.counted[0].when
    unshown = tuple(item for item in notices.counted if item.receipt in UNSHOWN)
    public = tuple(item for item in notices.counted if item.receipt == "public")
    found.note(
        of_items("receipt-not-shown", unshown, person=case.person),
        of_items("notice-only-public", public, person=case.person),
        of_items("spoke-of-force", not_earlier(case.restraint, first), person=case.person),
        *notices.others,
    )
    return found


def _followed(case: Case, every: tuple[Told, ...], later: tuple[Led, ...], found: Found) -> None:
    told = every[0]
    led = (*(one.led for one in every), *later)
    why = Reason(
        "notice-followed",
        {"person": case.person, "item": told.item.entity, "earlier_incident": told.named, "post": told.post,
         "day": told.item.when.last, "later_incident": later[0].incident, "count": len(later)},
    )  # fmt: skip
    incidents = tuple(dict.fromkeys((*(one.named for one in every), *(one.incident for one in led))))
    days = days_between(told.item.when, later[0].when)
    instance = case.instance(why, incidents, [one.item for one in every], led, days=days)
    found.add(instance, weakest_of(led), is_inferred=all(one.item.is_inferred for one in every))


def not_earlier(items: Iterable[Item], when: When) -> tuple[Item, ...]:
    """Return the items that are not surely over before something; what has no day may be later."""
    return tuple(item for item in items if not is_before(item.when, when))
