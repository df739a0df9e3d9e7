"""How soon an inquiry began and how long it stood still, in days, from the dates that sources give.

Days are counted, never judged: whether they were too many is for an assessment to say. A date that is not exact
gives a least and a greatest number of days. Source: Minnesota Protocol (2016), on the duty to be prompt.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from answerable.command.answers import ClaimIds
from answerable.kernel.times import Time
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

STILL = ("shelved", "suspended", "closed", "acquitted")
"""Stages after which no further step is expected of the same proceeding."""


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days, known to be at least `least` and at most `most`; equal when every date is exact."""

    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        """Say whether the dates leave no room."""
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class Act:
    """One recorded act of an inquiry: some day from `earliest` to `latest`.

    `entity` is the proceeding itself, or a step of it. `stage` is empty where the source names none.
    """

    entity: str
    earliest: date
    latest: date
    stage: str
    claims: ClaimIds


@dataclass(frozen=True, slots=True)
class Gap:
    """The days between two recorded acts, the one surely after the other, in which no source records another."""

    before: Act
    after: Act
    days: Days


@dataclass(frozen=True, slots=True)
class Promptness:
    """What the dates say of one proceeding about one incident.

    `acts` are in order of time. `to_first`: days from the incident's last day to the first act, None when either
    has no date. `gaps`: the longest first. `since_last`: days from the last act to the day asked, None without an
    act. `latest_stage`: the stage of the last act that names one. `undated`: steps that no source dates.
    """

    proceeding: str
    acts: tuple[Act, ...]
    to_first: Days | None
    gaps: tuple[Gap, ...]
    since_last: Days | None
    latest_stage: str
    undated: tuple[str, ...]

    @property
    def is_still(self) -> bool:
        """Say whether the last stage on record is one after which no step is expected."""
        return self.latest_stage in STILL


def promptness_of(view: View, proceeding: str, incident_days: tuple[date, date] | None, day: date) -> Promptness:
    """Return what the dates say of one proceeding.

    Args:
        view: the view asked.
        proceeding: an entity of type Proceeding.
        incident_days: first and last day of the incident that it is about, or None when no source dates it.
        day: the day up to which the time since the last act is counted.
    """
    steps = view.pointing_at(proceeding, "Step", "proceeding")
    acts = _acts(view, proceeding, steps, day)
    dated = {act.entity for act in acts}
    staged = [act.stage for act in acts if act.stage]
    return Promptness(
        proceeding,
        acts,
        to_first(acts, incident_days),
        _gaps(acts),
        Days(max((day - acts[-1].latest).days, 0), max((day - acts[-1].earliest).days, 0)) if acts else None,
        staged[-1] if staged else view.text(proceeding, "stage"),
        tuple(step for step in steps if step not in dated),
    )


def _acts(view: View, proceeding: str, steps: Iterable[str], day: date) -> tuple[Act, ...]:
    """Return the recorded acts up to a day; what several claims place on the same days at one stage is one act."""
    found: dict[tuple[str, date, date, str], list[str]] = {}
    for entity in (proceeding, *steps):
        for claim in view.claims_about(entity):
            days = _days_of_act(claim.time) if claim.is_counted else None
            if days and days[0] <= day:
                found.setdefault((entity, *days, _stage(claim)), []).append(claim.id)
    acts = [
        Act(entity, first, last, stage, tuple(claims)) for (entity, first, last, stage), claims in found.items()
    ]
    told = [act for act in acts if not any(_tells_of(act, other, proceeding) for other in acts)]
    return tuple(sorted(told, key=lambda act: (act.earliest, act.latest, act.entity)))


def _tells_of(vague: Act, act: Act, proceeding: str) -> bool:
    """Say whether what is said of the case itself only tells, less exactly, of a step that is on record.

    A source that places a case in 2024, formalised, adds no act to the step that formalised it on 11 June 2024.
    """
    return (
        vague.entity == proceeding
        and act is not vague
        and vague.earliest <= act.earliest
        and act.latest <= vague.latest
        and vague.stage in ("", act.stage)
        and (act.entity != proceeding or (act.latest - act.earliest) < (vague.latest - vague.earliest))
    )


def _days_of_act(when: Time) -> tuple[date, date] | None:
    """Return the days among which an act lies: its real start where a source gives that, else all that it spans.

    A case of which a source speaks from December to March, without saying when it began, had an act in that time.
    """
    if when.first is None or when.last is None:
        return None
    earliest, latest = when.first.earliest, when.first.latest if when.starts else when.last.latest
    return (earliest, latest) if earliest and latest else None


def _stage(claim: ReadableClaim) -> str:
    return next(iter(claim.properties.get("stage", ())), "")


def to_first(acts: Sequence[Act], incident_days: tuple[date, date] | None) -> Days | None:
    """Return the days from an incident's last day to the first of some acts; None when either has no date.

    The first act is no later than the earliest of the days by which some act surely was.
    """
    if not acts or incident_days is None:
        return None
    earliest, latest = min(act.earliest for act in acts), min(act.latest for act in acts)
    return Days(max((earliest - incident_days[1]).days, 0), max((latest - incident_days[1]).days, 0))


def days_between(earliest: date, latest: date, after: Act) -> Days:
    """Return the days from a day in earliest..latest to an act; one on or before that day is 0 days away."""
    return Days(max((after.earliest - latest).days, 0), max((after.latest - earliest).days, 0))


def _gaps(acts: tuple[Act, ...]) -> tuple[Gap, ...]:
    gaps = [
        Gap(before, after, days_between(before.earliest, before.latest, after))
        for before, after in pairwise(acts)
        if after.earliest > before.latest
    ]
    return tuple(sorted(gaps, key=lambda gap: (-gap.days.least, -gap.days.most, gap.after.earliest)))
