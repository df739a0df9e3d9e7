"""Who was in command of whom at a moment, how sure, and why.

Pure functions over a view: no database, no clock, no settings. Every answer carries the ids of the claims that it
rests on, the denials beside them, and a reason that `wording.say` turns into a sentence. Public names:

- ``answers``: what the questions return.
- ``chains``: ``chain_of_unit``, ``chain_of_person``. ``incidents``: ``chains_of_incident``.
- ``candidates``: ``candidate_units``.
- ``histories``: ``commanders_of``. ``overlaps``: ``superiors_of``, ``subordinates_of``.
- ``subtrees``: ``under_post``.
- ``changes_in_time``: ``days_of_change``, ``chain_difference``.
- ``lines_of_command``: ``lines_of``, ``levels_of``, several branches as one tree.
- ``bulk``: ``bulk_chains``, the chains of all incidents at once. ``wording``: ``say``.
"""

from answerable.command.answers import (
    Basis,
    Branch,
    Candidate,
    Chain,
    ChainChange,
    CommandHistory,
    DayChange,
    Gap,
    Holder,
    IncidentChains,
    IncidentUnit,
    Link,
    OtherPost,
    Overlap,
    Reason,
    Report,
    Rung,
    SharedTime,
    Subtree,
    SubtreeNode,
    Tenure,
    Tie,
)
from answerable.command.bulk import BulkChains, bulk_chains
from answerable.command.candidates import candidate_units
from answerable.command.chains import chain_of_person, chain_of_unit
from answerable.command.changes_in_time import chain_difference, days_of_change
from answerable.command.histories import commanders_of
from answerable.command.incidents import chains_of_incident
from answerable.command.overlaps import subordinates_of, superiors_of
from answerable.command.subtrees import under_post
from answerable.command.wording import say

__all__ = [
    "Basis",
    "Branch",
    "BulkChains",
    "Candidate",
    "Chain",
    "ChainChange",
    "CommandHistory",
    "DayChange",
    "Gap",
    "Holder",
    "IncidentChains",
    "IncidentUnit",
    "Link",
    "OtherPost",
    "Overlap",
    "Reason",
    "Report",
    "Rung",
    "SharedTime",
    "Subtree",
    "SubtreeNode",
    "Tenure",
    "Tie",
    "bulk_chains",
    "candidate_units",
    "chain_difference",
    "chain_of_person",
    "chain_of_unit",
    "chains_of_incident",
    "commanders_of",
    "days_of_change",
    "say",
    "subordinates_of",
    "superiors_of",
    "under_post",
]  # fmt: skip
