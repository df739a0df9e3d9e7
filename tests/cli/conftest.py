"""The example dossier as a home of its own, built once by the program itself."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import run


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that `answerable demo` has built. For reading only."""
    home = tmp_path_factory.mktemp("demo") / "home"
    ended = run(home, "demo", "--build-only")
    assert ended.status == 0, ended.err
    return home


@pytest.fixture
def demo_copy(demo_home: Path, tmp_path: Path) -> Path:
    """Return a copy of the demo's home, to be written to."""
    return Path(shutil.copytree(demo_home, tmp_path / "home"))
