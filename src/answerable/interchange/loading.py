"""Hands what was read to the record: all of it or nothing, in one transaction.

Loading a package twice adds nothing the second time: claims are named by what they say, so a load is a union.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from answerable.interchange.package import Alteration, PackageReading, Refusal
from answerable.interchange.package_reading import read_package
from answerable.interchange.package_writing import write_package
from answerable.kernel.errors import NotFoundError, PackageBrokenError
from answerable.record import changes
from answerable.record.actors import Actor
from answerable.record.changes import Progress
from answerable.record.holdings import HeldAct, HeldJudgement, holdings_of
from answerable.record.models import Dossier


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load came to.

    `is_loaded` is False when rows were refused and nothing was written. `is_new`: the dossier was opened by this
    load. The counts are of what is new in the dossier and of claims that were there already.
    """

    dossier: str
    is_loaded: bool
    is_new: bool = False
    sources: int = 0
    claims: int = 0
    already: int = 0
    acts: int = 0
    judgements: int = 0
    refusals: tuple[Refusal, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    repeated: int = 0


def load_package(
    actor: Actor,
    folder: Path,
    *,
    take_good_rows: bool = False,
    progress: Progress | None = None,
    into: str | None = None,
) -> LoadReport:
    """Read the package in `folder` and record what it holds. See `load_reading` and `read_package`."""
    reading = read_package(folder)
    return load_reading(actor, reading, take_good_rows=take_good_rows, progress=progress, into=into)


def load_reading(
    actor: Actor,
    reading: PackageReading,
    *,
    take_good_rows: bool = False,
    progress: Progress | None = None,
    into: str | None = None,
) -> LoadReport:
    """Record what was read, whole or not at all.

    Args:
        actor: needs the right to import, and to open a dossier when there is none by that id.
        reading: from any adapter.
        take_good_rows: load although rows were refused; the refused ones are in the report.
        progress: called with the number of claims written so far.
        into: a dossier that is there; without it the reading's own, opened if it is not there.

    Raises:
        NotAllowedError; NotFoundError: `into` is no dossier. PackageBrokenError: the days of the dossier are those
        of another time zone. ActRefusedError, ValueRefusedError: a source's key or a claim's ref is taken there.
    """
    actor.require("import")
    name = into or reading.dossier.id
    if reading.refusals and not take_good_rows:
        return LoadReport(
            name, False, refusals=reading.refusals, alterations=reading.alterations, repeated=reading.repeated
        )
    with transaction.atomic():
        dossier, is_new = _dossier(actor, reading, into)
        sources = changes.add_sources(actor=actor, dossier=dossier, drafts=reading.sources)
        recorded = changes.record_claims(
            actor=actor, dossier=dossier, drafts=reading.claims, progress=progress, values_checked=True
        )
        acts, judgements = dossier.acts.count(), dossier.judgements.count()
        changes.restore_acts(
            actor=actor,
            dossier=dossier,
            acts=[_act_row(act) for act in reading.acts],
            judgements=[_judgement_row(one) for one in reading.judgements],
        )
        return LoadReport(
            dossier.id,
            True,
            is_new,
            sources,
            len(recorded.ids) - recorded.already,
            recorded.already,
            dossier.acts.count() - acts,
            dossier.judgements.count() - judgements,
            reading.refusals,
            reading.alterations,
            reading.repeated,
        )


def _dossier(actor: Actor, reading: PackageReading, into: str | None) -> tuple[Dossier, bool]:
    try:
        dossier = changes.find_dossier(into or reading.dossier.id)
    except NotFoundError:
        if into:
            raise
        return changes.new_dossier(actor=actor, draft=reading.dossier), True
    # Sheets without a zone of their own have days and no hours: their days are the dossier's.
    if reading.format == "package" and dossier.zone != reading.dossier.zone:
        raise PackageBrokenError(
            f"The dossier's days are those of {dossier.zone}, the package's those of {reading.dossier.zone}.",
            where=dossier.id,
            remedy="Load it as a dossier of its own, under another id.",
        )
    return dossier, False


def _act_row(act: HeldAct) -> dict[str, object]:
    names = ("id", "claim", "kind", "value", "why", "by", "at")
    return {name: getattr(act, name) for name in names}


def _judgement_row(one: HeldJudgement) -> dict[str, object]:
    names = ("id", "left", "right", "judgement", "why", "by", "at")
    return {name: getattr(one, name) for name in names}


def export_package(
    actor: Actor, dossier_id: str, folder: Path, *, for_spreadsheets: bool = False
) -> tuple[str, ...]:
    """Write everything of a dossier that the actor may see into a new folder. Return the files' names.

    Raises:
        NotAllowedError; NotFoundError: there is no such dossier. FileRefusedError: the folder is there already.
    """
    return write_package(holdings_of(actor, dossier_id), folder, for_spreadsheets=for_spreadsheets)


def renamed(reading: PackageReading, dossier_id: str) -> PackageReading:
    """Return the same reading as of a dossier with another id."""
    return replace(reading, dossier=replace(reading.dossier, id=dossier_id))
