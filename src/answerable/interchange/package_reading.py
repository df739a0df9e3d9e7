"""Reads an exchange package. Nothing is written, and no row is dropped without saying where and why."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from answerable.interchange import opening
from answerable.interchange.bag import payload_folder
from answerable.interchange.cells import csv_rows, unguarded
from answerable.interchange.package import (
    ACT_COLUMNS,
    AFTER,
    BEFORE,
    FRAME,
    JUDGEMENT_COLUMNS,
    SOURCE_COLUMNS,
    PackageReading,
    Refusal,
    column_of,
    shown,
    suggestion,
)
from answerable.interchange.resolving import ClaimRow, Resolved, resolve
from answerable.interchange.row_reading import RowProblem, read_act, read_claim, read_judgement, read_source
from answerable.kernel.errors import FileRefusedError, PackageBrokenError, UnknownTypeError
from answerable.ontology.loading import load_ontology
from answerable.ontology.schema import LANGUAGE_MARK, Schema
from answerable.record.drafts import ClaimDraft, DossierDraft, SourceDraft

DESCRIPTION = "datapackage.json"
CLAIMS = "claims"
_SHAPE = "Write it as the example dossier's datapackage.json has it."
Read = TypeVar("Read")


@dataclass(slots=True)
class _Refused:
    """Gathers refusals while files are read."""

    every: list[Refusal] = field(default_factory=list)

    def add(self, file: str, row: int | None, problems: Iterable[RowProblem]) -> None:
        self.every.extend(
            Refusal(file, row, one.column, shown(one.value), one.reason, one.remedy, one.code) for one in problems
        )

    def file(self, file: str, reason: str, remedy: str = "", *, code: str, row: int | None = None) -> None:
        self.every.append(Refusal(file, row, "", "", reason, remedy, code))


@dataclass(frozen=True, slots=True)
class _Description:
    """What datapackage.json says."""

    dossier: DossierDraft
    is_guarded: bool
    left_out: int


def read_package(folder: Path) -> PackageReading:
    """Read the package in `folder`, or in the bag that `folder` is.

    Returns:
        The good rows, and a refusal for each cell that is not.

    Raises:
        PackageBrokenError: there is no package, or its description cannot be read. FileRefusedError: the
        description is no plain UTF-8 file. HashMismatchError: a file of the bag is not what its manifest says.
    """
    root = payload_folder(folder)
    description = _description(root)
    refused = _Refused()
    sources = _sources(root, description, refused)
    rows, gone = _claim_rows(root, description, refused, {source.key for source in sources})
    rows = _whole_entities(rows, description, refused)
    refused_names = frozenset(gone)
    resolved = resolve(rows, refused_refs=refused_names, is_partial=description.left_out > 0)
    refused.every.extend(resolved.refusals)
    known = set(resolved.ids)

    acts = _simple_rows(
        root, "acts.csv", ACT_COLUMNS, lambda row: read_act(row, resolved.id_by_ref, known), description, refused
    )
    judgements = _simple_rows(root, "judgements.csv", JUDGEMENT_COLUMNS, read_judgement, description, refused)
    return PackageReading(
        description.dossier,
        tuple(sources),
        resolved.drafts,
        tuple(dict.fromkeys(acts)),
        tuple(dict.fromkeys(judgements)),
        tuple(refused.every),
        counts=_counts(sources, resolved, refused.every),
        repeated=resolved.repeated,
        left_out=description.left_out,
    )


def _counts(sources: Sequence[SourceDraft], resolved: Resolved, refusals: Sequence[Refusal]) -> dict[str, int]:
    rows = {(one.file, one.row) for one in refusals if one.file.startswith(f"{CLAIMS}/") and (one.row or 0) > 1}
    return {"sources": len(sources), "claims": len(resolved.drafts), "refused claim rows": len(rows)}


# the description


def _description(root: Path) -> _Description:
    if not root.is_dir():
        raise PackageBrokenError("There is no such folder.", where=root.name, remedy="Choose an existing folder.")
    text = opening.read_text(root, DESCRIPTION) or ""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise PackageBrokenError(
            f"Line {error.lineno}, column {error.colno} is not JSON: {error.msg}.",
            where=DESCRIPTION,
            remedy=_SHAPE,
        ) from None
    except RecursionError:
        raise PackageBrokenError("It is nested too deeply.", where=DESCRIPTION, remedy=_SHAPE) from None
    card = content.get("dossier") if isinstance(content, dict) else None
    if not isinstance(card, dict):
        raise PackageBrokenError("It has no key 'dossier'.", where=DESCRIPTION, remedy=_SHAPE)
    dossier = _dossier(card)
    problems = dossier.problems()
    if problems:
        raise PackageBrokenError(" ".join(problems), where=DESCRIPTION, remedy=_SHAPE)
    left_out = card.get("left_out", 0)
    return _Description(
        dossier, content.get("guarded") == "apostrophe", left_out if isinstance(left_out, int) else 0
    )


def _dossier(card: Mapping[str, Any]) -> DossierDraft:
    def texts(key: str) -> dict[str, str]:
        value = card.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise PackageBrokenError(f"'{key}' is no text by language.", where=DESCRIPTION, remedy=_SHAPE)
        return dict(value)

    languages = card.get("languages", ["en", "es"])
    if not isinstance(languages, list) or not languages or not all(isinstance(one, str) for one in languages):
        raise PackageBrokenError("'languages' is no list of codes.", where=DESCRIPTION, remedy=_SHAPE)
    return DossierDraft(
        str(card.get("id", "")),
        texts("title"),
        str(card.get("zone", "")),
        tuple(languages),
        str(card.get("country", "")),
        texts("summary"),
    )


# tables


def _table(root: Path, name: str, is_guarded: bool, refused: _Refused) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV file with their numbers, the header as row 1; empty rows are passed over."""
    try:
        text = opening.read_text(root, name, optional=True)
    except FileRefusedError as error:
        refused.file(name, error.what, error.remedy, code="file-unreadable")
        return
    if text is None:
        return
    number = 0
    try:
        for number, cells in enumerate(csv_rows(text), start=1):
            if any(cells):
                yield number, [unguarded(cell) for cell in cells] if is_guarded else cells
    except csv.Error as error:
        reason = f"The file cannot be read on from here: {error}."
        remedy = "Look for a quotation mark that is not closed."
        refused.file(name, reason, remedy, code="broken-csv", row=number + 1)


