"""What followed: each inquiry on its ladder, with its steps and who says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from answerable.web.asking import Asked
from answerable.web.pages.citations import Said, link_to, links_to, said_in
from answerable.web.pages.rows_statements import Statement, statements
from answerable.web.pages.shown_values import NOTHING
from answerable.web.pages.words import time_words
from answerable.web.templatetags.answerable import entity_address, name_of, support_mark

# The stages of a criminal case in their order. Others (shelved, suspended, closed) can come at any point.
LADDER = ("reported", "preliminary", "formalised", "charged", "trial", "convicted", "acquitted", "confirmed")
LADDER_OF = {"criminal": ("preliminary", "formalised", "charged", "trial")}


@dataclass(frozen=True, slots=True)
class Stage:
    """One rung: whether some claim says that it was reached, and whether it is the latest."""

    word: str
    is_reached: bool
    is_latest: bool


@dataclass(frozen=True, slots=True)
class ProceedingRow:
    """One proceeding. People named in it are under inquiry, no more, unless the stage says so."""

    entity: str
    name: str
    href: str
    kind: str
    authority: SafeString
    incidents: SafeString
    people: SafeString
    when: str
    first_day: date
    stages: tuple[Stage, ...]
    stage: str
    said: tuple[Said, ...]
    steps: tuple[Statement, ...]
    support: SafeString


def proceeding_row(asked: Asked, entity: str, *, with_incidents: bool = True) -> ProceedingRow:
    """Return a proceeding as a row."""
    view = asked.view
    schema = view.ontology.get("Proceeding")
    kind, authority = view.text(entity, "kind"), view.ref(entity, "authority")
    incidents, people = view.refs(entity, "incident"), view.refs(entity, "person")
    steps = statements(asked, view.pointing_at(entity, "Step", "proceeding"), but="proceeding")
    latest = _latest_stage(asked, entity, steps)
    days = view.days_of(entity)
    dated = next((when for when in view.times(entity) if when.is_dated), None)
    return ProceedingRow(
        entity,
        name_of(asked, entity),
        entity_address(asked, entity),
        schema.properties["kind"].choice_label(kind, asked.language) if kind else "",
        link_to(asked, authority) if authority else NOTHING,
        links_to(asked, incidents) if with_incidents and incidents else NOTHING,
        links_to(asked, people) if people else NOTHING,
        time_words(dated) if dated else "",
        days[0] if days else date.max,
        _stages(asked, entity, kind, steps, latest),
        schema.properties["stage"].choice_label(latest, asked.language) if latest else "",
        said_in(asked, view.claims_about(entity), "outcome", "gist"),
        steps,
        support_mark(asked, entity, "", view.claims_about(entity)),
    )


def proceedings(
    asked: Asked, entities: Iterable[str], *, with_incidents: bool = True
) -> tuple[ProceedingRow, ...]:
    """Return proceedings in the order of their first day."""
    rows = (proceeding_row(asked, each, with_incidents=with_incidents) for each in entities)
    return tuple(sorted(rows, key=lambda row: (row.first_day, row.entity)))


def _latest_stage(asked: Asked, entity: str, steps: tuple[Statement, ...]) -> str:
    """Return the stage of the latest step that has one, or else the settled stage of the proceeding itself."""
    own = asked.view.text(entity, "stage")
    staged = [step.tag_code for step in steps if step.tag_code and step.day != date.max]
    return staged[-1] if staged and own not in staged else own


def _stages(asked: Asked, entity: str, kind: str, steps: tuple[Statement, ...], latest: str) -> tuple[Stage, ...]:
    word = asked.view.ontology.property("Proceeding", "stage").choice_label
    stated = {*asked.view.texts(entity, "stage"), *(step.tag_code for step in steps if step.tag_code)}
    shown = [stage for stage in LADDER if stage in stated or stage in LADDER_OF.get(kind, ())]
    shown += sorted(stated - set(LADDER))
    if latest in shown and latest not in LADDER:
        shown.remove(latest)
        shown.append(latest)
    return tuple(Stage(word(stage, asked.language), stage in stated, stage == latest) for stage in shown)
