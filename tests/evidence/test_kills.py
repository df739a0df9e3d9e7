"""A writer that is killed leaves no row without its file, and loses nothing that it said was kept."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from answerable.evidence.storage import Store

WRITER = Path(__file__).with_name("killed_writer.py")


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """Let writers be killed, and return the home that they leave."""
    home = tmp_path_factory.mktemp("killed")
    environment = os.environ | {
        "ANSWERABLE_HOME": str(home),
        "ANSWERABLE_SECRET_KEY": "only-for-tests",
        "ANSWERABLE_DATABASE": str(home / "trial.sqlite3"),
    }
    subprocess.run([sys.executable, str(WRITER)], env=environment, check=True, timeout=120)
    return home


def _hashes_in_rows(home: Path) -> set[str]:
    with closing(sqlite3.connect(home / "trial.sqlite3")) as database:
        return {row[0] for row in database.execute("SELECT sha256 FROM evidence_evidencefile")}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_every_row_has_its_file_whole(left):
    store, rows = Store(left / "files", 2**30), _hashes_in_rows(left)

    assert len(rows) > 3
    for sha256 in rows:
        store.verify(sha256)


def test_what_was_said_to_be_kept_is_kept(left):
    acked = set((left / "acked").read_text().split())

    assert acked
    assert acked <= _hashes_in_rows(left)


def test_every_file_in_the_store_is_what_its_name_says(left):
    store = Store(left / "files", 2**30)

    for sha256 in store.hashes():
        store.verify(sha256)


@pytest.mark.parametrize(
    "step, has_file",
    [
        ("before-rename", False),
        ("after-rename", True),
        ("before-rows", True),
        ("within-rows", True),
        ("before-commit", True),
    ],
)
def test_each_step_leaves_at_most_a_file_without_a_row(left, step, has_file):
    sha256 = _hash(f"The words of {step}.")

    assert Store(left / "files", 2**30).has(sha256) is has_file
    assert sha256 not in _hashes_in_rows(left)


def test_what_was_half_written_is_swept(left):
    store = Store(left / "files", 2**30)

    assert store.sweep(older_than_seconds=0) >= 2
    assert not list(store.incoming().iterdir())
