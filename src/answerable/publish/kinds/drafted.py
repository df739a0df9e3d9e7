"""A draft as a whole document: its kind's template around the rendered text, with all that must stand on it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from answerable.publish.amounts import WORDS
from answerable.publish.draft_heads import KINDS, MADE_FROM_VIEW, URGENT_ACTION, Contact
from answerable.publish.drafts import Draft
from answerable.publish.kinds.chain_annex import chain_annex
from answerable.publish.kinds.document import Document
from answerable.publish.kinds.incident_dossier import incident_dossier
from answerable.publish.kinds.pictures import picture_address
from answerable.publish.kinds.templates import filled_from, own_template
from answerable.publish.kinds.urgent_action import sheet_values
from answerable.publish.problems import Problem, in_order, nearest
from answerable.publish.rendering import Heading, Rendered, notes_html, rendered
from answerable.publish.wording import day_words, main_language, word
from answerable.record.view import View


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
    pictures, wrong = _pictures(draft, folder)
    if draft.kind == URGENT_ACTION:
        text, own, told = sheet_values(view, draft)
        values = _values(view, draft, text, language, also_in) | own | {"pictures": pictures}
        name = "urgent_action.html"
        html = filled_from(template or own_template(name), template_file or name, values)
        return Document(html, text.title, language, text.used, in_order([*told, *wrong]))
    text = rendered(view, draft, language)
    kind = draft.kind if draft.kind in KINDS else KINDS[0]
    name = f"{kind.replace('-', '_')}.html"
    values = _values(view, draft, text, language, also_in) | {"pictures": pictures}
    if kind in MADE_FROM_VIEW:
        return _made(view, draft, values, [*text.problems, *wrong])
    html = filled_from(template or own_template(name), template_file or name, values)
    return Document(html, text.title, language, text.used, in_order([*text.problems, *wrong]))


def _made(view: View, draft: Draft, values: dict[str, Any], problems: list[Problem]) -> Document:
    """Return a document whose text comes from the view alone; of the draft it takes the head."""
    language, day = main_language(draft.language), draft.day or date.min
    line, column = draft.place_of("incidents")
    if draft.body.strip():
        what = gettext("A document of this kind is made from the dossier; the text below its head is left out.")
        problems.append(Problem("text-left-out", what, draft.body_line, 1, "", draft.file, is_warning=True))
    wanted = draft.incidents if draft.kind == "chain-annex" or draft.incidents else ("",)
    for name in wanted:
        if not view.has(name) or not view.ontology.is_a(view.schema_of(name), "Incident"):
            what = gettext("There is no incident '%(name)s' in this view.") % {"name": name}
            offer = nearest(name, view.entities("Incident"))
            problems.append(Problem("unknown-incident", what, line, column, offer, draft.file))
            return Document("", values["title"], language, (), in_order(problems))
    if draft.kind == "chain-annex":
        made = chain_annex(view, language, day, wanted, head=values)
    else:
        made = incident_dossier(view, wanted[0], language, day, head=values)
    return replace(made, title=values["title"], problems=in_order(problems))


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
