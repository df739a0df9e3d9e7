"""Filling the templates of documents: Django's own, every value escaped, none of a request's helpers."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.template import Context, Engine, Template


@cache
def _template(name: str) -> Template:
    text = files("answerable.publish").joinpath(*name.split("/")).read_text(encoding="utf-8")
    return Engine(autoescape=True).from_string(text)


def filled(name: str, values: Mapping[str, Any]) -> str:
    """Return a template of this room, such as 'letters/right_of_reply.html', with its values filled in."""
    return str(_template(name).render(Context(dict(values), use_l10n=False, use_tz=False)))
