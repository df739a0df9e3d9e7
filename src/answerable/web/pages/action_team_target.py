"""One addressee, or one who gets a copy: entered, changed; and the picture of an action as it stands now."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from answerable.actions import changes
from answerable.actions.answers import Target
from answerable.actions.reads import HeldIssue, current_picture, target_rows, targets_of, team_issue_of
from answerable.actions.wording import LANGUAGES
from answerable.kernel.errors import NotFoundError, UserError
from answerable.publish.checks import public_view
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Option, Problems, text_in
from answerable.web.forms.properties import language_name
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of

_LISTED = ("post_lines", "emails")
_PLAIN = ("role", "name", "person", "post", "section", "language", "country", "fax", "phone", "handle", "form")
_BY_LANGUAGE = ("salutation", "title")


@require_http_methods(["GET", "POST"])
@for_team("write")
def new_target(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:
    """Ask for an addressee, or who gets a copy.

    Raises:
        NotFoundError: there is no such action.
    """
    return _page(request, asked, team_issue_of(asked.dossier_id, slug), None)


@require_http_methods(["GET", "POST"])
@for_team("write")
def edit_target(request: HttpRequest, asked: Asked, slug: str, key: str) -> HttpResponse:
    """Show a target as it stands now, to be changed.

    Raises:
        NotFoundError: there is no such action, or no such target of it.
    """
    held = team_issue_of(asked.dossier_id, slug)
    if key not in target_rows(held.action):
        raise NotFoundError("There is no such target here.")
    return _page(request, asked, held, next(one for one in targets_of(held.action) if one.key == key))


def _page(request: HttpRequest, asked: Asked, held: HeldIssue, now: Target | None) -> HttpResponse:
    typed, problems = request.POST, Problems()
    if request.method == "POST" and _saved(asked, held, typed, now, problems):
        messages.success(request, gettext("Kept. It goes out with the next issue or correction."))
        return redirect(f"{address_of(asked, 'work_on_action', held.slug)}#targets")
    context = {
        "held": held,
        "slug": held.slug,
        "title": held.title(asked.language),
        "target": now,
        "groups": _groups(asked, held, typed, now, problems),
        "problems": problems,
    }
    return render(request, "answerable/action_team/target.html", context, status=422 if problems else 200)


def _saved(asked: Asked, held: HeldIssue, typed: QueryDict, now: Target | None, problems: Problems) -> bool:
    key = now.key if now else _key_of(typed, held)
    try:
        changes.set_target(
            actor=asked.actor, dossier_id=asked.dossier_id, slug=held.slug, key=key, content=_content(typed)
        )
    except UserError as error:
        field = error.where.partition(": ")[2].split(" ")[0]
        is_field = field in (*_PLAIN, *_LISTED, *_BY_LANGUAGE)
        problems.add(field if is_field and field not in _BY_LANGUAGE else "", error.what, error.remedy)
        return False
    return True


def _key_of(typed: QueryDict, held: HeldIssue) -> str:
    """Return a short name that no target of the action has had, from what was typed as its name."""
    stem = re.sub(r"[^a-z0-9]+", "-", text_in(typed, "name").lower()).strip("-")[:40].strip("-") or "target"
    taken = set(held.action.targets.values_list("key", flat=True))
    return next(key for step in range(1, 1000) if (key := stem if step == 1 else f"{stem}-{step}") not in taken)


def _content(typed: QueryDict) -> dict[str, Any]:
    found: dict[str, Any] = {name: text_in(typed, name) for name in _PLAIN}
    for name in _LISTED:
        found[name] = [line.strip() for line in text_in(typed, name).split("\n") if line.strip()]
    for name in _BY_LANGUAGE:
        told = {code: text_in(typed, f"{name}-{code}") for code in LANGUAGES}
        found[name] = {code: text for code, text in told.items() if text}
    return found


def _groups(
    asked: Asked, held: HeldIssue, typed: QueryDict, now: Target | None, problems: Problems
) -> list[tuple[str, str, list[Field]]]:
    """Return the fields in groups: a title, a sentence on it, and the fields."""

    def value(name: str) -> str:
        if typed:
            return text_in(typed, name)
        if now is None:
            return {"role": "addressee", "country": held.country}.get(name, "")
        base, _, code = name.partition("-")
        kept = getattr(now, base)
        if code:
            return str(kept.get(code, ""))
        return "\n".join(kept) if isinstance(kept, tuple) else str(kept)

    def line(
        name: str, label: str, help_: str = "", *, kind: str = "line", code: str = "", needed: bool = False
    ) -> Field:
        return Field(name, kind, label, help_, value=value(name), error=problems.of(name), language=code,
                     is_optional=not needed)  # fmt: skip

    def listed(name: str, label: str, help_: str, choices: list[tuple[str, str]], none: str | None) -> Field:
        options = [Option(each, said, each == value(name)) for each, said in choices]
        first = [] if none is None else [Option("", none, not value(name))]
        return Field(name, "list", label, help_, options=(*first, *options), error=problems.of(name))

    view = public_view(asked.dossier_id)
    roles = [("addressee", gettext("addressee")), ("copy", gettext("gets a copy"))]
    codes = held.languages or LANGUAGES[:1]
    return [
        (gettext("Who"), gettext("Only who holds a public office is written to."), [
            listed("role", gettext("Role"), "", roles, None),
            line("name", gettext("Name"), gettext("As it stands on a letter."), needed=True),
            listed("post", gettext("Office"), gettext("The letter closes when its holder leaves it."),
                   _posts(view, asked.language), "–"),
            listed("person", gettext("Person"), gettext("Empty: the letter goes to the office."),
                   _holders(asked, view), "–"),
            line("section", gettext("For readers in"), gettext("Two letters, for a copy such as an embassy there; "
                 "empty for everybody."), kind="short"),
        ]),
        (gettext("Form of address"), "", [
            line("language", gettext("Preferred language"), gettext("Its code, such as es."), kind="short"),
            *(line(f"title-{code}", gettext("Title (%(language)s)") % {"language": language_name(code)}, code=code)
              for code in codes),
            *(line(f"salutation-{code}", gettext("Salutation (%(language)s)") % {"language": language_name(code)},
                   gettext("As it stands in the letter, with its comma or colon."), code=code) for code in codes),
        ]),
        (gettext("Addresses"), gettext("At least one; whatever the office itself has published."), [
            line("post_lines", gettext("Postal address"), gettext("One line each, without name and country. It is "
                 "printed as it stands, and never translated."), kind="text"),
            line("country", gettext("Country of the address"), gettext("Two letters."), kind="short"),
            line("emails", gettext("E-mail addresses"), gettext("One a line; the first that works is used."),
                 kind="text"),
            line("fax", gettext("Fax"), "+51 1 …"), line("phone", gettext("Telephone")),
            line("handle", gettext("Social media"), gettext("Its handle, with @.")),
            line("form", gettext("Contact form"), gettext("Its address, beginning with https://.")),
        ]),
    ]  # fmt: skip


def _posts(view: View, language: str) -> list[tuple[str, str]]:
    named = ((post, view.text(post, "title", language)) for post in view.entities("Post"))
    return sorted(((post, title) for post, title in named if title), key=lambda pair: pair[1])


def _holders(asked: Asked, view: View) -> list[tuple[str, str]]:
    """Return everybody of whom an appointment is on record, by name; who has left is found as well."""
    people = {view.ref(each, "person") for each in view.entities("Appointment")}
    named = ((person, view.caption(person, asked.language)) for person in people if person and view.has(person))
    return sorted(((person, name) for person, name in named if name), key=lambda pair: pair[1])


@require_GET
@for_team("read-team")
def picture(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:  # noqa: ARG001, pages have one form
    """Give the picture of an action as it stands now, out or not.

    Raises:
        NotFoundError: there is none.
    """
    now = current_picture(team_issue_of(asked.dossier_id, slug).action)
    if now is None:
        raise NotFoundError("This action has no picture yet.")
    return HttpResponse(bytes(now.content), content_type=now.media_type)
