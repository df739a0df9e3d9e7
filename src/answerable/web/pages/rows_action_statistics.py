"""The statistics of actions in words, as tables, as JSON and as CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from django.utils.translation import gettext

from answerable.actions.outcomes import Group, Outcomes
from answerable.actions.reads import HeldIssue
from answerable.actions.statistics import FEWEST, NUMBERS, STATES, Breakdown, IssueStatistics
from answerable.actions.wording import language_name, number_words, say
from answerable.publish.wording import day_words
from answerable.web.asking import Asked

LEFT_OUT = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `heads` of its columns, the first of its rows' names; then rows of cells as words."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def named(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row as its name, and its cells with what their columns are called."""
        return [(row[0], list(zip(self.heads[1:], row[1:], strict=True))) for row in self.rows]


def number_word(code: str) -> str:
    """Return what one of the four numbers is called."""
    return {
        "sent-by-us": gettext("sent by us"),
        "handed-off": gettext("handed off"),
        "reported": gettext("reported by writers"),
        "imported": gettext("counted by others"),
    }[code]


def channel_word(code: str) -> str:
    """Return the words for a channel."""
    return {
        "here": gettext("sent from here"),
        "mail-program": gettext("opened in a mail program"),
        "copied": gettext("copied"),
        "paper": gettext("put on paper"),
        "post": gettext("posted"),
        "fax": gettext("faxed"),
        "phone": gettext("by telephone"),
        "social": gettext("on social media"),
        "form": gettext("by a form of the addressee"),
        "e-mail": gettext("by one's own e-mail"),
    }[code]


def state_word(state: str) -> str:
    """Return the word for what became of an ask."""
    return {
        "met": gettext("met"),
        "partly": gettext("met in part"),
        "refused": gettext("refused"),
        "unanswered": gettext("unanswered"),
        "unknown": gettext("not known"),
    }[state]


def numbers_of(found: IssueStatistics) -> dict[str, int]:
    """Return the four numbers of an issue by their codes."""
    counts = found.counts
    values = (counts.accepted, counts.handed_off, counts.reported, counts.imported)
    return dict(zip(NUMBERS, values, strict=True))


def number_rows(found: IssueStatistics, language: str) -> list[tuple[str, str, str]]:
    """Return each of the four numbers with its words and how it was counted."""
    return [
        (number_words(value, language), number_word(code), say("counting", f"{code}-how", language))
        for code, value in numbers_of(found).items()
    ]


def table_of(breakdown: Breakdown, language: str) -> Table:
    """Return a breakdown as a table with a column for each number; by channel, a row for each channel."""
    heads = tuple(number_word(line.code).capitalize() for line in breakdown.lines)
    if breakdown.by == "channel":
        channels = tuple(
            (channel_word(column), _cell(cell, language))
            for line in breakdown.lines
            for column, cell in zip(line.columns, line.cells, strict=True)
        )
        return Table(gettext("By channel"), (gettext("Channel"), gettext("Letters")), channels)
    columns = breakdown.lines[0].columns
    named = [(_column(breakdown.by, column, language), at) for at, column in enumerate(columns)]
    rows = tuple((name, *(_cell(line.cells[at], language) for line in breakdown.lines)) for name, at in named)
    total = (gettext("Together"), *(number_words(line.total, language) for line in breakdown.lines))
    if breakdown.by == "language":
        return Table(gettext("By language of the letter"), (gettext("Language"), *heads), (*rows, total))
    return Table(gettext("By week"), (gettext("Week from"), *heads), (*rows, total))


def _column(by: str, column: str, language: str) -> str:
    if by == "language":
        return language_name(column, language)
    return day_words(date.fromisoformat(column), language) if column else gettext("earlier")


def _cell(value: int | None, language: str) -> str:
    return LEFT_OUT if value is None else number_words(value, language)


def country_name(code: str, language: str) -> str:
    """Return a country's name; its code where none is known."""
    return str(Locale.parse(language).territories.get(code, code))


