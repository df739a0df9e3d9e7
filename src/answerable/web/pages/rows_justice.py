"""What came of it, as rows: requests, calls, replies, deadlines, changes, and what was done about each death."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from answerable.casualties.tolls import StatedCount, stated_counts
from answerable.followup.answers import (
    Between,
    CallState,
    Deadline,
    Death,
    DeathCount,
    DeathWord,
    ReplyState,
    RequestState,
    StepTaken,
)
from answerable.followup.deaths import counted_deaths, deaths
from answerable.followup.wording import say
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.citations import cited_at, link_to, links_to, text_of
from answerable.web.pages.justice_words import stage_label, window_words
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.shown_values import NOTHING
from answerable.web.pages.words import day_words
from answerable.web.templatetags.answerable import address_of, entity_address, name_of, support_mark

COUNTED_HERE = ("charged", "investigated", "sanctioned", "arrested", "inquiries-opened", "inquiries-shelved")
"""What is counted of justice, whoever counts it."""
NOT_OF_JUSTICE = ("killed", "injured", "population", "deployed", "rounds-fired", "protests")
MOST_WORDS = 140


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One request, call or reply that was asked for: by whom, of whom, what, since when, and what came of it."""

    entity: str
    href: str
    by: SafeString
    to: SafeString
    text: SafeString
    when: str
    due: str
    basis: str
    state: str
    said: str
    answer: SafeString
    confirms_absence: bool
    is_open: bool
    is_late: bool
    is_contested: bool
    days: str
    cited: SafeString
    support: SafeString


def request_row(asked: Asked, state: RequestState) -> AskedRow:
    """Return an information request as a row."""
    words = {
        "answered": pgettext("an information request", "answered"),
        "answered-late": pgettext("an information request", "answered late"),
        "perhaps-answered": pgettext("an information request", "perhaps answered"),
        "waiting": pgettext("an information request", "no answer yet"),
        "late": pgettext("an information request", "overdue"),
    }
    return _row(
        asked,
        state,
        "asked",
        words[state.state],
        state.addressees,
        when=window_words(state.asked) if state.asked else "",
        basis=asked.view.text(state.entity, "basis", asked.language),
        answer=_text(asked, state.entity, "answer") if state.answered else NOTHING,
        confirms_absence=bool(state.confirms_absence),
        is_open=state.is_open,
        is_late=state.state == "late",
        days=_days(state.days, state.days_at_most),
    )


def _days(least: int | None, most: int | None) -> str:
    """Return how many days, as exactly as the dates allow; empty when they do not say."""
    if least is None or (least == 0 and most is None):
        return ""
    if least == most:
        return str(least)
    return gettext("at least %(n)s") % {"n": least} if most is None else f"{least}–{most}"


def call_row(asked: Asked, state: CallState) -> AskedRow:
    """Return a call for action as a row."""
    word = asked.view.ontology.property("Call", "state").choice_label(state.state, asked.language)
    if state.state == "unknown":
        word = pgettext("what became of a demand", "not on record")
    return _row(
        asked,
        state,
        "demand",
        word.lower(),
        state.addressees,
        when=window_words(state.called) if state.called else "",
        answer=_text(asked, state.entity, "answer"),
        is_open=state.is_open,
        is_late=bool(state.days_late),
        is_contested=state.is_contested,
        days=_days(state.days, state.days),
    )


def reply_row(asked: Asked, state: ReplyState) -> AskedRow:
    """Return a right of reply as a row."""
    words = {
        "replied": pgettext("a right of reply", "replied"),
        "waiting": pgettext("a right of reply", "no reply yet"),
        "silent": pgettext("a right of reply", "no reply by the day set"),
        "no-dates": pgettext("a right of reply", "days not on record"),
    }
    return _row(
        asked,
        state,
        "allegation",
        words[state.state],
        state.persons,
        when=window_words(state.sent) if state.sent else "",
        answer=_text(asked, state.entity, "gist"),
        is_open=state.state in ("waiting", "silent"),
        is_late=state.state == "silent",
        days=_days(state.days, state.days),
    )


