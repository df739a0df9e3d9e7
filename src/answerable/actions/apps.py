"""Urgent actions as a Django app: what the team decides is covered by the journal, what writers do is not."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Registers the rows of coordinators with the journal."""

    name = "answerable.actions"
    label = "actions"
    verbose_name = "Urgent actions"

    def ready(self) -> None:
        """Let the journal hash and verify what the team decides; what writers do has no place in it."""
        from answerable.actions import models
        from answerable.record.journal import register_table

        for table, model in (
            ("urgent-action", models.Action),
            ("action-issue", models.Issue),
            ("action-target", models.Target),
            ("action-step", models.Step),
            ("action-frozen", models.Frozen),
            ("action-imported", models.Imported),
            ("post-service", models.PostService),
        ):
            register_table(table, model, name="id", unhashed={"number"})
