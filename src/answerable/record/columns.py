"""Claims as columns: one array a field, texts in one block of bytes, for as many claims as a machine holds.

A view is cut from columns without copying texts. Columns are saved beside the database and mapped back from
disk, so that a large dossier opens at once.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from answerable.kernel.standing import BEGINNING, NEVER, TimeColumns

STANCE_CODES = ("asserts", "denies")
STATUS_CODES = ("recorded", "accepted", "conflict", "rejected")
NO_CLOCK = -1
REST_SEPARATOR = "\x1f"
REST = ("ref", "locator", "attribution", "note", "rests_on", "recorded_by")
"""What is read one claim at a time, in this order in one text, divided by REST_SEPARATOR."""
Indexes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """n byte strings in one block; `start` and `end` cut it."""

    block: npt.NDArray[np.uint8]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.start)

    def __getitem__(self, at: int) -> bytes:
        return self.block[self.start[at] : self.end[at]].tobytes()

    def take(self, rows: npt.NDArray[Any]) -> "Texts":
        """Return the strings of `rows`, sharing the block."""
        return Texts(self.block, self.start[rows], self.end[rows])

    @classmethod
    def of(cls, texts: Sequence[bytes]) -> "Texts":
        """Pack byte strings."""
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        end = np.cumsum(lengths)
        return cls(np.frombuffer(b"".join(texts), dtype=np.uint8), end - lengths, end)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """n claims in the order of the log.

    `entities`, `schemata`, `sources`, `visibilities` are the words that the code columns point into. Days are
    ordinals (see kernel.standing), clocks minutes or NO_CLOCK, `recorded` microseconds since 1970 in UTC.
    `properties` holds canonical JSON; `rest` the fields of REST.
    """

    entities: tuple[str, ...]
    schemata: tuple[str, ...]
    sources: tuple[str, ...]
    visibilities: tuple[str, ...]
    number: npt.NDArray[np.int64]
    id: npt.NDArray[np.bytes_]
    about: Indexes
    schema: Indexes
    source: Indexes
    visibility: Indexes
    first_low: Indexes
    first_high: Indexes
    last_low: Indexes
    last_high: Indexes
    first_clock: npt.NDArray[np.int16]
    last_clock: npt.NDArray[np.int16]
    flags: npt.NDArray[np.uint8]
    stance: npt.NDArray[np.uint8]
    grade: npt.NDArray[np.uint8]
    status: npt.NDArray[np.uint8]
    recorded: npt.NDArray[np.int64]
    properties: Texts
    rest: Texts

    def __len__(self) -> int:
        return len(self.number)

    @property
    def times(self) -> TimeColumns:
        """The times of the claims, for the columnar rule."""
        return TimeColumns(
            self.first_low,
            self.first_high,
            self.last_low,
            self.last_high,
            *((self.flags & bit).astype(bool) for bit in (DATED, STARTS, ENDS, ONGOING)),
        )

    def take(self, rows: npt.NDArray[Any]) -> "Columns":
        """Return the claims at `rows`, in that order; words and texts are shared."""
        parts: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            parts[item.name] = value if isinstance(value, tuple) else _taken(value, rows)
        return Columns(**parts)


DATED, STARTS, ENDS, ONGOING = 1, 2, 4, 8
_WORDS = ("entities", "schemata", "sources", "visibilities")
_ARRAYS = tuple(item.name for item in fields(Columns) if item.name not in (*_WORDS, "properties", "rest"))
_DTYPES: dict[str, Any] = {
    "number": np.int64, "id": "S32", "first_clock": np.int16, "last_clock": np.int16, "flags": np.uint8,
    "stance": np.uint8, "grade": np.uint8, "status": np.uint8, "recorded": np.int64,
}  # fmt: skip


def _taken(value: Any, rows: npt.NDArray[Any]) -> Any:
    return value.take(rows) if isinstance(value, Texts) else value[rows]


class _Codes:
    """Words to codes, in order of first sight."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.codes = {word: code for code, word in enumerate(words)}

    def __call__(self, words: Sequence[str]) -> Indexes:
        codes = self.codes
        fresh = [word for word in dict.fromkeys(words) if word not in codes]
        codes.update(zip(fresh, range(len(codes), len(codes) + len(fresh)), strict=True))
        return np.fromiter(map(codes.__getitem__, words), dtype=np.int32, count=len(words))

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.codes)


ROW = (
    "number", "id", "about", "schema", "source", "visibility", "first_low", "first_high", "last_low", "last_high",
    "first_clock", "last_clock", "flags", "stance", "grade", "status", "recorded", "properties", "rest",
)  # fmt: skip
"""The fields of one row as `columns_of` takes them.

Days are None where open, clocks None where not given, `recorded` an ISO text or naive moment in UTC.
"""


