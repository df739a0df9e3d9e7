"""Begin an urgent action from what the dossier holds: its number, its languages, a first draft with references."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from answerable.actions import changes
from answerable.actions.answers import RISKS
from answerable.actions.first_draft import Beginning, first_draft
from answerable.actions.numbers import number_text, parse_number
from answerable.actions.reads import team_issue_of, today_of
from answerable.actions.wording import LANGUAGES
from answerable.kernel.errors import UserError
from answerable.kernel.times import parse_day
from answerable.publish import changes as publications
from answerable.publish.checks import public_view
from answerable.record.changes import find_dossier
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, options_of, picked_in, text_in
from answerable.web.forms.properties import language_name
from answerable.web.pages.rows_team_actions import risk_word
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of

MOST_COUNTS = 6


@require_http_methods(["GET", "POST"])
@for_team("write")
def new_action(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Ask what the action is about and begin it, with a first draft in each language that has a title."""
    typed, problems = request.POST, Problems()
    view = public_view(asked.dossier_id)
    if request.method == "POST" and (slug := _begin(asked, view, typed, problems)):
        messages.success(request, gettext("Begun, with a first draft. Only the team can see it."))
        return redirect(address_of(asked, "work_on_action", slug))
    context = {"groups": _groups(asked, view, typed, problems), "problems": problems}
    return render(request, "answerable/action_team/new.html", context, status=422 if problems else 200)


def _groups(asked: Asked, view: View, typed: QueryDict, problems: Problems) -> list[tuple[str, str, list[Field]]]:
    """Return the fields in groups: a title, a sentence on it, and the fields."""

    def line(name: str, label: str, help_: str = "", value: str = "", *, kind: str = "line", **more: Any) -> Field:
        said = text_in(typed, name) if typed else value
        return Field(name, kind, label, help_, value=said, error=problems.of(name), **more)

    number = number_text(changes.next_number(asked.dossier_id, today_of(asked.dossier_id).year))
    titles = [
        line(f"title-{code}", gettext("Title (%(language)s)") % {"language": language_name(code)}, language=code)
        for code in LANGUAGES
    ]
    risk = text_in(typed, "risk") or "raised"
    facts = [
        Field("incident", "list", gettext("The incident"), gettext("Its day and its name stand in the draft."),
              options=options_of(_incidents(view, asked.language), [text_in(typed, "incident")], none="–")),
        Field("counts", "several", gettext("Figures"), gettext("At most %(n)s.") % {"n": MOST_COUNTS},
              options=options_of(_named(view, "Figure", "name", asked.language), picked_in(typed, "counts")),
              error=problems.of("counts")),
        Field("calls", "several", gettext("What is asked for"),
              gettext("Demands that are on record, so that it shows later whether they were met."),
              options=options_of(_named(view, "Call", "demand", asked.language), picked_in(typed, "calls"))),
    ]  # fmt: skip
    return [
        (gettext("The action"), "", [
            line("number", gettext("Number"), gettext("Of the first issue, as UA 105/22. It stays through every "
                 "update."), number, is_optional=False),
            line("slug", gettext("Its address"), gettext("A few words in small letters with hyphens, such as "
                 "justice-in-puno."), is_optional=False),
            line("country", gettext("Receiving State"), gettext("Two letters, such as PE."),
                 _country(asked), kind="short", is_optional=False),
            Field("risk", "choice", gettext("Risk of writing to it"),
                  gettext("Sets how writers sign at first, and what they are told before they write."),
                  options=options_of([(each, risk_word(each)) for each in RISKS], [risk]), is_optional=False),
            line("themes", gettext("Themes"), gettext("Words that writers can follow, with commas between.")),
            line("until", gettext("Last day for letters"), gettext("As 2027-01-15. Two to eight weeks are usual."),
                 kind="day"),
        ]),
        (gettext("What it says"), gettext("The dossier gives every number, day and name."), facts),
        (gettext("Languages"), gettext("A first draft is made in each language that has a title."), titles),
    ]  # fmt: skip


def _country(asked: Asked) -> str:
    return find_dossier(asked.dossier_id).country.upper()


def _incidents(view: View, language: str) -> list[tuple[str, str]]:
    found = []
    for each in view.entities("Incident"):
        days = view.days_of(each)
        name = view.text(each, "name", language)
        if name and days:
            found.append((days[0].isoformat(), each, name))
    return [(each, f"{day} · {name}") for day, each, name in sorted(found)]


def _named(view: View, schema: str, title: str, language: str) -> list[tuple[str, str]]:
    named = ((each, view.text(each, title, language)) for each in view.entities(schema))
    return sorted(((each, _short(name)) for each, name in named if name), key=lambda pair: pair[1])


def _short(text: str) -> str:
    return text if len(text) < 160 else f"{text[:150].rsplit(' ', 1)[0]} …"


def _begin(asked: Asked, view: View, typed: QueryDict, problems: Problems) -> str:
    """Make the action, its first issue and its drafts; all or nothing. Return its slug, empty when refused."""
    titles = {code: text_in(typed, f"title-{code}") for code in LANGUAGES if text_in(typed, f"title-{code}")}
    counts = picked_in(typed, "counts")
    if not titles:
        problems.add(f"title-{LANGUAGES[0]}", gettext("Give a title in at least one language."))
    if len(counts) > MOST_COUNTS:
        problems.add("counts", gettext("These are too many for a letter that is read."))
    if problems:
        return ""
    field = "number"
    try:
        number = parse_number(text_in(typed, "number"))
        field = "until"
        until = parse_day(text_in(typed, "until")) if text_in(typed, "until") else None
        field = ""
        with transaction.atomic():
            where: dict[str, Any] = {"actor": asked.actor, "dossier_id": asked.dossier_id}
            slug = changes.create_action(
                **where, slug=text_in(typed, "slug"), sequence=number.sequence, year=number.year,
                country=text_in(typed, "country"), risk=text_in(typed, "risk"),
                themes=re.split(r"[,\n]", text_in(typed, "themes")),
            )  # fmt: skip
            field = "until"
            changes.plan_issue(**where, slug=slug, kind="first", until=until)
            publication = team_issue_of(asked.dossier_id, slug).publication.row.slug
            texts = _drafts(view, titles, today_of(asked.dossier_id), typed, counts)
            publications.save_text(**where, slug=publication, texts=texts)
    except UserError as error:
        is_address = bool(error.where) and error.where == text_in(typed, "slug").lower()[:60]
        problems.add("slug" if is_address else field, error.what, error.remedy)
        return ""
    return slug


def _drafts(
    view: View, titles: dict[str, str], day: date, typed: QueryDict, counts: Sequence[str]
) -> dict[str, str]:
    """Return a first draft in each language; those after the first name its first version as their original."""
    first = next(iter(titles))
    incident = text_in(typed, "incident") if view.has(text_in(typed, "incident")) else ""
    known = [each for each in counts if view.has(each)]
    calls = [each for each in picked_in(typed, "calls") if view.has(each)]
    return {
        code: first_draft(
            view, code,
            Beginning(title, day, incident, known, calls, "" if code == first else f"{first} 1"),
        )
        for code, title in titles.items()
    }  # fmt: skip
