"""Senders as processes of their own: killed in the middle, several at once, and stopped while they run."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.actions.mail_room import BOUNCES, SENDER, Server, a_server
from tests.cli.running import ROOT, environment

BAR_SECONDS = 2.0


class Home:
    """A home with an action and letters, whose mail goes to a server of the test."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.environment = environment(
            folder, ANSWERABLE_MAIL_HOST="127.0.0.1", ANSWERABLE_MAIL_PORT=str(server.port),
            ANSWERABLE_MAIL_SENDER=SENDER, ANSWERABLE_MAIL_BOUNCES=BOUNCES, ANSWERABLE_SECRET_KEY="only-for-tests",
            DJANGO_SETTINGS_MODULE="answerable.settings",
        )  # fmt: skip
        self.environment["PYTHONPATH"] += f"{os.pathsep}{ROOT}"
        folder.mkdir(exist_ok=True)

    def does(self, *words: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "tests.actions.mail_process", *words],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    @contextmanager
    def sender(self, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
        process = subprocess.Popen(
            [sys.executable, "-m", "answerable", "mail", "send", *words],
            cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait(30)


@pytest.fixture
def server() -> Iterator[Server]:
    with a_server() as one:
        yield one


def until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "It did not come to that in time."
        time.sleep(0.02)


def test_a_sender_killed_while_it_hands_a_letter_over_loses_none(tmp_path: Path, server: Server) -> None:
    home = Home(tmp_path / "home", server)
    home.does("build", "6")
    server.slowness = 30  # the server has the letter and does not say so yet
    with home.sender() as process:
        assert server.in_text.wait(60)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    server.slowness = 0

    now = home.does("send", "0.01")
    assert now == {"left": 5}, "what may have arrived is not sent again at once"
    later = home.does("send", "3")

    told = home.does("count")
    assert later == {"left": 1}
    assert set(server.ids) == set(told["ids"]), "none is lost"
    assert sorted(Counter(server.ids).values()) == [1, 1, 1, 1, 1, 2], "the double has the same Message-ID"
    assert (told["counted"], set(told["appeals"])) == (6, {"accepted"})


def test_a_sender_killed_before_the_text_loses_none_and_sends_none_twice(tmp_path: Path, server: Server) -> None:
    home = Home(tmp_path / "home", server)
    home.does("build", "3")

    def slow(recipient: str) -> str:
        time.sleep(3)
        return "250 2.1.5 OK"

    server.on_recipient = slow
    with home.sender() as process:
        until(lambda: bool(server.recipients))
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    server.on_recipient = lambda recipient: "250 2.1.5 OK"

    assert home.does("send", "0.1") == {"left": 3}

    told = home.does("count")
    assert sorted(server.ids) == told["ids"]
    assert told["counted"] == 3


def test_three_senders_at_once_send_each_letter_once(tmp_path: Path, server: Server) -> None:
    home = Home(tmp_path / "home", server)
    home.does("build", "30")

    with home.sender("--watch"), home.sender("--watch"), home.sender("--watch"):
        until(lambda: len(server.arrivals) >= 30)
        time.sleep(0.5)

    told = home.does("count")
    assert sorted(server.ids) == told["ids"]
    assert told["counted"] == 30


def test_no_letter_leaves_after_a_stop(tmp_path: Path, server: Server, record_property: Any) -> None:
    """The bar is two seconds from the act to the last letter; a letter whose text is under way may still end."""
    home = Home(tmp_path / "home", server)
    home.does("build", "300")

    with home.sender("--watch"), home.sender("--watch"):
        until(lambda: len(server.arrivals) >= 10)
        stopped = home.does("stop")
        time.sleep(4)

    before = [one for one in server.arrivals if one.at <= stopped["asked"]]
    after = [one for one in server.arrivals if one.at > stopped["decided"]]
    last = max((one.at for one in server.arrivals), default=0.0) - stopped["asked"]
    took = stopped["decided"] - stopped["asked"]
    print(
        f"{len(before)} before, {len(after)} after; decided in {took:.3f} s, the last {last:.3f} s after the act"
    )
    record_property("seconds_from_act_to_last_letter", round(last, 3))
    told = home.does("count")
    assert last < BAR_SECONDS
    assert len(after) <= 2, "no more than one for each sender that had begun its text"
    assert len(server.arrivals) < 300
    assert set(told["mails"]) == {"left", "cancelled"}
    assert told["mails"].count("left") == len(server.arrivals) == told["counted"]
    assert told["appeals"].count("cancelled") == 300 - len(server.arrivals)
