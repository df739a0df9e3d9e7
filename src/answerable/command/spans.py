"""Days on which several dated links hold at once, as spans; and the counting of days."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from answerable.kernel.standing import BEGINNING, NEVER, Run, Status, spans_in
from answerable.kernel.times import Span

CERTAIN = (Status.EVIDENCED,)
SPOKEN_OF = (Status.EVIDENCED, Status.POSSIBLE, Status.ASSUMED)
NOT_AGAINST = (*SPOKEN_OF, Status.UNDATED)


def _low(span: Span) -> int:
    return BEGINNING if span.first is None else span.first.toordinal()


def _high(span: Span) -> int:
    return NEVER if span.last is None else span.last.toordinal()


def span_between(low: int, high: int) -> Span:
    """Return the span of two ordinals, open where they are BEGINNING or NEVER."""
    return Span(
        None if low <= BEGINNING else date.fromordinal(low), None if high >= NEVER else date.fromordinal(high)
    )


def shared_spans(groups: Iterable[Sequence[Span]]) -> tuple[Span, ...]:
    """Return the days that lie in some span of every group; each group's spans are in order and apart."""
    found: list[Span] | None = None
    for group in groups:
        if found is None:
            found = list(group)
            continue
        meets = [(max(_low(a), _low(b)), min(_high(a), _high(b))) for a in found for b in group]
        found = [span_between(low, high) for low, high in sorted(meets) if low <= high]
    return tuple(found or ())


def spans_of_all(links: Sequence[Sequence[Run]], statuses: Iterable[Status]) -> tuple[Span, ...]:
    """Return the days on which every link has one of `statuses`."""
    wanted = tuple(statuses)
    return shared_spans([spans_in(wanted, runs) for runs in links])


def days_in(spans: Iterable[Span]) -> int | None:
    """Return how many days the spans hold, or None when one of them is open."""
    count = 0
    for span in spans:
        if span.first is None or span.last is None:
            return None
        count += (span.last - span.first).days + 1
    return count


def joined_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that meet or touch made one."""
    found: list[tuple[int, int]] = []
    for low, high in sorted((_low(span), _high(span)) for span in spans):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return [span_between(low, high) for low, high in found]


def gaps_between(spans: Iterable[Span]) -> list[Span]:
    """Return the spans of days that lie between the given ones and in none of them."""
    return [span_between(_high(before) + 1, _low(after) - 1) for before, after in pairwise(joined_spans(spans))]
