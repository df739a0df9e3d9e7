"""Reasons as sentences. Those of this room are in sentences.yaml; those of time and patterns come from conduct.

Names come from the view, so that a sentence names nobody whom its reader may not read of.
"""

from functools import cache
from pathlib import Path
from typing import Any

from answerable.command.wording import LANGUAGES
from answerable.conduct.answers import Reason, ReasonValue
from answerable.conduct.wording import say as say_of_conduct
from answerable.ontology.loading import read_yaml
from answerable.record.view import View

_ROOM = Path(__file__).parent


@cache
def _read(name: str) -> Any:
    return read_yaml(_ROOM / name)


def codes() -> frozenset[str]:
    """Return the code of every sentence of this room."""
    return frozenset(_read("sentences.yaml"))


def _word(name: str, value: ReasonValue, view: View, language: str) -> str:
    words = _read("words.yaml")
    nameless: dict[str, str] = words["nameless"][language]
    if name in nameless:
        return (view.caption(value, language) if isinstance(value, str) else "") or nameless[name]
    if name == "status":
        statuses: dict[str, str] = words["statuses"][language]
        return statuses.get(str(value), str(value))
    return str(value)


def say(reason: Reason, view: View, language: str) -> str:
    """Return one plain sentence for a reason, in English or Spanish; any other language gets English.

    Args:
        reason: of any answer of this room.
        view: the reader's view, which names the people, posts and units.
        language: a language code such as 'es' or 'es-pe'.
    """
    sentence = _read("sentences.yaml").get(reason.code)
    if sentence is None:
        return say_of_conduct(reason, view, language)
    main = language.partition("-")[0]
    main = main if main in LANGUAGES else LANGUAGES[0]
    said = sentence[main]
    if isinstance(said, dict):
        said = said["one" if reason.values.get("count") == 1 else "other"]
    words = {name: _word(name, value, view, main) for name, value in reason.values.items()}
    filled: str = said.format_map(words)
    return filled[:1].upper() + filled[1:]
