"""Which files stand at which sources, as a view may know. Every reading of evidence begins here.

A file is in a view when a source that the view names has it. What stands only at sources that the view withholds,
or at none, is not in it: neither its text, nor its hash, nor that it exists.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time

from answerable.evidence.models import LANGUAGE, PLACED, RECEIVED, WITHDRAWN, CustodyEntry, EvidenceFile
from answerable.record.actors import Actor
from answerable.record.models import Dossier
from answerable.record.view import View


def end_of_view(view: View) -> datetime | None:
    """Return the moment up to which a view knows what was recorded, or None when it knows everything."""
    day = view.spec.recorded_by
    return datetime.combine(day, time.max, view.dossier.zone).astimezone(UTC) if day else None


def placed_files(view: View, keys: Iterable[str] | None = None) -> dict[str, tuple[EvidenceFile, ...]]:
    """Return the files of each source that the view names, the first placed first.

    Args:
        view: for whom, as of when, without what.
        keys: of the sources wanted; all if None.
    """
    named = {card.key for card in view.sources() if not card.is_withheld}
    wanted = named if keys is None else named & set(keys)
    entries = CustodyEntry.objects.filter(dossier_id=view.dossier.id, act__in=(PLACED, WITHDRAWN))
    if keys is not None:
        entries = entries.filter(source__key__in=sorted(wanted))
    end = end_of_view(view)
    if end is not None:
        entries = entries.filter(at__lte=end)
    standing: dict[tuple[str, int], bool] = {}
    for key, file, act in entries.order_by("number").values_list("source__key", "file_id", "act"):
        if key in wanted:
            standing[key, file] = act == PLACED
    pairs = [pair for pair, is_placed in standing.items() if is_placed]
    files = EvidenceFile.objects.in_bulk({file for _, file in pairs})
    found: dict[str, tuple[EvidenceFile, ...]] = {}
    for key, file in pairs:
        found[key] = (*found.get(key, ()), files[file])
    return found


def cited_file(view: View, key: str) -> EvidenceFile | None:
    """Return the file that paragraph numbers of a source count in, or None when the view has none.

    It is the one whose hash the record has of the source; failing it, the first that was placed there.
    """
    files = placed_files(view, [key]).get(key, ())
    if not files:
        return None
    recorded = view.source(key).sha256
    return next((file for file in files if file.sha256 == recorded), files[0])


def sources_of_file(file: EvidenceFile, view: View) -> tuple[str, ...]:
    """Return the keys of the sources that a file stands at now, of those that the view names."""
    standing: dict[str, bool] = {}
    entries = CustodyEntry.objects.filter(file=file, act__in=(PLACED, WITHDRAWN)).order_by("number")
    for key, act in entries.values_list("source__key", "act"):
        standing[key] = act == PLACED
    named = {card.key for card in view.sources() if not card.is_withheld}
    return tuple(key for key, is_placed in standing.items() if is_placed and key in named)


def language_of(file: EvidenceFile, stated: str = "") -> str:
    """Return the language of a file: as a person last said, else as stated of its source, else as guessed."""
    said = CustodyEntry.objects.filter(file=file, act=LANGUAGE).order_by("-number").first()
    return said.value if said else stated or file.language_guess


def is_brought_by(actor: Actor, file: EvidenceFile) -> bool:
    """Say whether the actor brought the file, first or again."""
    return CustodyEntry.objects.filter(file=file, act=RECEIVED, by=actor.name).exists()


def unplaced_rows(dossier: Dossier) -> tuple[EvidenceFile, ...]:
    """Return the files of a dossier that stand at no source at all, in the order in which they came."""
    standing: dict[tuple[int, int | None], bool] = {}
    entries = CustodyEntry.objects.filter(dossier=dossier, act__in=(PLACED, WITHDRAWN)).order_by("number")
    for file, source, act in entries.values_list("file_id", "source_id", "act"):
        standing[file, source] = act == PLACED
    placed = {file for (file, _), is_placed in standing.items() if is_placed}
    rows = EvidenceFile.objects.filter(dossier=dossier).order_by("number")
    return tuple(row for row in rows if row.number not in placed)


def may_see_unplaced(actor: Actor, file: EvidenceFile) -> bool:
    """Say whether a file that stands at no source may be shown to the actor: to its bringer, and to editors.

    Nobody has said yet who may read it, so the rest of the team does not learn of it.
    """
    if file not in unplaced_rows(file.dossier):
        return False
    return actor.may("rule") or (actor.may("ingest") and is_brought_by(actor, file))
