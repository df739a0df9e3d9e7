"""The words that say what a number counts, read from `counted_things.yaml`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from answerable.publish.folding import plain

Family = Literal["things", "units", "groups", "anybody"]
LANGUAGES = ("en", "es")
STEM_LETTERS = 6
"""Words are compared by their first letters: crude, and the same for both languages; ours, not measured."""

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Thing:
    """One word of a text that says what is counted: its code, and the family that the code belongs to."""

    start: int
    end: int
    code: str
    family: Family


@cache
def _read() -> Mapping[str, Any]:
    text = files("answerable.publish").joinpath("counted_things.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


class _Lexicon:
    """All words of one family, longest first, and the code of each."""

    def __init__(self, codes: Mapping[str, Iterable[str]]) -> None:
        self.exact: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        patterns = []
        for code, words in codes.items():
            for word in words:
                folded = plain(word)
                if folded.endswith("*"):
                    self.stems[folded[:-1]] = code
                else:
                    self.exact[folded] = code
                patterns.append(r"\w*[ ]".join(map(re.escape, folded.split("* "))))
        ordered = sorted(patterns, key=len, reverse=True)
        self.pattern = re.compile(r"\b(?:" + "|".join(self._ending(each) for each in ordered) + r")\b")

    @staticmethod
    def _ending(pattern: str) -> str:
        return pattern.removesuffix(r"\*") + r"\w*" if pattern.endswith(r"\*") else pattern

    @lru_cache(maxsize=4096)  # noqa: B019, the lexicons live as long as the program
    def code(self, word: str) -> str:
        """Return the code of a word that the pattern found."""
        if word in self.exact:
            return self.exact[word]
        for length in range(len(word), 0, -1):
            found = self.stems.get(word[:length])
            if found:
                return found
        return next((code for known, code in self.exact.items() if known.split()[0][:4] == word[:4]), "")


@cache
def _lexicons() -> Mapping[Family, _Lexicon]:
    told = _read()
    families: tuple[Family, ...] = ("things", "units", "groups")
    found = {
        family: _Lexicon(
            {
                code: [w for language in LANGUAGES for w in words.get(language, ())]
                for code, words in told[family].items()
            }
        )
        for family in families
    }
    found["anybody"] = _Lexicon({"people": [w for language in LANGUAGES for w in told["anybody"][language]]})
    return found


def things_in(folded: str) -> tuple[Thing, ...]:
    """Return the words of a plain text that say what is counted, in order. Families may overlap."""
    found = [
        Thing(match.start(), match.end(), code, family)
        for family, lexicon in _lexicons().items()
        for match in lexicon.pattern.finditer(folded)
        if (code := lexicon.code(match[0]))
    ]
    return tuple(sorted(found, key=lambda each: (each.start, -each.end)))


@cache
def _generic() -> frozenset[str]:
    return frozenset(plain(word) for words in _read()["generic"].values() for word in words)


def stems_of(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a text that carry meaning."""
    generic = _generic()
    return frozenset(
        word[:STEM_LETTERS] for match in _WORD.finditer(plain(text)) if (word := match[0]) not in generic
    )


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in _read()["language"].items()}


def language_of(text: str, otherwise: str = "") -> str:
    """Return `en` or `es` by the small words of a passage; `otherwise` where neither has clearly more."""
    words = re.findall(r"[^\W\d_]+", plain(text)[:4000])
    english, spanish = (sum(word in known for word in words) for known in _small_words().values())
    if english > 2 * spanish:
        return "en"
    return "es" if spanish > 2 * english else otherwise
