"""What the figures that a team publishes come to in one view: as stated, as documented, or made from others.

A figure's value is never typed in. Every value carries the claims behind it and the entities counted, and says
what does not fit instead of choosing silently.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from answerable.casualties.toll import Toll, toll_of
from answerable.casualties.toll_checks import SAME_NUMBER, same_numbers
from answerable.casualties.toll_scopes import read_toll
from answerable.casualties.tolls import StatedCount, stated_counts
from answerable.kernel.errors import ValueRefusedError
from answerable.publish.figure_amounts import NOTHING, against, combined, exactly
from answerable.publish.figure_answers import Amount, FigureValue, StatedAmount
from answerable.publish.searches import found_by
from answerable.record.view import View

PARTS_DISAGREE = "parts-disagree"
SPEAKERS_DISAGREE = "speakers-disagree"


@dataclass(frozen=True, slots=True)
class Figure:
    """How one figure is had: see the type Figure of the ontology. `parts` are the figures that it is made from."""

    entity: str
    stated: tuple[str, ...]
    search: str
    toll: str
    parts: tuple["Figure", ...]
    operation: str
    shows: str
    claims: tuple[str, ...]


def figures(view: View) -> tuple[Figure, ...]:
    """Return every figure of a view, by id.

    Raises:
        ValueRefusedError: a figure is made from itself.
    """
    return tuple(figure_of(view, entity) for entity in view.entities("Figure"))


def figures_by_claim(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return, for each claim that states a count, the figures that take it up; once a view."""
    kept: dict[str, tuple[str, ...]] | None = vars(view).get("_figures_by_claim")
    if kept is None:
        kept = vars(view)["_figures_by_claim"] = {}
        for figure in figures(view):
            for claim in (claim for tally in figure.stated for claim in view.claims_about(tally)):
                kept[claim.id] = (*kept.get(claim.id, ()), figure.entity)
    return kept


def figure_of(view: View, entity: str, _above: tuple[str, ...] = ()) -> Figure:
    """Return how one figure is had.

    Raises:
        NotFoundError: the view holds no such figure.
        ValueRefusedError: it is made from itself.
    """
    name = view.require(entity, "Figure")
    if name in _above:
        raise ValueRefusedError(
            "A figure is made from itself.",
            where=" → ".join((*_above, name)),
            remedy="Take one of them out of what the next is made from.",
        )
    return Figure(
        name,
        view.refs(name, "stated"),
        view.text(name, "search"),
        view.text(name, "toll"),
        tuple(figure_of(view, part, (*_above, name)) for part in _in_order(view, name) if view.has(part)),
        view.text(name, "operation"),
        view.text(name, "shows"),
        tuple(claim.id for claim in view.claims_about(name)),
    )


def value_of(view: View, figure: str | Figure) -> FigureValue:
    """Return what a figure comes to in a view.

    Raises:
        NotFoundError: the view holds no such figure.
        ValueRefusedError: its search or toll asks for what there is not, or it is made from itself.
    """
    asked = figure_of(view, figure) if isinstance(figure, str) else figure
    counts = counts_of(view, asked.stated)
    stated = tuple(_stated(count) for count in counts)
    parts = tuple(value_of(view, part) for part in asked.parts)
    documented, records, from_records = _documented(view, asked)
    made = combined(asked.operation, [part.shown for part in parts]) if asked.operation else None
    shown = _shown(asked, stated, documented, made)
    is_stated = bool(stated) and shown is stated[0].amount
    claims = (
        *asked.claims,
        *(claim for one in stated for claim in one.claims),
        *from_records,
        *(claim for part in parts for claim in part.claims),
    )
    held = tuple(dict.fromkeys(claim for claim in claims if view.has_claim(claim)))
    return FigureValue(
        asked.entity,
        shown,
        stated,
        documented,
        records,
        parts,
        asked.operation,
        tuple(dict.fromkeys(_conflicts(view, counts, stated, documented, made))),
        stated[0].as_of if is_stated else view.spec.recorded_by or view.spec.published_by,
        held,
        _denials(view, (asked.entity, *asked.stated, *records), parts),
    )


def history_of(
    view_at: Callable[[date], View], figure: Figure, days: Iterable[date]
) -> tuple[tuple[date, FigureValue], ...]:
    """Return what a figure, as it is had today, came to in the view as of each of several days."""
    return tuple((day, value_of(view_at(day), figure)) for day in days)


def _in_order(view: View, figure: str) -> tuple[str, ...]:
    """Return the parts in the order of the best claim that gives them: a share needs part and whole in order."""
    for claim in view.claims_about(figure):
        if claim.is_counted and claim.properties.get("of"):
            return tuple(view.canonical(part) for part in claim.properties["of"])
    return ()


