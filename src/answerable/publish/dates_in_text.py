"""The dates that a text gives: full, partial and relative, English and Spanish.

A year that the text leaves out is taken from a date near by, else from the text's own day. A relative date
('yesterday', 'two days after') is reckoned only from a date that the text, or who checks it, gives.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from babel.dates import get_month_names

from answerable.kernel.times import Blur
from answerable.publish.folding import plain
from answerable.publish.numbers_in_text import SMALL

Role = Literal["", "as-of", "since", "span"]


@dataclass(frozen=True, slots=True)
class DateInText:
    """One date. `blur` is what it leaves open; None when its year is not known: `month` and `month_day` are then.

    `role`: 'as-of' after words such as 'by' and 'until', 'since' after 'since', 'span' for the first of two days.
    `reckoned`: it is relative, or its year was taken from elsewhere.
    """

    start: int
    end: int
    blur: Blur | None
    month: int = 0
    month_day: int = 0
    role: Role = ""
    reckoned: str = ""

    @property
    def day(self) -> date | None:
        """The one day it names, if it names one."""
        return self.blur.earliest if self.blur and self.blur.earliest == self.blur.latest else None


_EN_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ES_MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
_FRAMES = ("de", "fr", "it", "pt")  # pages often frame a text in another language: their months are read too
MONTHS: Mapping[str, int] = (
    {plain(name): at for code in _FRAMES for at, name in get_month_names("wide", locale=code).items()}
    | {name: at for at, name in enumerate(_EN_MONTHS, 1)}
    | {name[:3]: at for at, name in enumerate(_EN_MONTHS, 1) if name != "may"}
    | {name: at for at, name in enumerate(_ES_MONTHS, 1)}
    | {"sept": 9, "setiembre": 9}
)
_M = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_EN_M = (
    "("
    + "|".join(sorted({*_EN_MONTHS, *(name[:3] for name in _EN_MONTHS), "sept"}, key=len, reverse=True))
    + r")\b\.?"
)
_D = r"([0-3]?[0-9])(?:st|nd|rd|th|\u00ba)?"
_Y = r"((?:19|20)[0-9]{2})"
_FULL = (
    ("ymd", re.compile(rf"(?<![\w/-]){_Y}-([01][0-9])-([0-3][0-9])(?![\w-])")),
    ("dmy", re.compile(rf"\b{_D}(?: of| de|\.)? {_M},?(?: de(?:l)?| of)? {_Y}\b")),
    ("mdy", re.compile(rf"\b{_EN_M} {_D},? {_Y}\b")),
    ("dmy-digits", re.compile(rf"(?<![\w/.-])([0-3]?[0-9])[/.]([01]?[0-9])[/.]{_Y}(?![\w/])")),
)
_PARTIAL = (
    ("my", re.compile(rf"\b{_M},?(?: de(?:l)?| of)? {_Y}\b")),
    ("dm", re.compile(rf"\b{_D}(?: of| de|\.)? {_M}(?! [0-9]{{4}})")),
    ("md", re.compile(rf"\b{_EN_M} {_D}\b(?![.,]?[0-9]|,? [0-9]{{4}}\b)")),
    ("m", re.compile(rf"(?<![\w-]){_M}(?![\w-])")),
    (
        "y",
        re.compile(rf"(?<![\w.,/\u2019'-]){_Y}(?![\w/%]|[.,-][0-9]|\s+(?:people|deaths|rounds|personas|muertes))"),
    ),
)
_DAYS_TO = re.compile(
    rf"\b{_D}\s?(?:[-\u2013\u2014]|to|and|y|al?)\s?(?=[0-3]?[0-9](?:st|nd|rd|th)?(?: of| de)? {_M[:-3]})"
)
_RELATIVE = re.compile(
    r"\b(?P<now>yesterday|today|ayer|hoy|last night|anoche|anteayer|antier|the day before yesterday)\b"
    r"|\b(?P<same>that (?:same )?day|that night|the same day|ese (?:mismo )?dia|aquel dia|"
    r"esa noche|el mismo dia)\b"
    r"|\b(?P<next>the (?:following|next) day|al dia siguiente|el dia siguiente|the day after)\b"
    r"|\b(?P<count>[a-z]+|[0-9]{1,3}) (?P<unit>days?|weeks?|dias?|semanas?) (?P<way>"
    r"after|later|earlier|before|despues|antes|mas tarde)\b"
)
_AS_OF = re.compile(
    r"\b(?:by|as of|as at|until|till|up to|to|through|at the end of|hasta|al|a fecha de|a|para)(?: el| the)?\s+$"
)
_SINCE = re.compile(r"\b(?:since|from|starting|after|desde|a partir de(?:l)?|del?)(?: el| the)?\s+$")
_JOIN = re.compile(
    r"\s*(?:,)?\s*(?:to|until|and|[-\u2013\u2014]|through|hasta|al?|y)\s+(?:el |the )?|\s*[\u2013\u2014-]\s*"
)


def dates_in(text: str, day: date | None = None, *, masked: str = "") -> tuple[DateInText, ...]:
    """Return the dates of a text, in order, none overlapping.

    Args:
        text: any text.
        day: the day that the text is of, where that is known; relative dates and missing years lean on it.
        masked: the same text, as long, with blanks where there is something else (telephone numbers, addresses).
    """
    folded = plain(masked or text)
    found = _absolute(folded, text)
    with_years = _years(found, day)
    every = _with_relative(folded, with_years, day)
    return tuple(_with_role(folded, each) for each in every)


def _absolute(folded: str, text: str) -> list[DateInText]:
    taken = bytearray(len(folded))
    found: list[DateInText] = []
    for kind, pattern in (*_FULL, *_PARTIAL):
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(taken[start:end]) or (kind in _LOOSE and not _is_month(kind, text, match)):
                continue
            each = _read(kind, match)
            if each is not None:
                taken[start:end] = b"\x01" * (end - start)
                found.append(each)
    found += _first_days(folded, found, taken)
    return sorted(found, key=lambda each: each.start)


_LOOSE = {"m": 1, "dm": 2, "md": 1}


def _is_month(kind: str, text: str, match: re.Match[str]) -> bool:
    """Say whether a word without a year beside it is a month: an English one has a capital, 'may' is a verb."""
    place = _LOOSE[kind]
    word, at = match[place], match.start(place)
    if word in _ES_MONTHS:
        return True
    if not text[at].isupper():
        return False
    if kind != "m":
        return True
    if word not in _EN_MONTHS:
        return False
    before = text[:at].rstrip()[-1:]
    return not (word in ("may", "march") and (not before or before in ".!?:\n"))


def _read(kind: str, match: re.Match[str]) -> DateInText | None:
    start, end = match.span()
    while match.string[end - 1] == ".":
        end -= 1
    parts = match.groups()
    try:
        if kind == "ymd":
            return _on(start, end, int(parts[0]), int(parts[1]), int(parts[2]))
        if kind == "dmy":
            return _on(start, end, int(parts[2]), MONTHS[parts[1]], int(parts[0]))
        if kind == "mdy":
            return _on(start, end, int(parts[2]), MONTHS[parts[0]], int(parts[1]))
        if kind == "dmy-digits":
            return _on(start, end, int(parts[2]), int(parts[1]), int(parts[0]))
        if kind == "my":
            year, month = int(parts[1]), MONTHS[parts[0]]
            blur = Blur(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
            return DateInText(start, end, blur)
        if kind == "y":
            return DateInText(start, end, Blur(date(int(parts[0]), 1, 1), date(int(parts[0]), 12, 31)))
        month = MONTHS[parts[1] if kind == "dm" else parts[0]]
        day = int(parts[0] if kind == "dm" else parts[1]) if kind != "m" else 0
        if day > 31 or (kind != "m" and day == 0):
            return None
        return DateInText(start, end, None, month, day)
    except ValueError:
        return None


def _on(start: int, end: int, year: int, month: int, day: int) -> DateInText:
    exact = date(year, month, day)
    return DateInText(start, end, Blur(exact, exact))


def _first_days(folded: str, found: list[DateInText], taken: bytearray) -> list[DateInText]:
    """Return the first days of spans such as '10 to 12 December', whose month stands with the second."""
    more = []
    for match in _DAYS_TO.finditer(folded):
        start, end = match.start(), match.start() + len(match[1])
        second = next((each for each in found if each.start == match.end()), None)
        if second is None or any(taken[start:end]):
            continue
        try:
            if second.day:
                more.append(
                    replace(_on(start, end, second.day.year, second.day.month, int(match[1])), role="span")
                )
            elif second.month_day:
                more.append(DateInText(start, end, None, second.month, int(match[1]), "span"))
        except ValueError:
            continue
    return more


def _years(found: list[DateInText], day: date | None) -> list[DateInText]:
    """Give each date without a year the year of a near date, else the last such day by the text's own day."""
    dated = [each for each in found if each.blur is not None]
    starts = [each.start for each in dated]
    return [each if each.blur else _dated(each, dated, starts, day) for each in found]


