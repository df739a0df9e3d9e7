"""The site in one language: its words, names, days, links and citations.

Every allegation is handed out together with who says it; a denial stands with what it denies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from answerable.command.answers import Reason
from answerable.command.wording import say
from answerable.kernel.times import Blur, Time
from answerable.publish.records import name_of, short_source
from answerable.publish.site.addresses import page_of, way
from answerable.publish.site.markup import NOTHING, Markup, element, escaped, joined, link
from answerable.publish.wording import (
    blur_words,
    date_text_words,
    day_words,
    locator_words,
    read_words,
    time_words,
)
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

WORDS = "site/words.yaml"
MOST_CITED = 3


@dataclass(frozen=True)
class Edition:
    """See the module. `pages` leads from an entity to the path of its page, without the language."""

    view: View
    language: str
    languages: tuple[str, ...]
    base_url: str
    pages: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[str, ...] = ()

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """The site's own words in this language."""
        return {name: said[self.language] for name, said in read_words(WORDS).items()}

    def t(self, name: str, /, **values: object) -> str:
        """Return a sentence or word, filled in; by `count` in the form for one or for several."""
        said = self.words[name]
        if isinstance(said, dict):
            said = said["one" if values.get("count") == 1 else "other"]
        return str(said).format_map(values) if values else str(said)

    @cached_property
    def title(self) -> str:
        """The dossier's title."""
        return self.view.dossier.title(self.language)

    # words that many pages repeat are made once

    @cached_property
    def _made(self) -> dict[tuple[object, ...], Any]:
        return {}

    def _once(self, key: tuple[object, ...], make: Any, *given: object) -> Any:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = make(*given)
        return found

    def day(self, day: date) -> str:
        """Return a day in words."""
        return str(self._once(("day", day), day_words, day, self.language))

    def when(self, when: Time) -> str:
        """Return when a claim holds, in words; empty when its source gives no date."""
        return str(self._once(("time", when), time_words, when, self.language))

    def blur(self, blur: Blur) -> str:
        """Return what a date leaves open, in words."""
        return str(self._once(("blur", blur), blur_words, blur, self.language))

    def date_text(self, text: str) -> str:
        """Return a date text in words."""
        return str(self._once(("date", text), date_text_words, text, self.language))

    def span(self, first: date | None, last: date | None) -> str:
        """Return the first and last day of something in words."""
        if first is None or last is None:
            known = first or last
            return self.day(known) if known else self.t("undated")
        if first == last:
            return self.day(first)
        return self.t("span", first=self.day(first), last=self.day(last))

    def when_of(self, entity: str) -> str:
        """Return when an entity was, by its best dated claim; empty when none is dated."""
        dated = next((when for when in self.view.times(entity) if when.is_dated), None)
        return self.when(dated) if dated else ""

    def name(self, entity: str) -> str:
        """Return what to call an entity; a word for what has no name that may stand here."""
        return str(self._once(("name", entity), name_of, self.view, entity, self.language))

    def kind(self, entity: str) -> str:
        """Return the word for an entity's type."""
        return self.view.ontology.get(self.view.schema_of(entity)).label(self.language)

    def choice(self, schema: str, name: str, code: str) -> str:
        """Return the word for a code of a closed vocabulary; empty for none."""
        return self.view.ontology.property(schema, name).choice_label(code, self.language) if code else ""

    def region(self, code: str) -> str:
        """Return the name of a division by its ISO 3166-2 code; the code where no outline names it."""
        from answerable.publish.site.outlines import division_names

        return division_names(self.view.dossier.country).get(code, code)

    def where(self, entity: str) -> str:
        """Return the place of something with its region, unless the place says that already."""
        place, region = (
            self.view.text(entity, "place", self.language),
            self.region(self.view.text(entity, "regionCode")),
        )
        return place if region in place else ", ".join(part for part in (place, region) if part)

    def say(self, reason: Reason) -> str:
        """Return a reason of the command room as a sentence."""
        return say(reason, self.view, self.language)

    # links

    def path_of(self, entity: str) -> str:
        """Return the path of an entity's page; empty when it has none."""
        path = self.pages.get(self.view.canonical(entity))
        return f"{self.language}/{path}" if path else ""

    def link(self, here: str, entity: str) -> Markup:
        """Return an entity's name, as a link where it has a page of its own."""
        path = self.path_of(entity)
        name = self.name(entity)
        return link(way(here, path), name) if path else Markup(escaped(name))

    def names(self, here: str, entities: Iterable[str]) -> Markup:
        """Return several names, divided by commas."""
        return joined((self.link(here, each) for each in dict.fromkeys(entities)), ", ")

    # who says it

    def source(self, claim: ReadableClaim) -> str:
        """Return who says it in passing: publisher and day, or how a source that is withheld may be called."""
        key = ("source", claim.source, claim.attribution)
        return str(self._once(key, short_source, self.view, claim, self.language))

    def cited(self, here: str, claim: ReadableClaim) -> Markup:
        """Return who says it and where in the source, as a link to what is public of the source."""
        place = self._once(("place", claim.locator), locator_words, claim.locator, self.language)
        said = link(way(here, page_of(self.language, "Source", claim.source)), self.source(claim))
        return joined((said, place), ", ")

    def cites(self, here: str, claims: Iterable[ReadableClaim]) -> Markup:
        """Return the sources of some claims, each place once; of many, the first and how many more."""
        places = tuple(dict.fromkeys(self.cited(here, claim) for claim in claims))
        more = len(places) - MOST_CITED
        rest = (self.t("more-sources", count=more),) if more > 0 else ()
        return joined((*places[:MOST_CITED], *rest), "; ")

    def claim_cites(self, here: str, claims: Iterable[str]) -> Markup:
        """Return the sources of claims given by id."""
        return self.cites(here, [self.view.claim(each) for each in claims if self.view.has_claim(each)])

    def denied(self, here: str, claims: Iterable[ReadableClaim]) -> Markup:
        """Return who denies something; empty when nobody does."""
        found = self.cites(here, [claim for claim in claims if claim.stance == "denies"])
        return (
            Markup(f'<span class="standing denied">{escaped(self.t("denied"))}</span> {found}')
            if found
            else NOTHING
        )

    def text(self, claim: ReadableClaim, name: str) -> Markup:
        """Return what a claim says in a property, in this language where it says so; empty if nothing."""
        here = claim.properties.get(f"{name}@{self.language}")
        if here:
            return Markup(escaped("; ".join(here)))
        plain = "; ".join(claim.properties.get(name, ()))
        first = self.view.dossier.languages[0] if self.view.dossier.languages else self.language
        if not plain or first == self.language:
            return Markup(escaped(plain))
        declared = self.view.ontology.get(claim.schema).properties.get(name)
        return element("span", plain, lang=first) if declared and declared.translatable else Markup(escaped(plain))

    def said(self, here: str, claims: Iterable[ReadableClaim], *names: str) -> list[Markup]:
        """Return each wording of the first of some properties that a claim fills, with all who say it so."""
        found: dict[Markup, list[ReadableClaim]] = {}
        for claim in claims:
            if claim.is_counted:
                text = next((text for name in names if (text := self.text(claim, name))), NOTHING)
                if text:
                    found.setdefault(text, []).append(claim)
        return [
            Markup(f'{text} <span class="where small soft">{self.cites(here, of)}</span>')
            for text, of in found.items()
        ]  # fmt: skip
