"""What the questions of this room return.

Entities and claims are named by their ids, days are calendar days in the dossier's zone. `claims` are ids of
claims that assert what is answered; `denials` are ids of claims that deny it, and are never left out. `why`
is a reason that `wording.say` turns into a sentence. Nothing here is a verdict: a person named in a
proceeding is under inquiry at most, unless the stage says more, and then it is the source that says so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from answerable.command.answers import ClaimIds, Reason
from answerable.followup.stages import PERSONAL

Dating = Literal["claim", "published", "recorded"]
Turn = Literal["first", "rise", "same", "fall", "ended", "reopened", "none"]
RequestWord = Literal["answered", "answered-late", "perhaps-answered", "waiting", "late"]
CallWord = Literal["met", "partly", "refused", "unanswered", "unknown"]
ReplyWord = Literal["replied", "waiting", "silent", "no-dates"]
DeadlineKind = Literal["request", "call", "reply"]
Basis = Literal["person", "incident", "wider"]
DeathWord = Literal["criminal", "other-file", "measure", "wider", "nothing"]


@dataclass(frozen=True, slots=True)
class Window:
    """The days between which something happened; it surely had by `last`. None where a side is open.

    `dating`: what the days come from: the claim itself; failing it the day its source was published, by which
    it must have happened; failing that, the day the claim was recorded.
    """

    first: date | None
    last: date
    dating: Dating = "claim"

    @property
    def is_exact(self) -> bool:
        """Say whether it is one day that a source gives."""
        return self.first == self.last

    def had_come(self, day: date) -> bool:
        """Say whether it surely had happened on `day`."""
        return self.last <= day

    def may_have_come(self, day: date) -> bool:
        """Say whether it may have happened by `day`, surely or not."""
        return self.first is None or self.first <= day


@dataclass(frozen=True, slots=True)
class Mark:
    """That one claim says that a proceeding had come to a stage.

    `step` is the step that the claim is about, empty when it speaks of the proceeding. `persons` are the
    people it names, canonical; empty when it speaks of the case and names nobody. `number`: of how many it
    speaks, where it says so. `is_inferred`: the claim is the team's own analysis. `is_confirmation`: the
    claim says that this stage, an acquittal or a shelving, was confirmed on appeal; a conviction that was is
    the rung `confirmed`. `is_start`: the source says that it came on that day, not only that it had come.
    """

    claim: str
    stage: str
    source: str
    when: Window
    step: str
    persons: tuple[str, ...]
    number: int | None
    is_accepted: bool
    is_inferred: bool
    denials: ClaimIds
    is_confirmation: bool = False
    is_start: bool = False

    @property
    def is_personal(self) -> bool:
        """Say whether it speaks of people alone, and not of how far the case had come."""
        return self.stage in PERSONAL and bool(self.persons)

    def concerns(self, other: "Mark") -> bool:
        """Say whether the two speak of the same people, as far as they name them."""
        return not self.persons or not other.persons or not set(self.persons).isdisjoint(other.persons)


@dataclass(frozen=True, slots=True)
class StageStanding:
    """A stage at which a proceeding stands. `marks` in order of time; `persons` those whom they name.

    No person means that the sources speak of the case as a whole.
    """

    stage: str
    marks: tuple[Mark, ...]
    persons: tuple[str, ...]

    @property
    def first(self) -> Mark:
        """The mark by which the stage was surely reached earliest."""
        return self.marks[0]

    @property
    def claims(self) -> ClaimIds:
        """The claims behind it, each once."""
        return tuple(dict.fromkeys(mark.claim for mark in self.marks))

    @property
    def denials(self) -> ClaimIds:
        """The claims that deny it."""
        return tuple(dict.fromkeys(name for mark in self.marks for name in mark.denials))


@dataclass(frozen=True, slots=True)
class Answer:
    """A denial, reply, justification or regret: who says it, and whether it names an incident of the case.

    `speaker` is the person or whoever speaks for them; `kind` is a remark's own kind, or `right-of-reply`.
    """

    entity: str
    kind: str
    speaker: str
    when: Window
    is_of_incident: bool
    claims: ClaimIds


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """Where one person stands in one proceeding.

    `stands`: from claims that name the person. `of_case`: what ended or halted the case as a whole after
    that; it is said of the case, not of the person. `stands` is empty when the person is named without a
    stage. `is_contested`: sources disagree. `is_only_heard`: somebody who was heard, not whom the case is about.
    `answers`: what the person denies or replies, the latest first.
    """

    person: str
    stands: tuple[StageStanding, ...]
    of_case: tuple[StageStanding, ...]
    is_contested: bool
    is_only_heard: bool
    marks: tuple[Mark, ...]
    answers: tuple[Answer, ...]
    claims: ClaimIds
    denials: ClaimIds

    @property
    def stage(self) -> str:
        """The stage that the person stands at; empty when none is on record or sources disagree."""
        return "" if self.is_contested or not self.stands else self.stands[0].stage

    @property
    def current_answers(self) -> tuple[Answer, ...]:
        """The person's own latest denial; failing one, the latest in their name; failing that, a reply."""
        denials = [answer for answer in self.answers if answer.kind == "denial"]
        own = [answer for answer in denials if answer.speaker == self.person]
        shown = own or denials or self.answers
        return tuple(answer for answer in shown if answer.when.last == shown[0].when.last)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step of a proceeding. `turn`: how it moved the case on the ladder, by its own stage.

    `windows` hold the days as each claim gives them; `days_differ` when two exact ones do. A step without a
    stage (a transfer, a hearing) has the turn `none`.
    """

    entity: str
    stages: tuple[str, ...]
    turn: Turn
    when: Window
    windows: tuple[Window, ...]
    persons: tuple[str, ...]
    number: int | None
    is_sure: bool
    claims: ClaimIds
    denials: ClaimIds

    @property
    def days_differ(self) -> bool:
        """Say whether sources give different days for it."""
        return len({window.last for window in self.windows if window.is_exact and window.dating == "claim"}) > 1


@dataclass(frozen=True, slots=True)
class AuthorityTime:
    """That an authority had the case: the first and last day by which a claim says so. Several: it moved."""

    authority: str
    first: date
    last: date
    claims: ClaimIds


@dataclass(frozen=True, slots=True)
class Ladder:
    """One proceeding as it stands on `day`.

    `marks`: all of the case that had surely come by then, in order of time; that somebody was a witness is
    not. `may`: what may have, by dates that are not exact. `stands`: the stages it stands at, the furthest
    rung first, asides last; several when sources disagree (`is_contested`) or when they speak of different
    people. `by_source`: the latest mark of each source. `missing`: the rungs of its kind of which no source
    speaks. `of_authority`: measures about the office that has the case.
    """

    proceeding: str
    kind: str
    day: date
    incidents: tuple[str, ...]
    authorities: tuple[AuthorityTime, ...]
    file_numbers: tuple[str, ...]
    marks: tuple[Mark, ...]
    may: tuple[Mark, ...]
    stands: tuple[StageStanding, ...]
    is_contested: bool
    by_source: tuple[Mark, ...]
    missing: tuple[str, ...]
    people: tuple[PersonStanding, ...]
    steps: tuple[StepTaken, ...]
    of_authority: tuple[str, ...]
    first_day: date | None
    claims: ClaimIds
    denials: ClaimIds

    @property
    def stage(self) -> str:
        """The stage to count it under: the furthest rung it stands at, else what ended it; empty if contested."""
        return "" if self.is_contested or not self.stands else self.stands[0].stage

    @property
    def reached(self) -> tuple[str, ...]:
        """Every stage that a source says it had come to, each once, in order of time."""
        return tuple(dict.fromkeys(mark.stage for mark in self.marks))


@dataclass(frozen=True, slots=True)
class StageWarning:
    """That a claim asks for a source: a stage below one that was reached before, without a step that says why.

    `code`: stage-fell, stage-reopened, or confirmed-what. `claim` is the claim to look at, `before` those
    that it stands against.
    """

    code: str
    proceeding: str
    stage: str
    claim: str
    before: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class CountedStage:
    """How many proceedings stand at a stage; an empty `stage` with `is_contested` is for those in dispute."""

    stage: str
    is_contested: bool
    proceedings: tuple[str, ...]
    claims: ClaimIds

    @property
    def count(self) -> int:
        """How many."""
        return len(self.proceedings)


@dataclass(frozen=True, slots=True)
class Between:
    """What changed in one proceeding after one day, up to another.

    `before`, `after`: the stages it stood at; `before` is empty when nothing was on record by then. `marks`
    and `steps`: what came in between, in order of time.
    """

    proceeding: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    marks: tuple[Mark, ...]
    steps: tuple[StepTaken, ...]
    claims: ClaimIds

    @property
    def is_moved(self) -> bool:
        """Say whether the proceeding stands elsewhere than before."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class RequestState:
    """An information request on a day.

    `state`: answered; answered-late; perhaps-answered, when an answer is on record whose day may lie later;
    waiting; late, when the deadline has passed. `days` counts at least how many days it waited, to the answer
    or to the day asked about; `days_at_most` where the days are not exact. `days_late` is 0 when it is not
    late, None when no deadline is on record. `confirms_absence`: the answer says that what was asked for does
    not exist.
    """

    entity: str
    by: tuple[str, ...]
    addressees: tuple[str, ...]
    incidents: tuple[str, ...]
    state: RequestWord
    asked: Window | None
    due: date | None
    answered: Window | None
    days: int | None
    days_at_most: int | None
    days_late: int | None
    confirms_absence: bool | None
    claims: ClaimIds
    denials: ClaimIds
    why: Reason

    @property
    def is_open(self) -> bool:
        """Say whether it still waits for an answer."""
        return self.state in ("waiting", "late")


