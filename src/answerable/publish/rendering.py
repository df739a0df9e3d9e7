"""A draft as HTML: every reference replaced by its value in a view, every value with its note.

Markdown is read by CommonMark's rules with raw HTML and pictures off, so nothing in a text or in a name can become
more than text. References are taken out before it is read and put in after, as escaped words.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from answerable.publish.action_sections import markdown_reader
from answerable.publish.draft_notes import Cited, DraftNotes
from answerable.publish.drafts import LINES, Draft
from answerable.publish.problems import Problem, in_order
from answerable.publish.references import PlacedReference, references_in
from answerable.publish.referred import NOT_SURE, Referred, referred
from answerable.publish.sentences import sentences_of
from answerable.publish.wording import is_right_to_left, main_language
from answerable.record.view import View

# Two letters for private use stand around the number of a reference while Markdown is read.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HOLDER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_IN_ADDRESS = re.compile(f"{_OPEN}|%EE%80%80")
_FOREIGN = re.compile(f"[{_OPEN}{_CLOSE}]")
DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class UsedReference:
    """One reference as it was rendered: what was written for it, on which claims, in which sentence.

    `reference` is its own text; `line` and `column` are those of the draft's file, zero for one of the head.
    """

    reference: str
    text: str
    claims: tuple[str, ...]
    sentence: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the text; `level` counts from 2, since the title is the first."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands under one heading of the first level: as HTML, and as plain text without notes.

    Paragraphs of the plain text are parted by an empty line. The items of a list have a line each; a hyphen stands
    before them where there is more in the passage than that list.
    """

    heading: str
    html: SafeString
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A draft with its values. `html` is the body, `notes` are numbered and escaped.

    `lines` are the texts of the head that may hold references, by key. `passages` are those asked for.
    `note_claims` are the claims behind what has the mark of a note, by its number.
    """

    html: SafeString
    notes: tuple[tuple[int, SafeString], ...]
    used: tuple[UsedReference, ...]
    problems: tuple[Problem, ...]
    title: str = ""
    subtitle: str = ""
    headings: tuple[Heading, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    note_claims: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is wrong with it but what only warns."""
        return all(problem.is_warning for problem in self.problems)


def rendered(
    view: View, draft: Draft, language: str = "", *, unmarked: Collection[str] = (), by_passage: bool = False
) -> Rendered:
    """Return a draft with the values that a view gives.

    Args:
        view: the reader's; what it does not hold cannot come into the text.
        draft: one language of a document.
        language: that of the text; the draft's own if empty.
        unmarked: headings of the first level under which no value has the mark of its note.
        by_passage: also give what stands under each heading of the first level by itself.

    Nothing is raised for what is wrong with a draft: it is among the problems, with line and column.
    """
    return _Rendering(view, draft, main_language(language or draft.language), frozenset(unmarked)).done(by_passage)


