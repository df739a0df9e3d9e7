"""Who counts in a toll: named, versioned questions to one person's record of harm, kept in definitions.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from answerable.casualties.truth import Truth, all_of, is_among
from answerable.kernel.errors import ValueRefusedError


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition of who counts.

    `where` holds, for each attribute asked about, the values that count; `within` the code of the wider definition
    that this one narrows, or nothing. `names` and `counts` are texts by language.
    """

    code: str
    version: int
    where: Mapping[str, frozenset[str]]
    within: str
    names: Mapping[str, str]
    counts: Mapping[str, str]

    def holds(self, values: Mapping[str, frozenset[str]]) -> Truth:
        """Say whether somebody counts, of whom each attribute is known to be one of `values`."""
        return all_of(is_among(values[name], wanted) for name, wanted in self.where.items())

    def undecided(self, values: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
        """Return the attributes that would have to be known to say whether somebody counts."""
        if self.holds(values) is not None:
            return ()
        return tuple(name for name, wanted in self.where.items() if is_among(values[name], wanted) is None)

    def name(self, language: str) -> str:
        """Return the name in a language, in English when it has none."""
        return self.names.get(language) or self.names["en"]

    def count_words(self, language: str) -> str:
        """Return who is counted, as a sentence in a language, in English when it has none."""
        return self.counts.get(language) or self.counts["en"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The attributes of a victim's record, the values that each may have, and how claims are read into them."""

    values: Mapping[str, frozenset[str]]
    presumed: Mapping[str, frozenset[str]]
    readings: Mapping[str, Mapping[str, frozenset[str]]]
    cause_words: Mapping[str, tuple[str, ...]]


@cache
def vocabulary() -> Vocabulary:
    """Return the attributes and the reading of claims."""
    raw = _raw()
    return Vocabulary(
        {name: frozenset(values) for name, values in raw["attributes"].items()},
        {name: frozenset((value,)) for name, value in raw["presumed"].items()},
        {
            name: {word: frozenset(values) for word, values in words.items()}
            for name, words in raw["readings"].items()
        },
        {group: tuple(words) for group, words in raw["cause_words"].items()},
    )


@cache
def definitions() -> Mapping[str, Definition]:
    """Return every definition by its code, in the order of the file."""
    known = vocabulary().values
    found = {}
    for code, said in _raw()["definitions"].items():
        where = {name: frozenset(values) for name, values in said["where"].items()}
        for name, values in where.items():
            if not values <= known[name]:
                raise ValueRefusedError(f"The definition {code} asks for a {name} that there is not.")
        within = said.get("within", "")
        if within and within not in found:
            raise ValueRefusedError(f"The definition {code} narrows {within}, which does not come before it.")
        found[code] = Definition(code, said["version"], where, within, said["names"], said["counts"])
    return found


def definition(code: str) -> Definition:
    """Return one definition.

    Raises:
        ValueRefusedError: there is none by this code.
    """
    try:
        return definitions()[code]
    except KeyError:
        raise ValueRefusedError(
            f"There is no definition of a toll called '{code[:60]}'.",
            remedy=f"Choose one of: {', '.join(definitions())}.",
        ) from None


@cache
def _raw() -> dict[str, Any]:
    text = files("answerable.casualties").joinpath("definitions.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded
