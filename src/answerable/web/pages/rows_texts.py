"""The legal texts of a framework as rows: which wording held on some days, from when to when, and who read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from answerable.assess.answers import Framework, SourceText
from answerable.assess.texts_in_force import OnTheDays, Version, for_country, in_language, on_the_days
from answerable.kernel.times import Blur, parse_blur
from answerable.web.pages.rows_questions import Span, standing_words
from answerable.web.pages.rows_tests import words_in
from answerable.web.pages.words import blur_words


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One wording of a text. `is_held`: it counts on the days asked about; so does each when none were asked."""

    name: str
    span: str
    read: str
    is_read: bool
    seen: str
    note: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text with its wordings in order of time. `standing`: how it stands to the days, if it needs saying."""

    key: str
    short: str
    title: str
    kind: str
    standing: str
    counts: bool
    versions: tuple[VersionRow, ...]


def kind_words(kind: str) -> str:
    """Return the word for a kind of legal text."""
    return {
        "treaty": pgettext("kind of legal text", "treaty"),
        "constitution": pgettext("kind of legal text", "constitution"),
        "law": pgettext("kind of legal text", "law"),
        "regulation": pgettext("kind of legal text", "regulation"),
        "standard": pgettext("kind of legal text", "United Nations standard"),
        "comment": pgettext("kind of legal text", "treaty body's comment"),
        "guidance": pgettext("kind of legal text", "guidance"),
    }.get(kind, kind)


def text_rows(framework: Framework, days: Span, language: str, country: str) -> list[TextRow]:
    """Return the texts of a framework in its order; the law of another country is left out.

    Args:
        framework: the framework.
        days: the days of an incident; None shows every wording without choosing.
        language: the reader's.
        country: ISO code of the dossier's country.
    """
    known = {text.registry: text for text in framework.texts if text.registry}
    found = for_country((on_the_days(name, days) for name in known), country)
    own = [_own_row(text, language) for text in framework.texts if not text.registry]
    return [*own, *(_row(each, days, language) for each in found)]


def _row(found: OnTheDays, days: Span, language: str) -> TextRow:
    text = found.text
    return TextRow(
        text.id,
        in_language(text.short, language),
        in_language(text.title, language),
        kind_words(text.kind),
        standing_words(found.standing) if days else "",
        found.counts,
        tuple(
            _version_row(each, after, language, is_held=not days or each in found.held)
            for each, after in zip(text.versions, (*text.versions[1:], None), strict=True)
        ),
    )


def _version_row(version: Version, after: Version | None, language: str, *, is_held: bool) -> VersionRow:
    return VersionRow(
        in_language(version.name, language),
        _span_words(version.first, after.first if after else None, version.last),
        _read_words(version.wording, version.dates),
        not version.must_be_checked,
        in_language(version.seen, language),
        in_language(version.note, language),
        is_held,
    )


def _span_words(first: Blur, following: Blur | None, last: Blur | None) -> str:
    """Return from when a wording held, and until which one followed it or when it ended."""
    words = {"first": blur_words(first, briefly=True)}
    if following is not None:
        words["next"] = blur_words(following, briefly=True)
        return gettext("from %(first)s until the next, of %(next)s") % words
    if last is not None:
        return gettext("%(first)s to %(last)s") % (words | {"last": blur_words(last, briefly=True)})
    return gettext("from %(day)s") % {"day": words["first"]}


def _read_words(wording: str, dates: str) -> str:
    """Return in words what was read of a wording, and whether its dates were found."""
    said = {
        "S": pgettext("what was read of a text", "read in part or in summary"),
        "T": pgettext("what was read of a text", "only its title or contents was seen"),
        "UM": pgettext("what was read of a text", "not read; to be checked by a lawyer"),
    }[wording]
    if dates == "S":
        return said
    return gettext("%(read)s; its dates are to be checked") % {"read": said}


def _own_row(text: SourceText, language: str) -> TextRow:
    """Return the row of a text that the framework describes itself."""
    first, last = (parse_blur(each) if each else None for each in (text.valid_from, text.valid_to))
    span = _span_words(first, None, last) if first else ""
    is_read = text.mark == "text"
    read = _read_words("S" if is_read else "UM", "S")
    name = words_in(text.norm, language)
    title = f"{name}, {text.article}" if text.article else name
    version = VersionRow("", span, read, is_read, "", words_in(text.note, language) if text.note else "", True)
    return TextRow(text.key, name, title, "", "", True, (version,))


def marks_to_check(rows: Iterable[TextRow]) -> int:
    """Return how many texts have a wording that counts and that a lawyer must check."""
    return sum(any(not each.is_read for each in row.versions if each.is_held) for row in rows)
