"""What a view hands out: claims, sources and values, as they may be read by the view's audience."""

from collections.abc import Mapping
from dataclasses import dataclass

from answerable.kernel.times import Time


@dataclass(frozen=True, slots=True)
class ReadableSource:
    """A source as an audience may see it. When `is_withheld`, only `attribution` tells of it.

    `key` is then an opaque word, and every other text is empty.
    """

    key: str
    kind: str
    title: str
    publisher: str = ""
    url: str = ""
    created: str = ""
    published: str = ""
    obtained: str = ""
    language: str = ""
    rights: str = ""
    access: str = ""
    reliability: str = ""
    derives_from: tuple[str, ...] = ()
    visibility: str = "public"
    attribution: str = ""
    sha256: str = ""
    note: str = ""
    is_withheld: bool = False

    @property
    def is_analysis(self) -> bool:
        """Say whether this is the team's own signed analysis, so that its claims are findings."""
        return self.kind == "analysis"


@dataclass(frozen=True, slots=True)
class ReadableClaim:
    """One claim in a view. `status` is the ruling in force; `verified_by` names second persons, team only."""

    id: str
    ref: str
    about: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    source: str
    locator: str
    time: Time
    stance: str
    grade: int
    status: str
    visibility: str
    attribution: str
    note: str
    rests_on: tuple[str, ...]
    recorded_at: str
    recorded_by: str
    verified_by: tuple[str, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Say whether the claim has a part in settled values: asserted, and neither in conflict nor rejected."""
        return self.stance == "asserts" and self.status in ("recorded", "accepted")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, with the claims that assert it and those that deny it."""

    text: str
    claims: tuple[ReadableClaim, ...]
    denied_by: tuple[ReadableClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Values:
    """All that a view holds of one property of one entity.

    `settled` is the value of the accepted claim; failing one, of the best grade, then of the latest source.
    `is_conflict`: the property should have one value, and claims that count give several.
    """

    settled: Value | None
    every: tuple[Value, ...]
    is_conflict: bool

    @property
    def claims(self) -> tuple[ReadableClaim, ...]:
        """Every claim that asserts some value, each once, best first."""
        seen: dict[str, ReadableClaim] = {}
        for value in self.every:
            for claim in value.claims:
                seen.setdefault(claim.id, claim)
        return tuple(seen.values())

    @property
    def denials(self) -> tuple[ReadableClaim, ...]:
        """Every claim that denies some value."""
        seen = {claim.id: claim for value in self.every for claim in value.denied_by}
        return tuple(seen.values())


NO_VALUES = Values(None, (), False)
