"""What can be downloaded: the public view as tables with their description, as GeoJSON, and as FollowTheMoney."""

import io
import json
import zipfile
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from answerable.interchange.cells import csv_line, join_values
from answerable.interchange.followthemoney_out import followthemoney_export
from answerable.interchange.geojson_out import incidents_geojson
from answerable.interchange.package import SOURCE_COLUMNS
from answerable.interchange.package_writing import date_cells, resource
from answerable.publish.gate import public_claim_fields, public_source_fields
from answerable.publish.site.edition import Edition
from answerable.publish.site.incident_cards import cards
from answerable.publish.small_counts import told_counts
from answerable.record.claims import ReadableClaim, ReadableSource
from answerable.record.view import View

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same content gives the same bytes."""
FRAME = ("source", "locator", "from", "to", "starts", "ends", "ongoing", "stance", "grade", "status",
         "attribution", "rests_on", "id")  # fmt: skip


def data_files(edition: Edition) -> dict[str, bytes]:
    """Return every file by name; from what may leave the house, for whoever the edition's view is made for."""
    view = edition.view
    tables = {"sources.csv": _sources(view), **dict(_claims(view))}
    described = _description(view, tables).encode()
    archive = {"datapackage.json": described} | {name: _text(rows) for name, rows in tables.items()}
    return {
        "datapackage.zip": _zipped(archive),
        "incidents.csv": _text(_incidents(edition)),
        "incidents.geojson": incidents_geojson(view).encode(),
        "followthemoney.json": "".join(f"{line}\n" for line in followthemoney_export(view).lines).encode(),
    }


def _text(rows: Iterable[Iterable[str]]) -> bytes:
    return "".join(csv_line(list(row)) for row in rows).encode()


def _sources(view: View) -> list[list[str]]:
    names = [name for name in SOURCE_COLUMNS if name in public_source_fields()]
    return [names, *([_cell(source, name) for name in names] for source in view.sources())]


def _cell(source: ReadableSource, name: str) -> str:
    value = getattr(source, name)
    return "|".join(value) if isinstance(value, tuple) else str(value)


def _claims(view: View) -> Iterable[tuple[str, list[list[str]]]]:
    """Yield a table for each type, in the columns of the exchange format, of what may leave."""
    by_type: dict[str, list[ReadableClaim]] = {}
    for claim in view.claims():
        by_type.setdefault(claim.schema, []).append(claim)
    frame = [
        name
        for name in FRAME
        if name in public_claim_fields() or name in ("from", "to", "starts", "ends", "ongoing")
    ]
    for schema in sorted(by_type):
        names = sorted({name for claim in by_type[schema] for name in claim.properties})
        rows = [["about", *(f"property:{name}" if name in FRAME else name for name in names), *frame]]
        for claim in sorted(by_type[schema], key=lambda one: (one.about, one.id)):
            said = [join_values(claim.properties.get(name, ())) for name in names]
            rows.append([claim.about, *said, *_frame(claim, frame, view.dossier.zone)])
        yield f"claims/{schema}.csv", rows


def _frame(claim: ReadableClaim, names: list[str], zone: ZoneInfo) -> list[str]:
    first, last = date_cells(claim.time, zone)
    own = {
        "from": first,
        "to": last,
        "starts": "yes" if claim.time.starts else "",
        "ends": "yes" if claim.time.ends else "",
        "ongoing": "yes" if claim.time.ongoing else "",
        "rests_on": "|".join(claim.rests_on),
    }
    return [own[name] if name in own else str(getattr(claim, name)) for name in names]


def _description(view: View, tables: dict[str, list[list[str]]]) -> str:
    card = view.dossier
    content = {
        "profile": "tabular-data-package",
        "name": card.id,
        "title": card.title(card.languages[0] if card.languages else "en"),
        "dossier": {"id": card.id, "title": dict(card.titles), "zone": str(card.zone),
                    "languages": list(card.languages), "country": card.country,
                    "audience": view.spec.audience.word},
        "resources": [resource(name, rows[0]) for name, rows in tables.items()],
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return held.getvalue()


def _incidents(edition: Edition) -> list[list[str]]:
    """Return one row an incident, for a spreadsheet."""
    view = edition.view
    rows = [["id", "name", "first_day", "last_day", "kind", "place", "region", "latitude", "longitude",
             "killed_on_record", "injured_on_record", "killed_as_stated"]]  # fmt: skip
    found = cards(view)
    for card, injured in zip(found, told_counts([card.injured for card in found]), strict=True):
        longitude, latitude = card.point or ("", "")
        rows.append([
            card.entity, edition.name(card.entity),
            card.first_day.isoformat() if card.first_day else "",
            card.last_day.isoformat() if card.last_day else "",
            card.kind, view.text(card.entity, "place"), card.region, str(latitude), str(longitude),
            str(card.killed), "" if injured is None else str(injured), "|".join(map(str, card.stated)),
        ])  # fmt: skip
    return rows
