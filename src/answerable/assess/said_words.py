"""Finds claims by the words they use, where no code of the ontology says what a question asks.

A word found is a reason to read the claim and no more: 'no riot gear' and 'riot gear' both hold the words. Texts
are read in every language that a claim gives, without regard to capitals, accents and marks.
"""

import re
from collections.abc import Mapping

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


def claims_saying(view: View, entity: str, asked: Asked) -> list[ReadableClaim]:
    """Return the counted claims about a thing that use one of the words in one of the properties, best first."""
    return [claim for claim in view.claims_about(entity) if claim.is_counted and says(view, claim, asked)]


def says(view: View, claim: ReadableClaim, asked: Asked) -> bool:
    """Say whether a claim uses, in one of the properties or a translation of it, one of the words asked for."""
    texts = _plain_texts(view, claim)
    return any(
        f" {plain(start).strip()}" in texts[name] for name in asked if name in texts for start in asked[name]
    )


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
