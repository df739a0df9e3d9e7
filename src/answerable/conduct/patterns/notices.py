"""Patterns of notice: what followed it, which orders stood all the same, which measures are on record.

A notice counts for a post when it names the person, and an incident under that post in which people had died by
then, or wider events that such an incident is part of. Each later incident is set beside the last notices before
it, those of one day together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from answerable.conduct.answers import Against, Item, Reason, ReasonValue, When
from answerable.conduct.patterns.case import Case, Led, bare, of_besides, of_items
from answerable.conduct.patterns.commanders import days_between, parted, weakest_of
from answerable.conduct.patterns.keeping import kept
from answerable.conduct.patterns.setting import MEASURES, is_before
from answerable.conduct.patterns.weighing import Found
from answerable.kernel.standing import Status
from answerable.kernel.times import Span

_MIDNIGHT = 24 * 60
UNSHOWN = frozenset({"", "sent"})
HOLDING = (Status.EVIDENCED, Status.POSSIBLE, Status.ASSUMED)


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


# orders unchanged


def unchanged_after_notice(case: Case) -> Found:
    """Find the orders and plans that stood both before and after a deadly incident that followed a notice."""
    found, notices = Found(), notices_of(case)
    standing = _standing_orders(case)
    stood: dict[tuple[str, str, bool], list[tuple[Told, Led]]] = defaultdict(list)
    orders: dict[tuple[str, str, bool], Item] = {}
    for told, later in notices.followed if standing else ():
        for led in later:
            for order in _over(case, standing, led):
                key = (order.entity, order.via, led.is_firm)
                orders[key] = order
                stood[key].append((told[0], led))
    for key, times in stood.items():
        _stood(case, orders[key], times, found)
    if not found.instances:
        followed = of_items("nothing-followed", () if notices.followed else notices.counted)
        found.note(bare("no-order-over-incident") if notices.followed else followed, *notices.others)
        return found
    first = notices.counted[0].when
    of_unit = tuple(order for order in orders.values() if order.via)
    own = tuple(item for item in case.of_type("Order") if _is_standing(item) and _is_own_order(item))
    found.note(
        of_items("order-of-unit", of_unit, person=case.person),
        of_items("own-order", not_earlier(own, first), person=case.person),
        of_items("spoke-of-force", not_earlier(case.restraint, first), person=case.person),
    )
    return found


def _standing_orders(case: Case) -> dict[str, list[Item]]:
    """Return, for each incident named, the orders of units and the plans that surely stood on more than one day.

    What gives rules on force, and what the person ordered in person, is none of them: whether it restrained or
    allowed force is not for a rule to read.
    """
    found: dict[str, list[Item]] = defaultdict(list)
    for item in (*case.of_type("Order", "Plan"), *case.of_units_of_type("Order", "Plan")):
        if _is_standing(item) and not _is_own_order(item) and item.entity not in case.setting.on_force:
            for incident in item.incidents:
                found[incident].append(item)
    return found


def _is_standing(item: Item) -> bool:
    if item.lane != "ordered" or item.when.first == item.when.last:
        return False
    sure = item.when.sure
    return sure is not None and sure.first != sure.last


def _is_own_order(item: Item) -> bool:
    return item.schema == "Order" and not item.via


def _over(case: Case, standing: Mapping[str, list[Item]], led: Led) -> list[Item]:
    """Return the orders about an incident, or wider events, that surely stood before and after it."""
    found: dict[tuple[str, str], Item] = {}
    for incident in case.setting.wider(led.incident):
        for order in standing.get(incident, ()):
            if _is_over(order.when.sure, led.when) and _is_of(order, led):
                found[order.entity, order.via] = order
    return list(found.values())


def _is_over(sure: Span | None, when: When) -> bool:
    if sure is None or sure.first is None or sure.last is None or when.first is None or when.last is None:
        return False
    return sure.first < when.first and when.last < sure.last


def _is_of(order: Item, led: Led) -> bool:
    """Say whether an order of a unit or a post is of the one by which the incident lay under the person."""
    return not order.via or order.via in (led.unit, led.post)


def _stood(case: Case, order: Item, times: list[tuple[Told, Led]], found: Found) -> None:
    told = times[0][0]
    led = (told.led, *(one for _, one in times))
    why = Reason(
        "order-stood",
        {"person": case.person, "item": order.entity, "other_item": told.item.entity, "day": told.item.when.last,
         "later_incident": times[0][1].incident, "count": len(times)},
    )  # fmt: skip
    incidents = tuple(dict.fromkeys((told.named, *(one.incident for one in led))))
    notices = tuple({one.item.entity: one.item for one, _ in times}.values())
    instance = case.instance(why, incidents, (*notices, order), led)
    is_inferred = order.is_inferred or all(one.is_inferred for one in notices)
    found.add(instance, weakest_of(led), is_inferred=is_inferred)


# no measure


def no_measure_after_notice(case: Case) -> Found:
    """Find the notices after which no measure of the person, or of a unit that the person headed, is on record."""
    found, notices = Found(), notices_of(case)
    if not notices.counted:
        found.note(*notices.others)
        return found
    taken, ordered, searches = (_About(case, is_one) for is_one in (_is_measure, _is_order, _is_search))
    measures: list[Item] = []
    searched_all_the_same: list[Item] = []
    bare_of_measures: list[Told] = []
    due = _due(case, notices)
    for told, holding in due:
        measure = taken.after(told.item) or ordered.after(told.item)
        search = searches.after(told.item)
        if measure is None:
            _no_measure(case, told, search, holding, found)
            bare_of_measures.append(told)
        else:
            measures.append(measure)
            searched_all_the_same += [search] if search else []
    if not due:
        found.note(of_items("no-post-then", notices.counted, person=case.person))
    if bare_of_measures and not all(one.why.code == "search-shows-none" for one in found.instances):
        found.note(bare("nobody-searched"))
    found.note(
        of_items("measure-taken", tuple(measures), person=case.person),
        of_items("search-differs", tuple(searched_all_the_same)),
        _by_others(case, bare_of_measures),
    )
    return found


def _due(case: Case, notices: Notices) -> list[tuple[Told, Status]]:
    """Return each notice that counts, once, by a post that the person held when it came, and how surely.

    A notice that is not surely there by the day up to which days are counted is left out.
    """
    found: dict[str, tuple[Told, Status]] = {}
    for every in notices.told.values():
        for told in every:
            last = told.item.when.last
            if last is None or (case.day is not None and last > case.day):
                continue
            holding = _holding(case, told.post, last)
            if holding is not None:
                standing = max(holding, told.led.standing)
                known = found.get(told.item.entity)
                if known is None or standing < known[1]:
                    found[told.item.entity] = (told, standing)
    return sorted(found.values(), key=lambda due: (due[0].item.when.last or date.max, due[0].item.entity))


def _holding(case: Case, post: str, day: date) -> Status | None:
    """Return how the person's strongest appointment to a post stands on a day, None when none holds it then."""
    structure, codes = case.setting.index.structure, case.setting.view.entity_codes
    posts = structure.appointments.ends["post"]
    standings = [
        structure.appointments.runs.standing_word(place, day)
        for place in structure.appointments_by_person.of(codes[case.person])
        if int(posts[place]) == codes[post] and not structure.is_vacancy[place]
    ]
    return min((standing for standing in standings if standing in HOLDING), default=None)


