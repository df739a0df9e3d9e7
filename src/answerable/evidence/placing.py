"""Which source of a dossier a file is. The hash that the record has of a source decides; else its words must.

Pure: over a view, so that nobody is told of a source that they may not know.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from answerable.evidence.paragraphs import Paragraph
from answerable.evidence.quotes import find_quote
from answerable.kernel.texts import fold
from answerable.kernel.times import parse_blur
from answerable.record.claims import ReadableSource
from answerable.record.locators import parse_locator
from answerable.record.view import View

ENOUGH = 5.0
CLEAR_LEAD = 2.0
"""A source is recognised by words from this score on, and only so far ahead of the next: ours, see the tests."""

_OPENING_PARAGRAPHS = 8
_OPENING_LETTERS = 3000
_MOST_QUOTES = 40
_WORD = re.compile(r"[^\W_]{4,}")
_MONTHS = (
    ("january", "enero"), ("february", "febrero"), ("march", "marzo"), ("april", "abril"), ("may", "mayo"),
    ("june", "junio"), ("july", "julio"), ("august", "agosto"), ("september", "septiembre"),
    ("october", "octubre"), ("november", "noviembre"), ("december", "diciembre"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recognised:
    """The source that a file is, and by what: 'hash' or 'words'."""

    source: str
    by: str


@dataclass(frozen=True, slots=True)
class _Opening:
    """How a text begins, folded."""

    text: str
    words: frozenset[str]


def which_source(view: View, sha256: str, paragraphs: Sequence[Paragraph]) -> Recognised | None:
    """Return the source that a file is, or None when no source, or more than one, fits.

    A source whose hash the record has is recognised by that alone: other bytes are not it. Among the rest, the
    quotes of claims that stand at their paragraphs count most, then the title, the address and the date.
    """
    candidates = [card for card in view.sources() if not card.is_withheld and not card.is_analysis]
    by_hash = [card.key for card in candidates if card.sha256 == sha256]
    if by_hash:
        return Recognised(by_hash[0], "hash") if len(by_hash) == 1 else None
    candidates = [card for card in candidates if not card.sha256]
    if not paragraphs or not candidates:
        return None
    opening = _opening(paragraphs)
    rare = _rarity(candidates)
    scores = sorted(
        (
            (_words_score(card, opening, rare) + _quotes_score(view, card.key, paragraphs), card.key)
            for card in candidates
        ),
        reverse=True,
    )
    best, key = scores[0]
    second = scores[1][0] if len(scores) > 1 else 0.0
    return Recognised(key, "words") if best >= ENOUGH and best - second >= CLEAR_LEAD else None


def _opening(paragraphs: Sequence[Paragraph]) -> _Opening:
    text = fold(" ".join(each.text for each in paragraphs[:_OPENING_PARAGRAPHS])[:_OPENING_LETTERS])
    return _Opening(text, frozenset(_WORD.findall(text)))


def _rarity(cards: Iterable[ReadableSource]) -> dict[str, float]:
    """Return how much each word of a title tells: 1 when one source has it, 1/n when n have."""
    counts: dict[str, int] = {}
    for card in cards:
        for word in set(_WORD.findall(fold(card.title))):
            counts[word] = counts.get(word, 0) + 1
    return {word: 1 / count for word, count in counts.items()}


def _words_score(card: ReadableSource, opening: _Opening, rare: dict[str, float]) -> float:
    title = fold(card.title)
    words = set(_WORD.findall(title))
    weight = sum(rare[word] for word in words)
    share = sum(rare[word] for word in words & opening.words) / weight if weight else 0.0
    return (
        (3.0 if len(words) > 2 and title in opening.text else 0.0)
        + 4.0 * max(0.0, 2 * share - 1)
        + (2.0 if _names_day(card.published, opening.text) else 0.0)
        + (1.0 if card.publisher and fold(card.publisher) in opening.text else 0.0)
    )


def _names_day(published: str, text: str) -> bool:
    day = _day_of(published)
    if day is None:
        return False
    english, spanish = _MONTHS[day.month - 1]
    written = (
        day.isoformat(),
        f"{day.day} {english} {day.year}",
        f"{english} {day.day}, {day.year}",
        f"{day.day} de {spanish} de {day.year}",
        f"{day.day} de {spanish} del {day.year}",
    )
    return any(re.search(rf"(?<!\d){re.escape(form)}(?!\d)", text) for form in written)


def _day_of(published: str) -> date | None:
    if not published:
        return None
    blur = parse_blur(published)
    return blur.earliest if blur.earliest == blur.latest else None


def _quotes_score(view: View, source: str, paragraphs: Sequence[Paragraph]) -> float:
    """Score what a source's claims cite: 3 for each quote at its paragraph, less 1 for each that is not there.

    Less 6 when a claim cites a paragraph beyond the text's last: the source is longer than this file.
    """
    quotes, last = set(), 0
    for claim in view.claims_from(source):
        locator = parse_locator(claim.locator)
        if locator and locator.paragraph:
            last = max(last, locator.paragraph)
            if locator.quote:
                quotes.add((locator.paragraph, locator.quote))
    found = [
        number <= len(paragraphs) and find_quote(quote, paragraphs[number - 1].text) is not None
        for number, quote in sorted(quotes)[:_MOST_QUOTES]
    ]
    beyond = 6.0 if last > len(paragraphs) else 0.0
    return min(12.0, 3.0 * sum(found)) - 1.0 * (len(found) - sum(found)) - beyond
