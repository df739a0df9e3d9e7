"""What keeps an issue from going out beside what is wrong with its text: days, targets, languages, second person.

Asked when an issue is let out, and on the page where it is worked on, so that nobody meets it only at the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from answerable.actions.first_draft import GAP
from answerable.actions.life import ASKS_FOR_LETTERS
from answerable.actions.models import Frozen, Issue
from answerable.actions.reads import HeldIssue, in_order, targets_of
from answerable.actions.wording import day_words, language_name
from answerable.kernel.errors import UserError
from answerable.publish.drafts import read_draft


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why an issue may not go out: `code` for programs, the rest for a reader, `where` a target or a language."""

    code: str
    what: str
    remedy: str
    where: str = ""


def hindrances_of(held: HeldIssue, day: date, language: str = "en") -> tuple[Hindrance, ...]:
    """Return everything that keeps an issue, or a correction of it, from going out on a day.

    Args:
        held: the issue.
        day: today at the dossier's place.
        language: that of the days in the answers.
    """
    return (*_of_days(held, day, language), *_of_targets(held), *_of_texts(held), *_of_second_person(held))


def _of_days(held: HeldIssue, day: date, language: str) -> Iterator[Hindrance]:
    life = held.life
    if life.is_stopped:
        what = gettext("This issue was stopped; nothing of it goes out any more.")
        yield Hindrance("stopped", what, gettext("Plan an update that says why."))
    if life.is_out or life.kind not in ASKS_FOR_LETTERS:
        return
    if life.deadline is not None and life.deadline < day:
        what = gettext("Its last day, %(day)s, is over.") % {"day": day_words(life.deadline, language)}
        yield Hindrance("past-deadline", what, gettext("Give it a later last day."))
    if life.opens is not None and life.opens > day:
        what = gettext("It opens on %(day)s.") % {"day": day_words(life.opens, language)}
        yield Hindrance("not-open-yet", what, gettext("Publish it then, or let it open today."))


def _of_targets(held: HeldIssue) -> Iterator[Hindrance]:
    if held.life.kind not in ASKS_FOR_LETTERS:
        return
    try:
        targets = targets_of(held.action)
    except UserError as error:
        yield Hindrance("target-refused", error.what, error.remedy, error.where)
        return
    if not any(one.role == "addressee" for one in targets):
        what = gettext("Nobody is named to whom letters would go.")
        yield Hindrance("no-addressee", what, gettext("Enter an addressee with at least one address."))


def _of_texts(held: HeldIssue) -> Iterator[Hindrance]:
    texts = held.publication.life.texts
    before = Issue.objects.filter(action=held.action, update__lt=held.issue.update).order_by("-update").first()
    frozen = before.frozen.order_by("-number").first() if before else held.frozen
    for code in in_order(set(frozen.parts if frozen else ()) - set(texts) - set(held.life.without)):
        what = gettext("There is no text in %(language)s, in which the issue before it can be read.")
        remedy = gettext("Write it, or plan this issue without that language.")
        yield Hindrance("missing-translation", what % {"language": language_name(code, "en")}, remedy, code)
    for code in in_order(texts):
        if GAP in texts[code].markdown:
            line = texts[code].markdown.partition(GAP)[0].count("\n") + 1
            what = gettext("A gap is left to be filled: %(language)s, line %(line)s.")
            said = what % {"language": language_name(code, "en"), "line": line}
            yield Hindrance("gap", said, gettext("Write what belongs there in place of […]."), code)
    if held.life.kind in ASKS_FOR_LETTERS and texts:
        roles = {code: read_draft(one.markdown).letter_role for code, one in texts.items()}
        if "to-send" not in roles.values():
            what = gettext("In no language is there a letter to be sent.")
            yield Hindrance("no-letter", what, gettext("Write 'letter-role: to-send' in the head of one text."))


def _of_second_person(held: HeldIssue) -> Iterator[Hindrance]:
    """Yield why the approval does not cover the targets: the second person entered one, or has not seen it."""
    approval = held.publication.life.approval
    if approval is None:
        return
    last = Frozen.objects.filter(issue__action=held.action).order_by("-number").first()
    every = (*held.action.targets.all(), *held.action.pictures.all())
    rows = [row for row in every if last is None or row.at > last.at]
    if any(row.by == approval.by for row in rows):
        what = gettext("Who approved it has entered an addressee, a copy or the picture.")
        yield Hindrance("not-second", what, gettext("Send it back, and have another person review it."))
    if any(row.at > approval.at for row in rows):
        what = gettext("An addressee, a copy or the picture was changed after the approval.")
        yield Hindrance("changed-since", what, gettext("Send it back, and have it reviewed again."))
