"""Reads the elements of a framework as a tree, with the leaves and indicators that several frameworks share."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast, get_args

from answerable.assess.answers import Citation, Element, Logic, Mark, Query, Side
from answerable.assess.marked_yaml import Part, read_parts
from answerable.assess.reading_queries import Indicators, one_of, read_looks, words_of
from answerable.ontology.schema import nearest

CODE = re.compile(r"[A-Z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*")
SOME_OF = re.compile(r"([1-9][0-9]?)-of")
LOGICS = ("all", "any", "not")
LEAF_KEYS = frozenset({"question", "short", "kind", "mental", "looks_for", "seek", "note"})
ELEMENT_KEYS = LEAF_KEYS | {"code", "parent", "logic", "leaf", "mark", "cites"}
VOCABULARY = Path(__file__).parent / "vocabulary.yaml"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What several frameworks share: indicators and leaves by name, and the words that they may use."""

    indicators: Indicators
    leaves: dict[str, Part]
    kinds: tuple[str, ...]
    mental: tuple[str, ...]


def read_shelf(folder: Path) -> Shelf:
    """Return what the folders `indicators` and `leaves` hold.

    Raises:
        ValueRefusedError: a name stands twice, or a leaf has a key that means nothing.
    """
    known = read_parts(VOCABULARY)
    leaves = _gathered(folder / "leaves", "leaf")
    for leaf in leaves.values():
        leaf.only(LEAF_KEYS)
    indicators = Indicators(_gathered(folder / "indicators", "indicator"))
    return Shelf(indicators, leaves, known.need("kinds").keys(), known.need("mental").keys())


def _gathered(folder: Path, what: str) -> dict[str, Part]:
    found: dict[str, Part] = {}
    for path in sorted(folder.glob("*.yaml")):
        held = read_parts(path)
        for name in held.keys():  # noqa: SIM118  a Part is no mapping
            one = held.need(name)
            if name in found:
                what_else = f"There is a second {what} '{name}'; the other stands in {found[name].place}."
                raise one.refused(what_else, "Give one of the two another name.")
            found[name] = one
    return found


@dataclass(slots=True)
class _Branch:
    """One element before it is built: its part of the file, and the codes of what it joins."""

    part: Part
    code: str
    parent: str
    parts: list[str] = field(default_factory=list)


def read_elements(part: Part, shelf: Shelf, texts: tuple[str, ...]) -> tuple[Element, ...]:
    """Return the elements of a framework in reading order, the root first.

    Raises: ValueRefusedError: a code stands twice, a parent is not there or lies below itself, a group joins
        nothing, an operator or a shared leaf is not known, or an element is wrong.
    """
    branches = _branches(part)
    root = _joined(part, branches)
    return tuple(_walk(root, branches, shelf, texts, ("", ())))


def _branches(part: Part) -> dict[str, _Branch]:
    found: dict[str, _Branch] = {}
    for one in part.each():
        one.only(ELEMENT_KEYS)
        said = one.need("code")
        code = said.text()
        if not CODE.fullmatch(code):
            raise said.refused(
                f"'{code}' is no code of an element.", "Begin with a capital; use letters, digits and dots."
            )
        if code.casefold() in {known.casefold() for known in found}:
            raise said.refused(f"The code '{code}' stands twice.", "Give one of the two another code.")
        above = one.get("parent")
        found[code] = _Branch(one, code, above.text() if above else "")
    return found


def _joined(part: Part, branches: dict[str, _Branch]) -> _Branch:
    """Tell each branch what it joins, and return the root."""
    roots = [branch for branch in branches.values() if not branch.parent]
    for branch in branches.values():
        if branch.parent and branch.parent not in branches:
            near = nearest(branch.parent, branches)
            remedy = f"Did you mean '{near}'?" if near else "Name an element of this file."
            raise branch.part.need("parent").refused(
                f"There is no element '{branch.parent}' to lie under.", remedy
            )
        if branch.parent:
            branches[branch.parent].parts.append(branch.code)
    for branch in branches.values():
        _refuse_loop(branch, branches)
    if len(roots) != 1:
        where = roots[1].part if roots else part
        raise where.refused(
            f"A framework needs one element without a parent; this has {len(roots)}.",
            "Put one element over all others.",
        )
    return roots[0]


def _refuse_loop(branch: _Branch, branches: dict[str, _Branch]) -> None:
    passed, above = {branch.code}, branch.parent
    while above:
        if above in passed:
            raise branch.part.need("parent").refused(
                f"'{branch.code}' lies under itself, by way of '{above}'.",
                "Correct the parents; they form a loop.",
            )
        passed.add(above)
        above = branches[above].parent


