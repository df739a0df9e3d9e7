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

from answerable.actions import counting, limits, mail_queue, plain_rows, screening
from answerable.actions.answers import Letter
from answerable.actions.counting import HERE, UNCONFIRMED, Counts, Entry
from answerable.actions.doors import TRIES, Door, at_the_door, door_at_hand
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
        asks = (*_machine_ask(way, limits.POSTS, limits.POSTS_PROVEN, now), _pressure_ask(door.issue))
        _, over = limits.add_until_over(asks, now)
        if over is not None:
            return Done("too-many", limit=over.limit)
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


def _machine_ask(way: Way, plain: limits.Limit, proven: limits.Limit, now: datetime) -> tuple[limits.Ask, ...]:
    """Return what is to be counted for the machine that asks, by whether a proof of its work still counts."""
    if not way.machine:
        return ()
    is_proven = way.proof and limits.add("proof", way.proof, "hour", now) <= USES_OF_A_PROOF
    return (limits.ask(proven if is_proven else plain, way.machine),)


def _pressure_ask(issue: Issue) -> limits.Ask:
    return limits.Ask(PRESSURE, str(issue.pk), "hour")


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
    sending, mailbox = replace(sending, address=address), canonical_address(address)
    ready = _made_ready(door_at_hand(way.dossier_id, way.slug), way, sending)

    def act(door: Door, now: datetime) -> Done:
        at_hand = ready if ready.door is door else _made_ready(door, way, sending)
        why = door.why_closed(way.target, HERE, now, update=way.update, emails=at_hand.emails)
        why = why or at_hand.held_back
        return Done("closed", why=why) if why else _take(at_hand, way, sending, mailbox, now)

    for _ in range(TRIES):
        try:
            return at_the_door(way.dossier_id, way.slug, act)
        except _OvertakenError:  # nothing was kept: now the other row is there to be seen
            continue
    raise ActRefusedError("This letter is being sent in another window.", remedy="Try it again in a moment.")


class _OvertakenError(Exception):
    """The same letter was entered at the same moment: only where a database lets two write at once."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is made for a letter before the transaction that takes it, as the door was seen then.

    `held_back` says why letters in its language may not leave now (`Door.held_back`). `copies` is what finds the
    text again (`screening.copy_asks`). `mails` are the letter and the mail with the link, whose moments and appeal
    are still to come; without an addressee who can be written to there are none.
    """

    door: Door
    entry: Entry
    held_back: str
    emails: tuple[str, ...]
    copies: tuple[limits.Ask, ...]
    token: str
    mails: tuple[Mail, ...]


def _made_ready(door: Door, way: Way, sending: Sending) -> _Ready:
    letter, target, token = sending.letter, door.targets.get(way.target), secrets.token_urlsafe(32)
    emails = usable_emails(door.held.dossier_id, target) if target is not None else ()
    said = f"{letter.subject}\n{letter.text}\n{sending.name}"
    entry = Entry(
        "", way.target, HERE, way.language, state=UNCONFIRMED, likeness=sending.likeness,
        held_for=screening.held_for(said),
    )  # fmt: skip
    copies = screening.copy_asks(letter.body, way.target) if sending.likeness < IN_OWN_WORDS else ()
    mails = (_letter_of(door, way, sending, emails[0]), _mail_with(token, door, sending)) if emails else ()
    return _Ready(door, entry, door.held_back.get(way.language, ""), emails, copies, token, mails)


def _letter_of(door: Door, way: Way, sending: Sending, addressee: str) -> Mail:
    letter = sending.letter
    return mail_queue.made(
        mail_queue.LETTER, addressee=addressee, language=letter.language, subject=letter.subject, text=letter.text,
        issue=door.issue, target=way.target, sender_name=sending.name, reply_to=sending.address, waits=True,
    )  # fmt: skip


def _mail_with(token: str, door: Door, sending: Sending) -> Mail:
    """Return the mail with the link that its writer confirms a letter by."""
    page = sending.page
    href = settings.ANSWERABLE_ADDRESS.rstrip("/") + reverse("action_confirm", args=[door.held.dossier_id, token])
    return mail_queue.made(
        mail_queue.CONFIRM, addressee=sending.address, language=page, issue=door.issue,
        subject=say("writing", "mail-subject", page),
        text=say("writing", "mail-text", page, link=href, days=LINK_DAYS),
    )  # fmt: skip


