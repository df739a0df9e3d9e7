"""The toll under each definition, beside one another, with the people behind; and what does not fit, in words."""

from collections import Counter
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from answerable.casualties.definitions import definitions
from answerable.casualties.toll import Counted, Toll, toll_of
from answerable.casualties.toll_checks import Check, checks_of
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.citations import link_to
from answerable.web.pages.figure_words import attribute_words, check_words
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_counts import plain_number
from answerable.web.templatetags.answerable import address_of


@dataclass(frozen=True, slots=True)
class TollRow:
    """What one definition counts: least, best and most, and what would have to be known to make them one."""

    code: str
    name: str
    counts: str
    version: int
    least: str
    best: str
    most: str
    href: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountedRow:
    """Somebody behind a toll."""

    link: SafeString
    people: int
    doubts: str


@dataclass(frozen=True, slots=True)
class TollPeople:
    """The people behind one toll: those who surely count, those whom the best adds, those in doubt."""

    row: TollRow
    surely: tuple[CountedRow, ...]
    best: tuple[CountedRow, ...]
    doubt: tuple[CountedRow, ...]


@kept_with_view
def tolls_of(view: View) -> dict[str, Toll]:
    """Return the toll of the whole dossier under every definition."""
    return {code: toll_of(view, code) for code in definitions()}


@kept_with_view
def checks_kept(view: View, what: str) -> tuple[Check, ...]:
    """Return what does not add up among the counts of one kind."""
    return checks_of(view, what)


def toll_rows(here: Asked, what: str) -> tuple[TollRow, ...]:
    """Return the definitions of one kind of harm ('killed', 'injured') that count anybody at all."""
    tolls = tolls_of(here.view)
    return tuple(
        toll_row(here, toll)
        for toll in tolls.values()
        if what in toll.definition.where.get("kind", frozenset()) and toll.people
    )


def toll_row(here: Asked, toll: Toll) -> TollRow:
    """Return one toll as a row."""
    asked = toll.definition
    doubts = Counter(name for one in toll.in_doubt for name in one.undecided)
    return TollRow(
        asked.code,
        asked.name(here.language),
        asked.count_words(here.language),
        asked.version,
        plain_number(here, toll.least),
        plain_number(here, toll.best),
        plain_number(here, toll.most) if toll.most is not None else pgettext("an upper bound", "open"),
        address_of(here, "toll", definition=asked.code) + "#people",
        tuple(f"{attribute_words(name)} ({number})" for name, number in doubts.most_common()),
    )


def people_of(here: Asked, code: str) -> TollPeople | None:
    """Return the people behind one definition's toll; nothing when there is no such definition."""
    toll = tolls_of(here.view).get(code)
    if toll is None:
        return None
    in_doubt = toll.in_doubt
    return TollPeople(
        toll_row(here, toll),
        tuple(_counted(here, one) for one in toll.surely),
        tuple(_counted(here, one) for one in in_doubt if one.is_best),
        tuple(_counted(here, one) for one in in_doubt if not one.is_best),
    )


def _counted(here: Asked, one: Counted) -> CountedRow:
    return CountedRow(
        link_to(here, one.entity), one.best, ", ".join(attribute_words(name) for name in one.undecided)
    )


def check_rows(here: Asked, what: str) -> tuple[SafeString, ...]:
    """Return in words what does not add up among the counts of one kind."""
    return tuple(check_words(here, check) for check in checks_kept(here.view, what))
