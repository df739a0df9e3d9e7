"""A child process in which a stranger's file is opened, with limits on memory, time and what it can write.

The child gets the file as an open handle and nothing else: no path, no settings, no environment. It still runs as
the same user, so it could read other files or open a connection if a parser were taken over; closing that off
needs the operating system's help and is not done here. docs/how-it-works/evidence says so too.

Run as a program, this module sets the limits on itself and then runs the module or file that it is given.
"""

import contextlib
import os
import resource
import runpy
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

READER = "answerable.evidence.reader"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: seconds of processor, seconds by the clock, bytes of memory, bytes written."""

    cpu_seconds: int = 60
    clock_seconds: float = 90.0
    memory_bytes: int = 2 * 2**30
    written_bytes: int = 512 * 2**20


class StoppedError(Exception):
    """The child did not come to its end: it ran into a limit, or fell over."""


def run_limited(content: BinaryIO, *, scratch: Path, limits: Limits = Limits(), program: str = READER) -> bytes:
    """Run `program` in a child with `content` as its input, and return what it writes.

    Args:
        content: a real file, open for reading, at its beginning.
        scratch: a closed folder for what the child writes; the file there has no name and goes by itself.
        limits: see `Limits`.
        program: a module, or the path of a Python file.

    Raises:
        StoppedError: it ran into a limit or ended in an error. None of its own children lives on.
    """
    import tempfile

    numbers = (limits.cpu_seconds, limits.memory_bytes, limits.written_bytes)
    command = [sys.executable, "-I", "-m", "answerable.evidence.sandbox", program, *map(str, numbers)]
    with tempfile.TemporaryFile(dir=scratch) as written:
        child = subprocess.Popen(
            command,
            stdin=content,
            stdout=written,
            stderr=subprocess.DEVNULL,  # a parser's complaints can quote the file
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        try:
            code = child.wait(limits.clock_seconds)
        except subprocess.TimeoutExpired:
            raise StoppedError("clock") from None
        finally:
            _end_group(child)
        if code != 0:
            raise StoppedError(str(code))
        written.seek(0)
        return written.read()


def _end_group(child: "subprocess.Popen[bytes]") -> None:
    """End the child and whatever it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _limit(cpu_seconds: int, memory_bytes: int, written_bytes: int) -> None:
    wanted = (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, written_bytes),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    )
    for what, limit in wanted:
        with contextlib.suppress(ValueError, OSError):  # some systems know not every limit
            resource.setrlimit(what, (limit, limit))


def _main() -> None:
    program, cpu, memory, written = sys.argv[1:5]
    _limit(int(cpu), int(memory), int(written))
    if program.endswith(".py"):
        runpy.run_path(program, run_name="__main__")
    else:
        runpy.run_module(program, run_name="__main__")


if __name__ == "__main__":
    _main()
