"""What to look for next: the questions that the record leaves open, by official or incident. For the team."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from answerable.assess.answers import Question
from answerable.assess.gaps import Pair, gaps_of, incidents_to_ask_about, kind_of, subjects_to_ask_about
from answerable.assess.loading import framework as find_framework
from answerable.assess.wording import say
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.citations import link_to
from answerable.web.pages.pagination import page_of
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_questions import assess_address
from answerable.web.pages.rows_tests import kind_label, words_in
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of, name_of

PAGE = 10
FEW = 5
"""Questions shown of each subject on the page of all; its own page shows every one."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question left open: why it is asked, which elements it would serve, what to look for."""

    question: str
    kind: str
    why: str
    elements: tuple[tuple[str, str], ...]
    seek: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is open about one subject and one incident; `href` leads to all of it, empty when all is shown."""

    subject: SafeString
    incident: SafeString | None
    rows: tuple[QuestionRow, ...]
    count: int
    href: str


@kept_with_view
def _pairs(view: View, subject: str) -> tuple[Pair, ...]:
    """Return whom and what to ask about, with the incident; of everybody when no subject is given."""
    if subject:
        return tuple((subject, incident) for incident in incidents_to_ask_about(view, subject))
    return subjects_to_ask_about(view)


@kept_with_view
def _gaps(view: View, subject: str, incident: str) -> tuple[Question, ...]:
    """Return the open questions about one subject and incident, worked out once for a view."""
    return gaps_of(view, subject, incident=incident or None)


@require_GET
@for_team("read-team")
def gaps_to_investigate(request: HttpRequest, asks: Asked) -> HttpResponse:
    """Show what is open, of everybody or of the subject in the address, a few of them on a page."""
    view = asks.view
    subject = request.GET.get("subject", "")
    subject = view.require(subject) if subject else ""
    pairs = _pairs(view, subject)
    pages = page_of(pairs, request.GET.get("page", ""), PAGE,
                    lambda number: address_of(asks, "gaps", subject=subject, page=number))  # fmt: skip
    content = {
        "subject": link_to(asks, subject) if subject else "",
        "subject_name": name_of(asks, subject) if subject else "",
        "groups": [_group(asks, pair, _gaps(view, *pair), is_whole=bool(subject)) for pair in pages.shown],
        "pages": pages,
        "count": len(pairs),
    }
    return render(request, "answerable/conduct/gaps.html", content)


def _group(asks: Asked, pair: tuple[str, str], questions: tuple[Question, ...], *, is_whole: bool) -> Group:
    subject, incident = pair
    shown = questions if is_whole else questions[:FEW]
    return Group(
        link_to(asks, subject),
        link_to(asks, incident) if incident not in ("", subject) else None,
        tuple(_row(asks, each) for each in shown),
        len(questions),
        address_of(asks, "gaps", subject=subject) if len(shown) < len(questions) else "",
    )


def _row(asks: Asked, each: Question) -> QuestionRow:
    language = asks.language
    framework_id, code = each.elements[0]
    is_person = kind_of(asks.view, each.subject) == "person"
    href = (
        address_of(asks, "assess_element", each.subject, framework_id, code, incident=each.incident)
        if is_person
        else assess_address(asks, framework_id, each.subject, each.incident, code)
    )
    served = tuple((words_in(find_framework(name).titles, language), element) for name, element in each.elements)
    return QuestionRow(
        words_in(each.question, language),
        kind_label(each.kind, language),
        say(each.why, asks.view, language),
        served,
        tuple(words_in(one, language) for one in each.seek),
        href,
    )
