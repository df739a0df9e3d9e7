"""What a user would pick instead: SQLite over tables of the same claims, asked four of the nine patterns.

It is given the standing of every link as runs of days, the days of all incidents, notices and promotions, and
which incidents were deadly, all worked out beforehand, with every index that helps it; loading is not in its time.
It answers who meets a pattern with which incidents. It does not give the claims behind an answer, the denials and
whatever else speaks against it, how weak a link each rests on, why a pattern is not met, or a word to say it in.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from rivals import EXCLUDED, TABLES, WEAKEST_HOLDING, WIDTHS, Plain, start_rows, table_rows

from answerable.conduct.patterns.setting import Setting, begun_by
from answerable.conduct.placing import when_of
from answerable.conduct.ways import Ways
from answerable.record.view import time_at

MORE_TABLES = """
CREATE TABLE start_incident (start INTEGER, incident TEXT);
CREATE TABLE deadly (incident TEXT PRIMARY KEY, first INTEGER, last INTEGER, begun INTEGER) WITHOUT ROWID;
CREATE TABLE part (incident TEXT, wider TEXT);
CREATE TABLE holder (appointment INTEGER PRIMARY KEY, person TEXT);
CREATE TABLE notice (item TEXT, person TEXT, incident TEXT, last INTEGER, came INTEGER);
CREATE TABLE promotion (item TEXT, person TEXT, incident TEXT, first INTEGER);
CREATE TABLE label (item TEXT, person TEXT);
"""
MORE_INDEXES = """
CREATE INDEX edge_run_unit ON edge_run (unit, first, until, status, superior);
CREATE INDEX post_unit ON post (unit, post);
CREATE INDEX held_run_post ON held_run (post, first, until, status, appointment, vacant);
CREATE INDEX start_incident_start ON start_incident (start, incident);
CREATE INDEX part_incident ON part (incident, wider);
CREATE INDEX part_wider ON part (wider, incident);
CREATE INDEX notice_person ON notice (person, incident, came, last);
CREATE INDEX promotion_person ON promotion (person, first);
"""
LED = f"""
CREATE TEMP TABLE led AS
WITH RECURSIVE reached (start, unit, day) AS (
    SELECT start, unit, day FROM start
    UNION
    SELECT r.start, e.superior, r.day FROM reached r JOIN edge_run e
    ON e.unit = r.unit AND e.first <= r.day AND e.until > r.day AND e.status < {EXCLUDED}
), held AS (
    SELECT r.start, p.post, h.appointment, h.vacant, h.status * 2 + h.vacant AS weakness,
           MIN(h.status * 2 + h.vacant) OVER (PARTITION BY r.start, r.unit) AS best
    FROM reached r JOIN post p ON p.unit = r.unit JOIN held_run h
    ON h.post = p.post AND h.first <= r.day AND h.until > r.day AND h.status <= {WEAKEST_HOLDING}
)
SELECT DISTINCT p.person, held.post, d.incident, d.first, d.last, d.begun
FROM held JOIN holder p ON p.appointment = held.appointment
JOIN start_incident s ON s.start = held.start JOIN deadly d ON d.incident = s.incident
WHERE held.weakness / 2 = held.best / 2 AND held.vacant = 0
"""
LED_INDEX = "CREATE INDEX led_person ON led (person, post, incident, first, last, begun)"
SAME_COMMANDER = """
SELECT DISTINCT person, incident FROM led WHERE person IN
    (SELECT person FROM led GROUP BY person HAVING COUNT(DISTINCT incident) > 1)
"""
PROMOTED = """
SELECT DISTINCT p.person, p.item FROM promotion p
WHERE EXISTS (SELECT 1 FROM led l WHERE l.person = p.person AND l.last < p.first)
OR EXISTS (SELECT 1 FROM deadly d WHERE d.incident = p.incident AND d.begun < p.first)
"""
NOTICE_BEFORE = """
SELECT DISTINCT n.person, n.item FROM notice n JOIN led l ON l.person = n.person
WHERE ((l.incident = n.incident AND l.begun <= n.came)
       OR (l.begun < n.came
           AND EXISTS (SELECT 1 FROM part WHERE part.incident = l.incident AND wider = n.incident)))
