"""Whether a letter may be written now: asked inside the transaction that counts it.

Everything that decides it (stops, deadlines, new issues, targets, appointments) is under the dossier's journal. So
what was worked out at one head of the journal holds as long as that head is the last one. Inside the transaction
no more is read than the head and the database's clock; if the head has moved, it is all worked out again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from answerable.actions import counting
from answerable.actions.answers import Target, Term
from answerable.actions.models import Issue
from answerable.actions.reads import HeldIssue, held_back, issue_of
from answerable.actions.targets import term_of, usable_emails
from answerable.publish.checks import public_view
from answerable.record.changes import find_dossier

Answer = TypeVar("Answer")
TRIES = 3
CLOSED_TERMS = frozenset({"left", "not-yet"})
STILL_COUNTED = frozenset({"open", "late"})
OPEN = ""


@dataclass(frozen=True)
class Door:
    """An issue and its addressees as they stand at one head of the journal.

    `head` is the number and hash of the last entry of the journal, `zone` the dossier's place, whose days count.
    """

    head: tuple[int, str]
    held: HeldIssue
    zone: ZoneInfo

    @property
    def issue(self) -> Issue:
        """The issue's row."""
        return self.held.issue

    @cached_property
    def targets(self) -> dict[str, Target]:
        """To whom letters may go, by key: addressees first."""
        return {one.key: one for one in self.held.targets}

    @cached_property
    def held_back(self) -> dict[str, str]:
        """Languages whose letters may not leave from here now, with why: 'paused' or 'stale'."""
        return dict(held_back(self.held))

    @cached_property
    def _terms(self) -> dict[tuple[str, date], Term]:
        return {}

    def term(self, key: str, day: date) -> Term:
        """Return whether a target holds its office on a day, by the public view."""
        if (key, day) not in self._terms:
            self._terms[key, day] = term_of(public_view(self.held.dossier_id), self.targets[key], day)
        return self._terms[key, day]

    def day(self, now: datetime) -> date:
        """Return which day a moment is at the dossier's place."""
        return now.astimezone(self.zone).date()

    def why_closed(
        self,
        target: str,
        channel: str,
        now: datetime,
        *,
        update: int | None = None,
        emails: tuple[str, ...] | None = None,
    ) -> str:
        """Return why no letter may go to a target by a channel; '' where one may, also after the deadline.

        The answer is a state of the issue (`life`), or 'no-target', 'left', 'not-yet', 'no-address'. After the
        deadline nothing is sent from here any more; what leaves by other ways is counted as late. `emails` are
        those that the target can be written to, where they have been read already.
        """
        day = self.day(now)
        if update is not None and update != self.issue.update:
            return "replaced"
        state = self.held.life.state(day)
        if state not in STILL_COUNTED or (state == "late" and channel == counting.HERE):
            return state
        if target not in self.targets:
            return "no-target"
        if self.term(target, day).state in CLOSED_TERMS:
            return self.term(target, day).state
        if channel == counting.HERE:
            usable = usable_emails(self.held.dossier_id, self.targets[target]) if emails is None else emails
            return OPEN if usable else "no-address"
        return OPEN

    def is_late(self, now: datetime) -> bool:
        """Say whether the deadline is over."""
        return self.held.life.state(self.day(now)) == "late"


_doors: dict[tuple[str, str], Door] = {}
_MOST_KEPT = 500


def door_of(dossier_id: str, slug: str) -> Door:
    """Return the door of an action's latest public issue; worked out once for each head of the journal.

    Raises:
        NotFoundError: nothing public stands there; the same for a draft.
    """
    head = _head(dossier_id)
    kept = _doors.get((dossier_id, slug))
    if kept is not None and kept.head == head:
        return kept
    door = Door(head, issue_of(dossier_id, slug), ZoneInfo(find_dossier(dossier_id).zone))
    if len(_doors) >= _MOST_KEPT:
        _doors.clear()
    _doors[dossier_id, slug] = door
    return door


def door_at_hand(dossier_id: str, slug: str) -> Door:
    """Return the door as it was seen last, for what is made ready before the transaction that looks again.

    Raises:
        NotFoundError: nothing public stands there.
    """
    return _doors.get((dossier_id, slug)) or door_of(dossier_id, slug)


def _head(dossier_id: str) -> tuple[int, str]:
    """Return number and hash of the journal's last entry, as `record.reads.head_entry` does, with less work."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, hash FROM record_journalentry WHERE dossier_id = %s ORDER BY number DESC LIMIT 1",
            (dossier_id,),
        )
        row = cursor.fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def at_the_door(dossier_id: str, slug: str, act: Callable[[Door, datetime], Answer]) -> Answer:
    """Do something in one transaction, with the door as it stands then and the database's own clock.

    Raises:
        NotFoundError: nothing public stands there.
    """
    door = door_at_hand(dossier_id, slug)
    for _ in range(TRIES):
        with transaction.atomic():
            if _head(dossier_id) == door.head:
                return act(door, database_now())
        door = door_of(dossier_id, slug)
    with transaction.atomic():  # the journal is busy: work it out where nothing can change meanwhile
        return act(door_of(dossier_id, slug), database_now())


def database_now() -> datetime:
    """Return the moment by the database's clock, in UTC, to the second."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        told = cursor.fetchone()[0]
    moment = datetime.fromisoformat(told) if isinstance(told, str) else told
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
