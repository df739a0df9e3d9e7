"""A worker that is killed while letters come in: what was answered is counted, and nothing is counted twice."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.actions.live_action import SLUG, live_action

WRITERS = 200
HANDS = 6
KILLS = 3


def test_what_was_answered_before_a_worker_was_killed_is_counted_once(tmp_path) -> None:
    with live_action(tmp_path) as live:
        form = live.form() | {"channel": "copied"}
        is_over = threading.Event()
        killed: list[int] = []

        def kill() -> None:
            while not is_over.wait(0.7):
                if len(killed) < KILLS:
                    live.kill_one()
                    killed.append(1)

        def write(number: int) -> tuple[int, int, int]:
            """Post until it is answered, as somebody does whose browser says that the page could not be had."""
            told = (f"{number:022d}", f"198.51.100.{number % 250 + 1}")
            for tries in range(1, 60):
                status = live.post(f"/actions/trial/en/{SLUG}/done/", form, word=told[0], machine=told[1]).status
                if status:
                    return number, status, tries
                time.sleep(0.2)
            return number, 0, tries

        killer = threading.Thread(target=kill)
        killer.start()
        with ThreadPoolExecutor(HANDS) as hands:
            found = list(hands.map(write, range(WRITERS)))
        is_over.set()
        killer.join()
        rows = [row for row in live.ledger() if row["channel"] == "copied"]
        recounted = live.run("recount", "trial")

    assert killed
    assert {status for _, status, _ in found} == {200}
    assert any(tries > 1 for _, _, tries in found), "no post was ever cut off"
    assert len(rows) == WRITERS
    assert len({row["writer_key"] for row in rows}) == WRITERS
    assert recounted.returncode == 0, recounted.stdout
