"""The table beside the picture of a person's time: a row for each thing on record, with its source and denials."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from answerable.conduct.accounts import account_of
from answerable.conduct.answers import Account, IncidentUnder, Item, Lane, Placed, When
from answerable.conduct.parts import LEFT_OUT
from answerable.conduct.placing import placement
from answerable.kernel.times import Blur
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.citations import cited_at, link_to, text_of
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_events import kind_words, lane_word, others_in, telling
from answerable.web.pages.words import blur_words, hour_words, interval_words
from answerable.web.templatetags.answerable import entity_address, name_of, support_mark

MOST_MAIN = 4
"""So many incidents have their names over the picture and their place in every row."""
_LANES = {"towards": "done-to", "actor": "had-part"}
"""What is said in place of the lane's name where others did it to a person, or a source gives them a part."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing on record of a person: its number in the picture, when, in which lane, what, by whose account.

    `own_kind`: the kind without the type, such as 'Denial'. `place`: how it stands to each main incident.
    `denials`: who denies it, and the numbers of the person's own answers about the same incident. `plain`: the
    words without marks, for the picture.
    """

    number: int
    key: str
    lane: Lane
    lane_word: str
    day: str
    kind: str
    own_kind: str
    is_answer: bool
    text: SafeString
    plain: str
    notes: SafeString
    href: str
    place: SafeString
    cited: SafeString
    denials: SafeString
    item: Item


def told_items(account: Account) -> tuple[Item, ...]:
    """Return the items that the table numbers: all but the posts held, which have a table of their own."""
    return tuple(item for item in account.items if item.schema != "Appointment")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person denies or answers: parts of which entities, and by incident the numbers of their rows."""

    parts: frozenset[tuple[str, str]]
    numbers: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, account: Account) -> "Answers":
        """Return the answers of an account, numbered as the table numbers its rows."""
        parts = frozenset((item.entity, item.part) for item in account.replies)
        numbers: dict[str, tuple[int, ...]] = {}
        for number, item in enumerate(told_items(account), 1):
            if (item.entity, item.part) in parts:
                for incident in item.incidents:
                    numbers[incident] = (*numbers.get(incident, ()), number)
        return cls(parts, numbers)


@kept_with_view
def kept_account(view: View, person: str) -> Account:
    """Return the account of one person, worked out once for a view."""
    return account_of(view, person)


@kept_with_view
def kept_answers(view: View, person: str) -> Answers:
    """Return what a person denies or answers, worked out once for a view."""
    return Answers.of(kept_account(view, person))


@kept_with_view
def kept_numbers(view: View, person: str) -> Mapping[tuple[str, str], int]:
    """Return the number of each thing on record of a person, by its entity and part."""
    items = told_items(kept_account(view, person))
    return {(item.entity, item.part): number for number, item in enumerate(items, 1)}


@kept_with_view
def main_incidents(view: View, person: str) -> tuple[IncidentUnder, ...]:
    """Return the incidents that everything is placed against: those with most deaths, in order of time.

    An incident that others are part of is not one: everything would lie during it.
    """
    incidents = kept_account(view, person).incidents
    single = [one for one in incidents if one.when.is_dated and not view.pointing_at(one.incident, "", "partOf")]
    gravest = sorted(single, key=lambda one: (-one.killed, one.when.first or date.max, one.incident))[:MOST_MAIN]
    return tuple(sorted(gravest, key=lambda one: (one.when.first or date.max, one.incident)))


def when_words(when: When) -> str:
    """Return the days of something in words, with the hours where sources give them."""
    if when.first is None and when.last is None:
        return pgettext("of a thing without a date", "undated")
    inner = when.inner
    if when.is_certain and when.first and when.last and when.first != when.last:
        said = interval_words(when.first, when.last)
    elif inner and inner.first and inner.last:
        ends = {
            "first": blur_words(Blur(when.first, inner.first)),
            "last": blur_words(Blur(inner.last, when.last)),
        }
        said = gettext("%(first)s to %(last)s") % ends
    else:
        said = blur_words(Blur(when.first, when.last))
    clocks = [hour_words(clock) for clock in (when.first_clock, when.last_clock) if clock is not None]
    return f"{said}, {'–'.join(dict.fromkeys(clocks))}" if clocks else said


def day_key(when: When) -> date | None:
    """Return the first day on which something may have been."""
    return when.first or when.last


def place_word(how: Placed, days: int | None) -> str:
    """Return in words how something stands to an incident in time."""
    if how in ("before", "after") and days:
        said = (
            ngettext("%(n)s day before", "%(n)s days before", days)
            if how == "before"
            else ngettext("%(n)s day after", "%(n)s days after", days)
        )
        return said % {"n": days}
    return {
        "before": pgettext("how a thing stands to an incident in time", "before"),
        "during": pgettext("how a thing stands to an incident in time", "during"),
        "after": pgettext("how a thing stands to an incident in time", "after"),
        "unclear": pgettext("how a thing stands to an incident in time", "unclear whether before or after"),
        "undated": pgettext("how a thing stands to an incident in time", "undated"),
    }[how]


