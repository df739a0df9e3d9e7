"""The exchange with the mail server (RFC 5321), step by step, so that a last look fits in right before the text.

Of what a server says only codes are kept: its words may repeat an address.
"""

import smtplib
import ssl
from typing import Literal

from django.conf import settings

from answerable.actions.mail_answers import Answer, answer_of
from answerable.actions.mail_queue import own_domain

PATIENCE = 30.0  # seconds for each answer of the server
LAST_PATIENCE = 240.0  # seconds for the answer after the text, for the server may be delivering; less than a lease


class ServerAwayError(Exception):
    """The server cannot be reached or does not take anything from us now. Holds an answer and no address."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.words)
        self.answer = answer


class Line:
    """A connection, opened when it is needed and kept for the next mail; after a failure it is opened anew."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None

    def begin(self, sender: str, recipient: str) -> Answer | None:
        """Give the envelope; return None when both are taken, else what the server said to the recipient.

        Raises:
            ServerAwayError: the server cannot be reached, or refuses us as sender.
        """
        for is_second in (False, True):
            server, is_fresh = self._open()
            try:
                return self._envelope(server, sender, recipient)
            except (smtplib.SMTPException, OSError):
                self.close()
                if is_fresh or is_second:
                    raise ServerAwayError(Answer("ours")) from None
        raise AssertionError

    def _envelope(self, server: smtplib.SMTP, sender: str, recipient: str) -> Answer | None:
        has_reports = server.has_extn("dsn")
        server.rset()
        # Of a letter that comes back, only the head is wanted.
        answer = _read(server.mail(sender, ["RET=HDRS"] if has_reports else []), "sender")
        if answer.meaning != "accepted":
            raise ServerAwayError(answer)
        answer = _read(server.rcpt(recipient, ["NOTIFY=FAILURE"] if has_reports else []), "recipient")
        return None if answer.meaning == "accepted" else answer

    def drop(self) -> None:
        """Forget the envelope that was given."""
        if self._server is not None:
            try:
                self._server.rset()
            except (smtplib.SMTPException, OSError):
                self.close()

    def hand_over(self, octets: bytes) -> tuple[Answer, bool]:
        """Send the text; return the answer, and whether it is unknown if the letter has arrived."""
        server, is_on_its_way = self._server, False
        assert server is not None  # noqa: S101, `begin` has opened it
        try:
            answer = _read(server.docmd("DATA"), "letter")
            if answer.code != 354:
                return Answer("later", answer.code) if answer.meaning == "accepted" else answer, False
            is_on_its_way = True
            if server.sock is not None:
                server.sock.settimeout(LAST_PATIENCE)
            server.send(_dotted(octets) + b".\r\n")
            answer = _read(server.getreply(), "letter")
            if server.sock is not None:
                server.sock.settimeout(PATIENCE)
        except (smtplib.SMTPException, OSError):
            self.close()
            return Answer("later"), is_on_its_way
        return answer, False

    def close(self) -> None:
        """End the connection, politely if that is still possible."""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()

    def _open(self) -> tuple[smtplib.SMTP, bool]:
        if self._server is not None:
            return self._server, False
        server = None
        try:
            server = smtplib.SMTP(
                settings.ANSWERABLE_MAIL_HOST, settings.ANSWERABLE_MAIL_PORT,
                local_hostname=own_domain(), timeout=PATIENCE,
            )  # fmt: skip
            _greet(server)
        except (smtplib.SMTPException, OSError) as error:
            if server is not None:
                server.close()
            raise ServerAwayError(Answer("ours", getattr(error, "smtp_code", 0))) from None
        self._server = server
        return server, True


def _greet(server: smtplib.SMTP) -> None:
    """Open the session: encrypted where that is asked for, or not at all; then sign in."""
    server.ehlo_or_helo_if_needed()
    if settings.ANSWERABLE_MAIL_STARTTLS:
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    if settings.ANSWERABLE_MAIL_USER:
        server.login(settings.ANSWERABLE_MAIL_USER, settings.ANSWERABLE_MAIL_PASSWORD)


def _read(reply: tuple[int, bytes], stage: Literal["sender", "recipient", "letter"]) -> Answer:
    code, text = reply
    return answer_of(code, text.decode("utf-8", "replace"), stage=stage)


def _dotted(octets: bytes) -> bytes:
    """Return a text as it travels: a line that begins with a dot gets another (RFC 5321, 4.5.2)."""
    lines = octets if octets.endswith(b"\r\n") else octets + b"\r\n"
    return lines.replace(b"\r\n.", b"\r\n..")
