"""Asks the queries of a leaf: what on record may bear on it, on each side.

Nothing is decided here. A denial of anything found for an element is carried on the side against it; the
person's own denials and replies stand against every element of relationship, control, knowledge, conduct, duty
and result.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from answerable.assess.answers import SIDES, Candidate, Element, Query, Side, Words
from answerable.assess.finders import Found, against_patterns, asked, of_item
from answerable.assess.inquiry import Inquiry
from answerable.conduct.items import in_time

ANSWERED = frozenset({"relationship", "control", "mental", "conduct", "causation", "duty"})
"""The kinds of element against which a person's own denials and replies always stand."""
OWN_ANSWER = "own-answer"
OWN_ANSWER_WORDS: Words = {
    "en": "The person's own denial, reply or answer.",
    "es": "La propia negación, réplica o respuesta de la persona.",
}
ANSWERED_TIES = frozenset({"own", "whole", "part", "none"})


def candidates_of(inquiry: Inquiry, element: Element) -> dict[Side, Found]:
    """Return what may bear on a leaf, by side; shown before inferred, then in order of time."""
    found: dict[Side, Found] = {
        side: tuple(
            replace(each, side=side) for query in element.looks_for.get(side, ()) for each in asked(inquiry, query)
        )
        for side in SIDES
    }
    answers = tuple(_answers(inquiry)) if element.kind in ANSWERED else ()
    patterns = [query for query in element.looks_for.get("for", ()) if query.find == "pattern"]
    weighed = [each for query in patterns for each in against_patterns(inquiry, query)]
    against = (*answers, *found["against"], *_denied(found), *weighed)
    supports, undercuts = _each_once(found["for"]), _each_once(against)
    sided = {(each.entity, each.part) for each in (*supports, *undercuts) if not each.is_denial}
    either = [each for each in _each_once(found["either"]) if (each.entity, each.part) not in sided]
    return {"for": supports, "against": undercuts, "either": tuple(either)}


def _each_once(found: Iterable[Candidate]) -> Found:
    """Return candidates each once: an answer before the same thing as found, what shows it before an inference."""
    kept: dict[tuple[str, str, str, str], Candidate] = {}
    for each in found:
        is_mirrored = each.is_denial and each.indicator != OWN_ANSWER
        key = (each.entity, each.part, each.way.post if each.way else each.via, "denied" if is_mirrored else "")
        known = kept.get(key)
        if known is None or (known.how == "inferred" and each.how == "direct"):
            kept[key] = each
    return tuple(sorted(kept.values(), key=_order))


def _order(each: Candidate) -> tuple[object, ...]:
    return (each.how == "inferred", each.weakest or 0, *in_time(each.when, each.entity), each.part)


# denials and answers


def _denied(found: dict[Side, Found]) -> Iterator[Candidate]:
    """Yield the denials of what was found for the element, or either way, as candidates against it."""
    for each in (*found["for"], *found["either"]):
        if each.denials:
            yield replace(each, side="against", claims=each.denials, denials=(), is_denial=True)


def _answers(inquiry: Inquiry) -> Iterator[Candidate]:
    for item in inquiry.account.replies if inquiry.account else ():
        tie = inquiry.tie(item.incidents) if inquiry.incident else "none"
        if tie in ANSWERED_TIES:
            query = Query(OWN_ANSWER, "item", "direct", OWN_ANSWER_WORDS)
            yield replace(of_item(inquiry, query, item), side="against", is_denial=True)
