"""What is to be recorded, before it is. A draft checks its own form; the ontology checks its values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from answerable.kernel.errors import UserError, ValueRefusedError
from answerable.kernel.hashing import content_id
from answerable.kernel.ids import is_entity_id
from answerable.kernel.times import Time, parse_blur, time_texts
from answerable.record.audiences import check_visibility
from answerable.record.locators import locator_problem

STANCES = ("asserts", "denies")
STATUSES = ("recorded", "accepted", "conflict", "rejected")
SOURCE_KINDS = (
    "document", "press-release", "news", "web-page", "report", "video", "photo", "interview", "official-reply",
    "dataset", "law", "court-file", "encyclopedia", "social-media", "book", "analysis",
)  # fmt: skip
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DOSSIER = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True)
class DossierDraft:
    """A dossier to be opened. `titles` and `summaries` map a language code to a text."""

    id: str
    titles: Mapping[str, str]
    zone: str
    languages: tuple[str, ...] = ("en", "es")
    country: str = ""
    summaries: Mapping[str, str] = field(default_factory=dict)

    def problems(self) -> list[str]:
        """Say what is wrong with it, in sentences; empty when nothing is."""
        found = []
        if not _DOSSIER.fullmatch(self.id):
            found.append(f"'{self.id[:60]}' is no dossier id: use lower-case letters, digits and hyphens.")
        if not self.titles:
            found.append("The dossier has no title.")
        try:
            ZoneInfo(self.zone)
        except (ValueError, OSError, KeyError):
            found.append(f"'{self.zone[:40]}' is no time zone; write one such as America/Lima.")
        return found


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """A source to be added; the dates are date texts (see kernel.times), empty where unknown."""

    key: str
    kind: str
    title: str
    publisher: str = ""
    url: str = ""
    created: str = ""
    published: str = ""
    obtained: str = ""
    language: str = ""
    rights: str = ""
    access: str = ""
    reliability: str = ""
    derives_from: tuple[str, ...] = ()
    visibility: str = "public"
    attribution: str = ""
    sha256: str = ""
    note: str = ""

    def problems(self) -> list[str]:
        """Say what is wrong with its form, in sentences; empty when nothing is."""
        found = []
        if not _KEY.fullmatch(self.key):
            found.append(f"'{self.key[:60]}' is no source key: use letters, digits, dot, hyphen, underscore.")
        if self.kind not in SOURCE_KINDS:
            found.append(f"'{self.kind[:40]}' is no kind of source; use one of: {', '.join(SOURCE_KINDS)}.")
        if not self.title.strip():
            found.append("The source has no title.")
        if self.reliability not in ("", "A", "B", "C", "D", "E", "F"):
            found.append(f"Reliability is a letter from A to F, not '{self.reliability[:10]}'.")
        for name in ("created", "published", "obtained"):
            text = getattr(self, name)
            try:
                if text:
                    parse_blur(text)
            except UserError as error:
                found.append(f"{name}: {error}")
        try:
            check_visibility(self.visibility)
        except UserError as error:
            found.append(str(error))
        if self.visibility != "public" and not self.attribution:
            found.append("A source that is not public needs an attribution, which readers see in its place.")
        return found


UNDATED = Time()


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """One typed assertion by one citation, to be recorded.

    `source` is the source's key, `locator` the text of the place in it, `rests_on` the ids or refs of the claims
    that a finding rests on. `recorded_at` None means now, `recorded_by` empty means the actor.
    """

    about: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    source: str
    locator: str = ""
    time: Time = UNDATED
    stance: str = "asserts"
    grade: int = 6
    status: str = "recorded"
    visibility: str = "public"
    attribution: str = ""
    note: str = ""
    rests_on: tuple[str, ...] = ()
    ref: str = ""
    recorded_at: datetime | None = None
    recorded_by: str = ""

    def problems(self) -> list[str]:
        """Say what is wrong with its form, in sentences; the ontology judges the values."""
        return [*self._content_problems(), *self._frame_problems()]

    def _content_problems(self) -> Iterator[str]:
        if not is_entity_id(self.about):
            yield f"'{self.about[:60]}' is no entity id; write a kind and a name, such as unit:alpha."
        if not any(values for values in self.properties.values()):
            yield "The claim says nothing: it has no property."
        if not self.source:
            yield "The claim cites no source."
        if self.stance not in STANCES:
            yield f"'{self.stance[:20]}' is no stance; use asserts or denies."
        if problem := locator_problem(self.locator):
            yield problem

    def _frame_problems(self) -> Iterator[str]:
        if self.grade not in range(1, 7):
            yield f"The grade is a number from 1 to 6, not {self.grade}."
        if self.status not in STATUSES:
            yield f"'{self.status[:20]}' is no status; use one of: {', '.join(STATUSES)}."
        if self.ref and not _REF.fullmatch(self.ref):
            yield f"'{self.ref[:60]}' is no ref: use letters, digits, dot, hyphen, underscore."
        for name in ("locator", "attribution", "note", "recorded_by"):
            if _CONTROL.search(getattr(self, name)):
                yield f"The {name} holds a control character; write it anew without."
        try:
            check_visibility(self.visibility)
        except ValueRefusedError as error:
            yield str(error)


_UTC = ZoneInfo("UTC")


def claim_content(draft: ClaimDraft, rests_on: tuple[str, ...]) -> dict[str, Any]:
    """Return what the id of a claim is made from: what it says, of what, when, and the citation.

    Who recorded it, when, how it is graded and who may see it are not part of it: the same claim recorded twice
    is one claim. Clocks are minutes of the dossier's day, written with a fixed zone.
    """
    first, last = time_texts(draft.time, _UTC)
    content: dict[str, Any] = {
        "about": draft.about,
        "schema": draft.schema,
        "properties": {name: list(values) for name, values in draft.properties.items()},
        "source": draft.source,
        "locator": draft.locator,
        "from": first,
        "to": last,
        "starts": draft.time.starts,
        "ends": draft.time.ends,
        "ongoing": draft.time.ongoing,
        "stance": draft.stance,
    }
    if rests_on:
        content["rests_on"] = list(rests_on)
    return content


def claim_id(draft: ClaimDraft, rests_on: tuple[str, ...] = ()) -> str:
    """Return the content id of a claim; `rests_on` holds claim ids, refs already resolved."""
    return content_id(claim_content(draft, rests_on))
