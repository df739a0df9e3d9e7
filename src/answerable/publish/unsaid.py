"""What one view holds and a narrower one may not: names of people, and what would tell of a protected source.

A text that people typed may carry such a name with the best of intentions. Before it leaves the house, it is
compared with everything that the wider view could let out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from answerable.kernel.texts import fold
from answerable.record.view import View

_WORDS = re.compile(r"[^\W_]+")
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "da", "dos", "van", "von", "al", "el"})
LONG_WORD = 5
LONG_RUN = 4


def words_of(text: str) -> list[str]:
    """Return the words of a text, in small letters and without accents."""
    return _WORDS.findall(fold(text))


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    length = min(length, len(words))
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)} if length else set()


def _name_runs(name: str) -> set[tuple[str, ...]]:
    """Return what gives a name away: two of its words in a row, or its only word where that is long."""
    words = [word for word in words_of(name) if word not in _PARTICLES]
    if len(words) == 1:
        return {(words[0],)} if len(words[0]) >= LONG_WORD else set()
    return _runs(words, 2)


def _proper_runs(text: str) -> set[tuple[str, ...]]:
    """Return two words in a row that are both written with a capital, as names are."""
    words = _WORDS.findall(text)
    return {(fold(one), fold(other)) for one, other in pairwise(words) if one[0].isupper() and other[0].isupper()}


@dataclass(frozen=True)
class Secrets:
    """What `wide` holds and `narrow` does not, as runs of words. Build one with `secrets_between`."""

    wide: View
    narrow: View

    @cached_property
    def names(self) -> frozenset[tuple[str, ...]]:
        """Runs of words that name somebody whom the narrow view does not name."""
        public = set(_person_names(self.narrow))
        known = {run for name in public for run in _name_runs(name)}
        return frozenset(
            run for name in _person_names(self.wide) if name not in public for run in _name_runs(name)
        ) - frozenset(known)

    @cached_property
    def traces(self) -> frozenset[tuple[str, ...]]:
        """Runs of words out of the titles, publishers and addresses of sources that the narrow view withholds."""
        shown = {card.key for card in self.narrow.sources() if not card.is_withheld}
        hidden = [card for card in self.wide.sources() if not card.is_withheld and card.key not in shown]
        told = [text for card in hidden for text in (card.title, card.publisher, card.url) if text]
        found = {run for text in told for run in _runs(words_of(text), LONG_RUN) | _proper_runs(text)}
        short = {run for run in found if len(run) == 1 and len(run[0]) < LONG_WORD}
        return frozenset(found - short) - self._said_in_public

    @cached_property
    def _said_in_public(self) -> frozenset[tuple[str, ...]]:
        """Runs that the narrow view prints itself: attributions, titles and publishers of its sources."""
        cards = self.narrow.sources()
        texts = [text for card in cards for text in (card.title, card.publisher, card.attribution, card.url)]
        sizes = range(1, LONG_RUN + 1)
        return frozenset(run for text in texts for size in sizes for run in _runs(words_of(text), size))

    def let_out_by(self, text: str) -> tuple[str, ...]:
        """Return what kinds of secret a text lets out: 'person', 'source', both or none. It never says which."""
        words = words_of(text)
        bare = [word for word in words if word not in _PARTICLES]
        runs = {run for size in (1, 2) for run in _runs(bare, size)}
        longer = {run for size in range(1, LONG_RUN + 1) for run in _runs(words, size)}
        found = (("person", runs & self.names), ("source", longer & self.traces))
        return tuple(kind for kind, hits in found if hits)


def _person_names(view: View) -> Iterable[str]:
    """Every name that the view's claims give a person, whether it counts or not."""
    kinds = {name for name in view.columns.schemata if view.ontology.is_a(name, "Person")}
    for row, code in enumerate(view.columns.schema.tolist()):
        if view.columns.schemata[code] in kinds:
            claim = view.claim_at(row)
            yield from claim.properties.get("name", ())
            yield from claim.properties.get("alias", ())


def secrets_between(wide: View, narrow: View) -> Secrets:
    """Return what `wide` holds and `narrow` does not; worked out once for the two."""
    kept: dict[str, Any] = vars(wide).setdefault("_secrets", {})
    found = kept.get(str(id(narrow)))
    if not isinstance(found, Secrets) or found.narrow is not narrow:
        found = kept[str(id(narrow))] = Secrets(wide, narrow)
    return found
