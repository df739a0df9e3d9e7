"""For whom a view is made: public, team, or named circles within the team."""

import re
from dataclasses import dataclass

from answerable.kernel.errors import ValueRefusedError

_CIRCLE = re.compile(r"restricted:[a-z0-9][a-z0-9-]{0,60}")


@dataclass(frozen=True, slots=True)
class Audience:
    """`name` is public, team or restricted; `circles` are the restricted circles it belongs to."""

    name: str
    circles: frozenset[str] = frozenset()

    def sees(self, visibility: str) -> bool:
        """Say whether something of this visibility may be in the audience's view. Unknown words are not."""
        if visibility == "public":
            return True
        if visibility == "team":
            return self.name in ("team", "restricted")
        circle = visibility.removeprefix("restricted:")
        return self.name == "restricted" and circle != visibility and circle in self.circles

    def admits(self, other: "Audience") -> bool:
        """Say whether this audience may read the view made for `other`: the same or a narrower one."""
        order = ("public", "team", "restricted")
        return order.index(other.name) <= order.index(self.name) and other.circles <= self.circles

    @property
    def word(self) -> str:
        """The audience as it is written in URLs and on the command line."""
        return self.name if not self.circles else "restricted:" + ",".join(sorted(self.circles))


PUBLIC = Audience("public")
TEAM = Audience("team")


def parse_audience(text: str) -> Audience:
    """Return the audience that `text` names: 'public', 'team' or 'restricted:NAME[,NAME]'.

    Raises:
        ValueRefusedError: it names none.
    """
    if text in ("public", "team"):
        return Audience(text)
    names = text.removeprefix("restricted:")
    if names != text and names:
        return Audience("restricted", frozenset(names.split(",")))
    raise ValueRefusedError(f"'{text[:40]}' is no audience.", remedy="Use public, team or restricted:NAME.")


def check_visibility(text: str) -> str:
    """Return `text` when it is a visibility that a claim or source can have.

    Raises:
        ValueRefusedError: it is none.
    """
    if text in ("public", "team") or _CIRCLE.fullmatch(text):
        return text
    raise ValueRefusedError(f"'{text[:40]}' is no visibility.", remedy="Use public, team or restricted:NAME.")
