"""What a duty would have brought about and nobody says that it did, as rows: expected, never known."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from answerable.conduct.answers import Expected
from answerable.conduct.wording import say
from answerable.web.asking import Asked
from answerable.web.pages.citations import link_to, links_to
from answerable.web.pages.rows_account import cited_in, when_words


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """One thing that would be expected: its letter in the picture, when, why, by which duty, the claims."""

    letter: str
    day: str
    why: str
    duty: SafeString
    item: SafeString
    incidents: SafeString
    cited: SafeString


def expected_rows(asks: Asked, expected: Iterable[Expected]) -> list[ExpectedRow]:
    """Return the rows, lettered as in the picture."""
    return [
        ExpectedRow(
            letter_of(number),
            when_words(one.when),
            say(one.why, asks.view, asks.language),
            link_to(asks, one.duty),
            link_to(asks, one.item),
            links_to(asks, one.incidents[:3]),
            cited_in(asks, one.item, one.claims),
        )
        for number, one in enumerate(expected)
    ]


def letter_of(number: int) -> str:
    """Return the letter of a number from 0: a to z, then aa, ab and so on."""
    return (letter_of(number // 26 - 1) if number >= 26 else "") + chr(97 + number % 26)
