"""The last look at a letter before it leaves: may it still go, and to which address?

A sender looks twice, the second time right before it hands the letter over. Nothing here changes a row.
"""

from dataclasses import dataclass
from typing import Literal

from answerable.actions import reads
from answerable.actions.mail_queue import AS_IT_IS, LATE, LETTER, OLDER_TEXT
from answerable.actions.models import Mail
from answerable.actions.targets import term_of, usable_emails
from answerable.publish.checks import public_view

Outcome = Literal["go", "pause", "cancel", "die", "move"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a last look found. `why` is a code; `address` is where a letter that may go, or is moved, goes."""

    outcome: Outcome
    address: str = ""
    why: str = ""


def look_at(mail: Mail) -> Look:
    """Say whether a mail may leave now, and to which address.

    A letter is cancelled when its issue is stopped or closed. It waits while its language is paused, its text
    holds a figure that has moved, its deadline is over, or a newer issue is out. It can go nowhere when its
    addressee is gone or left office, or every address of theirs has failed. What is no letter goes as it is.
    """
    if mail.kind != LETTER or mail.issue is None:
        return Look("go", mail.addressee)
    held = reads.held_issue(mail.issue)
    state = held.life.state(reads.today_of(held.dossier_id))
    if state == "late":
        return Look("pause", why=LATE)
    if state == "replaced" and mail.problem != AS_IT_IS:
        return Look("pause", why=OLDER_TEXT)
    if state not in ("open", "replaced"):
        return Look("cancel", why="stopped" if state == "stopped" else "closed")
    why = reads.held_back(held).get(mail.language)
    return Look("pause", why=why) if why else _by_target(mail, held)


def _by_target(mail: Mail, held: reads.HeldIssue) -> Look:
    """Look at the person as the issue named them, and at their addresses as they are entered now."""
    named = next((one for one in held.targets if one.key == mail.target), None)
    now = next((one for one in reads.targets_of(held.action) if one.key == mail.target), None)
    if named is None or now is None:
        return Look("die", why="no-target")
    day = reads.today_of(held.dossier_id)
    if term_of(public_view(held.dossier_id), named, day).state == "left":
        return Look("die", why="left-office")
    usable = [each.lower() for each in usable_emails(held.dossier_id, now)]
    if not usable:
        return Look("die", why="no-address")
    return Look("go", mail.addressee) if mail.addressee in usable else Look("move", usable[0])
