"""Filling a template of a document: ours, or one of a group's own. What is wrong in it is told with its place."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.template import Context, Engine, Template, TemplateSyntaxError
from django.utils.translation import gettext

from answerable.kernel.errors import ValueRefusedError
from answerable.publish.problems import place_in


@cache
def own_template(name: str) -> str:
    """Return the text of one of our templates, such as 'report.html'."""
    return files("answerable.publish").joinpath("kinds", name).read_text(encoding="utf-8")


@cache
def _read(text: str, file: str) -> Template:
    try:
        # Only in this mode does the engine keep where each tag stands.
        return Engine(autoescape=True, debug=True).from_string(text)
    except TemplateSyntaxError as error:
        position = getattr(getattr(error, "token", None), "position", None)
        line, column = place_in(text, position[0]) if position else (1, 1)
        raise ValueRefusedError(
            gettext("The template cannot be read: %(why)s.") % {"why": str(error).rstrip(".")},
            where=f"{file}:{line}:{column}",
            remedy=gettext("Mend the tag there; every {% if %} and {% for %} needs its end."),
        ) from None


def filled_from(text: str, file: str, values: Mapping[str, Any]) -> str:
    """Return a template's text with values filled in and escaped.

    Raises:
        ValueRefusedError: the template cannot be read; it says where, as file:line:column.
    """
    return str(_read(text, file).render(Context(dict(values), use_l10n=False, use_tz=False)))
