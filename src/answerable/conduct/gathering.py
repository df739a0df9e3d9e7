"""What names one person, and what names the posts and units in the person's charge, gathered from a view.

A claim that names a post counts as the person's own when the person alone held the post then. Where that is not
clear, and where a claim names the unit, the item is kept apart: a unit that was told is not its commander told.
"""

from collections.abc import Iterable
from dataclasses import replace

from answerable.command.structure import Structure
from answerable.conduct.answers import Item
from answerable.conduct.holding import held_alone, may_have_held
from answerable.conduct.items import Reading, in_time, items_from, reading_of
from answerable.conduct.parts import PARTS, Part
from answerable.record.view import View

Key = tuple[str, ...]


class Gathering:
    """The items of one person, by code: own ones by thing and lane, those of units and posts by these too."""

    def __init__(self, view: View, structure: Structure, person: int, posts: Iterable[str]) -> None:
        self.view, self.structure, self.person = view, structure, person
        self.name = structure.name(person)
        self._items: dict[Key, Item] = {}
        self._of_units: dict[Key, Item] = {}
        held = tuple(posts)
        for part in PARTS:
            self._own(part, held)
            for post in held:
                self._of_unit(part, post)

    @property
    def items(self) -> tuple[Item, ...]:
        """What names the person, or a post that the person alone held then, in order of time."""
        return tuple(sorted(self._items.values(), key=_in_order))

    @property
    def of_units(self) -> tuple[Item, ...]:
        """What names a unit that the person headed then, or a post that the person may have held, likewise."""
        own = self._items
        apart = (item for item in self._of_units.values() if (item.entity, item.lane) not in own)
        return tuple(sorted(apart, key=_in_order))

    def _own(self, part: Part, posts: Iterable[str]) -> None:
        """Take what names the person, or a post; claims that name both make one item."""
        view = self.view
        meant = {entity: [self.name] for entity in view.pointing_at(self.name, part.schema, part.property)}
        for post in posts:
            code = view.entity_codes[post]
            for entity in view.pointing_at(post, part.schema, part.property):
                reading = reading_of(view, entity, part, post.__eq__)
                if reading is None:
                    continue
                when = reading.when()
                if held_alone(self.structure, self.person, code, when):
                    meant.setdefault(entity, []).append(post)
                elif may_have_held(self.structure, self.person, code, when):
                    self._keep_apart(reading, part, post)
        for entity, names in meant.items():
            reading = reading_of(view, entity, part, frozenset(names).__contains__)
            if reading is not None:
                for item in items_from(reading, part, "" if names[0] == self.name else names[0]):
                    _keep(self._items, (entity, item.lane), item)

    def _of_unit(self, part: Part, post: str) -> None:
        """Take what names the unit that a post commands, on a day on which the person held the post."""
        structure, code = self.structure, self.view.entity_codes[post]
        unit = structure.unit_of(code)
        if unit is None or structure.is_placeholder[unit] or code not in structure.lead(unit):
            return
        name = structure.name(unit)
        for entity in self.view.pointing_at(name, part.schema, part.property):
            reading = reading_of(self.view, entity, part, name.__eq__)
            if reading and may_have_held(structure, self.person, code, reading.when()):
                self._keep_apart(reading, part, name)

    def _keep_apart(self, reading: Reading, part: Part, via: str) -> None:
        for item in items_from(reading, part, via):
            _keep(self._of_units, (item.entity, item.lane, via), item)


def _keep(kept: dict[Key, Item], key: Key, item: Item) -> None:
    """Keep an item; one of the same thing and lane by another part, such as sender and signer, adds its claims."""
    known = kept.get(key)
    if known is not None:
        claims = tuple(dict.fromkeys((*known.claims, *item.claims)))
        via = known.via and item.via
        item = replace(known, claims=claims, via=via, is_inferred=known.is_inferred and item.is_inferred)
    kept[key] = item


def _in_order(item: Item) -> tuple[object, ...]:
    return (*in_time(item.when, item.entity), item.lane, item.via)
