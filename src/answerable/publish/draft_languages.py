"""What differs between the languages of one document: references paragraph by paragraph, headings, the head."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from django.utils.translation import gettext

from answerable.publish.drafts import Draft
from answerable.publish.problems import Problem, in_order, place_in
from answerable.publish.references import PlacedReference

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
        found += _headings_differ(first, other)
        found += _references_differ(first, other)
    return in_order(found)


def _heads_differ(first: Draft, other: Draft) -> Iterator[Problem]:
    for name in ("kind", "index", "day", "incidents"):
        if getattr(first, name) != getattr(other, name):
            what = gettext("'%(word)s' differs from that in %(file)s.") % {
                "word": "date" if name == "day" else name,
                "file": first.file,
            }
            yield Problem("head-differs", what, 1, 1, file=other.file)
    if first.language == other.language:
        what = gettext("This file and %(file)s are in the same language.") % {"file": first.file}
        yield Problem("same-language", what, 1, 1, file=other.file)


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
