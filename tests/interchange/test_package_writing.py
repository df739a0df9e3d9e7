"""What a written package looks like to others."""

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from answerable.interchange.bag import write_bag
from answerable.interchange.package_writing import date_cells, package_files, write_package
from answerable.kernel.times import parse_time
from answerable.record.drafts import claim_id
from answerable.record.holdings import Holdings
from tests.builders import DOSSIER, SOURCE, a_claim, a_unit, day

HELD = Holdings(DOSSIER, (SOURCE,), (a_unit("Beta", ref="r1"), a_unit("Alpha")))


def test_columns_follow_the_ontology_with_translations_beside_their_text():
    header = package_files(HELD)["claims/Unit.csv"].splitlines()[0].split(",")

    assert header[:6] == ["ref", "about", "name", "name@es", "alias", "alias@es"]
    assert header[-3:] == ["recorded_at", "recorded_by", "id"]


def test_a_property_called_like_a_column_of_the_frame_has_a_mark():
    held = replace(HELD, claims=(a_unit("Alpha", status="accepted"), a_claim("Unit", "unit:a", name="A")))
    odd = replace(held.claims[1], properties={"name": ("A",), "status": ("disbanded",)})

    header = package_files(replace(held, claims=(held.claims[0], odd)))["claims/Unit.csv"].splitlines()[0]

    assert "property:status" in header.split(",")


def test_every_row_has_its_id():
    rows = package_files(HELD)["claims/Unit.csv"].splitlines()[1:]

    assert [row.rpartition(",")[2] for row in rows] == [claim_id(HELD.claims[1]), claim_id(HELD.claims[0])]


def test_the_description_is_a_tabular_data_package():
    files = package_files(HELD)
    description = json.loads(files["datapackage.json"])

    assert description["profile"] == "tabular-data-package"
    assert [one["path"] for one in description["resources"]] == [name for name in files if name.endswith(".csv")]
    for one in description["resources"]:
        header = files[one["path"]].splitlines()[0].split(",")
        assert [item["name"] for item in one["schema"]["fields"]] == header
        assert one["name"] == one["name"].lower()
        assert {item["type"] for item in one["schema"]["fields"]} <= {"string", "integer"}


def test_only_a_spreadsheets_copy_is_guarded(tmp_path):
    held = replace(HELD, claims=(a_unit("=1+1"),))

    write_package(held, tmp_path / "plain")
    write_package(held, tmp_path / "sheets", for_spreadsheets=True)

    plain = (tmp_path / "plain" / "claims" / "Unit.csv").read_bytes()
    sheets = (tmp_path / "sheets" / "claims" / "Unit.csv").read_bytes()
    assert b",=1+1," in plain
    assert b",'=1+1," in sheets
    assert sheets.startswith(b"\xef\xbb\xbf")


def test_a_package_is_readable_by_its_owner_alone(tmp_path):
    write_package(HELD, tmp_path / "out")

    assert (tmp_path / "out").stat().st_mode & 0o077 == 0


def test_a_write_that_fails_leaves_no_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("pathlib.Path.write_text", lambda *_, **__: (_ for _ in ()).throw(OSError("full")))

    with pytest.raises(OSError, match="full"):
        write_package(HELD, tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("zone", "text", "cells"),
    [
        ("America/Lima", "2022-12-15T16:00", ("2022-12-15T16:00-05:00", "")),
        ("Europe/Madrid", "2022-03-27T02:30", ("2022-03-27T02:30", "")),  # the hour that the clocks skip
        ("America/Lima", "1890-01-01T10:00", ("1890-01-01T10:00", "")),  # an offset with seconds
    ],
)
def test_an_hour_has_its_offset_where_that_reads_back(zone, text, cells):
    when = parse_time(text, zone=ZoneInfo(zone))

    assert date_cells(when, ZoneInfo(zone)) == cells
    assert parse_time(*cells, zone=ZoneInfo(zone)) == when


def test_a_bag_names_every_file_with_its_hash_and_describes_itself(tmp_path):
    write_bag(HELD, tmp_path / "bag", day=day("2026-11-21"))

    names = sorted(path.name for path in (tmp_path / "bag").iterdir())
    crate = json.loads((tmp_path / "bag" / "data" / "ro-crate-metadata.json").read_text())
    manifest = (tmp_path / "bag" / "manifest-sha256.txt").read_text().splitlines()
    assert names == ["bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
    assert len(manifest) == 4
    parts = {one["@id"] for one in crate["@graph"]}
    assert {"./", "ro-crate-metadata.json", "sources.csv", "claims/Unit.csv", "datapackage.json"} == parts


def test_packing_twice_on_one_day_gives_the_same_bag(tmp_path):
    for name in ("one", "two"):
        write_bag(HELD, tmp_path / name, day=day("2026-11-21"))

    tags = [(tmp_path / name / "tagmanifest-sha256.txt").read_text() for name in ("one", "two")]
    assert tags[0] == tags[1]
