"""The command that checks drafts and makes documents from them."""

import pytest
from click.testing import CliRunner

from answerable.cli import drafting
from tests.conftest import ROOT

FILES = ROOT / "examples" / "publications" / "peru-2022"


@pytest.fixture
def run(peru, monkeypatch):
    monkeypatch.setattr(drafting, "set_up", lambda: None)

    def run(*words):
        return CliRunner().invoke(drafting.draft, [*map(str, words), "--dossier", peru, "--audience", "public"])

    return run


@pytest.mark.django_db
def test_both_languages_of_a_sheet_are_checked_and_made(run, tmp_path):
    done = run(
        FILES / "facts-and-figures.en.md", FILES / "facts-and-figures.es.md", "--as", "html", "--out", tmp_path
    )
    assert done.exit_code == 0, done.output
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "facts-and-figures.en.html",
        "facts-and-figures.es.html",
    ]
    assert "references" in done.output
    assert "at least 1,200" in (tmp_path / "facts-and-figures.en.html").read_text(encoding="utf-8").lower()


@pytest.mark.django_db
def test_a_problem_is_told_with_file_line_and_column_and_nothing_is_written(run, tmp_path):
    file = tmp_path / "sheet.en.md"
    file.write_text("---\nkind: report\ntitle: A\ndate: 2023-02-01\n---\n\n{{ figure:kiled }}\n", encoding="utf-8")
    done = run(file, "--as", "html")
    assert done.exit_code == 1
    assert f"{file}:7:1: There is no 'figure:kiled' in this view. Did you mean 'figure:killed'?" in done.output
    assert [each.name for each in tmp_path.iterdir()] == ["sheet.en.md"]


@pytest.mark.django_db
def test_a_number_typed_by_hand_warns_and_stops_only_when_asked(run, tmp_path):
    file = tmp_path / "sheet.en.md"
    file.write_text(
        "---\nkind: report\ntitle: A\ndate: 2024-08-01\n---\n\nThere were 50 people killed.\n", encoding="utf-8"
    )
    assert run(file).exit_code == 0
    done = run(file, "--strict")
    assert done.exit_code == 1
    assert f"{file}:7:12: '50' is typed by hand." in done.output
