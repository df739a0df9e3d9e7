"""What differs between the languages of one document: references paragraph by paragraph, headings, the head.

An urgent action is compared section by section: within one, each language may cut its paragraphs as it must.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from django.utils.translation import gettext

from answerable.publish.action_sections import LISTS, SECTIONS, SectionText, sections_in
from answerable.publish.draft_heads import URGENT_ACTION
from answerable.publish.drafts import LINES, Draft
from answerable.publish.problems import Problem, in_order, place_in
from answerable.publish.references import PlacedReference, references_in

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_BLOCK = re.compile(r"(?:^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+|^#{1,6}[ \t]|^\||\n[ \t]*\n)", re.MULTILINE)


def lint_together(drafts: Sequence[Draft]) -> tuple[Problem, ...]:
    """Return how the languages of one document differ: the references of each paragraph, headings, the head."""
    if len(drafts) < 2:
        return ()
    first, *others = drafts
    found: list[Problem] = []
    for other in others:
        found += _heads_differ(first, other)
        if {first.kind, other.kind} == {URGENT_ACTION}:
            found += _sections_differ(first, other)
            continue
        found += _headings_differ(first, other)
        found += _references_differ(first, other)
    return in_order(found)


def _heads_differ(first: Draft, other: Draft) -> Iterator[Problem]:
    for name in ("kind", "index", "day", "incidents", "asks", "write_by"):
        if getattr(first, name) != getattr(other, name):
            what = gettext("'%(word)s' differs from that in %(file)s.") % {
                "word": "date" if name == "day" else name.replace("_", "-"),
                "file": first.file,
            }
            yield Problem("head-differs", what, 1, 1, file=other.file)
    if first.language == other.language:
        what = gettext("This file and %(file)s are in the same language.") % {"file": first.file}
        yield Problem("same-language", what, 1, 1, file=other.file)


# urgent actions


def _sections_differ(first: Draft, other: Draft) -> Iterator[Problem]:
    """Compare an urgent action section by section: references, how many items a list has, lines of the head."""
    ours, theirs = ({one.key: one for one in sections_in(each)} for each in (first, other))
    for name in SECTIONS:
        if (name in ours) != (name in theirs):
            has, lacks = (first, other) if name in ours else (other, first)
            line = has.line_of((ours.get(name) or theirs[name]).line)
            what = gettext("The section '%(word)s' is missing here; it stands at %(place)s.")
            said = what % {"word": name, "place": f"{has.file}:{line}:1"}
            yield Problem("section-missing", said, *lacks.place_of("kind"), file=lacks.file)
        elif name in ours:
            yield from _section_differs(first, other, ours[name], theirs[name])
    for name in LINES:
        yield from _line_differs(first, other, name)


def _section_differs(first: Draft, other: Draft, ours: SectionText, theirs: SectionText) -> Iterator[Problem]:
    here, there = _within(first, ours), _within(other, theirs)
    for each in _left_over(here, there):
        yield from _lacking(each, first, other, there, _start_of(other, theirs))
    for each in _left_over(there, here):
        yield from _lacking(each, other, first, here, _start_of(first, ours))
    if ours.key in LISTS and ours.items != theirs.items:
        what = gettext("The section '%(word)s' has %(here)s items; in %(file)s it has %(there)s.") % {
            "word": ours.key, "here": theirs.items, "there": ours.items, "file": first.file,
        }  # fmt: skip
        yield _told(other, _start_of(other, theirs), "items-differ", what)


def _within(draft: Draft, section: SectionText) -> list[PlacedReference]:
    return [one for one in draft.parsed.references if section.line <= one.line <= section.last]


def _start_of(draft: Draft, section: SectionText) -> int:
    """Return the offset in the body of the line of a section's heading."""
    return sum(len(line) + 1 for line in draft.body.split("\n")[: section.line - 1])


