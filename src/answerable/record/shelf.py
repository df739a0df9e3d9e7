"""Views kept between requests: one base of columns per dossier and audience, extended as claims arrive.

A large base is also kept on disk beside the database, readable by this user alone, so that it opens at once. It
holds nothing that the database does not.
"""

import hashlib
import shutil
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from answerable.kernel.collecting import uncollected
from answerable.kernel.standing import BEGINNING, NEVER
from answerable.ontology.loading import load_ontology
from answerable.record.audiences import Audience
from answerable.record.columns import NO_CLOCK, ROW, Columns, columns_of_fields, load_columns, save_columns
from answerable.record.cutting import Ruling, Sameness, cut
from answerable.record.models import Act, Claim, Dossier, JournalEntry, Judgement, Source
from answerable.record.view import View, ViewSpec
from answerable.record.withholding import readable_sources, withheld_key

KEPT_VIEWS = 48
ON_DISK_FROM = 50_000
_FETCH = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """Every claim of a dossier that an audience may see, retracted ones too, up to a place in the journal."""

    columns: Columns
    last_number: int
    head: tuple[int, str]

    def is_beginning_of(self, dossier_id: str) -> bool:
        """Say whether the journal still runs through the place that this base was read at."""
        number, mark = self.head
        return number == 0 or JournalEntry.objects.filter(dossier=dossier_id, number=number, hash=mark).exists()


class Shelf:
    """Hands out views. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._bases: dict[tuple[str, Audience], _Base] = {}
        self._views: OrderedDict[tuple[Any, ...], View] = OrderedDict()

    def view(self, dossier: Dossier, spec: ViewSpec) -> View:
        """Return the view of a dossier as `spec` asks, at the journal's present end."""
        head = _head(dossier.id)
        key = (dossier.id, head, spec)
        with self._lock:
            found = self._views.get(key)
            if found is not None:
                self._views.move_to_end(key)
                return found
            view = self._views[key] = self._cut(dossier, spec, head)
            while len(self._views) > KEPT_VIEWS:
                self._views.popitem(last=False)
            return view

    def clear(self) -> None:
        """Forget everything kept, in memory and on disk; needed after a destruction for safety."""
        with self._lock:
            self._bases.clear()
            self._views.clear()
            shutil.rmtree(_folder(), ignore_errors=True)

    def _cut(self, dossier: Dossier, spec: ViewSpec, head: tuple[int, str]) -> View:
        base = self._base(dossier, spec.audience, head)
        rulings = [
            Ruling(*row)
            for row in _counted_acts(dossier)
            .order_by("at", "number")
            .values_list("claim", "kind", "value", "by", "at")
        ]
        judgements = [
            Sameness(*row)
            for row in Judgement.objects.filter(dossier=dossier)
            .order_by("at", "number")
            .values_list("left", "right", "judgement", "at")
        ]
        cards = readable_sources(Source.objects.filter(dossier=dossier), spec.audience)
        return cut(dossier, spec, base.columns, cards, rulings, judgements, load_ontology())

    def _base(self, dossier: Dossier, audience: Audience, head: tuple[int, str]) -> _Base:
        key = (dossier.id, audience)
        base = self._bases.get(key)
        if base is not None and base.head == head:
            return base
        if base is not None and not base.is_beginning_of(dossier.id):
            base = None
        folder = _folder() / _name(dossier.id, audience, head)
        columns = load_columns(folder) if base is None else None
        if columns is None:
            known = base.last_number if base else 0
            columns = _fetch(dossier, audience, known, base.columns if base else None)
            if len(columns) >= ON_DISK_FROM:
                _keep(columns, folder)
        last = Claim.objects.filter(dossier=dossier).order_by("-number").values_list("number").first()
        base = self._bases[key] = _Base(columns, int(last[0]) if last else 0, head)
        return base


def _head(dossier_id: str) -> tuple[int, str]:
    last = JournalEntry.objects.filter(dossier_id=dossier_id).order_by("-number").values_list("number", "hash")[:1]
    return last[0] if last else (0, "")


def _folder() -> Path:
    return Path(settings.ANSWERABLE_HOME) / "views"


def _counted_acts(dossier: Dossier) -> QuerySet[Act]:
    """Return the acts on claims; whoever recorded a claim is no second person, though a package may say so."""
    own = Claim.objects.filter(dossier=dossier, id=OuterRef("claim"), recorded_by=OuterRef("by"))
    return Act.objects.filter(dossier=dossier).exclude(Q(kind="verify") & Exists(own))


