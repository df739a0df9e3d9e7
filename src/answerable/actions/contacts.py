"""What may stand as an address of a target: a line of text, an e-mail or web address, a number, an account.

Every check is strict, because what passes goes into envelopes, headers and links. Nothing is looked up in the net.
Sources: RFC 5321 section 4.1.2 and 4.5.3.1 (e-mail), RFC 6761 and RFC 8375 (names that are no public domain).
"""

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.translation import gettext

from answerable.kernel.errors import ValueRefusedError

LONGEST_LINE = 60
LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64
LONGEST_LINK = 500
NOT_PUBLIC = frozenset({
    "alt", "arpa", "corp", "domain", "example", "home", "internal", "intranet", "invalid", "lan", "local",
    "localdomain", "localhost", "mail", "onion", "private", "test",
})  # fmt: skip
"""Last labels under which nobody can be reached from everywhere."""
_STEERING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_LAST_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{2,59}")
_NUMBER = re.compile(r"\+?[0-9 ()./-]{5,40}")
_FEWEST_DIGITS, _MOST_DIGITS = 5, 15
_HANDLE = re.compile(r"@[A-Za-z0-9_.-]{1,60}(?:@[a-z0-9-]+(?:\.[a-z0-9-]+)+)?")


def line_of(text: object, field: str, *, longest: int = LONGEST_LINE) -> str:
    """Return one line of text, in composed letters and with single spaces.

    Raises:
        ValueRefusedError: it is no text, is too long, or holds a control character or a mark that turns the
            direction of what follows.
    """
    if not isinstance(text, str):
        raise ValueRefusedError(
            gettext("This is not text."), where=field, remedy=gettext("Give one line of text.")
        )
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") or letter in _STEERING for letter in text):
        raise ValueRefusedError(
            gettext("The text holds a control character or a line break."),
            where=field,
            remedy=gettext("Type it again, on one line."),
        )
    found = " ".join(unicodedata.normalize("NFC", text).split())
    if len(found) > longest:
        raise ValueRefusedError(
            gettext("The text is longer than %(longest)s letters.") % {"longest": longest},
            where=field,
            remedy=gettext("Shorten it; what goes on an envelope must fit its window."),
        )
    return found


def email_of(text: object, field: str) -> str:
    """Return one e-mail address at a public domain, the domain in lower-case ASCII.

    Raises:
        ValueRefusedError: it is not exactly one address, has a name beside it, or is at no public domain.
    """
    address = line_of(text, field, longest=LONGEST_ADDRESS)
    local, at, domain = address.rpartition("@")
    if not at or not _LOCAL_PART.fullmatch(local) or len(local) > LONGEST_LOCAL_PART:
        raise ValueRefusedError(
            gettext("This is not one plain e-mail address."),
            where=field,
            remedy=gettext(
                "Write one address alone, such as office@example.org: no name, no brackets, no spaces."
            ),
        )
    found = f"{local}@{public_domain(domain, field)}"
    if len(found) > LONGEST_ADDRESS:
        raise ValueRefusedError(
            gettext("The e-mail address is too long to be sent to."), where=field, remedy=gettext("Check it.")
        )
    return found


def public_domain(domain: str, field: str) -> str:
    """Return a domain in lower-case ASCII.

    Raises:
        ValueRefusedError: it is the address of a machine, a name that is not known everywhere, or not in ASCII: of
            the ways to encode other letters two are in use, and they lead to different places.
    """
    if not domain.isascii():
        raise ValueRefusedError(
            gettext("The domain is not written in ASCII."),
            where=field,
            remedy=gettext("Write it as it is registered, with xn-- for other letters."),
        )
    name = domain.removesuffix(".").lower()
    labels = name.split(".")
    is_public = (
        len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and _LAST_LABEL.fullmatch(labels[-1])
        and labels[-1] not in NOT_PUBLIC
        and not _is_number(name)
    )
    if not is_public:
        raise ValueRefusedError(
            gettext("This is no domain that can be reached from everywhere."),
            where=field,
            remedy=gettext("Give an address that the office has published, at a name such as example.org."),
        )
    return name


def _is_number(host: str) -> bool:
    """Say whether a host is an address of a machine, in any of the ways in which browsers read one."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(re.fullmatch(r"(?:0x[0-9a-f]*|[0-9]+)", host.rpartition(".")[2]))
    return True


def form_of(text: object, field: str) -> str:
    """Return the web address of a contact form, at a public host.

    Raises:
        ValueRefusedError: it is no http or https address, its host is private or the address of a machine, or it
            holds a name or password.
    """
    link = line_of(text, field, longest=LONGEST_LINK)
    remedy = gettext("Give the address of the office's own page, such as https://example.org/contact.")
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        raise ValueRefusedError(gettext("This is not a web address."), where=field, remedy=remedy) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or any(sign in link for sign in ' \\"<>^`{|}'):
        raise ValueRefusedError(gettext("This is not a web address."), where=field, remedy=remedy)
    if "@" in parts.netloc:
        raise ValueRefusedError(
            gettext("The web address holds a user name or password."), where=field, remedy=remedy
        )
    host = public_domain(parts.hostname, field)
    return parts._replace(netloc=host if port is None else f"{host}:{port}").geturl()


def number_of(text: object, field: str) -> str:
    """Return a number of a telephone or fax as it was written.

    Raises:
        ValueRefusedError: it is none.
    """
    number = line_of(text, field, longest=40)
    digits = sum(letter.isdecimal() for letter in number)
    if not _NUMBER.fullmatch(number) or not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        raise ValueRefusedError(
            gettext("This is not a telephone number."),
            where=field,
            remedy=gettext("Write it with the code of the country, such as +51 1 311 3900."),
        )
    return number


def handle_of(text: object, field: str) -> str:
    """Return the names of accounts, each with its @ and parted by spaces.

    Raises:
        ValueRefusedError: one of them is none.
    """
    handles = line_of(text, field, longest=200).split(" ")
    if not all(_HANDLE.fullmatch(handle) for handle in handles):
        raise ValueRefusedError(
            gettext("This is not the name of an account."),
            where=field,
            remedy=gettext("Write it with its @, such as @presidency; several with a space between."),
        )
    return " ".join(handles)
