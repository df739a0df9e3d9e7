"""What a room above does together with publishing or withdrawing, in the same transaction; by kind of publication.

A publication can be let out by more than one door. What belongs to its kind happens at each of them, or nothing
does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from answerable.publish.models import Publication, Snapshot
from answerable.record.actors import Actor


@dataclass(frozen=True, slots=True)
class Companion:
    """`on_letting_out` is called with the new snapshot, `on_taking_back` after a withdrawal; either may refuse.

    `stands` says whether the public may still be given a text that is out: an action may have been stopped.
    """

    on_letting_out: Callable[[Actor, Snapshot, datetime], None]
    on_taking_back: Callable[[Actor, Publication], None]
    stands: Callable[[Publication], bool]


_COMPANIONS: dict[str, Companion] = {}


def accompany(kind: str, companion: Companion) -> None:
    """Let a room above come along with every publication of a kind."""
    _COMPANIONS[kind] = companion


def let_out(actor: Actor, snapshot: Snapshot, at: datetime) -> None:
    """Tell the companion of the kind, if it has one; called inside the transaction of publishing or correcting."""
    companion = _COMPANIONS.get(snapshot.publication.kind)
    if companion is not None:
        companion.on_letting_out(actor, snapshot, at)


def taken_back(actor: Actor, publication: Publication) -> None:
    """Tell the companion of the kind, if it has one; called inside the transaction of withdrawing."""
    companion = _COMPANIONS.get(publication.kind)
    if companion is not None:
        companion.on_taking_back(actor, publication)


def stands(publication: Publication) -> bool:
    """Say whether the public may still be given a text that is out."""
    companion = _COMPANIONS.get(publication.kind)
    return companion is None or companion.stands(publication)
