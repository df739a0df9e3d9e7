"""The people, units, posts, places and incidents of a dossier that a text names, whatever accents it writes.

A person is found by the full name, by given name and surname, and by a surname that only one person of the dossier
has and that is no place. What is not in the view is not found: nothing here says who else is named.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from babel import Locale

from answerable.ontology.schema import LANGUAGE_MARK
from answerable.publish.folding import plain
from answerable.record.view import View

Kind = Literal["person", "unit", "post", "place", "incident", "other"]
How = Literal["name", "part-of-name"]
_NAMED = {"name", "alias", "title"}
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("Person", "person"),
    ("Post", "post"),
    ("Position", "post"),
    ("Incident", "incident"),
    ("LegalEntity", "unit"),
)
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*", re.UNICODE)
_PARTICLES = frozenset(
    ["de", "del", "la", "las", "los", "y", "da", "dos", "do", "van", "von", "al", "el", "di", "of", "the", "and"]
)
_OFFICES = frozenset({"office", "institution"})
_SHORTEST_SURNAME = 5
_LONGEST_NAME = 14


@dataclass(frozen=True, slots=True)
class NameInText:
    """One name. `entities` are all that bear it; `claims` are those that give it to them."""

    start: int
    end: int
    kind: Kind
    how: How
    entities: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: Kind
    how: How
    entities: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of a view as words, plain; `places` are the words of those that are places."""

    entries: Mapping[tuple[str, ...], _Entry]
    longest: Mapping[str, int]
    places: frozenset[str]

    def place_words(self, text: str) -> frozenset[str]:
        """Return the places that a text names, plain."""
        return frozenset(
            " ".join(words)
            for words, entry, _start, _end in _matches(self, text)
            if " ".join(words) in self.places
        )


def names_of(view: View) -> Names:
    """Return every name that some counted claim of the view gives. Kept with the view."""
    kept: Names | None = vars(view).get("_names_to_find")
    if kept is None:
        kept = vars(view)["_names_to_find"] = _gather(view)
    return kept


def names_in(view: View, text: str) -> tuple[NameInText, ...]:
    """Return the names of the dossier that a text gives, in order; the longest where several would fit."""
    index = names_of(view)
    return tuple(
        NameInText(start, end, entry.kind, entry.how, entry.entities, entry.claims)
        for _words, entry, start, end in _matches(index, text)
    )


def _matches(index: Names, text: str) -> Iterator[tuple[tuple[str, ...], _Entry, int, int]]:
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    folded = plain(text)
    plains = [_bare(folded[start:end]) for start, end in words]
    at = 0
    while at < len(words):
        found = None
        for length in range(min(index.longest.get(plains[at], 0), len(words) - at), 0, -1):
            key = tuple(plains[at : at + length])
            entry = index.entries.get(key)
            if (
                entry
                and _is_one_run(text, words, at, length)
                and _is_written_as_name(_first_sign(text, words, plains, at, length), entry, key)
            ):
                found = (key, entry, words[at][0], words[at + length - 1][1])
                break
        if found:
            yield found
            at += len(found[0])
        else:
            at += 1


def _bare(word: str) -> str:
    """Return a word without the English mark of the genitive."""
    return word.removesuffix("'s")


def _is_one_run(text: str, words: list[tuple[int, int]], at: int, length: int) -> bool:
    """Say whether words stand side by side, with nothing between but a space, a full stop or a comma."""
    gaps = (text[words[place][1] : words[place + 1][0]] for place in range(at, at + length - 1))
    return all(len(gap) <= 3 and not set(gap) - set(" .,\n\u00a0()") for gap in gaps)


def _first_sign(text: str, words: list[tuple[int, int]], plains: list[str], at: int, length: int) -> str:
    """Return the first letter of the first word that is no particle: 'la' of a name may be written small."""
    place = next((each for each in range(at, at + length) if plains[each] not in _PARTICLES), at)
    return text[words[place][0]]


def _is_written_as_name(first: str, entry: _Entry, key: tuple[str, ...]) -> bool:
    """Say whether the first letter may begin this name: a single word, a place or a person has a capital."""
    if entry.kind == "post" and len(key) > 1:
        return True
    return first.isupper() or (entry.kind in ("unit", "incident", "other") and len(key) > 1) or not first.isalpha()


