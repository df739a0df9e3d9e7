"""The pages of the team: who may open them, and the view that they work on.

Somebody who is not signed in is asked to sign in, whether or not there is such a dossier. Somebody without a role in
it is told that there is none. A reader, who may see but not do, is refused.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.urls import reverse

from answerable.kernel.errors import NotFoundError
from answerable.record.actors import Role
from answerable.record.view import ViewSpec
from answerable.web.asking import Asked, asked

Page = Callable[..., HttpResponse]


def for_team(act: str) -> Callable[[Page], Page]:
    """Open a page only to people whose role in the dossier includes `act`; it gets the view as their `Asked`.

    The view is the widest that the person may have, as of now: what is recorded is recorded onto all of it.
    """

    def decorate(page: Page) -> Page:
        @wraps(page)
        def guarded(request: HttpRequest, dossier_id: str, **parts: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
            found = asked(request, dossier_id)
            if found.actor.role == Role.STRANGER:
                raise NotFoundError("There is no such dossier here.", remedy="Run 'answerable show' for a list.")
            found.actor.require(act)
            answer = page(request, _whole(request, found), **parts)
            add_never_cache_headers(answer)
            return answer

        return guarded

    return decorate


def _whole(request: HttpRequest, found: Asked) -> Asked:
    whole = Asked(found.dossier_id, found.actor, ViewSpec(found.actor.audience), found.language)
    request.asked = whole  # type: ignore[attr-defined]
    return whole
