"""Every number that a dossier states, as something that a text can be held against.

Most come from tallies. Others from groups of people harmed, measures, steps and deployments that have a number;
from the numbers in the words of a claim; and from what the records of harm come to.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from answerable.casualties.harms import KILLED, documented, harms, whole_number
from answerable.casualties.scopes import WHOLE, umbrellas
from answerable.casualties.tolls import StatedCount, stated_counts
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import parse_blur
from answerable.ontology.schema import LANGUAGE_MARK
from answerable.publish.counted_things import stems_of, things_in
from answerable.publish.dates_in_text import dates_in
from answerable.publish.folding import plain
from answerable.publish.masking import masked
from answerable.publish.names_in_text import names_of
from answerable.publish.numbers_in_text import Number, numbers_in
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

Origin = Literal["count", "part", "group", "claim", "words", "records", "period"]
Series = tuple[str, str, str, str, str]
SPOKEN = (
    "gist",
    "summary",
    "fact",
    "raised",
    "leftOut",
    "circumstances",
    "demand",
    "definition",
    "words",
    "task",
    "search",
)
"""The properties whose words may hold numbers."""
_NUMBERED = {"Measure": "kind", "Step": "stage", "Deployment": "", "Harm": "kind"}
_LONGEST_SPAN = 62
_FEW_DAYS = 8


@dataclass(frozen=True, slots=True)
class Statement:
    """One number as the dossier states it.

    `low` and `high` bound it; both None when only `words` such as 'dozens' say it. `nominal` is the number as
    written. `kinds` are codes of what is counted; `groups` of which people. `places` are plain names. `first` and
    `last` bound the days it speaks of; `as_of` is the day of a count. `series` holds speaker, source, definition,
    scope and kind of a count, else is None. `is_share`: it counts a part of another count, or is said in passing;
    `tells` are then the beginnings of the words that tell it from the whole, `whole` is the whole's number.
    """

    entity: str
    claims: tuple[str, ...]
    origin: Origin
    kinds: frozenset[str]
    low: float | None
    high: float | None
    nominal: float | None
    words: str
    groups: frozenset[str]
    places: frozenset[str]
    stems: frozenset[str]
    speaker: str = ""
    as_of: date | None = None
    first: date | None = None
    last: date | None = None
    series: Series | None = None
    is_share: bool = False
    units: frozenset[str] = frozenset()
    tells: frozenset[str] = frozenset()
    whole: float | None = None


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements of a view; `by_number` finds those with a number, `weights` says how rare a stem is."""

    every: tuple[Statement, ...]
    by_number: Mapping[float, tuple[Statement, ...]]
    worded: tuple[Statement, ...]
    counts: tuple[Statement, ...]
    by_series: Mapping[Series, tuple[Statement, ...]]
    weights: Mapping[str, float]
    speakers: frozenset[str]


def statements_of(view: View) -> Statements:
    """Return every statement of a view. Kept with the view."""
    kept: Statements | None = vars(view).get("_statements")
    if kept is None:
        kept = vars(view)["_statements"] = _gather(view)
    return kept


def _gather(view: View) -> Statements:
    every = (
        *_counts(view),
        *_groups_and_claims(view),
        *(said for claim in view.claims() for said in _in_words(view, claim)),
        *_records(view),
    )
    by_number: dict[float, list[Statement]] = {}
    series: dict[Series, list[Statement]] = {}
    for each in every:
        for number in {each.nominal, each.low, each.high} - {None}:
            by_number.setdefault(float(number), []).append(each)  # type: ignore[arg-type]
        if each.series:
            series.setdefault(each.series, []).append(each)
    seen = Counter(stem for each in every for stem in each.stems)
    return Statements(
        every,
        {number: tuple(found) for number, found in by_number.items()},
        tuple(each for each in every if each.words),
        tuple(each for each in every if each.series and not each.is_share),
        {key: tuple(sorted(found, key=lambda one: one.as_of or date.max)) for key, found in series.items()},
        {stem: math.log((len(every) + 1) / count) for stem, count in seen.items()},
        frozenset(each.speaker for each in every if each.speaker and each.series),
    )


def _both_languages(view: View, entity: str, names: Iterable[str]) -> str:
    marks = ("", *(f"{LANGUAGE_MARK}{language}" for language in view.dossier.languages))
    return " . ".join(text for name in names for mark in marks for text in view.texts(entity, f"{name}{mark}"))


def _groups_of(text: str) -> frozenset[str]:
    return frozenset(each.code for each in things_in(plain(text)) if each.family == "groups")


def _whole(view: View, tally: str) -> float | None:
    number = whole_number(view.text(tally, "value") or view.text(tally, "atLeast")) if tally else None
    return None if number is None else float(number)


