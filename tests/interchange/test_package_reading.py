"""Packages that are amiss are refused cell by cell, and nothing is dropped without a word."""

import json
import os
from pathlib import Path

import pytest
import yaml

from answerable.interchange.bag import write_bag
from answerable.interchange.package_reading import read_package
from answerable.kernel.errors import FileRefusedError, HashMismatchError, PackageBrokenError
from answerable.record.drafts import claim_id
from tests.builders import day

CASES = yaml.safe_load((Path(__file__).parent.parent / "golden" / "interchange-refusals.yaml").read_text("utf-8"))
CARD = {"id": "trial", "title": {"en": "Trial"}, "zone": "America/Lima", "languages": ["en", "es"]}
SOUND = {
    "datapackage.json": json.dumps({"dossier": CARD}),
    "sources.csv": "key,kind,title\nS1,report,One\n",
    "claims/Unit.csv": "about,name,source\nunit:a,Alpha,S1\n",
}


def package(folder: Path, **changed: str | None) -> Path:
    for name, content in {**SOUND, **changed}.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="")
    return folder


def test_the_sound_package_has_nothing_to_refuse(tmp_path):
    reading = read_package(package(tmp_path))

    assert reading.refusals == ()
    assert [draft.about for draft in reading.claims] == ["unit:a"]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_what_is_amiss_is_told_by_file_row_and_column(case, tmp_path):
    reading = read_package(package(tmp_path, **case["files"]))

    told = sorted([one.file, one.row, one.column, one.code] for one in reading.refusals)
    assert told == sorted(case["expected"])
    assert all(one.reason.endswith(".") for one in reading.refusals)


def test_every_row_is_a_claim_or_refused(tmp_path):
    for number, case in enumerate(
        case for case in CASES if case["files"].get("claims/Unit.csv", "").count("\n") > 1
    ):
        table = case["files"]["claims/Unit.csv"]
        reading = read_package(package(tmp_path / str(number), **case["files"]))
        if any(one.code in ("missing-column", "broken-csv") for one in reading.refusals):
            continue
        rows = len(table.strip().splitlines()) - 1
        assert reading.counts["claims"] + reading.counts["refused claim rows"] + reading.repeated == rows, case[
            "case"
        ]


@pytest.mark.parametrize(
    ("description", "told"),
    [
        (None, "missing"),
        ("{", "not JSON"),
        ("[]", "'dossier'"),
        ("{}", "'dossier'"),
        (json.dumps({"dossier": CARD | {"zone": "Lima"}}), "time zone"),
        (json.dumps({"dossier": CARD | {"id": "Öl"}}), "dossier id"),
        (json.dumps({"dossier": CARD | {"title": "Trial"}}), "'title'"),
        (json.dumps({"dossier": CARD | {"languages": []}}), "'languages'"),
        ("[" * 100_000, "datapackage"),
    ],
)
def test_a_description_that_cannot_be_read_stops_everything(description, told, tmp_path):
    with pytest.raises(PackageBrokenError, match=told):
        read_package(package(tmp_path, **{"datapackage.json": description}))


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(PackageBrokenError, match="no such folder"):
        read_package(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("about,name,source\nunit:a,Polic\u00eda,S1\n".encode("latin-1"), "Line 2 is not UTF-8"),
        (b"about,name,source\nunit:a,Al\0pha,S1\n", "Line 2 holds a NUL"),
        ("about,name,source\n".encode("utf-16"), "not UTF-8"),
    ],
)
def test_a_table_that_is_no_text_is_refused_whole(content, told, tmp_path):
    folder = package(tmp_path)
    (folder / "claims" / "Unit.csv").write_bytes(content)

    refusals = read_package(folder).refusals

    assert [(one.file, one.row, one.code) for one in refusals] == [("claims/Unit.csv", None, "file-unreadable")]
    assert told in refusals[0].reason


def test_a_byte_order_mark_and_carriage_returns_do_no_harm(tmp_path):
    folder = package(tmp_path)
    (folder / "claims" / "Unit.csv").write_bytes(b"\xef\xbb\xbfabout,name,source\r\nunit:a,Alpha,S1\r\n,,\r\n")

    reading = read_package(folder)

    assert reading.refusals == ()
    assert len(reading.claims) == 1


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text("about,name,source\nunit:a,Alpha,S1\n")
    folder = package(tmp_path / "in")
    (folder / "claims" / "Unit.csv").unlink()
    (folder / "claims" / "Unit.csv").symlink_to(outside)

    reading = read_package(folder)

    assert [one.code for one in reading.refusals] == ["file-unreadable"]
    assert reading.claims == ()