AND EXISTS (SELECT 1 FROM led later WHERE later.person = l.person AND later.post = l.post AND later.first > n.last)
"""
LABELS = "SELECT DISTINCT person, item FROM label"
QUERIES = {
    "same-commander": SAME_COMMANDER, "promoted-after-death": PROMOTED, "notice-before-incident": NOTICE_BEFORE,
    "labels-protesters": LABELS,
}  # fmt: skip


def ordinal(day: Any) -> int | None:
    return day.toordinal() if day else None


class PatternTables:
    """Indexed tables in memory."""

    name = "SQLite"

    def __init__(self, setting: Setting) -> None:
        ways: Ways = setting.index.ways
        plain = Plain(setting.index.structure)
        self.base = sqlite3.connect(":memory:")
        self.base.execute("PRAGMA temp_store = MEMORY")
        self.base.executescript(TABLES + MORE_TABLES)
        for table, width in WIDTHS.items():
            if not table.endswith("_claim"):
                self.fill(table, width, table_rows(plain, table))
        self.fill("start", 3, start_rows(ways.bulk.starts))
        for table, width, rows in self.more(setting):
            self.fill(table, width, rows)
        self.base.executescript(MORE_INDEXES + "ANALYZE;")

    def fill(self, table: str, width: int, rows: Iterable[Any]) -> None:
        self.base.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * width)})", rows)

    def more(self, setting: Setting) -> Iterator[tuple[str, int, Iterable[Any]]]:
        index, structure = setting.index, setting.index.structure
        starts = index.ways.bulk.starts.incident.tolist()
        yield "start_incident", 2, ((at, structure.name(code)) for at, code in enumerate(starts))
        whens = {incident: index.when_of(incident) for incident in setting.deaths}
        yield "deadly", 4, (
            (incident, ordinal(when.first), ordinal(when.last), ordinal(begun_by(when)))
            for incident, when in whens.items()
        )  # fmt: skip
        yield "part", 2, ((incident, wider) for incident in whens for wider in setting.wider(incident)[1:])
        people = structure.appointments.ends["person"].tolist()
        yield "holder", 2, ((at, structure.name(code)) for at, code in enumerate(people) if code >= 0)
        yield "notice", 5, notices(setting)
        yield "promotion", 4, promotions(setting)
        yield "label", 2, labels(setting)

    def answer(self) -> dict[str, set[tuple[str, str]]]:
        """Answer four patterns: pairs of a person and an incident, or a person and the thing that meets it."""
        self.base.execute("DROP TABLE IF EXISTS temp.led")
        self.base.execute(LED)
        self.base.execute(LED_INDEX)
        return {code: set(self.base.execute(query)) for code, query in QUERIES.items()}


def notices(setting: Setting) -> Iterator[tuple[Any, ...]]:
    for item, said in gathered(setting, "Notice").items():
        when = setting.index.when_of(item)
        if when.is_dated:
            came = when.sure.last if when.sure else when.first
            for person in said["person"]:
                for incident in said.get("incident", ()):
                    yield item, person, incident, ordinal(when.last), ordinal(came)


def promotions(setting: Setting) -> Iterator[tuple[Any, ...]]:
    for item, said in gathered(setting, "Measure").items():
        first = setting.index.when_of(item).first
        if "promotion" in said["kind"] and first:
            for person in said.get("towards", ()):
                yield from ((item, person, incident, ordinal(first)) for incident in said.get("incident", ("",)))
    for row, item, said in setting.said("Appointment", "beganBy"):
        first = when_of([time_at(setting.view.columns, row)]).first
        if "promoted" in said["beganBy"] and first:
            yield item, said["person"][0], "", ordinal(first)


def labels(setting: Setting) -> Iterator[tuple[str, str]]:
    for item, said in gathered(setting, "Remark").items():
        if "label" in said["kind"]:
            yield from ((item, speaker) for speaker in said["speaker"] if speaker.startswith("person:"))
    for item, said in gathered(setting, "Plan").items():
        if "label" in said:
            yield from ((item, person) for person in said["signedBy"])


def gathered(setting: Setting, schema: str) -> dict[str, dict[str, list[str]]]:
    """Return what is said of each thing of a type; several claims of the generated dossier say the same."""
    return {said.about: dict(said.properties) for said in setting.said(schema)}
