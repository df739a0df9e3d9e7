"""What is deleted when: the promises made to writers, kept by one daily command.

Invariant: a count is the same before and after. What is kept of a letter past its time is that it was counted.
How long each thing is kept is said by the constants here and nowhere else; docs/explanation/threat-model lists them.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import Q

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

LETTER_DAYS = 28
"""Text, names and addresses of a letter, after it left; as long as a bounce or a question may follow."""
DEAD_DAYS = 56
"""The same, of a letter that could not leave: a person may still mend its address and send it."""
UNCONFIRMED_DAYS = 7
USED_DAYS = 7
LIST_DAYS = 365
IDLE_DAYS = 28
LIMIT_HOURS = 48
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many rows were emptied or deleted, by what they were."""

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

    Keys of limits are of no dossier and always go. What is deleted is overwritten in the database's file and in its
    log of changes.
    """
    raise NotImplementedError


def close(action: Action, *, today: date | None = None) -> int:
    """Destroy what could tell who wrote for an action: its secret, and every key made with it.

    Counts stay as they are; each appeal gets a random key of its own, so that two of one writer are no longer known
    as one's. Call it inside the transaction that ends the action. Returns how many appeals were given a new key.
    A second call finds nothing to do.
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
    table, column = Appeal._meta.db_table, Appeal._meta.pk.column
    numbers = iter(list(Appeal.objects.filter(issue__action=action).values_list("number", flat=True)))
    told = 0
    with connection.cursor() as cursor:
        while some := [(secrets.token_hex(32), number) for number in islice(numbers, ROWS_AT_ONCE)]:
            cursor.executemany(f"UPDATE {table} SET writer_key = %s WHERE {column} = %s", some)
            told += len(some)
    return told
