"""Signing in by the link that a command printed on this machine; see accounts.local_entry."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from answerable.accounts.local_entry import spend_token
from answerable.kernel.errors import NotFoundError

_FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")


@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in and lead to the front page.

    Raises:
        NotFoundError: the link was used, has run out, never was, or is not for this place; the same words for all.
    """
    is_forwarded = any(request.META.get(name) for name in _FORWARDED)
    user = spend_token(token, address=request.META.get("REMOTE_ADDR", ""), is_forwarded=is_forwarded)
    if user is None:
        raise NotFoundError(
            gettext("This link opens nothing."),
            remedy=gettext(
                "A link works once, within minutes, on the machine that made it. Start again for a new one."
            ),
        )
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("front")
