"""A letter as a link that opens in the writer's own mail program. It is measured, and never cut.

Programs drop what goes past about 2,000 characters, without a word. So a longer link is not made: its `href` is
empty, and the page offers a link with the subject alone beside the letter to copy.

Source: RFC 6068. Spaces are %20, line ends %0D%0A; what counts is the length of the encoded link.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext

from answerable.actions.answers import Letter
from answerable.actions.contacts import email_of
from answerable.kernel.errors import ValueRefusedError

LONGEST = 1900
"""How long an encoded link may be: below the 2,000 to 2,048 at which programs were seen to cut."""
_KEPT = "!$'*"  # of the signs that may stand in an address, those that RFC 6068 lets stand as they are


@dataclass(frozen=True, slots=True)
class Mailto:
    """A link; `length` is that of the whole letter's link, and `href` is empty where this does not fit."""

    href: str
    length: int
    fits: bool


def mailto_of(letter: Letter, to: Iterable[str] | str, cc: Iterable[str] | str = ()) -> Mailto:
    """Return the link that opens a letter, ready to send, in a mail program.

    Args:
        letter: what is written.
        to: one or more addresses.
        cc: who gets a copy; mail programs mostly keep it, but need not.

    Raises:
        ValueRefusedError: no address, one that is none, or a control character in the subject or the letter.
    """
    return _measured(_link(to, cc, subject=letter.subject, body=body_of(letter.text)))


def subject_only(letter: Letter, to: Iterable[str] | str, cc: Iterable[str] | str = ()) -> Mailto:
    """Return the link that opens an empty mail with addresses and subject; the letter is then copied into it.

    Where even this is too long, first the subject is left out and then the copies.

    Raises:
        ValueRefusedError: as for `mailto_of`.
    """
    tries = (_link(to, cc, subject=letter.subject), _link(to, cc), _link(to, ()))
    return next((found for each in tries if (found := _measured(each)).fits), _measured(tries[-1]))


def body_of(text: str) -> str:
    """Return a text with the line ends of mail (CR LF).

    Raises:
        ValueRefusedError: it holds a control character other than line end and tab.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in lines):
        raise ValueRefusedError(
            gettext("The letter holds a control character."), remedy=gettext("Type the passage again.")
        )
    return lines.replace("\n", "\r\n")


def _link(to: Iterable[str] | str, cc: Iterable[str] | str, *, subject: str = "", body: str = "") -> str:
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in subject):
        raise ValueRefusedError(
            gettext("The subject holds a control character or a line break."),
            remedy=gettext("Write the subject on one line."),
        )
    addressees = _addresses(to)
    if not addressees:
        raise ValueRefusedError(gettext("There is no address to write to."), remedy=gettext("Choose another way."))
    fields = {"cc": _addresses(cc), "subject": quote(subject, safe=""), "body": quote(body, safe="")}
    query = "&".join(f"{name}={value}" for name, value in fields.items() if value)
    return f"mailto:{addressees}{'?' if query else ''}{query}"


def _addresses(given: Iterable[str] | str) -> str:
    every = (given,) if isinstance(given, str) else tuple(given)
    return ",".join(_encoded(email_of(address, "mailto")) for address in every)


def _encoded(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{quote(local, safe=_KEPT)}@{domain}"


def _measured(link: str) -> Mailto:
    fits = len(link) <= LONGEST
    return Mailto(link if fits else "", len(link), fits)
