"""How people come in: an owner makes their account; nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoorAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up. Accounts are made on the command line or by an owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002, the signature is allauth's
        """Say no: a dossier's people are admitted, they do not sign up."""
        return False
