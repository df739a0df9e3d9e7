"""One issue of an action as a page shows it: what was frozen, and how it stands on the day.

What is stopped shows nothing of its text and nobody's address.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from answerable.actions import reads
from answerable.actions.addresses import country_name
from answerable.actions.counting import Counts
from answerable.actions.life import EXTENDED, STOPPED
from answerable.actions.numbers import number_text
from answerable.actions.reads import HeldIssue
from answerable.actions.wording import direction, language_name, number_words, say
from answerable.followup.calls import call_of
from answerable.publish.checks import public_view
from answerable.publish.reads import CorrectionNote
from answerable.web.pages.action_facts import Base, ListedIssue, once

_ITEM = re.compile(r"<li>\s*(.*?)\s*</li>", re.DOTALL)
_NOTE = re.compile(r'<li id="(?P<id>n\d+)" data-claims="(?P<claims>[^"]*)">(?P<words>.*?)</li>', re.DOTALL)
_ONE_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)
MOST_RELATED = 5


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text. `language` is that of the text, which may be another than the reader's."""

    number: str
    index: str
    country: str
    title: str
    language: str
    dir: str
    state: str
    state_word: str
    opens: date | None
    until: date | None
    left: str
    is_extended: bool
    is_open: bool


def head_of(held: HeldIssue, language: str, base: Base, index: str = "") -> Head:
    """Return what stands above the text of an issue, for a reader of a language."""
    state = held.life.state(base.day)
    said_in = said_language(held, language)
    extended = any(one.step == EXTENDED for one in held.life.decisions)
    return Head(
        number_text(held.number), index, country_name(held.country, language), held.title(said_in), said_in,
        direction(said_in), state, say("reading", f"state-{state}", language), held.life.opens, held.life.deadline,
        _days_left(held, base.day, language), extended, state == "open",
    )  # fmt: skip


def said_language(held: HeldIssue, language: str) -> str:
    """Return in which of its languages an issue is shown: the reader's, else English, else the first."""
    return next((code for code in (language, "en", *held.languages) if code in held.languages), language)


def _days_left(held: HeldIssue, day: date, language: str) -> str:
    left = held.life.days_left(day)
    if left is None:
        return say("reading", "no-deadline", language) if held.life.deadline is None else ""
    if left == 0:
        return say("reading", "last-day", language)
    return say("reading", "days-left", language, count=left, number=number_words(left, language))


def frozen_html(held: HeldIssue, language: str, part: str) -> SafeString:
    """Return one part of what was frozen: HTML that the rendering of drafts made, with every value escaped."""
    return mark_safe(held.part(language, part)["html"])  # noqa: S308, see above


def sources_html(held: HeldIssue, said_in: str, language: str) -> SafeString:
    """Return the notes, each with a link to the first claim that it is about, in the dossier."""
    word = say("reading", "in-record", language)
    base = dossier_address(held.dossier_id, language, "claims/")

    def linked(found: re.Match[str]) -> str:
        claim = found["claims"].partition(" ")[0]
        link = format_html(' <a href="{}{}/" lang="{}">{}</a>', base, claim, language, word) if claim else ""
        return f'<li id="{found["id"]}">{found["words"]}{link}</li>'

    html = held.part(said_in, "sources")["html"]
    return mark_safe(_NOTE.sub(linked, html))  # noqa: S308, as above


def items_in(html: str) -> tuple[SafeString, ...]:
    """Return the items of a part that is one flat list; nothing where it is not."""
    if html.count("<ul>") + html.count("<ol>") != 1:
        return ()
    found = (_ONE_PARAGRAPH.fullmatch(item) or item for item in _ITEM.findall(html))
    return tuple(mark_safe(one if isinstance(one, str) else one[1]) for one in found)  # noqa: S308, as above


@dataclass(frozen=True, slots=True)
class AskRow:
    """One thing that is asked for, and what became of it: a word, empty where it is bound to no call."""

    html: SafeString
    state: str
    word: str
    href: str