def counts_of(view: View, tallies: tuple[str, ...]) -> tuple[StatedCount, ...]:
    """Return the counts that tallies give, the settled one first: accepted, then latest, then best graded."""
    kept: Mapping[str, list[StatedCount]] | None = vars(view).get("_counts_by_tally")
    if kept is None:
        found: dict[str, list[StatedCount]] = {}
        for count in stated_counts(view, shares=True):
            found.setdefault(count.tally, []).append(count)
        kept = vars(view)["_counts_by_tally"] = found
    counts = [count for tally in tallies for count in kept.get(tally, ())]
    return tuple(sorted(counts, key=lambda count: _settling(view, count)))


def _settling(view: View, count: StatedCount) -> tuple[object, ...]:
    claims = [view.claim(claim) for claim in count.claims]
    return (
        count.level is None,
        all(claim.status != "accepted" for claim in claims),
        -(count.day or date.min).toordinal(),
        min(claim.grade for claim in claims),
        view.source(claims[0].source).is_analysis,
        count.value is None,
        -len(claims),
        count.tally,
        count.level or 0,
    )


def _stated(count: StatedCount) -> StatedAmount:
    low = count.value if count.value is not None else count.at_least
    high = count.value if count.value is not None else count.at_most
    return StatedAmount(
        Amount(count.level, low, high), count.speaker, count.source, count.tally, count.day, count.claims
    )


def _documented(view: View, asked: Figure) -> tuple[Amount | None, tuple[str, ...], tuple[str, ...]]:
    """Return what the records come to, which entities are counted, and the claims about them."""
    if asked.toll:
        toll = toll_of_figure(view, asked)
        people = tuple(one.entity for one in toll.people if one.is_best)
        claims = tuple(claim for one in toll.people if one.is_best for claim in one.claims)
        return Amount(toll.best, toll.least, toll.most), people, claims
    if asked.search:
        found = found_by(view, asked.search)
        claims = tuple(claim.id for entity in found for claim in view.claims_about(entity) if claim.is_counted)
        return exactly(len(found)), found, claims
    return None, (), ()


def toll_of_figure(view: View, figure: Figure) -> Toll:
    """Return the toll that a figure asks for, with the people behind it."""
    return toll_of(view, *read_toll(figure.toll))


def _shown(
    asked: Figure, stated: tuple[StatedAmount, ...], documented: Amount | None, made: Amount | None
) -> Amount:
    first = stated[0].amount if stated else None
    order = {"stated": (first, documented, made), "documented": (documented, made, first)}
    choices = order.get(asked.shows, (made, first, documented))
    return next((amount for amount in choices if amount is not None), NOTHING)


def _conflicts(
    view: View,
    counts: tuple[StatedCount, ...],
    stated: tuple[StatedAmount, ...],
    documented: Amount | None,
    made: Amount | None,
) -> Iterable[str]:
    """Yield what does not fit, as codes of `figure_answers`."""
    first = stated[0].amount if stated else None
    if any(count.parts_disagree for count in counts):
        yield PARTS_DISAGREE
    if made is not None and any(
        against(made, other) not in ("", "unknown") for other in (first, documented) if other is not None
    ):
        yield PARTS_DISAGREE
    latest: dict[str, Amount] = {}
    for one in stated:
        latest.setdefault(one.speaker or one.source, one.amount)
    if any(against(left, right) in ("over", "under") for left, right in combinations(latest.values(), 2)):
        yield SPEAKERS_DISAGREE
    if first is not None and documented is not None:
        side = against(first, documented)
        if side in ("over", "under"):
            yield f"stated-{side}-documented"
    if {count.tally for count in counts} & _tallies_with_one_number(view):
        yield SAME_NUMBER


def _tallies_with_one_number(view: View) -> frozenset[str]:
    """Return the tallies whose number another gives for other people; kept with the view."""
    kept: frozenset[str] | None = vars(view).get("_same_numbers")
    if kept is None:
        checks = same_numbers(stated_counts(view, shares=True))
        kept = frozenset(count.tally for check in checks for count in check.counts)
        vars(view)["_same_numbers"] = kept
    return kept


def _denials(view: View, entities: Iterable[str], parts: tuple[FigureValue, ...]) -> tuple[str, ...]:
    own = (
        claim.id
        for entity in entities
        if view.has(entity)
        for claim in view.claims_about(entity)
        if claim.stance != "asserts"
    )
    return tuple(dict.fromkeys((*own, *(claim for part in parts for claim in part.denials))))
