"""From the reading page to a letter that is counted: write it, choose a way, done. Works without a script.

What is typed goes from page to page in the form; nothing is stored but what a writer asks us to send. The one
cookie says which browser it is, so that a double click and a second tab are counted once; it is set by the page on
which one writes, and ends with the browser.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

from answerable.actions import counting, limits, proof_of_work, writing
from answerable.actions.answers import Letter
from answerable.actions.doors import STILL_COUNTED, Door, door_of
from answerable.actions.letter_paper import as_file
from answerable.actions.reads import postage_for
from answerable.actions.wording import say
from answerable.actions.writers import add_to_list
from answerable.actions.writing import Done, Way
from answerable.kernel.errors import NotFoundError, UserError, ValueRefusedError
from answerable.web.pages import action_frame
from answerable.web.pages.action_writer_session import writer_of
from answerable.web.pages.action_writing_form import (
    Form,
    Own,
    Problem,
    changed,
    first_form,
    letter_in,
    likeness_of,
    model_of,
    problems_in,
    read_form,
    read_own,
    trust_in,
)
from answerable.web.pages.rows_action_writing import mailto_for, ready_rows, write_rows

COOKIE = "writing"
TEMPLATES = "answerable/action_writing"
FILES = {"pdf": "pdf", "docx": "docx"}


@dataclass(frozen=True)
class Desk:
    """One request to these pages: of which issue, in which language, at which moment, by which browser."""

    request: HttpRequest
    door: Door
    language: str
    now: datetime

    @property
    def dossier_id(self) -> str:
        """The dossier's id."""
        return self.door.held.dossier_id

    @property
    def slug(self) -> str:
        """The action's address."""
        return self.door.held.slug

    @cached_property
    def word(self) -> str:
        """What stands for the writer at this browser: the cookie's word, or a new one."""
        kept = self.request.COOKIES.get(COOKIE, "")
        return kept if proof_of_work.is_word(kept) else proof_of_work.new_word()

    @property
    def is_from_here(self) -> bool:
        """Say whether a form was sent from one of our own pages, as far as the browser tells."""
        return self.request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")

    def address(self, name: str, *parts: object) -> str:
        """Return the address of a page of this action in this language."""
        return reverse(name, args=[self.dossier_id, self.language, self.slug, *parts])

    def given(self) -> str:
        """Return a new token for a form; the more an issue is posted to, the more work it asks for."""
        bits = proof_of_work.bits_for(writing.pressure(self.door.issue.pk, self.now))
        return proof_of_work.give(self.word, self.now, bits=bits)

    def show(self, template: str, *, status: int = 200, **words: object) -> HttpResponse:
        """Return a page of templates/answerable/action_writing."""
        others = [
            (code, reverse("action_write", args=[self.dossier_id, code, self.slug]))
            for code in self.door.held.languages
            if code != self.language and self.request.method != "POST"  # another page would lose what is typed
        ]
        context = action_frame.frame(self.dossier_id, self.language, others=others) | {
            "title": self.door.held.title(self.language),
            "back": self.address("action_page"),
            "write": self.address("action_write"),
        }
        return action_frame.page(f"{TEMPLATES}/{template}.html", context | words, status=status)


Page = Callable[..., HttpResponseBase]


def at_the_desk(*methods: str) -> Callable[[Page], Page]:
    """Hand a page its `Desk` in place of the request. Its answer is kept by no cache and by no search engine.

    Forms carry their own token in place of Django's, which would need a cookie on pages that are only read.
    """

    def decorate(page: Page) -> Page:
        @csrf_exempt
        @wraps(page)
        def with_desk(
            request: HttpRequest, dossier_id: str, language: str, slug: str, **named: str
        ) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                door = door_of(dossier_id, slug)
            except NotFoundError:
                return action_frame.missing(dossier_id, language)
            if language not in door.held.languages:
                return action_frame.missing(dossier_id, language)
            answer = page(Desk(request, door, language, timezone.now()), **named)
            add_never_cache_headers(answer)
            answer["X-Robots-Tag"] = "noindex"
            answer["Referrer-Policy"] = action_frame.REFERRER
            return answer

        return with_desk

    return decorate


# write


@at_the_desk("GET", "HEAD", "POST")
def write(desk: Desk) -> HttpResponse:
    """Show the letter in a form; with a post, take another choice in, or go on to the ready letter."""
    state = desk.door.held.life.state(desk.door.day(desk.now))
    if desk.request.method != "POST":
        asked = desk.request.GET
        section = asked.get("section", "")[:2].upper()
        form = first_form(desk.door, desk.now, desk.language, section, asked.get("target", ""), desk.given())
        return _set_word(desk, _written(desk, form) if state in STILL_COUNTED else _closed(desk, state, None))
    form = read_form(desk.request.POST)
    if state not in STILL_COUNTED:
        return _closed(desk, state, form)
    if desk.request.POST.get("op") != "ready":
        return _set_word(desk, _written(desk, _fresh(desk, changed(desk.door, form))))
    problems = problems_in(desk.door, form, desk.language, desk.now)
    if problems or form.is_trapped:
        return _set_word(desk, _written(desk, _fresh(desk, form), problems, status=400))
    if form.update != desk.door.issue.update:
        return _closed(desk, "replaced", form)
    trouble = _trouble(desk, form)
    return _ready(desk, _fresh(desk, form) if trouble else form, trouble)


