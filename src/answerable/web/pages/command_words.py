"""Words for what the command room answers: how a link stands, its kind, how a post is held, from when to when."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import pgettext

from answerable.kernel.standing import Status
from answerable.kernel.times import Blur
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.words import blur_words, interval_words


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


@kept_with_view
def when_words(view: View, link: str, language: str) -> str:  # noqa: ARG001, kept once for each language
    """Return from when to when a dated link is cited: which ends are real, which only mentions, and how blurred.

    The language is the reader's own, in which the words are made.
    """
    times = [when for when in view.times(link) if when.first and when.last]
    if not times:
        return pgettext("time of a link", "on days that no source gives")
    starts = _closest(when.first for when in times if when.starts and when.first)
    ends = _closest(when.last for when in times if when.ends and when.last)
    first = starts or (min((when.first for when in times if when.first), key=_low),)
    last = ends or (max((when.last for when in times if when.last), key=_high),)
    return _said(first, last, is_start=bool(starts), is_end=bool(ends))


def _closest(blurs: Iterable[Blur]) -> tuple[Blur, ...]:
    """Return the least blurred of some days, in order; several when sources that are as exact differ."""
    every = set(blurs)
    least = min(map(_width, every), default=0)
    return tuple(sorted((blur for blur in every if _width(blur) == least), key=_low))


def _width(blur: Blur) -> int:
    return (blur.latest or date.max).toordinal() - (blur.earliest or date.min).toordinal()


def _low(blur: Blur) -> tuple[date, int]:
    return blur.latest or date.max, _width(blur)


def _high(blur: Blur) -> tuple[date, int]:
    return blur.earliest or date.min, -_width(blur)


def _said(firsts: tuple[Blur, ...], lasts: tuple[Blur, ...], *, is_start: bool, is_end: bool) -> str:
    words = {"first": _either(firsts), "last": _either(lasts)}
    first, last = firsts[0], lasts[-1]
    if is_start and is_end:
        if len(firsts) > 1 or len(lasts) > 1:
            return pgettext("time of a link", "%(first)s to %(last)s") % words
        return _interval(first, last, words)
    if is_start:
        said = pgettext("time of a link", "since %(first)s; last mentioned %(last)s")
        return (pgettext("time of a link", "since %(first)s") if _meet(first, last) else said) % words
    if is_end:
        said = pgettext("time of a link", "first mentioned %(first)s; until %(last)s")
        is_open = first.earliest is None or _meet(first, last)
        return (pgettext("time of a link", "until %(last)s") if is_open else said) % words
    if _meet(first, last):
        if first.earliest is not None and first.earliest == first.latest:
            return pgettext("time of a link", "mentioned on %(first)s only") % words
        return pgettext("time of a link", "mentioned %(last)s") % words
    return pgettext("time of a link", "mentioned %(days)s") % {"days": _interval(first, last, words)}


def _either(blurs: tuple[Blur, ...]) -> str:
    """Return the days that sources give for one end: 'x', or 'x or y' where they differ."""
    return pgettext("between two days that sources give", " or ").join(map(blur_words, blurs))


def _meet(first: Blur, last: Blur) -> bool:
    """Say whether the two ends tell no more than one of them."""
    return first == last or (first.earliest is None and first.latest == last.latest)


def _interval(first: Blur, last: Blur, words: dict[str, str]) -> str:
    if first == last:
        return words["first"]
    is_exact = first.earliest == first.latest and last.earliest == last.latest
    if is_exact and first.earliest and last.latest:
        return interval_words(first.earliest, last.latest)
    return pgettext("time of a link", "%(first)s to %(last)s") % words


def since_words(asked: Asked, link: str) -> str:
    """Return from when to when a link is cited, in the reader's language."""
    return when_words(asked.view, link, asked.language)


def rank_of(asked: Asked, appointment: str) -> str:
    """Return the rank in an appointment, in the reader's language."""
    return asked.view.text(appointment, "rank", asked.language)


def choice_word(asked: Asked, schema: str, name: str, code: str) -> str:
    """Return the ontology's word for a code of a closed vocabulary."""
    return asked.view.ontology.property(schema, name).choice_label(code, asked.language) if code else ""
