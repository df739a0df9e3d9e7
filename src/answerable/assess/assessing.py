"""Makes the claim by which an analyst records what an element comes to. Nothing here writes it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from answerable.assess.answers import STANDARDS, STATES, Element, Framework
from answerable.assess.loading import framework as find_framework
from answerable.assess.matrix import inquiry_of
from answerable.assess.said_words import plain
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from answerable.kernel.times import Blur, Time
from answerable.ontology.loading import read_yaml
from answerable.record.drafts import ClaimDraft
from answerable.record.view import View

ANALYSIS = "analysis"
WEIGHED = frozenset({"weak", "substantial", "contested", "rebutted"})
"""States that somebody can reach only by weighing claims."""
VERDICTS = Path(__file__).parent / "verdict_words.yaml"


def assessment_id(framework: Framework, element: Element, subject: str, incident: str = "") -> str:
    """Return the entity on which every analyst's assessment of this element, subject and incident stands."""
    parts = [framework.id, element.code.lower(), subject.partition(":")[2]]
    if incident and incident != subject:
        parts.append(incident.partition(":")[2])
    return f"assessment:{'-'.join(parts)}"


def assessment_draft(
    view: View,
    *,
    framework_id: str,
    element: str,
    subject: str,
    state: str,
    standard: str,
    reason: Mapping[str, str],
    analyst: str,
    source: str,
    day: date,
    incident: str | None = None,
    next_steps: Mapping[str, str] | None = None,
    rests_on: Sequence[str] = (),
    visibility: str = "team",
    locator: str = "",
    note: str = "",
) -> ClaimDraft:
    """Return the draft of an assessment, to be recorded through `record.changes.record_claim`.

    Args:
        view: the analyst's; subject, incident and weighed claims must be in it.
        framework_id: the framework; `element` is the code of one of its leaves, in any case of letters.
        element: see above.
        subject: who or what is assessed; `incident` the one that it is confined to, None for all.
        state: one of the six states; `standard` the standard of proof applied.
        standard: see above.
        reason: why, by language; what supports it and what speaks against it. It may not state guilt.
        analyst: the name that signs.
        source: the key of the analyst's own source, of kind analysis.
        day: the day of the assessment, so that the same words on another day are another claim.
        incident: see `subject`.
        next_steps: what to look for next, by language.
        rests_on: ids of the claims weighed; needed for every state that weighs some.
        visibility: who may see it; the team alone if not said otherwise.
        locator: the place in the source.
        note: a note on the claim.

    Raises:
        NotFoundError: the framework, element, subject, incident, source or a weighed claim is not there.
        ValueRefusedError: the element is a group, or a state, standard, source or reason is not fit.
    """
    framework = find_framework(framework_id)
    leaf = _leaf(framework, element)
    inquiry = inquiry_of(view, framework, subject, incident)
    _check_choices(state, standard, rests_on)
    for text in (*reason.values(), *(next_steps or {}).values()):
        _refuse_verdict(text)
    if not any(text.strip() for text in reason.values()) or not analyst.strip():
        raise ValueRefusedError(
            "An assessment needs a reason and the name of its analyst.",
            remedy="Write both; a state alone says little.",
        )
    if view.source(source).kind != ANALYSIS:
        raise ValueRefusedError(
            f"'{source}' is no analysis.", remedy="Add a source of kind analysis for the memo that explains it."
        )
    for claim in rests_on:
        view.claim(claim)
    asked = inquiry.incident if inquiry.incident != inquiry.subject else ""
    properties = {
        "framework": framework.id,
        "element": leaf.code,
        "subject": inquiry.subject,
        "incident": asked,
        "state": state,
        "standard": standard,
        **_texts("reason", reason),
        **_texts("next", next_steps or {}),
        "analyst": analyst.strip(),
    }
    return ClaimDraft(
        about=assessment_id(framework, leaf, inquiry.subject, asked),
        schema="Assessment",
        properties={name: (text,) for name, text in properties.items() if text},
        source=source,
        locator=locator,
        time=Time(Blur(day, day), Blur(day, day)),
        visibility=visibility,
        note=note,
        rests_on=tuple(rests_on),
    )


def _leaf(framework: Framework, code: str) -> Element:
    found = framework.find(code)
    if found is None:
        raise NotFoundError(
            f"The framework '{framework.id}' has no element '{code[:40]}'.", remedy="Use one of its codes."
        )
    if not found.is_leaf:
        raise ValueRefusedError(
            f"'{found.code}' joins other elements and is not assessed itself.",
            remedy=f"Assess its parts: {', '.join(found.parts)}.",
        )
    return found


def _check_choices(state: str, standard: str, rests_on: Sequence[str]) -> None:
    if state not in STATES:
        raise ValueRefusedError(f"'{state[:40]}' is no state.", remedy=f"Use one of: {', '.join(STATES)}.")
    if standard not in STANDARDS:
        raise ValueRefusedError(
            f"'{standard[:40]}' is no standard of proof that can be recorded here.",
            remedy=f"Use one of: {', '.join(STANDARDS)}. What a criminal court must reach is not among them.",
        )
    if state in WEIGHED and not rests_on:
        raise ValueRefusedError(
            f"The state '{state}' weighs claims, and none is named.", remedy="Name the claims that it rests on."
        )


def _texts(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Return a text by property key; English stands under the plain name, which a claim always needs."""
    said = {language: text.strip() for language, text in texts.items() if text.strip()}
    first = said.pop("en", "") or next(iter(said.values()), "")
    found = {f"{name}@{language}": text for language, text in said.items()}
    return {name: first, **found} if first else {}


@cache
def _verdict_words() -> tuple[str, ...]:
    read: dict[str, list[str]] = read_yaml(VERDICTS)
    return tuple(plain(word) for words in read.values() for word in words)


def verdict_words_in(text: str) -> tuple[str, ...]:
    """Return the words of a verdict that a text uses, in either language; empty when it uses none."""
    said = plain(text)
    return tuple(word.strip() for word in _verdict_words() if word in said)


def _refuse_verdict(text: str) -> None:
    found = verdict_words_in(text)
    if found:
        raise ValueRefusedError(
            f"The text uses '{found[0]}', which is for a court to say.",
            remedy="Say what sources allege, support or dispute; write 'could amount to'.",
        )
