"""The acts of coordinators on urgent actions. Each checks permission and order, and writes in one transaction.

Each is journaled. The text of an issue has acts of its own: it is written and reviewed by `publish.changes`.

Nothing goes out without a second person. To stop or to pause takes one person of the team and no words, for it
protects; to let go again, to extend and to end takes an editor.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext

from answerable.actions import clearing, life, mail_queue, new_rows, updates
from answerable.actions.answers import RISKS
from answerable.actions.apps import KIND
from answerable.actions.hindrances import hindrances_of
from answerable.actions.journaled import find_action, require_open, save_journaled
from answerable.actions.life import KINDS, OUTCOMES
from answerable.actions.models import Action, Issue
from answerable.actions.numbers import Number, number_text
from answerable.actions.reads import (
    HeldIssue,
    issues_of,
    stale_mark,
    stale_of,
    team_issue_of,
    today_of,
)
from answerable.actions.target_changes import (
    POST_STATES,
    remove_picture,
    remove_target,
    set_picture,
    set_post_service,
    set_target,
)
from answerable.kernel.errors import ActRefusedError, ValueRefusedError
from answerable.publish import changes as publications
from answerable.publish.checks import hindrance_words, secrets_of
from answerable.publish.gate import hindrances_in
from answerable.publish.models import Publication
from answerable.record.actors import Actor
from answerable.record.changes import find_dossier

__all__ = [
    "POST_STATES", "correct_issue", "create_action", "end", "extend", "import_count", "next_number", "pause",
    "plan_issue", "publish_issue", "remove_picture", "remove_target", "replan_issue", "resume", "set_picture",
    "set_post_service", "set_target", "stop",
]  # fmt: skip

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 54
"""An issue's text has the address of its action, a hyphen and the number of the update; 60 letters are had."""
RESERVED = frozenset({
    "new", "held", "mail", "post", "confirm", "mine", "news", "feed", "actions", "replies", "statistics",
    "hand-over",
})  # fmt: skip
MOST_THEMES = 8


@transaction.atomic
def create_action(
    *, actor: Actor, dossier_id: str, slug: str, sequence: int, year: int, country: str, risk: str,
    themes: Sequence[str] = (),
) -> str:  # fmt: skip
    """Begin an action and return its slug. It has no issue yet, and only the team knows of it.

    Args:
        actor: needs the right to write.
        dossier_id: the dossier that its facts are in.
        slug: its address, in small letters, digits and hyphens; it stays.
        sequence: its number among the actions of `year`, both of the first issue.
        year: in four digits.
        country: the receiving State, two letters.
        risk: of writing to it: low, raised or high.
        themes: words that writers can follow.

    Raises:
        NotAllowedError, NotFoundError, ValueRefusedError, ActRefusedError (the address or the number is taken).
    """
    actor.require("write")
    slug, country = slug.strip().lower(), country.strip().upper()
    number = Number(sequence, year)
    _check_action(slug, country, risk, themes)
    dossier = find_dossier(dossier_id)
    if Action.objects.filter(dossier=dossier, slug=slug).exists():
        raise ActRefusedError(
            gettext("Another action has this address already."), where=slug, remedy=gettext("Choose another one.")
        )
    if Action.objects.filter(dossier=dossier, sequence=sequence, year=year).exists():
        raise ActRefusedError(
            gettext("Another action has the number %(number)s already.") % {"number": number_text(number)},
            remedy=gettext("Take the next number that is free: %(number)s.")
            % {"number": number_text(next_number(dossier_id, year))},
        )
    content = {
        "slug": slug, "sequence": sequence, "year": year, "country": country, "risk": risk,
        "themes": _themes(themes),
    }  # fmt: skip
    save_journaled(
        actor, new_rows.action_row(actor, dossier, content, new_rows.now()), "create-action", "urgent-action"
    )
    return slug


