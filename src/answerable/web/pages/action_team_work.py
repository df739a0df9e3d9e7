"""The page on which an action is worked on: its texts side by side, its targets, its days, and what comes next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from answerable.actions.counting import counts_of
from answerable.actions.hindrances import hindrances_of
from answerable.actions.letters import StaleTranslation, stale_translations
from answerable.actions.mail_queue import is_offered
from answerable.actions.models import Picture
from answerable.actions.reads import (
    LETTER_PARTS,
    HeldIssue,
    StaleInIssue,
    current_picture,
    held_back,
    issues_of,
    stale_of,
    targets_of,
    team_issue_of,
    today_of,
)
from answerable.actions.targets import term_of, term_words
from answerable.actions.wording import LANGUAGES
from answerable.kernel.errors import UserError
from answerable.publish import changes as publications
from answerable.publish.checks import Checked, hindrance_words, look_over, public_view
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, text_in
from answerable.web.forms.properties import language_name
from answerable.web.pages.action_team_acts import done
from answerable.web.pages.action_team_forms import NEEDS, forms_of, open_acts
from answerable.web.pages.publication_editor import TextField, language_of
from answerable.web.pages.rows_claims import claim_rows
from answerable.web.pages.rows_publications import in_language, moment_words, previews
from answerable.web.pages.rows_team_actions import (
    count_words,
    country_name,
    kind_word,
    public_links,
    risk_word,
    state_words,
    until_words,
)
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of


@require_http_methods(["GET", "POST"])
@for_team("read-team")
def work_on_action(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:
    """Show how an action stands and what may be done; save its texts, or do one act. What was typed is never lost.

    Raises:
        NotFoundError: there is no such action. NotAllowedError: the role does not include the act.
    """
    held, problems, typed = team_issue_of(asked.dossier_id, slug), Problems(), request.POST
    act = text_in(typed, "act")
    texts = _typed(typed) if "has-texts" in typed else _saved(held)
    if act in ("save", "save-and-submit") and _saved_now(asked, held, typed, texts, problems, act):
        messages.success(request, gettext("Saved.") if act == "save" else gettext("Submitted for review."))
        return redirect(f"{address_of(asked, 'work_on_action', slug)}#texts")
    if act in NEEDS:
        try:
            messages.success(request, done(asked, held, act, typed, request.FILES))
        except UserError as error:
            problems.add("", error.where, error.what, error.remedy)
        else:
            return redirect(address_of(asked, "work_on_action", slug))
    day = today_of(asked.dossier_id)
    context = (
        _standing(asked, held, day)
        | _texts(asked, held, typed, texts, is_preview=act == "preview")
        | _beside(asked, held, day)
        | {
            "problems": problems,
            "forms": forms_of(asked, held, day, typed, act),
            "failed": act if problems else "",
        }
    )
    return render(request, "answerable/action_team/work.html", context, status=422 if problems else 200)


def _standing(asked: Asked, held: HeldIssue, day: date) -> dict[str, Any]:
    """Return how the issue stands: number, days, what is counted, what no longer holds, what is in its way."""
    stale, back = stale_of(held), held_back(held)
    work = held.publication.life.work
    is_in_way = not held.is_public or bool(work)
    return {
        "held": held,
        "slug": held.slug,
        "title": held.title(asked.language),
        "state": held.life.state(day),
        "state_words": state_words(held, day),
        "kind": kind_word(held.life.kind),
        "until": until_words(held, day, asked.language),
        "country": country_name(held.country, asked.language),
        "risk": risk_word(held.risk),
        "links": public_links(held),
        "counted": count_words(counts_of(held.issue)) if held.is_public else (),
        "stale": _stale_by_language(asked, held, stale),
        "stale_count": len(stale),
        "stale_in_letter": any(one.is_in_letter for one in stale),
        "back": [(language_name(code), why) for code, why in back.items()],
        "sends": is_offered(),
        "may_stop": "stop" in open_acts(asked, held, day),
        "in_the_way": hindrances_of(held, day, asked.language) if is_in_way else (),
        "writers": ", ".join(sorted(held.publication.life.writers)) if work == "in-review" else "",
        "sent_back": held.publication.life.sent_back,
    }


def _stale_by_language(
    asked: Asked, held: HeldIssue, stale: Sequence[StaleInIssue]
) -> list[tuple[str, list[dict[str, Any]], int]]:
    """Return by language its name, its sentences, those of the letter first, and how many of those there are."""
    found = []
    for code in held.languages:
        rows = [_stale_row(asked, one) for one in stale if one.language == code]
        if rows:
            in_letter = sum(row["is_in_letter"] for row in rows)
            found.append((language_name(code), sorted(rows, key=lambda row: not row["is_in_letter"]), in_letter))
    return found


def _stale_row(asked: Asked, one: StaleInIssue) -> dict[str, Any]:
    claims = [asked.view.claim(name) for name in one.sentence.claims if asked.view.has_claim(name)]
    return {
        "said": one.sentence,
        "is_in_letter": bool(LETTER_PARTS & set(one.stands_in)),
        "rows": claim_rows(asked, claims),
    }


# texts


def _typed(typed: QueryDict) -> dict[str, str]:
    return {code: str(typed.get(f"text-{code}", "")).replace("\r\n", "\n") for code in LANGUAGES}


def _saved(held: HeldIssue) -> dict[str, str]:
    latest = held.publication.life.texts
    return {code: latest[code].markdown if code in latest else "" for code in LANGUAGES}


def _texts(
    asked: Asked, held: HeldIssue, typed: QueryDict, texts: Mapping[str, str], *, is_preview: bool
) -> dict[str, Any]:
    """Return the texts side by side with what is to be mended in each, and how they read."""
    publication = held.publication
    checked = look_over(
        asked.dossier_id, publication.row.slug, {code: text for code, text in texts.items() if text.strip()}
    )
    is_open = "save_text" in publication.life.next_acts() and asked.actor.may("write") and not held.life.is_stopped
    fields = _fields(held, typed, texts, checked)
    return {
        "is_open": is_open,
        "texts": [one for one in fields if one.text.strip()],
        "empty_texts": [one for one in fields if not one.text.strip()],
        "checked": checked,
        "hindrances": [(language_of(one.where), hindrance_words(one)) for one in checked.hindrances],
        "stale_translations": [_made_from(one) for one in stale_translations(publication.life.texts)],
        "previews": previews(checked.said),
        "is_preview": is_preview,
    }  # fmt: skip


def _made_from(one: StaleTranslation) -> str:
    words = gettext(
        "%(language)s was made from version %(made)s of %(original)s, which is now at version %(now)s."
    )
    return words % {
        "language": language_name(one.language), "original": language_name(one.original), "made": one.made_from,
        "now": one.now,
    }  # fmt: skip


def _fields(held: HeldIssue, typed: QueryDict, texts: Mapping[str, str], checked: Checked) -> list[TextField]:
    versions = {one.language: one.version for one in held.publication.life.versions}
    told = (*checked.problems, *checked.warnings)
    return [
        TextField(
            code, language_name(code), texts[code], _version(typed, code, versions.get(code, 0)),
            tuple(one for one in told if one.file.endswith(f".{code}.md")),
        )
        for code in LANGUAGES
    ]  # fmt: skip


def _version(typed: QueryDict, code: str, known: int) -> int:
    said = text_in(typed, f"version-{code}")
    return int(said) if said.isdigit() and len(said) < 10 else known


def _saved_now(
    asked: Asked, held: HeldIssue, typed: QueryDict, texts: Mapping[str, str], problems: Problems, act: str
) -> bool:
    """Save the texts and, if asked to, submit them; both or neither. Say what is in the way otherwise."""
    known = {code: _version(typed, code, 0) for code in LANGUAGES}
    had = {one.language for one in held.publication.life.versions}
    given = {code: text for code, text in texts.items() if text.strip() or code in had}
    where: dict[str, Any] = {
        "actor": asked.actor, "dossier_id": asked.dossier_id, "slug": held.publication.row.slug,
    }  # fmt: skip
    try:
        with transaction.atomic():
            publications.save_text(**where, texts=given, known=known)
            if act == "save-and-submit":
                publications.submit(**where)
    except UserError as error:
        problems.add("", error.what, error.remedy)
        return False
    return True


# beside the texts


def _beside(asked: Asked, held: HeldIssue, day: date) -> dict[str, Any]:
    """Return targets, picture, other issues and what happened."""
    now = current_picture(held.action)
    may_change = asked.actor.may("write") and held.publication.life.work not in (
        "in-review",
        "approved",
        "embargoed",
    )
    return {
        "targets": _targets(asked, held, day),
        "may_change": may_change,
        "picture": now,
        "picture_text": in_language(now.text, asked.language)[0] if now is not None else "",
        "picture_fields": _picture_fields(held, now) if may_change else [],
        "issues": [
            (
                str(one.number),
                kind_word(one.life.kind),
                state_words(one, day),
                until_words(one, day, asked.language),
            )
            for one in issues_of(asked.dossier_id, held.slug)
        ],
        "history": _history(asked, held),
    }


def _targets(asked: Asked, held: HeldIssue, day: date) -> list[dict[str, Any]]:
    """Return the targets as they stand now, each with whether it holds its office; frozen ones may differ."""
    view = public_view(asked.dossier_id)
    frozen = {one.key: one for one in held.targets} if held.is_public else {}
    found = []
    for one in targets_of(held.action):
        term = term_of(view, one, day)
        ways = [
            *one.post_lines[:1], *one.emails, one.fax, one.phone, one.handle, one.form,
        ]  # fmt: skip
        found.append({
            "key": one.key, "name": one.name, "role": one.role, "section": one.section,
            "title": one.title.get(asked.language) or next(iter(one.title.values()), ""),
            "term": term_words(term, asked.language), "has_left": term.state == "left",
            "ways": [way for way in ways if way], "href": address_of(asked, "edit_target", held.slug, one.key),
            "is_new": held.is_public and frozen.get(one.key) != one,
        })  # fmt: skip
    return found


def _picture_fields(held: HeldIssue, now: Picture | None) -> list[Field]:
    text = now.text if now is not None else {}
    file_help = gettext("JPEG, PNG or WebP. What the file tells beside the picture is taken out.")
    label = gettext("What is to be seen on it (%(language)s)")
    return [
        Field("set_picture.file", "file", gettext("File"), file_help, is_optional=now is not None),
        Field("set_picture.credit", "line", gettext("Credit"), value=now.credit if now else "", is_optional=False),
        *(
            Field(
                f"set_picture.text-{code}", "line", label % {"language": language_name(code)},
                value=text.get(code, ""), language=code,
            )
            for code in held.languages or LANGUAGES[:1]
        ),
    ]  # fmt: skip


def _history(asked: Asked, held: HeldIssue) -> list[tuple[str, str, str]]:
    """Return what happened to the issue and its text, the latest first: when, what, by whom."""
    publication = held.publication
    rows: list[tuple[datetime, str, str]] = [(held.issue.at, gettext("planned"), held.issue.by)]
    rows += [
        (one.at, gettext("text saved (%(language)s, version %(n)s)")
         % {"language": language_name(one.language), "n": one.version}, one.by)
        for one in publication.life.versions
    ]  # fmt: skip
    rows += [(one.at, _text_step(one.step), f"{one.by} {one.words}".strip()) for one in publication.life.steps]
    rows += [
        (one.at, gettext("version %(n)s made public") % {"n": one.number}, one.by) for one in publication.snapshots
    ]
    rows += [(one.at, _step(one.step, one.language), one.by) for one in held.issue.steps.order_by("number")]
    targets = held.action.targets.order_by("number")
    rows += [(one.at, gettext("target %(key)s, version %(n)s") % {"key": one.key, "n": one.version}, one.by)
             for one in targets]  # fmt: skip
    rows += [
        (one.at, ngettext("%(n)s letter counted by others", "%(n)s letters counted by others", one.count)
         % {"n": one.count}, f"{one.by}: {one.words}")
        for one in held.issue.imported.order_by("number")
    ]  # fmt: skip
    ordered = sorted(rows, key=lambda row: row[0], reverse=True)
    return [(moment_words(asked, at), what, by) for at, what, by in ordered]


def _text_step(step: str) -> str:
    return {
        "submitted": gettext("submitted for review"), "approved": gettext("approved"),
        "sent-back": gettext("sent back"), "embargoed": gettext("kept back until a moment"),
        "withdrawn": gettext("text withdrawn"),
    }[step]  # fmt: skip


def _step(step: str, language: str) -> str:
    words = {
        "planned": gettext("days or kind changed"), "extended": gettext("extended"),
        "paused": gettext("letters paused"), "resumed": gettext("letters let go again"),
        "stopped": gettext("stopped"), "ended": gettext("ended"),
    }[step]  # fmt: skip
    return f"{words} ({language_name(language)})" if language else words