def outcome_tables(asked: Asked, found: Outcomes) -> list[tuple[str, list[Table]]]:
    """Return the outcomes of all actions by country and by concern: what followed, and the letters."""
    language = asked.language
    countries = [(country_name(one.name, language), one) for one in found.by_country]
    concerns = [(one.name or gettext("none given"), one) for one in found.by_concern]
    return [
        (gettext("By country"), _two_tables(gettext("Country"), countries, language)),
        (gettext("By concern"), _two_tables(gettext("Concern"), concerns, language)),
    ]


def _two_tables(head: str, groups: list[tuple[str, Group]], language: str) -> list[Table]:
    heads = (
        head, gettext("Actions"), gettext("With an update"), gettext("Days to the first, median"),
        gettext("Good news"), gettext("Asks met"), gettext("Met in part"), gettext("Refused"),
        gettext("Without an answer"),
    )  # fmt: skip
    followed = tuple(
        (name, *(number_words(value, language) for value in (one.actions, one.updated)),
         LEFT_OUT if one.median_days is None else f"{one.median_days:g}",
         *(number_words(value, language) for value in (one.good_news, *_asks(one))))
        for name, one in groups
    )  # fmt: skip
    letters = tuple(
        (name, *(number_words(one.numbers[code], language) for code in NUMBERS)) for name, one in groups
    )
    return [
        Table(gettext("What followed"), heads, followed),
        Table(gettext("Letters"), (head, *(number_word(code).capitalize() for code in NUMBERS)), letters),
    ]


def _asks(one: Group) -> tuple[int, ...]:
    open_ = one.asks.get("unanswered", 0) + one.asks.get("unknown", 0)
    return (*(one.asks.get(state, 0) for state in ("met", "partly", "refused")), open_)


# for programs


def as_data(held: HeldIssue, found: IssueStatistics, language: str) -> dict[str, Any]:
    """Return the statistics of an issue for JSON. A cell that is left out is null."""
    return {
        "number": str(held.number),
        "title": held.title(language),
        "numbers": [
            {"code": code, "value": value, "how": say("counting", f"{code}-how", language)}
            for code, value in numbers_of(found).items()
        ],
        "through": found.through.isoformat() if found.through else None,
        "below_is_left_out": FEWEST,
        "breakdowns": {
            each.by: {line.code: dict(zip(line.columns, line.cells, strict=True)) for line in each.lines}
            for each in found.breakdowns
        },
        "imported": [{"words": words, "count": count} for words, count in found.imported],
        "days_to_update": found.days_to_update,
        "asks": [{"call": one.entity, "state": one.state, "text": one.text, "claims": list(one.claims)}
                 for one in found.asks],
    }  # fmt: skip


def as_lines(found: IssueStatistics) -> list[tuple[str, str, str, str]]:
    """Return the statistics of an issue as lines of a table: by what, which number, which column, value.

    A value that is left out is empty.
    """
    lines = [("all", code, "", str(value)) for code, value in numbers_of(found).items()]
    for each in found.breakdowns:
        for line in each.lines:
            lines += [
                (each.by, line.code, column, "" if cell is None else str(cell))
                for column, cell in zip(line.columns, line.cells, strict=True)
            ]
    lines += [("asks", state, "", str(found.asks_by_state().get(state, 0))) for state in STATES]
    return lines


def outcomes_data(found: Outcomes) -> dict[str, Any]:
    """Return the outcomes of all actions for JSON."""
    return {
        "actions": found.actions,
        "by_country": [_group_data(one) for one in found.by_country],
        "by_concern": [_group_data(one) for one in found.by_concern],
    }


def _group_data(one: Group) -> Mapping[str, Any]:
    return {
        "name": one.name, "actions": one.actions, "with_update": one.updated,
        "median_days_to_update": one.median_days, "asks": {state: one.asks.get(state, 0) for state in STATES},
        "good_news": one.good_news, "numbers": dict(one.numbers),
    }  # fmt: skip
