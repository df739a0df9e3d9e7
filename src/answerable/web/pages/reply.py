"""One allegation: how it stands, the letter that puts it, what happened to it, and the letter as a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from answerable.kernel.errors import ActRefusedError
from answerable.publish.replies import PutReply, in_one_letter, progress_on, put_reply
from answerable.publish.reply_letter import letter_of, written_in
from answerable.publish.wording import made_language
from answerable.web.asking import Asked
from answerable.web.forms.fields import text_in
from answerable.web.forms.properties import language_name
from answerable.web.forms.reply_steps import STEPS, StepForm
from answerable.web.pages.citations import links_to, said_in
from answerable.web.pages.given_files import FORMS, check_form, file_of
from answerable.web.pages.replies import public_view, record
from answerable.web.pages.rows_claims import claim_rows
from answerable.web.pages.rows_replies import (
    allegation_text,
    days_words,
    stages_of,
    state_word,
    today_of,
)
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of


@require_http_methods(["GET", "POST"])
@for_team("read-team")
def reply(request: HttpRequest, asked: Asked, entity: str) -> HttpResponse:
    """Show how an allegation stands and its letter; record that it was sent, arrived, was extended or answered.

    Raises:
        NotFoundError: the view holds no such right of reply.
    """
    put = put_reply(asked.view, entity)
    typed = request.POST if request.method == "POST" else QueryDict()
    step = text_in(typed, "step")
    forms = {name: _form(asked, put, name, typed if name == step else QueryDict()) for name in _next_steps(put)}
    if step:
        asked.actor.require("record")
        form = forms.get(step)
        if form is None:
            raise ActRefusedError(
                gettext("This step cannot be recorded as things stand."), remedy=gettext("Open the page again.")
            )
        if form.drafts and record(asked, form.drafts, form.problems):
            messages.success(request, gettext("Recorded."))
            return redirect(address_of(asked, "reply", put.entity))
    failed = forms[step].problems if step else None
    context = _content(asked, put) | {
        "forms": [(name, *_step_words(name), form.fields, name == step) for name, form in forms.items()],
        "problems": failed,
        "may_record": asked.actor.may("record"),
    }
    return render(request, "answerable/reply/reply.html", context, status=422 if failed else 200)


def _next_steps(put: PutReply) -> tuple[str, ...]:
    """Return which steps can be recorded: a letter is sent once, and an answer can come in parts."""
    if not put.is_own:
        return ()
    if put.sent is None:
        return ("sent",)
    return tuple(name for name in STEPS[1:] if not (name == "delivered" and put.delivered))


def _form(asked: Asked, put: PutReply, step: str, typed: QueryDict) -> StepForm:
    letter = in_one_letter(asked.view, put.entity)
    ordered = (put, *(each for each in letter if each.entity != put.entity))
    return StepForm(asked.view, asked.actor, ordered, step, typed, asked.language, today_of(asked.view))


def _step_words(step: str) -> tuple[str, str]:
    """Return the title of a step and the word on its button."""
    return {
        "sent": (gettext("The letter went out"), gettext("Record that it was sent")),
        "delivered": (gettext("The letter arrived"), gettext("Record that it arrived")),
        "extended": (gettext("More time was given"), gettext("Record the new day")),
        "answered": (gettext("An answer came"), gettext("Record the answer")),
    }[step]


def _content(asked: Asked, put: PutReply) -> dict[str, object]:
    view = asked.view
    progress = progress_on(put, today_of(view))
    channel = view.ontology.property("Reply", "channel")
    mates = [each for each in in_one_letter(view, put.entity) if each.entity != put.entity]
    claims = [view.claim(name) for name in put.claims]
    more = {"person": put.persons[0] if put.persons else ""}
    return {
        "put": put,
        "persons": links_to(asked, put.persons),
        "regarding": links_to(asked, put.regarding),
        "allegation": allegation_text(asked, put.entity),
        "evidence": said_in(asked, claims, "evidence"),
        "answers": said_in(asked, claims, "gist"),
        "state": progress.state,
        "state_word": state_word(progress.state),
        "days_word": days_words(progress),
        "channels": ", ".join(channel.choice_label(code, asked.language) for code in put.channels),
        "stages": stages_of(put),
        "alleged": claim_rows(asked, [view.claim(name) for name in put.alleged if view.has_claim(name)]),
        "mates": [
            (address_of(asked, "reply", each.entity), allegation_text(asked, each.entity)) for each in mates
        ],
        "history": claim_rows(asked, claims),
        "letters": _letters(asked, put),
        "more_href": address_of(asked, "add_reply", **more) if put.is_own and put.sent is None else "",
    }


def _letters(asked: Asked, put: PutReply) -> list[dict[str, object]]:
    """Return the letter in each language that the dossier speaks, or why there is none; the reader's own first."""
    if not put.is_own or not any(
        written_in(asked.view, put.entity, code) for code in asked.view.dossier.languages
    ):
        return []
    public, found = public_view(asked), []
    for code in sorted(asked.view.dossier.languages, key=lambda code: code != asked.language):
        if made_language(code) != code:
            continue
        files = [(ext.upper(), address_of(asked, "reply_letter", put.entity, ext, language=code)) for ext in FORMS]
        one: dict[str, object] = {
            "language": code,
            "name": language_name(code),
            "files": files,
            "refused": "",
            "html": "",
        }
        try:
            letter = letter_of(asked.view, public, put.entity, code)
        except ActRefusedError as error:
            one["refused"] = f"{error.what} {error.remedy}"
        else:
            one["html"] = mark_safe(_as_part(letter.html))  # noqa: S308, made from a template that escapes
        found.append(one)
    return found


def _as_part(html: str) -> str:
    """Return a letter as part of a page that has a main part and a title of its own."""
    part = html.replace('<main class="letter">', '<div class="letter">').replace("</main>", "</div>")
    return part.replace("<h2>", "<h5>").replace("</h2>", "</h5>").replace("<h1>", "<h4>").replace("</h1>", "</h4>")


@require_GET
@for_team("read-team")
def letter(request: HttpRequest, asked: Asked, entity: str, ext: str) -> HttpResponse:
    """Give the letter that puts an allegation as a file: pdf, docx or html, in the language asked for.

    Raises:
        NotFoundError: there is no such right of reply or no such form. ActRefusedError: it is not written in that
            language, or would let out a secret. SettingsError: this machine lacks what the form needs.
    """
    check_form(ext)
    language = text_in(request.GET, "language") or asked.language
    made = letter_of(asked.view, public_view(asked), entity, language)
    return file_of(made.html, ext, language=made.language, title=made.title, name=made.file_name)
