"""Who was in command of whom at a moment, how sure, and why.

Pure functions over a view: no database, no clock, no settings. Every answer carries the ids of the claims that it
rests on, the denials beside them, and a reason that `wording.say` turns into a sentence. Public names:

- ``answers``: what the questions return.
- ``chains``: ``chain_of_unit``, ``chain_of_person``. ``incidents``: ``chains_of_incident``, ``candidate_units``.
- ``histories``: ``commanders_of``, ``superiors_of``, ``subordinates_of``. ``subtrees``: ``under_post``.
- ``changes_in_time``: ``days_of_change``, ``chain_difference``.
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

__all__ = [
    "Basis", "Branch", "Candidate", "Chain", "ChainChange", "CommandHistory", "DayChange", "Gap", "Holder",
    "IncidentChains", "IncidentUnit", "Link", "OtherPost", "Overlap", "Reason", "Report", "Rung", "SharedTime",
    "Subtree", "SubtreeNode", "Tenure", "Tie",
]  # fmt: skip
