"""Views from the database. Pages, commands and exports begin here."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps

from answerable.record.actors import Actor
from answerable.record.changes import find_dossier
from answerable.record.models import Claim, Dossier, JournalEntry, Judgement, Source
from answerable.record.view import View, ViewSpec


def view_of(dossier_id: str, spec: ViewSpec | None = None) -> View:
    """Return a view of a dossier; without a spec, the public one.

    The caller has made sure that the reader belongs to the audience: see `narrowed`.

    Raises:
        NotFoundError: there is no such dossier.
    """
    shelf = apps.get_app_config("record").shelf  # type: ignore[attr-defined]
    return shelf.view(find_dossier(dossier_id), spec or ViewSpec())  # type: ignore[no-any-return]


def narrowed(actor: Actor, spec: ViewSpec) -> ViewSpec:
    """Return `spec` if the actor belongs to its audience, else the same for the actor's own audience."""
    if actor.audience.admits(spec.audience):
        return spec
    return ViewSpec(actor.audience, spec.recorded_by, spec.published_by, spec.without)


def dossier_ids() -> tuple[str, ...]:
    """Return the ids of all dossiers, sorted."""
    return tuple(Dossier.objects.order_by("id").values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry of the journal without what it wrote: `rows` says how many rows."""

    number: int
    at: datetime
    actor: str
    act: str
    rows: int
    hash: str


def circles_of(dossier_id: str) -> frozenset[str]:
    """Return every restricted circle that a claim or a source of a dossier names."""
    prefix = "restricted:"
    words = {
        word
        for table in (Claim, Source)
        for word in table.objects.filter(dossier_id=dossier_id, visibility__startswith=prefix)
        .values_list("visibility", flat=True)
        .distinct()
    }
    return frozenset(word.removeprefix(prefix) for word in words)


def head_entry(dossier_id: str) -> tuple[int, str]:
    """Return number and hash of a dossier's last journal entry; 0 and an empty text before the first."""
    entries = JournalEntry.objects.filter(dossier_id=dossier_id).order_by("-number")
    return entries.values_list("number", "hash").first() or (0, "")


def journal_length(dossier_id: str) -> int:
    """Return how many entries the journal of a dossier has."""
    return JournalEntry.objects.filter(dossier_id=dossier_id).count()


def journal_lines(dossier_id: str, most: int, upto: int | None = None) -> tuple[JournalLine, ...]:
    """Return the latest entries, newest first; with `upto`, those up to that number."""
    entries = JournalEntry.objects.filter(dossier_id=dossier_id).order_by("-number")
    if upto is not None:
        entries = entries.filter(number__lte=upto)
    return tuple(
        JournalLine(one.number, one.at, one.actor, one.act, one.rows.count(",") + bool(one.rows), one.hash)
        for one in entries[:most]
    )


def judged_pairs(dossier_id: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of entities, the lesser id first, on which somebody has passed a judgement of any kind."""
    rows = Judgement.objects.filter(dossier_id=dossier_id).values_list("left", "right")
    return frozenset(rows)
