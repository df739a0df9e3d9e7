"""How long an official's account takes on a view of a million claims, and how long its index takes to build.

A generated force of 50,000 officials and 100,000 incidents, with notices, meetings, letters, remarks, orders,
measures and deaths. The index is built once for a view; then the account of a sample of officials is asked for,
and of those with most incidents under them, each for the first time. Times are of the processor, on one thread.

Bars: the index within 10 seconds of the chains being built, an account of 99 officials in 100 within 50
milliseconds. An account grows with the incidents under the person, and so has no bar for the busiest.

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
SHARES = {"median": 0.5, "p95": 0.95, "p99": 0.99, "most": 1.0}
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
            dead = {"group": ["people"], "number": ["2"], "incident": [incident], "kind": ["killed"]}
            yield self.row(f"harm:k{number}", "Harm", dead, on)
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
    index, codes = index_of(view), view.entity_codes
    under = {name: index.ways.count_under(codes[name]) for name in index.officials()}
    account_of(view, min((name for name in under if under[name]), key=lambda name: under[name]))


def asked(view: View, people: list[str]) -> tuple[list[float], list[float]]:
    """Return the seconds of each account, asked for the first time, and of placing all of it, each in order."""
    accounts, placed = [], []
    for person in people:
        begin = time.process_time()
        account = account_of(view, person)
        accounts.append(time.process_time() - begin)
        placings(account)
        placed.append(time.process_time() - begin)
    return sorted(accounts), sorted(placed)


def run(size: Size) -> dict[str, Any]:
    view = view_of_conduct(size)
    chains, chain_seconds = timed(lambda: index_of(view).ways.bulk)
    _, index_seconds = timed(lambda: build(view))
    index = index_of(view)
    officials = list(index.officials())
    sample = random.Random(7).sample(officials, min(SAMPLE, len(officials)))
    codes = view.entity_codes
    busiest = sorted(officials, key=lambda name: -index.ways.count_under(codes[name]))[:BUSIEST]
    accounts, placed = asked(view, [name for name in sample if name not in busiest])
    worst, _ = asked(view, busiest)
    incidents = sorted(len(index.incidents_of(name)) for name in busiest)
    return {
        "claims": len(view),
        "incidents": size.incidents,
        "officials": len(officials),
        "chain_rows": len(chains.climbs),
        "chains_seconds": round(chain_seconds, 2),
        "index_seconds": round(index_seconds, 2),
        "account_ms": {name: ms(accounts, share) for name, share in SHARES.items()},
        "account_and_placings_ms": {name: ms(placed, share) for name, share in SHARES.items()},
        "busiest": {
            "incidents_median": incidents[len(incidents) // 2],
            "incidents_most": incidents[-1],
            "account_ms_median": ms(worst, 0.5),
            "account_ms_most": ms(worst, 1),
        },
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
        "machine": platform.machine(),
    }


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
