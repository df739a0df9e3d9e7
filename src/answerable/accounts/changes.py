"""The acts of accounts: making one, giving a person a role in a dossier, taking it away. Owners only."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from answerable.accounts.models import Admission
from answerable.accounts.reads import members_of
from answerable.kernel.errors import ActRefusedError, NotFoundError, ValueRefusedError
from answerable.kernel.hashing import content_id
from answerable.kernel.times import moment_text
from answerable.record import journal
from answerable.record.actors import Actor, Role
from answerable.record.audiences import check_visibility
from answerable.record.models import Dossier

GIVEN_ROLES = (Role.OWNER, Role.EDITOR, Role.RESEARCHER, Role.READER)


@transaction.atomic
def make_account(*, actor: Actor, name: str, password: str | None) -> None:
    """Make an account that belongs to no dossier yet. Without a password nobody can sign in to it by form.

    Raises:
        NotAllowedError, ActRefusedError (the name is taken), ValueRefusedError (no name, or a weak password).
    """
    actor.require("admit")
    users = get_user_model()
    if users.objects.filter(username__iexact=name).exists():
        raise ActRefusedError("There is an account by this name already.", remedy="Choose another name.")
    user = users(username=name)
    try:
        user.full_clean(exclude=["password"])
        if password is not None:
            validate_password(password, user)
    except ValidationError as error:
        raise ValueRefusedError(" ".join(error.messages)) from None
    user.set_password(password)
    user.save(force_insert=True)


@transaction.atomic
def admit(*, actor: Actor, dossier: Dossier, name: str, role: str, circles: Iterable[str] = ()) -> None:
    """Give the account called `name` a role in a dossier; a role that it had there is replaced.

    Args:
        actor: an owner.
        dossier: where the role holds, and nowhere else.
        name: of the account.
        role: owner, editor, researcher or reader.
        circles: names of the restricted circles that the person shall see as well.

    Raises:
        NotAllowedError, NotFoundError (no such account), ValueRefusedError (no such role or circle),
        ActRefusedError (the dossier would be left without an owner).
    """
    actor.require("admit")
    if role not in GIVEN_ROLES:
        raise ValueRefusedError(
            f"'{role[:20]}' is no role.", remedy=f"Use one of: {', '.join(each.value for each in GIVEN_ROLES)}."
        )
    named = tuple(sorted({circle.strip() for circle in circles if circle.strip()}))
    for circle in named:
        check_visibility(f"restricted:{circle}")
    if role != Role.OWNER:
        _keep_an_owner(dossier, name)
    _add_admission(actor, dossier, _account(name), role, named)


@transaction.atomic
def dismiss(*, actor: Actor, dossier: Dossier, name: str) -> None:
    """Take a person's role in a dossier away. What they recorded stays under their name.

    Raises:
        NotAllowedError, NotFoundError (nobody by this name has a role there), ActRefusedError (the last owner).
    """
    actor.require("admit")
    if all(member.name != name for member in members_of(dossier.id)):
        raise NotFoundError("Nobody by this name has a role in this dossier.")
    _keep_an_owner(dossier, name)
    _add_admission(actor, dossier, _account(name), "", ())


def _account(name: str) -> User:
    found = get_user_model().objects.filter(username=name).first()
    if found is None:
        raise NotFoundError("There is no account by this name.", remedy="Make the account first.")
    return found


def _keep_an_owner(dossier: Dossier, name: str) -> None:
    owners = {member.name for member in members_of(dossier.id) if member.role == Role.OWNER}
    if owners == {name}:
        raise ActRefusedError(
            "The dossier would be left without an owner.", remedy="Make somebody else an owner first."
        )


def _add_admission(actor: Actor, dossier: Dossier, user: User, role: str, circles: tuple[str, ...]) -> None:
    at = datetime.now(UTC)
    content = {"user": user.get_username(), "role": str(role), "circles": ",".join(circles), "by": actor.name}
    row = Admission(
        dossier=dossier,
        id=content_id(content | {"at": moment_text(at)}),
        user=user,
        role=content["role"],
        circles=content["circles"],
        at=at,
        by=actor.name,
    )
    row.save(force_insert=True)
    act = "admit" if role else "dismiss"
    journal.append(dossier, actor=actor.name, act=act, table="admission", rows=[row], at=at)
