"""What the search in the browser reads: names cut into small files by the first letters of their words.

The files set a variable and are loaded as scripts, since a page opened from disk may read no other file.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from answerable.kernel.texts import fold

MOST_IN_A_FILE = 400
MOST_OF_A_WORD = 120
LONGEST_PREFIX = 8
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find: its name, what it is, its page from the root, and other words that lead to it."""

    name: str
    kind: str
    path: str
    also: str = ""


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text as they are compared: in lower case, without accents."""
    return frozenset(_WORD.findall(fold(text)))


def index_files(language: str, found: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Yield each file of the index, by path: one that lists the others, and those."""
    by_word: dict[str, list[Entry]] = {}
    for entry in sorted(set(found), key=lambda one: (fold(one.name), one.path)):
        for word in words_of(f"{entry.name} {entry.also}"):
            by_word.setdefault(word, []).append(entry)
    shards = dict(_shards("", sorted(by_word), by_word))
    names = {prefix: f"{at:x}" for at, prefix in enumerate(sorted(shards))}
    yield f"{language}/search/index.js", f"answerableSearch={{shards:{_json(names)},found:{{}}}};\n"
    for prefix, words in shards.items():
        yield f"{language}/search/{names[prefix]}.js", _shard(prefix, words, by_word)


def _shards(prefix: str, words: Sequence[str], by_word: dict[str, list[Entry]]) -> Iterator[tuple[str, list[str]]]:
    """Yield prefixes that none extends, each with its words, so that few files hold many entries."""
    length = len(prefix) + 1
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:length], []).append(word)
    for head, of in groups.items():
        size = sum(min(len(by_word[word]), MOST_OF_A_WORD) for word in of)
        longer = [word for word in of if len(word) > length]
        if size <= MOST_IN_A_FILE or length >= LONGEST_PREFIX or not longer:
            yield head, of
        else:
            whole = [word for word in of if len(word) == length]
            if whole:
                yield f"{head} ", whole  # the word itself, apart from those that begin with it
            yield from _shards(head, longer, by_word)


def _shard(prefix: str, words: Sequence[str], by_word: dict[str, list[Entry]]) -> str:
    """Return one file: entries once, and for each word the places of its entries; a common word is cut short."""
    places: dict[Entry, int] = {}
    said: dict[str, list[int]] = {}
    common = []
    for word in words:
        if len(by_word[word]) > MOST_OF_A_WORD:
            common.append(word)
        said[word] = [places.setdefault(one, len(places)) for one in by_word[word][:MOST_OF_A_WORD]]
    rows = [[one.name, one.kind, one.path, *([one.also] if one.also else [])] for one in places]
    content = {"entries": rows, "words": said, "common": common}
    return f"answerableSearch.found[{_json(prefix)}]={_json(content)};\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
