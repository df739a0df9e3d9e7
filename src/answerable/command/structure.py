"""The units, posts, appointments and edges of a view, indexed once so that each question follows only its own.

Built from the view's columns without reading claims one by one. Every place is a place in one of the link columns,
every code the view's own, canonical code of an entity.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from answerable.command.turns import Turns, turns_of
from answerable.kernel.standing import Runs, Status
from answerable.record.links import Links
from answerable.record.view import View

Codes = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]
COMMAND, OPERATIONAL, ADMINISTRATIVE = "command", "operational", "administrative"
COMMANDING = ("head-of-state", "head-of-government", "minister", "commander", "director", "deputy")
"""Functions whose holder commands the unit, the highest first; a deputy counts when no other is known."""
DEPUTY_RANK = COMMANDING.index("deputy")
NO_RANK = len(COMMANDING)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """For each key (an entity code, or a place) what belongs to it, in order; `offset` cuts `place`."""

    offset: npt.NDArray[np.int64]
    place: Places

    def of(self, code: int) -> list[int]:
        """Return the places of one entity."""
        found: list[int] = self.place[self.offset[code] : self.offset[code + 1]].tolist()
        return found

    @classmethod
    def by(cls, keys: Codes, count: int, places: Places) -> "Index":
        """Index `places` by the entity code that `keys` holds at each; places with code -1 are left out."""
        places = places[keys[places] >= 0]
        owner = keys[places]
        order = np.argsort(owner, kind="stable")
        offset = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(owner, minlength=count), out=offset[1:])
        return cls(offset, places[order])


def _word_is(links: Links, name: str, *words: str) -> npt.NDArray[np.bool_]:
    vocabulary = links.vocabulary[name]
    return np.isin(links.words[name], [vocabulary.index(word) for word in words if word in vocabulary])


@dataclass(frozen=True)
class Structure:
    """See the module. Get it from `structure_of`, which keeps one for each view."""

    view: View

    @cached_property
    def count(self) -> int:
        """How many entity codes there are."""
        return len(self.view.columns.entities)

    @cached_property
    def is_present(self) -> npt.NDArray[np.bool_]:
        """For each entity code, whether any claim of the view is about it."""
        about = self.view.canonical_codes[self.view.columns.about]
        return np.bincount(about, minlength=self.count) > 0

    @cached_property
    def edges(self) -> Links:
        """Every subordination."""
        return self.view.links("Subordination")

    @cached_property
    def appointments(self) -> Links:
        """Every appointment."""
        return self.view.links("Appointment")

    @cached_property
    def posts(self) -> Links:
        """Every post."""
        return self.view.links("Post")

    @cached_property
    def units(self) -> Links:
        """Every unit."""
        return self.view.links("Unit")

    @cached_property
    def _has_both_ends(self) -> npt.NDArray[np.bool_]:
        """An edge to a unit that this view does not hold is hidden with it."""
        low, high = self.edges.ends["subordinate"], self.edges.ends["superior"]
        return np.asarray((low >= 0) & (high >= 0) & self.is_present[low] & self.is_present[high])

    @cached_property
    def _is_of_command(self) -> npt.NDArray[np.bool_]:
        return self._has_both_ends & _word_is(self.edges, "class", COMMAND, OPERATIONAL)

    @cached_property
    def above(self) -> Index:
        """The command and operational edges up from each unit."""
        return Index.by(self.edges.ends["subordinate"], self.count, np.flatnonzero(self._is_of_command))

    @cached_property
    def below(self) -> Index:
        """The command and operational edges down from each unit."""
        return Index.by(self.edges.ends["superior"], self.count, np.flatnonzero(self._is_of_command))

    @cached_property
    def administered(self) -> Index:
        """The administrative edges up from each unit."""
        places = np.flatnonzero(self._has_both_ends & _word_is(self.edges, "class", ADMINISTRATIVE))
        return Index.by(self.edges.ends["subordinate"], self.count, places)

    @cached_property
    def rank_of_post(self) -> npt.NDArray[np.int16]:
        """For each post, its place in COMMANDING, or NO_RANK."""
        vocabulary = self.posts.vocabulary["function"]
        ranks = [COMMANDING.index(word) if word in COMMANDING else NO_RANK for word in (*vocabulary, "")]
        return np.array(ranks, dtype=np.int16)[self.posts.words["function"]]

    @cached_property
    def posts_of(self) -> Index:
        """The posts of each unit, commanding ones first, among equals in the order of their first claim."""
        order = np.argsort(self.rank_of_post, kind="stable")
        return Index.by(self.posts.ends["unit"], self.count, order)

    @cached_property
    def leading_posts_of(self) -> Index:
        """The posts of each unit that have its highest commanding function; mostly one."""
        unit, rank = self.posts.ends["unit"], self.rank_of_post
        best = np.full(self.count + 1, NO_RANK, dtype=np.int16)
        np.minimum.at(best, unit, rank)
        return Index.by(unit, self.count, np.flatnonzero((rank < NO_RANK) & (rank == best[unit])))

    @cached_property
    def place_of_post(self) -> Codes:
        """For each entity code, its place among the posts, or -1."""
        return _places(self.posts.entity, self.count)

    @cached_property
    def place_of_unit(self) -> Codes:
        """For each entity code, its place among the units, or -1."""
        return _places(self.units.entity, self.count)

    @cached_property
    def appointments_of(self) -> Index:
        """The appointments to each post."""
        places = np.arange(len(self.appointments))
        return Index.by(self.appointments.ends["post"], self.count, places)

    @cached_property
    def appointments_by_person(self) -> Index:
        """The appointments of each person."""
        places = np.arange(len(self.appointments))
        return Index.by(self.appointments.ends["person"], self.count, places)

    @cached_property
    def is_vacancy(self) -> npt.NDArray[np.bool_]:
        """For each appointment, whether it says that the post was vacant."""
        return _word_is(self.appointments, "kind", "vacant")

    @cached_property
    def is_placeholder(self) -> npt.NDArray[np.bool_]:
        """For each entity code, whether it is an 'Unknown …' level."""
        found = np.zeros(self.count, dtype=bool)
        found[self.units.entity[_word_is(self.units, "placeholder", "yes")]] = True
        return found

    @cached_property
    def edge_turns(self) -> Turns:
        """How each edge stands on every day."""
        return turns_of(self.edges.runs)

    @cached_property
    def appointment_turns(self) -> Turns:
        """How each appointment stands on every day."""
        return turns_of(self.appointments.runs)

    @cached_property
    def edge_claims(self) -> Index:
        """The rows of the counted claims about each edge, by its place."""
        return claim_rows(self.view, self.edges)

    @cached_property
    def appointment_claims(self) -> Index:
        """The rows of the counted claims about each appointment, by its place."""
        return claim_rows(self.view, self.appointments)

    # one at a time

    def code(self, entity: str) -> int | None:
        """Return the code of an entity that the view holds, else None."""
        code = self.view.entity_codes.get(self.view.canonical(entity))
        return code if code is not None and self.is_present[code] else None

    def name(self, code: int) -> str:
        """Return the id of an entity."""
        return self.view.columns.entities[code]

    def word(self, links: Links, name: str, place: int) -> str:
        """Return the word of a closed vocabulary that a link has, or an empty text."""
        at = int(links.words[name][place])
        return links.vocabulary[name][at] if at >= 0 else ""

    def level(self, code: int) -> str:
        """Return the level of a unit, or an empty text."""
        place = int(self.place_of_unit[code])
        return self.word(self.units, "level", place) if place >= 0 else ""

    def lead(self, code: int) -> list[int]:
        """Return the entity codes of the unit's leading posts."""
        return [int(self.posts.entity[place]) for place in self.leading_posts_of.of(code)]

    def function(self, post: int) -> str:
        """Return the function of a post, by its entity code."""
        place = int(self.place_of_post[post])
        return self.word(self.posts, "function", place) if place >= 0 else ""

    def unit_of(self, post: int) -> int | None:
        """Return the entity code of the unit that a post belongs to."""
        place = int(self.place_of_post[post])
        unit = int(self.posts.ends["unit"][place]) if place >= 0 else -1
        return unit if unit >= 0 and self.is_present[unit] else None


def claim_rows(view: View, links: Links) -> Index:
    """Return the rows of the counted claims about each link of a type, by the link's place."""
    columns = view.columns
    kinds = [code for code, name in enumerate(columns.schemata) if view.ontology.is_a(name, links.schema)]
    rows = np.flatnonzero(np.isin(columns.schema, kinds) & (columns.stance == 0) & (columns.status <= 1))
    owner = view.canonical_codes[columns.about[rows]]
    order = np.argsort(owner, kind="stable")
    ends = np.searchsorted(owner[order], links.entity, side="right")
    return Index(np.concatenate(([0], ends)).astype(np.int64), rows[order])


def _places(entity: Codes, count: int) -> Codes:
    found = np.full(count, -1, dtype=np.int32)
    found[entity] = np.arange(len(entity), dtype=np.int32)
    return found


def status_on(runs: Runs, place: int, day: date) -> Status:
    """Return how one link stands on a day."""
    return runs.standing_word(place, day)


def structure_of(view: View) -> Structure:
    """Return the structure of a view, kept with the view as its own cached properties are."""
    kept: dict[str, Any] = vars(view)
    found = kept.get("_command_structure")
    if not isinstance(found, Structure):
        found = kept["_command_structure"] = Structure(view)
    return found
