"""The ledger of appeals, and the counts that pages show of it. Four numbers, never one total.

Invariants. One row for each issue, writer, target and channel: the database's own constraint decides what is new.
The counts (`Count`) are a projection: made from the ledger by one writer at a time, made anew on command, never
added to. A row whose state changes is counted by its new state at the next look, no more than `BEHIND` later.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db import OperationalError, connection, transaction
from django.db.models import Count as CountOf
from django.db.models import Max, Sum

from answerable.actions.models import Action, ActionKey, Appeal, Count, Imported, Issue
from answerable.actions.wording import number_words, say
from answerable.kernel.errors import ActRefusedError

HERE = "here"
HANDED_OFF = ("mail-program", "copied", "paper")
REPORTED = ("post", "fax", "phone", "social", "form", "e-mail")
CHANNELS = (HERE, *HANDED_OFF, *REPORTED)

UNCONFIRMED, HELD, REFUSED, CANCELLED = "unconfirmed", "held", "refused", "cancelled"
QUEUED, ACCEPTED, BOUNCED, DEAD = "queued", "accepted", "bounced", "dead"
COUNTED = "counted"
STATES = (UNCONFIRMED, HELD, REFUSED, CANCELLED, QUEUED, ACCEPTED, BOUNCED, DEAD, COUNTED)
UNSEEN = frozenset({UNCONFIRMED, HELD, REFUSED, CANCELLED})
"""States that no public count holds."""

BEHIND = timedelta(seconds=2)
"""How old a projection may be before the next reader looks at the ledger again. Promised: five seconds."""

Cell = tuple[str, str, bool]
"""Channel, state, and whether it came after the deadline."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the four numbers, in words; `how` is the method, `parts` what stands beside or in it."""

    code: str
    number: int
    label: str
    how: str
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of one issue. `cells` leaves out what no public count holds; `imported` is others' counting.

    The four numbers stand for themselves: none of them is ever added to another.
    """

    cells: Mapping[Cell, int] = field(default_factory=dict)
    imported: int = 0

    def of(self, channels: Iterable[str], states: Iterable[str] = STATES, *, late: bool = False) -> int:
        """Return how many appeals there are by channels and states, in time or late."""
        wanted, words = frozenset(channels), frozenset(states) - UNSEEN
        return sum(
            number
            for (channel, state, is_late), number in self.cells.items()
            if channel in wanted and state in words and is_late == late
        )

    @property
    def accepted(self) -> int:
        """Letters sent by us that the first server on their way has taken."""
        return self.of([HERE], [ACCEPTED])

    @property
    def on_its_way(self) -> int:
        """Letters released by their writers that wait to leave."""
        return self.of([HERE], [QUEUED])

    @property
    def bounced(self) -> int:
        """Letters sent by us that came back."""
        return self.of([HERE], [BOUNCED])

    @property
    def undelivered(self) -> int:
        """Letters that could not leave."""
        return self.of([HERE], [DEAD])

    @property
    def handed_off(self) -> int:
        """Letters handed to a mail program, copied or put on paper: an upper bound of what was sent so."""
        return self.of(HANDED_OFF)

    @property
    def reported(self) -> int:
        """Letters, calls and posts that their writers say they sent."""
        return self.of(REPORTED)

    @property
    def late(self) -> int:
        """Appeals by any channel that came after the deadline; in none of the other numbers."""
        return self.of(CHANNELS, late=True)

    def lines(self, language: str) -> tuple[Line, ...]:
        """Return the four numbers in words, each with how it was counted; then the late ones, if there are any."""
        numbers = {
            "sent-by-us": self.accepted,
            "handed-off": self.handed_off,
            "reported": self.reported,
            "imported": self.imported,
        }
        if self.late:
            numbers["late"] = self.late
        return tuple(
            Line(code, number, _in_words(code, number, language), say("counting", f"{code}-how", language),
                 self._parts(code, language))
            for code, number in numbers.items()
        )  # fmt: skip

    def _parts(self, code: str, language: str) -> tuple[tuple[str, int], ...]:
        """Return what stands beside or inside a number; parts of nothing are left out."""
        parts: Sequence[tuple[str, int]] = ()
        if code == "sent-by-us":
            parts = [("on-its-way", self.on_its_way), ("bounced", self.bounced), ("undelivered", self.undelivered)]
        elif code in ("handed-off", "reported"):
            channels = HANDED_OFF if code == "handed-off" else REPORTED
            parts = [(f"by-{channel}", self.of([channel])) for channel in channels]
        return tuple((_in_words(word, number, language), number) for word, number in parts if number)


def _in_words(code: str, number: int, language: str) -> str:
    return say("counting", code, language, count=number, number=number_words(number, language))


def writer_key(action: Action, address_or_token: str) -> str:
    """Return the key that stands for a writer in the ledger of one action: HMAC-SHA-256 under its secret.

    Args:
        action: whose secret it is; it gets one the first time.
        address_or_token: a canonical e-mail address (`mailboxes.canonical_address`), or a form's token.

    Raises:
        ActRefusedError: the action is closed and its secret destroyed, so that nobody can be told apart any more.
    """
    kind = "address" if "@" in address_or_token else "token"
    return hmac.new(_secret(action), f"{kind}:{address_or_token}".encode(), hashlib.sha256).hexdigest()


def _secret(action: Action) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM actions_actionkey WHERE action_id = %s", (action.pk,))
        row = cursor.fetchone()
    if row is None:
        made = ActionKey(action=action, secret=secrets.token_bytes(32))
        ActionKey.objects.bulk_create([made], ignore_conflicts=True)
        row = (ActionKey.objects.get(action=action).secret,)
    if row[0] is None:
        raise ActRefusedError("This action is closed.", remedy="Nothing more is counted for it.")
    return bytes(row[0])


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be counted.

    `likeness` to the model letter, from 0 to 1, where a letter was written; `confirmation` is the key of the link
    that was mailed for it.
    """

    writer_key: str
    target: str
    channel: str
    language: str
    state: str = COUNTED
    is_late: bool = False
    likeness: float | None = None
    held_for: str = ""
    confirmation: int | None = None

    @property
    def cell(self) -> Cell:
        """Where it is counted."""
        return (self.channel, self.state, self.is_late)


_INSERT = (
    "INSERT INTO actions_appeal (issue_id, writer_key, target, channel, language, state, is_late, day, likeness, "
    "held_for, confirmation_id) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
    "ON CONFLICT (issue_id, writer_key, target, channel) DO NOTHING RETURNING number"
)


def enter(issue: Issue, entry: Entry, day: date) -> int | None:
    """Add a row to the ledger unless there is one; return its number, or None where it was counted before.

    Call it in the transaction that has looked whether the issue may be written for: see `writing`.
    """
    values = (
        issue.pk, entry.writer_key, entry.target, entry.channel, entry.language, entry.state, entry.is_late,
        day, entry.likeness, entry.held_for, entry.confirmation,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        row = cursor.fetchone()
    return int(row[0]) if row else None


def targets_written(issue: Issue, key: str, channel: str) -> frozenset[str]:
    """Return the targets to which a writer's rows by a channel are in the ledger, whatever became of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT target FROM actions_appeal WHERE issue_id = %s AND writer_key = %s AND channel = %s",
            (issue.pk, key, channel),
        )
        return frozenset(target for (target,) in cursor.fetchall())


def ledger_of(issue: Issue, through: int | None = None) -> dict[Cell, int]:
    """Return the counts as the ledger has them now, read from its index alone; or those of its rows up to one."""
    appeals = Appeal.objects.filter(issue=issue)
    rows = (
        (appeals if through is None else appeals.filter(number__lte=through))
        .values_list("channel", "state", "is_late")
        .annotate(value=CountOf("number"))
        .order_by()
    )
    return {(channel, state, is_late): value for channel, state, is_late, value in rows}


def projection_of(issue: Issue) -> dict[Cell, int]:
    """Return the counts as pages have them."""
    rows = Count.objects.filter(issue=issue, value__gt=0)
    return {(row.channel, row.state, row.is_late): row.value for row in rows}


_looked: dict[int, float] = {}


def counts_of(issue: Issue) -> Counts:
    """Return what is counted of an issue, no more than `BEHIND` old. Never waits for a writer.

    Where the projection is older and the ledger says otherwise, the ledger's numbers are given, and the projection
    is made anew if no other writer is at it.
    """
    cells = projection_of(issue)
    if time.monotonic() - _looked.get(issue.pk, -BEHIND.total_seconds()) >= BEHIND.total_seconds():
        _looked[issue.pk] = time.monotonic()
        now = ledger_of(issue)
        if now != cells:
            _try_to_roll_up(issue)
            cells = now
    return Counts(_public(cells), _imported(issue))


def counts_with(issue: Issue, cell: Cell | None, number: int | None = None) -> Counts:
    """Return the counts with one's own appeal in them, which the projection need not hold yet: for its writer.

    Args:
        issue: of the appeal.
        cell: where it is counted; None where it is not.
        number: of its row, if it is not certain that the projection lacks it.
    """
    rows = list(Count.objects.filter(issue=issue))
    cells = {(row.channel, row.state, row.is_late): row.value for row in rows if row.value}
    through = {(row.channel, row.state, row.is_late): row.through for row in rows}
    if cell is not None and (number is None or through.get(cell, 0) < number):
        cells[cell] = cells.get(cell, 0) + 1
    return Counts(_public(cells), _imported(issue))


def counts_of_all(issues: Iterable[Issue]) -> dict[int, Counts]:
    """Return the counts of many issues by their primary key, as the projection has them: for lists and feeds."""
    wanted = [issue.pk for issue in issues]
    cells: dict[int, dict[Cell, int]] = {pk: {} for pk in wanted}
    for row in Count.objects.filter(issue__in=wanted, value__gt=0):
        cells[row.issue_id][row.channel, row.state, row.is_late] = row.value
    sums = dict(
        Imported.objects.filter(issue__in=wanted).values_list("issue").annotate(sum=Sum("count")).order_by()
    )
    return {pk: Counts(_public(cells[pk]), sums.get(pk) or 0) for pk in wanted}


def _public(cells: Mapping[Cell, int]) -> dict[Cell, int]:
    return {cell: value for cell, value in cells.items() if cell[1] not in UNSEEN}


def _imported(issue: Issue) -> int:
    return Imported.objects.filter(issue=issue).aggregate(sum=Sum("count"))["sum"] or 0


def roll_up(issue: Issue) -> bool:
    """Make an issue's counts anew from the ledger; say whether anything was different.

    One transaction that holds the database's write lock from its start, so one writer at a time; on a database
    that locks by row, the issue's counts are locked instead.
    """
    with transaction.atomic():
        held = {(row.channel, row.state, row.is_late): row for row in _locked(issue)}
        now = ledger_of(issue)
        changed = {cell: value for cell, value in now.items() if cell not in held or held[cell].value != value}
        changed |= {cell: 0 for cell, row in held.items() if cell not in now and row.value}
        if not changed:
            return False
        through = Appeal.objects.filter(issue=issue).aggregate(last=Max("number"))["last"] or 0
        made_at = datetime.now(UTC)
        Count.objects.bulk_create(
            [
                Count(issue=issue, channel=channel, state=state, is_late=is_late, value=value, through=through,
                      made_at=made_at)
                for (channel, state, is_late), value in changed.items()
            ],
            update_conflicts=True,
            unique_fields=["issue", "channel", "state", "is_late"],
            update_fields=["value", "through", "made_at"],
        )  # fmt: skip
        return True


def _locked(issue: Issue) -> list[Count]:
    return list(Count.objects.select_for_update().filter(issue=issue))


def _try_to_roll_up(issue: Issue) -> None:
    """Roll up unless another writer is at work right now; then that one, or the next look, will."""
    if connection.in_atomic_block:
        return
    patience = _be_patient(0)
    try:
        roll_up(issue)
    except OperationalError:
        return
    finally:
        _be_patient(patience)


def _be_patient(milliseconds: int) -> int:
    """Set how long this connection waits for SQLite's write lock; return how long it waited until now."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {int(milliseconds)}")
    return before


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the counts that pages show and the ledger part: one cell of one issue.

    `is_behind`: the ledger has only moved on since, by letters on their way that changed their state or by
    unconfirmed ones that were cleared. Any other difference is a fault.
    """

    issue: int
    channel: str
    state: str
    is_late: bool
    shown: int
    counted: int
    is_behind: bool


def reconcile(dossier_id: str, *, mend: bool = False) -> tuple[Difference, ...]:
    """Hold the projection of every issue of a dossier against the ledger, up to the last row that it has taken in.

    With `mend`, it is made anew where they part. Rows that came later are no difference.
    """
    found: list[Difference] = []
    for issue in Issue.objects.filter(action__dossier_id=dossier_id).order_by("pk"):
        with transaction.atomic():
            through = Count.objects.filter(issue=issue).aggregate(last=Max("through"))["last"] or 0
            parted = _parted(issue, projection_of(issue), ledger_of(issue, through))
            if mend and parted:
                roll_up(issue)
        found += parted
    return tuple(found)


def _parted(issue: Issue, shown: Mapping[Cell, int], counted: Mapping[Cell, int]) -> list[Difference]:
    moved = {cell: counted.get(cell, 0) - shown.get(cell, 0) for cell in sorted(shown.keys() | counted.keys())}
    own = [by for cell, by in moved.items() if cell[0] == HERE]
    cleared = sum(by for cell, by in moved.items() if cell[0] == HERE and cell[1] == UNCONFIRMED)
    has_moved_on = sum(own) == 0 or cleared <= sum(own) < 0
    return [
        Difference(
            issue.pk, *cell, shown.get(cell, 0), counted.get(cell, 0), cell[0] == HERE and has_moved_on
        )
        for cell, by in moved.items()
        if by
    ]  # fmt: skip
