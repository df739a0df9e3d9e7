"""Urgent actions as a Django app: what the team decides is covered by the journal, what writers do is not."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from answerable.publish.models import Publication, Snapshot
    from answerable.record.actors import Actor

KIND = "urgent-action"
"""The kind of publication that every issue is."""


class ActionsConfig(AppConfig):
    """Registers the rows of coordinators with the journal."""

    name = "answerable.actions"
    label = "actions"
    verbose_name = "Urgent actions"

    def ready(self) -> None:
        """Let the journal hash and verify what the team decides, and come along when an issue is let out."""
        from answerable.actions import models
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
        accompany(KIND, Companion(_freeze, _taken_back, _stands))


def _freeze(actor: "Actor", snapshot: "Snapshot", at: datetime) -> None:
    # Imported when it happens: every command starts Django, and few of them publish.
    from answerable.actions import freezing

    freezing.freeze(actor, snapshot, at)


def _taken_back(actor: "Actor", publication: "Publication") -> None:
    from answerable.actions import freezing

    freezing.taken_back(actor, publication)


def _stands(publication: "Publication") -> bool:
    from answerable.actions import freezing

    return freezing.stands(publication)
