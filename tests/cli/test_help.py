"""Help is there for every command, and at once."""

import subprocess
import sys

import pytest

from answerable.cli.program import COMMANDS
from tests.cli.running import ROOT, environment, run

WATCHED = """
import sys
from answerable.cli import main
sys.argv = ["answerable", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert end.code == 0, end.code
heavy = {"django", "numpy", "ninja", "followthemoney"} & {name.partition(".")[0] for name in sys.modules}
print("heavy:", sorted(heavy))
"""


def test_the_program_lists_every_command(tmp_path):
    ended = run(tmp_path, "--help")

    assert ended.status == 0
    assert all(f"\n  {name} " in ended.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_an_example_that_can_be_pasted(command, tmp_path):
    ended = run(tmp_path, command, "--help")

    assert ended.status == 0
    assert "Example" in ended.out
    assert f"    answerable {command}" in ended.out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_needs_neither_django_nor_anything_slow(command, tmp_path):
    """Not the time is tested, which depends on the machine, but what makes it long."""
    words = [command, "--help"] if command else ["--help"]

    ended = subprocess.run(
        [sys.executable, "-c", WATCHED, *words], cwd=ROOT, env=environment(tmp_path / "home"),
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip

    assert ended.stdout.endswith("heavy: []\n")


def test_help_leaves_no_home_behind(tmp_path):
    run(tmp_path / "home", "chain", "--help")

    assert not (tmp_path / "home").exists()


def test_the_program_says_its_version(tmp_path):
    from answerable import __version__

    assert __version__ in run(tmp_path, "--version").out
