"""What the claims about one dated link say: ids, denials, first and last days, and the reason for a status.

The order of claims is the view's, best first. Sources that derive from one origin count as one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from answerable.command.answers import ClaimIds, Reason, ReasonValue
from answerable.kernel.standing import Standing, Status, standing_on
from answerable.record.claims import ReadableClaim
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class Cited:
    """The claims about one dated link, and what they come to on all days together."""

    entity: str
    counted: tuple[ReadableClaim, ...]
    claims: ClaimIds
    denials: ClaimIds
    first_day: date | None
    last_day: date | None
    is_start: bool
    is_end: bool

    def standing(self, day: date) -> Standing:
        """Say how the link stands on a day."""
        return standing_on(day, [claim.time for claim in self.counted])


def cited(view: View, entity: str) -> Cited:
    """Gather what the view's claims say of the dated link `entity`."""
    every = view.claims_about(entity)
    counted = tuple(claim for claim in every if claim.is_counted)
    firsts, lasts = _bounds(counted, "first"), _bounds(counted, "last")
    first = None if not firsts or None in firsts else min(day for day in firsts if day)
    last = None if not lasts or None in lasts else max(day for day in lasts if day)
    return Cited(
        entity,
        counted,
        tuple(claim.id for claim in counted),
        tuple(claim.id for claim in every if claim.stance == "denies"),
        first,
        last,
        any(claim.time.starts for claim in counted),
        any(claim.time.ends for claim in counted),
    )


def _bounds(claims: Iterable[ReadableClaim], end: str) -> list[date | None]:
    spans = [claim.time.possible for claim in claims]
    return [getattr(span, end) for span in spans if span]


def origins(view: View, sources: Iterable[str]) -> frozenset[str]:
    """Return the sources that `sources` derive from at the root; a source that derives from none is its own."""
    cards, found, seen = view.source_cards, set(), set()
    waiting = list(sources)
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        roots = [root for root in cards[key].derives_from if root in cards] if key in cards else []
        waiting.extend(roots)
        if not roots:
            found.add(key)
    return frozenset(found)


def _covering(claims: Sequence[ReadableClaim], day: date) -> list[ReadableClaim]:
    return [claim for claim in claims if claim.time.certain and claim.time.certain.covers(day)]


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The mentions around a day that an analyst joined; `is_exact` when each is a day that a source gives."""

    earlier: date | None
    later: date | None
    is_exact: bool


def _joined_around(claims: Sequence[ReadableClaim], day: date) -> _Bounds:
    """Return the nearest day before `day` by which it had begun, and after it on which it was not over."""
    spans = [claim.time.certain for claim in claims if claim.time.certain]
    before = max((span.last for span in spans if span.last and span.last < day), default=None)
    after = min((span.first for span in spans if span.first and span.first > day), default=None)
    if before and after:
        return _Bounds(before, after, is_exact=True)
    begun = [claim.time.first.latest for claim in claims if claim.time.first and claim.time.first.latest]
    not_over = [claim.time.last.earliest for claim in claims if claim.time.last and claim.time.last.earliest]
    earlier = max((each for each in begun if each <= day), default=None)
    later = min((each for each in not_over if each >= day), default=None)
    return _Bounds(before or earlier, after or later, is_exact=False)


def status_reason(view: View, link: Cited, day: date, *, subject: str, about: dict[str, ReasonValue]) -> Reason:
    """Return the reason why a link has its status on a day.

    Args:
        view: the view that the link was read from.
        link: the dated link.
        day: the day asked.
        subject: the kind of link, the first word of the reason's code: holder, vacancy, link, basis …
        about: what the sentence names: person, post, unit, superior.
    """
    standing = link.standing(day)
    values: dict[str, ReasonValue] = {**about, "day": day}
    code = standing.status.word
    if standing.status is Status.EVIDENCED and not standing.is_joined:
        values["count"] = len(origins(view, [claim.source for claim in _covering(link.counted, day)]))
    elif standing.is_joined:
        bounds = _joined_around(link.counted, day)
        code = "joined" if bounds.is_exact else "joined-blurred"
        values |= {"earlier": bounds.earlier, "later": bounds.later}
    elif standing.status in (Status.ASSUMED, Status.UNKNOWN_AFTER):
        values["last"] = link.last_day
    elif standing.status is Status.UNKNOWN_BEFORE:
        values["first"] = link.first_day
    return Reason(f"{subject}-{code}", values)


def each_once(groups: Iterable[Iterable[str]]) -> ClaimIds:
    """Return ids in order of first sight, each once."""
    return tuple(dict.fromkeys(name for group in groups for name in group))
