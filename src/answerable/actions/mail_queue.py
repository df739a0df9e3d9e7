"""What waits to leave by SMTP, in which order and how fast; what becomes of it is decided in `mail_sender`.

States of a mail: `paused` (its appeal is not confirmed, its language is paused, or its figures are stale), `due`,
`leased` (a sender works on it), `left` (the first server accepted it), `bounced`, `dead` (nothing more is tried
until somebody says so), `cancelled`.

Two laws. A row moves by an UPDATE that names the state it comes from, and the count of rows decides who moved it:
any number of senders may run at once. And no address gets more than its cap in any hour, however the hour is cut.
"""

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from answerable.actions import plain_rows
from answerable.actions.models import Appeal, Issue, Mail, MailAddress, Writer
from answerable.kernel.errors import SettingsError, ValueRefusedError

LETTER, CONFIRM, UPDATES, SIGN_IN = "letter", "confirm", "updates", "sign-in"
PAUSED, DUE, LEASED, LEFT, BOUNCED, DEAD, CANCELLED = (
    "paused", "due", "leased", "left", "bounced", "dead", "cancelled",
)  # fmt: skip
STATES = (PAUSED, DUE, LEASED, LEFT, BOUNCED, DEAD, CANCELLED)
KINDS = (SIGN_IN, CONFIRM, LETTER, UPDATES)
STALE, OLDER_TEXT, LATE = "stale", "older-text", "late"
AS_IT_IS = "as-it-is"  # somebody has decided that a letter of an older text may go

LONGEST = 40_000
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HEADERS = frozenset({"List-Unsubscribe", "List-Unsubscribe-Post", "List-Id"})


def is_offered() -> bool:
    """Say whether anything can be sent from here: a mail server and an address of ours are named."""
    return bool(settings.ANSWERABLE_MAIL_HOST and settings.ANSWERABLE_MAIL_SENDER)


def now_utc() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def enqueue(kind: str, **said: Any) -> Mail:
    """Put one message into the queue, inside the caller's transaction if there is one; for the rest see `made`."""
    mail = made(kind, **said)
    put([mail])
    return mail


def put(mails: Sequence[Mail]) -> None:
    """Put messages that were made into the queue, in their order."""
    for mail in mails:
        mail.save(force_insert=True)
        _note_address(mail)


def put_plainly(mails: Sequence[Mail]) -> None:
    """Put messages into the queue by one statement; unlike `put` it leaves them without their numbers."""
    plain_rows.insert(mails)
    for mail in mails:
        _note_address(mail)


def _note_address(mail: Mail) -> None:
    """Have a row for the address that a letter goes to: what becomes of its letters is kept there."""
    if mail.kind != LETTER or mail.issue is None:
        return
    dossier_id = mail.issue.dossier_id
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM actions_mailaddress WHERE dossier_id = %s AND address = %s",
            (dossier_id, mail.addressee),
        )
        if cursor.fetchone():
            return
    row = MailAddress(dossier_id=dossier_id, address=mail.addressee, state="active")
    MailAddress.objects.bulk_create([row], ignore_conflicts=True)


def made(
    kind: str,
    *,
    addressee: str,
    language: str,
    subject: str,
    text: str,
    issue: Issue | None = None,
    appeal: Appeal | None = None,
    writer: Writer | None = None,
    target: str = "",
    sender_name: str = "",
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
    now: datetime | None = None,
    waits: bool = False,
) -> Mail:
    """Return one message as `put` takes it; nothing is read or written.

    A letter belongs to an appeal. While that is `unconfirmed` or `held` the letter is `paused`, and `release` lets
    it go; every other message is due at once.

    Args:
        kind: letter, confirm, updates or sign-in.
        addressee: one plain address; for a letter, the first usable one of the target.
        language: of the text.
        subject: one line.
        text: plain text. A letter's is the whole letter, with salutation, closing and signature.
        issue: of the action, where there is one; what is about it is cancelled when it is stopped.
        appeal: for a letter.
        writer: for messages to an account; they go when it goes.
        target: the key of the target, for a letter.
        sender_name: the writer's name as it may be shown, or empty.
        reply_to: the writer's address, or empty.
        headers: more header fields, of those by which one unsubscribes; for news alone.
        now: the moment; given in tests.
        waits: it is `paused`; also without an appeal yet, for a letter whose appeal is entered later.

    Raises:
        SettingsError: no mail server is named. ValueRefusedError: a line holds a line break or a control
        character, there is no address, or the text is too long.
    """
    if not is_offered():
        raise SettingsError(
            "Nothing is sent from here: no mail server is named.", remedy="Set ANSWERABLE_MAIL_HOST."
        )
    lines = {
        "addressee": plain_address(addressee) if kind != LETTER else plain_address(addressee).lower(),
        "reply_to": plain_address(reply_to) if reply_to else "",
        "sender_name": sender_name, "subject": subject, "target": target, "language": language,
    }  # fmt: skip
    _refuse_bad(lines, headers or {}, text)
    moment = now or now_utc()
    waits = waits or (appeal is not None and appeal.state in ("unconfirmed", "held"))
    return Mail(
        kind=kind, issue=issue, appeal=appeal, writer=writer, text=text, headers=dict(headers or {}),
        message_id=new_message_id(), state=PAUSED if waits else DUE, due_at=moment, **lines,
    )  # fmt: skip


