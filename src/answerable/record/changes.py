"""The acts. Each checks permission and form, writes in one transaction, and adds one journal entry.

Nothing else in the project writes to the record's tables. A claim is never edited: `correct` retracts one and
records another.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from answerable.kernel.errors import (
    ActRefusedError,
    CitationMissingError,
    NotFoundError,
    ValueRefusedError,
)
from answerable.kernel.hashing import canonical_json, content_id
from answerable.kernel.times import Blur, moment_text
from answerable.ontology.validation import clean_properties
from answerable.record import journal
from answerable.record.actors import Actor
from answerable.record.drafts import ClaimDraft, DossierDraft, SourceDraft, claim_id
from answerable.record.models import Act, Claim, Dossier, Judgement, Source

BATCH = 2000
STANDARDS = (
    "lead",
    "reasonable-suspicion",
    "reasonable-grounds",
    "balance-of-probabilities",
    "clear-and-convincing",
)
"""Standards of proof that may be declared, the lowest first. The one of a criminal court is not the record's."""
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording came to: ids in the order of the drafts, and how many were already there."""

    ids: tuple[str, ...]
    already: int


def _now() -> datetime:
    return datetime.now(UTC)


def find_dossier(dossier_id: str) -> Dossier:
    """Return the dossier by its id.

    Raises:
        NotFoundError: there is none.
    """
    found = Dossier.objects.filter(id=dossier_id).first()
    if found is None:
        raise NotFoundError("There is no such dossier here.", remedy="Run 'answerable show' for a list.")
    return found


@transaction.atomic
def new_dossier(*, actor: Actor, draft: DossierDraft) -> Dossier:
    """Open a dossier.

    Raises:
        NotAllowedError: the actor may not. ValueRefusedError: the draft is wrong. ActRefusedError: it exists.
    """
    actor.require("new-dossier")
    problems = draft.problems()
    if problems:
        raise ValueRefusedError(" ".join(problems))
    if Dossier.objects.filter(id=draft.id).exists():
        raise ActRefusedError(f"A dossier '{draft.id}' exists already.", remedy="Choose another id.")
    dossier = Dossier.objects.create(
        id=draft.id,
        titles=dict(draft.titles),
        summaries=dict(draft.summaries),
        zone=draft.zone,
        languages=list(draft.languages),
        country=draft.country,
        created_at=_now(),
    )
    journal.append(dossier, actor=actor.name, act="new-dossier", table="dossier", rows=[], at=dossier.created_at)
    return dossier


@transaction.atomic
def add_sources(*, actor: Actor, dossier: Dossier, drafts: Sequence[SourceDraft]) -> int:
    """Add sources; those known already with the same content are passed over.

    Returns:
        How many were new.

    Raises:
        NotAllowedError, ValueRefusedError (a draft is wrong), ActRefusedError (a key is taken by another source).
    """
    actor.require("add-source")
    known = {source.key: source for source in Source.objects.filter(dossier=dossier)}
    at, rows = _now(), []
    for draft in drafts:
        problems = draft.problems()
        if problems:
            raise ValueRefusedError(" ".join(problems), where=f"source {draft.key}")
        if draft.key in known:
            _refuse_other_source(known[draft.key], draft)
            continue
        row = Source(
            dossier=dossier,
            opaque=secrets.token_hex(6),
            recorded_at=at,
            recorded_by=actor.name,
            **{name: getattr(draft, name) for name in SourceDraft.__slots__ if name != "derives_from"},
            derives_from=list(draft.derives_from),
        )
        known[draft.key] = row
        rows.append(row)
    _refuse_unknown_origins(known)
    if rows:
        Source.objects.bulk_create(rows, batch_size=BATCH)
        journal.append(dossier, actor=actor.name, act="add-source", table="source", rows=rows, at=at)
    return len(rows)


def _refuse_other_source(row: Source, draft: SourceDraft) -> None:
    for name in SourceDraft.__slots__:
        drafted = getattr(draft, name)
        stored = tuple(row.derives_from) if name == "derives_from" else getattr(row, name)
        if drafted != stored:
            raise ActRefusedError(
                f"The key '{draft.key}' belongs to another source already: its {name} differs.",
                remedy="Give the new source a key of its own.",
            )


def _refuse_unknown_origins(known: dict[str, Source]) -> None:
    for key, source in known.items():
        for origin in source.derives_from:
            if origin not in known or origin == key:
                raise ValueRefusedError(
                    f"The source '{key}' is said to derive from '{origin}', which is no other source here.",
                    remedy="Add that source first, or correct derives_from.",
                )


def record_claim(*, actor: Actor, dossier: Dossier, draft: ClaimDraft) -> str:
    """Record one claim and return its id. See `record_claims`."""
    return record_claims(actor=actor, dossier=dossier, drafts=[draft]).ids[0]


@transaction.atomic
def record_claims(
    *,
    actor: Actor,
    dossier: Dossier,
    drafts: Sequence[ClaimDraft],
    progress: Progress | None = None,
    values_checked: bool = False,
) -> Recorded:
    """Record claims, all or none. A claim that is there already (same content, same citation) is left as it is.

    Args:
        actor: needs the right to record.
        dossier: where to.
        drafts: in an order in which each `rests_on` names a claim that is there or comes earlier.
        progress: called with the number of claims written so far.
        values_checked: the caller has passed every draft through the ontology already.

    Raises:
        CitationMissingError: the source is not in the dossier. ValueRefusedError: a draft is wrong; says which.
    """
    actor.require("record")
    sources = {source.key: source for source in Source.objects.filter(dossier=dossier)}
    refs: dict[str, str] = dict(
        Claim.objects.filter(dossier=dossier).exclude(ref="").values_list("ref", "id").iterator()
    )
    ids: list[str] = []
    already, done = 0, 0
    for start in range(0, len(drafts), BATCH):
        rows = [
            _claim_row(actor, dossier, draft, sources, refs, values_checked)
            for draft in drafts[start : start + BATCH]
        ]
        ids.extend(row.id for row in rows)
        fresh = _not_yet_there(dossier, rows)
        already += len(rows) - len(fresh)
        if fresh:
            Claim.objects.bulk_create(fresh, batch_size=500)
            journal.append(dossier, actor=actor.name, act="record", table="claim", rows=fresh, at=_now())
        done += len(rows)
        if progress:
            progress(done)
    return Recorded(tuple(ids), already)


def _not_yet_there(dossier: Dossier, rows: Sequence[Claim]) -> list[Claim]:
    by_id = {row.id: row for row in reversed(rows)}
    names = list(by_id)
    for start in range(0, len(names), 500):
        part = names[start : start + 500]
        for known in Claim.objects.filter(dossier=dossier, id__in=part).values_list("id", flat=True):
            del by_id[known]
    return [row for row in rows if by_id.get(row.id) is row]


def _claim_row(
    actor: Actor,
    dossier: Dossier,
    draft: ClaimDraft,
    sources: dict[str, Source],
    refs: dict[str, str],
    values_checked: bool,
) -> Claim:
    where = draft.ref or draft.about
    problems = draft.problems()
    if problems:
        error = CitationMissingError if not draft.source else ValueRefusedError
        raise error(" ".join(problems), where=where)
    if draft.source not in sources:
        raise CitationMissingError(
            f"The claim cites '{draft.source}', which is no source of this dossier.",
            where=where,
            remedy="Add the source first.",
        )
    if not values_checked:
        cleaned = clean_properties(draft.schema, draft.properties, where=where, whole=False)
        draft = replace(draft, properties=cleaned)
    rests_on = tuple(refs.get(name, name) for name in draft.rests_on)
    row_id = claim_id(draft, rests_on)
    if draft.ref and refs.setdefault(draft.ref, row_id) != row_id:
        raise ValueRefusedError(f"The ref '{draft.ref}' belongs to another claim already.", where=where)
    return _row_of(actor, dossier, draft, sources[draft.source], rests_on, row_id)


def _ordinal(blur: Blur | None, side: str) -> int | None:
    day = getattr(blur, side) if blur else None
    return day.toordinal() if day else None


def _row_of(
    actor: Actor,
    dossier: Dossier,
    draft: ClaimDraft,
    source: Source,
    rests_on: tuple[str, ...],
    row_id: str,
) -> Claim:
    when = draft.time
    return Claim(
        dossier=dossier,
        id=row_id,
        ref=draft.ref,
        about=draft.about,
        schema=draft.schema,
        properties=canonical_json({name: list(values) for name, values in draft.properties.items()}).decode(),
        source=source,
        locator=draft.locator,
        first_low=_ordinal(when.first, "earliest"),
        first_high=_ordinal(when.first, "latest"),
        last_low=_ordinal(when.last, "earliest"),
        last_high=_ordinal(when.last, "latest"),
        first_clock=when.first_clock,
        last_clock=when.last_clock,
        dated=when.is_dated,
        starts=when.starts,
        ends=when.ends,
        ongoing=when.ongoing,
        stance=draft.stance,
        grade=draft.grade,
        status=draft.status,
        visibility=draft.visibility,
        attribution=draft.attribution,
        note=draft.note,
        rests_on=",".join(rests_on),
        recorded_at=draft.recorded_at or _now(),
        recorded_by=draft.recorded_by or actor.name,
    )


def _add_act(actor: Actor, dossier: Dossier, claim: str, kind: str, value: str = "", why: str = "") -> Act:
    at = _now()
    content = {"claim": claim, "kind": kind, "value": value, "why": why, "by": actor.name}
    row = Act(dossier=dossier, at=at, **content, id=content_id(content | {"at": moment_text(at)}))
    row.save(force_insert=True)
    journal.append(dossier, actor=actor.name, act=kind, table="act", rows=[row], at=at)
    return row


def _claim_here(dossier: Dossier, claim: str, actor: Actor) -> Claim:
    row = Claim.objects.filter(dossier=dossier, id=claim).first()
    if row is None or not actor.audience.sees(row.visibility):
        raise NotFoundError("There is no such claim in this dossier.")
    return row


def _is_retracted(dossier: Dossier, claim: str) -> bool:
    return Act.objects.filter(dossier=dossier, claim=claim, kind="retract").exists()


@transaction.atomic
def retract(*, actor: Actor, dossier: Dossier, claim: str, why: str) -> None:
    """Take a claim out of every later view; it stays readable as of earlier days.

    Raises:
        ActRefusedError: no reason is given, or it is retracted already. NotFoundError, NotAllowedError.
    """
    actor.require("retract")
    _claim_here(dossier, claim, actor)
    if not why.strip():
        raise ActRefusedError("A retraction needs a reason.", remedy="Say why the claim no longer stands.")
    if _is_retracted(dossier, claim):
        raise ActRefusedError("This claim is retracted already.")
    _add_act(actor, dossier, claim, "retract", why=why.strip())


@transaction.atomic
def correct(*, actor: Actor, dossier: Dossier, claim: str, draft: ClaimDraft, why: str) -> str:
    """Retract one claim and record another in its place, both or neither. Return the new claim's id."""
    new = record_claim(actor=actor, dossier=dossier, draft=draft)
    if new == claim:
        raise ActRefusedError("The correction says what the claim says already.", remedy="Change something in it.")
    retract(actor=actor, dossier=dossier, claim=claim, why=why)
    return new