def _take(ready: _Ready, way: Way, sending: Sending, mailbox: str, now: datetime) -> Done:
    """Take a letter where the door is open: what is asked of the database is as little as it can be."""
    door = ready.door
    key = counting.writer_key(door.held.action, mailbox)
    written = counting.targets_written(door.issue, key, HERE)
    is_new = way.target not in written
    asks = [
        *_machine_ask(way, limits.SENDS, limits.SENDS_PROVEN, now),
        limits.ask(limits.WRITER_DAY, mailbox),
        _pressure_ask(door.issue),
    ]
    before = len(asks)
    asks += ready.copies if is_new else ()
    asks += () if written else [limits.ask(each, mailbox) for each in (limits.CONFIRM, limits.CONFIRM_DAY)]
    times, over = limits.add_until_over(asks, now)
    if over is not None and over in asks[:before]:
        return Done("too-many", limit=over.limit)
    entry = replace(ready.entry, writer_key=key)
    if not is_new:
        appeal = _own(door, entry)
        if appeal.state != UNCONFIRMED:
            return Done("asked")
        _take_newer(appeal, sending, entry)
        return _ask_to_confirm(ready, appeal, sending, mailbox, now)
    if ready.copies and not entry.held_for and screening.are_copies(*times[before : before + len(ready.copies)]):
        entry = replace(entry, held_for="copied")
    letter, mail = ready.mails
    letter.due_at = mail.due_at = now
    mails_link = not written and over is None
    if mails_link:
        entry = replace(entry, confirmation=plain_rows.insert([_new_link(ready, sending, now)]))
    number = counting.enter(door.issue, entry, door.day(now))
    if number is None:
        raise _OvertakenError
    letter.appeal_id = number
    mail_queue.put_plainly([letter, mail] if mails_link else [letter])
    plain_rows.insert(_consents(door, number, sending, now))
    if written:
        return _ask_to_confirm(ready, _own(door, entry), sending, mailbox, now)
    return Done("asked") if over is None else Done("too-many", limit=over.limit)


def _consents(door: Door, number: int, sending: Sending, now: datetime) -> list[Consent]:
    """Return what the writer of a new letter agreed to."""
    country = door.held.country
    return [
        Consent(
            appeal_id=number, kind=kind, wording=consent_wording(kind, country, sending.page)[0],
            language=sending.page, receiver=country if kind == "letter" else "", day=door.day(now),
        )
        for kind in (("letter", "updates") if sending.wants_news else ("letter",))
    ]  # fmt: skip


def _new_link(ready: _Ready, sending: Sending, now: datetime) -> Confirmation:
    return Confirmation(
        digest=digest_of(ready.token), purpose="letter", issue=ready.door.issue, language=sending.page,
        expires_at=now + timedelta(days=LINK_DAYS),
    )  # fmt: skip


def _take_newer(appeal: Appeal, sending: Sending, entry: Entry) -> None:
    """Put a newer text in the place of one that is not confirmed yet. A reason to hold it stays."""
    Mail.objects.filter(appeal=appeal, state=mail_queue.PAUSED).update(
        subject=sending.letter.subject, text=sending.letter.text, language=sending.letter.language,
        sender_name=sending.name,
    )  # fmt: skip
    appeal.likeness, appeal.language = entry.likeness, entry.language
    appeal.held_for = appeal.held_for or entry.held_for
    appeal.save(update_fields=["likeness", "language", "held_for"])


def _ask_to_confirm(ready: _Ready, appeal: Appeal, sending: Sending, mailbox: str, now: datetime) -> Done:
    """Mail a link to who wrote before, unless one was mailed just now: that one releases this letter as well."""
    door = ready.door
    live = _live_link(appeal, now)
    if live is not None and live.expires_at - timedelta(days=LINK_DAYS) > now - MAILS_APART:
        Appeal.objects.filter(pk=appeal.pk).update(confirmation=live)
        return Done("asked")
    for limit in (limits.CONFIRM, limits.CONFIRM_DAY):
        if not limits.is_within(limit, mailbox, now):
            return Done("too-many", limit=limit)
    link = _new_link(ready, sending, now)
    link.save(force_insert=True)
    Appeal.objects.filter(issue=door.issue, writer_key=appeal.writer_key, state=UNCONFIRMED).update(
        confirmation=link
    )
    mail = ready.mails[1]
    mail.due_at = now
    mail_queue.put([mail])
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
