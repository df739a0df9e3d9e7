"""When something was, and whether that lies before, during or after an incident.

Nothing is placed by guessing: where dates are blurred and could lie on either side, the answer is 'unclear'. Hours
decide only between two things of one day that both have them; else both are of one day, which is all that 'during'
says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from answerable.command.spans import shared_spans
from answerable.conduct.answers import Account, Item, Placed, Placing, Reason, ReasonValue, When
from answerable.kernel.standing import Status
from answerable.kernel.times import Span, Time

UNDATED = When(None, None, is_certain=False)
POWER_SCHEMA = "Appointment"


@dataclass(frozen=True, slots=True)
class Placement:
    """How one time stands to another, and how many days lie between where that is certain."""

    placed: Placed
    days: int | None
    why: str


def _exact(when: Time) -> When:
    span, certain = when.possible, when.certain
    if span is None:
        return UNDATED
    is_certain = certain is not None and certain == span
    inner = None if is_certain else certain
    return When(span.first, span.last, is_certain, when.first_clock, when.last_clock, inner)


def _has_hours(when: When) -> bool:
    return when.first_clock is not None and when.last_clock is not None


def _lies_in(inner: When | Span, outer: When | Span) -> bool:
    """Say whether every day of one lies in the other; an open side of the inner lies in an open one only."""
    low = outer.first is None or (inner.first is not None and outer.first <= inner.first)
    high = outer.last is None or (inner.last is not None and inner.last <= outer.last)
    return low and high


def _is_told_better(rough: When, other: When) -> bool:
    """Say whether another claim gives the same time more exactly: a blurred date, or a day without hours."""
    if not _lies_in(other, rough):
        return False
    if rough.is_certain:
        is_one_day = rough.first == rough.last
        return is_one_day and not _has_hours(rough) and _has_hours(other) and other.is_certain
    if rough.inner and not (other.first and other.last and _lies_in(rough.inner, other)):
        return False  # a stretch with blurred ends is more than a day inside it
    return other.is_certain or (other.first, other.last) != (rough.first, rough.last)


def when_of(times: Iterable[Time]) -> When:
    """Return when something was, by the times of all claims that count.

    A blurred date gives way to a more exact one inside it. What then differs widens the span, which is certain
    only if one claim gives the whole of it; `inner` holds the days that all agree on.
    """
    every = [_exact(when) for when in times if when.is_dated]
    if len(every) == 1:
        return every[0]
    kept = [one for one in every if not any(_is_told_better(one, other) for other in every if other is not one)]
    if not kept:
        return UNDATED
    firsts, lasts = [one.first for one in kept], [one.last for one in kept]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    clocks = (
        _clock([one.first_clock for one in kept if one.first == first], latest=False),
        _clock([one.last_clock for one in kept if one.last == last], latest=True),
    )
    sides = (first, last, *clocks)
    if any(one.is_certain and (one.first, one.last, one.first_clock, one.last_clock) == sides for one in kept):
        return When(first, last, True, *clocks)
    inner = None if first == last else _agreed([one.sure for one in kept])
    return When(first, last, False, *clocks, inner=inner)


def _clock(clocks: Sequence[int | None], *, latest: bool) -> int | None:
    """Return the outermost hour of one side, or None when some claim of that day gives none."""
    known = [clock for clock in clocks if clock is not None]
    if len(known) < len(clocks) or not known:
        return None
    return max(known) if latest else min(known)


def _agreed(spans: Sequence[Span | None]) -> Span | None:
    groups = [[span] for span in spans if span]
    shared = shared_spans(groups) if len(groups) == len(spans) else ()
    return shared[0] if shared else None


def _ends_before(earlier: When, later: When) -> bool:
    """Say whether one is surely over when the other begins."""
    if earlier.last is None or later.first is None:
        return False
    if earlier.last != later.first:
        return earlier.last < later.first
    if earlier.last_clock is None or later.first_clock is None:
        return False
    return earlier.last_clock < later.first_clock


def _is_earlier(left: int | None, right: int | None) -> bool:
    return left is not None and right is not None and left < right


def _surely_within(inner: When, outer: When) -> bool:
    """Say whether wherever in its span the inner was, the outer was then."""
    sure = outer.sure
    if not (sure and inner.is_dated and _lies_in(inner, sure)):
        return False
    if outer.first == inner.first and _is_earlier(inner.first_clock, outer.first_clock):
        return False
    if outer.last == inner.last and _is_earlier(outer.last_clock, inner.last_clock):
        return False
    return outer.first != outer.last or outer.is_certain or not (_has_hours(outer) and _has_hours(inner))


def _surely_meet(item: When, incident: When) -> bool:
    """Say whether both surely were at some one time; neither is surely over before the other begins."""
    if item.is_certain and incident.is_certain:
        return True
    if _surely_within(item, incident) or _surely_within(incident, item):
        return True
    is_stretch = (item.inner or item.is_certain) and (incident.inner or incident.is_certain)
    return bool(is_stretch and item.sure and incident.sure and shared_spans([[item.sure], [incident.sure]]))


def _days_between(earlier: When, later: When) -> int | None:
    """Return the days between the end of the one and the start of the other, where both are certain."""
    ends, begins = earlier.sure, later.sure
    if ends is None or begins is None or ends.last != earlier.last or begins.first != later.first:
        return None
    if ends.last is None or begins.first is None:
        return None
    return (begins.first - ends.last).days


def placement(item: When, incident: When) -> Placement:
    """Place one time against another, with the days between and the code of the reason."""
    if item.first is None and item.last is None:
        return Placement("undated", None, "undated-item")
    if incident.first is None and incident.last is None:
        return Placement("undated", None, "undated-incident")
    if _ends_before(item, incident):
        return _apart("before", item, incident)
    if _ends_before(incident, item):
        return _apart("after", incident, item)
    if not _surely_meet(item, incident):
        return Placement("unclear", None, "unclear")
    is_one_day = item.first == item.last == incident.first == incident.last
    has_hours = _has_hours(item) and _has_hours(incident)
    if is_one_day and not has_hours:
        return Placement("during", 0, "during-day")
    return Placement("during", 0, "during-hours" if is_one_day else "during")


def _apart(placed: Placed, earlier: When, later: When) -> Placement:
    days = _days_between(earlier, later)
    if days is None:
        return Placement(placed, None, f"{placed}-blurred")
    return Placement(placed, days, f"{placed}-hours" if days == 0 else placed)


def placed(item: When, incident: When) -> Placed:
    """Say how a time stands to that of an incident: before, during, after, unclear or undated."""
    return placement(item, incident).placed


def _of_post(account: Account, item: Item, incident: When) -> Placement:
    """Place a time in post by how it stands on the incident's days, for a mention is no end of it."""
    tenure = next(one for one in account.tenures if one.appointment == item.entity)
    if not tenure.certain and not tenure.possible:
        return Placement("undated", None, "undated-item")
    if not incident.is_dated or incident.first is None or incident.last is None:
        return placement(item.when, incident)
    if any(_covers(span, incident.first, incident.last) for span in tenure.certain):
        return Placement("during", 0, "during-post")
    first, last = incident.first.toordinal(), incident.last.toordinal()
    statuses = {
        run.standing.status
        for run, after in zip(tenure.runs, (*tenure.runs[1:], None), strict=True)
        if run.first <= last and (after is None or after.first > first)
    }
    if statuses == {Status.EXCLUDED}:
        return placement(item.when, incident)
    if Status.EVIDENCED in statuses and incident.is_certain:
        return Placement("during", 0, "during-post")
    return Placement("unclear", None, "unclear-post")


def _covers(span: Span, first: date, last: date) -> bool:
    return span.covers(first) and span.covers(last)


def placings(account: Account) -> tuple[Placing, ...]:
    """Place every item of an account, each once, against every dated incident of it; by incident, then item."""
    found = []
    items = {item.entity: item for item in account.items}
    for under in account.incidents:
        if under.when.first is None and under.when.last is None:
            continue
        for item in items.values():
            is_post = item.schema == POWER_SCHEMA
            at = _of_post(account, item, under.when) if is_post else placement(item.when, under.when)
            found.append(
                Placing(
                    item.entity, under.incident, at.placed, at.days, _why(item, under.incident, under.when, at)
                )
            )
    return tuple(found)


def _why(item: Item, incident: str, when: When, at: Placement) -> Reason:
    values: dict[str, ReasonValue] = {"item": item.entity, "incident": incident}
    if at.days is not None:
        values["count"] = at.days
    if at.why == "unclear":
        values |= {"first": item.when.first, "last": item.when.last}
    elif at.why.startswith("during"):
        values["day"] = when.first
    return Reason(f"placed-{at.why}", values)