def _column(name: str, values: Sequence[Any], codes: dict[str, "_Codes"]) -> Any:
    if name in codes:
        return codes[name](values)
    if name in ("properties", "rest"):
        return Texts.of(values)
    if name in ("first_low", "last_low"):
        return np.array(_filled(values, BEGINNING), dtype=np.int32)
    if name in ("first_high", "last_high"):
        return np.array(_filled(values, NEVER), dtype=np.int32)
    if name.endswith("_clock"):
        return np.array(_filled(values, NO_CLOCK), dtype=np.int16)
    if name == "recorded":
        return np.array(values, dtype="datetime64[us]").astype(np.int64)
    return np.array(values, dtype=_DTYPES[name])


def _filled(values: Sequence[Any], open_side: int) -> Sequence[Any]:
    return [open_side if value is None else value for value in values] if None in values else values


def _joined(parts: list[Any]) -> Any:
    if isinstance(parts[0], Texts):
        shifts = np.cumsum([0] + [len(part.block) for part in parts[:-1]])
        return Texts(
            np.concatenate([part.block for part in parts]),
            np.concatenate([part.start + shift for part, shift in zip(parts, shifts, strict=True)]),
            np.concatenate([part.end + shift for part, shift in zip(parts, shifts, strict=True)]),
        )
    return np.concatenate(parts)


def columns_of(batches: Iterable[Sequence[tuple[Any, ...]]], base: Columns | None = None) -> Columns:
    """Pack rows into columns, after those of `base` if it is given.

    Args:
        batches: lists of rows, each row in the order of ROW; texts already bytes, flags already bits.
        base: columns of the rows before these; their codes are kept.
    """
    return columns_of_fields((tuple(zip(*batch, strict=True)) for batch in batches if batch), base)


def columns_of_fields(batches: Iterable[Sequence[Sequence[Any]]], base: Columns | None = None) -> Columns:
    """Pack rows that come field by field, each batch with one sequence for each field of ROW; see `columns_of`."""
    codes = {
        "about": _Codes(base.entities if base else ()),
        "schema": _Codes(base.schemata if base else ()),
        "source": _Codes(base.sources if base else ()),
        "visibility": _Codes(base.visibilities if base else ()),
    }
    parts: dict[str, list[Any]] = {name: [getattr(base, name)] if base else [] for name in ROW}
    for batch in batches:
        for name, values in zip(ROW, batch, strict=True):
            parts[name].append(_column(name, values, codes))
    if not parts["number"]:
        for name in ROW:
            parts[name].append(_column(name, (), codes))
    words: dict[str, Any] = {name: codes[code].words for name, code in zip(_WORDS, codes, strict=True)}
    joined: dict[str, Any] = {name: _joined(found) for name, found in parts.items()}
    return Columns(**words, **joined)


def save_columns(columns: Columns, folder: Path) -> None:
    """Write columns into `folder`, readable by this user alone; the folder appears whole or not at all."""
    started = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    started.mkdir(mode=0o700, parents=True)
    for name in _ARRAYS:
        np.save(started / f"{name}.npy", getattr(columns, name))
    for name in ("properties", "rest"):
        texts = getattr(columns, name)
        for part in ("block", "start", "end"):
            np.save(started / f"{name}.{part}.npy", getattr(texts, part))
    for word in _WORDS:
        joined = "\n".join(getattr(columns, word)).encode()
        (started / f"{word}.txt").write_bytes(joined)
    (started / "counts.json").write_text(json.dumps({word: len(getattr(columns, word)) for word in _WORDS}))
    if folder.exists():
        _remove(started)
        return
    started.rename(folder)


def _remove(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def _mapped(folder: Path, name: str) -> Any:
    return np.load(folder / f"{name}.npy", mmap_mode="r")


def load_columns(folder: Path) -> Columns | None:
    """Map columns back from `folder`, or return None when they are not there whole."""
    try:
        counts = json.loads((folder / "counts.json").read_text())
        arrays: dict[str, Any] = {name: _mapped(folder, name) for name in _ARRAYS}
        texts: dict[str, Any] = {
            name: Texts(*(_mapped(folder, f"{name}.{part}") for part in ("block", "start", "end")))
            for name in ("properties", "rest")
        }
        words: dict[str, Any] = {
            word: tuple((folder / f"{word}.txt").read_text().split("\n")) if counts[word] else ()
            for word in _WORDS
        }
    except (OSError, ValueError, KeyError):
        return None
    if any(len(words[word]) != counts[word] for word in _WORDS):
        return None
    return Columns(**words, **arrays, **texts)
