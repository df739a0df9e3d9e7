"""Who somebody is in a dossier, and who else is in it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from answerable.accounts.models import Admission
from answerable.kernel.errors import NotFoundError
from answerable.record.actors import STRANGER, Actor, Role
from answerable.record.reads import dossier_ids, view_of


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


def is_open_to(actor: Actor, dossier_id: str) -> bool:
    """Say whether a dossier is there for somebody: they have a role in it, or something in it is public.

    For everybody else it answers as one that does not exist, down to its title.
    """
    if actor.may("read-team"):
        return True
    try:
        return len(view_of(dossier_id)) > 0
    except NotFoundError:
        return False


def open_dossiers(user: AbstractBaseUser | AnonymousUser) -> tuple[str, ...]:
    """Return the ids of the dossiers that are there for somebody, sorted."""
    return tuple(name for name in dossier_ids() if is_open_to(actor_of(user, name), name))