class _Rendering:
    """The rendering of one draft, step by step."""

    def __init__(self, view: View, draft: Draft, language: str, unmarked: frozenset[str]) -> None:
        self.view, self.draft, self.language, self.unmarked = view, draft, language, unmarked
        self.notes = DraftNotes(view, language)
        self.problems = list(draft.problems)
        self.used: list[UsedReference] = []
        self.headings: list[Heading] = []
        self.placed = draft.parsed.references
        self.answers = [referred(view, each.reference, language, draft.day) for each in self.placed]
        self.seen: set[int] = set()
        self.plain: dict[int, str] = {}

    def done(self, by_passage: bool) -> Rendered:
        lines = {name: self._line(name, getattr(self.draft, name.replace("-", "_"))) for name in LINES}
        reader = markdown_reader()
        tokens = reader.parse(self._with_holders())
        opened = _passages_open(tokens)
        self._headings(tokens)
        is_marked = True
        for step, token in enumerate(tokens):
            if step in opened:
                is_marked = self._plain(tokens[step + 1]) not in self.unmarked
            if token.type == "inline":
                self.plain[step] = self._plain(token)
                self._fill(token, is_marked)
            elif _HOLDER.search(token.content):
                token.content = self._restored(token.content)
        self._report()
        notes = self.notes.listed()
        return Rendered(
            _html(reader, tokens),
            notes,
            tuple(self.used),
            in_order(self.problems),
            lines["title"],
            lines["subtitle"],
            tuple(self.headings),
            lines,
            tuple(self._passages(reader, tokens, opened)) if by_passage else (),
            {number: self.notes.claims_of(number) for number, _ in notes},
        )

    def _passages(self, reader: MarkdownIt, tokens: Sequence[Token], opened: Sequence[int]) -> Iterator[Passage]:
        for start, end in zip(opened, [*opened[1:], len(tokens)], strict=True):
            below = range(start + 3, end)
            yield Passage(self.plain[start + 1], _html(reader, tokens[start + 3 : end]), self._text(tokens, below))

    def _text(self, tokens: Sequence[Token], steps: range) -> str:
        """Return some tokens as plain text."""
        blocks, depth, is_item = list[tuple[bool, str]](), 0, False
        for step in steps:
            token = tokens[step]
            depth += (token.type == "list_item_open") - (token.type == "list_item_close")
            if token.type == "list_item_open":
                is_item = True
            elif token.type == "inline":
                blocks.append((depth > 0, f"- {self.plain[step]}" if is_item else self.plain[step]))
                is_item = False
            elif token.type in ("fence", "code_block"):
                blocks.append((False, token.content.rstrip("\n")))
        if blocks and all(in_list for in_list, _ in blocks):
            return "\n".join(said.removeprefix("- ") for _, said in blocks)
        before = [False, *(in_list for in_list, _ in blocks)]
        parts = [f"{_gap(was, here)}{said}" for was, (here, said) in zip(before, blocks, strict=False)]
        return "".join(parts).lstrip("\n")

    def _with_holders(self) -> str:
        """Return the body with a holder for each reference, and no other letter that could be one."""
        body, parts, at = self.draft.body, list[str](), 0
        for step, each in enumerate(self.placed):
            parts += [_FOREIGN.sub("\ufffd", body[at : each.start]), f"{_OPEN}{step}{_CLOSE}"]
            at = each.end
        return "".join([*parts, _FOREIGN.sub("\ufffd", body[at:])])

    def _restored(self, text: str) -> str:
        return _HOLDER.sub(lambda found: str(self.placed[int(found[1])].reference), text)

    def _line(self, name: str, text: str) -> str:
        """Return a line of the head with its values, without notes."""
        parsed, parts, at = references_in(text), list[str](), 0
        answers = [
            referred(self.view, each.reference, self.language, self.draft.day) for each in parsed.references
        ]
        for each, answer in zip(parsed.references, answers, strict=True):
            parts += [text[at : each.start], answer.text]
            at = each.end
            if answer.code:
                self.problems.append(self._problem(answer, *self.draft.place_of(name)))
        said = "".join([*parts, text[at:]])
        for each, answer in zip(parsed.references, answers, strict=True):
            self.used.append(UsedReference(str(each.reference), answer.text, answer.claims, said, 0, 0))
        return said

    # tokens

    def _headings(self, tokens: Sequence[Token]) -> None:
        """Number the headings and let the shallowest stand below the title."""
        opened = [step for step, token in enumerate(tokens) if token.type == "heading_open"]
        shift = 2 - min((int(tokens[step].tag[1]) for step in opened), default=2)
        for number, step in enumerate(opened, 1):
            opening, inline, closing = tokens[step : step + 3]
            level = min(int(opening.tag[1]) + shift, DEEPEST_HEADING)
            opening.tag = closing.tag = f"h{level}"
            opening.attrSet("id", f"s{number}")
            self.headings.append(Heading(level, f"s{number}", self._plain(inline)))

    def _plain(self, inline: Token) -> str:
        """Return what a reader reads in one run of text, without notes."""
        said = "".join(_read_of(child) for child in inline.children or ())
        return _HOLDER.sub(lambda found: self.answers[int(found[1])].text, said)

    def _fill(self, inline: Token, is_marked: bool) -> None:
        """Put the values into one run of text, and note which sentence each stands in."""
        children = inline.children or []
        order = [int(found[1]) for child in children if child.type == "text"
                 for found in _HOLDER.finditer(child.content)]  # fmt: skip
        sentences = self._sentences(children, order)
        marked = self._marked(order, sentences) if is_marked else {}
        for child in children:
            if child.type == "text" and _HOLDER.search(child.content):
                # The renderer passes what is called inline HTML through as it is; all of it is escaped here.
                child.type, child.content = "html_inline", self._value_html(child.content, marked)
            elif _HOLDER.search(child.content):
                child.content = self._restored(child.content)
            child.attrs = {
                name: "" if _IN_ADDRESS.search(str(said)) else said for name, said in child.attrs.items()
            }
        for step in order:
            each, answer, line = self.placed[step], self.answers[step], self.draft.line_of(self.placed[step].line)
            said = sentences[step][1]
            self.used.append(
                UsedReference(str(each.reference), answer.text, answer.claims, said, line, each.column)
            )

    def _sentences(self, children: Sequence[Token], order: Sequence[int]) -> dict[int, tuple[int, str]]:
        """Return, for each reference of a run of text, the number and the words of the sentence it stands in."""
        holders = "".join(_read_of(child) for child in children)
        said, places, at = "", list[int](), 0
        for found in _HOLDER.finditer(holders):
            said += holders[at : found.start()]
            places.append(len(said))
            said += self.answers[int(found[1])].text
            at = found.end()
        said += holders[at:]
        sentences = list(sentences_of(said))
        found_in: dict[int, tuple[int, str]] = {}
        for step, place in zip(order, places, strict=True):
            # A citation behind the last full stop belongs to the sentence before it.
            number = next((n for n, one in enumerate(sentences) if place < one.end), len(sentences) - 1)
            if not self.answers[step].text and number > 0 and place == sentences[number].start:
                number -= 1
            one = sentences[number] if sentences else None
            found_in[step] = (number, " ".join(said[one.start : one.end].split()) if one else "")
        return found_in

    def _marked(self, order: Sequence[int], sentences: dict[int, tuple[int, str]]) -> dict[int, Cited]:
        """Return the note of each reference; of neighbours in a sentence that share one, the last alone has it."""
        cited = {
            step: note
            for step in order
            if (answer := self.answers[step]).is_marked
            and (note := self.notes.cited(answer.claims, answer.denials, answer.records))
        }
        steps = list(cited)
        return {
            step: cited[step]
            for step, following in zip(steps, [*steps[1:], None], strict=False)  # a text may have none
            if following is None
            or cited[following] != cited[step]
            or sentences[following][0] != sentences[step][0]
        }

    def _value_html(self, text: str, marked: dict[int, Cited]) -> SafeString:
        parts, at, was_mark = list[str](), 0, False
        for found in _HOLDER.finditer(text):
            between, step = text[at : found.start()], int(found[1])
            note, said = marked.get(step), self.answers[step].text
            # A citation stands right behind what it is for, and two marks are kept apart.
            between = between.rstrip() if note and not said else between
            parts += [escape(between), self._value(said)]
            if note:
                gap = "<sup>, </sup>" if was_mark and not between and not said else ""
                parts += [gap, self.notes.mark(note, self.answers[step].claims)]
            was_mark, at = bool(note), found.end()
            self.seen.add(step)
        return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308, each part is escaped

    def _value(self, said: str) -> SafeString:
        """Return a value; kept apart by itself where the text around it runs from right to left."""
        return format_html("<bdi>{}</bdi>", said) if said and is_right_to_left(self.language) else escape(said)

    # problems

    def _report(self) -> None:
        for step, (each, answer) in enumerate(zip(self.placed, self.answers, strict=True)):
            line = self.draft.line_of(each.line)
            if answer.code:
                self.problems.append(self._problem(answer, line, each.column))
            if step not in self.seen:
                self.problems.append(self._misplaced(each, line))

    def _problem(self, answer: Referred, line: int, column: int) -> Problem:
        is_warning = answer.code == NOT_SURE
        return Problem(answer.code, answer.what, line, column, answer.remedy, self.draft.file, is_warning)

    def _misplaced(self, each: PlacedReference, line: int) -> Problem:
        what = gettext("A reference cannot stand in an address, in code or in the definition of a link.")
        return Problem("reference-misplaced", what, line, each.column, "", self.draft.file)


