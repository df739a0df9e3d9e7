"""Adding a source, and the file that it is."""

from contextlib import ExitStack
from dataclasses import replace

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from answerable.evidence.changes import ingest, prepared
from answerable.kernel.errors import DateUnclearError, FileRefusedError, UserError
from answerable.kernel.times import parse_blur
from answerable.record import changes
from answerable.record.drafts import SOURCE_KINDS, SourceDraft
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, options_of, text_in
from answerable.web.forms.weighing import visibilities
from answerable.web.pages.team import for_team
from answerable.web.pages.words import kind_word, reliability_word
from answerable.web.templatetags.answerable import address_of

DATES = ("created", "published", "obtained")
PLAIN = ("title", "publisher", "url", "language", "rights", "access", "attribution", "note")


@require_http_methods(["GET", "POST"])
@for_team("add-source")
def add_source(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Ask for a source and, if one has it, its file; with '?source=KEY' only for the file of that one."""
    problems, typed = Problems(), request.POST
    known = text_in(request.GET, "source")
    if known:
        asked.view.source(known)
    if request.method == "POST":
        file = request.FILES.get("file")
        key = _add_file(request, asked, known, file, problems) if known else _add(request, asked, file, problems)
        if key:
            return redirect(address_of(asked, "source", key))
    fields = [] if known else source_fields(asked, typed, problems)
    context = {
        "fields": [*fields, _file_field(problems, is_optional=not known)],
        "known": asked.view.source(known).title if known else "",
        "problems": problems,
    }
    return render(request, "answerable/recording/add_source.html", context, status=422 if problems else 200)


def read_source(view: View, typed: QueryDict, problems: Problems, allowed: dict[str, str]) -> SourceDraft:
    """Return the source typed; what is wrong is added to the problems."""
    key = text_in(typed, "key") or next_key(view)
    derives = tuple(text_in(typed, "derives_from").replace(",", " ").split())
    dates = {name: text_in(typed, name) for name in DATES}
    for name, text in dates.items():
        try:
            if text:
                parse_blur(text)
        except DateUnclearError:
            said = gettext("“%(text)s” is no date that can be read in one way only.") % {"text": text[:40]}
            problems.add(name, said, gettext("Write 2022-12-15, 2022-12, 2022 or [2022-12-01..2022-12-06]."))
            dates[name] = ""
    draft = SourceDraft(
        key=key, kind=text_in(typed, "kind"), reliability=text_in(typed, "reliability"), derives_from=derives,
        visibility=text_in(typed, "visibility") or "public", **dates,
        **{name: text_in(typed, name) for name in PLAIN},
    )  # fmt: skip
    checks = (
        ("key", key in view.source_cards, gettext("This key belongs to another source already. Choose another.")),
        ("kind", draft.kind not in SOURCE_KINDS, gettext("Choose what kind of source it is.")),
        ("title", not draft.title, gettext("Give the source a title, as it stands on it.")),
        ("visibility", draft.visibility not in allowed, gettext("Choose who may see it.")),
        ("attribution", draft.visibility != "public" and not draft.attribution,
         gettext("Say what readers are told in its place, such as “interview with a former police officer”.")),
        ("derives_from", any(each not in view.source_cards for each in derives),
         gettext("One of these keys is no source here. Add that source first.")),
    )  # fmt: skip
    for name, is_wrong, said in checks:
        if is_wrong:
            problems.add(name, said)
    if not problems:
        for sentence in draft.problems():
            problems.add("key" if "source key" in sentence else "", sentence)
    return draft


def next_key(view: View) -> str:
    """Return the next free key in the row S1, S2, S3."""
    number = 1 + sum(key.startswith("S") and key[1:].isdigit() for key in view.source_cards)
    while f"S{number}" in view.source_cards:
        number += 1
    return f"S{number}"


def _add(request: HttpRequest, asked: Asked, file: "UploadedFile[bytes] | None", problems: Problems) -> str:
    """Write source and file, both or neither; return the key, or an empty text when something is wrong."""
    draft = read_source(asked.view, request.POST, problems, dict(visibilities(asked.actor)))
    if problems:
        _ask_for_file_again(file, problems)
        return ""
    dossier = changes.find_dossier(asked.dossier_id)
    said = [gettext("The source “%(title)s” is added.") % {"title": draft.title[:80]}]
    try:
        with ExitStack() as stack:
            # Reading a file can take a minute: it is done before the transaction, so that nobody waits for it.
            ready = None
            if file is not None:
                name = file.name or ""
                ready = stack.enter_context(prepared(actor=asked.actor, dossier=dossier, content=file, name=name))
            stack.enter_context(transaction.atomic())
            changes.add_sources(actor=asked.actor, dossier=dossier, drafts=[replace(draft)])
            if ready is not None:
                taken = ingest(actor=asked.actor, dossier=dossier, content=ready, source_key=draft.key)
                said.extend(taken.messages)
    except FileRefusedError as error:
        problems.add("file", error.what, error.remedy)
        return ""
    except UserError as error:
        problems.add("", error.what, error.remedy)
        _ask_for_file_again(file, problems)
        return ""
    messages.success(request, " ".join(said))
    return draft.key


def _add_file(
    request: HttpRequest, asked: Asked, key: str, file: "UploadedFile[bytes] | None", problems: Problems
) -> str:
    if file is None:
        problems.add("file", gettext("Choose a file."))
        return ""
    try:
        taken = ingest(actor=asked.actor, dossier=changes.find_dossier(asked.dossier_id), content=file,
                       name=file.name or "", source_key=key)  # fmt: skip
    except UserError as error:
        problems.add("file", error.what, error.remedy)
        return ""
    messages.success(request, " ".join(taken.messages))
    return key


def _ask_for_file_again(file: "UploadedFile[bytes] | None", problems: Problems) -> None:
    if file is not None:
        problems.add("file", gettext("Choose the file again: a browser does not send it twice by itself."))


def _file_field(problems: Problems, *, is_optional: bool) -> Field:
    help_ = gettext(
        "PDF, Word, web page, text, picture or recording. It is kept as it is, under its hash, on this machine."
    )
    return Field(
        "file", "file", gettext("The file itself"), help_, error=problems.of("file"), is_optional=is_optional
    )


def source_fields(asked: Asked, typed: QueryDict, problems: Problems) -> list[Field]:
    """Return the fields for a source, those that everyone knows first."""

    def line(name: str, label: str, help_: str = "", kind: str = "line", *, is_optional: bool = True) -> Field:
        return Field(
            name, kind, label, help_, text_in(typed, name), error=problems.of(name), is_optional=is_optional
        )

    kinds = [(kind, kind_word(kind)) for kind in SOURCE_KINDS]
    grades = [(letter, f"{letter}, {reliability_word(letter)}") for letter in "ABCDEF"]
    visibility = text_in(typed, "visibility") or "public"
    day = gettext("A day, a month or a year: 2022-12-15, 2022-12 or 2022.")
    return [
        line("title", gettext("Title"), gettext("As it stands on the source."), is_optional=False),
        Field("kind", "list", gettext("What kind of source is it?"), options=options_of(
            kinds, [text_in(typed, "kind")], none=gettext("Choose a kind")), error=problems.of("kind"),
            is_optional=False),
        line("publisher", gettext("Who published or said it"), gettext("The newspaper, institution or person.")),
        line("published", gettext("Published on"), day, "day"),
        line("created", gettext("Made on"), gettext("If that was another day."), "day"),
        line("obtained", gettext("Obtained on"), gettext("When the team got it."), "day"),
        line("url", gettext("Address on the web")),
        line("language", gettext("Language"), gettext("Its code, such as es, en or qu."), "short"),
        Field("reliability", "list", gettext("How reliable is the source?"), gettext(
            "The Admiralty scale: of the source as such, whatever it says."), options=options_of(
            grades, [text_in(typed, "reliability")], none=gettext("Not judged yet")),
            error=problems.of("reliability")),
        line("derives_from", gettext("Derives from"), gettext(
            "Keys of the sources that it copies or quotes: ten papers that copy one agency are one source.")),
        line("rights", gettext("Rights")),
        line("access", gettext("How it can be reached"), gettext("An archive, a file number, a person to ask.")),
        Field("visibility", "choice", gettext("Who may know of this source?"), options=options_of(
            visibilities(asked.actor), [visibility]), error=problems.of("visibility"), is_optional=False),
        line("attribution", gettext("What do others read in its place?"), gettext(
            "Needed when not everybody may know of it, such as “interview with a former police officer”.")),
        line("note", gettext("Note"), "", "text"),
        line("key", gettext("Key"), gettext(
            "A short handle for citing it. Leave it empty and it is numbered: %(key)s.") % {
                "key": next_key(asked.view)}, "short"),
    ]  # fmt: skip
