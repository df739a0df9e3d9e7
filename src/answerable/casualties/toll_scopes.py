"""What a toll is limited to: an incident with its parts, a region, a period by day of harm or of death."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from answerable.casualties.definitions import Definition, definition
from answerable.casualties.truth import Truth, all_of
from answerable.casualties.victim_facts import HarmFacts
from answerable.kernel.errors import DateUnclearError, ValueRefusedError
from answerable.kernel.times import Span, parse_blur
from answerable.record.view import View

DAYS_OF = ("harm", "death")
PARTS = ("incident", "region", "from", "to", "by")


@dataclass(frozen=True, slots=True)
class TollScope:
    """Where and when; what is empty does not limit.

    `region` is an ISO 3166-2 code, or a country's, which takes in its regions. `first` and `last` are the days of
    the period, both included; `by` says whether the day of the harm or of the death is meant.
    """

    incident: str = ""
    region: str = ""
    first: date | None = None
    last: date | None = None
    by: str = "harm"

    def __post_init__(self) -> None:
        if self.by not in DAYS_OF:
            raise ValueRefusedError(
                f"A toll cannot be limited by the day of '{self.by[:30]}'.", remedy="Write by=harm or by=death."
            )
        if self.first and self.last and self.first > self.last:
            raise ValueRefusedError(
                f"The period from {self.first} to {self.last} is reversed.", remedy="Put the earlier day first."
            )


EVERYWHERE = TollScope()


def read_toll(text: str) -> tuple[Definition, TollScope]:
    """Read a toll as a figure asks for it, such as `killed-police?region=PE-PUN&from=2023-01&by=death`.

    Raises:
        ValueRefusedError: there is no such definition, or a part is unknown, doubled, or no date.
    """
    code, _, query = text.strip().partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    said = dict(pairs)
    for name, value in pairs:
        if name not in PARTS:
            raise ValueRefusedError(
                f"A toll has no part '{name[:30]}'.", remedy=f"It may be limited by: {', '.join(PARTS)}."
            )
        if not value or [other for other, _ in pairs].count(name) > 1:
            raise ValueRefusedError(f"'{name}' needs one value.", remedy=f"Write {name}=… once, or leave it out.")
    first = read_days(said["from"]).first if "from" in said else None
    last = read_days(said["to"]).last if "to" in said else None
    scope = TollScope(said.get("incident", ""), said.get("region", ""), first, last, said.get("by", "harm"))
    return definition(code), scope


def read_days(text: str) -> Span:
    """Return the days of a date text: of a month its first and last.

    Raises:
        ValueRefusedError: it is no date.
    """
    try:
        blur = parse_blur(text)
    except DateUnclearError as error:
        raise ValueRefusedError(error.args[0]) from None
    return Span(blur.earliest, blur.latest)


def with_parts(view: View, incident: str) -> frozenset[str]:
    """Return an incident and everything that is part of it, at any depth."""
    found = {view.canonical(incident)}
    waiting = list(found)
    while waiting:
        for part in view.pointing_at(waiting.pop(), "Incident", "partOf"):
            if part not in found:
                found.add(part)
                waiting.append(part)
    return frozenset(found)


def is_within(view: View, scope: TollScope, facts: HarmFacts) -> tuple[Truth, Truth]:
    """Say whether a record of harm lies in a scope: by all that is claimed, and by the best claim."""
    sure: list[Truth] = []
    best: list[Truth] = []
    if scope.incident:
        inside = _parts_kept(view, scope.incident)
        places = [incident in inside for incident in facts.incidents]
        sure.append(_agreed(places))
        best.append(places[0] if places else None)
    if scope.region:
        regions = [_in_region(view, incident, scope.region) for incident in facts.incidents]
        sure.append(_agreed(regions))
        best.append(regions[0] if regions else None)
    if scope.first or scope.last:
        spans = facts.hurt if scope.by == "harm" else facts.died
        times = [_in_period(span, scope) for span in spans]
        sure.append(_agreed(times))
        best.append(times[0] if times else None)
    return all_of(sure), all_of(best)


def _parts_kept(view: View, incident: str) -> frozenset[str]:
    kept: dict[str, frozenset[str]] = vars(view).setdefault("_incident_parts", {})
    if incident not in kept:
        kept[incident] = with_parts(view, incident)
    return kept[incident]


def _agreed(truths: Iterable[Truth]) -> Truth:
    """Return what all claims agree on; not known when there is none or they differ."""
    found = set(truths)
    return found.pop() if len(found) == 1 else None


def _in_region(view: View, incident: str, region: str) -> Truth:
    codes = view.texts(incident, "regionCode")
    return _agreed(code == region or code.startswith(f"{region}-") for code in codes)


def _in_period(span: Span, scope: TollScope) -> Truth:
    first, last = scope.first or date.min, scope.last or date.max
    if (span.last and span.last < first) or (span.first and span.first > last):
        return False
    is_inside = bool(span.first and span.last and first <= span.first and span.last <= last)
    return True if is_inside else None