def _name(dossier_id: str, audience: Audience, head: tuple[int, str]) -> str:
    whose = hashlib.sha256(f"{dossier_id}|{audience.word}".encode()).hexdigest()[:16]
    return f"{whose}-{head[1][:24]}"


def _keep(columns: Columns, folder: Path) -> None:
    """Save a base, and drop those of the same dossier and audience that it replaces."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    save_columns(columns, folder)
    for other in folder.parent.glob(f"{folder.name.partition('-')[0]}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def _fetch(dossier: Dossier, audience: Audience, after: int, base: Columns | None) -> Columns:
    """Read the claims behind a place in the log that an audience may see. What it may not see is never read."""
    separator, blob = ("char(31)", "CAST({} AS BLOB)") if connection.vendor == "sqlite" else ("chr(31)", "{}")
    text = "convert_to({}, 'UTF8')" if connection.vendor == "postgresql" else blob
    # SQLite: the moment as a text, so that Django does not parse one for every row; and the log in its own order,
    # which costs less than any index that would have to be sorted again.
    moment, scan = (
        ("c.recorded_at || ''", "NOT INDEXED") if connection.vendor == "sqlite" else ("c.recorded_at", "")
    )
    shown = _shown_words(dossier, audience)
    visible, wanted = _visible(audience)
    hidden = [pk for pk, (_, is_withheld) in shown.items() if is_withheld]
    bare = f"c.source_id IN ({','.join(str(pk) for pk in hidden)})" if hidden else "1=0"
    hand = "''" if audience.name == "public" else "c.recorded_by"
    rest = f" || {separator} || ".join(
        ("c.ref", f"CASE WHEN {bare} THEN '' ELSE c.locator END", "c.attribution", "c.note", "c.rests_on", hand)
    )
    flags = " + ".join(
        f"CASE WHEN c.{name} THEN {bit} ELSE 0 END"
        for name, bit in (("dated", 1), ("starts", 2), ("ends", 4), ("ongoing", 8))
    )
    query = f"""
        SELECT c.number, c.id, c.about, c.schema, c.source_id, c.visibility,
               {_DAYS_AND_CLOCKS}, {flags},
               CASE c.stance WHEN 'asserts' THEN 0 ELSE 1 END, c.grade,
               CASE c.status WHEN 'recorded' THEN 0 WHEN 'accepted' THEN 1 WHEN 'conflict' THEN 2 ELSE 3 END,
               {moment}, {text.format("c.properties")}, {text.format(rest)}
        FROM record_claim c {scan} WHERE c.dossier_id = %s AND c.number > %s AND {visible} ORDER BY c.number
    """
    with connection.cursor() as cursor, uncollected():
        cursor.execute(query, [dossier.id, after, *wanted])
        return columns_of_fields(_batches(cursor, {pk: word for pk, (word, _) in shown.items()}), base)


_DAYS_AND_CLOCKS = ", ".join(
    f"COALESCE(c.{name}, {open_side})"
    for name, open_side in (
        ("first_low", BEGINNING), ("first_high", NEVER), ("last_low", BEGINNING), ("last_high", NEVER),
        ("first_clock", NO_CLOCK), ("last_clock", NO_CLOCK),
    )
)  # fmt: skip


def _batches(cursor: Any, words: dict[int, str]) -> Any:
    """Yield the rows of a cursor field by field, in the order of ROW, sources by the word that may be shown."""
    source, recorded = ROW.index("source"), ROW.index("recorded")
    while rows := cursor.fetchmany(_FETCH):
        columns: list[Any] = list(zip(*rows, strict=True))
        columns[source] = [words[key] for key in columns[source]]
        if not isinstance(columns[recorded][0], str):
            columns[recorded] = [moment.replace(tzinfo=None) for moment in columns[recorded]]
        yield columns


def _visible(audience: Audience) -> tuple[str, list[str]]:
    if audience.name == "public":
        return "c.visibility = 'public'", []
    circles = [f"restricted:{circle}" for circle in sorted(audience.circles)]
    wanted = ["public", "team", *circles]
    return f"c.visibility IN ({','.join(['%s'] * len(wanted))})", wanted


def _shown_words(dossier: Dossier, audience: Audience) -> dict[int, tuple[str, bool]]:
    rows = Source.objects.filter(dossier=dossier).values_list("pk", "key", "opaque", "visibility")
    return {
        pk: (key, False) if audience.sees(visibility) else (withheld_key(opaque), True)
        for pk, key, opaque, visibility in rows
    }
