"""Counted once, whatever is clicked at once: real processes, real threads, a database in a file."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.actions.live_action import SLUG, TO, Live, live_action

WRITERS = 300
HANDS = 16


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live_action(tmp_path_factory.mktemp("races")) as found:
        yield found


def word(number: int) -> str:
    return f"{number:022d}"


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Do all of them, each at the very moment of the others."""
    gate = threading.Barrier(len(acts))

    def act(one: Callable[[], object]) -> object:
        gate.wait()
        return one()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(act, acts))


def test_three_hundred_writers_who_click_twice_at_once_are_counted_three_hundred_times(live) -> None:
    form = live.form() | {"channel": "copied"}
    path = f"/actions/trial/en/{SLUG}/done/"

    def click_twice(number: int) -> list[object]:
        machine = f"198.51.100.{number % 250 + 1}"
        return at_once([lambda: live.post(path, form, word=word(number), machine=machine).status] * 2)

    with ThreadPoolExecutor(HANDS // 2) as pairs:
        answers = Counter(status for pair in pairs.map(click_twice, range(WRITERS)) for status in pair)

    copied = [row for row in live.ledger() if row["channel"] == "copied"]
    assert answers == {200: 2 * WRITERS}
    assert len(copied) == WRITERS
    assert len({row["writer_key"] for row in copied}) == WRITERS
    assert live.run("recount", "trial").returncode == 0


def test_two_tabs_of_one_browser_are_one_writer_and_two_browsers_are_two(live) -> None:
    one, two = live.form(), live.form()
    path = f"/actions/trial/en/{SLUG}/done/"
    told = {"channel": "post"}

    for form in (one, two):
        assert live.post(path, form | told, word=word(9001)).status == 200
    assert len([row for row in live.ledger() if row["channel"] == "post"]) == 1

    for form in (one, one, two):  # without cookies the form's own token tells browsers apart
        assert live.post(path, form | told).status == 200
    assert len([row for row in live.ledger() if row["channel"] == "post"]) == 3


def test_every_link_pressed_four_times_at_once_sends_one_letter(live) -> None:
    tokens = live.tell("letters", "40")
    pages = {token: live.get(f"/actions/trial/confirm/{token}/").text for token in tokens}
    seen = {token: page.split('name="seen" value="')[1].split('"')[0] for token, page in pages.items()}

    def press(token: str) -> list[object]:
        path = f"/actions/trial/confirm/{token}/"
        return at_once([lambda: live.post(path, {"seen": seen[token]}).status] * 4)

    with ThreadPoolExecutor(HANDS // 4) as hands:
        answers = Counter(status for found in hands.map(press, tokens) for status in found)

    here = [row for row in live.ledger() if row["channel"] == "here"]
    assert answers == {200: 4 * len(tokens)}
    assert Counter(row["state"] for row in here) == {"queued": len(tokens)}
    assert live.rows("SELECT state, COUNT(*) FROM actions_mail WHERE kind = 'letter' GROUP BY state") == [
        ("due", len(tokens))
    ]
    replayed = live.post(f"/actions/trial/confirm/{tokens[0]}/", {"seen": seen[tokens[0]]})
    assert "This link has done its work" in replayed.text
    assert live.run("recount", "trial").returncode == 0


def test_a_letter_is_in_the_numbers_of_its_writer_at_once_and_in_everybodys_within_five_seconds(live) -> None:
    form = live.form() | {"channel": "fax", "target": TO}
    live.get(f"/actions/trial/en/{SLUG}/")
    own = live.post(f"/actions/trial/en/{SLUG}/done/", form, word=word(9002)).text
    begun = time.monotonic()

    assert "1 by fax" in own
    while "fax" not in str(live.rows("SELECT channel FROM actions_count WHERE value > 0")):
        live.post(f"/actions/trial/en/{SLUG}/done/", form | {"channel": "social"}, word=word(9003))
        assert time.monotonic() - begun < 5
        time.sleep(0.2)
