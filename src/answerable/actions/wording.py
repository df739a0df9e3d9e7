"""Words of actions, in five languages: pages, letters and mails that the site's own languages do not bound.

Each file of `words` holds codes with a sentence for each language; {…} are filled in. A language without a
sentence falls back on English, and a test finds the gap.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

LANGUAGES = ("en", "es", "de", "fr", "ar")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
LOCALES = {"en": "en_GB", "es": "es", "de": "de", "fr": "fr", "ar": "ar"}


def direction(language: str) -> str:
    """Return 'rtl' for a language that is written from right to left, else 'ltr'."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def known(language: str) -> str:
    """Return the language that there are words in: that of the code, else English."""
    main = language.partition("-")[0]
    return main if main in LANGUAGES else LANGUAGES[0]


@cache
def words_of(file: str) -> Mapping[str, Any]:
    """Return one file of words, such as 'reading' for words/reading.yaml."""
    text = files("answerable.actions").joinpath("words", f"{file}.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def say(file: str, code: str, language: str, /, **values: object) -> str:
    """Return one sentence in a language, filled in.

    A sentence with forms takes the one that the language's plural rule gives for `count` (zero, one, two, few,
    many, other); `other` stands for a form that is not there.

    Raises:
        KeyError: the file has no such code.
    """
    told = words_of(file)[code]
    main = known(language)
    said = told.get(main, told["en"])
    if isinstance(said, dict):
        form = Locale.parse(LOCALES[main]).plural_form(int(str(values.get("count", 0))))
        said = said.get(form, said["other"])
    return str(said).format_map(values)


def day_words(day: date, language: str) -> str:
    """Return a day in words, by the language's own rules (CLDR)."""
    return str(format_date(day, "long", locale=LOCALES[known(language)]))


def number_words(number: int, language: str) -> str:
    """Return a count in figures, grouped by the language's own rules (CLDR)."""
    return str(format_decimal(number, locale=LOCALES[known(language)]))


def language_name(code: str, language: str) -> str:
    """Return a language's name in a language; the code where none is known."""
    return str(Locale.parse(LOCALES[known(language)]).languages.get(code.partition("-")[0], code))
