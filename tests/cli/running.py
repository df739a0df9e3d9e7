"""Runs the program as a person does: in a process of its own, on a home of its own, without a terminal."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
SECONDS = 120


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return what the program sees: this Python's folder first, the home, English, and nothing of ours else."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    kept |= {"PATH": f"{BIN}{os.pathsep}{kept.get('PATH', '')}", "PYTHONPATH": str(ROOT / "src")}
    return kept | {"ANSWERABLE_HOME": str(home), "ANSWERABLE_LANGUAGE": "en", "ANSWERABLE_NAME": "tester"} | more


def run(home: Path, *words: str, typed: str = "", where: Path = ROOT, **more: str) -> Ended:
    """Run `answerable` with `words`; `typed` is what stands on its input."""
    found = subprocess.run(
        [sys.executable, "-m", "answerable", *words],
        cwd=where, env=environment(home, **more), input=typed, capture_output=True, text=True, timeout=SECONDS,
        check=False, start_new_session=True,
    )  # fmt: skip
    return Ended(found.returncode, found.stdout, found.stderr)


def run_in_turn(
    home: Path, commands: Sequence[Sequence[str]], *, typed: str = "", where: Path = ROOT
) -> list[Ended]:
    """Run several commands of `answerable` one after the other on one home; see `in_turn`."""
    found = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("in_turn.py"))],
        cwd=where, env=environment(home), input=json.dumps({"typed": typed, "commands": list(commands)}),
        capture_output=True, text=True, timeout=SECONDS * 3, check=True, start_new_session=True,
    )  # fmt: skip
    return [Ended(*ended) for ended in json.loads(found.stdout)]


def commands_in(text: str) -> Iterator[list[str]]:
    """Yield the words of each command line in the shell blocks of a page, `answerable` or another word first."""
    for block in text.split("```sh\n")[1:]:
        lines = block.partition("```")[0].replace("\\\n", " ").splitlines()
        yield from (found for line in lines if (found := shlex.split(line, comments=True)))
