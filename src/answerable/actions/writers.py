"""Writers' accounts: made by a mailed link, without a password; what they wish to hear, and their own list.

Invariant: whether an address is known here can be told by nobody but who reads its mail. Nothing here enters the
journal, no time finer than a day is kept of an account, and everything of a writer goes with their row.
"""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from babel import Locale
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from answerable.actions import mail_queue
from answerable.actions.clearing import ENDED, LETTER_DAYS, LIST_DAYS, UNCONFIRMED_DAYS, empty
from answerable.actions.flooding import may_mail
from answerable.actions.mailboxes import canonical_address, read_address
from answerable.actions.models import Confirmation, Consent, Frozen, Issue, Mail, Writer, WriterAction
from answerable.actions.wording import LOCALES, known, say
from answerable.kernel.errors import NotFoundError

CONFIRMED, UNCONFIRMED = "confirmed", "unconfirmed"
LINK_HOURS = 24
WORDINGS = {"letter": "letter-1", "updates": "updates-1"}
"""The wording of each consent that is in force. Earlier ones stay in words/writers.yaml."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a writer wishes: `cases` are slugs of actions, `themes` words; both count only with `news`."""

    language: str
    keeps_list: bool = False
    news: bool = False
    cases: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


# consents


def consent_wording(kind: str, country: str, language: str) -> tuple[str, str]:
    """Return the version and the words of a consent: of kind 'letter', naming the receiving State, or 'updates'.

    `country` is the State's code of two letters. The version changes with the words; keep it with the consent.
    """
    version = WORDINGS[kind]
    return version, consent_words(version, country, language)


def consent_words(version: str, country: str, language: str) -> str:
    """Return the words of one version of a consent in a language, also of one that is no longer in force."""
    state = Locale.parse(LOCALES[known(language)]).territories.get(country.upper(), country.upper())
    return say("writers", f"consent-{version}", language, country=state, days=LETTER_DAYS)


def gets_news(writer: Writer) -> bool:
    """Say whether somebody agreed to news and has not ended it."""
    return news_consents(writer).exists()


def news_consents(writer: Writer) -> QuerySet[Consent]:
    """Return the consents to news by which somebody gets them now; at most one is in force at a time."""
    return writer.consents.filter(kind="updates", withdrawn_on=None)


# the way in


def has_actions(dossier_id: str) -> bool:
    """Say whether a dossier has an action that is public: without one, there is nothing to have an account for."""
    return Frozen.objects.filter(dossier_id=dossier_id).exists()


def writer_by_number(dossier_id: str, number: int) -> Writer | None:
    """Return a writer whose address is proven, or None."""
    return Writer.objects.filter(dossier_id=dossier_id, number=number, state=CONFIRMED).first()


def ask_for_link(*, dossier_id: str, address: str, language: str, now: datetime) -> None:
    """Mail a link that opens the account of an address, and make the account if there is none.

    It tells the caller nothing about the address: the same is done and said whether it is known or not, and when
    it has had enough mails already, nothing is sent. A link goes to the address that the account was made with.

    Raises:
        ValueRefusedError: this is no e-mail address. SettingsError: no mail is sent from here.
    """
    typed = read_address(address)
    canonical = canonical_address(typed)
    if not may_mail(canonical, now):
        return
    with transaction.atomic():
        writer = _writer_of(dossier_id, typed, canonical, language, now.date())
        token = secrets.token_urlsafe(32)
        Confirmation.objects.create(
            digest=_digest(token), purpose="sign-in", writer=writer, language=language,
            expires_at=now + timedelta(hours=LINK_HOURS),
        )  # fmt: skip
        path = reverse("action_mine_open", args=[dossier_id, token])
        link = f"{settings.ANSWERABLE_ADDRESS.rstrip('/')}{path}?language={known(language)}"
        words = {"link": link, "hours": LINK_HOURS, "days": UNCONFIRMED_DAYS}
        mail_queue.enqueue(
            mail_queue.SIGN_IN, addressee=writer.address, language=language, writer=writer, now=now,
            subject=say("writers", "mail-link-subject", language),
            text=say("writers", "mail-link", language, **words),
        )  # fmt: skip


def _writer_of(dossier_id: str, typed: str, canonical: str, language: str, day: date) -> Writer:
    new = Writer(
        dossier_id=dossier_id, address=typed, canonical=canonical, language=known(language), state=UNCONFIRMED,
        code=secrets.token_urlsafe(32), since=day, last_seen=day,
    )  # fmt: skip
    Writer.objects.bulk_create([new], ignore_conflicts=True)
    found = Writer.objects.select_for_update().get(dossier_id=dossier_id, canonical=canonical)
    if found.state == UNCONFIRMED:
        # Nobody has proven the address yet, so the last one typed is the one to try.
        found.address, found.since, found.language = typed, day, known(language)
        found.save(update_fields=["address", "since", "language"])
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def is_open(*, dossier_id: str, token: str, now: datetime) -> bool:
    """Say whether a mailed link would open an account now; looking does not use it."""
    return _links(dossier_id, token, now).exists()


def open_account(*, dossier_id: str, token: str, now: datetime) -> Writer:
    """Use a mailed link: the address is proven, and its account open. Of two at once, one gets in.

    Raises:
        NotFoundError: it was used, has run out, or never was.
    """
    midnight = datetime.combine(now.date(), time(), UTC)
    with transaction.atomic():
        link = _links(dossier_id, token, now).select_for_update().first()
        if link is None or not Confirmation.objects.filter(pk=link.pk, used_at=None).update(used_at=midnight):
            raise NotFoundError("This link no longer works.", remedy="Ask for a new one.")
        writer = Writer.objects.select_for_update().get(number=link.writer_id or 0)
        writer.state, writer.last_seen = CONFIRMED, now.date()
        writer.save(update_fields=["state", "last_seen"])
    return writer


