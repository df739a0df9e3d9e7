"""What the commands share: setting up, the hand that acts, and the options of every command that reads."""

import getpass
import json
import os
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from answerable.kernel.errors import NotFoundError
from answerable.kernel.times import parse_day

if TYPE_CHECKING:
    from answerable.record.actors import Actor
    from answerable.record.view import View, ViewSpec


def set_up(*, tables: bool = True) -> None:
    """Set Django up, and bring the tables of the database to this version when they are not."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    home = Path(os.environ.get("ANSWERABLE_HOME", "var"))
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    django.setup()
    if tables:
        _bring_tables_up()


def _bring_tables_up() -> None:
    """Migrate unless the database has every migration that is on disk; reading them all takes long."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    on_disk = {
        (config.label, file.stem)
        for config in apps.get_app_configs()
        for file in (Path(config.path) / "migrations").glob("[0-9]*.py")
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    except DatabaseError:
        applied = set()
    if on_disk - applied:
        call_command("migrate", verbosity=0, interactive=False)


def hand(name: str | None) -> "Actor":
    """Return who acts on this machine: its owner, under the name given or that of the user's account here."""
    from answerable.record.actors import Actor, Role

    return Actor(name or os.environ.get("ANSWERABLE_NAME") or getpass.getuser(), Role.OWNER)


def as_name(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says under whose name an act is recorded."""
    return click.option("--as", "name", metavar="NAME", help="Your name in the record. Default: your user name.")(
        command
    )


def reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --audience, --as-of, --recorded-by and --without, and hand the command a ViewSpec as `spec`."""

    @click.option("--audience", default="team", show_default=True, help="public, team or restricted:NAME.")
    @click.option("--as-of", "published_by", metavar="DAY", help="As the public could know it on that day.")
    @click.option("--recorded-by", metavar="DAY", help="As it was recorded by the end of that day.")
    @click.option("--without", multiple=True, metavar="KEY", help="Leave out a source or claim; may be repeated.")
    @wraps(command)
    def wrapped(
        *args: Any, audience: str, published_by: str | None, recorded_by: str | None, without: tuple[str, ...],
        **rest: Any,
    ) -> Any:  # fmt: skip
        from answerable.record.audiences import parse_audience
        from answerable.record.view import ViewSpec

        spec = ViewSpec(
            parse_audience(audience),
            parse_day(recorded_by) if recorded_by else None,
            parse_day(published_by) if published_by else None,
            frozenset(without),
        )
        return command(*args, spec=spec, **rest)

    return wrapped


def as_json(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --json."""
    return click.option("--json", "is_json", is_flag=True, help="Print JSON for programs.")(command)


def view_for(dossier: str, spec: "ViewSpec") -> "View":
    """Return the view that a command reads, after refusing names in --without that are nowhere."""
    from answerable.record.reads import view_of
    from answerable.record.view import ViewSpec

    whole = view_of(dossier, ViewSpec(spec.audience))
    for name in spec.without:
        if name not in whole.source_cards and not whole.has_claim(name):
            raise NotFoundError(
                f"'{name}' is no source or claim here.", remedy="Run 'answerable show DOSSIER sources'."
            )
    return view_of(dossier, spec)


def print_json(content: Any) -> None:
    """Print JSON; days and moments as ISO texts."""

    def plain(value: Any) -> Any:
        if isinstance(value, date | datetime):
            return value.isoformat()
        if isinstance(value, set | frozenset):
            return sorted(value)
        return str(value)

    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=plain))


def language() -> str:
    """Return the language of what is printed: ANSWERABLE_LANGUAGE, else the terminal's, else English."""
    word = os.environ.get("ANSWERABLE_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG", "en")
    return "es" if word.lower().startswith("es") else "en"