def next_number(dossier_id: str, year: int) -> Number:
    """Return the number after the last of a year that this dossier has; other sections may have taken it."""
    last = Action.objects.filter(dossier_id=dossier_id, year=year).aggregate(models.Max("sequence"))
    return Number((last["sequence__max"] or 0) + 1, year)


def _check_action(slug: str, country: str, risk: str, themes: Sequence[str]) -> None:
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or slug in RESERVED or len(slug) == 2:
        raise ValueRefusedError(
            gettext("This cannot be the address of an action."), where=slug[:60],
            remedy=gettext("Use three to %(most)s small letters, digits and single hyphens.")
            % {"most": LONGEST_SLUG},
        )  # fmt: skip
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise ValueRefusedError(
            gettext("The receiving State is missing."), remedy=gettext("Give its two letters, such as PE.")
        )
    if risk not in RISKS:
        raise ValueRefusedError(gettext("There is no such level of risk."), remedy=", ".join(RISKS))
    if len(themes) > MOST_THEMES or any(len(each) > 60 for each in themes):
        raise ValueRefusedError(gettext("These are too many themes, or one is too long."))


def _themes(themes: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(word for each in themes if (word := " ".join(each.split()).lower())))


# issues


@transaction.atomic
def plan_issue(
    *, actor: Actor, dossier_id: str, slug: str, kind: str = "first", opens: date | None = None,
    until: date | None = None, outcome: str = "", without: Sequence[str] = (),
) -> int:  # fmt: skip
    """Plan the next issue of an action, with a text of its own to be written, and return its update number.

    Args:
        actor: needs the right to write.
        dossier_id: of which dossier.
        slug: of which action.
        kind: first, update (with something to do), information (nothing to do), closing.
        opens: the day from which letters are asked for; the day of publishing if None.
        until: the last day on which they are; None for no deadline.
        outcome: of a closing: good-news or ended.
        without: languages of the issue before that this one does without.

    Raises:
        NotAllowedError, NotFoundError, ValueRefusedError, DateUnclearError, ActRefusedError: it is not this kind's
        turn, the last issue is not out yet, or the deadline is over or before the opening.
    """
    actor.require("write")
    action = find_action(dossier_id, slug)
    before = list(issues_of(dossier_id, slug))
    _check_turn(before, kind)
    _check_plan(dossier_id, kind, outcome, opens, until)
    update, at = len(before), new_rows.now()
    publication_slug = f"{slug}-{update}"
    publications.create(actor=actor, dossier_id=dossier_id, slug=publication_slug, kind=KIND)
    publication = Publication.objects.get(dossier_id=dossier_id, slug=publication_slug)
    content = {"update": update, "kind": kind, "outcome": outcome, "opens": opens, "until": until}
    row = new_rows.issue_row(actor, action, publication, content, at)
    save_journaled(actor, row, "plan-issue", "action-issue")
    if without:
        _plan_step(actor, row, content, without)
    return update


@transaction.atomic
def replan_issue(
    *, actor: Actor, dossier_id: str, slug: str, kind: str, opens: date | None = None, until: date | None = None,
    outcome: str = "", without: Sequence[str] = (),
) -> None:  # fmt: skip
    """Give the latest issue, while it is not out, other days, another kind, or fewer languages. As `plan_issue`.

    Raises:
        As `plan_issue`; ActRefusedError also when it is out already.
    """
    actor.require("write")
    held = _locked(dossier_id, slug)
    _require(held, "replan_issue", gettext("It is out already."), gettext("Extend it, or plan an update."))
    require_open(dossier_id, slug)
    _check_turn(list(issues_of(dossier_id, slug))[:-1], kind)
    _check_plan(dossier_id, kind, outcome, opens, until)
    content = {"kind": kind, "outcome": outcome, "opens": opens, "until": until}
    _plan_step(actor, held.issue, content, without)


