"""Amounts, conflicts and checks in the reader's words."""

from babel.numbers import format_decimal, format_percent
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from answerable.casualties.toll_checks import (
    FELL,
    OVER,
    PARTS_DISAGREE,
    REGION_OVER_WHOLE,
    SAME_NUMBER,
    SHARE_OVER_WHOLE,
    UNDER,
    Check,
)
from answerable.casualties.tolls import StatedCount
from answerable.publish.figure_answers import Amount
from answerable.web.asking import Asked
from answerable.web.pages.citations import links_to
from answerable.web.pages.rows_counts import number_words, plain_number, speaker_name
from answerable.web.pages.words import blur_words
from answerable.web.templatetags.answerable import entity_address, locale_of

MOST_PEOPLE = 12


def amount_words(asked: Asked, amount: Amount, operation: str = "") -> str:
    """Return an amount as it stands in a text: 'at least 1,200', '22%', '21'; the best number of a range."""
    if amount.bound == "none" or amount.best is None:
        return gettext("not known")
    number = _number(asked, amount.best, operation)
    if amount.bound == "at-least":
        return gettext("at least %(n)s") % {"n": number}
    if amount.bound == "at-most":
        return gettext("at most %(n)s") % {"n": number}
    return number


def range_words(asked: Asked, amount: Amount, operation: str = "") -> str:
    """Return the bounds of an amount that is a range, or has one open side; empty for an exact one."""
    if amount.bound != "range" or amount.low is None or amount.high is None:
        return ""
    return gettext("surely %(low)s, at most %(high)s") % {
        "low": _number(asked, amount.low, operation),
        "high": _number(asked, amount.high, operation),
    }


def _number(asked: Asked, number: float, operation: str) -> str:
    locale = locale_of(asked.language)
    if operation == "share":
        return str(format_percent(number / 100, format="0.#%" if number < 10 else None, locale=locale))
    if operation == "rate" or number != int(number):
        return str(format_decimal(number, format="#,##0.0", locale=locale))
    return plain_number(asked, int(number))


def conflict_words(code: str) -> str:
    """Return what a figure's conflict says."""
    return {
        "parts-disagree": gettext("the parts do not add up to it"),
        "stated-over-documented": gettext("stated above what is documented"),
        "stated-under-documented": gettext("stated below what is documented"),
        "same-number-other-people": gettext("the same number is given elsewhere for other people"),
        "speakers-disagree": gettext("those who state it differ"),
    }.get(code, code)


def attribute_words(code: str) -> str:
    """Return the word for an attribute that a definition asks about."""
    return {
        "kind": gettext("what was suffered"),
        "status": gettext("civilian, police or soldier"),
        "cause": gettext("cause of death"),
        "actor": gettext("to whom it is attributed"),
        "minor": gettext("age"),
        "dying": gettext("day of death"),
        "identified": gettext("identity"),
    }.get(code, code)


def check_words(asked: Asked, check: Check) -> SafeString:
    """Return what a check says, with links to the numbers that it speaks of."""
    first = check.counts[0]
    who = speaker_name(asked, first.speaker, first.source)
    link, n = _linked(asked, first), check.number
    against = plain_number(asked, check.against or 0)
    if check.code == PARTS_DISAGREE:
        return format_html(gettext("{} states {}, and the parts that are named come to {}."), who, link, against)
    if check.code == SHARE_OVER_WHOLE:
        return format_html(gettext("{} states {} as a share of {}, which is less."), who, link, against)
    if check.code == REGION_OVER_WHOLE:
        return format_html(
            gettext("{} states {} for one place, and {} for the whole on that day or later."), who, link, against
        )
    if check.code == FELL:
        later = _linked(asked, check.counts[-1])
        text = gettext("{} gave {}, then {}, which is less; no correction is on record.")
        return format_html(text, who, link, later)
    if check.code == OVER:
        text = ngettext(
            "{} states {}: {} more person than the records can hold, so not in our list.",
            "{} states {}: {} more people than the records can hold, so not in our list.",
            n,
        )
        return format_html(text, who, link, n)
    if check.code == UNDER:
        text = ngettext(
            "{} states {}, and the records hold {} more person. Those who died later come first: {}.",
            "{} states {}, and the records hold {} more people. Those who died later come first: {}.",
            n,
        )
        people = links_to(asked, check.people[: min(n, MOST_PEOPLE)])
        return format_html(text, who, link, n, people)
    if check.code == SAME_NUMBER:
        said = [
            format_html("{} ({})", speaker_name(asked, count.speaker, count.source), _linked(asked, count))
            for count in check.counts
        ]
        words = format_html("{}" + "; {}" * (len(said) - 1), *said)
        return format_html(gettext("The same number of people counted differently: {}."), words)
    return format_html("{}", check.code)


def _linked(asked: Asked, count: StatedCount) -> SafeString:
    """Return a count's number and day as a link to its record."""
    number = number_words(asked, count)
    words = f"{number}, {blur_words(count.as_of)}" if count.as_of else number
    return format_html('<a href="{}">{}</a>', entity_address(asked, count.tally), words)
