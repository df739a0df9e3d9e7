"""What the questions of this room return.

Entities and claims are named by their ids, days are calendar days in the dossier's zone. `claims` are ids of
claims that assert what is answered, best first; `denials` are ids of claims that deny it, and are never left out.
`why` is a reason that `wording.say` turns into a sentence. Nothing here is a verdict.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from answerable.command.answers import ClaimIds, Tenure
from answerable.kernel.standing import Status
from answerable.kernel.times import Span

Lane = Literal["power", "told", "said", "ordered", "done", "undone"]
LANES: tuple[Lane, ...] = ("power", "told", "said", "ordered", "done", "undone")
Placed = Literal["before", "during", "after", "unclear", "undated"]
PLACES: tuple[Placed, ...] = ("before", "during", "after", "unclear", "undated")
ReasonValue = str | int | date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is answered as it is. `code` names a sentence of `wording`, `values` what goes into it.

    A value under a key such as person, unit, post, incident or item is an entity id.
    """

    code: str
    values: Mapping[str, ReasonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class When:
    """The days of something as its counted claims give them; all None when no source dates it.

    It surely was on or after `first` and on or before `last` (the possible span). `is_certain`: every day of it is
    certain, none only possible. Minutes after midnight where a source gives hours, else None. `inner`: where it is
    not certain as a whole, the days in it that are, if any.
    """

    first: date | None
    last: date | None
    is_certain: bool
    first_clock: int | None = None
    last_clock: int | None = None
    inner: Span | None = None

    @property
    def is_dated(self) -> bool:
        """Say whether both sides are known."""
        return self.first is not None and self.last is not None

    @property
    def sure(self) -> Span | None:
        """The days on every one of which it surely was, or None; one known day is sure whatever its hours."""
        if self.is_dated and (self.is_certain or self.first == self.last):
            return Span(self.first, self.last)
        return self.inner


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a person was told, said, ordered, did or is said not to have done.

    `part`: the property by which the claim names the person (speaker, participant, givenBy, towards ...). `kind`:
    the type's own kind (praise, cabinet, letter, promotion ...), `receipt` that of a notice. `via`: the post or
    unit that the claim names in the person's place, empty when it names the person. `is_left_out`: sources say
    what it should have raised and did not. `is_inferred`: only the team's own analysis says so. `kinds`: every
    kind that its claims give, `kind` the best of them. `claims`: first those that name the person, then those that
    give what these leave open (day, incident, kind).
    """

    entity: str
    schema: str
    lane: Lane
    part: str
    kind: str
    receipt: str
    when: When
    incidents: tuple[str, ...]
    claims: ClaimIds
    denials: ClaimIds
    via: str = ""
    is_left_out: bool = False
    is_under_oath: bool = False
    is_inferred: bool = False
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which an incident lay under a post that the person held: from the unit there up to that post.

    `unit`: the post's own. `ground`: the unit that a claim ties to the incident, by `tie`, a deployment or
    involvement of itself or of somebody in it. `weakest`: the weakest link between the two, None when the ground
    is the post's own unit. `holding`: how the appointment stands on the incident's day. `hops`: how many links.
    `is_operational`: some link is one of operational control.
    """

    post: str
    unit: str
    appointment: str
    ground: str
    tie: str
    weakest: Status | None
    holding: Status
    hops: int
    is_operational: bool
    claims: ClaimIds
    denials: ClaimIds = ()

    @property
    def standing(self) -> Status:
        """The weakest of its links and of the holding of the post."""
        return self.holding if self.weakest is None else max(self.weakest, self.holding)


@dataclass(frozen=True, slots=True)
class IncidentUnder:
    """An incident in the chain of which a post of the person stood. `ways`: the strongest first.

    `killed`: people whose death some counted claim places there. `own_parts`: involvements that name the person.
    """

    incident: str
    when: When
    ways: tuple[Way, ...]
    killed: int
    own_parts: tuple[str, ...]
    claims: ClaimIds
    denials: ClaimIds = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """What a duty would have brought about, and no claim says that it did. It never counts as known.

    `duty`: the Duty on record. `item`: the notice, order or report that reached somebody below. `reached`: whom a
    claim says that it reached; `towards`: the person for whom it would follow.
    """

    duty: str
    item: str
    reached: str
    towards: str
    when: When
    incidents: tuple[str, ...]
    claims: ClaimIds
    why: Reason
    denials: ClaimIds = ()


@dataclass(frozen=True, slots=True)
class Placing:
    """How an item stands to an incident in time, and why.

    `days`: how many days lie from the one to the other, 0 on the same day, None where that is not certain.
    """

    item: str
    incident: str
    placed: Placed
    days: int | None
    why: Reason


@dataclass(frozen=True, slots=True)
class Account:
    """Everything on record of one person's conduct, on one time axis.

    `tenures`: every appointment, in order of time, undated last. `incidents`: those under the person's posts, and
    those that a claim names the person in, in order of time. `items`: what names the person, in order of time,
    undated last. `of_units`: what names a unit or post that the person then headed, and not the person.
    `expected`: what duties would have brought, apart from what is known. `replies`: the items that are denials,
    replies and answers of the person, of equal rank with what they answer.
    """

    person: str
    tenures: tuple[Tenure, ...]
    incidents: tuple[IncidentUnder, ...]
    items: tuple[Item, ...]
    of_units: tuple[Item, ...]
    expected: tuple[Expected, ...]
    replies: tuple[Item, ...]
    claims: ClaimIds
    denials: ClaimIds = ()

    def lane(self, name: Lane) -> tuple[Item, ...]:
        """Return the items of one lane, in order of time."""
        return tuple(item for item in self.items if item.lane == name)


@dataclass(frozen=True, slots=True)
class Instance:
    """One time that the rule of a pattern is met: which incidents and items, the claims, and how many days."""

    incidents: tuple[str, ...]
    items: tuple[str, ...]
    claims: ClaimIds
    denials: ClaimIds
    days: int | None
    why: Reason


@dataclass(frozen=True, slots=True)
class Against:
    """What on record speaks against a pattern, or why its rule is not met."""

    items: tuple[str, ...]
    claims: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class PatternAnswer:
    """Whether the rule of one pattern is met for one person, with both sides. Never a verdict.

    `is_met`: there is at least one instance. `weakest`: the weakest standing of a link or holding that it uses.
    `against` may hold something when it is met, and says why when it is not. `is_inferred`: every instance rests
    on the team's own analysis alone.
    """

    code: str
    person: str
    is_met: bool
    instances: tuple[Instance, ...]
    against: tuple[Against, ...]
    weakest: Status | None
    is_inferred: bool = False

    @property
    def claims(self) -> ClaimIds:
        """Every claim behind the instances, each once."""
        return tuple(dict.fromkeys(claim for each in self.instances for claim in each.claims))
