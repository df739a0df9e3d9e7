"""What every template may use beside what its page gives it."""

from typing import Any

from django.http import HttpRequest

from answerable.kernel.errors import UserError


def asked(request: HttpRequest) -> dict[str, Any]:
    """Return what the request asks for, once a page has read it; see `asking`. Nothing where there is no view."""
    found = getattr(request, "asked", None)
    try:
        return {"asked": found, "dossier": found.view.dossier if found else None}
    except UserError:  # the page that says why is itself a template, and has no dossier to stand in
        return {"asked": None, "dossier": None}
