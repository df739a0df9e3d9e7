"""A mail of the queue as the message that leaves: whose it is, who answers, where it bounces to.

The sender is always an address of ours, for a writer's own domain would disown it (DMARC). The writer's name
stands before it, and answers go to the writer. Nothing in a message tells whether it was read.
Sources: RFC 5322 and 2047 (the head), RFC 3834 (what no person sent), RFC 8058 (one click), RFC 3282 (language).
"""

import base64
import hashlib
import hmac
import re
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from django.conf import settings
from django.utils.crypto import salted_hmac

from answerable.actions.mail_queue import LETTER, UPDATES, own_domain, plain_address
from answerable.actions.models import Mail
from answerable.actions.wording import direction, say

POLICY = SMTP.clone(max_line_length=78, raise_on_defect=False)
LONGEST_LINE = 76
_PLAIN = re.compile(r"[A-Za-z0-9 .'-]+")
_TOKEN = re.compile(r"([0-9a-z]{1,13})-([a-z2-7]{26})")
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"


def message_of(mail: Mail, *, now: datetime) -> EmailMessage:
    """Return the message. The same mail has the same Message-ID each time.

    Raises:
        ValueRefusedError: an address in it cannot stand in a message.
    """
    message = EmailMessage(policy=POLICY)
    message.set_raw("From", _from(mail))
    message["To"] = Address(addr_spec=plain_address(envelope_to(mail)))
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=plain_address(mail.reply_to))
    message.set_raw("Subject", _encoded(subject_of(mail), "Subject"))
    message["Date"] = now
    message["Message-ID"] = mail.message_id
    if mail.kind != LETTER:
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
    if mail.kind == UPDATES:
        for name, value in mail.headers.items():
            message[name] = value
    _set_text(message, mail)
    message["Content-Language"] = mail.language  # after the text: setting that empties every Content field
    return message


def _from(mail: Mail) -> str:
    """Return our address with the writer's name before it, ready for the head."""
    address = plain_address(settings.ANSWERABLE_MAIL_SENDER)
    if mail.kind != LETTER or not mail.sender_name:
        return address
    name = say("mails", "via", mail.language, name=mail.sender_name, domain=own_domain())
    if _PLAIN.fullmatch(name) and len(name) + len(address) < LONGEST_LINE - 10:
        return f'"{name}" <{address}>'
    return f"{_encoded(name, 'From', charset='utf-8')}\r\n <{address}>"


def _encoded(text: str, name: str, charset: str | None = None) -> str:
    """Return a text as encoded words in short lines (RFC 2047). EmailMessage's own folding puts blanks into them.

    What looks like an encoded word already is encoded too, so that it shows as it was typed.
    """
    is_plain = charset is None and text.isascii() and text.isprintable() and "=?" not in text
    return Header(text, "us-ascii" if is_plain else "utf-8", header_name=name).encode(linesep="\r\n")


def subject_of(mail: Mail) -> str:
    """Return the subject; in test mode it says so, and to whom the mail would have gone, by the target's key."""
    if not settings.ANSWERABLE_MAIL_ONLY_TO:
        return mail.subject
    return say("mails", "test-subject", mail.language, subject=mail.subject, target=mail.target or mail.kind)


def envelope_to(mail: Mail) -> str:
    """Return the address that it is handed over for: in test mode never the real one."""
    return str(settings.ANSWERABLE_MAIL_ONLY_TO) or mail.addressee


def _set_text(message: EmailMessage, mail: Mail) -> None:
    """Set the text in the shorter of the two encodings; from right to left also as HTML with its direction.

    Mail programs guess the direction of plain text by its first letter, which may be a Latin name.
    """
    text = mail.text.replace("\r\n", "\n").rstrip("\n") + "\n"
    message.set_content(text, charset="utf-8", cte=_encoding(text))
    if direction(mail.language) == "rtl":
        paragraphs = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>\n" for part in text.split("\n\n"))
        page = f'<html lang="{escape(mail.language)}" dir="rtl"><body dir="rtl">\n{paragraphs}</body></html>\n'
        message.add_alternative(page, subtype="html", charset="utf-8", cte=_encoding(page))


def _encoding(text: str) -> str:
    octets = text.encode()
    signs = sum(1 for octet in octets if octet > 126 or octet == 61)
    return "base64" if signs * 6 > len(octets) else "quoted-printable"


# where it bounces to


def envelope_from(mail: Mail) -> str:
    """Return the address that a mail bounces to, which names the mail to us and nobody to anybody else.

    Without an address for bounces it is our sender's; a bounce is then known by the Message-ID that it returns.
    """
    place = str(settings.ANSWERABLE_MAIL_BOUNCES)
    if not place:
        return plain_address(settings.ANSWERABLE_MAIL_SENDER)
    local, at, domain = place.rpartition("@")
    token = token_of(mail.pk)
    return f"{local}+{token}@{domain}" if at and local else f"{token}@{domain}"


def token_of(number: int) -> str:
    """Return the token of a mail: its number, and an HMAC so that nobody can make one up. Small letters only."""
    return f"{_in_36(number)}-{_mac(number)}"


def number_in(text: str) -> int | None:
    """Return the number of the mail whose token stands in a text, or None. Servers may have changed its case."""
    for found in _TOKEN.finditer(text.lower()):
        number = int(found.group(1), 36)
        if hmac.compare_digest(found.group(2), _mac(number)):
            return number
    return None


def _mac(number: int) -> str:
    digest = salted_hmac("answerable.actions.bounces", str(number), algorithm="sha256").digest()
    return base64.b32encode(hashlib.sha256(digest).digest()[:16]).decode().rstrip("=").lower()


def _in_36(number: int) -> str:
    signs = ""
    while number:
        number, at = divmod(number, 36)
        signs = _SIGNS[at] + signs
    return signs or "0"
