"""The way of a writer in a real browser: ask, mail, confirm, my actions, end news, delete. No script runs on it."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Site, environment, free_port, wait_for

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ROOT = "/actions/harbour/"
ADDRESS = "vera.quispe@example.org"
FILL = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from tests.actions import writers_room as room
dossier = room.a_dossier()
room.an_issue(room.an_action(dossier, "river", themes=("water", "work"), sequence=8))
room.an_issue(room.an_action(dossier))
"""
DO = """
import django; django.setup()
from answerable.actions import updates, writers
from answerable.actions.models import Issue, Writer
from tests.actions import writers_room as room
writer, issue = Writer.objects.get(), Issue.objects.get(action__slug="harbour-action", update=0)
for channel in ("post", "here"):
    writers.add_to_list(writer=writer, issue=issue, channel=channel, day=room.TODAY)
updates.tell(room.an_issue(issue.action, 1, kind="closing", outcome="good-news"))
"""


class Home(Site):
    """A running server, and the rows of its mail queue."""

    def run(self, code: str) -> None:
        root = Path(__file__).parents[2]
        env = writing(self.home, int(self.url.rpartition(":")[2])) | {
            "DJANGO_SETTINGS_MODULE": "answerable.settings",
            "PYTHONPATH": str(root),
        }
        subprocess.run([sys.executable, "-c", code], env=env, cwd=root, check=True)

    def link_in(self, kind: str, which: int) -> str:
        """Return a link of the last mail of a kind."""
        with sqlite3.connect(self.home / "answerable.sqlite3") as held:
            text = held.execute(
                "SELECT text FROM actions_mail WHERE kind = ? ORDER BY number DESC", [kind]
            ).fetchone()
        return re.findall(r"https?://\S+", text[0])[which]

    def count(self, table: str) -> int:
        with sqlite3.connect(self.home / "answerable.sqlite3") as held:
            return int(held.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def writing(home: Path, port: int) -> dict[str, str]:
    """Return the environment of a server that queues mail; none of it is sent."""
    return environment(home) | {
        "ANSWERABLE_MAIL_HOST": "127.0.0.1",
        "ANSWERABLE_MAIL_SENDER": "letters@example.org",
        "ANSWERABLE_ADDRESS": f"http://127.0.0.1:{port}",
    }


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder, port = tmp_path_factory.mktemp("writers"), free_port()
    found = Home(f"http://127.0.0.1:{port}", folder)
    found.run(FILL)
    server = subprocess.Popen(
        [sys.executable, "-m", "answerable", "serve", "--port", str(port)],
        env=writing(folder, port),
        start_new_session=True,
    )
    try:
        wait_for(f"{found.url}{ROOT}mine/", server)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=20)


def look(page) -> None:
    """Hold a page to the rules of accessibility, to its width, and to its own host."""
    found = axe.Axe().run(page, options=RULES).response["violations"]
    assert [f"{page.url} {one['id']}: {one['nodes'][0]['target']}" for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.locator("h1").count() == 1


def read(looking, url: str) -> None:
    """Open a page in the browser that runs the rules, and hold it to them."""
    foreign: list[str] = []
    looking.on("request", lambda asked: None if "127.0.0.1" in asked.url else foreign.append(asked.url))
    looking.goto(url)
    look(looking)
    assert foreign == []


def test_a_writer_goes_the_whole_way_without_a_script(home: Home, chromium) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="en")
    rules = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en")
    page, looking = context.new_page(), rules.new_page()

    page.goto(f"{home.url}{ROOT}mine/")
    page.get_by_label("Your e-mail address").fill(ADDRESS)
    page.get_by_role("button", name="Send me a link").click()
    assert page.locator("h1").inner_text() == "Look into your mail"
    assert context.cookies() == []
    read(looking, page.url)

    link = home.link_in("sign-in", 0)
    read(looking, link)
    page.goto(link)
    page.get_by_role("button", name="Open my actions").click()
    assert page.locator("h1").inner_text() == "My actions"
    rules.add_cookies(context.cookies())

    page.get_by_role("link", name="My preferences").click()
    assert page.locator("input:checked").count() == 0
    read(looking, page.url)
    page.get_by_label("Keep a list of what I do").check()
    page.get_by_label("I want news by mail").check()
    page.get_by_role("button", name="Save").click()
    assert "Choose at least one case" in page.locator(".error-summary").inner_text()
    page.get_by_label("Justice at the harbour").last.check()
    page.get_by_role("button", name="Save").click()

    home.run(DO)
    page.reload()
    assert page.get_by_role("heading", name="What has happened since").count() == 1
    assert page.locator(".entries form").count() == 2
    page.get_by_role("button", name="Delete this line").first.click()
    assert page.locator(".entries form").count() == 1
    for language in ("en", "ar"):
        read(looking, f"{home.url}{ROOT}mine/?language={language}")

    page.goto(home.link_in("updates", -1))
    read(looking, page.url)
    page.get_by_role("button", name="Send me no more news").click()
    assert page.locator("h1").inner_text() == "No more news will come"

    page.goto(f"{home.url}{ROOT}mine/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it").click()
    assert ADDRESS in Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_role("link", name="Delete everything").click()
    read(looking, page.url)
    page.get_by_role("button", name="Delete everything").click()
    assert page.locator("h1").inner_text() == "Everything is deleted"
    assert context.cookies() == []
    assert home.count("actions_writer") == home.count("actions_writeraction") == 0

    page.goto(link)
    assert page.locator("h1").inner_text() == "This link no longer works"
    context.close()
    rules.close()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_what_a_stranger_meets_is_without_a_barrier_on_a_wide_screen(home: Home, chromium, language: str) -> None:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="dark" if language == "ar" else "light"
    )
    page = context.new_page()

    for path in ("mine/", "mine/asked/", "news/none/", "mine/open/none/"):
        read(page, f"{home.url}{ROOT}{path}?language={language}")
    page.goto(f"{home.url}{ROOT}mine/?language={language}")
    page.locator("#address").evaluate("field => field.type = 'text'")
    page.locator("#address").fill("vera@")
    page.locator("form button").click()
    look(page)
    assert page.locator("[aria-invalid=true]").count() == 1
    assert context.cookies() == []
    context.close()
