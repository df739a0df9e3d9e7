"""Who somebody is in a dossier."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from answerable.accounts.models import Membership
from answerable.record.actors import STRANGER, Actor, Role


def actor_of(user: AbstractBaseUser | AnonymousUser, dossier_id: str) -> Actor:
    """Return who a signed-in person is in a dossier; a stranger when they are not signed in or not admitted."""
    if not user.is_authenticated:
        return STRANGER
    found = Membership.objects.filter(user=user, dossier_id=dossier_id).first()
    if found is None:
        return STRANGER
    circles = frozenset(found.circles.split(",")) if found.circles else frozenset()
    return Actor(user.get_username(), Role(found.role), circles)


def members_of(dossier_id: str) -> tuple[Membership, ...]:
    """Return the roles given in a dossier, by name."""
    rows = Membership.objects.filter(dossier_id=dossier_id).select_related("user").order_by("user__username")
    return tuple(rows)