def test_a_pipe_does_not_hold_the_reader_up(tmp_path):
    folder = package(tmp_path)
    (folder / "claims" / "Unit.csv").unlink()
    os.mkfifo(folder / "claims" / "Unit.csv")

    assert [one.code for one in read_package(folder).refusals] == ["file-unreadable"]


def test_a_folder_of_claims_that_is_a_link_is_refused(tmp_path):
    folder = package(tmp_path / "in")
    (folder / "claims").rename(tmp_path / "elsewhere")
    (folder / "claims").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(FileRefusedError):
        read_package(folder)


def test_claims_come_after_those_that_they_rest_on(tmp_path):
    table = (
        "ref,about,name,source,rests_on\nr1,unit:a,Alpha,S1,r2 | r3\nr2,unit:b,Beta,S1,r3\nr3,unit:c,Gamma,S1,\n"
    )

    claims = read_package(package(tmp_path, **{"claims/Unit.csv": table})).claims

    ids = [claim_id(draft, draft.rests_on) for draft in claims]
    assert [draft.ref for draft in claims] == ["r3", "r2", "r1"]
    assert claims[2].rests_on == (ids[1], ids[0])


def test_a_claim_that_stands_there_twice_is_one(tmp_path):
    table = "about,name,source\nunit:a,Alpha,S1\nunit:a,Alpha,S1\n"

    reading = read_package(package(tmp_path, **{"claims/Unit.csv": table}))

    assert (len(reading.claims), reading.repeated, reading.refusals) == (1, 1, ())


def test_several_rows_may_give_together_what_a_type_must_have(tmp_path):
    table = "about,name,alias,source\nunit:a,Alpha,,S1\nunit:a,,The First,S1\n"

    assert read_package(package(tmp_path, **{"claims/Unit.csv": table})).refusals == ()


def test_an_act_may_name_its_claim_by_ref(tmp_path):
    changed = {
        "claims/Unit.csv": "ref,about,name,source\nr1,unit:a,Alpha,S1\n",
        "acts.csv": "claim,kind,value,why,by,at\nr1,rule,accepted,seen,Ana,2023-01-01T12:00:00Z\n",
    }

    reading = read_package(package(tmp_path, **changed))

    assert reading.acts[0].claim == claim_id(reading.claims[0])


def test_a_claim_may_rest_on_what_the_writer_of_a_partial_package_did_not_see(tmp_path):
    table = f"about,name,source,rests_on\nunit:a,Alpha,S1,{'0' * 32}\n"
    partial = json.dumps({"dossier": CARD | {"left_out": 1}})

    whole = read_package(package(tmp_path / "whole", **{"claims/Unit.csv": table}))
    part = read_package(package(tmp_path / "part", **{"claims/Unit.csv": table, "datapackage.json": partial}))

    assert [one.code for one in whole.refusals] == ["unknown-ref"]
    assert part.refusals == ()


@pytest.fixture
def bag(tmp_path) -> Path:
    reading = read_package(package(tmp_path / "in"))
    write_bag(reading.holdings, tmp_path / "bag", day=day("2026-11-21"))
    return tmp_path / "bag"


def test_a_bag_with_an_altered_file_is_not_trusted(bag):
    with (bag / "data" / "sources.csv").open("a") as file:
        file.write("S2,report,Two\n")

    with pytest.raises(HashMismatchError, match=r"sources\.csv"):
        read_package(bag)


def test_a_bag_with_a_file_put_in_or_taken_out_is_refused(bag):
    (bag / "data" / "extra.csv").write_text("x")
    with pytest.raises(PackageBrokenError, match="not in the manifest"):
        read_package(bag)
    (bag / "data" / "extra.csv").unlink()
    (bag / "data" / "sources.csv").unlink()
    with pytest.raises(PackageBrokenError, match="missing"):
        read_package(bag)


def test_a_manifest_cannot_lead_out_of_the_bag(bag):
    (bag / "manifest-sha256.txt").write_text(f"{'0' * 64}  data/../../secret\n")

    with pytest.raises(PackageBrokenError):
        read_package(bag)


def test_evidence_files_travel_by_their_hash(tmp_path):
    import hashlib

    reading = read_package(package(tmp_path / "in"))
    file = tmp_path / "photo"
    file.write_bytes(b"light")
    digest = hashlib.sha256(b"light").hexdigest()

    digests = write_bag(reading.holdings, tmp_path / "bag", day=day("2026-11-21"), files={digest: file})

    assert digests[f"data/files/{digest}"] == digest
    with pytest.raises(HashMismatchError):
        write_bag(reading.holdings, tmp_path / "other", day=day("2026-11-21"), files={"0" * 64: file})
    assert not (tmp_path / "other").exists()
