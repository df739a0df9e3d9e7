"""The rows that an act of coordinators adds, made and named by what they say; `changes` saves them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from answerable.actions.models import Action, Frozen, HandOver, Imported, Issue, Picture, PostService, Step, Target
from answerable.kernel.hashing import content_id
from answerable.kernel.times import moment_text
from answerable.publish.models import Publication, Snapshot
from answerable.record.actors import Actor


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _decided(actor: Actor, at: datetime, content: Mapping[str, Any], **beside: str) -> dict[str, Any]:
    """Return the fields that every row has, with the id that its content, its hand and its moment give it."""
    named = {name: _plain(value) for name, value in content.items()} | beside
    return {"at": at, "by": actor.name, "id": content_id(named | {"by": actor.name, "at": moment_text(at)})}


def action_row(actor: Actor, dossier: Any, content: Mapping[str, Any], at: datetime) -> Action:
    """Return the row of a new action."""
    return Action(dossier=dossier, **content, **_decided(actor, at, content))


def issue_row(
    actor: Actor, action: Action, publication: Publication, content: Mapping[str, Any], at: datetime
) -> Issue:
    """Return the row of a new issue."""
    named = _decided(actor, at, content, action=action.id, publication=publication.id)
    return Issue(dossier=action.dossier, action=action, publication=publication, **content, **named)


def step_row(
    actor: Actor, issue: Issue, step: str, at: datetime, *, until: date | None = None,
    words: Mapping[str, str] | None = None, language: str = "", head: str = "",
) -> Step:  # fmt: skip
    """Return the row of one decision on an issue."""
    content = {"step": step, "until": until, "words": dict(words or {}), "language": language, "head": head}
    return Step(dossier=issue.dossier, issue=issue, **content, **_decided(actor, at, content, issue=issue.id))


def target_row(
    actor: Actor, action: Action, key: str, version: int, content: Mapping[str, Any], at: datetime
) -> Target:
    """Return the row of one version of a target; with an empty content it is gone."""
    said = {"key": key, "version": version, "content": dict(content)}
    return Target(dossier=action.dossier, action=action, **said, **_decided(actor, at, said, action=action.id))


def frozen_row(
    actor: Actor, issue: Issue, snapshot: Snapshot, parts: Mapping[str, Any], targets: Mapping[str, Any],
    at: datetime,
) -> Frozen:  # fmt: skip
    """Return the row of what an issue said, and to whom, when it went out."""
    said = {"parts": dict(parts), "targets": dict(targets)}
    named = _decided(actor, at, said, issue=issue.id, snapshot=snapshot.id)
    return Frozen(dossier=issue.dossier, issue=issue, snapshot=snapshot, **said, **named)


def imported_row(actor: Actor, issue: Issue, count: int, words: str, at: datetime) -> Imported:
    """Return the row of letters that somebody else counted."""
    said = {"count": count, "words": words}
    return Imported(dossier=issue.dossier, issue=issue, **said, **_decided(actor, at, said, issue=issue.id))


def post_service_row(actor: Actor, dossier: Any, content: Mapping[str, Any], at: datetime) -> PostService:
    """Return the row of how the post goes from one country to another."""
    return PostService(dossier=dossier, **content, **_decided(actor, at, content))


def picture_row(
    actor: Actor, action: Action, version: int, said: Mapping[str, Any], content: bytes, at: datetime
) -> Picture:
    """Return the row of one version of an action's picture; without anything said it is gone."""
    told = {"version": version, **said}
    named = _decided(actor, at, told, action=action.id)
    return Picture(dossier=action.dossier, action=action, content=content, **told, **named)


def hand_over_row(
    actor: Actor, issue: Issue, act: str, section: str, digest: str, content: Mapping[str, Any], at: datetime
) -> HandOver:
    """Return the row of a package that was taken in."""
    said = {"act": act, "section": section, "digest": digest}
    named = _decided(actor, at, said, issue=issue.id)
    return HandOver(dossier=issue.dossier, issue=issue, **said, content=dict(content), **named)
