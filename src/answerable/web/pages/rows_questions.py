"""The questions of a framework held against an incident or an inquiry, as rows: what speaks for yes, what for no.

A state stands only where an analyst has recorded it and the reader's view holds that claim.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, pgettext

from answerable.assess.answers import Cell, Citation, Element, Framework, Matrix
from answerable.assess.assessed import NOT_ASSESSED
from answerable.assess.inquiries import FORCE, Sides, sides_of
from answerable.assess.texts_in_force import CitedOn, Mark, Standing, cited_on, in_language
from answerable.kernel.errors import NotFoundError
from answerable.web.asking import Asked
from answerable.web.pages.rows_facts import FactBook, SideRows
from answerable.web.pages.rows_tests import AssessedRow, assessed_row, state_word, words_in
from answerable.web.templatetags.answerable import address_of

Span = tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class CitationRow:
    """One citation: the text, the article, and whether what held on the day was read."""

    text: str
    at: str
    mark: str
    mark_word: str
    standing_word: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question. `sides` counts what is on record; `href` is where the team assesses it, else empty."""

    key: str
    code: str
    short: str
    question: str
    note: str
    cites: tuple[CitationRow, ...]
    disputes: tuple[str, ...]
    sides: Sides
    supports: SideRows
    against: SideRows
    either: SideRows
    state_code: str
    state: str
    assessed: tuple[AssessedRow, ...]
    seek: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Questions under one heading."""

    key: str
    short: str
    questions: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class BriefRow:
    """One question in brief: how much is on record, and what analysts have made of it."""

    key: str
    short: str
    sides: Sides
    state: str
    is_assessed: bool


@dataclass(frozen=True, slots=True)
class BriefGroup:
    """The questions of one group in brief. `href` leads to the page with that group alone."""

    key: str
    short: str
    href: str
    is_here: bool
    questions: tuple[BriefRow, ...]


def brief_groups(asks: Asked, matrix: Matrix, chosen: str, hrefs: Callable[[str], str]) -> list[BriefGroup]:
    """Return every group of a framework in brief; `hrefs` gives the address of the page with one group alone."""
    return [
        BriefGroup(
            key,
            short,
            hrefs(key),
            key == chosen,
            tuple(
                BriefRow(
                    leaf.code.lower(),
                    words_in(leaf.short, asks.language),
                    sides_of(cell),
                    state_word(asks, cell.state),
                    cell.state != NOT_ASSESSED,
                )
                for leaf, cell in cells
            ),
        )
        for key, short, cells in _groups(asks, matrix)
    ]


def group_rows(asks: Asked, matrix: Matrix, days: Span, chosen: str = "") -> list[GroupRow]:
    """Return the questions of a framework in reading order, by the groups right under its root, or one of these.

    Raises:
        NotFoundError: there is no such group.
    """
    book = FactBook(asks)
    found = [
        GroupRow(key, short, tuple(_row(asks, book, matrix, leaf, cell, days) for leaf, cell in cells))
        for key, short, cells in _groups(asks, matrix)
        if chosen in ("", key)
    ]
    if not found:
        raise NotFoundError(gettext("There is no such group of questions."))
    return found


def _groups(asks: Asked, matrix: Matrix) -> Iterator[tuple[str, str, list[tuple[Element, Cell]]]]:
    framework = matrix.framework
    for code in framework.root.parts:
        group = framework.find(code)
        pairs = zip(framework.leaves, matrix.cells, strict=True)
        if group is not None:
            own = [(leaf, cell) for leaf, cell in pairs if leaf.parent == code]
            yield code.lower(), words_in(group.short, asks.language), own


def _row(asks: Asked, book: FactBook, matrix: Matrix, leaf: Element, cell: Cell, days: Span) -> QuestionRow:
    language, framework = asks.language, matrix.framework
    return QuestionRow(
        leaf.code.lower(),
        leaf.code,
        words_in(leaf.short, language),
        words_in(leaf.question, language),
        words_in(leaf.note, language) if leaf.note else "",
        citation_rows(framework, leaf.cites, days, language, asks.view.dossier.country),
        tuple(words_in(each.words, language) for each in framework.disputes_of(leaf.code)),
        sides_of(cell),
        book.side(leaf, cell, cell.supports),
        book.side(leaf, cell, cell.against),
        book.side(leaf, cell, cell.either),
        cell.state,
        state_word(asks, cell.state),
        tuple(assessed_row(asks, each) for each in cell.assessed),
        tuple(words_in(each, language) for each in leaf.seek),
        assess_address(asks, framework.id, matrix.subject, matrix.incident, leaf.code),
    )


def assess_address(asks: Asked, framework_id: str, subject: str, incident: str, code: str) -> str:
    """Return where the team assesses a question about an incident or an inquiry; empty for every other reader."""
    if not asks.shows_team or not incident:
        return ""
    page = "assess_force" if framework_id == FORCE else "assess_inquiry"
    of = {"proceeding": subject} if subject != incident else {}
    return address_of(asks, page, incident, code, **of)


# the texts that a question is held against


def mark_words(mark: Mark, *, is_elsewhere: bool = False) -> str:
    """Return whether a provision was read, in the wording that counts."""
    if mark == "S":
        return pgettext("mark of a provision", "read")
    if is_elsewhere:
        return pgettext("mark of a provision", "read in another wording, to be checked")
    if mark == "T":
        return pgettext("mark of a provision", "title read, to be checked")
    return pgettext("mark of a provision", "to be checked")


def provision_words(unit: str, at: str) -> str:
    """Return the provisions of a text, called as they are in it; empty where none is named."""
    if not at:
        return ""
    said = {
        "article": pgettext("provisions of a legal text", "art. %(at)s"),
        "paragraph": pgettext("provisions of a legal text", "para. %(at)s"),
        "section": pgettext("provisions of a legal text", "sec. %(at)s"),
        "principle": pgettext("provisions of a legal text", "principle %(at)s"),
    }[unit]
    return said % {"at": at} if at[0].isdigit() else at


def standing_words(standing: Standing) -> str:
    """Return how a text stands to the days of an incident; empty where one wording surely held."""
    return {
        "in-force": "",
        "changed": gettext("the wording changed during these days"),
        "unclear": gettext("which wording held that day is not sure"),
        "not-yet": gettext("not yet adopted that day"),
        "no-longer": gettext("no longer in force that day"),
        "undated": gettext("the incident has no date, so every wording is shown"),
    }[standing]


def citation_rows(
    framework: Framework,
    cites: Iterable[Citation],
    days: Span,
    language: str,
    country: str,
    *,
    is_text: bool = False,
) -> tuple[CitationRow, ...]:
    """Return citations as rows; the law of another country than the dossier's is left out.

    `is_text`: the framework is read as a text, so that no days mean every day and not an incident without a date.
    """
    known = {text.key: text for text in framework.texts}
    rows = []
    for cite in cites:
        text = known[cite.text]
        if not text.registry:
            mark: Mark = "S" if text.mark == "text" else "UM"
            rows.append(CitationRow(words_in(text.norm, language), cite.at, mark, mark_words(mark), ""))
            continue
        found = cited_on(text.registry, cite.at, days)
        if found.on.text.is_of(country):
            rows.append(_citation_row(found, language, is_text=is_text and days is None))
    return tuple(rows)


def _citation_row(found: CitedOn, language: str, *, is_text: bool) -> CitationRow:
    text = found.on.text
    mark: Mark = "S" if is_text and found.is_read_elsewhere else found.mark
    return CitationRow(
        in_language(text.short, language),
        provision_words(text.unit, found.at),
        mark,
        mark_words(mark, is_elsewhere=found.is_read_elsewhere),
        "" if is_text else standing_words(found.on.standing),
    )
