"""What a user would pick instead, asked the same questions about the same force.

Each is given the standing of every link as runs of days, already worked out, and every index that helps it.
Answers are rows of whole numbers: for edges (start, unit, edge, status, claim), for holders (start, unit, post,
appointment, status, claim).
"""

import csv
import os
import sqlite3
import subprocess
import tempfile
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from answerable.command.bulk import BulkChains
from answerable.command.starts import Starts
from answerable.command.structure import Index, Structure
from answerable.kernel.standing import NEVER, Runs, Status

EXCLUDED, WEAKEST_HOLDING = int(Status.EXCLUDED), int(Status.ASSUMED)


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows as they came; they are sorted only to be compared, outside any time."""

    edges: Any
    holders: Any

    def equals(self, other: "Answer") -> bool:
        return all(
            np.array_equal(sorted_rows(mine, width), sorted_rows(theirs, width))
            for mine, theirs, width in ((self.edges, other.edges, 5), (self.holders, other.holders, 6))
        )


def sorted_rows(rows: Any, width: int) -> np.ndarray:
    table = np.asarray(rows, dtype=np.int64).reshape(-1, width)
    return table[np.lexsort(table.T[::-1])]


def ours(found: BulkChains) -> Answer:
    """Our own answer in the form in which the others give theirs; not part of any time."""
    climbs, held, rungs = found.climbs, found.holdings, found.rungs
    edge = np.repeat(np.arange(len(climbs)), np.diff(found.edge_claims.offset))
    hold = np.repeat(np.arange(len(held.rung)), np.diff(found.holding_claims.offset))
    edges = [
        climbs.start[edge],
        climbs.unit[edge],
        climbs.edge[edge],
        climbs.status[edge],
        found.edge_claims.place,
    ]
    rung = held.rung[hold]
    holders = [rungs.start[rung], rungs.unit[rung], held.post[hold], held.appointment[hold], held.status[hold],
               found.holding_claims.place]  # fmt: skip
    return Answer(np.stack(edges, 1), np.stack(holders, 1))


def run_lists(runs: Runs) -> tuple[list[int], list[int], list[int]]:
    return runs.offset.tolist(), runs.first.tolist(), runs.status.tolist()


class Plain:
    """The force as plain Python values: what every rival loads from."""

    def __init__(self, structure: Structure) -> None:
        edges, appointments = structure.edges, structure.appointments
        low, high = edges.ends["subordinate"].tolist(), edges.ends["superior"].tolist()
        self.edges = [(place, low[place], high[place]) for place in structure.above.place.tolist()]
        self.posts = [
            (int(structure.posts.ends["unit"][place]), int(structure.posts.entity[place]))
            for place in structure.leading_posts_of.place.tolist()
        ]
        post, vacant = appointments.ends["post"].tolist(), structure.is_vacancy.tolist()
        self.appointments = [(place, post[place], int(vacant[place])) for place in range(len(appointments))]
        self.placeholders = set(np.flatnonzero(structure.is_placeholder).tolist())
        self.edge_runs, self.appointment_runs = run_lists(edges.runs), run_lists(appointments.runs)
        self.edge_claims = listed(structure.edge_claims)
        self.appointment_claims = listed(structure.appointment_claims)


def listed(index: Index) -> tuple[list[int], list[int]]:
    return index.offset.tolist(), index.place.tolist()


def slice_of(table: tuple[list[int], list[int]], place: int) -> list[int]:
    return table[1][table[0][place] : table[0][place + 1]]


class Networkx:
    """A MultiDiGraph, walked up from each start in plain Python."""

    name = "networkx"

    def __init__(self, plain: Plain) -> None:
        graph = nx.MultiDiGraph()
        offset, first, status = plain.edge_runs
        for place, low, high in plain.edges:
            begin, end = offset[place], offset[place + 1]
            graph.add_edge(low, high, key=place, first=first[begin:end], status=status[begin:end],
                           claims=slice_of(plain.edge_claims, place))  # fmt: skip
        offset, first, status = plain.appointment_runs
        held: dict[int, list[Any]] = {}
        for place, post, vacant in plain.appointments:
            begin, end = offset[place], offset[place + 1]
            claims = slice_of(plain.appointment_claims, place)
            held.setdefault(post, []).append((place, vacant, first[begin:end], status[begin:end], claims))
        for unit, post in plain.posts:
            if unit not in plain.placeholders:
                graph.add_node(unit)
                graph.nodes[unit].setdefault("posts", []).append((post, held.get(post, [])))
        self.graph = graph

    def answer(self, starts: Starts) -> Answer:
        edges: list[tuple[int, ...]] = []
        holders: list[tuple[int, ...]] = []
        for start, (unit, day) in enumerate(zip(starts.unit.tolist(), starts.day.tolist(), strict=True)):
            seen = self.climb(start, unit, day, edges)
            for each in seen:
                self.hold(start, each, day, holders)
        return Answer(edges, holders)

    def climb(self, start: int, unit: int, day: int, rows: list[tuple[int, ...]]) -> set[int]:
        seen, frontier = {unit}, [unit]
        if unit not in self.graph:
            return seen
        while frontier:
            below = frontier.pop()
            for _, above, place, link in self.graph.out_edges(below, keys=True, data=True):
                status = link["status"][bisect_right(link["first"], day) - 1]
                if status == EXCLUDED:
                    continue
                rows.extend((start, below, place, status, claim) for claim in link["claims"])
                if above not in seen:
                    seen.add(above)
                    frontier.append(above)
        return seen

    def hold(self, start: int, unit: int, day: int, rows: list[tuple[int, ...]]) -> None:
        best, chosen, found = 2 * EXCLUDED, -1, []
        if unit not in self.graph:
            return
        for post, appointments in self.graph.nodes[unit].get("posts", ()):
            for place, vacant, first, statuses, claims in appointments:
                status = statuses[bisect_right(first, day) - 1]
                if status <= WEAKEST_HOLDING:
                    found.append((post, place, status, claims))
                    if status * 2 + vacant < best:
                        best, chosen = status * 2 + vacant, post
        for post, place, status, claims in found:
            if post == chosen and status == best // 2:
                rows.extend((start, unit, post, place, status, claim) for claim in claims)


TABLES = """
CREATE TABLE edge_run (unit INTEGER, superior INTEGER, edge INTEGER, first INTEGER, until INTEGER, status INTEGER);
CREATE TABLE edge_claim (edge INTEGER, claim INTEGER);
CREATE TABLE post (unit INTEGER, post INTEGER);
CREATE TABLE held_run (post INTEGER, appointment INTEGER, vacant INTEGER, first INTEGER, until INTEGER,
                       status INTEGER);
