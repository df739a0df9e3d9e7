"""What came back: reports of letters that did not arrive, told apart from replies that a machine wrote.

Only a report that names one of our mails, by the address that it was sent to or by the Message-ID that it returns,
changes anything; both are known to nobody but the servers on the way. The writer is never blamed.
Sources: RFC 3464 (reports), RFC 3834 (automatic replies), RFC 6522 (their form).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from typing import Literal

from answerable.actions import mail_ends
from answerable.actions.mail_answers import Answer, returned_answer
from answerable.actions.mail_queue import LEASED
from answerable.actions.messages import number_in
from answerable.actions.models import Mail

Kind = Literal["bounce", "delay", "arrival", "auto-reply", "message"]
LONGEST = 1_000_000
_RECIPIENTS = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To", "X-Failed-Recipients")
_MACHINES = re.compile(r"^(mailer-daemon|postmaster|mail-daemon|mailerdaemon|mmdf|bounces?)$", re.IGNORECASE)
_AWAY = re.compile(
    r"out of (the )?office|automatic reply|auto(matic)?[- ]?(reply|response)|autoreply|vacation"
    r"|respuesta autom[aá]tica|fuera de (la )?oficina|ausencia|abwesen|automatische (antwort|r[uü]ckmeldung)"
    r"|r[eé]ponse automatique|absence|رد تلقائي|acuse de (recibo|recepci[oó]n)",
    re.IGNORECASE,
)
_MESSAGE_ID = re.compile(r"^Message-ID:\s*(<[0-9a-f]{32}@[^>\s]{1,253}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bounce:
    """What one incoming message is. `number` is of the mail that it is about, `message_id` what it returns of it.

    `kind`: bounce (it will not arrive), delay (still being tried), arrival (it did), auto-reply, or message: one
    that a person may have written, and that is to be read by a person.
    """

    kind: Kind
    answer: Answer
    number: int | None = None
    message_id: str = ""


def read_bounce(octets: bytes, *, recipient: str = "") -> Bounce:
    """Read a message that came to the address for bounces. Whatever it holds, this does not fail.

    Args:
        octets: the message; what is beyond a million of them is not read.
        recipient: the envelope's, where the server tells it.
    """
    text = octets[:LONGEST]
    message: EmailMessage = BytesParser(policy=policy.default.clone(raise_on_defect=False)).parsebytes(text)
    plain = text.decode("utf-8", "replace")
    number = number_in(recipient)
    for name in _RECIPIENTS:
        number = number if number is not None else number_in(_head(message, name))
    returned = _MESSAGE_ID.findall(plain)
    kind, answer = _kind_of(message, plain)
    return Bounce(kind, answer, number, returned[-1].lower() if returned else "")


def _head(message: Message, name: str) -> str:
    """Return the fields of a name as one text; broken ones as they stand."""
    try:
        return " ".join(str(value) for value in message.get_all(name, []))
    except Exception:  # noqa: BLE001, the parser raises many kinds on heads made to break it
        return " ".join(str(value) for field, value in message.raw_items() if field.lower() == name.lower())


def _kind_of(message: Message, plain: str) -> tuple[Kind, Answer]:
    reports = list(_reports(message))
    if reports:
        return _by_report(reports)
    body = _text(message) or plain
    sender = re.search(r"([^<\s@\"]+)@", _head(message, "From"))
    is_from_machine = (
        bool(sender and _MACHINES.match(sender.group(1))) or _head(message, "Return-Path").strip() == "<>"
    )
    if _head(message, "X-Failed-Recipients") or (is_from_machine and not _is_away(message)):
        return "bounce", returned_answer("", body)
    return ("auto-reply" if _is_away(message) else "message"), Answer("accepted")


def _reports(message: Message) -> Iterator[Message]:
    """Yield the part about each recipient of every delivery report in a message."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            held = part.get_payload()
            blocks = held if isinstance(held, list) else []
            yield from (block for block in blocks if isinstance(block, Message) and block.get("Action"))


def _by_report(reports: list[Message]) -> tuple[Kind, Answer]:
    """Return what reports say; that one recipient was not reached weighs more than that another was."""
    by_action = {
        _head(one, "Action").strip().lower().split(" ")[0].split(";")[0]: one for one in reversed(reports)
    }
    if "failed" in by_action:
        one = by_action["failed"]
        return "bounce", returned_answer(_head(one, "Status"), _head(one, "Diagnostic-Code"))
    return ("delay" if "delayed" in by_action else "arrival"), Answer("accepted")


def _is_away(message: Message) -> bool:
    """Say whether a machine answered in somebody's stead."""
    automatic = _head(message, "Auto-Submitted").strip().lower()
    if automatic and not automatic.startswith("no"):
        return True
    marks = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From")
    is_bulk = _head(message, "Precedence").strip().lower() in ("auto_reply", "bulk", "junk", "list")
    return is_bulk or any(_head(message, name) for name in marks) or bool(_AWAY.search(_head(message, "Subject")))


def _text(message: Message) -> str:
    """Return the first text of a message, without the letter that it returns."""
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            held = part.get_payload(decode=True)
            return held.decode("utf-8", "replace") if isinstance(held, bytes) else ""
    return ""


# what it changes


def take_in(bounce: Bounce, now: datetime) -> str:
    """Write down what a message tells of one of our mails; return a word for what was done.

    `bounced`, or the state that the mail is in since; `delay`, `arrival`, `auto-reply`, `message` change nothing;
    `unknown`: a report about no mail of ours; `busy`: the mail is just being handed over, so come again.
    """
    if bounce.kind != "bounce":
        return bounce.kind
    mails = Mail.objects.select_related("issue__action")
    if bounce.number is not None:
        mail = mails.filter(pk=bounce.number).first()
    else:
        mail = mails.filter(message_id=bounce.message_id).first() if bounce.message_id else None
    if mail is None:
        return "unknown"
    return "busy" if mail.state == LEASED else mail_ends.came_back(mail, bounce.answer, now)
