"""The commands for urgent actions: list, show, load, extend, stop."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from answerable.cli.asking import as_json, as_name, hand, print_json, set_up
from answerable.kernel.errors import ActRefusedError

if TYPE_CHECKING:
    from answerable.actions.reads import HeldIssue


@click.group()
def action() -> None:
    """Urgent actions: list, show, load from a folder, extend, stop.

    Example:

    \b
        answerable action list peru-2022
    """


@action.command("list")
@click.argument("dossier")
@as_json
def list_actions(dossier: str, *, is_json: bool) -> None:
    """List the actions of a dossier with their latest issue, drafts too.

    Example:

    \b
        answerable action list peru-2022
    """
    set_up()
    from answerable.actions.reads import team_actions, today_of

    day = today_of(dossier)
    rows = [_row(one, day) for one in team_actions(dossier)]
    if is_json:
        print_json(rows)
        return
    for row in rows:
        until = f"until {row['until']}" if row["until"] else "no deadline"
        click.echo(f"{row['number']}  {row['state']:<12} {until:<18} {row['slug']}: {row['title']}")
    if not rows:
        click.echo("There are no actions in this dossier yet.")


def _row(held: "HeldIssue", day: Any) -> dict[str, Any]:
    deadline = held.life.deadline
    return {
        "number": str(held.number), "slug": held.slug, "update": held.issue.update, "state": held.life.state(day),
        "until": deadline.isoformat() if deadline else None, "country": held.country, "risk": held.risk,
        "languages": list(held.languages), "title": held.title("en"),
    }  # fmt: skip


@action.command()
@click.argument("slug")
@click.option("--dossier", required=True, help="The dossier that it belongs to.")
@as_json
def show(slug: str, *, dossier: str, is_json: bool) -> None:
    """Show an action: its issues, its targets, what was counted, and what no longer holds.

    Example:

    \b
        answerable action show juliaca --dossier peru-2022
    """
    set_up()
    from answerable.actions.counting import counts_of
    from answerable.actions.reads import LETTER_PARTS, held_back, issues_of, stale_of, today_of

    day = today_of(dossier)
    issues = issues_of(dossier, slug)
    if not issues:
        click.echo("No issue of it has been planned yet.")
        return
    latest = issues[-1]
    stale = stale_of(latest)
    if is_json:
        print_json({
            "issues": [_row(one, day) for one in issues],
            "targets": [{"key": one.key, "role": one.role, "name": one.name} for one in latest.targets],
            "stale": [{"language": one.language, "old": one.sentence.old, "new": one.sentence.new,
                       "in_letter": one.is_in_letter} for one in stale],
            "held_back": dict(held_back(latest)),
        })  # fmt: skip
        return
    for one in issues:
        until = f", until {one.life.deadline}" if one.life.deadline else ""
        click.echo(f"{one.number}: {one.life.state(day)}{until}; {', '.join(one.languages)}")
    for target in latest.targets:
        click.echo(f"  {target.role}: {target.name} ({target.key})")
    for line in counts_of(latest.issue).lines("en"):
        click.echo(f"  {line.label}")
    for each in stale:
        where = "in the letter" if LETTER_PARTS & set(each.stands_in) else "on the page"
        click.echo(f"  no longer true, {each.language}, {where}: {each.sentence.old} is now {each.sentence.new}")


@action.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dossier", required=True, help="The dossier that every number, date and name comes from.")
@click.option("--reviewed-by", "second", metavar="NAME", help="A second person who has read it: publishes it too.")
@as_name
def load(folder: Path, *, dossier: str, second: str | None, name: str | None) -> None:
    """Load an action from FOLDER (action.yaml and one text a language) and submit it for review.

    A text with problems is refused with file, line and column, and nothing is written. Nobody reviews their own.

    Example:

    \b
        answerable action load examples/actions/peru-2022 --dossier peru-2022
    """
    set_up()
    from answerable.actions.action_folder import load_folder, read_folder, text_problems

    read = read_folder(folder)
    found = read.problems or text_problems(dossier, read)
    for problem in found:
        click.echo(f"{problem} [{problem.code}]", err=not problem.is_warning)
    if any(not problem.is_warning for problem in found):
        raise click.exceptions.Exit(1)
    reviewer = hand(second) if second else None
    loaded = load_folder(actor=hand(name), dossier_id=dossier, read=read, reviewer=reviewer)
    state = "published" if loaded.is_public else "submitted: a second person reviews it now"
    click.echo(f"{loaded.slug}, update {loaded.update}: {', '.join(read.texts)}; {state}.")


@action.command()
@click.argument("slug")
@click.option("--dossier", required=True, help="The dossier that it belongs to.")
@click.option("--until", required=True, metavar="DAY", help="The new last day, such as 2027-03-07.")
@as_name
def extend(slug: str, *, dossier: str, until: str, name: str | None) -> None:
    """Give an action a later last day.

    Example:

    \b
        answerable action extend juliaca --dossier peru-2022 --until 2027-03-07
    """
    set_up()
    from answerable.actions.changes import extend as extend_issue
    from answerable.kernel.times import parse_day

    extend_issue(actor=hand(name), dossier_id=dossier, slug=slug, until=parse_day(until))
    click.echo(f"{slug} asks for letters until {until}.")


@action.command()
@click.argument("slug")
@click.option("--dossier", required=True, help="The dossier that it belongs to.")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
@as_name
def stop(slug: str, *, dossier: str, yes: bool, name: str | None) -> None:
    """Stop an action at once and for good: no letter leaves any more.

    Example:

    \b
        answerable action stop juliaca --dossier peru-2022 --yes
    """
    set_up()
    from answerable.actions.changes import stop as stop_action

    if not yes and not click.confirm(f"Stop {slug} for good?"):
        raise ActRefusedError("Nothing was stopped.")
    count = stop_action(actor=hand(name), dossier_id=dossier, slug=slug)
    click.echo(f"{slug} is stopped. {count} mails that waited were cancelled.")


@action.command("export")
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--dossier", required=True, help="The dossier that it belongs to.")
@click.option(
    "--section", default="", metavar="WORDS", help="Who hands it over; the dossier's title if not given."
)
def export_action(slug: str, file: Path, *, dossier: str, section: str) -> None:
    """Write the latest public issue of an action to FILE, for another section, or back to the first.

    Example:

    \b
        answerable action export juliaca juliaca.json --dossier peru-2022
    """
    set_up()
    from answerable.actions.hand_over import write
    from answerable.actions.reads import issue_of

    held = issue_of(dossier, slug)
    file.write_bytes(write(held, section=section))
    click.echo(f"{held.number}: {', '.join(held.languages)}; written to {file}.")


@action.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dossier", required=True, help="The dossier of the section that takes it.")
@click.option("--overlay", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="YAML: until, languages, publisher, contacts, copies, post-service.")  # fmt: skip
@as_name
def import_action(file: Path, *, dossier: str, overlay: Path | None, name: str | None) -> None:
    """Take over an issue of another section as a draft, or what it counted of an issue of yours.

    A file that was changed on the way, of another version, or with a number that is taken here is refused.

    Example:

    \b
        answerable action import juliaca.json --dossier section-ch
    """
    set_up()
    from answerable.actions.hand_over import read, take
    from answerable.actions.hand_over_overlay import read_overlay

    laid = read_overlay(overlay.read_text(encoding="utf-8")) if overlay else None
    taken = take(actor=hand(name), dossier_id=dossier, package=read(file.read_bytes()), overlay=laid)
    if taken.what == "issue":
        click.echo(f"{taken.slug}, update {taken.update}, is here as a draft. A second person reviews it next.")
        return
    added = ", ".join(f"{count} {code}" for code, count in taken.added.items())
    click.echo(f"{taken.slug}, update {taken.update}: counted elsewhere and added: {added}.")
