"""Publishing as a Django app: it tells the journal which of its tables are to be covered."""

from django.apps import AppConfig


class PublishConfig(AppConfig):
    """Registers publications, their texts, their steps and what was frozen with the journal."""

    name = "answerable.publish"
    label = "publish"
    verbose_name = "Publications"

    def ready(self) -> None:
        """Let the journal hash and verify this room's tables."""
        from answerable.publish import models
        from answerable.record.journal import register_table

        register_table("publication", models.Publication, name="id", unhashed={"number"})
        register_table("publication-text", models.PublicationText, name="id", unhashed={"number"})
        register_table("publication-step", models.Approval, name="id", unhashed={"number"})
        register_table("snapshot", models.Snapshot, name="id", unhashed={"row"})
        register_table("correction", models.Correction, name="id", unhashed={"number"})
