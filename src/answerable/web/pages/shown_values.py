"""The values of a property as a reader sees them: names instead of ids, words instead of codes."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from answerable.ontology.schema import LANGUAGE_MARK, Property
from answerable.record.claims import ReadableClaim
from answerable.web.asking import Asked
from answerable.web.pages.citations import links_to, worded
from answerable.web.pages.words import date_text_words, region_word


def declared(asked: Asked, schema: str, name: str) -> Property | None:
    """Return what the ontology says of a property, its language mark taken off; None for one it does not have."""
    return asked.view.ontology.get(schema).properties.get(name.partition(LANGUAGE_MARK)[0])


def label_of(asked: Asked, schema: str, name: str) -> str:
    """Return a property's name in the reader's language, with the language that a translation is in."""
    found = declared(asked, schema, name)
    label = found.label(asked.language) if found else name.partition(LANGUAGE_MARK)[0]
    mark = name.partition(LANGUAGE_MARK)[2]
    return gettext("%(label)s (in %(language)s)") % {"label": label, "language": mark} if mark else label


def shown(asked: Asked, schema: str, name: str, values: Sequence[str]) -> SafeString:
    """Return the values of one property as a reader sees them."""
    found = declared(asked, schema, name)
    if found is None:
        return format_html("{}", "; ".join(values))
    if found.is_entity:
        return links_to(asked, values)
    if found.enum:
        return format_html("{}", ", ".join(found.choice_label(value, asked.language) for value in values))
    if found.type == "date":
        return format_html("{}", ", ".join(map(date_text_words, values)))
    if name == "regionCode":
        return format_html("{}", ", ".join(region_word(asked.view.dossier.country, value) for value in values))
    if found.type == "url":
        return format_html_join(
            ", ", '<a href="{0}" rel="noreferrer">{0}</a>', ((url,) for url in values if _is_web(url))
        )
    return worded(asked, "; ".join(values), _language_of(asked, name, found))


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _language_of(asked: Asked, name: str, found: Property) -> str:
    _, _, mark = name.partition(LANGUAGE_MARK)
    if mark:
        return mark
    languages = asked.view.dossier.languages
    return languages[0] if found.translatable and languages else ""


def readable_names(asked: Asked, claim: ReadableClaim) -> list[str]:
    """Return the properties of a claim to show a reader: a text in their language instead of its translations."""
    names = []
    for name in claim.properties:
        plain, mark, language = name.partition(LANGUAGE_MARK)
        if mark and language != asked.language:
            if plain not in claim.properties and f"{plain}@{asked.language}" not in claim.properties:
                names.append(name)
            continue
        if not mark and f"{plain}@{asked.language}" in claim.properties:
            continue
        names.append(name)
    return names


def in_words(asked: Asked, claim: ReadableClaim, name: str) -> SafeString:
    """Return what a claim says in one of its properties."""
    return shown(asked, claim.schema, name, claim.properties.get(name, ()))


NOTHING = mark_safe("")
