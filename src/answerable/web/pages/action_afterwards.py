"""What comes after an action: replies of authorities, an issue handed to another section or taken over."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from answerable.actions import hand_over
from answerable.actions.authority_replies import STATES, AskAnswered, calls_of, record_reply, replies_to
from answerable.actions.hand_over import Overlay, Taken
from answerable.actions.reads import HeldIssue, issue_of, team_issue_of
from answerable.kernel.errors import DateUnclearError, UserError
from answerable.kernel.times import parse_day
from answerable.publish.wording import day_words
from answerable.web import action_cache
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, options_of, text_in
from answerable.web.forms.properties import language_name
from answerable.web.pages.rows_action_statistics import state_word
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of, entity_address

LARGEST = 5_000_000
_EMBASSY = "embassy"


# replies


@require_http_methods(["GET", "POST"])
@for_team("read-team")
def replies(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:
    """Show what authorities answered, and take in another reply.

    Raises:
        NotFoundError: there is no such action.
    """
    held, problems = team_issue_of(asked.dossier_id, slug), Problems()
    may_record = asked.actor.may("ingest") and asked.actor.may("record")
    if request.method == "POST" and _keep_reply(request, asked, held, problems):
        messages.success(request, gettext("The reply is kept, and linked to what it answers."))
        return redirect(address_of(asked, "action_replies", slug))
    context = {
        "number": str(held.number), "title": held.title(asked.language), "slug": slug, "problems": problems,
        "replies": _reply_rows(asked, held), "may_record": may_record,
        "fields": _reply_fields(request, asked, held, problems) if may_record and calls_of(held) else [],
    }  # fmt: skip
    return render(request, "answerable/action_afterwards/replies.html", context, status=422 if problems else 200)


def _keep_reply(request: HttpRequest, asked: Asked, held: HeldIssue, problems: Problems) -> bool:
    """Record what was typed; what is wrong with it is added to the problems."""
    typed, file = request.POST, request.FILES.get("file")
    if file is None:
        problems.add("file", gettext("Choose the file of the reply."))
    day = _day(text_in(typed, "day"), "day", problems)
    answered = [
        AskAnswered(call, state, text_in(typed, f"answer-{at}"))
        for at, call in enumerate(calls_of(held))
        if (state := text_in(typed, f"state-{at}")) in STATES
    ]
    if day is None and "day" not in problems.by_field:
        problems.add("day", gettext("Give the day that the letter bears."))
    if problems or file is None or day is None:
        return False
    try:
        record_reply(
            actor=asked.actor, dossier_id=asked.dossier_id, slug=held.slug, update=held.issue.update, content=file,
            name=file.name or "", title=text_in(typed, "title"), publisher=text_in(typed, "publisher"), day=day,
            language=asked.language, answered=answered, attribution=text_in(typed, "attribution"),
            visibility="public" if text_in(typed, "visibility") == "public" else "team",
        )  # fmt: skip
    except UserError as error:
        problems.add("", error.what, error.remedy)
        return False
    action_cache.forget(held.issue)
    return True


def _day(text: str, name: str, problems: Problems) -> date | None:
    try:
        return parse_day(text) if text else None
    except DateUnclearError as error:
        problems.add(name, error.what, gettext("Write it as 2026-11-22."))
        return None


def _reply_rows(asked: Asked, held: HeldIssue) -> list[dict[str, Any]]:
    asks = _ask_words(held, asked.language)
    return [
        {
            "title": one.title,
            "href": address_of(asked, "source", one.source),
            "day": day_words(one.day, asked.language) if one.day else "",
            "answered": [
                (state_word(said.state), said.text, asks.get(said.call, said.call),
                 entity_address(asked, said.call), _visibility_word(claim.visibility))
                for said, claim in one.answered
            ],
        }
        for one in replies_to(held, asked.view)
    ]  # fmt: skip


def _visibility_word(visibility: str) -> str:
    return gettext("public") if visibility == "public" else gettext("for the team")


def _ask_words(held: HeldIssue, language: str) -> dict[str, str]:
    code = language if language in held.languages else next(iter(held.languages), "en")
    lines = held.part(code, "asks")["text"].split("\n")
    return {call: lines[at] for at, call in enumerate(calls_of(held)) if at < len(lines)}


def _reply_fields(request: HttpRequest, asked: Asked, held: HeldIssue, problems: Problems) -> list[Field]:
    typed, asks = request.POST, _ask_words(held, asked.language)

    def line(name: str, label: str, help_: str = "", *, kind: str = "line", is_optional: bool = False) -> Field:
        return Field(
            name, kind, label, help_, text_in(typed, name), error=problems.of(name), is_optional=is_optional
        )

    fields = [
        line("file", gettext("The letter"), gettext("PDF, Word, picture or text."), kind="file"),
        line("title", gettext("Title"), gettext("As it stands on the letter.")),
        line("publisher", gettext("Which authority wrote it")),
        line("day", gettext("The day that it bears"), kind="day"),
    ]
    states, none = [(state, state_word(state)) for state in STATES], gettext("It says nothing of it")
    for at, call in enumerate(calls_of(held)):
        name = asks.get(call, call)
        fields += [
            Field(f"state-{at}", "list", gettext("Ask %(number)s: %(words)s") % {"number": at + 1, "words": name},
                  options=options_of(states, [text_in(typed, f"state-{at}")], none=none)),
            line(f"answer-{at}", gettext("What it answers, in your own words"), kind="text", is_optional=True),
        ]  # fmt: skip
    who = [("team", gettext("the team")), ("public", gettext("everybody, not the letter itself"))]
    chosen = text_in(typed, "visibility") or "team"
    attribution = gettext("Such as “reply of the Ministry of Justice to us”. Left empty, we say so much.")
    return [
        *fields,
        Field("visibility", "choice", gettext("Who may know what became of the asks?"),
              options=options_of(who, [chosen]), is_optional=False),
        line("attribution", gettext("What others read in place of the letter"), attribution, is_optional=True),
    ]  # fmt: skip


# handing over


@require_GET
@for_team("export")
def give(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:  # noqa: ARG001, every page gets one
    """Give the file of an action's latest public issue.

    Raises:
        NotFoundError: nothing of it is public. ActRefusedError: it was stopped.
    """
    held = issue_of(asked.dossier_id, slug)
    answer = HttpResponse(hand_over.write(held), content_type="application/json")
    number = held.number
    name = f"urgent-action-{number.year}-{number.sequence}-{number.update}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "POST"])
@for_team("import")
def take(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Take over an issue of another section, or what one counted of ours."""
    problems = Problems()
    taken = _taken(request, asked, problems) if request.method == "POST" else None
    if taken is not None:
        messages.success(request, _taken_words(taken))
        return redirect(address_of(asked, "work_on_action", taken.slug))
    context = {"problems": problems, "parts": _take_parts(request, problems)}
    return render(request, "answerable/action_afterwards/take.html", context, status=422 if problems else 200)


