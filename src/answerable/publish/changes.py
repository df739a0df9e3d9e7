"""The acts on publications. Each checks permission and order, writes in one transaction, one journal entry an act.

Nothing leaves without a second person, and what leaves is frozen: the place in the journal, the view, every value
with its claims, and the hash of every file. A snapshot is never changed; a correction is a new one with a note.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from answerable.kernel.errors import ActRefusedError, ValueRefusedError
from answerable.kernel.hashing import content_id
from answerable.kernel.times import moment_text
from answerable.publish import companions, life
from answerable.publish.checks import Checked, hindrance_words, look_over, public_view, secrets_of
from answerable.publish.draft_heads import KINDS
from answerable.publish.gate import hindrances_in
from answerable.publish.models import Publication, PublicationText, Snapshot, SnapshotFile
from answerable.publish.new_rows import Files, in_one, note_row, snapshot_row, step_row
from answerable.publish.outputs import outputs_of
from answerable.publish.reads import Held, StaleSentence, held, stale_sentences
from answerable.publish.wording import LANGUAGES
from answerable.record import journal
from answerable.record.actors import Actor
from answerable.record.changes import find_dossier
from answerable.record.reads import head_entry

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAKEN = frozenset({"new"})
LONGEST = 400_000


def _now() -> datetime:
    return datetime.now(UTC)


def _require(found: Held, act: str, why: str, remedy: str) -> None:
    if act not in found.life.next_acts():
        raise ActRefusedError(why, remedy=remedy)


@transaction.atomic
def create(*, actor: Actor, dossier_id: str, slug: str, kind: str) -> str:
    """Begin a publication, and return its slug. It has no text yet, and only the team knows of it.

    Raises:
        NotAllowedError, ValueRefusedError (no such kind, or no slug), ActRefusedError (the slug is taken).
    """
    actor.require("write")
    slug = slug.strip().lower()
    if kind not in KINDS:
        raise ValueRefusedError(gettext("There is no such kind of publication."), remedy=", ".join(KINDS))
    if not _SLUG.fullmatch(slug) or len(slug) > 60 or slug in _TAKEN:
        raise ValueRefusedError(
            gettext("This cannot be an address."),
            remedy=gettext("Use small letters, digits and single hyphens, at most 60 of them."),
        )
    dossier = find_dossier(dossier_id)
    if Publication.objects.filter(dossier=dossier, slug=slug).exists():
        raise ActRefusedError(
            gettext("Another publication has this address already."), remedy=gettext("Choose another one.")
        )
    at = _now()
    content = {"slug": slug, "kind": kind, "by": actor.name}
    row = Publication(dossier=dossier, at=at, **content, id=content_id(content | {"at": moment_text(at)}))
    row.save(force_insert=True)
    _append(actor, row, "create-publication", "publication", row, at)
    return slug


@transaction.atomic
def save_text(
    *, actor: Actor, dossier_id: str, slug: str, texts: Mapping[str, str], known: Mapping[str, int] | None = None
) -> int:
    """Save its text in one or several languages; what did not change is passed over. Return how many were new.

    Args:
        actor: needs the right to write.
        dossier_id: of which dossier.
        slug: of which publication.
        texts: the whole draft, with its head, by language; an empty one takes the language out.
        known: the version of each language that the writer began from; a later one in between is refused.

    Raises:
        NotAllowedError, ValueRefusedError (a language or a length), ActRefusedError (it is in
        review, approved or withdrawn, or somebody saved in between).
    """
    actor.require("write")
    found = held(dossier_id, slug)
    _require(
        found, "save_text", gettext("The text cannot be changed while it is in review, approved or withdrawn."),
        gettext("Ask for it to be sent back first."),
    )  # fmt: skip
    latest = {one.language: one for one in found.life.versions}
    fresh = {
        code: text.replace("\r\n", "\n")
        for code, text in texts.items()
        if text.replace("\r\n", "\n") != (latest[code].markdown if code in latest else "")
    }
    for code, text in fresh.items():
        _check_text(code, text)
        if known is not None and (latest[code].version if code in latest else 0) != known.get(code, 0):
            raise ActRefusedError(
                gettext("Somebody else has saved this text meanwhile."),
                remedy=gettext(
                    "What you typed is still below. Open the publication beside it and put both together."
                ),
            )
    at, rows = _now(), []
    for code, text in sorted(fresh.items()):
        version = latest[code].version + 1 if code in latest else 1
        content = {"language": code, "version": version, "markdown": text, "by": actor.name}
        named = content_id(content | {"at": moment_text(at), "publication": found.row.id})
        rows.append(PublicationText(dossier=found.row.dossier, publication=found.row, id=named, at=at, **content))
    if rows:
        PublicationText.objects.bulk_create(rows)
        journal.append(
            found.row.dossier, actor=actor.name, act="save-text", table="publication-text", rows=rows, at=at
        )
    return len(rows)


def _check_text(language: str, text: str) -> None:
    if language not in LANGUAGES:
        raise ValueRefusedError(
            gettext("Publications are not written in this language."), remedy=", ".join(LANGUAGES)
        )
    if len(text) > LONGEST or "\x00" in text:
        raise ValueRefusedError(gettext("This text is too long, or holds a sign that no text holds."))


@transaction.atomic
def submit(*, actor: Actor, dossier_id: str, slug: str) -> None:
    """Hand it to a second person; from now on the text stands still.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError (no text, or not its turn).
    """
    actor.require("write")
    found = held(dossier_id, slug)
    _require(
        found, "submit", gettext("It has been submitted already, or was withdrawn."),
        gettext("Wait for the review, or ask for it to be sent back."),
    )  # fmt: skip
    if not found.life.texts:
        raise ActRefusedError(
            gettext("There is no text yet."), remedy=gettext("Write one in at least one language.")
        )
    _step(actor, found, life.SUBMITTED)


def review(*, actor: Actor, dossier_id: str, slug: str, approve: bool, words: str = "") -> None:
    """Approve it as it stands, or send it back with words; a second person, who wrote none of it.

    Sending back is open also after the approval, until it is published.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError (not its turn, the actor wrote it, something is wrong with
        it, or it is sent back without words).
    """
    actor.require("review")
    found = held(dossier_id, slug)
    act = "review" if approve or "review" in found.life.next_acts() else "send_back"
    _require(
        found, act, gettext("There is nothing to review."), gettext("Wait until the writer has submitted it.")
    )
    if not approve:
        if not words.strip():
            raise ActRefusedError(gettext("Say what is to be changed."), remedy=gettext("The writer reads it."))
        with transaction.atomic():
            _step(actor, found, life.SENT_BACK, words=words.strip())
        return
    if actor.name in found.life.writers:
        raise ActRefusedError(
            gettext("You wrote or submitted part of this."), remedy=gettext("Ask a second person to review it.")
        )
    saw = _fit(dossier_id, found).digest
    with transaction.atomic():
        _same(found, held(dossier_id, slug))
        _step(actor, found, life.APPROVED, words=words.strip(), saw=saw)


@transaction.atomic
def set_embargo(*, actor: Actor, dossier_id: str, slug: str, until: datetime) -> None:
    """Keep it back until a moment, which has a zone. A later call sets another moment, or one that has passed.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError (it is not approved), ValueRefusedError (no zone).
    """
    actor.require("publish")
    found = held(dossier_id, slug)
    if until.tzinfo is None:
        raise ValueRefusedError(gettext("The moment needs a time zone."))
    _require(
        found, "set_embargo", gettext("Only what is approved can be kept back."),
        gettext("Have it reviewed first."),
    )  # fmt: skip
    _step(actor, found, life.EMBARGOED, until=until.astimezone(UTC))


def publish(*, actor: Actor, dossier_id: str, slug: str) -> int:
    """Let it out for the first time: freeze a snapshot and make its files. Return the snapshot's number.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError: no second person has approved it, the embargo holds, it
        says something else than when it was approved, something is wrong with it, or it may not leave.
    """
    actor.require("publish")
    return _let_out(actor, dossier_id, slug, "publish", {})


def correct(*, actor: Actor, dossier_id: str, slug: str, words: Mapping[str, str]) -> int:
    """Put a new snapshot in place of the last one, with a public note that says what was corrected.

    Args:
        actor: needs the right to publish.
        dossier_id: of which dossier.
        slug: of which publication.
        words: the note, in every language that the publication has.

    Raises:
        As `publish`; and ActRefusedError when the note lacks a language.
    """
    actor.require("publish")
    return _let_out(actor, dossier_id, slug, "correct", {code: text.strip() for code, text in words.items()})


def withdraw(*, actor: Actor, dossier_id: str, slug: str, why: Mapping[str, str]) -> None:
    """Take it back for good. Its address goes on to answer, with the reason, which is public.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError (it is not public, no reason in a language that it was
        published in, or the reason itself may not leave).
    """
    actor.require("publish")
    found = held(dossier_id, slug)
    _require(
        found, "withdraw", gettext("Only what is public can be withdrawn."), gettext("A draft can just be left.")
    )
    reasons = {code: text.strip() for code, text in why.items() if text.strip()}
    _require_words(reasons, found.snapshots[-1].titles, gettext("A withdrawal needs a reason, in every language."))
    _require_clean(dossier_id, reasons)
    with transaction.atomic():
        _same(found, held(dossier_id, slug))
        _step(actor, found, life.WITHDRAWN, words=in_one(reasons))
        companions.taken_back(actor, found.row)


# letting out


def _let_out(actor: Actor, dossier_id: str, slug: str, act: str, words: Mapping[str, str]) -> int:
    found = held(dossier_id, slug)
    _require_turn(found, act)
    checked = _fit(dossier_id, found)
    approval = found.life.approval
    if approval is None or approval.saw != checked.digest:
        raise ActRefusedError(
            gettext("It says something else now than when it was approved: the dossier has changed."),
            remedy=gettext("Send it back, look at what changed, and have it reviewed again."),
        )
    stale: tuple[StaleSentence, ...] = ()
    if act == "correct":
        _require_words(
            words,
            {one.language: "" for one in checked.said},
            gettext("Say what was corrected, in every language."),
        )
        _require_clean(dossier_id, words)
        stale = stale_sentences(found.snapshots[-1], public_view(dossier_id))
    files = {one.language: outputs_of(one.html, language=one.language, title=one.title) for one in checked.said}
    at = _now()
    with transaction.atomic():
        if head_entry(dossier_id) != checked.head:
            raise ActRefusedError(
                gettext("The dossier changed while this was being published."), remedy=gettext("Try it again.")
            )
        snapshot = _freeze(actor, found, checked, files, at)
        journal_act = "publish" if act == "publish" else "correct-publication"
        _append(actor, found.row, journal_act, "snapshot", snapshot, at)
        if act == "correct":
            note = note_row(actor.name, found, words, stale, at)
            note.save(force_insert=True)
            _append(actor, found.row, "note-correction", "correction", note, at)
        companions.let_out(actor, snapshot, at)
    return snapshot.number


def _require_turn(found: Held, act: str) -> None:
    """Stop unless it is approved and its embargo over; only what is public can be corrected."""
    now = found.life
    if (act == "publish") == bool(now.frozen):
        raise ActRefusedError(
            gettext("It is public already.") if now.frozen else gettext("It is not public yet."),
            remedy=gettext("Correct it, with a note.") if now.frozen else gettext("Publish it first."),
        )
    if act not in now.next_acts():
        raise ActRefusedError(
            gettext("No second person has approved it as it stands."), remedy=gettext("Have it reviewed first.")
        )
    if now.embargo and _now() < now.embargo:
        raise ActRefusedError(
            gettext("It is under embargo until %(moment)s.") % {"moment": moment_text(now.embargo)},
            remedy=gettext("Wait until then, or set another moment."),
        )


def _fit(dossier_id: str, found: Held) -> Checked:
    """Return what it says, when nothing is wrong with it and all of it may leave.

    Raises:
        ActRefusedError: otherwise; says the first thing that is wrong.
    """
    checked = look_over(dossier_id, found.row.slug, {code: one.markdown for code, one in found.life.texts.items()})
    if checked.problems:
        one = checked.problems[0]
        raise ActRefusedError(
            gettext("There is something to mend in the text: %(what)s") % {"what": one.what},
            where=one.place, remedy=one.remedy,
        )  # fmt: skip
    _refuse(checked.hindrances)
    return checked


def _require_clean(dossier_id: str, texts: Mapping[str, str]) -> None:
    _refuse(hindrances_in(texts, secrets_of(dossier_id)))


def _refuse(hindrances: Any) -> None:
    for one in hindrances:
        raise ActRefusedError(
            hindrance_words(one), where=one.where, remedy=gettext("Change the text, or make it public first.")
        )


def _require_words(words: Mapping[str, str], languages: Mapping[str, str], why: str) -> None:
    if any(not words.get(code) for code in languages):
        raise ActRefusedError(why, remedy=gettext("Readers of each language read it."))


def _same(before: Held, now: Held) -> None:
    """Stop when somebody else has done something with the publication in between."""
    if before.life != now.life:
        raise ActRefusedError(
            gettext("Somebody else has done something with it meanwhile."), remedy=gettext("Open the page again.")
        )


# rows


def _append(actor: Actor, row: Publication, act: str, table: str, written: Any, at: datetime) -> None:
    journal.append(row.dossier, actor=actor.name, act=act, table=table, rows=[written], at=at)


def _step(actor: Actor, found: Held, step: str, **said: Any) -> None:
    row = step_row(actor.name, found, step, _now(), **said)
    row.save(force_insert=True)
    _append(actor, found.row, f"publication-{step}", "publication-step", row, row.at)


def _freeze(actor: Actor, found: Held, checked: Checked, files: Files, at: datetime) -> Snapshot:
    row = snapshot_row(actor.name, found, checked, files, at)
    row.save(force_insert=True)
    SnapshotFile.objects.bulk_create(
        SnapshotFile(snapshot=row, language=code, form=form, content=made)
        for code, forms in files.items()
        for form, made in forms.items()
    )
    return row