def _html(reader: MarkdownIt, tokens: Sequence[Token]) -> SafeString:
    html = str(reader.renderer.render(list(tokens), reader.options, {}))
    return SafeString(html)  # made by the reader with raw HTML off


def _passages_open(tokens: Sequence[Token]) -> list[int]:
    """Return where the headings of the first level open, as long as they have their own level."""
    return [
        step
        for step, token in enumerate(tokens)
        if (token.type, token.tag, token.level) == ("heading_open", "h1", 0)
    ]


def _gap(was_item: bool, is_item: bool) -> str:
    return "\n" if was_item and is_item else "\n\n"


def _read_of(child: Token) -> str:
    if child.type in ("softbreak", "hardbreak"):
        return "\n" if child.type == "hardbreak" else " "
    return child.content if child.type in ("text", "html_inline") else ""


def notes_html(notes: Iterable[tuple[int, SafeString]], title: str) -> SafeString:
    """Return the section of notes: end notes in PDF, footnotes in Word."""
    items = "".join(format_html('<li id="n{}"><p>{}</p></li>', number, text) for number, text in notes)
    if not items:
        return SafeString("")
    return format_html(
        '<section class="notes" role="doc-endnotes"><h2 class="paper-only">{}</h2><ol>{}</ol></section>',
        title,
        mark_safe(items),  # noqa: S308, made of escaped parts
    )
