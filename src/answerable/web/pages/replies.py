"""The right of reply: who was asked what, and what came; and putting a new allegation to whom it concerns."""

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from answerable.kernel.errors import UserError
from answerable.publish.replies import put_replies
from answerable.record import changes
from answerable.record.audiences import PUBLIC
from answerable.record.drafts import ClaimDraft
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, picked_in, text_in
from answerable.web.forms.references import Making, read_reference, reference_options
from answerable.web.forms.reply_form import ReplyForm, correspondence_key, correspondence_source
from answerable.web.pages.rows_replies import claim_groups, reply_rows, state_word, today_of
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of, name_of

ADDRESSED = "LegalEntity"


def public_view(asked: Asked) -> View:
    """Return what everybody may know of the dossier now: letters take days, places and sources from it alone."""
    return view_of(asked.dossier_id, ViewSpec(PUBLIC))


@require_GET
@for_team("read-team")
def replies(request: HttpRequest, asked: Asked) -> HttpResponse:
    """List every allegation that was put or is to be: to whom, sent, delivered, due, answered, or silent."""
    rows = reply_rows(asked, put_replies(asked.view), today_of(asked.view))
    states = list(dict.fromkeys(row.state for row in rows))
    counts = [(state_word(state), sum(row.state == state for row in rows)) for state in states]
    context = {"rows": rows, "counts": counts, "may_record": asked.actor.may("record")}
    return render(request, "answerable/reply/replies.html", context)


@require_http_methods(["GET", "POST"])
@for_team("record")
def add_reply(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Ask to whom, what and on which claims; record it as to be sent. '?person=' and '?claim=' fill it in."""
    typed = request.POST if request.method == "POST" else request.GET
    problems = Problems()
    person = _person(asked, typed, problems)
    if not person:
        field = _person_field(asked, typed, problems)
        return render(request, "answerable/reply/choose_person.html", {"field": field, "problems": problems})
    form = ReplyForm(asked.view, public_view(asked), typed, asked.language, person, today_of(asked.view))
    if request.method == "POST" and form.drafts and record(asked, form.drafts, form.problems):
        messages.success(request, gettext("Recorded. The letter is ready; nothing has been sent."))
        return redirect(address_of(asked, "reply", form.drafts[0].about))
    context = {
        "form": form,
        "person": person,
        "name": name_of(asked, person),
        "groups": claim_groups(asked, person, picked_in(typed, "claim")),
        "claim_problem": form.problems.of("claim"),
    }
    return render(request, "answerable/reply/add.html", context, status=422 if form.problems else 200)


def _person(asked: Asked, typed: QueryDict, problems: Problems) -> str:
    """Return whom the allegation concerns; empty when nobody, or nobody in particular, is named yet."""
    found: Sequence[str] = ()
    if picked_in(typed, "person") or (text_in(typed, "person.search") and typed.get("step") != "search"):
        making, label = Making(asked.view), gettext("Person or body")
        found = read_reference(asked.view, typed, "person", ADDRESSED, making, problems, label=label)
    return found[0] if found and asked.view.has(found[0]) else ""


def _person_field(asked: Asked, typed: QueryDict, problems: Problems) -> Field:
    words = text_in(typed, "person.search")
    options = reference_options(asked.view, ADDRESSED, words, picked_in(typed, "person"), asked.language)
    known = tuple(option for option in options if not option.value.startswith("+"))
    return Field(
        "person", "entity", gettext("Whom does the allegation concern?"),
        gettext("A person, or a body such as a ministry or a brigade."), value=words, options=known,
        error=problems.of("person"), leads_to=ADDRESSED, is_optional=False,
    )  # fmt: skip


def record(asked: Asked, drafts: Sequence[ClaimDraft], problems: Problems) -> bool:
    """Record claims on a right of reply, all or none; the source that letters are is added the first time."""
    try:
        with transaction.atomic():
            dossier = changes.find_dossier(asked.dossier_id)
            if not correspondence_key(asked.view):
                changes.add_sources(actor=asked.actor, dossier=dossier, drafts=[correspondence_source(asked.view)])
            changes.record_claims(actor=asked.actor, dossier=dossier, drafts=drafts)
    except UserError as error:
        problems.add("", error.what, error.remedy)
        return False
    return True