def _dated(each: DateInText, dated: list[DateInText], starts: list[int], day: date | None) -> DateInText:
    place = bisect_right(starts, each.start)
    after = dated[place] if place < len(dated) else None
    if after and after.blur and after.blur.latest and after.start - each.end < _SAME_BREATH:
        blur = _in_year(each, after.blur.latest.year)
        if blur and blur.earliest and blur.earliest > after.blur.latest:  # 'December and 3 March 2023'
            blur = _in_year(each, after.blur.latest.year - 1)
        if blur:
            return replace(each, blur=blur, reckoned="year")
    if day is not None:
        for year in (day.year, day.year - 1):
            blur = _in_year(each, year)
            if blur and blur.earliest and blur.earliest <= day:
                return replace(each, blur=blur, reckoned="year")
    near = [one for one in dated[max(0, place - _NEAR) : place + _NEAR] if one.blur and _is_short(one.blur)]
    if not near:
        return each
    nearest = min(near, key=lambda one: abs(one.start - each.start))
    return _closest_year(each, nearest.blur.earliest if nearest.blur else None)


_SAME_BREATH = 12
_NEAR = 12


def _is_short(blur: Blur) -> bool:
    return bool(blur.earliest and blur.latest and (blur.latest - blur.earliest).days < 32)


