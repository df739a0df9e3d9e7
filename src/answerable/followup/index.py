"""What this room works out once for a view and keeps with it: the marks of each proceeding, and ladders by day."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from answerable.followup.answers import Ladder, Mark
from answerable.followup.marks import first_counted, marks_of, window_of
from answerable.record.view import View

MOST_DAYS = 8
"""Days for which ladders are kept: readers choose the day, so that there is no end of them."""


@dataclass(frozen=True, slots=True)
class FollowupIndex:
    """See the module. Get it from `index_of`, which keeps one for each view."""

    view: View
    _marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    _persons: dict[str, dict[str, date]] = field(default_factory=dict)
    _ladders: "OrderedDict[date, dict[str, Ladder]]" = field(default_factory=OrderedDict)

    def marks(self, proceeding: str) -> tuple[Mark, ...]:
        """Return every mark of a proceeding, whatever its day, in order of time."""
        found = self._marks.get(proceeding)
        if found is None:
            found = self._marks[proceeding] = marks_of(self.view, proceeding)
        return found

    def persons(self, proceeding: str) -> dict[str, date]:
        """Return everyone whom a claim names in a proceeding or a step of it, with the first day it may be of."""
        found = self._persons.get(proceeding)
        if found is None:
            found = self._persons[proceeding] = {}
            for entity in (proceeding, *self.view.pointing_at(proceeding, "Step", "proceeding")):
                for claim in first_counted(self.view, entity, "person"):
                    first = window_of(self.view, claim).first or date.min
                    for name in claim.properties["person"]:
                        person = self.view.canonical(name)
                        found[person] = min(first, found.get(person, first))
        return found

    def ladders_on(self, day: date) -> dict[str, Ladder]:
        """Return the ladders kept for a day, to be added to; the day used longest ago makes room."""
        kept = self._ladders.setdefault(day, {})
        self._ladders.move_to_end(day)
        while len(self._ladders) > MOST_DAYS:
            self._ladders.popitem(last=False)
        return kept


def index_of(view: View) -> FollowupIndex:
    """Return the index of a view, kept with the view as its own cached properties are."""
    kept: dict[str, Any] = vars(view)
    found = kept.get("_followup_index")
    if not isinstance(found, FollowupIndex):
        found = kept["_followup_index"] = FollowupIndex(view)
    return found
