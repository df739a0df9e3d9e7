"""From reading an action to a letter that is counted, in a real browser: without a script, and with one."""

import re
import time
from collections.abc import Iterator

import pytest

from tests.actions.live_action import SLUG, Live, live_action

OWN = "I write in words of my own about what happened at the bridge."


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live_action(tmp_path_factory.mktemp("ways"), workers=1, risk="raised") as found:
        yield found


def to_the_ready_letter(live: Live, page, language: str = "en") -> None:
    page.goto(f"{live.url}/actions/trial/{language}/{SLUG}/")
    page.locator(f'a[href*="/{SLUG}/write/"]').first.click()
    page.locator("#letter_language").select_option("en")
    page.locator('button[value="change"]').click()
    assert page.locator("#text").input_value().startswith("According to a report")
    page.locator("#text").fill(OWN)
    page.locator("#sign-initials").check()
    page.locator("#name").fill("Ana María Quispe")
    page.locator("#place").fill("Bern")
    page.locator("#acknowledged").check()
    time.sleep(2.1)  # a form that comes back faster is asked again
    page.locator('button[value="ready"]').click()
    assert "A. M. Q." in page.locator("article.letter").inner_text()


def channels(live: Live) -> dict[object, object]:
    return dict(live.rows("SELECT channel || ' ' || state, COUNT(*) FROM actions_appeal GROUP BY 1"))


def test_without_a_script_a_letter_is_written_sent_confirmed_and_counted(live, chromium) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    to_the_ready_letter(live, page)
    page.locator("#address").fill("ana@example.org")
    page.locator('button[formaction*="/send/"]').click()
    assert "only if you agree" in page.locator(".error-summary").inner_text()
    page.locator("#agrees").check()
    page.locator('button[formaction*="/send/"]').click()
    assert page.locator("h1").inner_text() == "Look into your mailbox"

    text = str(live.rows("SELECT text FROM actions_mail WHERE kind = 'confirm'")[0][0])
    page.goto(live.url + re.search(r"/actions/trial/confirm/\S+", text)[0])
    assert OWN in page.locator("main").inner_text()
    page.locator("form button").click()

    assert page.locator("h1").inner_text() == "Your letter is on its way"
    assert "1 more is on its way" in page.locator("#counts").inner_text()
    assert channels(live)["here queued"] == 1
    context.close()


def test_without_a_script_a_letter_that_was_copied_is_counted_once_and_going_back_loses_nothing(
    live, chromium
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    to_the_ready_letter(live, page)
    page.locator('button[value="copied"]').click()
    assert page.locator("h1").inner_text() == "Counted. Thank you."
    assert "1 copied" in page.locator("#counts").inner_text()
    page.locator('button[value="ready"]').click()
    page.locator('button[value="copied"]').click()
    assert page.locator("h1").inner_text() == "This was counted before"
    page.locator('button[value="ready"]').click()
    page.locator('button[value="change"]').click()

    assert page.locator("#text").input_value() == OWN
    assert channels(live)["copied counted"] == 1
    context.close()


def test_with_a_script_one_click_opens_the_mail_program_and_counts_without_leaving(live, chromium) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    to_the_ready_letter(live, page)
    page.wait_for_function("document.querySelector('[name=proof]').value !== ''")
    page.evaluate("document.getElementById('ways').dataset.mailto = '#opened'")  # no mail program runs here
    page.locator('button[value="mail-program"]').click()
    page.locator("#counted-here").wait_for(state="visible")

    assert page.url.endswith("#opened")
    assert page.locator("#counted-here").inner_text() == "Counted. Thank you."
    assert "1 opened in a mail program" in page.locator("#counts").inner_text()
    assert page.locator('button[value="copied"]').inner_text() == "Copy the letter"
    assert channels(live)["mail-program counted"] == 1
    assert all(url.startswith((live.url, "data:")) for url in asked)
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_of_the_way_fits_its_screen_and_passes_axe(live, chromium, width) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    found = []

    def look(name: str) -> None:
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        broken = axe.run(page).response["violations"] if width == 390 else ()  # the rules know no width
        found.extend(f"{name}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in broken)
        if too_wide > 0:
            found.append(f"{name}: {too_wide} px too wide")

    page.goto(f"{live.url}/actions/trial/de/{SLUG}/write/")
    look("write")
    page.locator('button[value="ready"]').click()
    look("mend")
    page.locator("#sign-nobody").check()
    page.locator("#acknowledged").check()
    time.sleep(2.1)
    page.locator('button[value="ready"]').click()
    look("ready")
    page.locator('button[value="post"]').click()
    look("counted")
    page.goto(f"{live.url}/actions/trial/confirm/nothing/")
    look("said")

    assert found == []
    context.close()
