"""How the mail of a dossier stands: letters that did not leave, with why and what to do; each target's address."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from answerable.actions import mail_decisions as decisions
from answerable.actions.mail_overview import Group, Standing, standing_of
from answerable.actions.mail_queue import BOUNCED, DEAD, DUE, LATE, OLDER_TEXT, PAUSED, STALE, is_offered
from answerable.actions.models import MailAddress
from answerable.actions.wording import language_name
from answerable.kernel.errors import NotAllowedError, UserError
from answerable.web.asking import Asked
from answerable.web.forms.fields import text_in
from answerable.web.pages.mail_words import address_word, reason_words, remedy_words
from answerable.web.pages.team import for_team
from answerable.web.refusals import in_words
from answerable.web.templatetags.answerable import address_of

_NAMES = ("issue", "target", "language", "state", "why")


@dataclass(frozen=True, slots=True)
class Row:
    """One group of letters as it shows. `acts` are the codes and words of its buttons."""

    group: Group
    href: str
    language: str
    reason: str
    remedy: str
    acts: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@for_team("read-team")
def mail(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show how the mail of the dossier stands, and do what was decided on a group of letters or on an address.

    Raises:
        NotAllowedError: the role does not include the act.
    """
    problem = ""
    if request.method == "POST":
        try:
            messages.success(request, _decide(request.POST, asked))
        except NotAllowedError:
            raise
        except (UserError, ValueError) as error:
            problem = (
                f"{in_words(error.what)} {in_words(error.remedy)}" if isinstance(error, UserError) else str(error)
            )
        if not problem:
            return redirect(address_of(asked, "action_mail"))
    context = _context(asked, standing_of(asked.dossier_id)) | {"problem": problem}
    return render(request, "answerable/action_mail/mail.html", context, status=422 if problem else 200)


def _context(asked: Asked, standing: Standing) -> dict[str, Any]:
    may_decide = asked.actor.may("publish")
    states, notices = standing.states, standing.notices
    return {
        "is_offered": is_offered(),
        "figures": [
            (states.get("left", 0), gettext("letters that the first mail server has taken")),
            (states.get("due", 0) + states.get("leased", 0), gettext("wait for their turn")),
            (states.get(BOUNCED, 0), gettext("came back")),
            (states.get(DEAD, 0), gettext("could not leave")),
            (states.get(PAUSED, 0), gettext("wait for a confirmation, or are held back")),
            (notices.get("due", 0), gettext("other mails wait")),
        ],
        "parts": [
            (title, [_row(asked, one, may_decide=may_decide) for one in standing.of(*wanted)])
            for title, wanted in (
                (gettext("Could not leave, or came back"), (DEAD, BOUNCED)),
                (gettext("Held back"), (PAUSED,)),
                (gettext("Tried again"), (DUE,)),
            )
        ],
        "addresses": [
            {"row": one, "word": address_word(one.state), "why": reason_words(one.problem), "id": f"a{one.pk}",
             "states": [(each, address_word(each), each == one.state) for each in _choices(one)]}
            for one in standing.addresses
        ],
        "may_write": asked.actor.may("write"),
        "most": decisions.MOST_AN_HOUR,
    }  # fmt: skip


def _choices(address: MailAddress) -> tuple[str, ...]:
    """Return the states that somebody may choose: a failure is found, not chosen."""
    kept = (address.state,) if address.state not in (decisions.ACTIVE, decisions.REFUSED) else ()
    return (*kept, decisions.ACTIVE, decisions.REFUSED)


def _row(asked: Asked, one: Group, *, may_decide: bool) -> Row:
    acts: list[tuple[str, str]] = []
    if may_decide and one.state in (DEAD, BOUNCED) and one.can_go_again:
        acts.append(("again", gettext("Send again")))
    if may_decide and one.state == PAUSED and one.why == OLDER_TEXT:
        acts.append(("go", gettext("Send as they are")))
    if may_decide and (one.state == DEAD or (one.state == PAUSED and one.why in (OLDER_TEXT, STALE, LATE))):
        acts.append(("give-up", gettext("Give them up")))
    return Row(
        one, address_of(asked, "work_on_action", one.slug), language_name(one.language, asked.language),
        reason_words(one.why), remedy_words(one.why), tuple(acts),
    )  # fmt: skip


def _decide(typed: QueryDict, asked: Asked) -> str:
    """Do what was pressed, and return a sentence on it."""
    who: dict[str, Any] = {"actor": asked.actor, "dossier_id": asked.dossier_id}
    act = text_in(typed, "act")
    if act == "address":
        cap = text_in(typed, "cap")
        decisions.set_address(
            **who, address=text_in(typed, "address"), state=text_in(typed, "state"),
            cap=int(cap) if cap.isascii() and cap.isdigit() and len(cap) < 6 else 0,
        )  # fmt: skip
        return gettext("Kept. It holds from the next letter on.")
    issue = text_in(typed, "issue")
    if not (issue.isascii() and issue.isdigit() and len(issue) < 19):
        raise ValueError(gettext("There are no such letters."))
    said = {name: text_in(typed, name) for name in _NAMES}
    group = Group("", int(issue), said["target"], said["language"], said["state"], said["why"], 0, 0)
    if act == "again":
        gone, stayed = decisions.send_group_again(**who, group=group)
        told = ngettext("%(count)s letter goes again.", "%(count)s letters go again.", gone) % {"count": gone}
        rest = ngettext("%(count)s cannot.", "%(count)s cannot.", stayed) % {"count": stayed}
        return f"{told} {rest}" if stayed else told
    if act == "go":
        count = decisions.let_group_go(**who, group=group)
        return ngettext("%(count)s letter goes.", "%(count)s letters go.", count) % {"count": count}
    count = decisions.give_group_up(**who, group=group)
    return ngettext("%(count)s letter was given up.", "%(count)s letters were given up.", count) % {"count": count}