def ask_rows(held: HeldIssue, said_in: str, language: str, base: Base) -> tuple[AskRow, ...]:
    """Return what is asked for, each with the state of its call on the day."""
    items = items_in(held.part(said_in, "asks")["html"])
    calls = held.part(said_in, "calls")["text"].split()
    states = call_states(held.dossier_id, tuple(calls), base)
    bound = calls if len(calls) == len(items) else [""] * len(items)
    return tuple(
        AskRow(
            html,
            states.get(call, ""),
            say("reading", f"ask-{states[call]}", language) if call in states else "",
            dossier_address(held.dossier_id, language, f"entities/{call}/") if call in states else "",
        )
        for html, call in zip(items, bound, strict=True)
    )


def call_states(dossier_id: str, calls: tuple[str, ...], base: Base) -> Mapping[str, str]:
    """Return how each of some calls stands on the day, by the public view; those that it lacks are left out."""

    def make() -> dict[str, str]:
        view = public_view(dossier_id)
        return {call: call_of(view, call, base.day).state for call in calls if view.has(call)}

    return once("calls", (dossier_id, base.head, base.day, calls), make) if calls else {}


def dossier_address(dossier_id: str, language: str, path: str = "") -> str:
    """Return an address in the dossier itself, in the language of the site that is nearest to the reader's."""
    return f"/{'es' if language == 'es' else 'en'}/{dossier_id}/{path}"


# notices


@dataclass(frozen=True, slots=True)
class StaleRow:
    """A sentence that no longer holds, what it would say now (empty: nothing), and where its claims are."""

    sentence: str
    now: str
    href: str


@dataclass(frozen=True, slots=True)
class Stale:
    """What no longer holds, in the language of the text; `in_letter`: the letter holds one of the sentences."""

    rows: tuple[StaleRow, ...]
    language: str
    dir: str
    in_letter: bool


def stale_of(held: HeldIssue, said_in: str, language: str, base: Base) -> Stale | None:
    """Return what no longer holds of an issue, first in the language that is read; None where all of it does."""
    key = (held.dossier_id, held.frozen.id if held.frozen else "", base.head)
    found = once("stale", key, lambda: reads.stale_of(held))
    own = [one for one in found if one.language == said_in] or list(found)
    if not own:
        return None
    rows = dict.fromkeys(
        StaleRow(
            one.sentence.sentence,
            one.sentence.new_sentence,
            dossier_address(held.dossier_id, language, f"claims/{one.sentence.claims[0]}/")
            if one.sentence.claims
            else "",
        )
        for one in own
    )
    code = own[0].language
    return Stale(tuple(rows), code, direction(code), any(one.is_in_letter for one in found))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided, in the words of the team; empty words where none were given."""

    day: date | None
    words: str
    language: str
    dir: str


def reason_of(held: HeldIssue, step: str, language: str) -> Reason:
    """Return the reason of the last decision of a kind, in the reader's language or another that it has."""
    last = next((one for one in reversed(held.life.decisions) if one.step == step), None)
    words = last.words if last else {}
    withdrawal = held.publication.withdrawal if last is None and step == STOPPED else None
    if withdrawal:
        words = withdrawal.words
    code = next((one for one in (language, "en", *words) if words.get(one)), language)
    said_on = last.day if last else withdrawal.at.date() if withdrawal else None
    return Reason(said_on, words.get(code, ""), code, direction(code))


# beside the text


@dataclass(frozen=True, slots=True)
class ActionLink:
    """An action or an issue in a list."""

    number: str
    title: str
    language: str
    dir: str
    href: str
    state: str
    state_word: str
    country: str
    opens: date | None
    until: date | None
    left: str
    is_here: bool = False


def action_link(
    held: HeldIssue, language: str, base: Base, *, page: str = "action_page", here: int = -1
) -> ActionLink:
    """Return an action, or with `action_issue` one of its issues, as a line of a list; `here` is the one shown."""
    head = head_of(held, language, base)
    more = [held.issue.update] if page == "action_issue" else []
    href = reverse(page, args=[held.dossier_id, language, held.slug, *more])
    return ActionLink(
        head.number, head.title, head.language, head.dir, href, head.state, head.state_word, head.country,
        head.opens, head.until, head.left, held.issue.update == here,
    )  # fmt: skip


