"""What authorities answered to an action: the letter becomes evidence, and says of each ask what became of it.

The letter is a source of the team, for it may hold the name of who wrote or whom it speaks of. What it says of an
ask is a claim on the call that the ask stands for, so that what came of it shows wherever the call does: in the
follow-up, on the page of the action, in its statistics. That claim may be public while the letter is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext

from answerable.actions.reads import HeldIssue, team_issue_of, today_of
from answerable.evidence.changes import ingest, prepared
from answerable.evidence.storage import Readable
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from answerable.kernel.times import Blur, Time
from answerable.record.actors import Actor
from answerable.record.changes import add_sources, find_dossier, record_claims
from answerable.record.claims import ReadableClaim, ReadableSource
from answerable.record.drafts import ClaimDraft, SourceDraft
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec

State = Literal["met", "partly", "refused"]
STATES: tuple[State, ...] = ("met", "partly", "refused")
KIND = "official-reply"
GRADE = 3
"""An authority that says what it has done is believed as possibly true, until somebody else bears it out."""
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class AskAnswered:
    """What a reply says of one ask. `call`: the entity of it; `text`: in our own words what was answered."""

    call: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class AuthorityReply:
    """One reply as a view has it: its source, its day, and what it says of the asks, each with its claim.

    `title` is the attribution for a reader who may not know the letter.
    """

    source: str
    title: str
    day: date | None
    answered: tuple[tuple[AskAnswered, ReadableClaim], ...]


def record_reply(
    *,
    actor: Actor,
    dossier_id: str,
    slug: str,
    content: Path | Readable,
    name: str,
    title: str,
    publisher: str,
    day: date,
    language: str,
    answered: Sequence[AskAnswered],
    update: int | None = None,
    visibility: str = "team",
    attribution: str = "",
) -> tuple[str, tuple[str, ...]]:
    """Take in what an authority answered, and record what it says of the asks of an issue.

    Args:
        actor: needs the rights to ingest, to add a source and to record.
        dossier_id: of which dossier.
        slug: of which action.
        content: the letter, as a file or a stream.
        name: of its file.
        title: of the letter, as it stands on it.
        publisher: which authority wrote it.
        day: the day that it bears.
        language: in which the texts of `answered` are, and the letter is.
        answered: one for each ask that it speaks of.
        update: of which issue; the latest if None.
        visibility: of what it says of the asks; the letter itself stays with the team.
        attribution: what the public reads in place of the letter.

    Returns:
        The key of the source, and the ids of the claims in the order of `answered`.

    Raises:
        NotAllowedError, NotFoundError, FileRefusedError (see `evidence.changes.ingest`), ValueRefusedError: it
        answers no ask, one that the issue does not have, one twice, or on a day to come.
    """
    for act in ("ingest", "add-source", "record"):
        actor.require(act)
    held = team_issue_of(dossier_id, slug, update)
    _check(held, answered, day, title, publisher)
    dossier = find_dossier(dossier_id)
    # Reading a letter can take a minute: it is done before the transaction, so that nobody waits for it.
    with prepared(actor=actor, dossier=dossier, content=content, name=name) as ready, transaction.atomic():
        key = f"reply-{ready.staged.sha256[:12]}"
        source = SourceDraft(
            key=key, kind=KIND, title=title.strip(), publisher=publisher.strip(), created=day.isoformat(),
            obtained=today_of(dossier_id).isoformat(), language=language, visibility="team",
            attribution=attribution.strip() or _attribution(publisher), sha256=ready.staged.sha256,
        )  # fmt: skip
        add_sources(actor=actor, dossier=dossier, drafts=[_as_it_is_known(actor, dossier_id, source)])
        ingest(actor=actor, dossier=dossier, content=ready, source_key=key)
        named = _key_of(dossier.languages, language)
        drafts = [_claim(one, key, day, named, visibility) for one in answered]
        return key, record_claims(actor=actor, dossier=dossier, drafts=drafts).ids


def _check(held: HeldIssue, answered: Sequence[AskAnswered], day: date, title: str, publisher: str) -> None:
    asked = calls_of(held)
    if not answered:
        raise ValueRefusedError(
            gettext("The reply is linked to no ask."),
            remedy=gettext("Say of at least one ask whether it was met, met in part or refused."),
        )
    if len({one.call for one in answered}) != len(answered):
        raise ValueRefusedError(gettext("One ask is answered twice."), remedy=gettext("Answer each once."))
    for one in answered:
        if one.call not in asked:
            raise ValueRefusedError(
                gettext("This issue does not ask for that."), where=one.call, remedy=", ".join(asked)
            )
        if one.state not in STATES:
            raise ValueRefusedError(
                gettext("An ask is met, met in part or refused."), where=one.call, remedy=", ".join(STATES)
            )
        if not one.text.strip() or len(one.text) > LONGEST:
            raise ValueRefusedError(
                gettext("Say in your own words what was answered."), where=one.call,
                remedy=gettext("A sentence or two; at most %(most)s signs.") % {"most": LONGEST},
            )  # fmt: skip
    if day > today_of(held.dossier_id):
        raise ValueRefusedError(
            gettext("The day of the reply is still to come."), where=day.isoformat(),
            remedy=gettext("Give the day that the letter bears."),
        )  # fmt: skip
    if not title.strip() or not publisher.strip():
        raise ValueRefusedError(
            gettext("The reply needs a title and the name of the authority."),
            remedy=gettext("Take both from the letter."),
        )


def _attribution(publisher: str) -> str:
    return gettext("Reply of an authority to our letters: %(publisher)s") % {"publisher": publisher.strip()}


def _as_it_is_known(actor: Actor, dossier_id: str, draft: SourceDraft) -> SourceDraft:
    """Return the source as it was added when the same letter came in before: then only claims are new."""
    view = view_of(dossier_id, ViewSpec(actor.audience))
    try:
        known = view.source(draft.key)
    except NotFoundError:
        return draft
    return SourceDraft(**{name: getattr(known, name) for name in SourceDraft.__slots__})


def _key_of(languages: Sequence[str], language: str) -> str:
    """Return under which name an answer is recorded: plain in the dossier's first language, else marked."""
    return "answer" if not languages or languages[0] == language else f"answer@{language}"


