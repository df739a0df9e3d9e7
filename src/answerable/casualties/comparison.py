"""What is stated against what is documented: each speaker's latest count, beside the records one can open."""

from dataclasses import dataclass

from answerable.casualties.harms import Documented, documented, harms
from answerable.casualties.scopes import WHOLE
from answerable.casualties.tolls import StatedCount, series, stated_counts
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one kind of harm comes to.

    `latest` holds the last count of each line (speaker, definition), the line with most counts first. They are not
    made into a range: they count different people. `speakers` is how many speakers there are.
    """

    what: str
    documented: Documented
    latest: tuple[StatedCount, ...]
    speakers: int


def compare(view: View, what: str, *, scope: str = WHOLE) -> Comparison:
    """Set the latest counts of a kind of harm ('killed', 'injured') beside the records of it.

    `scope` is WHOLE, or an incident: then the records are those of that incident.
    """
    lines = series(stated_counts(view, what, scope=scope))
    latest = tuple(line.last for line in lines if line.last)
    return Comparison(
        what,
        documented(harms(view, incident="" if scope == WHOLE else scope, kind=what)),
        latest,
        len({count.speaker or count.source for count in latest}),
    )