def related_links(
    held: HeldIssue, every: Sequence[ListedIssue], language: str, base: Base
) -> tuple[ActionLink, ...]:
    """Return other actions on the same State or with a theme in common, open ones first; stopped ones never."""

    def make() -> tuple[ListedIssue, ...]:
        themes = set(held.action.themes)
        near = [
            one
            for one in every
            if one.held.slug != held.slug
            and one.state != "stopped"
            and (one.held.country == held.country or themes & set(one.held.action.themes))
        ]
        return tuple(sorted(near, key=lambda one: one.state != "open")[:MOST_RELATED])

    near = once("related", (held.dossier_id, held.slug, base.head, base.day), make)
    return tuple(action_link(one.held, language, base) for one in near)


def other_languages(held: HeldIssue, language: str, page: str, *more: object) -> list[tuple[str, str]]:
    """Return the other languages of an issue with the addresses of the same page in them."""
    return [
        (code, reverse(page, args=[held.dossier_id, code, held.slug, *more]))
        for code in held.languages
        if code != language
    ]


def translated(held: HeldIssue, said_in: str, language: str, older: Mapping[str, str]) -> tuple[str, str]:
    """Return who translated a text, and a sentence where it was made from an earlier version of another."""
    by = held.part(said_in, "translator")["text"]
    original = older.get(said_in, "")
    told = say("reading", "translation-stale", language, language=language_name(original, language))
    return by, told if original else ""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture: where it is, its size in pixels, what is to be seen on it, and whose it is."""

    href: str
    width: int
    height: int
    text: str
    credit: str


def picture_row(held: HeldIssue, language: str) -> PictureRow | None:
    """Return the picture of an issue, as it was frozen; None where it has none."""

    def make() -> PictureRow | None:
        shown = reads.picture_of(held)
        if shown is None:
            return None
        href = reverse("action_picture", args=[held.dossier_id, language, held.slug])
        return PictureRow(href, shown.row.width, shown.row.height, shown.describe(language), shown.credit)

    return once("picture", (held.dossier_id, held.frozen.id if held.frozen else "", language), make)


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A file of the whole action."""

    form: str
    language: str
    language_name: str
    href: str


def sheet_links(held: HeldIssue, forms: Mapping[str, Sequence[str]]) -> tuple[SheetLink, ...]:
    """Return the files of the whole action, in every language and form that was made at publishing."""
    return tuple(
        SheetLink(
            form.upper(), code, language_name(code, code),
            reverse("action_sheet", args=[held.dossier_id, code, held.slug, form]),
        )
        for code in held.languages
        for form in ("pdf", "docx")
        if form in forms.get(code, ())
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """The public note of one correction, with each sentence as it was and as it is."""

    day: date
    words: str
    language: str
    dir: str
    changed: tuple[tuple[str, str], ...]


def correction_rows(corrections: Sequence[CorrectionNote], language: str) -> tuple[CorrectionRow, ...]:
    """Return the notes of corrections, the latest first, in a language or in another that they have."""
    found = []
    for one in reversed(corrections):
        code = next((each for each in (language, "en", *one.words) if one.words.get(each)), language)
        changed = tuple((old, new) for said_in, old, new in one.sentences if said_in == code)
        found.append(CorrectionRow(one.at.date(), one.words.get(code, ""), code, direction(code), changed))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CountRow:
    """One of the four numbers. `number` stands large before `rest`; empty where the sentence does not begin so."""

    number: str
    rest: str
    label: str
    how: str
    parts: tuple[str, ...]


def count_rows(counts: Counts, language: str) -> tuple[CountRow, ...]:
    """Return what is counted, each number by itself."""
    found = []
    for line in counts.lines(language):
        number = number_words(line.number, language)
        begins = line.label.startswith(f"{number} ")
        rest = line.label.removeprefix(number).strip() if begins else line.label
        parts = tuple(said for said, _ in line.parts)
        found.append(CountRow(number if begins else "", rest, line.label, line.how, parts))
    return tuple(found)
