"""Tags and filters that every page uses: addresses that keep the view, captions, days, marks of support."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from babel.dates import format_date
from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse, translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from answerable.record.claims import ReadableClaim, Values
from answerable.web.asking import STATE, Asked

register = template.Library()


@dataclass(frozen=True, slots=True)
class Door:
    """One link of a menu."""

    label: str
    href: str
    is_here: bool = False
    code: str = ""
    name: str = ""


def _asked(context: Context) -> Asked:
    return context["asked"]  # type: ignore[no-any-return]


_GAP = "0gap0"


@lru_cache(maxsize=512)
def _path_around(page: str, dossier_id: str, count: int, _language: str) -> tuple[str, ...]:
    """Return what stands around the parts of a page's path. Django looks a path up too slowly for every row."""
    gaps = [f"{_GAP}{place}" for place in range(count)]
    path = reverse(page, args=[dossier_id, *gaps])
    around = []
    for gap in gaps:
        before, path = path.split(gap, 1)
        around.append(before)
    return (*around, path)


@lru_cache(maxsize=8192)
def _segment(part: str) -> str:
    """Return a part of a path, quoted as Django's own `reverse` does: what RFC 3986 allows in a segment stands."""
    return quote(part, safe="!*'();:@&=+$,~")


def address_of(asked: Asked, page: str, /, *parts: str, **query: object) -> str:
    """Return the address of a page of the dossier that keeps the reader's view."""
    around = _path_around(page, asked.dossier_id, len(parts), get_language() or "")
    path = "".join(before + _segment(part) for before, part in zip(around, parts, strict=False))
    return path + around[-1] + asked.query(**query)


@register.simple_tag(takes_context=True)
def address(context: Context, page: str, *parts: str, **query: object) -> str:
    """Return the address of a page; see `address_of`."""
    return address_of(_asked(context), page, *parts, **query)


PAGES = {"Person": "person", "Unit": "unit", "Incident": "incident", "Post": "post", "Proceeding": "proceeding"}


def entity_address(asked: Asked, entity: str) -> str:
    """Return the address of an entity's own page: the one made for its type, else the page of its claims."""
    schema = asked.view.schema_of(entity)
    if schema == "Person" and _is_only_harmed(asked, entity):
        return address_of(asked, "entity", entity)
    is_a = asked.view.ontology.is_a
    page = next((page for kind, page in PAGES.items() if schema and is_a(schema, kind)), "entity")
    return address_of(asked, page, entity)


def _is_only_harmed(asked: Asked, person: str) -> bool:
    """Say whether a person is here for what they suffered alone: the pages of officials are not for them."""
    if not asked.view.pointing_at(person, "Harm", "person"):
        return False
    return not asked.view.pointing_at(person, "Appointment", "person")


TITLES = {"Disagreement": "question"}  # where a type's caption is but a handle


def name_of(asked: Asked, entity: str) -> str:
    """Return what to call an entity in the reader's language; a word for what has no name in this view.

    A link has the names of its two ends. Only a person without a name has one that is withheld.
    """
    view, schema = asked.view, asked.view.schema_of(entity)
    if not schema:
        return gettext("not in this view")
    declared = view.ontology.get(schema)
    if declared.edge:
        return _names_of_ends(asked, entity, declared.edge) or declared.label(asked.language)
    caption = view.text(entity, TITLES.get(schema, ""), asked.language) or view.caption(entity, asked.language)
    if caption:
        return caption
    if schema == "Person":
        return gettext("name withheld")
    days = view.days_of(entity)
    label = declared.label(asked.language)
    return f"{label}, {day(days[0])}" if days else label


def _names_of_ends(asked: Asked, entity: str, ends: tuple[str, str]) -> str:
    """Return 'who – what' for a link; what is claimed of it instead where an end is missing."""
    view = asked.view
    targets = [view.ref(entity, end) for end in ends]
    names = [name_of(asked, target) for target in targets if target]
    if len(names) < len(ends) and view.ontology.get(view.schema_of(entity)).caption:
        names = [name for name in (view.caption(entity, asked.language), *names) if name]
    return " – ".join(names)


@register.simple_tag(takes_context=True)
def entity(context: Context, name: str) -> SafeString:
    """Return a link to an entity under its name."""
    asked = _asked(context)
    if not asked.view.has(name):
        return format_html('<span class="standing withheld">{}</span>', name_of(asked, name))
    return format_html('<a href="{}">{}</a>', entity_address(asked, name), name_of(asked, name))


