"""What the acts of coordinators share: an action by its address, whether it stands still, a row with its entry."""

from typing import Any

from django.utils.translation import gettext

from answerable.actions.models import Action
from answerable.actions.reads import issues_of
from answerable.kernel.errors import ActRefusedError, NotFoundError
from answerable.record import journal
from answerable.record.actors import Actor
from answerable.record.changes import find_dossier


def find_action(dossier_id: str, slug: str) -> Action:
    """Return an action by its address.

    Raises:
        NotFoundError: there is none.
    """
    found = Action.objects.filter(dossier=find_dossier(dossier_id), slug=slug).first()
    if found is None:
        raise NotFoundError("There is no such action here.")
    return found


def require_open(dossier_id: str, slug: str) -> None:
    """Stop while the second person reads: what they approve must be what goes out."""
    issues = issues_of(dossier_id, slug)
    if issues and issues[-1].publication.life.work in ("in-review", "approved", "embargoed"):
        raise ActRefusedError(
            gettext("This cannot be changed while the issue is in review or approved."),
            remedy=gettext("Ask for it to be sent back first."),
        )


def save_journaled(actor: Actor, row: Any, act: str, table: str) -> None:
    """Add a row and its entry in the journal; called inside a transaction."""
    row.save(force_insert=True)
    journal.append(row.dossier, actor=actor.name, act=act, table=table, rows=[row], at=row.at)
