"""The acts on evidence: taking a file in, saying which source it is, taking that back, correcting its language.

The bytes are on the disk before any row speaks of them. Each act is one transaction and is in the journal.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.evidence.language import guess_language
from answerable.evidence.models import LANGUAGE, PLACED, RECEIVED, WITHDRAWN, CustodyEntry, EvidenceFile
from answerable.evidence.opening import Opened, known_again, open_path, open_staged, plain_name
from answerable.evidence.paragraphs import Paragraph
from answerable.evidence.passages import text_digest, write_passages
from answerable.evidence.placements import is_brought_by, language_of, may_see_unplaced, sources_of_file
from answerable.evidence.placing import Recognised, which_source
from answerable.evidence.storage import Readable, Staged, the_store
from answerable.evidence.wording import sentence
from answerable.kernel.errors import ActRefusedError, FileRefusedError, NotFoundError, ValueRefusedError
from answerable.kernel.hashing import content_id
from answerable.kernel.times import moment_text
from answerable.record import journal
from answerable.record.actors import Actor
from answerable.record.models import Dossier, Source
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec


@dataclass(frozen=True, slots=True)
class Ingested:
    """What taking a file in came to.

    `source_key` is None when no source was recognised; the file is kept all the same. `paragraphs` is their
    number. `is_new` is False when the actor could know that the file was here. `messages` are sentences.
    """

    source_key: str | None
    sha256: str
    paragraphs: int
    is_new: bool
    language: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that has come in and been read, but is not kept yet."""

    staged: Staged
    name: str
    opened: Opened


@contextmanager
def prepared(*, actor: Actor, dossier: Dossier, content: Path | Readable, name: str = "") -> Iterator[Prepared]:
    """Let a file in and read it, to be ingested in the block; what is not ingested there is gone after it.

    Reading can take a minute. An act that writes more than the file prepares it first, so that nobody else's
    writing waits for a hostile file.

    Raises:
        NotAllowedError: the actor may not ingest. FileRefusedError: it is too large, empty, of no known kind, or
        not what its name says.
    """
    actor.require("ingest")
    store = the_store()
    with ExitStack() as stack:
        stream: Readable
        if isinstance(content, Path):
            name = name or content.name
            stream = stack.enter_context(open_path(content))
        else:
            stream = content
        staged = store.stage(stream)
    try:
        file = EvidenceFile.objects.filter(dossier=dossier, sha256=staged.sha256).first()
        opened = open_staged(store, staged, name) if file is None else known_again(file)
        yield Prepared(staged, plain_name(name), opened)
    finally:
        store.discard(staged)


def ingest(
    *,
    actor: Actor,
    dossier: Dossier,
    content: Path | Readable | Prepared,
    name: str = "",
    source_key: str | None = None,
) -> Ingested:
    """Take a file in: keep its bytes, read its text, and place it at the source that it is.

    Args:
        actor: needs the right to ingest.
        dossier: where to.
        content: a path of a regular file, a stream of bytes, or what `prepared` gave.
        name: as the file was called where it came from; for a path, its own name unless one is given.
        source_key: the source that it is; without it the source is recognised, by hash first.

    Returns:
        Ingested. The same bytes a second time are one file.

    Raises:
        NotAllowedError: the actor may not. FileRefusedError: it is too large, empty, of no known kind, not what
        its name says, or not the bytes that the record has of the source; nothing of it stays.
        NotFoundError: the actor knows no such source.
    """
    actor.require("ingest")
    view = _view_for(actor, dossier)
    if source_key is not None:
        _require_source(view, source_key)
    if not isinstance(content, Prepared):
        with prepared(actor=actor, dossier=dossier, content=content, name=name) as ready:
            return _keep(actor, dossier, view, ready, source_key)
    return _keep(actor, dossier, view, content, source_key)


