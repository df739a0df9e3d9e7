"""What an address leads to that leads nowhere, and what a reader sees when the program itself has failed."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001, Django's
    """Say that there is no page under an address, which is not repeated: it may hold a name."""
    return _refused(
        request, "not-found", gettext("There is no page under this address."),
        gettext("Check how it is written, or go in by the beginning."), 404,
    )  # fmt: skip


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the fault is the program's. Nothing was saved by a request that ends here."""
    return _refused(
        request, "failed", gettext("The program has failed here. What you sent was not saved."),
        gettext("Go back and try again. If it fails again, tell who keeps this server the hour and the page."),
        500,
    )  # fmt: skip


def _refused(request: HttpRequest, code: str, what: str, remedy: str, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"code": code, "what": what, "where": "", "remedy": remedy}, status=status)
    words = {"what": what, "where": "", "remedy": remedy, "code": code}
    return render(request, "answerable/refusal.html", {"error": words}, status=status)
