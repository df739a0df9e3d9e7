"""The number of an action: its place among those of one year, and the update. Each section writes it its own way.

The pair of sequence and year is of the first issue and never changes; an update of the next year keeps them. The
prefix (UA, FI) is for the eye and is no part of the number.
"""

import re
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from answerable.kernel.errors import ValueRefusedError

Style = Literal["slash", "hyphen", "point"]
STYLES: tuple[Style, ...] = ("slash", "hyphen", "point")
FIRST_YEAR = 1973
"""The first urgent action was sent in March 1973; no number is older, so two digits name one year only."""
LONGEST_SEQUENCE = 9999
_WRITTEN = re.compile(
    r"(?:UA|FI)?:?[ -]?(\d{1,4})(?:[-.](\d{1,3}))?[ ./](\d{4}|\d{2})(?:-(\d{1,3}))?", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """The number of one issue; `year` has four digits, `update` counts from 0, the first issue.

    Raises:
        ValueRefusedError: no action has such a number.
    """

    sequence: int
    year: int
    update: int = 0

    def __post_init__(self) -> None:
        if not (1 <= self.sequence <= LONGEST_SEQUENCE and FIRST_YEAR <= self.year <= 9999 and self.update >= 0):
            raise ValueRefusedError(
                gettext("This is no number of an action."),
                remedy=gettext("Write it as UA 105/22, or FI 105/22-1 for its first update."),
            )

    def __str__(self) -> str:
        return number_text(self)


def number_text(number: Number, style: Style = "slash", *, prefix: bool = True) -> str:
    """Return a number as it is written.

    Args:
        number: of an issue.
        style: 'slash' as UA 105/22 and FI 105/22-1; 'hyphen' as UA-105/2022 and UA-105-1/2022; 'point' as 105.22
            and 105.22-1. Source: numbers on published actions of the Swiss, German and United States sections.
        prefix: whether UA or FI stands before it, where the style has one.
    """
    short = f"{number.year % 100:02d}"
    update = f"-{number.update}" if number.update else ""
    if style == "hyphen":
        return f"{'UA-' if prefix else ''}{number.sequence}{update}/{number.year}"
    if style == "point":
        return f"{number.sequence}.{short}{update}"
    label = ("FI " if number.update else "UA ") if prefix else ""
    return f"{label}{number.sequence}/{short}{update}"


def parse_number(text: str) -> Number:
    """Return the number that a text gives, in any of the styles.

    Raises:
        ValueRefusedError: it is none, or gives the update twice.
    """
    found = _WRITTEN.fullmatch(" ".join(text.split()))
    if found is None or (found[2] and found[4]):
        raise ValueRefusedError(
            gettext("'%(text)s' is no number of an action.") % {"text": text[:40]},
            remedy=gettext("Write it as UA 105/22, or FI 105/22-1 for its first update."),
        )
    year = int(found[3])
    if len(found[3]) == 2:
        year += 1900 if year >= FIRST_YEAR % 100 else 2000
    return Number(int(found[1]), year, int(found[2] or found[4] or 0))