def _plan_step(actor: Actor, issue: Issue, content: Mapping[str, Any], without: Sequence[str]) -> None:
    opens = content["opens"]
    words = {
        "kind": content["kind"], "outcome": content["outcome"], "opens": opens.isoformat() if opens else "",
        "without": sorted(without),
    }  # fmt: skip
    row = new_rows.step_row(actor, issue, life.PLANNED, new_rows.now(), until=content["until"], words=words)
    save_journaled(actor, row, "action-planned", "action-step")


def _check_turn(before: Sequence[HeldIssue], kind: str) -> None:
    if kind not in KINDS:
        raise ValueRefusedError(gettext("There is no such kind of issue."), remedy=", ".join(KINDS))
    if (kind == "first") == bool(before):
        raise ActRefusedError(
            gettext("The first issue is there already.") if before else gettext("There is no first issue yet."),
            remedy=gettext("Plan an update, an information or a closing.")
            if before
            else gettext("Plan the first issue before an update."),
        )
    if before and not before[-1].is_public:
        raise ActRefusedError(
            gettext("The issue before it is not out yet."),
            where=number_text(before[-1].number),
            remedy=gettext("Publish that one first, or change it."),
        )
    is_over = any(one.life.kind == "closing" or one.life.ended_on for one in before)
    if is_over and kind == "update":
        raise ActRefusedError(
            gettext("This action is closed, and the keys that kept its letters apart are destroyed."),
            remedy=gettext("Begin a new action for a new appeal, or plan an information."),
        )


def _check_plan(dossier_id: str, kind: str, outcome: str, opens: date | None, until: date | None) -> None:
    if (kind == "closing") != (outcome in OUTCOMES):
        raise ValueRefusedError(
            gettext("A closing, and nothing else, says how it ended."), remedy=", ".join(OUTCOMES)
        )
    if kind not in life.ASKS_FOR_LETTERS and until is not None:
        raise ValueRefusedError(
            gettext("There is no deadline where nothing is asked for."),
            remedy=gettext("Leave the last day empty."),
        )
    if opens and until and until < opens:
        raise ValueRefusedError(
            gettext("The last day is before the day on which it opens."), where=until.isoformat(),
            remedy=gettext("Give a last day after %(day)s.") % {"day": opens.isoformat()},
        )  # fmt: skip
    if until and until < today_of(dossier_id):
        raise ValueRefusedError(
            gettext("The last day is over already."), where=until.isoformat(),
            remedy=gettext("Give a day that is still to come."),
        )  # fmt: skip


def publish_issue(*, actor: Actor, dossier_id: str, slug: str) -> int:
    """Let the latest issue out: freeze its text, its parts and its targets together. Return the update's number.

    Raises:
        NotAllowedError, NotFoundError; ActRefusedError: no second person has approved it as it stands, targets
        included; or its days, its targets, its languages or its text stand in the way.
    """
    actor.require("publish")
    held = team_issue_of(dossier_id, slug)
    _require(held, "publish_issue", gettext("It is out already."), gettext("Correct it, or plan an update."))
    _refuse_hindered(held)
    publications.publish(actor=actor, dossier_id=dossier_id, slug=held.publication.row.slug)
    return held.issue.update


def correct_issue(*, actor: Actor, dossier_id: str, slug: str, words: Mapping[str, str]) -> int:
    """Put a corrected text, reviewed like the first, in place of the latest issue's. Return the update's number.

    Letters that were written on the old text and have not left wait for a decision.

    Raises:
        As `publish_issue`; ActRefusedError also when the note of the correction lacks a language.
    """
    actor.require("publish")
    held = team_issue_of(dossier_id, slug)
    _require(held, "correct_issue", gettext("It is not out, or was stopped."), gettext("Publish it first."))
    _refuse_hindered(held)
    publications.correct(actor=actor, dossier_id=dossier_id, slug=held.publication.row.slug, words=words)
    return held.issue.update


