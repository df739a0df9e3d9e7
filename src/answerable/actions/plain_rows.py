"""Rows put into a table by one plain statement: for what comes in by the hundred a second, under the write lock.

The columns and their conversion are the model's own; what is saved is the work that the ORM does anew for each
statement. No signals are sent.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


@cache
def _columns(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    return tuple(each for each in model._meta.concrete_fields if not each.primary_key)  # noqa: SLF001, Django's API


@cache
def _statement(model: type[Model], rows: int) -> str:
    columns = _columns(model)
    names = ", ".join(f'"{each.column}"' for each in columns)
    places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * rows)
    key = next(each.column for each in model._meta.concrete_fields if each.primary_key)  # noqa: SLF001, as above
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES {places} RETURNING "{key}"'  # noqa: SLF001


def insert(rows: Sequence[Model]) -> int:
    """Insert rows of one model, whose keys the database gives; return a key, of a single row its own."""
    model = type(rows[0])
    values = [
        each.get_db_prep_save(each.pre_save(row, add=True), connection) for row in rows for each in _columns(model)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, len(rows)), values)
        return int(cursor.fetchall()[-1][0])
