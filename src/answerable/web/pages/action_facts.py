"""What a page of an action is made from: what was frozen, read once, and the marks by which a change is seen.

What was frozen never changes, so it is kept by the id that its content gave it. Everything that the team decides
moves the head of the journal; only the counts and the state of e-mail addresses stand outside it.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from answerable.actions import reads
from answerable.actions.models import MailAddress
from answerable.actions.reads import HeldIssue
from answerable.publish.draft_heads import Contact
from answerable.publish.drafts import read_draft
from answerable.publish.reads import CorrectionNote
from answerable.record.changes import find_dossier
from answerable.record.reads import head_entry

LISTED, PAGE = "listed", "page"
MOST_KEPT, FEWER = 4096, {LISTED: 4, PAGE: 256}
"""How many of each kind are kept: lists and pages are large."""
FRESH = 0.4
"""Seconds for which the marks of a dossier are not read again; with `action_cache.FRESH` it makes one second."""
Made = TypeVar("Made")
_seen: dict[str, tuple[float, "Base"]] = {}
_kept: dict[str, OrderedDict[tuple[object, ...], object]] = {}


def once(kind: str, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
    """Return what was made for a key before, or make it: the key names everything that it is made from."""
    shelf = _kept.setdefault(kind, OrderedDict())
    if key in shelf:
        shelf.move_to_end(key)
        return shelf[key]  # type: ignore[return-value]
    made = shelf[key] = make()
    while len(shelf) > FEWER.get(kind, MOST_KEPT):
        shelf.popitem(last=False)
    return made


@dataclass(frozen=True, slots=True)
class Base:
    """What every page of a dossier's actions depends on: the journal, the day there, and addresses that fail."""

    head: tuple[int, str]
    day: date
    failing: tuple[str, ...]


def base_of(dossier_id: str) -> Base:
    """Return the marks of a dossier, `FRESH` seconds old at most: three short queries for all its pages together.

    Raises:
        NotFoundError: there is no such dossier.
    """
    now = time.monotonic()
    until, seen = _seen.get(dossier_id, (0.0, None))
    if seen is None or until <= now:
        seen = _base_of(dossier_id)
        _seen[dossier_id] = now + FRESH, seen
    return seen


def _base_of(dossier_id: str) -> Base:
    failing = MailAddress.objects.filter(dossier_id=dossier_id).exclude(state="active")
    return Base(
        head_entry(dossier_id),
        reads.today_of(dossier_id),
        tuple(failing.order_by("address").values_list("address", flat=True)),
    )


@dataclass(frozen=True, slots=True)
class Published:
    """What the publication of an issue says beside its parts, by language where it differs.

    `index` is the document's own number, `since` the day on which it was first let out and `frozen_on` the one on
    which it was as it is now, both at the dossier's place; `forms` are the files of the sheet, `older` the
    languages whose text was made from an earlier version of another.
    """

    index: str
    since: date
    frozen_on: date
    forms: Mapping[str, Sequence[str]]
    contacts: Mapping[str, Sequence[Contact]]
    corrections: Sequence[CorrectionNote]
    older: Mapping[str, str]


def published(held: HeldIssue) -> Published:
    """Return what the publication of a public issue says beside its parts."""
    frozen = held.frozen
    return once("published", (held.dossier_id, frozen.id if frozen else ""), lambda: _published(held))


def _published(held: HeldIssue) -> Published:
    snapshot, zone = held.publication.snapshots[-1], ZoneInfo(find_dossier(held.dossier_id).zone)
    drafts = {code: read_draft(text) for code, text in snapshot.texts.items()}
    index = next((draft.index for draft in drafts.values() if draft.index), "")
    versions = {code: int(number) for code, number in snapshot.versions.items()}
    older = {
        code: draft.original[0]
        for code, draft in drafts.items()
        if draft.original and versions.get(draft.original[0], 0) > draft.original[1]
    }
    return Published(
        index or f"{held.country} {snapshot.head_number:04}/{snapshot.at.year}",
        held.publication.snapshots[0].at.astimezone(zone).date(),
        snapshot.at.astimezone(zone).date(),
        {code: tuple(forms) for code, forms in snapshot.outputs.items()},
        {code: draft.contacts for code, draft in drafts.items()},
        tuple(held.publication.corrections),
        older,
    )


@dataclass(frozen=True, slots=True)
class ListedIssue:
    """One action in a list: its latest public issue, and in which state that is."""

    held: HeldIssue
    state: str


def listed(dossier_id: str, base: Base) -> tuple[ListedIssue, ...]:
    """Return the latest public issue of every action, the newest first; worked out once for each head and day."""

    def make() -> tuple[ListedIssue, ...]:
        return tuple(ListedIssue(held, held.life.state(base.day)) for held in reads.public_actions(dossier_id))

    return once(LISTED, (dossier_id, base.head, base.day), make)
