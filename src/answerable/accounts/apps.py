"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who holds which role in which dossier."""

    name = "answerable.accounts"
    label = "accounts"
    verbose_name = "Accounts"
