"""Two people in one seat: appointments that sources evidence for the same days."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from answerable.interchange.points import Point
from answerable.kernel.standing import Status, spans_in
from answerable.kernel.times import Span
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class _Tenure:
    appointment: str
    person: str
    spans: tuple[Span, ...]


def tenure_points(view: View) -> Iterator[Point]:
    """Find posts of one seat with two substantive holders evidenced on one day.

    A post whose number of seats is not claimed has one. An appointment of no claimed kind is substantive. A day
    on which one hands over to the other is no overlap.
    """
    by_post: dict[str, list[_Tenure]] = defaultdict(list)
    for appointment in view.entities("Appointment"):
        post, person = view.ref(appointment, "post"), view.ref(appointment, "person")
        if post and person and view.text(appointment, "kind") in ("", "substantive"):
            spans = spans_in({Status.EVIDENCED}, view.runs(appointment))
            by_post[post].append(_Tenure(appointment, person, spans))
    for post, tenures in sorted(by_post.items()):
        if view.text(post, "seats") not in ("", "1"):
            continue
        for one, other in combinations(tenures, 2):
            days = _overlap(one.spans, other.spans) if one.person != other.person else None
            if days:
                claims = [claim.id for each in (one, other) for claim in view.claims_about(each.appointment)]
                when = f"on {days[0]}" if days[0] == days[1] else f"from {days[0]} to {days[1]}"
                sentence = f"{post} has two holders {when}: {one.person} and {other.person}."
                yield Point("two-holders", sentence, tuple(claims), (post, one.appointment, other.appointment))


def _overlap(spans: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[date, date] | None:
    for span in spans:
        for other in others:
            if span.first is None or span.last is None or other.first is None or other.last is None:
                continue
            first, last = max(span.first, other.first), min(span.last, other.last)
            is_handover = first == last and (span.last == other.first or other.last == span.first)
            if first <= last and not is_handover:
                return first, last
    return None
