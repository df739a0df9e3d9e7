"""Holds what a text states against what the dossier states, and says how well the two fit.

The weights are ours: they put the kind of thing counted first, then the place, then the words, the day and who
speaks. They were set on five published texts and on invented ones; the tests say how far they carry.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from answerable.publish.numbers_in_text import Number
from answerable.publish.stated_numbers import Stated
from answerable.publish.statements import Statement, Statements

Fit = Literal["same", "within", "words"]
HOLDS_FROM = 7.5
ALIKE = 2.0
_STEMS_AT_MOST = 8.0
_TELLING_NUMBER = 100  # so large a number, with words that fit, is hardly another by chance
_NARROW = frozenset({"killed", "injured"})
_VAGUE_FAMILIES = (
    ("dozens", "decenas", "docenas", "scores"),
    ("hundreds", "cientos", "centenares"),
    ("thousands", "miles", "millares"),
)


@dataclass(frozen=True, slots=True)
class Match:
    """A statement of the dossier that says the same number as a text, and how well it fits."""

    statement: Statement
    fit: Fit
    score: float


def matches_of(stated: Stated, known: Statements, main_speaker: str, day: date | None, spoken: str) -> list[Match]:
    """Return the statements that a number of a text repeats, the best first. `spoken` is the number as written."""
    found = []
    for statement in _alike(stated.number, known):
        fit = fit_of(stated.number, statement, spoken)
        if fit is None:
            continue
        score = _score(stated, statement, known, main_speaker, day, fit)
        if score is not None and score >= HOLDS_FROM:
            found.append(Match(statement, fit, score))
    return sorted(found, key=lambda match: -match.score)


def _alike(number: Number, known: Statements) -> Iterable[Statement]:
    if number.form == "vague" or number.bound not in ("exact", "range"):
        return known.every
    found = {id(each): each for value in number.values for each in known.by_number.get(value, ())}
    for each in known.counts:
        if each.low != each.high:
            found[id(each)] = each
    return found.values()


def fit_of(number: Number, statement: Statement, spoken: str) -> Fit | None:
    """Say how a number of a text and one of the dossier agree; None when they do not.

    'More than 1,200' and 'at least 1,200' are the same number here: the dossier shows both wordings.
    """
    if number.form == "vague":
        return _vague_fit(number, statement, spoken)
    low, high = statement.low, statement.high
    if low is None and high is None:
        return None
    if number.bound == "range":
        return "same" if (low, high) == (number.low, number.high) else None
    if low is not None and high is not None and low != high and number.bound == "exact":
        return "within" if statement.series and low <= number.value <= high else None
    nominal = {statement.nominal, low if high is None or low == high else None}
    if number.value in nominal or (high is None and low == number.value + 1):
        return "same"
    if not statement.series:
        return None
    if number.bound in ("at-least", "more-than") and low is not None:
        return "within" if number.value <= low <= 2 * max(number.value, 1) else None
    if number.bound in ("at-most", "less-than") and high is not None and number.high is not None:
        return "within" if number.high / 2 <= high <= number.high else None
    if number.bound == "about" and low is not None and number.low is not None and number.high is not None:
        return "within" if number.low <= low <= number.high else None
    return None


def _vague_fit(number: Number, statement: Statement, spoken: str) -> Fit | None:
    for family in _VAGUE_FAMILIES:
        if any(word in spoken for word in family):
            if any(word in statement.words for word in family):
                return "words"
            low = statement.low
            if low is None or number.low is None or not number.low <= low:
                return None
            return "within" if number.high is None or low <= number.high else None
    return None


def _score(
    stated: Stated, statement: Statement, known: Statements, main_speaker: str, day: date | None, fit: Fit
) -> float | None:
    """Return how well a statement fits what a text states; None where it cannot be meant."""
    place = _place_score(stated, statement)
    shared = _stem_score(stated, statement, known)
    kind = _kind_score(stated, statement, shared)
    if place is None or kind is None:
        return None
    if statement.is_share and not _names_the_share(stated, statement, known):
        return None
    if stated.as_of is not None and statement.series and not _stands_on(statement, known, stated.as_of):
        return None
    score = kind + place + shared + _group_score(stated, statement) + _day_score(stated, statement, day)
    score += _speaker_score(stated, statement, main_speaker, known)
    score += {"same": 2.0, "words": 2.5, "within": -1.0 if stated.number.form != "vague" else -2.5}[fit]
    if fit == "same" and stated.number.bound == "exact" and statement.low == statement.high:
        score += 0.5
    if fit == "same" and stated.number.bound in ("at-least", "more-than") and statement.high is None:
        score += 0.5
    if statement.whole in stated.beside:
        score += 2.0
    return (
        score
        + {"count": 1.0, "claim": 0.5, "group": 0.0, "words": 0.0, "part": -1.0, "records": -1.5, "period": 0.0}[
            statement.origin
        ]
    )


def _stands_on(statement: Statement, known: Statements, day: date) -> bool:
    """Say whether a count is the last of its line by a day: then it is the one in force on that day."""
    if statement.as_of is None or statement.last == day:
        return True
    if statement.as_of > day or statement.series is None:
        return False
    line = known.by_series[statement.series]
    return not any(each.as_of and statement.as_of < each.as_of <= day for each in line)


def _kind_score(stated: Stated, statement: Statement, shared: float) -> float | None:
    if stated.unit:
        return 5.0 if stated.unit in statement.units else None
    if statement.units and statement.origin == "words":
        return None
    for rank, code in enumerate(stated.kinds[:5]):
        if code in statement.kinds:
            return (6.0, 4.5, 3.0, 2.0, 1.5)[rank]
    if stated.kinds and statement.series and not statement.is_share and not statement.kinds & {"other"}:
        return (
            1.0
            if stated.number.form != "vague" and stated.number.value >= _TELLING_NUMBER and shared >= 1.5
            else None
        )
    return 0.0 if shared >= 3.0 else None


def _place_score(stated: Stated, statement: Statement) -> float | None:
    if stated.places:
        if statement.places:
            if stated.places[0] in statement.places:
                return 5.0
            return 3.0 if statement.places & set(stated.places) else None
        return (
            None if statement.kinds & _NARROW and statement.origin == "count" and not statement.is_share else -3.0
        )
    if not statement.places:
        return 1.0 if not stated.around else 0.0
    if statement.places & stated.around:
        return 2.5
    if _same_days(stated, statement):
        return 1.5
    if not stated.around and statement.places & stated.elsewhere:
        return 0.0
    return None if statement.series else -3.0


def _same_days(stated: Stated, statement: Statement) -> bool:
    if statement.first is None or statement.first != statement.last:
        return False
    return any(each.day == statement.first for each in stated.dates)


def _stem_score(stated: Stated, statement: Statement, known: Statements) -> float:
    weights = known.weights
    common = statement.stems & stated.stems
    near = sum(weights.get(stem, 0.0) for stem in common & stated.near)
    far = sum(weights.get(stem, 0.0) for stem in common - stated.near)
    return min(_STEMS_AT_MOST, (near + far / 3) / 3)


def _names_the_share(stated: Stated, statement: Statement, known: Statements) -> bool:
    """Say whether a text has the words that tell a part from its whole; without them it speaks of the whole.

    Places and the words for what is counted tell nothing apart.
    """
    if statement.origin == "records" or statement.whole in stated.beside or stated.groups & statement.groups:
        return True
    place_words = {word for place in statement.places for word in place.split()}
    own_kinds = frozenset() if statement.origin == "count" and not statement.kinds & _NARROW else stated.kind_stems
    telling = {
        stem
        for stem in (statement.tells & stated.stems) - own_kinds
        if known.weights.get(stem, 0.0) > 2.2 and not any(word.startswith(stem) for word in place_words)
    }
    return len(telling) >= (1 if stated.unit or statement.origin in ("count", "part") else 2)


def _group_score(stated: Stated, statement: Statement) -> float:
    if stated.groups:
        if stated.groups & statement.groups:
            return 2.5
        return -4.0 if statement.kinds & _NARROW and statement.origin != "words" else -0.5
    if statement.groups and statement.kinds & _NARROW and statement.origin == "count":
        return -2.0
    return 0.0


def _day_score(stated: Stated, statement: Statement, day: date | None) -> float:
    if stated.as_of is not None and statement.as_of is not None:
        return 5.0 if stated.as_of in (statement.as_of, statement.last) else 1.0
    score, most = 0.0, 3.0
    for each in stated.dates:
        if each.day and each.day in (statement.as_of, statement.first, statement.last):
            score, most = 3.0, 1.5
        elif each.blur and statement.first and each.blur.earliest == statement.first:
            score, most = max(score, 1.5), 1.5
    if statement.as_of and day:
        gap = (day - statement.as_of).days
        score += -4.0 if gap < 0 else max(0.0, most - gap / 30)
    return score


def _speaker_score(stated: Stated, statement: Statement, main_speaker: str, known: Statements) -> float:
    if statement.speaker and statement.speaker in stated.spoken_by:
        return 3.0
    if statement.series and stated.spoken_by & known.speakers:
        return -5.0
    return 2.0 if statement.speaker and statement.speaker == main_speaker else 0.0
