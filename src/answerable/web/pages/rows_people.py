"""Officials as rows: the list, who was over or under them, the inquiries and the incidents that concern them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from answerable.command import Overlap, Tenure
from answerable.command.wording import say
from answerable.kernel.texts import fold
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.chains import LEVELS
from answerable.web.pages.citations import cited_at, link_to, links_to, text_of
from answerable.web.pages.command_words import choice_word, since_words, status_word
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_events import first_day
from answerable.web.pages.rows_rung import mark_of
from answerable.web.pages.rows_tenure import tenures_of_person
from answerable.web.pages.ties import Reach
from answerable.web.pages.words import day_words, time_words
from answerable.web.templatetags.answerable import address_of, name_of


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An official in the list."""

    name: str
    href: str
    posts: SafeString
    rank: int
    folded: str


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


@dataclass(frozen=True, slots=True)
class ReachRow:
    """An incident whose chain, on its day, led up to a post that a person held."""

    incident: SafeString
    day: str
    post: SafeString
    unit: SafeString
    steps: str
    status: str
    status_word: str
    href: str


@kept_with_view
def officials(view: View) -> tuple[str, ...]:
    """Return the people who held a post, belonged to a unit, spoke, or are said to have had a part: no victims."""
    pointing = (
        ("Appointment", "person"), ("Membership", "member"), ("Involvement", "actor"), ("Deployment", "actor"),
        ("Remark", "speaker"), ("Plan", "signedBy"), ("Order", "givenBy"),
    )  # fmt: skip
    found = {
        person
        for schema, name in pointing
        for other in view.entities(schema)
        for person in view.refs(other, name)
        if view.has(person) and view.ontology.is_a(view.schema_of(person), "Person")
    }
    return tuple(sorted(found))


@kept_with_view
def _tenures(view: View) -> dict[str, list[Tenure]]:
    return {person: tenures_of_person(view, person) for person in officials(view)}


def person_rows(asks: Asked, words: str = "", *, by_name: bool = False) -> list[PersonRow]:
    """Return the officials, those of the highest levels first, or by name; those only that `words` fit."""
    wanted = fold(words).split()
    rows = [_person_row(asks, person, tenures) for person, tenures in _tenures(asks.view).items()]
    rows = [row for row in rows if all(word in row.folded for word in wanted)]
    return sorted(rows, key=lambda row: (0 if by_name else row.rank, fold(row.name)))


def _person_row(asks: Asked, person: str, tenures: list[Tenure]) -> PersonRow:
    view, name = asks.view, name_of(asks, person)
    levels = [view.text(view.ref(tenure.post, "unit"), "level") for tenure in tenures]
    rank = min((LEVELS.index(level) for level in levels if level in LEVELS), default=len(LEVELS) + (not tenures))
    posts = format_html_join(
        "; ",
        '<span class="post">{}</span> <span class="meta">{}</span>',
        ((link_to(asks, tenure.post), since_words(asks, tenure.appointment)) for tenure in tenures),
    )
    said = " ".join([name, *view.texts(person, "alias"), *(name_of(asks, tenure.post) for tenure in tenures)])
    return PersonRow(name, address_of(asks, "person", person), posts, rank, fold(said))


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


def reach_rows(asks: Asked, reaches: Iterable[Reach]) -> list[ReachRow]:
    """Return the rows of the incidents under a person's command, then."""
    rows = []
    for one in reaches:
        steps = (
            pgettext("levels between a post and a unit", "the unit itself")
            if one.steps == 0
            else ngettext("%(n)s level below the post", "%(n)s levels below the post", one.steps)
            % {"n": one.steps}
        )
        rows.append(
            ReachRow(
                link_to(asks, one.incident),
                day_words(one.day),
                link_to(asks, one.post),
                link_to(asks, one.unit),
                steps,
                one.status.word,
                status_word(one.status),
                address_of(asks, "incident_chain", one.incident, day=one.day),
            )
        )
    return rows
