"""Stated numbers as rows: the number as it was given, who gave it, who is counted, as of when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.casualties.scopes import WHOLE
from answerable.casualties.tolls import StatedCount
from answerable.web.asking import Asked
from answerable.web.pages.citations import cited_at, link_to, text_of
from answerable.web.pages.shown_values import NOTHING
from answerable.web.pages.words import blur_words, region_word
from answerable.web.templatetags.answerable import entity_address, locale_of, name_of, support_mark


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of a count."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """One number as stated."""

    name: str
    href: str
    number: str
    speaker: SafeString
    speaker_name: str
    definition: SafeString
    scope: SafeString
    as_of: str
    day: date | None
    parts: tuple[PartRow, ...]
    parts_sum: str
    parts_disagree: bool
    where: SafeString
    support: SafeString
    what: str


def plain_number(asked: Asked, number: int) -> str:
    """Return a number with the signs that group its digits in the reader's language."""
    return str(format_decimal(number, locale=locale_of(asked.language)))


def number_words(asked: Asked, count: StatedCount) -> str:
    """Return a count as it was given: a number, a bound, a range, or words."""
    if count.value is not None:
        return plain_number(asked, count.value)
    if count.at_least is not None and count.at_most is not None:
        return f"{plain_number(asked, count.at_least)}–{plain_number(asked, count.at_most)}"
    words = str(text_of(asked, asked.view.claim(count.claims[0]), "words"))
    if words:
        return words
    if count.at_least is not None:
        return gettext("at least %(n)s") % {"n": plain_number(asked, count.at_least)}
    return gettext("at most %(n)s") % {"n": plain_number(asked, count.at_most or 0)}


def speaker_name(asked: Asked, speaker: str, source: str) -> str:
    """Return who gives a count: the speaker, or else the publisher of the source that gives it."""
    if speaker:
        return name_of(asked, speaker)
    card = asked.view.source(source)
    if card.is_withheld:
        return card.attribution or gettext("a source that is withheld")
    return card.publisher or card.title


def count_row(asked: Asked, count: StatedCount) -> CountRow:
    """Return a stated number as a row."""
    view = asked.view
    claims = tuple(view.claim(each) for each in count.claims)
    name = speaker_name(asked, count.speaker, count.source)
    definition = text_of(asked, claims[0], "definition")
    return CountRow(
        name_of(asked, count.tally),
        entity_address(asked, count.tally),
        number_words(asked, count),
        link_to(asked, count.speaker) if count.speaker else format_html("{}", name),
        name,
        definition or format_html("{}", view.text(count.tally, "definition", asked.language)),
        _scope(asked, count.scope),
        blur_words(count.as_of) if count.as_of else "",
        count.day,
        tuple(
            PartRow(part.label, "" if part.number is None else plain_number(asked, part.number))
            for part in count.parts
        ),
        "" if count.parts_sum is None else plain_number(asked, count.parts_sum),
        count.parts_disagree,
        cited_at(asked, claims[0]),
        support_mark(asked, count.tally, "", claims, view.values(count.tally, "value")),
        view.ontology.property("Tally", "what").choice_label(count.what, asked.language),
    )


def _scope(asked: Asked, scope: str) -> SafeString:
    if scope == WHOLE:
        return NOTHING
    if asked.view.has(scope):
        return link_to(asked, scope)
    return format_html("{}", region_word(asked.view.dossier.country, scope))


def count_rows(asked: Asked, counts: Iterable[StatedCount]) -> tuple[CountRow, ...]:
    """Return stated numbers as rows."""
    return tuple(count_row(asked, count) for count in counts)
