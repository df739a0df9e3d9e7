"""Where in a source a claim stands: page, paragraph, line, time code, cell, or the words themselves.

Text form: 'page:3 paragraph:12 line:4 time:00:01:23 cell:B7 quote:the words'. A quote runs to the end.
"""

import re
from dataclasses import dataclass

_PART = re.compile(
    r"(?:page:(?P<page>\d{1,6})|paragraph:(?P<paragraph>\d{1,6})|line:(?P<line>\d{1,7})"
    r"|time:(?P<time>\d{1,3}:\d{2}:\d{2}(?:\.\d{1,3})?)|cell:(?P<cell>[A-Z]{1,3}\d{1,7}))(?:\s+|$)"
)


@dataclass(frozen=True, slots=True)
class Locator:
    """One place in a source; every part may be missing."""

    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    time: str | None = None
    cell: str | None = None
    quote: str = ""


def parse_locator(text: str) -> Locator | None:
    """Return the place that `text` names, or None when it cannot be read whole."""
    body, mark, quote = text.partition("quote:")
    parts: dict[str, str] = {}
    position = 0
    while position < len(body):
        match = _PART.match(body, position)
        if not match or match.lastgroup is None or match.lastgroup in parts:
            return None
        parts[match.lastgroup] = match.group(match.lastgroup)
        position = match.end()
    if mark and not quote.strip():
        return None
    numbers = {name: int(parts[name]) for name in ("page", "paragraph", "line") if name in parts}
    return Locator(**numbers, time=parts.get("time"), cell=parts.get("cell"), quote=quote.strip())


def locator_problem(text: str) -> str:
    """Say what is wrong with a locator's text; empty when nothing is. An empty locator is allowed."""
    if not text or parse_locator(text) is not None:
        return ""
    return (
        f"'{text[:60]}' is no place in a source; write page:3, paragraph:12, line:4, time:00:01:23, cell:B7 "
        "or quote:the words, separated by spaces."
    )
