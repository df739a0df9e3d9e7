"""A small dossier with one person in each role, for the tests of recording. Everybody in it is invented."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.test import Client

from answerable.accounts import changes as accounts
from answerable.record import changes
from answerable.record.actors import Actor, Role
from answerable.record.models import Dossier
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec
from tests.builders import DOSSIER, OTHER_SOURCE, SOURCE

OWNER = Actor("ana", Role.OWNER)
PEOPLE = {"ana": "owner", "luis": "editor", "rosa": "researcher", "inti": "reader", "eva": ""}
ROLES = {"owner": "ana", "editor": "luis", "researcher": "rosa", "reader": "inti", "stranger": "eva", "nobody": ""}


@dataclass
class Room:
    """The dossier, and a browser for each role."""

    dossier: Dossier
    clients: dict[str, Client]

    def url(self, path: str) -> str:
        return f"/en/{self.dossier.id}/{path}"

    def view(self, spec: ViewSpec | None = None) -> View:
        return view_of(self.dossier.id, spec or ViewSpec(OWNER.audience))

    def record(self, *drafts, actor: Actor = OWNER) -> tuple[str, ...]:
        return changes.record_claims(actor=actor, dossier=self.dossier, drafts=list(drafts)).ids


def open_room() -> Room:
    """Open the dossier 'trial' with two sources, and sign everybody in."""
    dossier = changes.new_dossier(actor=OWNER, draft=DOSSIER)
    changes.add_sources(actor=OWNER, dossier=dossier, drafts=[SOURCE, OTHER_SOURCE])
    for name, role in PEOPLE.items():
        accounts.make_account(actor=OWNER, name=name, password=None)
        if role:
            accounts.admit(actor=OWNER, dossier=dossier, name=name, role=role)
    clients = {}
    for role, name in ROLES.items():
        clients[role] = Client()
        if name:
            clients[role].force_login(get_user_model().objects.get(username=name))
    return Room(dossier, clients)
