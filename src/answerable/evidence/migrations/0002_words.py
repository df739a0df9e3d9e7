"""The index of words over passages, on SQLite: it holds no text of its own, only where folded words stand."""

from typing import Any

from django.db import migrations

CREATE = """
    CREATE VIRTUAL TABLE evidence_words USING fts5(
        folded, content='evidence_passage', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
    )
"""


def create(apps: Any, schema_editor: Any) -> None:
    """Make the index where the database is SQLite; others search the folded text itself."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(CREATE)


def drop(apps: Any, schema_editor: Any) -> None:
    """Take the index away."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS evidence_words")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
