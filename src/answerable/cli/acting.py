"""Work on urgent actions from the terminal."""

import click


@click.group()
def action() -> None:
    """Work on urgent actions from the terminal.

    Example:

    \b
        answerable action --help
    """
