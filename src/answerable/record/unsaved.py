"""Views over claims that are not in the database: to check a package, to preview a draft, to test.

A preview answers what a claim would change before it is saved.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from answerable.kernel.hashing import canonical_json
from answerable.kernel.times import Blur, Time
from answerable.ontology.loading import load_ontology
from answerable.record.audiences import Audience
from answerable.record.claims import ReadableSource
from answerable.record.columns import (
    DATED,
    ENDS,
    ONGOING,
    REST_SEPARATOR,
    STANCE_CODES,
    STARTS,
    STATUS_CODES,
    columns_of,
)
from answerable.record.cutting import Ruling, Sameness, cut
from answerable.record.drafts import ClaimDraft, DossierDraft, SourceDraft, claim_id
from answerable.record.models import Dossier
from answerable.record.view import View, ViewSpec

_UNRECORDED = datetime(2000, 1, 1, tzinfo=UTC)


def draft_ids(drafts: Sequence[ClaimDraft], known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the id of each draft by its position's ref, and of every ref in `known`.

    Drafts come in an order in which `rests_on` names what came before, as for recording.
    """
    refs = dict(known or {})
    for draft in drafts:
        if draft.ref:
            refs[draft.ref] = claim_id(draft, tuple(refs.get(name, name) for name in draft.rests_on))
    return refs


def _days(blur: Blur | None) -> tuple[int | None, int | None]:
    if blur is None:
        return None, None
    return (
        blur.earliest.toordinal() if blur.earliest else None,
        blur.latest.toordinal() if blur.latest else None,
    )


def _flags(when: Time) -> int:
    bits = ((when.is_dated, DATED), (when.starts, STARTS), (when.ends, ENDS), (when.ongoing, ONGOING))
    return sum(bit for is_set, bit in bits if is_set)


def _row(
    number: int, draft: ClaimDraft, refs: Mapping[str, str], source: str, *, withhold: bool
) -> tuple[object, ...]:
    rests_on = tuple(refs.get(name, name) for name in draft.rests_on)
    at = (draft.recorded_at or _UNRECORDED).astimezone(UTC).replace(tzinfo=None)
    locator = "" if withhold else draft.locator
    rest = (draft.ref, locator, draft.attribution, draft.note, ",".join(rests_on), draft.recorded_by)
    properties = {name: list(values) for name, values in draft.properties.items()}
    return (
        number,
        claim_id(draft, rests_on),
        draft.about,
        draft.schema,
        source,
        draft.visibility,
        *_days(draft.time.first),
        *_days(draft.time.last),
        draft.time.first_clock,
        draft.time.last_clock,
        _flags(draft.time),
        STANCE_CODES.index(draft.stance),
        draft.grade,
        STATUS_CODES.index(draft.status),
        at,
        canonical_json(properties),
        REST_SEPARATOR.join(rest).encode(),
    )


def _card(draft: SourceDraft, audience: Audience) -> ReadableSource:
    if not audience.sees(draft.visibility):
        return ReadableSource(
            key=f"withheld-{draft.key}", kind="withheld", title=draft.attribution, attribution=draft.attribution,
            is_withheld=True,
        )  # fmt: skip
    return ReadableSource(**{name: getattr(draft, name) for name in SourceDraft.__slots__})


def view_of_drafts(
    dossier: DossierDraft,
    sources: Iterable[SourceDraft],
    drafts: Sequence[ClaimDraft],
    spec: ViewSpec | None = None,
    *,
    rulings: Sequence[Ruling] = (),
    judgements: Sequence[Sameness] = (),
) -> View:
    """Return the view that a database with exactly these claims would give for `spec`."""
    spec = spec or ViewSpec()
    refs = draft_ids(drafts)
    cards = {source.key: _card(source, spec.audience) for source in sources}
    shown = {key: card.key for key, card in cards.items()}
    rows = [
        _row(number, draft, refs, shown.get(draft.source, draft.source),
             withhold=draft.source in cards and cards[draft.source].is_withheld)
        for number, draft in enumerate(drafts, start=1)
        if spec.audience.sees(draft.visibility)
    ]  # fmt: skip
    unsaved = Dossier(
        id=dossier.id, titles=dict(dossier.titles), summaries=dict(dossier.summaries), zone=dossier.zone,
        languages=list(dossier.languages), country=dossier.country,
    )  # fmt: skip
    by_key = {card.key: replace(card, derives_from=_shown(card, shown)) for card in cards.values()}
    return cut(unsaved, spec, columns_of([_once(rows)]), by_key, rulings, judgements, load_ontology())


def _shown(card: ReadableSource, shown: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(shown.get(key, key) for key in card.derives_from)


def _once(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Keep the first of rows with one id: the same claim twice is one claim."""
    seen: dict[object, tuple[object, ...]] = {}
    for row in rows:
        seen.setdefault(row[1], row)
    return list(seen.values())


def view_with(view: View, drafts: Sequence[ClaimDraft], *, retracting: Iterable[str] = ()) -> View:
    """Return `view` as it would be with these claims recorded and those claims retracted. Nothing is saved."""
    gone = np.array([name.encode() for name in retracting], dtype="S32")
    columns = view.columns.take(np.flatnonzero(~np.isin(view.columns.id, gone))) if len(gone) else view.columns
    known = {claim.ref: claim.id for claim in view.claims() if claim.ref} if drafts else {}
    refs = draft_ids(drafts, known)
    last = int(columns.number[-1]) if len(columns) else 0
    there = set(columns.id.tolist())
    rows = [
        row
        for row in (
            _row(last + 1 + step, draft, refs, draft.source, withhold=False)
            for step, draft in enumerate(drafts)
            if view.spec.audience.sees(draft.visibility)
        )
        if str(row[1]).encode() not in there
    ]
    return replace(view, columns=columns_of([_once(rows)], columns))
