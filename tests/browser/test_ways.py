"""Ways that people go through the pages, with a mouse and a keyboard."""

from tests.browser.addresses import AYACUCHO, DOSSIER
from tests.browser.test_pages import address, open_page


def test_from_the_front_door_to_the_passage_that_says_who_commanded(site, chromium) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site.url}/")
    page.get_by_role("link", name="Incidents", exact=True).first.click()
    page.locator(f'a[href*="{AYACUCHO}"]').first.click()
    page.locator(f'a[href*="{AYACUCHO}/command/"]').first.click()

    assert "Ayacucho" in page.locator("h1").inner_text()
    page.locator("main a.support").first.click()
    page.wait_for_selector(".claim .where a")
    page.locator(".claim .where a").first.click()

    assert f"/{DOSSIER}/sources/" in page.url
    context.close()


def test_the_day_slider_moves_the_chain_to_another_day(site, chromium) -> None:
    context = chromium.new_context()
    page = open_page(context, address(site, "en", "command/unit:pnp/?day=2022-12-15"))
    slider = page.locator("form[data-day-slider] input[type=range]")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.wait_for_url(lambda url: "day=2022-12-15" not in url)

    assert "day=" in page.url
    assert "15 December" not in page.locator("h1").inner_text()
    context.close()


def test_without_a_script_the_day_is_typed_and_sent(site, chromium) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = open_page(context, address(site, "en", "command/unit:pnp/?day=2022-12-15"))
    page.locator("form[data-day-slider] input[name=day]").fill("2023-01-09")
    page.locator("form[data-day-slider] button").first.click()

    assert "day=2023-01-09" in page.url
    context.close()


def test_as_the_public_could_know_on_an_early_day_later_sources_are_gone(site, chromium) -> None:
    context = chromium.new_context()
    page = open_page(context, address(site, "en", "sources/?published_by=2023-01-11"))
    text = page.locator("main").inner_text()

    assert "2024" not in text
    assert "11 January 2023" in page.locator(".context").inner_text()
    context.close()


def test_the_same_page_in_the_other_language_keeps_the_view(site, chromium) -> None:
    context = chromium.new_context()
    page = open_page(context, address(site, "en", "victims/?published_by=2023-01-11"))
    page.locator('.context a[hreflang="es"]').click()

    assert "/es/" in page.url
    assert "published_by=2023-01-11" in page.url
    assert page.locator("html").get_attribute("lang") == "es"
    context.close()


def test_a_claim_recorded_from_a_source_shows_what_it_changes_and_is_then_in_the_view(
    site, chromium, owner_cookies
) -> None:
    context = chromium.new_context()
    context.add_cookies(owner_cookies)
    page = open_page(context, address(site, "en", "record/Unit/?source=S1&paragraph=12"))
    page.locator('[name="about_is"][value="new"]').check()
    page.locator('[name="p.name"]').fill("Trial Company of the Tests")
    page.locator('[name="grade"]').select_option("3")
    page.locator('[name="visibility"][value="team"]').check()
    page.get_by_role("button", name="See what it changes").click()
    page.wait_for_load_state()

    assert "Trial Company of the Tests" in page.locator("main").inner_text()
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()

    assert "Trial Company of the Tests" in site.command("show", "peru-2022", "Unit")
    assert "Trial Company of the Tests" not in site.command("show", "peru-2022", "Unit", "--audience", "public")
    context.close()


def test_the_link_that_signs_in_works_once(site, chromium) -> None:
    link = site.entry()
    first, second = chromium.new_context(), chromium.new_context()
    first.new_page().goto(link)
    again = second.new_page()
    again.goto(link)

    assert any(cookie["name"] == "sessionid" for cookie in first.cookies())
    assert not any(cookie["name"] == "sessionid" for cookie in second.cookies())
    first.close()
    second.close()
