"""The way of a publication out of the house: what keeps it back, review, embargo, publishing, correcting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from answerable.kernel.errors import UserError, ValueRefusedError
from answerable.publish import changes
from answerable.publish.checks import hindrance_words, look_over
from answerable.publish.life import Step
from answerable.publish.reads import Held, held
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, text_in
from answerable.web.forms.properties import language_name
from answerable.web.pages.publication_editor import language_of
from answerable.web.pages.rows_claims import claim_rows
from answerable.web.pages.rows_publications import (
    moment_words,
    moments_of,
    previews,
    stale_of,
    state_word,
)
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of

_NEEDS: Mapping[str, str] = {
    "submit": "write", "approve": "review", "send_back": "review", "set_embargo": "publish",
    "publish": "publish", "correct": "publish", "withdraw": "publish",
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_team("read-team")
def publication_steps(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:
    """Show how a publication stands and what may be done next; do it.

    Raises:
        NotFoundError: there is no such publication. NotAllowedError: the role does not include the step.
    """
    found, problems = held(asked.dossier_id, slug), Problems()
    step = text_in(request.POST, "step")
    if step in _NEEDS and _done(asked, found, step, request.POST, problems):
        messages.success(request, _done_words(step))
        return redirect(address_of(asked, "publication_steps", slug))
    context = _content(asked, found, problems) | {
        "forms": _forms(asked, found, request.POST, step),
        "failed": step if problems else "",
    }
    return render(request, "answerable/publication/steps.html", context, status=422 if problems else 200)


def _content(asked: Asked, found: Held, problems: Problems) -> dict[str, Any]:
    texts = {code: one.markdown for code, one in found.life.texts.items()}
    checked = look_over(asked.dossier_id, found.row.slug, texts)
    stale = stale_of(asked, found)
    state = "needs-correction" if stale else found.life.state
    return {
        "slug": found.row.slug,
        "title": found.title(asked.language),
        "state": state,
        "state_word": state_word(state),
        "work_word": state_word(found.life.work) if found.life.work else "",
        "moments": moments_of(asked, found),
        "is_public": bool(found.snapshots),
        "may_edit": asked.actor.may("write") and "save_text" in found.life.next_acts(),
        "checked": checked,
        "hindrances": [(language_of(one.where), hindrance_words(one)) for one in checked.hindrances],
        "previews": previews(checked.said),
        "writers": ", ".join(sorted(found.life.writers)),
        "embargo": moment_words(asked, found.life.embargo) if found.life.embargo else "",
        "stale": [
            (one, language_name(one.language),
             claim_rows(asked, [asked.view.claim(name) for name in one.claims if asked.view.has_claim(name)]))
            for one in stale
        ],
        "history": _history(asked, found),
        "problems": problems,
    }  # fmt: skip


def _history(asked: Asked, found: Held) -> list[tuple[str, str, str, str]]:
    """Return what happened, the latest first: when, what, by whom, and with which words."""
    rows: list[tuple[datetime, str, str, str]] = [
        (one.at, gettext("text saved (%(language)s, version %(n)s)")
         % {"language": language_name(one.language), "n": one.version}, one.by, "")
        for one in found.life.versions
    ]  # fmt: skip
    rows += [(one.at, _step_word(asked, one), one.by, one.words) for one in found.life.steps]
    rows += [
        (one.at, gettext("version %(n)s made public") % {"n": one.number}, one.by, "") for one in found.snapshots
    ]
    ordered = sorted(rows, key=lambda row: row[0], reverse=True)
    return [(moment_words(asked, at), what, by, words) for at, what, by, words in ordered]


def _step_word(asked: Asked, step: Step) -> str:
    until = moment_words(asked, step.until) if step.until else ""
    return {
        "submitted": gettext("submitted for review"),
        "approved": gettext("approved"),
        "sent-back": gettext("sent back"),
        "embargoed": gettext("embargo until %(moment)s") % {"moment": until},
        "withdrawn": gettext("withdrawn"),
    }[step.step]


def _forms(asked: Asked, found: Held, typed: QueryDict, failed: str) -> list[dict[str, Any]]:
    """Return the forms for what this role may do next; what was typed stays in the one that failed."""
    acts = []
    for act in found.life.next_acts():
        acts += ["approve", "send_back"] if act == "review" else [act]
    return [
        {"step": act, "fields": _fields(asked, found, act, typed if act == failed else QueryDict())} | _words(act)
        for act in acts
        if act in _NEEDS and asked.actor.may(_NEEDS[act])
    ]


def _fields(asked: Asked, found: Held, act: str, typed: QueryDict) -> list[Field]:
    def text(name: str, label: str, help_: str = "", *, code: str = "", is_optional: bool = False) -> Field:
        value = text_in(typed, name)
        return Field(name, "text", label, help_, value=value, language=code, is_optional=is_optional)

    if act == "approve":
        return [text("approve.words", gettext("A word to the writer"), is_optional=True)]
    if act == "send_back":
        return [text("send_back.words", gettext("What is to be changed?"))]
    if act == "set_embargo":
        zone = str(asked.view.dossier.zone)
        help_ = gettext("Day and hour as 2026-12-01 10:00, on the clocks of %(zone)s.") % {"zone": zone}
        return [
            Field("set_embargo.until", "line", gettext("Until when is it kept back?"), help_,
                  value=text_in(typed, "set_embargo.until"), is_optional=False)
        ]  # fmt: skip
    if act in ("correct", "withdraw"):
        label = gettext("What was corrected?") if act == "correct" else gettext("Why is it withdrawn?")
        codes = found.life.texts if act == "correct" else found.snapshots[-1].titles
        return [text(f"{act}.{code}", f"{label} ({language_name(code)})", code=code) for code in sorted(codes)]
    return []


def _words(act: str) -> dict[str, Any]:
    """Return title, help and button of a step, and whether it cannot be undone."""
    title, help_, button = {
        "submit": (
            gettext("Hand it to a second person"),
            gettext("The text stands still until they have answered."),
            gettext("Submit for review"),
        ),
        "approve": (
            gettext("Approve it"),
            gettext("Read every language below first. Whoever wrote it cannot approve it."),
            gettext("Approve"),
        ),
        "send_back": (gettext("Send it back"), "", gettext("Send back")),
        "set_embargo": (gettext("Keep it back"), "", gettext("Set the embargo")),
        "publish": (
            gettext("Publish it"),
            gettext("It is frozen as it stands, with every value, and everybody can read it."),
            gettext("Publish"),
        ),
        "correct": (
            gettext("Put the correction in its place"),
            gettext("It takes the place of what is public; the note is public too."),
            gettext("Publish the correction"),
        ),
        "withdraw": (
            gettext("Withdraw it"),
            gettext("For good. Its address will show the reason in its place."),
            gettext("Withdraw"),
        ),
    }[act]
    is_grave = act in ("publish", "correct", "withdraw")
    return {"title": title, "help": help_, "button": button, "is_grave": is_grave}


def _done(asked: Asked, found: Held, step: str, typed: QueryDict, problems: Problems) -> bool:
    """Do one step; say what is in the way otherwise."""
    asked.actor.require(_NEEDS[step])
    where: dict[str, Any] = {"actor": asked.actor, "dossier_id": asked.dossier_id, "slug": found.row.slug}
    try:
        if step in ("approve", "send_back"):
            words = text_in(typed, f"{step}.words")
            changes.review(**where, approve=step == "approve", words=words)
        elif step == "set_embargo":
            changes.set_embargo(**where, until=_moment(asked, text_in(typed, "set_embargo.until")))
        elif step == "correct":
            codes = found.life.texts
            changes.correct(**where, words={code: text_in(typed, f"correct.{code}") for code in codes})
        elif step == "withdraw":
            codes = found.last.titles if found.last else {}
            changes.withdraw(**where, why={code: text_in(typed, f"withdraw.{code}") for code in codes})
        else:
            {"submit": changes.submit, "publish": changes.publish}[step](**where)
    except UserError as error:
        problems.add("", error.where, error.what, error.remedy)
        return False
    return True


def _moment(asked: Asked, typed: str) -> datetime:
    """Return a typed day and hour on the clocks of the dossier's place; seconds and offset may be given too.

    Raises:
        ValueRefusedError: it is none.
    """
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError as error:
        raise ValueRefusedError(
            gettext("This is no day and hour."), remedy=gettext("Write it as 2026-12-01 10:00.")
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=asked.view.dossier.zone)


def _done_words(step: str) -> str:
    return {
        "submit": gettext("Submitted for review."),
        "approve": gettext("Approved. It may be published now."),
        "send_back": gettext("Sent back to the writer."),
        "set_embargo": gettext("The embargo is set."),
        "publish": gettext("Published."),
        "correct": gettext("The correction is public."),
        "withdraw": gettext("Withdrawn. Its address shows why."),
    }[step]
