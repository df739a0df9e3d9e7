"""Two ways to ask: at a fixed rate whatever comes back, or as fast as answers come.

At a fixed rate the time of an answer counts from when the request was due, not from when a connection was free:
a server that stalls would else hide the wait of everybody behind the stall.
Source: G. Tene, "How not to measure latency" (coordinated omission).
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from action_load.wire import Answer, Line

MOST_REQUESTS = 400_000
LONGEST_SECONDS = 120.0
Good = Callable[[Answer], bool]


@dataclass(slots=True)
class Round:
    """What came of one round: milliseconds of each good answer, and how many failed and why."""

    milliseconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    asked: int = 0

    @property
    def per_second(self) -> float:
        """Good answers a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Return the time that this share of the answers kept within; 0 when there is none."""
        if not self.milliseconds:
            return 0.0
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def _one(line: Line, request: bytes, due: float, found: Round, is_good: Good) -> None:
    try:
        answer = await line.ask(request)
    except (OSError, TimeoutError) as error:
        found.failures[type(error).__name__] += 1
        return
    if is_good(answer):
        found.milliseconds.append((time.perf_counter() - due) * 1000)
    else:
        found.failures[str(answer.status)] += 1


def _within_bounds(seconds: float, rate: float) -> None:
    if seconds > LONGEST_SECONDS or seconds * rate > MOST_REQUESTS:
        raise SystemExit("A round may last two minutes and ask 400,000 times at most.")


def at_rate(
    port: int,
    requests: Iterator[bytes],
    *,
    rate: float,
    seconds: float,
    lines: int,
    is_good: Good,
) -> Round:
    """Ask at a fixed rate for some seconds. Ends early when the requests are used up."""
    _within_bounds(seconds, rate)

    async def run() -> Round:
        found, free, tasks = Round(), asyncio.Queue[Line](), set[asyncio.Task[None]]()
        every = [Line(port) for _ in range(lines)]
        for line in every:
            free.put_nowait(line)

        async def send(request: bytes, due: float) -> None:
            line = await free.get()
            try:
                await _one(line, request, due, found, is_good)
            finally:
                free.put_nowait(line)

        began = time.perf_counter()
        for number in range(int(rate * seconds)):
            request = next(requests, None)
            if request is None:
                break
            due = began + number / rate
            wait = due - time.perf_counter()
            if wait > 0.0005:
                await asyncio.sleep(wait)
            elif number % 50 == 0:
                await asyncio.sleep(0)
            task = asyncio.create_task(send(request, due))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            found.asked += 1
        await _all(tasks)
        found.seconds = time.perf_counter() - began
        for line in every:
            line.close()
        return found

    return asyncio.run(run())


async def _all(tasks: set[asyncio.Task[None]]) -> None:
    if tasks:
        await asyncio.wait(set(tasks))


def as_fast_as_it_goes(
    port: int,
    requests: Iterator[bytes],
    *,
    seconds: float,
    lines: int,
    is_good: Good,
) -> Round:
    """Keep so many connections busy for some seconds. Ends early when the requests are used up."""
    _within_bounds(seconds, 1)

    async def run() -> Round:
        found = Round()
        began = time.perf_counter()

        async def keep_busy() -> None:
            line = Line(port)
            while time.perf_counter() - began < seconds and found.asked < MOST_REQUESTS:
                request = next(requests, None)
                if request is None:
                    break
                found.asked += 1
                await _one(line, request, time.perf_counter(), found, is_good)
            line.close()

        await asyncio.gather(*(keep_busy() for _ in range(lines)))
        found.seconds = time.perf_counter() - began
        return found

    return asyncio.run(run())
