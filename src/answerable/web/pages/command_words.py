"""Words for what the command room answers with: how a link stands, of what kind it is, who holds a post and how."""

from datetime import date

from django.utils.translation import gettext, pgettext

from answerable.command import Holder, Tenure
from answerable.kernel.standing import Status
from answerable.web.asking import Asked
from answerable.web.pages.words import day_words, interval_words


def status_word(status: Status) -> str:
    """Return the word for how a dated link stands on a day."""
    return {
        Status.EVIDENCED: pgettext("how a link stands", "evidenced"),
        Status.POSSIBLE: pgettext("how a link stands", "possible"),
        Status.ASSUMED: pgettext("how a link stands", "assumed"),
        Status.UNKNOWN_AFTER: pgettext("how a link stands", "unknown after the last mention"),
        Status.UNKNOWN_BEFORE: pgettext("how a link stands", "unknown before the first mention"),
        Status.UNDATED: pgettext("how a link stands", "undated"),
        Status.EXCLUDED: pgettext("how a link stands", "excluded by the dates"),
    }[status]


def class_word(klass: str) -> str:
    """Return the word for the kind of a link between two units."""
    return {
        "command": pgettext("kind of link between units", "organic command"),
        "operational": pgettext("kind of link between units", "operational control"),
        "administrative": pgettext("kind of link between units", "administration only"),
    }.get(klass, klass)


def kind_word(kind: str) -> str:
    """Return the word for how somebody held a post, where it is worth saying; else an empty text."""
    return {
        "acting": pgettext("how a post is held", "acting"),
        "temporary": pgettext("how a post is held", "temporary"),
        "de-facto": pgettext("how a post is held", "in fact, without appointment"),
        "vacant": pgettext("how a post is held", "vacant"),
    }.get(kind, "")


def tenure_words(first: date | None, last: date | None, *, is_start: bool, is_end: bool) -> str:
    """Return from when to when something is known, saying which ends are real and which are only mentions."""
    if first is None and last is None:
        return pgettext("time in a post", "on days that no source gives")
    if first is None or last is None:
        return _half_open(first, last, is_start=is_start, is_end=is_end)
    if is_start and is_end:
        return interval_words(first, last) if first != last else day_words(first)
    if first == last:
        if is_start:
            return pgettext("time in a post", "since %(day)s") % {"day": day_words(first)}
        if is_end:
            return pgettext("time in a post", "until %(day)s") % {"day": day_words(last)}
        return pgettext("time in a post", "mentioned on %(day)s only") % {"day": day_words(first)}
    if not is_start and not is_end:
        return pgettext("time in a post", "mentioned %(days)s") % {"days": interval_words(first, last)}
    said = (
        pgettext("time in a post", "since %(first)s; last mentioned %(last)s")
        if is_start
        else pgettext("time in a post", "first mentioned %(first)s; until %(last)s")
    )
    return said % {"first": day_words(first), "last": day_words(last)}


def _half_open(first: date | None, last: date | None, *, is_start: bool, is_end: bool) -> str:
    if first is not None:
        said = pgettext("time in a post", "since %(day)s") if is_start else pgettext("time in a post", "from %(day)s")
        return said % {"day": day_words(first)}
    said = pgettext("time in a post", "until %(day)s") if is_end else pgettext("time in a post", "by %(day)s")
    return said % {"day": day_words(last)} if last else ""


def since_words(held: Holder | Tenure) -> str:
    """Return from when to when somebody held a post, as far as it is known."""
    return tenure_words(held.first_day, held.last_day, is_start=held.is_start, is_end=held.is_end)


def rank_of(asked: Asked, appointment: str) -> str:
    """Return the rank in an appointment, in the reader's language."""
    return asked.view.text(appointment, "rank", asked.language)


def choice_word(asked: Asked, schema: str, name: str, code: str) -> str:
    """Return the ontology's word for a code of a closed vocabulary."""
    return asked.view.ontology.property(schema, name).choice_label(code, asked.language) if code else ""
