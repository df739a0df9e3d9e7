"""Views from the database. Pages, commands and exports begin here."""

from django.apps import apps

from answerable.record.actors import Actor
from answerable.record.changes import find_dossier
from answerable.record.models import Dossier
from answerable.record.view import View, ViewSpec


def view_of(dossier_id: str, spec: ViewSpec | None = None) -> View:
    """Return a view of a dossier; without a spec, the public one.

    The caller has made sure that the reader belongs to the audience: see `narrowed`.

    Raises:
        NotFoundError: there is no such dossier.
    """
    shelf = apps.get_app_config("record").shelf  # type: ignore[attr-defined]
    return shelf.view(find_dossier(dossier_id), spec or ViewSpec())  # type: ignore[no-any-return]


def narrowed(actor: Actor, spec: ViewSpec) -> ViewSpec:
    """Return `spec` if the actor belongs to its audience, else the same for the actor's own audience."""
    if actor.audience.admits(spec.audience):
        return spec
    return ViewSpec(actor.audience, spec.recorded_by, spec.published_by, spec.without)


def dossier_ids() -> tuple[str, ...]:
    """Return the ids of all dossiers, sorted."""
    return tuple(Dossier.objects.order_by("id").values_list("id", flat=True))
