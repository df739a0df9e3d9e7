"""One proceeding: how far it has come, according to whom, for whom, by which steps; what those named answer."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.followup.answers import Answer, AuthorityTime, Ladder, Mark, PersonStanding
from answerable.followup.index import index_of
from answerable.followup.proceedings import ladder_of
from answerable.followup.stage_warnings import warnings_in
from answerable.followup.stages import drawn_rungs, is_aside, meaning, rungs
from answerable.followup.wording import say, standing_reason
from answerable.record.claims import ReadableClaim
from answerable.web.asking import Asked, asked
from answerable.web.pages.choice_of_day import day_asked
from answerable.web.pages.citations import cited_at, link_to, links_to, said_in, text_of
from answerable.web.pages.command_words import choice_word
from answerable.web.pages.justice_words import (
    climb_of,
    label_of_mark,
    since_of,
    since_words,
    stage_label,
    standing_day,
    window_words,
)
from answerable.web.pages.rows_justice import StepLine, step_line
from answerable.web.pages.rows_proceedings import StandRow, cited_marks, stand_row
from answerable.web.pages.rows_statements import statements
from answerable.web.pages.shown_values import NOTHING
from answerable.web.pages.words import day_words
from answerable.web.templatetags.answerable import address_of, name_of, support_mark


@dataclass(frozen=True, slots=True)
class RungRow:
    """One stage in the table beside the picture: whether and when it was reached, for whom, and who says so."""

    word: str
    meaning: str
    state: str
    stands: bool
    since: str
    cited: SafeString
    is_aside: bool
    is_denied: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What one source last said of the stage."""

    cited: SafeString
    stage: str
    since: str
    people: SafeString
    number: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What a person denies or replies, and where."""

    kind: str
    is_denial: bool
    gist: SafeString
    speaker: SafeString
    when: str
    cited: SafeString
    is_of_incident: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the proceeding: where they stand, what ended the case for all, and what they answer now."""

    person: SafeString
    anchor: str
    stands: tuple[StandRow, ...]
    of_case: tuple[StandRow, ...]
    is_contested: bool
    current: tuple[AnswerRow, ...]
    others: int


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """An authority that had the case, and by when a claim says so."""

    link: SafeString
    since: str
    cited: SafeString


def page(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show one proceeding on its ladder, with every step and everyone in it."""
    here = asked(request, dossier_id)
    day = standing_day(here, request)
    name = here.view.require(entity, "Proceeding")
    ladder = ladder_of(here.view, name, day)
    title, sentence = name_of(here, name), say(standing_reason(ladder), here.view, here.language)
    claims = here.view.claims_about(name)
    content = {
        "entity": name,
        "name": title,
        "day": day,
        "is_chosen": day_asked(request) is not None,
        "sentence": sentence,
        "kind": choice_word(here, "Proceeding", "kind", ladder.kind),
        "file_numbers": ", ".join(ladder.file_numbers),
        "incidents": links_to(here, ladder.incidents),
        "accounts": said_in(here, claims, "gist"),
        "outcomes": said_in(here, claims, "outcome"),
        "picture": climb_of(here, ladder, title, sentence),
        "rungs": _rungs(here, ladder),
        "is_contested": ladder.is_contested,
        "sources": [_source(here, mark) for mark in ladder.by_source],
        "steps": _steps(here, ladder),
        "people": [_person(here, person) for person in ladder.people],
        "authorities": [_authority(here, each) for each in ladder.authorities],
        "of_authority": statements(here, ladder.of_authority),
        "warnings": _warnings(here, name),
        "entity_href": address_of(here, "entity", name),
        "support": support_mark(here, name, "", claims),
    }
    return render(request, "answerable/justice/proceeding.html", content)


def _rungs(here: Asked, ladder: Ladder) -> list[RungRow]:
    """Return the stages that are drawn, the highest first, then what stands beside the ladder."""
    reached: dict[str, list[Mark]] = {}
    for mark in ladder.marks:
        reached.setdefault(mark.stage, []).append(mark)
    may = {mark.stage: [mark] for mark in ladder.may}
    drawn = {*drawn_rungs(ladder.kind), *reached, *may}
    order = [stage for stage in reversed(rungs()) if stage in drawn] + [one for one in drawn if is_aside(one)]
    return [_rung(here, ladder, stage, reached.get(stage, []), may.get(stage, [])) for stage in order]


def _rung(here: Asked, ladder: Ladder, stage: str, marks: list[Mark], may: list[Mark]) -> RungRow:
    told = marks or may
    return RungRow(
        label_of_mark(here, told[-1]) if told else stage_label(here, stage),
        meaning(stage, here.language),
        gettext("reached")
        if marks
        else gettext("may have been reached")
        if may
        else gettext("no source speaks of it"),
        any(each.stage == stage for each in ladder.stands),
        since_of(here, told) if told else "",
        cited_marks(here, told),
        is_aside(stage),
        any(mark.denials for mark in told),
    )


def _source(here: Asked, mark: Mark) -> SourceRow:
    claim = here.view.claim(mark.claim)
    return SourceRow(
        cited_at(here, claim),
        label_of_mark(here, mark),
        since_words(here, mark),
        links_to(here, mark.persons) if mark.persons else NOTHING,
        str(mark.number) if mark.number is not None else "",
    )


def _steps(here: Asked, ladder: Ladder) -> list[StepLine]:
    return [step_line(here, step) for step in ladder.steps]


def _person(here: Asked, person: PersonStanding) -> PersonRow:
    current = person.current_answers
    return PersonRow(
        link_to(here, person.person),
        person.person.replace(":", "-"),
        tuple(stand_row(here, each) for each in person.stands),
        tuple(stand_row(here, each) for each in person.of_case),
        person.is_contested,
        tuple(_answer(here, each, person.person) for each in current),
        len(person.answers) - len(current),
    )


def _answer(here: Asked, answer: Answer, person: str) -> AnswerRow:
    claim = _telling(here, answer)
    word = gettext("Right of reply") if answer.kind == "right-of-reply" else choice_word(
        here, "Remark", "kind", answer.kind
    )  # fmt: skip
    return AnswerRow(
        word,
        answer.kind == "denial",
        text_of(here, claim, "gist"),
        link_to(here, answer.speaker) if answer.speaker and answer.speaker != person else NOTHING,
        window_words(answer.when),
        cited_at(here, claim),
        answer.is_of_incident,
    )


def _telling(here: Asked, answer: Answer) -> ReadableClaim:
    return here.view.claim(answer.claims[0])


def _authority(here: Asked, each: AuthorityTime) -> AuthorityRow:
    """Return an authority with the day by which its earliest claim says that it had the case."""
    claim = here.view.claim(each.claims[0])
    since = gettext("on record by %(day)s") % {"day": day_words(each.first)}
    return AuthorityRow(link_to(here, each.authority), since, cited_at(here, claim))


def _warnings(here: Asked, proceeding: str) -> list[str]:
    """Return what asks for a source, to the team: readers see the disagreement itself."""
    if not here.shows_team:
        return []
    found = warnings_in(proceeding, index_of(here.view).marks(proceeding))
    return [say(warning.why, here.view, here.language) for warning in found]
