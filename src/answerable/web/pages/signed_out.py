"""When a form arrives after its time: the session has ended, or the token of the page is an old one.

Nothing is saved and nothing is lost: all that was typed comes back, to be sent again after signing in. It comes
back only to a form of this site itself, for a page elsewhere must not get a reader to send what it made up.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.web.forms.claim_form import carried_of

SECRET = ("password", "password1", "password2", "oldpassword", "code")


def came_from_here(request: HttpRequest) -> bool:
    """Say whether a browser vouches that a page of this site sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def send_again(request: HttpRequest, *, status: int) -> HttpResponse:
    """Return the page that holds what was typed."""
    keeps = came_from_here(request) and not any(name in request.POST for name in SECRET)
    carried = carried_of(request.POST) if keeps else []
    context = {"carried": carried, "step": request.POST.get("step", "") if carried else "", "files": request.FILES}
    return render(request, "answerable/recording/signed_out.html", context, status=status)


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001, Django's signature
    """Answer a form whose token does not hold; see settings.CSRF_FAILURE_VIEW."""
    return send_again(request, status=403)
