"""How commands end: 0 done, 1 something to mend, 2 wrong use, 3 trust broken; and what they say then."""

import json
import sqlite3
import subprocess
import sys

import pytest

from answerable.cli import main
from tests.cli.running import environment, run

MENDED = {
    "an unknown dossier": (("show", "atlantis"), "not-found"),
    "an impossible day": (("chain", "peru-2022", "unit:pnp", "--day", "2022-02-30"), "date-unclear"),
    "a day in words": (("show", "peru-2022", "--as-of", "yesterday"), "date-unclear"),
    "a chain without a day": (("chain", "peru-2022", "unit:pnp"), "value-refused"),
    "patterns of named people for the public": (("patterns", "peru-2022", "--audience", "public"), "not-allowed"),
    "a framework that is not there": (("assess", "peru-2022", "person:otarola", "--framework", "x"), "not-found"),
    "an unknown audience": (("show", "peru-2022", "--audience", "everybody"), "value-refused"),
    "a source to leave out that is not there": (("show", "peru-2022", "--without", "Z99"), "not-found"),
    "an unknown entity": (("chain", "peru-2022", "unit:atlantis", "--day", "2022-12-15"), "not-found"),
    "an unknown type": (("record", "peru-2022", "Incidant", "incident:x", "--set", "name=x", "--source", "S1"),
                        "unknown-type"),
    "an unknown property": (("record", "peru-2022", "Incident", "incident:x", "--set", "nome=x", "--source", "S1"),
                            "unknown-type"),
    "a value that its list does not have": (
        ("record", "peru-2022", "Incident", "incident:x", "--set", "name=x", "--set", "kind=murder", "--source", "S1"),
        "value-refused",
    ),
    "a claim without a source": (("record", "peru-2022", "Unit", "unit:x", "--set", "name=x"), "citation-missing"),
    "a claim of a source that is not there": (
        ("record", "peru-2022", "Unit", "unit:x", "--set", "name=x", "--source", "Z99"), "citation-missing",
    ),
    "reversed dates": (
        ("record", "peru-2022", "Unit", "unit:x", "--set", "name=x", "--source", "S1", "--from", "2023", "--to", "2022"),
        "date-unclear",
    ),
    "an id that is none": (("record", "peru-2022", "Unit", "The Unit", "--set", "name=x", "--source", "S1"),
                           "value-refused"),
    "a dossier that is there already": (("new", "peru-2022", "--title", "Again", "--zone", "America/Lima"),
                                        "act-refused"),
    "a zone that is none": (("new", "x", "--title", "X", "--zone", "Atlantis"), "value-refused"),
    "a folder that is not there": (("import", "nowhere"), "package-broken"),
}  # fmt: skip

