"""What analysts have recorded of each element: the latest by each of them, and what they said before.

Several analysts' claims stand side by side on one entity; nobody's replaces another's. Read from claims, not from
settled values, for settling would make one opinion of several.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from answerable.assess.answers import DIFFERING, STANDARDS, Assessed
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

NOT_ASSESSED = "not-assessed"
Key = tuple[str, str, str]
"""A framework, the code of an element in lower case, a subject."""


def assessments_of(view: View, framework: str, element: str, subject: str, incident: str) -> tuple[Assessed, ...]:
    """Return every assessment of an element for a subject, latest first.

    Args:
        view: the reader's.
        framework: its id.
        element: its code.
        subject: who or what is assessed.
        incident: the one asked for; those made for all incidents are among them. Empty: only those made for all.
    """
    every = _by_key(view).get((framework, element.casefold(), view.canonical(subject)), ())
    return tuple(each for each in every if each.incident in ("", incident))


def latest_by_analyst(every: tuple[Assessed, ...]) -> tuple[tuple[Assessed, ...], tuple[Assessed, ...]]:
    """Return the assessment of each analyst that counts, and the others.

    One for the incident itself goes before the same analyst's for all incidents; then the later goes before.
    """
    chosen: dict[str, Assessed] = {}
    for each in sorted(every, key=lambda one: one.is_for_all):  # stable: latest first within each
        chosen.setdefault(each.analyst.casefold(), each)
    latest = tuple(each for each in every if chosen[each.analyst.casefold()] is each)
    return latest, tuple(each for each in every if each not in latest)


def state_of(latest: tuple[Assessed, ...]) -> str:
    """Return the state on which analysts agree, `differing` where they do not, `not-assessed` where nobody did."""
    states = {each.state for each in latest}
    if not states:
        return NOT_ASSESSED
    return states.pop() if len(states) == 1 else DIFFERING


def lowest_standard(latest: tuple[Assessed, ...]) -> str:
    """Return the lowest standard of proof that was applied, empty when nobody assessed it."""
    return min((each.standard for each in latest), key=STANDARDS.index, default="")


def _by_key(view: View) -> Mapping[Key, tuple[Assessed, ...]]:
    """Return every assessment of a view by what it is of, latest first; kept with the view."""
    kept: dict[str, Any] = vars(view)
    found: Mapping[Key, tuple[Assessed, ...]] | None = kept.get("_assessments")
    if found is None:
        found = kept["_assessments"] = _gathered(view)
    return found


def _gathered(view: View) -> Mapping[Key, tuple[Assessed, ...]]:
    found: dict[Key, list[tuple[tuple[object, ...], Assessed]]] = defaultdict(list)
    for entity in view.entities("Assessment"):
        for claim in view.claims_about(entity):
            one = _read(view, claim)
            if one is None:
                continue
            subject = view.canonical(_said(claim, "subject"))
            key = (_said(claim, "framework"), _said(claim, "element").casefold(), subject)
            day = claim.time.possible.first if claim.time.possible else None
            found[key].append(((claim.recorded_at, day.toordinal() if day else 0, claim.id), one))
    return {
        key: tuple(one for _, one in sorted(pairs, key=lambda pair: pair[0], reverse=True))
        for key, pairs in found.items()
    }


def _said(claim: ReadableClaim, name: str) -> str:
    values = claim.properties.get(name, ())
    return values[0] if values else ""


def _read(view: View, claim: ReadableClaim) -> Assessed | None:
    """Return a claim as an assessment; None when it does not count, or lacks what an assessment needs."""
    standard, state = _said(claim, "standard"), _said(claim, "state")
    if not claim.is_counted or not state or standard not in STANDARDS:
        return None
    incident = _said(claim, "incident")
    return Assessed(
        entity=view.canonical(claim.about),
        claim=claim.id,
        analyst=_said(claim, "analyst"),
        state=state,
        standard=standard,
        reason=_words(claim, "reason"),
        next=_words(claim, "next"),
        incident=view.canonical(incident) if incident else "",
        is_for_all=not incident,
        rests_on=claim.rests_on,
        source=claim.source,
        visibility=claim.visibility,
        recorded_at=claim.recorded_at,
        recorded_by=claim.recorded_by,
    )


def _words(claim: ReadableClaim, name: str) -> dict[str, str]:
    """Return a text in the languages that the claim gives; what has no language stands under English."""
    found = {language: _said(claim, f"{name}@{language}") for language in ("en", "es")}
    found["en"] = found["en"] or _said(claim, name)
    return {language: text for language, text in found.items() if text}


def assessed_pairs(view: View) -> tuple[tuple[str, str], ...]:
    """Return every subject that is assessed, with the incident of each assessment, empty for all; sorted."""
    return tuple(
        sorted({(subject, each.incident) for (_, _, subject), every in _by_key(view).items() for each in every})
    )
