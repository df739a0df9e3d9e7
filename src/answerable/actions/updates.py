"""News by mail: who hears of an issue that went out, and how it ends with one click.

Invariant: news goes to those alone who agreed to it, once for each event of an issue. A mail's subject names a
case only where writing about it is of low risk, for subjects are read over shoulders and on locked screens.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from answerable.actions import mail_queue
from answerable.actions.models import Consent, Issue, Mail, Writer
from answerable.actions.numbers import number_text
from answerable.actions.reads import HeldIssue, held_issue, public_actions
from answerable.actions.wording import known, say

ONE_CLICK = "List-Unsubscribe=One-Click"
"""Source: RFC 8058, section 3.1: the value of the header, and the body of the request that it brings."""
ROWS_AT_ONCE = 500
WAITING = (mail_queue.DUE, mail_queue.PAUSED)
CLOSED = ("good-news", "ended", "stopped")


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened to a case: `event` is a word of `event_of`, `language` one that the case can be read in."""

    slug: str
    number: str
    title: str
    event: str
    language: str


def event_of(held: HeldIssue, day: date) -> str:
    """Return what its latest issue means for those who follow a case.

    new, update (with something to do), information, good-news, ended, stopped.
    """
    state = held.life.state(day)
    if state in (*CLOSED, "information"):
        return str(state)
    return "update" if held.issue.update else "new"


def notices_of(
    dossier_id: str, wrote_for: Mapping[str, int], follows: Iterable[str], language: str
) -> tuple[Notice, ...]:
    """Return what happened since to the cases of a writer, in the order of the list of actions.

    Args:
        dossier_id: whose actions.
        wrote_for: by case the last update that they did something for.
        follows: cases that they follow.
        language: of the titles, where there are any in it.
    """
    wanted = {*wrote_for, *follows}
    today = datetime.now(UTC).date()
    found = []
    for held in public_actions(dossier_id) if wanted else ():
        event = event_of(held, today)
        is_later = held.issue.update > wrote_for.get(held.slug, 0)
        if held.slug in wanted and (is_later or event in CLOSED):
            found.append(_notice(held, event, language))
    return tuple(found)


def _notice(held: HeldIssue, event: str, language: str) -> Notice:
    readable = language if language in held.languages else held.languages[0]
    return Notice(held.slug, number_text(held.number), held.title(readable), event, readable)


# telling


def tell(issue: Issue, *, now: datetime | None = None) -> int:
    """Queue one mail for each writer who follows the case or one of its themes; return how many.

    Call it once an issue is out or was stopped. A second call for the same event queues nothing while the first
    mails are kept. Where no mail is sent from here, it does nothing.
    """
    if not mail_queue.is_offered():
        return 0
    held = held_issue(issue)
    if not held.is_public:
        return 0
    moment = now or mail_queue.now_utc()
    event = event_of(held, moment.date())
    texts: dict[str, tuple[str, str]] = {}
    told = 0
    with transaction.atomic():
        followers = _followers(held)
        while some := list(islice(followers, ROWS_AT_ONCE)):
            for writer in some:
                if writer.language not in texts:
                    texts[writer.language] = _text(held, event, writer.language)
            told += _queue(held, [_mail(held, event, one, *texts[one.language], moment) for one in some])
    return told


def tell_later(issue: Issue) -> None:
    """Tell once the transaction is through. That news could not be queued never undoes what the news is about."""

    def tell_now() -> None:
        tell(issue)

    transaction.on_commit(tell_now, robust=True)


def _queue(held: HeldIssue, mails: Sequence[Mail]) -> int:
    """Put mails into the queue that are not there; return how many. Earlier news of the case that waits goes.

    For nobody should hear that there is something to do after they heard that it was stopped.
    """
    named = {mail.message_id: mail for mail in mails}
    earlier = Mail.objects.filter(
        issue__action=held.action,
        kind=mail_queue.UPDATES,
        state__in=WAITING,
        writer__in=[one.writer for one in mails],
    )
    earlier.exclude(message_id__in=named).delete()
    there = set(Mail.objects.filter(message_id__in=named).values_list("message_id", flat=True))
    new = [mail for key, mail in named.items() if key not in there]
    Mail.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _followers(held: HeldIssue) -> Iterator[Writer]:
    agreed = Consent.objects.filter(writer=OuterRef("pk"), kind="updates", withdrawn_on=None)
    writers = Writer.objects.filter(Exists(agreed), dossier_id=held.dossier_id, state="confirmed").order_by("pk")
    themes = set(held.action.themes)
    for writer in writers.iterator():
        if held.slug in writer.cases or themes & set(writer.themes):
            yield writer


def _text(held: HeldIssue, event: str, language: str) -> tuple[str, str]:
    """Return subject and text of the news in a language."""
    notice = _notice(held, event, language)
    page = reverse("action_page", args=[held.dossier_id, notice.language, held.slug])
    named = f"{notice.number}: {notice.title}" if held.risk == "low" else ""
    text = say(
        "writers", "mail-news", language, number=named or notice.number,
        event=say("writers", f"event-{event}", language), link=f"{_site()}{page}",
    )  # fmt: skip
    return one_line(named or say("writers", "mail-news-subject", language)), text


def _site() -> str:
    return str(settings.ANSWERABLE_ADDRESS).rstrip("/")


def _mail(held: HeldIssue, event: str, writer: Writer, subject: str, text: str, moment: datetime) -> Mail:
    end = f"{_site()}{reverse('action_news', args=[held.dossier_id, writer.code])}"
    foot = say("writers", "mail-news-foot", writer.language, end=f"{end}?language={known(writer.language)}")
    return Mail(
        kind=mail_queue.UPDATES, issue=held.issue, writer=writer, language=known(writer.language),
        message_id=_message_id(writer, held.issue, event), addressee=writer.address, subject=subject,
        text=f"{text}\n\n-- \n{foot}\n",
        headers={"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": ONE_CLICK},
        state=mail_queue.DUE, due_at=moment,
    )  # fmt: skip


def one_line(text: str) -> str:
    """Return a text as a line that can stand in a mail's head."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:200]


def _message_id(writer: Writer, issue: Issue, event: str) -> str:
    """Return the one Message-ID of this news for this writer, so that the database refuses a second mail.

    The writer's code is known to nobody else, so it cannot be guessed and says nothing.
    """
    named = hashlib.sha256(f"{writer.code} {issue.pk} {event}".encode()).hexdigest()[:32]
    return f"<{named}@{mail_queue.own_domain()}>"


# ending


@transaction.atomic
def end_news(*, dossier_id: str, code: str, day: date) -> None:
    """End all news for the writer whose link this is, and drop what waits for them. Again, or for nobody: nothing.

    What they followed goes too, for without news it would only tell what they care about.
    """
    writer = Writer.objects.select_for_update().filter(dossier_id=dossier_id, code=code).first()
    if writer is None:
        return
    writer.consents.filter(kind="updates", withdrawn_on=None).update(withdrawn_on=day)
    writer.cases, writer.themes = [], []
    writer.save(update_fields=["cases", "themes"])
    Mail.objects.filter(writer=writer, kind=mail_queue.UPDATES, state__in=WAITING).delete()