MISUSED = {
    "an unknown command": ("explode",),
    "an unknown option": ("show", "--colour"),
    "a missing argument": ("chain", "peru-2022"),
    "a grade out of range": ("record", "peru-2022", "Unit", "unit:x", "--set", "name=x", "--grade", "7"),
    "a property without a value": ("record", "peru-2022", "Unit", "unit:x", "--set", "name", "--source", "S1"),
    "a port that may not be taken": ("serve", "--port", "80"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", MENDED)
def test_what_a_person_can_mend_ends_with_one_and_says_how(case, peru, monkeypatch, capsys):
    words, code = MENDED[case]
    monkeypatch.setattr("sys.argv", ["answerable", *words])

    with pytest.raises(SystemExit) as end:
        main()

    said = capsys.readouterr().err.rstrip()
    assert end.value.code == 1
    assert said.endswith(f"[{code}]"), said
    assert said.removesuffix(f" [{code}]").endswith((".", "?"))


@pytest.mark.django_db
@pytest.mark.parametrize("case", MISUSED)
def test_wrong_use_ends_with_two(case, peru, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["answerable", *MISUSED[case]])

    with pytest.raises(SystemExit) as end:
        main()

    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("Usage: ")


def test_an_error_is_a_sentence_and_no_traceback(demo_home):
    ended = run(demo_home, "show", "atlantis")

    assert ended.status == 1
    assert ended.err.endswith("[not-found]\n")
    assert "Traceback" not in ended.err


def test_a_done_command_ends_with_zero_and_prints_nothing_to_standard_error(demo_home):
    ended = run(demo_home, "show", "peru-2022")

    assert (ended.status, ended.err) == (0, "")


def test_json_goes_to_standard_output_alone(demo_home):
    ended = run(demo_home, "show", "peru-2022", "Incident", "--json")

    assert ended.status == 0
    assert all({"id", "caption"} <= row.keys() for row in json.loads(ended.out))


def test_a_refused_claim_changes_nothing(demo_copy):
    before = run(demo_copy, "verify", "peru-2022").out

    run(demo_copy, "record", "peru-2022", "Unit", "unit:x", "--set", "name=x")

    assert run(demo_copy, "verify", "peru-2022").out == before


def test_an_altered_claim_ends_with_three_and_is_left_as_it_is(demo_copy):
    with sqlite3.connect(demo_copy / "answerable.sqlite3") as database:
        database.execute("UPDATE record_claim SET grade = 1 WHERE number = 7 AND grade <> 1")
        database.execute("UPDATE record_claim SET note = note || '.' WHERE number = 7")

    ended = run(demo_copy, "verify")

    assert ended.status == 3
    assert "Trust is broken" in ended.err
    assert "[hash-mismatch]" in ended.err


def test_a_claim_taken_out_behind_the_journal_ends_with_three(demo_copy):
    with sqlite3.connect(demo_copy / "answerable.sqlite3") as database:
        database.execute("DELETE FROM record_claim WHERE number = 7")

    ended = run(demo_copy, "verify", "peru-2022")

    assert ended.status == 3
    assert "[journal-gap]" in ended.err


def test_a_public_view_never_shows_more_than_the_teams(demo_home):
    public = json.loads(run(demo_home, "show", "peru-2022", "--audience", "public", "--json").out)
    team = json.loads(run(demo_home, "show", "peru-2022", "--json").out)

    assert public["claims"] <= team["claims"]
    assert all(count <= team["entities"][kind] for kind, count in public["entities"].items())


def test_a_source_left_out_takes_its_claims_along(demo_home):
    whole = json.loads(run(demo_home, "show", "peru-2022", "--json").out)
    less = json.loads(run(demo_home, "show", "peru-2022", "--without", "S1", "--json").out)

    assert less["claims"] < whole["claims"]
    assert less["left_out"] > 0


def test_an_empty_home_says_what_to_do_first(tmp_path):
    ended = run(tmp_path / "home", "show")

    assert ended.status == 0
    assert "answerable demo" in ended.out


def test_the_home_and_its_database_are_closed_to_other_users(demo_home):
    assert demo_home.stat().st_mode & 0o077 == 0
    assert (demo_home / "secret-key").stat().st_mode & 0o077 == 0


def test_a_document_is_taken_in_for_the_source_that_is_named(demo_copy, tmp_path):
    text = tmp_path / "note.txt"
    text.write_text("An invented note.\n\nIt has two paragraphs.\n", encoding="utf-8")
    run(
        demo_copy, "record", "peru-2022", "--add-source", "T1", "--kind", "document", "--title", "An invented note"
    )

    ended = run(demo_copy, "ingest", str(text), "--dossier", "peru-2022", "--source", "T1")

    assert ended.status == 0, ended.err
    assert "source T1" in ended.out


def test_a_document_that_is_not_there_ends_with_one(demo_copy):
    assert run(demo_copy, "ingest", "nowhere.pdf", "--dossier", "peru-2022").status == 1


def test_a_package_read_back_holds_what_was_written(demo_copy, tmp_path):
    assert run(demo_copy, "export", "peru-2022", str(tmp_path / "out")).status == 0

    ended = run(tmp_path / "other", "import", str(tmp_path / "out"), "--json")

    assert ended.status == 0, ended.err
    there = json.loads(run(tmp_path / "other", "show", "peru-2022", "--json").out)
    assert there == json.loads(run(demo_copy, "show", "peru-2022", "--json").out)


def test_a_package_with_a_refused_row_writes_nothing_and_ends_with_one(tmp_path):
    import shutil

    from tests.cli.running import ROOT

    folder = shutil.copytree(ROOT / "examples" / "peru-2022", tmp_path / "package")
    with (folder / "claims" / "Unit.csv").open("a", encoding="utf-8") as file:
        file.write("this,is,no,row\n")

    ended = run(tmp_path / "home", "import", str(folder))

    assert ended.status == 1
    assert "Unit.csv, row" in ended.err
    assert "nothing was written" in ended.out
    assert "peru-2022" not in run(tmp_path / "home", "show").out


def test_a_command_starts_without_reading_the_rooms_that_it_does_not_need(tmp_path):
    told = (
        "import django, sys; django.setup(); print(*sorted(name for name in sys.modules if 'answerable.' in name))"
    )
    started = subprocess.run(
        [sys.executable, "-c", told], env=environment(tmp_path, DJANGO_SETTINGS_MODULE="answerable.settings"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    rooms = {"answerable.publish.rendering", "answerable.assess", "answerable.conduct", "answerable.command"}
    assert not rooms & set(started.stdout.split())