@transaction.atomic
def verify(*, actor: Actor, dossier: Dossier, claim: str, why: str = "", standard: str = "") -> None:
    """Put a second person's name to a claim, with the standard of proof that it meets where one is declared.

    Raises:
        ActRefusedError: the actor recorded it, or has verified it already, or it is retracted.
        ValueRefusedError: the standard is none that the record knows.
    """
    actor.require("verify")
    if standard and standard not in STANDARDS:
        raise ValueRefusedError(
            "There is no such standard of proof.", remedy=f"Use one of {', '.join(STANDARDS)}."
        )
    row = _claim_here(dossier, claim, actor)
    if row.recorded_by == actor.name:
        raise ActRefusedError("You recorded this claim.", remedy="Ask a second person to verify it.")
    if _is_retracted(dossier, claim):
        raise ActRefusedError("This claim is retracted.")
    if Act.objects.filter(dossier=dossier, claim=claim, kind="verify", by=actor.name).exists():
        raise ActRefusedError("You have verified this claim already.")
    _add_act(actor, dossier, claim, "verify", standard, why)


@transaction.atomic
def rule(*, actor: Actor, dossier: Dossier, claim: str, status: str, why: str) -> None:
    """Settle how a claim stands among others: recorded, accepted, conflict or rejected.

    Raises:
        ActRefusedError: unknown status, or no reason. NotFoundError, NotAllowedError.
    """
    actor.require("rule")
    _claim_here(dossier, claim, actor)
    if status not in ("recorded", "accepted", "conflict", "rejected"):
        raise ActRefusedError(
            f"'{status[:20]}' is no status.", remedy="Use accepted, conflict, rejected or recorded."
        )
    if not why.strip():
        raise ActRefusedError("A ruling needs a reason.", remedy="Say why this claim stands or falls.")
    _add_act(actor, dossier, claim, "rule", value=status, why=why.strip())


