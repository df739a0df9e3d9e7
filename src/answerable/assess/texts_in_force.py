"""Which wording of a legal text was in force on the days of an incident.

A test is only as good as the text it is held against, and texts change: what a decree said in 2015 is not what it
said in 2022. The versions are data (texts.yaml), each with its own dates and a mark of whether anybody read it.
This module compares days. It does not say whether a text binds, nor what it means.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from answerable.kernel.errors import NotFoundError
from answerable.kernel.times import Blur, parse_blur
from answerable.ontology.loading import read_yaml

Mark = Literal["S", "T", "UM"]
"""S: the wording or a summary of it was read. T: only its title or contents. UM: a lawyer must check it."""
Standing = Literal["in-force", "changed", "unclear", "not-yet", "no-longer", "undated"]
HELD: tuple[Standing, ...] = ("in-force", "changed", "unclear", "undated")
"""The standings under which a text is held against an incident at all."""
Days = tuple[date, date]
_DAY = timedelta(days=1)
_BY_READING: tuple[Mark, ...] = ("S", "T")
_ARTICLE = re.compile(r"[0-9]+")
_RANGE = re.compile(r"([0-9]+\.)?([0-9]+)-\1?([0-9]+)")


def provisions(at: str) -> tuple[str, ...]:
    """Return the single provisions that a citation names: '3-5, 7.1-7.2, 11(f)' names six."""
    found: list[str] = []
    for part in filter(None, (part.strip() for part in at.split(","))):
        span = _RANGE.fullmatch(part)
        if span:
            lead = span[1] or ""
            found += [f"{lead}{number}" for number in range(int(span[2]), int(span[3]) + 1)]
        else:
            found.append(part)
    return tuple(found)


def in_language(words: Mapping[str, str], language: str) -> str:
    """Return a text in `language` (such as 'es' or 'es-pe'), else in English, else empty."""
    return words.get(language.partition("-")[0]) or words.get("en", "")


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a text. It held from a day in `first` to a day in `last`; `last` None: no end is known.

    `read`: the provisions that were read, and those of which only the title was, each under its mark.
    """

    text: str
    name: Mapping[str, str]
    first: Blur
    last: Blur | None
    wording: Mark
    dates: Mark
    seen: Mapping[str, str]
    note: Mapping[str, str]
    read: Mapping[str, frozenset[str]]

    def mark_of(self, at: str) -> Mark:
        """Return the mark of some provisions together, such as '5(c), 11-13': that of the least read."""
        marks = [self._mark_of(one) for one in provisions(at)]
        return next((mark for mark in ("UM", "T", "S") if mark in marks), "UM")

    def _mark_of(self, provision: str) -> Mark:
        article = _ARTICLE.match(provision)
        named = {provision, article.group()} if article else {provision}
        return next((mark for mark in _BY_READING if not named.isdisjoint(self.read.get(mark, ()))), "UM")

    def held_on_all(self, days: Days) -> bool:
        """Say whether it surely held on every one of the days."""
        began = self.first.latest is not None and self.first.latest <= days[0]
        return began and (self.last is None or (self.last.earliest is not None and days[1] <= self.last.earliest))

    def may_have_held(self, days: Days) -> bool:
        """Say whether it may have held on one of the days."""
        began = self.first.earliest is None or self.first.earliest <= days[1]
        return began and (self.last is None or self.last.latest is None or days[0] <= self.last.latest)

    @property
    def must_be_checked(self) -> bool:
        """Say whether a lawyer must check its wording or its dates before anybody relies on it."""
        return self.wording != "S" or self.dates != "S"


@dataclass(frozen=True, slots=True)
class LegalText:
    """A treaty, law, standard or guidance, with its versions in order of time; the last is the latest known here.

    `country` is the ISO code of the State whose law it is, empty for what holds across States. `unit`: what its
    provisions are called.
    """

    id: str
    kind: str
    unit: str
    country: str
    short: Mapping[str, str]
    title: Mapping[str, str]
    versions: tuple[Version, ...]

    def is_of(self, country: str) -> bool:
        """Say whether it holds across States or is the law of a country, given by its ISO code in any letters."""
        return self.country in ("", country.upper())


@dataclass(frozen=True, slots=True)
class OnTheDays:
    """How a text stands to some days.

    `held`: the versions that count: one when `in-force`; each that held in turn when `changed`; each that may have
    held when `unclear`, because a date is not exact; all when the incident is `undated`; none when the text was
    `not-yet` adopted or was `no-longer` in force. `others`: the remaining versions, in order of time.
    """

    text: LegalText
    standing: Standing
    held: tuple[Version, ...]
    others: tuple[Version, ...]

    @property
    def counts(self) -> bool:
        """Say whether the text is held against the incident at all."""
        return self.standing in HELD

    @property
    def must_be_checked(self) -> bool:
        """Say whether a lawyer must check what counts here."""
        return any(version.must_be_checked for version in self.held)


