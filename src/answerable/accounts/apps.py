"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who holds which role in which dossier."""

    name = "answerable.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Put the admissions under the record's journal."""
        from answerable.accounts.models import Admission
        from answerable.record.journal import register_table

        register_table("admission", Admission, name="id", unhashed={"number"})
