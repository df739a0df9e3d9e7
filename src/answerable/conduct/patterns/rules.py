"""The patterns: their rules in words, and the functions that hold each rule against one person.

A pattern is an arrangement of claims: met or not met, with what speaks against it. None says anything of what a
person knew, meant or is responsible for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from answerable.conduct.answers import PatternAnswer
from answerable.conduct.patterns.at_once import AtOnce
from answerable.conduct.patterns.case import Case, by_type, led_in, named_in
from answerable.conduct.patterns.chains_at_once import ChainsAtOnce
from answerable.conduct.patterns.commanders import promoted_after_death, redeployed_after_death, same_commander
from answerable.conduct.patterns.measures import no_measure_after_notice
from answerable.conduct.patterns.notices import notice_before_incident
from answerable.conduct.patterns.orders import unchanged_after_notice
from answerable.conduct.patterns.setting import Setting, setting_of
from answerable.conduct.patterns.versions import deaths_left_out, labels_protesters, version_contradicted
from answerable.conduct.patterns.weighing import Found, answer
from answerable.kernel.collecting import uncollected
from answerable.record.view import View

FIRST_LANGUAGE = "en"
RULES: Mapping[str, Callable[[Case], Found]] = MappingProxyType({
    "notice-before-incident": notice_before_incident,
    "same-commander": same_commander,
    "redeployed-after-death": redeployed_after_death,
    "promoted-after-death": promoted_after_death,
    "unchanged-after-notice": unchanged_after_notice,
    "no-measure-after-notice": no_measure_after_notice,
    "deaths-left-out": deaths_left_out,
    "version-contradicted": version_contradicted,
    "labels-protesters": labels_protesters,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern in words, by language: its title, its rule, what speaks against it, what it does not show."""

    code: str
    titles: Mapping[str, str]
    rules: Mapping[str, str]
    speaking_against: Mapping[str, str]
    not_shown: Mapping[str, str]

    def title(self, language: str) -> str:
        """Return the title in a language such as 'es' or 'es-pe'; any but the two there are gets English."""
        return in_language(self.titles, language)

    def rule(self, language: str) -> str:
        """Return the rule in words."""
        return in_language(self.rules, language)

    def against(self, language: str) -> str:
        """Return what speaks against the pattern, in general."""
        return in_language(self.speaking_against, language)

    def does_not_show(self, language: str) -> str:
        """Return what the pattern does not show."""
        return in_language(self.not_shown, language)


def in_language(words: Mapping[str, str], language: str) -> str:
    """Return the words in a language, or in English."""
    return words.get(language.partition("-")[0], words[FIRST_LANGUAGE])


@cache
def _patterns() -> Mapping[str, Pattern]:
    read = yaml.safe_load((Path(__file__).parent / "patterns.yaml").read_text(encoding="utf-8"))
    return MappingProxyType({code: _pattern(code, read[code]) for code in RULES})


def _pattern(code: str, read: Mapping[str, Mapping[str, str]]) -> Pattern:
    parts = ({language: " ".join(text.split()) for language, text in read[name].items()} for name in _PARTS)
    return Pattern(code, *parts)


_PARTS = ("title", "rule", "against", "not_shown")
PATTERNS = _patterns()


def patterns_of(view: View, person: str, day: date | None = None) -> tuple[PatternAnswer, ...]:
    """Hold every pattern against one person; the answers are in the order of PATTERNS, met and not met.

    Args:
        view: where to look.
        person: an official, or anybody whom the view holds.
        day: the day up to which days without a measure are counted; what surely came later is then left out of
            that pattern. If none, the latest day that the view reaches.

    Raises:
        NotFoundError: the view holds no such person.
    """
    person = view.require(person, "Person")
    return held_against(case_of(setting_of(view), person, day))


def case_of(setting: Setting, person: str, day: date | None = None) -> Case:
    """Return one person as the rules read him or her."""
    index = setting.index
    incidents = index.incidents_of(person)
    return Case(
        setting,
        person,
        by_type(index.items_of(person)),
        by_type(index.of_units(person)),
        led_in(incidents),
        named_in(incidents),
        day or setting.latest,
    )


def held_against(case: Case) -> tuple[PatternAnswer, ...]:
    """Hold every rule against one case."""
    return tuple(answer(case, code, rule(case)) for code, rule in RULES.items())


def all_patterns(view: View, day: date | None = None) -> Mapping[str, tuple[PatternAnswer, ...]]:
    """Hold every pattern against every official of a view; by person, those who fit none as well.

    Args:
        view: where to look.
        day: as in `patterns_of`.
    """
    with uncollected():
        setting = setting_of(view).ready()
        return all_of(setting, AtOnce(setting), ChainsAtOnce(setting).ready(), day)


def all_of(
    setting: Setting, items: AtOnce, chains: ChainsAtOnce, day: date | None = None
) -> dict[str, tuple[PatternAnswer, ...]]:
    """Hold every pattern against every official, from what was read of them at once."""
    day = day or setting.latest
    return {
        person: held_against(
            Case(setting, person, items.items_of(person), items.of_units(person), *chains.of(person), day)
        )
        for person in setting.index.officials()
    }
