"""The pages of the team: who may open them, and the view that they work on.

Somebody who is not signed in is asked to sign in, whether there is such a dossier or not; what they typed is kept.
Somebody without a role in it is told that there is none. A reader, who may see but not do, is refused.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import get_language

from answerable.accounts.reads import actor_of
from answerable.kernel.errors import NotFoundError
from answerable.record.actors import Role
from answerable.record.view import ViewSpec
from answerable.web.asking import Asked
from answerable.web.pages.signed_out import send_again

Page = Callable[..., HttpResponse]


def for_team(act: str) -> Callable[[Page], Page]:
    """Open a page only to people whose role in the dossier includes `act`; it gets the view as their `Asked`.

    The view is the widest that the person may have, as of now: what is recorded is recorded onto all of it.
    """

    def decorate(page: Page) -> Page:
        @wraps(page)
        def guarded(request: HttpRequest, dossier_id: str, **parts: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                if request.method == "POST":
                    return send_again(request, status=401)
                return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
            actor = actor_of(request.user, dossier_id)
            if actor.role == Role.STRANGER:
                raise NotFoundError("There is no such dossier here.", remedy="Run 'answerable show' for a list.")
            actor.require(act)
            whole = Asked(dossier_id, actor, ViewSpec(actor.audience), get_language() or "en")
            request.asked = whole  # type: ignore[attr-defined]
            answer = page(request, whole, **parts)
            add_never_cache_headers(answer)
            return answer

        return guarded

    return decorate
