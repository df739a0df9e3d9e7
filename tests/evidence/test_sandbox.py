"""What a hostile file could make its reader do stays within limits."""

import os
import time
from pathlib import Path

import pytest

from answerable.evidence.reading import reading_from_json
from answerable.evidence.sandbox import Limits, StoppedError, run_limited

SMALL = Limits(cpu_seconds=2, clock_seconds=4, memory_bytes=400 * 2**20, written_bytes=2**20)


def _run(tmp_path, program: str, content: bytes = b"", limits: Limits = SMALL) -> bytes:
    script, given = tmp_path / "program.py", tmp_path / "given"
    script.write_text(program)
    given.write_bytes(content)
    with given.open("rb") as file:
        return run_limited(file, scratch=tmp_path, limits=limits, program=str(script))


def test_what_a_child_writes_comes_back(tmp_path):
    assert _run(tmp_path, "import sys; sys.stdout.write(sys.stdin.read().upper())", b"said") == b"SAID"


@pytest.mark.parametrize(
    "program",
    [
        "held = [bytearray(2**24) for _ in range(100)]",
        "while True: pass",
        "import time; time.sleep(60)",
        "import sys\nfor _ in range(100): sys.stdout.write('x' * 2**20)",
        "raise SystemExit(3)",
        "import os; os.abort()",
    ],
    ids=["memory", "processor", "clock", "writing", "error", "crash"],
)
def test_a_child_that_runs_wild_is_stopped(tmp_path, program):
    started = time.monotonic()

    with pytest.raises(StoppedError):
        _run(tmp_path, program)

    assert time.monotonic() - started < 30


def test_nothing_that_a_child_started_lives_on(tmp_path):
    program = (
        "import os, sys, time\n"
        "child = os.fork()\n"
        "if not child: time.sleep(60)\n"
        "sys.stdout.write(str(child)); sys.stdout.flush()\n"
    )

    orphan = int(_run(tmp_path, program))

    for _ in range(50):
        if not _is_running(orphan):
            return
        time.sleep(0.1)
    pytest.fail("the orphan lives on")


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    return state.rpartition(")")[2].split()[0] != "Z"  # a dead one may wait for its parent to notice


def test_a_child_knows_no_environment_and_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("ANSWERABLE_SECRET_KEY", "not for a child")

    seen = _run(tmp_path, "import os, sys; sys.stdout.write(' '.join(sorted(os.environ)))")

    assert b"ANSWERABLE" not in seen
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given", "program.py"]


def test_the_reader_itself_runs_in_a_child(tmp_path):
    given = tmp_path / "given"
    given.write_text("One.\n\nTwo.")

    with given.open("rb") as file:
        reading = reading_from_json(run_limited(file, scratch=tmp_path))

    assert reading.pages[0].text == "One.\n\nTwo."