def _narrowed(what: str, definition: str) -> frozenset[str]:
    """Return whom a count is narrowed to, by the first words of its definition: 'Police killed', not 'People'."""
    said = [each for each in things_in(plain(definition)) if each.family != "units"]
    if what not in (KILLED, "injured"):
        return frozenset(each.code for each in said if each.family == "groups")
    first = next((each for each in said if each.family != "things" or each.start == 0), None)
    return frozenset({first.code}) if first and first.family == "groups" else frozenset()


def _counts(view: View) -> Iterator[Statement]:
    """Return the tallies, and the parts that they are broken into."""
    names = names_of(view)
    for count in stated_counts(view, shares=True):
        words = _both_languages(view, count.tally, ("name", "definition", "words", "place"))
        incident = _both_languages(view, count.scope, ("name", "place")) if count.scope != WHOLE else ""
        claims = [view.claim(name) for name in count.claims]
        definition = _both_languages(view, count.tally, ("definition",))
        base = _count(
            count,
            frozenset({count.what}),
            names.place_words(f"{words} . {incident}"),
            stems_of(f"{words} {incident}"),
            _narrowed(count.what, definition),
            _period(claims),
        )
        if base:
            own = stems_of(words) - stems_of(
                _both_languages(view, count.of, ("name", "definition")) if count.of else ""
            )
            base = replace(base, tells=own, whole=_whole(view, count.of))
            yield base
            yield from _days_of_period(base)
        for part in count.parts:
            if part.number is not None:
                text = f"{words} {part.label}"
                yield Statement(
                    count.tally,
                    count.claims,
                    "part",
                    frozenset({count.what}),
                    part.number,
                    part.number,
                    part.number,
                    "",
                    _groups_of(part.label),
                    names.place_words(f"{words} . {incident} . {part.label}"),
                    stems_of(text),
                    count.speaker,
                    count.day,
                    *_period(claims),
                    None,
                    is_share=True,
                    tells=stems_of(part.label),
                )


def _days_of_period(count: Statement) -> Iterator[Statement]:
    """Return how many days a count covers, where it is a few: ten deaths 'in one day'."""
    if count.first is None or count.last is None or not 0 <= (count.last - count.first).days < _FEW_DAYS:
        return
    if (count.as_of and count.first == count.as_of) or not count.speaker:
        return  # the day of the claim itself, not of what it counts
    days = float((count.last - count.first).days + 1)
    yield replace(
        count,
        origin="period",
        low=days,
        high=days,
        nominal=days,
        words="",
        series=None,
        is_share=False,
        units=frozenset({"day"}),
    )


def _period(claims: list[ReadableClaim]) -> tuple[date | None, date | None]:
    days = [
        each
        for claim in claims
        for name in ("periodFrom", "periodTo")
        for text in claim.properties.get(name, ())
        if (each := day_at(text, is_last=name == "periodTo"))
    ]
    if len(days) >= 2:
        return min(days), max(days)
    spans = [claim.time.possible for claim in claims if claim.time.possible]
    firsts, lasts = [s.first for s in spans if s.first], [s.last for s in spans if s.last]
    return (min(firsts) if firsts else None, max(lasts) if lasts else None)


def day_at(text: str, *, is_last: bool) -> date | None:
    """Return the first or last day that a date text leaves open; None when it is no date."""
    try:
        blur = parse_blur(text)
    except DateUnclearError:
        return None
    return blur.latest if is_last else blur.earliest


def _count(
    count: StatedCount,
    kinds: frozenset[str],
    places: frozenset[str],
    stems: frozenset[str],
    groups: frozenset[str],
    period: tuple[date | None, date | None],
) -> Statement | None:
    low = count.value if count.value is not None else count.at_least
    high = count.value if count.value is not None else count.at_most
    if low is None and high is None and not count.words:
        return None
    written = numbers_in(count.words)
    nominal = (
        float(written[0].value) if written and written[0].form != "vague" else (low if low is not None else high)
    )
    if low is not None and nominal is not None and abs(nominal - low) > 1:
        nominal = low
    series = (count.speaker, "" if count.speaker else count.source, count.definition, count.scope, count.what)
    units = frozenset(each.code for each in things_in(plain(count.definition)) if each.family == "units")
    return Statement(
        count.tally,
        count.claims,
        "count",
        kinds,
        low,
        high,
        nominal,
        plain(count.words),
        groups,
        places,
        stems,
        count.speaker,
        count.day,
        *period,
        series,
        bool(count.of),
        units,
    )


