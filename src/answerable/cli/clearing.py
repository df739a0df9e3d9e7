"""Delete what has been kept long enough."""

from datetime import UTC, datetime

import click

from answerable.cli.asking import as_json, print_json, set_up

SAID = {
    "held_letters": "letters cancelled that nobody had looked at",
    "letters": "letters emptied of text, names and addresses",
    "notices": "mails to writers deleted",
    "unconfirmed_letters": "letters deleted that were never confirmed",
    "unconfirmed_accounts": "accounts deleted whose address was never proven",
    "idle_accounts": "accounts deleted that were used for nothing",
    "list_lines": "lines of writers' own lists deleted",
    "confirmations": "confirmations deleted",
    "consents": "withdrawn consents deleted",
    "limits": "counts of limits deleted",
}


@click.command()
@click.argument("dossier", required=False)
@as_json
def clear(dossier: str | None, is_json: bool) -> None:
    """Delete what has been kept long enough of writers, of one dossier or of all; run it every day.

    What was deleted before is overwritten in the database's file too, for which the file is written anew. Counts
    stay as they are. How long each thing is kept is told in docs/explanation/threat-model.

    Examples:

    \b
        answerable clear
        answerable clear peru-2022
    """
    set_up()
    from dataclasses import asdict

    from answerable.actions.clearing import clear as clear_writers
    from answerable.record.changes import find_dossier

    if dossier:
        find_dossier(dossier)
    done = asdict(clear_writers(datetime.now(UTC), dossier_id=dossier))
    if is_json:
        print_json(done)
        return
    said = [f"{count} {SAID[name]}" for name, count in done.items() if count]
    click.echo("\n".join(said) if said else "There was nothing to delete.")
