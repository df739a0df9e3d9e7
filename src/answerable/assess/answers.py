"""What the questions of this room return, and what its files hold.

Entities and claims are named by their ids. `claims` are ids of claims that assert what is answered, best first;
`denials` are ids of claims that deny it, and are never left out. A state is only ever what a named analyst has
recorded. Nothing here is a verdict, and nothing adds up to one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from answerable.command.answers import ClaimIds
from answerable.conduct.answers import Placed, Reason, Way, When
from answerable.kernel.standing import Status

Words = Mapping[str, str]
"""A text by language; English and Spanish are always there."""
Subject = Literal["person", "incident", "proceeding"]
SUBJECTS: Mapping[Subject, str] = {"person": "Person", "incident": "Incident", "proceeding": "Proceeding"}
"""What a framework may be about, and the type that such a subject must be."""
Mark = Literal["text", "lawyer"]
"""text: read in the text or a summary of it. lawyer: to be checked by a lawyer before anybody relies on it."""
Logic = Literal["leaf", "all", "any", "not", "n-of"]
Side = Literal["for", "against", "either"]
SIDES: tuple[Side, ...] = ("for", "against", "either")
How = Literal["direct", "inferred"]
Anchor = Literal["subject", "incident", "whole", "around"]
Tie = Literal["own", "whole", "part", "sibling", "other", "none"]
TIES: tuple[Tie, ...] = ("own", "whole", "part", "sibling", "other", "none")
STATES = ("not-assessed", "no-evidence", "weak", "substantial", "contested", "rebutted")
STANDARDS = (
    "lead",
    "reasonable-suspicion",
    "reasonable-grounds",
    "balance-of-probabilities",
    "clear-and-convincing",
)
"""From the lowest up. What a criminal court must reach is not among them, and nothing here offers it."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text that a framework is drawn from. The dates are date texts, empty where not known or still in force.

    `registry`: its id in texts.yaml, where its versions are; empty when the framework describes it itself.
    """

    key: str
    norm: Words
    article: str
    valid_from: str
    valid_to: str
    mark: Mark
    note: Words
    registry: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in one of the framework's texts."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Query:
    """One thing to look for among the claims. An empty filter lets everything through.

    `name` is that of the indicator, `words` what it would show. `find` is where it looks:

    - item: what names the person on the axis of conduct; unit-item: what names a unit or post that the person
      then headed; expected: what a duty should have brought, and nobody says that it did.
    - chain: the ways in which the incident lay under the person's posts. tenure: the posts that the person held
      on the incident's days. duty: what law, rule or plan lays on the person, or on a post held then. pattern: the
      patterns whose rule is met for the person.
    - entity: what points at the subject, the incident, the whole that this is part of, or both of these (around),
      by one of the properties `by`. own: what the claims say of one of these itself under `properties`.
    - demand: what somebody demanded in the two weeks from the incident on; a demand names no incident.

    `placed` never shuts out what no source dates or what cannot be placed for sure. `later`: only patterns in
    which the incident is not the first. `says`: beginnings of words that a claim must use, by property; what is
    found by a word is always inferred.
    """

    name: str
    find: str
    how: How
    words: Words
    placed: tuple[Placed, ...] = ()
    ties: tuple[Tie, ...] = ("own", "whole")
    lanes: tuple[str, ...] = ()
    schemata: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    receipts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    left_out: bool | None = None
    oath: bool | None = None
    by: tuple[str, ...] = ()
    of: Anchor = "subject"
    properties: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    later: bool = False
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    says: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a framework: a question, or a group of questions joined by `logic`.

    `parts`: the codes of what it joins, none for a leaf. `needed`: how many of them the logic asks for. `kind`,
    `cites`: its own, or those of the nearest group above that gives them. `mental`: the level of knowledge that a
    leaf asks for, empty when it asks for none. `leaf`: the shared leaf that it takes up, empty when it is its own.
    `place`: the file and line that define it.
    """

    code: str
    parent: str
    logic: Logic
    needed: int
    parts: tuple[str, ...]
    question: Words
    short: Words
    kind: str
    mark: Mark
    cites: tuple[Citation, ...]
    mental: str
    looks_for: Mapping[Side, tuple[Query, ...]]
    seek: tuple[Words, ...]
    note: Words
    leaf: str
    place: str

    @property
    def is_leaf(self) -> bool:
        """Say whether it is a question of its own."""
        return self.logic == "leaf"


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is disputed about a framework, or about one element of it."""

    element: str
    words: Words


@dataclass(frozen=True, slots=True)
class Framework:
    """One legal test or standard, as a tree of questions. `elements` is in reading order, the root first.

    `about`: which kinds of subject it can be held against. `language`: that of the wording that governs.
    `excludes`: levels of knowledge that none of its leaves may ask for.
    """

    id: str
    version: str
    about: tuple[Subject, ...]
    language: str
    jurisdiction: Words
    titles: Words
    summary: Words
    excludes: tuple[str, ...]
    texts: tuple[SourceText, ...]
    disputes: tuple[Dispute, ...]
    elements: tuple[Element, ...]

    @property
    def root(self) -> Element:
        """The element that joins all others."""
        return self.elements[0]

    @property
    def leaves(self) -> tuple[Element, ...]:
        """The questions, in reading order."""
        return tuple(element for element in self.elements if element.is_leaf)

    def find(self, code: str) -> Element | None:
        """Return one element by its code in any case of letters, or None."""
        folded = code.casefold()
        return next((element for element in self.elements if element.code.casefold() == folded), None)

    def depth(self, code: str) -> int:
        """Return how many groups an element lies under."""
        found, steps = self.find(code), 0
        while found and found.parent:
            found, steps = self.find(found.parent), steps + 1
        return steps

    def disputes_of(self, code: str) -> tuple[Dispute, ...]:
        """Return what is disputed about one element; an empty code asks for what concerns the whole."""
        return tuple(each for each in self.disputes if each.element == code)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something on record that may bear on an element. Whether it does, only an analyst can say.

    `indicator`: the query that found it, `words` what it would show. `how`: it shows the thing, or only lets it be
    inferred. `part`: the property by which it names the person or anchor. `tie`: it concerns the incident itself,
    the whole that this is part of, a part of it, another part of the same whole, another incident, or none.
    `placed`: before, during or after the incident, None when no incident was asked for. `via`: the post or unit
    named in the person's place. `weakest`: the weakest link or holding that it rests on. `is_denial`: it denies
    what stands on the other side, or is the person's own denial, reply or answer.
    """

    indicator: str
    words: Words
    side: Side
    how: How
    entity: str
    schema: str
    part: str
    tie: Tie
    placed: Placed | None
    days: int | None
    when: When
    claims: ClaimIds
    denials: ClaimIds
    why: Reason
    via: str = ""
    weakest: Status | None = None
    way: Way | None = None
    is_denial: bool = False