def short_names(asks: Asked, incidents: Sequence[IncidentUnder]) -> list[str]:
    """Return what to call some incidents in little room: by their places, where these tell them apart."""
    places = [asks.view.text(one.incident, "place", asks.language) for one in incidents]
    return [
        place if place and places.count(place) == 1 else name_of(asks, one.incident)
        for one, place in zip(incidents, places, strict=True)
    ]


def placed_among(when: When, incidents: Sequence[IncidentUnder], names: Sequence[str]) -> SafeString:
    """Return how something stands to each of some incidents, a line for each way."""
    if not incidents:
        return SafeString("")
    said: dict[str, list[str]] = {}
    for one, name in zip(incidents, names, strict=True):
        at = placement(when, one.when)
        said.setdefault(place_word(at.placed, at.days), []).append(name)
    return format_html_join("", "<span>{} <b>{}</b></span>", ((word, ", ".join(of)) for word, of in said.items()))


def cited_in(asks: Asked, entity: str, claims: Sequence[str]) -> SafeString:
    """Return who says it and where, with the mark that opens every claim behind it."""
    if not claims:
        return SafeString("")
    found = tuple(asks.view.claim(name) for name in claims)
    return format_html("{} {}", cited_at(asks, found[0]), support_mark(asks, entity, "", found))


def denials_in(asks: Asked, denials: Iterable[str]) -> SafeString:
    """Return who denies it and where."""
    return format_html_join(
        "; ",
        '<span class="standing denied">{}</span> {}',
        ((gettext("denied"), cited_at(asks, asks.view.claim(name))) for name in denials),
    )


def item_rows(
    asks: Asked,
    items: Sequence[Item],
    first: int,
    main: Sequence[IncidentUnder],
    answers: Answers,
) -> list[ItemRow]:
    """Return the rows of some items in the order given; the first has the number `first`."""
    names = short_names(asks, main)
    return [
        _row(asks, item, number, placed_among(item.when, main, names), answers)
        for number, item in enumerate(items, first)
    ]


def item_key(item: Item) -> str:
    """Return the id of an item's row in the page."""
    return f"{item.lane}-{item.entity}-{item.part}".replace(":", "-").replace(".", "-")


def _row(asks: Asked, item: Item, number: int, place: SafeString, answers: Answers) -> ItemRow:
    kind = kind_words(asks, item.entity, item.schema)
    words = _words(asks, item)
    own = (item.entity, item.part) in answers.parts
    return ItemRow(
        number, item_key(item), item.lane, lane_word(_LANES.get(item.part, item.lane)), when_words(item.when),
        kind, _own_kind(kind), own, words or format_html("{}", kind), _plain(asks, item) or kind,
        notes_of(asks, item), entity_address(asks, item.entity), place,
        cited_in(asks, item.entity, item.claims),
        format_html("{}{}", denials_in(asks, item.denials), SafeString("") if own else _answers(item, answers)),
        item,
    )  # fmt: skip


def _own_kind(kind: str) -> str:
    own = kind.partition(": ")[2] or kind
    return own[:1].upper() + own[1:]


def _words(asks: Asked, item: Item) -> SafeString:
    """Return what a source says of an item in words; of something left out, what that was."""
    claims = [asks.view.claim(name) for name in item.claims]
    if item.part == LEFT_OUT:
        left = next((text for claim in claims if (text := text_of(asks, claim, LEFT_OUT))), SafeString(""))
        return format_html("{} {}", gettext("Left out, by this account:"), left) if left else left
    told = telling(asks, item.schema, claims)
    return told[1] if told else SafeString("")


def _plain(asks: Asked, item: Item) -> str:
    names = {"Notice": "fact", "Call": "demand", "Request": "asked", "Deployment": "task"}
    name = LEFT_OUT if item.part == LEFT_OUT else names.get(item.schema, "gist")
    return asks.view.text(item.entity, name, asks.language)


def _answers(item: Item, answers: Answers) -> SafeString:
    """Return the numbers of the person's own answers about the incidents of an item."""
    numbers = sorted({number for incident in item.incidents for number in answers.numbers.get(incident, ())})
    if not numbers:
        return SafeString("")
    said = gettext("Their answers on this incident: rows %(rows)s") % {"rows": ", ".join(map(str, numbers))}
    return format_html('<a href="#answers">{}</a>', said)


def notes_of(asks: Asked, item: Item) -> SafeString:
    """Return what else is known of an item: who else had a part, what was left out, the incidents, the oath."""
    parts: list[SafeString] = []
    others = others_in(asks, item.entity, item.schema, item.part)
    if others:
        parts.append(others)
    if item.via:
        parts.append(format_html("{} {}", gettext("names"), link_to(asks, item.via)))
    if item.is_under_oath:
        parts.append(format_html("{}", gettext("under oath")))
    if item.is_left_out and item.part != LEFT_OUT:
        parts.append(format_html("{}", gettext("something was left out, by this account")))
    parts += [link_to(asks, one) for one in item.incidents[:3]]
    if item.is_inferred:
        parts.append(format_html('<span class="standing inferred">{}</span>', gettext("inferred")))
    return format_html_join(" · ", "{}", ((part,) for part in parts))
