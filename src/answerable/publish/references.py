"""References in a draft's Markdown, such as `{{ figure:killed|documented }}` or `{{ entity:person:boluarte }}`.

A reference names what is to stand in its place; the value comes from a view when the draft is rendered, so that
no number, date or name is typed by hand. It opens and closes on one line. A backslash before the braces makes
them plain signs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from django.utils.translation import gettext

from answerable.kernel.ids import is_entity_id
from answerable.publish.problems import Problem, nearest, place_in
from answerable.record.locators import locator_problem

Kind = Literal["figure", "tally", "entity", "day", "cite"]
_AMOUNT = ("stated", "documented", "low", "high", "share", "words", "feminine", "capital")
FILTERS = MappingProxyType({
    "figure": _AMOUNT,
    "tally": tuple(name for name in _AMOUNT if name != "documented"),
    "entity": ("post", "capital"),
    "day": ("month", "year", "capital"),
    "cite": (),
})  # fmt: skip
"""What each kind of reference admits behind a bar."""
WORDING = frozenset({"words", "feminine", "capital"})
"""Filters that change how a value is written, not which it is: translations may differ in them."""
ONE_OF = (("stated", "documented"), ("low", "high"), ("month", "year"))
CLAIM = "claim:"
_OPENING = re.compile(r"(?<!\\)\{\{")
_HANDLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Reference:
    """What is named. `target`: an entity's id; for `cite` a source's key, or `claim:` and a claim's handle or id.

    `locator` is where in the source, for `cite` alone.
    """

    kind: Kind
    target: str
    filters: tuple[str, ...] = ()
    locator: str = ""

    def __str__(self) -> str:
        # A figure or tally is written by its own id, which begins with its kind.
        target = self.target if self.kind in ("figure", "tally") else f"{self.kind}:{self.target}"
        bars = "".join(f"|{name}" for name in self.filters)
        return f"{{{{ {target}{' ' if self.locator else ''}{self.locator}{bars} }}}}"

    @property
    def meaning(self) -> "Reference":
        """The reference without what only changes its wording."""
        kept = sorted(name for name in self.filters if name not in WORDING)
        return Reference(self.kind, self.target, tuple(kept), self.locator)


@dataclass(frozen=True, slots=True)
class PlacedReference:
    """A reference in a text: offsets of its braces, line and column from 1."""

    reference: Reference
    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ParsedText:
    """The references of a text in order, and what could not be read."""

    text: str
    references: tuple[PlacedReference, ...]
    problems: tuple[Problem, ...]


def references_in(text: str) -> ParsedText:
    """Return the references of a text, and a problem for each pair of braces that is none."""
    found: list[PlacedReference] = []
    problems: list[Problem] = []
    at = 0
    while opening := _OPENING.search(text, at):
        start, (line, column) = opening.start(), place_in(text, opening.start())
        rest = text[opening.end() : _line_end(text, opening.end())]
        inner, closing, _ = rest.partition("}}")
        if not closing or "{{" in inner:
            problems.append(_unclosed(line, column))
            at = opening.end()
            continue
        at = opening.end() + len(inner) + 2
        inside = column + 2 + len(inner) - len(inner.lstrip())
        read = _read(inner.strip(), line, inside)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            found.append(PlacedReference(read, start, at, line, column))
    return ParsedText(text, tuple(found), tuple(problems))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _unclosed(line: int, column: int) -> Problem:
    return Problem(
        "unclosed-braces",
        gettext("A reference is opened here and not closed on the same line."),
        line,
        column,
        gettext("Close it with }} or, for the braces themselves, write \\{{."),
    )


def _read(inner: str, line: int, column: int) -> Reference | Problem:
    """Return what stands between two braces as a reference; `column` is that of its first sign."""
    head, *bars = inner.split("|") if not inner.startswith("cite:") else (inner,)
    kind, colon, rest = (part.strip() for part in head.partition(":"))
    if kind not in FILTERS or not colon:
        return Problem(
            "unknown-reference",
            gettext("'%(word)s' is no kind of reference.") % {"word": kind or inner},
            line,
            column,
            nearest(kind, FILTERS) or _kinds(),
        )
    if kind == "cite":
        return _citation(rest, line, column + head.find(":") + 1)
    target = head.strip() if kind in ("figure", "tally") else rest
    if not is_entity_id(target):
        return Problem(
            "broken-reference",
            gettext("'%(word)s' is not the id of anything.") % {"word": target},
            line,
            column,
            gettext("An id has a kind and a name, such as figure:killed or person:boluarte."),
        )
    filters, offset = [], len(head) + 1
    for bar in bars:
        filters.append((bar.strip(), column + offset + len(bar) - len(bar.lstrip())))
        offset += len(bar) + 1
    problem = next(_filter_problems(kind, filters, line), None)
    return problem or Reference(kind, target, tuple(name for name, _ in filters))  # type: ignore[arg-type]


def _kinds() -> str:
    return gettext("There are: %(kinds)s.") % {"kinds": ", ".join(FILTERS)}


def _filter_problems(kind: str, filters: list[tuple[str, int]], line: int) -> Iterator[Problem]:
    known = FILTERS[kind]
    names = [name for name, _ in filters]
    for step, (name, column) in enumerate(filters):
        if name not in known:
            offer = nearest(name, known) or gettext("There are: %(kinds)s.") % {"kinds": ", ".join(known)}
            what = gettext("'%(word)s' can not be asked of a reference to '%(kind)s'.")
            yield Problem("unknown-filter", what % {"word": name, "kind": kind}, line, column, offer)
        elif name in names[:step]:
            what = gettext("'%(word)s' stands twice.") % {"word": name}
            yield Problem("repeated-filter", what, line, column, gettext("Leave one of the two out."))
        for pair in ONE_OF:
            if name in pair and any(other in pair and other != name for other in names[:step]):
                what = gettext("'%(one)s' and '%(other)s' cannot both be asked for.")
                said = what % {"one": pair[0], "other": pair[1]}
                yield Problem("filters-at-odds", said, line, column, gettext("Leave one of the two out."))


def _citation(rest: str, line: int, column: int) -> Reference | Problem:
    """Return a citation: of a claim, or of a source and a place in it."""
    if rest.startswith(CLAIM):
        handle = rest.removeprefix(CLAIM).strip()
        if _HANDLE.fullmatch(handle):
            return Reference("cite", f"{CLAIM}{handle}")
        key, locator = "", ""
    else:
        key, _, locator = rest.partition(" ")
        locator = " ".join(locator.split())
    problem = locator_problem(locator)
    if not _HANDLE.fullmatch(key) or problem:
        what = problem or gettext("'%(word)s' cites nothing.") % {"word": rest}
        return Problem(
            "broken-reference", what, line, column,
            gettext("Cite a source and a place, as in cite:S1 paragraph:5, or a claim, as in cite:claim:S1-021."),
        )  # fmt: skip
    return Reference("cite", key, (), locator)
