"""What the claims about one thing come to, its ids and its time, without building claims where one row tells all.

Most links and incidents of a large dossier rest on a single claim. The answers are those of the view, claim by
claim.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from answerable.command.answers import ClaimIds
from answerable.command.cited import cited
from answerable.command.structure import Index
from answerable.conduct.answers import When
from answerable.conduct.placing import when_of
from answerable.kernel.standing import BEGINNING, NEVER
from answerable.record.columns import DATED, NO_CLOCK
from answerable.record.view import View


@dataclass(frozen=True)
class Light:
    """See the module. Entities are named by their codes."""

    view: View

    @cached_property
    def _rows(self) -> Index:
        columns = self.view.columns
        about = self.view.canonical_codes[columns.about]
        return Index.by(about, len(columns.entities), np.arange(len(columns)))

    @cached_property
    def _ids(self) -> dict[int, tuple[ClaimIds, ClaimIds]]:
        return {}

    @cached_property
    def _when(self) -> dict[int, When]:
        return {}

    def ids(self, entity: int) -> tuple[ClaimIds, ClaimIds]:
        """Return the ids of the claims about an entity that count, best first, and of those that deny."""
        found = self._ids.get(entity)
        if found is None:
            columns, rows = self.view.columns, self._rows.of(entity)
            if len(rows) == 1 and columns.stance[rows[0]] == 0 and columns.status[rows[0]] <= 1:
                found = ((columns.id[rows[0]].decode(),), ())
            else:
                link = cited(self.view, columns.entities[entity])
                found = link.claims, link.denials
            self._ids[entity] = found
        return found

    def when(self, entity: int) -> When:
        """Return when an entity was, by all claims about it that count."""
        found = self._when.get(entity)
        if found is None:
            columns, rows = self.view.columns, self._rows.of(entity)
            if len(rows) == 1 and columns.stance[rows[0]] == 0 and columns.status[rows[0]] <= 1:
                found = self._one(rows[0])
            else:
                found = when_of(self.view.times(columns.entities[entity]))
            self._when[entity] = found
        return found

    def _one(self, row: int) -> When:
        columns = self.view.columns
        if not columns.flags[row] & DATED:
            return when_of(())
        low, high = int(columns.first_low[row]), int(columns.last_high[row])
        if (
            low == int(columns.first_high[row])
            and high == int(columns.last_low[row])
            and BEGINNING < low <= high < NEVER
        ):
            first = date.fromordinal(low)
            last = first if high == low else date.fromordinal(high)
            begins, ends = int(columns.first_clock[row]), int(columns.last_clock[row])
            return When(
                first, last, True, None if begins == NO_CLOCK else begins, None if ends == NO_CLOCK else ends
            )
        return when_of([self.view.claim_at(row).time])
