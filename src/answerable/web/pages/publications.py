"""What was published: the list, one publication as it was frozen and whether it is still true, and its files."""

import base64
import hashlib
import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from answerable.kernel.errors import NotFoundError
from answerable.publish import reads
from answerable.publish.outputs import MEDIA_TYPES
from answerable.web.asking import Asked, asked
from answerable.web.forms.fields import text_in
from answerable.web.pages.rows_publications import (
    as_part,
    day_of,
    files_of,
    in_language,
    kind_word,
    languages_in,
    moment_words,
    moments_of,
    public_row,
    stale_of,
    state_word,
    team_row,
)
from answerable.web.templatetags.answerable import address_of

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@require_GET
def publications(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """List what was ever published, corrected and withdrawn ones with why; to the team also its drafts."""
    here = asked(request, dossier_id)
    public = [public_row(here, number, one) for number, one in reads.public_ones(dossier_id)]
    work = [team_row(here, one) for one in reads.publications(dossier_id)] if here.shows_team else []
    context = {"rows": public, "work": work, "may_write": here.shows_team and here.actor.may("write")}
    return render(request, "answerable/publication/publications.html", context)


@require_GET
def publication(request: HttpRequest, dossier_id: str, slug: str) -> HttpResponse:
    """Show one publication as it was frozen, its corrections, whether it still holds, and its files.

    What was withdrawn answers with the notice alone.

    Raises:
        NotFoundError: nothing was published under this address.
    """
    here = asked(request, dossier_id)
    number, held = reads.public_one(dossier_id, slug)
    snapshot = held.snapshots[-1]
    wanted = text_in(request.GET, "text") or here.language
    language = wanted if wanted in snapshot.html else next(iter(snapshot.html))
    stale = stale_of(here, held)
    state = "needs-correction" if stale else held.life.state
    context = {
        "title": snapshot.titles[language],
        "number": number,
        "kind": kind_word(held.row.kind),
        "state": state,
        "state_word": state_word(state),
        "moments": moments_of(here, held),
        "language": language,
        "languages": [
            (code, name, address_of(here, "publication", slug, text=code))
            for code, name in languages_in(list(snapshot.html))
            if code != language
        ],
        "withdrawal": _withdrawal(here, held),
        "corrections": _corrections(here, held),
        "stale": [one for one in stale if one.language == language] or list(stale),
        "steps_href": address_of(here, "publication_steps", slug) if here.shows_team else "",
    }
    if not held.withdrawal:
        context |= _frozen(here, held, language)
    return render(request, "answerable/publication/publication.html", context)


def _frozen(here: Asked, held: reads.Held, language: str) -> dict[str, object]:
    last = held.snapshots[-1]
    embargo = next((one.until for one in reversed(held.life.steps) if one.until and one.at < last.at), None)
    return {
        "html": as_part(last.html[language]),
        "version": last.number,
        "head": last.head,
        "head_number": last.head_number,
        "frozen_at": moment_words(here, last.at),
        "embargo": moment_words(here, embargo) if embargo else "",
        "files": files_of(here, last, language),
        "earlier": [
            (one.number, moment_words(here, one.at), files_of(here, one, language))
            for one in reversed(held.snapshots[:-1])
        ],
    }


def _withdrawal(here: Asked, held: reads.Held) -> dict[str, str] | None:
    if held.withdrawal is None:
        return None
    words, language = in_language(dict(held.withdrawal.words), here.language)
    return {"day": day_of(here, held.withdrawal.at), "words": words, "language": language}


def _corrections(here: Asked, held: reads.Held) -> list[dict[str, object]]:
    """Return the notes of corrections, the latest first, with what was replaced by what."""
    found = []
    for one in reversed(held.corrections):
        words, language = in_language(dict(one.words), here.language)
        changed = [(old, new) for code, old, new in one.sentences if code == language]
        found.append(
            {"day": day_of(here, one.at), "words": words, "language": language, "changed": changed,
             "version": one.replaced_by}
        )  # fmt: skip
    return found


@require_GET
def publication_file(
    request: HttpRequest, dossier_id: str, slug: str, number: str, language: str, ext: str
) -> HttpResponse:
    """Give a file as it was made at publishing, earlier versions too; after a withdrawal to the team alone.

    Raises:
        NotFoundError: there is none. HashMismatchError: it is not what was published.
    """
    here = asked(request, dossier_id)
    held = reads.public_one(dossier_id, slug)[1]
    snapshot = next((one for one in held.snapshots if str(one.number) == number), None)
    if ext not in MEDIA_TYPES or snapshot is None or (held.withdrawal and not here.shows_team):
        raise NotFoundError(gettext("There is no such file of this publication."))
    content = reads.frozen_file(snapshot, language, ext)
    answer = HttpResponse(content, content_type=MEDIA_TYPES[ext])
    manner = "inline" if ext == "html" else "attachment"
    answer["Content-Disposition"] = f'{manner}; filename="{slug}-{number}.{language}.{ext}"'
    if ext == "html":
        # By the stylesheet that it was frozen with, which need not be today's.
        styles = [base64.b64encode(hashlib.sha256(one).digest()).decode() for one in _STYLE.findall(content)]
        answer._csp_update = {"style-src": [f"'sha256-{one}'" for one in styles]}  # type: ignore[attr-defined]  # noqa: SLF001
    return answer
