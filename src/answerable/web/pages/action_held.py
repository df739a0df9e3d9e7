"""Letters that wait for a person of the team: read, let go, or refused with a reason that their writer is told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from answerable.actions import held_letters
from answerable.actions.doors import door_of
from answerable.actions.reads import issues_of
from answerable.actions.wording import direction, language_name
from answerable.kernel.errors import NotFoundError, UserError
from answerable.web.asking import Asked
from answerable.web.pages.team import for_team
from answerable.web.refusals import in_words
from answerable.web.templatetags.answerable import address_of


def _reasons() -> dict[str, str]:
    return {
        "words": gettext("It has words of a threat or an insult in it."),
        "links": gettext("It has many links in it."),
        "copied": gettext("The same words of somebody's own came in many letters today."),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_team("publish")
def held(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:
    """Show the letters of an action that wait for a person, and let them go or refuse them."""
    issues = issues_of(asked.dossier_id, slug)
    problem = ""
    if request.method == "POST":
        problem = _decide(request, asked)
        if not problem:
            return redirect(address_of(asked, "action_held", slug))
    names = _names(asked.dossier_id, slug)
    reasons = _reasons()
    rows = [
        {"letter": one, "addressee": names.get(one.target, one.target), "reason": reasons.get(one.reason, ""),
         "language": language_name(one.language, asked.language), "dir": direction(one.language)}
        for one in held_letters.held_letters([each.issue.pk for each in issues])
    ]  # fmt: skip
    context = {"rows": rows, "slug": slug, "title": issues[-1].title(asked.language), "problem": problem,
               "typed": request.POST.get("reason", "") if problem else "",
               "typed_in": request.POST.get("number", "") if problem else ""}  # fmt: skip
    return render(request, "answerable/action_writing/held.html", context, status=409 if problem else 200)


def _decide(request: HttpRequest, asked: Asked) -> str:
    """Do what was pressed; return what is wrong with it, or nothing. What another has decided meanwhile stays."""
    number = request.POST.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return gettext("This letter no longer waits.")
    told = {"dossier_id": asked.dossier_id, "number": int(number)}
    try:
        if request.POST.get("act") == "release":
            held_letters.release_held(**told)  # type: ignore[arg-type]
        else:
            held_letters.refuse_held(**told, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]
    except UserError as error:
        return f"{in_words(error.what)} {in_words(error.remedy)}"
    return ""


def _names(dossier_id: str, slug: str) -> dict[str, str]:
    try:
        return {key: one.name for key, one in door_of(dossier_id, slug).targets.items()}
    except NotFoundError:
        return {}
