"""Who was in command, as JSON: the chain above a unit on a day, and the chains of an incident.

Every answer carries the ids of its claims and of the denials, and its reason in a sentence.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import BaseModel, Field

from answerable.api.asking import Asking, Conditions, Day, DossierId, EntityId, asking
from answerable.api.refusals import READING
from answerable.api.routes import command
from answerable.command import Branch, Chain, Holder, IncidentChains, Link, Reason, Rung, Tie
from answerable.command.chains import chain_of_unit
from answerable.command.incidents import chains_of_incident
from answerable.command.wording import say

Say = Callable[[Reason], str]


class Cited(BaseModel):
    """What every part of an answer carries. `status` is one of the seven answers of the date rule."""

    claims: list[str]
    denials: list[str]
    why: str


class ShownHolder(Cited):
    """Who held a post on the day. `first_day` is the real start if `is_start`, else the first mention."""

    person: str | None
    name: str
    appointment: str
    kind: str
    rank: str
    status: str
    is_joined: bool
    first_day: date | None
    last_day: date | None
    is_start: bool
    is_end: bool


class ShownLink(Cited):
    """The edge to the unit above, of command or of operational control."""

    edge: str
    kind: str
    superior: str
    status: str
    is_joined: bool


class ShownRung(BaseModel):
    """One unit, the post that commands it, and who held it. `others` are cited on other days, or less surely."""

    unit: str
    unit_name: str
    post: str | None
    post_title: str
    state: str
    holders: list[ShownHolder]
    others: list[ShownHolder]
    vacancies: list[ShownHolder]
    link: ShownLink | None
    why: str


class ShownBranch(BaseModel):
    """One way to the top, from the ground up. `weakest` is its weakest link, null when it has none."""

    rungs: list[ShownRung]
    weakest: str | None
    ending: str
    is_operational: bool
    why: str


class ShownReport(BaseModel):
    """Something that a reader of the chain must know."""

    code: str
    entities: list[str]
    claims: list[str]
    why: str


class ShownChain(BaseModel):
    """Every branch above a unit on a day, the strongest first."""

    unit: str
    day: date
    branches: list[ShownBranch]
    is_cut: bool
    reports: list[ShownReport]
    claims: list[str]
    denials: list[str]


class ShownTie(Cited):
    """What ties a unit to an incident."""

    entity: str
    type: str
    role: str
    person: str | None


class ShownIncidentUnit(BaseModel):
    """One unit tied to an incident, with its chain on each day asked."""

    unit: str
    unit_name: str
    ties: list[ShownTie]
    chains: list[ShownChain]


class ShownIncidentChains(BaseModel):
    """The chains above every unit tied to an incident; without days when no source dates it."""

    incident: str
    days: list[date]
    is_certain: bool
    units: list[ShownIncidentUnit]
    claims: list[str]
    denials: list[str]
    why: str


class OnDay(Schema):
    """The day asked, a calendar day in the dossier's zone."""

    day: Annotated[Day, Field(description="A calendar day in the dossier's zone.")]


@command("/dossiers/{dossier_id}/command/{unit}", response={200: ShownChain, **READING})
def chain(
    request: HttpRequest,
    dossier_id: Path[DossierId],
    unit: Path[EntityId],
    on: Query[OnDay],
    conditions: Query[Conditions],
) -> ShownChain:
    """Return the chain of command above a unit on a day."""
    asked = asking(request, dossier_id, conditions)
    return _chain(asked, chain_of_unit(asked.view, unit, on.day))


@command("/dossiers/{dossier_id}/incidents/{incident}/command", response={200: ShownIncidentChains, **READING})
def incident_chain(
    request: HttpRequest, dossier_id: Path[DossierId], incident: Path[EntityId], conditions: Query[Conditions]
) -> ShownIncidentChains:
    """Return the chains above every unit tied to an incident, for each of its days."""
    asked = asking(request, dossier_id, conditions)
    return _incident(asked, chains_of_incident(asked.view, incident))


def _speaker(asked: Asking) -> Say:
    return lambda reason: say(reason, asked.view, asked.language)


def _holder(asked: Asking, holder: Holder) -> ShownHolder:
    return ShownHolder(
        person=holder.person,
        name=asked.view.caption(holder.person, asked.language) if holder.person else "",
        appointment=holder.appointment,
        kind=holder.kind,
        rank=holder.rank,
        status=holder.standing.status.word,
        is_joined=holder.standing.is_joined,
        first_day=holder.first_day,
        last_day=holder.last_day,
        is_start=holder.is_start,
        is_end=holder.is_end,
        claims=list(holder.claims),
        denials=list(holder.denials),
        why=_speaker(asked)(holder.why),
    )


def _link(asked: Asking, link: Link) -> ShownLink:
    return ShownLink(
        edge=link.edge,
        kind=link.klass,
        superior=link.superior,
        status=link.standing.status.word,
        is_joined=link.standing.is_joined,
        claims=list(link.claims),
        denials=list(link.denials),
        why=_speaker(asked)(link.why),
    )


def _rung(asked: Asking, rung: Rung) -> ShownRung:
    view, language = asked.view, asked.language
    return ShownRung(
        unit=rung.unit,
        unit_name=view.caption(rung.unit, language),
        post=rung.post,
        post_title=view.caption(rung.post, language) if rung.post else "",
        state=rung.state,
        holders=[_holder(asked, one) for one in rung.holders],
        others=[_holder(asked, one) for one in rung.others],
        vacancies=[_holder(asked, one) for one in rung.vacancies],
        link=_link(asked, rung.link) if rung.link else None,
        why=_speaker(asked)(rung.why),
    )


def _branch(asked: Asking, branch: Branch) -> ShownBranch:
    return ShownBranch(
        rungs=[_rung(asked, rung) for rung in branch.rungs],
        weakest=branch.weakest.word if branch.weakest is not None else None,
        ending=branch.ending,
        is_operational=branch.is_operational,
        why=_speaker(asked)(branch.why),
    )


def _chain(asked: Asking, found: Chain) -> ShownChain:
    say_it = _speaker(asked)
    return ShownChain(
        unit=found.unit,
        day=found.day,
        branches=[_branch(asked, branch) for branch in found.branches],
        is_cut=found.is_cut,
        reports=[
            ShownReport(code=one.code, entities=list(one.entities), claims=list(one.claims), why=say_it(one.why))
            for one in found.reports
        ],
        claims=list(found.claims),
        denials=list(found.denials),
    )


def _tie(asked: Asking, tie: Tie) -> ShownTie:
    return ShownTie(
        entity=tie.entity,
        type=tie.schema,
        role=tie.role,
        person=tie.person,
        claims=list(tie.claims),
        denials=list(tie.denials),
        why=_speaker(asked)(tie.why),
    )


def _incident(asked: Asking, found: IncidentChains) -> ShownIncidentChains:
    units = [
        ShownIncidentUnit(
            unit=one.unit,
            unit_name=asked.view.caption(one.unit, asked.language),
            ties=[_tie(asked, tie) for tie in one.ties],
            chains=[_chain(asked, each) for each in one.chains],
        )
        for one in found.units
    ]
    return ShownIncidentChains(
        incident=found.incident,
        days=list(found.days),
        is_certain=found.is_certain,
        units=units,
        claims=list(found.claims),
        denials=list(found.denials),
        why=_speaker(asked)(found.why),
    )
