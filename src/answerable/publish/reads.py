"""Publications as they stand: their state, what was frozen, and whether it is still true.

Whether something needs correction is worked out from what was frozen and today's public view, and stored nowhere.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from answerable.kernel.errors import HashMismatchError, NotFoundError
from answerable.kernel.hashing import sha256_hex
from answerable.publish.changed_blocks import changed_blocks
from answerable.publish.companions import stands
from answerable.publish.draft_heads import MADE_FROM_VIEW
from answerable.publish.drafts import read_draft
from answerable.publish.life import WITHDRAWN, Life, Step, Version
from answerable.publish.models import Publication, Snapshot, SnapshotFile
from answerable.publish.outgoing import Use, outgoing
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class Held:
    """One publication with its life, what was frozen, oldest first, and the notes of corrections, oldest first."""

    row: Publication
    life: Life
    snapshots: tuple[Snapshot, ...]
    corrections: tuple["CorrectionNote", ...]

    @property
    def last(self) -> Snapshot | None:
        """What the public has of it; None when nothing."""
        return self.snapshots[-1] if self.snapshots else None

    @property
    def withdrawal(self) -> "Withdrawal | None":
        """When and why it was withdrawn; None when it was not."""
        step = next((step for step in self.life.steps if step.step == WITHDRAWN), None)
        return Withdrawal(step.at, _by_language(step.words)) if step else None

    def title(self, language: str) -> str:
        """Return its title as published, or as it is written now; in `language` or in another that it has."""
        texts = self.life.texts.items()
        titles = (
            self.snapshots[-1].titles
            if self.snapshots
            else {code: read_draft(one.markdown).title for code, one in texts}
        )
        return str(titles.get(language) or next(iter(titles.values()), "")) or self.row.slug


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """The public note of one correction. `sentences` lists (language, old, new)."""

    at: datetime
    replaced: int
    replaced_by: int
    words: Mapping[str, str]
    sentences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When a publication was withdrawn, and why, by language."""

    at: datetime
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StaleSentence:
    """A sentence that is public and no longer holds, since the value of one reference in it is another now.

    `new` and `new_sentence` are empty where nothing can stand there any more. `claims`: behind both values. Of a
    document made from a view whole, `sentence` is a block, empty where one is new; `reference` is empty.
    """

    language: str
    sentence: str
    reference: str
    old: str
    new: str
    new_sentence: str
    claims: tuple[str, ...]


def _by_language(words: str) -> Mapping[str, str]:
    lines = (line.partition(": ") for line in words.splitlines())
    return {code: text for code, _, text in lines}


def held(dossier_id: str, slug: str) -> Held:
    """Return one publication, public or not: the caller makes sure that it is shown to nobody else.

    Raises:
        NotFoundError: there is none.
    """
    row = Publication.objects.filter(dossier_id=dossier_id, slug=slug).select_related("dossier").first()
    if row is None:
        raise NotFoundError("There is no such publication here.")
    return _held(row)


def _held(row: Publication) -> Held:
    snapshots = tuple(row.snapshots.order_by("number"))
    steps = tuple(
        Step(one.step, one.by, one.at, one.words, one.until, one.saw) for one in row.steps.order_by("number")
    )
    versions = tuple(
        Version(one.language, one.version, one.markdown, one.by, one.at) for one in row.texts.order_by("number")
    )
    notes = tuple(
        CorrectionNote(
            one.at, one.replaced, one.replaced_by, one.words,
            tuple((each["language"], each["old"], each["new"]) for each in one.sentences),
        )
        for one in row.corrections.order_by("number")
    )  # fmt: skip
    return Held(row, Life(versions, steps, tuple(one.at for one in snapshots)), snapshots, notes)


def publications(dossier_id: str) -> tuple[Held, ...]:
    """Return every publication of a dossier, drafts too, the latest first."""
    rows = Publication.objects.filter(dossier_id=dossier_id).select_related("dossier").order_by("-number")
    return tuple(_held(row) for row in rows)


