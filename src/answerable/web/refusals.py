"""Errors that a reader can mend become a page that says what is wrong and what to do; the rest is left to rise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from answerable.kernel.errors import UserError

Answer = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """Answers a UserError with its status, its words and its code."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of a refusal, or None for what is not the reader's to mend."""
        if not isinstance(error, UserError):
            return None
        if request.path.startswith("/api/"):
            body = {"code": error.code, "what": error.what, "where": error.where, "remedy": error.remedy}
            return JsonResponse(body, status=error.http_status)
        return render(request, "answerable/refusal.html", {"error": error}, status=error.http_status)
