"""The acts of writers: hand a letter off, report one, send one from here. `confirming` has the mailed link.

Invariants. Whether an issue may be written for is looked at inside the transaction that counts (`doors`). A letter
from here goes only to whom its writer confirmed it, by a link that reached their mailbox, and once. What somebody
types is kept nowhere but in the letter that they ask us to send, until it has left. No answer tells whether an
address has written before: only its mailbox is told.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.urls import reverse

from answerable.actions import counting, limits, mail_queue, screening
from answerable.actions.answers import Letter
from answerable.actions.counting import HERE, UNCONFIRMED, Counts, Entry
from answerable.actions.doors import Door, at_the_door
from answerable.actions.mailboxes import canonical_address, read_address
from answerable.actions.models import Appeal, Confirmation, Consent, Issue, Mail
from answerable.actions.targets import usable_emails
from answerable.actions.wording import say
from answerable.actions.writers import consent_wording
from answerable.kernel.errors import ActRefusedError

Outcome = Literal["counted", "again", "asked", "queued", "held", "closed", "too-many"]
LINK_DAYS = 7
MAILS_APART = timedelta(minutes=10)
"""So long one waits for a confirmation before another can be asked for."""
USES_OF_A_PROOF = 10
"""So often the work for one form counts: several ways and addressees, not a thousand letters."""
PRESSURE = "pressure"
IN_OWN_WORDS = 0.9
"""Below this likeness to the model, a letter is its writer's own."""


