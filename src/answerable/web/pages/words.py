"""Words for what is kept as codes: grades, kinds of source, statuses; and for times, in the reader's language."""

from datetime import date, time, timedelta
from functools import lru_cache

from babel.dates import format_date, format_interval, format_skeleton, format_time
from django.utils.translation import get_language, gettext, pgettext

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Blur, Time, parse_blur
from answerable.record.locators import parse_locator
from answerable.web.outlines import read_outline
from answerable.web.templatetags.answerable import locale_of

MINUTES = 60


def grade_word(grade: int) -> str:
    """Return the words for a grade of credibility. Source: the Admiralty scale."""
    words = {
        1: gettext("confirmed by other sources"),
        2: gettext("probably true"),
        3: gettext("possibly true"),
        4: gettext("doubtful"),
        5: gettext("improbable"),
        6: gettext("cannot be judged"),
    }
    return words.get(grade, str(grade))


def reliability_word(letter: str) -> str:
    """Return the words for the reliability of a source; empty when it was not judged. Source: Admiralty scale."""
    words = {
        "A": gettext("completely reliable"),
        "B": gettext("usually reliable"),
        "C": gettext("fairly reliable"),
        "D": gettext("not usually reliable"),
        "E": gettext("unreliable"),
        "F": gettext("reliability cannot be judged"),
    }
    return words.get(letter, "")


def kind_word(kind: str) -> str:
    """Return the word for a kind of source."""
    words = {
        "document": pgettext("kind of source", "document"),
        "press-release": pgettext("kind of source", "press release"),
        "news": pgettext("kind of source", "news"),
        "web-page": pgettext("kind of source", "web page"),
        "report": pgettext("kind of source", "report"),
        "video": pgettext("kind of source", "video"),
        "photo": pgettext("kind of source", "photo"),
        "interview": pgettext("kind of source", "interview"),
        "official-reply": pgettext("kind of source", "official reply"),
        "dataset": pgettext("kind of source", "dataset"),
        "law": pgettext("kind of source", "law"),
        "court-file": pgettext("kind of source", "court file"),
        "encyclopedia": pgettext("kind of source", "encyclopedia"),
        "social-media": pgettext("kind of source", "social media"),
        "book": pgettext("kind of source", "book"),
        "analysis": pgettext("kind of source", "analysis of the team"),
        "withheld": pgettext("kind of source", "withheld"),
    }
    return words.get(kind, kind)


def status_word(status: str) -> str:
    """Return the word for the ruling on a claim."""
    words = {
        "recorded": pgettext("status of a claim", "recorded, not ruled on"),
        "accepted": pgettext("status of a claim", "accepted by the team"),
        "conflict": pgettext("status of a claim", "left open as a conflict"),
        "rejected": pgettext("status of a claim", "rejected by the team"),
    }
    return words.get(status, status)


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


# times


def day_words(day: date) -> str:
    """Return a day in words."""
    return _day_in(day, locale_of(language()))


@lru_cache(maxsize=4096)
def _day_in(day: date, locale: str) -> str:
    return format_date(day, "long", locale=locale)


def month_words(year: int, month: int) -> str:
    """Return a month in words."""
    return _month_in(date(year, month, 1), locale_of(language()))


@lru_cache(maxsize=1024)
def _month_in(first: date, locale: str) -> str:
    return str(format_skeleton("yMMMM", first, locale=locale))


def blur_words(blur: Blur, *, briefly: bool = False) -> str:
    """Return in words what a date text leaves open: a day, a month, a year, or some day between two.

    `briefly` leaves out that it is one day of several, where that matters little: the date of a source.
    """
    low, high = blur.earliest, blur.latest
    if low is None or high is None:
        known = low or high
        if known is None:
            return gettext("on an unknown day")
        said = gettext("by %(day)s") if high else gettext("on or after %(day)s")
        return said % {"day": day_words(known)}
    if low == high:
        return day_words(low)
    whole = _whole_months(low, high)
    if whole:
        return whole
    days = _months(low, high) or interval_words(low, high)
    return days if briefly else gettext("some day in %(days)s") % {"days": days}


