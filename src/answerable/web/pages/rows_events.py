"""What a person or body was told, said, ordered and did, and what is said of them: a row each, with its source."""

from collections.abc import Iterator, Sequence
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
    """One way of having a part in something: the type, the property that names the person, the lane, the texts."""

    schema: str
    property: str
    lane: str
    texts: tuple[str, ...]


OWN = (
    Part("Notice", "person", "told", ("fact", "channel")),
    Part("Meeting", "participant", "told", ("gist", "raised", "name")),
    Part("Communication", "recipient", "told", ("gist",)),
    Part("Order", "givenTo", "told", ("gist",)),
    Part("Call", "addressee", "told", ("demand",)),
    Part("Request", "addressee", "told", ("asked",)),
    Part("Remark", "speaker", "said", ("gist",)),
    Part("Communication", "sender", "said", ("gist",)),
    Part("Communication", "signedBy", "said", ("gist",)),
    Part("Reply", "person", "said", ("gist",)),
    Part("Order", "givenBy", "ordered", ("gist",)),
    Part("Plan", "signedBy", "ordered", ("gist", "forceRules", "title")),
    Part("Plan", "issuedBy", "ordered", ("gist", "forceRules", "title")),
    Part("Deployment", "onOrderOf", "ordered", ("task",)),
    Part("Measure", "by", "done", ("gist",)),
)
"""What came from a person, or before them."""
OF_THEM = (
    Part("Involvement", "actor", "had-part", ("gist",)),
    Part("Deployment", "actor", "had-part", ("task",)),
    Part("Remark", "regarding", "said-of", ("gist",)),
    Part("Measure", "towards", "done-to", ("gist",)),
)
"""What others say of a person, or did about them."""
LANES = ("told", "said", "ordered", "done", "undone")
_KIND = {"Remark": "kind", "Communication": "kind", "Measure": "kind", "Notice": "receipt", "Involvement": "role",
         "Order": "form", "Meeting": "kind", "Call": "state"}  # fmt: skip


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

    `plain` is the text without marks, for a picture; `day` its first day, None when no source dates it. `others`:
    who else had a part, such as who spoke of them, or to whom an order went.
    """

    key: str
    lane: str
    lane_word: str
    kind: str
    is_denial: bool
    text: SafeString
    plain: str
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


def _others(asks: Asked, entity: str, part: Part) -> SafeString:
    """Return who else had a part: by whom it was said or done, or to whom; empty when nobody is named."""
    by, to = _OTHERS.get((part.schema, part.property), ("", ""))
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
        for other in asks.view.pointing_at(entity, part.schema, part.property):
            row = _row(asks, other, part)
            if row:
                found.setdefault((other, row.lane), row)
    return sorted(found.values(), key=lambda row: (row.day is None, row.day or date.max, row.key))


def _telling(asks: Asked, entity: str, texts: tuple[str, ...]) -> Iterator[tuple[ReadableClaim, SafeString]]:
    """Yield the counted claims that tell something in words, best first."""
    for claim in asks.view.claims_about(entity):
        if claim.is_counted:
            told = next((text for name in texts if (text := text_of(asks, claim, name))), None)
            if told:
                yield claim, told


def _row(asks: Asked, entity: str, part: Part) -> EventRow | None:
    view = asks.view
    claims = [claim for claim in view.claims_about(entity) if claim.is_counted]
    if not claims:
        return None
    claim, text = next(_telling(asks, entity, part.texts), (claims[0], SafeString("")))
    codes = view.texts(entity, _KIND[part.schema]) if part.schema in _KIND else ()
    lane = "undone" if part == Part("Measure", "by", "done", ("gist",)) and "none" in codes else part.lane
    kind = ", ".join(choice_word(asks, part.schema, _KIND[part.schema], code) for code in codes if code != "other")
    label = view.ontology.get(part.schema).label(asks.language)
    denials = (one.id for one in view.claims_about(entity) if one.stance == "denies")
    incident = view.ref(entity, "incident")
    plain = view.text(entity, part.texts[0], asks.language)
    return EventRow(
        f"{lane}-{entity}".replace(":", "-").replace(".", "-"),
        lane,
        lane_word(lane),
        f"{label}: {kind[:1].lower()}{kind[1:]}" if kind else label,
        part.schema == "Remark" and "denial" in codes,
        text or SafeString(label),
        plain or label,
        time_words(claim.time) or gettext("undated"),
        first_day(claim.time),
        entity_address(asks, entity),
        cited_at(asks, claim),
        mark_of(asks, entity, (one.id for one in claims), denials),
        link_to(asks, incident) if incident else None,
        _others(asks, entity, part),
    )
