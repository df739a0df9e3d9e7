"""The rows that an act on a publication adds, made and named by what they say; `changes` saves them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from answerable.kernel.hashing import content_id, sha256_hex
from answerable.kernel.times import moment_text
from answerable.publish.checks import Checked
from answerable.publish.models import Approval, Correction, Snapshot
from answerable.publish.outgoing import Use
from answerable.publish.reads import Held, StaleSentence
from answerable.record.audiences import PUBLIC

Files = Mapping[str, Mapping[str, bytes]]
"""What was made, by language and form."""


def in_one(words: Mapping[str, str]) -> str:
    """Return a text in several languages as one, each line under its language's code."""
    return "\n".join(f"{code}: {' '.join(text.split())}" for code, text in sorted(words.items()))


def step_row(
    by: str, found: Held, step: str, at: datetime, *, words: str = "", saw: str = "", until: datetime | None = None
) -> Approval:
    """Return the row of one step, with the versions of the texts that it speaks of."""
    content: dict[str, Any] = {
        "step": step,
        "versions": {code: one.version for code, one in sorted(found.life.texts.items())},
        "words": words,
        "saw": saw,
        "by": by,
    }
    ended = moment_text(until) if until else ""
    named = content | {"publication": found.row.id, "until": ended, "at": moment_text(at)}
    return Approval(
        dossier=found.row.dossier, publication=found.row, id=content_id(named), until=until, at=at, **content
    )


def snapshot_row(by: str, found: Held, checked: Checked, files: Files, at: datetime) -> Snapshot:
    """Return the row of a snapshot: everything that was checked, and the hash of every file."""
    texts = found.life.texts
    content = {
        "number": len(found.snapshots) + 1,
        "head_number": checked.head[0],
        "head": checked.head[1],
        "spec": {"audience": PUBLIC.word, "recorded_by": None, "published_by": None, "without": []},
        "versions": {code: one.version for code, one in texts.items()},
        "titles": {one.language: one.title for one in checked.said},
        "texts": {code: one.markdown for code, one in texts.items()},
        "html": {one.language: one.html for one in checked.said},
        "values": {one.language: [_use(each) for each in one.uses] for one in checked.said},
        "outputs": {
            code: {form: sha256_hex(made) for form, made in forms.items()} for code, forms in files.items()
        },
        "by": by,
    }
    named = content_id(content | {"publication": found.row.id, "at": moment_text(at)})
    return Snapshot(dossier=found.row.dossier, publication=found.row, id=named, at=at, **content)


def _use(use: Use) -> dict[str, Any]:
    return {
        "reference": use.reference,
        "value": use.value,
        "claims": list(use.claims),
        "sentence": use.sentence,
    }


def note_row(
    by: str, found: Held, words: Mapping[str, str], stale: Iterable[StaleSentence], at: datetime
) -> Correction:
    """Return the note with which a new snapshot takes the last one's place, and the sentences that it mends."""
    number = found.snapshots[-1].number
    content: dict[str, Any] = {
        "replaced": number,
        "replaced_by": number + 1,
        "words": dict(words),
        "sentences": [
            {"language": one.language, "old": one.sentence, "new": one.new_sentence}
            for one in stale
            if one.new_sentence
        ],
        "by": by,
    }
    named = content_id(content | {"publication": found.row.id, "at": moment_text(at)})
    return Correction(dossier=found.row.dossier, publication=found.row, id=named, at=at, **content)
