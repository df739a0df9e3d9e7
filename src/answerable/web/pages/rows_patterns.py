"""The patterns in what is on record of a person, as rows; for the public only those that a finding confirms."""

from dataclasses import dataclass

from answerable.web.asking import Asked


@dataclass(frozen=True, slots=True)
class PatternsShown:
    """The patterns to be shown: met ones, and those that are not, with why."""

    is_shown: bool
    met: tuple[object, ...]
    unmet: tuple[object, ...]


def patterns_shown(asks: Asked, person: str) -> PatternsShown:
    """Return the patterns of a person that the reader may see."""
    return PatternsShown(False, (), ())
