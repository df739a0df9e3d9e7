"""Hold the counts that pages show to the ledger."""

import sys

import click

from answerable.cli.asking import as_json, print_json, set_up


@click.command()
@click.argument("dossier")
@click.option("--mend", is_flag=True, help="Make the counts anew where they differ.")
@as_json
def recount(dossier: str, *, mend: bool, is_json: bool) -> None:
    """Hold the counts that pages show of a dossier's actions to the ledger of letters.

    Ends with 1 if a count differs, and with 0 if all agree or only lag behind letters that moved on. May run while
    letters come in.

    Examples:

    \b
        answerable recount peru-2022
        answerable recount peru-2022 --mend
    """
    set_up()
    from answerable.actions.counting import reconcile
    from answerable.record.changes import find_dossier

    find_dossier(dossier)
    found = reconcile(dossier, mend=mend)
    wrong = [one for one in found if not one.is_behind]
    if is_json:
        print_json([
            {"issue": one.issue, "channel": one.channel, "state": one.state, "late": one.is_late,
             "shown": one.shown, "counted": one.counted, "behind": one.is_behind}
            for one in found
        ])  # fmt: skip
    else:
        for one in found:
            late = ", late" if one.is_late else ""
            click.echo(f"Issue {one.issue}, {one.channel}, {one.state}{late}: shown {one.shown}, "
                       f"in the ledger {one.counted}{' (only behind)' if one.is_behind else ''}.")  # fmt: skip
        click.echo(_in_all(len(found), len(wrong), mend=mend))
    if wrong:
        sys.exit(1)


def _in_all(differing: int, wrong: int, *, mend: bool) -> str:
    if not differing:
        return "Every count is what the ledger says."
    made = " They were made anew." if mend else " Make them anew with --mend."
    return f"{differing} counts differ, {differing - wrong} of them only by what moved since.{made}"