def _refuse_hindered(held: HeldIssue) -> None:
    for one in hindrances_of(held, today_of(held.dossier_id)):
        raise ActRefusedError(one.what, where=one.where, remedy=one.remedy)


# decisions on what is out


@transaction.atomic
def extend(
    *, actor: Actor, dossier_id: str, slug: str, until: date, words: Mapping[str, str] | None = None
) -> None:
    """Give the latest issue a later last day; one that is over opens again.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError (it asks for no letters now), ValueRefusedError (the day is
        not later than the last one, or over).
    """
    actor.require("publish")
    held = _locked(dossier_id, slug)
    _require(held, "extend", gettext("It asks for no letters now."), gettext("Plan an update."))
    if until < today_of(dossier_id) or (held.life.deadline and until <= held.life.deadline):
        raise ValueRefusedError(
            gettext("An extension gives a later last day."), where=until.isoformat(),
            remedy=gettext("Give a day after the last one that is still to come."),
        )  # fmt: skip
    _decide(actor, held, life.EXTENDED, words=words, until=until)
    mail_queue.resume_of_issue(held.issue, problems=(mail_queue.LATE,))


@transaction.atomic
def pause(
    *, actor: Actor, dossier_id: str, slug: str, language: str = "", words: Mapping[str, str] | None = None
) -> int:
    """Hold back the letters that leave from here, in one language or in all; return how many were waiting.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError (it is not out, or paused already).
    """
    actor.require("write")
    held = _locked(dossier_id, slug)
    _check_language(held, language)
    if held.life.state(today_of(dossier_id)) not in ("open", "late") or held.life.is_paused(language):
        raise ActRefusedError(
            gettext("No letters leave for this now."), remedy=gettext("There is nothing to pause.")
        )
    _decide(actor, held, life.PAUSED, words=words, language=language)
    return mail_queue.pause_of_issue(held.issue, language)


@transaction.atomic
def resume(
    *, actor: Actor, dossier_id: str, slug: str, language: str = "", words: Mapping[str, str] | None = None,
    head: str = "", older: bool = False,
) -> int:  # fmt: skip
    """Let letters leave again, in one language or in all; return how many go.

    Args:
        actor: needs the right to publish: an editor decides.
        dossier_id: of which dossier.
        slug: of which action.
        language: '' for all.
        words: why, for readers.
        head: the mark of what no longer holds and was looked at (`reads.stale_mark`), with one language. Without
            it letters that carry a stale value stay where they are.
        older: letters that were made from a text which was corrected since go as well.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError (nothing is held back, or other values have become stale
        than those that were looked at).
    """
    actor.require("publish")
    held = _locked(dossier_id, slug)
    _check_language(held, language)
    if held.life.state(today_of(dossier_id)) not in ("open", "late"):
        raise ActRefusedError(
            gettext("It asks for no letters now."), remedy=gettext("Extend it, or plan an update.")
        )
    if head and head != stale_mark(stale_of(held), language):
        raise ActRefusedError(
            gettext("The dossier has changed since you looked."), remedy=gettext("Look at the sentences again.")
        )
    _decide(actor, held, life.RESUMED, words=words, language=language, head=head)
    problems = ("paused", mail_queue.STALE, mail_queue.LATE, *((mail_queue.OLDER_TEXT,) if older else ()))
    return mail_queue.resume_of_issue(held.issue, language, problems=problems)


def stop(*, actor: Actor, dossier_id: str, slug: str, words: Mapping[str, str] | None = None) -> int:
    """Stop an action at once and for good: no letter leaves any more. Return how many mails were cancelled.

    Every issue of it that is out is stopped, for letters to an older one harm as well. Any writer of the team may;
    words are not needed. To go on, plan an update.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError (nothing of it is out, or all of it is stopped already).
    """
    actor.require("write")
    with transaction.atomic():
        _lock(dossier_id, slug)
        out = [one for one in issues_of(dossier_id, slug) if one.is_public and not one.life.is_stopped]
        if not out:
            raise ActRefusedError(
                gettext("Nothing of it is out, or it is stopped already."),
                remedy=gettext("There is nothing to stop."),
            )
        _require_clean(dossier_id, words)
        for held in out:
            _decide(actor, held, life.STOPPED, words=words, is_clean=True)
        updates.tell_later(out[-1].issue)
        return sum(mail_queue.cancel_of_issue(held.issue) for held in out)


