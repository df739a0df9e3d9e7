"""What the reference pages are written from: the commands, addresses, errors, settings and paths there are."""

import ast
import importlib
import inspect
import os
import pkgutil
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

SOURCE = Path(__file__).parents[1] / "src" / "answerable"
SETTING = re.compile(r"\bANSWERABLE_[A-Z][A-Z_]*[A-Z]\b")
NOT_IMPORTED = ("__main__", ".wsgi", ".reader", ".build_outlines")


def set_up() -> None:
    """Set Django up with a home that goes away, unless somebody has set it up already."""
    from django.apps import apps

    if apps.ready:
        return
    import django

    os.environ["ANSWERABLE_HOME"] = tempfile.mkdtemp(prefix="answerable-docs-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    django.setup()


def help_parts(command: click.Command) -> tuple[str, list[str]]:
    """Return what a command's help says, and the example lines in it."""
    text = inspect.cleandoc(command.help or "")
    said, _, examples = re.split(r"(\n\n|^)Examples?:", text, maxsplit=1) if "Example" in text else (text, "", "")
    return said.strip(), [line.strip() for line in examples.splitlines() if line.strip().startswith("answerable")]


def every_command() -> dict[str, click.Command]:
    """Return the commands by name, in the order of the program's own help."""
    from answerable.cli.program import program

    context = click.Context(program)
    found = {name: program.get_command(context, name) for name in program.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def every_route() -> list[tuple[str, str, str]]:
    """Return each address of the site with its name and what it answers; the API has a page of its own."""
    set_up()
    from django.urls import get_resolver

    return list(_routes(get_resolver().url_patterns, "/"))


def _routes(patterns: Iterable[Any], prefix: str) -> Iterator[tuple[str, str, str]]:
    from django.urls import URLResolver
    from django.urls.resolvers import LocalePrefixPattern

    for pattern in patterns:
        part = "<language>/" if isinstance(pattern.pattern, LocalePrefixPattern) else str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "api":
                yield from _routes(pattern.url_patterns, prefix + part)
            continue
        view = inspect.unwrap(getattr(pattern.callback, "view_class", pattern.callback))
        said = "Signing in, by django-allauth."
        if view.__module__.startswith("answerable."):
            said = first_sentence(view) or first_sentence(sys.modules[view.__module__])
        yield prefix + part, pattern.name or "", said


def import_everything() -> None:
    """Import every module of ours, so that every class is known; says on stderr which cannot be."""
    set_up()
    for module in pkgutil.walk_packages([str(SOURCE)], "answerable.", onerror=lambda _: None):
        if ".migrations" in module.name or module.name.endswith(
            ("__main__", ".wsgi", ".reader", ".build_outlines")
        ):
            continue
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            print(f"not read: {module.name}: {error}", file=sys.stderr)  # noqa: T201, a message of a script


def every_error() -> list[type[Exception]]:
    """Return every class of error that has a code, by code."""
    from answerable.kernel.errors import BrokenTrustError, UserError

    import_everything()
    found: list[type[Exception]] = []
    waiting: list[type[Exception]] = [UserError, BrokenTrustError]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting.extend(one.__subclasses__())
    ours = {one for one in found if one.__module__.startswith("answerable.")}
    return sorted(ours, key=lambda one: (one.code, one.__name__))  # type: ignore[attr-defined]


def named_settings() -> set[str]:
    """Return every setting that the code speaks of."""
    texts = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    return {name for text in texts for name in SETTING.findall(text)}


def every_path() -> Mapping[str, Any]:
    """Return the paths of the API's description."""
    set_up()
    from answerable.api.urls import api as described

    return dict(described.get_openapi_schema()["paths"])


def first_sentence(thing: object) -> str:
    """Return the first paragraph of a docstring in one line."""
    return " ".join((inspect.getdoc(thing) or "").partition("\n\n")[0].split())


def row_codes() -> set[str]:
    """Return the codes of refused rows and of what a check finds, as far as the code writes them out whole."""
    found: set[str] = set()
    for path in (SOURCE / "interchange").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= set(_codes_in(node))
    return found


def _codes_in(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    given = [word.value for word in call.keywords if word.arg == "code"]
    if name == "Point":
        given += call.args[:1]
    elif name in ("RowProblem", "refuse", "Refusal"):
        given += call.args[-1:]
    for item in given:
        if (
            isinstance(item, ast.Constant)
            and isinstance(item.value, str)
            and re.fullmatch(r"[a-z]+(-[a-z]+)*", item.value)
        ):
            yield item.value
