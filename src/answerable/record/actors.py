"""Who acts, and what each role in a dossier may do. Audiences follow from roles here as well."""

from dataclasses import dataclass
from enum import StrEnum

from answerable.kernel.errors import NotAllowedError
from answerable.record.audiences import PUBLIC, TEAM, Audience


class Role(StrEnum):
    """A person's role in one dossier."""

    OWNER = "owner"
    EDITOR = "editor"
    RESEARCHER = "researcher"
    READER = "reader"
    STRANGER = "stranger"


_READ = frozenset({"read-team"})
_RECORD = _READ | {"add-source", "record", "retract", "verify", "judge", "ingest", "write", "review"}
_EDIT = _RECORD | {"rule", "import", "export", "publish"}
_OWN = _EDIT | {"new-dossier", "admit"}
_MAY: dict[Role, frozenset[str]] = {
    Role.OWNER: _OWN,
    Role.EDITOR: _EDIT,
    Role.RESEARCHER: _RECORD,
    Role.READER: _READ,
    Role.STRANGER: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A named person in a role. `name` is what the record keeps as the hand that did it."""

    name: str
    role: Role
    groups: frozenset[str] = frozenset()

    def may(self, act: str) -> bool:
        """Say whether this role includes `act`."""
        return act in _MAY[self.role]

    def require(self, act: str) -> None:
        """Stop here unless the role includes `act`.

        Raises:
            NotAllowedError: it does not.
        """
        if not self.may(act):
            raise NotAllowedError(
                f"The role '{self.role}' does not include this: {act}.",
                remedy="Ask an owner of the dossier for a role that does.",
            )

    @property
    def audience(self) -> Audience:
        """The widest audience that this actor belongs to."""
        if not self.may("read-team"):
            return PUBLIC
        return Audience("restricted", self.groups) if self.groups else TEAM


STRANGER = Actor("", Role.STRANGER)
