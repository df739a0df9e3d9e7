"""Checking a text against the dossier: pasted or brought as a file, it comes back marked. Nothing is kept."""

from dataclasses import dataclass
from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from answerable.evidence.paragraphs import paragraphs_of_text
from answerable.kernel.errors import DateUnclearError, FileRefusedError
from answerable.kernel.times import parse_day
from answerable.publish.checker import VERDICTS, Checked, Item, check_text
from answerable.publish.text_to_check import (
    MOST_LETTERS,
    MOST_LETTERS_OF_STRANGERS,
    short_enough,
    text_of_upload,
)
from answerable.publish.wording import word
from answerable.web.asking import Asked, asked
from answerable.web.forms.fields import Problems, text_in
from answerable.web.pages.citations import cited_at
from answerable.web.templatetags.answerable import address_of, entity_address, name_of

WORDS = "checked_words.yaml"
OPEN = ("contradicted", "stale", "unknown")
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Behind:
    """One claim behind an item, or against it."""

    href: str
    where: SafeString
    about: str


@dataclass(frozen=True, slots=True)
class Row:
    """One item in the list under the text; `anchor` is its place there, `back` that in the text."""

    anchor: str
    back: str
    written: str
    verdict: str
    verdict_word: str
    mark: str
    reason: str
    line: int
    column: int
    sentence: str
    claims: tuple[Behind, ...]
    against: tuple[Behind, ...]
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one verdict; `is_open` when they are to be seen at once."""

    code: str
    title: str
    rows: tuple[Row, ...]
    is_open: bool


@never_cache
@sensitive_post_parameters("text", "file")
@sensitive_variables("text", "checked")
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Take a text and show it marked: what is held, contradicted, stale, unknown or set aside."""
    here = asked(request, dossier_id)
    problems = Problems()
    text = _text(request, here, problems) if request.method == "POST" else ""
    day = text_in(request.POST, "day")
    try:
        on = parse_day(day) if day else None
    except DateUnclearError as error:
        problems.add("day", error.what, error.remedy)
        on = None
    language = text_in(request.POST, "language")
    checked = None
    if text and not problems:
        checked = check_text(here.view, text, language if language in LANGUAGES else "", on)
    content = {
        "text": text or request.POST.get("text", "")[:MOST_LETTERS],
        "day": day,
        "chosen": language,
        "most": MOST_LETTERS if here.is_team else MOST_LETTERS_OF_STRANGERS,
        "problems": problems,
        "checked": checked,
        **(_result(here, text, checked) if checked else {}),
    }
    return render(request, "answerable/check/check_text.html", content, status=422 if problems else 200)


def _text(request: HttpRequest, here: Asked, problems: Problems) -> str:
    """Return what was pasted or brought; what is wrong with it is added to the problems."""
    most = MOST_LETTERS if here.is_team else MOST_LETTERS_OF_STRANGERS
    file = request.FILES.get("file")
    try:
        text = (
            text_of_upload(cast(BinaryIO, file), most)
            if file
            else short_enough(request.POST.get("text", ""), most)
        )
    except FileRefusedError as error:
        problems.add("file" if file else "text", error.what, error.remedy)
        return ""
    if not text.strip():
        problems.add("text", gettext("There is no text yet."), gettext("Paste one, or choose a file."))
    return text


def _result(here: Asked, text: str, checked: Checked) -> dict[str, object]:
    numbered = list(enumerate(checked.items, 1))
    groups = [_group(here, verdict, numbered) for verdict in VERDICTS if verdict != "held"]
    stated = [(number, item) for number, item in numbered if item.kind != "name"]
    names = [(number, item) for number, item in numbered if item.kind == "name"]
    groups.insert(-1, _group(here, "held", stated))
    groups.insert(-1, Group("names", gettext("Names that the dossier has"), _rows(here, names), is_open=False))
    return {
        "marked": _marked(here, text, checked),
        "groups": [group for group in groups if group.rows],
        "counts": [
            (_say(here, verdict), _say(here, f"mark-{verdict}"), count, verdict)
            for verdict, count in checked.counts.items()
        ],
    }


def _say(here: Asked, code: str) -> str:
    return word(code, here.language, WORDS)


def _group(here: Asked, verdict: str, numbered: list[tuple[int, Item]]) -> Group:
    chosen = [(number, item) for number, item in numbered if item.verdict == verdict]
    title = {
        "contradicted": gettext("Contradicted by the dossier"),
        "stale": gettext("True as of an earlier day"),
        "unknown": gettext("Nothing in the dossier says so"),
        "held": gettext("Held by claims"),
        "aside": gettext("Set aside: states nothing about the case"),
    }[verdict]
    return Group(verdict, title, _rows(here, chosen), verdict in OPEN)


def _rows(here: Asked, numbered: list[tuple[int, Item]]) -> tuple[Row, ...]:
    return tuple(_row(here, number, item) for number, item in numbered)


def _row(here: Asked, number: int, item: Item) -> Row:
    return Row(
        f"item-{number}", f"in-text-{number}", " ".join(item.written.split()), item.verdict,
        _say(here, item.verdict),
        _say(here, f"mark-{item.verdict}"), _say(here, item.reason), item.line, item.column, item.sentence,
        _behind(here, item.claims), _behind(here, item.against),
        tuple((name_of(here, entity), entity_address(here, entity)) for entity in item.entities[:3])
        + tuple((name_of(here, figure), address_of(here, "figure", figure)) for figure in item.figures[:3]),
    )  # fmt: skip


def _behind(here: Asked, claims: tuple[str, ...]) -> tuple[Behind, ...]:
    found = []
    for name in claims:
        claim = here.view.claim(name)
        where = cited_at(here, claim, full=True)
        found.append(Behind(address_of(here, "claim", name), where, name_of(here, claim.about)))
    return tuple(found)


def _marked(here: Asked, text: str, checked: Checked) -> SafeString:
    """Return the text as paragraphs, each item a link to what is said of it below."""
    items = iter(enumerate(checked.items, 1))
    number, item = next(items, (0, None))
    paragraphs = []
    for paragraph in paragraphs_of_text(text):
        parts, at = [], paragraph.start
        while item is not None and item.start < paragraph.end:
            parts += [format_html("{}", text[at : item.start]), _link(here, number, item)]
            at = item.end
            number, item = next(items, (0, None))
        parts.append(format_html("{}", text[at : paragraph.end]))
        paragraphs.append(
            format_html('<p class="paragraph">{}</p>', format_html_join("", "{}", ((p,) for p in parts)))
        )
    return format_html_join("\n", "{}", ((each,) for each in paragraphs))


def _link(here: Asked, number: int, item: Item) -> SafeString:
    """Return an item as a link with its mark and, where something is to be done, its word in sight."""
    is_open = item.verdict in OPEN
    shown = format_html(
        " <span>{}</span>" if is_open else '<span class="unseen"> {}</span>', _say(here, item.verdict)
    )
    return format_html(
        '<a class="checked {}" id="in-text-{}" href="#item-{}">{}<span class="verdict"> {}{}</span></a>',
        item.verdict, number, number, item.written, _say(here, f"mark-{item.verdict}"), shown,
    )  # fmt: skip
