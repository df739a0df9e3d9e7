"""What every server of the comparison offers to the mixes, ours and the peers alike."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from action_load.wire import Answer, one_answer, request_bytes

WORKERS = 2


class Served(Protocol):
    """A server that is started once and asked in turns with the others."""

    name: str
    about: str
    port: int
    takes_letters: bool

    def start(self) -> None:
        """Make its state and start it."""

    def stop(self) -> None:
        """End it and delete what it kept."""

    def processes(self) -> Mapping[str, Sequence[int]]:
        """Return the processes whose time counts, by what they are: 'app', 'database'."""

    def page(self, tag: str = "") -> bytes:
        """Return the request of the page that everybody reads; with a tag, one that knows the page already."""

    def letters(self, count: int) -> Iterator[bytes] | None:
        """Return requests that each bring a letter of another writer; None where it takes no letters."""

    def took(self, answer: Answer) -> bool:
        """Say whether an answer means that a letter was taken."""

    def held(self) -> int:
        """Return how many letters the database of the server holds."""


def wait_for(port: int, path: str, seconds: float = 90.0) -> Answer:
    """Ask until an answer comes.

    Raises:
        TimeoutError: none did.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            return one_answer(port, request_bytes("GET", path, port))
        except OSError:
            time.sleep(0.2)
    raise TimeoutError


def start_program(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a server in a group of its own; what it says goes to a file in its folder."""
    log = (folder / "log").open("ab")
    return subprocess.Popen(
        list(command), env=dict(environment), cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        start_new_session=True,
    )  # fmt: skip


def end_program(program: subprocess.Popen[bytes] | None) -> None:
    """End a server that was started here, with its whole group."""
    if program is None or program.poll() is not None:
        return
    os.killpg(program.pid, signal.SIGTERM)
    try:
        program.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