def plain_address(address: str) -> str:
    """Return one address as it goes into an envelope: the domain in ASCII (IDNA).

    Raises:
        ValueRefusedError: it is none, or its part before the @ is not ASCII, which few servers carry. The address
            is not in the message.
    """
    local, at, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    if not (at and domain and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)):
        raise ValueRefusedError(
            "This is no address that a mail can go to.", remedy="Write it like ana@example.org, in plain letters."
        )
    return f"{local}@{domain}"


def _refuse_bad(lines: Mapping[str, str], headers: Mapping[str, str], text: str) -> None:
    """Refuse what could add a header field of its own, or is no letter. The message names no value."""
    for name, value in (*lines.items(), *headers.items()):
        if any(ord(sign) < 32 or 127 <= ord(sign) < 160 or sign in "\u2028\u2029" for sign in value):
            raise ValueRefusedError(
                "A line of a mail holds a line break or a control character.", where=name, remedy="Write it anew."
            )
    if set(headers) - HEADERS:
        raise ValueRefusedError("A mail of this kind has no such header.", remedy=", ".join(sorted(HEADERS)))
    if len(text) > LONGEST or _CONTROL.search(text):
        raise ValueRefusedError("This text is too long for a mail, or holds a sign that no text holds.")


def new_message_id() -> str:
    """Return a Message-ID on our own domain that nobody can guess and that tells no time."""
    return f"<{secrets.token_hex(16)}@{own_domain()}>"


def own_domain() -> str:
    """Return the domain of our sender's address."""
    return str(settings.ANSWERABLE_MAIL_SENDER).rpartition("@")[2].lower()


# what the team and the writers do


@transaction.atomic
def release(appeal: Appeal, *, now: datetime | None = None) -> bool:
    """Let the letter of a confirmed appeal go: appeal `queued`, mail `due`. Return whether this call did it.

    Called twice, or for what was cancelled meanwhile, it does nothing. A letter made from a text that was
    corrected since is queued, and waits for somebody to decide on it.
    """
    own = Mail.objects.filter(appeal=appeal, state=PAUSED)
    moved = own.filter(problem="").update(state=DUE, due_at=now or now_utc())
    waits = not moved and own.filter(problem=OLDER_TEXT).exists()
    confirmed = 0
    if moved or waits:
        confirmed = Appeal.objects.filter(pk=appeal.pk, state__in=("unconfirmed", "held")).update(state="queued")
    return bool(moved or confirmed)


@transaction.atomic
def cancel_of_issue(issue: Issue) -> int:
    """Cancel every letter and confirmation of an issue that no server has, with their appeals; return how many.

    News is not cancelled: that an action was stopped is news. What a sender is just handing over either stops
    at its last look, or has left and is then told as left.
    """
    waiting = Mail.objects.filter(issue=issue, kind__in=(LETTER, CONFIRM), state__in=(PAUSED, DUE, LEASED))
    count = waiting.update(state=CANCELLED, problem="stopped", leased_until=None)
    Appeal.objects.filter(issue=issue, channel="here", state__in=("unconfirmed", "queued", "held")).update(
        state="cancelled"
    )
    return count


def pause_of_issue(issue: Issue, language: str = "", *, problem: str = "paused") -> int:
    """Hold back the letters of an issue in one language, or in all; return how many.

    `problem` says why: paused by somebody, `stale` (a figure in the text has moved), `late` (past the deadline),
    `older-text` (see `hold_stale`).
    """
    waiting = Mail.objects.filter(_in(language), issue=issue, kind=LETTER, state__in=(DUE, LEASED))
    return waiting.update(state=PAUSED, problem=problem, leased_until=None)


@transaction.atomic
def resume_of_issue(
    issue: Issue, language: str = "", *, problems: Collection[str] = ("paused", STALE, LATE),
    now: datetime | None = None,
) -> int:  # fmt: skip
    """Let go again what was held back for these problems; return how many. A sender looks at each once more.

    A letter that its writer has not confirmed goes on waiting for that.
    """
    held = Mail.objects.filter(_in(language), issue=issue, kind=LETTER, state=PAUSED, problem__in=problems)
    held.exclude(appeal__state="queued").update(problem="")
    return held.filter(appeal__state="queued").update(state=DUE, problem="", due_at=now or now_utc())


def _in(language: str) -> Q:
    return Q(language=language) if language else Q()


def hold_stale(issue: Issue, languages: Collection[str]) -> int:
    """Hold back letters made from a text that was corrected since, until somebody decides; return how many.

    Called when an issue is corrected, with the languages whose letter says something else now.
    """
    made = Mail.objects.filter(issue=issue, kind=LETTER, state__in=(PAUSED, DUE, LEASED), language__in=languages)
    return made.update(state=PAUSED, problem=OLDER_TEXT, leased_until=None)
