"""Incidents as rows of one search: table, cards, map and timeline show the same ones."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.casualties.harms import Documented, documented, harms
from answerable.casualties.scopes import umbrellas
from answerable.casualties.tolls import StatedCount, series, stated_counts
from answerable.kernel.texts import fold
from answerable.ontology.schema import LANGUAGE_MARK
from answerable.publish.small_counts import told_counts
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.citations import link_to
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.words import month_words, region_word, time_words
from answerable.web.templatetags.answerable import address_of, name_of, support_mark

FACETS = ("region", "kind", "month", "force")


@dataclass(frozen=True, slots=True)
class IncidentCard:
    """What a search needs to know of an incident; days are None where no claim gives one."""

    entity: str
    name: str
    folded: str
    kind: str
    place: str
    region: str
    latitude: float | None
    longitude: float | None
    first_day: date | None
    last_day: date | None
    forces: tuple[str, ...]
    killed: Documented
    injured: Documented
    stated: tuple[int, ...]

    @property
    def has_place(self) -> bool:
        """Say whether the incident can be drawn on a map."""
        return self.latitude is not None and self.longitude is not None

    @property
    def deaths(self) -> int:
        """How many people killed the records stand for."""
        return self.killed.one_by_one + self.killed.in_groups

    @property
    def month(self) -> str:
        """The month in which it began, as 2022-12; empty where no claim gives a day."""
        return self.first_day.isoformat()[:7] if self.first_day else ""


@kept_with_view
def incident_cards(view: View, language: str) -> tuple[IncidentCard, ...]:
    """Return every incident of a view but the whole that the others are part of, by day, then by name.

    One of which the view knows nothing but its coordinates is left out: a gazetteer is no witness.
    """
    whole = umbrellas(view)
    told = [entity for entity in view.entities("Incident") if entity not in whole and _is_told(view, entity)]
    cards = [_card(view, entity, language) for entity in told]
    return tuple(sorted(cards, key=lambda card: (card.first_day or date.max, card.name)))


def _is_told(view: View, entity: str) -> bool:
    named = any(view.text(entity, name) for name in ("name", "kind", "place", "summary"))
    return named or bool(view.pointing_at(entity, name="incident"))


@kept_with_view
def counts_by_scope(view: View) -> dict[str, tuple[StatedCount, ...]]:
    """Return every stated count by what it is limited to, shares of other counts among them."""
    found: dict[str, list[StatedCount]] = {}
    for count in stated_counts(view, shares=True):
        found.setdefault(count.scope, []).append(count)
    return {scope: tuple(counts) for scope, counts in found.items()}


def _card(view: View, entity: str, language: str) -> IncidentCard:
    name = view.caption(entity, language)
    days = _days(view, entity)
    here = counts_by_scope(view).get(entity, ())
    lines = series(count for count in here if count.what == "killed" and not count.of)
    return IncidentCard(
        entity,
        name,
        fold(" ".join(_texts(view, entity))),
        view.text(entity, "kind"),
        view.text(entity, "place", language),
        view.text(entity, "regionCode"),
        _degrees(view.text(entity, "latitude")),
        _degrees(view.text(entity, "longitude")),
        *days,
        _forces(view, entity),
        documented(harms(view, incident=entity, kind="killed")),
        documented(harms(view, incident=entity, kind="injured")),
        tuple(sorted({line.last.level for line in lines if line.last and line.last.level is not None})),
    )


def _texts(view: View, entity: str) -> Iterator[str]:
    """Yield what the search looks through: every name, place and summary, in every language."""
    for claim in view.claims_about(entity):
        if claim.is_counted:
            for name, values in claim.properties.items():
                if name.partition(LANGUAGE_MARK)[0] in ("name", "alias", "place", "summary"):
                    yield from values


def _days(view: View, entity: str) -> tuple[date | None, date | None]:
    """Return the days of the best dated claim: later claims may speak of a longer stretch around it."""
    for when in view.times(entity):
        span = when.possible
        if span and (span.first or span.last):
            return span.first or span.last, span.last or span.first
    return None, None


def _degrees(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _forces(view: View, entity: str) -> tuple[str, ...]:
    """Return the forces whose units or people sources place at an incident."""
    links = (
        *view.pointing_at(entity, "Deployment", "incident"),
        *view.pointing_at(entity, "Involvement", "incident"),
    )
    actors = dict.fromkeys(actor for link in links for actor in view.refs(link, "actor"))
    found = (view.text(actor, "force") for actor in actors if view.schema_of(actor) == "Unit")
    return tuple(sorted({force for force in found if force}))


# the search


@dataclass(frozen=True, slots=True)
class IncidentSearch:
    """What is looked for; empty texts do not narrow."""

    words: str = ""
    region: str = ""
    kind: str = ""
    month: str = ""
    force: str = ""

    def admits(self, card: IncidentCard, *, but: str = "") -> bool:
        """Say whether an incident is found; `but` names a facet that is not asked about."""
        values = {"region": (card.region,), "kind": (card.kind,), "month": (card.month,), "force": card.forces}
        return all(word in card.folded for word in fold(self.words).split()) and all(
            name == but or not getattr(self, name) or getattr(self, name) in (values[name] or ("",))
            for name in FACETS
        )

    @property
    def query(self) -> dict[str, str]:
        """The search as parts of an address."""
        found = {"q": self.words} | {name: getattr(self, name) for name in FACETS}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """One value of a facet, with the address that takes it or, if taken, lets it go."""

    label: str
    count: int
    href: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet of the search and its choices, the commonest first."""

    name: str
    label: str
    choices: tuple[FacetChoice, ...]


