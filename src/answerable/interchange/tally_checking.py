"""Counts that do not add up: against their own parts, and against the people listed one by one."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from answerable.interchange.points import Point
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import parse_blur
from answerable.record.view import View

_LISTED_KINDS = ("killed", "injured", "detained")


def tally_points(view: View) -> Iterator[Point]:
    """Find tallies that differ from the sum of their parts, and those that are less than who is listed by name.

    Each claim is asked by itself, for the parts are those of the same source.
    """
    listed = _listed(view)
    for tally in view.entities("Tally"):
        for claim in view.claims_about(tally):
            value = _number(claim.properties.get("value", ("",))[0])
            if not claim.is_counted or value is None:
                continue
            parts = [_number(part.rpartition("=")[2]) for part in claim.properties.get("part", ())]
            known = [part for part in parts if part is not None]
            if known and sum(known) != value:
                sentence = f"{tally} counts {value}, and its parts come to {sum(known)}."
                yield Point("parts-differ", sentence, (claim.id,), (tally,))
            yield from _less_than_listed(view, tally, claim.id, value, listed)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None


def _listed(view: View) -> dict[tuple[str, str], list[str]]:
    """Return the harms of single named or numbered people by incident and kind."""
    found: dict[tuple[str, str], list[str]] = {}
    for harm in view.entities("Harm"):
        if view.ref(harm, "person"):
            key = (view.ref(harm, "incident"), view.text(harm, "kind"))
            found.setdefault(key, []).append(harm)
    return found


def _less_than_listed(
    view: View, tally: str, claim: str, value: Decimal, listed: dict[tuple[str, str], list[str]]
) -> Iterator[Point]:
    """Compare a tally of one incident with the people listed for it by the tally's day.

    A tally of a whole wave of incidents is not compared, nor one that is a share of another: who is counted
    there is narrower.
    """
    incident, what = view.ref(tally, "incident"), view.text(tally, "what")
    if what not in _LISTED_KINDS or view.ref(tally, "of") or view.pointing_at(incident, "Incident", "partOf"):
        return
    as_of = _last_day(view.text(tally, "asOf"))
    harms = [harm for harm in listed.get((incident, what), ()) if _is_known_by(view, harm, as_of)]
    if len(harms) > value:
        sentence = f"{tally} counts {value} {what}, and {len(harms)} are listed; look at who is counted."
        yield Point("listed-more", sentence, (claim,), (tally, *harms))


def _last_day(text: str) -> date | None:
    try:
        return parse_blur(text).latest if text else None
    except DateUnclearError:
        return None


def _is_known_by(view: View, harm: str, as_of: date | None) -> bool:
    died = _last_day(view.text(harm, "diedOn"))
    return as_of is None or died is None or died <= as_of
