"""What happens to an action when its text is let out or taken back, in the same transaction as that.

Letting out freezes what the issue says and to whom; anything in the way stops the publishing as well. This is
called through whichever door a publication leaves (`publish.companions`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from answerable.actions import clearing, mail_queue, updates
from answerable.actions.hindrances import hindrances_of
from answerable.actions.life import ASKS_FOR_LETTERS, STOPPED
from answerable.actions.models import Action, Frozen, Issue, Step
from answerable.actions.new_rows import frozen_row
from answerable.actions.reads import LETTER_PARTS, HeldIssue, current_picture, held_issue, target_rows, today_of
from answerable.kernel.errors import ActRefusedError
from answerable.publish.checks import public_view
from answerable.publish.drafts import read_draft
from answerable.publish.kinds.urgent_action import parts_of
from answerable.publish.models import Publication, Snapshot
from answerable.publish.outgoing import file_name
from answerable.record import journal
from answerable.record.actors import Actor


def freeze(actor: Actor, snapshot: Snapshot, at: datetime) -> None:
    """Keep what an issue says and to whom, now that its text is let out.

    Raises:
        ActRefusedError: it belongs to no action, or something is in the way (`hindrances_of`).
    """
    held = _held(snapshot.publication)
    for one in hindrances_of(held, today_of(held.dossier_id)):
        raise ActRefusedError(one.what, where=one.where, remedy=one.remedy)
    contents = {key: row.content for key, row in target_rows(held.action).items()}
    row = frozen_row(actor, held.issue, snapshot, _parts(held.action, snapshot), contents, at)
    row.save(force_insert=True)
    journal.append(
        snapshot.dossier, actor=actor.name, act="freeze-issue", table="action-frozen", rows=[row], at=at
    )
    _tell_the_queue(held, row)


def _parts(action: Action, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the texts of a snapshot say, part by part, and what their heads say of the letter."""
    view, found = public_view(action.dossier_id), dict[str, Any]()
    picture = current_picture(action)
    for code, text in snapshot.texts.items():
        draft = read_draft(text, file_name(snapshot.publication.slug, code))
        told = {
            "letter-role": draft.letter_role,
            "calls": "\n".join(draft.asks),
            "translator": draft.translator,
            "translated-from": " ".join(map(str, draft.original or ())),
        }
        found[code] = parts_of(view, draft).frozen | {
            name: {"html": "", "text": said} for name, said in told.items()
        }
        if picture is not None:
            said = picture.text.get(code, "")
            found[code]["picture"] = {
                "html": "", "text": said, "sha256": picture.sha256, "credit": picture.credit,
            }  # fmt: skip
    return found


def _tell_the_queue(held: HeldIssue, row: Frozen) -> None:
    """Hold back letters made from a text that has just changed; cancel those of an action that asks for none."""
    if held.is_public and held.frozen is not None:
        mail_queue.hold_stale(held.issue, _changed_letters(held.frozen.parts, row.parts))
        return
    if held.life.kind not in ASKS_FOR_LETTERS:
        for issue in Issue.objects.filter(action=held.action):
            mail_queue.cancel_of_issue(issue)
    if held.life.kind == "closing":
        clearing.close(held.action)
    updates.tell_later(held.issue)


def _changed_letters(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [
        code
        for code, parts in before.items()
        if any(parts.get(name) != now.get(code, {}).get(name) for name in LETTER_PARTS)
    ]


def taken_back(actor: Actor, publication: Publication) -> None:  # noqa: ARG001, all companions are told
    """Cancel what is on its way for an issue whose text was withdrawn: it counts as stopped, and is told so."""
    issue = _held(publication).issue
    mail_queue.cancel_of_issue(issue)
    updates.tell_later(issue)


def stands(publication: Publication) -> bool:
    """Say whether an issue's sheet may still be handed out: not once it is stopped, for then letters may harm."""
    return not Step.objects.filter(issue__publication=publication, step=STOPPED).exists()


def _held(publication: Publication) -> HeldIssue:
    issue = Issue.objects.filter(publication=publication).select_related("action").first()
    if issue is None:
        raise ActRefusedError(
            gettext("This text belongs to no action."), remedy=gettext("Begin it on the page of urgent actions.")
        )
    return held_issue(issue)