def _claim(one: AskAnswered, source: str, day: date, name: str, visibility: str) -> ClaimDraft:
    blur = Blur(day, day)
    return ClaimDraft(
        one.call, "Call", {name: (one.text.strip(),), "state": (one.state,)}, source, time=Time(blur, blur),
        grade=GRADE, visibility=visibility, note=gettext("Its day is that of the reply."),
    )  # fmt: skip


# what came back


def calls_of(held: HeldIssue) -> tuple[str, ...]:
    """Return the calls that the asks of an issue stand for, as it went out; of a draft, none."""
    frozen = held.frozen
    for parts in frozen.parts.values() if frozen else ():
        names = str(parts.get("calls", {}).get("text", "")).split()
        if names:
            return tuple(names)
    return ()


def replies_to(held: HeldIssue, view: View) -> tuple[AuthorityReply, ...]:
    """Return the replies that say something of an issue's asks, as a view has them, the latest first.

    To somebody who may not know a letter it shows by its attribution alone.
    """
    found: dict[str, list[tuple[AskAnswered, ReadableClaim]]] = {}
    for call in calls_of(held):
        for claim in view.claims_about(call) if view.has(call) else ():
            for state in STATES:
                if state in claim.properties.get("state", ()) and _is_reply(view, claim):
                    text = next(
                        (said[0] for key, said in claim.properties.items() if key.startswith("answer")), ""
                    )
                    found.setdefault(claim.source, []).append((AskAnswered(call, state, text), claim))
    rows = [_reply(view.source(key), said) for key, said in found.items()]
    return tuple(sorted(rows, key=lambda row: (row.day or date.min, row.source), reverse=True))


def _is_reply(view: View, claim: ReadableClaim) -> bool:
    """Say whether a counted claim comes from a reply. Of a withheld source the kind is not told: its day tells."""
    source = view.source(claim.source)
    return claim.is_counted and (source.kind == KIND or (source.is_withheld and claim.time.first is not None))


def _reply(source: ReadableSource, said: Sequence[tuple[AskAnswered, ReadableClaim]]) -> AuthorityReply:
    first = said[0][1].time.first
    title = source.attribution if source.is_withheld else source.title
    return AuthorityReply(source.key, title, first.latest if first else None, tuple(said))
