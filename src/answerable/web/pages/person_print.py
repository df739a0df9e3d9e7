"""One official's record on paper: every row that the reader may see, without what only a screen can do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from answerable.web.asking import asked
from answerable.web.pages.given_files import FORMS
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
    """Show what is on record of a person as one page to print; '?as=pdf', docx or html leads to the whole file."""
    asks = asked(request, dossier_id)
    person = asks.view.require(entity, "Person")
    form = request.GET.get("as", "")
    if form in FORMS:
        return redirect(address_of(asks, "person_file", person, form, language=asks.language))
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
        "files": [
            (word, address_of(asks, "person_file", person, form, language=asks.language))
            for form, word in _forms().items()
        ]
        if asks.is_team
        else [],
    }
    return render(request, "answerable/conduct/person_print.html", content)


def _forms() -> dict[str, str]:
    """Return the forms in which the whole file can be had, in words."""
    return {
        "pdf": pgettext("form of a file", "PDF"),
        "docx": pgettext("form of a file", "Word document"),
        "html": pgettext("form of a file", "page by itself"),
    }
