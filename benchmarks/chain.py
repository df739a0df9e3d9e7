"""How long the chains of command of all incidents take, and opening a view of a million claims.

For every incident of a generated force: the full chain above each unit tied to it, on each of its days, with the
status of every edge and holder and the claims behind each. On the same data, in the same run, networkx and SQLite
answer the same (and PostgreSQL, when ANSWERABLE_BENCHMARK_POSTGRES holds a connection for psql), and the answers
are compared row by row. A rival that would need over two minutes is asked about a sample of the incidents, and
the time per edge is compared; the table says so. Everything runs on one thread. Times are of the processor, which
other work on the machine disturbs less than the clock; but of the clock for PostgreSQL, which works elsewhere.

A view is opened in a process of its own; both its processor time and the clock are given.

Bars: 3 microseconds an edge at the largest size, and 20 times the best rival. A view of 1,000,000 claims within 10
seconds from the database and 1 second from its cache, within 1.5 GB.

    python benchmarks/chain.py [--small]
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")

import argparse
import gc
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

RESULTS = Path(__file__).parent / "results"
SAMPLE = 2_000
LONGEST_SECONDS = 120
ROUNDS = 3
BAR_MICROSECONDS, BAR_TIMES = 3.0, 20.0
COLD_SECONDS, CACHED_SECONDS, MOST_BYTES = 10.0, 1.0, 1.5e9
POSTGRES = "ANSWERABLE_BENCHMARK_POSTGRES"


def timed(act: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> tuple[Any, float]:
    gc.collect()
    gc.disable()
    begin = clock()
    found = act()
    seconds = clock() - begin
    gc.enable()
    return found, seconds


def some_of(starts: Any, rows: int) -> Any:
    from answerable.command.starts import Starts

    if rows >= len(starts):
        return starts
    picked = np.sort(np.random.default_rng(1).choice(len(starts), rows, replace=False))
    return Starts(starts.incident[picked], starts.unit[picked], starts.day[picked])


def our_answer(structure: Any, starts: Any) -> Any:
    """Return the chains, with the claims behind every row of them looked up."""
    from answerable.command.bulk import chains_from

    found = chains_from(structure, starts)
    assert len(found.edge_claims.place) >= len(found.climbs)
    assert len(found.holding_claims.place) >= len(found.holdings.rung)
    return found


def measure_rival(rival: Any, structure: Any, starts: Any) -> dict[str, Any]:
    """Ask one rival, all of it or a sample, and compare what it says with our own answer."""
    from rivals import ours

    clock = time.perf_counter if rival.name == "PostgreSQL" else time.process_time
    sample = some_of(starts, SAMPLE)
    _, seconds = timed(lambda: rival.answer(sample), clock)
    expected = seconds * len(starts) / len(sample)
    asked = (
        starts if expected <= LONGEST_SECONDS else some_of(starts, int(len(sample) * LONGEST_SECONDS / seconds))
    )
    answer, seconds = timed(lambda: rival.answer(asked), clock)
    found = our_answer(structure, asked)
    edges = len(found.climbs)
    return {
        "name": rival.name, "starts": len(asked), "edges": edges, "seconds": round(seconds, 3),
        "microseconds_an_edge": round(seconds / edges * 1e6, 2), "is_sample": len(asked) < len(starts),
        "answers_are_equal": answer.equals(ours(found)),
    }  # fmt: skip


def rivals_of(plain: Any) -> Any:
    from rivals import Networkx, Postgres, Sqlite

    yield Networkx, (plain,)
    yield Sqlite, (plain,)
    if os.environ.get(POSTGRES):
        yield Postgres, (plain, os.environ[POSTGRES])


def measure_size(size: Any) -> dict[str, Any]:
    from forces import view_of_size
    from rivals import Plain

    from answerable.command.starts import starts_of
    from answerable.command.structure import structure_of

    view = view_of_size(size)
    structure = structure_of(view)
    parts = ("above", "leading_posts_of", "appointments_of", "is_vacancy", "is_placeholder", "is_present",
             "edge_turns", "appointment_turns", "edge_claims", "appointment_claims")  # fmt: skip
    _, reading = timed(lambda: [getattr(structure, part) for part in parts])
    starts, starting = timed(lambda: starts_of(structure))
    rounds = [timed(lambda: our_answer(structure, starts)) for _ in range(ROUNDS)]
    found, seconds = min(rounds, key=lambda each: each[1])
    edges = len(found.climbs)
    entry: dict[str, Any] = {
        "size": size.name, "claims": len(view), "starts": len(starts), "edges": edges,
        "rungs": len(found.rungs.start), "holders": len(found.holdings.rung),
        "reading_seconds": round(reading, 3), "starts_seconds": round(starting, 3), "seconds": round(seconds, 4),
        "microseconds_an_edge": round(seconds / edges * 1e6, 3), "rivals": [],
    }  # fmt: skip
    del rounds, found
    plain = Plain(structure)
    for kind, given in rivals_of(plain):
        rival = kind(*given)
        entry["rivals"].append(measure_rival(rival, structure, starts))
        getattr(rival, "close", lambda: None)()
        del rival
    best = min(each["microseconds_an_edge"] for each in entry["rivals"])
    entry["times_the_best_rival"] = round(best / entry["microseconds_an_edge"], 1)
    return entry


# a view from disk, each step in a process of its own


def write_dossier(claims: int) -> None:
    """Fill a database by the record's own tables; `claims` is met to within a few."""
    from django.core.management import call_command
    from django.db import connection, transaction
    from forces import SOURCES, ZONE, Size, batches

    from answerable.record.actors import Actor, Role
    from answerable.record.changes import add_sources, new_dossier
    from answerable.record.drafts import DossierDraft, SourceDraft
    from answerable.record.models import Claim, Source

    call_command("migrate", verbosity=0, run_syncdb=True)
    maker = Actor("maker", Role.OWNER)
    dossier = new_dossier(actor=maker, draft=DossierDraft("trial", {"en": "Trial"}, ZONE))
    add_sources(
        actor=maker,
        dossier=dossier,
        drafts=[SourceDraft(key, "report", f"Report {key}", published="2024-01-01") for key in SOURCES],
    )
    keys = {source.key: source.pk for source in Source.objects.all()}
    table = Claim._meta  # noqa: SLF001, Django's own way to ask a model for its columns
    assert set(CLAIM_FIELDS) == {item.column for item in table.concrete_fields}
    marks = ",".join(["%s"] * len(CLAIM_FIELDS))
    query = f"INSERT INTO {table.db_table} ({','.join(CLAIM_FIELDS)}) VALUES ({marks})"
    units = int(claims / 7.32)
    with transaction.atomic(), connection.cursor() as cursor:
        for part in batches(Size(units, int(units * 10 / 3), units // 3)):
            cursor.executemany(query, [claim_row(row, keys) for row in part])


def claim_row(row: tuple[Any, ...], sources: dict[str, int]) -> tuple[Any, ...]:
    """Turn a row of columns into one of the claims' table, in the order of CLAIM_FIELDS."""
    number, name, about, schema, source, visibility, *days = row[:12]
    flags, stance, grade, _, recorded, properties, rest = row[12:]
    ref, locator, attribution, note, rests_on, by = rest.decode().split("\x1f")
    return (
        number, "trial", name.decode(), ref, about, schema, properties.decode(), sources[source], locator, *days,
        bool(flags & 1), bool(flags & 2), bool(flags & 4), bool(flags & 8), ("asserts", "denies")[stance], grade,
        "recorded", visibility, attribution, note, rests_on, recorded, by,
    )  # fmt: skip


CLAIM_FIELDS = (
    "number", "dossier_id", "id", "ref", "about", "schema", "properties", "source_id", "locator", "first_low",
    "first_high", "last_low", "last_high", "first_clock", "last_clock", "dated", "starts", "ends", "ongoing",
    "stance", "grade", "status", "visibility", "attribution", "note", "rests_on", "recorded_at", "recorded_by",
)  # fmt: skip


def peak_bytes() -> int:
    """Return the most memory that this process alone has held; getrusage would count its parent's as well."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def open_view() -> None:
    """Open the view once and say what it took."""
    from answerable.record.audiences import TEAM
    from answerable.record.reads import view_of
    from answerable.record.view import ViewSpec

    processor, clock = time.process_time(), time.perf_counter()
    view = view_of("trial", ViewSpec(TEAM))
    processor, clock = time.process_time() - processor, time.perf_counter() - clock
    peak = peak_bytes()
    assert view.claim_at(len(view) - 1).schema == "Involvement"
    taken = {"seconds": round(processor, 3), "clock_seconds": round(clock, 3), "peak_bytes": peak}
    print(json.dumps({"claims": len(view), **taken}))


def measure_view(claims: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"ANSWERABLE_HOME": home, "DJANGO_SETTINGS_MODULE": "answerable.settings"}

        def child(*words: str) -> str:
            command = [sys.executable, __file__, *words]
            return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

        child("--write-dossier", str(claims))
        cold, cached = (json.loads(child("--open-view")) for _ in range(2))
        size = sum(file.stat().st_size for file in Path(home).glob("*.sqlite3*"))
    return {"database_bytes": size, "cold": cold, "cached": cached}


# what comes of it


def verdicts(found: dict[str, Any], *, is_small: bool) -> dict[str, bool]:
    """Say of each bar whether it is met; a small run is held to equal answers only."""
    rivals = [each for size in found["sizes"] for each in size["rivals"]]
    bars = {"answers are equal": all(each["answers_are_equal"] for each in rivals)}
    if is_small:
        return bars
    largest, cold, cached = found["sizes"][-1], found["view"]["cold"], found["view"]["cached"]
    return bars | {
        f"{BAR_MICROSECONDS:g} microseconds an edge": largest["microseconds_an_edge"] <= BAR_MICROSECONDS,
        f"{BAR_TIMES:g} times the best rival": largest["times_the_best_rival"] >= BAR_TIMES,
        f"view from the database in {COLD_SECONDS:g} s": cold["seconds"] < COLD_SECONDS,
        f"view from its cache in {CACHED_SECONDS:g} s": cached["seconds"] < CACHED_SECONDS,
        f"within {MOST_BYTES / 1e9:g} GB": max(cold["peak_bytes"], cached["peak_bytes"]) < MOST_BYTES,
    }


def show(found: dict[str, Any]) -> None:
    for size in found["sizes"]:
        print(f"\n{size['size']}: {size['claims']:,} claims, {size['starts']:,} chains, {size['edges']:,} edges")
        for each in (
            {"name": "Answerable", "is_sample": False, "answers_are_equal": True, **size},
            *size["rivals"],
        ):
            note = f"  sample of {each['starts']:,} chains" if each["is_sample"] else ""
            note += "" if each["answers_are_equal"] else "  ANSWERS DIFFER"
            speed = f"{each['seconds']:>10.3f} s{each['microseconds_an_edge']:>10.2f} µs an edge"
            print(f"  {each['name']:<12}{speed}{note}")
        print(f"  {size['times_the_best_rival']} times the best rival")
    view = found["view"]
    for name in ("cold", "cached"):
        each = view[name]
        used = f"{each['seconds']:.2f} s ({each['clock_seconds']:.2f} s by the clock)"
        used += f", peak {each['peak_bytes'] / 1e9:.2f} GB"
        print(f"\nview of {each['claims']:,} claims, {name}: {used}")
    print()
    for bar, is_met in found["bars"].items():
        print(f"{'met' if is_met else 'NOT MET':<8} {bar}")


WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 640, 360, 70, 40, 60, 150
COLOURS = {"Answerable": "#1b4965", "networkx": "#b5651d", "SQLite": "#7a5195", "PostgreSQL": "#4f772d"}


def series(found: dict[str, Any]) -> dict[str, list[tuple[float, float]]]:
    """Return points (edges of all chains, seconds for all of them); a sample's time is scaled up to all."""
    points: dict[str, list[tuple[float, float]]] = {}
    for size in found["sizes"]:
        rows = [{"name": "Answerable", "microseconds_an_edge": size["microseconds_an_edge"]}, *size["rivals"]]
        for row in rows:
            seconds = row["microseconds_an_edge"] * size["edges"] / 1e6
            points.setdefault(row["name"], []).append((size["edges"], seconds))
    return points


def growth_curve(found: dict[str, Any]) -> str:
    points = series(found)
    xs = np.log10([x for line in points.values() for x, _ in line])
    ys = np.log10([y for line in points.values() for _, y in line])
    low_x, high_x = np.floor(xs.min()), np.ceil(xs.max())
    low_y, high_y = np.floor(ys.min()), np.ceil(ys.max())

    def across(value: float) -> float:
        return round(LEFT + (np.log10(value) - low_x) / (high_x - low_x) * (WIDTH - LEFT - RIGHT), 1)

    def down(value: float) -> float:
        return round(TOP + (high_y - np.log10(value)) / (high_y - low_y) * (HEIGHT - TOP - BOTTOM), 1)

    title = "Seconds for all chains, by how many edges they have"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
        f'font-family="sans-serif" font-size="12"><title>{title}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-size="14" font-weight="600">{title}</text>',
    ]
    for power in range(int(low_x), int(high_x) + 1):
        x = across(10.0**power)
        parts.append(f'<line x1="{x}" x2="{x}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(int(low_y), int(high_y) + 1):
        y = down(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g} s</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">edges, both axes '
                 "logarithmic</text>")  # fmt: skip
    for name, line in points.items():
        colour = COLOURS[name]
        path = " ".join(f"{across(x)},{down(y)}" for x, y in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across(x)}" cy="{down(y)}" r="3.5" fill="{colour}"/>' for x, y in line]
    ends = sorted((down(line[-1][1]), name) for name, line in points.items())
    last = -99.0
    for y, name in ends:
        last = max(y, last + 15)
        x = across(points[name][-1][0]) + 8
        parts.append(f'<text x="{x}" y="{last + 4}" fill="{COLOURS[name]}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def machine() -> dict[str, Any]:
    import sqlite3

    import networkx as nx

    found = {
        "python": platform.python_version(), "numpy": np.__version__, "networkx": nx.__version__,
        "sqlite": sqlite3.sqlite_version, "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(), "threads": 1,
    }  # fmt: skip
    if os.environ.get(POSTGRES):
        command = ["psql", os.environ[POSTGRES], "-tAc", "SHOW server_version"]
        version = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found["postgresql"] = version.split()[0]
    return found


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--small", action="store_true", help="the two small sizes and a small view; saves nothing")
    reader.add_argument("--write-dossier", type=int, help=argparse.SUPPRESS)
    reader.add_argument("--open-view", action="store_true", help=argparse.SUPPRESS)
    asked = reader.parse_args()
    import django

    django.setup()
    if asked.write_dossier:
        write_dossier(asked.write_dossier)
        return
    if asked.open_view:
        open_view()
        return
    from forces import SIZES, Size

    sizes = (Size(1_000, 3_000, 500), SIZES[0]) if asked.small else SIZES
    found: dict[str, Any] = {"machine": machine(), "view": measure_view(60_000 if asked.small else 1_000_000)}
    found["sizes"] = [measure_size(size) for size in sizes]
    found["bars"] = verdicts(found, is_small=asked.small)
    show(found)
    if not asked.small:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "chain.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        (RESULTS / "chain.svg").write_text(growth_curve(found), encoding="utf-8")
    sys.exit(0 if found["bars"]["answers are equal"] else 1)


if __name__ == "__main__":
    main()
