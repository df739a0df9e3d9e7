"""The file in which an issue goes to another section: what it holds, and how it is known to be whole.

JSON in UTF-8. `format` and `version` say what it is, `action` holds everything of ours, `osdi` says the same in
the names of the Open Supporter Data Interface for programs that know only those, and `sha256` stands for all
the rest: a file that was changed on the way is not taken. Nothing in it tells of a writer.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from answerable.actions.numbers import Number
from answerable.kernel.errors import PackageBrokenError
from answerable.kernel.hashing import canonical_json, sha256_hex

FORMAT, VERSION = "answerable-urgent-action", 1
LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an issue comes from: the dossier, its title, and the snapshot that was frozen when it went out."""

    dossier: str
    title: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class PackedAsk:
    """One ask: the call of the first dossier that it stands for, and its words by language."""

    call: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Package:
    """One issue on its way. `texts`: the draft by language, the values written out where references stood.

    `values`: by language each reference with its value, the ids of its claims and its sentence, as frozen.
    `counts` are the four numbers of the section that wrote the package, by their codes. `taken_from` is where
    that section had the issue from; None for its own. `section`: who hands it over, in words.
    """

    number: Number
    slug: str
    country: str
    risk: str
    themes: tuple[str, ...]
    kind: str
    outcome: str
    until: date | None
    texts: Mapping[str, str]
    values: Mapping[str, list[Mapping[str, Any]]]
    asks: tuple[PackedAsk, ...]
    targets: Mapping[str, Mapping[str, Any]]
    origin: Origin
    counts: Mapping[str, int]
    section: str
    written_on: date
    taken_from: Origin | None
    digest: str
    content: Mapping[str, Any]


def sealed(action: Mapping[str, Any], osdi: Mapping[str, Any]) -> bytes:
    """Return the file of an issue: its content with the hash of all of it."""
    content = {"format": FORMAT, "version": VERSION, "action": action, "osdi": osdi}
    told = content | {"sha256": _digest(content)}
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _digest(content: Mapping[str, Any]) -> str:
    return sha256_hex(canonical_json({name: value for name, value in content.items() if name != "sha256"}))


def read(file: bytes) -> Package:
    """Return what a file holds.

    Raises:
        PackageBrokenError: it is too large, no such file, of a later version, or not as it was written.
    """
    if len(file) > LARGEST:
        raise PackageBrokenError(
            gettext("This file is too large for one issue."), remedy=gettext("Ask for the file again.")
        )
    try:
        content = json.loads(file.decode("utf-8"))
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise PackageBrokenError(
            gettext("This file holds no urgent action."),
            remedy=gettext("Take the file that 'action export' wrote, or that its page gave."),
        )
    if content.get("version") != VERSION:
        raise PackageBrokenError(
            gettext("This file was written by another version of the program, and cannot be read by this one."),
            remedy=gettext("Ask for it in version %(version)s, or bring this program up to date.")
            % {"version": VERSION},
        )
    if content.get("sha256") != _digest(content):
        raise PackageBrokenError(
            gettext("This file is not as it was written: its hash differs."),
            remedy=gettext("Ask for it again. What a section changes goes beside the file, not into it."),
        )
    try:
        return _package(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackageBrokenError(
            gettext("This file is not whole: something of the action is missing."),
            remedy=gettext("Ask for the file again."),
        ) from error


def _package(content: Mapping[str, Any]) -> Package:
    told = content["action"]
    number, until = told["number"], told["until"]
    return Package(
        number=Number(int(number["sequence"]), int(number["year"]), int(number["update"])),
        slug=str(told["slug"]), country=str(told["country"]), risk=str(told["risk"]),
        themes=tuple(map(str, told["themes"])), kind=str(told["kind"]), outcome=str(told["outcome"]),
        until=date.fromisoformat(until) if until else None,
        texts={str(code): str(text) for code, text in told["texts"].items()},
        values={str(code): list(rows) for code, rows in told["values"].items()},
        asks=tuple(PackedAsk(str(one["call"]), dict(one["words"])) for one in told["asks"]),
        targets={str(key): dict(value) for key, value in told["targets"].items()},
        origin=Origin(**told["origin"]),
        counts={str(code): int(value) for code, value in told["counts"].items()},
        section=str(told["section"]), written_on=date.fromisoformat(told["written_on"]),
        taken_from=Origin(**told["taken_from"]) if told["taken_from"] else None,
        digest=str(content["sha256"]), content=content,
    )  # fmt: skip
