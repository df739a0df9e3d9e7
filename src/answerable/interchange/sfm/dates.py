"""Dates as the sheets write them. A partial date stays partial; what cannot be read in one way is refused.

Source: the accepted forms are those of sfm-cms's importer; month, day and year columns go before the text.
"""

import re
from datetime import date, datetime, timedelta

from answerable.interchange.sfm.parts import Cell, Ranges
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Blur, parse_blur, parse_day

_REMEDY = "Write it as 2012-09-14, 2012-09 or 2012."
_MONTHS = {datetime(2000, number, 1).strftime("%B").lower(): number for number in range(1, 13)}  # noqa: DTZ001
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?-?")
_NAMED = re.compile(r"([A-Za-z]+)\.? (\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(?:(\d{1,2}) ?/)?(\d{4})")
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})T[\d:.]+Z?")
_NONE = frozenset({"", "nan", "undated", "n/a", "none", "unknown"})


def is_none(text: str) -> bool:
    """Say whether a cell gives no date."""
    return text.strip().lower() in _NONE


def date_of(text: str) -> Blur:
    """Return what a date text leaves open: '2010-05-', '2018', 'June 2014', '9/14/2012' (month first), '6/2014'.

    Raises:
        DateUnclearError: it is none of these, or no day of the calendar.
    """
    plain = " ".join(text.split()).replace(" /", "/")
    for pattern, order in ((_ISO, (1, 2, 3)), (_SLASHED, (3, 1, 2))):
        match = pattern.fullmatch(plain)
        if match:
            return date_from(*(match.group(at) or "" for at in order))
    stamp = _STAMP.fullmatch(plain)
    if stamp:
        return parse_blur(stamp.group(1))
    named = _NAMED.fullmatch(plain)
    if named and named.group(1).lower() in _MONTHS:
        return date_from(named.group(2), str(_MONTHS[named.group(1).lower()]), "")
    raise DateUnclearError(f"'{plain[:40]}' is not a date.", remedy=_REMEDY)


def date_from(year: str, month: str, day: str) -> Blur:
    """Return the date that three columns give; month and day may be empty, a day needs its month.

    Raises:
        DateUnclearError: a part is no number, missing, or they name no day of the calendar.
    """
    parts = [part.strip().removesuffix(".0") for part in (year, month, day)]
    while parts and not parts[-1]:
        parts.pop()
    if not parts or not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != 4:
        raise DateUnclearError(f"'{'-'.join(parts)[:40]}' is not a date.", remedy=_REMEDY)
    return parse_blur("-".join([parts[0], *(part.zfill(2) for part in parts[1:])]))


def not_future(blur: Blur, today: date) -> Blur:
    """Return `blur`, unless it lies wholly after `today`.

    Raises:
        DateUnclearError: it does.
    """
    if blur.earliest and blur.earliest > today:
        raise DateUnclearError(f"{blur.earliest} lies in the future.", remedy="Correct the year.")
    return blur


_BEGINNING = "since_beginning_of_time"
_DAY = timedelta(days=1)


def blurs_of_ranges(when: Ranges) -> tuple[Blur, Blur] | None:
    """Return the first and last day of a claim that gives a precise and an imprecise range; None if undated.

    On every day of the precise range it held, on at least one of the imprecise one; the two join without a gap.
    An imprecise range before the precise one blurs its first day, one after it its last.

    Raises:
        DateUnclearError: a date is no full day, a range is half given or reversed, or the two do not join.
    """
    precise = _range(when.first_precise, when.last_precise)
    imprecise = _range(when.first_imprecise, when.last_imprecise)
    if precise is None:
        return (Blur(*imprecise), Blur(*imprecise)) if imprecise else None
    first, last = precise
    if first is None or last is None:
        raise DateUnclearError("A precise range has no beginning.", remedy="Give its first day.")
    if imprecise is None:
        return Blur(first, first), Blur(last, last)
    low, high = imprecise
    if high is not None and first - _DAY <= high <= first:
        return Blur(low, first), Blur(last, last)
    if low is not None and last <= low <= last + _DAY:
        return Blur(first, first), Blur(last, high)
    raise DateUnclearError(
        "The precise and the imprecise range do not join.", remedy="Let one begin on the day after the other."
    )


def _range(first: Cell, last: Cell) -> tuple[date | None, date | None] | None:
    texts = [first.text.strip(), last.text.strip()]
    if not any(texts):
        return None
    if not all(texts):
        raise DateUnclearError("A range has one end only.", remedy="Give both its first and its last day.")
    low = None if texts[0] == _BEGINNING else parse_day(texts[0])
    high = parse_day(texts[1])
    if low and low > high:
        raise DateUnclearError(f"The dates {low} and {high} are reversed.", remedy="Put the earlier first.")
    return low, high
