"""What a person or body was told, said, ordered and did, and what is said of them: a row each, with its source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from answerable.kernel.times import Time
from answerable.record.claims import ReadableClaim
from answerable.web.asking import Asked
from answerable.web.pages.citations import cited_at, link_to, links_to, text_of
from answerable.web.pages.command_words import choice_word
from answerable.web.pages.rows_rung import mark_of
from answerable.web.pages.words import time_words
from answerable.web.templatetags.answerable import entity_address


class Part(NamedTuple):
    """One way of having a part in something: the type, the property that names the person or body, the lane."""

    schema: str
    property: str
    lane: str


OWN = (
    Part("Notice", "person", "told"),
    Part("Meeting", "participant", "told"),
    Part("Communication", "recipient", "told"),
    Part("Order", "givenTo", "told"),
    Part("Call", "addressee", "told"),
    Part("Request", "addressee", "told"),
    Part("Remark", "speaker", "said"),
    Part("Communication", "sender", "said"),
    Part("Communication", "signedBy", "said"),
    Part("Reply", "person", "said"),
    Part("Order", "givenBy", "ordered"),
    Part("Plan", "signedBy", "ordered"),
    Part("Plan", "issuedBy", "ordered"),
    Part("Deployment", "onOrderOf", "ordered"),
    Part("Measure", "by", "done"),
)
"""What came from a body, or before it."""
OF_THEM = (
    Part("Involvement", "actor", "had-part"),
    Part("Deployment", "actor", "had-part"),
    Part("Remark", "regarding", "said-of"),
    Part("Measure", "towards", "done-to"),
)
"""What others say of a person or body, or did about them."""
SAID_OF = OF_THEM[2:3]

_TEXTS = {
    "Notice": ("fact", "channel"), "Meeting": ("gist", "raised", "name"), "Call": ("demand",),
    "Request": ("asked",), "Plan": ("gist", "forceRules", "title"), "Deployment": ("task",),
    "Reply": ("gist", "allegation"), "Measure": ("gist", "search"), "Step": ("gist",),
}  # fmt: skip
_KIND = {"Remark": "kind", "Communication": "kind", "Measure": "kind", "Notice": "receipt", "Involvement": "role",
         "Order": "form", "Meeting": "kind", "Call": "state", "Step": "stage"}  # fmt: skip
_UNTELLING = frozenset({"other", "unknown"})
_OTHERS = {
    ("Remark", "regarding"): ("speaker", ""),
    ("Measure", "towards"): ("by", ""),
    ("Measure", "by"): ("", "towards"),
    ("Order", "givenBy"): ("", "givenTo"),
    ("Order", "givenTo"): ("givenBy", ""),
    ("Call", "addressee"): ("by", ""),
    ("Request", "addressee"): ("by", ""),
    ("Communication", "recipient"): ("sender", ""),
    ("Communication", "sender"): ("", "recipient"),
    ("Communication", "signedBy"): ("", "recipient"),
}
"""For a way of having a part, the property that says by whom it was, or else to whom."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing told, said, ordered or done: in which words, when, by whose account, and the claims behind it.

    `others`: who else had a part, such as who spoke of them, or to whom an order went.
    """

    key: str
    lane: str
    lane_word: str
    kind: str
    is_denial: bool
    text: SafeString
    when: str
    day: date | None
    href: str
    cited: SafeString
    mark: SafeString
    incident: SafeString | None
    others: SafeString


def lane_word(lane: str) -> str:
    """Return the name of a lane."""
    return {
        "told": pgettext("lane of a person's time", "Told, asked, met"),
        "said": pgettext("lane of a person's time", "Said"),
        "ordered": pgettext("lane of a person's time", "Ordered, planned"),
        "done": pgettext("lane of a person's time", "Did"),
        "undone": pgettext("lane of a person's time", "Nothing found done"),
        "had-part": pgettext("lane of a person's time", "A part in an incident"),
        "said-of": pgettext("lane of a person's time", "Said of them"),
        "done-to": pgettext("lane of a person's time", "Measures about them"),
        "power": pgettext("lane of a person's time", "In post"),
    }[lane]


def others_in(asks: Asked, entity: str, schema: str, name: str) -> SafeString:
    """Return who else had a part: by whom it was said or done, or to whom; empty when nobody is named."""
    by, to = _OTHERS.get((schema, name), ("", ""))
    people = asks.view.refs(entity, by or to) if by or to else ()
    if not people:
        return SafeString("")
    said = pgettext("who said or did it", "by %s") if by else pgettext("to whom it was said or done", "to %s")
    return format_html(said.replace("%s", "{}"), links_to(asks, people))


def first_day(when: Time) -> date | None:
    """Return the first day that a time speaks of, or the last where the first is open."""
    span = when.possible
    return (span.first or span.last) if span else None


def events_of(asks: Asked, entity: str, parts: Sequence[Part]) -> list[EventRow]:
    """Return the rows of what a person or body had a part in, in order of time; undated ones last."""
    found: dict[tuple[str, str], EventRow] = {}
    for part in parts:
        for row in event_rows(asks, asks.view.pointing_at(entity, part.schema, part.property), (part,)):
            found.setdefault((row.key, row.lane), row)
    return sorted(found.values(), key=_in_time)


def event_rows(asks: Asked, events: Iterable[str], parts: Sequence[Part]) -> list[EventRow]:
    """Return the rows of some events in the order of time, each as the part in it that its type gives."""
    part_of = {part.schema: part for part in parts}
    rows = (_row(asks, event, part_of[asks.view.schema_of(event)]) for event in events)
    return sorted((row for row in rows if row), key=_in_time)


def _in_time(row: EventRow) -> tuple[bool, date, str]:
    return row.day is None, row.day or date.max, row.key


def telling(asks: Asked, schema: str, claims: Sequence[ReadableClaim]) -> tuple[ReadableClaim, SafeString] | None:
    """Return the first of some claims that tells in words what happened, and those words; None if none does."""
    return next(_tellings(asks, schema, claims), None)


def _tellings(
    asks: Asked, schema: str, claims: Sequence[ReadableClaim]
) -> Iterator[tuple[ReadableClaim, SafeString]]:
    for claim in claims:
        told = next((text for name in _TEXTS.get(schema, ("gist",)) if (text := text_of(asks, claim, name))), None)
        if told:
            yield claim, told


def kind_words(asks: Asked, entity: str, schema: str) -> str:
    """Return what kind of thing an event is: its type, and the kind that its sources give it."""
    codes = asks.view.texts(entity, _KIND[schema]) if schema in _KIND else ()
    kind = ", ".join(choice_word(asks, schema, _KIND[schema], code) for code in codes if code not in _UNTELLING)
    label = asks.view.ontology.get(schema).label(asks.language)
    return f"{label}: {kind[:1].lower()}{kind[1:]}" if kind else label


def _row(asks: Asked, entity: str, part: Part) -> EventRow | None:
    view = asks.view
    claims = [claim for claim in view.claims_about(entity) if claim.is_counted]
    if not claims:
        return None
    claim, text = telling(asks, part.schema, claims) or (claims[0], SafeString(""))
    codes = view.texts(entity, _KIND[part.schema]) if part.schema in _KIND else ()
    lane = "undone" if part == Part("Measure", "by", "done") and "none" in codes else part.lane
    denials = (one.id for one in view.claims_about(entity) if one.stance == "denies")
    incident = view.ref(entity, "incident")
    return EventRow(
        f"{lane}-{entity}".replace(":", "-").replace(".", "-"),
        lane,
        lane_word(lane),
        kind_words(asks, entity, part.schema),
        part.schema == "Remark" and "denial" in codes,
        text or SafeString(view.ontology.get(part.schema).label(asks.language)),
        time_words(claim.time) or gettext("undated"),
        first_day(claim.time),
        entity_address(asks, entity),
        cited_at(asks, claim),
        mark_of(asks, entity, (one.id for one in claims), denials),
        link_to(asks, incident) if incident else None,
        others_in(asks, entity, part.schema, part.property),
    )