def _set_word(desk: Desk, answer: HttpResponse) -> HttpResponse:
    """Give the browser its word, unless it has one: it goes with forms of this dossier's actions alone."""
    if desk.request.COOKIES.get(COOKIE) != desk.word:
        answer.set_cookie(
            COOKIE, desk.word, path=reverse("action_front", args=[desk.dossier_id]), httponly=True,
            samesite="Strict", secure=desk.request.is_secure(),
        )  # fmt: skip
    return answer


def _fresh(desk: Desk, form: Form) -> Form:
    """Return the form with a token that can be used, where its own cannot."""
    why, _ = trust_in(form, desk.now)
    return replace(form, given=desk.given(), proof="") if why == "old-form" else form


def _written(desk: Desk, form: Form, problems: tuple[Problem, ...] = (), *, status: int = 200) -> HttpResponse:
    rows = write_rows(desk.door, form, desk.language, desk.now)
    return desk.show("write", status=status, form=form, problems=problems, rows=rows,
                     wrong={one.field for one in problems}, is_late=desk.door.is_late(desk.now))  # fmt: skip


# the ready letter


def _trouble(desk: Desk, form: Form) -> str:
    """Return why a post is not taken as it is: from elsewhere, too fast, too old; '' where it is."""
    return trust_in(form, desk.now)[0] if desk.is_from_here else "old-form"


def _ready(
    desk: Desk, form: Form, trouble: str = "", own: Own | None = None, *, status: int | None = None, why: str = ""
) -> HttpResponse:
    rows = ready_rows(desk.door, form, desk.language, desk.now)
    said = why or (say("writing", f"wrong-{trouble}", desk.language) if trouble else "")
    own, letter = own or Own(), letter_in(desk.door, form)
    return desk.show(
        "ready", status=status or (400 if trouble or own.problems else 200), form=form, rows=rows,
        letter=letter, hidden=form.hidden(), trouble=said, own=own, mailto=mailto_for(desk.door, form, letter),
        wrong={one.field: one.words for one in own.problems}, done=desk.address("action_done"),
        send=desk.address("action_send"), pdf=desk.address("action_own_file", "pdf"),
        docx=desk.address("action_own_file", "docx"),
    )  # fmt: skip


def _checked(desk: Desk) -> tuple[Form, HttpResponse | None]:
    """Read a post of the ready page; return the form, and the answer where it cannot be taken as it is."""
    form = read_form(desk.request.POST)
    problems = problems_in(desk.door, form, desk.language, desk.now)
    state = desk.door.held.life.state(desk.door.day(desk.now))
    if state not in STILL_COUNTED or form.update != desk.door.issue.update:
        return form, _closed(desk, state if state not in STILL_COUNTED else "replaced", form)
    if problems or form.is_trapped:
        return form, _written(desk, _fresh(desk, form), problems, status=400)
    trouble = _trouble(desk, form)
    if trouble:
        return form, _ready(desk, _fresh(desk, form), trouble)
    return form, None


def _way(desk: Desk, form: Form, channel: str) -> Way:
    """Return what somebody does, by which browser and machine."""
    kept = desk.request.COOKIES.get(COOKIE, "")
    token = trust_in(form, desk.now)[1]
    word = kept if proof_of_work.is_word(kept) else (token.word if token else desk.word)
    is_proven = token is not None and proof_of_work.is_proven(form.given, token, form.proof)
    return Way(
        desk.dossier_id, desk.slug, form.update, form.target, channel, form.letter_language, word,
        limits.machine_of(desk.request.META), form.given if is_proven else "",
    )  # fmt: skip


def _refused(desk: Desk, form: Form, done: Done, own: Own | None = None) -> HttpResponse:
    """Answer an act that was not done, with the letter still there."""
    if done.outcome == "too-many":
        is_mail = done.limit in (limits.CONFIRM, limits.CONFIRM_DAY, limits.WRITER_DAY)
        return _ready(desk, form, "too-many-mails" if is_mail else "too-many", own, status=429)
    if done.why in ("no-address", "paused", "stale"):
        return _ready(desk, form, own=own, status=409, why=say("writing", f"closed-{done.why}", desk.language))
    return _closed(desk, done.why, form)


def _closed(desk: Desk, why: str, form: Form | None) -> HttpResponse:
    """Say why no letter can be sent, and give back what was typed."""
    return desk.show(
        "closed", status=409, why_words=say("writing", f"closed-{why}", desk.language),
        text=form.text if form else "", leads_to_write=why in ("replaced", "no-target", "left", "not-yet"),
    )  # fmt: skip


