"""What somebody of the team decides on letters that did not leave, are held back or came back, and on addresses.

Letters are decided on in groups that stand alike (`mail_overview.Group`), never by who wrote them.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from answerable.actions.mail_ends import send_again
from answerable.actions.mail_overview import Group
from answerable.actions.mail_queue import (
    AS_IT_IS,
    BOUNCED,
    CANCELLED,
    DEAD,
    DUE,
    LETTER,
    OLDER_TEXT,
    PAUSED,
    now_utc,
)
from answerable.actions.models import Appeal, Mail, MailAddress
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from answerable.record.actors import Actor

ACTIVE, BOUNCING, REFUSED, BLOCKED = "active", "bouncing", "refused", "blocked"
ADDRESS_STATES = (ACTIVE, BOUNCING, REFUSED, BLOCKED)
MOST_AN_HOUR = 1000


def send_group_again(
    *, actor: Actor, dossier_id: str, group: Group, now: datetime | None = None
) -> tuple[int, int]:
    """Send dead or returned letters once more; return how many go and how many cannot.

    A letter cannot go whose text is gone, whose issue asks for none, or whose target has no address in use.

    Raises:
        NotAllowedError.
    """
    actor.require("publish")
    moment, gone, stayed = now or now_utc(), 0, 0
    for mail in _letters(dossier_id, group).filter(state__in=(DEAD, BOUNCED)).select_related("issue__action"):
        if send_again(mail, moment):
            gone += 1
        else:
            stayed += 1
    return gone, stayed


def let_group_go(*, actor: Actor, dossier_id: str, group: Group, now: datetime | None = None) -> int:
    """Send letters of an older text as they are; return how many. Those nobody confirmed yet wait for that.

    Raises:
        NotAllowedError.
    """
    actor.require("publish")
    with transaction.atomic():
        held = _letters(dossier_id, group).filter(state=PAUSED, problem=OLDER_TEXT)
        held.exclude(appeal__state="queued").update(problem="")
        return held.filter(appeal__state="queued").update(state=DUE, problem=AS_IT_IS, due_at=now or now_utc())


@transaction.atomic
def give_group_up(*, actor: Actor, dossier_id: str, group: Group) -> int:
    """Cancel letters that did not leave or are held back; return how many. Their appeals count no longer.

    Raises:
        NotAllowedError.
    """
    actor.require("publish")
    given_up = _letters(dossier_id, group).filter(state__in=(DEAD, PAUSED))
    appeals = list(given_up.values_list("appeal", flat=True))
    count = given_up.update(state=CANCELLED, problem="given-up")
    Appeal.objects.filter(pk__in=appeals, state__in=("dead", "queued", "unconfirmed", "held")).update(
        state="cancelled"
    )
    return count


def _letters(dossier_id: str, group: Group) -> QuerySet[Mail]:
    return Mail.objects.filter(
        issue__dossier_id=dossier_id, issue=group.issue, kind=LETTER, target=group.target, language=group.language,
        state=group.state, problem=group.why,
    )  # fmt: skip


def set_address(
    *, actor: Actor, dossier_id: str, address: str, state: str, cap: int, now: datetime | None = None
) -> None:
    """Say how an address of a target is used: whether letters go there, and how many an hour at most.

    `active` puts it to use again and forgets what came back; `refused`: they asked for no letters.

    Raises:
        NotAllowedError, NotFoundError (no letter was ever meant for it), ValueRefusedError (no such state or cap).
    """
    actor.require("write")
    if state not in ADDRESS_STATES or not 1 <= cap <= MOST_AN_HOUR:
        raise ValueRefusedError(
            gettext("An address gets between 1 and %(most)s letters an hour.") % {"most": MOST_AN_HOUR},
            remedy=gettext("Thirty is what most mailboxes bear."),
        )
    with transaction.atomic():
        row = MailAddress.objects.select_for_update().filter(dossier_id=dossier_id, address=address).first()
        if row is None:
            raise NotFoundError(gettext("There is no such address here."))
        if row.state != state:
            row.state, row.changed_at, row.soft_bounces = state, now or now_utc(), 0
            row.problem = "" if state in (ACTIVE, REFUSED) else row.problem
        if row.cap != cap:
            row.cap, row.next_at = cap, None
        row.save()
