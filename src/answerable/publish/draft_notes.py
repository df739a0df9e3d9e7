"""The notes of a rendered draft: one for each set of places in sources, numbered as they are first cited.

A source that a note before has named in full is named in short, with that note's number and its own place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from answerable.publish.amounts import WORDS
from answerable.publish.wording import date_text_words, locator_words, source_words, word
from answerable.record.view import View

MOST_SOURCES = 5
MOST_PLACES = 4
Places = tuple[tuple[str, tuple[str, ...]], ...]
"""Sources, each with the places in it, as locators."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a note is to say: where it stands, and how many records were counted if it is a count."""

    places: Places
    told: tuple[str, ...] = ()
    records: int = 0
    denied: Places = ()


@dataclass(slots=True)
class DraftNotes:
    """The notes of one text in one language, in the order of the text."""

    view: View
    language: str
    _numbers: dict[Cited, int] = field(default_factory=dict)
    _claims: dict[int, dict[str, None]] = field(default_factory=dict)

    def cited(self, claims: Iterable[str], denials: Iterable[str] = (), records: int = 0) -> Cited | None:
        """Return what a note on some claims says; None when the view holds none of them."""
        places = self._places(claims)
        return Cited(places, self._told(claims), records, self._places(denials)) if places else None

    def _told(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Return how claims name their source where the source itself is not to be named."""
        held = (self.view.claim(name) for name in claims if self.view.has_claim(name))
        return tuple(
            dict.fromkeys(
                each.attribution for each in held if each.attribution and self.view.source(each.source).is_withheld
            )
        )

    def _places(self, claims: Iterable[str]) -> Places:
        found: dict[str, dict[str, None]] = {}
        for name in dict.fromkeys(claims):
            if self.view.has_claim(name):
                claim = self.view.claim(name)
                found.setdefault(claim.source, {}).setdefault(claim.locator, None)
        return tuple((source, tuple(filter(None, places))) for source, places in found.items())

    def number(self, cited: Cited) -> int:
        """Return the number of a note, the next one if it is new."""
        return self._numbers.setdefault(cited, len(self._numbers) + 1)

    def mark(self, cited: Cited, claims: Iterable[str] = ()) -> SafeString:
        """Return the mark of a note, to stand behind what it is about; `claims` are those that say it."""
        number = self.number(cited)
        self._claims.setdefault(number, {}).update(dict.fromkeys(claims))
        return mark_safe(f'<a href="#n{number}" role="doc-noteref">{number}</a>')  # noqa: S308, numbers alone

    def claims_of(self, number: int) -> tuple[str, ...]:
        """Return the claims behind what has the mark of a note."""
        return tuple(self._claims.get(number, ()))

    def listed(self) -> tuple[tuple[int, SafeString], ...]:
        """Return each note with its words, escaped."""
        named: dict[str, int] = {}
        return tuple((number, self._words(cited, number, named)) for cited, number in self._numbers.items())

    def _words(self, cited: Cited, number: int, named: dict[str, int]) -> SafeString:
        said = word("counted", self.language, WORDS, count=cited.records) if cited.records else ""
        said += self._sources(cited.places, cited.told, number, named)
        if cited.denied:
            said += ". " + word("denied", self.language, WORDS) + self._sources(cited.denied, (), number, named)
        return escape(said if said.endswith((".", "”", "»")) else f"{said}.")

    def _sources(self, places: Places, told: Sequence[str], number: int, named: dict[str, int]) -> str:
        parts = [self._source(key, at, told, number, named) for key, at in places[:MOST_SOURCES]]
        left = len(places) - MOST_SOURCES
        if left > 0:
            parts.append(word("further-sources", self.language, WORDS, count=left))
        return "; ".join(parts)

    def _source(
        self, key: str, locators: Sequence[str], told: Sequence[str], number: int, named: dict[str, int]
    ) -> str:
        source = self.view.source(key)
        first = named.setdefault(key, number)
        if source.is_withheld:
            name = "; ".join(told) or source_words(source, self.language)
        elif first != number:
            day = date_text_words(source.published or source.created, self.language)
            short = ", ".join(part for part in (source.publisher or source.title, day) if part)
            name = word("source-of-note", self.language, WORDS, short=short, n=first)
        else:
            name = source_words(source, self.language)
        places = [locator_words(each, self.language) for each in locators]
        return ", ".join([name, *places]) if len(places) <= MOST_PLACES else name
