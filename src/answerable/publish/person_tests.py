"""The part of an official's file that holds patterns, legal tests and gaps: what rules find, and who assessed it.

For everybody, it holds only what has been published: a pattern with a finding, an element with an assessment.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from answerable.assess import Candidate, Cell, Framework, Matrix, framework, frameworks, gaps_of, matrix_of
from answerable.conduct import Against, Instance, PatternAnswer, say
from answerable.conduct.patterns import PATTERNS, patterns_of
from answerable.publish.person_parts import Setting
from answerable.publish.wording import made_language


def _in(words: Mapping[str, str], own: Setting) -> str:
    return " ".join((words.get(made_language(own.language)) or words.get("en", "")).split())


# patterns


def patterns(own: Setting) -> list[dict[str, Any]]:
    """Return every pattern, those whose rule is met first, with what speaks against each."""
    answers = patterns_of(own.view, own.person, own.day)
    if own.is_public:
        found = set(_published_patterns(own))
        answers = tuple(answer for answer in answers if answer.code in found)
    return [_pattern(own, answer) for answer in sorted(answers, key=lambda answer: not answer.is_met)]


def _published_patterns(own: Setting) -> Iterator[str]:
    for finding in own.view.pointing_at(own.person, "Finding", "person"):
        yield from own.view.texts(finding, "pattern")


def _pattern(own: Setting, answer: PatternAnswer) -> dict[str, Any]:
    pattern = PATTERNS[answer.code]
    return {
        "title": pattern.title(own.language),
        "rule": pattern.rule(own.language),
        "state": own.said("is-met" if answer.is_met else "not-met"),
        "inferred": answer.is_inferred,
        "instances": [_instance(own, each) for each in answer.instances],
        "against": [_against(own, each) for each in answer.against],
        "against_title": own.said("speaks-against" if answer.is_met else "why-not"),
        "not_shown": pattern.does_not_show(own.language),
    }


def _numbered(own: Setting, said: str, entities: Iterable[str], claims: Sequence[str]) -> SafeString:
    """Return a sentence with the records that it speaks of; where it names none, with its notes."""
    numbers = own.records.named(entities)
    if numbers:
        before, after = own.said("records", numbers="\0").split("\0")
        return format_html(
            '{} <span class="meta" data-custom-style="Meta">({}{}{})</span>', said, before, numbers, after
        )
    return format_html("{}{}", said, own.notes.mark(claims))


def _instance(own: Setting, each: Instance) -> SafeString:
    said = _numbered(own, say(each.why, own.view, own.language), (*each.items, *each.incidents), each.claims)
    if not each.denials:
        return said
    return format_html("{} <strong>{}</strong> {}", said, own.said("denied"), own.notes.mark(each.denials))


def _against(own: Setting, each: Against) -> SafeString:
    return _numbered(own, say(each.why, own.view, own.language), each.items, each.claims)


# legal tests


def tests(own: Setting, framework_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return each legal test held against the person, element by element; all about people if none is named."""
    named = [framework(name) for name in framework_ids]
    chosen = named or [each for each in frameworks() if "person" in each.about]
    found = [_test(own, each, matrix_of(own.view, each.id, own.person)) for each in chosen]
    return [each for each in found if each["cells"]]


def _test(own: Setting, framework: Framework, matrix: Matrix) -> dict[str, Any]:
    cells = [cell for cell in matrix.cells if cell.assessed] if own.is_public else matrix.cells
    return {
        "title": _in(framework.titles, own),
        "summary": _in(framework.summary, own),
        "texts": [_text(own, framework, step) for step in range(len(framework.texts))],
        "disputes": [_in(each.words, own) for each in framework.disputes],
        "cells": [_cell(own, framework, cell) for cell in cells],
    }


def _text(own: Setting, framework: Framework, step: int) -> str:
    text = framework.texts[step]
    said = ", ".join(part for part in (_in(text.norm, own), text.article) if part)
    return f"{said} ({own.said('to-check')})" if text.mark == "lawyer" else said


def _cell(own: Setting, framework: Framework, cell: Cell) -> dict[str, Any]:
    element = framework.find(cell.element)
    sides = [("supports", cell.supports), ("against", cell.against), ("either", cell.either)]
    return {
        "code": cell.element,
        "short": _in(element.short, own) if element else "",
        "question": _in(element.question, own) if element else "",
        "sides": [
            (own.said(name), list(_side(own, candidates)))
            for name, candidates in sides
            if candidates or name != "either"
        ],
        "assessed": list(_assessed(own, cell)),
        "is_empty": not cell.candidates and not cell.assessed,
    }


def _side(own: Setting, candidates: Iterable[Candidate]) -> Iterator[SafeString]:
    """Yield what each kind of indicator would show, with the records by number; what is inferred is marked."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for each in candidates:
        groups.setdefault((each.indicator, each.how), []).append(each)
    for (_, how), found in groups.items():
        said = _in(found[0].words, own).removesuffix(".")
        if how == "inferred":
            said = f"{said} [{own.said('inferred')}]"
        entities = [entity for each in found for entity in _entities(own, each)]
        claims = [name for each in found for name in each.claims]
        yield _numbered(own, said, entities, claims)


def _entities(own: Setting, each: Candidate) -> tuple[str, ...]:
    """Return what a candidate is told by: the post and the incident for a way through the chain of command."""
    if each.way:
        return (each.way.appointment, *own.view.refs(each.way.tie, "incident"))
    return () if each.entity == own.person else (each.entity,)


def _assessed(own: Setting, cell: Cell) -> Iterator[SafeString]:
    state, standard = (own.view.ontology.property("Assessment", name) for name in ("state", "standard"))
    for each in cell.assessed:
        said = own.said(
            "assessment",
            analyst=each.analyst or own.said("unsigned"),
            state=state.choice_label(each.state, own.language),
            standard=standard.choice_label(each.standard, own.language) if each.standard else "–",
        )
        reason = _in(each.reason, own)
        yield format_html("{}{}{}", said, f". {reason}" if reason else "", own.notes.mark([each.claim]))


# gaps


def gaps(own: Setting, framework_ids: Sequence[str]) -> list[dict[str, str]]:
    """Return each open question once, whatever incidents it is asked for, with what to look for."""
    if own.is_public:
        return []
    found: dict[str, dict[str, Any]] = {}
    for question in gaps_of(own.view, own.person, framework_ids=tuple(framework_ids)):
        said = _in(question.question, own)
        row = found.setdefault(said, {"seek": {}, "serves": {}})
        row["seek"].update({_in(words, own): None for words in question.seek})
        row["serves"].update({code: None for _, code in question.elements})
    return [
        {"question": said, "seek": " ".join(row["seek"]), "serves": ", ".join(row["serves"])}
        for said, row in found.items()
    ]
