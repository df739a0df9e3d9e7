"""Numbers as each speaker gave them over time, kept apart by who is counted.

Two counts may differ and both be right, if they count different people: so a line runs through the counts of one
speaker under one definition only. Nothing here says which count is true.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.casualties.harms import whole_number
from answerable.casualties.scopes import WHOLE, umbrellas
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Blur, parse_blur
from answerable.record.claims import ReadableClaim
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class Part:
    """One part that a count is broken into; `number` None where it is no whole number."""

    label: str
    number: int | None


@dataclass(frozen=True, slots=True)
class StatedCount:
    """One number as stated: the claims of one tally that give the same number as of the same day.

    `speaker` is an entity, or empty: then `source` says it. `definition` is the text in the first language, which
    tells counts apart. `scope` is WHOLE, or the incident or ISO 3166-2 code that the count is limited to. `of` is
    the tally that this is a share of. `as_of` is the day of the count, blurred as the claim leaves it.
    """

    tally: str
    what: str
    speaker: str
    source: str
    definition: str
    scope: str
    of: str
    value: int | None
    at_least: int | None
    at_most: int | None
    words: str
    as_of: Blur | None
    parts: tuple[Part, ...]
    claims: tuple[str, ...]

    @property
    def level(self) -> int | None:
        """The number stated; failing it the least, then the most; None when only words are."""
        return next((each for each in (self.value, self.at_least, self.at_most) if each is not None), None)

    @property
    def day(self) -> date | None:
        """The last day that the count can be of."""
        return (self.as_of.latest or self.as_of.earliest) if self.as_of else None

    @property
    def parts_sum(self) -> int | None:
        """What the parts come to; None when there are none, or one of them has no number."""
        if not self.parts or any(part.number is None for part in self.parts):
            return None
        return sum(part.number or 0 for part in self.parts)

    @property
    def parts_disagree(self) -> bool:
        """Say whether the parts come to more than the number, or several parts come to less.

        A single smaller part is a share that was named, not a sum. What is counted as `other` may be a percentage,
        whose parts need not add up.
        """
        total = self.parts_sum
        if total is None or self.value is None or total == self.value or self.what == "other":
            return False
        return total > self.value or len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class Series:
    """The counts of one speaker under one definition and scope, by day; those without a day come last."""

    speaker: str
    source: str
    definition: str
    scope: str
    counts: tuple[StatedCount, ...]

    @property
    def last(self) -> StatedCount | None:
        """The latest dated count that has a number."""
        return next((each for each in reversed(self.counts) if each.day and each.level is not None), None)


def stated_counts(view: View, what: str = "", *, scope: str = "", shares: bool = False) -> tuple[StatedCount, ...]:
    """Return the stated numbers, by day.

    Args:
        view: where to look.
        what: the kind of thing counted, as the ontology codes it; all kinds if empty.
        scope: WHOLE, an incident or a region; all scopes if empty.
        shares: also those that are a share of another tally.
    """
    whole = umbrellas(view)
    found = [
        count
        for tally in view.entities("Tally")
        if not what or view.text(tally, "what") == what
        for count in _counts_of(view, tally, whole)
        if (not scope or count.scope == scope) and (shares or not count.of)
    ]
    return tuple(sorted(found, key=lambda count: (count.day or date.max, count.tally, count.level or 0)))


def series(counts: Iterable[StatedCount]) -> tuple[Series, ...]:
    """Group counts into lines: one speaker, one definition, one scope. The longest line first."""
    lines: dict[tuple[str, str, str, str], list[StatedCount]] = {}
    for count in counts:
        key = (count.speaker, "" if count.speaker else count.source, count.definition, count.scope)
        lines.setdefault(key, []).append(count)
    found = (Series(*key, tuple(each)) for key, each in lines.items())
    return tuple(sorted(found, key=lambda line: (-len(line.counts), line.speaker, line.source, line.definition)))


def _counts_of(view: View, tally: str, whole: frozenset[str]) -> list[StatedCount]:
    """Return one count for each number and day that the counted claims about a tally give."""
    groups: dict[tuple[object, ...], list[ReadableClaim]] = {}
    region = "" if _names_region_with_number(view, tally) else view.text(tally, "regionCode")
    for claim in view.claims_about(tally):
        if claim.is_counted:
            number = tuple(_first(claim.properties, name) for name in ("value", "atLeast", "atMost", "words"))
            if any(number):
                day = _first(claim.properties, "asOf") or view.text(tally, "asOf")
                groups.setdefault((number, day, _first(claim.properties, "definition")), []).append(claim)
    return [_count(view, tally, claims, whole, region) for claims in groups.values()]


def _names_region_with_number(view: View, tally: str) -> bool:
    """Say whether some claim gives number and region together: then a number without one is not of that region."""
    return any(
        claim.properties.get("regionCode") and (claim.properties.get("value") or claim.properties.get("atLeast"))
        for claim in view.claims_about(tally)
    )


def _count(view: View, tally: str, claims: list[ReadableClaim], whole: frozenset[str], region: str) -> StatedCount:
    best = claims[0]

    def said(name: str) -> str:
        return _first(best.properties, name) or view.text(tally, name)

    incident = view.canonical(said("incident")) if said("incident") else ""
    narrowed = "" if incident in whole else incident
    own = best.properties
    return StatedCount(
        tally,
        said("what"),
        view.canonical(said("speaker")) if said("speaker") else "",
        best.source,
        said("definition"),
        narrowed or _first(own, "regionCode") or region or WHOLE,
        said("of"),
        whole_number(_first(own, "value")),
        whole_number(_first(own, "atLeast")),
        whole_number(_first(own, "atMost")),
        _first(own, "words"),
        _blur(said("asOf")),
        tuple(_part(text) for text in own.get("part", ())),
        tuple(claim.id for claim in claims),
    )


def _first(properties: Mapping[str, tuple[str, ...]], name: str) -> str:
    values = properties.get(name, ())
    return values[0] if values else ""


def _blur(text: str) -> Blur | None:
    try:
        return parse_blur(text) if text else None
    except DateUnclearError:
        return None


def _part(text: str) -> Part:
    label, _, number = text.rpartition("=")
    return Part(label.strip() or text, whole_number(number) if label else None)
