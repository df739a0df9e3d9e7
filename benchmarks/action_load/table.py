"""The results: a table to read, and JSON to keep."""

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from action_load.mixes import Row

BEGIN, END = "<!-- load on actions: begin -->", "<!-- load on actions: end -->"
HEADING = ("what", "server", "asked/s", "answers/s", "p50 ms", "p99 ms", "CPU ms each", "failed", "note")
WIDTHS = (39, 13, 8, 10, 8, 8, 24, 7, 0)


def machine() -> dict[str, Any]:
    """Return what the figures hold for."""
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    models = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return {"processor": models[0] if models else "", "cores": os.cpu_count(), "python": platform.python_version()}


def cells(row: Row) -> tuple[str, ...]:
    """Return a row as words."""
    if row.aborted and not row.per_second:
        return (row.what, row.server, "", "", "", "", "", "", f"aborted: {row.aborted}")
    spent = ", ".join(f"{name} {value:.1f}" for name, value in row.cpu_ms.items())
    why = ", ".join(f"{word} × {times}" for word, times in row.why.items())
    note = "; ".join(part for part in (why, row.aborted) if part)
    asked = "" if row.rate is None else f"{row.rate:.0f}"
    return (row.what, row.server, asked, f"{row.per_second:.0f}", f"{row.p50_ms:.1f}", f"{row.p99_ms:.1f}",
            spent, str(row.failed), note)  # fmt: skip


def printed(rows: Iterable[Row]) -> str:
    """Return the table for a terminal."""
    lines = [HEADING, *map(cells, rows)]
    return "\n".join(
        "".join(f"{cell:<{width}}" if width else cell for cell, width in zip(line, WIDTHS, strict=True)).rstrip()
        for line in lines
    )


def as_markdown(rows: Iterable[Row]) -> str:
    """Return the table for the documentation."""
    lines = [HEADING, ("---",) * len(HEADING), *map(cells, rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def into_docs(file: Path, about: dict[str, Any], rows: list[Row], checks: dict[str, Any]) -> None:
    """Put the table and what was tried between the marks of a page of the documentation."""
    text = file.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{file} has no place for the table.")
    told = machine()
    servers = "; ".join(about["servers"].values())
    tried = "\n".join(f"- {what}: " + ", ".join(f"{key} {value}" for key, value in found.items())
                      for what, found in checks.items())  # fmt: skip
    said = f"{told['cores']} cores ({told['processor']}), Python {told['python']}. {servers}."
    file.write_text(
        f"{before}{BEGIN}\n\n{said}\n\n{as_markdown(rows)}\n\n{tried}\n\n{END}{after}", encoding="utf-8"
    )


def keep(file: Path, about: dict[str, Any], rows: list[Row], checks: dict[str, Any]) -> None:
    """Write the results."""
    file.parent.mkdir(exist_ok=True)
    told = about | {"machine": machine(), "rows": [asdict(row) for row in rows], "checks": checks}
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
