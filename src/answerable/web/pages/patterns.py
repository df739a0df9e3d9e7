"""Every pattern over every official: how often each fits whom. For the team alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from answerable.conduct.answers import PatternAnswer
from answerable.conduct.patterns import PATTERNS, all_patterns
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.pagination import page_of
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of, name_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Count:
    """How often one pattern fits one person; `note` says when all of it is inferred."""

    times: int
    href: str
    is_inferred: bool
    against: int
    title: str


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One official, and how often each pattern fits what is on record of them."""

    name: str
    href: str
    counts: tuple[Count, ...]


@kept_with_view
def kept_all(view: View) -> Mapping[str, tuple[PatternAnswer, ...]]:
    """Return the patterns of every official, worked out once for a view."""
    return all_patterns(view)


@kept_with_view
def _ranked(view: View, code: str) -> tuple[str, ...]:
    """Return the officials whom some pattern fits: by how many fit, then how often; or by one pattern alone."""

    def rank(person: str) -> tuple[int, int, str]:
        met = [one for one in kept_all(view)[person] if one.is_met and (not code or one.code == code)]
        return -len(met), -sum(len(one.instances) for one in met), person

    fitting = (person for person in kept_all(view) if rank(person)[0])
    return tuple(sorted(fitting, key=rank))


@require_GET
@for_team("read-team")
def patterns(request: HttpRequest, asks: Asked) -> HttpResponse:
    """Show the table of officials and patterns, those first whom most patterns fit."""
    code = request.GET.get("pattern", "")
    code = code if code in PATTERNS else ""
    ranked = _ranked(asks.view, code)
    pages = page_of(ranked, request.GET.get("page", ""), PAGE,
                    lambda number: address_of(asks, "patterns", pattern=code, page=number))  # fmt: skip
    titles = {one.code: one.title(asks.language) for one in PATTERNS.values()}
    content = {
        "rows": [_row(asks, person, titles) for person in pages.shown],
        "pages": pages,
        "found": len(ranked),
        "all": len(kept_all(asks.view)),
        "code": code,
        "columns": [(one, title, address_of(asks, "patterns", pattern=one)) for one, title in titles.items()],
        "rules": [
            (one.title(asks.language), one.rule(asks.language), one.does_not_show(asks.language))
            for one in PATTERNS.values()
        ],
    }
    return render(request, "answerable/conduct/patterns.html", content)


def _row(asks: Asked, person: str, titles: Mapping[str, str]) -> OfficialRow:
    href = address_of(asks, "person", person)
    counts = tuple(
        Count(
            len(one.instances), f"{href}#pattern-{one.code}", one.is_inferred, len(one.against), titles[one.code]
        )
        for one in kept_all(asks.view)[person]
    )
    return OfficialRow(name_of(asks, person), href, counts)
