"""Numbered notes: each place in a source that a text cites gets one number, in the order of the first citation.

In PDF they stand at the end, in Word they become footnotes, which Word numbers in order of place; so numbers are
given only when the whole text is there. Until then a mark is a comment that names the places. A denial is cited
like anything else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from answerable.publish.wording import locator_words, source_words
from answerable.record.claims import ReadableClaim, ReadableSource
from answerable.record.view import View

SHORT_ID = 8
_MARK = re.compile(r"<!--notes ([\d ]+)-->")


@dataclass(frozen=True, slots=True)
class Note:
    """One place in one source, and the claims that were read from it. `key` is its own until it has a number."""

    key: int
    source: str
    locator: str
    claims: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Notes:
    """The notes of one text, in one language. `mark` cites, `numbered` gives numbers, the lists come after."""

    view: View
    language: str
    _by_place: dict[tuple[str, str], Note] = field(default_factory=dict)
    _numbers: dict[int, int] = field(default_factory=dict)

    def _note_of(self, claim: ReadableClaim) -> Note:
        place = (claim.source, claim.locator)
        note = self._by_place.get(place)
        if note is None:
            note = self._by_place[place] = Note(len(self._by_place) + 1, *place)
        note.claims[claim.id] = None
        return note

    def mark(self, claims: Iterable[str]) -> SafeString:
        """Return the mark of some claims, to stand behind what they say; empty when the view holds none."""
        known = [self.view.claim(name) for name in dict.fromkeys(claims) if self.view.has_claim(name)]
        keys = dict.fromkeys(self._note_of(claim).key for claim in known)
        return mark_safe(f"<!--notes {' '.join(map(str, keys))}-->" if keys else "")  # noqa: S308, numbers alone

    def numbered(self, html: str) -> str:
        """Return a text with its marks as numbers, each a link to its note; what is cited first comes first."""
        return _MARK.sub(self._links, html)

    def _links(self, found: re.Match[str]) -> str:
        numbers = [self._numbers.setdefault(int(key), len(self._numbers) + 1) for key in found[1].split()]
        return "<sup>, </sup>".join(f'<a href="#n{n}" role="doc-noteref">{n}</a>' for n in sorted(numbers))

    @property
    def _in_order(self) -> list[tuple[int, Note]]:
        """The notes that the text cites, by number."""
        by_key = {note.key: note for note in self._by_place.values()}
        return [(number, by_key[key]) for key, number in self._numbers.items()]

    def listed(self) -> list[tuple[int, SafeString]]:
        """Return each note that the text cites, with its words."""
        return [(number, self._words(note)) for number, note in self._in_order]

    def _words(self, note: Note) -> SafeString:
        source = self.view.source(note.source)
        attributions = (self.view.claim(name).attribution for name in note.claims if source.is_withheld)
        told = next((said for said in attributions if said), "") or source_words(source, self.language)
        place = locator_words(note.locator, self.language)
        ids = ", ".join(name[:SHORT_ID] for name in note.claims)
        key = "" if source.is_withheld else f"{note.source}: "
        return format_html("{}{}{} [{}]", key, told, f", {place}" if place else "", ids)

    def sources(self) -> list[tuple[ReadableSource, list[int]]]:
        """Return each source cited, in the order of its first note, with the numbers of its notes."""
        found: dict[str, list[int]] = {}
        for number, note in self._in_order:
            found.setdefault(note.source, []).append(number)
        return [(self.view.source(key), numbers) for key, numbers in found.items()]
