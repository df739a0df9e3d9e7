"""Proceedings as rows: where each stands, since when, for whom, who says so, and what came in between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from answerable.followup.answers import Ladder, Mark, StageStanding
from answerable.followup.proceedings import ladder_of, proceedings_about
from answerable.followup.stages import meaning
from answerable.record.claims import ReadableClaim
from answerable.web.asking import Asked
from answerable.web.pages.citations import Said, cited_at, links_to, said_in
from answerable.web.pages.justice_words import (
    label_of_mark,
    since_of,
    small_climb_of,
    stage_label,
    standing_day,
    window_words,
)
from answerable.web.pages.shown_values import NOTHING
from answerable.web.templatetags.answerable import entity_address, name_of, support_mark

MOST_CITED = 3


@dataclass(frozen=True, slots=True)
class StandRow:
    """One stage at which a proceeding stands: the word, what it means, since when, for whom, and who says so.

    `more` counts the sources that also say so and are not named here.
    """

    word: str
    meaning: str
    since: str
    people: SafeString
    cited: SafeString
    more: int
    is_denied: bool


@dataclass(frozen=True, slots=True)
class ProceedingRow:
    """One proceeding. People named in it are under inquiry, no more, unless the stage says so.

    `stage` is the word to count it under, empty when sources disagree or none is certain. `may` is the stage
    that it may have come to by dates that are not exact.
    """

    entity: str
    anchor: str
    name: str
    href: str
    kind: str
    authority: SafeString
    file_numbers: str
    incidents: SafeString
    when: str
    first_day: date
    stage: str
    stands: tuple[StandRow, ...]
    is_contested: bool
    may: str
    picture: SafeString
    said: tuple[Said, ...]
    people: SafeString
    steps: int
    support: SafeString


def proceeding_row(asked: Asked, entity: str, *, with_incidents: bool = True) -> ProceedingRow:
    """Return a proceeding as a row, as it stands on the view's own day or today."""
    return row_of(asked, ladder_of(asked.view, entity, standing_day(asked)), with_incidents=with_incidents)


def proceedings(
    asked: Asked, entities: Iterable[str], *, with_incidents: bool = True
) -> tuple[ProceedingRow, ...]:
    """Return proceedings in the order of their first day."""
    rows = (proceeding_row(asked, each, with_incidents=with_incidents) for each in entities)
    return tuple(sorted(rows, key=lambda row: (row.first_day, row.entity)))


def inquiries_of(asked: Asked, incident: str) -> tuple[ProceedingRow, ...]:
    """Return the proceedings that a claim says are about an incident, in order of time."""
    found = proceedings_about(asked.view, incident, standing_day(asked))
    return tuple(row_of(asked, ladder, with_incidents=False) for ladder in found)


def row_of(asked: Asked, ladder: Ladder, *, with_incidents: bool = True) -> ProceedingRow:
    """Return one proceeding as a row, as it stands on the ladder's own day."""
    view, entity = asked.view, ladder.proceeding
    claims = view.claims_about(entity)
    kind = view.ontology.property("Proceeding", "kind").choice_label(ladder.kind, asked.language)
    people = [person.person for person in ladder.people if not person.is_only_heard]
    return ProceedingRow(
        entity,
        entity.replace(":", "-"),
        name_of(asked, entity),
        entity_address(asked, entity),
        kind if ladder.kind else "",
        links_to(asked, [each.authority for each in ladder.authorities]),
        ", ".join(ladder.file_numbers),
        links_to(asked, ladder.incidents) if with_incidents else NOTHING,
        window_words(ladder.marks[0].when) if ladder.marks else "",
        ladder.first_day or date.max,
        stage_label(asked, ladder.stage) if ladder.stage else "",
        tuple(stand_row(asked, each) for each in ladder.stands),
        ladder.is_contested,
        label_of_mark(asked, ladder.may[0]) if ladder.may and not ladder.stands else "",
        small_climb_of(asked, ladder),
        said_in(asked, claims, "gist")[:MOST_CITED],
        links_to(asked, people) if people else NOTHING,
        len(ladder.steps),
        support_mark(asked, entity, "", claims),
    )


def stand_row(asked: Asked, standing: StageStanding) -> StandRow:
    """Return one stage at which a proceeding, or a person in one, stands."""
    return StandRow(
        label_of_mark(asked, standing.marks[-1]),
        meaning(standing.stage, asked.language),
        since_of(asked, standing.marks),
        links_to(asked, standing.persons) if standing.persons else NOTHING,
        cited_marks(asked, standing.marks),
        max(0, len({mark.source for mark in standing.marks}) - MOST_CITED),
        bool(standing.denials),
    )


def cited_marks(asked: Asked, marks: Iterable[Mark]) -> SafeString:
    """Return who says it, one link for each source, the earliest first; of many the first few."""
    claims: dict[str, ReadableClaim] = {}
    for mark in marks:
        claims.setdefault(mark.source, asked.view.claim(mark.claim))
    shown = list(claims.values())[:MOST_CITED]
    return format_html_join("; ", "{}", ((cited_at(asked, claim),) for claim in shown))
