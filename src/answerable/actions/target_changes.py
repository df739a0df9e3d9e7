"""The acts on what goes with an issue: to whom it goes, its picture, how the post goes. Given on by `changes`.

What is public keeps what was frozen with it: a change here goes out with the next issue or correction, reviewed.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from answerable.actions import new_rows
from answerable.actions.journaled import find_action, require_open, save_journaled
from answerable.actions.models import Action
from answerable.actions.pictures import MEDIA_TYPE, shown_picture
from answerable.actions.reads import current_picture, post_service, target_rows, today_of
from answerable.actions.targets import content_of, read_target
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from answerable.record.actors import Actor
from answerable.record.changes import find_dossier

POST_STATES = ("running", "limited", "suspended")


@transaction.atomic
def set_target(*, actor: Actor, dossier_id: str, slug: str, key: str, content: Mapping[str, Any]) -> int:
    """Enter an addressee or who gets a copy, or put a new version in place of the last; return its version.

    What is public keeps what was frozen, until a correction or an update is out.

    Raises:
        NotAllowedError, NotFoundError, ValueRefusedError (see `targets.read_target`; no address, for one),
        ActRefusedError (the text is in review or approved: what is being read stands still).
    """
    actor.require("write")
    action = find_action(dossier_id, slug)
    require_open(dossier_id, slug)
    kept = content_of(read_target(key, content))
    last = action.targets.filter(key=key).order_by("-version").first()
    if last is not None and last.content == kept:
        return int(last.version)
    row = new_rows.target_row(actor, action, key, last.version + 1 if last else 1, kept, new_rows.now())
    save_journaled(actor, row, "set-target", "action-target")
    return int(row.version)


@transaction.atomic
def remove_target(*, actor: Actor, dossier_id: str, slug: str, key: str) -> None:
    """Take a target out of what comes next; what was frozen keeps it.

    Raises:
        NotAllowedError, NotFoundError (there is none), ActRefusedError (the text is in review or approved).
    """
    actor.require("write")
    action = find_action(dossier_id, slug)
    require_open(dossier_id, slug)
    row = target_rows(action).get(key)
    if row is None:
        raise NotFoundError("There is no such target here.")
    gone = new_rows.target_row(actor, action, key, row.version + 1, {}, new_rows.now())
    save_journaled(actor, gone, "remove-target", "action-target")


@transaction.atomic
def set_picture(
    *, actor: Actor, dossier_id: str, slug: str, credit: str, text: Mapping[str, str], content: bytes | None = None
) -> None:
    """Give the action a picture, or another credit or description; what is public keeps what was frozen.

    Args:
        actor: needs the right to write.
        dossier_id: of which dossier.
        slug: of which action.
        credit: whose picture it is, and by which right it is shown.
        text: what is to be seen on it, by language.
        content: the file as it came; the picture that is there already if None.

    Raises:
        NotAllowedError, NotFoundError (there is no picture yet), FileRefusedError, ValueRefusedError (no credit or
        description), ActRefusedError (the text is in review or approved).
    """
    actor.require("write")
    action = find_action(dossier_id, slug)
    require_open(dossier_id, slug)
    last = current_picture(action)
    if content is None and last is None:
        raise NotFoundError("This action has no picture yet.")
    said = {code: one.strip() for code, one in text.items() if one.strip()}
    if not credit.strip() or len(credit) > 300 or not said:
        raise ValueRefusedError(
            gettext("A picture needs a credit, and a description in at least one language."),
            remedy=gettext("The description is for those who cannot see it."),
        )
    if content is not None:
        made = shown_picture(content)
        kept = {"media_type": MEDIA_TYPE, "width": made.width, "height": made.height, "sha256": made.sha256}
        shown = made.content
    else:
        assert last is not None  # noqa: S101, said above; this is for the type checker
        kept = {name: getattr(last, name) for name in ("media_type", "width", "height", "sha256")}
        shown = bytes(last.content)
    _save_picture(actor, action, kept | {"credit": credit.strip(), "text": said}, shown)


@transaction.atomic
def remove_picture(*, actor: Actor, dossier_id: str, slug: str) -> None:
    """Take the picture out of what comes next; what was frozen keeps it.

    Raises:
        NotAllowedError, NotFoundError (there is none), ActRefusedError (the text is in review or approved).
    """
    actor.require("write")
    action = find_action(dossier_id, slug)
    require_open(dossier_id, slug)
    if current_picture(action) is None:
        raise NotFoundError("This action has no picture yet.")
    _save_picture(actor, action, {}, b"")


def _save_picture(actor: Actor, action: Action, said: Mapping[str, Any], content: bytes) -> None:
    version = action.pictures.count() + 1
    row = new_rows.picture_row(actor, action, version, said, content, new_rows.now())
    save_journaled(actor, row, "set-picture" if said else "remove-picture", "action-picture")


@transaction.atomic
def set_post_service(
    *, actor: Actor, dossier_id: str, origin: str, destination: str, state: str, as_of: date, words: str = "",
    postage: str = "", source: str = "",
) -> None:  # fmt: skip
    """Enter how the post goes from one country to another, as of a day.

    Args:
        actor: needs the right to write.
        dossier_id: for the actions of which dossier.
        origin: two letters of the country from which one writes.
        destination: likewise of the one to which.
        state: running, limited or suspended.
        as_of: the day on which this was found out, not after today.
        words: what a writer should know besides, in one language.
        postage: what a letter costs, with the currency.
        source: where this was found.

    Raises:
        NotAllowedError, NotFoundError, ValueRefusedError.
    """
    actor.require("write")
    dossier = find_dossier(dossier_id)
    origin, destination = origin.strip().upper(), destination.strip().upper()
    if not all(re.fullmatch(r"[A-Z]{2}", each) for each in (origin, destination)):
        raise ValueRefusedError(gettext("A country has two letters."), remedy=gettext("Write CH or PE."))
    if state not in POST_STATES:
        raise ValueRefusedError(gettext("The post is not in this state."), remedy=", ".join(POST_STATES))
    if as_of > today_of(dossier_id):
        raise ValueRefusedError(gettext("This day is still to come."), where=as_of.isoformat())
    if len(postage) > 80:
        raise ValueRefusedError(gettext("The postage is too long."))
    content = {
        "origin": origin, "destination": destination, "state": state, "as_of": as_of, "words": words.strip(),
        "postage": postage.strip(), "source": source.strip(),
    }  # fmt: skip
    last = post_service(dossier_id, origin, destination)
    if last is not None and all(getattr(last, name) == value for name, value in content.items()):
        return
    row = new_rows.post_service_row(actor, dossier, content, new_rows.now())
    save_journaled(actor, row, "set-post-service", "post-service")
