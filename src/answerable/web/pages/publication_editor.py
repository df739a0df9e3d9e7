"""Writing a publication: begin one, its texts side by side, what is to be mended, and how it would read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from answerable.kernel.errors import UserError
from answerable.publish import changes
from answerable.publish.checks import Checked, hindrance_words, look_over
from answerable.publish.draft_heads import KINDS, URGENT_ACTION
from answerable.publish.reads import Held, held
from answerable.publish.wording import LANGUAGES, MADE_LANGUAGES
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, options_of, text_in
from answerable.web.forms.properties import language_name
from answerable.web.pages.rows_publications import kind_choices, local, previews, state_word
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of


@dataclass(frozen=True, slots=True)
class TextField:
    """The text in one language: what stands in the field, and from which version it was begun."""

    language: str
    name: str
    text: str
    version: int
    problems: tuple[object, ...] = ()


@require_http_methods(["GET", "POST"])
@for_team("write")
def new_publication(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Ask for the kind, the address and the titles of a publication, and begin it."""
    typed, problems = request.POST, Problems()
    if request.method == "POST" and (slug := _begin(asked, typed, problems)):
        messages.success(request, gettext("Begun. Only the team can see it."))
        return redirect(address_of(asked, "edit_publication", slug))
    context = {"fields": _first_fields(typed, problems), "problems": problems}
    return render(request, "answerable/publication/new.html", context, status=422 if problems else 200)


def _first_fields(typed: QueryDict, problems: Problems) -> list[Field]:
    kind = text_in(typed, "kind") or KINDS[0]
    titles = [
        Field(
            f"title-{code}", "line", gettext("Title (%(language)s)") % {"language": language_name(code)},
            value=text_in(typed, f"title-{code}"), language=code, error=problems.of(f"title-{code}"),
        )
        for code in MADE_LANGUAGES
    ]  # fmt: skip
    return [
        Field("kind", "choice", gettext("What is it?"), options=options_of(kind_choices(), [kind]),
              is_optional=False, error=problems.of("kind")),
        *titles,
        Field("slug", "line", gettext("Its address"), gettext("A few words in small letters with hyphens, such as "
              "one-year-on. It stays when the title changes."), value=text_in(typed, "slug"),
              is_optional=False, error=problems.of("slug")),
    ]  # fmt: skip


def _begin(asked: Asked, typed: QueryDict, problems: Problems) -> str:
    """Make the publication with a head in each language that has a title; return its slug, empty when refused."""
    titles = {code: text for code in MADE_LANGUAGES if (text := text_in(typed, f"title-{code}"))}
    kind, slug = text_in(typed, "kind"), text_in(typed, "slug")
    if not titles:
        problems.add(f"title-{MADE_LANGUAGES[0]}", gettext("Give a title in at least one language."))
        return ""
    today = local(asked, datetime.now(UTC)).date().isoformat()
    heads = {
        code: f"---\nkind: {kind}\ntitle: {json.dumps(title, ensure_ascii=False)}\ndate: {today}\n"
        f"language: {code}\n---\n\n"
        for code, title in titles.items()
    }
    try:
        with transaction.atomic():
            made = changes.create(actor=asked.actor, dossier_id=asked.dossier_id, slug=slug, kind=kind)
            changes.save_text(actor=asked.actor, dossier_id=asked.dossier_id, slug=made, texts=heads)
    except UserError as error:
        problems.add("kind" if kind not in KINDS else "slug", error.what, error.remedy)
        return ""
    return made


@require_http_methods(["GET", "POST"])
@for_team("write")
def edit_publication(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:
    """Show the texts side by side with what is to be mended; save them, or show how they would read.

    What was typed is on the page again whatever happens.

    Raises:
        NotFoundError: there is no such publication.
    """
    found, problems = held(asked.dossier_id, slug), Problems()
    step = text_in(request.POST, "step")
    texts = _typed(request.POST) if request.method == "POST" else _saved(found)
    if step in ("save", "submit") and _saved_now(asked, found, request, texts, problems, step):
        page = "publication_steps" if step == "submit" else "edit_publication"
        return redirect(address_of(asked, page, slug))
    checked = look_over(asked.dossier_id, slug, {code: text for code, text in texts.items() if text.strip()})
    context = {
        "slug": slug,
        "title": found.title(asked.language),
        "state_word": state_word(found.life.work or found.life.state),
        "sent_back": found.life.sent_back,
        "is_open": "save_text" in found.life.next_acts(),
        "texts": _fields(found, request.POST, texts, checked),
        "checked": checked,
        "hindrances": [(language_of(one.where), hindrance_words(one)) for one in checked.hindrances],
        "previews": previews(checked.said) if step == "preview" else [],
        "problems": problems,
    }
    return render(request, "answerable/publication/edit.html", context, status=422 if problems else 200)


def language_of(place: str) -> str:
    """Return the name of a language where a place is one; empty for a claim's id, which tells a reader nothing."""
    return language_name(place) if place in LANGUAGES else ""


def _typed(typed: QueryDict) -> dict[str, str]:
    """Return the texts as typed, white space and all: two spaces at a line's end mean something in Markdown."""
    given = (code for code in LANGUAGES if f"text-{code}" in typed)
    return {code: str(typed[f"text-{code}"]).replace("\r\n", "\n") for code in given}


def _saved(found: Held) -> dict[str, str]:
    latest = found.life.texts
    return {code: latest[code].markdown if code in latest else "" for code in _languages(found)}


def _languages(found: Held) -> list[str]:
    """Return the languages that there is room for: all for an urgent action, else the site's and those it has."""
    is_action = found.row.kind == URGENT_ACTION
    return [code for code in LANGUAGES if is_action or code in MADE_LANGUAGES or code in found.life.texts]


def _fields(found: Held, typed: QueryDict, texts: Mapping[str, str], checked: Checked) -> list[TextField]:
    versions = {one.language: one.version for one in found.life.versions}
    told = (*checked.problems, *checked.warnings)
    return [
        TextField(
            code, language_name(code), texts[code], int(_version(typed, code) or versions.get(code, 0)),
            tuple(one for one in told if one.file.endswith(f".{code}.md")),
        )
        for code in _languages(found)
    ]  # fmt: skip


def _version(typed: QueryDict, code: str) -> str:
    said = text_in(typed, f"version-{code}")
    return said if said.isdigit() and len(said) < 10 else ""


def _saved_now(
    asked: Asked, found: Held, request: HttpRequest, texts: Mapping[str, str], problems: Problems, step: str
) -> bool:
    """Save the texts and, if asked to, submit them; both or neither. Say what is in the way otherwise."""
    known = {code: int(_version(request.POST, code) or 0) for code in LANGUAGES}
    had = {one.language for one in found.life.versions}
    given = {code: text for code, text in texts.items() if text.strip() or code in had}
    where: dict[str, Any] = {"actor": asked.actor, "dossier_id": asked.dossier_id, "slug": found.row.slug}
    try:
        with transaction.atomic():
            count = changes.save_text(**where, texts=given, known=known)
            if step == "submit":
                changes.submit(**where)
    except UserError as error:
        problems.add("", error.what, error.remedy)
        return False
    said = ngettext("Saved: %(n)s text.", "Saved: %(n)s texts.", count) % {"n": count}
    messages.success(request, gettext("Submitted for review.") if step == "submit" else said)
    return True