def _are_ends_of_months(low: date, high: date) -> bool:
    return low.day == 1 and (high + timedelta(days=1)).day == 1


def _months(low: date, high: date) -> str:
    """Return 'December 2022 – January 2023' for days that are the first and last of months, else an empty text."""
    if not _are_ends_of_months(low, high):
        return ""
    return f"{month_words(low.year, low.month)} – {month_words(high.year, high.month)}"


def _whole_months(low: date, high: date) -> str:
    """Return 'December 2022' or '2022' when the two days are the first and last of that, else an empty text."""
    if not _are_ends_of_months(low, high):
        return ""
    if (low.year, low.month) == (high.year, high.month):
        return month_words(low.year, low.month)
    return str(low.year) if low.year == high.year and low.month == 1 and high.month == 12 else ""


def interval_words(first: date, last: date) -> str:
    """Return two days in words, what they share said once."""
    whole = day_words(last)
    if (first.year, first.month) == (last.year, last.month) and whole.startswith(str(last.day)):
        return f"{first.day}–{whole}"  # languages that write the day first; Babel would cut the month short
    return str(format_interval(first, last, "yMMMMd", locale=locale_of(language())))


def time_words(when: Time) -> str:
    """Return when a claim holds, in words; empty when its source gives no date."""
    if when.first is None or when.last is None:
        return ""
    first, last = when.first, when.last
    if first == last or first.earliest is None:
        said = blur_words(last)
    elif _is_day(first) and _is_day(last) and first.earliest and last.earliest:
        said = interval_words(first.earliest, last.earliest)
    else:
        said = gettext("%(first)s to %(last)s") % {"first": blur_words(first), "last": blur_words(last)}
    clocks = clock_words(when)
    return f"{said}, {clocks}" if clocks else said


def _is_day(blur: Blur) -> bool:
    return blur.earliest is not None and blur.earliest == blur.latest


def clock_words(when: Time) -> str:
    """Return the hours of a claim, such as 14:05–18:28; empty when its source gives none."""
    clocks = [clock for clock in (when.first_clock, when.last_clock) if clock is not None]
    return "–".join(dict.fromkeys(map(hour_words, clocks)))


def hour_words(clock: int) -> str:
    """Return minutes after midnight as an hour of the day."""
    return format_time(time(clock // MINUTES, clock % MINUTES), "HH:mm", locale=locale_of(language()))


def date_text_words(text: str, *, briefly: bool = False) -> str:
    """Return a date text of a source or a property in words; the text itself when it is no date."""
    try:
        return blur_words(parse_blur(text), briefly=briefly) if text else ""
    except DateUnclearError:
        return text


# places


def region_word(country: str, code: str) -> str:
    """Return the name of a division by its ISO 3166-2 code; the code itself where no outline names it."""
    for unit in read_outline(country).units:
        if code in (unit.code, *unit.also):
            return unit.name
    return code


def locator_words(text: str) -> str:
    """Return in words where in a source a claim stands; empty when it names no place."""
    place = parse_locator(text)
    if place is None:
        return text
    parts = []
    if place.page is not None:
        parts.append(gettext("page %(n)s") % {"n": place.page})
    if place.paragraph is not None:
        parts.append(gettext("paragraph %(n)s") % {"n": place.paragraph})
    if place.line is not None:
        parts.append(gettext("line %(n)s") % {"n": place.line})
    if place.time:
        parts.append(gettext("at %(time)s") % {"time": place.time})
    if place.cell:
        parts.append(gettext("cell %(cell)s") % {"cell": place.cell})
    if place.quote:
        parts.append(gettext("“%(words)s”") % {"words": place.quote})
    return ", ".join(parts)
