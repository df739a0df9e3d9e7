"""The letter to one target in one language, as plain text, and what keeps it from being sent.

The text comes from what was frozen when the issue went out, never from a draft. A writer may put words of their
own in place of the body; the form of address, the closing and the signature stay around them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from answerable.actions.answers import Letter, Signature, Target, Term
from answerable.actions.wording import number_words, say
from answerable.publish.drafts import read_draft
from answerable.publish.life import Version
from answerable.publish.weighing import SHORTEST_LIMIT, weight_of

FILE = "letters"
LONGEST_BODY = 5_000
"""Signs of a body of one's own; three times a model letter."""
LONGEST_NAME = 120
LONGEST_SUBJECT = 200
NOBODY = Signature("nobody")
PartsByLanguage = Mapping[str, Mapping[str, Mapping[str, str]]]
"""As `Frozen.parts`: language → part → {'html', 'text'}."""
_WORD = re.compile(r"\w+")
_RUN = 3
_EMPTY_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)*")


@dataclass(frozen=True, slots=True)
class LetterProblem:
    """Why a letter may not be sent as it is; a warning stops nothing.

    `field`: body, name, place, language or target.
    """

    code: str
    field: str
    what: str
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class StaleTranslation:
    """A text that was translated from an earlier version than `original` has now."""

    language: str
    original: str
    made_from: int
    now: int


# the letter


def role_of(parts: PartsByLanguage, language: str) -> Literal["to-send", "reading", ""]:
    """Return what the letter in a language is for; empty where there is none."""
    of_language = parts.get(language, {})
    if not _text(of_language, "letter"):
        return ""
    return "reading" if _text(of_language, "letter-role") == "reading" else "to-send"


def languages_to_send(parts: PartsByLanguage) -> tuple[str, ...]:
    """Return the languages whose letter is there to be sent."""
    return tuple(code for code in parts if role_of(parts, code) == "to-send")


def letter_of(
    parts: PartsByLanguage,
    target: Target,
    language: str,
    *,
    own_words: str | None = None,
    signature: Signature = NOBODY,
) -> Letter:
    """Return the letter to a target.

    Args:
        parts: of the issue, in every language, as they were frozen.
        target: the addressee, or who gets a copy.
        language: of the letter. One that the issue lacks gives a letter with an empty body and subject.
        own_words: the body as the writer typed it; the model's where it is None.
        signature: of the writer; without a name the letter ends with its closing.
    """
    of_language = parts.get(language, {})
    body = _text(of_language, "letter") if own_words is None else cleaned(own_words)
    salutation = _in(target.salutation, language)
    return Letter(
        target.key,
        language,
        "reading" if own_words is None and role_of(parts, language) == "reading" else "to-send",
        _one_line(_text(of_language, "letter-subject"))[:LONGEST_SUBJECT],
        salutation or say(FILE, "salutation", language),
        body,
        _closing(language, salutation),
        signature_text(signature),
    )


def _text(parts: Mapping[str, Mapping[str, str]], name: str) -> str:
    return parts.get(name, {}).get("text", "")


def _in(texts: Mapping[str, str], language: str) -> str:
    """Return a target's text in a language, or in its main one; never in another: a letter has one language."""
    return _one_line(texts.get(language) or texts.get(language.partition("-")[0], ""))


def _closing(language: str, salutation: str) -> str:
    whom = (salutation or say(FILE, "salutation", language)).rstrip(" ,:،")
    return say(FILE, "closing" if salutation else "closing-unnamed", language, whom=whom)


def signature_text(signature: Signature) -> str:
    """Return how a letter is signed: name and place, initials and place, or nothing. Each on one line."""
    if signature.sign_as == "nobody":
        return ""
    name, place = (_one_line(each)[:LONGEST_NAME] for each in (signature.name, signature.place))
    if signature.sign_as == "initials":
        name = initials_of(name)
    return "\n".join(part for part in (name, place) if part)


def initials_of(name: str) -> str:
    """Return the initials of a name: 'M. J. P.' of María José Pérez; what is initials already stays so."""
    return " ".join(f"{part[0].upper()}." for part in re.split(r"[\s.\-\u2010]+", name) if part)


