"""The verdict on a number or a date of a text: held, contradicted, stale, unknown.

Held: some claim says the same, of the same thing and place. Stale: it was so as of an earlier day, and the same
speaker, counting the same people, has given a later number. Contradicted: every count of the same thing and place,
as of the day or by the speaker that the text gives, is another number. Unknown: anything else. None of them says
what is true.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from answerable.publish.dated_events import claims_on, events_of
from answerable.publish.dates_in_text import DateInText
from answerable.publish.matching import ALIKE, Match, fit_of, matches_of
from answerable.publish.stated_numbers import Stated
from answerable.publish.statements import Statement, Statements
from answerable.record.view import View

Verdict = Literal["held", "contradicted", "stale", "unknown", "aside"]
MOST_CLAIMS = 8
_ADDS_UP = frozenset({"killed", "injured", "investigated", "inquiries-opened", "steps"})
"""Kinds that grow with time: an older count of them can be stale."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason (a code of `checked_words.yaml`), the claims that hold it and those against it."""

    verdict: Verdict
    reason: str
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    kind: str = ""


def judge_number(stated: Stated, known: Statements, speaker: str, day: date | None, spoken: str) -> Judgement:
    """Judge one number. `spoken` is how it is written, plain; `day` the text's own day, None when it has none."""
    found = matches_of(stated, known, speaker, day, spoken)
    if found:
        current = [match for match in found if not _later(match.statement, stated, known, day)]
        best = found[0]
        if current and current[0].score >= best.score - ALIKE:
            return _held(current[0], found)
        later = _later(best.statement, stated, known, day)
        if later and (
            not current or best.statement.speaker in stated.spoken_by or current[0].score < best.score - ALIKE
        ):
            claims = _claims(match.statement for match in found if match.statement.series == best.statement.series)
            return Judgement("stale", "later-count", claims, _claims(later[-1:]), _kind(best))
        return _held(best, found)
    rivals = _rivals(stated, known, day)
    if rivals and all(_is_apart(stated, rival, spoken) for rival in rivals):
        return Judgement("contradicted", "other-number", (), _claims(rivals), stated.kinds[0])
    kind = stated.unit or (stated.kinds[0] if stated.kinds else "")
    return Judgement("unknown", "no-claim", (), _claims(rivals), kind)


def _held(best: Match, found: list[Match]) -> Judgement:
    reason = {"same": "same-number", "within": "within", "words": "same-words"}[best.fit]
    if best.fit == "same" and best.statement.origin in ("records", "part", "words", "period"):
        reason = {
            "records": "counted-records",
            "part": "part-of-count",
            "words": "said-in-words",
            "period": "days-of-count",
        }[best.statement.origin]
    alike = [match.statement for match in found if match.score >= best.score - ALIKE and match.score > 0]
    return Judgement("held", reason, _claims([best.statement, *alike]), (), _kind(best))


def _kind(match: Match) -> str:
    return next(iter(sorted(match.statement.units or match.statement.kinds)), "")


def _claims(statements: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for each in statements for claim in each.claims))[:MOST_CLAIMS]  # type: ignore[attr-defined]


def _later(statement: Statement, stated: Stated, known: Statements, day: date | None) -> list[Statement]:
    """Return the later counts of the same line that give another number, by the text's own day.

    A number that the sentence itself gives for a day, or for a day on which it is a count, is not stale.
    """
    if not statement.series or statement.as_of is None or statement.is_share or stated.number.form == "vague":
        return []
    if not statement.kinds & _ADDS_UP:
        return []
    if stated.as_of is not None or any(each.day == statement.as_of for each in stated.dates):
        return []
    return [
        each
        for each in known.by_series[statement.series]
        if each.as_of
        and each.as_of > statement.as_of
        and (day is None or each.as_of <= day)
        and each.nominal is not None
        and each.nominal != statement.nominal
    ]


def _rivals(stated: Stated, known: Statements, day: date | None) -> list[Statement]:
    """Return the counts that a number is up against: same thing, place, people, and day or speaker."""
    if not stated.kinds or stated.unit or stated.number.form in ("vague", "both"):
        return []
    kind, places = stated.kinds[0], frozenset(stated.places)
    same = [
        each
        for each in known.counts
        if kind in each.kinds
        and (each.low is not None or each.high is not None)
        and not each.units
        and _same_place(each, places, stated)
        and _same_people(each, stated)
    ]
    spoken = stated.spoken_by & known.speakers
    if spoken:
        same = [each for each in same if each.speaker in spoken]
    if stated.as_of is not None:
        on_that_day = [each for each in same if each.as_of == stated.as_of]
        if on_that_day or not spoken:
            return on_that_day
        day = stated.as_of
    if not spoken and not places:
        return []
    latest: dict[object, Statement] = {}
    for each in same:
        if day is not None and each.as_of is not None and each.as_of > day:
            continue
        held = latest.get(each.series)
        if held is None or (each.as_of or date.min) >= (held.as_of or date.min):
            latest[each.series] = each
    return list(latest.values())


def _same_place(statement: Statement, places: frozenset[str], stated: Stated) -> bool:
    if places:
        return bool(stated.places and stated.places[0] in statement.places)
    # a count up to a day is of the whole, even in a paragraph that has spoken of one place
    return not statement.places and (not stated.around or stated.as_of is not None)


def _same_people(statement: Statement, stated: Stated) -> bool:
    if not statement.kinds & {"killed", "injured"}:
        return True
    if stated.groups:
        return statement.groups == stated.groups
    return not statement.groups


def _is_apart(stated: Stated, rival: Statement, spoken: str) -> bool:
    """Say whether two numbers cannot both be right: their bounds do not touch."""
    if fit_of(stated.number, rival, spoken):
        return False
    low, high = stated.number.low, stated.number.high
    rival_high = rival.high if rival.high is not None else None
    is_below = high is not None and rival.low is not None and high < rival.low
    is_above = low is not None and rival_high is not None and low > rival_high
    return is_below or is_above


def judge_date(
    view: View,
    found: DateInText,
    stems: frozenset[str],
    places: tuple[str, ...],
    beside: frozenset[str],
    *,
    is_of_deaths: bool,
) -> Judgement:
    """Judge one date by the sentence around it; `beside` are the claims that hold the numbers of that sentence."""
    if found.blur is None:
        return Judgement("unknown", "no-day" if found.reckoned == "relative" else "no-year")
    events = events_of(view)
    day = found.day
    if is_of_deaths and day and len(places) == 1 and not found.role:
        days = events.harm_days.get(places[0])
        if days and day not in days:
            return Judgement("contradicted", "other-day", (), events.harm_claims[places[0]][:MOST_CLAIMS])
    claims = claims_on(events, found.blur, stems, frozenset(places), beside)
    if claims:
        return Judgement("held", "on-that-day", claims)
    return Judgement("unknown", "no-claim-on-day")
