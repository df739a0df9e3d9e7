"""What does not fit together among stated numbers, and between them and the records.

None of these says who is wrong. Two numbers may differ, or be the same, because they count different people; a
check says that there is something to explain, with the claims on both sides.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from answerable.casualties.scopes import WHOLE
from answerable.casualties.toll import Toll, toll_of
from answerable.casualties.toll_scopes import read_toll
from answerable.casualties.tolls import StatedCount, series, stated_counts
from answerable.kernel.texts import fold
from answerable.record.view import View

PARTS_DISAGREE = "parts-disagree"
SHARE_OVER_WHOLE = "share-over-whole"
REGION_OVER_WHOLE = "region-over-whole"
FELL = "fell-without-correction"
OVER = "stated-over-documented"
UNDER = "stated-under-documented"
SAME_NUMBER = "same-number-other-people"
TELLING = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to explain.

    `counts` are the stated numbers concerned. `number` is by how many they miss what they are held against;
    `against` that number. `people` are those whom a stated number may lack. `definition` is the code of the toll.
    """

    code: str
    what: str
    counts: tuple[StatedCount, ...]
    number: int = 0
    against: int | None = None
    people: tuple[str, ...] = ()
    definition: str = ""

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that give the numbers."""
        return tuple(dict.fromkeys(claim for count in self.counts for claim in count.claims))


def checks_of(view: View, what: str = "") -> tuple[Check, ...]:
    """Return everything to explain among the counts of one kind of thing, or of all kinds."""
    counts = stated_counts(view, what, shares=True)
    explained = _explained(view)
    rules: tuple[Callable[[tuple[StatedCount, ...]], Iterable[Check]], ...] = (
        parts_that_disagree,
        shares_over_wholes,
        regions_over_wholes,
        same_numbers,
    )
    found = [check for rule in rules for check in rule(counts)]
    found += [check for check in falls(counts) if not _is_explained(view, check, explained)]
    return (*found, *_against_records(view, what))


def parts_that_disagree(counts: Iterable[StatedCount]) -> tuple[Check, ...]:
    """Return the counts whose parts do not add up to them."""
    return tuple(
        Check(
            PARTS_DISAGREE, count.what, (count,), abs((count.parts_sum or 0) - (count.value or 0)), count.parts_sum
        )
        for count in counts
        if count.parts_disagree
    )


def shares_over_wholes(counts: Iterable[StatedCount]) -> tuple[Check, ...]:
    """Return the shares that are larger than what they are a share of; percentages ('other') are no people."""
    every = tuple(counts)
    by_tally: dict[str, list[StatedCount]] = defaultdict(list)
    for count in every:
        by_tally[count.tally].append(count)
    found = []
    for share in every:
        wholes = [whole for whole in by_tally.get(share.of, ()) if _most(whole) is not None]
        if share.what == "other" or not wholes or share.level is None:
            continue
        largest = max(wholes, key=lambda whole: _most(whole) or 0)
        most = _most(largest) or 0
        if share.what == largest.what and share.level > most:
            found.append(Check(SHARE_OVER_WHOLE, share.what, (share, largest), share.level - most, most))
    return tuple(found)


def regions_over_wholes(counts: Iterable[StatedCount]) -> tuple[Check, ...]:
    """Return the counts of one place above what the same speaker gives for the whole, then or later."""
    by_speaker: dict[tuple[str, str], list[StatedCount]] = defaultdict(list)
    for count in counts:
        if not count.of and count.what != "other":
            by_speaker[count.what, count.speaker or count.source].append(count)
    found = []
    for (what, _), said in by_speaker.items():
        wholes = [count for count in said if count.scope == WHOLE and count.day and _most(count) is not None]
        for part in said:
            later = [whole for whole in wholes if part.day and whole.day and whole.day >= part.day]
            if part.scope == WHOLE or part.level is None or not later:
                continue
            largest = max(later, key=lambda whole: _most(whole) or 0)
            most = _most(largest) or 0
            if part.level > most:
                found.append(Check(REGION_OVER_WHOLE, what, (part, largest), part.level - most, most))
    return tuple(found)


def falls(counts: Iterable[StatedCount]) -> tuple[Check, ...]:
    """Return where one speaker's count under one definition falls from one day to a later one."""
    found = []
    for line in series(count for count in counts if not count.of):
        dated = [count for count in line.counts if count.day and count.value is not None]
        for before, after in pairwise(dated):
            if before.day != after.day and (after.value or 0) < (before.value or 0):
                fall = (before.value or 0) - (after.value or 0)
                found.append(Check(FELL, after.what, (before, after), fall, before.value))
    return tuple(found)


