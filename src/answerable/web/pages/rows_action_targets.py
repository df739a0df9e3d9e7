"""Addressees and copies as rows of a page: every address, and whether they hold the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from answerable.actions.addresses import block, country_name
from answerable.actions.answers import Target, Term
from answerable.actions.models import PostService
from answerable.actions.terms import term_words
from answerable.actions.wording import day_words, direction, language_name, say

CLOSED = frozenset({"left", "not-yet"})
"""Terms that close the letter to somebody."""


@dataclass(frozen=True, slots=True)
class EmailRow:
    """One e-mail address; `is_failing`: letters to it came back, so it is not written to."""

    address: str
    is_failing: bool


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One addressee or copy. Where `is_closed`, nothing is written to them, and no address is shown.

    `title_language` and `name_dir` tell in which script name and title are written.
    """

    key: str
    name: str
    title: str
    title_language: str
    term: str
    is_closed: bool
    is_sure: bool
    lines: tuple[str, ...] = ()
    emails: tuple[EmailRow, ...] = ()
    fax: str = ""
    phone: str = ""
    handles: tuple[str, ...] = ()
    form: str = ""
    form_host: str = ""
    salutation: str = ""
    salutation_language: str = ""

    @property
    def salutation_dir(self) -> str:
        """The direction of the form of address."""
        return direction(self.salutation_language)


def target_row(target: Target, term: Term, language: str, failing: Sequence[str]) -> TargetRow:
    """Return one row.

    Args:
        target: addressee or copy.
        term: whether they hold the office today.
        language: of the reader.
        failing: e-mail addresses, in small letters, to which letters came back.
    """
    title, title_language = _in(target.title, language, target.language)
    told = "" if term.state == "office" else term_words(term, language)
    row = TargetRow(
        target.key, target.name, title, title_language, told, term.state in CLOSED,
        term.state in ("in-office", "office"),
    )  # fmt: skip
    if row.is_closed:
        return row
    salutation, salutation_language = _in(target.salutation, target.language or language, "")
    return TargetRow(
        row.key, row.name, row.title, row.title_language, row.term, row.is_closed, row.is_sure,
        block(target, "", language)[1:] if target.post_lines else (),
        tuple(EmailRow(each, each.lower() in failing) for each in target.emails),
        target.fax, target.phone, tuple(target.handle.split()), target.form,
        urlsplit(target.form).hostname or "" if target.form else "",
        salutation, salutation_language,
    )  # fmt: skip


def _in(texts: Mapping[str, str], language: str, otherwise: str) -> tuple[str, str]:
    """Return a text in a language, or in the other one, or in any; with its language."""
    for code in (language, otherwise, "en", *texts):
        if texts.get(code):
            return texts[code], code
    return "", language


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Who gets a copy from readers of one country; `section` is empty for readers of every country."""

    section: str
    country: str
    rows: tuple[TargetRow, ...]


def copy_groups(rows: Sequence[tuple[Target, TargetRow]], section: str, language: str) -> tuple[CopyGroup, ...]:
    """Return the copies by the country of their readers, those for everybody first; or those of one country."""
    sections = dict.fromkeys(target.section for target, _ in rows)
    wanted = [one for one in sections if not one or not section or one == section]
    return tuple(
        CopyGroup(
            one, country_name(one, language) if one else "",
            tuple(row for target, row in rows if target.section == one),
        )
        for one in sorted(wanted)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A country that readers can choose; `is_here`: it is chosen."""

    code: str
    country: str
    is_here: bool


def section_links(targets: Sequence[Target], section: str, language: str) -> tuple[SectionLink, ...]:
    """Return the countries for which there are copies of their own."""
    found = {one.section for one in targets if one.role == "copy" and one.section}
    links = (SectionLink(code, country_name(code, language), code == section) for code in found)
    return tuple(sorted(links, key=lambda one: one.country))


def post_sentences(
    services: Sequence[PostService], destination: str, section: str, language: str
) -> tuple[str, ...]:
    """Return what is known of the post to a country, from one country or from each that something is known of."""
    known = [one for one in services if one.destination == destination and (not section or one.origin == section)]
    where = country_name(destination, language)
    if not known:
        return (say("reading", "post-unknown", language, destination=where),)
    return tuple(_post_sentence(one, where, language) for one in known)


def _post_sentence(service: PostService, destination: str, language: str) -> str:
    parts = [
        say("reading", f"post-{service.state}", language, origin=country_name(service.origin, language),
            destination=destination),
        service.words,
        say("reading", "postage", language, postage=service.postage) if service.postage else "",
        say("reading", "post-as-of", language, day=day_words(service.as_of, language)),
    ]  # fmt: skip
    return " ".join(part for part in parts if part)


def preferred_language(targets: Sequence[Target], language: str) -> str:
    """Return the name of the language that the first addressee reads best; empty where it is not known."""
    code = next((one.language for one in targets if one.role == "addressee" and one.language), "")
    return language_name(code, language) if code else ""
