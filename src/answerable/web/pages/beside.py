"""Two officials side by side: their posts, who was over whom, the incidents under both, and each one's record."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from answerable.conduct.answers import Account, IncidentUnder, Item
from answerable.conduct.items import in_time
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.citations import link_to
from answerable.web.pages.pagination import page_of
from answerable.web.pages.people import kept_subordinates, kept_superiors, who
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_account import Answers, ItemRow, item_rows, kept_account, kept_answers, told_items
from answerable.web.pages.rows_people import PersonRow, listed, officials, overlap_rows, person_rows
from answerable.web.pages.rows_tenure import TenureTable, tenure_table
from answerable.web.pages.rows_under import UnderRow, under_rows
from answerable.web.templatetags.answerable import address_of, name_of

ITEMS = 80
FEW = 25
NEAR = 12


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what they are called, their posts, what they deny or answer, how much is on record."""

    person: str
    name: str
    href: str
    tenures: TenureTable
    answers: list[ItemRow]
    count: int


@dataclass(frozen=True, slots=True)
class BothRow:
    """One thing on record of one of the two; the other's cell stays empty."""

    day: str
    row: ItemRow
    is_left: bool


@dataclass(frozen=True, slots=True)
class SharedRow:
    """An incident that lay under posts of both."""

    incident: SafeString
    left: UnderRow
    right: UnderRow


def beside(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show a person beside another, or ask for the other."""
    asks = asked(request, dossier_id)
    person = asks.view.require(entity, "Person")
    other = request.GET.get("other", "")
    if not other:
        return _choose(request, asks, person)
    other = asks.view.require(other, "Person")
    accounts = kept_account(asks.view, person), kept_account(asks.view, other)
    pages = page_of(_both(asks.view, person, other), request.GET.get("page", ""), ITEMS, lambda number: address_of(
        asks, "beside", person, other=other, page=number) + "#record")  # fmt: skip
    shared, sides = _shared(*accounts), [_side(asks, account) for account in accounts]
    under = page_of(shared, request.GET.get("incidents", ""), FEW, lambda number: address_of(
        asks, "beside", person, other=other, incidents=number) + "#shared")  # fmt: skip
    content = {
        **who(asks, person),
        "left": sides[0],
        "right": sides[1],
        "sides": sides,
        "over": overlap_rows(asks, [one for one in kept_superiors(asks.view, person) if one.person == other]),
        "below": overlap_rows(asks, [one for one in kept_subordinates(asks.view, person) if one.person == other]),
        "shared": _shared_rows(asks, under.shown),
        "shared_pages": under,
        "rows": [_both_row(asks, item, accounts, is_left=is_left) for item, is_left in pages.shown],
        "pages": pages,
    }
    return render(request, "answerable/conduct/beside.html", content)


def _choose(request: HttpRequest, asks: Asked, person: str) -> HttpResponse:
    """Ask whom to set beside: those over and under the person first, or those whose name or post fits."""
    words = request.GET.get("find", "")[:200]
    near = [one.person for one in (*kept_superiors(asks.view, person), *kept_subordinates(asks.view, person))]
    close = [one for one in dict.fromkeys(near) if one != person][:NEAR]
    found = [row for row in listed(asks, words) if row.person != person] if words else []
    choices = [
        PersonRow(row.name, address_of(asks, "beside", person, other=one.person), row.posts)
        for one, row in zip(found[:FEW], person_rows(asks, found[:FEW]), strict=True)
    ]
    content = {
        **who(asks, person),
        "words": words,
        "choices": choices,
        "found": len(found),
        "close": [(name_of(asks, one), address_of(asks, "beside", person, other=one)) for one in close],
        "all": len(officials(asks.view)),
    }
    return render(request, "answerable/conduct/beside_whom.html", content)


def _side(asks: Asked, account: Account) -> Side:
    answers = kept_answers(asks.view, account.person)
    return Side(
        account.person,
        name_of(asks, account.person),
        address_of(asks, "person", account.person),
        tenure_table(asks, account.tenures),
        item_rows(asks, account.replies[:FEW], 1, (), answers),
        len(told_items(account)),
    )


@kept_with_view
def _both(view: View, left: str, right: str) -> tuple[tuple[Item, bool], ...]:
    """Return what is on record of either, in order of time, each with whether it is of the left."""
    every = [(item, person == left) for person in (left, right) for item in told_items(kept_account(view, person))]
    return tuple(sorted(every, key=lambda one: (*in_time(one[0].when, one[0].entity), not one[1])))


def _both_row(asks: Asked, item: Item, accounts: tuple[Account, Account], *, is_left: bool) -> BothRow:
    row = item_rows(asks, [item], 0, (), _answers_of(asks.view, accounts[0 if is_left else 1].person))[0]
    return BothRow(row.day, row, is_left)


@kept_with_view
def _answers_of(view: View, person: str) -> Answers:
    """Return which items are answers of a person; rows have no numbers here, so none is referred to."""
    return Answers(kept_answers(view, person).parts, {})


def _shared(left: Account, right: Account) -> list[tuple[IncidentUnder, IncidentUnder]]:
    others = {one.incident: one for one in right.incidents}
    return [(one, others[one.incident]) for one in left.incidents if one.incident in others]


def _shared_rows(asks: Asked, shared: Sequence[tuple[IncidentUnder, IncidentUnder]]) -> list[SharedRow]:
    lefts, rights = under_rows(asks, [one for one, _ in shared]), under_rows(asks, [one for _, one in shared])
    return [
        SharedRow(link_to(asks, one.incident), left, right)
        for (one, _), left, right in zip(shared, lefts, rights, strict=True)
    ]