@dataclass(frozen=True, slots=True)
class Assessed:
    """One analyst's assessment of one element. `is_for_all`: it was made for all incidents together.

    `rests_on`: the claims that were weighed. `recorded_at` is an ISO moment in UTC.
    """

    entity: str
    claim: str
    analyst: str
    state: str
    standard: str
    reason: Words
    next: Words
    incident: str
    is_for_all: bool
    rests_on: ClaimIds
    source: str
    visibility: str
    recorded_at: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One leaf held against one subject: the candidates on each side, and what analysts have made of them.

    `assessed`: the latest of each analyst, latest first; `earlier`: what each said before. `state`: what they
    agree on, `not-assessed` when nobody has assessed it, `differing` when they do not agree. `standard`: the
    lowest that any of them applied, empty when none. `weakest`: the weakest link of the strongest way, where the
    leaf is filled from the chain of command.
    """

    framework: str
    element: str
    subject: str
    incident: str
    supports: tuple[Candidate, ...]
    against: tuple[Candidate, ...]
    either: tuple[Candidate, ...]
    assessed: tuple[Assessed, ...]
    earlier: tuple[Assessed, ...]
    state: str
    standard: str
    weakest: Status | None
    claims: ClaimIds
    denials: ClaimIds

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every candidate: for, against, then those that may be either."""
        return (*self.supports, *self.against, *self.either)

    @property
    def is_conflict(self) -> bool:
        """Say whether the analysts' latest assessments differ."""
        return self.state == DIFFERING


DIFFERING = "differing"


@dataclass(frozen=True, slots=True)
class Stated:
    """How far the parts of one element are assessed. It counts assessments and concludes nothing.

    `needed` of the `parts` must be stated before the element is no longer `is_open`. A leaf is stated when every
    analyst who assessed it says `substantial`; a part of NOT when what it joins is `rebutted`. `stated`,
    `countered`: how many of the parts are so. `counts`: how many leaves under it are in each state, differing
    ones apart. `lowest_standard`: the lowest standard of proof among the stated leaves, empty when there is
    none.
    """

    element: str
    logic: Logic
    needed: int
    parts: int
    stated: int
    countered: int
    is_open: bool
    is_countered: bool
    leaves: int
    counts: Mapping[str, int]
    lowest_standard: str
    why: Reason


@dataclass(frozen=True, slots=True)
class Matrix:
    """A framework held against one subject, for one incident or for all (`incident` empty).

    `cells`: one for each leaf, `stated`: one for each element, both in reading order.
    """

    framework: Framework
    subject: str
    incident: str
    cells: tuple[Cell, ...]
    stated: tuple[Stated, ...]
    claims: ClaimIds

    def cell(self, code: str) -> Cell | None:
        """Return the cell of one leaf, or None."""
        return next((cell for cell in self.cells if cell.element == code), None)

    def stated_of(self, code: str) -> Stated | None:
        """Return how far one element is assessed, or None."""
        return next((each for each in self.stated if each.element == code), None)


Missing = Literal[
    "nothing-found", "nothing-for", "weak-link", "only-inferred", "differing", "assessed-open", "not-assessed"
]
MISSING: tuple[Missing, ...] = get_args(Missing)
"""Why something is to be looked for, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something to investigate next. `elements` are the (framework, code) pairs that the answer would serve.

    `missing`: why it is asked. `seek`: what to look for, the analysts' own words last. `candidates`: how many are
    on record, on any side. `incident` is empty when it is asked for all.
    """

    missing: Missing
    subject: str
    incident: str
    elements: tuple[tuple[str, str], ...]
    short: Words
    question: Words
    seek: tuple[Words, ...]
    kind: str
    candidates: int
    why: Reason


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One kind of element in several frameworks. `cells`: for each framework in turn, its leaves of that kind."""

    kind: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several frameworks held against one subject, side by side, row by kind of element."""

    subject: str
    incident: str
    matrices: tuple[Matrix, ...]
    rows: tuple[ComparisonRow, ...]
