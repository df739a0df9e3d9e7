"""Reasons as sentences. The sentences are in sentences.yaml, the words they take up in words.yaml.

Names come from the view, so that a sentence names nobody whom its reader may not read of.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date

from answerable.command.answers import Reason, ReasonValue
from answerable.record.view import View

LANGUAGES = ("en", "es")
DATE_LOCALES = {"en": "en_GB", "es": "es"}
"""Days are written as 9 January 2023 and 9 de enero de 2023."""
KIND_OF_NAME = {
    "person": "person", "other_person": "person", "unit": "unit", "superior": "unit", "subordinate": "unit",
    "post": "post", "other_post": "post", "incident": "incident",
}  # fmt: skip
"""The values that are entity ids, with what to call one that the view does not name."""


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))


def codes() -> frozenset[str]:
    """Return the code of every sentence."""
    return frozenset(_read("sentences.yaml"))


def _number(count: int, language: str) -> str:
    words: list[str] = _read("words.yaml")["numbers"][language]
    return words[count] if 0 <= count < len(words) else str(count)


def _word(name: str, value: ReasonValue, view: View, language: str) -> str:
    words = _read("words.yaml")
    if name in KIND_OF_NAME:
        nameless: str = words["nameless"][language][KIND_OF_NAME[name]]
        return (view.caption(value, language) if isinstance(value, str) else "") or nameless
    if isinstance(value, date):
        return format_date(value, format="long", locale=DATE_LOCALES[language])
    if isinstance(value, int):
        return _number(value, language)
    if name in ("was", "now"):
        either: dict[str, str] = words["statuses"][language] | words["states"][language]
        return either.get(str(value), str(value))
    if name == "role":
        return _role(str(value or ""), view, language)
    return words["unknown_day"][language] if value is None else str(value)


def _role(role: str, view: View, language: str) -> str:
    """Return the label of an involvement's role; a deployment's task is its own words."""
    roles = view.ontology.get("Involvement").properties["role"].enum
    label = next((choice.label(language) for choice in roles if choice.code == role), role)
    return label[:1].lower() + label[1:] or str(_read("words.yaml")["unknown_role"][language])


def say(reason: Reason, view: View, language: str) -> str:
    """Return one plain sentence for a reason, in English or Spanish; any other language gets English.

    Args:
        reason: of any answer of this room.
        view: the reader's view, which names the people and units.
        language: a language code such as 'es' or 'es-pe'.
    """
    main = language.partition("-")[0]
    main = main if main in LANGUAGES else LANGUAGES[0]
    sentence = _read("sentences.yaml")[reason.code][main]
    if isinstance(sentence, dict):
        sentence = sentence["one" if reason.values.get("count") == 1 else "other"]
    words = {name: _word(name, value, view, main) for name, value in reason.values.items()}
    if "count" in words:
        words["Count"] = words["count"].capitalize()
    said: str = sentence.format_map(words)
    return said[:1].upper() + said[1:]
