"""Who somebody is in a dossier, and who else is in it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from answerable.accounts.models import Admission
from answerable.record.actors import STRANGER, Actor, Role


@dataclass(frozen=True, slots=True)
class Member:
    """A person with a role in a dossier, since when, and who gave it."""

    name: str
    role: Role
    circles: tuple[str, ...]
    since: datetime
    admitted_by: str


def actor_of(user: AbstractBaseUser | AnonymousUser, dossier_id: str) -> Actor:
    """Return who a signed-in person is in a dossier; a stranger when they are not signed in or not admitted."""
    if not user.is_authenticated:
        return STRANGER
    latest = Admission.objects.filter(user_id=user.pk, dossier_id=dossier_id).order_by("-number").first()
    if latest is None or not latest.role:
        return STRANGER
    return Actor(user.get_username(), Role(latest.role), frozenset(_circles(latest)))


def members_of(dossier_id: str) -> tuple[Member, ...]:
    """Return the people who have a role in a dossier now, by name."""
    rows = Admission.objects.filter(dossier_id=dossier_id).select_related("user").order_by("number")
    latest = {row.user.get_username(): row for row in rows}
    return tuple(
        Member(name, Role(row.role), _circles(row), row.at, row.by)
        for name, row in sorted(latest.items())
        if row.role
    )


def dossiers_of(user: AbstractBaseUser | AnonymousUser) -> dict[str, Role]:
    """Return the role that a person has in each dossier where they have one."""
    if not user.is_authenticated:
        return {}
    rows = Admission.objects.filter(user_id=user.pk).order_by("number").values_list("dossier_id", "role")
    return {dossier: Role(role) for dossier, role in dict(rows).items() if role}


def _circles(row: Admission) -> tuple[str, ...]:
    return tuple(row.circles.split(",")) if row.circles else ()
