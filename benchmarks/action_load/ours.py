"""Ours: the server as `answerable serve --workers 2` starts it, on SQLite as it comes, with a mail server to queue for.

Mail is only queued while the load runs, as with the peer. The mail server that is named takes everything and keeps
nothing; it listens on this machine alone.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from action_load.postgres import free_port
from action_load.processor import descendants
from action_load.served import WORKERS, end_program, start_program, wait_for
from action_load.wire import Answer, request_bytes

ROOT = Path(__file__).parents[2]
SECRET = "only-for-this-run"


def made_state(folder: Path, *, seed: int, actions: int, rows: int, hot: int) -> None:
    """Make the state in a home folder; a minute or so."""
    command = [sys.executable, str(Path(__file__).parent / "state.py"), str(folder),
               *map(str, (seed, actions, rows, hot))]  # fmt: skip
    subprocess.run(command, check=True, env=os.environ | {"ANSWERABLE_SECRET_KEY": SECRET})


class Ours:
    """Answerable on generated state."""

    name = "Answerable"
    takes_letters = True
    about = f"Answerable, granian with {WORKERS} workers, SQLite (synchronous FULL)"

    def __init__(self, *, sink_port: int, **sizes: int) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="answerable-load-"))
        self.sink_port = sink_port
        made_state(self.home, **sizes)
        self.made = json.loads((self.home / "made.json").read_text(encoding="utf-8"))
        self.port = free_port()
        self.program: subprocess.Popen[bytes] | None = None
        self.writers = 0

    # serving

    def start(self) -> None:
        serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port",
                 str(self.port), "--workers", str(WORKERS), "--blocking-threads", "1", "--no-ws", "--log-level",
                 "warning", "--respawn-failed-workers", "answerable.wsgi:application"]  # fmt: skip
        self.program = start_program(serve, self.environment(), self.home)
        answer = wait_for(self.port, self._hot())
        if answer.status != 200:
            raise SystemExit(f"Our own page answered {answer.status}.")

    def stop(self) -> None:
        end_program(self.program)
        shutil.rmtree(self.home, ignore_errors=True)

    def processes(self) -> Mapping[str, Sequence[int]]:
        assert self.program is not None
        return {"app": [self.program.pid]}

    def kill_a_worker(self) -> int:
        """End one worker at once, as a machine short of memory would; return its process id."""
        assert self.program is not None
        below = sorted(descendants([self.program.pid]) - {self.program.pid})
        busiest = max(below, key=_spent)
        os.kill(busiest, signal.SIGKILL)
        return busiest

    # reading

    def page(self, tag: str = "") -> bytes:
        return request_bytes("GET", self._hot(), self.port, headers={"If-None-Match": tag} if tag else {})

    def other_pages(self) -> Iterator[bytes]:
        """Return the request of every other page there is, each once."""
        for slug in self.made["slugs"][1:]:
            for language in self.made["languages"]:
                yield request_bytes("GET", f"/actions/{self.made['dossier']}/{language}/{slug}/", self.port)

    def _hot(self) -> str:
        return f"/actions/{self.made['dossier']}/{self.made['languages'][0]}/{self.made['slugs'][0]}/"

    # asking its database

    def rows(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the database of the benchmark, reading only."""
        with sqlite3.connect(f"file:{self.home / 'answerable.sqlite3'}?mode=ro", uri=True, timeout=20) as base:
            return base.execute(question, values).fetchall()

    def held(self) -> int:
        return int(str(self.rows("SELECT count(*) FROM actions_appeal WHERE issue_id = ?", self.made["hot"])[0][0]))

    def environment(self) -> dict[str, str]:
        """Return the surroundings of every program of ours in this run."""
        return os.environ | {
            "ANSWERABLE_HOME": str(self.home),
            "ANSWERABLE_SECRET_KEY": SECRET,
            "ANSWERABLE_MAIL_HOST": "127.0.0.1",
            "ANSWERABLE_MAIL_PORT": str(self.sink_port),
            "ANSWERABLE_MAIL_SENDER": "letters@answerable.example",
            "ANSWERABLE_MAIL_BOUNCES": "bounces.answerable.example",
            "ANSWERABLE_ADDRESS": f"http://127.0.0.1:{self.port}",
            "OMP_NUM_THREADS": "1",
        }


def _spent(pid: int) -> float:
    from action_load.processor import spent_seconds

    return spent_seconds([pid])
