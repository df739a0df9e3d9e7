"""The mixes: what is asked of a server, how hard, and what is read off.

Each gives rows of one shape, so that servers and rounds can be set beside each other. Reading is asked over
connections that stay open where the server lets them; each letter comes over a connection of its own.
"""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from action_load.arrivals import Good, Round, as_fast_as_it_goes, at_rate
from action_load.processor import Load, load, spent_seconds
from action_load.served import Served
from action_load.wire import Answer, one_answer

READ_LINES, WRITE_LINES, OPEN_LINES = 16, 8, 64
LETTERS_A_SECOND = 80
SPIKE_RATES = (50, 100, 200, 400, 800, 1600)
ONE_LETTER_IN = 20
READ_BAR_MS, WRITE_BAR_MS = 100.0, 250.0
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many seconds each part of a round lasts."""

    busy: float
    steady: float
    letters: float
    step: float


QUICK = Lengths(busy=3, steady=3, letters=6, step=2)
FULL = Lengths(busy=10, steady=15, letters=60, step=8)
SMOKE = Lengths(busy=0.4, steady=0.4, letters=0.4, step=0.4)


@dataclass(slots=True)
class Row:
    """One measure: answers a second, milliseconds, and the processor's milliseconds for each answer."""

    what: str
    server: str
    per_second: float = 0.0
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    cpu_ms: dict[str, float] = field(default_factory=dict)
    failed: int = 0
    why: dict[str, int] = field(default_factory=dict)
    rate: float | None = None
    load: float = 0.0
    aborted: str = ""


