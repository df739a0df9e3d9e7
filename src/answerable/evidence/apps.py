"""Evidence as a Django app: it tells the journal which of its tables are to be covered."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Registers files and custody with the journal."""

    name = "answerable.evidence"
    label = "evidence"
    verbose_name = "Evidence"

    def ready(self) -> None:
        """Let the journal hash and verify this room's tables."""
        from answerable.evidence.models import CustodyEntry, EvidenceFile
        from answerable.record.journal import register_table

        register_table("file", EvidenceFile, name="sha256", unhashed={"number"})
        register_table("custody", CustodyEntry, name="id", unhashed={"number"})
