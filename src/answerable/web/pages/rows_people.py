"""Officials as rows: the list, who was over or under them, the inquiries that concern them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.command import Overlap
from answerable.command.wording import say
from answerable.conduct.index import index_of
from answerable.kernel.texts import fold
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.chains import LEVELS
from answerable.web.pages.citations import cited_at, link_to, links_to, text_of
from answerable.web.pages.command_words import choice_word, since_words
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_events import first_day
from answerable.web.pages.rows_rung import mark_of
from answerable.web.pages.rows_tenure import tenures_of_person
from answerable.web.pages.words import time_words
from answerable.web.templatetags.answerable import address_of


@dataclass(frozen=True, slots=True)
class Listed:
    """An official as the list sorts and finds them: the rank of the highest unit in which they held a post."""

    person: str
    name: str
    rank: int
    folded_name: str
    folded: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An official in the list."""

    name: str
    href: str
    posts: SafeString


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """Somebody over or under a person, for how many certain days, and why."""

    who: SafeString
    post: SafeString
    own_post: SafeString
    certain_days: int
    why: str
    mark: SafeString


@dataclass(frozen=True, slots=True)
class StepRow:
    """A stage that a proceeding reached, when, in what words, by whose account."""

    stage: str
    when: str
    text: SafeString
    cited: SafeString
    names_them: bool


@dataclass(frozen=True, slots=True)
class ProceedingRow:
    """A proceeding that names a person, and its stages on record."""

    name: SafeString
    meta: str
    authority: SafeString
    stages: str
    gist: SafeString
    cited: SafeString
    steps: tuple[StepRow, ...]
    mark: SafeString


@kept_with_view
def officials(view: View) -> frozenset[str]:
    """Return the people who held a post, belonged to a unit, or whose conduct some claim tells of."""
    return frozenset(index_of(view).officials())


@kept_with_view
def _listed(view: View, language: str) -> tuple[Listed, ...]:
    """Return the officials, those of the highest levels first, then by name; worked out once for a view."""
    found = [_listed_one(view, person, language) for person in officials(view)]
    return tuple(sorted(found, key=lambda one: (one.rank, one.folded_name, one.person)))


def _listed_one(view: View, person: str, language: str) -> Listed:
    posts = [view.ref(each, "post") for each in view.pointing_at(person, "Appointment", "person")]
    levels = [view.text(view.ref(post, "unit"), "level") for post in posts]
    rank = min((LEVELS.index(level) for level in levels if level in LEVELS), default=len(LEVELS) + (not posts))
    name = view.caption(person, language) or gettext("name withheld")
    said = [name, *view.texts(person, "alias"), *(view.caption(post, language) for post in posts)]
    return Listed(person, name, rank, fold(name), fold(" ".join(said)))


def listed(asks: Asked, words: str = "", *, by_name: bool = False) -> Sequence[Listed]:
    """Return the officials that `words` fit, all of them without words; the highest levels first, or by name."""
    every = _listed(asks.view, asks.language)
    wanted = fold(words).split()
    found = [one for one in every if all(word in one.folded for word in wanted)] if wanted else every
    return sorted(found, key=lambda one: one.folded_name) if by_name else found


def person_rows(asks: Asked, some: Iterable[Listed]) -> list[PersonRow]:
    """Return the rows of one page of the list."""
    return [PersonRow(one.name, address_of(asks, "person", one.person), _posts(asks, one.person)) for one in some]


def _posts(asks: Asked, person: str) -> SafeString:
    return format_html_join(
        "; ",
        '<span class="post">{}</span> <span class="meta">{}</span>',
        (
            (link_to(asks, tenure.post), since_words(asks, tenure.appointment))
            for tenure in tenures_of_person(asks.view, person)
        ),
    )


def overlap_rows(asks: Asked, overlaps: Iterable[Overlap]) -> list[OverlapRow]:
    """Return the rows of who was over or under a person."""
    return [
        OverlapRow(
            link_to(asks, one.person),
            link_to(asks, one.post),
            link_to(asks, one.own_post),
            one.certain_days,
            say(one.why, asks.view, asks.language),
            mark_of(asks, one.appointment, one.claims, one.denials),
        )
        for one in overlaps
    ]


def proceeding_rows(asks: Asked, person: str) -> list[ProceedingRow]:
    """Return the proceedings that name a person themselves, or by one of their steps."""
    view = asks.view
    names = dict.fromkeys(view.pointing_at(person, "Proceeding", "person"))
    names |= dict.fromkeys(view.ref(step, "proceeding") for step in view.pointing_at(person, "Step", "person"))
    return [_proceeding_row(asks, person, name) for name in names if name and view.has(name)]


def _proceeding_row(asks: Asked, person: str, proceeding: str) -> ProceedingRow:
    view = asks.view
    claims = [claim for claim in view.claims_about(proceeding) if claim.is_counted]
    telling = next((claim for claim in claims if text_of(asks, claim, "gist")), None)
    steps = sorted(
        view.pointing_at(proceeding, "Step", "proceeding"),
        key=lambda step: (min((first_day(when) or date.max for when in view.times(step)), default=date.max), step),
    )
    authority = view.refs(proceeding, "authority")
    meta = [
        choice_word(asks, "Proceeding", "kind", view.text(proceeding, "kind")),
        *view.texts(proceeding, "fileNumber"),
    ]
    return ProceedingRow(
        link_to(asks, proceeding),
        " · ".join(part for part in meta if part),
        links_to(asks, authority),
        ", ".join(choice_word(asks, "Proceeding", "stage", code) for code in view.texts(proceeding, "stage")),
        text_of(asks, telling, "gist") if telling else SafeString(""),
        cited_at(asks, telling or claims[0]) if claims else SafeString(""),
        tuple(row for step in steps if (row := _step_row(asks, person, step))),
        mark_of(asks, proceeding, (claim.id for claim in claims), ()),
    )


def _step_row(asks: Asked, person: str, step: str) -> StepRow | None:
    view = asks.view
    claim = next((claim for claim in view.claims_about(step) if claim.is_counted), None)
    if claim is None:
        return None
    return StepRow(
        choice_word(asks, "Step", "stage", view.text(step, "stage")),
        time_words(claim.time) or gettext("undated"),
        text_of(asks, claim, "gist"),
        cited_at(asks, claim),
        person in view.refs(step, "person"),
    )
