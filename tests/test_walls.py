"""The walls between the rooms stand, and would be seen to fall."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def check_walls(root: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    path = os.environ | {"PYTHONPATH": str(root / "src")}
    return subprocess.run(
        [str(program), "--no-cache"], cwd=root, env=path, capture_output=True, text=True, check=False
    )


def test_every_import_keeps_to_the_contract() -> None:
    done = check_walls(ROOT)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("kernel/texts.py", "import answerable.record.view"),
        ("command/wording.py", "from answerable.casualties import tolls"),
        ("casualties/tolls.py", "from django.db import connection"),
        ("web/pages/overview.py", "from answerable.record.models import Claim"),
        ("cli/program.py", "import answerable.web.asking"),
    ],
)
def test_a_planted_wrong_import_is_seen(tmp_path: Path, file: str, line: str) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("*.woff2", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "src" / "answerable" / file
    planted.write_text(planted.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")

    done = check_walls(tmp_path)

    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout
