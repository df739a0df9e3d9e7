"""Reasons as sentences. The sentences are in sentences.yaml; names come from the reader's view, never from an id.

A sentence may have three forms: `one`, `other` and `none`, chosen by the number that it turns on (count,
late, days).
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date, format_skeleton

from answerable.command.answers import Reason, ReasonValue
from answerable.command.wording import DATE_LOCALES, LANGUAGES
from answerable.followup.answers import Ladder, Mark, StageStanding
from answerable.record.view import View

NAMES = ("person", "by", "to", "proceeding", "incident", "authority")
"""The values that are entity ids; each has a word in sentences.yaml for one that the view does not name."""
STAGES = ("stage", "earlier_stage")
TURNING = ("count", "late", "days")


@cache
def _read() -> Any:
    return yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


def codes() -> frozenset[str]:
    """Return the code of every sentence."""
    return frozenset(_read()["sentences"])


def stage_word(view: View, stage: str, language: str, *, is_confirmation: bool = False) -> str:
    """Return what a stage is called, as the ontology labels it, in the middle of a sentence."""
    label = view.ontology.property("Proceeding", "stage").choice_label(stage, language)
    plain = label[:1].lower() + label[1:]
    if not is_confirmation:
        return plain
    return str(_read()["words"]["confirmed"][_main(language)]).format(stage=plain)


def say(reason: Reason, view: View, language: str) -> str:
    """Return one plain sentence for a reason, in English or Spanish; any other language gets English.

    Args:
        view: the reader's view, which names people and cases.
        reason: of any answer of this room.
        language: a language code such as 'es' or 'es-pe'.
    """
    main = _main(language)
    sentence = _read()["sentences"][reason.code][main]
    if isinstance(sentence, dict):
        turning = next((reason.values.get(name) for name in TURNING if f"{{{name}}}" in sentence["other"]), None)
        sentence = sentence["none" if turning is None else "one" if turning == 1 else "other"]
    words = {name: _word(view, name, value, main) for name, value in reason.values.items()}
    said = str(sentence).format_map(words)
    return said[:1].upper() + said[1:]


def _main(language: str) -> str:
    main = language.partition("-")[0]
    return main if main in LANGUAGES else LANGUAGES[0]


def _word(view: View, name: str, value: ReasonValue, language: str) -> str:
    if name in NAMES:
        nameless: str = _read()["words"]["nameless"][language][name]
        return (view.caption(value, language) if isinstance(value, str) and value else "") or nameless
    if name in STAGES:
        return stage_word(view, str(value), language) if value else ""
    if name == "month" and isinstance(value, date):
        return str(format_skeleton("yMMMM", value, locale=DATE_LOCALES[language]))
    if isinstance(value, date):
        return format_date(value, format="long", locale=DATE_LOCALES[language])
    return "" if value is None else str(value)


# how a stage came to be on record


def reason_of_mark(mark: Mark) -> Reason:
    """Return the reason that says of one mark when its stage was reached, as exactly as its claim does."""
    first, last = mark.when.first, mark.when.last
    values: dict[str, ReasonValue] = {"stage": mark.stage, "first": first, "day": last}
    if mark.when.dating != "claim":
        return Reason(f"mark-{mark.when.dating}", values)
    if mark.when.is_exact:
        return Reason("mark-on" if mark.is_start else "mark-by", values)
    return _blurred(first, last, values) if first else Reason("mark-before", values)


def _blurred(first: date, last: date, values: dict[str, ReasonValue]) -> Reason:
    """Return the reason for a stage reached at some time in a month, a year, or between two days."""
    are_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if are_months and (first.year, first.month) == (last.year, last.month):
        return Reason("mark-in-month", values | {"month": first})
    if are_months and first.year == last.year and (first.month, last.month) == (1, 12):
        return Reason("mark-in-year", values | {"year": first.year})
    return Reason("mark-between", values)


def reason_of_standing(standing: StageStanding) -> Reason:
    """Return the reason that says when a stage at which a case stands was reached."""
    return reason_of_mark(standing.first)


def standing_reason(ladder: Ladder) -> Reason:
    """Return the reason that says in one sentence where a proceeding stands on its day."""
    values: dict[str, ReasonValue] = {"proceeding": ladder.proceeding, "stage": ladder.stage, "day": ladder.day}
    if ladder.is_contested:
        return Reason("standing-contested", values)
    if not ladder.stands:
        return Reason("standing-perhaps" if ladder.may else "standing-none", values | _perhaps(ladder))
    several = len({standing.stage for standing in ladder.stands}) > 1
    if ladder.day == date.max:
        return Reason("standing-now-several" if several else "standing-now", values)
    return Reason("standing-several" if several else "standing-one", values)


def _perhaps(ladder: Ladder) -> dict[str, ReasonValue]:
    return {"stage": ladder.may[0].stage} if ladder.may else {}