def public_ones(dossier_id: str) -> tuple[tuple[int, Held], ...]:
    """Return what was ever published, withdrawn ones too, each with its number, the latest first.

    They are counted from 1 in the order in which they came out, so that a gap tells of no draft. What no longer
    stands, such as the sheet of an action that was stopped, is left out; its address answers on its own page.
    """
    out = [one for one in publications(dossier_id) if one.snapshots]
    out.sort(key=lambda one: (one.snapshots[0].at, one.row.number))
    numbered = [(number, one) for number, one in enumerate(out, start=1) if stands(one.row)]
    return tuple(reversed(numbered))


def public_one(dossier_id: str, slug: str) -> tuple[int, Held]:
    """Return what was published under an address, with its number.

    Raises:
        NotFoundError: nothing was; the same words whether there is a draft or not.
    """
    for number, one in public_ones(dossier_id):
        if one.row.slug == slug:
            return number, one
    raise NotFoundError("There is no such publication here.")


def frozen_file(snapshot: Snapshot, language: str, form: str) -> bytes:
    """Return a file as it was made at publishing.

    Raises:
        NotFoundError: it was not made in this language or form. HashMismatchError: its bytes are not those.
    """
    digest = snapshot.outputs.get(language, {}).get(form)
    row = SnapshotFile.objects.filter(snapshot=snapshot, language=language, form=form).first()
    if digest is None or row is None:
        raise NotFoundError("This publication was not made in this form.")
    content = io.BytesIO(row.content).getvalue()
    if sha256_hex(content) != digest:
        raise HashMismatchError("A published file is not what was published.")
    return content


# still true?


def needs_correction(publication: Held, view: View) -> tuple[StaleSentence, ...]:
    """Return every sentence of what is public that no longer holds on a public view, by language and place.

    Nothing when it was never published, or is withdrawn. Worked out once a view.

    Raises:
        ActRefusedError: the view was not made for the public.
    """
    last = publication.last
    if last is None or publication.life.is_withdrawn:
        return ()
    kept: dict[str, Any] = vars(view).setdefault("_stale", {})
    if last.id not in kept:
        kept[last.id] = stale_sentences(last, view)
    return kept[last.id]  # type: ignore[no-any-return]


def stale_sentences(snapshot: Snapshot, view: View) -> tuple[StaleSentence, ...]:
    """Return the sentences of a snapshot whose values differ on a public view.

    A document that is made from a view whole has no references in its text: it is compared block by block.
    """
    now = {one.language: one for one in outgoing(view, snapshot.publication.slug, snapshot.texts)}
    found = []
    for language, frozen in sorted(snapshot.values.items()):
        found += _stale(language, frozen, now[language].uses if language in now else ())
    if snapshot.publication.kind in MADE_FROM_VIEW:
        for language, html in sorted(snapshot.html.items()):
            blocks = changed_blocks(html, now[language].html) if language in now else ()
            found += [StaleSentence(language, old, "", old, new, new, ()) for old, new in blocks]
    return tuple(found)


def _stale(language: str, frozen: Sequence[Mapping[str, Any]], now: Sequence[Use]) -> list[StaleSentence]:
    """Compare what was frozen with what stands there now, reference by reference: the text is the same.

    A citation writes nothing into the text; it no longer holds when no claim is left behind it.
    """
    found = []
    for at, old in enumerate(frozen):
        new = now[at] if at < len(now) else Use(old["reference"], "", (), "")
        is_bare = bool(old["claims"]) and not new.claims
        if new.value != old["value"] or is_bare:
            claims = tuple(dict.fromkeys((*new.claims, *old["claims"])))
            said = "" if is_bare else new.sentence
            found.append(
                StaleSentence(language, old["sentence"], old["reference"], old["value"], new.value, said, claims)
            )
    return found


def state_of(publication: Held, view: View) -> str:
    """Return the one word for a publication: its state, or 'needs-correction' where it no longer holds."""
    return "needs-correction" if needs_correction(publication, view) else publication.life.state
