"""Text folded for comparing and searching, slugs for ids, initials for people who are not named."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "da", "dos", "van", "von", "al", "el"})


def fold(text: str) -> str:
    """Return `text` in lower case, without accents and with single spaces, so that 'Policía' meets 'policia'."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.split())


def slug(text: str, *, longest: int = 60) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens; may be empty for other scripts."""
    return _NOT_WORD.sub("-", fold(text)).strip("-")[:longest].strip("-")


def initials(name: str) -> str:
    """Return the initials of a personal name, particles left out: 'Ana de la Cruz' gives 'A.C.'."""
    words = [word for word in re.split(r"[\s-]+", name) if word and word.casefold() not in _PARTICLES]
    return "".join(f"{word[0].upper()}." for word in words)
