"""A first draft of an issue from what the dossier holds: references in every language, gaps where a person writes.

The references are the same in each language and in the same paragraphs, so that the languages agree from the
start. A gap is written […]; no issue goes out while one is left (`hindrances`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from answerable.actions.wording import say
from answerable.record.view import View

GAP = "[…]"
_FILE = "first_draft"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a draft begins from. `incident` and `calls` are entities, `counts` references such as figure:killed."""

    title: str
    day: date
    incident: str = ""
    counts: Sequence[str] = ()
    calls: Sequence[str] = ()
    original: str = ""


def first_draft(view: View, language: str, beginning: Beginning) -> str:
    """Return a draft in one language, head and all, in the words that the view has for it.

    Words that the record has in another language only stand there behind a gap, to be translated.

    Args:
        view: the public one: a name that the public may not know is not offered.
        language: of the draft.
        beginning: what it is about; the first language has no `original`, the others name its version.
    """
    place = {
        "incident": f"{{{{ entity:{beginning.incident} }}}}",
        "day": f"{{{{ day:{beginning.incident} }}}}",
    }
    form = "" if beginning.incident else "-plain"
    counts = [(_label(view, each, language), f"{{{{ {each} }}}}") for each in beginning.counts]
    asks = [_demand(view, each, language) for each in beginning.calls] or [GAP]
    sections = {
        "summary": [say(_FILE, f"summary{form}", language, **place)]
        + [say(_FILE, "count", language, label=label, figure=figure) for label, figure in counts],
        "background": [say(_FILE, "background", language)],
        "asks": ["\n".join(f"- {ask}" for ask in asks)],
        "to-do": [say(_FILE, "to-do", language)],
        "points": [f"- {say(_FILE, 'point', language)}"],
        "letter": _letter(language, form, place, counts, asks),
        "social": [f"- {say(_FILE, 'social', language, title=beginning.title)}"],
    }
    body = "\n\n".join(f"# {name}\n\n" + "\n\n".join(parts) for name, parts in sections.items())
    return f"{_head(language, beginning)}\n{body}\n"


def _head(language: str, beginning: Beginning) -> str:
    lines = [
        "---", "kind: urgent-action", f"title: {_quoted(beginning.title)}", f"date: {beginning.day.isoformat()}",
        f"language: {language}", f"concern: {_quoted(say(_FILE, 'concern', language))}",
        f"letter-subject: {_quoted(beginning.title)}", "letter-role: to-send",
        f"asks: [{', '.join(beginning.calls)}]",
    ]  # fmt: skip
    if beginning.original:
        lines.append(f"translated-from: {beginning.original}")
    return "\n".join([*lines, "---", ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _letter(
    language: str, form: str, place: dict[str, str], counts: Sequence[tuple[str, str]], asks: Sequence[str]
) -> list[str]:
    found = [say(_FILE, f"letter{form}", language, **place)]
    if counts:
        told = "; ".join(f"{label}: {figure}" for label, figure in counts)
        found.append(say(_FILE, "letter-counts", language, counts=told))
    found.append(say(_FILE, "letter-asks", language, asks=" ".join(asks)))
    return found


def _label(view: View, reference: str, language: str) -> str:
    return _said(view, reference, "name", language)


def _demand(view: View, call: str, language: str) -> str:
    return _said(view, call, "demand", language)


def _said(view: View, entity: str, name: str, language: str) -> str:
    """Return what the record says in a language; where it says it in another one alone, a gap before it."""
    text = _plain(view.text(entity, name, language))
    first = view.dossier.languages[0] if view.dossier.languages else language
    is_in_it = language == first or view.values(entity, f"{name}@{language}").settled is not None
    return text if text and is_in_it else f"{GAP} {text}".strip()


def _plain(text: str) -> str:
    """Return words of the record without what Markdown or a reference would read in them."""
    kept = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>{}#" else sign for sign in kept)
