"""For every death, what the authorities did about it as far as is on record: never more than a claim says.

A proceeding about an incident is said to be about the incident. That it concerns one death of several there
is said of none, unless a claim names the person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from answerable.casualties.harms import KILLED, Harm, harms
from answerable.command.answers import Reason, ReasonValue
from answerable.command.cited import each_once
from answerable.followup.answers import Basis, Death, DeathCount, DeathWord, InCase, Ladder
from answerable.followup.proceedings import day_or_view, proceedings
from answerable.followup.stages import is_aside, rank
from answerable.kernel.errors import NotFoundError
from answerable.record.view import View

CRIMINAL = "criminal"
TAKEN = ("inquiry", "sanction", "discipline", "order-to-stop", "withdrawal", "rules-on-force")
"""Measures that answer a death; praise, promotion and what was declared or moved for other ends do not."""
LOOKED_FOR = "none"
WORDS: tuple[DeathWord, ...] = ("criminal", "other-file", "measure", "wider", "nothing")


def deaths(view: View, day: date | None = None) -> tuple[Death, ...]:
    """Return what was done about every death, by the day of death; a person once, then groups.

    Args:
        view: the reader's view.
        day: what had been done by then; the view's own if none is given.
    """
    at = day_or_view(view, day)
    records: dict[str, list[Harm]] = {}
    for harm in harms(view, kind=KILLED):
        records.setdefault(harm.person or harm.entity, []).append(harm)
    cases = _Cases.on(view, at)
    found = [_death(view, tuple(group), cases, at) for group in records.values()]
    return tuple(sorted(found, key=lambda death: not death.person))


def status_of_death(view: View, person_or_harm: str, day: date | None = None) -> Death:
    """Return what was done about one death, by the person who died or by the record of the harm.

    Raises:
        NotFoundError: the view holds no death by this id.
    """
    wanted, at = view.canonical(person_or_harm), day_or_view(view, day)
    person = view.ref(wanted, "person") or wanted
    named = dict.fromkeys((wanted, *view.pointing_at(person, "Harm", "person")))
    incidents = dict.fromkeys(view.ref(harm, "incident") for harm in named)
    near = (harm for incident in incidents for harm in harms(view, incident=incident, kind=KILLED))
    records = tuple({harm.entity: harm for harm in near if harm.entity in named}.values())
    if not records or wanted not in {person, *(harm.entity for harm in records)}:
        raise NotFoundError("No death by this name is in this view.", remedy="Search for it by name.")
    return _death(view, records, _Cases.on(view, at), at)


def counted_deaths(found: Iterable[Death]) -> tuple[DeathCount, ...]:
    """Count deaths by the nearest thing on record: criminal proceedings, the furthest first, then the rest."""
    groups: dict[tuple[DeathWord, str, bool], list[Death]] = {}
    for death in found:
        groups.setdefault((death.word, death.stage, death.is_contested), []).append(death)
    counted = (
        DeathCount(word, stage, contested, tuple(group)) for (word, stage, contested), group in groups.items()
    )
    return tuple(sorted(counted, key=lambda each: (WORDS.index(each.word), each.is_contested, -rank(each.stage),
                                                   each.stage)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cases:
    """Every proceeding by its id and by each incident that it is about, in order of time."""

    by_name: Mapping[str, Ladder]
    by_incident: Mapping[str, list[Ladder]]

    @classmethod
    def on(cls, view: View, day: date) -> "_Cases":
        ladders = proceedings(view, day)
        by_incident: dict[str, list[Ladder]] = {}
        for ladder in ladders:
            for incident in ladder.incidents:
                by_incident.setdefault(incident, []).append(ladder)
        return cls({ladder.proceeding: ladder for ladder in ladders}, by_incident)


def _death(view: View, records: tuple[Harm, ...], every: _Cases, day: date) -> Death:
    person = records[0].person
    incidents = tuple(dict.fromkeys(harm.incident for harm in records if harm.incident))
    cases = tuple(_cases(view, person, incidents, every))
    measures = [each for each in _measures(view, incidents, day) if _kind(view, each) in TAKEN]
    looked_for = [each for each in _measures(view, incidents, day) if _kind(view, each) == LOOKED_FOR]
    word, stage, contested = _nearest(cases, measures)
    told = [*measures, *looked_for]
    return Death(
        tuple(harm.entity for harm in records),
        person,
        incidents,
        records[0].people,
        word,
        stage,
        contested,
        cases,
        tuple(measures),
        tuple(looked_for),
        each_once([
            *(every.by_name[case.proceeding].claims for case in cases),
            *((claim.id for claim in view.claims_about(each) if claim.is_counted) for each in told),
        ]),
        _why(word, stage, cases, incidents, contested=contested),
    )  # fmt: skip


def _cases(view: View, person: str, incidents: Sequence[str], every: _Cases) -> Iterable[InCase]:
    """Yield the proceedings that concern a death, the nearest first, each once."""
    wider = dict.fromkeys(parent for incident in incidents for parent in _all_above(view, incident))
    naming = _naming(view, person) if person else frozenset()
    of_person = [ladder for name, ladder in every.by_name.items() if name in naming] if naming else []
    of_incidents = [ladder for incident in incidents for ladder in every.by_incident.get(incident, ())]
    of_wider = [ladder for incident in wider for ladder in every.by_incident.get(incident, ())]
    seen: set[str] = set()
    found: tuple[tuple[Basis, Iterable[Ladder]], ...] = (
        ("person", of_person), ("incident", of_incidents), ("wider", of_wider),
    )  # fmt: skip
    for basis, ladders in found:
        for ladder in ladders:
            if ladder.proceeding not in seen:
                seen.add(ladder.proceeding)
                yield InCase(ladder.proceeding, basis, ladder.kind, ladder.stage, ladder.is_contested)


def _naming(view: View, person: str) -> frozenset[str]:
    """Return the proceedings that name somebody who died; they may be against that person, and do not say so."""
    steps = view.pointing_at(person, "Step")
    return frozenset((*view.pointing_at(person, "Proceeding"), *(view.ref(step, "proceeding") for step in steps)))


def _all_above(view: View, incident: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting = list(view.refs(incident, "partOf"))
    while waiting:
        parent = waiting.pop()
        if parent not in found and parent != incident:
            found[parent] = None
            waiting.extend(view.refs(parent, "partOf"))
    return tuple(found)


def _measures(view: View, incidents: Iterable[str], day: date) -> list[str]:
    """Return the measures about some incidents of which a source says that they had come by the day."""
    named = dict.fromkeys(
        each for incident in incidents for each in view.pointing_at(incident, "Measure", "incident")
    )
    return [each for each in named if (days := view.days_of(each)) is None or days[0] <= day]


def _kind(view: View, measure: str) -> str:
    return view.text(measure, "kind")


def _nearest(cases: Sequence[InCase], measures: Sequence[str]) -> tuple[DeathWord, str, bool]:
    """Return the word of a death, and where its furthest criminal proceeding stands."""
    near = [case for case in cases if case.basis != "wider"]
    criminal = [case for case in near if case.kind == CRIMINAL]
    if criminal:
        settled = [case.stage for case in criminal if case.stage]
        best = min(settled, key=lambda stage: (is_aside(stage), -rank(stage)), default="")
        return "criminal", best, not best and any(case.is_contested for case in criminal)
    if near:
        return "other-file", "", False
    if measures:
        return "measure", "", False
    return ("wider" if cases else "nothing"), "", False


def _why(
    word: DeathWord, stage: str, cases: Sequence[InCase], incidents: Sequence[str], *, contested: bool
) -> Reason:
    near = [case for case in cases if case.basis != "wider"]
    values: dict[str, ReasonValue] = {
        "incident": next(iter(incidents), ""),
        "stage": stage,
        "count": len(near if word != "wider" else cases),
    }
    if word == "criminal":
        return Reason("death-contested" if contested else "death-criminal" if stage else "death-no-stage", values)
    return Reason(f"death-{word}", values)
