"""The record as a Django app; it owns the shelf of views that requests share."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class RecordConfig(AppConfig):
    """Reads back the database's settings from each new connection, and holds the shelf."""

    name = "answerable.record"
    label = "record"
    verbose_name = "Record"

    def ready(self) -> None:
        """Hang the check on every connection that is opened."""
        from answerable.record.database import refuse_weak_connection
        from answerable.record.shelf import Shelf

        self.shelf = Shelf()
        connection_created.connect(refuse_weak_connection, dispatch_uid="record.refuse_weak_connection")
