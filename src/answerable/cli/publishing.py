"""The command that makes the public site of a dossier."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.asking import as_json, print_json, reading, set_up, view_for
from answerable.kernel.errors import ActRefusedError

if TYPE_CHECKING:
    from answerable.publish.site.publications import Published
    from answerable.record.view import ViewSpec


@click.command()
@click.argument("dossier")
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--base-url", default="", metavar="URL", help="The site's own address, for search engines and feeds."
)
@click.option("--language", default="en,es", show_default=True, help="Languages of the pages, divided by commas.")
@as_json
@reading
def publish(dossier: str, target: Path, base_url: str, language: str, spec: "ViewSpec", *, is_json: bool) -> None:
    """Write the public site of a dossier into the folder OUT, or bring the site that is there up to date.

    The pages are plain files: any host carries them, and they open from disk. The site that was there stays as it
    is until the new one is whole.

    Examples:

    \b
        answerable publish peru-2022 site/
        answerable publish peru-2022 site/ --base-url https://example.org/ --language es
    """
    set_up()
    from answerable.publish.site.making import write_site

    spec = _public(spec)
    view = view_for(dossier, spec)
    languages = tuple(code.strip() for code in language.split(",") if code.strip())
    published = _publications(dossier, spec)
    with click.progressbar(length=1, label="Writing", file=sys.stderr) as bar:
        done = 0.0

        def progress(at: int, of: int) -> None:
            nonlocal done
            if at == of or at / of - done > 0.01:
                bar.update(at / of - done)  # type: ignore[arg-type]
                done = at / of

        report = write_site(
            view, target, base_url=base_url, languages=languages, publications=published, progress=progress
        )
    if is_json:
        print_json({
            "target": str(target), "files": report.files, "pages": report.pages, "written": report.written,
            "kept": report.kept, "removed": report.removed, "links": report.links,
        })  # fmt: skip
        return
    click.echo(f"{report.pages} pages in {target}: {report.files} files in all.")
    click.echo(f"{report.written} written, {report.kept} kept as they were, {report.removed} removed.")
    click.echo(f"{report.links} links checked; all of them are good.")


def _public(spec: "ViewSpec") -> "ViewSpec":
    """Return the conditions for the public, and refuse another audience that was asked for by name."""
    from answerable.record.audiences import PUBLIC

    given = click.get_current_context().get_parameter_source("audience")
    if spec.audience != PUBLIC and given is not click.core.ParameterSource.DEFAULT:
        raise ActRefusedError(
            "A site is for everybody, and this view is not.",
            remedy="Leave out --audience, or say --audience public.",
        )
    return replace(spec, audience=PUBLIC)


def _publications(dossier: str, spec: "ViewSpec") -> "Sequence[Published]":
    """Return what the team published by the day of the view, with its files as they were frozen."""
    from answerable.publish.reads import frozen_file, public_ones
    from answerable.publish.site.publications import Correction, Published

    days = [day for day in (spec.published_by, spec.recorded_by) if day]
    last = min(days, default=None)
    found = []
    for _, one in public_ones(dossier):
        day = one.snapshots[0].at.date()
        if one.last is None or (last is not None and one.last.at.date() > last):
            continue
        gone = one.withdrawal
        files = {} if gone else {
            (code, form): frozen_file(one.last, code, form)
            for code, forms in one.last.outputs.items()
            for form in forms
        }  # fmt: skip
        notes = tuple(Correction(note.at.date(), note.words) for note in one.corrections)
        titles = {code: one.title(code) for code in one.last.titles}
        found.append(Published(one.row.slug, titles, day, files, notes, gone.words if gone else None))
    return found
