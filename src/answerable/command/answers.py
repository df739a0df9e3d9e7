"""What the questions of this room return.

Entities and claims are named by their ids, days are calendar days in the dossier's zone, statuses those of
kernel.standing. `claims` are ids of claims that assert what is answered, best first; `denials` are ids of claims
that deny it, and are never left out. `why` is a reason; `wording.say` turns it into a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from answerable.kernel.standing import Run, Standing, Status
from answerable.kernel.times import Span

ReasonValue = str | int | date | None
State = Literal["held", "acting", "vacant", "conflict", "unknown", "placeholder"]
Ending = Literal[
    "head-of-state", "no-superior-known", "no-superior-on-day", "only-administrative", "loop", "too-deep"
]
ClaimIds = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is answered as it is. `code` names a sentence of `wording`, `values` what goes into it.

    A value under a key such as person, unit, post, superior or incident is an entity id.
    """

    code: str
    values: Mapping[str, ReasonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holder:
    """One appointment to a post, as it stands on the day asked. `person` is None for a time of vacancy.

    `kind`: substantive, acting, temporary, de-facto or vacant; empty when no source says. `first_day`, `last_day`:
    the first and last day that any counted claim speaks of, None where open. `is_start`: the first is the real
    start, not the first mention; `is_end` likewise.
    """

    person: str | None
    appointment: str
    kind: str
    rank: str
    standing: Standing
    first_day: date | None
    last_day: date | None
    is_start: bool
    is_end: bool
    claims: ClaimIds
    denials: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class Link:
    """The edge from a unit to the one above it. `klass`: command or operational.

    `edge` is a Subordination, or a Deployment whose source says whom the unit was placed under. `also`: further
    edges of the same class between the same two units that are no stronger on the day (other periods).
    """

    edge: str
    klass: str
    superior: str
    standing: Standing
    first_day: date | None
    last_day: date | None
    is_start: bool
    is_end: bool
    claims: ClaimIds
    denials: ClaimIds
    why: Reason
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherPost:
    """A post of a unit beside the one that commands it, with those who held it on the day."""

    post: str
    function: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One unit in a chain, the post that commands it, and who held that post on the day.

    `holders`: the appointments of the strongest standing (evidenced, else possible, else assumed). `others`: the
    rest that the day does not exclude, strongest first. `vacancies`: claims that the post was vacant, of the
    strongest standing. `link` leads to the rung above, None at the top.
    """

    unit: str
    post: str | None
    holders: tuple[Holder, ...]
    state: State
    link: Link | None
    why: Reason
    others: tuple[Holder, ...] = ()
    vacancies: tuple[Holder, ...] = ()
    other_posts: tuple[OtherPost, ...] = ()

    @property
    def last_known(self) -> tuple[Holder, ...]:
        """Who is cited in the post on other days, when nobody is known to have held it on this one."""
        return () if self.holders or self.vacancies else self.others


@dataclass(frozen=True, slots=True)
class Branch:
    """One way from the unit to the top; `rungs` run from the ground up, the first is the unit asked for.

    `weakest`: the weakest of its links, None when it has none. `weakest_holder`: the weakest holder shown, None
    when no rung has one. `is_operational`: at least one link is one of operational control.
    """

    rungs: tuple[Rung, ...]
    weakest: Status | None
    weakest_holder: Status | None
    ending: Ending
    is_operational: bool
    why: Reason

    @property
    def units(self) -> tuple[str, ...]:
        """The units from the ground up."""
        return tuple(rung.unit for rung in self.rungs)


@dataclass(frozen=True, slots=True)
class Report:
    """Something in a chain that a reader must know: loop, two-posts, rank-unexpected, holder-of-placeholder."""

    code: str
    entities: tuple[str, ...]
    claims: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a person's chain starts at a unit: `entity` is an appointment, a membership or a deployment."""

    kind: Literal["post", "membership", "deployment"]
    entity: str
    unit: str
    standing: Standing
    claims: ClaimIds
    denials: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class Chain:
    """Every branch above a unit on a day, the strongest first. `claims`: all that it rests on, each once.

    `person` and `basis` are set when the chain was asked for a person. `is_cut`: there were more branches than
    are returned.
    """

    unit: str
    day: date
    branches: tuple[Branch, ...]
    reports: tuple[Report, ...]
    claims: ClaimIds
    denials: ClaimIds = ()
    person: str | None = None
    basis: Basis | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class ChainChange:
    """One difference between two chains of a unit. `before` and `after` are ids of holders, posts or superiors.

    `code`: superior-new, superior-gone, link-standing, holder-new, holder-gone, holder-standing or state. For the
    last and the two standings, `before` and `after` hold words instead: a state, or the word of a status.
    """

    code: str
    unit: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    claims: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a unit to an incident: a deployment or involvement, of itself or of a person in it."""

    entity: str
    schema: str
    role: str
    person: str | None
    basis: Basis | None
    claims: ClaimIds
    denials: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class IncidentUnit:
    """One unit tied to an incident, and its chain on each day asked; `chains` has one for each of those days."""

    unit: str
    ties: tuple[Tie, ...]
    chains: tuple[Chain, ...]

    @property
    def chain(self) -> Chain | None:
        """The chain on the incident's first day, or None when the incident is undated."""
        return self.chains[0] if self.chains else None


@dataclass(frozen=True, slots=True)
class DayChange:
    """What differs in a unit's chain on `day` from the day asked before it."""

    unit: str
    day: date
    changes: tuple[ChainChange, ...]


@dataclass(frozen=True, slots=True)
class IncidentChains:
    """The chains above every unit tied to an incident.

    `days`: each day of the incident; of one that may have lasted over a month only the first and those on which
    some chain changes. Empty, like every `chains`, when no source dates the incident: `why` says so. `is_certain`:
    the incident's days are certain, not only possible.
    """

    incident: str
    days: tuple[date, ...]
    is_certain: bool
    units: tuple[IncidentUnit, ...]
    changes: tuple[DayChange, ...]
    claims: ClaimIds
    denials: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class Overlap:
    """The time in which one person held a post over, or under, another.

    `person`, `post`, `appointment` are the other's; `own_post`, `own_appointment` those of the person asked for.
    `links`: the edges between the two units, from the lower up; none when both posts are in one unit. `hops`: how
    many posts up or down. `certain`: spans on every day of which all of it
    is evidenced; `possible`: spans outside which some part of it is excluded or not spoken of. A day of hand-over
    is not counted among `certain_days` unless both sides give it as a day in post.
    """

    person: str
    post: str
    appointment: str
    own_post: str
    own_appointment: str
    links: tuple[str, ...]
    hops: int
    certain: tuple[Span, ...]
    possible: tuple[Span, ...]
    certain_days: int
    possible_days: int | None
    claims: ClaimIds
    denials: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class Tenure:
    """One appointment to a unit's commanding post, whole. `runs`: how it stands on every day there is."""

    person: str | None
    appointment: str
    post: str
    kind: str
    rank: str
    first_day: date | None
    last_day: date | None
    is_start: bool
    is_end: bool
    certain: tuple[Span, ...]
    possible: tuple[Span, ...]
    runs: tuple[Run, ...]
    claims: ClaimIds
    denials: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which nobody is known to have held the post, between two appointments (ids)."""

    post: str
    span: Span
    after: str
    before: str
    why: Reason


@dataclass(frozen=True, slots=True)
class SharedTime:
    """Days on which two appointments to one post are both evidenced. `is_handover`: one ended, the other began."""

    post: str
    first: str
    second: str
    spans: tuple[Span, ...]
    days: int
    is_handover: bool
    why: Reason


@dataclass(frozen=True, slots=True)
class CommandHistory:
    """Who commanded a unit, in order of time; undated tenures last. `posts`: its commanding posts."""

    unit: str
    posts: tuple[str, ...]
    tenures: tuple[Tenure, ...]
    gaps: tuple[Gap, ...]
    overlaps: tuple[SharedTime, ...]
    claims: ClaimIds


@dataclass(frozen=True, slots=True)
class SubtreeNode:
    """One unit under a post. `link` leads up to `above`; `weakest` is the weakest link from the post down to it.

    `is_repeat`: the unit was listed before under another superior, so what is under it is not listed again.
    """

    rung: Rung
    depth: int
    above: str
    link: Link
    weakest: Status
    is_repeat: bool = False

    @property
    def unit(self) -> str:
        """The unit's id."""
        return self.rung.unit


@dataclass(frozen=True, slots=True)
class Subtree:
    """Everything under a post on a day, each unit followed by what is under it."""

    post: str
    unit: str
    day: date
    nodes: tuple[SubtreeNode, ...]
    reports: tuple[Report, ...]
    claims: ClaimIds


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that place, time and branch make possible for an incident. An inference, never a finding.

    `positioning`: the site or area that matches. `via`: the edges by which the unit takes it on from `place_of`, a
    unit under it; empty when the place is its own. `matches`: place or region. `branch`: the words by which the
    branch matches, empty when no source names a branch.
    """

    unit: str
    positioning: str
    place_of: str
    via: tuple[str, ...]
    matches: Literal["place", "region"]
    branch: tuple[str, ...]
    status: Status
    claims: ClaimIds
    why: Reason
    is_inferred: bool = True
