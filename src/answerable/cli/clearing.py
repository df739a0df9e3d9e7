"""Delete what has been kept long enough."""

import click


@click.command()
def clear() -> None:
    """Delete what has been kept long enough.

    Example:

    \b
        answerable clear --help
    """
