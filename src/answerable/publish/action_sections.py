"""The sections of an urgent action's draft: which there are, what may stand in each, and what a draft has wrong.

Nothing here reads a view: the same lint runs while somebody types and when the languages are compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from answerable.publish.drafts import Draft
from answerable.publish.problems import Problem, in_order, nearest

SECTIONS = ("summary", "background", "asks", "to-do", "points", "letter", "social")
"""In the order in which they are read. Each stands under a heading of the first level with this word."""
LISTS = frozenset({"asks", "points", "social"})
"""Sections that are one list and nothing else."""
UNMARKED = frozenset({"letter", "social"})
"""Sections that go out by themselves, so that no mark of a note can stand in them."""
WITHOUT_LETTER = ("summary", "background")
"""What an issue has to say that asks nobody to write."""
_IN_LETTER = frozenset({"paragraph_open", "paragraph_close", "inline"})
_IN_LINE = frozenset({"text", "softbreak", "hardbreak"})


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section as typed. Lines are those of the body: of its heading, the first and last of what it holds."""

    key: str
    line: int
    first: int
    last: int
    tokens: tuple[Token, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing stands under the heading."""
        return not self.tokens

    @property
    def items(self) -> int:
        """How many items its list has; lists within the list are not counted."""
        return sum(token.type == "list_item_open" and token.level == 1 for token in self.tokens)


def markdown_reader() -> MarkdownIt:
    """Return a reader of Markdown with raw HTML and pictures off: nothing in a text can become more than text."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return reader.disable(["image", "html_inline", "html_block"])


def sections_in(draft: Draft) -> tuple[SectionText, ...]:
    """Return the sections of a draft in order, unknown ones too; what stands before the first has the key ''."""
    tokens, end = markdown_reader().parse(draft.body), draft.body.count("\n") + 1
    opened = [
        step
        for step, token in enumerate(tokens)
        if (token.type, token.tag, token.level) == ("heading_open", "h1", 0)
    ]
    found = []
    if tokens[: opened[0] if opened else len(tokens)]:
        until, first = _line_of(tokens[opened[0]]) - 1 if opened else end, _line_of(tokens[0])
        found.append(SectionText("", first, first, until, tuple(tokens[: opened[0] if opened else len(tokens)])))
    for start, stop in zip(opened, [*opened[1:], len(tokens)], strict=True):
        line = _line_of(tokens[start])
        until = _line_of(tokens[stop]) - 1 if stop < len(tokens) else end
        held = tuple(tokens[start + 3 : stop])
        found.append(SectionText(tokens[start + 1].content.strip(), line, line + 1, until, held))
    return tuple(found)


def _line_of(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def section_problems(draft: Draft) -> tuple[Problem, ...]:
    """Return what is wrong with the sections of a draft: missing, unknown, twice, empty, or of another form."""
    found = sections_in(draft)
    told = [problem for section in found for problem in _of_section(draft, section, found)]
    told += _missing(draft, found)
    told += _asks(draft, found)
    return in_order(told)


def needed_sections(draft: Draft) -> Sequence[str]:
    """Return the sections that a draft has to have: without a letter, few."""
    return WITHOUT_LETTER if draft.letter_role == "none" else SECTIONS


def _told(draft: Draft, code: str, what: str, line: int, remedy: str = "", column: int = 1) -> Problem:
    return Problem(code, what, draft.line_of(line), column, remedy, draft.file)


def _of_section(draft: Draft, section: SectionText, every: Sequence[SectionText]) -> Iterator[Problem]:
    if not section.key:
        what = gettext("This stands before the first section.")
        yield _told(draft, "before-sections", what, section.line, _known())
    elif section.key not in SECTIONS:
        what = gettext("There is no section '%(word)s'.") % {"word": section.key[:60]}
        yield _told(draft, "unknown-section", what, section.line, nearest(section.key, SECTIONS) or _known())
    elif any(one.key == section.key and one.line < section.line for one in every):
        what = gettext("The section '%(word)s' stands twice.") % {"word": section.key}
        yield _told(draft, "repeated-section", what, section.line, gettext("Put both together."))
    elif section.is_empty:
        what = gettext("The section '%(word)s' is empty.") % {"word": section.key}
        yield _told(draft, "empty-section", what, section.line)
    elif section.key in LISTS:
        yield from _not_a_list(draft, section)
    elif section.key == "letter":
        yield from _not_plain(draft, section)


def _known() -> str:
    said = ", ".join(f"# {name}" for name in SECTIONS)
    return gettext("The sections are: %(names)s.") % {"names": said}


def _not_a_list(draft: Draft, section: SectionText) -> Iterator[Problem]:
    for token in section.tokens:
        is_list = token.type in ("bullet_list_open", "bullet_list_close")
        if token.level == 0 and not is_list:
            what = gettext("The section '%(word)s' is one list and nothing else.") % {"word": section.key}
            remedy = gettext("Begin each item on a line of its own, with a hyphen and a space.")
            yield _told(draft, "not-a-list", what, _line_of(token), remedy)
            return


def _not_plain(draft: Draft, section: SectionText) -> Iterator[Problem]:
    """Yield a problem for each thing in the letter that plain text cannot hold."""
    if draft.letter_role == "none":
        what = gettext("The head says that this issue has no letter.")
        mend = gettext("Mend 'letter-role', or leave the letter out.")
        yield _told(draft, "letter-not-wanted", what, section.line, mend)
    remedy = gettext("A letter is plain paragraphs, with an empty line between them.")
    for token in section.tokens:
        if token.level == 0 and token.type not in _IN_LETTER and not token.type.endswith("_close"):
            name = _name_of(token.type)
            what = gettext("The letter holds %(thing)s.") % {"thing": name}
            yield _told(draft, "letter-not-plain", what, _line_of(token), remedy)
        elif token.type == "inline":
            yield from _marks_in(draft, token, remedy)


def _marks_in(draft: Draft, inline: Token, remedy: str) -> Iterator[Problem]:
    line = _line_of(inline)
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type not in _IN_LINE and not child.type.endswith("_close"):
            what = gettext("The letter holds %(thing)s.") % {"thing": _name_of(child.type)}
            column = _column_of(draft.body, line, child.markup or "[")
            yield _told(draft, "letter-not-plain", what, line, remedy, column)


def _column_of(body: str, line: int, mark: str) -> int:
    """Return the column of a mark in a line of the body; the first where it cannot be found."""
    return max(0, body.split("\n")[line - 1].find(mark)) + 1


def _name_of(kind: str) -> str:
    """Return the word for what Markdown made of something."""
    words: Mapping[str, str] = {
        "heading_open": gettext("a heading"),
        "bullet_list_open": gettext("a list"),
        "ordered_list_open": gettext("a list"),
        "link_open": gettext("a link"),
        "table_open": gettext("a table"),
        "blockquote_open": gettext("a quotation set apart"),
        "hr": gettext("a line across"),
        "em_open": gettext("emphasis"),
        "strong_open": gettext("emphasis"),
    }
    return words.get(kind, gettext("something that is not plain text"))


def _missing(draft: Draft, found: Sequence[SectionText]) -> Iterator[Problem]:
    held = {section.key for section in found}
    end = draft.body.count("\n") + 1
    for name in needed_sections(draft):
        if name not in held:
            what = gettext("The section '%(word)s' is missing.") % {"word": name}
            after = [one for one in found if one.key in SECTIONS[: SECTIONS.index(name)]]
            line = after[-1].last if after else 1
            remedy = gettext("Put it here, under a heading of its own: # %(word)s") % {"word": name}
            yield _told(draft, "missing-section", what, min(line, end), remedy)


def _asks(draft: Draft, found: Sequence[SectionText]) -> Iterator[Problem]:
    """Yield a problem where the asks of the text are not as many as the calls that the head names."""
    section = next((one for one in found if one.key == "asks"), None)
    if section is None or section.items == len(draft.asks):
        return
    what = gettext("There are %(items)s asks, and the head names %(calls)s calls of the dossier for them.") % {
        "items": section.items, "calls": len(draft.asks),
    }  # fmt: skip
    remedy = gettext("Name one call for each ask, in the same order, as in: asks: [call:…, call:…].")
    yield _told(draft, "asks-differ", what, section.line, remedy)
