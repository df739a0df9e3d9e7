"""Words of documents: days, times, places in sources and sources, in the language of the document.

The language is given, never the reader's: a letter in Spanish may be asked for by somebody who reads English.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton, format_time

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Blur, Time, parse_blur
from answerable.record.claims import ReadableSource
from answerable.record.locators import parse_locator

LANGUAGES = ("en", "es", "de", "fr", "ar")
"""Languages that a draft can be written in: its values, notes and headings have words in each."""
MADE_LANGUAGES = ("en", "es")
"""Languages of what is made without a draft: files, letters, dossiers of incidents, the public site."""
LOCALES = {"en": "en_GB", "es": "es", "de": "de", "fr": "fr", "ar": "ar"}
"""Days are written as 9 January 2023 and 9 de enero de 2023."""


def main_language(language: str) -> str:
    """Return the language that drafts have words in: that of the code, else English."""
    main = language.partition("-")[0]
    return main if main in LANGUAGES else LANGUAGES[0]


def made_language(language: str) -> str:
    """Return the language for what is made without a draft: that of the code, else English."""
    main = language.partition("-")[0]
    return main if main in MADE_LANGUAGES else MADE_LANGUAGES[0]


def is_right_to_left(language: str) -> bool:
    """Say whether a language is written from right to left."""
    return language.partition("-")[0] in ("ar", "fa", "he", "ur")


@cache
def read_words(name: str) -> Mapping[str, Any]:
    """Return one file of words, such as 'words.yaml' or 'letters/right_of_reply.yaml'."""
    text = files("answerable.publish").joinpath(*name.split("/")).read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def word(name: str, language: str, file: str = "words.yaml", /, **values: object) -> str:
    """Return one sentence or word of a file in a language, filled in.

    A word with forms takes the one that the language's plural rule gives for `count`; `other` stands for a form
    that is not there, and English for a language that is not.
    """
    told = read_words(file)[name]
    main = main_language(language)
    said = told.get(main, told[LANGUAGES[0]])
    if isinstance(said, dict):
        form = Locale.parse(LOCALES[main]).plural_form(int(str(values.get("count", 0))))
        said = said.get(form, said["other"])
    return str(said).format_map(values)


def lines(name: str, language: str, file: str, /) -> list[str]:
    """Return several sentences of a file in a language, as they stand there."""
    return [str(line) for line in read_words(file)[name][made_language(language)]]


def day_words(day: date, language: str, *, with_weekday: bool = False) -> str:
    """Return a day in words; with the day of the week where somebody has to keep it."""
    said = str(format_date(day, "full" if with_weekday else "long", locale=LOCALES[main_language(language)]))
    # French writes the first of a month as an ordinal, which CLDR's pattern does not.
    return re.sub(r"\b1(?= )", "1er", said, count=1) if day.day == 1 and main_language(language) == "fr" else said


def blur_words(blur: Blur, language: str, *, briefly: bool = False) -> str:
    """Return what a date leaves open: a day, a month, a year, or some day between two.

    `briefly` leaves out that it is one day of several, where that matters little: the date of a source.
    """
    low, high = blur.earliest, blur.latest
    if low is None or high is None:
        known = low or high
        if known is None:
            return word("undated", language)
        return word("by-day" if high else "from-day", language, day=day_words(known, language))
    if low == high:
        return day_words(low, language)
    if low.day == 1 and (high + timedelta(days=1)).day == 1:
        if (low.year, low.month) == (high.year, high.month):
            return str(format_skeleton("yMMMM", low, locale=LOCALES[main_language(language)]))
        if low.year == high.year and (low.month, high.month) == (1, 12):
            return str(low.year)
    form = "span" if briefly else "some-day"
    return word(form, language, first=day_words(low, language), last=day_words(high, language))


def time_words(when: Time, language: str) -> str:
    """Return when a claim holds; empty when its source gives no date."""
    if when.first is None or when.last is None:
        return ""
    if when.first == when.last or when.first.earliest is None:
        said = blur_words(when.last, language)
    else:
        first, last = blur_words(when.first, language), blur_words(when.last, language)
        said = word("span", language, first=first, last=last)
    clocks = (clock_words(clock, language) for clock in (when.first_clock, when.last_clock) if clock is not None)
    hours = "–".join(dict.fromkeys(clocks))
    return f"{said}, {hours}" if hours else said


def clock_words(clock: int, language: str) -> str:
    """Return minutes after midnight as an hour of the day."""
    from datetime import time

    return str(format_time(time(clock // 60, clock % 60), "HH:mm", locale=LOCALES[main_language(language)]))


def date_text_words(text: str, language: str) -> str:
    """Return a date text of a source in words; the text itself when it is no date."""
    try:
        return blur_words(parse_blur(text), language, briefly=True) if text else ""
    except DateUnclearError:
        return text


def locator_words(text: str, language: str) -> str:
    """Return where in a source a claim stands; empty when it names no place."""
    place = parse_locator(text)
    if place is None:
        return text
    parts = [
        word(name, language, n=value)
        for name in ("page", "paragraph", "line", "time", "cell", "quote")
        if (value := getattr(place, name))
    ]
    return ", ".join(parts)


def source_words(source: ReadableSource, language: str) -> str:
    """Return a source as a note names it: title, publisher, day; its attribution alone when it is withheld."""
    if source.is_withheld:
        return source.attribution or word("withheld-source", language)
    day = date_text_words(source.published or source.created, language)
    publisher = "" if source.publisher in source.title else source.publisher
    return ", ".join(part for part in (source.title, publisher, day) if part)