@dataclass(frozen=True, slots=True)
class CallState:
    """A call for action on a day. `state` as the latest source has it; `unknown` when none says.

    `states`: each state that a source gave by the day, with its claims; several that do not follow one
    another are a conflict. `days`: how many days at least since the call, for one that is open, else None.
    """

    entity: str
    by: tuple[str, ...]
    addressees: tuple[str, ...]
    state: CallWord
    states: tuple[tuple[str, ClaimIds], ...]
    is_contested: bool
    called: Window | None
    due: date | None
    days: int | None
    days_late: int | None
    claims: ClaimIds
    denials: ClaimIds
    why: Reason

    @property
    def is_open(self) -> bool:
        """Say whether no source says that it was met, met in part or refused."""
        return self.state in ("unanswered", "unknown")


@dataclass(frozen=True, slots=True)
class ReplyState:
    """An allegation put to somebody before publication. Silence is recorded; it admits nothing.

    `state`: replied; waiting; silent, when the time given has passed; no-dates, when it says neither when it
    was sent nor by when an answer was asked for.
    """

    entity: str
    persons: tuple[str, ...]
    by: tuple[str, ...]
    state: ReplyWord
    sent: Window | None
    due: date | None
    received: Window | None
    days: int | None
    days_late: int | None
    claims: ClaimIds
    denials: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which somebody was to answer, and whether they had by the day asked about.

    `days_late` is negative while the deadline lies ahead, and 0 for what is met. `basis` is the text of the
    law or rule that sets it, in the dossier's first language; empty if none is on record.
    """

    entity: str
    kind: DeadlineKind
    due: date
    is_met: bool
    days_late: int
    by: tuple[str, ...]
    addressees: tuple[str, ...]
    basis: str
    claims: ClaimIds
    why: Reason

    @property
    def is_overdue(self) -> bool:
        """Say whether it has passed unanswered."""
        return self.days_late > 0


@dataclass(frozen=True, slots=True)
class InCase:
    """A proceeding that concerns a death, and how: it names the person, is about the incident, or is wider.

    `wider`: about what the incident is part of. A proceeding about the incident is not for that about this
    death.
    """

    proceeding: str
    basis: Basis
    kind: str
    stage: str
    is_contested: bool


@dataclass(frozen=True, slots=True)
class Death:
    """What the authorities did about one death, as far as is on record on a day.

    `word`: the nearest thing on record: a criminal proceeding that names the person or is about the incident;
    a disciplinary, military or other file about it; a measure; only something wider; or nothing. `stage`: the
    furthest at which a criminal proceeding of the first kind stands; empty if none, or if sources disagree
    (`is_contested`). `measures` were taken about an incident of it; `looked_for` are measures that a source
    looked for and did not find. `person` is empty for a group, `people` None for one whose number is not
    known.
    """

    harms: tuple[str, ...]
    person: str
    incidents: tuple[str, ...]
    people: int | None
    word: DeathWord
    stage: str
    is_contested: bool
    cases: tuple[InCase, ...]
    measures: tuple[str, ...]
    looked_for: tuple[str, ...]
    claims: ClaimIds
    why: Reason


@dataclass(frozen=True, slots=True)
class DeathCount:
    """How many deaths have the same nearest thing on record. `stage` is given for criminal proceedings."""

    word: DeathWord
    stage: str
    is_contested: bool
    deaths: tuple[Death, ...]

    @property
    def people(self) -> int:
        """How many people died in them; a group whose number is not known counts as none."""
        return sum(death.people or 0 for death in self.deaths)
