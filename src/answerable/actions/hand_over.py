"""Between sections: an issue as a file, and an issue or its counts taken in from one.

A section keeps the number, the text and its values as they were frozen. What is its own it lays over them: its
deadline, its embassy, its postage, whom to ask. It reviews and publishes the issue itself, by a second person
of its own. Later its own file, handed back, brings what it counted; that is told as counted elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext

from answerable.actions import changes
from answerable.actions.authority_replies import calls_of
from answerable.actions.counting import counts_of
from answerable.actions.hand_over_asks import asks_here
from answerable.actions.hand_over_format import Package, read, sealed
from answerable.actions.hand_over_osdi import numbers_of, osdi_of
from answerable.actions.hand_over_texts import with_head, with_values
from answerable.actions.models import Action, Frozen, HandOver, Issue
from answerable.actions.new_rows import hand_over_row, now
from answerable.actions.numbers import number_text
from answerable.actions.reads import HeldIssue, issues_of, team_issue_of, today_of
from answerable.kernel.errors import ActRefusedError, ValueRefusedError
from answerable.publish import changes as publications
from answerable.record import journal
from answerable.record.actors import Actor
from answerable.record.changes import find_dossier

__all__ = ["Overlay", "Package", "Taken", "read", "take", "write"]

COUNTED = ("sent-by-us", "handed-off", "reported", "imported")


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a section lays over an issue that it takes. What is empty stays as it came.

    `until`: its own last day. `languages`: those it takes, of those there are. `copies`: targets of its own by
    key, such as its embassy (see `targets`). `post`: how its post goes, as `changes.set_post_service` takes it.
    `contacts`: whom its readers may ask, as a draft's head names them. `publisher`: the section's name on the
    sheet.
    """

    until: date | None = None
    languages: tuple[str, ...] = ()
    copies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    post: tuple[Mapping[str, Any], ...] = ()
    contacts: tuple[Mapping[str, str], ...] = ()
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a file came to. `what`: an issue, of which nothing is public yet; or counts of an issue of ours.

    `added`: how many letters each of the numbers brought, for counts.
    """

    what: Literal["issue", "counts"]
    slug: str
    update: int
    added: Mapping[str, int] = field(default_factory=dict)


# out


def write(held: HeldIssue, *, section: str = "") -> bytes:
    """Return the file of an issue that is out.

    Args:
        held: the issue.
        section: who hands it over, in words; the dossier's title if empty.

    Raises:
        ActRefusedError: it is not out, or was stopped: nobody is to go on writing.
    """
    frozen = held.frozen
    if frozen is None:
        raise ActRefusedError(
            gettext("This issue is not out yet."),
            remedy=gettext("Publish it first: what was frozen is handed over."),
        )
    if held.life.is_stopped:
        raise ActRefusedError(gettext("This issue was stopped; nobody is to go on writing."))
    dossier = find_dossier(held.dossier_id)
    title = str(dossier.titles.get("en") or next(iter(dossier.titles.values()), held.dossier_id))
    counts, shot = counts_of(held.issue), frozen.snapshot
    taken = HandOver.objects.filter(issue=held.issue, act="taken").first()
    deadline = held.life.deadline
    action = {
        "number": {"sequence": held.number.sequence, "year": held.number.year, "update": held.number.update},
        "slug": held.slug, "country": held.country, "risk": held.risk, "themes": list(held.action.themes),
        "kind": held.life.kind, "outcome": held.life.outcome, "until": deadline.isoformat() if deadline else "",
        "texts": {code: with_values(text, shot.values.get(code, ())) for code, text in sorted(shot.texts.items())},
        "values": {code: shot.values[code] for code in sorted(shot.values)},
        "asks": _asks(held, frozen),
        "targets": {key: content for key, content in frozen.targets.items() if content},
        "origin": {"dossier": held.dossier_id, "title": title, "snapshot": shot.id},
        "counts": numbers_of(counts),
        "section": section.strip() or title,
        "written_on": today_of(held.dossier_id).isoformat(),
        "taken_from": dict(taken.content["action"]["origin"]) if taken else None,
    }  # fmt: skip
    return sealed(action, osdi_of(held, counts))


def _asks(held: HeldIssue, frozen: Frozen) -> list[dict[str, Any]]:
    words = {code: held.part(code, "asks")["text"].split("\n") for code in sorted(frozen.parts)}
    return [
        {"call": call, "words": {code: lines[at] for code, lines in words.items() if at < len(lines)}}
        for at, call in enumerate(calls_of(held))
    ]


# in


def take(*, actor: Actor, dossier_id: str, package: Package, overlay: Overlay | None = None) -> Taken:
    """Take a file in: another section's issue as a draft of one's own, or what it counted of an issue of ours.

    Args:
        actor: needs the right to import.
        dossier_id: where to.
        package: see `read`.
        overlay: what the section lays over it.

    Raises:
        NotAllowedError, NotFoundError; ActRefusedError: its number or address is taken here, the issues before
        it are not here yet, or nothing is new in its counts; ValueRefusedError: the overlay is wrong, or a
        deadline over.
    """
    actor.require("import")
    own = _own_issue(dossier_id, package)
    if own is not None:
        return _take_counts(actor, own, package)
    return _take_issue(actor, dossier_id, package, overlay or Overlay())


@transaction.atomic
def _take_issue(actor: Actor, dossier_id: str, package: Package, overlay: Overlay) -> Taken:
    texts = _chosen(package, overlay)
    slug = _begun(actor, dossier_id, package)
    where: dict[str, Any] = {"dossier_id": dossier_id, "slug": slug}
    kind = "first" if package.number.update == 0 else package.kind
    until = overlay.until or package.until
    update = changes.plan_issue(
        actor=actor, **where, kind=kind, until=until if kind in ("first", "update") else None,
        outcome=package.outcome, without=sorted(_before(dossier_id, slug) - set(texts)),
    )  # fmt: skip
    for key, content in (*package.targets.items(), *overlay.copies.items()):
        changes.set_target(actor=actor, **where, key=key, content=content)
    for one in overlay.post:
        changes.set_post_service(actor=actor, dossier_id=dossier_id, **one)
    calls = asks_here(actor, dossier_id, package)
    heads = {"publisher": overlay.publisher, "contacts": [dict(one) for one in overlay.contacts], "asks": calls}
    held = team_issue_of(dossier_id, slug)
    publications.save_text(
        actor=actor, dossier_id=dossier_id, slug=held.publication.row.slug,
        texts={code: with_head(text, **heads) for code, text in texts.items()},
    )  # fmt: skip
    _keep(actor, held.issue, "taken", package)
    return Taken("issue", slug, update)


def _chosen(package: Package, overlay: Overlay) -> Mapping[str, str]:
    unknown = set(overlay.languages) - set(package.texts)
    if unknown:
        raise ValueRefusedError(
            gettext("The file has no text in this language."), where=min(unknown), remedy=", ".join(package.texts)
        )
    return {
        code: text for code, text in package.texts.items() if not overlay.languages or code in overlay.languages
    }


def _begun(actor: Actor, dossier_id: str, package: Package) -> str:
    """Return the action of this number, begun if the package is its first issue.

    Raises:
        ActRefusedError: see `take`.
    """
    number = package.number
    action = Action.objects.filter(dossier_id=dossier_id, sequence=number.sequence, year=number.year).first()
    if action is None and number.update == 0:
        return changes.create_action(
            actor=actor, dossier_id=dossier_id, slug=package.slug, sequence=number.sequence, year=number.year,
            country=package.country, risk=package.risk, themes=package.themes,
        )  # fmt: skip
    if action is None:
        raise ActRefusedError(
            gettext("%(number)s is an update, and the issues before it are not here.")
            % {"number": number_text(number)},
            remedy=gettext("Take the files of the earlier issues first, in order."),
        )
    if not HandOver.objects.filter(issue__action=action, act="taken").exists():
        raise ActRefusedError(
            gettext("The number %(number)s is taken here by an action of this dossier.")
            % {"number": number_text(number)},
            where=action.slug,
            remedy=gettext("Two actions cannot share a number. Agree with the other section on another one."),
        )
    here = len(issues_of(dossier_id, action.slug))
    if here != number.update:
        raise ActRefusedError(
            gettext("%(number)s is here already.") % {"number": number_text(number)}
            if here > number.update
            else gettext("%(number)s is an update, and the issues before it are not here.")
            % {"number": number_text(number)},
            where=action.slug,
            remedy=gettext("Take the files of the issues in their order, each once."),
        )
    return str(action.slug)


def _before(dossier_id: str, slug: str) -> set[str]:
    """Return the languages of the issue before, which an update would otherwise have to have."""
    action = Action.objects.get(dossier_id=dossier_id, slug=slug)
    last = Frozen.objects.filter(issue__action=action).order_by("-number").first()
    return set(last.parts) if last else set()


# counts that come back


def _own_issue(dossier_id: str, package: Package) -> Issue | None:
    """Return the issue of ours that a package was made from elsewhere; None where it is no such package."""
    if package.taken_from is None:
        return None
    found = Frozen.objects.filter(dossier_id=dossier_id, snapshot__id=package.taken_from.snapshot)
    row = found.select_related("issue__action").first()
    return row.issue if row else None


@transaction.atomic
def _take_counts(actor: Actor, issue: Issue, package: Package) -> Taken:
    """Add what a section has counted since it last told us."""
    told = HandOver.objects.filter(issue=issue, act="returned", section=package.section).order_by("number").last()
    before = told.content["action"]["counts"] if told else {}
    added = {code: package.counts.get(code, 0) - int(before.get(code, 0)) for code in COUNTED}
    added = {code: more for code, more in added.items() if more > 0}
    if not added:
        raise ActRefusedError(
            gettext("There is nothing new in these counts."), where=package.section,
            remedy=gettext("Each file of a section counts from the beginning; only what is new is added."),
        )  # fmt: skip
    slug = issue.action.slug
    for code, more in added.items():
        words = _words(code) % {"section": package.section[:200], "day": package.written_on.isoformat()}
        changes.import_count(
            actor=actor, dossier_id=issue.dossier_id, slug=slug, update=issue.update, count=more, words=words
        )
    _keep(actor, issue, "returned", package)
    return Taken("counts", slug, issue.update, added)


def _words(code: str) -> str:
    return {
        "sent-by-us": gettext("%(section)s, sent by it and accepted, as of %(day)s"),
        "handed-off": gettext("%(section)s, handed to their writers, as of %(day)s"),
        "reported": gettext("%(section)s, reported by their writers, as of %(day)s"),
        "imported": gettext("%(section)s, counted by others for it, as of %(day)s"),
    }[code]


def _keep(actor: Actor, issue: Issue, act: str, package: Package) -> None:
    row = hand_over_row(actor, issue, act, package.section, package.digest, package.content, now())
    row.save(force_insert=True)
    journal.append(
        row.dossier, actor=actor.name, act=f"hand-over-{act}", table="action-hand-over", rows=[row], at=row.at
    )
