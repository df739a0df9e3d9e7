"""How long all nine patterns of conduct take for every official of a generated dossier.

For each size the dossier is read by column and its chains are joined (`reading`), then every rule is held against
every official (`patterns`): each answer with its claims, its denials and what speaks against it, met or not met.
On the same data, in the same run, SQLite answers four of the nine patterns over tables made for it, and its
answers are compared with ours. Then a sample of officials is asked for one by one, account and patterns, each for
the first time. Everything runs on one thread; times are of the processor. Python's collector rests meanwhile.

Bars: the patterns of 50,000 officials within 20 seconds of the reading; from 300,000 to 1,000,000 claims no more
than twice the time a claim; account and patterns of 95 officials in 100 within 100 milliseconds.

    python benchmarks/patterns.py [--small]
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
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

RESULTS = Path(__file__).parent / "results"
SAMPLE = 1_500
ROUNDS = 2
BAR_SECONDS, BAR_GROWTH, BAR_OFFICIAL = 20.0, 2.0, 0.1
SHARES = {"median": 0.5, "p95": 0.95, "p99": 0.99, "most": 1.0}


def timed(act: Callable[[], Any]) -> tuple[Any, float]:
    gc.collect()
    gc.disable()
    begin = time.process_time()
    found = act()
    seconds = time.process_time() - begin
    gc.enable()
    return found, seconds


def read(view: Any) -> tuple[Any, Any, Any]:
    """Read everything that the rules need, by column."""
    from answerable.conduct.patterns.at_once import AtOnce
    from answerable.conduct.patterns.chains_at_once import ChainsAtOnce
    from answerable.conduct.patterns.setting import setting_of

    setting = setting_of(view).ready()
    setting.index.officials()
    return setting, AtOnce(setting), ChainsAtOnce(setting).ready()


def forget(view: Any) -> None:
    """Forget what was read, so that another round reads it again."""
    for name in ("_conduct_index", "_conduct_setting", "_command_structure", "_links"):
        vars(view).pop(name, None)


def pairs(found: Any) -> dict[str, set[tuple[str, str]]]:
    """Our answers in the form in which the tables give theirs; not part of any time."""
    said: dict[str, set[tuple[str, str]]] = {
        code: set() for code in ("same-commander", "promoted-after-death", "labels-protesters")
    }
    said["notice-before-incident"] = set()
    for person, answers in found.items():
        for one in answers:
            if one.code in said:
                every = (each.incidents if one.code == "same-commander" else each.items for each in one.instances)
                said[one.code] |= {(person, name) for each in every for name in each}
    return said


def agree(ours: dict[str, set[tuple[str, str]]], theirs: dict[str, set[tuple[str, str]]]) -> bool:
    """Say whether both find the same; of notices who had one, for ours sets each incident beside the last ones."""
    people = [{person for person, _ in said["notice-before-incident"]} for said in (ours, theirs)]
    others = [code for code in ours if code != "notice-before-incident"]
    return people[0] == people[1] and all(ours[code] == theirs[code] for code in others)


def one_round(view: Any) -> tuple[Any, Any, float, float]:
    from answerable.conduct.patterns.rules import all_of

    forget(view)
    (setting, items, chains), reading = timed(lambda: read(view))
    found, seconds = timed(lambda: all_of(setting, items, chains))
    return setting, found, reading, seconds


def measure_size(scale: Any) -> dict[str, Any]:
    from officials import view_of_scale
    from pattern_tables import QUERIES, PatternTables

    view = view_of_scale(scale)
    earlier = [one_round(view)[2:] for _ in range(ROUNDS - 1)]
    setting, found, *last = one_round(view)
    reading, seconds = min((*earlier, tuple(last)), key=sum)
    met = Counter(one.code for answers in found.values() for one in answers if one.is_met)
    instances = sum(len(one.instances) for answers in found.values() for one in answers)
    ours = pairs(found)
    officials = len(found)
    del found
    tables, loading = timed(lambda: PatternTables(setting))
    theirs, asked = timed(tables.answer)
    return {
        "claims": len(view), "officials": officials, "reading_seconds": round(reading, 2),
        "patterns_seconds": round(seconds, 2),
        "microseconds_a_claim": round((reading + seconds) / len(view) * 1e6, 1),
        "microseconds_an_official": round(seconds / officials * 1e6, 1), "instances": instances,
        "met": dict(sorted(met.items())),
        "sqlite": {
            "patterns": list(QUERIES), "loading_seconds": round(loading, 2), "seconds": round(asked, 2),
            "answers_are_equal": agree(ours, theirs),
        },
    }  # fmt: skip


def measure_one_by_one(scale: Any) -> dict[str, Any]:
    """Ask for officials one at a time, on a view of which nothing has been asked yet."""
    from officials import view_of_scale

    from answerable.conduct import account_of, index_of
    from answerable.conduct.patterns import patterns_of

    view = view_of_scale(scale)

    def ask(person: str) -> None:
        account_of(view, person)
        patterns_of(view, person)

    officials = index_of(view).officials()
    _, first = timed(lambda: ask(officials[-1]))
    picked = random.Random(1).sample(officials, min(SAMPLE, len(officials)))
    times = np.array([timed_quickly(lambda person=person: ask(person)) for person in picked])
    quantiles = {name: round(float(np.quantile(times, share)) * 1000, 2) for name, share in SHARES.items()}
    return {"first_seconds": round(first, 2), "sample": len(picked), "milliseconds": quantiles}


def timed_quickly(act: Callable[[], Any]) -> float:
    begin = time.process_time()
    act()
    return time.process_time() - begin


def verdicts(found: dict[str, Any], *, is_small: bool) -> dict[str, bool]:
    """Say of each bar whether it is met; a small run is held to equal answers only."""
    bars = {"answers are equal": all(size["sqlite"]["answers_are_equal"] for size in found["sizes"])}
    if is_small:
        return bars
    *_, middle, largest = found["sizes"]
    growth = largest["microseconds_a_claim"] / middle["microseconds_a_claim"]
    p95 = found["one_by_one"]["milliseconds"]["p95"] / 1000
    return bars | {
        f"patterns of all within {BAR_SECONDS:g} s of the reading": largest["patterns_seconds"] < BAR_SECONDS,
        f"reading and patterns of all within {BAR_SECONDS:g} s": (
            largest["reading_seconds"] + largest["patterns_seconds"] < BAR_SECONDS
        ),
        f"time a claim grows less than {BAR_GROWTH:g} times": growth < BAR_GROWTH,
        f"an official within {BAR_OFFICIAL * 1000:g} ms, 95 in 100": p95 < BAR_OFFICIAL,
    }


def show(found: dict[str, Any]) -> None:
    for size in found["sizes"]:
        print(f"\n{size['claims']:,} claims, {size['officials']:,} officials, {size['instances']:,} instances")
        print(f"  reading   {size['reading_seconds']:>8.2f} s")
        print(f"  patterns  {size['patterns_seconds']:>8.2f} s, all nine")
        rival = size["sqlite"]
        equal = "" if rival["answers_are_equal"] else "  ANSWERS DIFFER"
        loading = f"loaded in {rival['loading_seconds']:.2f} s{equal}"
        print(f"  SQLite    {rival['seconds']:>8.2f} s, four of them, {loading}")
    one = found["one_by_one"]
    print(f"\none by one: first {one['first_seconds']:.2f} s, then in ms {one['milliseconds']}")
    print()
    for bar, is_met in found["bars"].items():
        print(f"{'met' if is_met else 'NOT MET':<8} {bar}")


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--small", action="store_true", help="two small sizes; saves nothing")
    asked = reader.parse_args()
    import django

    django.setup()
    from officials import SCALES, Scale

    scales = (Scale(20_000), Scale(50_000)) if asked.small else SCALES
    found: dict[str, Any] = {
        "machine": {
            "python": platform.python_version(), "numpy": np.__version__, "sqlite": sqlite3.sqlite_version,
            "system": f"{platform.system()} {platform.machine()}", "cores": os.cpu_count(), "threads": 1,
        },
        "sizes": [measure_size(scale) for scale in scales],
        "one_by_one": measure_one_by_one(scales[-1]),
    }  # fmt: skip
    found["peak_gb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)
    found["bars"] = verdicts(found, is_small=asked.small)
    show(found)
    if not asked.small:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "patterns.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.exit(0 if found["bars"]["answers are equal"] else 1)


if __name__ == "__main__":
    main()