def _is_measure(item: Item) -> bool:
    return item.schema == "Measure" and item.part == "by" and not MEASURES.isdisjoint(item.kinds)


def _is_order(item: Item) -> bool:
    """Say whether an item is an order of the person's own, which may answer a notice; it is not weighed."""
    if item.via:
        return False
    return (item.schema == "Order" and item.part == "givenBy") or (
        item.schema == "Remark" and "order" in item.kinds
    )


def _is_search(item: Item) -> bool:
    return item.schema == "Measure" and item.part == "by" and item.lane == "undone"


class _About:
    """The latest items of the person and the person's units about each incident; one without a day may be it."""

    def __init__(self, case: Case, is_wanted: Callable[[Item], bool]) -> None:
        self.case = case
        self.named: dict[str, Item] = {}
        self.within: dict[str, Item] = {}
        every = ("Measure", "Order", "Remark")
        for item in (*case.of_type(*every), *case.of_units_of_type(*every)):
            is_later = case.day is not None and item.when.first is not None and item.when.first > case.day
            if is_wanted(item) and not is_later:
                self._take(item)

    def _take(self, item: Item) -> None:
        for incident in item.incidents or ("",):
            _keep_latest(self.named, incident, item)
            for wider in self.case.setting.wider(incident) if incident else ():
                _keep_latest(self.within, wider, item)

    def after(self, notice: Item) -> Item | None:
        """Return the latest item that is not surely earlier than a notice and concerns what it names.

        It concerns that if it names the same, a part of it, something wider, or no incident at all.
        """
        known = [self.named[""]] if "" in self.named else []
        for incident in notice.incidents:
            known += [self.within[incident]] if incident in self.within else []
            wider = self.case.setting.wider(incident)[1:]
            known += [self.named[one] for one in wider if one in self.named]
        latest = max(known, key=_last, default=None)
        return None if latest is None or is_before(latest.when, notice.when) else latest


def _last(item: Item) -> date:
    return item.when.last or date.max


def _keep_latest(found: dict[str, Item], incident: str, item: Item) -> None:
    known = found.get(incident)
    if known is None or _last(item) > _last(known):
        found[incident] = item


def _no_measure(case: Case, told: Told, search: Item | None, holding: Status, found: Found) -> None:
    last = told.item.when.last
    days = (case.day - last).days if case.day and last else None
    values: dict[str, ReasonValue] = {
        "person": case.person, "item": told.item.entity, "incident": told.named, "first": last, "day": case.day,
        "days": days,
    }  # fmt: skip
    if search:
        values["other_item"] = search.entity
    items = (told.item, search) if search else (told.item,)
    why = Reason("search-shows-none" if search else "none-recorded", values)
    incidents = tuple(dict.fromkeys((told.named, told.led.incident)))
    instance = case.instance(why, incidents, items, (told.led,), days=days)
    found.add(instance, max(holding, told.led.standing), is_inferred=told.item.is_inferred)


def _by_others(case: Case, every: Iterable[Told]) -> Against | None:
    """Return the measures by others about the very incidents of notices, not surely earlier than these."""
    own = {item.entity for item in (*case.of_type("Measure"), *case.of_units_of_type("Measure"))}
    found = {
        beside.entity: beside
        for told in every
        for beside in case.setting.measures.get(told.named, ())
        if beside.entity not in own and not is_before(case.setting.index.when_of(beside.entity), told.item.when)
    }
    return of_besides("measures-by-others", tuple(found.values()))
