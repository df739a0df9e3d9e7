"""The promises asked of SQLite hold on a real connection, and a weak one is refused."""

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from answerable.kernel.errors import SettingsError
from answerable.record.database import SQLITE_OPTIONS, broken_promises, refuse_weak_connection


@pytest.mark.django_db
def test_the_connection_of_the_program_keeps_every_promise() -> None:
    assert broken_promises(connection) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "named"),
    [
        (SQLITE_OPTIONS | {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"}, "synchronous is 1"),
        (SQLITE_OPTIONS | {"init_command": SQLITE_OPTIONS["init_command"] + "PRAGMA journal_mode=DELETE"}, "journal_mode is delete"),
        (SQLITE_OPTIONS | {"init_command": SQLITE_OPTIONS["init_command"] + "PRAGMA secure_delete=OFF"}, "secure_delete is 0"),
        (SQLITE_OPTIONS | {"init_command": SQLITE_OPTIONS["init_command"] + "PRAGMA trusted_schema=ON"}, "trusted_schema is 1"),
        ({**SQLITE_OPTIONS, "transaction_mode": "DEFERRED"}, "transaction_mode"),
    ],
    ids=["synchronous", "journal", "secure delete", "trusted schema", "transaction mode"],
)  # fmt: skip
def test_a_weak_connection_is_refused_with_the_setting_named(tmp_path, options, named) -> None:
    settings = connection.settings_dict | {"NAME": str(tmp_path / "weak.sqlite3"), "OPTIONS": options}
    weak = DatabaseWrapper(settings, "weak")
    try:
        with pytest.raises(SettingsError, match=named):
            refuse_weak_connection(weak)
    finally:
        weak.close()
