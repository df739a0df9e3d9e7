"""Reads a delivery of Security Force Monitor's sheets, of whichever generation, into the reading of a package."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from answerable.interchange.package import Alteration, PackageReading
from answerable.interchange.sfm import claims_2026, nigeria_2019, sheets_2021
from answerable.interchange.sfm.citing import Citations, Report
from answerable.interchange.sfm.claiming import Claims
from answerable.interchange.sfm.mapping import kind_of, map_parts
from answerable.interchange.sfm.parts import Part, RowParts, SourcePart
from answerable.interchange.sfm.sheets import Sheet, read_sheets
from answerable.kernel.errors import PackageBrokenError
from answerable.kernel.texts import slug
from answerable.record.drafts import DossierDraft


@dataclass(frozen=True, slots=True)
class _Generation:
    """One generation of sheets: how to know its sheets, and how to read them."""

    name: str
    is_rows: Callable[[Sheet], bool]
    rows_of: Callable[[Sheet], Iterator[RowParts]]
    is_sources: Callable[[Sheet], bool]
    sources_of: Callable[[Sequence[Sheet]], Iterator[SourcePart]]


def _one_by_one(
    read: Callable[[Sheet], Iterator[SourcePart]],
) -> Callable[[Sequence[Sheet]], Iterator[SourcePart]]:
    return lambda sheets: (part for sheet in sheets for part in read(sheet))


GENERATIONS = (
    _Generation(
        "sfm-2019",
        lambda sheet: nigeria_2019.is_units(sheet) or nigeria_2019.is_persons(sheet),
        nigeria_2019.rows_of,
        nigeria_2019.is_sources,
        _one_by_one(nigeria_2019.sources_of),
    ),
    _Generation(
        "sfm-2021",
        sheets_2021.is_rows,
        sheets_2021.rows_of,
        sheets_2021.is_sources,
        _one_by_one(sheets_2021.sources_of),
    ),
    _Generation(
        "sfm-2026",
        claims_2026.is_rows,
        claims_2026.rows_of,
        claims_2026.is_sources,
        claims_2026.sources_of,
    ),
)


def read_sfm(
    place: Path | Sequence[Path], *, dossier: DossierDraft | None = None, today: date | None = None
) -> PackageReading:
    """Read a folder of sheets, or the sheets named, of any generation; each sheet is known by its header.

    Args:
        place: a folder or files.
        dossier: what to read them as; without it, a dossier named after the folder, with days in UTC.
        today: dates after this day are refused; the present day if not given.

    Returns:
        As `read_package`. `counts` says for each kind of row part how many were imported, merged with an equal
        one before them, refused, or not ready; together they are all that the sheets hold.

    Raises:
        PackageBrokenError: no sheet is known by its header. FileRefusedError: a file cannot be read as a table.
    """
    sheets = read_sheets(place)
    report = Report()
    today = today or datetime.now(UTC).date()
    known = [(sheet, _generation(sheet)) for sheet in sheets]
    names = {generation.name for _, generation in known if generation}
    if not names:
        raise PackageBrokenError(
            "None of the files has a header that is known: " + ", ".join(sheet.name for sheet in sheets) + ".",
            remedy="Give the sheets of units, persons, incidents and sources with their first rows as published.",
        )
    _note_others(known, report)
    citations = Citations(_sources(known), report, today)
    claims = Claims(citations, report, today)
    map_parts(_ready(known, report), claims, report)
    _note_unread(known, report)
    return PackageReading(
        dossier or _dossier(place),
        citations.sources(),
        tuple(claims.drafts.values()),
        refusals=tuple(report.refusals),
        alterations=tuple(report.alterations),
        counts=dict(sorted(report.counts.items())),
        format="+".join(sorted(names)),
    )


def _generation(sheet: Sheet) -> _Generation | None:
    return next((one for one in GENERATIONS if one.is_rows(sheet) or one.is_sources(sheet)), None)


def _note_others(known: Iterable[tuple[Sheet, _Generation | None]], report: Report) -> None:
    for sheet, generation in known:
        if generation is None:
            reason = "The header is not known; the file is passed over."
            report.alterations.append(Alteration(sheet.name, None, "", "", reason, "file-passed-over"))
        for row in sheet.ragged if generation else ():
            reason = "The row has more cells than the header; those are passed over."
            report.alterations.append(Alteration(sheet.name, row, "", "", reason, "ragged-row"))


def _note_unread(known: Iterable[tuple[Sheet, _Generation | None]], report: Report) -> None:
    for sheet, generation in known:
        for column, filled in sheet.passed_over() if generation else ():
            reason = f"The column is not carried over; {filled} rows have a value there."
            report.alterations.append(Alteration(sheet.name, None, column, "", reason, "column-passed-over"))


def _sources(known: Sequence[tuple[Sheet, _Generation | None]]) -> Iterator[SourcePart]:
    for generation in GENERATIONS:
        sheets = [sheet for sheet, its in known if its is generation and generation.is_sources(sheet)]
        yield from generation.sources_of(sheets)


def _ready(known: Iterable[tuple[Sheet, _Generation | None]], report: Report) -> Iterator[Part]:
    """Yield the parts of the rows that are ready; the others are refused, and their parts counted."""
    for sheet, generation in known:
        if generation is None or not generation.is_rows(sheet):
            continue
        for row in generation.rows_of(sheet):
            if row.unsupported:
                reason = f"Claims of the type '{row.unsupported}' have no place here yet."
                report.refuse(row.place, "type:claim", row.unsupported, reason, "", "unsupported-type")
                continue
            if not row.not_ready:
                yield from row.parts
                continue
            reason = f"The collectors have not cleared this row: {row.not_ready}."
            report.refuse(row.place, "", row.not_ready, reason, "Clear it there first.", "not-ready")
            for part in row.parts:
                report.count(kind_of(part), "not ready")


def _dossier(place: Path | Sequence[Path]) -> DossierDraft:
    path = place if isinstance(place, Path) else place[0].parent
    name = slug(path.resolve().name) or "sheets"
    return DossierDraft(name, {"en": f"Sheets of {path.resolve().name}"}, "UTC", ("en", "es"))
