"""Send what waits, and see what did not leave."""

import click


@click.group()
def mail() -> None:
    """Send what waits, and see what did not leave.

    Example:

    \b
        answerable mail --help
    """