def facets(asked: Asked, search: IncidentSearch, page: str, more: dict[str, str]) -> tuple[Facet, ...]:
    """Return the facets; each counts what would be found if it alone were changed."""
    cards = incident_cards(asked.view, asked.language)
    labels = {
        "region": gettext("Region"),
        "kind": gettext("Kind"),
        "month": gettext("Month"),
        "force": gettext("Force"),
    }
    found = []
    for name in FACETS:
        here = [card for card in cards if search.admits(card, but=name)]
        counts = Counter(value for card in here for value in _values(card, name))
        order = sorted(counts) if name == "month" else [value for value, _ in counts.most_common()]
        choices = tuple(_choice(asked, search, page, more, name, value, counts[value]) for value in order)
        found.append(Facet(name, labels[name], choices))
    return tuple(facet for facet in found if facet.choices)


def _values(card: IncidentCard, name: str) -> tuple[str, ...]:
    if name == "force":
        return card.forces
    value = getattr(card, name)
    return (value,) if value else ()


def _choice(
    asked: Asked, search: IncidentSearch, page: str, more: dict[str, str], name: str, value: str, count: int
) -> FacetChoice:
    is_taken = getattr(search, name) == value
    query = {**search.query, name: "" if is_taken else value, **more}
    return FacetChoice(facet_word(asked, name, value), count, address_of(asked, page, **query), is_taken)


def facet_word(asked: Asked, name: str, value: str) -> str:
    """Return the word for a value of a facet."""
    if name == "region":
        return region_word(asked.view.dossier.country, value)
    if name == "month":
        return month_words(int(value[:4]), int(value[5:7]))
    schema = "Incident" if name == "kind" else "Unit"
    return asked.view.ontology.property(schema, name).choice_label(value, asked.language)


SORTS: dict[str, Callable[[IncidentCard], object]] = {
    "when": lambda card: (card.first_day or date.max, card.name),
    "name": lambda card: fold(card.name),
    "place": lambda card: (card.region, fold(card.place)),
    "kind": lambda card: (card.kind, card.first_day or date.max),
    "killed": lambda card: (card.deaths, card.first_day or date.min),
    "stated": lambda card: (max(card.stated, default=-1), card.first_day or date.min),
}


def sorted_cards(cards: Iterable[IncidentCard], order: str) -> list[IncidentCard]:
    """Return the incidents in an order: a name of SORTS, with '-' before it for the reverse."""
    return sorted(cards, key=SORTS[order.removeprefix("-")], reverse=order.startswith("-"))  # type: ignore[arg-type]


# the rows


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident as a page shows it."""

    entity: str
    name: str
    href: str
    kind: str
    place: str
    region: str
    when: str
    iso_day: str
    support: SafeString
    deaths: int
    deaths_href: str
    injured: int
    stated: str
    stated_differ: bool
    forces: str
    chain_href: str
    summary: str


def incident_row(asked: Asked, card: IncidentCard) -> IncidentRow:
    """Return an incident as a row."""
    view = asked.view
    times = view.times(card.entity)
    claims = view.claims_about(card.entity)
    dated = next((when for when in times if when.is_dated), None)
    return IncidentRow(
        card.entity,
        card.name or name_of(asked, card.entity),
        address_of(asked, "incident", card.entity),
        facet_word(asked, "kind", card.kind) if card.kind else "",
        card.place,
        region_word(view.dossier.country, card.region) if card.region else "",
        time_words(dated) if dated else "",
        card.first_day.isoformat() if card.first_day else "",
        support_mark(asked, card.entity, "", claims),
        card.deaths,
        address_of(asked, "victims", incident=card.entity) if card.deaths else "",
        _injured(asked, card),
        ", ".join(map(str, card.stated)),
        len(card.stated) > 1,
        ", ".join(facet_word(asked, "force", force) for force in card.forces),
        address_of(asked, "incident_chain", card.entity),
        view.text(card.entity, "summary", asked.language),
    )


def whole_links(asked: Asked) -> tuple[SafeString, ...]:
    """Return links to the incidents that the others are part of."""
    return tuple(link_to(asked, entity) for entity in sorted(umbrellas(asked.view)))


def _injured(asked: Asked, card: IncidentCard) -> int:
    """Return how many injured a page tells of: to the public no one or two, whom neighbours know."""
    count = card.injured.one_by_one + card.injured.in_groups
    return count if asked.shows_team else told_counts([count])[0] or 0