def _taken(request: HttpRequest, asked: Asked, problems: Problems) -> Taken | None:
    file = request.FILES.get("file")
    if file is None:
        problems.add("file", gettext("Choose the file that the other section gave you."))
    until = _day(text_in(request.POST, "until"), "until", problems)
    if problems or file is None:
        return None
    try:
        package = hand_over.read(file.read(LARGEST + 1))
        overlay = _overlay(request, until, package.country)
        return hand_over.take(actor=asked.actor, dossier_id=asked.dossier_id, package=package, overlay=overlay)
    except UserError as error:
        problems.add("", error.what, error.remedy)
        return None


def _taken_words(taken: Taken) -> str:
    if taken.what == "issue":
        return gettext("The issue is here as a draft. Look it over, and have a second person review it.")
    return gettext("%(count)s letters that were counted elsewhere are added.") % {
        "count": sum(taken.added.values())
    }


def _overlay(request: HttpRequest, until: date | None, receiving: str) -> Overlay:
    """Return what was typed of the section's own: its deadline, embassy, postage and contact."""
    typed = request.POST
    country = text_in(typed, "country").upper()
    lines = [one.strip() for one in text_in(typed, "embassy-lines").split("\n") if one.strip()]
    embassy: dict[str, Any] = {
        "role": "copy", "name": text_in(typed, "embassy"), "section": country, "country": country,
        "post_lines": lines, "emails": text_in(typed, "embassy-emails").replace(",", " ").split(),
    }  # fmt: skip
    postage, name = text_in(typed, "postage"), text_in(typed, "contact")
    post = {
        "origin": country, "destination": receiving, "state": text_in(typed, "post-state") or "running",
        "as_of": date.today(), "postage": postage,  # noqa: DTZ011, the day on which it was typed
    }  # fmt: skip
    contact = {"name": name, "email": text_in(typed, "contact-email")}
    return Overlay(
        until=until,
        languages=tuple(text_in(typed, "languages").replace(",", " ").split()),
        copies={f"{_EMBASSY}-{country.lower() or 'own'}": embassy} if embassy["name"] else {},
        post=(post,) if country and (postage or text_in(typed, "post-state")) else (),
        contacts=({key: value for key, value in contact.items() if value},) if name else (),
        publisher=text_in(typed, "publisher"),
    )


def _take_parts(request: HttpRequest, problems: Problems) -> list[tuple[str, list[Field]]]:
    def line(name: str, label: str, help_: str = "", kind: str = "line") -> Field:
        return Field(name, kind, label, help_, text_in(request.POST, name), error=problems.of(name))

    states = [
        ("running", gettext("running")),
        ("limited", gettext("limited")),
        ("suspended", gettext("suspended")),
    ]
    languages = ", ".join(f"{code} ({language_name(code)})" for code in ("en", "es", "de", "fr", "ar"))
    file_help = gettext("As it was given to you. It is refused if anything in it was changed.")
    file = Field("file", "file", gettext("The file"), file_help, error=problems.of("file"), is_optional=False)
    own = [
        line("until", gettext("Your last day"), gettext("Empty: as in the file."), "day"),
        line(
            "languages",
            gettext("Languages that you take"),
            gettext("Codes such as de fr; empty: all. ") + languages,
        ),
        line("publisher", gettext("Name of your section")),
        line("contact", gettext("Whom your readers may ask")),
        line("contact-email", gettext("Their e-mail address")),
    ]
    country = line("country", gettext("Country of your readers"), gettext("Two letters, such as CH."), "short")
    embassy = [
        country,
        line("embassy", gettext("Name of the embassy")),
        line("embassy-lines", gettext("Its address, line by line"), "", "text"),
        line("embassy-emails", gettext("Its e-mail addresses")),
    ]
    chosen = [text_in(request.POST, "post-state")]
    post = [
        Field("post-state", "list", gettext("How the post goes from there"),
              options=options_of(states, chosen, none=gettext("not known"))),
        line("postage", gettext("Postage of a letter")),
    ]  # fmt: skip
    return [
        ("", [file]),
        (gettext("What is yours"), own),
        (gettext("A copy to an embassy in your country"), embassy),
        (gettext("The post"), post),
    ]
