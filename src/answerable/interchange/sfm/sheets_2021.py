"""The sheets of 2021: units, persons, persons_extra, incidents, sources, with one column name a cell."""

from collections.abc import Iterator
from dataclasses import replace

from answerable.interchange.sfm.parts import (
    Cell,
    DateCell,
    IncidentPart,
    MembershipPart,
    Named,
    Part,
    PersonPart,
    PositionPart,
    PostingPart,
    RelationPart,
    RowParts,
    RowPlace,
    SourcePart,
    Stretch,
    UnitPart,
)
from answerable.interchange.sfm.sheets import Row, Sheet

_NAMES = {"unit": "unit:name", "person": "person:name", "person_extra": "person_extra:name"}
_NAMES["incident"] = "incident:violation_type"


def kind_of(sheet: Sheet) -> str:
    """Return which sheet of this generation it is: unit, person, person_extra, incident, or an empty text."""
    return next((kind for kind, name in _NAMES.items() if sheet.has(name, f"{kind}:id:admin")), "")


def is_rows(sheet: Sheet) -> bool:
    """Say whether this is a sheet of units, persons or incidents of this generation."""
    return bool(kind_of(sheet))


def is_sources(sheet: Sheet) -> bool:
    """Say whether this is a sheet of sources of this generation."""
    return sheet.has("source:access_point_id:admin", "source:title")


def rows_of(sheet: Sheet) -> Iterator[RowParts]:
    """Yield what each row tells. The sheet of extras has no status: it is taken as ready."""
    kind = kind_of(sheet)
    read = {"unit": _unit_row, "person": _person_row, "person_extra": _extra_row, "incident": _incident_row}[kind]
    for number, row in sheet.rows:
        place = RowPlace(sheet.name, number, row.get(f"{kind}:owner:admin", "").strip())
        status = row.get(f"{kind}:status:admin", "" if sheet.has(f"{kind}:status:admin") else "3").strip()
        not_ready = "" if status == "3" else f"status {status or 'missing'}"
        yield RowParts(place, tuple(read(place, row)), not_ready)


def sources_of(sheet: Sheet) -> Iterator[SourcePart]:
    """Yield the sources of a sheet of sources."""
    for number, row in sheet.rows:
        yield source_part(RowPlace(sheet.name, number), row)


def source_part(place: RowPlace, row: Row) -> SourcePart:
    """Return the source that a row tells of."""

    def text(name: str) -> str:
        return row.get(f"source:{name}", "").strip()

    return SourcePart(
        place=place,
        id=text("access_point_id:admin"),
        title=text("title"),
        publisher=text("publication_name"),
        country=text("publication_country"),
        url=text("url"),
        kind=text("type"),
        author=text("author"),
        created=text("created_timestamp"),
        published=text("published_timestamp") or text("uploaded_timestamp"),
        accessed=text("accessed_timestamp"),
        archive=text("archive_url"),
        archived_at=text("archive_timestamp"),
        where_kind=text("access_point_type"),
        where=text("access_point_trigger"),
        is_restricted=text("restricted:admin") not in ("", "0"),
        sha256=text("external_archive_sha_content:admin"),
        columns={name: f"source:{name}_timestamp" for name in ("created", "published", "accessed")},
    )


def _cell(row: Row, column: str, base: str = "") -> Cell:
    base = base or column
    return Cell(row.get(column, ""), column, row.get(f"{base}:source", ""), row.get(f"{base}:confidence", ""))


def _date(row: Row, column: str) -> DateCell:
    parts = (row.get(f"{column}_{part}", "") for part in ("year", "month", "day"))
    return DateCell(_cell(row, column), *parts)


def _flag(row: Row, column: str) -> Cell:
    return Cell(row.get(column, ""), column)


def _text(row: Row, column: str) -> str:
    return row.get(column, "").strip()


def _stretch(row: Row, first: str, last: str, start: str, end: str, *, end_is_open: bool = True) -> Stretch:
    return Stretch(_date(row, first), _date(row, last), _flag(row, start), _flag(row, end), end_is_open)


def _unit_row(place: RowPlace, row: Row) -> Iterator[Part]:
    country = _text(row, "unit:country")
    unit = Named(_text(row, "unit:id:admin"), _text(row, "unit:name"), country)
    yield UnitPart(
        place,
        unit,
        _cell(row, "unit:name"),
        _cell(row, "unit:other_names"),
        _cell(row, "unit:classification"),
        _cell(row, "unit:country"),
        _stretch(
            row,
            "unit:first_cited_date",
            "unit:last_cited_date",
            "unit:first_cited_date_start",
            "unit:last_cited_date_open",
        ),
        _text(row, "unit:notes:admin"),
    )
    cell = _cell(row, "unit:related_unit")
    other = Named(_text(row, "unit:related_unit_id:admin"), cell.text.strip(), country)
    if cell.is_given or other.id:
        cell = cell if cell.is_given else replace(cell, text=other.id)
        yield _relation(place, row, unit, other, cell)
    yield from _position(place, row, unit)


def _relation(place: RowPlace, row: Row, unit: Named, other: Named, cell: Cell) -> RelationPart | MembershipPart:
    """The row's unit is the lower one, the related unit the superior; so all data have it."""
    when = _stretch(
        row,
        "unit:related_unit_first_cited_date",
        "unit:related_unit_last_cited_date",
        "unit:related_unit_first_cited_date_start",
        "unit:related_unit_open",
    )
    if _text(row, "unit:relation_type").lower() == "member":
        return MembershipPart(place, unit, other, cell, when)
    return RelationPart(place, unit, other, cell, _cell(row, "unit:related_unit_class"), when)


