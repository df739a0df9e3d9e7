"""What one claim says and who says it, ready to be shown: the smallest piece of every page.

An allegation never stands without its source, so text and citation travel together.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.record.claims import ReadableClaim, ReadableSource
from answerable.record.locators import parse_locator
from answerable.web.asking import Asked
from answerable.web.pages.words import date_text_words, locator_words
from answerable.web.templatetags.answerable import address_of, entity_address, name_of


@dataclass(frozen=True, slots=True)
class Said:
    """What one claim says in one property, and the citation that it hangs on."""

    text: SafeString
    where: SafeString
    claim_id: str


def worded(asked: Asked, text: str, language: str) -> SafeString:
    """Return a text, marked with its language when that is not the page's."""
    if not text or not language or language == asked.language:
        return format_html("{}", text)
    return format_html('<span lang="{}">{}</span>', language, text)


def text_of(asked: Asked, claim: ReadableClaim, name: str) -> SafeString:
    """Return what a claim says in a property, in the reader's language where it says so; empty if nothing."""
    translated = claim.properties.get(f"{name}@{asked.language}")
    if translated:
        return format_html("{}", "; ".join(translated))
    first = asked.view.dossier.languages[0] if asked.view.dossier.languages else ""
    declared = asked.view.ontology.get(claim.schema).properties.get(name)
    is_translatable = declared is not None and declared.translatable
    return worded(asked, "; ".join(claim.properties.get(name, ())), first if is_translatable else "")


def short_source(source: ReadableSource) -> str:
    """Return what to call a source in passing: its publisher and day; its attribution when it is withheld."""
    if source.is_withheld:
        return source.attribution or gettext("a source that is withheld")
    name = source.publisher or source.title
    day = date_text_words(source.published or source.created, briefly=True)
    return f"{name}, {day}" if day else name


def place_in_source(asked: Asked, claim: ReadableClaim) -> str:
    """Return the address of the place that a claim cites."""
    place = parse_locator(claim.locator)
    mark = f"#p{place.paragraph}" if place and place.paragraph else ""
    return address_of(asked, "source", claim.source, claim=claim.id) + mark


def cited_at(asked: Asked, claim: ReadableClaim, *, full: bool = False) -> SafeString:
    """Return who says it and where, as a link to the place; the source's whole title if `full`."""
    source = asked.view.source(claim.source)
    title = source.title if full and not source.is_withheld else short_source(source)
    link = format_html('<a href="{}">{}</a>', place_in_source(asked, claim), title)
    place = locator_words(claim.locator)
    return format_html("{}, {}", link, place) if place else link


def said_in(asked: Asked, claims: Iterable[ReadableClaim], *names: str) -> tuple[Said, ...]:
    """Return what claims say in the first of the properties that each fills; what says nothing is left out."""
    found: dict[str, Said] = {}
    for claim in claims:
        if not claim.is_counted:
            continue
        text = next((text for name in names if (text := text_of(asked, claim, name))), None)
        if text:
            found.setdefault(f"{text}|{claim.source}", Said(text, cited_at(asked, claim), claim.id))
    return tuple(found.values())


def link_to(asked: Asked, entity: str) -> SafeString:
    """Return a link to an entity under its name, or the word for what is not in this view."""
    if not asked.view.has(entity):
        return format_html('<span class="standing withheld">{}</span>', name_of(asked, entity))
    return format_html('<a href="{}">{}</a>', entity_address(asked, entity), name_of(asked, entity))


def links_to(asked: Asked, entities: Iterable[str]) -> SafeString:
    """Return links to several entities, separated by commas."""
    return format_html_join(", ", "{}", ((link_to(asked, each),) for each in entities))
