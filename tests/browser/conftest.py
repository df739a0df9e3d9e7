"""A real server with the example dossier, and a real Chromium that may reach nothing else."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.published import published

sync_api = pytest.importorskip("playwright.sync_api")

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SEEDS = published("seeds")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder, and say why it is skipped where there is no Chromium."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(
                    pytest.mark.skip(reason="No Chromium is installed, so no page was tried in a browser.")
                )


@dataclass(frozen=True)
class Site:
    """A running server: where it is, and the home folder of its database."""

    url: str
    home: Path

    def command(self, *words: str) -> str:
        """Run the command line on the server's own home and return what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "answerable", *words],
            env=environment(self.home),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def entry(self) -> str:
        """Return an address that signs an owner in, once."""
        return re.search(r"http://\S+", self.command("enter", "peru-2022", "--port", self.url.rsplit(":", 1)[1]))[
            0
        ]  # type: ignore[index]


def environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "ANSWERABLE_HOME": str(home),
        "ANSWERABLE_LOCAL_SIGN_IN": "1",
    }


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("The server stopped before it answered.")
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not answer within 30 seconds.")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build the example dossier in a home of its own, take the seed documents in, and serve it."""
    home = tmp_path_factory.mktemp("home")
    subprocess.run([sys.executable, "-m", "answerable", "demo", "--build-only"], env=environment(home), check=True)
    if SEEDS is not None:
        files = [str(path) for path in sorted(SEEDS.glob("*.txt"))]
        subprocess.run([sys.executable, "-m", "answerable", "ingest", *files, "--dossier", "peru-2022"], env=environment(home), check=True)  # fmt: skip
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "answerable", "serve", "--port", str(port)],
        env=environment(home),
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, server)
        yield Site(url, home)
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def owner_cookies(site: Site, chromium: object) -> list[dict[str, object]]:
    """Sign in as the owner once, through the link that works once."""
    context = chromium.new_context()  # type: ignore[attr-defined]
    context.new_page().goto(site.entry())
    cookies = context.cookies()
    context.close()
    assert any(cookie["name"] == "sessionid" for cookie in cookies)
    return cookies
