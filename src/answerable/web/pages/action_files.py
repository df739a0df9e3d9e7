"""Files of an action: the sheet as it was published, and the model letters on paper."""

import re
from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from answerable.actions import letter_paper
from answerable.actions.doors import door_of
from answerable.actions.letters import letter_of, role_of
from answerable.actions.pictures import MEDIA_TYPE
from answerable.actions.reads import picture_of, postage_for
from answerable.actions.wording import LANGUAGES
from answerable.kernel.errors import NotFoundError, SettingsError
from answerable.publish.outputs import MEDIA_TYPES
from answerable.publish.reads import frozen_file
from answerable.web.action_cache import keep
from answerable.web.pages.action_facts import base_of
from answerable.web.pages.action_frame import REFERRER, message, missing
from answerable.web.pages.rows_action_targets import CLOSED

FORMS = ("pdf", "docx")
_COUNTRY = re.compile(r"[A-Za-z]{2}")


@require_safe
def sheet(
    request: HttpRequest,  # noqa: ARG001, the same for every reader
    dossier_id: str,
    language: str,
    slug: str,
    ext: str,
) -> HttpResponseBase:
    """Give the whole sheet of the latest issue as it was frozen; of what was stopped there is none."""
    try:
        base = base_of(dossier_id)
        held = door_of(dossier_id, slug).held
        snapshot = held.publication.last
        if ext not in FORMS or held.life.is_stopped or snapshot is None:
            return missing(dossier_id, language)
        content = frozen_file(snapshot, language, ext)
    except NotFoundError:
        return missing(dossier_id, language)
    answer = _file(content, MEDIA_TYPES[ext], f"{slug}-{held.issue.update}.{language}.{ext}", language)
    return keep(answer, mark=base, look=partial(base_of, dossier_id))


@require_safe
def picture(
    request: HttpRequest,  # noqa: ARG001, the same for every reader
    dossier_id: str,
    language: str,
    slug: str,
) -> HttpResponseBase:
    """Give the picture of the latest issue; of what was stopped there is none."""
    try:
        base = base_of(dossier_id)
        held = door_of(dossier_id, slug).held
    except NotFoundError:
        return missing(dossier_id, language)
    shown = None if held.life.is_stopped else picture_of(held)
    if shown is None:
        return missing(dossier_id, language)
    answer = HttpResponse(bytes(shown.row.content), content_type=MEDIA_TYPE)
    answer["Referrer-Policy"] = REFERRER
    return keep(answer, mark=base, look=partial(base_of, dossier_id))


@require_safe
def letter_file(
    request: HttpRequest, dossier_id: str, language: str, slug: str, target: str, ext: str
) -> HttpResponseBase:
    """Give the model letter to one addressee as PDF or DOCX.

    `language` is the letter's; `?origin=CH` says in which country it will be posted, which decides on the window.
    """
    try:
        base = base_of(dossier_id)
        door = door_of(dossier_id, slug)
    except NotFoundError:
        return missing(dossier_id, language)
    held, whom = door.held, door.targets.get(target)
    parts = held.frozen.parts if held.frozen else {}
    if ext not in FORMS or whom is None or not role_of(parts, language):
        return missing(dossier_id, language)
    page_href = reverse("action_page", args=[dossier_id, language, slug])
    if not held.life.may_be_written(base.day) or door.term(target, base.day).state in CLOSED:
        return message(dossier_id, language, "letter-closed", href=page_href, status=410)
    origin = request.GET.get("origin", "")
    origin = origin.upper() if _COUNTRY.fullmatch(origin) else ""
    try:
        made = letter_paper.as_file(
            letter_of(parts, whom, language), whom, form=cast(letter_paper.Form, ext), day=base.day,
            origin=origin, language=language, is_model=True,
            postage=postage_for(dossier_id, origin, whom.country),
        )  # fmt: skip
    except SettingsError:
        return message(dossier_id, language, "file-unmade", href=page_href, status=503)
    answer = _file(made.content, made.media_type, f"{slug}-{made.name}", language)
    return keep(answer, mark=base, look=partial(base_of, dossier_id))


def _file(content: bytes, media_type: str, name: str, language: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Language"] = language if language in LANGUAGES else "en"
    answer["Referrer-Policy"] = REFERRER
    answer["X-Robots-Tag"] = "noindex"
    return answer
