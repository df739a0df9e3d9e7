"""Search: people, units, incidents and the rest by name; sources by title; documents by their words."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from answerable.evidence.search import Hit
from answerable.evidence.search import search as search_text
from answerable.kernel.texts import fold
from answerable.web.asking import Asked, asked
from answerable.web.pages.rows_search import Entry, find
from answerable.web.pages.rows_sources import SourceRow, source_row, title_of
from answerable.web.templatetags.answerable import address_of, entity_address, name_of

MOST_OF_A_KIND = 40
MOST_PASSAGES = 20
AROUND = 140


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One entity that was found; `as_written` is the name that matched, where another one is shown."""

    name: str
    href: str
    as_written: str


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """What was found of one type."""

    label: str
    count: int
    rows: tuple[FoundRow, ...]


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One paragraph in which the words stand."""

    source: str
    href: str
    number: int
    text: SafeString


def page(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Search the dossier."""
    here = asked(request, dossier_id)
    words = request.GET.get("q", "").strip()[:200]
    groups = [_group(here, schema, entries) for schema, entries in find(here.view, words).items()] if words else []
    sources = _sources(here, words) if words else []
    passages = search_text(here.view, words, limit=MOST_PASSAGES) if words else None
    content = {
        "search_words": words,
        "groups": groups,
        "sources": sources[:MOST_OF_A_KIND],
        "source_count": len(sources),
        "passages": [_passage(here, hit) for hit in passages.hits] if passages else [],
        "passage_count": passages.total if passages else 0,
        "is_found": bool(groups or sources or (passages and passages.total)),
    }
    return render(request, "answerable/search.html", content)


def _group(here: Asked, schema: str, entries: list[Entry]) -> FoundGroup:
    rows = tuple(_row(here, entry) for entry in entries[:MOST_OF_A_KIND])
    return FoundGroup(here.view.ontology.get(schema).plural(here.language), len(entries), rows)


def _row(here: Asked, entry: Entry) -> FoundRow:
    name = name_of(here, entry.entity)
    return FoundRow(name, entity_address(here, entry.entity), "" if fold(name) == entry.folded else entry.text)


def _sources(here: Asked, words: str) -> list[SourceRow]:
    wanted = fold(words).split()
    cards = [
        card
        for card in here.view.sources()
        if all(word in fold(f"{title_of(card)} {card.publisher} {card.key}") for word in wanted)
    ]
    return [source_row(here, card) for card in cards]


def _passage(here: Asked, hit: Hit) -> PassageRow:
    card = here.view.source(hit.source)
    href = f"{address_of(here, 'source', hit.source)}#p{hit.number}"
    return PassageRow(title_of(card), href, hit.number, _excerpt(hit))


def _excerpt(hit: Hit) -> SafeString:
    """Return the words found, marked, with some of what stands around the first of them."""
    first = hit.spans[0][0] if hit.spans else 0
    start = max(0, first - AROUND)
    end = min(len(hit.text), first + 2 * AROUND)
    parts, at = [format_html("{}", "… " if start else "")], start
    for low, high in hit.spans:
        if low < at or high > end:
            continue
        parts.append(format_html("{}<mark>{}</mark>", hit.text[at:low], hit.text[low:high]))
        at = high
    parts.append(format_html("{}{}", hit.text[at:end], " …" if end < len(hit.text) else ""))
    return format_html_join("", "{}", ((part,) for part in parts))
