"""The sheets before December 2019, with prose for headers: units (joined by name), persons, sources.

A unit's row is repeated for each superior, site and area of it.
"""

from collections.abc import Iterator

from answerable.interchange.sfm.parts import (
    Cell,
    DateCell,
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

OWNER = "Owner-initial of staff researcher"
STATUS = "Status (0=first commit, 1=fixes needed, 2=fixes made, 3=clean)"
UNIT_ID = "o_id"


def is_units(sheet: Sheet) -> bool:
    """Say whether this is a sheet of units of this generation."""
    return sheet.has("Organization:Name", "Source: Name", "OrganizationOrganization:parent_id")


def is_persons(sheet: Sheet) -> bool:
    """Say whether this is a sheet of persons of this generation."""
    return sheet.has("Name", "Source: Name", "Organization", "Source: Organization", "First citation")


def is_sources(sheet: Sheet) -> bool:
    """Say whether this is a sheet of sources of this generation."""
    return sheet.has("source_id", "title", "source_url", "published_on")


def rows_of(sheet: Sheet) -> Iterator[RowParts]:
    """Yield what each row of a sheet of units or persons tells."""
    read = _unit_row if is_units(sheet) else _person_row
    for number, row in sheet.rows:
        place = RowPlace(sheet.name, number, row.get(OWNER, "").strip())
        status = row.get(STATUS, "").strip()
        yield RowParts(place, tuple(read(place, row)), "" if status == "3" else f"status {status or 'missing'}")


def sources_of(sheet: Sheet) -> Iterator[SourcePart]:
    """Yield the sources of a sheet of sources."""
    for number, row in sheet.rows:
        yield SourcePart(
            place=RowPlace(sheet.name, number),
            id=row["source_id"].strip(),
            title=row["title"],
            publisher=row.get("publication_title", ""),
            country=row.get("country", ""),
            url=row["source_url"].strip(),
            published=row["published_on"],
            accessed=row.get("access_date", ""),
            archive=row.get("archive_url", "").strip(),
            archived_at=row.get("archive_timestamp", "").strip(),
            where_kind="page",
            where=row.get("page", ""),
            columns={"published": "published_on", "accessed": "access_date"},
        )


def _cell(row: Row, column: str, label: str = "") -> Cell:
    label = label or column
    return Cell(row.get(column, ""), column, row.get(f"Source: {label}", ""), row.get(f"Confidence: {label}", ""))


def _date(row: Row, column: str, prefix: str, label: str = "") -> DateCell:
    parts = (row.get(f"{prefix}{part}", "") for part in ("year", "month", "day"))
    return DateCell(_cell(row, column, label), *parts)


def _flag(row: Row, column: str) -> Cell:
    return Cell(row.get(column, ""), column)


def _unit_row(place: RowPlace, row: Row) -> Iterator[Part]:
    country = row.get("Organization division_id", "").strip()
    unit = Named(row.get(UNIT_ID, "").strip(), row["Organization:Name"].strip(), country)
    name = _cell(row, "Organization:Name", "Name")
    yield UnitPart(
        place,
        unit,
        name,
        _cell(row, "Organization:other_names", "Aliases or alternative spellings"),
        _cell(row, "Organization:classification", "Classification"),
        Cell(country, "Organization division_id"),
        Stretch(
            _date(row, "Organization:date_first_cited", "firstcited_", "Organization date_first_cited"),
            _date(row, "Organization:date_last_cited", "lastcited_", "Organization date_last_cited"),
            _flag(row, "start date of Organization? Y/N"),
            _flag(row, "Organization:open_ended? Y/N/E"),
        ),
        row.get("Notes", "").strip(),
    )
    yield from _superior(place, row, unit)
    yield from _site(place, row, unit)
    yield from _area(place, row, unit)
    yield from _membership(place, row, unit)


def _superior(place: RowPlace, row: Row, unit: Named) -> Iterator[Part]:
    cell = _cell(row, "OrganizationOrganization:parent_id")
    if not cell.is_given:
        return
    label = "Administrative, Command, or Informal parent relationship"
    kind = Cell(
        row.get("OrganizationOrganization:classification", ""),
        "OrganizationOrganization:classification",
        row.get(f"UUID: {label}", ""),
        row.get(f"Confidence: {label}", ""),
    )
    when = Stretch(
        _date(
            row, "OrganizationOrganization:date_first_cited", "", "Date of first citation for parent organization"
        ),
        _date(
            row, "OrganizationOrganization:date_last_cited", "oo_", "Date of last citation for parent organization"
        ),
        _flag(row, "Start date of OrganizationOrganization Y/N?"),
        _flag(row, "OrganizationOrganization:open_ended"),
    )
    yield RelationPart(place, unit, Named("", cell.text.strip(), unit.country), cell, kind, when)


def _site(place: RowPlace, row: Row, unit: Named) -> Iterator[Part]:
    cells = (
        _cell(row, "Headquarters (Barracks, Base, Physical Asset)", "Headquarters"),
        _cell(row, "Site:geonames_name"),
        _cell(row, "Site:admin_level_1_geonames_name"),
    )
    if not any(cell.is_given for cell in cells):
        return
    first, last = "OrganizationSite:date_first_cited", "OrganizationSite:date_last_cited"
    when = Stretch(
        _date(row, first, "os_"),
        _date(row, last, "os_last_"),
        _flag(row, "Is this the founding date? (Y/N)"),
        _flag(row, "OrganizationSite:open_ended (Y/N/E)"),
    )
    code = row.get("Site:geonames_id", "").strip()
    yield PositionPart(place, unit, "site", cells, when, f"Location {code} of the sheet." if code else "")


def _area(place: RowPlace, row: Row, unit: Named) -> Iterator[Part]:
    cell = _cell(row, "Area of Operations Geoname", "Area of Operations")
    if not cell.is_given:
        return
    when = Stretch(
        _date(row, "Date of first citation for area of operations", "aoo_start_"),
        _date(row, "Date of last citation for area of operations", "aoo_last_"),
        _flag(row, "start date of area of operation? Y/N"),
        _flag(row, "Assume Area of Operations to Current Date? (Y/N/E)"),
    )
    code = row.get("Area of Operations GeonameID", "").strip()
    yield PositionPart(place, unit, "area", (cell,), when, f"Location {code} of the sheet." if code else "")


def _membership(place: RowPlace, row: Row, unit: Named) -> Iterator[Part]:
    name = "OrganizationMembership:member_id"
    cell = _cell(row, name)
    if not cell.is_given:
        return
    when = Stretch(
        _date(row, f"Date of first citation for {name}", "om_first_"),
        _date(row, f"Date of last citation for {name}", "om_last_"),
        _flag(row, "start date of OrganizationMembership? Y/N"),
        _flag(row, "end date of OrganizationMembership? Y/N"),
        end_is_open=False,
    )
    yield MembershipPart(place, unit, Named("", cell.text.strip(), unit.country), cell, when)


def _person_row(place: RowPlace, row: Row) -> Iterator[Part]:
    country = row.get("division_id", "").strip()
    person = Named("", " ".join(row["Name"].split()), country)
    aliases = "Aliases or alternative spellings"
    yield PersonPart(
        place,
        person,
        _cell(row, "Name"),
        _cell(row, f"{aliases} (semi-colon separated)", aliases),
        Cell(country, "division_id"),
        (
            ("gender", _cell(row, "Gender")),
            ("birthDate", _cell(row, "Date of Birth")),
            ("deathDate", _cell(row, "Death Date")),
        ),
    )
    cell = _cell(row, "Organization")
    if not cell.is_given:
        return
    yield PostingPart(
        place,
        person,
        Named("", cell.text.strip(), country),
        cell,
        _cell(row, "Role"),
        _cell(row, "Title (official title)", "Title"),
        _cell(row, "Rank"),
        Stretch(
            _date(row, "First citation", "first_"),
            _date(row, "Last citation", "last_"),
            _flag(row, "Start date? (Y/N)"),
            _flag(row, "End date? (Y/N)"),
            end_is_open=False,
        ),
        _cell(row, "Context for start date"),
        _cell(row, "Context for end date"),
        row.get("Notes", "").strip(),
    )
