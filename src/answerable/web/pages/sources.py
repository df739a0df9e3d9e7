"""The sources, and one source beside what was claimed from it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.evidence.reads import CitedParagraph, Document, document_of, holding_of
from answerable.kernel.texts import fold
from answerable.record.claims import ReadableClaim
from answerable.record.locators import parse_locator
from answerable.web.asking import Asked, asked
from answerable.web.pages.citations import link_to
from answerable.web.pages.incidents import Column
from answerable.web.pages.pagination import page_of
from answerable.web.pages.rows_claims import ClaimRow, claim_row
from answerable.web.pages.rows_incidents import Facet, FacetChoice
from answerable.web.pages.rows_sources import (
    SourceRow,
    language_word,
    resting_alone,
    source_row,
    title_of,
)
from answerable.web.pages.words import date_text_words, kind_word, reliability_word
from answerable.web.templatetags.answerable import address_of

PAGE = 100
LONGEST_LIST = 60
SORTS: dict[str, Callable[[SourceRow], object]] = {
    "title": lambda row: fold(row.title),
    "publisher": lambda row: fold(row.publisher),
    "published": lambda row: row.published_order,
    "reliability": lambda row: row.reliability or "Z",
    "claims": lambda row: row.claims,
}


def sources(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """List the sources."""
    here = asked(request, dossier_id)
    kind, words = request.GET.get("kind", "")[:40], request.GET.get("q", "")[:200]
    order = request.GET.get("sort", "-claims")
    order = order if order.removeprefix("-") in SORTS else "-claims"
    every = [source_row(here, card) for card in here.view.sources()]
    wanted = fold(words).split()
    named = [row for row in every if all(word in fold(f"{row.title} {row.publisher}") for word in wanted)]
    found = [row for row in named if not kind or row.kind_code == kind]
    found.sort(key=SORTS[order.removeprefix("-")], reverse=order.startswith("-"))  # type: ignore[arg-type]
    kept = {"q": words, "kind": kind, "sort": "" if order == "-claims" else order}
    pages = page_of(
        found, request.GET.get("page", ""), PAGE, lambda n: address_of(here, "sources", **kept, page=n)
    )
    content = {
        "rows": pages.shown,
        "pages": pages,
        "count": len(found),
        "total": len(every),
        "claims": sum(row.claims for row in every),
        "withheld": sum(row.is_withheld for row in every),
        "facet": _kinds(here, named, kind, kept),
        "columns": _columns(here, order, kept),
        "words": words,
        "kind": kind,
    }
    return render(request, "answerable/sources.html", content)


def _kinds(here: Asked, rows: Iterable[SourceRow], kind: str, kept: dict[str, str]) -> Facet:
    counts = Counter(row.kind_code for row in rows)
    choices = tuple(
        FacetChoice(
            kind_word(code),
            count,
            address_of(here, "sources", **{**kept, "kind": "" if code == kind else code}),
            code == kind,
        )
        for code, count in counts.most_common()
    )
    return Facet("kind", gettext("Kind"), choices)


def _columns(here: Asked, order: str, kept: dict[str, str]) -> list[Column]:
    labels = {
        "title": gettext("Source"),
        "publisher": gettext("Publisher"),
        "published": gettext("Published"),
        "reliability": gettext("Reliability"),
        "claims": gettext("Claims"),
    }
    columns = []
    for name, label in labels.items():
        is_sorted = order.removeprefix("-") == name
        first = f"-{name}" if name in ("published", "claims") else name
        other = name if order.startswith("-") else f"-{name}"
        href = address_of(here, "sources", **{**kept, "sort": other if is_sorted else first})
        direction = ("descending" if order.startswith("-") else "ascending") if is_sorted else ""
        columns.append(Column(label, href, direction, name == "claims"))
    return columns


# one source


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """One paragraph of a document, its cited words marked; `is_lit`: the claim that was asked for cites it."""

    number: int
    page: int | None
    text: SafeString
    claims: int
    is_lit: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """The claims that cite one paragraph, or none that can be named."""

    number: int
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class AloneRow:
    """Entities of one type that are known from this source alone."""

    type: str
    count: int
    links: tuple[SafeString, ...]


def source(request: HttpRequest, dossier_id: str, key: str) -> HttpResponse:
    """Show a source: its text beside the claims from it where the view holds the text, else the claims alone."""
    here = asked(request, dossier_id)
    card = here.view.source(key)
    chosen = request.GET.get("claim", "")[:64]
    document = document_of(here.view, key)
    claims = here.view.claims_from(key)
    alone = resting_alone(here.view, key)
    content = {
        "source": card,
        "title": title_of(card),
        "facts": {
            "kind": kind_word(card.kind),
            "published": date_text_words(card.published),
            "created": date_text_words(card.created),
            "obtained": date_text_words(card.obtained),
            "language": language_word(here, card.language),
            "reliability": reliability_word(card.reliability),
        },
        "derives_from": [_source_link(here, other) for other in card.derives_from],
        "derived": [_source_link(here, other.key) for other in here.view.sources() if key in other.derives_from],
        "document": document,
        "holding": holding_of(here.view, key).value,
        "paragraphs": _paragraphs(document, chosen) if document else (),
        "places": _places(here, claims, document),
        "chosen": chosen,
        "count": len(claims),
        "alone": _alone_rows(here, alone.entities),
        "alone_count": len(alone.entities),
        "alone_values": alone.values,
        "without_href": _address_without(here, key) if here.shows_team and claims else "",
        "difference_href": address_of(here, "difference", without=key) if here.shows_team and claims else "",
        "may_record": here.shows_team and here.actor.may("record"),
    }
    return render(request, "answerable/source.html", content)


def _address_without(here: Asked, key: str) -> str:
    """Return the address of the overview as it is without a source, and without what is left out already."""
    return address_of(here, "overview", without=",".join(sorted({*here.spec.without, key})))


def _source_link(here: Asked, key: str) -> SafeString:
    card = next((card for card in here.view.sources() if card.key == key), None)
    if card is None:
        return format_html("{}", gettext("a source that is not in this view"))
    return format_html('<a href="{}">{}</a>', address_of(here, "source", key), title_of(card))


def _paragraphs(document: Document, chosen: str) -> tuple[ParagraphRow, ...]:
    return tuple(
        ParagraphRow(
            each.number,
            each.page,
            _marked(each),
            len(each.cited),
            any(here.claim.id == chosen for here in each.cited),
        )
        for each in document.paragraphs
    )


def _marked(paragraph: CitedParagraph) -> SafeString:
    """Return a paragraph with the words that claims quote marked; overlapping quotes become one."""
    spans = sorted({here.span for here in paragraph.cited if here.span})
    parts, at = [], 0
    for first, end in spans:
        if end <= at:
            continue
        start = max(at, first)
        parts.append(format_html("{}<mark>{}</mark>", paragraph.text[at:start], paragraph.text[start:end]))
        at = end
    parts.append(format_html("{}", paragraph.text[at:]))
    return format_html_join("", "{}", ((part,) for part in parts))


def _places(here: Asked, claims: Iterable[ReadableClaim], document: Document | None) -> tuple[PlaceRow, ...]:
    """Return the claims by the paragraph that they cite; those that name none come last, under 0."""

    def place(claim: ReadableClaim) -> int:
        locator = parse_locator(claim.locator)
        return (locator.paragraph or 0) if locator else 0

    if document and document.paragraphs:
        cited = [
            PlaceRow(each.number, tuple(claim_row(here, one.claim, is_cited=False) for one in each.cited))
            for each in document.paragraphs
            if each.cited
        ]
        rest = tuple(claim_row(here, claim, is_cited=False) for claim in document.elsewhere)
        return (*cited, *((PlaceRow(0, rest),) if rest else ()))
    order = sorted(claims, key=lambda claim: (place(claim) or 10**7, claim.about))
    return tuple(
        PlaceRow(n, tuple(claim_row(here, claim, is_cited=False) for claim in those))
        for n, those in groupby(order, place)
    )


def _alone_rows(here: Asked, entities: Iterable[str]) -> tuple[AloneRow, ...]:
    by_type: dict[str, list[str]] = {}
    for entity in entities:
        by_type.setdefault(here.view.schema_of(entity), []).append(entity)
    ontology = here.view.ontology
    return tuple(
        AloneRow(
            ontology.get(schema).plural(here.language),
            len(names),
            tuple(link_to(here, name) for name in names[:LONGEST_LIST]),
        )
        for schema, names in sorted(by_type.items(), key=lambda item: ontology.get(item[0]).order)
    )
