"""How long an official's account takes on a view of a million claims, and how long its index takes to build.

A generated force of 50,000 officials and 100,000 incidents, with notices, meetings, letters, remarks, orders, plans,
measures and deaths. The index is built once for a view; then the account of a sample of officials is asked for, and
of those with most incidents under them, and every item of it is placed against every incident. Times are of the
processor, on one thread.

Bars: the index within 10 seconds of the chains being built, an account within 50 milliseconds.

    python benchmarks/conduct.py [--small]
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")

import argparse
import gc
import json
import platform
import random
import resource
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from forces import BATCH, SOURCES, ZONE, Force, Size, ordinal

from answerable.conduct import account_of, index_of, placings
from answerable.ontology.loading import load_ontology
from answerable.record.audiences import TEAM
from answerable.record.claims import ReadableSource
from answerable.record.columns import columns_of
from answerable.record.view import DossierCard, View, ViewSpec

RESULTS = Path(__file__).parent / "results"
PEOPLE = 50_000
FULL, SMALL = Size(50_000, 100_000, 100_000), Size(3_000, 6_000, 5_000)
SAMPLE, BUSIEST = 1_000, 20
BAR_ACCOUNT_SECONDS, BAR_INDEX_SECONDS = 0.05, 10.0


class Conduct(Force):
    """A force, and what its officials were told, said, ordered and did about its incidents."""

    def row(self, about: str, schema: str, said: dict[str, list[str]], *rest: Any, **more: Any) -> tuple[Any, ...]:
        if "person" in said and schema == "Appointment":
            said = said | {"person": [f"person:h{int(said['person'][0][8:]) % self.people}"]}
        return super().row(about, schema, said, *rest, **more)

    @property
    def people(self) -> int:
        return min(PEOPLE, self.size.appointments // 2)

    def rows(self) -> Iterator[tuple[object, ...]]:
        yield from super().rows()
        for number in range(self.people):
            yield self.row(f"person:h{number}", "Person", {"name": [f"Person {number}"]}, None)
        for number in range(self.size.incidents):
            yield from self.about(number)

    def someone(self) -> str:
        return f"person:h{self.random.randrange(self.people)}"

    def about(self, number: int) -> Iterator[tuple[object, ...]]:
        draw, incident = self.random, f"incident:i{number}"
        day = draw.randrange(ordinal(2000), ordinal(2021))
        on: Any = self.blurred(day, day + 1)
        unit = f"unit:u{draw.randrange(self.size.units)}"
        said = {"actor": [unit], "incident": [incident], "weapon": ["rifles"]}
        yield self.row(f"deployment:d{number}", "Deployment", said, on)
        if number % 3 == 0:
            yield self.row(f"harm:k{number}", "Harm", {"group": ["people"], "number": ["2"], "incident": [incident],
                           "kind": ["killed"]}, on)  # fmt: skip
        post = f"post:p{draw.randrange(self.size.units)}"
        notice = {"person": [self.someone(), post], "incident": [incident], "receipt": ["delivered"]}
        remark = {"speaker": [self.someone()], "gist": ["Said so."], "kind": ["denial"], "incident": [incident]}
        order = {"givenBy": [self.someone()], "givenTo": [unit], "incident": [incident]}
        letter = {"sender": [self.someone()], "recipient": [post], "incident": [incident], "kind": ["letter"]}
        measure = {
            "by": [self.someone()],
            "towards": [self.someone()],
            "kind": ["sanction"],
            "incident": [incident],
        }
        meeting = {"participant": [self.someone() for _ in range(4)], "leftOut": ["The dead."]}
        yield self.row(f"notice:n{number}", "Notice", notice, on)
        yield self.row(f"remark:r{number}", "Remark", remark, on)
        if number % 2:
            yield self.row(f"order:o{number}", "Order", order, on)
            yield self.row(f"communication:c{number}", "Communication", letter, on)
        else:
            yield self.row(f"measure:m{number}", "Measure", measure, on)
            yield self.row(f"meeting:t{number}", "Meeting", meeting, on)


def view_of_conduct(size: Size) -> View:
    """Return the team's view of a generated force and its conduct, in memory."""
    cards = {key: ReadableSource(key, "report", f"Report {key}", published="2024-01-01") for key in SOURCES}
    card = DossierCard("trial", {"en": "Trial"}, {}, ZoneInfo(ZONE), ("en",))
    rows = Conduct(size).rows()
    batches = iter(lambda: list(islice(rows, BATCH)), [])
    return View(card, ViewSpec(TEAM), columns_of(batches), cards, load_ontology())


def timed(act: Callable[[], Any]) -> tuple[Any, float]:
    gc.collect()
    gc.disable()
    begin = time.process_time()
    found = act()
    seconds = time.process_time() - begin
    gc.enable()
    return found, seconds


def build(view: View) -> None:
    """Make everything that does not depend on who is asked about."""
    index = index_of(view)
    index.officials()
    account_of(view, min(index.officials(), key=lambda name: index.ways.count_under(view.entity_codes[name])))


def asked(view: View, people: list[str]) -> list[float]:
    """Return the seconds of each account with its placings, in order; each person is asked about for the first time."""
    found = []
    for person in people:
        begin = time.process_time()
        placings(account_of(view, person))
        found.append(time.process_time() - begin)
    return sorted(found)


def run(size: Size) -> dict[str, Any]:
    view = view_of_conduct(size)
    chains, chain_seconds = timed(lambda: index_of(view).ways.bulk)
    _, index_seconds = timed(lambda: build(view))
    index = index_of(view)
    officials = list(index.officials())
    sample = random.Random(7).sample(officials, min(SAMPLE, len(officials)))
    codes = view.entity_codes
    busiest = sorted(officials, key=lambda name: -index.ways.count_under(codes[name]))[:BUSIEST]
    times = asked(view, [name for name in sample if name not in busiest])
    worst = asked(view, busiest)
    return {
        "claims": len(view), "incidents": size.incidents, "officials": len(officials),
        "chain_rows": len(chains.climbs), "chains_seconds": round(chain_seconds, 2),
        "index_seconds": round(index_seconds, 2),
        "account_ms": {"median": ms(times, 0.5), "p95": ms(times, 0.95), "p99": ms(times, 0.99), "most": ms(times, 1)},
        "busiest_ms": {"median": ms(worst, 0.5), "most": ms(worst, 1)},
        "busiest_incidents": [len(index.incidents_of(name)) for name in busiest[:3]],
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2), "machine": platform.machine(),
    }  # fmt: skip


def ms(times: list[float], share: float) -> float:
    return round(times[min(int(share * len(times)), len(times) - 1)] * 1000, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    is_small = parser.parse_args().small
    found = run(SMALL if is_small else FULL)
    print(json.dumps(found, indent=2))
    if not is_small:
        (RESULTS / "conduct.json").write_text(json.dumps(found, indent=2) + "\n")
        assert found["index_seconds"] < BAR_INDEX_SECONDS, "The index takes too long."
        assert found["account_ms"]["p99"] < BAR_ACCOUNT_SECONDS * 1000, "An account takes too long."


if __name__ == "__main__":
    main()
