"""What waits to leave by SMTP, in which order and how fast; what becomes of it is decided in `mail_sender`.

States of a mail: `paused` (its appeal is not confirmed, its language is paused, or its figures are stale), `due`,
`leased` (a sender works on it), `left` (the first server accepted it), `bounced`, `dead` (nothing more is tried
until somebody says so), `cancelled`.

Two laws. A row moves by an UPDATE that names the state it comes from, and the count of rows decides who moved it:
any number of senders may run at once. And no address gets more than its cap in any hour, however the hour is cut.
"""

import random
import secrets
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction

from answerable.actions.models import Appeal, Issue, Mail, MailAddress, Writer
from answerable.kernel.errors import SettingsError, ValueRefusedError

LETTER, CONFIRM, UPDATES, SIGN_IN = "letter", "confirm", "updates", "sign-in"
PAUSED, DUE, LEASED, LEFT, BOUNCED, DEAD, CANCELLED = (
    "paused", "due", "leased", "left", "bounced", "dead", "cancelled",
)  # fmt: skip
STATES = (PAUSED, DUE, LEASED, LEFT, BOUNCED, DEAD, CANCELLED)

LEASE = timedelta(minutes=5)
HOUR = timedelta(hours=1)
LONGEST = 40_000
_LINES = ("addressee", "sender_name", "reply_to", "subject", "target", "language")
_random = random.SystemRandom()


def is_offered() -> bool:
    """Say whether anything can be sent from here: a mail server and an address of ours are named."""
    return bool(settings.ANSWERABLE_MAIL_HOST and settings.ANSWERABLE_MAIL_SENDER)


def now_utc() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def enqueue(
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
) -> Mail:
    """Put one message into the queue, inside the caller's transaction if there is one.

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
        headers: more header fields, such as those by which one unsubscribes.
        now: the moment; given in tests.

    Raises:
        SettingsError: no mail server is named. ValueRefusedError: a line holds a line break or a control
        character, there is no address, or the text is too long.
    """
    if not is_offered():
        raise SettingsError(
            "Nothing is sent from here: no mail server is named.", remedy="Set ANSWERABLE_MAIL_HOST."
        )
    lines = {"addressee": addressee, "sender_name": sender_name, "reply_to": reply_to, "subject": subject,
             "target": target, "language": language}  # fmt: skip
    _refuse_bad(lines | {f"header {name}": value for name, value in (headers or {}).items()}, text)
    moment = now or now_utc()
    waits = appeal is not None and appeal.state in ("unconfirmed", "held")
    mail = Mail(
        kind=kind, issue=issue, appeal=appeal, writer=writer, text=text, headers=dict(headers or {}),
        message_id=new_message_id(), state=PAUSED if waits else DUE, due_at=moment, **lines,
    )  # fmt: skip
    mail.save(force_insert=True)
    if kind == LETTER and issue is not None:
        MailAddress.objects.get_or_create(
            dossier_id=issue.dossier_id, address=addressee, defaults={"state": "active"}
        )
    return mail


def _refuse_bad(lines: Mapping[str, str], text: str) -> None:
    """Refuse what could add a header field of its own, or is no letter. The message names no value."""
    for name, value in lines.items():
        if any(ord(sign) < 32 or ord(sign) == 127 or sign in "\x85\u2028\u2029" for sign in value):
            raise ValueRefusedError(
                "A line of a mail holds a line break or a control character.", where=name, remedy="Write it anew."
            )
    if "@" not in lines["addressee"]:
        raise ValueRefusedError("A mail needs an address.", where="addressee")
    if len(text) > LONGEST or "\x00" in text:
        raise ValueRefusedError("This text is too long for a mail, or holds a sign that no text holds.")


def new_message_id() -> str:
    """Return a Message-ID on our own domain that nobody can guess and that tells no time."""
    return f"<{secrets.token_hex(16)}@{own_domain()}>"


def own_domain() -> str:
    """Return the domain of our sender's address."""
    return str(settings.ANSWERABLE_MAIL_SENDER).rpartition("@")[2]


# what the team and the writers do


@transaction.atomic
def release(appeal: Appeal, *, now: datetime | None = None) -> bool:
    """Let the letter of a confirmed appeal go: appeal `queued`, mail `due`. Return whether this call moved it.

    Called twice, or for what was cancelled meanwhile, it does nothing.
    """
    moved = Mail.objects.filter(
        appeal=appeal, state=PAUSED, problem="", appeal__state__in=("unconfirmed", "held", "queued")
    ).update(state=DUE, due_at=now or now_utc())
    if moved:
        Appeal.objects.filter(pk=appeal.pk, state__in=("unconfirmed", "held")).update(state="queued")
    return bool(moved)


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

    With the problem `stale` they stay held until somebody decides on them; else until `resume_of_issue`.
    """
    waiting = Mail.objects.filter(issue=issue, kind=LETTER, state__in=(DUE, LEASED))
    if language:
        waiting = waiting.filter(language=language)
    return waiting.update(state=PAUSED, problem=problem, leased_until=None)


def resume_of_issue(
    issue: Issue, language: str = "", *, problem: str = "paused", now: datetime | None = None
) -> int:
    """Let go again what `pause_of_issue` held back for the same problem; return how many."""
    held = Mail.objects.filter(issue=issue, kind=LETTER, state=PAUSED, problem=problem)
    if language:
        held = held.filter(language=language)
    return held.update(state=DUE, problem="", due_at=now or now_utc())


def hold_stale(issue: Issue, languages: Collection[str]) -> int:
    """Hold back letters that were written with a figure that no longer holds, until somebody decides; how many.

    Called when an issue is corrected in these languages, and by a sender that finds a letter stale.
    """
    waiting = Mail.objects.filter(issue=issue, kind=LETTER, state__in=(DUE, LEASED), language__in=languages)
    return waiting.update(state=PAUSED, problem="stale", leased_until=None)
