"""Ours: the server as `answerable serve --workers 2` starts it, on SQLite as it comes, with mail to be queued.

Mail is only queued while the load runs, as with the peer. The mail server that is named takes everything and keeps
nothing; it listens on this machine alone.
"""

import itertools
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import ascii_uppercase
from urllib.parse import urlencode

from action_load.postgres import free_port
from action_load.processor import descendants, spent_seconds
from action_load.served import WORKERS, end_program, start_program, wait_for
from action_load.wire import Answer, request_bytes

ROOT = Path(__file__).parents[2]
SECRET = "only-for-this-run"
LINK = re.compile(r"/actions/[a-z0-9-]+/confirm/[A-Za-z0-9_-]+/")
SEEN = re.compile(r'name="seen" value="([^"]*)"')


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

    def own_pages(self) -> Iterator[bytes]:
        """Return the page that everybody reads as readers of every country ask for it, over and over anew.

        What a worker keeps of an answer is a second old at most, so each of these is made when it is asked for.
        """
        for first, second in itertools.cycle(itertools.product(ascii_uppercase, repeat=2)):
            yield request_bytes("GET", f"{self._hot()}?section={first}{second}", self.port)

    def other_pages(self) -> Iterator[bytes]:
        """Return the request of every other page there is, each once."""
        for slug in self.made["slugs"][1:]:
            for language in self.made["languages"]:
                yield request_bytes("GET", f"/actions/{self.made['dossier']}/{language}/{slug}/", self.port)

    def _hot(self) -> str:
        return f"/actions/{self.made['dossier']}/{self.made['languages'][0]}/{self.made['slugs'][0]}/"

    # writing

    def letters(self, count: int) -> Iterator[bytes]:
        """Return letters to be sent from here, each of another writer at another machine, in part in own words."""
        for number, word, given in self._forms(count):
            own = {"address": f"writer{number}@letters.example", "agrees": "1", "name": f"Writer {number}"}
            yield self._post("send", number, word, given, own)

    def hand_offs(self, count: int, *, times: int = 1) -> Iterator[bytes]:
        """Return letters that leave with their writers, who say so once, or as often as is asked for."""
        for number, word, given in self._forms(count):
            for _ in range(times):
                yield self._post("done", number, word, given, {"channel": "copied", "name": f"Writer {number}"})

    def took(self, answer: Answer) -> bool:
        return answer.status in (200, 303)

    def _forms(self, count: int) -> Iterator[tuple[int, str, str]]:
        command = [sys.executable, str(Path(__file__).parent / "tokens.py"), str(count)]
        made = subprocess.run(command, env=self.environment(), check=True, capture_output=True, text=True)
        for line in made.stdout.splitlines():
            self.writers += 1
            yield (self.writers, *line.split())

    def _post(self, page: str, number: int, word: str, given: str, own: Mapping[str, str]) -> bytes:
        body = {
            "target": self.made["target"], "letter_language": "es", "subject": self.made["letter-subject"],
            "text": f"{self.made['letter']}\n\nLe escribo yo, la persona número {number}.", "sign_as": "name",
            "place": "Lugar", "section": "CH", "update": "0", "given": given, "acknowledged": "1", **own,
        }  # fmt: skip
        # What the program believes of a machine's address is what a proxy on this machine says.
        headers = {"Cookie": f"writing={word}", "X-Forwarded-For": address_of(number), "Accept-Language": "en"}
        return request_bytes("POST", f"{self._hot()}{page}/", self.port, urlencode(body).encode(), headers)

    # links

    def links(self) -> list[str]:
        """Return the paths of the links that were mailed for letters, from the texts that wait to leave."""
        found = self.rows("SELECT text FROM actions_mail WHERE kind = 'confirm' AND state = 'due' ORDER BY number")
        return [mark[0] for (text,) in found if (mark := LINK.search(str(text)))]

    def link_post(self, path: str, page: Answer) -> bytes:
        """Return the post of the button behind a link."""
        seen = SEEN.search(page.body.decode())
        body = urlencode({"seen": seen[1] if seen else ""}).encode()
        return request_bytes("POST", path, self.port, body)

    # asking its database

    def rows(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the database of the benchmark, reading only."""
        with sqlite3.connect(f"file:{self.home / 'answerable.sqlite3'}?mode=ro", uri=True, timeout=20) as base:
            return base.execute(question, values).fetchall()

    def held(self) -> int:
        return int(
            str(self.rows("SELECT count(*) FROM actions_appeal WHERE issue_id = ?", self.made["hot"])[0][0])
        )

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


def address_of(number: int) -> str:
    """Return the address of another machine for each writer, of those that are kept for measuring (RFC 2544)."""
    return f"198.{18 + number // 65_000 % 2}.{number // 250 % 250}.{1 + number % 250}"


def _spent(pid: int) -> float:
    return spent_seconds([pid])
