"""Conduct, tests of law and follow-up, as JSON. What is the team's own about named people is the team's to ask."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import BaseModel, Field

from answerable.api.asking import Asking, Conditions, Day, DossierId, EntityId, Line, asking
from answerable.api.refusals import READING
from answerable.api.routes import answer
from answerable.api.shapes import NamedEntity, named
from answerable.assess.answers import Candidate, Cell, Element, Matrix
from answerable.assess.matrix import matrix_of
from answerable.assess.wording import say as say_assessed
from answerable.conduct.accounts import account_of
from answerable.conduct.answers import Item, When
from answerable.conduct.patterns import PATTERNS, patterns_of
from answerable.conduct.wording import say as say_conduct
from answerable.followup.deadlines import overdue as overdue_on
from answerable.followup.proceedings import proceedings
from answerable.followup.wording import say as say_followup
from answerable.kernel.errors import NotFoundError


class ShownItem(BaseModel):
    """One thing that a person was told, said, ordered, did or is said not to have done."""

    entity: str
    caption: str
    type: str
    kind: str
    lane: str
    part: str
    first_day: date | None
    last_day: date | None
    incidents: list[str]
    is_under_oath: bool
    is_left_out: bool
    is_inferred: bool
    claims: list[str]
    denials: list[str]


class ShownIncident(BaseModel):
    """An incident under a post of the person, or in which a claim names the person; `weakest` of its best way."""

    incident: str
    caption: str
    first_day: date | None
    killed: int
    post: str | None
    weakest: str | None
    claims: list[str]


class ShownExpected(BaseModel):
    """What a duty to report would have brought, and nobody says that it did."""

    item: str
    why: str
    claims: list[str]


class ShownAccount(BaseModel):
    """Everything on record of one person's conduct, in order of time.

    `of_units` names a unit that the person headed, not the person. `expected`: for the team only.
    """

    person: NamedEntity
    incidents: list[ShownIncident]
    items: list[ShownItem]
    of_units: list[ShownItem]
    expected: list[ShownExpected]


def _days(when: When) -> tuple[date | None, date | None]:
    return when.first, when.last


def _item(asked: Asking, item: Item) -> ShownItem:
    first, last = _days(item.when)
    return ShownItem(
        entity=item.entity,
        caption=asked.view.caption(item.entity, asked.language),
        type=item.schema,
        kind=item.kind,
        lane=item.lane,
        part=item.part,
        first_day=first,
        last_day=last,
        incidents=list(item.incidents),
        is_under_oath=item.is_under_oath,
        is_left_out=item.is_left_out,
        is_inferred=item.is_inferred,
        claims=list(item.claims),
        denials=list(item.denials),
    )


@answer("/dossiers/{dossier_id}/officials/{entity}/conduct", response={200: ShownAccount, **READING})
def conduct(
    request: HttpRequest, dossier_id: Path[DossierId], entity: Path[EntityId], conditions: Query[Conditions]
) -> ShownAccount:
    """Return what an official was told, said, ordered, did and left undone, on one axis of time."""
    asked = asking(request, dossier_id, conditions)
    account = account_of(asked.view, entity)
    return ShownAccount(
        person=named(asked.view, account.person, asked.language),
        incidents=[
            ShownIncident(
                incident=each.incident,
                caption=asked.view.caption(each.incident, asked.language),
                first_day=each.when.first,
                killed=each.killed,
                post=each.ways[0].post if each.ways else None,
                weakest=each.ways[0].standing.word if each.ways else None,
                claims=list(each.claims),
            )
            for each in account.incidents
        ],
        items=[_item(asked, each) for each in account.items],
        of_units=[_item(asked, each) for each in account.of_units],
        expected=[
            ShownExpected(
                item=each.item, why=say_conduct(each.why, asked.view, asked.language), claims=list(each.claims)
            )
            for each in account.expected
        ],
    )


class ShownSide(BaseModel):
    """One time that the rule of a pattern is met, or something that speaks against it."""

    why: str
    claims: list[str]


class ShownPattern(BaseModel):
    """One pattern, met or not, with both sides. It is a question that the claims raise, and no verdict."""

    code: str
    title: str
    is_met: bool
    is_inferred: bool
    instances: list[ShownSide]
    against: list[ShownSide]


def _is_team(asked: Asking) -> bool:
    return asked.actor.may("read-team") and asked.spec.audience.name != "public"


def _team(asked: Asking) -> None:
    """Answer the public as if there were nothing: what is the team's own about named people is not public."""
    if not _is_team(asked):
        raise NotFoundError("There is nothing here that is public.")


@answer("/dossiers/{dossier_id}/officials/{entity}/patterns", response={200: list[ShownPattern], **READING})
def patterns(
    request: HttpRequest, dossier_id: Path[DossierId], entity: Path[EntityId], conditions: Query[Conditions]
) -> list[ShownPattern]:
    """Return which patterns of conduct are met for an official, and what speaks against each. For the team."""
    asked = asking(request, dossier_id, conditions)
    _team(asked)

    def side(why: object, claims: tuple[str, ...]) -> ShownSide:
        return ShownSide(why=say_conduct(why, asked.view, asked.language), claims=list(claims))  # type: ignore[arg-type]

    return [
        ShownPattern(
            code=each.code,
            title=PATTERNS[each.code].title(asked.language),
            is_met=each.is_met,
            is_inferred=each.is_inferred,
            instances=[side(one.why, one.claims) for one in each.instances],
            against=[side(one.why, one.claims) for one in each.against],
        )
        for each in patterns_of(asked.view, asked.view.require(entity, "Person"))
    ]


