"""How many people a definition counts: surely, at best, and at most, each number opening to the people behind it.

The least number holds those who surely count: nothing on record says otherwise, and a claim of the grade chosen
says so. The greatest adds those of whom it is not known. The best reads each record by its best claims. None of
them is an estimate of people whom no record names.
"""

from dataclasses import dataclass
from datetime import date
from functools import reduce

from answerable.casualties.definitions import Definition, definition
from answerable.casualties.toll_scopes import EVERYWHERE, TollScope, is_within
from answerable.casualties.truth import Truth, all_of, any_of
from answerable.casualties.victim_facts import HarmFacts, facts_of
from answerable.record.view import View

GRADE = 3  # possibly true, on the Admiralty scale


@dataclass(frozen=True, slots=True)
class Counted:
    """Somebody whom a toll counts, or may have to count: a person, or a group without names.

    `entity` is the person, or for a group its record. `truth` is true when they surely count, None when it is not
    known; `is_best` whether the best number holds them. `undecided` lists the attributes that leave it open.
    `died` is the last day by which they died, when one is known.
    """

    entity: str
    harms: tuple[str, ...]
    truth: Truth
    is_best: bool
    least: int
    best: int
    most: int | None
    undecided: tuple[str, ...]
    died: date | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people count under a definition within a scope. `most` is None when a group has no number."""

    definition: Definition
    scope: TollScope
    grade: int
    least: int
    best: int
    most: int | None
    people: tuple[Counted, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim about the people counted, each once."""
        return tuple(dict.fromkeys(claim for each in self.people for claim in each.claims))

    @property
    def surely(self) -> tuple[Counted, ...]:
        """Those who surely count."""
        return tuple(each for each in self.people if each.truth)

    @property
    def in_doubt(self) -> tuple[Counted, ...]:
        """Those of whom it is not known whether they count."""
        return tuple(each for each in self.people if each.truth is None)


def toll_of(view: View, wanted: Definition | str, scope: TollScope = EVERYWHERE, grade: int = GRADE) -> Toll:
    """Count the people whom a definition counts within a scope.

    Args:
        view: where to look; it decides as of which day, and for whom.
        wanted: a definition or its code.
        scope: an incident with its parts, a region, a period; everything unless given.
        grade: the worst grade of credibility (1 to 6) on which a best or a sure number may rest.
    """
    asked = definition(wanted) if isinstance(wanted, str) else wanted
    by_victim: dict[str, list[tuple[HarmFacts, Truth, Truth]]] = {}
    for facts in facts_of(view, grade):
        place, best_place = is_within(view, scope, facts)
        truth = all_of((asked.holds(facts.possible), place))
        if truth is not False:
            best = all_of((asked.holds(facts.settled), best_place))
            by_victim.setdefault(facts.person or facts.harm, []).append((facts, truth, best))
    people = tuple(_counted(asked, entity, records) for entity, records in sorted(by_victim.items()))
    mosts = [each.most for each in people]
    return Toll(
        asked,
        scope,
        grade,
        sum(each.least for each in people if each.truth),
        sum(each.best for each in people if each.is_best),
        None if None in mosts else sum(most or 0 for most in mosts),
        people,
    )


def _counted(asked: Definition, entity: str, records: list[tuple[HarmFacts, Truth, Truth]]) -> Counted:
    """Put together the records of one person: one of them is enough."""
    all_facts = [facts for facts, _, _ in records]
    truth = any_of(truth for _, truth, _ in records)
    undecided = (
        tuple(dict.fromkeys(name for facts in all_facts for name in asked.undecided(facts.possible)))
        if truth is None
        else ()
    )
    days = [span.last for facts in all_facts for span in facts.died if span.last]
    return Counted(
        entity,
        tuple(facts.harm for facts in all_facts),
        truth,
        any(best for _, _, best in records),
        max(facts.least for facts in all_facts),
        max(facts.best for facts in all_facts),
        reduce(_wider, (facts.most for facts in all_facts)),
        undecided,
        days[0] if days else None,
        tuple(dict.fromkeys(claim for facts in all_facts for claim in facts.claims)),
    )


def _wider(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else max(left, right)
