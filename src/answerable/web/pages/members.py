"""The people of a dossier: who has which role, and, for owners, admitting and dismissing."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from answerable.accounts import changes as accounts
from answerable.accounts.changes import GIVEN_ROLES
from answerable.accounts.reads import members_of
from answerable.kernel.errors import UserError
from answerable.record import changes
from answerable.record.actors import Role
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, Problems, options_of, text_in
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of


def role_word(role: Role) -> str:
    """Return what a role may do, in words."""
    return {
        Role.OWNER: gettext("Owner: everything, and says who comes in"),
        Role.EDITOR: gettext("Editor: records, settles conflicts, brings in and takes out packages"),
        Role.RESEARCHER: gettext("Researcher: records, corrects, verifies, judges duplicates"),
        Role.READER: gettext("Reader: reads what the team reads"),
    }.get(role, str(role))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@for_team("read-team")
def members(request: HttpRequest, asked: Asked) -> HttpResponse:
    """List the people of the dossier; an owner admits and dismisses them."""
    problems = Problems()
    if request.method == "POST":
        asked.actor.require("admit")
        act = _dismiss if text_in(request.POST, "step") == "dismiss" else _admit
        if act(request, asked, problems):
            return redirect(address_of(asked, "members"))
    rows = [(member, role_word(member.role)) for member in members_of(asked.dossier_id)]
    context = {
        "rows": rows,
        "problems": problems,
        "may_admit": asked.actor.may("admit"),
        "fields": _fields(request, problems),
    }
    return render(request, "answerable/recording/members.html", context, status=422 if problems else 200)


def _admit(request: HttpRequest, asked: Asked, problems: Problems) -> bool:
    name, role = text_in(request.POST, "name"), text_in(request.POST, "role")
    if not name:
        problems.add("name", gettext("Write the name under which the person signs in."))
    if role not in [each.value for each in GIVEN_ROLES]:
        problems.add("role", gettext("Choose a role."))
    is_new = bool(name) and not get_user_model().objects.filter(username=name).exists()
    password = request.POST.get("password", "")
    if is_new and not password:
        problems.add("password", gettext("There is no account by this name: give it a first password."))
    if problems:
        return False
    try:
        with transaction.atomic():
            if is_new:
                accounts.make_account(actor=asked.actor, name=name, password=password)
            circles = text_in(request.POST, "circles").replace(",", " ").split()
            accounts.admit(actor=asked.actor, dossier=changes.find_dossier(asked.dossier_id), name=name, role=role,
                           circles=circles)  # fmt: skip
    except UserError as error:
        problems.add("", error.what, error.remedy)
        return False
    messages.success(request, gettext("%(name)s is now in the dossier.") % {"name": name})
    return True


def _dismiss(request: HttpRequest, asked: Asked, problems: Problems) -> bool:
    name = text_in(request.POST, "name")
    try:
        accounts.dismiss(actor=asked.actor, dossier=changes.find_dossier(asked.dossier_id), name=name)
    except UserError as error:
        problems.add("", error.what, error.remedy)
        return False
    messages.success(request, gettext("%(name)s no longer has a role in the dossier.") % {"name": name})
    return True


def _fields(request: HttpRequest, problems: Problems) -> list[Field]:
    typed = request.POST
    roles = [(role.value, role_word(role)) for role in GIVEN_ROLES]
    return [
        Field("name", "line", gettext("Name to sign in with"), gettext(
            "It stands beside everything that the person records. It need not be the person's real name."),
            text_in(typed, "name"), error=problems.of("name"), is_optional=False),
        Field("role", "choice", gettext("Role"), options=options_of(roles, [text_in(typed, "role")]),
            error=problems.of("role"), is_optional=False),
        Field("circles", "line", gettext("Restricted circles"), gettext(
            "Names of circles whose claims the person shall see as well, such as witnesses."),
            text_in(typed, "circles"), error=problems.of("circles")),
        Field("password", "password", gettext("First password"), gettext(
            "Only for a new account: twelve letters or more. The person can change it after signing in."),
            error=problems.of("password")),
    ]  # fmt: skip
