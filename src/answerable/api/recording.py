"""Recording by the API: each call is one act of the record, in the caller's own name and role.

A caller is signed in by the session's cookie and sends the header X-CSRFToken with every act.
"""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from ninja import Path, Schema, Status
from pydantic import BaseModel, Field, StringConstraints

from answerable.api.asking import ClaimId, DossierId, EntityId, Line, SourceKey, Text, TypeName, asking
from answerable.api.refusals import RECORDING
from answerable.api.routes import act
from answerable.kernel.times import parse_time
from answerable.record import changes
from answerable.record.actors import Actor
from answerable.record.drafts import ClaimDraft, SourceDraft

MOST_CLAIMS = 500
PropertyName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]{0,39}(@[a-z]{2,3})?$")]
Ref = Annotated[str, StringConstraints(pattern=r"^$|^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]
DateText = Annotated[
    Line, Field(description="2022-12-15, 2022-12, 2022, [2022-12-01..2022-12-06] or with a time.")
]


class NewClaim(Schema):
    """A claim to be recorded: what one source says, of what, when, and where in the source."""

    about: EntityId
    type: TypeName
    properties: Annotated[dict[PropertyName, Annotated[list[Text], Field(max_length=50)]], Field(max_length=60)]
    source: SourceKey
    locator: Line = ""
    from_: Annotated[DateText, Field(alias="from")] = ""
    to: DateText = ""
    starts: bool = False
    ends: bool = False
    ongoing: bool = False
    stance: Literal["asserts", "denies"] = "asserts"
    grade: Annotated[int, Field(ge=1, le=6)] = 6
    visibility: Line = "public"
    attribution: Line = ""
    note: Text = ""
    rests_on: Annotated[list[Line], Field(max_length=200)] = []
    ref: Ref = ""


class NewClaims(Schema):
    """Claims to be recorded together, all or none."""

    claims: Annotated[list[NewClaim], Field(min_length=1, max_length=MOST_CLAIMS)]


class Correction(Schema):
    """What a claim should have said, and why."""

    claim: NewClaim
    why: Text


class Why(Schema):
    """The reason for an act."""

    why: Text = ""


class Approval(Schema):
    """What a second person compared, and the standard of proof that the claim meets where one is declared."""

    why: Text = ""
    standard: Text = ""


class Ruling(Schema):
    """How a claim stands among others, and why."""

    status: Literal["recorded", "accepted", "conflict", "rejected"]
    why: Text


class NewJudgement(Schema):
    """Whether two entities are one, and what shows it."""

    left: EntityId
    right: EntityId
    judgement: Literal["same", "different", "unsure"]
    why: Text


class NewSource(Schema):
    """A source to be added; dates are date texts, empty where unknown."""

    key: SourceKey
    kind: Line
    title: Line
    publisher: Line = ""
    url: Annotated[Line, Field(max_length=2000)] = ""
    created: DateText = ""
    published: DateText = ""
    obtained: DateText = ""
    language: Line = ""
    rights: Line = ""
    access: Line = ""
    reliability: Literal["", "A", "B", "C", "D", "E", "F"] = ""
    derives_from: Annotated[list[SourceKey], Field(max_length=50)] = []
    visibility: Line = "public"
    attribution: Line = ""
    note: Text = ""


class Recorded(BaseModel):
    """The ids of the claims, in the order sent, and how many were on record already."""

    ids: list[str]
    already: int


class Done(BaseModel):
    """What was done, to what."""

    act: str
    object: str


def _actor(request: HttpRequest, dossier_id: str) -> Actor:
    """Return who acts; a dossier that is not theirs to see is not there."""
    return asking(request, dossier_id).actor


def _draft(new: NewClaim, zone: ZoneInfo) -> ClaimDraft:
    when = parse_time(new.from_, new.to, starts=new.starts, ends=new.ends, ongoing=new.ongoing, zone=zone)
    return ClaimDraft(
        about=new.about,
        schema=new.type,
        properties={name: tuple(values) for name, values in new.properties.items()},
        source=new.source,
        locator=new.locator,
        time=when,
        stance=new.stance,
        grade=new.grade,
        visibility=new.visibility,
        attribution=new.attribution,
        note=new.note,
        rests_on=tuple(new.rests_on),
        ref=new.ref,
    )


@act("/dossiers/{dossier_id}/claims", response={201: Recorded, **RECORDING})
def record(request: HttpRequest, dossier_id: Path[DossierId], body: NewClaims) -> Status[Recorded]:
    """Record claims, all or none. The same claim sent twice is one claim."""
    actor, dossier = _actor(request, dossier_id), changes.find_dossier(dossier_id)
    drafts = [_draft(new, ZoneInfo(dossier.zone)) for new in body.claims]
    found = changes.record_claims(actor=actor, dossier=dossier, drafts=drafts)
    return Status(201, Recorded(ids=list(found.ids), already=found.already))


@act("/dossiers/{dossier_id}/claims/{claim_id}/correct", response={201: Recorded, **RECORDING})
def correct(
    request: HttpRequest, dossier_id: Path[DossierId], claim_id: Path[ClaimId], body: Correction
) -> Status[Recorded]:
    """Retract a claim and record another in its place, both or neither."""
    actor, dossier = _actor(request, dossier_id), changes.find_dossier(dossier_id)
    new = changes.correct(
        actor=actor,
        dossier=dossier,
        claim=claim_id,
        draft=_draft(body.claim, ZoneInfo(dossier.zone)),
        why=body.why,
    )
    return Status(201, Recorded(ids=[new], already=0))


@act("/dossiers/{dossier_id}/claims/{claim_id}/retract", response={200: Done, **RECORDING})
def retract(request: HttpRequest, dossier_id: Path[DossierId], claim_id: Path[ClaimId], body: Why) -> Done:
    """Take a claim out of every later view; it stays readable as of earlier days."""
    actor, dossier = _actor(request, dossier_id), changes.find_dossier(dossier_id)
    changes.retract(actor=actor, dossier=dossier, claim=claim_id, why=body.why)
    return Done(act="retract", object=claim_id)


@act("/dossiers/{dossier_id}/claims/{claim_id}/verify", response={200: Done, **RECORDING})
def verify(request: HttpRequest, dossier_id: Path[DossierId], claim_id: Path[ClaimId], body: Approval) -> Done:
    """Put a second person's name to a claim, with the standard of proof where one is declared."""
    actor, dossier = _actor(request, dossier_id), changes.find_dossier(dossier_id)
    changes.verify(actor=actor, dossier=dossier, claim=claim_id, why=body.why, standard=body.standard)
    return Done(act="verify", object=claim_id)


@act("/dossiers/{dossier_id}/claims/{claim_id}/rule", response={200: Done, **RECORDING})
def rule(request: HttpRequest, dossier_id: Path[DossierId], claim_id: Path[ClaimId], body: Ruling) -> Done:
    """Settle how a claim stands among others."""
    actor, dossier = _actor(request, dossier_id), changes.find_dossier(dossier_id)
    changes.rule(actor=actor, dossier=dossier, claim=claim_id, status=body.status, why=body.why)
    return Done(act="rule", object=claim_id)


@act("/dossiers/{dossier_id}/judgements", response={201: Done, **RECORDING})
def judge(request: HttpRequest, dossier_id: Path[DossierId], body: NewJudgement) -> Status[Done]:
    """Say whether two entities are the same; a later judgement replaces an earlier one."""
    actor, dossier = _actor(request, dossier_id), changes.find_dossier(dossier_id)
    changes.judge_same(
        actor=actor, dossier=dossier, left=body.left, right=body.right, judgement=body.judgement, why=body.why
    )
    return Status(201, Done(act="judge", object=f"{body.left} {body.right}"))


@act("/dossiers/{dossier_id}/sources", response={201: Done, **RECORDING})
def add_source(request: HttpRequest, dossier_id: Path[DossierId], body: NewSource) -> Status[Done]:
    """Add a source. The same source sent twice is one source."""
    actor, dossier = _actor(request, dossier_id), changes.find_dossier(dossier_id)
    words = body.model_dump() | {"derives_from": tuple(body.derives_from)}
    draft = SourceDraft(**words)
    changes.add_sources(actor=actor, dossier=dossier, drafts=[draft])
    return Status(201, Done(act="add-source", object=body.key))