@dataclass(frozen=True, slots=True)
class Way:
    """What somebody does: for which issue, towards whom, by which channel, in which language the letter is.

    `word` stands for the writer at one browser: see `proof_of_work`. `machine` stands for the one that asks
    (`limits.machine_of`), empty where none does; `proof` is the form's token, if its browser did the work for it.
    """

    dossier_id: str
    slug: str
    update: int
    target: str
    channel: str
    language: str
    word: str = ""
    machine: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an act.

    `again`: it was counted before. `counts` holds the own appeal at once. `why` says what closed the letter
    (`Door.why_closed`); `limit` what there was too much of; `issue` where something is counted.
    """

    outcome: Outcome
    counts: Counts | None = None
    why: str = ""
    limit: limits.Limit | None = None
    is_late: bool = False
    issue: Issue | None = None


def hand_off(way: Way) -> Done:
    """Count a letter that leaves with its writer: opened in a mail program, copied, or put on paper."""
    _require(way, counting.HANDED_OFF)
    return _count(way)


def report(way: Way) -> Done:
    """Count what a writer says that they sent by a way of their own."""
    _require(way, counting.REPORTED)
    return _count(way)


def _require(way: Way, channels: tuple[str, ...]) -> None:
    if way.channel not in channels:
        raise ActRefusedError("There is no such way to send a letter.", remedy="Choose one of those on the page.")


def _count(way: Way) -> Done:
    def act(door: Door, now: datetime) -> Done:
        why = door.why_closed(way.target, way.channel, now, update=way.update)
        if why:
            return Done("closed", why=why)
        limit = _over(way, limits.POSTS, limits.POSTS_PROVEN, now)
        if limit is not None:
            return Done("too-many", limit=limit)
        limits.add(PRESSURE, str(door.issue.pk), "hour", now)
        key = counting.writer_key(door.held.action, way.word)
        entry = Entry(key, way.target, way.channel, way.language, is_late=door.is_late(now))
        number = counting.enter(door.issue, entry, door.day(now))
        if number is not None:
            counts = counting.counts_with(door.issue, entry.cell)
            return Done("counted", counts, is_late=entry.is_late, issue=door.issue)
        own = _own(door, entry)
        counts = counting.counts_with(door.issue, _cell(own), own.number)
        return Done("again", counts, is_late=own.is_late, issue=door.issue)

    done = at_the_door(way.dossier_id, way.slug, act)
    if done.issue is not None:
        counting.counts_of(
            done.issue
        )  # brings the public counts up to date where they are due; the act is through
    return done


def _over(way: Way, plain: limits.Limit, proven: limits.Limit, now: datetime) -> limits.Limit | None:
    """Count one post from the machine that asks; return the limit that it is over, if it is."""
    if not way.machine:
        return None
    is_proven = way.proof and limits.add("proof", way.proof, "hour", now) <= USES_OF_A_PROOF
    limit = proven if is_proven else plain
    return None if limits.is_within(limit, way.machine, now) else limit


def pressure(issue_pk: int, now: datetime) -> int:
    """Return how many posts an issue has had in the hour of `now`: by it the work that forms ask for grows."""
    return limits.times(PRESSURE, str(issue_pk), "hour", now)


def _own(door: Door, entry: Entry) -> Appeal:
    return Appeal.objects.get(
        issue=door.issue, writer_key=entry.writer_key, target=entry.target, channel=entry.channel
    )


def _cell(row: Appeal) -> counting.Cell:
    return row.channel, row.state, row.is_late


# sent from here


@dataclass(frozen=True, slots=True)
class Sending:
    """A letter that somebody asks us to send.

    `letter` is whole, as it is to arrive. `likeness` to the model runs from 0 to 1. `address` is the writer's,
    where the answer goes; `name` stands before our own address, as they signed. `page` is the language of the
    pages that they read. `wants_news`: they ticked the second consent.
    """

    letter: Letter
    likeness: float
    address: str
    name: str
    page: str
    wants_news: bool = False


def send_from_here(way: Way, sending: Sending) -> Done:
    """Keep a letter until its writer confirms it by the link that is mailed to them.

    Asked again before that, the newer text takes the place of the older one. Where the address has sent this
    letter before, nothing is kept, and the answer is the same.

    Raises:
        ValueRefusedError: this is no e-mail address. SettingsError: no mail is sent from here.
    """
    _require(way, (HERE,))
    address = read_address(sending.address)
    mailbox = canonical_address(address)

    def act(door: Door, now: datetime) -> Done:
        why = door.why_closed(way.target, HERE, now, update=way.update) or door.held_back.get(way.language, "")
        if why:
            return Done("closed", why=why)
        limit = _over(way, limits.SENDS, limits.SENDS_PROVEN, now)
        if limit is None and not limits.is_within(limits.WRITER_DAY, mailbox, now):
            limit = limits.WRITER_DAY
        if limit is not None:
            return Done("too-many", limit=limit)
        limits.add(PRESSURE, str(door.issue.pk), "hour", now)
        key = counting.writer_key(door.held.action, mailbox)
        entry = Entry(
            key, way.target, HERE, way.language, state=UNCONFIRMED, likeness=sending.likeness,
            held_for=screening.held_for(f"{sending.letter.subject}\n{sending.letter.text}\n{sending.name}"),
        )  # fmt: skip
        number = counting.enter(door.issue, entry, door.day(now))
        appeal = _own(door, entry) if number is None else Appeal.objects.get(number=number)
        if appeal.state != UNCONFIRMED:
            return Done("asked")
        if number is None:
            _take_newer(appeal, sending, entry)
        else:
            _keep_letter(door, appeal, replace(sending, address=address), now)
        return _ask_to_confirm(door, appeal, mailbox, address, sending.page, now)

    return at_the_door(way.dossier_id, way.slug, act)


def _keep_letter(door: Door, appeal: Appeal, sending: Sending, now: datetime) -> None:
    """Put a new letter into the queue, where it waits, with what its writer agreed to."""
    letter, country = sending.letter, door.held.country
    mail_queue.enqueue(
        mail_queue.LETTER,
        addressee=usable_emails(door.held.dossier_id, door.targets[appeal.target])[0],
        language=letter.language, subject=letter.subject, text=letter.text, issue=door.issue, appeal=appeal,
        target=appeal.target, sender_name=sending.name, reply_to=sending.address, now=now,
    )  # fmt: skip
    kinds = ("letter", "updates") if sending.wants_news else ("letter",)
    Consent.objects.bulk_create(
        Consent(
            appeal=appeal, kind=kind, wording=consent_wording(kind, country, sending.page)[0],
            language=sending.page, receiver=country if kind == "letter" else "", day=appeal.day,
        )
        for kind in kinds
    )  # fmt: skip
    if sending.likeness < IN_OWN_WORDS and screening.is_copied(letter.body, appeal.target, now):
        _hold_for(appeal, appeal.held_for or "copied")


def _hold_for(appeal: Appeal, reason: str) -> None:
    appeal.held_for = reason
    appeal.save(update_fields=["held_for"])


def _take_newer(appeal: Appeal, sending: Sending, entry: Entry) -> None:
    """Put a newer text in the place of one that is not confirmed yet. A reason to hold it stays."""
    Mail.objects.filter(appeal=appeal, state=mail_queue.PAUSED).update(
        subject=sending.letter.subject, text=sending.letter.text, language=sending.letter.language,
        sender_name=sending.name,
    )  # fmt: skip
    appeal.likeness, appeal.language = entry.likeness, entry.language
    appeal.held_for = appeal.held_for or entry.held_for
    appeal.save(update_fields=["likeness", "language", "held_for"])


def _ask_to_confirm(door: Door, appeal: Appeal, mailbox: str, address: str, page: str, now: datetime) -> Done:
    """Mail the link, unless one was mailed just now: that one releases this letter as well."""
    live = _live_link(appeal, now)
    if live is not None and live.expires_at - timedelta(days=LINK_DAYS) > now - MAILS_APART:
        Appeal.objects.filter(pk=appeal.pk).update(confirmation=live)
        return Done("asked")
    for limit in (limits.CONFIRM, limits.CONFIRM_DAY):
        if not limits.is_within(limit, mailbox, now):
            return Done("too-many", limit=limit)
    token = secrets.token_urlsafe(32)
    link = Confirmation.objects.create(
        digest=digest_of(token), purpose="letter", issue=door.issue, language=page,
        expires_at=now + timedelta(days=LINK_DAYS),
    )  # fmt: skip
    Appeal.objects.filter(issue=door.issue, writer_key=appeal.writer_key, state=UNCONFIRMED).update(
        confirmation=link
    )
    href = settings.ANSWERABLE_ADDRESS.rstrip("/") + reverse("action_confirm", args=[door.held.dossier_id, token])
    mail_queue.enqueue(
        mail_queue.CONFIRM, addressee=address, language=page, issue=door.issue, now=now,
        subject=say("writing", "mail-subject", page),
        text=say("writing", "mail-text", page, link=href, days=LINK_DAYS),
    )  # fmt: skip
    return Done("asked")


def _live_link(appeal: Appeal, now: datetime) -> Confirmation | None:
    """Return the link that was mailed last to the same writer for this issue, if it can still be used."""
    others = Appeal.objects.filter(issue=appeal.issue_id, writer_key=appeal.writer_key, channel=HERE)
    return (
        Confirmation.objects.filter(
            pk__in=others.values("confirmation"), purpose="letter", used_at=None, expires_at__gt=now
        )
        .order_by("-pk")
        .first()
    )


def digest_of(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()
