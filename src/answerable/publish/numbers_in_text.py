"""The numbers that a text gives, in digits and in words, English and Spanish, with what bounds them.

Each stands where it stands: offsets into the text as it was given. What is an ordinal is no number here. Whether a
number states anything is not decided here; see `page_furniture` and `checker`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from answerable.publish.folding import plain

Bound = Literal["exact", "at-least", "more-than", "at-most", "less-than", "about", "range", "vague"]
Form = Literal["digits", "words", "vague", "both"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number. `low` and `high` bound what it says, both included; None where that side is open.

    `start` and `end` hold the words of its bound too; `value` is the number as written, the lower one of a range.
    `scale` is `percent` or empty. Of 'dozens' the bounds are ours: 24 to 199, and likewise for its kind.
    """

    start: int
    end: int
    value: float
    low: float | None
    high: float | None
    bound: Bound
    form: Form
    scale: str = ""

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers that stand in the text: one, or the two ends of a range."""
        return (self.value, self.high) if self.bound == "range" and self.high is not None else (self.value,)


_EN_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ES_SMALL = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidos",
    "veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_ES_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_ES_HUNDREDS = [
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]

ENGLISH: Mapping[str, int] = (
    {word: value for value, word in enumerate(_EN_SMALL)}
    | {word: 10 * tens for tens, word in enumerate(_EN_TENS, 2)}
    | {"dozen": 12}
)
SPANISH: Mapping[str, int] = (
    {word: value for value, word in enumerate(_ES_SMALL)}
    | {word: 10 * tens for tens, word in enumerate(_ES_TENS, 3)}
    | {word: 100 * count for count, word in enumerate(_ES_HUNDREDS, 1)}
    | {f"{word[:-2]}as": 100 * count for count, word in enumerate(_ES_HUNDREDS, 1) if count > 1}
    | {"un": 1, "una": 1, "veintiun": 21, "veintiuna": 21, "cien": 100}
)
SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {"hundred": 100, "thousand": 1000, "million": 10**6, "dozen": 12},
    "es": {"mil": 1000, "millon": 10**6, "millones": 10**6},
}
SMALL: Mapping[str, Mapping[str, int]] = {"en": ENGLISH, "es": SPANISH}

_VAGUE: Mapping[str, Mapping[str, tuple[int, int | None]]] = {
    "en": {
        "dozens": (24, 199),
        "scores": (40, 199),
        "hundreds": (200, 1999),
        "thousands": (2000, None),
    },
    "es": {
        "decenas": (20, 199),
        "docenas": (24, 199),
        "cientos": (200, 1999),
        "centenares": (200, 1999),
        "miles": (2000, None),
        "millares": (2000, None),
    },
}
_ROUND = {
    "decena": 10,
    "docena": 12,
    "quincena": 15,
    "veintena": 20,
    "treintena": 30,
    "cuarentena": 40,
    "cincuentena": 50,
    "sesentena": 60,
    "centena": 100,
    "centenar": 100,
    "millar": 1000,
}

_DIGITS = re.compile(
    r"(?<![\w.,'/#-])(?:[0-9]{1,3}(?:([.,'\u2019\u00a0\u2009\u202f])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]{1,2})?"
    r"|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+(?:[.,][0-9]+)?)(?![0-9])"
)
_PERCENT = re.compile(r"\s?(?:%|per ?cent\b|percent\b|por ciento\b)")
_BEFORE: tuple[tuple[Bound, str], ...] = (
    (
        "at-least",
        r"at least|no fewer than|not fewer than|no less than|not less than|a minimum of|as many as or more than",
    ),
    ("at-least", r"al menos|por lo menos|como minimo|cuando menos|no menos de|un minimo de"),
    ("at-most", r"at most|up to|no more than|not more than|a maximum of"),
    ("at-most", r"como maximo|a lo sumo|no mas de|un maximo de|hasta"),
    ("more-than", r"more than|over|above|upwards of|in excess of|mas de|superior a|por encima de"),
    ("less-than", r"fewer than|less than|under|below|menos de|por debajo de"),
    (
        "about",
        r"about|around|some|approximately|roughly|nearly|almost|an estimated|unos|unas|alrededor de|cerca de",
    ),
    ("about", r"aproximadamente|casi|en torno a"),
)
_BOUNDS = [
    (bound, re.compile(rf"\b(?:{words})(?: (?:a total of|un total de|los|las|the))?\s+$"))
    for bound, words in _BEFORE
]
_SCALE = re.compile(r"\s+(million|millones|thousand|mil)\b")
_OR_MORE = re.compile(r"\s?\+(?!\w)|\s+(?:or more|o mas)\b")
_LONGEST_BOUND = 32
_FEWEST_ABOUT = 3
_TO = re.compile(r"\s*(?:[\u2013\u2014-]|\bto\b|\ba\b)\s*")
_BETWEEN = re.compile(r"\b(?:between|entre)\s+$")
_AND = re.compile(r"\s+(?:and|y|e)\s+")
_ORDINAL = re.compile(
    r"(?:st|nd|rd|th)\b|\.?\s?[\u00ba\u00aa\u00b0](?!\w)|\.?(?:er|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na)\b"
)


def _words_pattern(language: str) -> re.Pattern[str]:
    names = sorted({*SMALL[language], *SCALES[language]}, key=len, reverse=True)
    word = "|".join(names)
    link = r"(?:[\s-]+and[\s-]+|[\s-]+)" if language == "en" else r"(?:\s+y\s+|\s+)"
    article = r"(?:an?\s+)?" if language == "en" else ""
    return re.compile(rf"\b(?:{article}(?:{word})(?:{link}(?:{word}))*)\b")


_WORDS = {language: _words_pattern(language) for language in SMALL}
_VAGUE_WORDS = {language: re.compile(r"\b(?:" + "|".join(words) + r")\b") for language, words in _VAGUE.items()}
_ROUND_WORDS = re.compile(r"\b(?:una?|media)\s+(?:" + "|".join(_ROUND) + r")\b")
_BOTH = {"en": re.compile(r"\bboth\b"), "es": re.compile(r"\b(?:ambos|ambas)\b")}


@dataclass(frozen=True, slots=True)
class _Bare:
    """A number without what stands around it."""

    start: int
    end: int
    value: float
    form: Form
    low: float | None = None
    high: float | None = None
    about: bool = False


def numbers_in(text: str, language: str = "", *, masked: str = "") -> tuple[Number, ...]:
    """Return the numbers of a text in their order; none of them overlap.

    Args:
        text: any text.
        language: `en` or `es`, whose words and separators are read; both, when it is empty.
        masked: the same text, as long, with blanks where other readers have found their own (dates, file numbers).
    """
    folded = plain(masked or text)
    languages = (language,) if language in SMALL else tuple(SMALL)
    bare = _without_overlaps([*_digits(folded, language), *_all_words(folded, languages)])
    joined = _ranges(folded, bare)
    return tuple(_bounded(folded, each) for each in joined)


def value_of_words(words: str, language: str) -> int | None:
    """Return the number that words name in one language; None when they name none."""
    total, group, last = 0, 0, 0
    small, scales = SMALL[language], SCALES[language]
    parts = [part for part in re.split(r"[\s-]+", plain(words)) if part not in ("and", "y", "a", "an")]
    for at, part in enumerate(parts):
        scale = scales.get(part)
        if scale is not None and (at > 0 or part not in small or group == 0):
            group, last = (group or 1) * scale, scale
            if scale >= 1000:
                total, group = total + group, 0
        elif part in small:
            value = small[part]
            if at and not _may_follow(value, last, group):
                return None
            group, last = group + value, value
        else:
            return None
    return total + group if parts else None


def _may_follow(value: int, last: int, group: int) -> bool:
    """Say whether a small number may stand after what came: 'twenty' before 'one', not 'one' before 'two'."""
    if last >= 1000 or group == 0:
        return True
    if last == 0:
        return False
    if value >= 100:
        return False
    if value >= 10:
        return last >= 100
    return last >= 20 and last % 10 == 0


def value_of_digits(written: str, language: str = "") -> float | None:
    """Return the number that digits with separators name: '1,400' and '1.400' are one number in Spanish.

    Three digits after one separator are thousands; in English a point is always the decimal one.
    """
    compact = re.sub(r"[\s\u00a0\u2009\u202f'\u2019]", "", written)
    marks = [sign for sign in compact if sign in ".,"]
    if not marks:
        return float(compact) if compact.isascii() and compact.isdigit() else None
    decimal = _decimal_mark(compact, marks, language)
    for mark in {".", ","} - {decimal}:
        compact = compact.replace(mark, "")
    try:
        return float(compact.replace(decimal, ".")) if decimal else float(compact)
    except ValueError:
        return None


def _decimal_mark(compact: str, marks: list[str], language: str) -> str:
    last = marks[-1]
    if len(set(marks)) > 1:
        return last
    if len(marks) > 1:
        return ""
    head, _, tail = compact.rpartition(last)
    if len(tail) == 3 and 1 <= len(head) <= 3 and head != "0":
        return "." if last == "." and language == "en" else ""
    return last


def _digits(folded: str, language: str) -> list[_Bare]:
    found = []
    for match in _DIGITS.finditer(folded):
        end = match.end()
        if _ORDINAL.match(folded, end):
            continue
        if end < len(folded) and (folded[end].isalpha() or folded[end] == "_"):
            continue
        value = value_of_digits(match[0], language)
        if value is None:
            continue
        scale = _SCALE.match(folded, end)
        if scale:
            value *= 10**6 if scale[1].startswith("mill") else 1000
            end = scale.end()
        found.append(_Bare(match.start(), end, value, "digits"))
    return found


def _all_words(folded: str, languages: tuple[str, ...]) -> list[_Bare]:
    found = []
    for language in languages:
        for match in _VAGUE_WORDS[language].finditer(folded):
            low, high = _VAGUE[language][match[0]]
            found.append(_Bare(match.start(), match.end(), low, "vague", low, high))
        found += [_Bare(match.start(), match.end(), 2, "both") for match in _BOTH[language].finditer(folded)]
        for match in _WORDS[language].finditer(folded):
            found += _worded(match[0], match.start(), language)
    if "es" in languages:
        for match in _ROUND_WORDS.finditer(folded):
            value = _ROUND[match[0].split()[-1]] / (2 if match[0].startswith("media") else 1)
            found.append(_Bare(match.start(), match.end(), value, "words", about=True))
    return found


_ARTICLES = frozenset({"un", "una"})
_NO_NUMBER = _ARTICLES | {"ciento"}  # 'por ciento' alone
_LONGEST_RUN = 12


def _worded(run: str, start: int, language: str) -> list[_Bare]:
    """Return the numbers of a run of number words: usually one; 'two three' are two."""
    value = value_of_words(run, language) if len(run) < 200 else None
    if value is not None:
        if run in _NO_NUMBER:
            return []
        return [_Bare(start, start + len(run), value, "words")]
    found, at = [], 0
    pieces = [(match.start(), match.end()) for match in re.finditer(r"[a-z]+", run)]
    while at < len(pieces):
        best = None
        for to in range(min(len(pieces), at + _LONGEST_RUN), at, -1):
            part = run[pieces[at][0] : pieces[to - 1][1]]
            value = value_of_words(part, language)
            if value is not None and not part.endswith((" and", " y")) and part not in ("a", "an", *_ARTICLES):
                best = (to, value)
                break
        if best:
            first, last = pieces[at][0], pieces[best[0] - 1][1]
            found.append(_Bare(start + first, start + last, best[1], "words"))
            at = best[0]
        else:
            at += 1
    return found


def _without_overlaps(found: list[_Bare]) -> list[_Bare]:
    """Keep the longest where several readings overlap, in the order of the text."""
    kept: list[_Bare] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
        elif each.end - each.start > kept[-1].end - kept[-1].start:
            kept[-1] = each
    return kept


def _ranges(folded: str, bare: list[_Bare]) -> list[_Bare]:
    """Join two numbers that are the ends of one range: '1 to 3', 'between 10 and 15', '14–18'."""
    joined: list[_Bare] = []
    for each in bare:
        before = joined[-1] if joined else None
        if before is not None and before.form in ("digits", "words") and each.form in ("digits", "words"):
            between = folded[before.end : each.start]
            is_between = _BETWEEN.search(folded, max(0, before.start - 12), before.start)
            is_range = _TO.fullmatch(between) or (is_between and _AND.fullmatch(between))
            if is_range and before.high is None and each.value > before.value:
                joined[-1] = _Bare(before.start, each.end, before.value, before.form, before.value, each.value)
                continue
        joined.append(each)
    return joined


def _bounded(folded: str, bare: _Bare) -> Number:
    """Read the words around a number that bound it."""
    percent = _PERCENT.match(folded, bare.end)
    end, scale = (percent.end(), "percent") if percent else (bare.end, "")
    value = bare.value
    if bare.low is not None:
        bound: Bound = "vague" if bare.form == "vague" else "range"
        return Number(bare.start, end, value, bare.low, bare.high, bound, bare.form, scale)
    more = _OR_MORE.match(folded, end)
    if more:
        return Number(bare.start, more.end(), value, value, None, "at-least", bare.form, scale)
    head = folded[max(0, bare.start - _LONGEST_BOUND) : bare.start]
    for bound, pattern in _BOUNDS:
        match = pattern.search(head)
        if match and bound == "about" and value < _FEWEST_ABOUT:
            continue  # 'reports about one death'
        if match:
            start = bare.start - len(match[0])
            return Number(start, end, value, *_sides(bound, value), bound, bare.form, scale)
    if bare.about:
        return Number(bare.start, end, value, *_sides("about", value), "about", bare.form, scale)
    return Number(bare.start, end, value, value, value, "exact", bare.form, scale)


def _sides(bound: Bound, value: float) -> tuple[float | None, float | None]:
    """Return the least and the most that a bounded number says; 'about' is within a tenth, ours."""
    if bound == "at-least":
        return value, None
    if bound == "more-than":
        return value + 1, None
    if bound == "at-most":
        return None, value
    if bound == "less-than":
        return None, value - 1
    return value * 0.9, value * 1.1
