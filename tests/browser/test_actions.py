"""The pages of urgent actions in a real browser: in every state and language, on a phone and a wide screen, dark too.

They are served by two workers from a database of their own, so that what is decided shows in every worker.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.action_states import ARABIC_ACTION, STATES
from tests.browser.conftest import Site, environment, free_port, wait_for
from tests.browser.test_pages import RULES, checker
from tests.conftest import ROOT

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

LANGUAGES = ("en", "es", "de", "fr", "ar")
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
PAGES = (*(f"{state}/" for state in STATES), f"{ARABIC_ACTION}/", "updated/0/", "open/card/", "")
MOST_BYTES = 60_000
"""What a first visit may take in all, as it is transferred: page, stylesheet, typeface; without scripts."""
STOP = """
import django
django.setup()
from answerable.actions import changes
from answerable.record.actors import Actor, Role
changes.stop(actor=Actor("luis", Role.EDITOR), dossier_id="trial", slug="high-risk", words={"en": "At once."})
"""


def at_home(home: Path, port: int) -> dict[str, str]:
    return environment(home) | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "DJANGO_SETTINGS_MODULE": "answerable.settings",
        "ANSWERABLE_ADDRESS": f"http://127.0.0.1:{port}",
    }


@pytest.fixture(scope="module")
def actions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a dossier with one action in each state, by two workers."""
    home, port = tmp_path_factory.mktemp("actions"), free_port()
    env = at_home(home, port)
    subprocess.run([sys.executable, "-m", "tests.browser.action_states"], env=env, check=True, cwd=ROOT)
    command = [sys.executable, "-m", "answerable", "serve", "--port", str(port), "--workers", "2"]
    server = subprocess.Popen(command, env=env, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/actions/trial/en/", server)
        yield Site(url, home)
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=20)


def address(site: Site, language: str, part: str) -> str:
    return f"{site.url}/actions/trial/{language}/{part}"


def violations(page) -> list[str]:
    """Run the rules on a page in which they are already."""
    found = page.evaluate("rules => axe.run({...rules, resultTypes: ['violations']})", RULES)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['target']} {each['help']}" for each in found]


@pytest.fixture(scope="module")
def reader(chromium) -> Iterator[object]:
    context = chromium.new_context(viewport=PHONE)
    yield context
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_read_without_a_barrier_a_cookie_or_another_host(actions, reader, language: str) -> None:
    """Widths and schemes take turns. Every state in English and Arabic; the three others share the states."""
    pages = PAGES if language in ("en", "ar") else PAGES[("es", "de", "fr").index(language) :: 3]
    foreign, broken = list[str](), list[str]()
    page = reader.new_page()
    page.on(
        "request", lambda request: None if request.url.startswith(actions.url) else foreign.append(request.url)
    )
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    for turn, part in enumerate(pages, LANGUAGES.index(language)):
        page.emulate_media(color_scheme="dark" if turn % 4 > 1 else "light")
        page.set_viewport_size(WIDE if turn % 2 else PHONE)
        answer = page.goto(address(actions, language, part))
        assert answer.status == 200, part
        page.evaluate(axe.Axe().axe_script)

        assert violations(page) == [], part
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{part} is too wide"
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    page.close()
    assert foreign == []
    assert broken == []
    assert reader.cookies() == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_open_action_is_without_a_barrier_at_both_widths_in_both_schemes(actions, reader, language) -> None:
    page = reader.new_page()
    page.goto(address(actions, language, "open/"))
    page.evaluate(axe.Axe().axe_script)
    for size in (PHONE, WIDE):
        for scheme in ("light", "dark"):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)

            assert violations(page) == [], (size, scheme)
    page.close()


