"""A form's token: signed, with its hour; and a small piece of work done by the browser; no captcha.

The work: find a number so that SHA-256 of `token:number` begins with as many zero bits as the token asks for. It
costs a person's browser a moment, and a script that posts by the thousand its time. A page without scripts sends
no work; it is let through under tighter limits. Nobody else is asked, and nothing about the reader is measured.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.core import signing

FASTEST = timedelta(seconds=2)
"""Nobody reads and answers a form in less."""
OLDEST = timedelta(hours=12)
LIGHT, HEAVY = 12, 18
"""Zero bits at rest (some 4,000 hashes) and under pressure (some 260,000)."""
CALM, PRESSED = 200, 3000
"""Posts an hour for one issue, up to which the work is light, and from which it is heavy."""
_SALT = "answerable.actions.form"
_LONGEST = 400

Age = Literal["good", "too-fast", "too-old", "forged"]


@dataclass(frozen=True, slots=True)
class Token:
    """What a form's token says: a random word for its writer, when it was given, and the work that it asks for."""

    word: str
    given: int
    bits: int


def bits_for(posts_this_hour: int) -> int:
    """Return how many zero bits are asked for: the more posts an issue gets, the more."""
    if posts_this_hour <= CALM:
        return LIGHT
    over = min(posts_this_hour, PRESSED) - CALM
    return LIGHT + round((HEAVY - LIGHT) * over / (PRESSED - CALM))


def new_word() -> str:
    """Return a random word for one writer at one browser: 128 bits."""
    return secrets.token_urlsafe(16)


def is_word(text: str) -> bool:
    """Say whether a text could be such a word."""
    return len(text) == 22 and all(sign.isalnum() or sign in "-_" for sign in text) and text.isascii()


def give(word: str, now: datetime, *, bits: int = LIGHT) -> str:
    """Return the token of a form for a writer's word."""
    return signing.Signer(salt=_SALT).sign(f"{word}.{int(now.timestamp())}.{bits}")


def read(text: str, now: datetime) -> tuple[Token | None, Age]:
    """Return what a token says, and whether it may be used now. None where it is not one of ours."""
    if len(text) > _LONGEST:
        return None, "forged"
    try:
        word, given, bits = signing.Signer(salt=_SALT).unsign(text).rsplit(".", 2)
        token = Token(word, int(given), int(bits))
    except (signing.BadSignature, ValueError):
        return None, "forged"
    age = now.timestamp() - token.given
    if age > OLDEST.total_seconds() or age < -60:
        return token, "too-old"
    # The token knows whole seconds: one that was given at .9 is not a second old at .1.
    return token, "too-fast" if age < FASTEST.total_seconds() else "good"


def is_proven(text: str, token: Token, answer: str) -> bool:
    """Say whether the work for a token was done: `answer` is the number found."""
    if not (answer.isascii() and answer.isdigit() and len(answer) <= 20):
        return False
    digest = hashlib.sha256(f"{text}:{answer}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - token.bits) == 0