def _keep(actor: Actor, dossier: Dossier, view: View, ready: Prepared, source_key: str | None) -> Ingested:
    """Keep the bytes first, write the rows second."""
    place = _place_for(view, ready.staged.sha256, ready.opened.paragraphs, source_key)
    the_store().keep(ready.staged)
    return _record(actor, dossier, view, ready, place)


def _view_for(actor: Actor, dossier: Dossier) -> View:
    return view_of(dossier.id, ViewSpec(actor.audience))


def _require_source(view: View, key: str) -> None:
    """Stop unless the view names the source; a withheld one is no source that can be given.

    Raises:
        NotFoundError: the same words whether it is absent or withheld.
    """
    if view.source(key).is_withheld:
        raise NotFoundError(_("There is no such source in this view."))


def _place_for(
    view: View, sha256: str, paragraphs: Sequence[Paragraph], source_key: str | None
) -> Recognised | None:
    if source_key is None:
        return which_source(view, sha256, paragraphs)
    recorded = view.source(source_key).sha256
    if recorded and recorded != sha256:
        raise FileRefusedError(
            _("These are not the bytes that the record has of this source: the hashes differ."),
            where=source_key,
            remedy=_("Add this version as a source of its own that derives from it."),
        )
    return Recognised(source_key, "hand")


@transaction.atomic
def _record(
    actor: Actor,
    dossier: Dossier,
    view: View,
    ready: Prepared,
    place: Recognised | None,
) -> Ingested:
    file = EvidenceFile.objects.filter(dossier=dossier, sha256=ready.staged.sha256).first()
    at = datetime.now(UTC)
    is_known = file is not None and _may_know(actor, view, file)
    if file is None:
        file = _new_file(actor, dossier, ready, at)
    entries = []
    if not is_brought_by(actor, file):
        entries.append(_entry(actor, file, RECEIVED, at, value=ready.name))
    standing = sources_of_file(file, view)
    if place and place.source not in standing:
        source = Source.objects.get(dossier=dossier, key=place.source)
        entries.append(_entry(actor, file, PLACED, at, source=source, value=place.by))
    _write(actor, dossier, "ingest", entries, at)
    key = place.source if place else next(iter(standing), None)
    return Ingested(
        key,
        file.sha256,
        len(ready.opened.paragraphs),
        not is_known,
        language_of(file),
        (*map(sentence, ready.opened.notes), _placed_sentence(key, place)),
    )


def _may_know(actor: Actor, view: View, file: EvidenceFile) -> bool:
    """Say whether the actor brought the file or may see a source that it stands at."""
    return is_brought_by(actor, file) or bool(sources_of_file(file, view))


def _new_file(actor: Actor, dossier: Dossier, ready: Prepared, at: datetime) -> EvidenceFile:
    opened = ready.opened
    file = EvidenceFile.objects.create(
        dossier=dossier,
        sha256=ready.staged.sha256,
        size_bytes=ready.staged.size_bytes,
        media_type=opened.kind.value,
        name_as_given=ready.name,
        text_state=opened.state.value,
        text_digest=text_digest(opened.paragraphs),
        language_guess=guess_language("\n".join(each.text for each in opened.paragraphs[:400])),
        notes=[[note.code, note.detail] for note in opened.notes],
        received_at=at,
        received_by=actor.name,
    )
    write_passages(file, opened.paragraphs)
    journal.append(dossier, actor=actor.name, act="ingest", table="file", rows=[file], at=at)
    return file


def _entry(
    actor: Actor,
    file: EvidenceFile,
    act: str,
    at: datetime,
    *,
    source: Source | None = None,
    value: str = "",
    why: str = "",
) -> CustodyEntry:
    content = {"file": file.sha256, "act": act, "value": value, "why": why, "by": actor.name}
    named = content | {"source": source.opaque if source else "", "at": moment_text(at)}
    return CustodyEntry(
        dossier_id=file.dossier_id,
        id=content_id(named),
        file=file,
        act=act,
        source=source,
        value=value,
        why=why,
        by=actor.name,
        at=at,
    )


