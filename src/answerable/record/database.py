"""The promises that the record asks of SQLite, set when a connection opens and read back from it.

FULL, for NORMAL loses acknowledged commits at power loss. IMMEDIATE, for Django's default transaction mode
fails under concurrent read-then-write. Source: measured, see docs/explanation/storage.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from answerable.kernel.errors import SettingsError

INIT_COMMAND = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA busy_timeout=20000;"
)
SQLITE_OPTIONS = {"init_command": INIT_COMMAND, "transaction_mode": "IMMEDIATE", "timeout": 20}

PROMISES: dict[str, tuple[str, ...]] = {
    "journal_mode": ("wal", "memory"),  # an in-memory database, as in tests, knows no WAL
    "synchronous": ("2",),
    "foreign_keys": ("1",),
    "secure_delete": ("1",),
    "trusted_schema": ("0",),
}


def broken_promises(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the settings of an open SQLite connection that are not as promised, with what they are."""
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for name, accepted in PROMISES.items():
            cursor.execute(f"PRAGMA {name}")
            row = cursor.fetchone()
            value = str(row[0]).lower() if row else "unset"
            if value not in accepted:
                found[name] = value
    if connection.settings_dict.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE":
        found["transaction_mode"] = "not IMMEDIATE"
    return found


def refuse_weak_connection(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Refuse to work on a SQLite connection that does not keep the promises.

    Raises:
        SettingsError: names each setting that is wrong and what it is.
    """
    if connection.vendor != "sqlite":
        return
    broken = broken_promises(connection)
    if broken:
        listed = ", ".join(f"{name} is {value}" for name, value in broken.items())
        raise SettingsError(
            f"The database would not keep what it is given: {listed}.",
            remedy="Use the OPTIONS of answerable.record.database for every SQLite database.",
        )
