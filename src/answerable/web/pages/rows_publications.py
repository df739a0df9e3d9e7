"""Publications as pages show them: words for their states, rows of lists, frozen texts as parts of a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from answerable.publish.checks import public_view
from answerable.publish.draft_heads import KINDS, URGENT_ACTION
from answerable.publish.models import Snapshot
from answerable.publish.outgoing import Outgoing
from answerable.publish.reads import Held, StaleSentence, needs_correction, state_of
from answerable.publish.wording import day_words
from answerable.web.asking import Asked
from answerable.web.forms.properties import language_name
from answerable.web.templatetags.answerable import address_of

_H1 = re.compile(r"<h1>.*?</h1>", re.DOTALL)
_MAIN = re.compile(r'<main class="document')
_CLASSES = {'<p class="label">': '<p class="meta">', '<div class="colophon">': '<div class="soft small">'}
"""What is a document's own furniture and would be taken for the page's."""
_ANCHOR = re.compile(r'((?:\bid="|href="#))')


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """One publication in a list. `moments`: what happened to it and when, in words."""

    href: str
    title: str
    kind: str
    state: str
    state_word: str
    number: int | None
    moments: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file as it was made at publishing, with the hash that it must have."""

    href: str
    form: str
    sha256: str


def kind_word(kind: str) -> str:
    """Return the word for a kind of publication."""
    words = {
        "facts-and-figures": gettext("Facts and figures"),
        "press-release": gettext("Press release"),
        "report": gettext("Report"),
        "incident-dossier": gettext("Dossier of an incident"),
        "chain-annex": gettext("Annex on a chain of command"),
        URGENT_ACTION: gettext("Urgent action"),
    }
    return words.get(kind, kind)


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds that are begun here, with their words; an urgent action begins with its number."""
    return [(kind, kind_word(kind)) for kind in KINDS if kind != URGENT_ACTION]


def state_word(state: str) -> str:
    """Return the word for a state."""
    return {
        "draft": gettext("draft"),
        "in-review": gettext("in review"),
        "approved": gettext("approved, not yet public"),
        "embargoed": gettext("under embargo"),
        "published": gettext("published"),
        "needs-correction": gettext("needs correction"),
        "corrected": gettext("corrected"),
        "withdrawn": gettext("withdrawn"),
    }[state]


def local(asked: Asked, moment: datetime) -> datetime:
    """Return a moment on the clocks of the dossier's place."""
    return moment.astimezone(asked.view.dossier.zone)


def day_of(asked: Asked, moment: datetime) -> str:
    """Return the day of a moment at the dossier's place, in words."""
    return day_words(local(asked, moment).date(), asked.language)


def moment_words(asked: Asked, moment: datetime) -> str:
    """Return day, hour and zone of a moment at the dossier's place."""
    here = local(asked, moment)
    return gettext("%(day)s, %(hour)s (%(zone)s)") % {
        "day": day_words(here.date(), asked.language),
        "hour": f"{here:%H:%M}",
        "zone": here.tzname(),
    }


def moments_of(asked: Asked, held: Held) -> tuple[str, ...]:
    """Return when it was published, last corrected and withdrawn."""
    said = []
    if held.snapshots:
        said.append(gettext("published %(day)s") % {"day": day_of(asked, held.snapshots[0].at)})
    if len(held.snapshots) > 1:
        said.append(gettext("corrected %(day)s") % {"day": day_of(asked, held.snapshots[-1].at)})
    if held.withdrawal:
        said.append(gettext("withdrawn %(day)s") % {"day": day_of(asked, held.withdrawal.at)})
    return tuple(said)


def in_language(words: object, language: str) -> tuple[str, str]:
    """Return a text that is had in several languages and its language: the reader's, or the first."""
    told = dict(words) if isinstance(words, dict) else {}
    code = language if told.get(language) else next(iter(told), language)
    return str(told.get(code, "")), code


def public_row(asked: Asked, number: int, held: Held) -> PublicationRow:
    """Return one line of the public list."""
    state = state_of(held, public_view(asked.dossier_id))
    note = ""
    if held.withdrawal:
        note = in_language(dict(held.withdrawal.words), asked.language)[0]
    elif held.corrections:
        note = in_language(dict(held.corrections[-1].words), asked.language)[0]
    return PublicationRow(
        address_of(asked, "publication", held.row.slug), held.title(asked.language), kind_word(held.row.kind),
        state, state_word(state), number, moments_of(asked, held), note,
    )  # fmt: skip


def team_row(asked: Asked, held: Held) -> PublicationRow:
    """Return one line of the team's list: what is being worked on, and how what is public stands."""
    state = state_of(held, public_view(asked.dossier_id))
    work = state_word(held.life.work) if held.life.work and held.life.work != state else ""
    note = gettext("a new version: %(state)s") % {"state": work} if work and held.snapshots else ""
    return PublicationRow(
        address_of(asked, "publication_steps", held.row.slug), held.title(asked.language),
        kind_word(held.row.kind), state, state_word(state), None, moments_of(asked, held), note,
    )  # fmt: skip


def languages_in(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return codes and names of languages."""
    return [(code, language_name(code)) for code in codes]


def as_part(html: str, prefix: str = "") -> SafeString:
    """Return a whole document as part of a page, which has its own title; `prefix` keeps ids of several apart."""
    part = _MAIN.sub('<div class="publication-text', _H1.sub("", html)).replace("</main>", "</div>")
    for theirs, ours in _CLASSES.items():
        part = part.replace(theirs, ours)
    if prefix:
        part = _ANCHOR.sub(rf"\1{prefix}-", part)
    return mark_safe(part)  # noqa: S308, made by the rendering of drafts, which escapes


def files_of(asked: Asked, snapshot: Snapshot, language: str) -> list[FileLink]:
    """Return the files of a snapshot in a language."""
    slug, number = snapshot.publication.slug, str(snapshot.number)
    return [
        FileLink(address_of(asked, "publication_file", slug, number, language, form), form.upper(), digest)
        for form, digest in snapshot.outputs.get(language, {}).items()
    ]


def stale_of(asked: Asked, held: Held) -> tuple[StaleSentence, ...]:
    """Return the sentences of what is public that no longer hold today."""
    return needs_correction(held, public_view(asked.dossier_id))


def previews(said: Sequence[Outgoing]) -> list[tuple[str, str, str, SafeString]]:
    """Return what would leave, by language: code, name, title, text."""
    return [
        (one.language, language_name(one.language), one.title, as_part(one.html, one.language)) for one in said
    ]
