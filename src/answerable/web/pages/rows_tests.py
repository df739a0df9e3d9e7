"""A legal test held against one person, as rows: questions in reading order, what bears on each, who says what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from answerable.assess.answers import Assessed, Candidate, Cell, Element, Framework, Matrix, Stated
from answerable.assess.loading import label
from answerable.assess.wording import say
from answerable.kernel.standing import Status
from answerable.web.asking import Asked
from answerable.web.pages.citations import link_to
from answerable.web.pages.command_words import choice_word, status_word
from answerable.web.pages.fairness import missing_words
from answerable.web.pages.rows_account import cited_in, denials_in, place_word, when_words
from answerable.web.pages.rows_events import kind_words, telling
from answerable.web.templatetags.answerable import address_of, name_of

FEW = 3
"""So many candidates are shown on each side of a question; the rest is on the question's own page."""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Something on record that may bear on a question, in words, with what it would show were it taken so.

    `claims`: those by which an analyst weighs it. `meta`: how it stands in time and to the incident, who says it.
    """

    claims: tuple[str, ...]
    text: SafeString
    meta: SafeString
    shows: str
    is_denial: bool


@dataclass(frozen=True, slots=True)
class SideRows:
    """The candidates on one side: those shown, and how many more there are."""

    rows: tuple[CandidateRow, ...]
    more: int

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rows) + self.more


@dataclass(frozen=True, slots=True)
class AssessedRow:
    """What one named analyst makes of a question, by which standard, why, and what to look for next."""

    analyst: str
    state: str
    standard: str
    reason: SafeString
    next: SafeString
    weighed: str
    href: str
    is_for_all: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element: a group of questions with how they are joined, or a question with what bears on it.

    `depth` counts from 2, for the level of the heading; `joined`: how its parts are joined, empty for a question.
    """

    key: str
    code: str
    depth: int
    joined: str
    question: str
    short: str
    cites: str
    mark: str
    is_marked: bool
    note: str
    disputes: tuple[str, ...]
    stated: str
    supports: SideRows
    against: SideRows
    either: SideRows
    assessed: tuple[AssessedRow, ...]
    earlier: int
    state: str
    state_code: str
    weakest: str
    weakest_word: str
    seek: tuple[str, ...]
    href: str


NO_ROWS = SideRows((), 0)


def words_in(words: Mapping[str, str], language: str) -> str:
    """Return a text of a framework in the reader's language, in English where it has none in that."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def joined_words(element: Element) -> str:
    """Return in words how the parts of an element are joined; empty for a question of its own."""
    if element.logic == "n-of":
        said = ngettext("At least %(n)s of these", "At least %(n)s of these", element.needed)
        return said % {"n": element.needed}
    return {
        "leaf": "",
        "all": pgettext("how questions are joined", "All of these"),
        "any": pgettext("how questions are joined", "Any one of these"),
        "not": pgettext("how questions are joined", "None of these"),
    }[element.logic]


def state_word(asks: Asked, state: str) -> str:
    """Return the word for how far claims go, by an analyst; one of our own where analysts differ."""
    if state == "differing":
        return pgettext("state of an element", "Analysts differ")
    return choice_word(asks, "Assessment", "state", state)


def mark_word(mark: str) -> str:
    """Return whether an element was read in its text, or is still to be checked."""
    return (
        pgettext("mark of an element", "read in the text")
        if mark == "text"
        else pgettext("mark of an element", "to be checked by a lawyer")
    )


def tie_word(tie: str) -> str:
    """Return how something is tied to the incident asked about; empty where it is that incident's own, or none."""
    return {
        "whole": pgettext("how a claim is tied to an incident", "of the wider events"),
        "part": pgettext("how a claim is tied to an incident", "of a part of it"),
        "sibling": pgettext("how a claim is tied to an incident", "of another part of the same events"),
        "other": pgettext("how a claim is tied to an incident", "of another incident"),
    }.get(tie, "")


def element_rows(asks: Asked, matrix: Matrix) -> list[ElementRow]:
    """Return the rows of a framework in reading order, without the root that joins all."""
    framework = matrix.framework
    cells = {cell.element: cell for cell in matrix.cells}
    stated = {each.element: each for each in matrix.stated}
    return [
        element_row(asks, matrix, element, cells.get(element.code), stated.get(element.code))
        for element in framework.elements
        if element.code != framework.root.code
    ]


