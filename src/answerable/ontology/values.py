"""Whether one value is well formed for its property, and the canonical form of a text.

A check takes a canonical text and returns None, or a Fault: the code of a sentence in refusals.yaml and the
terms that it mentions. Checks are made once for each property and then only run.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.ids import is_entity_id
from answerable.kernel.times import Blur, parse_blur
from answerable.ontology.schema import Property, nearest

LONGEST_VALUE = 20_000
LONGEST_SHOWN = 40

_NUMBER = re.compile(r"(?=.{1,30}\Z)-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_BETWEEN_DAYS = re.compile(r"\[([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})\]")
# What no form, printer or XML writer takes: controls, halves of surrogate pairs, noncharacters, and the two
# marks that make a text read in the wrong direction.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff\ud800-\udfff]")
_LINE_BREAK = re.compile("[\t\n\u2028\u2029]")
_LONG_TEXT_TYPES = frozenset({"text", "html", "json"})
_FORMS = {
    "url": (re.compile(r"https?://[^\s/]+\S*"), "not-a-web-address"),
    "country": (re.compile(r"[a-z]{2,4}(?:-[a-z0-9]{1,6})?"), "not-a-country"),
    "language": (re.compile(r"[a-z]{2,3}"), "not-a-language"),
    "email": (re.compile(r"[^\s@]+@[^\s@]+"), "not-an-e-mail"),
}
_GENDERS = ("female", "male", "other")


class Fault(NamedTuple):
    """Why a value is refused: the code of the sentence, and the words that it mentions by their place."""

    code: str
    terms: Mapping[str, str] = {}


Check = Callable[[str], Fault | None]


def canonical(text: str) -> str:
    """Return `text` composed (NFC), with plain line ends and without white space around it."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def shortened(value: object, longest: int = LONGEST_SHOWN) -> str:
    """Return `value` as a short text that can be shown anywhere."""
    text = _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value if isinstance(value, str) else repr(value))
    return text if len(text) <= longest else f"{text[:longest]}…"


def check_for(one: Property) -> Check:
    """Return the check of one canonical value of `one`."""
    check_text = _long_text if one.type in _LONG_TEXT_TYPES else _short_text
    check_form = _form_check(one)
    if check_form is None:
        return check_text

    def both(value: str) -> Fault | None:
        return check_text(value) or check_form(value)

    return both


def day_range(value: str) -> Blur | None:
    """Return what the date text `value` leaves open, or None when it is no date."""
    return None if _date_fault(value) else parse_blur(value)


def _long_text(value: str) -> Fault | None:
    if len(value) > LONGEST_VALUE:
        return Fault("too-long", {"length": f"{len(value):,}", "limit": f"{LONGEST_VALUE:,}"})
    unseen = _UNSEEN.search(value)
    return Fault("control-character", {"character": f"U+{ord(unseen.group()):04X}"}) if unseen else None


def _short_text(value: str) -> Fault | None:
    if value.isprintable() and len(value) <= LONGEST_VALUE:
        return None
    return _long_text(value) or (Fault("line-break") if _LINE_BREAK.search(value) else None)


def _form_check(one: Property) -> Check | None:
    """Return the check that goes with the property's vocabulary, type or pattern, or None for free text."""
    if one.enum:
        return _vocabulary_check(tuple(choice.code for choice in one.enum))
    if one.type == "gender":
        return _vocabulary_check(_GENDERS)
    if one.type == "entity":
        return lambda value: None if is_entity_id(value) else Fault("not-an-entity-id")
    if one.type == "number":
        return _number_check(one)
    if one.type == "date":
        return _date_fault
    form, code = _FORMS.get(one.type, (None, ""))
    if form is not None:
        return lambda value: None if form.fullmatch(value) else Fault(code)
    if one.pattern is not None:
        pattern, example = re.compile(one.pattern), one.example or one.pattern
        return lambda value: None if pattern.fullmatch(value) else Fault("pattern-missed", {"example": example})
    return None


def _vocabulary_check(codes: tuple[str, ...]) -> Check:
    known = dict.fromkeys(codes)
    choices = ", ".join(codes)

    def check(value: str) -> Fault | None:
        if value in known:
            return None
        near = nearest(value, known)
        return Fault("not-in-vocabulary", {"choices": choices, **({"suggestion": near} if near else {})})

    return check


def _number_check(one: Property) -> Check:
    low, high = one.minimum, one.maximum

    def check(value: str) -> Fault | None:
        if not _NUMBER.fullmatch(value):
            return Fault("not-a-number")
        if low is None:
            return None
        number = float(value)
        if high is None:
            return Fault("too-small", {"minimum": f"{low:g}"}) if number < low else None
        if low <= number <= high:
            return None
        return Fault("out-of-range", {"minimum": f"{low:g}", "maximum": f"{high:g}"})

    return check


@lru_cache(maxsize=8192)
def _date_fault(value: str) -> Fault | None:
    """Return why `value` is no date; the same few days come again and again in one dossier."""
    try:
        if value.isascii():
            parse_blur(value)
            return None
    except DateUnclearError:
        pass
    between = _BETWEEN_DAYS.fullmatch(value)
    if between and between[1] > between[2]:
        return Fault("date-reversed")
    return Fault("date-impossible" if between or _PARTIAL_DATE.fullmatch(value) else "not-a-date")
