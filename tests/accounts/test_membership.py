"""Who holds which role: only owners admit and dismiss, the journal knows, the audience follows."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser

from answerable.accounts import changes as accounts
from answerable.accounts.models import Admission
from answerable.accounts.reads import actor_of, dossiers_of, members_of
from answerable.kernel.errors import (
    ActRefusedError,
    HashMismatchError,
    NotAllowedError,
    NotFoundError,
    ValueRefusedError,
)
from answerable.record import changes, journal
from answerable.record.actors import STRANGER, Actor, Role
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.models import Dossier
from tests.builders import DOSSIER

pytestmark = pytest.mark.django_db
OWNER = Actor("ana", Role.OWNER)
PASSWORD = "thirteen plain grey herons"


@pytest.fixture
def dossier() -> Dossier:
    opened = changes.new_dossier(actor=OWNER, draft=DOSSIER)
    for name in ("ana", "luis"):
        accounts.make_account(actor=OWNER, name=name, password=PASSWORD)
    accounts.admit(actor=OWNER, dossier=opened, name="ana", role="owner")
    return opened


def user(name: str):
    return get_user_model().objects.get(username=name)


def test_nobody_signed_in_is_a_stranger_and_reads_the_public_view(dossier: Dossier) -> None:
    assert actor_of(AnonymousUser(), dossier.id) == STRANGER
    assert actor_of(AnonymousUser(), dossier.id).audience == PUBLIC


def test_an_account_without_a_role_is_a_stranger(dossier: Dossier) -> None:
    assert actor_of(user("luis"), dossier.id) == STRANGER
    assert dossiers_of(user("luis")) == {}


def test_the_audience_follows_from_the_role_and_its_circles(dossier: Dossier) -> None:
    accounts.admit(actor=OWNER, dossier=dossier, name="luis", role="reader")
    assert actor_of(user("luis"), dossier.id).audience == TEAM

    accounts.admit(actor=OWNER, dossier=dossier, name="luis", role="researcher", circles=["witnesses"])
    actor = actor_of(user("luis"), dossier.id)
    assert actor.role == Role.RESEARCHER
    assert actor.audience.sees("restricted:witnesses")
    assert not actor.audience.sees("restricted:sources")


def test_a_role_holds_in_its_own_dossier_only(dossier: Dossier) -> None:
    other = changes.new_dossier(actor=OWNER, draft=type(DOSSIER)("other", {"en": "Other"}, "America/Lima"))
    accounts.admit(actor=OWNER, dossier=dossier, name="luis", role="editor")

    assert actor_of(user("luis"), other.id) == STRANGER
    assert dossiers_of(user("luis")) == {dossier.id: Role.EDITOR}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.RESEARCHER, Role.READER, Role.STRANGER])
def test_only_owners_make_accounts_admit_and_dismiss(dossier: Dossier, role: Role) -> None:
    actor = Actor("luis", role)
    for act in (
        lambda: accounts.make_account(actor=actor, name="eva", password=PASSWORD),
        lambda: accounts.admit(actor=actor, dossier=dossier, name="luis", role="owner"),
        lambda: accounts.dismiss(actor=actor, dossier=dossier, name="ana"),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert [member.name for member in members_of(dossier.id)] == ["ana"]


def test_dismissed_is_out_and_may_be_admitted_again(dossier: Dossier) -> None:
    accounts.admit(actor=OWNER, dossier=dossier, name="luis", role="editor")
    accounts.dismiss(actor=OWNER, dossier=dossier, name="luis")
    assert actor_of(user("luis"), dossier.id) == STRANGER
    with pytest.raises(NotFoundError):
        accounts.dismiss(actor=OWNER, dossier=dossier, name="luis")

    accounts.admit(actor=OWNER, dossier=dossier, name="luis", role="reader")
    assert actor_of(user("luis"), dossier.id).role == Role.READER
    assert Admission.objects.filter(user=user("luis")).count() == 3


def test_a_dossier_keeps_an_owner(dossier: Dossier) -> None:
    with pytest.raises(ActRefusedError, match="without an owner"):
        accounts.dismiss(actor=OWNER, dossier=dossier, name="ana")
    with pytest.raises(ActRefusedError, match="without an owner"):
        accounts.admit(actor=OWNER, dossier=dossier, name="ana", role="reader")

    accounts.admit(actor=OWNER, dossier=dossier, name="luis", role="owner")
    accounts.dismiss(actor=OWNER, dossier=dossier, name="ana")
    assert [member.name for member in members_of(dossier.id)] == ["luis"]


def test_the_journal_covers_admissions(dossier: Dossier) -> None:
    accounts.admit(actor=OWNER, dossier=dossier, name="luis", role="reader")
    journal.verify(dossier)

    Admission.objects.filter(user=user("luis")).update(role="owner")
    with pytest.raises(HashMismatchError):
        journal.verify(dossier)


@pytest.mark.parametrize("password", ["short", "password123456"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValueRefusedError):
        accounts.make_account(actor=OWNER, name="eva", password=password)


def test_a_taken_name_is_refused_in_any_case(dossier: Dossier) -> None:
    with pytest.raises(ActRefusedError):
        accounts.make_account(actor=OWNER, name="ANA", password=PASSWORD)


@pytest.mark.parametrize("role", ["stranger", "king", ""])
def test_unknown_roles_are_refused(dossier: Dossier, role: str) -> None:
    with pytest.raises(ValueRefusedError):
        accounts.admit(actor=OWNER, dossier=dossier, name="luis", role=role)


def test_a_circle_is_a_plain_word(dossier: Dossier) -> None:
    with pytest.raises(ValueRefusedError):
        accounts.admit(actor=OWNER, dossier=dossier, name="luis", role="reader", circles=["a,b"])
