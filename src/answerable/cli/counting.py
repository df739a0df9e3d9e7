"""Hold the counts that pages show to the ledger."""

import click


@click.command()
def recount() -> None:
    """Hold the counts that pages show to the ledger.

    Example:

    \b
        answerable recount --help
    """
