"""Commands that write to the record, and the one that checks that nothing was altered."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.asking import as_json, as_name, hand, print_json, set_up
from answerable.kernel.errors import UserError, ValueRefusedError

if TYPE_CHECKING:
    from answerable.record.drafts import ClaimDraft
    from answerable.record.models import Dossier


@click.command()
@click.argument("dossier")
@click.option("--title", required=True, help="Title in English.")
@click.option("--title-es", default="", help="Title in Spanish.")
@click.option("--zone", required=True, help="Time zone of the place: its days are the dossier's days.")
@click.option("--country", default="", help="Two letters, such as pe.")
@as_name
def new(dossier: str, title: str, title_es: str, zone: str, country: str, name: str | None) -> None:
    """Open an empty dossier.

    Example:

    \b
        answerable new harbour-2024 --title "The harbour, May 2024" --zone America/Lima --country pe
    """
    set_up()
    from answerable.record.changes import new_dossier
    from answerable.record.drafts import DossierDraft

    titles = {"en": title} | ({"es": title_es} if title_es else {})
    new_dossier(actor=hand(name), draft=DossierDraft(dossier, titles, zone, country=country))
    click.echo(f"Opened the dossier '{dossier}'. Next: answerable record {dossier} --help")


@click.command()
@click.argument("dossier")
@click.argument("username")
@click.option("--role", type=click.Choice(["owner", "editor", "researcher", "reader"]), default="reader")
@click.option("--circle", "circles", multiple=True, metavar="NAME", help="A restricted circle; may be repeated.")
@as_name
def admit(dossier: str, username: str, role: str, circles: tuple[str, ...], name: str | None) -> None:
    """Give a person a role in a dossier; asks for a password if the account is new.

    Example:

    \b
        answerable admit peru-2022 rosa --role researcher
    """
    set_up()
    from django.contrib.auth import get_user_model

    from answerable.accounts.changes import admit as admit_person
    from answerable.accounts.changes import make_account
    from answerable.record.changes import find_dossier

    found = find_dossier(dossier)
    if not get_user_model().objects.filter(username=username).exists():
        password = click.prompt("Password for the new account", hide_input=True, confirmation_prompt=True)
        make_account(actor=hand(name), name=username, password=password)
    admit_person(actor=hand(name), dossier=found, name=username, role=role, circles=circles)
    click.echo(f"{username} is now {role} of '{dossier}'.")


def _properties(pairs: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise click.UsageError(f"'{pair}' is no property: write NAME=VALUE.")
        found[name] = (*found.get(name, ()), value)
    return found


@click.command()
@click.argument("dossier")
@click.argument("schema", required=False)
@click.argument("about", required=False)
@click.option("--set", "pairs", multiple=True, metavar="NAME=VALUE", help="A property; may be repeated.")
@click.option("--source", help="Key of the source that says it.")
@click.option("--locator", default="", help="Place in the source: 'paragraph:12', 'page:3 line:4'.")
@click.option("--from", "first", default="", metavar="DATE", help="First day: 2022-12-15, 2022-12 or 2022.")
@click.option("--to", "last", default="", metavar="DATE", help="Last day; leave out for a single mention.")
@click.option("--starts", is_flag=True, help="The first day is the real start.")
@click.option("--ends", is_flag=True, help="The last day is the real end.")
@click.option("--ongoing", is_flag=True, help="It is assumed to go on.")
@click.option("--denies", is_flag=True, help="The source denies it.")
@click.option(
    "--grade", type=click.IntRange(1, 6), default=6, help="Credibility from 1 (confirmed) to 6 (unknown)."
)
@click.option("--visibility", default="team", show_default=True, help="public, team or restricted:NAME.")
@click.option("--attribution", default="", help="What the public reads in place of a protected source.")
@click.option("--note", default="", help="A remark for those who read the claim.")
@click.option("--ref", default="", help="A short handle of your own for this claim.")
@click.option("--add-source", "new_source", metavar="KEY", help="Add a source instead: with --kind and --title.")
@click.option("--kind", default="document", help="With --add-source: document, news, interview …")
@click.option("--title", default="", help="With --add-source: its title.")
@click.option("--publisher", default="", help="With --add-source: who published it.")
@click.option("--published", default="", metavar="DATE", help="With --add-source: when it was published.")
@as_name
def record(dossier: str, schema: str | None, about: str | None, name: str | None, **given: object) -> None:
    """Record one claim, or with --add-source a source to cite.

    Examples:

    \b
        answerable record harbour-2024 --add-source N1 --kind news --title "Dockers shot" --published 2024-05-03
        answerable record harbour-2024 Unit unit:harbour-police --set "name=Harbour Police" --source N1
    """
    set_up()
    from answerable.record.changes import add_sources, find_dossier, record_claim
    from answerable.record.drafts import SourceDraft

    found = find_dossier(dossier)
    actor = hand(name)
    if given["new_source"]:
        draft = SourceDraft(
            key=str(given["new_source"]), kind=str(given["kind"]), title=str(given["title"]),
            publisher=str(given["publisher"]), published=str(given["published"]),
        )  # fmt: skip
        added = add_sources(actor=actor, dossier=found, drafts=[draft])
        click.echo(f"Added the source {draft.key}." if added else f"The source {draft.key} was there already.")
        return
    if not schema or not about:
        raise click.UsageError(
            "Say the type and the entity: answerable record DOSSIER Unit unit:alpha --set name=…"
        )
    claim = record_claim(actor=actor, dossier=found, draft=_draft(found, schema, about, given))
    click.echo(f"Recorded {claim}")


def _draft(dossier: "Dossier", schema: str, about: str, given: dict[str, object]) -> "ClaimDraft":
    from zoneinfo import ZoneInfo

    from answerable.kernel.times import parse_time
    from answerable.record.drafts import ClaimDraft

    when = parse_time(
        str(given["first"]), str(given["last"]), starts=bool(given["starts"]), ends=bool(given["ends"]),
        ongoing=bool(given["ongoing"]), zone=ZoneInfo(dossier.zone),
    )  # fmt: skip
    return ClaimDraft(
        about=about,
        schema=schema,
        properties=_properties(given["pairs"]),  # type: ignore[arg-type]
        source=str(given["source"] or ""),
        locator=str(given["locator"]),
        time=when,
        stance="denies" if given["denies"] else "asserts",
        grade=int(str(given["grade"])),
        visibility=str(given["visibility"]),
        attribution=str(given["attribution"]),
        note=str(given["note"]),
        ref=str(given["ref"]),
    )


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dossier", required=True, help="The dossier whose sources the files are.")
@click.option("--source", help="Key of the source, where it is not recognised.")
@as_name
def ingest(files: tuple[Path, ...], dossier: str, source: str | None, name: str | None) -> None:
    """Take files in: stored by their hash, split in paragraphs, tied to the source that each is.

    Example:

    \b
        answerable ingest press-release.pdf report.docx --dossier harbour-2024
    """
    set_up()
    from answerable.evidence.changes import ingest as take_in
    from answerable.record.changes import find_dossier

    found = find_dossier(dossier)
    actor = hand(name)
    amiss = 0
    for file in files:
        try:
            taken = take_in(actor=actor, dossier=found, content=file, source_key=source)
        except (UserError, OSError) as error:
            amiss += 1
            click.echo(f"{file.name}: {error}", err=True)
            continue
        state = "taken in" if taken.is_new else "known already"
        tied = f"source {taken.source_key}" if taken.source_key else "not recognised: say which with --source KEY"
        click.echo(f"{file.name}: {state}, {taken.paragraphs} paragraphs, {tied}")
        for message in taken.messages:
            click.echo(f"  {message}")
        amiss += taken.source_key is None
    if amiss:
        sys.exit(1)


@click.command()
@click.argument("dossier", required=False)
@click.option("--head", metavar="HASH", help="A head that you noted earlier; the journal must run through it.")
@as_json
def verify(dossier: str | None, head: str | None, *, is_json: bool) -> None:
    """Check that nothing recorded was altered: the journal's chain, every row and every file.

    Note the head that it prints somewhere else: only that shows later that nothing was cut off at the end.

    Example:

    \b
        answerable verify peru-2022
    """
    set_up()
    from answerable.evidence.checking import check_files
    from answerable.record import journal
    from answerable.record.changes import find_dossier
    from answerable.record.reads import dossier_ids

    if head and not dossier:
        raise click.UsageError("Say which dossier the head is of: answerable verify DOSSIER --head HASH")
    names = [dossier] if dossier else dossier_ids()
    if not names:
        raise ValueRefusedError("There is no dossier here.", remedy="Run 'answerable demo' or 'answerable new'.")
    found = []
    for each in names:
        row = find_dossier(each)
        checked = journal.verify(row)
        if head:
            journal.require_head(each, head)
        files = check_files(row)
        found.append({"dossier": each, "entries": checked.entries, "rows": checked.rows, "head": checked.head})
        if not is_json:
            click.echo(
                f"{each}: {checked.entries} journal entries, {checked.rows} rows and {files.files} files hold"
            )
            click.echo(f"  head {checked.head}")
    if is_json:
        print_json(found)
