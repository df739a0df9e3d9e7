"""How the post goes from one country to another: what was entered last for each pair, and a form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from answerable.actions import changes
from answerable.actions.changes import POST_STATES
from answerable.actions.reads import post_services as every_pair
from answerable.actions.reads import today_of
from answerable.kernel.errors import UserError
from answerable.kernel.times import parse_day
from answerable.publish.wording import day_words
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, options_of, text_in
from answerable.web.pages.rows_team_actions import country_name
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of

_TEXTS = ("origin", "destination", "state", "words", "postage", "source")


@require_http_methods(["GET", "POST"])
@for_team("read-team")
def post_services(request: HttpRequest, asked: Asked) -> HttpResponse:
    """List the pairs of countries with how the post goes, and enter what is new.

    Raises:
        NotAllowedError: the role does not include entering it.
    """
    typed, problems = request.POST, Problems()
    if request.method == "POST" and _saved(asked, typed, problems):
        messages.success(request, gettext("Kept. Writers read it at once."))
        return redirect(address_of(asked, "post_services"))
    context = {
        "rows": [
            (country_name(one.origin, asked.language), country_name(one.destination, asked.language),
             post_word(one.state), day_words(one.as_of, asked.language), one.postage, one.words, one.source)
            for one in every_pair(asked.dossier_id)
        ],
        "fields": _fields(asked, typed, problems) if asked.actor.may("write") else [],
        "problems": problems,
    }  # fmt: skip
    return render(request, "answerable/action_team/post.html", context, status=422 if problems else 200)


def post_word(state: str) -> str:
    """Return the word for how the post goes."""
    return {
        "running": gettext("running"), "limited": gettext("limited"), "suspended": gettext("suspended"),
    }[state]  # fmt: skip


def _fields(asked: Asked, typed: QueryDict, problems: Problems) -> list[Field]:
    def line(name: str, label: str, help_: str = "", value: str = "", **more: Any) -> Field:
        said = text_in(typed, name) if typed else value
        return Field(name, more.pop("kind", "line"), label, help_, value=said, error=problems.of(name), **more)

    two = gettext("Two letters, such as CH.")
    states = [(each, post_word(each)) for each in POST_STATES]
    today = today_of(asked.dossier_id).isoformat()
    return [
        line("origin", gettext("From"), two, kind="short", is_optional=False),
        line("destination", gettext("To"), two, kind="short", is_optional=False),
        Field("state", "choice", gettext("How the post goes"), is_optional=False,
              options=options_of(states, [text_in(typed, "state") or "running"])),
        line("as_of", gettext("As of"), gettext("The day on which you found this out."), today, kind="day",
             is_optional=False),
        line("postage", gettext("A letter costs"), gettext("With the currency, such as CHF 2.50.")),
        line("words", gettext("What a writer should know besides"), kind="text"),
        line("source", gettext("Where this was found")),
    ]  # fmt: skip


def _saved(asked: Asked, typed: QueryDict, problems: Problems) -> bool:
    said = {name: text_in(typed, name) for name in _TEXTS}
    field = "as_of"
    try:
        as_of = parse_day(text_in(typed, "as_of"))
        field = ""
        changes.set_post_service(actor=asked.actor, dossier_id=asked.dossier_id, as_of=as_of, **said)
    except UserError as error:
        problems.add(field, error.what, error.remedy)
        return False
    return True
