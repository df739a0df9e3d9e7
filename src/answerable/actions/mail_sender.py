"""Hands mails to the mail server, one at a time, never inside a request. Any number of senders may run at once.

Each mail: a lease in one transaction; the envelope; a last look and, in one statement, the mark that it is handed
over; DATA; and its end in another transaction. A sender that is killed anywhere leaves a lease that runs out, and
the next one sends the mail with the same Message-ID. Logs hold numbers of mails and codes of servers alone.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import OperationalError

from answerable.actions import mail_ends
from answerable.actions.mail_answers import Answer
from answerable.actions.mail_gate import look_at
from answerable.actions.mail_line import Line, ServerAwayError
from answerable.actions.mail_queue import (
    LATE,
    LETTER,
    PAUSED,
    STALE,
    is_offered,
    new_message_id,
    now_utc,
    own_domain,
    plain_address,
    resume_of_issue,
)
from answerable.actions.mail_turns import LEASE, due
from answerable.actions.messages import POLICY, envelope_from, envelope_to, message_of
from answerable.actions.models import Mail
from answerable.actions.wording import say
from answerable.kernel.errors import SettingsError, UserError

TRIAL = "trial"
BUSY_TRIES = 5
log = logging.getLogger("answerable.mail")
NEAR = frozenset({"localhost", "127.0.0.1", "::1"})
End = Literal["left", "later", "dead", "cancelled", "paused", "moved", "lost", "given-back"]
_ENDS: Mapping[str, End] = {"pause": "paused", "cancel": "cancelled", "die": "dead", "move": "moved"}


@dataclass(slots=True)
class Report:
    """What one run did: how many mails met which end. `problem` is the server's, and ended the run."""

    ends: dict[str, int] = field(default_factory=dict)
    problem: str = ""

    def add(self, end: End) -> None:
        """Count one."""
        self.ends[end] = self.ends.get(end, 0) + 1

    @property
    def left(self) -> int:
        """How many the server accepted."""
        return self.ends.get("left", 0)


def send_due(
    *,
    limit: int | None = None,
    clock: Callable[[], datetime] = now_utc,
    lease: timedelta = LEASE,
    is_over: Callable[[], bool] = lambda: False,
) -> Report:
    """Send what is due, until nothing is, the limit is reached, the server fails, or `is_over` says so.

    Args:
        limit: how many mails are looked at, at most.
        clock: tells the moment.
        lease: how long a mail belongs to this sender; longer than a server may take.
        is_over: asked before each mail.

    Raises:
        SettingsError: no mail server is named, or the password would travel in the open.
    """
    check_settings()
    wake(clock())
    report, line = Report(), Line()
    try:
        while not is_over() and (limit is None or sum(report.ends.values()) < limit):
            leased = due(clock(), lease=lease)
            if not leased:
                break
            report.add(_send(leased[0], line, clock, lease))
    except ServerAwayError as error:
        report.add("given-back")
        report.problem = error.answer.words
        log.warning("The mail server takes nothing from us: %s.", error.answer.words)
    finally:
        line.close()
    return report


def check_settings() -> None:
    """Refuse to begin where mail cannot be sent, or a password would travel in the open.

    Raises:
        SettingsError: says which.
    """
    if not is_offered():
        raise SettingsError(
            "Nothing is sent from here.", remedy="Set ANSWERABLE_MAIL_HOST and ANSWERABLE_MAIL_SENDER."
        )
    if settings.ANSWERABLE_MAIL_USER and not settings.ANSWERABLE_MAIL_STARTTLS and not _is_near():
        raise SettingsError(
            "The password of the mail server would travel in the open.",
            remedy="Set ANSWERABLE_MAIL_STARTTLS to yes.",
        )


def _is_near() -> bool:
    return settings.ANSWERABLE_MAIL_HOST in NEAR