def _headed(
    root: Path, name: str, known: Iterable[str], needed: Iterable[str], is_guarded: bool, refused: _Refused
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file by column; rows that are longer or shorter than the header are refused."""
    table = _table(root, name, is_guarded, refused)
    first = next(table, None)
    if first is None:
        return
    header = [column.strip() for column in first[1]]
    unknown = _unknown_columns(name, header, tuple(known), refused)
    missing = [column for column in needed if column not in header]
    if missing:
        rows = sum(1 for _ in table)
        refused.file(
            name, f"The column {', '.join(missing)} is missing, so none of the {rows} rows is read.",
            _semicolons(header) or "Add the column.", code="missing-column", row=1,
        )  # fmt: skip
        return
    for number, cells in table:
        problems = _misshapen(header, cells, unknown)
        if problems:
            refused.add(name, number, problems)
            continue
        yield number, dict(zip(header, cells, strict=True))


def _semicolons(header: Sequence[str]) -> str:
    return "Save the file with commas between the cells." if len(header) == 1 and ";" in header[0] else ""


def _unknown_columns(name: str, header: Sequence[str], known: Sequence[str], refused: _Refused) -> set[str]:
    plain = frozenset(known)
    unknown: set[str] = set()
    for at, column in enumerate(header):
        if column in header[:at]:
            unknown.add(column)
            problem = RowProblem(
                column, column, "The column stands there twice.", "Take one out.", "twice-a-column"
            )
        elif column not in plain and not _is_translation(column, plain):
            unknown.add(column)
            remedy = suggestion(column, known) or "Take it out, or choose a property of the type."
            problem = RowProblem(column, column, "There is no such column.", remedy, "unknown-column")
        else:
            continue
        refused.add(name, 1, [problem])
    return unknown


def _is_translation(column: str, known: frozenset[str]) -> bool:
    """Say whether this is a property of a claim with a language; only claims have properties."""
    plain, mark, _ = column.partition(LANGUAGE_MARK)
    return bool(mark) and plain in known - FRAME and known >= FRAME


def _misshapen(header: Sequence[str], cells: Sequence[str], unknown: set[str]) -> list[RowProblem]:
    if len(cells) != len(header):
        reason = f"The row has {len(cells)} cells, the header {len(header)}."
        return [RowProblem("", "", reason, "Look for a comma or a quotation mark that is amiss.", "ragged-row")]
    return [
        RowProblem(column, cell, "The cell is in a column that is not known.", "", "unknown-column-cell")
        for column, cell in zip(header, cells, strict=True)
        if column in unknown and cell.strip()
    ]


# sources


def _sources(root: Path, description: _Description, refused: _Refused) -> list[SourceDraft]:
    name = "sources.csv"
    if name not in opening.names_in(root):
        refused.file(name, "The file is missing.", "Add it, with a row for each source.", code="file-missing")
    found: dict[str, tuple[int, SourceDraft]] = {}
    table = _headed(root, name, SOURCE_COLUMNS, ("key", "kind", "title"), description.is_guarded, refused)
    for number, row in table:
        draft, problems = read_source(row)
        if draft is not None and draft.key in found and found[draft.key][1] != draft:
            reason = f"The key belongs to another source already, in row {found[draft.key][0]}."
            problems = [RowProblem("key", draft.key, reason, "Give it a key of its own.", "duplicate-key")]
        if draft is None or problems:
            refused.add(name, number, problems)
        else:
            found.setdefault(draft.key, (number, draft))
    return _with_known_origins(found, refused)


def _with_known_origins(found: dict[str, tuple[int, SourceDraft]], refused: _Refused) -> list[SourceDraft]:
    """Refuse sources that derive from none or from a refused one, and so on until none is left."""
    while True:
        amiss = {
            key: origin
            for key, (_, draft) in found.items()
            for origin in draft.derives_from
            if origin == key or origin not in found
        }
        if not amiss:
            return [draft for _, draft in found.values()]
        for key, origin in amiss.items():
            number, _ = found.pop(key)
            reason = f"It is said to derive from '{shown(origin)}', which is no other source here."
            problem = RowProblem("derives_from", origin, reason, "Correct the key.", "unknown-origin")
            refused.add("sources.csv", number, [problem])


# claims


def _claim_rows(
    root: Path, description: _Description, refused: _Refused, sources: set[str]
) -> tuple[list[ClaimRow], list[str]]:
    """Return the rows that read as claims, and the refs and ids of those that do not."""
    rows: list[ClaimRow] = []
    gone: list[str] = []
    for file in opening.names_in(root / CLAIMS):
        name = f"{CLAIMS}/{file}"
        schema = _schema_of(file, name, refused)
        if schema is None:
            continue
        known = _known_columns(schema)
        for number, row in _headed(root, name, known, ("about", "source"), description.is_guarded, refused):
            draft, given_id, problems = read_claim(schema, row, description.dossier, sources)
            if draft is None or problems:
                gone.extend(name for name in (row.get("ref", "").strip(), given_id) if name)
                refused.add(name, number, problems)
            else:
                rows.append(ClaimRow(name, number, draft, given_id))
    return rows, gone


def _known_columns(schema: Schema) -> tuple[str, ...]:
    return (*BEFORE, *AFTER, *(column_of(name) for name in schema.properties))


def _schema_of(file: str, name: str, refused: _Refused) -> Schema | None:
    stem, dot, ending = file.rpartition(".")
    if ending != "csv" or not dot:
        refused.file(name, "This is no CSV file.", "Save it as CSV, or move it away.", code="not-csv")
        return None
    try:
        return load_ontology().get(stem)
    except UnknownTypeError as error:
        refused.file(name, error.what, error.remedy, code="unknown-type")
        return None


def _whole_entities(rows: Sequence[ClaimRow], description: _Description, refused: _Refused) -> list[ClaimRow]:
    """Refuse the rows about an entity that no row gives what its type must have.

    One source may give an incident its name and another its hours, so the entity is asked, not the row. A package
    whose writer did not see every claim is not asked.
    """
    if description.left_out:
        return list(rows)
    given: dict[str, set[str]] = {}
    for row in rows:
        names = given.setdefault(row.draft.about, set())
        names.update(key.partition(LANGUAGE_MARK)[0] for key in row.draft.properties)
    ontology = load_ontology()
    kept: list[ClaimRow] = []
    for row in rows:
        missing = [name for name in ontology.get(row.draft.schema).required if name not in given[row.draft.about]]
        refused.add(row.file, row.row, [_missing(row.draft, name) for name in missing])
        if not missing:
            kept.append(row)
    return kept


def _missing(draft: ClaimDraft, name: str) -> RowProblem:
    reason = f"No row gives '{name}' for this entity, which a {draft.schema} must have."
    return RowProblem(name, draft.about, reason, "Give it in one of the entity's rows.", "required-missing")


def _simple_rows(
    root: Path,
    name: str,
    columns: Sequence[str],
    read: Callable[[Mapping[str, str]], tuple[Read | None, list[RowProblem]]],
    description: _Description,
    refused: _Refused,
) -> list[Read]:
    needed = [column for column in columns if column not in ("id", "value", "why")]
    found: list[Read] = []
    for number, row in _headed(root, name, columns, needed, description.is_guarded, refused):
        one, problems = read(row)
        if one is None or problems:
            refused.add(name, number, problems)
        else:
            found.append(one)
    return found
