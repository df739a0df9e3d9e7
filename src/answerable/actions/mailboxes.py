"""Whether two e-mail addresses are one mailbox: the domain's own rules on dots, tags and other names.

Only the mailbox is made canonical, to count a writer once; mail always goes to the address as it was typed.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from answerable.kernel.errors import ValueRefusedError

LONGEST = 254  # RFC 5321, 4.5.3.1.3: a path of 256 with its two brackets
_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\\\]\x00-\x1f\x7f]{1,64}")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TAG_SIGNS = {"plus": "+", "hyphen": "-"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a domain ignores in the part before the @, and the name under which its mailboxes are kept."""

    domain: str
    ignores: frozenset[str]


@cache
def _table() -> tuple[Mapping[str, Rules], frozenset[str]]:
    held = yaml.safe_load(files("answerable.actions").joinpath("mailboxes.yaml").read_text(encoding="utf-8"))
    found: dict[str, Rules] = {}
    for domain, said in held["domains"].items():
        rules = Rules(domain, frozenset(said["ignores"]))
        found |= dict.fromkeys((domain, *said.get("as", ())), rules)
    return found, frozenset(held["tags-elsewhere"])


def read_address(text: str) -> str:
    """Return an e-mail address as it was typed, without blanks around it.

    Raises:
        ValueRefusedError: it is none, or one that could carry more than an address (a line end, a second address).
    """
    address = text.strip()
    local, at, domain = address.rpartition("@")
    is_good = at and len(address) <= LONGEST and _LOCAL.fullmatch(local) and _is_dotted(local)
    if not is_good or len(_ascii(domain).encode()) + len(local.encode()) >= LONGEST:
        raise ValueRefusedError(
            "This is no e-mail address.", remedy="Write it like ana@example.org, with one @ and no blanks."
        )
    return address


def _is_dotted(local: str) -> bool:
    return not (local.startswith(".") or local.endswith(".") or ".." in local)


def _ascii(domain: str) -> str:
    """Return a domain in small ASCII letters (IDNA)."""
    try:
        found = unicodedata.normalize("NFKC", domain).casefold().rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        found = ""
    labels = found.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        raise ValueRefusedError("This address has no domain.", remedy="Write it like ana@example.org.")
    return found


def canonical_address(text: str) -> str:
    """Return the one address that stands for a mailbox: small letters, its domain in ASCII, without dots and tags.

    Raises:
        ValueRefusedError: it is no e-mail address.
    """
    local, _, domain = read_address(text).rpartition("@")
    known, elsewhere = _table()
    name = _ascii(domain)
    rules = known.get(name, Rules(name, elsewhere))
    mailbox = unicodedata.normalize("NFKC", local).casefold()
    for word, sign in _TAG_SIGNS.items():
        if word in rules.ignores:
            mailbox = mailbox.split(sign, 1)[0] or mailbox
    if "dots" in rules.ignores:
        mailbox = mailbox.replace(".", "")
    return f"{mailbox}@{rules.domain}"