@at_the_desk("POST")
def done(desk: Desk) -> HttpResponse:
    """Count a letter that was handed off or reported, and show it counted."""
    form, answer = _checked(desk)
    if answer is not None:
        return answer
    channel = desk.request.POST.get("channel", "")
    if channel in counting.HANDED_OFF:
        act = writing.hand_off
    elif channel in counting.REPORTED:
        act = writing.report
    else:
        return _ready(desk, form, "target")
    found = act(_way(desk, form, channel))
    if found.outcome not in ("counted", "again"):
        return _refused(desk, form, found)
    _note_on_list(desk, channel)
    return _counted(desk, form, channel, found)


def _note_on_list(desk: Desk, channel: str) -> None:
    """Put a line on the writer's own list, where their account is open in this browser and they want a list."""
    writer = writer_of(desk.request, desk.dossier_id)
    if writer is not None:
        add_to_list(writer=writer, issue=desk.door.issue, channel=channel, day=desk.door.day(desk.now))


def _counted(desk: Desk, form: Form, channel: str, found: Done) -> HttpResponse:
    letter = letter_in(desk.door, form)
    lines = found.counts.lines(desk.language) if found.counts is not None else ()
    addressees = [
        (one.name, f"{desk.address('action_write')}?target={key}&section={form.section}")
        for key, one in desk.door.targets.items()
        if key != form.target and one.role == "addressee" and not desk.door.why_closed(key, "copied", desk.now)
    ]
    return desk.show(
        "counted", outcome=found.outcome, is_late=found.is_late, lines=lines, letter=letter, hidden=form.hidden(),
        mailto=mailto_for(desk.door, form, letter) if channel == "mail-program" else None,
        is_copied=channel == "copied", addressees=addressees,
        mine=reverse("action_mine", args=[desk.dossier_id]),
    )  # fmt: skip


@at_the_desk("POST")
def own_file(desk: Desk, form: str) -> HttpResponse:
    """Give the letter as a file, made from what was posted and kept nowhere; it counts as handed off on paper."""
    typed, answer = _checked(desk)
    if answer is not None:
        return answer
    if form not in FILES:
        return action_frame.missing(desk.dossier_id, desk.language)
    letter = letter_in(desk.door, typed)
    try:
        made = as_file(
            letter, desk.door.targets[typed.target], form=FILES[form], day=desk.door.day(desk.now),  # type: ignore[arg-type]
            origin=_origin(desk), language=desk.language, is_model=_is_model(desk, typed, letter),
            postage=postage_for(desk.dossier_id, _origin(desk), desk.door.targets[typed.target].country),
        )  # fmt: skip
    except UserError:
        return _ready(desk, typed, "paper")
    found = writing.hand_off(_way(desk, typed, "paper"))
    if found.outcome not in ("counted", "again"):
        return _refused(desk, typed, found)
    _note_on_list(desk, "paper")
    file = HttpResponse(made.content, content_type=made.media_type)
    file["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return file


def _origin(desk: Desk) -> str:
    asked = desk.request.POST.get("origin", "")[:2].upper()
    return asked if len(asked) == 2 and asked.isascii() and asked.isalpha() else ""


def _is_model(desk: Desk, form: Form, letter: Letter) -> bool:
    """Say whether nothing of the writer stands in a letter, so that its file may be kept for the next one."""
    model = model_of(desk.door, form.target, form.letter_language)
    return model is not None and letter == replace(model, role=letter.role)


# sent from here


@at_the_desk("POST")
def send(desk: Desk) -> HttpResponse:
    """Keep a letter until its writer confirms it, and say where to look for the link."""
    form, answer = _checked(desk)
    if answer is not None:
        return answer
    own = _own_in(desk)
    if own.problems:
        return _ready(desk, form, own=own)
    letter = letter_in(desk.door, form)
    sending = writing.Sending(
        letter, likeness_of(desk.door, form), own.address, form.shown_name, desk.language,
        own.wants_news,
    )  # fmt: skip
    try:
        found = writing.send_from_here(_way(desk, form, counting.HERE), sending)
    except ValueRefusedError:
        return _ready(desk, form, own=replace(own, problems=(_wrong(desk, "address"),)))
    if found.outcome != "asked":
        return _refused(desk, form, found, own)
    return desk.show("asked", days=writing.LINK_DAYS, letter=letter, hidden=form.hidden())


def _own_in(desk: Desk) -> Own:
    own = read_own(desk.request.POST)
    wrong = [name for name, is_good in (("address", own.address), ("consent", own.agrees)) if not is_good]
    return replace(own, problems=tuple(_wrong(desk, name) for name in wrong))


def _wrong(desk: Desk, name: str) -> Problem:
    return Problem("agrees" if name == "consent" else name, say("writing", f"wrong-{name}", desk.language))
