"""The acts of writers: hand a letter off, report one, send one from here, confirm it by the mailed link.

Invariants. Whether an issue may be written for is looked at inside the transaction that counts, with the
database's own clock: a stop, a deadline or an addressee who left office meanwhile is never overlooked.
Nothing of what a writer types is kept but the text of a letter that they ask us to send, until it has left.
"""

from dataclasses import dataclass
from typing import Literal

from answerable.actions.answers import Letter
from answerable.actions.counting import Counts

Outcome = Literal["counted", "again", "asked", "held", "queued", "closed"]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an act. `again`: it was counted before. `why` names what closed the letter, if it is closed."""

    outcome: Outcome
    counts: Counts | None = None
    why: str = ""


def hand_off(
    *, dossier_id: str, slug: str, update: int, target: str, channel: str, language: str, token: str
) -> Done:
    """Count a letter that leaves with its writer: opened in a mail program, copied, or put on paper."""
    raise NotImplementedError


def report(
    *, dossier_id: str, slug: str, update: int, target: str, channel: str, language: str, token: str
) -> Done:
    """Count what a writer says that they sent by a way of their own."""
    raise NotImplementedError


def send_from_here(
    *,
    dossier_id: str,
    slug: str,
    update: int,
    letter: Letter,
    address: str,
    name: str,
    consent: str,
    is_held_for: str,
) -> Done:
    """Keep a letter until its writer confirms it by the link that is mailed to them."""
    raise NotImplementedError


def confirm(*, dossier_id: str, token: str) -> Done:
    """Release a letter by its mailed link: once, however often and at once the link is used."""
    raise NotImplementedError
