"""Pages of writers: asking for a link, their list and wishes, their own data, and ending news.

A GET changes nothing but that one leaves: mail scanners and browsers follow links by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from answerable.actions import flooding, limits, mail_queue, proof_of_work, updates, writers
from answerable.actions.clearing import IDLE_DAYS, LETTER_DAYS, UNCONFIRMED_DAYS
from answerable.actions.models import WriterAction
from answerable.actions.numbers import Number, number_text
from answerable.actions.reads import HeldIssue, public_actions
from answerable.actions.wording import LANGUAGES, day_words, direction, known, language_name, say
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from answerable.web.pages.action_writer_session import Visit, for_writers, sign_in, sign_out

ASKS = limits.Limit("links", "hour", 10, 500)
"""Links asked for from one machine; where machines cannot be told apart, from all of them."""
LEAVE_TO = "https://{language}.wikipedia.org/"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list, in words."""

    number: str
    title: str
    title_language: str
    href: str
    channel: str
    remove: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be ticked."""

    value: str
    label: str
    is_chosen: bool
    language: str = ""


# the way in


@for_writers
def mine(visit: Visit) -> HttpResponse:
    """Show a writer their list and what has happened since; to others, the form that asks for a link."""
    if visit.request.method == "POST":
        return _ask(visit)
    if visit.writer is None:
        return _asking(visit)
    lines = writers.list_of(visit.writer)
    actions = {held.slug: held for held in public_actions(visit.dossier_id)}
    wrote_for: dict[str, int] = {}
    for one in lines:
        slug = one.issue.action.slug
        wrote_for[slug] = max(one.issue.update, wrote_for.get(slug, 0))
    notices = updates.notices_of(visit.dossier_id, wrote_for, visit.writer.cases, visit.language)
    return visit.show(
        "mine",
        weeks=_weeks(visit, lines, actions),
        keeps_list=visit.writer.keeps_list,
        notices=[(one, visit.page_of(one.language, one.slug), f"event-{one.event}") for one in notices],
        wishes=visit.address("action_mine_wishes"),
        export=visit.address("action_mine_export"),
        delete=visit.address("action_mine_delete"),
        idle_days=IDLE_DAYS,
    )


def _weeks(
    visit: Visit, lines: Sequence[WriterAction], actions: dict[str, HeldIssue]
) -> Sequence[tuple[str, Sequence[Line]]]:
    weeks: dict[str, list[Line]] = {}
    for one in lines:
        said = say("writers", "week", visit.language, day=day_words(one.week, visit.language))
        weeks.setdefault(said, []).append(_line(visit, one, actions.get(one.issue.action.slug)))
    return list(weeks.items())


def _line(visit: Visit, one: WriterAction, held: HeldIssue | None) -> Line:
    action = one.issue.action
    language = visit.language
    if held is not None and language not in held.languages:
        language = held.languages[0]
    return Line(
        number_text(Number(action.sequence, action.year, one.issue.update)),
        held.title(language) if held is not None else "",
        language,
        visit.page_of(language, action.slug) if held is not None else "",
        say("writers", f"channel-{one.channel}", visit.language),
        visit.address("action_mine_remove", one.pk),
    )


def _asking(visit: Visit, problem: str = "", typed: str = "", *, status: int = 200) -> HttpResponse:
    """Return the form that asks for a link, with what was typed and what is wrong with it."""
    given = proof_of_work.give(proof_of_work.new_word(), timezone.now())
    return visit.show(
        "ask", status=status, given=given, problem=problem, typed=typed, days=UNCONFIRMED_DAYS,
        is_offered=mail_queue.is_offered(),
    )  # fmt: skip


def _ask(visit: Visit) -> HttpResponse:
    """Mail a link, or say what is wrong. What is said never depends on whether the address is known."""
    now, form = timezone.now(), visit.request.POST
    typed = form.get("address", "")[:400]
    _, age = proof_of_work.read(form.get("given", ""), now)
    if age not in ("good", "too-fast") or not visit.is_from_here or not mail_queue.is_offered():
        return _asking(visit, "old-form", typed, status=400)
    if form.get("website"):
        return visit.go("action_mine_asked")  # a field that people do not see was filled in
    if not limits.is_within(ASKS, limits.machine_of(visit.request.META), now):
        return _asking(visit, "too-many", typed, status=429)
    try:
        writers.ask_for_link(dossier_id=visit.dossier_id, address=typed, language=visit.language, now=now)
    except ValueRefusedError:
        return _asking(visit, "wrong-address", typed, status=400)
    return visit.go("action_mine_asked")


@for_writers
def asked(visit: Visit) -> HttpResponse:
    """Say that a link is on its way, if mail reaches the address."""
    minutes = int(flooding.APART.total_seconds() // 60)
    return visit.show("asked", hours=writers.LINK_HOURS, minutes=minutes, times=flooding.MOST)


@for_writers
def open_account(visit: Visit, token: str) -> HttpResponse:
    """Show a button behind a mailed link; pressing it opens the account in this browser."""
    now = timezone.now()
    if visit.request.method != "POST":
        if writers.is_open(dossier_id=visit.dossier_id, token=token, now=now):
            return visit.show("open")
        return visit.say("link-gone", status=410)
    if not visit.is_from_here:
        return visit.show("open", status=400)
    try:
        writer = writers.open_account(dossier_id=visit.dossier_id, token=token, now=now)
    except NotFoundError:
        return visit.say("link-gone", status=410)
    answer = visit.go("action_mine")
    sign_in(answer, visit.request, writer)
    return answer


@for_writers
def out(visit: Visit) -> HttpResponse:
    """Close the account in this browser."""
    if visit.request.method != "POST" or not visit.is_from_here:
        return visit.go("action_mine")
    answer = visit.signed_out().say("signed-out")
    sign_out(answer, visit.dossier_id)
    return answer


@for_writers
def leave(visit: Visit) -> HttpResponse:
    """Close the account in this browser and open a page that has nothing to do with it."""
    answer = HttpResponseRedirect(LEAVE_TO.format(language=visit.language), status=303)
    sign_out(answer, visit.dossier_id)
    return answer


# the list, wishes, and one's own data


@for_writers
def remove(visit: Visit, line: int) -> HttpResponse:
    """Delete one line of the list."""
    if visit.request.method == "POST" and visit.writer is not None and visit.has_own_form:
        writers.remove_from_list(writer=visit.writer, line=line)
    return visit.go("action_mine")


@for_writers
def wishes(visit: Visit) -> HttpResponse:
    """Ask for the language, whether to keep a list, and which news to send; keep what is chosen."""
    if visit.writer is None:
        return visit.go("action_mine")
    if visit.request.method != "POST":
        return _wishing(visit, writers.wishes_of(visit.writer))
    chosen = _chosen(visit)
    if not visit.has_own_form:
        return _wishing(visit, chosen, "old-form", status=400)
    if chosen.news and not (chosen.cases or chosen.themes):
        return _wishing(visit, chosen, "wish-nothing", status=400)
    writers.set_wishes(writer=visit.writer, wishes=chosen, day=timezone.now().date())
    return visit.speaking(chosen.language).go("action_mine")


def _chosen(visit: Visit) -> writers.Wishes:
    """Return what a form says; what there is not is left out."""
    form = visit.request.POST
    cases, themes = _offered(visit)
    return writers.Wishes(
        language=known(form.get("language", visit.language)),
        keeps_list=bool(form.get("list")),
        news=bool(form.get("news")),
        cases=tuple(slug for slug in form.getlist("case") if slug in cases),
        themes=tuple(theme for theme in form.getlist("theme") if theme in themes),
    )


def _offered(visit: Visit) -> tuple[dict[str, HeldIssue], Sequence[str]]:
    """Return the cases that can be followed, by address, and the themes of all of them."""
    held = {one.slug: one for one in public_actions(visit.dossier_id)}
    return held, sorted({theme for one in held.values() for theme in one.action.themes})


def _wishing(visit: Visit, chosen: writers.Wishes, problem: str = "", *, status: int = 200) -> HttpResponse:
    held, themes = _offered(visit)
    today = timezone.now().date()
    cases = []
    for slug, one in held.items():
        if slug not in chosen.cases and updates.event_of(one, today) in updates.CLOSED:
            continue
        language = visit.language if visit.language in one.languages else one.languages[0]
        label = f"{number_text(one.number)} · {one.title(language)}"
        cases.append(Choice(slug, label, slug in chosen.cases, language))
    return visit.show(
        "wishes",
        status=status,
        problem=problem,
        chosen=chosen,
        consent=writers.consent_wording("updates", "", visit.language)[1],
        all_languages=[(code, language_name(code, code), direction(code)) for code in LANGUAGES],
        cases=cases,
        themes=[Choice(theme, theme, theme in chosen.themes) for theme in themes],
    )


@for_writers
def export(visit: Visit) -> HttpResponse:
    """Give a writer everything that is kept of them, as a file."""
    if visit.writer is None:
        return visit.go("action_mine")
    answer = JsonResponse(writers.own_data(visit.writer), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="my-actions.json"'
    return answer


@for_writers
def delete(visit: Visit) -> HttpResponse:
    """Ask once more, then delete everything of a writer."""
    if visit.writer is None:
        return visit.go("action_mine")
    if visit.request.method != "POST" or not visit.has_own_form:
        return visit.show("delete", days=LETTER_DAYS)
    writers.delete_everything(writer=visit.writer)
    answer = visit.signed_out().say("deleted")
    sign_out(answer, visit.dossier_id)
    return answer


# news


@for_writers
def news(visit: Visit, code: str) -> HttpResponse:
    """Show a button that ends news. A POST ends them, from here or from a mail program, which has no cookie."""
    if visit.request.method != "POST":
        return visit.show("news")
    updates.end_news(dossier_id=visit.dossier_id, code=code, day=timezone.now().date())
    return visit.say("news-ended", leads_to_mine="open")
