"""A draft as a whole document: its kind's template around the rendered text, with all that must stand on it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.publish.amounts import WORDS
from answerable.publish.draft_heads import KINDS, Contact
from answerable.publish.drafts import Draft
from answerable.publish.kinds.pictures import picture_address
from answerable.publish.kinds.templates import filled_from, own_template
from answerable.publish.problems import Problem, in_order
from answerable.publish.rendering import Heading, Rendered, UsedReference, notes_html, rendered
from answerable.publish.wording import day_words, main_language, word
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class Document:
    """A document as HTML for `documents`, its title, what it used and what is wrong with its draft."""

    html: str
    title: str
    language: str
    used: tuple[UsedReference, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is wrong with it but what only warns."""
        return all(problem.is_warning for problem in self.problems)


def document_of(
    view: View, draft: Draft, *, folder: Path | None = None, template: str = "", template_file: str = "",
    also_in: tuple[str, ...] = (),
) -> Document:  # fmt: skip
    """Return the document that a draft makes.

    Args:
        view: the reader's.
        draft: one language of it.
        folder: where the pictures that its head names stand.
        template: a group's own template in place of that of the kind.
        template_file: its name, for messages.
        also_in: the other languages that it is had in.

    Raises:
        ValueRefusedError: the template cannot be read.
    """
    language = main_language(draft.language)
    text = rendered(view, draft, language)
    pictures, wrong = _pictures(draft, folder)
    kind = draft.kind if draft.kind in KINDS else KINDS[0]
    name = f"{kind.replace('-', '_')}.html"
    values = _values(view, draft, text, language, also_in) | {"pictures": pictures}
    html = filled_from(template or own_template(name), template_file or name, values)
    return Document(html, text.title, language, text.used, in_order([*text.problems, *wrong]))


def _pictures(draft: Draft, folder: Path | None) -> tuple[list[dict[str, str]], list[Problem]]:
    shown, wrong = list[dict[str, str]](), list[Problem]()
    for picture in draft.pictures:
        found = picture_address(picture, folder, draft.file)
        if isinstance(found, Problem):
            wrong.append(found)
        else:
            shown.append(
                {"address": found, "text": picture.text, "caption": picture.caption, "credit": picture.credit}
            )
    return shown, wrong


def _values(view: View, draft: Draft, text: Rendered, language: str, also_in: tuple[str, ...]) -> dict[str, Any]:
    def said(name: str, /, **values: object) -> str:
        return word(name, language, WORDS, **values)

    dateline = ", ".join(
        part for part in (draft.place, day_words(draft.day, language) if draft.day else "") if part
    )
    others = ", ".join(said(f"language-{each}") for each in also_in if each != draft.language)
    return {
        "kind": said(f"kind-{draft.kind if draft.kind in KINDS else KINDS[0]}"),
        "title": text.title,
        "subtitle": text.subtitle,
        "body": text.html,
        "contents": _nested(text.headings),
        "notes": notes_html(text.notes, said("notes")),
        "index": said("index", index=draft.index) if draft.index else "",
        "dateline": dateline,
        "embargo": said("embargo", until=draft.embargo) if draft.embargo else "",
        "publisher": draft.publisher,
        "contacts": [_contact(each) for each in draft.contacts],
        "others": said("other-languages", languages=others) if others else "",
        "words": {
            "contacts": said("contacts"),
            "contents": said("contents"),
            "credit": said("credit", credit="").rstrip(),
            "made_from": said("made-from", dossier=view.dossier.title(language)),
        },
    }


def _contact(contact: Contact) -> dict[str, str]:
    return {"name": contact.name, "more": ", ".join(filter(None, (contact.role, contact.telephone))),
            "email": contact.email}  # fmt: skip


def _nested(headings: tuple[Heading, ...]) -> list[dict[str, Any]]:
    """Return chapters and their sections, for a table of contents."""
    chapters: list[dict[str, Any]] = []
    for heading in headings:
        entry = {"anchor": heading.anchor, "text": heading.text}
        if heading.level == 2 or not chapters:
            chapters.append({**entry, "sections": []})
        elif heading.level == 3:
            chapters[-1]["sections"].append(entry)
    return chapters
