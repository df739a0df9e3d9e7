"""Writes an exchange package: the same holdings give the same bytes on every machine, in whatever order they came.

Rows are sorted by what they are about, when they were recorded, and their id, so that two copies of a dossier
which hold the same claims write the same files, and a change shows as the lines that changed.
"""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from answerable.interchange.cells import csv_line, guarded, join_values
from answerable.interchange.package import (
    ACT_COLUMNS,
    AFTER,
    BEFORE,
    FRAME,
    JUDGEMENT_COLUMNS,
    LISTED,
    SOURCE_COLUMNS,
    claim_columns,
    property_of,
)
from answerable.kernel.errors import DateUnclearError, FileRefusedError
from answerable.kernel.times import Time, moment_text, parse_time, time_texts
from answerable.ontology.loading import load_ontology
from answerable.record.drafts import ClaimDraft, DossierDraft, SourceDraft, claim_id
from answerable.record.holdings import Holdings

_UTC = ZoneInfo("UTC")
_INTEGERS = {"grade"}


def write_package(holdings: Holdings, folder: Path, *, for_spreadsheets: bool = False) -> tuple[str, ...]:
    """Write everything that `holdings` has into `folder`, which must not be there yet. Return the files' names.

    Args:
        holdings: what to write; `PackageReading.holdings` gives them too.
        folder: appears whole or not at all.
        for_spreadsheets: put an apostrophe before cells that a spreadsheet would take for a formula, and a byte
            order mark before each table; reading undoes both.

    Raises:
        FileRefusedError: the folder is there already.
    """
    files = package_files(holdings, for_spreadsheets=for_spreadsheets)
    with new_folder(folder) as started:
        for name, content in files.items():
            path = started / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            mark = "\ufeff" if for_spreadsheets and name.endswith(".csv") else ""
            path.write_text(mark + content, encoding="utf-8", newline="")
    return tuple(files)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to write into, which becomes `folder` when all went well and goes away when not.

    Raises:
        FileRefusedError: `folder` is there already.
    """
    if folder.exists():
        raise FileRefusedError(
            "The folder is there already.", where=folder.name, remedy="Choose a name that is not taken."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    started = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    started.mkdir(mode=0o700)
    try:
        yield started
        started.rename(folder)
    except BaseException:
        shutil.rmtree(started, ignore_errors=True)
        raise


def package_files(holdings: Holdings, *, for_spreadsheets: bool = False) -> dict[str, str]:
    """Return the text of every file of the package by its name."""
    tables: dict[str, tuple[Sequence[str], list[Sequence[str]]]] = {
        "sources.csv": (SOURCE_COLUMNS, [_source_row(one) for one in sorted(holdings.sources, key=_key)])
    }
    by_type: dict[str, list[ClaimDraft]] = defaultdict(list)
    for draft in holdings.claims:
        by_type[draft.schema].append(draft)
    for schema in sorted(by_type):
        tables[f"claims/{schema}.csv"] = _claims_table(schema, by_type[schema], holdings.dossier)
    if holdings.acts:
        acts = sorted(holdings.acts, key=lambda act: (act.at, act.id))
        rows = [(act.id, act.claim, act.kind, act.value, act.why, act.by, moment_text(act.at)) for act in acts]
        tables["acts.csv"] = (ACT_COLUMNS, list(rows))
    if holdings.judgements:
        pairs = sorted(holdings.judgements, key=lambda one: (one.at, one.id))
        tables["judgements.csv"] = (
            JUDGEMENT_COLUMNS,
            [(one.id, one.left, one.right, one.judgement, one.why, one.by, moment_text(one.at)) for one in pairs],
        )
    change: Callable[[str], str] = guarded if for_spreadsheets else str
    files = {"datapackage.json": description(holdings, tables, is_guarded=for_spreadsheets)}
    for name, (columns, cells) in tables.items():
        files[name] = "".join(csv_line([change(cell) for cell in row]) for row in (columns, *cells))
    return files


def _key(source: SourceDraft) -> str:
    return source.key


def _source_row(source: SourceDraft) -> list[str]:
    return [
        LISTED.join(source.derives_from) if name == "derives_from" else getattr(source, name)
        for name in SOURCE_COLUMNS
    ]


# claims


def _claims_table(
    schema: str, drafts: Iterable[ClaimDraft], dossier: DossierDraft
) -> tuple[Sequence[str], list[Sequence[str]]]:
    named = sorted(((draft, claim_id(draft, draft.rests_on)) for draft in drafts), key=_order)
    used = {name for draft, _ in named for name in draft.properties}
    columns = claim_columns(load_ontology().get(schema), used, dossier.languages)
    zone = ZoneInfo(dossier.zone)
    return columns, [_claim_row(draft, name, columns, zone) for draft, name in named]


def _order(named: tuple[ClaimDraft, str]) -> tuple[Any, ...]:
    draft, name = named
    return draft.about, draft.recorded_at or datetime.max.replace(tzinfo=UTC), name


def _claim_row(draft: ClaimDraft, name: str, columns: Sequence[str], zone: ZoneInfo) -> list[str]:
    first, last = date_cells(draft.time, zone)
    frame = {
        "from": first,
        "to": last,
        "starts": "yes" if draft.time.starts else "",
        "ends": "yes" if draft.time.ends else "",
        "ongoing": "yes" if draft.time.ongoing else "",
        "grade": str(draft.grade),
        "rests_on": LISTED.join(draft.rests_on),
        "recorded_at": moment_text(draft.recorded_at).replace(".000000Z", "Z") if draft.recorded_at else "",
        "id": name,
    }
    return [
        frame.get(column, "")
        if column in frame
        else getattr(draft, column)
        if column in FRAME
        else join_values(draft.properties.get(property_of(column), ()))
        for column in columns
    ]


def date_cells(when: Time, zone: ZoneInfo) -> tuple[str, str]:
    """Return the cells `from` and `to` that read back as `when`.

    An hour is written with its offset, unless that would read back as another hour: in the hour that the clocks
    skip in spring, and where a zone's old offset has seconds.
    """
    cells = time_texts(when, zone)
    if when.first_clock is None and when.last_clock is None:
        return cells
    first, last = cells
    flags = (when.starts, when.ends, when.ongoing)
    try:
        read = parse_time(first, last, starts=flags[0], ends=flags[1], ongoing=flags[2], zone=zone)
        if read == when:
            return cells
    except DateUnclearError:
        pass
    first, last = (cell.removesuffix("+00:00") for cell in time_texts(when, _UTC))
    return first, last


# the description


def description(
    holdings: Holdings,
    tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]],
    *,
    is_guarded: bool,
) -> str:
    """Return datapackage.json: a Frictionless tabular data package with the dossier's card beside it."""
    dossier = holdings.dossier
    card: dict[str, Any] = {
        "id": dossier.id,
        "title": dict(dossier.titles),
        "zone": dossier.zone,
        "languages": list(dossier.languages),
        "country": dossier.country,
        "summary": dict(dossier.summaries),
    }
    if holdings.left_out:
        card["left_out"] = holdings.left_out
    content: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": dossier.id,
        "title": dossier.titles.get(dossier.languages[0]) or next(iter(dossier.titles.values())),
        "dossier": card,
        "resources": [resource(name, columns) for name, (columns, _) in tables.items()],
    }
    if is_guarded:
        content["guarded"] = "apostrophe"
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def resource(path: str, columns: Sequence[str]) -> dict[str, Any]:
    """Return the Frictionless description of one table."""
    fields = [{"name": column, "type": "integer" if column in _INTEGERS else "string"} for column in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if path == "sources.csv":
        schema["primaryKey"] = "key"
    elif set(BEFORE) | set(AFTER) <= set(columns):
        schema["foreignKeys"] = [{"fields": "source", "reference": {"resource": "sources", "fields": "key"}}]
    return {
        "name": path.removesuffix(".csv").replace("/", "-").lower(),
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