def _closest_year(each: DateInText, anchor: date | None) -> DateInText:
    if anchor is None:
        return each
    options = [blur for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (blur := _in_year(each, year))]
    if not options:
        return each
    best = min(options, key=lambda blur: abs(((blur.earliest or anchor) - anchor).days))
    return replace(each, blur=best, reckoned="year")


def _in_year(each: DateInText, year: int) -> Blur | None:
    try:
        if each.month_day:
            exact = date(year, each.month, each.month_day)
            return Blur(exact, exact)
        return Blur(date(year, each.month, 1), date(year, each.month, monthrange(year, each.month)[1]))
    except ValueError:
        return None


def _with_relative(folded: str, found: list[DateInText], day: date | None) -> list[DateInText]:
    """Add relative dates, in the order of the text: each leans on the last one before it."""
    every: list[DateInText] = []
    waiting, anchor = list(reversed(found)), None
    for match in _RELATIVE.finditer(folded):
        start, end = match.span()
        while waiting and waiting[-1].end <= start:
            every.append(waiting.pop())
            anchor = every[-1] if every[-1].day else anchor
        if waiting and waiting[-1].start < end:
            continue
        reckoned = _reckoned(match, folded, anchor, day)
        if reckoned is None and not match["now"]:
            continue
        blur = Blur(reckoned, reckoned) if reckoned else None
        every.append(DateInText(start, end, blur, reckoned="relative"))
        anchor = every[-1] if blur else anchor
    return every + list(reversed(waiting))


def _count(word: str) -> int | None:
    if word.isascii() and word.isdigit():
        return int(word)
    return next((small[word] for small in SMALL.values() if word in small), None)


def _reckoned(match: re.Match[str], folded: str, anchor: DateInText | None, day: date | None) -> date | None:
    """Return the day that a relative date comes to, or None where there is nothing to reckon it from."""
    try:
        if match["now"]:
            back = {"today": 0, "hoy": 0, "anteayer": 2, "antier": 2, "the day before yesterday": 2}
            return day - timedelta(days=back.get(match["now"], 1)) if day else None
        if anchor is None or anchor.day is None:
            return None
        if match["same"]:
            return anchor.day
        if match["next"]:
            return anchor.day + timedelta(days=1)
        count = _count(match["count"])
        if count is None:
            return None
        days = count * (7 if match["unit"].startswith(("week", "semana")) else 1)
        is_later = match["way"] in ("after", "later", "despues", "mas tarde")
        # 'By 16 December, two days after X': X lies before the date that stands right before
        is_apposition = match["way"] in ("after", "despues") and re.fullmatch(
            r"\s*,\s*", folded[anchor.end : match.start()]
        )
        return anchor.day + timedelta(days=days if is_later and not is_apposition else -days)
    except OverflowError:
        return None


def _with_role(folded: str, each: DateInText) -> DateInText:
    if each.role:
        return each
    head = folded[max(0, each.start - 24) : each.start]
    if _SINCE.search(head):
        return replace(each, role="since")
    return replace(each, role="as-of") if _AS_OF.search(head) else each