CREATE TABLE held_claim (appointment INTEGER, claim INTEGER);
CREATE TABLE start (start INTEGER, unit INTEGER, day INTEGER);
"""
INDEXES = """
CREATE INDEX edge_run_unit ON edge_run (unit, first, until, status, superior, edge);
CREATE INDEX edge_claim_edge ON edge_claim (edge, claim);
CREATE INDEX post_unit ON post (unit, post);
CREATE INDEX held_run_post ON held_run (post, first, until, status, appointment, vacant);
CREATE INDEX held_claim_appointment ON held_claim (appointment, claim);
"""
REACHED = f"""
CREATE TEMP TABLE reached AS
WITH RECURSIVE reached (start, unit, day) AS (
    SELECT start, unit, day FROM start
    UNION
    SELECT r.start, e.superior, r.day FROM reached r JOIN edge_run e
    ON e.unit = r.unit AND e.first <= r.day AND e.until > r.day AND e.status < {EXCLUDED}
) SELECT start, unit, day FROM reached
"""
EDGES = f"""
SELECT r.start, r.unit, e.edge, e.status, c.claim FROM reached r
JOIN edge_run e ON e.unit = r.unit AND e.first <= r.day AND e.until > r.day AND e.status < {EXCLUDED}
JOIN edge_claim c ON c.edge = e.edge
"""
HOLDERS = f"""
WITH held AS (
    SELECT r.start, r.unit, p.post, h.appointment, h.status, h.status * 2 + h.vacant AS weakness,
           MIN(h.status * 2 + h.vacant) OVER rung AS best,
           FIRST_VALUE(p.post) OVER (PARTITION BY r.start, r.unit
                                     ORDER BY h.status * 2 + h.vacant, p.post) AS chosen
    FROM reached r JOIN post p ON p.unit = r.unit
    JOIN held_run h ON h.post = p.post AND h.first <= r.day AND h.until > r.day AND h.status <= {WEAKEST_HOLDING}
    WINDOW rung AS (PARTITION BY r.start, r.unit)
)
SELECT held.start, held.unit, held.post, held.appointment, held.status, c.claim FROM held
JOIN held_claim c ON c.appointment = held.appointment
WHERE held.post = held.chosen AND held.status = held.best / 2
"""


def run_rows(runs: tuple[list[int], list[int], list[int]], place: int) -> list[tuple[int, int, int]]:
    offset, first, status = runs
    begin, end = offset[place], offset[place + 1]
    ends = [*first[begin + 1 : end], NEVER + 1]
    return list(zip(first[begin:end], ends, status[begin:end], strict=True))


def table_rows(plain: Plain, table: str) -> Any:
    if table == "edge_run":
        return (
            (low, high, place, *run)
            for place, low, high in plain.edges
            for run in run_rows(plain.edge_runs, place)
        )
    if table == "edge_claim":
        return ((place, row) for place, _, _ in plain.edges for row in slice_of(plain.edge_claims, place))
    if table == "post":
        return (pair for pair in plain.posts if pair[0] not in plain.placeholders)
    if table == "held_run":
        return (
            (post, place, vacant, *run)
            for place, post, vacant in plain.appointments
            for run in run_rows(plain.appointment_runs, place)
        )
    return (
        (place, row) for place, _, _ in plain.appointments for row in slice_of(plain.appointment_claims, place)
    )


WIDTHS = {"edge_run": 6, "edge_claim": 2, "post": 2, "held_run": 6, "held_claim": 2}


def start_rows(starts: Starts) -> Any:
    return zip(range(len(starts)), starts.unit.tolist(), starts.day.tolist(), strict=True)


class Sqlite:
    """Indexed tables in memory and a recursive query."""

    name = "SQLite"

    def __init__(self, plain: Plain) -> None:
        self.base = sqlite3.connect(":memory:")
        self.base.execute("PRAGMA temp_store = MEMORY")
        self.base.executescript(TABLES)
        for table, width in WIDTHS.items():
            marks = ",".join("?" * width)
            self.base.executemany(f"INSERT INTO {table} VALUES ({marks})", table_rows(plain, table))
        self.base.executescript(INDEXES + "ANALYZE;")

    def answer(self, starts: Starts) -> Answer:
        self.base.execute("DELETE FROM start")
        self.base.executemany("INSERT INTO start VALUES (?,?,?)", start_rows(starts))
        self.base.execute("DROP TABLE IF EXISTS temp.reached")
        self.base.execute(REACHED)
        edges, holders = (self.base.execute(query).fetchall() for query in (EDGES, HOLDERS))
        return Answer(edges, holders)


class Postgres:
    """The same tables and queries on a server, through its own psql; answers come back as CSV."""

    name = "PostgreSQL"
    schema = "answerable_benchmark"

    def __init__(self, plain: Plain, connection: str) -> None:
        self.connection = connection
        self.folder = tempfile.TemporaryDirectory()
        self.psql(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE; CREATE SCHEMA {self.schema};")
        self.psql(self.path(TABLES))
        for table in WIDTHS:
            self.copy(table, table_rows(plain, table))
        self.psql(self.path(INDEXES + "ANALYZE;"))

    def path(self, text: str) -> str:
        return f"SET search_path = {self.schema};\nSET jit = off;\nSET work_mem = '512MB';\n{text}"

    def psql(self, text: str) -> None:
        command = ["psql", self.connection, "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"]
        quiet = os.environ | {"PGOPTIONS": "-c client_min_messages=warning"}
        subprocess.run(command, input=text, text=True, check=True, stdout=subprocess.DEVNULL, env=quiet)

    def copy(self, table: str, rows: Any) -> None:
        file = Path(self.folder.name) / f"{table}.csv"
        with file.open("w", newline="", encoding="ascii") as sheet:
            csv.writer(sheet, lineterminator="\n").writerows(rows)
        self.psql(self.path(f"\\copy {table} FROM '{file}' CSV"))
        file.unlink()

    def answer(self, starts: Starts) -> Answer:
        self.psql(self.path("TRUNCATE start;"))
        self.copy("start", start_rows(starts))
        outputs = [Path(self.folder.name) / name for name in ("edges.csv", "holders.csv")]
        copies = [
            f"\\copy ({' '.join(query.split())}) TO '{file}' CSV"
            for query, file in zip((EDGES, HOLDERS), outputs, strict=True)
        ]
        self.psql(self.path(f"{REACHED};\nANALYZE reached;\n" + "\n".join(copies)))
        tables = [np.loadtxt(file, dtype=np.int64, delimiter=",", ndmin=2) for file in outputs]
        return Answer(*tables)

    def close(self) -> None:
        self.psql(f"DROP SCHEMA {self.schema} CASCADE;")
        self.folder.cleanup()
