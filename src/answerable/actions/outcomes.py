"""What came of all actions of a dossier: by the receiving State, and by concern.

How long until the first update, how many asks were met, how often there was good news, how many wrote. The numbers
of an action are its counter's and are told beside it anyway, so nothing is left out of their sums.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from statistics import median

from answerable.actions.counting import ACCEPTED, COUNTED
from answerable.actions.models import Count, Frozen, Imported
from answerable.actions.reads import public_actions
from answerable.actions.statistics import NUMBERS, number_of
from answerable.actions.wording import LANGUAGES
from answerable.followup.answers import CallWord
from answerable.followup.calls import call_of
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class Group:
    """Actions of one country, or of one concern. `median_days`: to the first update, of those that have one."""

    name: str
    actions: int
    updated: int
    median_days: float | None
    asks: Mapping[CallWord, int]
    good_news: int
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Every public action of a dossier, by the receiving State and by concern."""

    actions: int
    by_country: tuple[Group, ...]
    by_concern: tuple[Group, ...]


def outcomes_of(dossier_id: str, view: View, day: date, language: str = "en") -> Outcomes:
    """Return every public action of a dossier by the receiving State and by concern, most actions first.

    The concern is that of the latest issue in the language asked for, or in the first that it has.
    """
    facts = _facts(dossier_id, view, day, language)
    return Outcomes(
        len(facts),
        _grouped(facts, {fact.action: fact.country for fact in facts}),
        _grouped(facts, {fact.action: fact.concern for fact in facts}),
    )


@dataclass(frozen=True, slots=True)
class _Fact:
    """One public action, as the groups need it."""

    action: int
    country: str
    concern: str
    days: int | None
    asks: Mapping[CallWord, int]
    is_good_news: bool
    numbers: Mapping[str, int]


def _facts(dossier_id: str, view: View, day: date, language: str) -> list[_Fact]:
    out = _out(dossier_id)
    said = _said(dossier_id, max((number for rows in out.values() for number, _, _ in rows), default=0), language)
    numbers = _numbers(dossier_id)
    found = []
    for held in public_actions(dossier_id):
        pk = held.action.pk
        moments = sorted({update: at for _, update, at in reversed(out[pk])}.items())
        concern, names = said.get(pk, ("", ()))
        states = Counter(call_of(view, name, day).state for name in names if view.has(name))
        days = (moments[1][1] - moments[0][1]).days if len(moments) > 1 else None
        is_good = held.life.state(day) == "good-news"
        found.append(_Fact(pk, held.country, concern, days, states, is_good, numbers.get(pk, {})))
    return found


def _out(dossier_id: str) -> Mapping[int, list[tuple[int, int, datetime]]]:
    """Return what was let out by action: number of the row, update, and moment, in order."""
    rows = Frozen.objects.filter(dossier_id=dossier_id).order_by("number")
    found: dict[int, list[tuple[int, int, datetime]]] = defaultdict(list)
    for action, number, update, at in rows.values_list("issue__action_id", "number", "issue__update", "at"):
        found[action].append((number, update, at))
    return found


@lru_cache(maxsize=32)
def _said(dossier_id: str, last: int, language: str) -> Mapping[int, tuple[str, tuple[str, ...]]]:
    """Return concern and calls of what was let out last, by action; `last` is the last row that there is."""
    rows = Frozen.objects.filter(dossier_id=dossier_id, number__lte=last).order_by("number")
    codes = list(dict.fromkeys((language, *LANGUAGES)))
    parts = [f"parts__{code}__{part}__text" for part in ("concern", "calls") for code in codes]
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    for action, *texts in rows.values_list("issue__action_id", *parts):
        concern = next((text for text in texts[: len(codes)] if text), "")
        calls = next((text for text in texts[len(codes) :] if text), "")
        found[action] = (concern, tuple(calls.split()))
    return found


def _numbers(dossier_id: str) -> Mapping[int, Mapping[str, int]]:
    """Return the four numbers of every action, over all its issues, as their projections have them."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Count.objects.filter(issue__dossier_id=dossier_id, is_late=False, state__in=(ACCEPTED, COUNTED))
    for action, channel, state, value in rows.values_list("issue__action_id", "channel", "state", "value"):
        found[action][number_of(channel, state)] += value
    imported = Imported.objects.filter(dossier_id=dossier_id).values_list("issue__action_id", "count")
    for action, value in imported:
        found[action]["imported"] += value
    return found


def _grouped(facts: Iterable[_Fact], names: Mapping[int, str]) -> tuple[Group, ...]:
    groups: dict[str, list[_Fact]] = defaultdict(list)
    for fact in facts:
        groups[names[fact.action]].append(fact)
    return tuple(
        sorted((_group(name, own) for name, own in groups.items()), key=lambda one: (-one.actions, one.name))
    )


def _group(name: str, facts: Sequence[_Fact]) -> Group:
    days = [fact.days for fact in facts if fact.days is not None]
    asks: Counter[CallWord] = Counter()
    numbers: Counter[str] = Counter()
    for fact in facts:
        asks.update(fact.asks)
        numbers.update(fact.numbers)
    return Group(
        name, len(facts), len(days), median(days) if days else None, dict(asks),
        sum(fact.is_good_news for fact in facts), {code: numbers[code] for code in NUMBERS},
    )  # fmt: skip
