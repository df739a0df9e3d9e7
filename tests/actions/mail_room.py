"""A mail server of the tests' own on this machine, and letters that wait for it. Everybody is invented."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from answerable.actions import mail_queue
from answerable.actions.models import Appeal, Issue, Mail, MailAddress

MINISTER, EMBASSY = "minister@example.org", "embassy@example.org"
SENDER, BOUNCES = "letters@aktion.example.net", "back@aktion.example.net"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TEXT = "Señora Ministra:\n\nLe pido que se investigue cada muerte.\n\n.una línea con punto\n\nAtentamente,\n\nVera Quispe"
FOREVER = 1_000_000


def settle(settings: Any, port: int) -> None:
    """Name a mail server in the settings of a test."""
    settings.ANSWERABLE_MAIL_HOST, settings.ANSWERABLE_MAIL_PORT = "127.0.0.1", port
    settings.ANSWERABLE_MAIL_SENDER, settings.ANSWERABLE_MAIL_BOUNCES = SENDER, BOUNCES
    settings.ANSWERABLE_MAIL_ONLY_TO = ""


@dataclass
class Arrival:
    at: float
    sender: str
    recipient: str
    octets: bytes

    @property
    def message(self) -> EmailMessage:
        return BytesParser(policy=policy.default).parsebytes(self.octets)  # type: ignore[return-value]

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])


@dataclass
class Server:
    """What it was sent, and what it answers: functions of the recipient, for RCPT and for DATA."""

    port: int = 0
    arrivals: list[Arrival] = field(default_factory=list)
    on_recipient: Callable[[str], str] = lambda recipient: "250 2.1.5 OK"
    on_letter: Callable[[str], str] = lambda recipient: "250 2.0.0 OK"
    on_sender: str = "250 2.1.0 OK"
    recipients: list[str] = field(default_factory=list)
    slowness: float = 0.0
    dies_after_recipient: int = 0
    dies_after_text: int = 0
    in_text: threading.Event = field(default_factory=threading.Event)

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.arrivals]

    # the names of these methods are aiosmtpd's

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return self.on_sender

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.recipients.append(address)
        answer = self.on_recipient(address)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        if self.dies_after_recipient:
            self.dies_after_recipient -= 1
            threading.Timer(0.05, server.transport.abort).start()
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.on_letter(envelope.rcpt_tos[0])
        if answer.startswith("2"):
            sender = envelope.mail_from or ""
            self.arrivals.append(
                Arrival(time.time(), sender, envelope.rcpt_tos[0], envelope.original_content or b"")
            )
        self.in_text.set()
        if self.dies_after_text:
            self.dies_after_text -= 1
            server.transport.abort()
        if self.slowness:
            import asyncio

            await asyncio.sleep(self.slowness)
        return answer


class _OnFreePort(Controller):
    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


@contextmanager
def a_server(**said: Any) -> Iterator[Server]:
    """Run a mail server on a free port of this machine until the block ends."""
    server = Server(**said)
    controller = _OnFreePort(server, hostname="127.0.0.1", port=0, enable_SMTPUTF8=False)
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop(no_assert=True)


def an_appeal(
    issue: Issue, *, state: str = "queued", target: str = "justice-minister", language: str = "es"
) -> Appeal:
    return Appeal.objects.create(
        issue=issue, writer_key=secrets.token_hex(32), target=target, channel="here", language=language, state=state,
        day=NOW.date(),
    )  # fmt: skip


def a_letter(issue: Issue, *, appeal_state: str = "queued", to: str = MINISTER, **said: Any) -> Mail:
    """Put a letter into the queue as `writing` does; its appeal is confirmed unless `appeal_state` says otherwise."""
    target, language = said.pop("target", "justice-minister"), said.pop("language", "es")
    appeal = an_appeal(issue, state=appeal_state, target=target, language=language)
    told = {
        "addressee": to, "language": language, "subject": "Muertes del 9 de enero", "text": TEXT, "issue": issue,
        "appeal": appeal, "target": target, "sender_name": "Vera Quispe", "reply_to": "vera@example.com",
    }  # fmt: skip
    return mail_queue.enqueue(mail_queue.LETTER, **(told | said))


def no_cap(address: str = MINISTER) -> None:
    """Let an address get as many letters as there are, at once."""
    MailAddress.objects.filter(address=address).update(cap=FOREVER, next_at=None)
