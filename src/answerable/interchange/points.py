"""One thing that a check found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """`code` is stable, `sentence` says what is amiss, `claims` and `entities` are where to look."""

    code: str
    sentence: str
    claims: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
