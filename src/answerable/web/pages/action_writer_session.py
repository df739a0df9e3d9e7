"""Who a writer is while their browser is open: a signed cookie of its own, apart from the team's sign-in.

The cookie goes to one dossier's actions alone, never along with a request from another site, and ends with the
browser. It names the account by number and by a word that only this account has.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from answerable.actions.models import Writer
from answerable.actions.wording import LANGUAGES, known
from answerable.actions.writers import has_actions, writer_by_number
from answerable.web.pages import action_frame

COOKIE = "writer"
LASTS = timedelta(hours=8)
"""A browser that is never closed is signed out after this."""
SALT = "answerable.actions.writer"
FORM_SALT = "answerable.actions.writer-form"
FORM_LASTS = timedelta(hours=12)


def writer_of(request: HttpRequest, dossier_id: str) -> Writer | None:
    """Return the writer whose account is open in this browser, or None."""
    held = request.COOKIES.get(COOKIE, "")
    try:
        number, word = signing.loads(held, salt=SALT, max_age=LASTS)
        writer = writer_by_number(dossier_id, int(number))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return writer if writer is not None and word == _word(writer) else None


def sign_in(answer: HttpResponse, request: HttpRequest, writer: Writer) -> None:
    """Open an account in the browser that gets this answer."""
    answer.set_cookie(
        COOKIE, signing.dumps([writer.number, _word(writer)], salt=SALT), path=_path(writer.dossier_id),
        httponly=True, samesite="Strict", secure=request.is_secure(),
    )  # fmt: skip


def sign_out(answer: HttpResponse, dossier_id: str) -> None:
    """Close the account in the browser that gets this answer."""
    answer.delete_cookie(COOKIE, path=_path(dossier_id), samesite="Strict")


def _path(dossier_id: str) -> str:
    return reverse("action_front", args=[dossier_id])


def _word(writer: Writer) -> str:
    return hashlib.sha256(f"{SALT} {writer.code}".encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Visit:
    """One request to a page of writers: of which dossier, in which language, and whose account is open."""

    request: HttpRequest
    dossier_id: str
    language: str
    writer: Writer | None

    def address(self, name: str, *parts: object) -> str:
        """Return the address of a page, in the language of this one."""
        return f"{reverse(name, args=[self.dossier_id, *parts])}?{urlencode({'language': self.language})}"

    def go(self, name: str, *parts: object) -> HttpResponse:
        """Lead on to a page, so that loading anew does nothing twice."""
        answer = redirect(self.address(name, *parts))
        answer.status_code = 303
        return answer

    def show(self, template: str, *, status: int = 200, **words: object) -> HttpResponse:
        """Return a page of templates/answerable/action_writers."""
        here = self.request.path
        others = [(code, f"{here}?{urlencode({'language': code})}") for code in LANGUAGES if code != self.language]
        context = action_frame.frame(self.dossier_id, self.language, others=others) | {
            "mine": self.address("action_mine"),
            "out": self.address("action_mine_out"),
            "leave": reverse("action_mine_leave", args=[self.dossier_id]),
            "here": self.address_here,
            "token": "" if self.writer is None else form_token(self.writer),
            "is_in": self.writer is not None,
        }
        return action_frame.page(f"answerable/action_writers/{template}.html", context | words, status=status)

    def say(
        self, code: str, *, status: int = 200, leads_to_mine: str = "ask-again", **values: object
    ) -> HttpResponse:
        """Return a page that says one thing: the sentences `code` and `code-why`, with a button to go on."""
        return self.show("said", status=status, code=code, why=f"{code}-why", values=values, button=leads_to_mine)

    def page_of(self, language: str, slug: str) -> str:
        """Return the address of an action in a language that it has."""
        return reverse("action_page", args=[self.dossier_id, language, slug])

    def signed_out(self) -> "Visit":
        """Return the same visit of nobody."""
        return replace(self, writer=None)

    def speaking(self, language: str) -> "Visit":
        """Return the same visit in another language."""
        return replace(self, language=language)

    @property
    def address_here(self) -> str:
        """The address of this page in its language: where its own form leads."""
        return f"{self.request.path}?{urlencode({'language': self.language})}"

    @property
    def is_from_here(self) -> bool:
        """Say whether a form was sent from one of our own pages, as far as the browser tells."""
        return self.request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")

    @property
    def has_own_form(self) -> bool:
        """Say whether a form comes from our own page and was given to the writer who is signed in."""
        try:
            number = signing.loads(self.request.POST.get("token", ""), salt=FORM_SALT, max_age=FORM_LASTS)
        except signing.BadSignature:
            return False
        return self.is_from_here and self.writer is not None and number == self.writer.number


def form_token(writer: Writer) -> str:
    """Return the token of a form for one writer."""
    return signing.dumps(writer.number, salt=FORM_SALT)


Page = Callable[..., HttpResponseBase]


def for_writers(page: Page) -> Page:
    """Hand a page its `Visit` in place of the request. It is kept by no cache and listed by no search engine.

    Django's own tokens against forged forms need a cookie on every page, so forms here carry their own.
    """

    @csrf_exempt
    @wraps(page)
    def with_visit(request: HttpRequest, dossier_id: str, *parts: object, **named: object) -> HttpResponseBase:
        writer = writer_of(request, dossier_id)
        visit = Visit(request, dossier_id, _language(request, writer), writer)
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        is_there = has_actions(dossier_id)
        answer = page(visit, *parts, **named) if is_there else action_frame.missing(dossier_id, visit.language)
        add_never_cache_headers(answer)
        patch_vary_headers(answer, ("Cookie", "Accept-Language"))
        answer["X-Robots-Tag"] = "noindex"
        answer["Referrer-Policy"] = action_frame.REFERRER
        return answer

    return with_visit


def _language(request: HttpRequest, writer: Writer | None) -> str:
    asked = request.GET.get("language", "")
    if asked in LANGUAGES:
        return asked
    if writer is not None:
        return known(writer.language)
    accepted = (
        code.partition("-")[0] for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    )
    return next((code for code in accepted if code in LANGUAGES), LANGUAGES[0])