def _gather(view: View) -> Names:
    given: dict[tuple[str, ...], list[tuple[Kind, How, str, str]]] = defaultdict(list)
    surnames: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    places: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for claim in view.claims():
        if not claim.is_counted:
            continue
        entity = view.canonical(claim.about)
        kind = _kind(view, view.schema_of(entity))
        for name, values in claim.properties.items():
            base = name.partition(LANGUAGE_MARK)[0]
            for text in values:
                if base in _NAMED and kind is not None and (kind != "person" or LANGUAGE_MARK not in name):
                    _add_name(given, surnames, kind, text, entity, claim.id)
                elif base == "place":
                    for part in _places(text):
                        places[part].append((entity, claim.id))
    for language in view.dossier.languages:  # the whole country is no place within it
        country = Locale(language).territories.get(view.dossier.country.upper(), "")
        places.pop(_tokens(country), None)
    return _index(given, surnames, places)


def _kind(view: View, schema: str) -> Kind | None:
    return next((kind for base, kind in _KINDS if schema and view.ontology.is_a(schema, base)), None)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_bare(plain(match[0])) for match in _WORD.finditer(text))[:_LONGEST_NAME]


def _add_name(
    given: dict[tuple[str, ...], list[tuple[Kind, How, str, str]]],
    surnames: dict[tuple[str, ...], list[tuple[str, str]]],
    kind: Kind,
    text: str,
    entity: str,
    claim: str,
) -> None:
    words = _tokens(text)
    if not words or (len(words) == 1 and len(words[0]) < 3):
        return
    given[words].append((kind, "name", entity, claim))
    if kind == "unit" and len(words) > 1 and words[-1] in _OFFICES and len(words[0]) >= _SHORTEST_SURNAME:
        given[words[:-1]].append(
            (kind, "part-of-name", entity, claim)
        )  # 'the Ombudsman' for the Ombudsman's Office
    if kind != "person" or len(words) < 2 or all(len(word) == 1 for word in words):
        return
    for part in _parts_of_name(words):
        (
            given[part].append((kind, "part-of-name", entity, claim))
            if len(part) > 1
            else surnames[part].append((entity, claim))
        )


def _parts_of_name(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Return the shorter forms of a personal name: of four words, two are given and two are family names."""
    bare = tuple(word for word in words if word not in _PARTICLES)
    if len(bare) < 2:
        return
    count_given = 1 if len(bare) <= 3 else len(bare) - 2
    family = bare[count_given:]
    for first in bare[:count_given]:
        yield (first, family[0])
        if len(family) > 1:
            yield (first, *family)
    if count_given > 1:
        yield (*bare[:count_given], family[0])
    if len(family) > 1:
        yield family
    if len(family[0]) >= _SHORTEST_SURNAME:
        yield (family[0],)


def _places(text: str) -> Iterator[tuple[str, ...]]:
    for part in re.split(r"[,;/()]| and | y ", text):
        words = _tokens(part)
        if words and part.strip()[:1].isupper() and len(" ".join(words)) > 3:
            yield words


def _index(
    given: Mapping[tuple[str, ...], list[tuple[Kind, How, str, str]]],
    surnames: Mapping[tuple[str, ...], list[tuple[str, str]]],
    places: Mapping[tuple[str, ...], list[tuple[str, str]]],
) -> Names:
    entries: dict[tuple[str, ...], _Entry] = {}
    for words, found in given.items():
        kinds = [kind for kind, how, *_ in found if how == "name"] or [found[0][0]]
        whole = [each for each in found if each[1] == "name"]
        chosen = whole or found
        people = {entity for *_, entity, _claim in chosen}
        if not whole and len(people) > 1:
            continue  # half a name that several people bear says nobody
        entries[words] = _entry(kinds[0], chosen[0][1], ((entity, claim) for *_, entity, claim in chosen))
    for words, borne in places.items():
        entries.setdefault(words, _entry("place", "name", borne))
    for words, borne in surnames.items():
        if words not in entries and words not in places and len({entity for entity, _ in borne}) == 1:
            entries[words] = _entry("person", "part-of-name", borne)
    longest: dict[str, int] = {}
    for words in entries:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Names(entries, longest, frozenset(" ".join(words) for words in places))


def _entry(kind: Kind, how: How, borne: Iterable[tuple[str, str]]) -> _Entry:
    pairs = list(borne)
    return _Entry(
        kind,
        how,
        tuple(dict.fromkeys(entity for entity, _ in pairs)),
        tuple(dict.fromkeys(claim for _, claim in pairs)),
    )
