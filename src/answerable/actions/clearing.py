"""What is deleted when: the promises made to writers, kept by one daily command.

Invariant: a count is the same before and after. What is kept of a letter past its time is that it was counted.
How long each thing is kept is said by the constants here and nowhere else; docs/explanation/threat-model
lists them.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from answerable.actions.models import (
    Action,
    ActionKey,
    Appeal,
    Confirmation,
    Consent,
    Limit,
    LimitKey,
    Mail,
    Writer,
    WriterAction,
)
from answerable.kernel.errors import ActRefusedError

LETTER_DAYS = 28
"""Text, names and addresses of a letter, after it left: as long as a bounce or a question may follow."""
DEAD_DAYS = 56
"""The same, of a letter that could not leave, for somebody may still mend its address and send it; and how long a
letter waits for a person to look at it before it is cancelled."""
UNCONFIRMED_DAYS = 7
"""Letters and accounts whose mailed link was never used."""
USED_DAYS = 7
"""Confirmations after they were used or ran out, and the mails that carried them."""
LIST_DAYS = 365
"""Lines of somebody's own list, and consents after they were withdrawn."""
IDLE_DAYS = 90
"""Accounts that get no news and have no line in their list, since they were last entered."""
FOLLOWED_DAYS = 28
"""That somebody followed a case, after it was closed."""
LIMIT_HOURS = 48
"""Keys of limits, and what was hashed under them."""
ROWS_AT_ONCE = 500
NOTICES = ("confirm", "sign-in", "updates")
EMPTY = {
    "text": "",
    "subject": "",
    "sender_name": "",
    "reply_to": "",
    "addressee": "",
    "headers": {},
    "problem": "",
}
ENDED = ("left", "bounced", "dead", "cancelled")


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many rows were emptied or deleted, by what they were."""

    held_letters: int = 0
    letters: int = 0
    notices: int = 0
    unconfirmed_letters: int = 0
    unconfirmed_accounts: int = 0
    idle_accounts: int = 0
    list_lines: int = 0
    confirmations: int = 0
    consents: int = 0
    limits: int = 0


def clear(now: datetime, *, dossier_id: str | None = None) -> Cleared:
    """Delete what has been kept long enough, of one dossier or of all; may be run at any time and again.

    Keys of limits are of no dossier and always go. Outside a transaction, what was deleted before is also scrubbed
    from the database's file and from its log of changes; see `scrub`.
    """
    today = now.date()
    with transaction.atomic():
        _forget_closed_cases(today, dossier_id)
        unconfirmed = Appeal.objects.filter(
            _of("issue", dossier_id), state="unconfirmed", day__lt=_before(today, UNCONFIRMED_DAYS)
        )
        found = Cleared(
            unconfirmed_letters=_delete(unconfirmed, Appeal),
            held_letters=_cancel_old_held(today, dossier_id),
            letters=_empty_letters(now, dossier_id),
            notices=_clear_notices(now, dossier_id),
            confirmations=_delete(_old_confirmations(now, dossier_id), Confirmation),
            list_lines=_delete(
                WriterAction.objects.filter(_of("writer", dossier_id), until__lt=today), WriterAction
            ),
            consents=_delete(
                Consent.objects.filter(_of("writer", dossier_id), withdrawn_on__lt=_before(today, LIST_DAYS)),
                Consent,
            ),
            unconfirmed_accounts=_delete(
                Writer.objects.filter(
                    _of("", dossier_id), state="unconfirmed", since__lt=_before(today, UNCONFIRMED_DAYS)
                ),
                Writer,
            ),
            idle_accounts=_delete(_idle_accounts(today, dossier_id), Writer),
            limits=_clear_limits(now),
        )
    if not connection.in_atomic_block:
        scrub()
    return found


def scrub() -> None:
    """Write the database's file anew without what was deleted, and empty its log of changes.

    SQLite overwrites what it deletes (secure_delete), but not the copies that moving rows between pages leaves:
    measured, a few of 3,000 keys stayed readable. So the whole file is rewritten, in memory and not by way of a
    temporary file. Other writers wait meanwhile.

    Raises:
        ActRefusedError: others read or write without a pause. What was deleted stays deleted.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA temp_store = MEMORY")
        try:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = bool(cursor.fetchall()[0][0])
        except OperationalError:
            is_busy = True
        finally:
            cursor.execute("PRAGMA temp_store = DEFAULT")
    if is_busy:
        raise ActRefusedError(
            "Everything is deleted, but the database is too busy to be overwritten.",
            remedy="Run 'answerable clear' again in a quiet hour.",
        )


def close(action: Action, *, today: date | None = None) -> int:
    """Destroy what could tell who wrote for an action: its secret, and every key made with it.

    Counts stay as they are; each appeal gets a random key of its own, so that two of one writer are no longer
    known as one's. Call it inside the transaction that ends the action. Returns how many appeals were given a new
    key. A second call finds nothing to do.
    """
    on = today or datetime.now(UTC).date()
    with transaction.atomic():
        key, _ = ActionKey.objects.select_for_update().get_or_create(action=action)
        if key.destroyed_on is not None:
            return 0
        key.secret, key.destroyed_on = None, on
        key.save(update_fields=["secret", "destroyed_on"])
        return _forget_writers(action)