def _write(actor: Actor, dossier: Dossier, act: str, entries: Sequence[CustodyEntry], at: datetime) -> None:
    if entries:
        CustodyEntry.objects.bulk_create(entries)
        journal.append(dossier, actor=actor.name, act=act, table="custody", rows=entries, at=at)


def _placed_sentence(key: str | None, place: Recognised | None) -> str:
    if key is None:
        return _("The file is kept, but its source was not recognised: say which with --source KEY.")
    sentences = {
        "hash": _("It is source %(key)s, by its hash."),
        "words": _("It seems to be source %(key)s, by its words. Check that it is."),
        "hand": _("It is placed at source %(key)s, as was said."),
    }
    by = place.by if place else ""
    return sentences.get(by, _("It stands at source %(key)s already.")) % {"key": key}


@transaction.atomic
def place(*, actor: Actor, dossier: Dossier, sha256: str, source_key: str) -> None:
    """Say which source a file is. A file can stand at more than one.

    Raises:
        NotAllowedError. NotFoundError: the actor knows no such file or source. FileRefusedError: the record has
        another hash of the source. ActRefusedError: it stands there already.
    """
    actor.require("ingest")
    view = _view_for(actor, dossier)
    _require_source(view, source_key)
    file = _file_for(actor, dossier, view, sha256)
    _place_for(view, sha256, (), source_key)
    if source_key in sources_of_file(file, view):
        raise ActRefusedError(_("The file stands at this source already."))
    at = datetime.now(UTC)
    source = Source.objects.get(dossier=dossier, key=source_key)
    _write(actor, dossier, "place", [_entry(actor, file, PLACED, at, source=source, value="hand")], at)


@transaction.atomic
def withdraw(*, actor: Actor, dossier: Dossier, sha256: str, source_key: str, why: str) -> None:
    """Take back that a file is a source; from then on its text is in no view through that source.

    Raises:
        NotAllowedError. NotFoundError: the actor knows no such file at that source. ActRefusedError: no reason.
    """
    actor.require("ingest")
    view = _view_for(actor, dossier)
    _require_source(view, source_key)
    file = _file_for(actor, dossier, view, sha256)
    if source_key not in sources_of_file(file, view):
        raise NotFoundError(_("There is no such file at this source."))
    if not why.strip():
        raise ActRefusedError(_("Withdrawing a file needs a reason."), remedy=_("Say why it is not this source."))
    at = datetime.now(UTC)
    source = Source.objects.get(dossier=dossier, key=source_key)
    _write(actor, dossier, "withdraw", [_entry(actor, file, WITHDRAWN, at, source=source, why=why.strip())], at)


@transaction.atomic
def correct_language(*, actor: Actor, dossier: Dossier, sha256: str, language: str) -> None:
    """Say which language a file is in, as a code such as es, en or qu; it replaces the guess.

    Raises:
        NotAllowedError. NotFoundError: the actor knows no such file. ValueRefusedError: this is no such code.
    """
    actor.require("ingest")
    file = _file_for(actor, dossier, _view_for(actor, dossier), sha256)
    if not (2 <= len(language) <= 12 and language.replace("-", "").isalnum() and language.isascii()):
        raise ValueRefusedError(
            _("This is no code of a language."), remedy=_("Write two or three letters, such as es, en or qu.")
        )
    at = datetime.now(UTC)
    _write(actor, dossier, "language", [_entry(actor, file, LANGUAGE, at, value=language.lower())], at)


def _file_for(actor: Actor, dossier: Dossier, view: View, sha256: str) -> EvidenceFile:
    file = EvidenceFile.objects.filter(dossier=dossier, sha256=sha256).first()
    if file is None or not (_may_know(actor, view, file) or may_see_unplaced(actor, file)):
        raise NotFoundError(_("There is no such file here."))
    return file