def test_every_state_is_valid_html(actions, tmp_path: Path) -> None:
    jar = checker()
    if jar is None:
        pytest.skip("No Java runtime is installed, so the HTML checker was not run.")
    for language in LANGUAGES:
        for part in PAGES:
            with urllib.request.urlopen(address(actions, language, part)) as answer:
                (tmp_path / f"{language}-{part.strip('/').replace('/', '-') or 'list'}.html").write_bytes(
                    answer.read()
                )

    files = map(str, sorted(tmp_path.glob("*.html")))
    command = ["java", "-Xss2m", "-jar", str(jar), "--errors-only", "--format", "gnu", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert [line for line in done.stderr.splitlines() if line.strip()][:20] == []


def test_the_letter_and_its_translation_stand_side_by_side_where_there_is_room(actions, reader) -> None:
    page = reader.new_page()
    page.goto(address(actions, "en", "open/"))
    sent, read = page.locator(".letter").all()

    page.set_viewport_size(WIDE)
    assert abs(sent.bounding_box()["y"] - read.bounding_box()["y"]) < 2
    page.set_viewport_size(PHONE)
    assert read.bounding_box()["y"] > sent.bounding_box()["y"] + sent.bounding_box()["height"]
    page.close()


def test_latin_names_keep_their_direction_in_arabic(actions, reader) -> None:
    page = reader.new_page()
    page.goto(address(actions, "ar", "open/"))

    name = page.locator("#to-whom ~ ul bdi", has_text="Ilse Quenta Mamani").first
    lines = page.locator("address").first
    assert page.locator("h1").evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert name.evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert lines.evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert page.locator(".letter > div").first.evaluate("one => getComputedStyle(one).direction") == "ltr"
    page.goto(address(actions, "en", f"{ARABIC_ACTION}/"))
    assert page.locator("address").first.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.locator(".letter > div").first.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.locator(".letter.reading > div").evaluate("one => getComputedStyle(one).direction") == "ltr"
    page.close()


def test_a_text_is_copied_with_a_button_and_can_be_selected_without_scripts(actions, chromium) -> None:
    context = chromium.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address(actions, "en", "open/"))
    page.get_by_text("Copy the letter").first.click()
    page.get_by_role("button", name="Copy the letter").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Señora Ministra")
    context.close()

    bare = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = bare.new_page()
    page.goto(address(actions, "en", "open/"))
    page.get_by_text("Copy the letter").click()
    assert page.locator("#letter-text").is_visible()
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("link", name="Write your letter").is_visible()
    bare.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_first_visit_is_light(actions, chromium, language: str) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    session, taken = context.new_cdp_session(page), list[tuple[str, int]]()
    session.send("Network.enable")
    session.on(
        "Network.loadingFinished", lambda told: taken.append((told["requestId"], told["encodedDataLength"]))
    )
    page.goto(address(actions, language, "open/"), wait_until="networkidle")

    assert 3 <= len(taken) <= 4
    assert sum(size for _, size in taken) <= MOST_BYTES, taken
    context.close()


def test_a_stop_shows_in_every_worker_within_two_seconds(actions) -> None:
    url = address(actions, "en", "high-risk/")

    def shows_letter() -> bool:
        with urllib.request.urlopen(url) as answer:
            return "minister@example.org" in answer.read().decode()

    assert all(shows_letter() for _ in range(20))
    port = int(actions.url.rsplit(":", 1)[1])
    subprocess.run([sys.executable, "-c", STOP], env=at_home(actions.home, port), check=True, cwd=ROOT)
    stopped_at = time.monotonic()
    time.sleep(1.2)

    assert not any(shows_letter() for _ in range(40))
    assert time.monotonic() - stopped_at < 2.5


def test_a_revalidated_page_has_no_body_and_the_same_policy(actions) -> None:
    url = address(actions, "en", "open/")
    with urllib.request.urlopen(url) as first:
        tag, policy = first.headers["ETag"], first.headers["Content-Security-Policy"]
    request = urllib.request.Request(url, headers={"If-None-Match": tag})

    with pytest.raises(urllib.error.HTTPError) as again:
        urllib.request.urlopen(request)

    assert again.value.code == 304
    assert again.value.read() == b""
    assert sorted(again.value.headers["Content-Security-Policy"].split("; ")) == sorted(policy.split("; "))
    assert again.value.headers["X-Content-Type-Options"] == "nosniff"
    with urllib.request.urlopen(f"{actions.url}/actions/trial/actions.json") as given:
        assert {one["slug"] for one in json.load(given)["actions"]} == {*STATES, ARABIC_ACTION}