def _forget_writers(action: Action) -> int:
    meta = Appeal._meta  # noqa: SLF001, Django's own public name
    numbers = iter(list(Appeal.objects.filter(issue__action=action).values_list("number", flat=True)))
    told = 0
    with connection.cursor() as cursor:
        while some := [(secrets.token_hex(32), number) for number in islice(numbers, ROWS_AT_ONCE)]:
            cursor.executemany(f"UPDATE {meta.db_table} SET writer_key = %s WHERE number = %s", some)
            told += len(some)
    return told


# what is old enough


def _before(today: date, days: int) -> date:
    return today - timedelta(days=days)


def _of(row: str, dossier_id: str | None) -> Q:
    """Return the condition that what `row` leads to is of a dossier; of any when none is named."""
    return Q(**{f"{row}__dossier_id" if row else "dossier_id": dossier_id}) if dossier_id else Q()


def _delete(rows: QuerySet[Any], model: type[Model]) -> int:
    """Delete rows with all that hangs on them; return how many of `model` there were."""
    return rows.delete()[1].get(model._meta.label, 0)  # noqa: SLF001, as above


def _empty_letters(now: datetime, dossier_id: str | None) -> int:
    """Empty letters that are done with. Their rows stay, for they say that the letter was counted and why."""
    long_gone = Q(state__in=("left", "bounced"), left_at__lt=now - timedelta(days=LETTER_DAYS))
    given_up = Q(state="dead", due_at__lt=now - timedelta(days=DEAD_DAYS))
    asked_for = Q(state__in=ENDED, purge_on__lte=now.date())
    full = ~Q(text="") | ~Q(addressee="") | ~Q(reply_to="") | ~Q(sender_name="") | ~Q(subject="")
    letters = Mail.objects.filter(full, _of("issue", dossier_id), kind="letter")
    return empty(letters.filter(long_gone | given_up | asked_for | Q(state="cancelled")))


def empty(mails: QuerySet[Mail]) -> int:
    """Empty mails of everything that somebody wrote or is called; return how many.

    The Message-ID goes too: it stands in the copy that the addressee has, and would lead from there to the ledger.
    """
    named = Concat(Value("emptied "), Cast("number", CharField()))
    return mails.update(**EMPTY, message_id=named)


def _cancel_old_held(today: date, dossier_id: str | None) -> int:
    """Cancel letters that waited too long for a person to look at them. No public count holds them."""
    held = Appeal.objects.filter(_of("issue", dossier_id), state="held", day__lt=_before(today, DEAD_DAYS))
    Mail.objects.filter(appeal__in=held, state="paused").update(state="cancelled")
    return held.update(state="cancelled")


def _clear_notices(now: datetime, dossier_id: str | None) -> int:
    """Delete mails to writers a week after they were due, and before that empty those that have left.

    The text of most holds a link that works, so it is not kept for a second reading.
    """
    mine = Q(issue__dossier_id=dossier_id) | Q(writer__dossier_id=dossier_id) if dossier_id else Q()
    notices = Mail.objects.filter(mine, kind__in=NOTICES)
    notices.filter(state__in=ENDED).exclude(text="").update(**EMPTY)  # its Message-ID says that it was sent
    return _delete(notices.exclude(state="leased").filter(due_at__lt=now - timedelta(days=USED_DAYS)), Mail)


def _old_confirmations(now: datetime, dossier_id: str | None) -> QuerySet[Confirmation]:
    before = now - timedelta(days=USED_DAYS)
    mine = Q(issue__dossier_id=dossier_id) | Q(writer__dossier_id=dossier_id) if dossier_id else Q()
    return Confirmation.objects.filter(mine, Q(used_at__lt=before) | Q(expires_at__lt=before))


def _idle_accounts(today: date, dossier_id: str | None) -> QuerySet[Writer]:
    told = Consent.objects.filter(writer=OuterRef("pk"), kind="updates", withdrawn_on=None)
    listed = WriterAction.objects.filter(writer=OuterRef("pk"))
    idle = Writer.objects.filter(_of("", dossier_id), state="confirmed", last_seen__lt=_before(today, IDLE_DAYS))
    return idle.exclude(Exists(told)).exclude(Exists(listed))


def _forget_closed_cases(today: date, dossier_id: str | None) -> None:
    """Take cases that are closed for some time out of what writers follow; with nothing left, their news ends."""
    keys = ActionKey.objects.filter(_of("action", dossier_id), destroyed_on__lt=_before(today, FOLLOWED_DAYS))
    closed = set(keys.values_list("action__dossier_id", "action__slug"))
    if not closed:
        return
    followers = Writer.objects.filter(_of("", dossier_id)).exclude(cases=[])
    for writer in followers.iterator():
        left = [case for case in writer.cases if (writer.dossier_id, case) not in closed]
        if left == writer.cases:
            continue
        writer.cases = left
        writer.save(update_fields=["cases"])
        if not left and not writer.themes:
            writer.consents.filter(kind="updates", withdrawn_on=None).update(withdrawn_on=today)


def _clear_limits(now: datetime) -> int:
    """Delete limits and their keys; a key is of a whole day, so it goes two days after that day ended."""
    before = now - timedelta(hours=LIMIT_HOURS)
    LimitKey.objects.filter(day__lt=before.date()).delete()
    return _delete(Limit.objects.filter(window__lt=before), Limit)
