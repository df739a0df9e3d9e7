"""What must never happen, tried on the running server: a letter counted twice, or lost.

Links are opened twice at once, a worker is killed while letters come in, and the database is asked afterwards.
Then how old the public count gets, how heavy the page is, and whether it asks anybody else for anything.
"""

import asyncio
import re
import threading
import time
from typing import Any

from action_load.arrivals import as_fast_as_it_goes
from action_load.ours import Ours
from action_load.wire import Answer, Line, one_answer, request_bytes

TRIES = 20


def all_checks(ours: Ours, *, count: int) -> dict[str, Any]:
    """Try everything with so many letters each; return what was found, in words and numbers."""
    return {
        "links opened twice at once": stampede(ours, count),
        "a worker killed while letters come in": killed(ours, count),
        "two clicks at once": double_clicks(ours, count),
        "counter": counter_lag(ours),
        "page": page_weight(ours),
    }


# each link twice


def stampede(ours: Ours, count: int) -> dict[str, Any]:
    """Post letters, then press the button behind each mailed link twice in parallel."""
    as_fast_as_it_goes(ours.port, iter(list(ours.letters(count))), seconds=60, lines=8, is_good=ours.took)
    paths = ours.links()
    before = state_counts(ours)
    requests = [request for path in paths for request in _pressed(ours, path)]
    began = time.perf_counter()
    answers = asyncio.run(_in_pairs(ours.port, requests))
    seconds = time.perf_counter() - began
    after = state_counts(ours)
    released = sum(after.get(state, 0) - before.get(state, 0) for state in ("queued", "held"))
    return {
        "links": len(paths), "answers": len(answers), "letters released": released,
        "letters on their way twice": _twice(ours), "presses a second": round(len(answers) / max(seconds, 0.001)),
        "failed": sum(answer.status not in (200, 409) for answer in answers),
    }  # fmt: skip


def _pressed(ours: Ours, path: str) -> list[bytes]:
    page = one_answer(ours.port, request_bytes("GET", path, ours.port))
    return [ours.link_post(path, page)] * 2


async def _in_pairs(port: int, requests: list[bytes]) -> list[Answer]:
    line, found = Line(port), list[Answer]()
    for at in range(0, len(requests), 16):
        found += await asyncio.gather(*(line.ask(one) for one in requests[at : at + 16]))
    return found


def _twice(ours: Ours) -> int:
    rows = ours.rows(
        "SELECT count(*) FROM (SELECT appeal_id FROM actions_mail WHERE kind = 'letter'"
        " AND state IN ('due', 'leased', 'left') GROUP BY appeal_id HAVING count(*) > 1)"
    )
    return int(str(rows[0][0]))


def state_counts(ours: Ours) -> dict[str, int]:
    """Return how many letters sent from here are in which state, for the action that everybody writes for."""
    rows = ours.rows("SELECT state, count(*) FROM actions_appeal WHERE issue_id = ? AND channel = 'here'"
                     " GROUP BY state", ours.made["hot"])  # fmt: skip
    return {str(state): int(str(number)) for state, number in rows}


# a worker is killed


def killed(ours: Ours, count: int) -> dict[str, Any]:
    """Hand letters off while a worker is killed; whoever got no answer asks again, as people do."""
    before = ours.held()
    requests, waiting = list(ours.hand_offs(count)), list[bytes]()
    killer = threading.Timer(0.4, ours.kill_a_worker)
    killer.start()
    good = _counting(ours, requests, waiting)
    killer.join()
    again = 0
    for _ in range(TRIES):
        if not waiting:
            break
        time.sleep(1)
        again += len(waiting)
        asked, waiting = waiting, []
        good += _counting(ours, asked, waiting)
    rows = ours.held() - before
    return {"letters": count, "answered": good, "asked again": again, "rows": rows,
            "lost": max(0, good - rows), "double": max(0, rows - count)}  # fmt: skip


def _counting(ours: Ours, requests: list[bytes], unanswered: list[bytes]) -> int:
    """Post letters; return how many were answered as taken, and put aside those that got no answer."""

    async def run() -> int:
        found, pending = 0, iter(requests)

        async def one() -> None:
            nonlocal found
            line = Line(ours.port)
            for request in pending:
                try:
                    answer = await line.ask(request)
                except (OSError, TimeoutError):
                    unanswered.append(request)
                    continue
                found += ours.took(answer)

        await asyncio.gather(*(one() for _ in range(8)))
        return found

    return asyncio.run(run())


def double_clicks(ours: Ours, count: int) -> dict[str, Any]:
    """Hand each letter off twice at once, as a double click does; it is counted once."""
    before = ours.held()
    answers = asyncio.run(_in_pairs(ours.port, list(ours.hand_offs(count, times=2))))
    rows = ours.held() - before
    failed = [answer.status for answer in answers if not ours.took(answer)]
    return {"letters": count, "posts": len(answers), "rows": rows, "double": max(0, rows - count),
            "failed": len(failed)} | ({"with": sorted(set(failed))} if failed else {})  # fmt: skip


# the counter, the page


def counter_lag(ours: Ours) -> dict[str, Any]:
    """Hand letters off and watch the public page until it shows them; seconds, the worst of a few tries."""
    lags = []
    for request in list(ours.hand_offs(3)):
        shown = _numbers(ours)
        one_answer(ours.port, request)
        began = time.perf_counter()
        while _numbers(ours) == shown and time.perf_counter() - began < 20:
            time.sleep(0.1)
        lags.append(time.perf_counter() - began)
    return {"seconds until every reader sees a letter": round(max(lags), 1)}


def _numbers(ours: Ours) -> str:
    body = one_answer(ours.port, ours.page()).body.decode()
    return " ".join(re.findall(r"\d[\d,.]*", body.partition("counts")[2]))


def page_weight(ours: Ours) -> dict[str, Any]:
    """Weigh the page with everything that it asks for, and find what it asks of others."""
    answer = one_answer(ours.port, ours.page())
    body = answer.body.decode()
    asked = re.findall(r'<(?:link[^>]*rel="stylesheet"[^>]*href|script[^>]*src|img[^>]*src)="([^"]+)"', body)
    own = [path for path in dict.fromkeys(asked) if path.startswith("/")]
    parts = [one_answer(ours.port, request_bytes("GET", path, ours.port)) for path in own]
    return {
        "kilobytes of the page": round(len(answer.body) / 1000, 1),
        "kilobytes with all that it asks for": round(
            (len(answer.body) + sum(len(p.body) for p in parts)) / 1000, 1
        ),
        "requests to other hosts": sum("//" in path and not path.startswith("/") for path in asked),
    }
