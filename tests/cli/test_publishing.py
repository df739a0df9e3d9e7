"""The command publish: what it prints, what it refuses, and that it writes what was published."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from answerable.cli import publishing
from answerable.kernel.errors import ActRefusedError, FileRefusedError


@pytest.fixture
def run(peru: str, db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(publishing, "set_up", lambda: None)
    return lambda *words: CliRunner().invoke(publishing.publish, [peru, *words])


def test_it_says_what_was_written_kept_and_checked(run, tmp_path: Path) -> None:
    first = run(str(tmp_path / "site"), "--language", "es")
    again = run(str(tmp_path / "site"), "--language", "es", "--json")

    assert first.exit_code == 0, first.output
    assert "0 kept as they were, 0 removed." in first.stdout
    assert "links checked; all of them are good." in first.stdout
    told = json.loads(again.stdout)
    assert told["written"] == told["removed"] == 0
    assert told["kept"] == told["files"]
    assert (tmp_path / "site" / "es" / "index.html").exists()


@pytest.mark.parametrize("audience", ["team", "restricted:legal"])
def test_another_audience_than_the_public_is_refused(run, tmp_path: Path, audience: str) -> None:
    ended = run(str(tmp_path / "site"), "--audience", audience)

    assert isinstance(ended.exception, ActRefusedError)
    assert not (tmp_path / "site").exists()


def test_a_folder_with_something_else_in_it_is_refused(run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    ended = run(str(tmp_path))

    assert isinstance(ended.exception, FileRefusedError)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_the_site_can_be_of_an_earlier_day(run, tmp_path: Path) -> None:
    run(str(tmp_path / "site"), "--language", "en", "--as-of", "2023-01-15")
    page = (tmp_path / "site" / "en" / "index.html").read_text()

    assert "as the public could know on 15 January 2023" in page
    assert "July 2024" not in page