def same_numbers(counts: Iterable[StatedCount]) -> tuple[Check, ...]:
    """Return the same number given for the same place by counts that say differently who is in it.

    They do if the words of who is counted differ, or if both name their parts and the parts differ. Small numbers
    are the same too often to mean anything.
    """
    every = tuple(counts)
    within = _composition(every)
    groups: dict[tuple[str, str, int], list[StatedCount]] = defaultdict(list)
    for count in every:
        if (count.value or 0) >= TELLING and not count.of and count.what in ("killed", "injured"):
            groups[count.what, count.scope, count.value or 0].append(count)
    found = []
    for (what, _, _), group in groups.items():
        words = {fold(count.definition) for count in group}
        parts = {within[count.tally] for count in group if within[count.tally]}
        if len(words) > 1 or len(parts) > 1:
            found.append(Check(SAME_NUMBER, what, tuple(group)))
    return tuple(found)


def against_toll(counts: Iterable[StatedCount], toll: Toll) -> tuple[Check, ...]:
    """Hold stated numbers against what the records come to under one definition.

    A number above the greatest that the records allow counts people who are not in them. One below the least lacks
    some who are: those who died after its day, when that is known, come first among `people`.
    """
    found = []
    code = toll.definition.code
    for count in counts:
        low = _least(count)
        if low is not None and toll.most is not None and low > toll.most:
            found.append(Check(OVER, count.what, (count,), low - toll.most, toll.most, (), code))
        high = _most(count)
        if high is not None and high < toll.least:
            later = [one for one in toll.surely if count.day and one.died and one.died > count.day]
            others = [one for one in toll.surely if one not in later]
            lacking = tuple(one.entity for one in (*later, *others))
            found.append(Check(UNDER, count.what, (count,), toll.least - high, toll.least, lacking, code))
    return tuple(found)


def _against_records(view: View, what: str) -> list[Check]:
    """Hold the counts that a figure puts beside a toll against it; without a figure nobody said what to hold."""
    by_tally: dict[str, list[StatedCount]] = defaultdict(list)
    for count in stated_counts(view, what, shares=True):
        by_tally[count.tally].append(count)
    found: dict[Check, None] = {}
    for figure in view.entities("Figure"):
        text = view.text(figure, "toll")
        stated = [count for tally in view.refs(figure, "stated") for count in by_tally.get(tally, ())]
        if text and stated:
            found |= dict.fromkeys(against_toll(stated, toll_of(view, *read_toll(text))))
    return list(found)


def _least(count: StatedCount) -> int | None:
    return count.value if count.value is not None else count.at_least


def _most(count: StatedCount) -> int | None:
    return count.value if count.value is not None else count.at_most


def _composition(counts: Iterable[StatedCount]) -> dict[str, frozenset[str]]:
    """Return who is said to be in each tally: the labels of its parts, and the counts that are a share of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for count in counts:
        found[count.tally] |= {fold(part.label) for part in count.parts}
        if count.of and count.what in ("killed", "injured"):
            found[count.of].add(fold(count.definition) or count.tally)
    return {tally: frozenset(labels) for tally, labels in found.items()}


def _explained(view: View) -> tuple[frozenset[str], ...]:
    """Return the claims that each explained or settled disagreement rests on."""
    return tuple(
        frozenset(basis for claim in view.claims_about(entity) for basis in claim.rests_on)
        for entity in view.entities("Disagreement")
        if view.text(entity, "state") in ("explained", "settled")
    )


def _is_explained(view: View, fall: Check, explained: tuple[frozenset[str], ...]) -> bool:
    """Say whether a fall is corrected: the later claim rests on the earlier, or a disagreement explains both."""
    before, after = (frozenset(count.claims) for count in fall.counts)
    corrects = any(before & frozenset(view.claim(claim).rests_on) for claim in after)
    return corrects or any(bases & before and bases & after for bases in explained)
