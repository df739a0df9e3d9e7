"""A draft whose references have become what they stood for: it says the same where no dossier holds its claims.

The values are those that were frozen. Notes are left out: what holds each sentence goes beside the text, by the
ids of its claims, and stays with the section that has them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from django.utils.translation import gettext

from answerable.kernel.errors import ActRefusedError
from answerable.publish.references import references_in

_FENCE = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
DROPPED = ("asks", "embargo", "images", "translated-from")
"""What a head says that holds only where it was written: calls, pictures beside the file, versions."""


def with_values(markdown: str, values: Iterable[Mapping[str, Any]]) -> str:
    """Return a draft with every reference replaced by its frozen value.

    Raises:
        ActRefusedError: a reference has no value that was frozen.
    """
    known = {str(one["reference"]): str(one["value"]) for one in values}
    fence = _FENCE.match(markdown)
    head = yaml.load(fence[1], Loader=yaml.BaseLoader) if fence else {}  # noqa: S506, texts alone, no objects
    body = markdown[fence.end() :] if fence else markdown
    told = {name: _plain(value, known) for name, value in (head or {}).items() if name not in DROPPED}
    return _fenced(told, _replaced(body, known, is_markdown=True))


def _fenced(head: Mapping[str, Any], body: str) -> str:
    written = yaml.safe_dump(dict(head), allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{written}---\n{body}"


def _plain(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_plain(each, known) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each, known) for name, each in value.items()}
    return _replaced(str(value), known, is_markdown=False)


def _replaced(text: str, known: Mapping[str, str], *, is_markdown: bool) -> str:
    parts: list[str] = []
    at = 0
    for one in references_in(text).references:
        name = str(one.reference)
        if name not in known:
            raise ActRefusedError(
                gettext("A value of this issue was not frozen, so it cannot be handed over."), where=name
            )
        value = known[name]
        # A citation alone writes nothing: the space before it would be left over.
        before = text[at : one.start] if value else text[at : one.start].rstrip(" ")
        parts += [before, _MARKS.sub(r"\\\1", value) if is_markdown else value]
        at = one.end
    return "".join((*parts, text[at:]))


def with_head(markdown: str, **lines: Any) -> str:
    """Return a draft whose head says other things as well; what is empty is left as it was."""
    fence = _FENCE.match(markdown)
    head = yaml.load(fence[1], Loader=yaml.BaseLoader) if fence else {}  # noqa: S506, texts alone, no objects
    body = markdown[fence.end() :] if fence else markdown
    told = {name.replace("_", "-"): value for name, value in lines.items() if value}
    return _fenced((head or {}) | told, body)
