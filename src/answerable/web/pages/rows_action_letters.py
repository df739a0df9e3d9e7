"""The model letter as rows of a page: as it is sent, beside it as it can be read, and the ways to take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from answerable.actions.answers import Letter, Target
from answerable.actions.letters import PartsByLanguage, languages_to_send, letter_of, role_of
from answerable.actions.mailto import mailto_of, subject_only
from answerable.actions.reads import HeldIssue
from answerable.actions.wording import direction, language_name
from answerable.kernel.errors import ValueRefusedError
from answerable.publish.weighing import SHORTEST_LIMIT, weight_of


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter in one language."""

    letter: Letter
    language: str
    language_name: str
    dir: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several that a reader can choose, as a link."""

    name: str
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Letters:
    """The letter to one addressee. `reading` is None where the reader reads the language that it is sent in.

    `mailto` opens the whole letter in a mail program, and is empty where it would be cut off; then `mailto_empty`
    opens a mail with addresses and subject. Both are empty where the addressee has no e-mail address.
    """

    target: Target
    sent: LetterRow
    reading: LetterRow | None
    others: tuple[Choice, ...]
    mailto: str
    mailto_empty: str
    pdf_href: str
    docx_href: str


def letters_of(
    held: HeldIssue,
    language: str,
    to: str,
    section: str,
    *,
    addressees: Sequence[Target],
    copies: Sequence[str],
    failing: Sequence[str],
) -> Letters | None:
    """Return the model letter to an addressee; None where there is no letter, or nobody to write to.

    Args:
        held: the issue.
        language: of the page.
        to: the key of the addressee that is asked for; the first where it is none of them.
        section: the country of the reader, for the paper; may be empty.
        addressees: those who may be written to.
        copies: e-mail addresses of those who get a copy.
        failing: e-mail addresses to which letters came back.
    """  # fmt: skip
    parts: PartsByLanguage = held.frozen.parts if held.frozen else {}
    target = next((one for one in addressees if one.key == to), addressees[0] if addressees else None)
    sent_in = sent_language(parts, target.language, language) if target else ""
    if target is None or not sent_in:
        return None
    sent = letter_row(parts, target, sent_in, language)
    has_reading = language != sent_in and role_of(parts, language)
    where = (held.dossier_id, sent_in, held.slug, target.key)
    query = f"?{urlencode({'origin': section})}" if section else ""
    links = _mail_links(sent.letter, [each for each in target.emails if each.lower() not in failing], copies)
    return Letters(
        target,
        sent,
        letter_row(parts, target, language, language) if has_reading else None,
        _others(held, addressees, target, language, section),
        *links,
        reverse("action_letter_file", args=[*where, "pdf"]) + query,
        reverse("action_letter_file", args=[*where, "docx"]) + query,
    )


def sent_language(parts: PartsByLanguage, preferred: str, language: str) -> str:
    """Return in which language the letter goes out: the addressee's, else the reader's, else the first."""
    there = languages_to_send(parts)
    return next((code for code in (preferred, language) if code in there), there[0] if there else "")


def letter_row(parts: PartsByLanguage, target: Target, code: str, language: str) -> LetterRow:
    """Return the letter in one language; its name is given in the language of the page."""
    return LetterRow(letter_of(parts, target, code), code, language_name(code, language), direction(code))


def _others(
    held: HeldIssue, addressees: Sequence[Target], here: Target, language: str, section: str
) -> tuple[Choice, ...]:
    if len(addressees) == 1:
        return ()
    base = reverse("action_page", args=[held.dossier_id, language, held.slug])
    words = {"section": section} if section else {}
    return tuple(
        Choice(one.name, f"{base}?{urlencode(words | {'to': one.key})}#letter", one is here) for one in addressees
    )


def _mail_links(letter: Letter, emails: Sequence[str], copies: Sequence[str]) -> tuple[str, str]:
    """Return the link with the whole letter, or else the one with addresses and subject alone."""
    if not emails:
        return "", ""
    try:
        whole = mailto_of(letter, emails, copies)
        return (whole.href, "") if whole.fits else ("", subject_only(letter, emails, copies).href)
    except ValueRefusedError:  # an address that was frozen before it was refused; the letter can still be copied
        return "", ""


@dataclass(frozen=True, slots=True)
class SocialRow:
    """One short text; `length` is how long it counts."""

    number: int
    text: str
    length: int
    language: str
    language_name: str
    dir: str
    most: int = SHORTEST_LIMIT


def social_rows(parts: PartsByLanguage, languages: Sequence[str], language: str) -> tuple[SocialRow, ...]:
    """Return the short texts in some languages, in their order."""
    found = []
    for code in dict.fromkeys(languages):
        lines = parts.get(code, {}).get("social", {}).get("text", "").split("\n")
        name = language_name(code, language)
        found += [
            SocialRow(number, line, weight_of(line), code, name, direction(code))
            for number, line in enumerate(filter(None, lines), 1)
        ]
    return tuple(found)
