"""What a page was made from, as a digest: when none of it changed, the page need not be made again.

Every claim of a view has a number, made from all that the view shows of it and of its source. What a page shows
of an entity is the sum of the numbers of the claims about it, about what points to it, and about what those name.
It is taken rather too wide than too narrow: a page made again without need costs time, one not made again would be
wrong.
"""

import zlib
from collections.abc import Iterable
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson

import answerable
from answerable.record.view import View, entity_properties

Numbers = npt.NDArray[np.uint64]
_ODD = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xC2B2AE3D27D4EB4F)
_NO_PART = frozenset({"api", "cli", "accounts", "evidence", "web"})
"""The rooms that no page is made from."""


@cache
def program_digest() -> str:
    """Return a digest of the program itself: other rules or words make other pages. Worked out once a run."""
    root = Path(answerable.__file__).parent
    whole = sha256()
    for path in sorted(root.rglob("*")):
        room = path.relative_to(root).parts[0]
        if path.suffix in (".py", ".yaml", ".json") and room not in _NO_PART and "__pycache__" not in path.parts:
            whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def digest(*parts: object) -> str:
    """Return the digest of some words and numbers, in order."""
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def _mixed(numbers: Numbers) -> Numbers:
    """Return numbers whose sum tells apart what was summed."""
    found = numbers * _ODD
    found ^= found >> np.uint64(29)
    found *= _STEP
    return found ^ (found >> np.uint64(32))


class Fingerprints:
    """See the module. Numbers are of 64 bits and by entity code; sums run over."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.count = len(view.columns.entities)

    @cached_property
    def rows(self) -> Numbers:
        """The number of each claim."""
        columns = self.view.columns
        cards = [int(sha256(repr(self.view.source_cards[key]).encode()).hexdigest()[:15], 16)
                 if key in self.view.source_cards else 0 for key in columns.sources]  # fmt: skip
        ids = np.frombuffer(columns.id.astype("S32").tobytes(), dtype=np.uint64).reshape(-1, 4)
        texts = zip(columns.properties.start.tolist(), columns.properties.end.tolist(),
                    columns.rest.start.tolist(), columns.rest.end.tolist(), strict=True)  # fmt: skip
        said, rest = np.asarray(columns.properties.block).data, np.asarray(columns.rest.block).data
        sums = np.fromiter(
            (zlib.crc32(rest[c:d], zlib.crc32(said[a:b])) for a, b, c, d in texts),
            dtype=np.uint64,
            count=len(columns),
        )
        found = np.array(cards, dtype=np.uint64)[columns.source] if cards else np.zeros(len(columns), np.uint64)
        for part in (*ids.T, sums, columns.stance, columns.status, columns.grade, columns.schema):
            found = _mixed(found + _mixed(part.astype(np.uint64) + _STEP))
        return found

    @cached_property
    def own(self) -> Numbers:
        """The sum of the claims about each entity; those judged the same as another count for that."""
        found = np.zeros(self.count, dtype=np.uint64)
        np.add.at(found, self.view.canonical_codes[self.view.columns.about], self.rows)
        return found

    @cached_property
    def _ties(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Which entity's claims name which other: two columns of codes, each pair once."""
        view, columns = self.view, self.view.columns
        codes, same = view.entity_codes, view.canonical_codes
        names = [frozenset(entity_properties(view.ontology, kind)) for kind in columns.schemata]
        pairs = set()
        about = same[columns.about].tolist()
        for row, kind in enumerate(columns.schema.tolist()):
            for name, values in orjson.loads(columns.properties[row]).items():
                if name in names[kind]:
                    for value in values:
                        code = codes.get(value)
                        if code is not None:
                            pairs.add((about[row], int(same[code])))
        both = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    def _outward(self, numbers: Numbers) -> Numbers:
        """Return for each entity the sum over those that it names."""
        begin, end = self._ties
        found = np.zeros(self.count, dtype=np.uint64)
        np.add.at(found, begin, _mixed(numbers[end] + _ODD))
        return found

    def _inward(self, numbers: Numbers) -> Numbers:
        """Return for each entity the sum over those that name it."""
        begin, end = self._ties
        found = np.zeros(self.count, dtype=np.uint64)
        np.add.at(found, end, _mixed(numbers[begin] + _STEP))
        return found

    @cached_property
    def told(self) -> Numbers:
        """Each entity with what it names, and what that names in turn: all that a line about it can say."""
        return self.own + self._outward(self.own + self._outward(self.own))

    @cached_property
    def near(self) -> Numbers:
        """Each entity's line with the lines of what names it."""
        return self.told + self._inward(self.told)

    @cached_property
    def page(self) -> Numbers:
        """Each entity's line, the lines of what names it, and of what names those."""
        return self.told + self._inward(self.near)

    @cached_property
    def whole(self) -> str:
        """A digest of the whole view."""
        cards = sorted(repr(card) for card in self.view.source_cards.values())
        return digest(int(_mixed(self.rows).sum(dtype=np.uint64)), len(self.rows), *cards)

    def of_type(self, *schemata: str) -> int:
        """Return the sum over all entities of some types, with what they name."""
        codes = [self.view.entity_codes[each] for schema in schemata for each in self.view.entities(schema)]
        return int(_mixed(self.told[codes] + _ODD).sum(dtype=np.uint64)) if codes else 0

    def of_page(self, entity: str) -> int:
        """Return the number of what a page about an entity shows."""
        code = self.view.entity_codes.get(self.view.canonical(entity))
        return int(self.page[code]) if code is not None else 0

    def of_near(self, entities: Iterable[str]) -> int:
        """Return the sum over entities and what names them."""
        codes = [code for each in entities if (code := self.view.entity_codes.get(each)) is not None]
        return int(_mixed(self.near[codes] + _ODD).sum(dtype=np.uint64)) if codes else 0

    def of_source(self, key: str) -> int:
        """Return the sum over the claims that cite a source, with what they are about."""
        columns, view = self.view.columns, self.view
        rows = view._rows_by_source.get(key, [])  # noqa: SLF001, the same rows that the page lists
        about = view.canonical_codes[columns.about[rows]]
        return int((_mixed(self.rows[rows]) + _mixed(self.told[about])).sum(dtype=np.uint64)) if len(rows) else 0