@transaction.atomic
def end(*, actor: Actor, dossier_id: str, slug: str, words: Mapping[str, str] | None = None) -> int:
    """End the latest issue without a closing text; cancel what waits, and destroy the keys of who wrote.

    Returns how many mails were cancelled.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError (it is not out, or over already).
    """
    actor.require("publish")
    held = _locked(dossier_id, slug)
    _require(held, "end", gettext("It is not out, or over already."), gettext("There is nothing to end."))
    _decide(actor, held, life.ENDED, words=words)
    cancelled = sum(mail_queue.cancel_of_issue(one) for one in Issue.objects.filter(action=held.action))
    clearing.close(held.action)
    updates.tell_later(held.issue)
    return cancelled


@transaction.atomic
def import_count(
    *, actor: Actor, dossier_id: str, slug: str, count: int, words: str, update: int | None = None
) -> None:
    """Add letters that another section or an event counted, with who counted them and how.

    Raises:
        NotAllowedError, NotFoundError, ActRefusedError (it is not out), ValueRefusedError (no count, or no words).
    """
    actor.require("write")
    held = team_issue_of(dossier_id, slug, update)
    _require(held, "import_count", gettext("It is not out yet."), gettext("Publish it first."))
    words = " ".join(words.split())
    if not 0 < count <= 10_000_000:
        raise ValueRefusedError(
            gettext("This is no number of letters."), remedy=gettext("Give a whole number from 1.")
        )
    if not words or len(words) > 300:
        raise ValueRefusedError(
            gettext("Say who counted these letters, and how."),
            remedy=gettext("For example: Swiss section, letters handed in at the embassy, 3 March."),
        )
    _require_clean(dossier_id, {"": words})
    save_journaled(actor, new_rows.imported_row(actor, held.issue, count, words, new_rows.now()), "import-count",
          "action-imported")  # fmt: skip


# checks and rows


def _lock(dossier_id: str, slug: str) -> None:
    """Let nobody else decide on an action until this transaction is over."""
    list(Action.objects.select_for_update().filter(dossier_id=dossier_id, slug=slug))


def _locked(dossier_id: str, slug: str) -> HeldIssue:
    _lock(dossier_id, slug)
    return team_issue_of(dossier_id, slug)


def _require(held: HeldIssue, act: str, why: str, remedy: str) -> None:
    if act not in life.next_acts(held.life, today_of(held.dossier_id)):
        raise ActRefusedError(why, remedy=remedy)


def _check_language(held: HeldIssue, language: str) -> None:
    if language and language not in held.languages:
        raise ValueRefusedError(gettext("It is not out in this language."), remedy=", ".join(held.languages))


def _decide(
    actor: Actor, held: HeldIssue, step: str, *, words: Mapping[str, str] | None = None, is_clean: bool = False,
    **said: Any,
) -> None:  # fmt: skip
    told = {code: text.strip() for code, text in (words or {}).items() if text.strip()}
    if not is_clean:
        _require_clean(held.dossier_id, told)
    row = new_rows.step_row(actor, held.issue, step, new_rows.now(), words=told, **said)
    save_journaled(actor, row, f"action-{step}", "action-step")


def _require_clean(dossier_id: str, words: Mapping[str, str] | None) -> None:
    """Stop when words that readers will see would tell what the public may not know."""
    for one in hindrances_in(words, secrets_of(dossier_id)) if words else ():
        raise ActRefusedError(hindrance_words(one), remedy=gettext("Say it in other words."))
