"""The command check-text: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from answerable.cli import checking_text


@pytest.fixture
def run(peru: str, db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checking_text, "set_up", lambda: None)
    monkeypatch.setenv("ANSWERABLE_LANGUAGE", "en")
    return lambda *words, typed="": CliRunner().invoke(checking_text.check_text, [peru, *words], input=typed)


def test_all_held_ends_with_0_and_names_the_claims(run) -> None:
    ended = run("-", "--day", "2024-08-01", typed="Eighteen people were killed in Juliaca.")

    assert ended.exit_code == 0, ended.output
    assert "1:1  ✓ held  Eighteen  The dossier gives the same number.  [S1-084 (S1)" in ended.output


@pytest.mark.parametrize("text,verdict", [
    ("By 12 January 2023 the Ombudsman counted 47 deaths in the protests.", "≠ contradicted  47"),
    ("The Ombudsman counts 47 people killed in the protests.", "↻ stale  47"),
    ("The mayor planted 75 trees.", "? unknown  75"),
])  # fmt: skip
def test_anything_else_ends_with_1(run, text: str, verdict: str) -> None:
    ended = run("-", typed=text)

    assert ended.exit_code == 1
    assert verdict in ended.output


def test_json_gives_every_item_with_its_offsets(run, tmp_path: Path) -> None:
    file = tmp_path / "nota.md"
    file.write_text("En Juliaca murieron dieciocho personas.\n", encoding="utf-8")
    ended = run(str(file), "--json", "--language", "es", "--audience", "public")
    content = json.loads(ended.output)
    item = next(item for item in content["items"] if item["kind"] == "number")

    assert ended.exit_code == 0
    assert (item["line"], item["column"], item["written"], item["verdict"]) == (1, 21, "dieciocho", "held")
    assert content["counts"]["unknown"] == 0
