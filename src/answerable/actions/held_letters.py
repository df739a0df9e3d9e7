"""Letters that wait for a person of the team, with why; what is decided on them.

Who wrote them is not shown. A letter that is refused goes back to its writer, with the reason and its text.
"""

from dataclasses import dataclass

from django.db import transaction

from answerable.actions import counting, mail_queue, screening
from answerable.actions.confirming import waiting_letter
from answerable.actions.counting import HELD, HERE
from answerable.actions.doors import database_now, door_of
from answerable.actions.models import Appeal, Mail
from answerable.actions.wording import say
from answerable.kernel.errors import ActRefusedError


@dataclass(frozen=True, slots=True)
class HeldLetter:
    """A letter that waits for a person of the team, with why: words, links, copied."""

    number: int
    target: str
    language: str
    reason: str
    subject: str
    text: str


def held_letters(issue_pks: list[int]) -> tuple[HeldLetter, ...]:
    """Return the letters of some issues that wait for a person, the oldest first."""
    rows = Appeal.objects.filter(issue__in=issue_pks, state=HELD).order_by("number")
    return tuple(
        HeldLetter(one.number, one.target, one.language, one.held_for, letter.subject, letter.text)
        for one in rows
        if (letter := waiting_letter(one))
    )


@transaction.atomic
def release_held(*, dossier_id: str, number: int) -> bool:
    """Let a held letter go, if its issue may still be written for; say whether this call did."""
    appeal = _held(dossier_id, number)
    if appeal is None:
        return False
    door = door_of(dossier_id, appeal.issue.action.slug)
    why = door.why_closed(appeal.target, HERE, database_now(), update=appeal.issue.update)
    if why:
        raise ActRefusedError(
            "This letter can no longer be sent: its action is closed, or its addressee has gone.",
            remedy="Refuse it, so that its writer is told.",
        )
    return mail_queue.release(appeal)


@transaction.atomic
def refuse_held(*, dossier_id: str, number: int, reason: str) -> bool:
    """Refuse a held letter and mail its writer the reason; say whether this call did.

    Raises:
        ActRefusedError: there is no reason.
    """
    words = screening.line_of(reason, 1000)
    if not words:
        raise ActRefusedError("A refusal needs a reason.", remedy="Say why the letter is not sent.")
    appeal = _held(dossier_id, number)
    if appeal is None or not Appeal.objects.filter(pk=appeal.pk, state=HELD).update(state=counting.REFUSED):
        return False
    mail = Mail.objects.get(appeal=appeal, kind=mail_queue.LETTER)
    page = appeal.consents.values_list("language", flat=True).first() or appeal.language
    if mail_queue.is_offered() and mail.reply_to:
        mail_queue.enqueue(
            mail_queue.CONFIRM, addressee=mail.reply_to, language=page, issue=None,
            subject=say("writing", "refused-subject", page),
            text=say("writing", "refused-text", page, reason=words, letter=mail.text),
        )  # fmt: skip
    Mail.objects.filter(pk=mail.pk, state=mail_queue.PAUSED).update(state=mail_queue.CANCELLED)
    return True


def _held(dossier_id: str, number: int) -> Appeal | None:
    return (
        Appeal.objects.filter(number=number, state=HELD, issue__action__dossier_id=dossier_id)
        .select_related("issue__action")
        .first()
    )
