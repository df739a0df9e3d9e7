"""The values that pass between the modules of this room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Part = Literal[
    "title", "concern", "summary", "background", "asks", "to-do", "points", "letter-subject", "letter", "social"
]
PARTS: tuple[Part, ...] = (
    "title", "concern", "summary", "background", "asks", "to-do", "points", "letter-subject", "letter", "social",
)  # fmt: skip
"""What an issue says in each language, in the order in which it is read."""

SignAs = Literal["name", "initials", "nobody"]
Risk = Literal["low", "raised", "high"]
RISKS: tuple[Risk, ...] = ("low", "raised", "high")


@dataclass(frozen=True, slots=True)
class Signature:
    """How a writer signs: in full, by initials and place, or not at all. What is typed here is kept nowhere."""

    sign_as: SignAs = "name"
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, ready to be sent or printed. `body` is plain text, paragraphs parted by an empty line.

    `language` is that of the letter; `role` says whether it is to be sent as it stands or is there to be read.
    """

    target: str
    language: str
    role: Literal["to-send", "reading"]
    subject: str
    salutation: str
    body: str
    closing: str
    signature: str = ""

    @property
    def text(self) -> str:
        """The whole letter as plain text."""
        return "\n\n".join(part for part in (self.salutation, self.body, self.closing, self.signature) if part)


@dataclass(frozen=True, slots=True)
class Target:
    """An addressee, or somebody who gets a copy. Texts that differ by language are mappings by its code.

    `section` is the country of the readers whom a copy is for (an embassy there); empty for every reader.
    `person` and `post` are entities of the dossier. `post_lines` are printed as they stand, never translated.
    """

    key: str
    role: Literal["addressee", "copy"]
    name: str
    person: str = ""
    post: str = ""
    section: str = ""
    salutation: Mapping[str, str] = field(default_factory=dict)
    title: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    post_lines: tuple[str, ...] = ()
    country: str = ""
    emails: tuple[str, ...] = ()
    fax: str = ""
    phone: str = ""
    handle: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """Whether a target holds the office on a day, by the appointments that a view holds; with their claims.

    `unknown` where no source says; `office` where the letter goes to an office and not to a person. `since` and
    `left` are the latest days that the sources leave open for them, `seen` the last day that a source speaks of.
    `why` is the code of the sentence that says it (`terms.term_words`).
    """

    state: Literal["in-office", "left", "not-yet", "unknown", "office"]
    since: date | None = None
    left: date | None = None
    claims: tuple[str, ...] = ()
    why: str = "term-office"
    seen: date | None = None
