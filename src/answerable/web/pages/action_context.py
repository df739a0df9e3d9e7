"""What stands on the page of one issue, in the order in which it is read: above the letter, the letter, after it.

A state in which nobody is to write shows no address and no way to write.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from answerable.actions import mail_queue, reads
from answerable.actions.counting import Counts
from answerable.actions.doors import Door
from answerable.actions.letters import languages_to_send
from answerable.actions.life import ENDED, STOPPED
from answerable.actions.models import PostService
from answerable.actions.reads import HeldIssue
from answerable.web.pages.action_facts import Base, Published, listed, once, published
from answerable.web.pages.action_frame import frame
from answerable.web.pages.rows_action import (
    action_link,
    ask_rows,
    correction_rows,
    count_rows,
    dossier_address,
    frozen_html,
    head_of,
    items_in,
    other_languages,
    picture_row,
    reason_of,
    related_links,
    said_language,
    sheet_links,
    sources_html,
    stale_of,
    translated,
)
from answerable.web.pages.rows_action_letters import letters_of, sent_language, social_rows
from answerable.web.pages.rows_action_targets import (
    copy_groups,
    post_sentences,
    preferred_language,
    section_links,
    target_row,
)

READABLE = frozenset({"open", "late", "replaced"})
"""States in which the letter can be read; it is written in the first of them alone."""


def stopped_context(held: HeldIssue, door: Door, language: str, base: Base) -> dict[str, object]:
    """Return what stands on the page of what was stopped: that, why, since when; nothing of the text."""
    stopped = held if held.life.is_stopped else door.held
    return frame(held.dossier_id, language, others=other_languages(held, language, "action_page")) | {
        "head": head_of(stopped, language, base),
        "reason": reason_of(stopped, STOPPED, language),
        "shows_title": not stopped.life.is_withdrawn,
    }


def counts_context(counts: Counts, language: str) -> dict[str, object]:
    """Return what stands in the part of a page that says how many wrote: it alone changes with each letter."""
    return {"language": language, "lines": count_rows(counts, language)}


def issue_context(
    held: HeldIssue, door: Door, language: str, base: Base, asked: Mapping[str, str]
) -> dict[str, object]:
    """Return everything that stands on the page of an issue but its counts.

    Args:
        held: the issue that is shown.
        door: of the latest issue of the same action.
        language: of the reader, which the issue need not have.
        base: the marks that the page is made at.
        asked: `to`, the key of an addressee, and `section`, the reader's country; both may be empty.
    """
    facts = published(held)
    return (
        _above(held, door, language, base, facts)
        | _letter(held, door, language, base, asked)
        | _after(held, language, base, facts)
    )


def _above(held: HeldIssue, door: Door, language: str, base: Base, facts: Published) -> dict[str, object]:
    """Return the frame, what must be known first, and the text itself."""
    head = head_of(held, language, base, facts.index)
    name, more = ("action_page", []) if held is door.held else ("action_issue", [held.issue.update])
    translator, translation = translated(held, head.language, language, facts.older)
    return frame(held.dossier_id, language, others=other_languages(held, language, name, *more)) | {
        "head": head,
        "is_other_language": head.language != language,
        "site_address": settings.ANSWERABLE_ADDRESS,
        "own_href": reverse(name, args=[held.dossier_id, head.language, held.slug, *more]),
        "latest_href": reverse("action_page", args=[held.dossier_id, language, held.slug]),
        "since": held.life.opens or facts.since,
        "frozen_on": facts.frozen_on,
        "translator": translator,
        "translation": translation,
        "stale": stale_of(held, head.language, language, base) if head.state in READABLE else None,
        "reason": reason_of(held, ENDED, language) if head.state in ("ended", "good-news") else None,
        "concern": held.part(head.language, "concern")["text"],
        "summary": frozen_html(held, head.language, "summary"),
        "picture": picture_row(held, head.language),
        "asks": ask_rows(held, head.language, language, base),
        "asks_html": frozen_html(held, head.language, "asks"),
        "background": frozen_html(held, head.language, "background"),
        "sources": sources_html(held, head.language, language),
    }


def _letter(held: HeldIssue, door: Door, language: str, base: Base, asked: Mapping[str, str]) -> dict[str, object]:
    """Return to whom one writes, the letter, and the ways; where nobody is to write, the letter alone."""
    if held.life.state(base.day) not in READABLE:
        return {}
    addressees = [one for one in held.targets if one.role == "addressee"]
    if not held.life.may_be_written(base.day):
        return {"letters": letters_of(held, language, "", "", addressees=addressees, copies=(), failing=())}
    rows = {one.key: target_row(one, door.term(one.key, base.day), language, base.failing) for one in held.targets}
    reachable = [one for one in addressees if not rows[one.key].is_closed]
    copies = [(one, rows[one.key]) for one in held.targets if one.role == "copy"]
    section = asked["section"]
    groups = copy_groups(copies, section, language)
    copied = [each.address for group in groups for row in group.rows for each in row.emails if not each.is_failing]
    letters = letters_of(
        held, language, asked["to"], section, addressees=reachable, copies=copied if section else (),
        failing=base.failing,
    )  # fmt: skip
    return _texts(held, door, language) | {
        "is_open": True,
        "targets": [rows[one.key] for one in addressees],
        "has_reachable": bool(reachable),
        "letters": letters,
        "groups": groups,
        "sections": section_links(held.targets, section, language),
        "section": section,
        "posts": post_sentences(_services(held.dossier_id, base), held.country, section, language),
        "preferred": preferred_language(held.targets, language),
        "safety": f"safety-{held.risk}",
        "write_href": write_address(held, language),
    }


def _texts(held: HeldIssue, door: Door, language: str) -> dict[str, object]:
    """Return what helps to write: what to do, points for own words, short texts in the languages that matter."""
    said_in = said_language(held, language)
    parts: Mapping[str, Any] = held.frozen.parts if held.frozen else {}
    sent = sent_language(parts, next((one.language for one in held.targets if one.language), ""), language)
    return {
        "to_do": frozen_html(held, said_in, "to-do"),
        "points": items_in(held.part(said_in, "points")["html"]),
        "social": social_rows(parts, [code for code in (said_in, sent) if code], language),
        "is_held_back": mail_queue.is_offered() and bool(set(languages_to_send(parts)) & set(door.held_back)),
    }


def _services(dossier_id: str, base: Base) -> tuple[PostService, ...]:
    return once("post", (dossier_id, base.head), lambda: reads.post_services(dossier_id))


def write_address(held: HeldIssue, language: str) -> str:
    """Return the address of the page where one writes; empty where this installation has none."""
    try:
        return reverse("action_write", args=[held.dossier_id, language, held.slug])
    except NoReverseMatch:
        return ""


def _after(held: HeldIssue, language: str, base: Base, facts: Published) -> dict[str, object]:
    """Return what comes after the letter: documents, other issues and actions, corrections."""
    said_in = said_language(held, language)

    def issues() -> tuple[HeldIssue, ...]:
        return tuple(one for one in reads.issues_of(held.dossier_id, held.slug) if one.is_public)

    every = once("issues", (held.dossier_id, held.slug, base.head), issues)
    card = reverse("action_card", args=[held.dossier_id, language, held.slug])
    return {
        "sheets": sheet_links(held, facts.forms),
        "issues": [
            action_link(one, language, base, page="action_issue", here=held.issue.update)
            for one in reversed(every)
        ]
        if len(every) > 1
        else [],
        "related": related_links(held, listed(held.dossier_id, base), language, base),
        "corrections": correction_rows(facts.corrections, said_in),
        "contacts": [one for one in facts.contacts.get(said_in, ()) if one.email],
        "embed": f'<iframe src="{settings.ANSWERABLE_ADDRESS}{card}" width="340" height="300" loading="lazy"'
        f' title="{held.number}"></iframe>',
        "dossier_href": dossier_address(held.dossier_id, language),
    }
