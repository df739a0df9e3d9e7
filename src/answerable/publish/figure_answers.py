"""What a figure comes to: stated by whom, documented by which records, and how sure."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ClaimIds = tuple[str, ...]
Bound = Literal["exact", "at-least", "at-most", "range", "none"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its bounds. `low` and `high` are equal when it is exact; None where a side is open.

    `best` is the number to print; None when there is none. A share is in per cent, not rounded.
    """

    best: float | None
    low: float | None
    high: float | None

    @property
    def bound(self) -> Bound:
        """The words that the number needs beside it."""
        if self.best is None and self.low is None and self.high is None:
            return "none"
        if self.high is None:
            return "at-least"
        if self.low is None:
            return "at-most"
        return "exact" if self.low == self.high else "range"


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """One amount as one speaker stated it, as of a day; `tally` is the count's entity."""

    amount: Amount
    speaker: str
    source: str
    tally: str
    as_of: date | None
    claims: ClaimIds


@dataclass(frozen=True, slots=True)
class FigureValue:
    """What a figure comes to in one view.

    `figure`: its entity, such as figure:killed. `stated`: each statement, the settled one first. `documented`:
    what the records come to, None when it has no search or toll. `records`: the entities counted, in order.
    `parts`: the values of the figures that it is made from. `shown`: the amount that stands for it in a text.
    `conflicts`: codes of what does not fit (parts-disagree, stated-over-documented, stated-under-documented,
    same-number-other-people, speakers-disagree). `as_of`: the day that the stated value is of, or the view's.
    """

    figure: str
    shown: Amount
    stated: tuple[StatedAmount, ...] = ()
    documented: Amount | None = None
    records: tuple[str, ...] = ()
    parts: tuple["FigureValue", ...] = ()
    operation: str = ""
    conflicts: tuple[str, ...] = ()
    as_of: date | None = None
    claims: ClaimIds = field(default=())
    denials: ClaimIds = field(default=())
