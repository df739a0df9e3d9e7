"""What the machine spends, read from /proc: the processor time of processes, and whether anybody else works."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
BUSY_SHARE = 0.15
"""Above this share of all cores, the machine is not quiet: a round is put off, and in the end left out."""


def spent_seconds(roots: list[int]) -> float:
    """Return the processor time of processes and of all below them, ended children of theirs counted."""
    return sum(_own_seconds(pid) for pid in descendants(roots))


def descendants(roots: list[int]) -> set[int]:
    """Return processes with all below them."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _fields(int(entry.name))
            if fields:
                parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += parents.get(pid, [])
    return found


def _fields(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the name, which may hold spaces: state first."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _own_seconds(pid: int) -> float:
    fields = _fields(pid)
    return sum(map(int, fields[11:15])) / TICKS if fields else 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """Of a moment: the mean number of runnable processes in the last minute, and the share of the cores in use."""

    mean: float
    busy: float

    @property
    def is_quiet(self) -> bool:
        """Say whether so little else runs that a round means something."""
        return self.busy <= BUSY_SHARE


def load(seconds: float = 1.0) -> Load:
    """Look for a while at what else runs; nothing of the benchmark may be at work meanwhile."""
    first = _times()
    time.sleep(seconds)
    second = _times()
    total = sum(second) - sum(first)
    idle = (second[3] + second[4]) - (first[3] + first[4])
    return Load(os.getloadavg()[0], 1 - idle / total if total else 0.0)


def _times() -> list[int]:
    return [int(field) for field in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