Inherited = tuple[str, tuple[Citation, ...]]
"""The kind and the citations that an element takes from the groups above, where it gives none of its own."""


def _walk(
    branch: _Branch, branches: dict[str, _Branch], shelf: Shelf, texts: tuple[str, ...], above: Inherited
) -> list[Element]:
    element = _element(branch, shelf, texts, above)
    found = [element]
    for code in branch.parts:
        found += _walk(branches[code], branches, shelf, texts, (element.kind, element.cites))
    return found


def _logic(branch: _Branch) -> tuple[Logic, int]:
    """Return how an element joins its parts, and how many of them it needs."""
    said, count = branch.part.get("logic"), len(branch.parts)
    if said is None:
        if count:
            raise branch.part.refused(
                f"'{branch.code}' joins {count} others and does not say how.",
                "Add 'logic': all, any, not or 2-of.",
            )
        return "leaf", 0
    text = said.text()
    some = SOME_OF.fullmatch(text)
    if text not in LOGICS and not some:
        raise said.refused(f"'{text}' is no operator.", "Use all, any, not, or a number of them such as 2-of.")
    if not count:
        raise said.refused(
            f"'{branch.code}' joins nothing.", "Give it parts, or drop 'logic' to make it a question."
        )
    if text == "not" and count != 1:
        raise said.refused(f"'not' takes one part; '{branch.code}' has {count}.", "Put a group of them under it.")
    if some and int(some[1]) > count:
        raise said.refused(
            f"'{branch.code}' asks for {some[1]} parts and has {count}.", "Lower the number, or add parts."
        )
    if some:
        return "n-of", int(some[1])
    return cast(Logic, text), count if text == "all" else 1


def _element(branch: _Branch, shelf: Shelf, texts: tuple[str, ...], above: Inherited) -> Element:
    part, (logic, needed) = branch.part, _logic(branch)
    taken = _shared(part, shelf)
    said = _Said(part, taken)
    short = words_of(said.get("short"), part, "short")
    kind = said.get("kind")
    mental = said.get("mental")
    seek = said.get("seek")
    if logic == "leaf" and seek is None:
        raise part.refused(f"'{branch.code}' does not say what to look for next.", "Add 'seek'.")
    if logic == "leaf" and kind is None and not above[0]:
        raise part.refused(f"'{branch.code}' has no kind.", f"Add 'kind': {', '.join(shelf.kinds)}.")
    question = words_of(said.get("question"), part, "question", required=logic == "leaf") or short
    return Element(
        code=branch.code,
        parent=branch.parent,
        logic=logic,
        needed=needed,
        parts=tuple(branch.parts),
        question=question,
        short=short,
        kind=one_of(kind, shelf.kinds, "kind of element") if kind else above[0],
        mark=_mark(part.get("mark")),
        cites=_cites(part.get("cites"), texts) or above[1],
        mental=one_of(mental, shelf.mental, "level of knowledge") if mental else "",
        looks_for=_looks(said, shelf, branch.code),
        seek=tuple(words_of(one, one, "seek") for one in seek.each()) if seek else (),
        note=words_of(said.get("note"), part, "note", required=False),
        leaf=part.need("leaf").text() if taken else "",
        place=part.place,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What an element says itself, and behind it what the shared leaf says."""

    own: Part
    shared: Part | None

    def get(self, key: str) -> Part | None:
        return self.own.get(key) or (self.shared.get(key) if self.shared else None)


def _shared(part: Part, shelf: Shelf) -> Part | None:
    said = part.get("leaf")
    if said is None:
        return None
    name = said.text()
    if name not in shelf.leaves:
        near = nearest(name, shelf.leaves)
        remedy = f"Did you mean '{near}'?" if near else "Add it to a file in assess/leaves."
        raise said.refused(f"There is no shared leaf '{name}'.", remedy)
    if part.get("logic"):
        raise said.refused("A group takes up no leaf.", "Drop 'logic' or 'leaf'.")
    return shelf.leaves[name]


def _looks(said: _Said, shelf: Shelf, code: str) -> dict[Side, tuple[Query, ...]]:
    found: dict[Any, tuple[Query, ...]] = read_looks(said.get("looks_for"), shelf.indicators, code)
    return found


def _mark(part: Part | None) -> Mark:
    """Return the mark; what nobody marked is to be checked by a lawyer."""
    return cast(Mark, one_of(part, get_args(Mark), "mark")) if part else "lawyer"


def _cites(part: Part | None, texts: tuple[str, ...]) -> tuple[Citation, ...]:
    found = []
    for one in part.each() if part else ():
        one.only(frozenset({"text", "at"}))
        at = one.get("at")
        found.append(Citation(one_of(one.need("text"), texts, "text of this framework"), at.text() if at else ""))
    return tuple(found)
