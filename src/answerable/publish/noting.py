"""Numbered notes: each place in a source that a text cites gets one number, in the order of the first citation.

In PDF they stand at the end, in Word they become footnotes; see `documents`. A denial is cited like anything else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from answerable.publish.wording import locator_words, source_words
from answerable.record.claims import ReadableClaim, ReadableSource
from answerable.record.view import View

SHORT_ID = 8


@dataclass(frozen=True, slots=True)
class Note:
    """One place in one source, and the claims that were read from it."""

    number: int
    source: str
    locator: str
    claims: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Notes:
    """The notes of one text, in one language. `mark` gives numbers away; `listed` is read when all are given."""

    view: View
    language: str
    _by_place: dict[tuple[str, str], Note] = field(default_factory=dict)

    def note_of(self, claim: ReadableClaim) -> Note:
        """Return the note for the place that a claim cites."""
        key = (claim.source, claim.locator)
        note = self._by_place.get(key)
        if note is None:
            note = self._by_place[key] = Note(len(self._by_place) + 1, *key)
        note.claims[claim.id] = None
        return note

    def mark(self, claims: Iterable[str]) -> SafeString:
        """Return the note numbers of some claims, as links; empty when the view holds none of them."""
        known = [self.view.claim(name) for name in dict.fromkeys(claims) if self.view.has_claim(name)]
        numbers = list(dict.fromkeys(self.note_of(claim).number for claim in known))
        link = '<a href="#n{0}" role="doc-noteref">{0}</a>'
        return format_html_join(mark_safe("<sup>, </sup>"), link, ((number,) for number in sorted(numbers)))

    def listed(self) -> list[tuple[int, SafeString]]:
        """Return each note with its words."""
        return [(note.number, self._words(note)) for note in self._by_place.values()]

    def _words(self, note: Note) -> SafeString:
        source = self.view.source(note.source)
        attribution = next(
            (said for name in note.claims if source.is_withheld and (said := self.view.claim(name).attribution)),
            "",
        )
        told = attribution or source_words(source, self.language)
        place = locator_words(note.locator, self.language)
        ids = ", ".join(name[:SHORT_ID] for name in note.claims)
        key = "" if source.is_withheld else f"{note.source}: "
        return format_html("{}{}{} [{}]", key, told, f", {place}" if place else mark_safe(""), ids)

    def sources(self) -> list[tuple[ReadableSource, list[int]]]:
        """Return each source cited, in the order of its first note, with the numbers of its notes."""
        found: dict[str, list[int]] = {}
        for note in self._by_place.values():
            found.setdefault(note.source, []).append(note.number)
        return [(self.view.source(key), numbers) for key, numbers in found.items()]
