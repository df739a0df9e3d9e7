"""How far the tree of a framework is assessed: counts, and which parts are still open. It concludes nothing.

A leaf is *stated* when every analyst who assessed it says `substantial`, *countered* when every one says
`rebutted`, and *open* otherwise. An element is stated when enough of its parts are, countered when no longer
enough of them could be, and open otherwise; NOT turns the two round. Stated means that analysts said so and no
more.
"""

from collections import Counter
from collections.abc import Mapping

from answerable.assess.answers import DIFFERING, STANDARDS, STATES, Cell, Element, Framework, Stated
from answerable.conduct.answers import Reason

STATED, COUNTERED = "substantial", "rebutted"


def stated_of(framework: Framework, cells: Mapping[str, Cell]) -> tuple[Stated, ...]:
    """Return how far each element is assessed, in reading order.

    Args:
        framework: the tree.
        cells: of its leaves, by code; a leaf without one counts as not assessed.
    """
    found: dict[str, Stated] = {}
    for element in reversed(framework.elements):  # parts come after what joins them
        if element.is_leaf:
            found[element.code] = _of_leaf(element, cells.get(element.code))
        else:
            found[element.code] = _of_group(element, [found[code] for code in element.parts])
    return tuple(found[element.code] for element in framework.elements)


def _of_leaf(element: Element, cell: Cell | None) -> Stated:
    state = cell.state if cell else "not-assessed"
    is_stated, is_countered = state == STATED, state == COUNTERED
    return Stated(
        element=element.code,
        logic="leaf",
        needed=1,
        parts=1,
        stated=int(is_stated),
        countered=int(is_countered),
        is_open=not is_stated,
        is_countered=is_countered,
        leaves=1,
        counts=_in_order(Counter([state])),
        lowest_standard=cell.standard if cell and is_stated else "",
        why=Reason(f"leaf-{state}"),
    )


def _of_group(element: Element, parts: list[Stated]) -> Stated:
    stated = sum(not part.is_open for part in parts)
    countered = sum(part.is_countered for part in parts)
    if element.logic == "not":
        stated, countered = countered, stated
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part.counts)
    standards = [part.lowest_standard for part in parts if part.lowest_standard]
    is_open = stated < element.needed
    values = {"stated": stated, "needed": element.needed, "parts": len(parts)}
    return Stated(
        element=element.code,
        logic=element.logic,
        needed=element.needed,
        parts=len(parts),
        stated=stated,
        countered=countered,
        is_open=is_open,
        is_countered=len(parts) - countered < element.needed,
        leaves=sum(part.leaves for part in parts),
        counts=_in_order(counts),
        lowest_standard=min(standards, key=STANDARDS.index, default=""),
        why=Reason(f"group-{element.logic}-{'open' if is_open else 'stated'}", values),
    )


def _in_order(counts: Counter[str]) -> dict[str, int]:
    """Return counts above zero in the order of the states, those on which analysts differ last."""
    return {state: counts[state] for state in (*STATES, DIFFERING) if counts[state]}