class Bench:
    """Asks one server after another, only while nobody else uses the machine."""

    def __init__(self, lengths: Lengths, *, even_if_busy: bool = False) -> None:
        self.lengths = lengths
        self.even_if_busy = even_if_busy

    def wait_until_quiet(self) -> Load:
        """Wait a while for a quiet machine; return how it was at last."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            now = load(0.5)
            if now.is_quiet or self.even_if_busy or time.monotonic() > until:
                return now

    def measured(self, what: str, served: Served, ask: Callable[[], Round], rate: float | None = None) -> Row:
        """Return one row, or one that says that the machine was not quiet."""
        before = self.wait_until_quiet()
        row = Row(what, served.name, rate=rate, load=round(before.mean, 2))
        if not before.is_quiet and not self.even_if_busy:
            row.aborted = f"others used {before.busy:.0%} of the machine"
            return row
        spent = {name: spent_seconds(list(pids)) for name, pids in served.processes().items()}
        found = ask()
        after = {name: spent_seconds(list(pids)) for name, pids in served.processes().items()}
        good = len(found.milliseconds)
        row.per_second, row.failed = round(found.per_second, 1), sum(found.failures.values())
        row.p50_ms, row.p99_ms = round(found.percentile(0.5), 1), round(found.percentile(0.99), 1)
        row.why = dict(found.failures)
        if good:
            row.cpu_ms = {name: round((after[name] - spent[name]) * 1000 / good, 2) for name in spent}
        return row

    def warm_up(self, served: Served) -> None:
        """Let every worker answer both kinds of question, so that no round pays for what is made only once."""
        same = itertools.repeat(served.page())
        for _ in range(3):
            as_fast_as_it_goes(
                served.port, itertools.islice(same, 40), seconds=30, lines=READ_LINES, is_good=_is(200)
            )
            letters = served.letters(12) if served.takes_letters else None
            if letters is not None:
                as_fast_as_it_goes(
                    served.port, iter(list(letters)), seconds=30, lines=WRITE_LINES, is_good=served.took
                )

    # (a) reading

    def reading(self, served: Served) -> list[Row]:
        """The page that everybody reads: as fast as it goes, then at 70 % of that."""
        same, is_good = itertools.repeat(served.page()), _is(200)
        knee = self.measured("page, as fast as it goes", served, lambda: self._busy(served, same, is_good))
        rows = [knee]
        if knee.per_second:
            rate = 0.7 * knee.per_second
            rows.append(
                self.measured(
                    "page, at 70 % of that", served, lambda: self._steady(served, same, rate, is_good), rate
                )
            )
        return rows

    def revalidating(self, served: Served) -> list[Row]:
        """The same page asked for by whoever has it already; nothing where the server gives it no tag."""
        tag = one_answer(served.port, served.page()).header("etag")
        if not tag:
            return []
        same, is_good = itertools.repeat(served.page(tag)), _is(304)
        what = "page known already, as fast as it goes"
        return [self.measured(what, served, lambda: self._busy(served, same, is_good))]

    def unkept(self, served: Served, what: str, pages: Iterator[bytes]) -> list[Row]:
        """Pages no two of which are the same: nothing that was kept of an answer helps."""
        return [self.measured(what, served, lambda: self._busy(served, pages, _is(200)))]

    # (b) letters

    def letters(self, served: Served, requests: Callable[[int], Iterator[bytes]]) -> list[Row]:
        """Letters of as many writers: as fast as they are taken, then the rate that is asked for."""
        lengths = self.lengths
        # All of them are made before the clock runs.
        most = iter(list(requests(int(400 * lengths.busy))))
        steady = iter(list(requests(int(LETTERS_A_SECOND * lengths.letters))))
        busy = self.measured(
            "letters, as fast as they are taken", served,
            lambda: as_fast_as_it_goes(served.port, most, seconds=lengths.busy, lines=WRITE_LINES,
                                       is_good=served.took),
        )  # fmt: skip
        kept = self.measured(
            f"letters, {LETTERS_A_SECOND} a second", served,
            lambda: at_rate(served.port, steady, rate=LETTERS_A_SECOND, seconds=lengths.letters, lines=OPEN_LINES,
                            is_good=served.took),
            LETTERS_A_SECOND,
        )  # fmt: skip
        return [busy, kept]

    # (c) a spike

    def spike(self, served: Served, requests: Callable[[int], Iterator[bytes]]) -> list[Row]:
        """19 readers to one letter at a rising rate: the last step that kept within the bars, and the next."""
        rows: list[Row] = []
        for rate in SPIKE_RATES:
            count = int(rate * self.lengths.step)
            asked = _mixed(served.page(), iter(list(requests(count // ONE_LETTER_IN + 1))), count)

            def is_good(answer: Answer) -> bool:
                return answer.status == 200 or served.took(answer)

            def ask(rate: float = rate, asked: Iterator[bytes] = asked, is_good: Good = is_good) -> Round:
                return self._steady(served, asked, rate, is_good, self.lengths.step)

            rows.append(self.measured("19 readers to 1 letter", served, ask, rate))
            if rows[-1].failed or rows[-1].p99_ms > READ_BAR_MS:
                break
        return rows[-2:]

    def _busy(self, served: Served, requests: Iterator[bytes], is_good: Good) -> Round:
        return as_fast_as_it_goes(
            served.port, requests, seconds=self.lengths.busy, lines=READ_LINES, is_good=is_good
        )

    def _steady(
        self, served: Served, requests: Iterator[bytes], rate: float, is_good: Good, seconds: float | None = None
    ) -> Round:
        return at_rate(served.port, requests, rate=rate, seconds=seconds or self.lengths.steady,
                       lines=OPEN_LINES, is_good=is_good)  # fmt: skip


def _is(status: int) -> Good:
    return lambda answer: answer.status == status


def _mixed(page: bytes, letters: Iterator[bytes], count: int) -> Iterator[bytes]:
    for number in range(count):
        letter = next(letters, None) if number % ONE_LETTER_IN == ONE_LETTER_IN - 1 else None
        yield page if letter is None else letter


def middle(rounds: list[list[Row]]) -> list[Row]:
    """Return the median of every measure over the rounds that were not aborted, in the order of the first."""
    found: dict[tuple[str, str, float | None], list[Row]] = {}
    for row in itertools.chain.from_iterable(rounds):
        rate = row.rate if row.what.startswith("19") else None
        found.setdefault((row.what, row.server, rate), []).append(row)
    return [_median(rows) for rows in found.values()]


def _median(rows: list[Row]) -> Row:
    good = [row for row in rows if not row.aborted]
    if not good:
        return rows[0]
    parts = {name: statistics.median(row.cpu_ms.get(name, 0.0) for row in good) for name in good[0].cpu_ms}
    return Row(
        good[0].what, good[0].server,
        round(statistics.median(row.per_second for row in good), 1),
        round(statistics.median(row.p50_ms for row in good), 1),
        round(statistics.median(row.p99_ms for row in good), 1),
        {name: round(value, 2) for name, value in parts.items()},
        sum(row.failed for row in good),
        {why: sum(row.why.get(why, 0) for row in good) for row in good for why in row.why},
        good[0].rate,
        max(row.load for row in good),
        "" if len(good) == len(rows) else f"{len(rows) - len(good)} of {len(rows)} rounds aborted",
    )  # fmt: skip
