"""What came of it: proceedings, information requests, calls and replies, and how long each has gone unanswered.

Pure functions over a view: no database, no clock, no settings; days are counted to a day that the caller
gives. Every answer carries the ids of its claims and of the denials beside them. Public names:

- ``answers``: what the questions return.
- ``proceedings``: ``proceedings``, ``ladder_of``, ``proceedings_about``, ``counted_stages``, ``at_or_past``,
  ``standing_between``. ``stages``: ``rungs``, ``asides``, ``meaning``.
- ``stage_warnings``: ``stage_warnings``, ``ladder_warnings`` for a check, ``stage_warning`` for a claim not yet
  recorded.
- ``requests``: ``requests``. ``calls``: ``calls``. ``replies``: ``replies``.
- ``deadlines``: ``deadlines``, ``overdue``. ``calendar``: ``calendar``.
- ``deaths``: ``deaths``, ``status_of_death``, ``counted_deaths``. ``wording``: ``say``.
"""

from answerable.followup.answers import (
    Answer,
    AuthorityTime,
    Between,
    CallState,
    CountedStage,
    Deadline,
    Death,
    DeathCount,
    InCase,
    Ladder,
    Mark,
    PersonStanding,
    ReplyState,
    RequestState,
    StageStanding,
    StageWarning,
    StepTaken,
    Window,
)

__all__ = [
    "Answer",
    "AuthorityTime",
    "Between",
    "CallState",
    "CountedStage",
    "Deadline",
    "Death",
    "DeathCount",
    "InCase",
    "Ladder",
    "Mark",
    "PersonStanding",
    "ReplyState",
    "RequestState",
    "StageStanding",
    "StageWarning",
    "StepTaken",
    "Window",
]
