"""Which claims speak of a day that a text names, and whether a text puts deaths on a day that no claim gives."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.casualties.harms import KILLED, harms
from answerable.casualties.scopes import umbrellas
from answerable.kernel.times import Blur
from answerable.publish.counted_things import stems_of
from answerable.publish.names_in_text import names_of
from answerable.publish.statements import day_at, days_of, statements_of, text_of
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

MOST_CLAIMS = 8
_LONGEST_KEPT_BY_DAY = 7
_FITS_FROM = 2.0
_BESIDE = 6.0
_BEGINNINGS = frozenset({"sworn-in", "appointed", "promoted", "assumed", "elected", "transferred", "succeeded"})


@dataclass(frozen=True, slots=True)
class Event:
    """One claim with its days, plain names of its places and the beginnings of its words."""

    claim: str
    about: str
    first: date
    last: date
    places: frozenset[str]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Events:
    """Every dated claim, by its first day and its last; short ones by each day."""

    by_day: Mapping[date, tuple[Event, ...]]
    spans: Mapping[tuple[date, date], tuple[Event, ...]]
    harm_days: Mapping[str, frozenset[date]]
    harm_claims: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float]


def events_of(view: View) -> Events:
    """Return the dated claims of a view. Kept with the view."""
    kept: Events | None = vars(view).get("_dated_events")
    if kept is None:
        kept = vars(view)["_dated_events"] = _gather(view)
    return kept


def _gather(view: View) -> Events:
    by_day: dict[date, list[Event]] = defaultdict(list)
    spans: dict[tuple[date, date], list[Event]] = defaultdict(list)
    for claim in view.claims():
        if not claim.is_counted:
            continue
        for first, last in _spans(claim):
            text = text_of(view, claim)
            event = Event(claim.id, claim.about, first, last, names_of(view).place_words(text), stems_of(text))
            spans[first, last].append(event)
            days = (last - first).days
            for day in {first, last} | (
                {first + timedelta(days=each) for each in range(days)} if days <= _LONGEST_KEPT_BY_DAY else set()
            ):
                by_day[day].append(event)
    harm_days, harm_claims = _harm_days(view)
    return Events(
        {day: tuple(found) for day, found in by_day.items()},
        {span: tuple(found) for span, found in spans.items()},
        harm_days,
        harm_claims,
        statements_of(view).weights,
    )


def _spans(claim: ReadableClaim) -> set[tuple[date, date]]:
    """Return the spans that a claim speaks of: its own time, the period of a count, and a day of death."""
    found = set()
    first, last = days_of(claim)
    if first and last:
        found.add((first, last))
    begin, end = (next(iter(claim.properties.get(name, ())), "") for name in ("periodFrom", "periodTo"))
    low, high = day_at(begin, is_last=False), day_at(end, is_last=True)
    if low and high and low <= high:
        found.add((low, high))
        for text in (begin, end):  # a period from one month to another is named by either month
            one, other = day_at(text, is_last=False), day_at(text, is_last=True)
            if one and other and one != other:
                found.add((one, other))
    for name in ("asOf", "diedOn", "due"):
        for text in claim.properties.get(name, ()):
            low, high = day_at(text, is_last=False), day_at(text, is_last=True)
            if low and high:
                found.add((low, high))
    return found


def _harm_days(view: View) -> tuple[dict[str, frozenset[date]], dict[str, tuple[str, ...]]]:
    """Return, for each place, the days on which somebody was killed there or died of it, and the claims."""
    days: dict[str, set[date]] = defaultdict(set)
    claims: dict[str, list[str]] = defaultdict(list)
    names, whole = names_of(view), umbrellas(view)
    for incident in view.entities("Incident"):
        span = view.days_of(incident)
        if incident in whole or span is None:
            continue
        words = " . ".join(view.text(incident, name) for name in ("name", "place"))
        for place in names.place_words(words):
            days[place] |= {
                span[0] + timedelta(days=each) for each in range(min((span[1] - span[0]).days, 60) + 1)
            }
            claims[place] += [claim.id for claim in view.claims_about(incident) if claim.time.is_dated]
            for harm in harms(view, incident=incident, kind=KILLED):
                if harm.died and harm.died.earliest:
                    days[place].add(harm.died.earliest)
    return (
        {place: frozenset(found) for place, found in days.items()},
        {place: tuple(dict.fromkeys(found)) for place, found in claims.items()},
    )


def claims_on(
    events: Events, blur: Blur, stems: frozenset[str], places: frozenset[str], beside: frozenset[str]
) -> tuple[str, ...]:
    """Return the claims that speak of a day, a month or a year; those first that share most with a sentence.

    `beside` are the claims that hold the numbers of the same sentence: one of them that speaks of the day is it.
    """
    if blur.earliest is None or blur.latest is None:
        return ()
    found = {id(each): each for each in events.spans.get((blur.earliest, blur.latest), ())}
    exact = set(found)
    for day in {blur.earliest, blur.latest}:
        found |= {id(each): each for each in events.by_day.get(day, ())}
    scored = sorted(
        (
            (_score(events, each, stems, places) + 2.0 * (key in exact) + _BESIDE * (each.claim in beside), each)
            for key, each in found.items()
        ),
        key=lambda pair: (-pair[0], pair[1].claim),
    )
    if not scored or scored[0][0] < _FITS_FROM:
        return ()
    best = scored[0][0]
    return tuple(dict.fromkeys(event.claim for score, event in scored if score >= 0.6 * best))[:MOST_CLAIMS]


def _score(events: Events, event: Event, stems: frozenset[str], places: frozenset[str]) -> float:
    shared = sum(events.weights.get(stem, 1.0) for stem in event.stems & stems)
    score = shared / (1.0 + len(event.stems) / 40)
    if places and event.places:
        score += 3.0 if event.places & places else -3.0
    return score


def posts_begun(view: View, person: str) -> dict[date, list[str]]:
    """Return the days on which a person's posts began, where a claim says that they began, with those claims."""
    found: dict[date, list[str]] = defaultdict(list)
    for appointment in view.pointing_at(person, "Appointment", "person"):
        began = bool(set(view.texts(appointment, "beganBy")) & _BEGINNINGS)
        for claim in view.claims_about(appointment):
            first = claim.time.first
            if claim.is_counted and first and first.earliest and (claim.time.starts or began):
                for day in {first.earliest, first.latest or first.earliest}:
                    found[day].append(claim.id)
    return found
