"""What lists, the map and the search need to know of each incident, once for all languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from answerable.casualties.harms import documented, harms
from answerable.casualties.scopes import umbrellas
from answerable.casualties.tolls import StatedCount, series, stated_counts
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class Card:
    """One incident. Days are None where no claim gives one, `point` is (longitude, latitude) in degrees.

    `killed`, `injured`: how many people the records stand for. `stated`: the latest number of killed of each line.
    """

    entity: str
    kind: str
    region: str
    first_day: date | None
    last_day: date | None
    point: tuple[float, float] | None
    killed: int
    injured: int
    stated: tuple[int, ...]

    @property
    def order(self) -> tuple[date, str]:
        """By day, then by id."""
        return (self.first_day or date.max, self.entity)


def told_incidents(view: View) -> tuple[str, ...]:
    """Return the incidents that have a page: all of which more is known than where a gazetteer puts them."""
    return tuple(entity for entity in view.entities("Incident") if _is_told(view, entity))


def _is_told(view: View, entity: str) -> bool:
    return any(view.text(entity, name) for name in ("name", "kind", "place", "summary")) or bool(
        view.pointing_at(entity, name="incident")
    )


def counts_by_scope(view: View) -> dict[str, list[StatedCount]]:
    """Return every stated count by what it is limited to; worked out once a view."""
    kept: dict[str, Any] = vars(view)
    found: dict[str, list[StatedCount]] | None = kept.get("_site_counts")
    if found is None:
        found = kept["_site_counts"] = {}
        for count in stated_counts(view, shares=True):
            found.setdefault(count.scope, []).append(count)
    return found


def cards(view: View) -> tuple[Card, ...]:
    """Return every incident with a page but the whole that the others are part of, by day; once a view."""
    kept: dict[str, Any] = vars(view)
    found: tuple[Card, ...] | None = kept.get("_site_cards")
    if found is None:
        whole = umbrellas(view)
        made = (card_of(view, entity) for entity in told_incidents(view) if entity not in whole)
        found = kept["_site_cards"] = tuple(sorted(made, key=lambda card: card.order))
    return found


def card_of(view: View, entity: str) -> Card:
    """Return the card of one incident."""
    of_killed = documented(harms(view, incident=entity, kind="killed"))
    of_injured = documented(harms(view, incident=entity, kind="injured"))
    here = counts_by_scope(view).get(entity, ())
    lines = series(count for count in here if count.what == "killed" and not count.of)
    first, last = _days(view, entity)
    return Card(
        entity,
        view.text(entity, "kind"),
        view.text(entity, "regionCode"),
        first,
        last,
        _point(view, entity),
        of_killed.one_by_one + of_killed.in_groups,
        of_injured.one_by_one + of_injured.in_groups,
        tuple(sorted({line.last.level for line in lines if line.last and line.last.level is not None})),
    )


def _days(view: View, entity: str) -> tuple[date | None, date | None]:
    """Return the days of the best dated claim: later claims may speak of a longer stretch around it."""
    for when in view.times(entity):
        span = when.possible
        if span and (span.first or span.last):
            return span.first or span.last, span.last or span.first
    return None, None


def _point(view: View, entity: str) -> tuple[float, float] | None:
    try:
        return float(view.text(entity, "longitude")), float(view.text(entity, "latitude"))
    except ValueError:
        return None


def forces_at(view: View, entity: str) -> tuple[str, ...]:
    """Return the codes of the forces whose units sources place at an incident."""
    links = (
        *view.pointing_at(entity, "Deployment", "incident"),
        *view.pointing_at(entity, "Involvement", "incident"),
    )
    actors = dict.fromkeys(actor for each in links for actor in view.refs(each, "actor"))
    return tuple(sorted({force for actor in actors if (force := _force(view, actor))}))


def _force(view: View, actor: str) -> str:
    return view.text(actor, "force") if view.schema_of(actor) == "Unit" else ""


def regions(found: Iterable[Card]) -> frozenset[str]:
    """Return the regions in which incidents lie."""
    return frozenset(card.region for card in found if card.region)
