"""Behind the mailed link: the letter once more, and a button. Looking uses nothing up; the button works once."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

from answerable.actions import confirming
from answerable.actions.counting import HERE
from answerable.actions.doors import door_of
from answerable.actions.reads import today_of
from answerable.actions.wording import known, say
from answerable.actions.writers import add_to_list
from answerable.actions.writing import LINK_DAYS
from answerable.kernel.errors import NotFoundError
from answerable.web.pages import action_frame
from answerable.web.pages.action_writer_session import writer_of

LONGEST = 100
STATUS = {"used": 200, "done": 200, "expired": 410, "replaced": 410, "unknown": 404, "closed": 409, "changed": 409}


@csrf_exempt
def confirm(request: HttpRequest, dossier_id: str, token: str) -> HttpResponseBase:
    """Show the letters of a mailed link; with a post, release them."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    found = confirming.linked(dossier_id, token) if len(token) <= LONGEST else confirming.Linked("unknown")
    is_from_here = request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
    if request.method == "POST" and is_from_here and found.state == "good":
        done = confirming.confirm(
            dossier_id=dossier_id, token=token, seen=request.POST.get("seen", ""),
            chosen=_chosen(request) if request.POST.get("chooses") else None,
        )  # fmt: skip
        answer = _done(dossier_id, token, found, done)
        if done.state == "done" and done.queued:
            _note_on_list(request, dossier_id, found.slug)
    else:
        answer = _looked(dossier_id, found)
    add_never_cache_headers(answer)
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = action_frame.REFERRER
    return answer


def _note_on_list(request: HttpRequest, dossier_id: str, slug: str) -> None:
    """Put a line on the writer's own list, where their account is open in this browser and they want a list."""
    writer = writer_of(request, dossier_id)
    if writer is not None:
        add_to_list(writer=writer, issue=door_of(dossier_id, slug).issue, channel=HERE, day=today_of(dossier_id))


def _chosen(request: HttpRequest) -> frozenset[int]:
    """Return the numbers of the letters that are ticked."""
    return frozenset(int(one) for one in request.POST.getlist("letter") if one.isascii() and one.isdigit())


def _looked(dossier_id: str, found: confirming.Linked, *, is_changed: bool = False) -> HttpResponse:
    """Return the page behind the link: its letters with a button, or what is to be said instead."""
    if found.state != "good":
        return _said(dossier_id, found, found.state)
    if not found.letters:
        return _said(dossier_id, found, "closed", why=found.closed[0][1])
    names = _names(dossier_id, found)
    letters = [(one, names.get(one.target, "")) for one in found.letters]
    return _show(dossier_id, found, "confirm", letters=letters, seen=found.seen, is_changed=is_changed,
                 status=409 if is_changed else 200)  # fmt: skip


def _done(dossier_id: str, token: str, found: confirming.Linked, done: confirming.Confirmed) -> HttpResponse:
    if done.state == "changed":
        return _looked(dossier_id, confirming.linked(dossier_id, token), is_changed=True)
    if done.state != "done":
        return _said(dossier_id, found, done.state, why=done.why)
    lines = done.counts.lines(known(found.language)) if done.counts is not None else ()
    return _show(dossier_id, found, "confirmed", queued=done.queued, held=done.held, lines=lines,
                 mine=reverse("action_mine", args=[dossier_id]))  # fmt: skip


def _said(dossier_id: str, found: confirming.Linked, state: str, *, why: str = "") -> HttpResponse:
    """Say what a link does not do, and give back what it would have sent."""
    code = "replaced-link" if state == "replaced" else state
    reason = f"closed-{why}" if state == "closed" else f"{code}-why"
    language = known(found.language)
    return _show(
        dossier_id, found, "said", status=STATUS[state], code=code,
        why=say("writing", reason, language, days=LINK_DAYS),
        texts=[(one.language, one.text) for one, _ in found.closed],
    )  # fmt: skip


def _names(dossier_id: str, found: confirming.Linked) -> dict[str, str]:
    return {key: one.name for key, one in door_of(dossier_id, found.slug).targets.items()}


def _show(
    dossier_id: str, found: confirming.Linked, template: str, *, status: int = 200, **words: object
) -> HttpResponse:
    language = known(found.language)
    context = action_frame.frame(dossier_id, language) | _action(dossier_id, found, language)
    return action_frame.page(f"answerable/action_writing/{template}.html", context | words, status=status)


def _action(dossier_id: str, found: confirming.Linked, language: str) -> dict[str, object]:
    """Return the title and address of the action, where the link leads to one that is public."""
    try:
        held = door_of(dossier_id, found.slug).held
    except NotFoundError:
        return {}
    code = language if language in held.languages else held.languages[0]
    return {"title": held.title(code), "back": reverse("action_page", args=[dossier_id, code, found.slug]),
            "title_language": code}  # fmt: skip
