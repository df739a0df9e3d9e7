"""Search by name over what a view holds: folded names, aliases, titles, initials, and the titles of sources."""

from dataclasses import dataclass

from answerable.kernel.texts import fold
from answerable.ontology.schema import LANGUAGE_MARK
from answerable.record.view import View
from answerable.web.pages.remembered import kept_with_view

NAMES = ("name", "alias", "title", "initials", "publicRole", "place", "question", "fileNumber", "group")
# The types one looks for by name, in the order in which they are shown; others follow under their own.
GROUPS = (
    "Person",
    "Unit",
    "Organization",
    "Post",
    "Incident",
    "Operation",
    "Plan",
    "Proceeding",
    "Disagreement",
    "Tally",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one entity, folded; `text` is as it was claimed."""

    entity: str
    schema: str
    folded: str
    text: str


@kept_with_view
def name_index(view: View) -> tuple[Entry, ...]:
    """Return every name that some claim of the view gives, each once for its entity."""
    found: dict[tuple[str, str], Entry] = {}
    for claim in view.claims():
        if not claim.is_counted:
            continue
        for name, values in claim.properties.items():
            if name.partition(LANGUAGE_MARK)[0] in NAMES:
                entity = view.canonical(claim.about)
                for text in values:
                    folded = fold(text)
                    found.setdefault((entity, folded), Entry(entity, view.schema_of(entity), folded, text))
    return tuple(found.values())


def find(view: View, query: str) -> dict[str, list[Entry]]:
    """Return what is found by type: every word of the query stands in one name. The best match comes first.

    A name that is the query comes before one that begins with it, that before one with a word that begins so.
    """
    words = fold(query).split()
    whole = " ".join(words)
    if not words:
        return {}
    best: dict[str, tuple[int, int, Entry]] = {}
    for entry in name_index(view):
        if all(word in entry.folded for word in words):
            rank = _rank(entry.folded, whole, words)
            if entry.entity not in best or (rank, len(entry.folded)) < best[entry.entity][:2]:
                best[entry.entity] = (rank, len(entry.folded), entry)
    groups: dict[str, list[Entry]] = {}
    for _, _, entry in sorted(best.values(), key=lambda found: (*found[:2], found[2].entity)):
        groups.setdefault(_group(view, entry.schema), []).append(entry)
    order = [*GROUPS, *sorted(set(groups) - set(GROUPS))]
    return {group: groups[group] for group in order if group in groups}


def _rank(folded: str, whole: str, words: list[str]) -> int:
    if folded == whole:
        return 0
    if folded.startswith(whole):
        return 1
    return 2 if all(f" {word}" in f" {folded}" for word in words) else 3


def _group(view: View, schema: str) -> str:
    return next((group for group in GROUPS if view.ontology.is_a(schema, group)), schema)
