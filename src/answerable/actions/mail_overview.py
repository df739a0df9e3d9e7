"""How the mail of a dossier stands: what waits, what did not leave and why, and how each address does.

Only counts and addresses of targets: nothing here names a writer.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from answerable.actions.mail_queue import BOUNCED, DEAD, DUE, LEASED, LETTER, PAUSED
from answerable.actions.models import Mail, MailAddress

_SHOWN = (DEAD, BOUNCED, PAUSED, DUE)


@dataclass(frozen=True, slots=True)
class Group:
    """Letters of one issue to one target in one language that stand alike. `why`: meaning and codes, or empty.

    `can_go_again` counts those whose text is still kept.
    """

    slug: str
    issue: int
    target: str
    language: str
    state: str
    why: str
    count: int
    can_go_again: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the mail of a dossier stands. `states` counts letters by their state; `notices` what is no letter."""

    states: dict[str, int]
    notices: dict[str, int]
    groups: tuple[Group, ...]
    addresses: tuple[MailAddress, ...]
    oldest_due: datetime | None

    def of(self, *states: str) -> tuple[Group, ...]:
        """Return the groups in some states; letters that nobody confirmed yet are in none."""
        return tuple(one for one in self.groups if one.state in states)


def standing_of(dossier_id: str) -> Standing:
    """Return how the mail of one dossier stands now."""
    mails = Mail.objects.filter(Q(issue__dossier_id=dossier_id) | Q(writer__dossier_id=dossier_id))
    letters, notices = mails.filter(kind=LETTER), mails.exclude(kind=LETTER)
    return Standing(
        _by_state(letters),
        _by_state(notices),
        _groups(letters),
        tuple(MailAddress.objects.filter(dossier_id=dossier_id).order_by("address")),
        letters.filter(state__in=(DUE, LEASED)).aggregate(first=Min("due_at"))["first"],
    )


def _by_state(mails: QuerySet[Mail]) -> dict[str, int]:
    return dict(mails.values_list("state").annotate(count=Count("pk")).order_by("state"))


def _groups(letters: QuerySet[Mail]) -> tuple[Group, ...]:
    shown = letters.filter(state__in=_SHOWN).exclude(state=PAUSED, problem="").exclude(state=DUE, problem="")
    names = ("issue__action__slug", "issue", "target", "language", "state", "problem")
    rows = (
        shown.values_list(*names)
        .annotate(count=Count("pk"), kept=Count("pk", filter=~Q(text="")))
        .order_by("issue__action__slug", "issue", "target", "state", "problem", "language")
    )
    return tuple(Group(*row) for row in rows)


def dossiers_with_mail() -> tuple[str, ...]:
    """Return the dossiers that have letters or addresses."""
    return tuple(MailAddress.objects.order_by("dossier_id").values_list("dossier_id", flat=True).distinct())