def wake(now: datetime) -> int:
    """Let go again letters whose reason to wait is over: the deadline was extended, the figure is what it was."""
    held = Mail.objects.filter(kind=LETTER, state=PAUSED, problem__in=(STALE, LATE))
    woken = 0
    for issue, language, problem in held.values_list("issue", "language", "problem").distinct():
        mail = held.filter(issue=issue, language=language, problem=problem).select_related("issue__action").first()
        if mail is not None and mail.issue is not None and look_at(mail).outcome in ("go", "move"):
            woken += resume_of_issue(mail.issue, language, problems=(problem,), now=now)
    return woken


def send_trial(address: str, language: str) -> Answer:
    """Send one message past the queue, and return what the server said.

    Raises:
        SettingsError: as `send_due`. ValueRefusedError: this is no address.
    """
    check_settings()
    mail = Mail(
        pk=0, kind=TRIAL, addressee=plain_address(address), language=language, message_id=new_message_id(),
        subject=say("mails", "trial-subject", language),
        text=say("mails", "trial-text", language, domain=own_domain()),
    )  # fmt: skip
    line = Line()
    try:
        refused = line.begin(envelope_from(mail), envelope_to(mail))
        octets = message_of(mail, now=now_utc()).as_bytes(policy=POLICY)
        return refused or line.hand_over(octets)[0]
    except ServerAwayError as error:
        return error.answer
    finally:
        line.close()


# one mail


def _send(mail: Mail, line: Line, clock: Callable[[], datetime], lease: timedelta) -> End:
    look = look_at(mail)
    if look.outcome != "go":
        mail_ends.do_as_seen(mail, look, clock())
        return _ENDS[look.outcome]
    try:
        octets = message_of(mail, now=clock()).as_bytes(policy=POLICY)
    except (UserError, UnicodeError, ValueError):
        mail_ends.die(mail, "letter")
        return "dead"
    try:
        refused = line.begin(envelope_from(mail), envelope_to(mail))
    except ServerAwayError as error:
        mail_ends.give_back(mail, error.answer.words)
        raise
    if refused is not None:
        return _after_refusal(mail, refused, clock())
    may_go, end = _last_look(mail, clock, lease)
    if not may_go:
        line.drop()
        return end
    return _hand_over(mail, octets, line, clock)


def _last_look(mail: Mail, clock: Callable[[], datetime], lease: timedelta) -> tuple[bool, End]:
    """Look once more, then mark the letter as handed over, by the one statement that a stop or a pause forestalls.

    They change the row in their own transaction, so no lock is held over the look: writers need not wait for it.
    """
    look = look_at(mail)
    if look.outcome != "go":
        mail_ends.do_as_seen(mail, look, clock())
        return False, _ENDS[look.outcome]
    return mail_ends.hand_over(mail, clock(), lease), "lost"


def _hand_over(mail: Mail, octets: bytes, line: Line, clock: Callable[[], datetime]) -> End:
    answer, is_unknown = line.hand_over(octets)
    if answer.meaning == "accepted":
        _write_down_that_it_left(mail, clock())
        return "left"
    if is_unknown:
        return "later" if mail_ends.try_later(mail, answer, clock(), is_unknown=True) else "dead"
    return _after_refusal(mail, answer, clock())


def _write_down_that_it_left(mail: Mail, now: datetime) -> None:
    """Write it down even where the database is busy for long: forgotten, the letter would leave once more."""
    for is_last in (*[False] * (BUSY_TRIES - 1), True):
        try:
            mail_ends.left(mail, now)
        except OperationalError:
            if is_last:
                raise
            log.warning("The database is busy; mail %s has left and is not written down yet.", mail.pk)
            time.sleep(1)
        else:
            return


def _after_refusal(mail: Mail, answer: Answer, now: datetime) -> End:
    """Settle a mail that the server refused for its recipient or its text. What it said is not logged."""
    log.info("Mail %s was refused: %s.", mail.pk, answer.words)
    if answer.meaning in ("later", "ours"):
        return "later" if mail_ends.try_later(mail, answer, now) else "dead"
    mail_ends.blame(mail, answer, now)
    if answer.meaning == "address" and mail.kind == LETTER:
        look = look_at(mail)
        if look.outcome == "move":
            mail_ends.move(mail, look.address, now)
            return "moved"
    mail_ends.die(mail, answer.words)
    return "dead"
