"""The journal: every change is one entry, hashed over the one before it, in the change's own transaction.

An entry names the rows that it wrote and carries a digest of their full content, so that `verify` finds a row
that was altered, taken out, put in past the journal, or a cut in the chain.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import models
from django.forms.models import model_to_dict

from answerable.kernel.errors import HashMismatchError, JournalGapError
from answerable.kernel.hashing import canonical_json, sha256_hex
from answerable.kernel.times import moment_text
from answerable.record.models import Act, Claim, Dossier, JournalEntry, Judgement, Source

GENESIS = "0" * 64
TABLES: dict[str, Any] = {"source": Source, "claim": Claim, "act": Act, "judgement": Judgement}
_UNHASHED = {"source": {"id"}, "claim": {"number"}, "act": {"number"}, "judgement": {"number"}}
_NAME = {"source": "opaque", "claim": "id", "act": "id", "judgement": "id"}


def register_table(table: str, model: type[models.Model], *, name: str, unhashed: set[str]) -> None:
    """Let a room above have its own rows covered: `append` digests them, `verify` reads them back.

    Args:
        table: the word for them in an entry.
        model: has a `dossier`; its rows are only ever added.
        name: the field that names a row within its dossier, without commas.
        unhashed: fields that are the database's own, such as its row number.
    """
    TABLES[table], _NAME[table], _UNHASHED[table] = model, name, unhashed


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of one dossier went through."""

    dossier: str
    entries: int
    rows: int
    head: str


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else value


def row_content(table: str, row: models.Model) -> bytes:
    """Return one row as canonical JSON: every field but the database's own number."""
    leave_out = _UNHASHED[table]
    fields = row._meta.concrete_fields  # noqa: SLF001, Django documents _meta as public
    names = [item.attname for item in fields if item.attname not in leave_out]
    return canonical_json({name: _plain(getattr(row, name)) for name in names})


def digest_of(table: str, rows: Iterable[models.Model]) -> str:
    """Return the digest of rows in the order given."""
    state = sha256()
    for row in rows:
        state.update(row_content(table, row))
        state.update(b"\n")
    return state.hexdigest()


def entry_hash(entry: JournalEntry) -> str:
    """Return the hash that an entry must carry."""
    return sha256_hex(
        canonical_json(
            {
                "dossier": entry.dossier_id,
                "number": entry.number,
                "at": moment_text(entry.at),
                "actor": entry.actor,
                "act": entry.act,
                "table": entry.table,
                "rows": entry.rows,
                "digest": entry.digest,
                "previous": entry.previous,
            }
        )
    )


def append(
    dossier: Dossier, *, actor: str, act: str, table: str, rows: Sequence[models.Model], at: datetime
) -> JournalEntry:
    """Add the entry of one change. Call it inside the transaction that wrote `rows`."""
    last = JournalEntry.objects.filter(dossier=dossier).order_by("-number").first()
    entry = JournalEntry(
        dossier=dossier,
        number=last.number + 1 if last else 1,
        at=at,
        actor=actor,
        act=act,
        table=table,
        rows=",".join(getattr(row, _NAME[table]) for row in rows) if table in TABLES else "",
        digest=digest_of(table, rows) if table in TABLES else sha256_hex(canonical_json(_dossier_row(dossier))),
        previous=last.hash if last else GENESIS,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    return entry


def head_of(dossier_id: str) -> str:
    """Return the hash of a dossier's last entry: it stands for everything that the dossier holds."""
    last = JournalEntry.objects.filter(dossier_id=dossier_id).order_by("-number").values_list("hash").first()
    return str(last[0]) if last else GENESIS


def require_head(dossier_id: str, head: str) -> None:
    """Make sure that a journal still runs through an entry that somebody noted elsewhere.

    The chain alone cannot show that its newest entries were cut off together with their rows.

    Raises:
        JournalGapError: no entry has this hash.
    """
    if not JournalEntry.objects.filter(dossier_id=dossier_id, hash=head).exists():
        raise JournalGapError(f"Journal of '{dossier_id}': the entry {head[:12]}… that was noted is not there.")


def _dossier_row(dossier: Dossier) -> dict[str, Any]:
    content = model_to_dict(dossier)
    content["created_at"] = moment_text(dossier.created_at)
    return content


def _check_entries(dossier: Dossier) -> Iterator[JournalEntry]:
    previous = GENESIS
    entries = JournalEntry.objects.filter(dossier=dossier).order_by("number").iterator()
    for number, entry in enumerate(entries, start=1):
        if entry.number != number:
            raise JournalGapError(f"Journal of '{dossier.id}': entry {number} is missing.")
        if entry.previous != previous:
            raise JournalGapError(f"Journal of '{dossier.id}': entry {number} does not follow the one before it.")
        if entry.hash != entry_hash(entry):
            raise HashMismatchError(f"Journal of '{dossier.id}': entry {number} was altered.")
        previous = entry.hash
        yield entry


def _rows_by_name(table: str, dossier: Dossier, names: Sequence[str]) -> list[models.Model]:
    model, name = TABLES[table], _NAME[table]
    found: dict[str, models.Model] = {}
    for start in range(0, len(names), 500):
        part = names[start : start + 500]
        for row in model.objects.filter(**{"dossier": dossier, f"{name}__in": part}):
            found[getattr(row, name)] = row
    missing = [each for each in names if each not in found]
    if missing:
        raise JournalGapError(f"'{dossier.id}': {len(missing)} of the {table} rows in the journal are gone.")
    return [found[each] for each in names]


def verify(dossier: Dossier) -> Verified:
    """Check the chain, every row that it names, and that no row stands outside it.

    Raises:
        JournalGapError: an entry or a row is missing, or a row was put in past the journal.
        HashMismatchError: an entry or a row was altered.
    """
    dossier.refresh_from_db()
    entries, rows, head = 0, 0, GENESIS
    counted = dict.fromkeys(TABLES, 0)
    for entry in _check_entries(dossier):
        entries, head = entries + 1, entry.hash
        if entry.table not in TABLES:
            if entry.digest != sha256_hex(canonical_json(_dossier_row(dossier))):
                raise HashMismatchError(f"The dossier '{dossier.id}' itself was altered.")
            continue
        names = entry.rows.split(",") if entry.rows else []
        found = _rows_by_name(entry.table, dossier, names)
        if digest_of(entry.table, found) != entry.digest:
            raise HashMismatchError(
                f"'{dossier.id}': {entry.table} rows of journal entry {entry.number} were altered."
            )
        counted[entry.table] += len(names)
        rows += len(names)
    for table, count in counted.items():
        stored = TABLES[table].objects.filter(dossier=dossier).count()
        if stored != count:
            raise JournalGapError(f"'{dossier.id}': {stored} {table} rows are stored, the journal knows {count}.")
    return Verified(dossier.id, entries, rows, head)