def _row(
    asked: Asked,
    state: RequestState | CallState | ReplyState,
    text: str,
    word: str,
    to: Sequence[str],
    *,
    when: str,
    basis: str = "",
    answer: SafeString = NOTHING,
    confirms_absence: bool = False,
    is_open: bool,
    is_late: bool,
    is_contested: bool = False,
    days: str,
) -> AskedRow:
    view, claims = asked.view, asked.view.claims_about(state.entity)
    counted = [claim for claim in claims if claim.is_counted]
    return AskedRow(
        state.entity,
        entity_address(asked, state.entity),
        links_to(asked, state.by) if state.by else NOTHING,
        links_to(asked, to) if to else NOTHING,
        _text(asked, state.entity, text),
        when,
        day_words(state.due) if state.due else "",
        basis,
        word,
        say(state.why, view, asked.language),
        answer,
        confirms_absence,
        is_open,
        is_late,
        is_contested,
        days,
        cited_at(asked, counted[0]) if counted else NOTHING,
        support_mark(asked, state.entity, "", claims),
    )


def _text(asked: Asked, entity: str, name: str) -> SafeString:
    """Return what the best claim says in a text property; empty when none does."""
    claims = (claim for claim in asked.view.claims_about(entity) if claim.is_counted)
    return next((text for claim in claims if (text := text_of(asked, claim, name))), NOTHING)


# deadlines


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One day by which somebody was to answer."""

    entity: str
    href: str
    kind: str
    due: str
    days_late: int
    is_met: bool
    is_overdue: bool
    by: SafeString
    to: SafeString
    text: SafeString
    basis: str
    cited: SafeString


def deadline_row(asked: Asked, deadline: Deadline) -> DeadlineRow:
    """Return a deadline as a row."""
    kinds = {
        "request": pgettext("what a deadline is for", "information request"),
        "call": pgettext("what a deadline is for", "call for action"),
        "reply": pgettext("what a deadline is for", "right of reply"),
    }
    text = {"request": "asked", "call": "demand", "reply": "allegation"}[deadline.kind]
    claims = [asked.view.claim(name) for name in deadline.claims[:1]]
    return DeadlineRow(
        deadline.entity,
        entity_address(asked, deadline.entity),
        kinds[deadline.kind],
        day_words(deadline.due),
        deadline.days_late,
        deadline.is_met,
        deadline.is_overdue,
        links_to(asked, deadline.by) if deadline.by else NOTHING,
        links_to(asked, deadline.addressees) if deadline.addressees else NOTHING,
        _text(asked, deadline.entity, text),
        asked.view.text(deadline.entity, "basis", asked.language) if deadline.basis else "",
        cited_at(asked, claims[0]) if claims else NOTHING,
    )


# what changed between two days


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in few words: when, the stage, what was done, whom it names, and who says so."""

    entity: str
    href: str
    when: str
    is_sure: bool
    stage: str
    turn: str
    text: SafeString
    people: SafeString
    number: str
    other_days: str
    cited: SafeString
    support: SafeString
    is_denied: bool


def turn_word(turn: str) -> str:
    """Return in a few words how a step moved a case; empty when it did not."""
    return {
        "rise": pgettext("how a step moved a case", "further up"),
        "fall": pgettext("how a step moved a case", "back down"),
        "ended": pgettext("how a step moved a case", "off the ladder"),
        "reopened": pgettext("how a step moved a case", "taken up again"),
    }.get(turn, "")


def step_line(asked: Asked, step: StepTaken) -> StepLine:
    """Return a step as a line."""
    view, claims = asked.view, asked.view.claims_about(step.entity)
    told = [view.claim(name) for name in step.claims]
    days = [window_words(window) for window in step.windows] if step.days_differ else []
    return StepLine(
        step.entity,
        entity_address(asked, step.entity),
        window_words(step.when),
        step.is_sure,
        ", ".join(stage_label(asked, stage) for stage in step.stages),
        turn_word(step.turn),
        _text(asked, step.entity, "gist"),
        links_to(asked, step.persons) if step.persons else NOTHING,
        str(step.number) if step.number is not None else "",
        gettext(" or ").join(sorted(set(days))),
        format_html_join("; ", "{}", ((cited_at(asked, claim),) for claim in told)),
        support_mark(asked, step.entity, "", claims),
        bool(step.denials),
    )


@dataclass(frozen=True, slots=True)
class BetweenRow:
    """What changed in one proceeding between two days: where it stood, where it stands, and by which steps."""

    name: str
    href: str
    before: str
    after: str
    is_new: bool
    is_moved: bool
    steps: tuple[StepLine, ...]
    cited: SafeString


