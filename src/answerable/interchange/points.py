"""One thing that a check found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """`code` is stable, `sentence` says what is amiss, `claims` are the ids to look at, `entities` whom it is about."""

    code: str
    sentence: str
    claims: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
