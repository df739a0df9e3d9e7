"""How a view is cut from a base of columns: as of a day, without a source, after rulings and judgements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from answerable.ontology.schema import Ontology
from answerable.record.audiences import PUBLIC
from answerable.record.claims import ReadableSource
from answerable.record.columns import REST, REST_SEPARATOR, STATUS_CODES, Columns
from answerable.record.fairness import fair
from answerable.record.view import DossierCard, View, ViewSpec, clusters, published_day

if TYPE_CHECKING:
    from answerable.record.models import Dossier

Mask = npt.NDArray[np.bool_]
_RESTS_ON = REST.index("rests_on")


@dataclass(frozen=True, slots=True)
class Ruling:
    """One act on a claim: verify (value is the standard of proof), rule (value is the status) or retract."""

    claim: str
    kind: str
    value: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sameness:
    """One judgement on a pair of entities."""

    left: str
    right: str
    judgement: str
    at: datetime


def card_of(dossier: "Dossier") -> DossierCard:
    """Return what a view says of a dossier."""
    return DossierCard(
        dossier.id,
        dict(dossier.titles),
        dict(dossier.summaries),
        ZoneInfo(dossier.zone),
        tuple(dossier.languages),
        dossier.country,
    )


def cut(
    dossier: "Dossier",
    spec: ViewSpec,
    columns: Columns,
    sources: Mapping[str, ReadableSource],
    rulings: Sequence[Ruling],
    judgements: Sequence[Sameness],
    ontology: Ontology,
) -> View:
    """Cut the view that `spec` asks for out of what its audience may see at all.

    `rulings` and `judgements` are in the order in which they were made; those after `spec.recorded_by` are passed
    over. The view says how many claims its conditions left out.
    """
    card = card_of(dossier)
    end = _end_of(spec.recorded_by, card.zone)
    rulings = [ruling for ruling in rulings if end is None or ruling.at <= end]
    keep = _not_retracted(columns, rulings)
    present = int(keep.sum())
    if end is not None:
        keep &= columns.recorded <= int((end - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))
    if spec.published_by is not None:
        keep &= _published_by(columns, sources, spec.published_by)
    if spec.without:
        keep &= _without(columns, sources, spec.without)
    if spec.without or spec.published_by is not None:
        keep = _standing_findings(columns, keep, sources)
    cut_columns = columns.take(np.flatnonzero(keep)) if not keep.all() else columns
    cut_columns = _ruled(cut_columns, rulings)
    view = View(
        dossier=card,
        spec=spec,
        columns=cut_columns,
        source_cards=_kept_sources(sources, spec),
        ontology=ontology,
        verified=_verifications(rulings, spec),
        standards={each.claim: each.value for each in rulings if each.kind == "verify" and each.value},
        same=clusters(_same_pairs(judgements, end)),
        left_out=present - len(cut_columns),
    )
    return fair(view) if spec.audience == PUBLIC else view


def _end_of(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time.max, zone).astimezone(UTC) if day else None


def _rows_of(columns: Columns, ids: Iterable[str]) -> Mask:
    wanted = np.array([name.encode() for name in ids], dtype="S32")
    return np.isin(columns.id, wanted)


def _not_retracted(columns: Columns, rulings: Iterable[Ruling]) -> Mask:
    gone = [ruling.claim for ruling in rulings if ruling.kind == "retract"]
    return ~_rows_of(columns, gone) if gone else np.ones(len(columns), dtype=bool)


def _ruled(columns: Columns, rulings: Iterable[Ruling]) -> Columns:
    latest = {ruling.claim: ruling.value for ruling in rulings if ruling.kind == "rule"}
    if not latest:
        return columns
    status = columns.status.copy()
    for row in np.flatnonzero(_rows_of(columns, latest)).tolist():
        status[row] = STATUS_CODES.index(latest[columns.id[row].decode()])
    return replace(columns, status=status)


def _published_by(columns: Columns, sources: Mapping[str, ReadableSource], day: date) -> Mask:
    """Claims whose source was public by the end of `day`. A source without a date is not known to have been."""
    limit = day.toordinal()
    known = {key for key, source in sources.items() if (published_day(source) or limit + 1) <= limit}
    return _from_sources(columns, known)


def _from_sources(columns: Columns, keys: Iterable[str]) -> Mask:
    wanted = frozenset(keys)
    codes = [code for code, key in enumerate(columns.sources) if key in wanted]
    return np.isin(columns.source, codes)


def _with_derived(sources: Mapping[str, ReadableSource], keys: Iterable[str]) -> frozenset[str]:
    """Return `keys` and every source that derives, at any remove, from one of them."""
    gone = set(keys)
    while True:
        more = {key for key, source in sources.items() if key not in gone and gone & set(source.derives_from)}
        if not more:
            return frozenset(gone)
        gone |= more


def _without(columns: Columns, sources: Mapping[str, ReadableSource], without: frozenset[str]) -> Mask:
    keys = _with_derived(sources, without & sources.keys())
    return ~(_from_sources(columns, keys) | _rows_of(columns, without - sources.keys()))


def _standing_findings(columns: Columns, keep: Mask, sources: Mapping[str, ReadableSource]) -> Mask:
    """Let a finding fall when a claim that it rests on was there and has fallen, at any remove."""
    analyses = {key for key, source in sources.items() if source.is_analysis}
    findings = {}
    for row in np.flatnonzero(_from_sources(columns, analyses)).tolist():
        basis = columns.rest[row].decode().split(REST_SEPARATOR)[_RESTS_ON]
        if basis:
            findings[row] = basis.split(",")
    if not findings:
        return keep
    row_by_id = {name.decode(): row for row, name in enumerate(columns.id.tolist())}
    keep = keep.copy()
    while True:
        fallen = [
            row
            for row, basis in findings.items()
            if keep[row] and any(name in row_by_id and not keep[row_by_id[name]] for name in basis)
        ]
        if not fallen:
            return keep
        keep[fallen] = False


def _kept_sources(sources: Mapping[str, ReadableSource], spec: ViewSpec) -> dict[str, ReadableSource]:
    gone = _with_derived(sources, spec.without & sources.keys())
    kept = {key: source for key, source in sources.items() if key not in gone}
    if spec.published_by is not None:
        limit = spec.published_by.toordinal()
        kept = {key: source for key, source in kept.items() if (published_day(source) or limit + 1) <= limit}
    return kept


def _verifications(rulings: Iterable[Ruling], spec: ViewSpec) -> dict[str, tuple[str, ...]]:
    """Who verified what; the public reads that someone did, not who."""
    found: dict[str, tuple[str, ...]] = {}
    for ruling in rulings:
        if ruling.kind == "verify":
            name = "" if spec.audience.name == "public" else ruling.by
            found[ruling.claim] = (*found.get(ruling.claim, ()), name)
    return found


def _same_pairs(judgements: Iterable[Sameness], end: datetime | None) -> list[tuple[str, str]]:
    latest = {(each.left, each.right): each.judgement for each in judgements if end is None or each.at <= end}
    return [pair for pair, judgement in latest.items() if judgement == "same"]