def between_row(asked: Asked, change: Between) -> BetweenRow:
    """Return what changed in a proceeding as a row."""
    claims = {asked.view.claim(mark.claim).source: asked.view.claim(mark.claim) for mark in change.marks}
    return BetweenRow(
        name_of(asked, change.proceeding),
        entity_address(asked, change.proceeding),
        _stages(asked, change.before),
        _stages(asked, change.after),
        not change.before,
        change.is_moved,
        tuple(step_line(asked, step) for step in change.steps),
        format_html_join("; ", "{}", ((cited_at(asked, claim),) for claim in list(claims.values())[:3])),
    )


def _stages(asked: Asked, stages: Iterable[str]) -> str:
    return ", ".join(stage_label(asked, stage).lower() for stage in stages)


# numbers that were stated


def stated_of_justice(view: View) -> tuple[tuple[StatedCount, ...], tuple[StatedCount, ...]]:
    """Return the numbers stated of justice, the latest first: people charged or sanctioned, whoever counts.

    Beside them, the other numbers that authorities which have a case on record give of their work.
    """
    authorities = {
        authority for entity in view.entities("Proceeding") for authority in view.refs(entity, "authority")
    }
    every = sorted(
        stated_counts(view, shares=True), key=lambda count: (count.day or date.min, count.tally), reverse=True
    )
    own = tuple(count for count in every if count.what in COUNTED_HERE)
    known = {*COUNTED_HERE, *NOT_OF_JUSTICE}
    return own, tuple(count for count in every if count.speaker in authorities and count.what not in known)


# deaths


@kept_with_view
def deaths_by_name(view: View, day: date) -> dict[str, Death]:
    """Return what was done about every death by the view's own day or today, by person; a group by its record."""
    return {death.person or death.harms[0]: death for death in deaths(view, day)}


def death_word(asked: Asked, word: DeathWord, stage: str, *, is_contested: bool = False) -> str:
    """Return in a few words the nearest thing on record about a death."""
    if word == "criminal":
        if is_contested:
            return gettext("Criminal proceeding about the incident, its stage disputed")
        if not stage:
            return gettext("Criminal proceeding about the incident, no stage dated by then")
        return gettext("Criminal proceeding about the incident: %(stage)s") % {
            "stage": stage_label(asked, stage).lower()
        }
    return {
        "other-file": gettext("Disciplinary, military or other file about the incident only"),
        "measure": gettext("A measure about the incident, no proceeding"),
        "wider": gettext("Only proceedings about the whole that the incident is part of"),
        "nothing": gettext("Nothing on record"),
    }[word]


def death_code(word: str, stage: str, *, is_contested: bool = False) -> str:
    """Return the word under which addresses name the nearest thing on record."""
    return f"{word}-contested" if is_contested else f"{word}-{stage}" if stage else word


@dataclass(frozen=True, slots=True)
class DeathCountRow:
    """How many people died for whom the nearest thing on record is the same."""

    word: str
    people: int
    unnumbered: int
    href: str


def death_count_rows(asked: Asked, found: Iterable[Death]) -> tuple[DeathCountRow, ...]:
    """Return the counts of deaths by the nearest thing on record."""
    return tuple(_death_count(asked, count) for count in counted_deaths(found))


def _death_count(asked: Asked, count: DeathCount) -> DeathCountRow:
    code = death_code(count.word, count.stage, is_contested=count.is_contested)
    return DeathCountRow(
        death_word(asked, count.word, count.stage, is_contested=count.is_contested),
        count.people,
        sum(death.people is None for death in count.deaths),
        address_of(asked, "victims", kind="killed", justice=code),
    )


@dataclass(frozen=True, slots=True)
class JusticeOfDeath:
    """What was done about one death: the nearest thing on record in words, and each case with what it is about."""

    word: str
    cases: tuple[SafeString, ...]
    measures: int
    looked_for: int


def justice_of(asked: Asked, death: Death) -> JusticeOfDeath:
    """Return what was done about a death, for the list of people."""
    return JusticeOfDeath(
        death_word(asked, death.word, death.stage, is_contested=death.is_contested),
        tuple(link_to(asked, case.proceeding) for case in death.cases if case.basis != "wider"),
        len(death.measures),
        len(death.looked_for),
    )
