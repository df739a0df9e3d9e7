"""The program `answerable`: its commands, loaded when they are called, and how it ends.

Exit status: 0 done, 1 something that the person can mend, 2 wrong use, 3 trust broken.
"""

import importlib
import os
import sys
from pathlib import Path

import click

from answerable import __version__
from answerable.kernel.errors import BrokenTrustError, UserError

COMMANDS = {
    "demo": "serving",
    "serve": "serving",
    "enter": "serving",
    "new": "keeping",
    "admit": "keeping",
    "record": "keeping",
    "ingest": "keeping",
    "import": "carrying",
    "export": "carrying",
    "check": "carrying",
    "verify": "keeping",
    "show": "showing",
    "chain": "showing",
    "toll": "showing",
    "conduct": "answering",
    "patterns": "answering",
    "assess": "answering",
    "gaps": "answering",
    "overdue": "answering",
    "figures": "figuring",
    "draft": "drafting",
    "check-text": "checking_text",
    "publish": "publishing",
    "action": "acting",
    "mail": "mailing",
    "recount": "counting",
    "clear": "clearing",
    "bench": "serving",
}


class Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, the signature is click's
        """Return the commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return one command, or None."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        name = f"{cmd_name}_" if cmd_name == "import" else cmd_name.replace("-", "_")
        return getattr(importlib.import_module(f"answerable.cli.{module}"), name)  # type: ignore[no-any-return]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="answerable")
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the database and the files. Default: ANSWERABLE_HOME, or ./var.",
)
def program(home: Path | None) -> None:
    """Ask a dossier who was in command, what is claimed, by whom, and how sure that is.

    Example:

    \b
        answerable demo
        answerable chain peru-2022 unit:brigade-2 --day 2022-12-15
    """
    if home:
        os.environ["ANSWERABLE_HOME"] = str(home)


def main() -> None:
    """Run the program; see the module for how it ends."""
    try:
        program(standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(1)
    except UserError as error:
        click.echo(f"{error} [{error.code}]", err=True)
        sys.exit(1)
    except BrokenTrustError as error:
        click.echo(f"Trust is broken: {error} [{error.code}]", err=True)
        click.echo(
            "Nothing was changed. Keep this machine as it is and restore from a backup elsewhere.", err=True
        )
        sys.exit(3)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
