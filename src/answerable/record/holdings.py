"""Everything that a dossier holds and an actor may see, for carrying it elsewhere: retracted claims and acts too.

A view answers questions and leaves out what no longer stands; a copy of the dossier must leave out nothing. This
is the one reading that gives claims as they were recorded, with the acts beside them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import orjson

from answerable.kernel.hashing import content_id
from answerable.kernel.times import Blur, Time, moment_text
from answerable.record.actors import Actor
from answerable.record.audiences import Audience
from answerable.record.drafts import ClaimDraft, DossierDraft, SourceDraft

if TYPE_CHECKING:
    from answerable.record.models import Claim, Dossier, Source

ACT_KINDS = ("retract", "verify", "rule")
JUDGEMENTS = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True)
class HeldAct:
    """One act on a claim: `kind` is one of ACT_KINDS, `value` the status of a ruling."""

    claim: str
    kind: str
    value: str
    why: str
    by: str
    at: datetime

    @property
    def id(self) -> str:
        """The content id that the record gives to this act."""
        named = {name: getattr(self, name) for name in ("claim", "kind", "value", "why", "by")}
        return content_id(named | {"at": moment_text(self.at)})


@dataclass(frozen=True, slots=True)
class HeldJudgement:
    """One judgement on a pair of entities: `judgement` is one of JUDGEMENTS."""

    left: str
    right: str
    judgement: str
    why: str
    by: str
    at: datetime

    @property
    def id(self) -> str:
        """The content id that the record gives to this judgement."""
        named = {name: getattr(self, name) for name in ("left", "right", "judgement", "why", "by")}
        return content_id(named | {"at": moment_text(self.at)})


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a dossier holds.

    `claims` are in an order in which each rests on earlier ones; their `rests_on` are claim ids. `left_out` is
    the number of claims that are not here because the actor may not see them or their source.
    """

    dossier: DossierDraft
    sources: tuple[SourceDraft, ...]
    claims: tuple[ClaimDraft, ...]
    acts: tuple[HeldAct, ...] = ()
    judgements: tuple[HeldJudgement, ...] = ()
    left_out: int = 0


def holdings_of(actor: Actor, dossier_id: str) -> Holdings:
    """Return everything in a dossier that the actor may see, in the order of the log.

    A claim that cites a source which the actor may not see is left out, for it cannot be cited elsewhere; so are
    the acts on claims that are left out, and judgements on entities of which nothing else is seen.

    Raises:
        NotAllowedError: the actor's role does not include exporting. NotFoundError: there is no such dossier.
    """
    from answerable.record.changes import find_dossier
    from answerable.record.models import Act, Claim, Judgement, Source

    actor.require("export")
    dossier = find_dossier(dossier_id)
    audience = actor.audience
    sources = {row.pk: row for row in Source.objects.filter(dossier=dossier) if audience.sees(row.visibility)}
    rows = Claim.objects.filter(dossier=dossier).order_by("number")
    seen, hidden = [], set()
    for row in rows.iterator():
        if audience.sees(row.visibility) and row.source_id in sources:
            seen.append(row)
        else:
            hidden.add(row.about)
    ids = {row.id for row in seen}
    acts = Act.objects.filter(dossier=dossier).order_by("number")
    judgements = Judgement.objects.filter(dossier=dossier).order_by("number")
    hidden -= {row.about for row in seen}
    return Holdings(
        dossier_draft(dossier),
        tuple(_source_draft(row, sources.values(), audience) for row in sources.values()),
        tuple(_claim_draft(row, sources) for row in seen),
        tuple(
            HeldAct(act.claim, act.kind, act.value, act.why, act.by, act.at) for act in acts if act.claim in ids
        ),
        tuple(
            HeldJudgement(each.left, each.right, each.judgement, each.why, each.by, each.at)
            for each in judgements
            if each.left not in hidden and each.right not in hidden
        ),
        rows.count() - len(seen),
    )


def dossier_draft(dossier: "Dossier") -> DossierDraft:
    """Return the dossier as a draft that would open it elsewhere."""
    return DossierDraft(
        dossier.id,
        dict(dossier.titles),
        dossier.zone,
        tuple(dossier.languages),
        dossier.country,
        dict(dossier.summaries),
    )


def _source_draft(row: "Source", seen: Iterable["Source"], audience: Audience) -> SourceDraft:
    known = {source.key for source in seen if audience.sees(source.visibility)}
    plain = {name: getattr(row, name) for name in SourceDraft.__slots__ if name != "derives_from"}
    return SourceDraft(**plain, derives_from=tuple(key for key in row.derives_from if key in known))


def _blur(low: int | None, high: int | None) -> Blur:
    return Blur(date.fromordinal(low) if low else None, date.fromordinal(high) if high else None)


def _time(row: "Claim") -> Time:
    if not row.dated:
        return Time(ongoing=row.ongoing)
    return Time(
        _blur(row.first_low, row.first_high),
        _blur(row.last_low, row.last_high),
        row.starts,
        row.ends,
        row.ongoing,
        row.first_clock,
        row.last_clock,
    )


def _claim_draft(row: "Claim", sources: Mapping[int, "Source"]) -> ClaimDraft:
    properties = orjson.loads(row.properties)
    return ClaimDraft(
        about=row.about,
        schema=row.schema,
        properties={name: tuple(values) for name, values in properties.items()},
        source=sources[row.source_id].key,
        locator=row.locator,
        time=_time(row),
        stance=row.stance,
        grade=row.grade,
        status=row.status,
        visibility=row.visibility,
        attribution=row.attribution,
        note=row.note,
        rests_on=tuple(row.rests_on.split(",")) if row.rests_on else (),
        ref=row.ref,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )
