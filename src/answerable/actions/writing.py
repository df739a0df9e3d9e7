"""The acts of writers: hand a letter off, report one, send one from here, confirm it by the mailed link.

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
from django.db import transaction
from django.urls import reverse

from answerable.actions import counting, limits, mail_queue, screening
from answerable.actions.answers import Letter
from answerable.actions.counting import HELD, HERE, QUEUED, UNCONFIRMED, Counts, Entry
from answerable.actions.doors import Door, at_the_door, database_now, door_of
from answerable.actions.mailboxes import canonical_address, read_address
from answerable.actions.models import Appeal, Confirmation, Consent, Issue, Mail
from answerable.actions.targets import usable_emails
from answerable.actions.wording import say
from answerable.actions.writers import consent_wording, follow_case
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
        digest=_digest(token), purpose="letter", issue=door.issue, language=page,
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


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# confirmed by the mailed link

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
            digest=_digest(token), purpose="letter", issue__action__dossier_id=dossier_id
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
        one = _waiting(appeal)
        why = door.why_closed(appeal.target, HERE, now, update=link.issue.update)
        if one is not None and appeal.state == UNCONFIRMED and not why:
            letters.append(one)
        elif one is not None:
            closed.append((one, why or "stopped"))
    state: LinkState = "good" if letters or closed else "replaced"
    return Linked(state, slug, language, tuple(letters), tuple(closed))


def _waiting(appeal: Appeal) -> Waiting | None:
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


# held for a person


@dataclass(frozen=True, slots=True)
class HeldLetter:
    """A letter that waits for a person of the team, with why: words, links, copied."""

    number: int
    target: str
    language: str
    reason: str
    subject: str
    text: str
    day: datetime | None = None


def held_letters(issue_pks: list[int]) -> tuple[HeldLetter, ...]:
    """Return the letters of some issues that wait for a person, the oldest first."""
    rows = Appeal.objects.filter(issue__in=issue_pks, state=HELD).order_by("number")
    return tuple(
        HeldLetter(one.number, one.target, one.language, one.held_for, letter.subject, letter.text)
        for one in rows
        if (letter := _waiting(one))
    )


@transaction.atomic
def release_held(*, dossier_id: str, number: int) -> bool:
    """Let a held letter go, if its issue may still be written for; say whether this call did."""
    appeal = _held(dossier_id, number)
    if appeal is None:
        return False
    door = door_of(dossier_id, appeal.issue.action.slug)
    why = door.why_closed(appeal.target, HERE, database_now(), update=appeal.issue.update)
    if why:
        raise ActRefusedError(
            "This letter can no longer be sent: its action is closed, or its addressee has gone.",
            remedy="Refuse it, so that its writer is told.",
        )
    return mail_queue.release(appeal)


@transaction.atomic
def refuse_held(*, dossier_id: str, number: int, reason: str) -> bool:
    """Refuse a held letter and mail its writer the reason; say whether this call did.

    Raises:
        ActRefusedError: there is no reason.
    """
    words = screening.line_of(reason, 1000)
    if not words:
        raise ActRefusedError("A refusal needs a reason.", remedy="Say why the letter is not sent.")
    appeal = _held(dossier_id, number)
    if appeal is None or not Appeal.objects.filter(pk=appeal.pk, state=HELD).update(state=counting.REFUSED):
        return False
    mail = Mail.objects.get(appeal=appeal, kind=mail_queue.LETTER)
    page = appeal.consents.values_list("language", flat=True).first() or appeal.language
    if mail_queue.is_offered() and mail.reply_to:
        mail_queue.enqueue(
            mail_queue.CONFIRM, addressee=mail.reply_to, language=page, issue=None,
            subject=say("writing", "refused-subject", page),
            text=say("writing", "refused-text", page, reason=words, letter=mail.text),
        )  # fmt: skip
    Mail.objects.filter(pk=mail.pk, state=mail_queue.PAUSED).update(state=mail_queue.CANCELLED)
    return True


def _held(dossier_id: str, number: int) -> Appeal | None:
    return (
        Appeal.objects.filter(number=number, state=HELD, issue__action__dossier_id=dossier_id)
        .select_related("issue__action")
        .first()
    )