@transaction.atomic
def judge_same(*, actor: Actor, dossier: Dossier, left: str, right: str, judgement: str, why: str) -> None:
    """Say that two entities are the same, different, or that one is unsure. A later judgement replaces it.

    Raises:
        ActRefusedError: unknown judgement, no reason, or twice the same entity. NotFoundError: no such entity.
    """
    actor.require("judge")
    if judgement not in ("same", "different", "unsure"):
        raise ActRefusedError(f"'{judgement[:20]}' is no judgement.", remedy="Use same, different or unsure.")
    if left == right:
        raise ActRefusedError("The two ids are one.", remedy="Name two entities.")
    if not why.strip():
        raise ActRefusedError("A judgement needs a reason.", remedy="Say what shows it.")
    for entity in (left, right):
        if not Claim.objects.filter(dossier=dossier, about=entity).exists():
            raise NotFoundError("There is no such entity in this dossier.")
    at = _now()
    low, high = sorted((left, right))
    content = {"left": low, "right": high, "judgement": judgement, "why": why.strip(), "by": actor.name}
    row = Judgement(dossier=dossier, at=at, **content, id=content_id(content | {"at": moment_text(at)}))
    row.save(force_insert=True)
    journal.append(dossier, actor=actor.name, act="judge", table="judgement", rows=[row], at=at)


