"""Numbered records of a file: each thing told, said, ordered or done is set out once, and named by number.

What a part of the file names and no other sets out gets the next number, and stands among the other records.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from answerable.publish.noting import Notes
from answerable.publish.wording import date_text_words, made_language, source_words, time_words, word
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

TOLD = {
    "Notice": ("fact", "channel"), "Meeting": ("gist", "raised", "name"), "Call": ("demand",),
    "Request": ("asked",), "Plan": ("gist", "forceRules", "title"), "Deployment": ("task",),
    "Reply": ("gist", "allegation"), "Measure": ("gist", "search"), "Harm": ("circumstances", "cause"),
    "Incident": ("summary", "name"), "Proceeding": ("gist", "outcome", "name"), "Duty": ("gist", "basis"),
    "Tally": ("definition", "words", "name"),
}  # fmt: skip
"""The properties in which a claim of each type tells what happened; any other type tells it in its gist."""
KINDS = ("kind", "form", "stage", "state", "role", "receipt")
LEFT_OUT = "leftOut"


@dataclass(frozen=True, slots=True)
class Told:
    """One wording of what happened: the text, in which language if not the file's, who says it, and the notes."""

    text: str
    language: str
    who: str
    notes: SafeString


@dataclass(frozen=True, slots=True)
class Record:
    """One thing on record, set out in full."""

    number: int
    entity: str
    head: str
    when: str
    told: tuple[Told, ...]
    left_out: tuple[Told, ...]
    incidents: str
    denials: tuple[Told, ...]
    tags: tuple[str, ...] = ()


def name_of(view: View, entity: str, language: str) -> str:
    """Return what to call an entity; a word for what has no name in this view, never its id."""
    if not view.has(entity):
        return word("nameless", language)
    schema = view.ontology.get(view.schema_of(entity))
    if schema.edge:
        ends = [view.ref(entity, name) for name in schema.edge]
        return " – ".join(name_of(view, end, language) for end in ends if end) or schema.label(language)
    caption = view.caption(entity, language)
    if caption:
        return caption
    return (
        word("withheld-person", language) if view.ontology.is_a(schema.name, "Person") else schema.label(language)
    )


def short_source(view: View, claim: ReadableClaim, language: str) -> str:
    """Return who says it, in passing: publisher and day; the attribution of a source that is withheld."""
    source = view.source(claim.source)
    if source.is_withheld:
        return claim.attribution or source_words(source, language)
    day = date_text_words(source.published or source.created, language)
    return ", ".join(part for part in (source.publisher or source.title, day) if part)


@dataclass(slots=True)
class Records:
    """The records of one file, in one language. `add` sets one out, `named` names some by number."""

    view: View
    notes: Notes
    language: str
    _numbers: dict[str, int] = field(default_factory=dict)
    _laid_out: set[str] = field(default_factory=set)

    def number(self, entity: str) -> int:
        """Return the number of an entity, a new one if it has none."""
        return self._numbers.setdefault(self.view.canonical(entity), len(self._numbers) + 1)

    def lay_out(self, entity: str) -> int:
        """Return the number of something that the file sets out in its own way, such as a post or an incident."""
        self._laid_out.add(self.view.canonical(entity))
        return self.number(entity)

    def add(self, entity: str, claims: Sequence[str], denials: Sequence[str], tags: Iterable[str] = ()) -> Record:
        """Return a record in full, set out once."""
        view, language = self.view, self.language
        number, known = self.lay_out(entity), [view.claim(name) for name in claims if view.has_claim(name)]
        denied = [view.claim(name) for name in denials if view.has_claim(name)]
        schema = view.schema_of(entity)
        return Record(
            number,
            entity,
            self._head(entity),
            next((said for claim in known if (said := time_words(claim.time, language))), ""),
            self._told(known, TOLD.get(schema, ("gist",))) or self._bare(known),
            self._told(known, (LEFT_OUT,)),
            "; ".join(name_of(view, one, language) for one in view.refs(entity, "incident")),
            self._told(denied, TOLD.get(schema, ("gist",))) or self._bare(denied),
            tuple(tags),
        )

    def others(self) -> list[Record]:
        """Return what was named and not set out; setting it out may name nothing further."""
        left = [entity for entity in self._numbers if entity not in self._laid_out and self.view.has(entity)]
        return [self._of_entity(entity) for entity in left]

    def _of_entity(self, entity: str) -> Record:
        claims = self.view.claims_about(entity)
        asserting = [claim.id for claim in claims if claim.is_counted]
        return self.add(entity, asserting, [claim.id for claim in claims if claim.stance == "denies"])

    def named(self, entities: Iterable[str]) -> SafeString:
        """Return records by number, as links: '3, 14'."""
        numbers = sorted({self.number(entity) for entity in entities if self.view.has(entity)})
        return format_html_join(", ", '<a href="#r{0}">{0}</a>', ((n,) for n in numbers))

    def _head(self, entity: str) -> str:
        view, schema = self.view, self.view.ontology.get(self.view.schema_of(entity))
        label = schema.label(self.language)
        names = [name for name in KINDS if name in schema.properties and schema.properties[name].enum]
        words = [
            schema.properties[name].choice_label(code, self.language)
            for name in names[:1]
            for code in view.texts(entity, name)
            if code != "other"
        ]
        kind = ", ".join(words)
        return f"{label}: {kind[:1].lower()}{kind[1:]}" if kind else label

    def _told(self, claims: Iterable[ReadableClaim], names: Sequence[str]) -> tuple[Told, ...]:
        """Return each wording once, with everybody who says it in these words."""
        found: dict[tuple[str, str], list[ReadableClaim]] = {}
        for claim in claims:
            said = next((said for name in names if (said := self._text(claim, name))), None)
            if said:
                found.setdefault(said, []).append(claim)
        return tuple(
            Told(text, language, self._who(said), self.notes.mark(claim.id for claim in said))
            for (text, language), said in found.items()
        )

    def _text(self, claim: ReadableClaim, name: str) -> tuple[str, str] | None:
        """Return what a claim says in a property, and the language of it where that is not the file's."""
        own = claim.properties.get(f"{name}@{made_language(self.language)}")
        if own:
            return "; ".join(own), ""
        plain = "; ".join(claim.properties.get(name, ()))
        first = self.view.dossier.languages[0] if self.view.dossier.languages else ""
        return (plain, "" if first == made_language(self.language) else first) if plain else None

    def _who(self, claims: Iterable[ReadableClaim]) -> str:
        return "; ".join(dict.fromkeys(short_source(self.view, claim, self.language) for claim in claims))

    def _bare(self, claims: Sequence[ReadableClaim]) -> tuple[Told, ...]:
        """Return who says it where no claim tells it in words."""
        if not claims:
            return ()
        return (Told("", "", self._who(claims), self.notes.mark(claim.id for claim in claims)),)
