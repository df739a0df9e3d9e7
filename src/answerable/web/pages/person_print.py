"""One official's record on paper: every row that the reader may see, without what only a screen can do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.web.asking import asked
from answerable.web.pages.pagination import page_of
from answerable.web.pages.people import shown_of, who
from answerable.web.pages.rows_account import item_rows, kept_account, kept_answers, main_incidents, told_items
from answerable.web.pages.rows_expected import expected_rows
from answerable.web.pages.rows_patterns import patterns_shown
from answerable.web.pages.rows_people import proceeding_rows
from answerable.web.pages.rows_tenure import tenure_table
from answerable.web.pages.rows_under import under_rows
from answerable.web.templatetags.answerable import address_of

MOST = 500
"""A list on paper is cut here, and says so."""


def person_print(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show what is on record of a person as one page to print."""
    asks = asked(request, dossier_id)
    person = asks.view.require(entity, "Person")
    account = kept_account(asks.view, person)
    pages = page_of(told_items(account), request.GET.get("page", ""), MOST,
                    lambda number: address_of(asks, "person_print", person, page=number))  # fmt: skip
    content = {
        **who(asks, person),
        "tenures": tenure_table(asks, account.tenures),
        "shown": shown_of(asks, account, pages),
        "main": main_incidents(asks.view, person),
        "under": under_rows(asks, account.incidents[:MOST]),
        "under_count": len(account.incidents),
        "of_units": item_rows(asks, account.of_units[:MOST], 1, (), kept_answers(asks.view, person)),
        "expected": expected_rows(asks, account.expected[:MOST]),
        "patterns": patterns_shown(asks, person),
        "proceedings": proceeding_rows(asks, person),
    }
    return render(request, "answerable/conduct/person_print.html", content)
