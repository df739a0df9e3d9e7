"""Actions and issues in words, as the team's pages show them."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from answerable.actions.counting import Counts
from answerable.actions.reads import HeldIssue, held_back, stale_of
from answerable.publish.wording import day_words
from answerable.web.asking import Asked
from answerable.web.forms.properties import language_name
from answerable.web.templatetags.answerable import address_of


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action in the list of the team. `attention`: what somebody has to see to, in words."""

    href: str
    number: str
    title: str
    state: str
    state_word: str
    until: str
    languages: str
    country: str
    attention: tuple[str, ...]
    counted: tuple[tuple[str, int], ...]


def action_row(asked: Asked, held: HeldIssue, day: date, counts: Counts | None) -> ActionRow:
    """Return one line of the list."""
    return ActionRow(
        address_of(asked, "work_on_action", held.slug), str(held.number), held.title(asked.language),
        held.life.state(day), state_words(held, day), until_words(held, day, asked.language),
        ", ".join(language_name(code) for code in held.languages), country_name(held.country, asked.language),
        attention(held), count_words(counts) if counts else (),
    )  # fmt: skip


def attention(held: HeldIssue) -> tuple[str, ...]:
    """Return what somebody of the team has to see to."""
    found = []
    if stale_of(held):
        found.append(gettext("needs further information"))
    back = held_back(held)
    if back:
        found.append(
            gettext("letters wait: %(languages)s") % {"languages": ", ".join(language_name(each) for each in back)}
        )
    if held.publication.life.work == "in-review":
        found.append(gettext("waits for a second person"))
    if held.publication.life.work in ("approved", "embargoed"):
        found.append(gettext("approved, not out yet"))
    return tuple(found)


def count_words(counts: Counts) -> tuple[tuple[str, int], ...]:
    """Return the four numbers of an issue with their words; never one total."""
    return (
        (gettext("sent by us"), counts.accepted),
        (gettext("handed off"), counts.handed_off),
        (gettext("reported by writers"), counts.reported),
        (gettext("counted by others"), counts.imported),
    )


def state_word(state: str) -> str:
    """Return the word for the state of an issue."""
    return {
        "draft": gettext("draft"),
        "open": gettext("open"),
        "late": gettext("over its last day"),
        "information": gettext("information, nothing to do"),
        "good-news": gettext("closed with good news"),
        "ended": gettext("ended"),
        "stopped": gettext("stopped"),
        "replaced": gettext("replaced by an update"),
    }[state]


def state_words(held: HeldIssue, day: date) -> str:
    """Return the state of an issue; of a draft, what becomes of it next."""
    state = held.life.state(day)
    if state == "draft" and held.publication.life.work == "in-review":
        return gettext("draft, in review")
    if state == "draft" and held.publication.life.work in ("approved", "embargoed"):
        return gettext("draft, approved")
    return state_word(state)


def kind_word(kind: str) -> str:
    """Return the word for a kind of issue."""
    return {
        "first": gettext("first issue"),
        "update": gettext("update with something to do"),
        "information": gettext("further information, nothing to do"),
        "closing": gettext("closing"),
    }[kind]


def until_words(held: HeldIssue, day: date, language: str) -> str:
    """Return until when letters are asked for, with the days left in words."""
    deadline, left = held.life.deadline, held.life.days_left(day)
    if deadline is None:
        return gettext("no deadline") if held.life.kind in ("first", "update") else ""
    said = day_words(deadline, language)
    if left is None:
        return said
    if left == 0:
        return gettext("%(day)s, the last day is today") % {"day": said}
    days = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
    return f"{said}, {days}"


def risk_word(risk: str) -> str:
    """Return the word for the risk of writing."""
    return {"low": gettext("low"), "raised": gettext("raised"), "high": gettext("high")}[risk]


@cache
def country_name(code: str, language: str) -> str:
    """Return a country's name in a language; its two letters where it has none."""
    return str(Locale.parse(language).territories.get(code, code))


def public_links(held: HeldIssue) -> list[tuple[str, str, str]]:
    """Return code, name and public address of an issue in each language; nothing for a draft."""
    if not held.is_public:
        return []
    page = "action_page"
    return [
        (code, language_name(code), reverse(page, args=[held.dossier_id, code, held.slug]))
        for code in held.languages
    ]