def element_row(
    asks: Asked, matrix: Matrix, element: Element, cell: Cell | None, stated: Stated | None, few: int = FEW
) -> ElementRow:
    """Return the row of one element."""
    framework, language = matrix.framework, asks.language
    state = cell.state if cell else ""
    weakest = cell.weakest if cell else None
    return ElementRow(
        key_of(framework, element.code), element.code, min(4, 2 + framework.depth(element.code)),
        joined_words(element), words_in(element.question, language), words_in(element.short, language),
        cites_words(framework, element, language), mark_word(element.mark), element.mark == "text",
        words_in(element.note, language),
        tuple(words_in(each.words, language) for each in framework.disputes_of(element.code)),
        say(stated.why, asks.view, language) if stated and not element.is_leaf else "",
        side_rows(asks, cell.supports, few) if cell else NO_ROWS,
        side_rows(asks, cell.against, few) if cell else NO_ROWS,
        side_rows(asks, cell.either, few) if cell else NO_ROWS,
        tuple(assessed_row(asks, each) for each in cell.assessed) if cell else (),
        len(cell.earlier) if cell else 0,
        state_word(asks, state) if state else "", state, weakest.word if weakest is not None else "",
        status_word(weakest) if weakest is not None else "",
        tuple(words_in(each, language) for each in element.seek),
        address_of(asks, "assess_element", matrix.subject, framework.id, element.code, incident=matrix.incident)
        if cell
        else "",
    )  # fmt: skip


def key_of(framework: Framework, code: str) -> str:
    """Return the id of an element's row in a page."""
    return f"{framework.id}-{code}".lower().replace(".", "-")


def cites_words(framework: Framework, element: Element, language: str) -> str:
    """Return the articles that an element is drawn from."""
    norms = {text.key: words_in(text.norm, language) for text in framework.texts}
    return "; ".join(f"{norms.get(each.text, each.text)}, {each.at}" for each in element.cites)


def side_rows(asks: Asked, candidates: Sequence[Candidate], few: int = FEW) -> SideRows:
    """Return the first candidates of one side as rows."""
    shown = candidates[:few]
    return SideRows(tuple(candidate_row(asks, each) for each in shown), len(candidates) - len(shown))


def candidate_row(asks: Asked, each: Candidate) -> CandidateRow:
    """Return one candidate as a row."""
    how = (
        pgettext("how a claim shows something", "inferred")
        if each.how == "inferred"
        else pgettext("how a claim shows something", "direct")
    )
    place = _place(each)
    parts = [format_html("<b>{}</b>", place) if place else "", how, tie_word(each.tie),
             cited_in(asks, each.entity, each.claims), denials_in(asks, each.denials)]  # fmt: skip
    meta = format_html_join(" · ", "{}", ((part,) for part in parts if part))
    return CandidateRow(each.claims, _told(asks, each), meta, words_in(each.words, asks.language), each.is_denial)


def _place(each: Candidate) -> str:
    """Return how a candidate stands to the incident; its own days where none was asked about."""
    if each.placed is None:
        return when_words(each.when) if each.when.first or each.when.last else ""
    return place_word(each.placed, each.days)


def _told(asks: Asked, each: Candidate) -> SafeString:
    """Return what a candidate is in words: what its source says, or how a chain led up to a post."""
    view = asks.view
    if each.way is not None:
        status = each.way.standing
        chip = _chip(status)
        return format_html("{} · {} {}", link_to(asks, each.way.post), link_to(asks, each.way.ground), chip)
    if each.schema == "Appointment":
        chip = _chip(each.weakest) if each.weakest is not None else SafeString("")
        return format_html("{} {}", link_to(asks, view.ref(each.entity, "post")), chip)
    if each.schema == "Person":
        return format_html("{}", say(each.why, view, asks.language))
    claims = [view.claim(name) for name in each.claims]
    told = telling(asks, each.schema, claims)
    words = told[1] if told else format_html("{}", name_of(asks, each.entity))
    kind = kind_words(asks, each.entity, each.schema)
    via = format_html(" · {} {}", gettext("names"), link_to(asks, each.via)) if each.via else SafeString("")
    return format_html('{} <span class="soft small">{}{}</span>', words, kind, via)


def _chip(status: Status) -> SafeString:
    return format_html('<span class="chip {}">{}</span>', status.word, status_word(status))


def assessed_row(asks: Asked, each: Assessed) -> AssessedRow:
    """Return what one analyst makes of an element, with what the public would still need."""
    count = len(each.rests_on)
    return AssessedRow(
        each.analyst,
        state_word(asks, each.state),
        choice_word(asks, "Assessment", "standard", each.standard),
        format_html("{}", words_in(each.reason, asks.language)),
        format_html("{}", words_in(each.next, asks.language)) if each.next else SafeString(""),
        ngettext("%(n)s claim weighed", "%(n)s claims weighed", count) % {"n": count},
        address_of(asks, "claim", each.claim),
        each.is_for_all,
        tuple(missing_words(asks.view, each.claim)) if asks.shows_team else (),
    )


def kind_label(kind: str, language: str) -> str:
    """Return the word for a kind of element."""
    return label("kinds", kind, language)
