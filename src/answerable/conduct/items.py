"""Items read from the claims about one thing: what a claim says of a person's part in it, and nothing more.

An item stands on the claims that name the person, or the post that the person held. Only what these leave open,
the day, the incident or the kind, is taken from other claims about the same thing, and those are then cited too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from answerable.conduct.answers import Item, Lane, When
from answerable.conduct.parts import LEFT_OUT, SPEAKING, Part
from answerable.conduct.placing import UNDATED, when_of
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Time, parse_blur
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

NO_MEASURE, PROMOTION = "none", "promotion"
_ORDERLIKE = frozenset({"Deployment", "Order", "Plan"})
"""Types that may name an operation in place of the incident."""


def in_time(when: When, entity: str) -> tuple[object, ...]:
    """Return the key that sorts by the first day, the hour, the last day; what has no day comes last."""
    first = when.first or when.last
    return (first is None, first or date.max, when.first_clock or 0, when.last or date.max, entity)


@dataclass(slots=True)
class Reading:
    """The claims about one thing, those that name somebody first; `used` gathers those that the item stands on."""

    view: View
    entity: str
    naming: list[ReadableClaim]
    others: list[ReadableClaim]
    used: dict[str, None]

    def saying(self, name: str) -> list[ReadableClaim]:
        """Return the claims that give a property: of those that name the person, failing these of the others."""
        found = [claim for claim in self.naming if claim.properties.get(name)]
        found = found or [claim for claim in self.others if claim.properties.get(name)]
        self.used.update(dict.fromkeys(claim.id for claim in found))
        return found

    def words(self, name: str) -> tuple[str, ...]:
        """Return the values of a property, each once, best first."""
        return (
            tuple(dict.fromkeys(text for claim in self.saying(name) for text in claim.properties[name]))
            if name
            else ()
        )

    def when(self) -> When:
        """Return when it was."""
        dated = [claim for claim in self.naming if claim.time.is_dated]
        dated = dated or [claim for claim in self.others if claim.time.is_dated]
        self.used.update(dict.fromkeys(claim.id for claim in dated))
        return when_of(claim.time for claim in dated)

    def incidents(self, schema: str) -> tuple[str, ...]:
        """Return the incidents that it is tied to; those of its operation when it names none."""
        view = self.view
        named = [view.canonical(text) for text in self.words("incident")]
        if not named and schema in _ORDERLIKE:
            named = [
                incident for text in self.words("operation") for incident in incidents_of_operation(view, text)
            ]
        return tuple(dict.fromkeys(incident for incident in named if view.has(incident)))


def incidents_of_operation(view: View, operation: str) -> tuple[str, ...]:
    """Return the incidents of an operation, whichever of the two names the other."""
    return tuple(
        dict.fromkeys((*view.refs(operation, "incident"), *view.pointing_at(operation, "Incident", "operation")))
    )


def reading_of(view: View, entity: str, part: Part, is_meant: Callable[[str], bool]) -> Reading | None:
    """Return the claims about a thing, if some that counts names by `part` somebody who is meant; else None."""
    counted = [claim for claim in view.claims_about(entity) if claim.is_counted]
    naming = [
        claim
        for claim in counted
        if any(is_meant(view.canonical(one)) for one in claim.properties.get(part.property, ()))
    ]
    if not naming:
        return None
    ids = {claim.id for claim in naming}
    others = [claim for claim in counted if claim.id not in ids]
    return Reading(view, entity, naming, others, dict.fromkeys(claim.id for claim in naming))


def _lane(part: Part, kind: str, reading: Reading) -> Lane:
    if part.schema == "Measure":
        if part.property == "by" and kind == NO_MEASURE:
            return "undone"
        if part.property == "towards" and kind == PROMOTION:
            return "power"
    if part.schema == "Reply" and not reading.words("gist"):
        return "told"
    return part.lane


def _day_of_reply(reading: Reading, lane: Lane) -> When:
    """Return the day on which a reply came, or the allegation went out, where the claim itself has no date."""
    for text in reading.words("received" if lane == "said" else "sent"):
        try:
            blur = parse_blur(text)
        except DateUnclearError:
            continue
        return when_of([Time(blur, blur)])
    return UNDATED


def items_from(reading: Reading, part: Part, via: str = "") -> tuple[Item, ...]:
    """Return the item that a reading gives, and beside it the one of what was left out, if a source says so."""
    view = reading.view
    kinds = reading.words(part.kind)
    kind = kinds[0] if kinds else ""
    lane = _lane(part, kind, reading)
    when = reading.when()
    if part.schema == "Reply" and when == UNDATED:
        when = _day_of_reply(reading, lane)
    receipts = reading.words("receipt") if part.schema == "Notice" else ()
    oaths = reading.words("underOath") if part.schema == "Remark" else ()
    incidents = reading.incidents(part.schema)
    silent = [claim for claim in (*reading.naming, *reading.others) if claim.properties.get(LEFT_OUT)]
    item = Item(
        reading.entity, part.schema, lane, part.property, kind, receipts[0] if receipts else "", when, incidents,
        tuple(reading.used), _denials(view, reading.entity), via, bool(silent), "yes" in oaths[:1],
        _is_inferred(view, reading.naming), kinds,
    )  # fmt: skip
    if not silent or (part.schema, part.property) not in SPEAKING:
        return (item,)
    return item, left_out(view, item, silent)


def left_out(view: View, item: Item, silent: Sequence[ReadableClaim]) -> Item:
    """Return what an item is said to have left out, as something undone; it rests on both kinds of claims."""
    claims = tuple(dict.fromkeys((*(claim.id for claim in silent), *item.claims)))
    is_inferred = item.is_inferred or _is_inferred(view, silent)
    return replace(item, lane="undone", part=LEFT_OUT, claims=claims, is_inferred=is_inferred)


def _denials(view: View, entity: str) -> tuple[str, ...]:
    return tuple(claim.id for claim in view.claims_about(entity) if claim.stance == "denies")


def _is_inferred(view: View, claims: Iterable[ReadableClaim]) -> bool:
    """Say whether only the team's own analysis says so."""
    cards = view.source_cards
    return all(claim.source in cards and cards[claim.source].is_analysis for claim in claims)
