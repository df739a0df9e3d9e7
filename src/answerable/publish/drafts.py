"""A draft: what a document says of itself in YAML, and its text in Markdown. One file for each language.

The files of one document are `name.en.md` and `name.es.md`. Nothing here reads a view.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext

from answerable.publish.draft_heads import Contact, Head, Picture, language_in
from answerable.publish.problems import Problem, in_order
from answerable.publish.references import ParsedText, references_in

LINES = ("title", "subtitle", "concern", "letter-subject")
"""Keys of the head whose text may hold references."""
_FENCE = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """One document in one language. `body_line`: on which line of the file the body begins.

    `index`: the publisher's own number for it. `day`: its date, None when it cannot be read. `embargo`: as it is
    to be printed. `places`: line and column of each key of the head. `problems`: what is wrong with the head and
    with the references. Title and subtitle may hold references too.

    Of an urgent action alone: `concern` and `letter_subject`, which may hold references; `letter_role` (to-send,
    reading, none); `asks`, the calls of the dossier that its asks stand for; `write_by`, the last day as the sheet
    says it; `translator`; and `original`, language and version of the text that it was translated from.
    """

    file: str
    kind: str
    title: str
    language: str
    body: str
    body_line: int = 1
    index: str = ""
    day: date | None = None
    place: str = ""
    subtitle: str = ""
    embargo: str = ""
    publisher: str = ""
    contacts: tuple[Contact, ...] = ()
    pictures: tuple[Picture, ...] = ()
    incidents: tuple[str, ...] = ()
    concern: str = ""
    letter_subject: str = ""
    letter_role: str = ""
    asks: tuple[str, ...] = ()
    write_by: date | None = None
    translator: str = ""
    original: tuple[str, int] | None = None
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def parsed(self) -> ParsedText:
        """The body's references; lines and columns are those of the body."""
        return references_in(self.body)

    def place_of(self, key: str) -> tuple[int, int]:
        """Return line and column of a key of the head; the first place of the file when it is not there."""
        return self.places.get(key, (1, 1))

    def line_of(self, body_line: int) -> int:
        """Return the line of the file for a line of the body."""
        return body_line + self.body_line - 1


def read_draft(text: str, file: str = "") -> Draft:
    """Return a draft from the text of its file; what cannot be read is among its problems."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    fence = _FENCE.match(text)
    if not fence:
        what = gettext("The file does not begin with a head between two lines of three hyphens.")
        remedy = gettext("Begin with ---, then kind, title, date and language, then --- again.")
        problem = Problem("no-head", what, 1, 1, remedy, file)
        return Draft(file, "", "", language_in(file), text, problems=(problem,))
    head = Head(fence[1], file)
    draft = Draft(
        file, head.kind(), head.text("title"), head.language(), text[fence.end() :],
        text.count("\n", 0, fence.end()) + 1, head.text("index"), head.day(), head.text("place"),
        head.text("subtitle"), head.text("embargo"), head.text("publisher"), tuple(head.contacts()),
        tuple(head.pictures()), head.incidents(), head.text("concern"), head.text("letter-subject"),
        head.letter_role(), head.asks(), head.day("write-by"), head.text("translator"), head.original(),
        head.places,
    )  # fmt: skip
    found = [replace(one, line=draft.line_of(one.line), file=file) for one in draft.parsed.problems]
    for name in LINES:
        line, column = head.places.get(name, (1, 1))
        found += [replace(one, line=line, column=column, file=file) for one in _problems_in(head.text(name))]
    return replace(draft, problems=in_order([*head.missing(), *head.problems, *found]))


def _problems_in(text: str) -> Sequence[Problem]:
    return references_in(text).problems
