"""The life of an issue as rules: in which state it is on a day, and what may be done with it next.

The day is passed in: that of the dossier's place (`reads.today_of`). Nothing here asks a clock or a database.
What was stopped is never written again, whatever else happened to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

State = Literal["draft", "open", "late", "information", "good-news", "ended", "stopped", "replaced"]
Kind = Literal["first", "update", "information", "closing"]
KINDS: tuple[Kind, ...] = ("first", "update", "information", "closing")
OUTCOMES = ("good-news", "ended")
ASKS_FOR_LETTERS = ("first", "update")
EXTENDED, PAUSED, RESUMED, STOPPED, ENDED, PLANNED = "extended", "paused", "resumed", "stopped", "ended", "planned"


@dataclass(frozen=True, slots=True)
class Decision:
    """One step that was decided on an issue. `until`: the last day of an extension. `language`: '' for all.

    `words` is the reason by language. `head` of an end of a pause stands for what was looked at before it.
    """

    step: str
    day: date
    until: date | None = None
    language: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    head: str = ""


@dataclass(frozen=True, slots=True)
class IssueLife:
    """What decides the state of one issue.

    `opens` and `until` are days as they were planned, the last one included; without `until` there is no deadline.
    `is_out`: it has been published. `is_replaced`: a later issue of the same action is out. `is_withdrawn`: its
    publication was taken back. `decisions` are in order. `without`: languages of the issue
    before that this one is meant to do without.
    """

    kind: Kind
    outcome: str = ""
    opens: date | None = None
    until: date | None = None
    is_out: bool = False
    is_replaced: bool = False
    is_withdrawn: bool = False
    decisions: Sequence[Decision] = ()
    without: Sequence[str] = ()

    @property
    def deadline(self) -> date | None:
        """The last day on which it asks for letters, extensions taken in; None where there is none."""
        extended = [one.until for one in self.decisions if one.step == EXTENDED]
        return extended[-1] if extended else self.until

    @property
    def is_stopped(self) -> bool:
        """Say whether it was stopped, or its text withdrawn: no letter may leave for it."""
        return self.is_withdrawn or any(one.step == STOPPED for one in self.decisions)

    @property
    def stopped_on(self) -> date | None:
        """The day on which it was stopped; None where it was not."""
        return next((one.day for one in self.decisions if one.step == STOPPED), None)

    @property
    def ended_on(self) -> date | None:
        """The day on which it was ended; None where it was not."""
        return next((one.day for one in self.decisions if one.step == ENDED), None)

    def state(self, day: date) -> State:
        """Return the one word for it on a day."""
        if not self.is_out:
            return "draft"
        if self.is_stopped:
            return "stopped"
        if self.is_replaced:
            return "replaced"
        if self.kind == "closing":
            return "good-news" if self.outcome == "good-news" else "ended"
        if self.ended_on is not None:
            return "ended"
        if self.kind == "information":
            return "information"
        return "late" if self.deadline is not None and day > self.deadline else "open"

    def days_left(self, day: date) -> int | None:
        """Return how many days are left after `day`; 0 on the last one, None where there is nothing to count."""
        if self.deadline is None or self.state(day) != "open":
            return None
        return (self.deadline - day).days

    def is_paused(self, language: str = "") -> bool:
        """Say whether an editor holds back the letters that leave from here in a language; '' asks for all.

        What was decided last for the language, or for all, counts.
        """
        paused = False
        for one in self.decisions:
            if one.language in ("", language) and one.step in (PAUSED, RESUMED):
                paused = one.step == PAUSED
        return paused

    def looked_at(self, language: str) -> frozenset[str]:
        """Return what editors looked at when they let the letters of a language go on (`reads.stale_mark`)."""
        ended = (one for one in self.decisions if one.step == RESUMED and one.language in ("", language))
        return frozenset(one.head for one in ended if one.head)

    def may_be_written(self, day: date) -> bool:
        """Say whether letters may be written for it on a day."""
        return self.state(day) == "open"


def next_acts(life: IssueLife, day: date) -> tuple[str, ...]:
    """Return what may be done with an issue next, as the words of `changes`; its text has a life of its own."""
    state = life.state(day)
    if state == "draft":
        return ("replan_issue", "set_target", "remove_target", "publish_issue")
    after: tuple[str, ...] = ("correct_issue", "import_count", "set_target", "remove_target")
    if state in ("open", "late"):
        pause = tuple(
            act for act, is_next in (("pause", not life.is_paused()), ("resume", _has_pause(life))) if is_next
        )
        return ("extend", *pause, "plan_issue", "stop", "end", *after)
    if state == "information":
        return ("plan_issue", "stop", "end", *after)
    if state == "stopped":
        return ("plan_issue", "end", "import_count")
    if state == "replaced":
        return ("stop", "import_count")
    return ("plan_issue", "stop", *after)


def _has_pause(life: IssueLife) -> bool:
    languages = {one.language for one in life.decisions} | {""}
    return any(life.is_paused(each) for each in languages)
