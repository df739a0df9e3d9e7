"""Legal tests held against one official, element by element, several frameworks side by side. For the team.

A test held against a named person is the team's own work until it is published: what the public sees of it is the
assessments that its view holds, and else nothing, in the same words for everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from answerable.assess.answers import Cell, Comparison, Framework, Matrix
from answerable.assess.loading import frameworks
from answerable.assess.matrix import comparison_of
from answerable.conduct.answers import Account
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.forms.fields import Option
from answerable.web.pages.people import who
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_account import kept_account
from answerable.web.pages.rows_public_assessments import public_assessments
from answerable.web.pages.rows_tests import (
    ElementRow,
    element_rows,
    joined_words,
    key_of,
    kind_label,
    state_word,
    words_in,
)
from answerable.web.templatetags.answerable import address_of, name_of

MOST_INCIDENTS = 200
USUAL = ("rome-28a", "rome-28b")


@dataclass(frozen=True, slots=True)
class Shown:
    """One framework held against the person."""

    id: str
    title: str
    summary: str
    version: str
    joined: str
    href: str
    disputes: tuple[str, ...]
    rows: list[ElementRow]


@dataclass(frozen=True, slots=True)
class CellInBrief:
    """A question in the comparison: how far it is assessed, and how much is on record on each side."""

    short: str
    href: str
    state: str
    is_assessed: bool
    supports: int
    against: int


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of element in each framework: the framework's title, and its questions of that kind."""

    kind: str
    cells: tuple[tuple[str, tuple[CellInBrief, ...]], ...]


def tests(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show frameworks held against a person, for one incident under their command or for all."""
    asks = asked(request, dossier_id)
    person = asks.view.require(entity, "Person")
    if not asks.shows_team:
        return _public(request, asks, person)
    account = kept_account(asks.view, person)
    about_people = [each for each in frameworks() if "person" in each.about]
    chosen = _chosen(request, about_people)
    incident = request.GET.get("incident", "")
    incident = asks.view.require(incident, "Incident") if incident else ""
    comparison = kept_comparison(asks.view, tuple(each.id for each in chosen), person, incident)
    content = {
        **who(asks, person),
        "incident": incident,
        "incident_name": name_of(asks, incident) if incident else "",
        "incident_href": address_of(asks, "incident", incident) if incident else "",
        "incidents": _incidents(asks, account, incident),
        "frameworks": [Option(each.id, words_in(each.titles, asks.language), each in chosen)
                       for each in about_people],
        "shown": [_shown(asks, matrix) for matrix in comparison.matrices],
        "kinds": _kinds(asks, comparison),
        "titles": [words_in(each.titles, asks.language) for each in chosen],
        "gaps_href": address_of(asks, "gaps", subject=person),
    }  # fmt: skip
    return render(request, "answerable/conduct/tests.html", content)


@kept_with_view
def kept_comparison(view: View, ids: tuple[str, ...], person: str, incident: str) -> Comparison:
    """Return frameworks held against a person, worked out once for a view."""
    return comparison_of(view, ids, person, incident or None)


def _public(request: HttpRequest, asks: Asked, person: str) -> HttpResponse:
    rows = public_assessments(asks, person)
    content = {**who(asks, person), "rows": rows}
    return render(request, "answerable/conduct/tests_public.html", content, status=200 if rows else 404)


def _chosen(request: HttpRequest, known: Sequence[Framework]) -> list[Framework]:
    wanted = request.GET.getlist("framework")
    found = [each for each in known if each.id in wanted]
    return found or [each for each in known if each.id in USUAL] or list(known[:2])


def _incidents(asks: Asked, account: Account, chosen: str) -> list[Option]:
    """Return the incidents to choose from, those with most deaths first where there are many."""
    gravest = sorted(account.incidents, key=lambda one: -one.killed)[:MOST_INCIDENTS]
    kept = {one.incident for one in gravest}
    names = [one.incident for one in account.incidents if one.incident in kept]
    if chosen and chosen not in kept:
        names.append(chosen)
    every = Option("", gettext("All incidents together"), not chosen)
    return [every, *(Option(one, name_of(asks, one), one == chosen) for one in names)]


def _shown(asks: Asked, matrix: Matrix) -> Shown:
    framework = matrix.framework
    return Shown(
        framework.id,
        words_in(framework.titles, asks.language),
        words_in(framework.summary, asks.language),
        framework.version,
        joined_words(framework.root),
        address_of(asks, "framework", framework.id),
        tuple(words_in(each.words, asks.language) for each in framework.disputes_of("")),
        element_rows(asks, matrix),
    )


def _kinds(asks: Asked, comparison: Comparison) -> list[KindRow]:
    return [
        KindRow(
            kind_label(row.kind, asks.language),
            tuple(
                (
                    words_in(matrix.framework.titles, asks.language),
                    tuple(_brief(asks, matrix.framework, cell) for cell in cells),
                )
                for matrix, cells in zip(comparison.matrices, row.cells, strict=True)
            ),
        )
        for row in comparison.rows
    ]


def _brief(asks: Asked, framework: Framework, cell: Cell) -> CellInBrief:
    element = framework.find(cell.element)
    short = words_in(element.short or element.question, asks.language) if element else cell.element
    return CellInBrief(
        short,
        f"#{key_of(framework, cell.element)}",
        state_word(asks, cell.state),
        bool(cell.assessed),
        len(cell.supports),
        len(cell.against),
    )