def place_name(text: str) -> tuple[str, str]:
    """Return the name in a location cell such as 'Juárez (osm, point) 4891…', and the rest for a note."""
    name, mark, rest = text.partition(" (")
    return name.strip(), f"Location: {mark.strip()}{rest}" if mark else ""


def _position(place: RowPlace, row: Row, unit: Named) -> Iterator[Part]:
    base, location = _cell(row, "unit:base_name"), _cell(row, "unit:location")
    if not base.is_given and not location.is_given:
        return
    name, note = place_name(location.text)
    located = Cell(name, location.column, location.sources, location.confidence)
    kind = "area" if _text(row, "unit:location_type").lower() == "aoo" else "site"
    when = _stretch(
        row,
        "unit:location_first_cited_date",
        "unit:location_last_cited_date",
        "unit:location_first_cited_date_founding",
        "unit:location_open",
    )
    yield PositionPart(place, unit, kind, (base, located), when, note)


def _person_row(place: RowPlace, row: Row) -> Iterator[Part]:
    country = _text(row, "person:country")
    person = Named(_text(row, "person:id:admin"), _text(row, "person:name"), country)
    yield PersonPart(
        place, person, _cell(row, "person:name"), _cell(row, "person:other_names"), _cell(row, "person:country")
    )
    cell = _cell(row, "person:posting_unit_name", "person:posting_unit")
    unit = Named(_text(row, "person:posting_unit_id:admin"), cell.text.strip(), country)
    if not cell.is_given and not unit.id:
        return
    start, end = "person:posting_first_cited_date_start", "person:posting_last_cited_date_end"
    yield PostingPart(
        place,
        person,
        unit,
        cell,
        _cell(row, "person:posting_role"),
        _cell(row, "person:posting_title"),
        _cell(row, "person:posting_rank"),
        _stretch(
            row, "person:posting_first_cited_date", "person:posting_last_cited_date", start, end, end_is_open=False
        ),
        _cell(row, f"{start}_context"),
        _cell(row, f"{end}_context"),
        _text(row, "person:notes:admin"),
    )


_GENDERS = {"male": "male", "m": "male", "female": "female", "f": "female"}


def _extra_row(place: RowPlace, row: Row) -> Iterator[Part]:
    """What else is said of a person. Accounts, links and pictures become notes."""

    def extra(name: str, base: str = "") -> Cell:
        return _cell(row, f"person_extra:{name}", f"person_extra:{base or name}")

    gender = extra("gender")
    word = _GENDERS.get(gender.text.strip().lower(), "other" if gender.is_given else "")
    account = extra("account_id", "account")
    kind = _text(row, "person_extra:account_type")
    named = Cell(f"{kind}: {account.text.strip()}", account.column, account.sources, account.confidence)
    yield PersonPart(
        place,
        Named(_text(row, "person_extra:id:admin"), _text(row, "person_extra:name")),
        Cell(),
        others=(
            ("sex", Cell(word, gender.column, gender.sources, gender.confidence)),
            ("birthDate", extra("date_of_birth")),
            ("deathDate", extra("deceased_date")),
            ("notes", _if_deceased(extra("deceased"))),
            ("notes", named if account.is_given else Cell()),
            ("notes", extra("external_link_description", "external_link")),
            ("notes", extra("media_desc", "media")),
        ),
    )


def _if_deceased(cell: Cell) -> Cell:
    is_deceased = cell.text.strip().upper() == "Y"
    return Cell("Deceased", cell.column, cell.sources, cell.confidence) if is_deceased else Cell()


def _incident_row(place: RowPlace, row: Row) -> Iterator[Part]:
    location, note = place_name(_text(row, "incident:location"))
    dates = [
        f"{label} {_text(row, f'incident:{name}')}"
        for name, label in (
            ("pub_date", "First published"),
            ("update_date", "Updated"),
            ("update_status", "Status"),
        )
        if _text(row, f"incident:{name}")
    ]
    yield IncidentPart(
        place,
        _text(row, "incident:id:admin"),
        _text(row, "incident:all:source"),
        Cell(row.get("incident:violation_type", ""), "incident:violation_type"),
        Cell(row.get("incident:violation_description", ""), "incident:violation_description"),
        (Cell(row.get("incident:location_description", ""), "incident:location_description"),
         Cell(location, "incident:location")),
        _date(row, "incident:start_date"),
        _date(row, "incident:end_date"),
        _named(row, "incident:perpetrator_person"),
        _named(row, "incident:perpetrator_unit"),
        Cell(row.get("incident:perpetrator_classification", ""), "incident:perpetrator_classification"),
        note="; ".join((*([note] if note else []), *dates)),
    )  # fmt: skip


def _named(row: Row, base: str) -> tuple[Named, ...]:
    ids = [part.strip() for part in row.get(f"{base}_id:admin", "").split(";")]
    names = [part.strip() for part in row.get(f"{base}_name", "").split(";")]
    longest = max(len(ids), len(names))
    pairs = zip(ids + [""] * (longest - len(ids)), names + [""] * (longest - len(names)), strict=True)
    return tuple(Named(one, name) for one, name in pairs if one or name)
