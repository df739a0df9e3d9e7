"""Urgent actions as a Django app: what the team decides is covered by the journal, what writers do is not."""

from django.apps import AppConfig

KIND = "urgent-action"
"""The kind of publication that every issue is."""


class ActionsConfig(AppConfig):
    """Registers the rows of coordinators with the journal."""

    name = "answerable.actions"
    label = "actions"
    verbose_name = "Urgent actions"

    def ready(self) -> None:
        """Let the journal hash and verify what the team decides, and come along when an issue is let out."""
        from answerable.actions import freezing, models
        from answerable.publish.companions import Companion, accompany
        from answerable.record.journal import register_table

        for table, model in (
            ("urgent-action", models.Action),
            ("action-issue", models.Issue),
            ("action-target", models.Target),
            ("action-step", models.Step),
            ("action-frozen", models.Frozen),
            ("action-imported", models.Imported),
            ("post-service", models.PostService),
            ("action-hand-over", models.HandOver),
        ):
            register_table(table, model, name="id", unhashed={"number"})
        register_table("action-picture", models.Picture, name="id", unhashed={"number", "content"})
        accompany(KIND, Companion(freezing.freeze, freezing.taken_back))
