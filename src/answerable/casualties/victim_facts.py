"""What is known of one record of harm, attribute by attribute: which values remain possible, which is best.

Claims that agree narrow the possible values; claims that contradict one another leave each other's open; what no
claim says leaves all open. A denial opens again what it denies. Claims of a worse grade than the one chosen can
open a question and never close it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.casualties.definitions import vocabulary
from answerable.casualties.harms import whole_number
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.texts import fold
from answerable.kernel.times import Blur, Span, parse_blur
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

OF_AGE = 18


@dataclass(frozen=True, slots=True)
class HarmFacts:
    """What is known of one record of harm.

    `possible` holds for each attribute the values that it may have, `settled` those that the best claims leave,
    never more than the possible ones. `least`, `best` and `most` are how many people the record stands for; None
    is open. `incidents` are all that claims place it in, the settled one first. `hurt` and `died` are possible
    days by claim, the best claim's first.
    """

    harm: str
    person: str
    possible: Mapping[str, frozenset[str]]
    settled: Mapping[str, frozenset[str]]
    least: int
    best: int
    most: int | None
    incidents: tuple[str, ...]
    hurt: tuple[Span, ...]
    died: tuple[Span, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Saying:
    """What one claim says of one attribute: that it has one of `values`, or none of them if denied."""

    values: frozenset[str]
    grade: int
    is_counted: bool
    is_denied: bool = False


def facts_of(view: View, grade: int) -> tuple[HarmFacts, ...]:
    """Return what is known of every record of harm, at a grade (1 best to 6); kept with the view."""
    kept: dict[int, tuple[HarmFacts, ...]] = vars(view).setdefault("_harm_facts", {})
    found = kept.get(grade)
    if found is None:
        told = (
            harm for harm in view.entities("Harm") if any(claim.is_counted for claim in view.claims_about(harm))
        )
        found = kept[grade] = tuple(_facts(view, harm, grade) for harm in told)
    return found


def combined(
    sayings: Iterable[_Saying], every: frozenset[str], grade: int
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the possible and the best values of an attribute whose values may be `every`."""
    asserted = [saying for saying in sayings if not saying.is_denied]
    good = [saying for saying in asserted if saying.is_counted and saying.grade <= grade]
    if not good:
        return every, every
    possible = frozenset.intersection(*(saying.values for saying in asserted))
    best = good[0].values
    if possible:
        best = possible
    else:
        possible = frozenset.union(*(saying.values for saying in asserted))
    for saying in sayings:
        if saying.is_denied:
            possible |= every - saying.values
    return possible, best


def _facts(view: View, harm: str, grade: int) -> HarmFacts:
    claims = [claim for claim in view.claims_about(harm) if claim.status != "rejected"]
    person = view.ref(harm, "person")
    of_person = [claim for claim in view.claims_about(person) if claim.status != "rejected"] if person else []
    sayings = _sayings(claims, of_person)
    words = vocabulary()
    possible, settled = {}, {}
    for name, every in words.values.items():
        said = sayings.get(name, [])
        possible[name], settled[name] = combined(said, every, grade)
        if not said and name in words.presumed:
            settled[name] = words.presumed[name]
    identified = frozenset({"yes" if _is_identified(view, person) else "no"})
    possible["identified"] = settled["identified"] = identified
    return HarmFacts(
        harm,
        person,
        possible,
        settled,
        *_people(view, harm, person),
        tuple(view.canonical(text) for text in view.texts(harm, "incident")),
        tuple(
            span for claim in claims if claim.is_counted and (span := claim.time.possible) and _is_bounded(span)
        ),
        tuple(span for claim in claims if claim.is_counted for span in _died(claim)),
        tuple(dict.fromkeys(claim.id for claim in (*claims, *of_person))),
    )


def _sayings(claims: list[ReadableClaim], of_person: list[ReadableClaim]) -> dict[str, list[_Saying]]:
    found: dict[str, list[_Saying]] = {}
    for claim in (*claims, *of_person):
        read = _read_of_harm(claim) if claim.schema == "Harm" else _read_of_person(claim)
        for name, values in read:
            saying = _Saying(values, claim.grade, claim.is_counted, claim.stance != "asserts")
            found.setdefault(name, []).append(saying)
    return found


def _read_of_harm(claim: ReadableClaim) -> Iterable[tuple[str, frozenset[str]]]:
    words = vocabulary()
    for kind in claim.properties.get("kind", ()):
        yield "kind", frozenset({kind})
    for name, attribute in (("role", "status"), ("attributedTo", "actor")):
        for text in claim.properties.get(name, ()):
            values = words.readings[name].get(text)
            if values:
                yield attribute, values
    cause = _cause_group(claim)
    if cause:
        yield "cause", frozenset({cause})
    dying = _dying(claim)
    if dying:
        yield "dying", frozenset({dying})


def _read_of_person(claim: ReadableClaim) -> Iterable[tuple[str, frozenset[str]]]:
    """Read a person's age: someone who is not of age is no member of a force."""
    said = [*claim.properties.get("minor", ())]
    ages = (whole_number(text) for text in claim.properties.get("age", ()))
    said += ["yes" if age < OF_AGE else "no" for age in ages if age is not None]
    for text in said:
        yield "minor", frozenset({text})
        if text == "yes":
            yield "status", frozenset({"civilian"})


def _cause_group(claim: ReadableClaim) -> str:
    for name in ("weapon", "cause"):
        texts = [
            fold(text) for key in (name, f"{name}@es", f"{name}@en") for text in claim.properties.get(key, ())
        ]
        groups = {
            group
            for group, words in vocabulary().cause_words.items()
            if any(word in text for word in words for text in texts)
        }
        if groups:
            return groups.pop() if len(groups) == 1 else ""
    return ""


def _dying(claim: ReadableClaim) -> str:
    """Say from one claim whether somebody died on the day of the harm or later; nothing when both may be."""
    hurt = claim.time.possible
    for died in _died(claim):
        if hurt and died.first and hurt.last and died.first > hurt.last:
            return "later"
        if hurt and hurt.first and hurt.first == hurt.last == died.first == died.last:
            return "same-day"
    return ""


def _died(claim: ReadableClaim) -> list[Span]:
    found = []
    for text in claim.properties.get("diedOn", ()):
        try:
            blur: Blur = parse_blur(text)
        except DateUnclearError:
            continue
        found.append(Span(blur.earliest, blur.latest))
    return found


def _is_bounded(span: Span) -> bool:
    days: tuple[date | None, date | None] = (span.first, span.last)
    return any(days)


def _is_identified(view: View, person: str) -> bool:
    return bool(person) and any(view.text(person, name) for name in ("name", "initials"))


def _people(view: View, harm: str, person: str) -> tuple[int, int, int | None]:
    """Return least, best and most of the people that a record stands for."""
    if person:
        return 1, 1, 1
    numbers = [number for text in view.texts(harm, "number") if (number := whole_number(text)) is not None]
    return (min(numbers), numbers[0], max(numbers)) if numbers else (1, 1, None)