def _line_differs(first: Draft, other: Draft, name: str) -> Iterator[Problem]:
    """Compare the references in one line of the head; a language that has no such line is told by its own lint."""
    ours, theirs = (getattr(each, name.replace("-", "_")) for each in (first, other))
    if not ours or not theirs:
        return
    here, there = (
        sorted(str(one.reference.meaning) for one in references_in(each).references) for each in (ours, theirs)
    )
    if here != there:
        what = gettext("The references of '%(word)s' are others than in %(file)s.") % {
            "word": name,
            "file": first.file,
        }
        yield Problem("reference-missing", what, *other.place_of(name), file=other.file)


# paragraph by paragraph


def _headings_differ(first: Draft, other: Draft) -> Iterator[Problem]:
    ours, theirs = (list(_HEADING.finditer(each.body)) for each in (first, other))
    for one, two in zip(ours, theirs, strict=False):
        if len(one[1]) != len(two[1]):
            what = gettext("This heading is of another level than the one at %(place)s.")
            yield _told(other, two.start(), "headings-differ", what % {"place": _place(first, one.start())})
            return
    if len(ours) != len(theirs):
        more, at = (first, ours) if len(ours) > len(theirs) else (other, theirs)
        less = other if more is first else first
        what = gettext("This heading has no fellow in %(file)s.") % {"file": less.file}
        yield _told(more, at[min(len(ours), len(theirs))].start(), "headings-differ", what)


def _told(draft: Draft, offset: int, code: str, what: str, remedy: str = "") -> Problem:
    line, column = place_in(draft.body, offset)
    return Problem(code, what, draft.line_of(line), column, remedy, draft.file)


def _place(draft: Draft, offset: int) -> str:
    line, column = place_in(draft.body, offset)
    return f"{draft.file}:{draft.line_of(line)}:{column}"


def _references_differ(first: Draft, other: Draft) -> Iterator[Problem]:
    """Compare the references paragraph by paragraph; inside one, a language may order them as it must."""
    ours, theirs = _by_block(first), _by_block(other)
    keys = [[sorted(str(one.reference.meaning) for one in block) for block in side] for side in (ours, theirs)]
    plain = [[tuple(block) for block in side] for side in keys]
    matcher = SequenceMatcher(None, plain[0], plain[1], autojunk=False)
    for tag, one, one_end, two, two_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        here = [each for block in ours[one:one_end] for each in block]
        there = [each for block in theirs[two:two_end] for each in block]
        before = (_end_of(ours[:one]), _end_of(theirs[:two]))
        missing = _left_over(here, there)
        extra = _left_over(there, here)
        for each in missing:
            yield from _lacking(each, first, other, there, before[1])
        for each in extra:
            yield from _lacking(each, other, first, here, before[0])
        if not missing and not extra and here:
            what = gettext("The references stand here in other paragraphs than at %(place)s.")
            yield _told(other, there[0].start, "references-moved", what % {"place": _place(first, here[0].start)})


def _by_block(draft: Draft) -> list[list[PlacedReference]]:
    """Return the references of each paragraph, heading or item that has any."""
    edges = [found.start() for found in _BLOCK.finditer(draft.body)]
    blocks: dict[int, list[PlacedReference]] = {}
    for each in draft.parsed.references:
        blocks.setdefault(sum(edge <= each.start for edge in edges), []).append(each)
    return list(blocks.values())


def _left_over(these: Sequence[PlacedReference], those: Sequence[PlacedReference]) -> list[PlacedReference]:
    others = [one.reference.meaning for one in those]
    left = []
    for each in these:
        if each.reference.meaning in others:
            others.remove(each.reference.meaning)
        else:
            left.append(each)
    return left


def _end_of(blocks: Sequence[Sequence[PlacedReference]]) -> int:
    return blocks[-1][-1].end if blocks else 0


def _lacking(
    each: PlacedReference, has: Draft, lacks: Draft, near: Sequence[PlacedReference], before: int
) -> Iterator[Problem]:
    """Yield the problem of a reference that one language has and the other lacks, with the place in both."""
    said = str(each.reference)
    at = near[0].start if near else before
    place = _place(has, each.start)
    what = gettext("%(reference)s is missing here; it stands at %(place)s.") % {"reference": said, "place": place}
    yield _told(lacks, at, "reference-missing", what)
