"""What every template may use beside what its page gives it."""

from typing import Any

from django.http import HttpRequest


def asked(request: HttpRequest) -> dict[str, Any]:
    """Return what the request asks for, once a page has read it; see `asking`."""
    found = getattr(request, "asked", None)
    return {"asked": found, "dossier": found.view.dossier if found else None}
