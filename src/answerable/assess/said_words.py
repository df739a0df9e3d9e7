"""Finds claims by the words they use, where no code of the ontology says what a question asks.

A word found is a reason to read the claim and no more: 'no riot gear' and 'riot gear' both hold the words. Texts
are read in every language that a claim gives, without regard to capitals, accents and marks.
"""

import re
from collections.abc import Mapping
from functools import cache

from answerable.kernel.texts import fold
from answerable.ontology.schema import LANGUAGE_MARK
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

Asked = Mapping[str, tuple[str, ...]]
"""Beginnings of words, or of several words in a row, by the property in whose text they are looked for."""
_NOT_WORD = re.compile(r"[^\w]+|_+")


def plain(text: str) -> str:
    """Return a text as words in small letters with single spaces around each."""
    return f" {_NOT_WORD.sub(' ', fold(text)).strip()} "


NOTHING: Asked = {}


def claims_saying(view: View, entity: str, asked: Asked, unless: Asked = NOTHING) -> list[ReadableClaim]:
    """Return the counted claims about a thing that use the words asked for, best first; see `says`."""
    return [claim for claim in view.claims_about(entity) if claim.is_counted and says(view, claim, asked, unless)]


def says(view: View, claim: ReadableClaim, asked: Asked, unless: Asked = NOTHING) -> bool:
    """Say whether a claim uses a word asked for, in its property or a translation, and none that rules it out."""
    texts = _plain_texts(view, claim)
    return _uses(texts, asked) and not _uses(texts, unless)


def _uses(texts: Mapping[str, str], words: Asked) -> bool:
    return any(_start(start) in texts[name] for name, starts in words.items() if name in texts for start in starts)


@cache
def _start(words: str) -> str:
    """Return the beginning of a word as it stands in a plain text; the frameworks name a few hundred."""
    return plain(words)[:-1]


def _plain_texts(view: View, claim: ReadableClaim) -> Mapping[str, str]:
    """Return each property of a claim in plain words, its translations joined to it; kept with the view."""
    kept: dict[str, Mapping[str, str]] = vars(view).setdefault("_plain_texts", {})
    found = kept.get(claim.id)
    if found is None:
        texts: dict[str, str] = {}
        for name, values in claim.properties.items():
            own = name.partition(LANGUAGE_MARK)[0]
            texts[own] = texts.get(own, "") + "|".join(map(plain, values)) + "|"
        found = kept[claim.id] = texts
    return found
