"""Officials: the list by name and post, and the page of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString

from answerable.command import Overlap
from answerable.command.overlaps import subordinates_of, superiors_of
from answerable.conduct.answers import Account, Item
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.citations import links_to
from answerable.web.pages.pagination import Pages, page_of
from answerable.web.pages.picture_of_account import draw_account
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_account import (
    ItemRow,
    item_rows,
    kept_account,
    kept_answers,
    kept_numbers,
    main_incidents,
    told_items,
)
from answerable.web.pages.rows_events import SAID_OF, event_rows
from answerable.web.pages.rows_expected import expected_rows
from answerable.web.pages.rows_patterns import patterns_shown
from answerable.web.pages.rows_people import listed, officials, overlap_rows, person_rows, proceeding_rows
from answerable.web.pages.rows_tenure import tenure_table
from answerable.web.pages.rows_under import under_rows
from answerable.web.templatetags.answerable import address_of, name_of

T = TypeVar("T")
PAGE = 100
ITEMS = 60
FEW = 15
LISTS = ("page", "incidents", "of-units", "said-of", "superiors", "subordinates")
"""The names in the address of the lists of a person's page that are cut to pages."""


def people(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """List the officials, or those whose name or post holds the words asked for."""
    asks = asked(request, dossier_id)
    words = request.GET.get("name", "")[:200]
    by_name = request.GET.get("sort") == "name"
    sort = "name" if by_name else ""
    found = listed(asks, words, by_name=by_name)
    pages = page_of(found, request.GET.get("page", ""), PAGE,
                    lambda number: address_of(asks, "people", name=words, sort=sort, page=number))  # fmt: skip
    content = {
        "rows": person_rows(asks, pages.shown),
        "pages": pages,
        "found": len(found),
        "all": len(officials(asks.view)),
        "words": words,
        "by_name": by_name,
        "sort_name": address_of(asks, "people", name=words, sort="name"),
        "sort_level": address_of(asks, "people", name=words),
    }
    return render(request, "answerable/command/people.html", content)


@dataclass(frozen=True, slots=True)
class Shown:
    """The things on record of a person: the rows of one page of them, the picture of those rows, the answers.

    `count`: how many there are in all. `undrawn`: how many of the rows no source dates on both sides.
    """

    pages: Pages[Item]
    rows: list[ItemRow]
    answers: list[ItemRow]
    more_answers: int
    picture: SafeString
    count: int
    undrawn: int


def person(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show one official; somebody who is in the dossier only as harmed is shown on the page of an entity."""
    asks = asked(request, dossier_id)
    view = asks.view
    name = view.require(entity, "Person")
    if name not in officials(view) and view.pointing_at(name, "Harm", "person"):
        return redirect(address_of(asks, "entity", name))
    account = kept_account(view, name)
    lists = _Lists(request, asks, name)
    under = lists.page_of(account.incidents, "incidents")
    over, below = lists.page_of(kept_superiors(view, name), "superiors"), lists.page_of(
        kept_subordinates(view, name), "subordinates")  # fmt: skip
    of_units, said_of = lists.page_of(account.of_units, "of-units"), lists.page_of(
        view.pointing_at(name, "Remark", "regarding"), "said-of", anchor="said-of-them")  # fmt: skip
    content = {
        **who(asks, name),
        "tenures": tenure_table(asks, account.tenures),
        "shown": shown_of(asks, account, lists.page_of(told_items(account), "page", ITEMS, "record")),
        "main": main_incidents(view, name),
        "under": under_rows(asks, under.shown),
        "under_pages": under,
        "under_count": len(account.incidents),
        "of_units": item_rows(asks, of_units.shown, 1, (), kept_answers(view, name)),
        "of_units_pages": of_units,
        "expected": expected_rows(asks, account.expected[:ITEMS]),
        "expected_more": max(0, len(account.expected) - ITEMS),
        "said_of": event_rows(asks, said_of.shown, SAID_OF),
        "said_of_pages": said_of,
        "patterns": patterns_shown(asks, name, request.GET.get("pattern", "")),
        "proceedings": proceeding_rows(asks, name),
        "superiors": overlap_rows(asks, over.shown),
        "superiors_pages": over,
        "subordinates": overlap_rows(asks, below.shown),
        "subordinates_pages": below,
    }
    return render(request, "answerable/command/person.html", content)


@dataclass(frozen=True, slots=True)
class _Lists:
    """The long lists of one page: each has its own number in the address, and keeps those of the others."""

    request: HttpRequest
    asks: Asked
    person: str

    def page_of(self, items: Sequence[T], name: str, most: int = FEW, anchor: str = "") -> Pages[T]:
        """Return the page of a list that the address asks for."""
        others = {one: self.request.GET[one] for one in LISTS if one in self.request.GET and one != name}

        def address(number: object) -> str:
            return address_of(self.asks, "person", self.person, **{**others, name: number}) + f"#{anchor or name}"

        return page_of(items, self.request.GET.get(name, ""), most, address)


@kept_with_view
def kept_superiors(view: View, person: str) -> tuple[Overlap, ...]:
    """Return who was over a person, worked out once for a view; another post of their own is left out."""
    return tuple(one for one in superiors_of(view, person) if one.person != person)


@kept_with_view
def kept_subordinates(view: View, person: str) -> tuple[Overlap, ...]:
    """Return who was under a person, worked out once for a view; another post of their own is left out."""
    return tuple(one for one in subordinates_of(view, person) if one.person != person)


def who(asks: Asked, person: str) -> dict[str, object]:
    """Return what a person is called, and the ways on to other pages about them."""
    view = asks.view
    bodies = view.pointing_at(person, "Membership", "member")
    return {
        "person": person,
        "name": name_of(asks, person),
        "is_by_function": not view.text(person, "name") and bool(view.text(person, "publicRole")),
        "aliases": view.texts(person, "alias"),
        "memberships": links_to(asks, dict.fromkeys(u for one in bodies for u in view.refs(one, "organization"))),
    }


def shown_of(asks: Asked, account: Account, pages: Pages[Item]) -> Shown:
    """Return one page of what is on record of a person, with the picture of the same rows."""
    person = account.person
    answers, numbers = kept_answers(asks.view, person), kept_numbers(asks.view, person)
    main = main_incidents(asks.view, person)
    first = numbers[pages.shown[0].entity, pages.shown[0].part] if pages.shown else 1
    rows = item_rows(asks, pages.shown, first, main, answers)
    own = [
        row
        for item in account.replies[:FEW]
        for row in item_rows(asks, [item], numbers[item.entity, item.part], (), answers)
    ]
    picture = draw_account(asks, account.tenures, rows, account.incidents, main, account.expected[:ITEMS])
    more = len(account.replies) - len(own)
    return Shown(pages, rows, own, more, picture, len(numbers), sum(not row.item.when.is_dated for row in rows))
