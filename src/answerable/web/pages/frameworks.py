"""Legal tests and standards as texts: what each asks, from which article, and what a lawyer must still check."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext

from answerable.assess.answers import SIDES, Element, Framework
from answerable.assess.loading import framework as find_framework
from answerable.assess.loading import frameworks as all_frameworks
from answerable.assess.loading import label
from answerable.web.asking import Asked, asked
from answerable.web.pages.choice_of_day import day_asked
from answerable.web.pages.rows_questions import CitationRow, Span, citation_rows
from answerable.web.pages.rows_tests import joined_words, mark_word, words_in
from answerable.web.pages.rows_texts import marks_to_check, text_rows
from answerable.web.templatetags.answerable import address_of


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """One framework in the list."""

    title: str
    href: str
    summary: str
    jurisdiction: str
    about: str
    questions: int
    to_check: int


@dataclass(frozen=True, slots=True)
class LookedFor:
    """What a question looks for on one side, in words."""

    side: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElementText:
    """One element as a lawyer reads it. `level`: of its heading; `joined`: how the parts of a group are joined."""

    key: str
    code: str
    level: int
    short: str
    question: str
    joined: str
    mark: str
    is_read: bool
    kind: str
    mental: str
    cites: tuple[CitationRow, ...]
    note: str
    disputes: tuple[str, ...]
    looks_for: tuple[LookedFor, ...]
    seek: tuple[str, ...]


def frameworks(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Show every framework."""
    asks = asked(request, dossier_id)
    rows = [_row(asks, each) for each in all_frameworks()]
    return render(request, "answerable/force/frameworks.html", {"rows": rows})


def framework(request: HttpRequest, dossier_id: str, framework_id: str) -> HttpResponse:
    """Show one framework as a text, for the wording of the day asked or for all."""
    asks = asked(request, dossier_id)
    found = find_framework(framework_id)
    day = day_asked(request)
    days = (day, day) if day else None
    country = asks.view.dossier.country
    texts = text_rows(found, days, asks.language, country)
    content = {
        "row": _row(asks, found),
        "id": found.id,
        "version": found.version,
        "language": found.language,
        "day": day,
        "texts": texts,
        "show_all": day is None,
        "texts_to_check": marks_to_check(texts),
        "disputes": [words_in(each.words, asks.language) for each in found.disputes_of("")],
        "elements": [_element(asks, found, each, days) for each in found.elements[1:]],
        "list_href": address_of(asks, "frameworks"),
    }
    return render(request, "answerable/force/framework.html", content)


def _row(asks: Asked, found: Framework) -> FrameworkRow:
    about = {
        "person": pgettext("what a framework is about", "a person"),
        "incident": pgettext("what a framework is about", "an incident"),
        "proceeding": pgettext("what a framework is about", "an inquiry"),
    }
    return FrameworkRow(
        words_in(found.titles, asks.language),
        address_of(asks, "framework", found.id),
        words_in(found.summary, asks.language),
        words_in(found.jurisdiction, asks.language),
        ", ".join(about[each] for each in found.about),
        len(found.leaves),
        sum(leaf.mark != "text" for leaf in found.leaves),
    )


def _element(asks: Asked, found: Framework, element: Element, days: Span) -> ElementText:
    language = asks.language
    return ElementText(
        element.code.lower().replace(".", "-"),
        element.code if element.is_leaf or any(map(str.isdigit, element.code)) else "",
        min(4, 2 + found.depth(element.code)),
        words_in(element.short, language),
        words_in(element.question, language) if element.question != element.short else "",
        joined_words(element),
        mark_word(element.mark),
        element.mark == "text",
        label("kinds", element.kind, language) if element.kind else "",
        label("mental", element.mental, language) if element.mental else "",
        citation_rows(found, element.cites, days, language, asks.view.dossier.country, is_text=True),
        words_in(element.note, language) if element.note else "",
        tuple(words_in(each.words, language) for each in found.disputes_of(element.code)),
        tuple(
            LookedFor(side_word(side), tuple(words_in(query.words, language) for query in element.looks_for[side]))
            for side in SIDES
            if element.looks_for.get(side)
        ),
        tuple(words_in(each, language) for each in element.seek),
    )


def side_word(side: str) -> str:
    """Return the word for a side of a question."""
    return {
        "for": pgettext("side of a question", "for"),
        "against": pgettext("side of a question", "against"),
        "either": pgettext("side of a question", "beside both"),
    }[side]