def cleaned(text: str) -> str:
    """Return a body as it is sent: line ends of one kind, one empty line between paragraphs, composed letters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = "\n".join(line.rstrip() for line in text.replace("\u2028", "\n").replace("\u2029", "\n\n").split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines).strip("\n")


def _one_line(text: str) -> str:
    """Return a text on one line, without control signs: nothing in it can begin another header."""
    return " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text).split())


# what keeps it back


def problems_of(
    parts: PartsByLanguage,
    target: Target,
    language: str,
    *,
    own_words: str | None = None,
    signature: Signature = NOBODY,
    term: Term | None = None,
    shown_in: str = "",
) -> tuple[LetterProblem, ...]:
    """Return why a letter may not be sent.

    Args:
        parts: as for `letter_of`.
        target: as there.
        language: as there.
        own_words: as there.
        signature: as there.
        term: whether the target is in office, where that is known.
        shown_in: the language of the sentences; that of the letter if empty.
    """
    shown = shown_in or language
    return (
        *_of_target(target, term, shown),
        *_of_body(parts, language, own_words, shown),
        *_of_signature(signature, shown),
    )


def _problem(code: str, field: str, shown: str, /, *, is_warning: bool = False, **numbers: int) -> LetterProblem:
    said = {name: number_words(number, shown) for name, number in numbers.items()}
    return LetterProblem(code, field, say(FILE, f"problem-{code}", shown, **said), is_warning)


def _of_target(target: Target, term: Term | None, shown: str) -> Iterator[LetterProblem]:
    if target.role == "addressee" and term is not None and term.state in ("left", "not-yet"):
        yield _problem(term.state, "target", shown)


def _of_body(parts: PartsByLanguage, language: str, own: str | None, shown: str) -> Iterator[LetterProblem]:
    if own is None:
        role = role_of(parts, language)
        if not role:
            yield _problem("no-letter", "language", shown)
        elif role == "reading":
            yield _problem("reading", "language", shown, is_warning=True)
        return
    # The length is looked at before anything else is done with a text that may have any.
    if len(own) > 2 * LONGEST_BODY or len(cleaned(own)) > LONGEST_BODY:
        yield _problem("too-long", "body", shown, count=len(own), most=LONGEST_BODY)
    elif not own.strip():
        yield _problem("empty", "body", shown)
    elif _is_strange(own):
        yield _problem("strange-signs", "body", shown)


def _is_strange(text: str) -> bool:
    """Say whether a text holds control signs, halves of a sign, or places that stand for no letter."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Signs newer than this Python's tables (Cn) are let through: new pictures come every year.
    return any(
        (unicodedata.category(sign) in ("Cc", "Cs", "Co") and sign not in "\n\t") or sign in "\ufffe\uffff"
        for sign in text
    )


def _of_signature(signature: Signature, shown: str) -> Iterator[LetterProblem]:
    if signature.sign_as == "nobody":
        return
    for field in ("name", "place"):
        typed = str(getattr(signature, field))
        if len(typed) > LONGEST_NAME or _is_strange(typed) or "\n" in typed or "\r" in typed:
            yield _problem("name-refused", field, shown, most=LONGEST_NAME)
    if not _one_line(signature.name):
        yield _problem("no-name", "name", shown)
    elif signature.sign_as == "initials" and not _one_line(signature.place):
        yield _problem("no-place", "place", shown)


# own words


def likeness(text: str, model: str) -> float:
    """Return how alike a text and the model letter are, from 0 to 1: the runs of three words that they share.

    It tells how much was written in own words; nobody is kept from sending the model letter.
    """
    ours, theirs = _runs(text), _runs_of_model(model)
    total = sum(ours.values()) + sum(theirs.values())
    return 2 * sum((ours & theirs).values()) / total if total else 0.0


@lru_cache(maxsize=64)
def _runs_of_model(model: str) -> Counter[tuple[str, ...]]:
    return _runs(model)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if len(words) < _RUN:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[start:] for start in range(_RUN)), strict=False))


# social media


def social_problems(text: str, handle: str = "", shown_in: str = "en") -> tuple[LetterProblem, ...]:
    """Return why a text cannot be posted: it counts too long. That the target's account is missing only warns."""
    found, weight = list[LetterProblem](), weight_of(text)
    if weight > SHORTEST_LIMIT:
        said = say(FILE, "social-too-long", shown_in, count=weight, most=SHORTEST_LIMIT)
        found.append(LetterProblem("social-too-long", "body", said))
    if handle and handle.casefold() not in text.casefold():
        said = say(FILE, "social-no-handle", shown_in, handle=handle)
        found.append(LetterProblem("social-no-handle", "body", said, is_warning=True))
    return tuple(found)


# translations and stale sentences


def stale_translations(texts: Mapping[str, Version]) -> tuple[StaleTranslation, ...]:
    """Return the languages whose text names an earlier version of its original than there is now.

    Args:
        texts: the latest version in each language, as `Life.texts` or as it was when the issue went out.
    """
    found = []
    for code, version in sorted(texts.items()):
        original = read_draft(version.markdown).original
        if original and original[0] in texts and texts[original[0]].version > original[1]:
            found.append(StaleTranslation(code, original[0], original[1], texts[original[0]].version))
    return tuple(found)


def parts_with(parts: Mapping[str, Mapping[str, str]], sentence: str) -> tuple[str, ...]:
    """Return the parts of one language in which a sentence stands, such as one that has become stale."""
    wanted = " ".join(sentence.split())
    return tuple(name for name in parts if wanted and wanted in " ".join(_text(parts, name).split()))