@register.simple_tag(takes_context=True)
def caption(context: Context, name: str) -> str:
    """Return an entity's name."""
    return name_of(_asked(context), name)


@register.simple_tag(takes_context=True)
def support(context: Context, entity_id: str, name: str = "") -> SafeString:
    """Return the small mark that opens the claims behind a property, or behind everything said of an entity."""
    asked = _asked(context)
    found = asked.view.values(entity_id, name) if name else None
    claims: Iterable[ReadableClaim] = found.claims if found else asked.view.claims_about(entity_id)
    return support_mark(asked, entity_id, name, tuple(claims), found)


def support_mark(
    asked: Asked, entity_id: str, name: str, claims: tuple[ReadableClaim, ...], values: Values | None = None
) -> SafeString:
    """Return the mark of support for claims: how many, whether they disagree, whether one is denied."""
    if not claims:
        return SafeString("")
    count = len(claims)
    is_conflict = bool(values and values.is_conflict)
    spoken = ngettext("%(n)s claim behind this", "%(n)s claims behind this", count) % {"n": count}
    if is_conflict:
        spoken = gettext("%(claims)s; they disagree") % {"claims": spoken}
    mark = format_html(
        '<a class="support{}" href="{}" data-claims aria-label="{}">{}{}</a>',
        " conflict" if is_conflict else "",
        address_of(asked, "claims", entity_id, property=name),
        spoken,
        count,
        " ≠" if is_conflict else "",
    )
    if values and values.denials:
        mark = format_html('{} <span class="standing denied">{}</span>', mark, gettext("denied"))
    if all(asked.view.source(claim.source).is_analysis for claim in claims):
        mark = format_html('{} <span class="standing inferred">{}</span>', mark, gettext("inferred"))
    return mark


@register.filter
def day(value: date | None) -> str:
    """Return a day in words of the reader's language."""
    return format_date(value, "long", locale=locale_of(get_language() or "en")) if value else ""


def locale_of(language: str) -> str:
    """Return the locale whose rules words of a language follow: English days are written day first."""
    return {"en": "en_GB"}.get(language, language)


@register.simple_tag(takes_context=True)
def dossier_title(context: Context) -> str:
    """Return the dossier's title in the reader's language."""
    asked = _asked(context)
    return asked.view.dossier.title(asked.language)


@register.simple_tag(takes_context=True)
def audience_words(context: Context) -> str:
    """Return for whom the view is made, in words."""
    audience = _asked(context).spec.audience
    return {"public": gettext("public"), "team": gettext("for the team")}.get(
        audience.name, gettext("restricted: %(circles)s") % {"circles": ", ".join(sorted(audience.circles))}
    )


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[Door]:
    """Return the same page in the other languages."""
    path = context["request"].get_full_path()
    return [
        Door(name, translate_url(path, code), code=code, name=name)
        for code, name in settings.LANGUAGES
        if code != get_language()
    ]


@register.simple_tag(takes_context=True)
def sections(context: Context) -> list[Door]:
    """Return the sections of the dossier."""
    asked, here = _asked(context), context["request"].path
    doors = [
        (gettext("Overview"), "overview"),
        (gettext("Incidents"), "incidents"),
        (gettext("Chain of command"), "chains"),
        (gettext("Officials"), "people"),
        (gettext("Units"), "units"),
        (gettext("Victims"), "victims"),
        (gettext("Toll"), "toll"),
        (gettext("Justice"), "justice"),
        (gettext("Figures"), "figures"),
        (gettext("Publications"), "publications"),
        (gettext("Sources"), "sources"),
    ]
    if asked.is_team:
        doors.append((gettext("Desk"), "desk"))
    found = []
    for label, page in doors:
        path = reverse(page, args=[asked.dossier_id])
        is_here = here == path or (page != "overview" and here.startswith(path))
        found.append(Door(label, path + asked.query(), is_here))
    return found


def hidden_fields(words: Mapping[str, str]) -> SafeString:
    """Return hidden form fields for parts of an address."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', words.items())


@register.simple_tag(takes_context=True)
def state_fields(context: Context) -> SafeString:
    """Return the view's conditions as hidden fields, for forms that keep them."""
    return hidden_fields(_asked(context).state)


@register.simple_tag(takes_context=True)
def kept_fields(context: Context) -> SafeString:
    """Return the rest of the page's own query as hidden fields, for the form that changes the view."""
    query: Any = context["request"].GET
    return hidden_fields({name: query[name] for name in query if name not in STATE})
