"""No measure on record after notice: what is recorded of the person, what a search shows, what others did."""

from collections.abc import Callable, Iterable
from datetime import date

from answerable.conduct.answers import Against, Item, Reason, ReasonValue
from answerable.conduct.patterns.case import Case, bare, of_besides, of_items
from answerable.conduct.patterns.notices import Notices, Told, notices_of
from answerable.conduct.patterns.setting import MEASURES, is_before
from answerable.conduct.patterns.weighing import Found
from answerable.kernel.standing import Status

HOLDING = (Status.EVIDENCED, Status.POSSIBLE, Status.ASSUMED)


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