@transaction.atomic
def restore_acts(
    *, actor: Actor, dossier: Dossier, acts: Iterable[dict[str, Any]], judgements: Iterable[dict[str, Any]]
) -> None:
    """Add acts and judgements that come with an exchange package, under the ids that they have there."""
    actor.require("import")
    known = set(Act.objects.filter(dossier=dossier).values_list("id", flat=True))
    fresh_acts = [row for row in (Act(dossier=dossier, **each) for each in acts) if row.id not in known]
    there = set(Claim.objects.filter(dossier=dossier).values_list("id", flat=True))
    orphans = sum(row.claim not in there for row in fresh_acts)
    if orphans:
        raise ActRefusedError(
            f"{orphans} of the acts speak of claims that are not in the package.",
            remedy="Export the package again from where it came.",
        )
    if fresh_acts:
        Act.objects.bulk_create(fresh_acts, batch_size=BATCH)
        journal.append(dossier, actor=actor.name, act="import", table="act", rows=fresh_acts, at=_now())
    judged = set(Judgement.objects.filter(dossier=dossier).values_list("id", flat=True))
    fresh = [row for row in (Judgement(dossier=dossier, **each) for each in judgements) if row.id not in judged]
    if fresh:
        Judgement.objects.bulk_create(fresh, batch_size=BATCH)
        journal.append(dossier, actor=actor.name, act="import", table="judgement", rows=fresh, at=_now())
