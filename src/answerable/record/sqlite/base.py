"""The database engine. Differs from Django's in one thing: no JSON_VALID in the schema.

SQLite up to 3.40 counts json_valid() among the functions that an untrusted schema may not call, so that a table
with a JSONField could not be made or written while trusted_schema is off. Django itself writes valid JSON.
"""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite whose tables call no function that trusted_schema=OFF forbids."""

    data_type_check_constraints = {
        kind: check
        for kind, check in base.DatabaseWrapper.data_type_check_constraints.items()
        if kind != "JSONField"
    }
