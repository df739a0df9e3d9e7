"""The claims of 2026: one row a claim, a type column deciding which cells are filled, dates as two ranges.

Column names are read as labels ('posting:roles:assertion'), as keys (':assertion/posting:roles'), and in the
short form of a sheet with one type of claim (':posting:role').
"""

import re
from collections.abc import Iterator, Sequence

from answerable.interchange.sfm.parts import (
    Cell,
    IncidentPart,
    MembershipPart,
    Named,
    Part,
    PersonPart,
    PositionPart,
    PostingPart,
    Ranges,
    RelationPart,
    RowParts,
    RowPlace,
    SourcePart,
    UnitPart,
)
from answerable.interchange.sfm.sheets import Row, Sheet
from answerable.interchange.sfm.sheets_2021 import source_part

ABOUT, CITATION, STATUS = "about_entity:ref:claim", "citation:refs:claim", "status:meta"
_READY = {"3": "recorded", "accepted": "accepted", "conflict": "conflict"}
_GROUPS = {
    "claim": "claim",
    "meta": "meta",
    "assertion": "assertion",
    "annotation": "annotation",
    "range": "range",
}
_KEYS = {"statuses": STATUS, "citation:refs": CITATION, "about-entity:ref": ABOUT, "type": "type:claim"}
_SHORT = {
    "id": ABOUT,
    "claim:status": STATUS,
    "claim:researcher": "researcher:meta",
    "claim:citation:id": CITATION,
    "claim:citation": CITATION,
}
_UNGRADED = "ungraded"


def column_of(header: str) -> str:
    """Return the label of a column, whatever notation its header has; an unknown header is returned as it is."""
    plain = header.strip().strip("`").lstrip(":")
    group, slash, name = plain.partition("/")
    if slash:
        if group in ("range-precise", "range-imprecise"):
            return f"{name}_{group.removeprefix('range-')}:range"
        if group == "claim" and name in _KEYS:
            return _KEYS[name]
        if group == "entity" and name == "type":
            return "type:entity"
        word = name.rstrip("?").replace("-", "_")
        word = {"researchers": "researcher"}.get(word, word)
        return f"{word}:{_GROUPS.get(group, group)}"
    return _short_form(plain)


def _short_form(plain: str) -> str:
    kind, _, rest = plain.partition(":")
    dated = re.fullmatch(r"date-range(?:-(precise|imprecise))?:(\w+)\??", rest)
    if dated:
        range_, word = dated.groups()
        return f"{word}_{range_}:range" if range_ else f"{word}:range"
    if rest in _SHORT:
        return _SHORT[rest]
    if kind in _READERS and re.fullmatch(r"[a-z-]+(:id)?", rest):
        name = rest.removesuffix(":id").replace("-", "_")
        return f"{kind}:{name}:refs:assertion" if rest.endswith(":id") else f"{kind}:{name}s:assertion"
    return plain


def is_rows(sheet: Sheet) -> bool:
    """Say whether this is a sheet of claims."""
    return {ABOUT, CITATION, STATUS} <= {column_of(column) for column in sheet.header}


def is_sources(sheet: Sheet) -> bool:
    """Say whether this is one of the three sheets of sources."""
    return any(
        sheet.has(*columns)
        for columns in (
            ("source:access_point_id:admin", "source:source_id:admin"),
            ("source:source_id:admin", "source:title"),
            ("source:publication_id:admin", "source:publication_name"),
        )
    )


def sources_of(sheets: Sequence[Sheet]) -> Iterator[SourcePart]:
    """Yield every part of a source that can be cited, joined with its source and its publication."""
    sources: dict[str, Row] = {}
    publications: dict[str, Row] = {}
    for sheet in sheets:
        for _, row in sheet.rows:
            if sheet.has("source:title"):
                sources[row.get("source:source_id:admin", "").strip()] = row
            if sheet.has("source:publication_name"):
                publications[row.get("source:publication_id:admin", "").strip()] = row
    for sheet in sheets:
        if not sheet.has("source:access_point_id:admin"):
            continue
        for number, row in sheet.rows:
            empty = Row({}, sheet.asked)
            source = sources.get(row.get("source:source_id:admin").strip(), empty)
            publication = publications.get(source.get("source:publication_id:admin").strip(), empty)
            joined = {**publication, **source, **row}
            yield source_part(RowPlace(sheet.name, number), Row(joined, sheet.asked))
    for sheet in sheets:
        sheet.asked.update(*(other.asked for other in sheets))


def rows_of(sheet: Sheet) -> Iterator[RowParts]:
    """Yield what each claim tells."""
    labels = {column: column_of(column) for column in sheet.header}
    prefixes = {column.strip("`:").partition(":")[0] for column in sheet.header}
    otherwise = next(iter(prefixes)) if len(prefixes) == 1 else ""
    asked: set[str] = set()
    for number, given in sheet.rows:
        row = Row({labels[column]: cell.strip() for column, cell in given.items()}, asked)
        kind = (row.get("type:claim") or row.get("type:entity") or otherwise).lower()
        status = row.get(STATUS, "").lower()
        place = RowPlace(sheet.name, number, row.get("researcher:meta", ""), _READY.get(status, "recorded"))
        reader = _READERS.get(kind)
        not_ready = "" if status in _READY else f"status {status or 'missing'}"
        if reader is None:
            yield RowParts(place, (), unsupported=kind or "none")
        else:
            yield RowParts(place, tuple(reader(place, row)), not_ready)
    sheet.asked.update(column for column, label in labels.items() if label in asked)