class ShownCandidate(BaseModel):
    """Something on record that may bear on an element; whether it does, only an analyst can say."""

    entity: str
    how: str
    placed: str | None
    why: str
    claims: list[str]
    denials: list[str]


class ShownAssessed(BaseModel):
    """What one analyst has made of one element."""

    analyst: str
    state: str
    standard: str
    claim: str


class ShownCell(BaseModel):
    """One question of a test. `mark`: read in the text, or to be checked by a lawyer."""

    element: str
    question: str
    kind: str
    mark: str
    state: str
    weakest: str | None
    supports: list[ShownCandidate]
    against: list[ShownCandidate]
    either: list[ShownCandidate]
    assessed: list[ShownAssessed]


class ShownMatrix(BaseModel):
    """One test held against one subject. It adds up to nothing about a person."""

    framework: str
    title: str
    subject: NamedEntity
    incident: str
    cells: list[ShownCell]


class Confined(Schema):
    """To which incident the question is confined."""

    incident: Annotated[Line, Field(description="The id of an incident; empty for all.")] = ""


@answer("/dossiers/{dossier_id}/assessments/{framework}/{entity}", response={200: ShownMatrix, **READING})
def assessment(
    request: HttpRequest,
    dossier_id: Path[DossierId],
    framework: Path[Line],
    entity: Path[EntityId],
    confined: Query[Confined],
    conditions: Query[Conditions],
) -> ShownMatrix:
    """Return what the claims say for and against each element of a test. About a person, for the team only."""
    asked = asking(request, dossier_id, conditions)
    if asked.view.ontology.is_a(asked.view.schema_of(asked.view.require(entity)), "Person"):
        _team(asked)
    found = matrix_of(asked.view, framework, entity, confined.incident or None)
    return ShownMatrix(
        framework=found.framework.id,
        title=found.framework.titles[asked.language],
        subject=named(asked.view, found.subject, asked.language),
        incident=found.incident,
        cells=[_cell(asked, found, cell) for cell in found.cells],
    )


def _cell(asked: Asking, matrix: Matrix, cell: Cell) -> ShownCell:
    element = matrix.framework.find(cell.element)
    assert isinstance(element, Element)  # noqa: S101, every cell is of a leaf

    def shown(candidates: tuple[Candidate, ...]) -> list[ShownCandidate]:
        return [
            ShownCandidate(
                entity=each.entity,
                how=each.how,
                placed=each.placed,
                why=say_assessed(each.why, asked.view, asked.language),
                claims=list(each.claims),
                denials=list(each.denials),
            )
            for each in candidates
        ]

    return ShownCell(
        element=cell.element,
        question=element.question[asked.language],
        kind=element.kind,
        mark=element.mark,
        state=cell.state,
        weakest=cell.weakest.word if cell.weakest is not None else None,
        supports=shown(cell.supports),
        against=shown(cell.against),
        either=shown(cell.either),
        assessed=[
            ShownAssessed(analyst=each.analyst, state=each.state, standard=each.standard, claim=each.claim)
            for each in cell.assessed
        ],
    )


class ShownProceeding(BaseModel):
    """One proceeding on the day asked about. `stages`: several when sources disagree."""

    proceeding: NamedEntity
    kind: str
    stages: list[str]
    is_contested: bool
    claims: list[str]


class ShownOverdue(BaseModel):
    """Somebody was to answer by a day and has not, as far as the record shows."""

    entity: str
    kind: str
    due: date
    days_late: int
    why: str
    claims: list[str]


class ShownJustice(BaseModel):
    """What came of it by a day."""

    day: date
    proceedings: list[ShownProceeding]
    overdue: list[ShownOverdue]


class OnDay(Schema):
    """The day to count to."""

    day: Annotated[Day | None, Field(description="Default: that of the view, else today.")] = None


@answer("/dossiers/{dossier_id}/justice", response={200: ShownJustice, **READING})
def justice(
    request: HttpRequest, dossier_id: Path[DossierId], on: Query[OnDay], conditions: Query[Conditions]
) -> ShownJustice:
    """Return where each proceeding stands, and who is overdue with an answer."""
    asked = asking(request, dossier_id, conditions)
    view = asked.view
    day = on.day or asked.spec.published_by or asked.spec.recorded_by or datetime.now(view.dossier.zone).date()
    return ShownJustice(
        day=day,
        proceedings=[
            ShownProceeding(
                proceeding=named(view, each.proceeding, asked.language),
                kind=each.kind,
                stages=[stage.stage for stage in each.stands],
                is_contested=each.is_contested,
                claims=list(each.claims),
            )
            for each in proceedings(view, day)
        ],
        overdue=[
            ShownOverdue(
                entity=each.entity,
                kind=each.kind,
                due=each.due,
                days_late=each.days_late,
                why=say_followup(each.why, view, asked.language),
                claims=list(each.claims),
            )
            for each in overdue_on(view, day)
        ],
    )
