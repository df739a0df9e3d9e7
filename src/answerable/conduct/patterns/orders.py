"""Orders unchanged after notice: one and the same order or plan, before and after what followed."""

from collections import defaultdict
from collections.abc import Mapping

from answerable.conduct.answers import Item, Reason, When
from answerable.conduct.patterns.case import Case, Led, bare, of_items
from answerable.conduct.patterns.commanders import weakest_of
from answerable.conduct.patterns.notices import Told, not_earlier, notices_of
from answerable.conduct.patterns.weighing import Found
from answerable.kernel.times import Span


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
