"""An action that is out, made of bare rows in a few milliseconds, for the tests of writers. Everybody is invented."""

from datetime import UTC, date, datetime, timedelta

from answerable.actions.models import Action, Appeal, Frozen, Issue, Mail, Step, Writer
from answerable.publish.models import Publication, Snapshot
from answerable.record import changes
from answerable.record.actors import Actor, Role
from answerable.record.drafts import DossierDraft
from answerable.record.models import Dossier

OWNER = Actor("ana", Role.OWNER)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
ADDRESS = "vera.quispe@example.org"
TITLES = {"en": "Justice at the harbour", "es": "Justicia en el puerto"}


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def a_dossier(name: str = "harbour") -> Dossier:
    draft = DossierDraft(name, {"en": "The harbour"}, "America/Lima", country="pe")
    return changes.new_dossier(actor=OWNER, draft=draft)


def an_action(
    dossier: Dossier,
    slug: str = "harbour-action",
    *,
    risk: str = "low",
    themes: tuple[str, ...] = (),
    sequence: int = 7,
) -> Action:
    return Action.objects.create(
        dossier=dossier, id=f"a-{slug}", at=NOW, by="ana", slug=slug, sequence=sequence, year=2026, country="PE",
        risk=risk, themes=list(themes),
    )  # fmt: skip


def an_issue(
    action: Action, update: int = 0, *, kind: str = "first", outcome: str = "", out: bool = True
) -> Issue:
    slug = f"{action.slug}-{update}"
    base = {"dossier_id": action.dossier_id, "at": NOW, "by": "ana"}
    publication = Publication.objects.create(**base, id=f"p-{slug}", slug=slug, kind="urgent-action")
    issue = Issue.objects.create(
        **base, id=f"i-{slug}", action=action, update=update, publication=publication, kind=kind, outcome=outcome,
        opens=TODAY, until=TODAY + timedelta(days=40),
    )  # fmt: skip
    if out:
        snapshot = Snapshot.objects.create(
            **base, id=f"s-{slug}", publication=publication, number=1, head_number=1, head="0" * 64, spec={},
            versions={}, titles=TITLES, texts={}, html={}, values={}, outputs={},
        )  # fmt: skip
        Frozen.objects.create(**base, id=f"f-{slug}", issue=issue, snapshot=snapshot, parts={}, targets={})
    return issue


def stopped(issue: Issue) -> None:
    Step.objects.create(
        dossier_id=issue.dossier_id, id=f"stop-{issue.pk}", at=NOW, by="ana", issue=issue, step="stopped", words={}
    )


def a_writer(
    dossier: Dossier,
    address: str = ADDRESS,
    *,
    state: str = "confirmed",
    seen: date = TODAY,
    news: bool = False,
    **other,
) -> Writer:
    writer = Writer.objects.create(
        dossier=dossier, address=address, canonical=address, state=state, code=f"code-of-{address}", since=seen,
        last_seen=seen, **({"language": "en"} | other),
    )  # fmt: skip
    if news:
        writer.consents.create(kind="updates", wording="updates-1", language="en", day=seen)
    return writer


_numbers = iter(range(10**9))


def a_mail(
    issue: Issue | None = None, *, kind: str = "letter", state: str = "left", due: datetime = NOW, **other
) -> Mail:
    left = due if state in ("left", "bounced") else None
    filled = {
        "addressee": "minister@example.org", "reply_to": ADDRESS, "sender_name": "Vera Quispe",
        "subject": "The harbour", "text": "Dear Minister, the harbour.", "headers": {"X": "y"}, "problem": "550 no",
    }  # fmt: skip
    return Mail.objects.create(
        kind=kind, issue=issue, language="en", message_id=f"<{next(_numbers)}@example.org>", state=state, due_at=due,
        **({"left_at": left} | filled | other),
    )  # fmt: skip


def an_appeal(
    issue: Issue, key: str, *, channel: str = "here", state: str = "accepted", day: date = TODAY, **other
) -> Appeal:
    return Appeal.objects.create(
        issue=issue, writer_key=key, target=other.pop("target", "minister"), channel=channel, language="en",
        state=state, day=day, **other,
    )  # fmt: skip
