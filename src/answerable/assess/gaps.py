"""What is missing: questions to investigate next, for one subject or for everyone named at an incident.

A gap is a question, never a reproach: that nothing is on record for an element says nothing about the person. One
question that serves several frameworks is asked once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from answerable.assess.answers import MISSING, SUBJECTS, Cell, Element, Framework, Missing, Question, Subject
from answerable.assess.assessed import assessed_pairs
from answerable.assess.inquiry import Inquiry
from answerable.assess.loading import framework as find_framework
from answerable.assess.loading import frameworks
from answerable.assess.matrix import cell_of, inquiry_of
from answerable.conduct.answers import Reason
from answerable.conduct.index import index_of
from answerable.kernel.standing import Status
from answerable.record.view import View

SETTLED = frozenset({"substantial", "rebutted"})
"""States on which, when analysts agree, nothing more is asked for now."""
LEADING = frozenset({"commanded", "ordered", "planned"})
Pair = tuple[str, str]
"""A subject and an incident; the incident is empty for all of them."""


def gaps_of(
    view: View,
    subject: str | None = None,
    *,
    incident: str | None = None,
    framework_ids: Sequence[str] = (),
) -> tuple[Question, ...]:
    """Return what to investigate next, the most pressing first.

    Args:
        view: the reader's.
        subject: a person, incident or proceeding. None: all that `subjects_to_ask_about` names.
        incident: the one to ask about; None: each with deaths that concerns the subject.
        framework_ids: those to ask for; none means every framework that fits the subject.

    Returns:
        Questions by how much is missing, then by how many elements they serve, then the incidents with most deaths
        first.

    Raises:
        NotFoundError: the view holds no such subject or incident, or there is no such framework.
        ValueRefusedError: the subject is of a kind that no framework is about.
    """
    chosen = tuple(find_framework(name) for name in framework_ids) or frameworks()
    if subject is None:
        every = _of_everyone(view, chosen)
        return tuple(each for each in every if not incident or each.incident == view.canonical(incident))
    subject = view.require(subject)
    asked = (view.require(incident, "Incident"),) if incident else incidents_to_ask_about(view, subject)
    return _of_pairs(view, [(subject, each) for each in asked], chosen)


def _of_everyone(view: View, chosen: tuple[Framework, ...]) -> tuple[Question, ...]:
    """Return the questions about everyone named; kept with the view, for there are thousands."""
    kept: dict[str, Any] = vars(view).setdefault("_gaps", {})
    key = " ".join(framework.id for framework in chosen)
    if key not in kept:
        kept[key] = _of_pairs(view, subjects_to_ask_about(view), chosen)
    found: tuple[Question, ...] = kept[key]
    return found


def _of_pairs(view: View, pairs: Sequence[Pair], chosen: Sequence[Framework]) -> tuple[Question, ...]:
    found = [question for pair in dict.fromkeys(pairs) for question in _of_pair(view, pair, chosen)]
    deaths = _deaths(view)
    return tuple(sorted(found, key=lambda each: _order(view, each, deaths)))


def kind_of(view: View, subject: str) -> Subject | None:
    """Return which kind of subject something is, None when no framework could be about it."""
    schema = view.schema_of(subject)
    if not schema:
        return None
    return next((kind for kind, wanted in SUBJECTS.items() if view.ontology.is_a(schema, wanted)), None)


def incidents_to_ask_about(view: View, subject: str) -> tuple[str, ...]:
    """Return the incidents with deaths that concern a subject, by time; one empty text when there is none.

    For a person: those under the person's posts, or in which a claim names the person.
    """
    kind = kind_of(view, subject)
    if kind == "incident":
        return (subject,)
    if kind == "proceeding":
        return view.refs(subject, "incident") or ("",)
    under = index_of(view).incidents_of(subject) if kind == "person" else ()
    return tuple(each.incident for each in under if each.killed) or ("",)


def subjects_to_ask_about(view: View) -> tuple[Pair, ...]:
    """Return who and what to ask about when nobody in particular is meant.

    Every subject and incident that an analyst has assessed; every incident with deaths, and every proceeding about
    one; everyone whom a source names as commanding, ordering or planning at one, or a case about it comprises.
    """
    deadly = sorted(_deaths(view))
    pairs = [*assessed_pairs(view), *((each, each) for each in deadly)]
    for each in deadly:
        cases = view.pointing_at(each, "Proceeding", "incident")
        pairs += [(case, each) for case in cases]
        named = [person for case in cases for person in view.refs(case, "person")]
        for part in view.pointing_at(each, "Involvement", "incident"):
            if not LEADING.isdisjoint(view.texts(part, "role")):
                named += view.refs(part, "actor")
        pairs += [(person, each) for person in named if kind_of(view, person) == "person"]
    return tuple(dict.fromkeys(pairs))


def _deaths(view: View) -> Counter[str]:
    """Return how many deaths or groups of deaths are recorded at each incident; only to put questions in order."""
    return Counter(
        incident
        for harm in view.entities("Harm")
        if "killed" in view.texts(harm, "kind")
        for incident in view.refs(harm, "incident")
    )


def _of_pair(view: View, pair: Pair, chosen: Iterable[Framework]) -> Iterator[Question]:
    """Yield what is missing for one subject and incident; a leaf that several frameworks share comes once."""
    subject, incident = pair
    kind = kind_of(view, subject)
    fitting = [each for each in chosen if kind in each.about]
    found: dict[tuple[str, str], Question] = {}
    inquiry: Inquiry | None = None
    for framework in fitting:
        inquiry = inquiry or inquiry_of(view, framework, subject, incident or None)
        for leaf in framework.leaves:
            question = _question(framework, leaf, cell_of(framework, leaf, inquiry))
            if question is None:
                continue
            key = ("leaf", leaf.leaf) if leaf.leaf else (framework.id, leaf.code)
            known = found.get(key)
            found[key] = _joined(known, question) if known else question
    yield from found.values()


def _joined(known: Question, other: Question) -> Question:
    """Return one question for a leaf of two frameworks: the more pressing reason, and what either looks for."""
    first = min((known, other), key=lambda each: MISSING.index(each.missing))
    seek = tuple({tuple(words.items()): words for words in (*known.seek, *other.seek)}.values())
    return replace(first, elements=(*known.elements, *other.elements), seek=seek)


def _question(framework: Framework, leaf: Element, cell: Cell) -> Question | None:
    missing = _missing(leaf, cell)
    if missing is None:
        return None
    count = len(cell.candidates)
    return Question(
        missing=missing,
        subject=cell.subject,
        incident=cell.incident,
        elements=((framework.id, leaf.code),),
        short=leaf.short,
        question=leaf.question,
        seek=(*leaf.seek, *(each.next for each in cell.assessed if each.next)),
        kind=leaf.kind,
        candidates=count,
        why=Reason(f"missing-{missing}", {"count": count}),
    )


def _missing(leaf: Element, cell: Cell) -> Missing | None:
    """Return what a cell lacks most, None when analysts agree on a state that settles it for now."""
    if cell.state in SETTLED:
        return None
    if not cell.candidates:
        return "nothing-found"
    if not cell.supports:
        return "nothing-for"
    asks_chain = any(query.find == "chain" for queries in leaf.looks_for.values() for query in queries)
    if asks_chain and cell.weakest is not Status.EVIDENCED:
        return "weak-link"
    if all(each.how == "inferred" for each in cell.supports):
        return "only-inferred"
    if cell.is_conflict:
        return "differing"
    return "assessed-open" if cell.assessed else "not-assessed"


def _order(view: View, each: Question, deaths: Counter[str]) -> tuple[object, ...]:
    when = index_of(view).when_of(each.incident) if each.incident else None
    day = when.first if when and when.first else date.max
    return (
        MISSING.index(each.missing),
        -len(each.elements),
        -deaths[each.incident],
        day,
        each.subject,
        each.elements,
    )
