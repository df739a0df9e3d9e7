"""A server of our own with the action of the tests, for what only real processes show: races, kills, browsers.

Run as `python -m tests.actions.live_action build` (or `letters 40`), with ANSWERABLE_HOME and the mail settings in
the environment.
"""

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SLUG = "justice-at-the-bridge"
TO = "justice-minister"
OWN = "I write to you in words of my own, for this concerns me and my neighbours."
FORGETFUL = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def build(risk: str = "low") -> object:
    """Make the tables and publish the action."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from tests.actions.action_room import open_action_room

    return open_action_room(risk=risk).slug


def letters(count: str) -> object:
    """Have many writers send a letter from here; return the tokens of the links that were mailed to them."""
    from answerable.actions import writing
    from answerable.actions.doors import door_of
    from answerable.actions.letters import letter_of
    from answerable.actions.models import Mail

    door = door_of("trial", SLUG)
    letter = letter_of(door.held.frozen.parts, door.targets[TO], "en")  # type: ignore[union-attr]
    for number in range(int(count)):
        way = writing.Way("trial", SLUG, 0, TO, "here", "en")
        writing.send_from_here(way, writing.Sending(letter, 1.0, f"writer{number}@example.org", "", "en"))
    texts = Mail.objects.filter(kind="confirm").order_by("number").values_list("text", flat=True)
    return [re.search(r"/confirm/([\w-]+)/", text)[1] for text in texts]  # type: ignore[index]


@dataclass(frozen=True)
class Answer:
    """What a server said; status 0 where it broke off."""

    status: int
    text: str
    cookies: str = ""


@dataclass
class Live:
    """A running server. `home` holds its database."""

    url: str
    home: Path
    server: subprocess.Popen[bytes]

    @property
    def write(self) -> str:
        return f"/actions/trial/en/{SLUG}/write/"

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text(encoding="ascii")
        return [int(pid) for pid in children.split() if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def kill_one(self) -> None:
        """Kill -9 the oldest worker."""
        for pid in self.workers()[:1]:
            os.kill(pid, signal.SIGKILL)

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.url + path))

    def post(self, path: str, told: dict[str, str], *, word: str = "", machine: str = "") -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if word:
            headers["Cookie"] = f"writing={word}"
        if machine:
            headers["X-Forwarded-For"] = machine
        body = urllib.parse.urlencode(told).encode()
        return self._ask(urllib.request.Request(self.url + path, data=body, headers=headers))

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with FORGETFUL.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.read().decode(), answer.headers.get("Set-Cookie", ""))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode())
        except (OSError, http.client.HTTPException):  # an answer that breaks off is none
            return Answer(0, "")

    def form(self) -> dict[str, str]:
        """Return what the page on which one writes would post, old enough to be taken."""
        page = self.get(self.write).text
        given = re.search(r'name="given" value="([^"]+)"', page)
        assert given
        time.sleep(2.1)
        return {"given": given[1], "update": "0", "target": TO, "letter_language": "en", "subject": "Deaths",
                "text": OWN, "sign_as": "nobody", "acknowledged": "1"}  # fmt: skip

    def ledger(self) -> list[dict[str, object]]:
        """Return the rows of the ledger as another process reads them."""
        with sqlite3.connect(self.home / "answerable.sqlite3") as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute("SELECT * FROM actions_appeal")]

    def rows(self, question: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.home / "answerable.sqlite3") as database:
            return database.execute(question).fetchall()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the program on the same database."""
        return subprocess.run([sys.executable, "-m", "answerable", *words], env=environment(self.home), cwd=ROOT,
                              capture_output=True, text=True, check=False)  # fmt: skip

    def tell(self, *words: str) -> object:
        """Run something of this module on the same database."""
        return told(self.home, *words)


def environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "ANSWERABLE_HOME": str(home),
        "ANSWERABLE_SECRET_KEY": "only-for-tests", "ANSWERABLE_MAIL_HOST": "127.0.0.1", "ANSWERABLE_MAIL_PORT": "9",
        "ANSWERABLE_MAIL_SENDER": "letters@example.org", "ANSWERABLE_LOCAL_SIGN_IN": "1",
    }  # fmt: skip


def told(home: Path, *words: str) -> object:
    done = subprocess.run([sys.executable, "-m", __name__, *words], env=environment(home), cwd=ROOT, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def live_action(home: Path, *, workers: int = 2, risk: str = "low") -> Iterator[Live]:
    """Build the action in a home of its own and serve it; dead workers are replaced."""
    told(home, "build", risk)
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--workers", str(workers), "--blocking-threads", "1", "--no-ws", "--log-level", "error",
               "--respawn-failed-workers", "--respawn-interval", "0.1", "answerable.wsgi:application"]  # fmt: skip
    server = subprocess.Popen(command, env=environment(home), cwd=ROOT, start_new_session=True)
    live = Live(f"http://127.0.0.1:{port}", home, server)
    try:
        for _ in range(200):
            if live.get("/").status:
                break
            time.sleep(0.1)
        yield live
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(timeout=20)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    django.setup()
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
