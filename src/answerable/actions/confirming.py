"""The link by which a writer confirms a letter: it shows what will leave, and its button works once.

Looking uses nothing up, for mail scanners look. Released is exactly what was shown; a letter whose text was
replaced meanwhile is shown first.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from answerable.actions import counting, mail_queue
from answerable.actions.counting import HELD, HERE, QUEUED, UNCONFIRMED, Counts
from answerable.actions.doors import Door, at_the_door, database_now, door_of
from answerable.actions.models import Appeal, Confirmation, Consent, Mail
from answerable.actions.writers import follow_case
from answerable.actions.writing import digest_of

LinkState = Literal["good", "used", "expired", "replaced", "unknown"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One letter that waits for its writer, as it will arrive."""

    number: int
    target: str
    subject: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Linked:
    """What a mailed link leads to. `seen` stands for exactly these letters; `closed` are those that may not go."""

    state: LinkState
    slug: str = ""
    language: str = "en"
    letters: tuple[Waiting, ...] = ()
    closed: tuple[tuple[Waiting, str], ...] = ()

    @property
    def seen(self) -> str:
        """Return a short text that changes when any of the letters does."""
        told = "\0".join(f"{one.number}\0{one.subject}\0{one.text}" for one in self.letters)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def linked(dossier_id: str, token: str) -> Linked:
    """Return what a mailed link leads to. Looking uses nothing up."""
    return _linked(dossier_id, _link(dossier_id, token), database_now())


def _link(dossier_id: str, token: str) -> Confirmation | None:
    return (
        Confirmation.objects.filter(
            digest=digest_of(token), purpose="letter", issue__action__dossier_id=dossier_id
        )
        .select_related("issue__action")
        .first()
    )  # fmt: skip


def _linked(dossier_id: str, link: Confirmation | None, now: datetime) -> Linked:
    if link is None or link.issue is None:
        return Linked("unknown")
    slug, language = link.issue.action.slug, link.language
    if link.used_at is not None:
        return Linked("used", slug, language)
    if link.expires_at <= now:
        return Linked("expired", slug, language)
    door = door_of(dossier_id, slug)
    letters, closed = [], []
    for appeal in link.appeals.filter(channel=HERE).order_by("number"):
        one = waiting_letter(appeal)
        why = door.why_closed(appeal.target, HERE, now, update=link.issue.update)
        if one is not None and appeal.state == UNCONFIRMED and not why:
            letters.append(one)
        elif one is not None:
            closed.append((one, why or "stopped"))
    state: LinkState = "good" if letters or closed else "replaced"
    return Linked(state, slug, language, tuple(letters), tuple(closed))


def waiting_letter(appeal: Appeal) -> Waiting | None:
    """Return the letter of an appeal as it will arrive; None where its text is gone."""
    mail = Mail.objects.filter(appeal=appeal, kind=mail_queue.LETTER).first()
    if mail is None or not mail.text:
        return None
    return Waiting(appeal.number, appeal.target, mail.subject, mail.text, mail.language)


ConfirmedState = Literal["done", "used", "expired", "replaced", "unknown", "closed", "changed"]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What became of a link that was used: how many letters were released, and how many wait for a person."""

    state: ConfirmedState
    slug: str = ""
    language: str = "en"
    queued: int = 0
    held: int = 0
    counts: Counts | None = None
    why: str = ""


def confirm(*, dossier_id: str, token: str, seen: str, chosen: frozenset[int] | None = None) -> Confirmed:
    """Release the letters of a mailed link: once, however often and at once it is used.

    Args:
        dossier_id: of the action.
        token: the link's.
        seen: `Linked.seen` of the page where the button was pressed; where a letter has changed since, nothing
            is released.
        chosen: the numbers of the letters to release; all of them if None.
    """
    first = _link(dossier_id, token)
    if first is None or first.issue is None:
        return Confirmed("unknown")

    def act(door: Door, now: datetime) -> Confirmed:
        link = _link(dossier_id, token)
        found = _linked(dossier_id, link, now)
        told = Confirmed("used", found.slug, found.language)
        if link is None or found.state != "good":
            return replace(told, state=found.state if found.state != "good" else "unknown")
        if not found.letters:
            return replace(told, state="closed", why=found.closed[0][1])
        if not secrets.compare_digest(found.seen.encode(), seen.encode()):
            return replace(told, state="changed")
        midnight = now.replace(hour=0, minute=0, second=0)
        if not Confirmation.objects.filter(pk=link.pk, used_at=None).update(used_at=midnight):
            return told
        wanted = [one for one in found.letters if chosen is None or one.number in chosen]
        return _released(door, link, told, wanted, now)

    done = at_the_door(dossier_id, first.issue.action.slug, act)
    if done.queued:
        counting.counts_of(first.issue)
    return done


def _released(door: Door, link: Confirmation, told: Confirmed, wanted: list[Waiting], now: datetime) -> Confirmed:
    queued = held = 0
    numbers = {one.number for one in wanted}
    for appeal in link.appeals.filter(channel=HERE, state=UNCONFIRMED):
        if appeal.number not in numbers:
            _drop(appeal)
            continue
        appeal.day = door.day(now)
        appeal.state = HELD if appeal.held_for else UNCONFIRMED
        appeal.save(update_fields=["day", "state"])
        if appeal.held_for:
            held += 1
        elif mail_queue.release(appeal, now=now):
            queued += 1
        _follow(door, appeal)
    counts = counting.counts_with(door.issue, None)
    for _ in range(queued):
        cells = dict(counts.cells)
        cells[HERE, QUEUED, False] = cells.get((HERE, QUEUED, False), 0) + 1
        counts = replace(counts, cells=cells)
    return replace(told, state="done", queued=queued, held=held, counts=counts)


def _drop(appeal: Appeal) -> None:
    """Forget a letter that the owner of the mailbox does not want sent."""
    Mail.objects.filter(appeal=appeal, state=mail_queue.PAUSED).update(state=mail_queue.CANCELLED, text="")
    appeal.state = counting.CANCELLED
    appeal.save(update_fields=["state"])


def _follow(door: Door, appeal: Appeal) -> None:
    """Begin the news that a writer asked for, now that the address is proven to be theirs."""
    agreed = Consent.objects.filter(appeal=appeal, kind="updates").first()
    mail = Mail.objects.filter(appeal=appeal, kind=mail_queue.LETTER).first()
    if agreed is None or mail is None:
        return
    follow_case(
        dossier_id=door.held.dossier_id, address=mail.reply_to, language=agreed.language, case=door.held.slug,
        day=appeal.day,
    )  # fmt: skip
    agreed.delete()
