"""One issue of an urgent action in one language: the parts that pages and letters show, and the whole sheet.

The text is a draft in the sections of `action_sections`, under keys that are the same in every language. What is
given here has the values of a view; a part is HTML for a page and plain text for letters, mails and social media.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.publish.action_sections import SECTIONS, UNMARKED, SectionText, section_problems, sections_in
from answerable.publish.amounts import WORDS
from answerable.publish.drafts import Draft
from answerable.publish.problems import Problem, in_order, nearest
from answerable.publish.rendering import Passage, Rendered, UsedReference, notes_html, rendered
from answerable.publish.weighing import SHORTEST_LIMIT, weight_of
from answerable.publish.wording import day_words, main_language, word
from answerable.record.view import View

LONG_LETTER = 1_700
"""Signs of a letter's body that still fit on one page with an address; more is a warning."""
LONGEST_LETTER = 4_000
MOST_CLAIMS = 3
"""Claims that a note names."""
LONGEST_LINE = 200
"""Signs of a title, a concern or a subject."""


@dataclass(frozen=True, slots=True)
class PartText:
    """One part of an issue: HTML for a page, and plain text. Items of a list have one line each in the text."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class ActionParts:
    """What an issue says in one language, by the names of `actions.answers.Part`.

    Besides: `sources`, the list of its notes; and `letter-role`, whose text says what the letter is for.

    The letter and the social texts have no marks of notes. `used` and `problems` are as in `Rendered`.
    """

    language: str
    parts: Mapping[str, PartText]
    used: tuple[UsedReference, ...]
    problems: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is wrong with it but what only warns."""
        return all(problem.is_warning for problem in self.problems)

    @property
    def frozen(self) -> dict[str, dict[str, str]]:
        """The parts as they are kept when an issue goes out."""
        return {name: {"html": str(part.html), "text": part.text} for name, part in self.parts.items()}


def parts_of(view: View, draft: Draft) -> ActionParts:
    """Return the parts of one language of an issue, with the values that a view gives.

    Args:
        view: the reader's; a public one for what goes out.
        draft: of the kind 'urgent-action'.

    Nothing is raised for what is wrong with a draft: it is among the problems, with line and column.
    """
    text = _rendered(view, draft)
    parts = {name: PartText(str(one.html), one.text) for name, one in _sections(text)}
    for name, key in (("title", "title"), ("concern", "concern"), ("letter-subject", "letter-subject")):
        said = text.lines.get(key, "")
        parts[name] = PartText(str(format_html("{}", said)), said)
    parts["letter-role"] = PartText("", draft.letter_role)
    parts["sources"] = PartText(_list_of(text), "")
    return ActionParts(main_language(draft.language), parts, text.used, problems_of(view, draft, text))


def _rendered(view: View, draft: Draft) -> Rendered:
    return rendered(view, draft, unmarked=UNMARKED, by_passage=True)


def _sections(text: Rendered) -> Iterator[tuple[str, Passage]]:
    """Yield each known section, the first of a name; in the order in which they are read."""
    found: dict[str, Passage] = {}
    for one in text.passages:
        found.setdefault(one.heading, one)
    return ((name, found[name]) for name in SECTIONS if name in found)


def _list_of(text: Rendered) -> str:
    """Return the notes as a list; each names the first claims that it is about, for links into the dossier."""
    items = SafeString("").join(
        format_html(
            '<li id="n{}" data-claims="{}">{}</li>', number, " ".join(text.note_claims[number][:MOST_CLAIMS]), said
        )
        for number, said in text.notes
    )
    return str(format_html("<ol>{}</ol>", SafeString(items))) if items else ""


# the sheet


def sheet_values(view: View, draft: Draft) -> tuple[Rendered, dict[str, Any], tuple[Problem, ...]]:
    """Return the rendered text, what the sheet's template shows of it, and what is wrong with the draft."""
    text, language = _rendered(view, draft), main_language(draft.language)
    sections = [_section(draft, name, one, text, language) for name, one in _sections(text)]
    values = {
        "concern": text.lines.get("concern", ""),
        "write_by": word("write-by", language, WORDS, day=day_words(draft.write_by, language))
        if draft.write_by
        else "",
        "sections": sections,
        "notes": notes_html(text.notes, word("notes", language, WORDS)),
    }
    return text, values, problems_of(view, draft, text)


def _section(draft: Draft, name: str, one: Passage, text: Rendered, language: str) -> dict[str, Any]:
    is_reading = name == "letter" and draft.letter_role == "reading"
    title = word("section-letter-reading" if is_reading else f"section-{name}", language, WORDS)
    subject = text.lines.get("letter-subject", "")
    lead = word("letter-subject", language, WORDS, subject=subject) if name == "letter" and subject else ""
    return {"key": name, "title": title, "lead": lead, "html": one.html}


# what is wrong


def problems_of(view: View, draft: Draft, text: Rendered) -> tuple[Problem, ...]:
    """Return everything that is wrong with one language of an issue, in the order of the file."""
    found = [*text.problems, *section_problems(draft), *_calls(view, draft)]
    passages, typed = dict(_sections(text)), {one.key: one for one in reversed(sections_in(draft))}
    if "letter" in passages:
        found += _letter(draft, passages["letter"], typed["letter"])
    if "social" in passages:
        found += _social(draft, passages["social"], typed["social"])
    for name, said in text.lines.items():
        if len(said) > LONGEST_LINE:
            what = gettext("'%(word)s' has %(n)s signs; at most %(most)s are read.")
            told = what % {"word": name, "n": len(said), "most": LONGEST_LINE}
            found.append(Problem("line-too-long", told, *draft.place_of(name), file=draft.file))
    return in_order(found)


def _calls(view: View, draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each ask that stands for no call of this view."""
    for name in draft.asks:
        if not view.has(name) or not view.ontology.is_a(view.schema_of(name), "Call"):
            what = gettext("There is no call '%(name)s' in this view.") % {"name": name}
            offer = nearest(name, view.entities("Call")) or gettext("Record it as a demand, with its source.")
            yield Problem("unknown-call", what, *draft.place_of("asks"), offer, draft.file)


def _letter(draft: Draft, letter: Passage, typed: SectionText) -> Iterator[Problem]:
    length = len(letter.text)
    if length > LONG_LETTER:
        is_warning = length <= LONGEST_LETTER
        what = gettext("The letter has %(n)s signs; about %(most)s fit on one page.") % {
            "n": length, "most": LONG_LETTER,
        }  # fmt: skip
        remedy = gettext("Shorten it: a short letter is read.")
        line = draft.line_of(typed.line)
        yield Problem("letter-too-long", what, line, 1, remedy, draft.file, is_warning)


def _social(draft: Draft, social: Passage, typed: SectionText) -> Iterator[Problem]:
    starts = [token for token in typed.tokens if token.type == "list_item_open" and token.level == 1]
    for token, said in zip(starts, social.text.split("\n"), strict=False):
        weight = weight_of(said)
        if weight > SHORTEST_LIMIT:
            what = gettext("This text counts %(n)s signs; at most %(most)s can be posted.")
            line = draft.line_of((token.map or [0])[0] + 1)
            told = what % {"n": weight, "most": SHORTEST_LIMIT}
            yield Problem("social-too-long", told, line, 1, file=draft.file)