def _groups_and_claims(view: View) -> Iterator[Statement]:
    """Return the numbers that measures, steps, deployments and groups of people harmed have as a property."""
    names = names_of(view)
    for claim in view.claims():
        schema = view.schema_of(claim.about)
        number = next((whole_number(text) for text in claim.properties.get("number", ())), None)
        if number is None or schema not in _NUMBERED or not claim.is_counted:
            continue
        text = text_of(view, claim)
        kinds = {view.text(claim.about, _NUMBERED[schema])} if _NUMBERED[schema] else {"deployed"}
        kinds |= {each.code for each in things_in(plain(text)) if each.family == "things"}
        origin: Origin = "group" if schema == "Harm" else "claim"
        yield Statement(
            view.canonical(claim.about),
            (claim.id,),
            origin,
            frozenset(kinds),
            number,
            number,
            number,
            "",
            _groups_of(text),
            names.place_words(text),
            stems_of(text),
            "",
            None,
            *days_of(claim),
            is_share=True,
            tells=stems_of(text),
        )


def text_of(view: View, claim: ReadableClaim) -> str:
    """Return the words of a claim and the names of what it points to, in every language of the dossier."""
    said = [
        text
        for name, values in claim.properties.items()
        for text in values
        if name.partition(LANGUAGE_MARK)[0] in (*SPOKEN, "group", "name", "title", "injury")
    ]
    pointed = [text for values in claim.properties.values() for text in values if ":" in text and view.has(text)]
    named = [_both_languages(view, entity, ("name", "place", "title")) for entity in (*pointed, claim.about)]
    return " . ".join([*said, *named])


def days_of(claim: ReadableClaim) -> tuple[date | None, date | None]:
    """Return the first and last day that a claim can speak of."""
    span = claim.time.possible
    return (span.first, span.last) if span else (None, None)


def _in_words(view: View, claim: ReadableClaim) -> Iterator[Statement]:
    """Return the numbers in the words of a claim: 'eighteen months after', 'two letters asked'."""
    if not claim.is_counted or claim.schema in ("Disagreement", "Source"):
        return
    seen: set[float] = set()
    for name, values in claim.properties.items():
        base, _, language = name.partition(LANGUAGE_MARK)
        if base not in SPOKEN or (claim.schema == "Tally" and base == "words"):
            continue
        for text in values:
            yield from _numbers_of(view, claim, text, language or view.dossier.languages[0], seen)


def _numbers_of(
    view: View, claim: ReadableClaim, text: str, language: str, seen: set[float]
) -> Iterator[Statement]:
    blank = masked(text, [(each.start, each.end) for each in dates_in(text) if each.reckoned != "relative"])
    whole = None
    for number in numbers_in(text, language, masked=blank):
        if number.form == "both" or (number.value in seen):
            continue
        seen.add(number.value)
        whole = whole or text_of(view, claim)
        found = things_in(plain(text))
        units = frozenset(
            each.code for each in found if each.family == "units" and 0 <= each.start - number.end <= 2
        )
        kinds = frozenset(each.code for each in found if each.family == "things")
        yield Statement(
            view.canonical(claim.about),
            (claim.id,),
            "words",
            kinds,
            *_sides(number),
            number.value,
            plain(text[number.start : number.end]) if number.form == "vague" else "",
            _groups_of(text),
            names_of(view).place_words(whole),
            stems_of(whole),
            view.ref(claim.about, "speaker") or view.ref(claim.about, "sender"),
            None,
            *days_of(claim),
            None,
            is_share=True,
            units=units,
            tells=stems_of(whole),
        )


def _sides(number: Number) -> tuple[float | None, float | None]:
    return (None, None) if number.form == "vague" else (number.low, number.high)


def _records(view: View) -> Iterator[Statement]:
    """Return how many people killed or injured the records name, in each incident and in all."""
    names, whole = names_of(view), umbrellas(view)
    records = harms(view)
    for kind in (KILLED, "injured"):
        of_kind = [each for each in records if each.kind == kind and each.person]
        for incident in ("", *sorted({each.incident for each in of_kind} - whole - {""})):
            found = documented(tuple(each for each in of_kind if not incident or each.incident == incident))
            if not found.one_by_one:
                continue
            text = _both_languages(view, incident, ("name", "place")) if incident else ""
            days = view.days_of(incident) if incident else None
            span = days if days and (days[1] - days[0]).days <= _LONGEST_SPAN else (None, None)
            yield Statement(
                incident or "",
                found.claims,
                "records",
                frozenset({kind}),
                found.one_by_one,
                found.one_by_one,
                found.one_by_one,
                "",
                frozenset(),
                names.place_words(text),
                stems_of(text),
                "",
                first=span[0],
                last=span[1],
                is_share=True,
            )
