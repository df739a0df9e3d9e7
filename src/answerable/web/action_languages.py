"""The language in the address of an action: one that the action has, in two letters."""

from django.urls import register_converter


class LanguageConverter:
    """Two small letters. Reserved words of the same place (confirm, mine, news) are longer."""

    regex = "[a-z]{2}"

    def to_python(self, value: str) -> str:
        """Return the code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the code as it stands."""
        return value


register_converter(LanguageConverter, "language")
