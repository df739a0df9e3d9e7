"""Where words stand in a text, found as a reader would: whatever their case, accents or quotation marks."""

import re
import unicodedata
from collections.abc import Iterable

from answerable.kernel.texts import fold

_PLAIN = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u02bc": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
}  # fmt: skip
_UNSEEN = frozenset("\u00ad\u200b\u200e\u200f\u2060\ufeff")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")

_AS_PLAIN = str.maketrans(_PLAIN | dict.fromkeys(_UNSEEN))

Span = tuple[int, int]


def fold_plain(text: str) -> str:
    """Return `text` folded for searching, with plain quotation marks and hyphens, so that O’Neil meets O'Neil."""
    return fold(text.translate(_AS_PLAIN)).translate(_AS_PLAIN)


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return `text` as `fold_plain` gives it, and for each sign of that its offset in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign in _UNSEEN:
            continue
        for letter in unicodedata.normalize("NFKD", _PLAIN.get(sign, sign).casefold()):
            if unicodedata.combining(letter):
                continue
            plain = " " if letter.isspace() else _PLAIN.get(letter, letter)
            if plain == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(plain)
            places.append(place)
    if letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return "".join(letters), places


def find_quote(quote: str, text: str) -> Span | None:
    """Return where `quote` stands in `text` as (start, end), or None when it does not.

    The exact words come first; failing them, the same words in another case, without accents, with other
    quotation marks or broken over lines otherwise.
    """
    if not quote.strip():
        return None
    exact = text.find(quote)
    if exact >= 0:
        return exact, exact + len(quote)
    folded, places = folded_with_places(text)
    wanted = fold_plain(quote)
    at = folded.find(wanted) if wanted else -1
    return _span(places, at, at + len(wanted), text) if at >= 0 else None


def find_words(words: Iterable[str], text: str) -> tuple[Span, ...]:
    """Return where the folded `words` (or runs of words) stand in `text` as whole words, in order."""
    folded, places = folded_with_places(text)
    spans = {
        _span(places, match.start(), match.end(), text)
        for word in words
        if word
        for match in re.finditer(_whole_word(word), folded)
    }
    return tuple(sorted(spans))


def is_unspaced(text: str) -> bool:
    """Say whether a text has signs of a script that leaves no space between its words."""
    return any(unicodedata.name(sign, "").startswith(_UNSPACED) for sign in text if not sign.isascii())


def _whole_word(word: str) -> str:
    wanted = fold_plain(word.rstrip("*"))
    if not wanted:
        return r"(?!)"
    if is_unspaced(wanted):
        return re.escape(wanted)
    before = r"(?<![^\W_])" if wanted[0].isalnum() else ""
    after = r"(?![^\W_])" if wanted[-1].isalnum() and not word.endswith("*") else ""
    return before + re.escape(wanted) + after


def _span(places: list[int], first: int, after: int, text: str) -> Span:
    """Return the span in `text`, accents that follow its last letter included."""
    end = places[after - 1] + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return places[first], end
