"""Errors that a reader can mend become a page that says what is wrong and what to do; the rest is left to rise."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop

from answerable.kernel.errors import UserError

Answer = Callable[[HttpRequest], HttpResponse]

# The rooms below know no Django, so their sentences are named here for the translators.
SAID = (
    gettext_noop("There is no such dossier here."),
    gettext_noop("There is no such claim in this view."),
    gettext_noop("There is no such claim in this dossier."),
    gettext_noop("There is no such source in this view."),
    gettext_noop("There is no such entity in this dossier."),
    gettext_noop("There is no such file here."),
    gettext_noop("There is no such file at this source."),
    gettext_noop("Nothing by this name is in this view."),
    gettext_noop("Search for it by name."),
    gettext_noop("Write a day as 2022-12-15."),
    gettext_noop("Use public, team or restricted:NAME."),
    gettext_noop("You recorded this claim."),
    gettext_noop("Ask a second person to verify it."),
    gettext_noop("You have verified this claim already."),
    gettext_noop("This claim is retracted."),
    gettext_noop("This claim is retracted already."),
    gettext_noop("A retraction needs a reason."),
    gettext_noop("Say why the claim no longer stands."),
    gettext_noop("A ruling needs a reason."),
    gettext_noop("Say why this claim stands or falls."),
    gettext_noop("A judgement needs a reason."),
    gettext_noop("Say what shows it."),
    gettext_noop("Ask an owner of the dossier for a role that does."),
    gettext_noop("The correction says what the claim says already."),
    gettext_noop("Change something in it."),
    gettext_noop("There is no such standard of proof."),
    gettext_noop("Nobody by this name has a role in this dossier."),
    gettext_noop("The dossier would be left without an owner."),
    gettext_noop("Make somebody else an owner first."),
    gettext_noop("There is no such question in this test."),
    gettext_noop("Choose one on the page of the test."),
    gettext_noop("No framework was chosen."),
    gettext_noop("Name at least one."),
    gettext_noop("This proceeding is not about this incident."),
    gettext_noop("Choose one of those listed."),
    gettext_noop("No death by this name is in this view."),
    gettext_noop("There is no incident in this view."),
    gettext_noop("A figure is made from itself."),
    gettext_noop("Take one of them out of what the next is made from."),
    gettext_noop("There is no such publication here."),
    gettext_noop("This publication was not made in this form."),
    gettext_noop("This was made for the team and may not leave."),
    gettext_noop("Make it from what the public may read."),
)
WITH_A_WORD = (
    (re.compile(r"'(?P<word>.*)' is not a calendar day\."), gettext_noop("“%(word)s” is not a calendar day.")),
    (re.compile(r"'(?P<word>.*)' is no audience\."), gettext_noop("“%(word)s” is no audience.")),
    (
        re.compile(r"'(?P<word>.*)' is no stage of a proceeding\."),
        gettext_noop("“%(word)s” is no stage of a proceeding."),
    ),
    (re.compile(r"There is no framework '(?P<word>.*)'\."), gettext_noop("There is no framework “%(word)s”.")),
    (
        re.compile(r"The framework '(?P<word>.*)' cannot be held against '(?P<other>.*)'\."),
        gettext_noop("The framework “%(word)s” cannot be held against “%(other)s”."),
    ),
    (
        re.compile(r"There is no definition of a toll called '(?P<word>.*)'\."),
        gettext_noop("There is no definition of a toll called “%(word)s”."),
    ),
    (re.compile(r"(?:Use|Choose) one of: (?P<word>.*)\."), gettext_noop("Use one of: %(word)s.")),
)
FOR_A_TERMINAL = "Run 'answerable"


def in_words(sentence: str) -> str:
    """Return a sentence of a refusal in the reader's language; as it is where nobody has translated it."""
    for pattern, told in WITH_A_WORD:
        found = pattern.fullmatch(sentence)
        if found:
            return gettext(told) % found.groupdict()
    return gettext(sentence) if sentence else ""


class RefusalMiddleware:
    """Answers a UserError with its status, its words and its code."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of a refusal, or None for what is not the reader's to mend."""
        if not isinstance(error, UserError):
            return None
        if request.path.startswith("/api/"):
            body = {"code": error.code, "what": error.what, "where": error.where, "remedy": error.remedy}
            return JsonResponse(body, status=error.http_status)
        remedy = "" if error.remedy.startswith(FOR_A_TERMINAL) else in_words(error.remedy)
        words = {"what": in_words(error.what), "where": error.where, "remedy": remedy, "code": error.code}
        return render(request, "answerable/refusal.html", {"error": words}, status=error.http_status)
