"""The command that checks a text against a dossier: check-text."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.asking import as_json, language, print_json, reading, set_up, view_for
from answerable.kernel.times import parse_day

if TYPE_CHECKING:
    from answerable.publish.checker import Checked, Item
    from answerable.record.view import View, ViewSpec

MOST_CITED = 4


@click.command("check-text")
@click.argument("dossier")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--language",
    "text_language",
    type=click.Choice(["en", "es"]),
    help="Language of the text. Default: told from it.",
)
@click.option("--day", metavar="DAY", help="Day of the text. Default: its own dateline, else the latest counts.")
@as_json
@reading
def check_text(
    dossier: str,
    file: Path,
    spec: "ViewSpec",
    *,
    text_language: str | None,
    day: str | None,
    is_json: bool,
) -> None:
    """Print every number, date and name of a text, with the claims for it and against it.

    FILE is a text, Word or PDF file, or '-' for what is typed in. Each line gives line:column, verdict and why.
    Ends with 1 when something is contradicted, stale or unknown; with 0 when all is held.

    Examples:

    \b
        answerable check-text peru-2022 release.docx --day 2023-01-12
        answerable check-text peru-2022 nota.txt --language es --audience public
        echo 'Eighteen people were killed in Juliaca.' | answerable check-text peru-2022 -
    """
    set_up()
    from answerable.publish.checker import check_text as check
    from answerable.publish.text_to_check import short_enough, text_of_upload

    if str(file) == "-":
        text = short_enough(sys.stdin.read())
    else:
        with file.open("rb") as content:
            text = text_of_upload(content)
    view = view_for(dossier, spec)
    checked = check(view, text, text_language or "", parse_day(day) if day else None)
    print_json(_plain(checked)) if is_json else _print(view, checked)
    if not checked.is_clean:
        raise click.exceptions.Exit(1)


def _plain(checked: "Checked") -> dict[str, object]:
    return {
        "language": checked.language,
        "day": checked.day,
        "speaker": checked.speaker,
        "counts": checked.counts,
        "items": [asdict(item) for item in checked.items],
    }


def _print(view: "View", checked: "Checked") -> None:
    from answerable.publish.wording import word

    lang = language()
    for item in checked.items:
        mark = word(f"mark-{item.verdict}", lang, "checked_words.yaml")
        verdict = word(item.verdict, lang, "checked_words.yaml")
        reason = word(item.reason, lang, "checked_words.yaml")
        written = " ".join(item.written.split())
        click.echo(f"{item.line}:{item.column}  {mark} {verdict}  {written}  {reason}{_cited(view, item)}")
    click.echo(
        ", ".join(f"{count} {word(name, lang, 'checked_words.yaml')}" for name, count in checked.counts.items())
    )


def _cited(view: "View", item: "Item") -> str:
    """Return the claims behind an item, those against it, and the figures they are in: the first few of each."""
    parts = []
    for sign, claims in (("", item.claims), ("≠ ", item.against)):
        named = [_handle(view, claim) for claim in claims[:MOST_CITED]]
        if named:
            more = f" +{len(claims) - MOST_CITED}" if len(claims) > MOST_CITED else ""
            parts.append(f"  [{sign}{', '.join(named)}{more}]")
    if item.figures:
        parts.append(f"  ({', '.join(item.figures[:MOST_CITED])})")
    return "".join(parts)


def _handle(view: "View", claim_id: str) -> str:
    """Return a claim's handle, or the first signs of its id, with its source."""
    claim = view.claim(claim_id)
    return f"{claim.ref or claim.id[:8]} ({claim.source})"