def _links(dossier_id: str, token: str, now: datetime) -> QuerySet[Confirmation]:
    return Confirmation.objects.filter(
        digest=_digest(token), purpose="sign-in", writer__dossier_id=dossier_id, used_at=None, expires_at__gt=now
    )


# wishes


def wishes_of(writer: Writer) -> Wishes:
    """Return what somebody wishes now."""
    return Wishes(writer.language, writer.keeps_list, gets_news(writer), tuple(writer.cases), tuple(writer.themes))


@transaction.atomic
def set_wishes(*, writer: Writer, wishes: Wishes, day: date) -> None:
    """Keep what somebody wishes. Without the wish for a list it is deleted; without that for news, they end."""
    writer.language, writer.keeps_list = known(wishes.language), wishes.keeps_list
    writer.cases = sorted(set(wishes.cases)) if wishes.news else []
    writer.themes = sorted(set(wishes.themes)) if wishes.news else []
    writer.save(update_fields=["language", "keeps_list", "cases", "themes"])
    if not wishes.keeps_list:
        writer.actions.all().delete()
    if wishes.news:
        _agree_to_news(writer, wishes.language, day)
    else:
        news_consents(writer).update(withdrawn_on=day)


def _agree_to_news(writer: Writer, language: str, day: date) -> None:
    if not gets_news(writer):
        writer.consents.create(kind="updates", wording=WORDINGS["updates"], language=known(language), day=day)


@transaction.atomic
def follow_case(*, dossier_id: str, address: str, language: str, case: str, day: date) -> Writer:
    """Begin news on one case for an address that has just been proven, such as by the link that released a letter.

    Call it when a writer had ticked the consent to updates, and only once the mailed link was used: it makes the
    account if there is none, adds the case, and keeps the consent. `case` is the action's slug.

    Raises:
        ValueRefusedError: this is no e-mail address.
    """
    typed = read_address(address)
    writer = _writer_of(dossier_id, typed, canonical_address(typed), language, day)
    writer.state = CONFIRMED
    writer.cases = sorted({*writer.cases, case})
    writer.save(update_fields=["state", "cases"])
    _agree_to_news(writer, language, day)
    return writer


# the list


def add_to_list(*, writer: Writer, issue: Issue, channel: str, day: date) -> bool:
    """Put a line on somebody's own list, if they want one. Of the time, the week is kept. Again is nothing new."""
    if not writer.keeps_list or writer.state != CONFIRMED:
        return False
    week = day - timedelta(days=day.weekday())
    line = WriterAction(
        writer=writer, issue=issue, channel=channel, week=week, until=week + timedelta(days=LIST_DAYS)
    )
    WriterAction.objects.bulk_create([line], ignore_conflicts=True)
    return True


def list_of(writer: Writer) -> Sequence[WriterAction]:
    """Return the lines of somebody's own list, the latest week first."""
    return tuple(writer.actions.select_related("issue__action").order_by("-week", "-pk"))


def remove_from_list(*, writer: Writer, line: int) -> None:
    """Delete one line of somebody's own list; of another's it finds none."""
    writer.actions.filter(pk=line).delete()


# one's own data


def own_data(writer: Writer) -> dict[str, Any]:
    """Return everything that is kept of a writer, for a file of their own: days and codes as texts."""
    return {
        "address": writer.address,
        "language": writer.language,
        "since": writer.since.isoformat(),
        "last_seen": writer.last_seen.isoformat(),
        "keeps_list": writer.keeps_list,
        "cases": list(writer.cases),
        "themes": list(writer.themes),
        "consents": [_consent(one) for one in writer.consents.order_by("pk")],
        "list": [
            {"case": one.issue.action.slug, "issue": one.issue.update, "channel": one.channel,
             "week": one.week.isoformat(), "deleted_after": one.until.isoformat()}
            for one in list_of(writer)
        ],
        "mails": [
            {"kind": one.kind, "state": one.state, "addressee": one.addressee, "reply_to": one.reply_to,
             "signed_as": one.sender_name, "subject": one.subject,
             "text": one.text if one.kind == mail_queue.LETTER else ""}
            for one in _mails_of(writer).order_by("pk")
        ],
    }  # fmt: skip


def _consent(one: Consent) -> dict[str, str]:
    return {
        "kind": one.kind,
        "wording": one.wording,
        "words": consent_words(one.wording, one.receiver, one.language),
        "day": one.day.isoformat(),
        "withdrawn_on": one.withdrawn_on.isoformat() if one.withdrawn_on else "",
    }


def _mails_of(writer: Writer, states: Collection[str] = ()) -> QuerySet[Mail]:
    own = Q(writer=writer) | Q(reply_to__iexact=writer.address) | Q(addressee__iexact=writer.address)
    return Mail.objects.filter(own, **({"state__in": states} if states else {}))


@transaction.atomic
def delete_everything(*, writer: Writer) -> None:
    """Delete an account with its list, wishes, consents and mails, and empty the letters that have left.

    What was counted stays counted. Letters that wait to leave are not called back; they are emptied in their time.
    """
    empty(_mails_of(writer, ENDED))
    writer.delete()