def _cell(row: Row, column: str, text: str | None = None) -> Cell:
    return Cell(row.get(column, "") if text is None else text, column, row.get(CITATION, ""), _UNGRADED)


def _ranges(row: Row) -> Ranges:
    def cell(name: str) -> Cell:
        return _cell(row, f"{name}:range")

    return Ranges(
        cell("first_precise"),
        cell("last_precise"),
        cell("first_imprecise"),
        cell("last_imprecise"),
        cell("starting"),
        cell("ending"),
    )


def _names(row: Row, column: str) -> tuple[Cell, Cell]:
    """Return the first name that is asserted, and the others; the collectors' own name stands in for none."""
    names = _cell(row, column).items() or _cell(row, "name:annotation").items()
    return _cell(row, column, names[0] if names else ""), _cell(row, column, ";".join(names[1:]))


def _unit(place: RowPlace, row: Row) -> Iterator[Part]:
    name, aliases = _names(row, "unit:names:assertion")
    yield UnitPart(
        place,
        Named(row.get(ABOUT, ""), name.text, row.get("country:annotation", "")),
        name,
        aliases,
        _cell(row, "unit:classifications:assertion"),
        _cell(row, "country:annotation"),
        _ranges(row),
        row.get("public_notes:meta", ""),
    )


def _relation(place: RowPlace, row: Row) -> Iterator[Part]:
    """The related unit is the superior, whatever the order of the columns: so all published data have it."""
    unit = Named(row.get("relation:unit:refs:assertion", ""), row.get("relation:unit:names:qa", ""))
    column = "relation:related_unit:refs:assertion"
    other = Named(row.get(column, ""), row.get("relation:related_unit:names:qa", ""))
    cell, when, about = _cell(row, column, other.name or other.id), _ranges(row), row.get(ABOUT, "")
    if row.get("relation:types:assertion", "").lower().startswith("member"):
        yield MembershipPart(place, unit, other, cell, when, about)
    else:
        kind = _cell(row, "relation:related_unit_classes:assertion")
        yield RelationPart(place, unit, other, cell, kind, when, about)


def _positioning(place: RowPlace, row: Row) -> Iterator[Part]:
    unit = Named(row.get("positioning:unit:refs:assertion", ""), row.get("positioning:unit:names:qa", ""))
    location = _cell(row, "positioning:location:names:qa")
    if not location.text:
        location = _cell(row, "positioning:location:refs:assertion")
    kind = "area" if row.get("positioning:types:assertion", "").lower() == "aoo" else "site"
    cells = (_cell(row, "positioning:base_names:assertion"), location)
    code = row.get("positioning:location:refs:assertion", "")
    note = f"Location {code} of the sheet." if code else ""
    yield PositionPart(place, unit, kind, cells, _ranges(row), note, row.get(ABOUT, ""))


def _person(place: RowPlace, row: Row) -> Iterator[Part]:
    name, aliases = _names(row, "person:names:assertion")
    sex = row.get("person:gender:assertion", "").lower()
    account = [row.get(f"person:account_{part}:assertion", "") for part in ("type", "id")]
    yield PersonPart(
        place,
        Named(row.get(ABOUT, ""), name.text, row.get("country:annotation", "")),
        name,
        aliases,
        _cell(row, "country:annotation"),
        (
            ("sex", _cell(row, "person:gender:assertion", sex)),
            ("notes", _cell(row, "person:account_id:assertion", ": ".join(account) if all(account) else "")),
        ),
        _ranges(row),
    )


def _posting(place: RowPlace, row: Row) -> Iterator[Part]:
    column = "posting:unit:refs:assertion"
    unit = Named(row.get(column, ""), row.get("posting:unit:names:qa", ""))
    yield PostingPart(
        place,
        Named(row.get("posting:person:refs:assertion", ""), row.get("posting:person:names:qa", "")),
        unit,
        _cell(row, column, unit.name or unit.id),
        _cell(row, "posting:roles:assertion"),
        _cell(row, "posting:titles:assertion"),
        _cell(row, "posting:ranks:assertion"),
        _ranges(row),
        _cell(row, "starting_context:range"),
        _cell(row, "ending_context:range"),
        row.get("public_notes:meta", ""),
        row.get(ABOUT, ""),
    )


def _incident(place: RowPlace, row: Row) -> Iterator[Part]:
    ids = [part.strip() for part in row.get("incident:perpetrator:refs:assertion", "").split(";") if part.strip()]
    where = ("incident:location:descriptions:assertion", "incident:location:names:qa")
    yield IncidentPart(
        place,
        row.get(ABOUT, ""),
        row.get(CITATION, ""),
        _cell(row, "incident:violation:types:assertion"),
        _cell(row, "incident:violation:descriptions:assertion"),
        tuple(_cell(row, column) for column in where),
        perpetrators=tuple(Named(one) for one in ids),
        classes=_cell(row, "incident:perpetrator:classifications:assertion"),
        country=row.get("country:annotation", "").lower(),
        note=row.get("public_notes:meta", ""),
        ranges=_ranges(row),
    )


_READERS = {
    "unit": _unit,
    "relation": _relation,
    "positioning": _positioning,
    "person": _person,
    "posting": _posting,
    "incident": _incident,
}
