"""Reasons as sentences. They are in every sentences.yaml of this room, and the words they take up in words.yaml.

Names come from the view, so that a sentence names nobody whom its reader may not read of.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date

from answerable.command.wording import DATE_LOCALES, LANGUAGES
from answerable.conduct.answers import Reason, ReasonValue
from answerable.record.view import View

KIND_OF_NAME = {
    "person": "person", "other_person": "person", "reached": "person", "commander": "person", "unit": "unit",
    "superior": "unit", "post": "post", "other_post": "post", "incident": "incident", "item": "item",
    "earlier_incident": "incident", "later_incident": "incident", "other_item": "item", "duty": "duty",
}  # fmt: skip
"""The values that are entity ids, with what to call one that the view does not name."""
_ROOM = Path(__file__).parent


@cache
def _sentences() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for file in sorted(_ROOM.rglob("sentences.yaml")):
        found |= yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


@cache
def _words() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((_ROOM / "words.yaml").read_text(encoding="utf-8"))
    return read


def codes() -> frozenset[str]:
    """Return the code of every sentence."""
    return frozenset(_sentences())


def _word(name: str, value: ReasonValue, view: View, language: str) -> str:
    words = _words()
    if name in KIND_OF_NAME:
        nameless: str = words["nameless"][language][KIND_OF_NAME[name]]
        return (view.caption(value, language) if isinstance(value, str) else "") or nameless
    if isinstance(value, date):
        return format_date(value, format="long", locale=DATE_LOCALES[language])
    if isinstance(value, int):
        numbers: list[str] = words["numbers"][language]
        return numbers[value] if 0 <= value < len(numbers) else str(value)
    return words["unknown_day"][language] if value is None else str(value)


def say(reason: Reason, view: View, language: str) -> str:
    """Return one plain sentence for a reason, in English or Spanish; any other language gets English.

    Args:
        reason: of any answer of this room.
        view: the reader's view, which names the people, posts and units.
        language: a language code such as 'es' or 'es-pe'.
    """
    main = language.partition("-")[0]
    main = main if main in LANGUAGES else LANGUAGES[0]
    sentence = _sentences()[reason.code][main]
    if isinstance(sentence, dict):
        sentence = sentence["one" if reason.values.get("count") == 1 else "other"]
    words = {name: _word(name, value, view, main) for name, value in reason.values.items()}
    if "count" in words:
        words["Count"] = words["count"].capitalize()
    said: str = sentence.format_map(words)
    return said[:1].upper() + said[1:]
