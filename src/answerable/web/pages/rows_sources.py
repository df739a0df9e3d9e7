"""Sources as rows, and what rests on one of them alone."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from django.utils.translation import gettext

from answerable.kernel.times import parse_blur
from answerable.record.claims import ReadableSource
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.words import date_text_words, kind_word, reliability_word
from answerable.web.templatetags.answerable import address_of, locale_of


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source. A withheld one shows nothing but its attribution."""

    key: str
    title: str
    href: str
    is_withheld: bool
    kind: str
    kind_code: str
    publisher: str
    published: str
    published_order: int
    language: str
    reliability: str
    reliability_word: str
    derives_from: int
    claims: int


@kept_with_view
def claims_per_source(view: View) -> Counter[str]:
    """Return how many claims of the view cite each source."""
    codes = Counter(view.columns.source.tolist())
    return Counter({view.columns.sources[code]: count for code, count in codes.items()})


def source_row(asked: Asked, source: ReadableSource) -> SourceRow:
    """Return a source as a row."""
    return SourceRow(
        source.key,
        title_of(source),
        address_of(asked, "source", source.key),
        source.is_withheld,
        kind_word(source.kind),
        source.kind,
        source.publisher,
        date_text_words(source.published or source.created),
        _order(source.published or source.created),
        language_word(asked, source.language),
        source.reliability,
        reliability_word(source.reliability),
        len(source.derives_from),
        claims_per_source(asked.view)[source.key],
    )


def title_of(source: ReadableSource) -> str:
    """Return a source's title; its attribution where it is withheld."""
    if source.is_withheld:
        return source.attribution or gettext("A source that is withheld")
    return source.title


def language_word(asked: Asked, code: str) -> str:
    """Return the name of a language in the reader's language; the code where it has none."""
    if not code:
        return ""
    return _language_in(code, locale_of(asked.language))


@lru_cache(maxsize=256)
def _language_in(code: str, locale: str) -> str:
    return str(Locale.parse(locale).languages.get(code, code))


def _order(text: str) -> int:
    latest = parse_blur(text).latest if text else None
    return latest.toordinal() if latest else 0


# what rests on one source alone


@dataclass(frozen=True, slots=True)
class Alone:
    """What nothing else in the view says: entities known from the source alone, and how many other values."""

    entities: tuple[str, ...]
    values: int


def sources_with(view: View, key: str) -> frozenset[str]:
    """Return a source and all that derive from it, at any remove: they say one thing once."""
    found = {key}
    while True:
        more = {card.key for card in view.sources() if found & set(card.derives_from)} - found
        if not more:
            return frozenset(found)
        found |= more


@kept_with_view
def resting_alone(view: View, key: str) -> Alone:
    """Return what rests on a source, and on those that derive from it, alone."""
    same = sources_with(view, key)
    touched = dict.fromkeys(view.canonical(claim.about) for each in same for claim in view.claims_from(each))
    entities, values = [], 0
    for entity in touched:
        claims = view.claims_about(entity)
        if all(claim.source in same for claim in claims):
            entities.append(entity)
            continue
        by_name: dict[str, bool] = {}
        for claim in claims:
            for name in claim.properties:
                by_name[name] = by_name.get(name, True) and claim.source in same
        values += sum(by_name.values())
    return Alone(tuple(sorted(entities)), values)
