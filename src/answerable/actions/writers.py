"""Writers' accounts: made by a mailed link, without a password; what they wish to hear, and their own list.

Invariant: whether an address is known here can be told by nobody but who reads its mail. Nothing here enters the
journal, and everything of a writer goes with their row.
"""

from datetime import date, datetime, timedelta

from answerable.actions.models import Issue, Writer, WriterAction

LIST_FOR = timedelta(days=365)


def consent_wording(kind: str, country: str, language: str) -> tuple[str, str]:
    """Return the version and the words of a consent: of kind 'letter', which names the receiving State, or 'updates'.

    `country` is the State's code of two letters. The version changes with the words; keep it with the consent.
    """
    raise NotImplementedError


def add_to_list(*, writer: Writer, issue: Issue, channel: str, day: date) -> bool:
    """Put a line on somebody's own list, if they want one. Of the time, the week is kept. Again is nothing new."""
    if not writer.keeps_list or writer.state != "confirmed":
        return False
    week = day - timedelta(days=day.weekday())
    line = WriterAction(writer=writer, issue=issue, channel=channel, week=week, until=day + LIST_FOR)
    WriterAction.objects.bulk_create([line], ignore_conflicts=True)
    return True


def follow_case(*, dossier_id: str, address: str, language: str, case: str, now: datetime) -> Writer:
    """Begin news on one case for an address that has just been proven, such as by the link that released a letter.

    Call it when a writer had ticked the consent to updates, and only once the mailed link was used: it makes the
    account if there is none, adds the case, and keeps the consent. `case` is the action's slug.
    """
    raise NotImplementedError