@cache
def texts() -> Mapping[str, LegalText]:
    """Return every text that a framework may cite, by id, in the order of texts.yaml."""
    content = read_yaml(Path(__file__).parent / "texts.yaml")
    return {name: _text(name, spec) for name, spec in content.items()}


def text_of(text_id: str) -> LegalText:
    """Return one text.

    Raises:
        NotFoundError: texts.yaml has none by this id.
    """
    found = texts().get(text_id)
    if found is None:
        raise NotFoundError(f"There is no legal text '{text_id}'.", remedy="Add it to assess/texts.yaml.")
    return found


def _text(name: str, spec: Mapping[str, Any]) -> LegalText:
    firsts = [parse_blur(str(version["from"])) for version in spec["versions"]]
    lasts = [*(_eve(first) for first in firsts[1:]), None]
    stated = [parse_blur(str(version["to"])) if "to" in version else None for version in spec["versions"]]
    versions = tuple(
        Version(
            name,
            version.get("name", {}),
            first,
            own_end or last,
            version["wording"],
            version["dates"],
            version.get("seen", {}),
            version.get("note", {}),
            {mark: frozenset(provisions(str(at))) for mark, at in version.get("read", {}).items()},
        )
        for version, first, last, own_end in zip(spec["versions"], firsts, lasts, stated, strict=True)
    )
    return LegalText(
        name, spec["kind"], spec["unit"], spec.get("country", ""), spec["short"], spec["title"], versions
    )


def _eve(first: Blur) -> Blur:
    """Return the last day of a version whose successor begins on a day in `first`."""
    early, late = first.earliest, first.latest
    return Blur(early - _DAY if early else None, late - _DAY if late else None)


@dataclass(frozen=True, slots=True)
class CitedOn:
    """A citation as it stands on the days of an incident.

    `mark`: of the provisions in every version that counts, the least read. `is_read_elsewhere`: they were read,
    but in a version that does not count on those days.
    """

    at: str
    on: OnTheDays
    mark: Mark
    is_read_elsewhere: bool

    @property
    def must_be_checked(self) -> bool:
        """Say whether a lawyer must check it before anybody relies on it."""
        return self.mark != "S"


def cited_on(text_id: str, at: str, days: Days | None) -> CitedOn:
    """Say how provisions of a text stand on the days of an incident; see `on_the_days`."""
    found = on_the_days(text_id, days)
    marks = [version.mark_of(at) for version in found.held]
    mark: Mark = next((mark for mark in ("UM", "T", "S") if mark in marks), "UM")
    is_elsewhere = mark != "S" and any(version.mark_of(at) == "S" for version in found.text.versions)
    return CitedOn(at, found, mark, is_elsewhere)


def on_the_days(text_id: str, days: Days | None) -> OnTheDays:
    """Say which version of a text was in force on the days of an incident.

    Args:
        text_id: as in texts.yaml.
        days: the first and last day of the incident, or None when no source dates it.

    Raises:
        NotFoundError: there is no such text.
    """
    text = text_of(text_id)
    if days is None:
        return OnTheDays(text, "undated", text.versions, ())
    held = tuple(version for version in text.versions if version.may_have_held(days))
    others = tuple(version for version in text.versions if version not in held)
    return OnTheDays(text, _standing(text, held, days), held, others)


def _standing(text: LegalText, held: tuple[Version, ...], days: Days) -> Standing:
    if not held:
        earliest = text.versions[0].first.earliest
        return "not-yet" if earliest and days[1] < earliest else "no-longer"
    if len(held) == 1:
        return "in-force" if held[0].held_on_all(days) else "unclear"
    sure = all(_surely_held_on_some(version, days) for version in held)
    return "changed" if sure else "unclear"


def _surely_held_on_some(version: Version, days: Days) -> bool:
    """Say whether the version surely held on at least one of the days."""
    first, last = version.first.latest, version.last.earliest if version.last else None
    if first is None or first > days[1]:
        return False
    return version.last is None or (last is not None and last >= max(first, days[0]))


def for_country(found: Iterable[OnTheDays], country: str) -> tuple[OnTheDays, ...]:
    """Return the texts that hold across States and those of one country, in the order given."""
    return tuple(each for each in found if each.text.is_of(country))
