"""What a mail server's answer means for a letter and for the address that it goes to. Reads codes, asks nobody.

Sources: RFC 5321 section 4.2 (reply codes), RFC 3463 (enhanced status codes: class.subject.detail).
"""

import re
from dataclasses import dataclass
from typing import Literal

Meaning = Literal["accepted", "later", "address", "policy", "letter", "ours"]
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_BASIC = re.compile(r"\b([45]\d\d)(?=[\s-])")
_OURS = ("relay", "authenticat", "sender", "spf", "dkim", "dmarc", "helo", "rdns", "reverse")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a server. `status` is the enhanced code as written, or empty.

    `meaning`: `later`, try again; `address`, nobody is there; `policy`, the receiver does not want it; `letter`,
    this one message cannot be delivered; `ours`, our own settings are refused.
    """

    meaning: Meaning
    code: int = 0
    status: str = ""

    @property
    def words(self) -> str:
        """What is kept of it: its meaning and its codes, never its text, which may hold an address."""
        return " ".join(str(part) for part in (self.meaning, self.code or "", self.status) if part)


def answer_of(code: int, text: str, *, stage: Literal["session", "sender", "recipient", "letter"]) -> Answer:
    """Return what an answer means at a stage of the exchange.

    Args:
        code: the three digits; 0 where the connection broke.
        text: what follows them. It is read for codes and a few words and is not kept.
        stage: opening the session, MAIL, RCPT, or DATA and its end.
    """
    found = _ENHANCED.search(text)
    status = found.group() if found else ""
    if 200 <= code < 400:
        return Answer("accepted", code, status)
    if code == 0 or 400 <= code < 500:
        return Answer("ours" if stage in ("session", "sender") else "later", code, status)
    if stage in ("session", "sender") or code in (530, 535, 538):
        return Answer("ours", code, status)
    return Answer(_permanent(code, status, text.lower(), stage), code, status)


def _permanent(code: int, status: str, text: str, stage: str) -> Meaning:
    subject, _, detail = status.partition(".")[2].partition(".")
    if subject == "2" and detail == "2":
        return "later"  # a full mailbox may be emptied
    if subject == "7" or (not subject and code in (554, 571)):
        is_ours = stage == "recipient" and any(word in text for word in _OURS)
        return "ours" if is_ours else "policy"
    if subject in ("1", "2"):
        return "address"
    if subject in ("3", "5", "6"):
        return "letter"
    if subject == "4":
        return "address" if detail in ("4", "0") else "later"
    if code == 552:
        return "later"
    return "address" if stage == "recipient" else "letter"


def returned_answer(status: str, text: str) -> Answer:
    """Return what a returned message means. Its letter has not arrived in any case; `later` blames no address.

    Args:
        status: the report's status field, or empty.
        text: its diagnostic text, or the whole text of a report that follows no standard.
    """
    enhanced = _ENHANCED.search(status) or _ENHANCED.search(text)
    basic = _BASIC.search(text)
    code = int(basic.group(1)) if basic else 0
    if enhanced and enhanced.group(1) != "5":
        return Answer("later", code, enhanced.group())
    if not enhanced and not code >= 500:
        return Answer("later", code)
    given = enhanced.group() if enhanced else ""
    return Answer(_permanent(code, given, text.lower(), "recipient"), code, given)
