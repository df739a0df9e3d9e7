"""Full-text search over paragraphs, in the files of sources that a view names.

What a view may not show is cut out in the query itself, by the files it may search. The order of hits says
nothing about what is not shown: a ranking by how rare words are in the whole index would.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from answerable.evidence.models import EvidenceFile, Passage
from answerable.evidence.placements import placed_files
from answerable.evidence.quotes import Span, find_words, fold_plain, is_unspaced
from answerable.record.view import View

MOST_HITS = 200
_MOST_WORDS = 20
_MOST_LOOKED_AT = 5000
_PART = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """One paragraph in which every word of a search stands; `spans` are their places in `text`."""

    source: str
    sha256: str
    number: int
    page: int | None
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the first hits, in the order of sources and paragraphs, and how many there are.

    Beyond some thousands the count stops.
    """

    hits: tuple[Hit, ...]
    total: int


NOTHING = Found((), 0)


def words_of(query: str) -> tuple[str, ...]:
    """Return the folded words of a query; words between quotation marks stay together."""
    found = []
    for phrase, word in _PART.findall(query):
        folded = fold_plain(phrase or word)
        if any(sign.isalnum() for sign in folded):
            found.append(folded if phrase else folded.replace('"', ""))
    return tuple(dict.fromkeys(found))[:_MOST_WORDS]


def search(view: View, query: str, *, sources: Sequence[str] | None = None, limit: int = 50) -> Found:
    """Find the paragraphs in which every word of a query stands, whatever their case or accents.

    Args:
        view: only files of sources that it names are searched.
        query: words, "words together", and wor* for what begins so.
        sources: keys to search in; all if None.
        limit: at most so many hits are returned, up to MOST_HITS.
    """
    words = words_of(query)
    files = _files_by_row(view, sources)
    if not words or not files:
        return NOTHING
    is_indexed = connection.vendor == "sqlite" and not any(is_unspaced(word) for word in words)
    rows = _by_index(words, list(files)) if is_indexed else _by_text(words, list(files))
    order = {file: place for place, file in enumerate(files)}
    rows.sort(key=lambda row: (order[row[0]], row[1]))
    shown = rows[: max(0, min(limit, MOST_HITS))]
    return Found(tuple(_hit(row, files, words) for row in shown), len(rows))


def index_passages(file: EvidenceFile) -> None:
    """Enter the paragraphs of a new file into the index. Call it in the transaction that wrote them."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence_words(rowid, folded) SELECT id, folded FROM evidence_passage WHERE file_id = %s",
            [file.number],
        )


def _files_by_row(view: View, sources: Sequence[str] | None) -> dict[int, tuple[str, str]]:
    """Return, by row number, the source and hash of each file to be searched, in the order of sources."""
    placed = placed_files(view, sources)
    found: dict[int, tuple[str, str]] = {}
    for card in view.sources():
        for file in placed.get(card.key, ()):
            found.setdefault(file.number, (card.key, file.sha256))
    return found


_Row = tuple[int, int, int | None, str]


def _by_index(words: Sequence[str], files: Sequence[int]) -> list[_Row]:
    asked = " AND ".join(f'"{word.rstrip("*")}"{"*" if word.endswith("*") else ""}' for word in words)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.file_id, p.number, p.page, p.text FROM evidence_words w "
            "JOIN evidence_passage p ON p.id = w.rowid "
            "WHERE evidence_words MATCH %s AND p.file_id IN (SELECT value FROM json_each(%s)) LIMIT %s",
            [asked, json.dumps(list(files)), _MOST_LOOKED_AT],
        )
        return [(row[0], row[1], row[2], row[3]) for row in cursor.fetchall()]


def _by_text(words: Sequence[str], files: Sequence[int]) -> list[_Row]:
    """Search the folded text itself: for databases without the index, and for scripts without spaces."""
    rows = Passage.objects.filter(file_id__in=files)
    for word in words:
        rows = rows.filter(folded__contains=word.rstrip("*"))
    found = rows.values_list("file_id", "number", "page", "text")[:_MOST_LOOKED_AT]
    return [row for row in found if all(find_words([word], row[3]) for word in words)]


def _hit(row: _Row, files: dict[int, tuple[str, str]], words: Sequence[str]) -> Hit:
    file, number, page, text = row
    source, sha256 = files[file]
    return Hit(source, sha256, number, page, text, find_words(words, text))
