"""A postal address as the destination's post reads it, and the name of the country as the sender's post reads it.

What a coordinator typed is printed as it stands; only the line of the town is put in capitals where the post there
asks for it. Rules of each country are rows of paper/countries.yaml.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from babel import Locale
from django.utils.translation import gettext

from answerable.actions.answers import Target
from answerable.actions.wording import LOCALES
from answerable.kernel.texts import fold

_WORLD = ("en", "fr")  # what every post reads, beside its own languages
_NAMES_KNOWN = ("en", "fr", "es", "de", "pt", "it", "nl")


@dataclass(frozen=True, slots=True)
class Country:
    """How one country's post writes addresses; see paper/countries.yaml."""

    window: str
    reads: tuple[str, ...]
    mark: str
    postcode: str
    town: Literal["first", "last", "alone", "nowhere"]
    capitals: bool
    name: Mapping[str, str] = field(default_factory=dict)


@cache
def _countries() -> Mapping[str, Any]:
    text = files("answerable.actions").joinpath("paper", "countries.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


@cache
def country_of(code: str) -> Country:
    """Return the rules of a country by its two letters; those of `default` where it has none of its own."""
    every = _countries()
    row = every.get(code.upper(), every["default"])
    return Country(**{**row, "reads": tuple(row["reads"])})


def known_countries() -> tuple[str, ...]:
    """Return the countries that have rules of their own, by their two letters."""
    return tuple(sorted(code for code in _countries() if code != "default"))


def block(target: Target, origin: str, language: str) -> tuple[str, ...]:
    """Return the lines of the address block: name, office, the address as it stands, and the country.

    Args:
        target: whom the letter is to.
        origin: the country that the letter is posted in, two letters; empty if not known.
        language: of the sender, in which the country may be named.
    """
    office = target.title.get(target.language) or next(iter(target.title.values()), "")
    head = [target.name, *([office] if office and fold(office) not in fold(target.name) else [])]
    if not target.post_lines:
        return tuple(head)
    if fold(target.post_lines[0]) == fold(head[-1]):
        head.pop()
    country = country_line(target.country, origin, language)
    return (*head, *_with_town(target.post_lines, country_of(target.country)), *([country] if country else []))


def country_line(destination: str, origin: str, language: str) -> str:
    """Return the destination's name in capitals, or nothing for a letter within one country.

    It is in the sender's language where the post of origin reads it, else in English. Source: Universal Postal
    Union: the country in capitals, in the language of the country of dispatch or one that is known everywhere.
    """
    if not destination or destination.upper() == origin.upper():
        return ""
    main = language.partition("-")[0]
    is_read = main in (*_WORLD, *country_of(origin).reads) or (not origin and main in _NAMES_KNOWN)
    return country_name(destination, main if is_read else "en").upper()


def country_name(code: str, language: str) -> str:
    """Return a country's name in a language, long enough for an envelope; its code where none is known."""
    own = country_of(code).name.get(language)
    return own or str(Locale.parse(LOCALES.get(language, language)).territories.get(code.upper(), code))


def _with_town(lines: tuple[str, ...], country: Country) -> tuple[str, ...]:
    """Return the lines with the one of the town in capitals where the post asks for it."""
    at = _line_of_town(lines, country)
    if not country.capitals or at is None:
        return lines
    first = at - 1 if country.town == "alone" and at else at
    return (*lines[:first], *(line.upper() for line in lines[first : at + 1]), *lines[at + 1 :])


def _line_of_town(lines: tuple[str, ...], country: Country) -> int | None:
    """Return the place of the line that holds the postcode, from below, or None."""
    if not country.postcode:
        return None
    shape = re.compile(rf"(?<![\w-]){country.postcode}(?![\w-])", re.IGNORECASE)
    return next((at for at in reversed(range(len(lines))) if shape.search(lines[at])), None)


def problems_of(target: Target) -> tuple[str, ...]:
    """Return what a coordinator should look at again in a target's postal address, as sentences; often nothing."""
    if not target.post_lines:
        return ()
    country, lines = country_of(target.country), target.post_lines
    found = []
    if any(fold(lines[-1]) == fold(country_name(target.country, each)) for each in _NAMES_KNOWN):
        found.append(gettext("The last line repeats the country, which is printed by itself."))
        lines = lines[:-1]
    at = _line_of_town(lines, country)
    if country.postcode and at is None:
        found.append(gettext("There is no postcode in the form of this country."))
    elif at is not None and not _stands_right(lines[at], country):
        found.append(gettext("The postcode stands on the wrong side of the town for this country."))
    return tuple(found)


def _stands_right(line: str, country: Country) -> bool:
    shapes = {
        "first": rf"(?:[A-Z]{{1,2}}-)?{country.postcode}\b.*",
        "last": rf".*\b{country.postcode}",
        "alone": rf"(?:.*\s)?{country.postcode}",
    }
    return re.fullmatch(shapes[country.town], line, re.IGNORECASE) is not None
