"""Commands that open the dossiers in a browser on this machine, and the one that measures speed."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import click

from answerable.cli.asking import as_name, hand, set_up
from answerable.kernel.errors import PackageBrokenError, SettingsError

EXAMPLE = Path(__file__).parents[3] / "examples" / "peru-2022"
FIRST_PORT, LAST_PORT = 8000, 8050
LOCAL = "127.0.0.1"


def _free_port(asked: int | None) -> int:
    for port in [asked] if asked else range(FIRST_PORT, LAST_PORT):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((LOCAL, port))
            except OSError:
                continue
            return port
    raise SettingsError(
        f"No port is free between {FIRST_PORT} and {LAST_PORT}." if not asked else f"The port {asked} is taken.",
        remedy="Choose another with --port.",
    )


def _serve(port: int, workers: int) -> None:
    """Become the server, which listens on this machine alone; whoever stops this program stops it."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", LOCAL, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "1", "--no-ws", "--respawn-failed-workers",
        "--log-level", "warning",
        "answerable.wsgi:application",
    ]  # fmt: skip
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, command)  # noqa: S606, no shell is wanted


@click.command()
@click.option("--port", type=click.IntRange(1024, 65535), help="Default: the first free one from 8000.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--entry", metavar="DOSSIER", help="Print an address that signs you in as its owner, once.")
@as_name
def serve(port: int | None, workers: int, entry: str | None, name: str | None) -> None:
    """Serve the dossiers of this machine on 127.0.0.1, to this machine alone.

    Without signing in, one reads what is public.

    Example:

    \b
        answerable serve --entry peru-2022
    """
    set_up()
    chosen = _free_port(port)
    base = f"http://{LOCAL}:{chosen}"
    click.echo(f"Read it as the public does:   {base}/")
    if entry:
        os.environ["ANSWERABLE_LOCAL_SIGN_IN"] = "1"
        click.echo(f"Enter as an owner, once:      {_entry(entry, base, name)}")
    click.echo("Ctrl-C stops it.")
    _serve(chosen, workers)


@click.command()
@click.argument("dossier")
@click.option("--port", type=click.IntRange(1024, 65535), default=FIRST_PORT, show_default=True)
@as_name
def enter(dossier: str, port: int, name: str | None) -> None:
    """Print an address that signs you in as an owner, once, on this machine only.

    The server must have been started with ANSWERABLE_LOCAL_SIGN_IN=1, as 'answerable demo' does.

    Example:

    \b
        answerable enter peru-2022
    """
    set_up()
    click.echo(_entry(dossier, f"http://{LOCAL}:{port}", name))


def _entry(dossier: str, base: str, name: str | None) -> str:
    from answerable.accounts.changes import admit
    from answerable.accounts.local_entry import LOCAL_NAME, local_entry_link
    from answerable.accounts.reads import members_of
    from answerable.record.changes import find_dossier

    found = find_dossier(dossier)
    link = local_entry_link(base)
    if not any(member.name == LOCAL_NAME and member.role == "owner" for member in members_of(dossier)):
        admit(actor=hand(name), dossier=found, name=LOCAL_NAME, role="owner")
    return link


@click.command()
@click.option("--port", type=click.IntRange(1024, 65535), help="Default: the first free one from 8000.")
@click.option("--build-only", is_flag=True, help="Build the dossier and stop.")
@as_name
def demo(port: int | None, name: str | None, *, build_only: bool) -> None:
    """Build the example dossier (Peru, December 2022 to March 2023) and open it on this machine.

    Example:

    \b
        answerable demo
    """
    set_up()
    from answerable.record.reads import dossier_ids

    if "peru-2022" in dossier_ids():
        click.echo("The example dossier is here already.")
    else:
        _build(name)
    if build_only:
        return
    chosen = _free_port(port)
    base = f"http://{LOCAL}:{chosen}"
    os.environ["ANSWERABLE_LOCAL_SIGN_IN"] = "1"
    click.echo(f"\nRead it as the public does:   {base}/")
    click.echo(f"Enter as its owner, once:     {_entry('peru-2022', base, name)}")
    click.echo("Only this machine can reach it. Another entry: answerable enter peru-2022. Ctrl-C stops it.\n")
    _serve(chosen, 1)


def _build(name: str | None) -> None:
    from answerable.interchange.loading import load_package

    if not EXAMPLE.is_dir():
        raise SettingsError(
            "The example dossier is not beside the program.",
            remedy="Run this in a checkout of the project, or import a package with 'answerable import'.",
        )
    click.echo("Building the example dossier …")
    with click.progressbar(length=100, label="Recording", file=sys.stderr, show_eta=False) as bar:
        report = load_package(hand(name), EXAMPLE, progress=lambda _: bar.update(5))
        bar.update(100)
    if not report.is_loaded:
        raise PackageBrokenError(
            f"{len(report.refusals)} rows of the example are refused. The first: {report.refusals[0]}",
            remedy="Run 'answerable check examples/peru-2022' to see every one.",
        )
    _lay_what_is_said(EXAMPLE.name)


def _lay_what_is_said(dossier: str) -> None:
    from answerable.cli.examples import lay_action, lay_publications

    click.echo("Laying out its publications and its urgent action …")
    lay_publications(dossier, EXAMPLE.parent / "publications" / dossier)
    lay_action(dossier, EXAMPLE.parent / "actions" / dossier)


@click.command()
@click.option("--small", is_flag=True, help="A quick run, to see that it works.")
def bench(*, small: bool) -> None:
    """Measure the chain of command against what one would use instead; see docs/explanation/speed.

    Example:

    \b
        answerable bench --small
    """
    script = Path(__file__).parents[3] / "benchmarks" / "chain.py"
    if not script.exists():
        raise SettingsError(
            "The benchmarks are not beside the program.", remedy="Run this in a checkout of the project."
        )
    sys.exit(
        subprocess.run([sys.executable, str(script), *(["--small"] if small else [])], check=False).returncode
    )
