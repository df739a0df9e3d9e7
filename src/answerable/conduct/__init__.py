"""What each official was told, ordered, said, did and left undone, on one time axis against the incidents.

Pure functions over a view and the chains of command: no database, no clock, no settings. Every answer carries the
ids of its claims and of the denials beside them. Public names:

- ``answers``: what the questions return.
- ``accounts``: ``account_of``, everything of one person. ``index``: ``index_of``, look-ups for everyone.
- ``placing``: ``placed``, ``placement``, ``placings``, before, during or after each incident.
- ``expected``: ``expected_of``, what duties to report would have brought.
- ``wording``: ``say``.
"""

from answerable.conduct.accounts import account_of
from answerable.conduct.answers import (
    LANES,
    PLACES,
    Account,
    Against,
    Expected,
    IncidentUnder,
    Instance,
    Item,
    Lane,
    PatternAnswer,
    Placed,
    Placing,
    Reason,
    Way,
    When,
)
from answerable.conduct.expected import expected_of
from answerable.conduct.index import ConductIndex, index_of
from answerable.conduct.placing import placed, placement, placings
from answerable.conduct.wording import say

__all__ = [
    "LANES",
    "PLACES",
    "Account",
    "Against",
    "ConductIndex",
    "Expected",
    "IncidentUnder",
    "Instance",
    "Item",
    "Lane",
    "PatternAnswer",
    "Placed",
    "Placing",
    "Reason",
    "Way",
    "When",
    "account_of",
    "expected_of",
    "index_of",
    "placed",
    "placement",
    "placings",
    "say",
]  # fmt: skip
