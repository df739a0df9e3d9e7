"""Commands that carry a dossier in and out, and the one that checks it."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from answerable.cli.asking import as_json, as_name, hand, print_json, reading, set_up, view_for
from answerable.kernel.errors import FileRefusedError

if TYPE_CHECKING:
    from answerable.interchange.package import PackageReading, Refusal
    from answerable.record.view import ViewSpec

MOST_SHOWN = 30


def _print_refusals(refusals: "tuple[Refusal, ...]", *, every: bool) -> None:
    for refusal in refusals if every else refusals[:MOST_SHOWN]:
        click.echo(str(refusal), err=True)
    if len(refusals) > MOST_SHOWN and not every:
        click.echo(f"… and {len(refusals) - MOST_SHOWN} more; --all shows every one.", err=True)


def _read(path: Path) -> "PackageReading":
    is_package = (path / "datapackage.json").exists() or (path / "bagit.txt").exists()
    if is_package or not path.exists():
        from answerable.interchange.package_reading import read_package

        return read_package(path)
    from answerable.interchange.sfm.reading import read_sfm

    return read_sfm(path)


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--into", metavar="DOSSIER", help="Into this dossier instead of the one that the files name.")
@click.option("--good-rows", is_flag=True, help="Take the good rows though others are refused.")
@click.option("--dry-run", is_flag=True, help="Read and report; write nothing.")
@click.option("--all", "every", is_flag=True, help="Show every refused row, not only the first ones.")
@as_json
@as_name
def import_(
    path: Path, into: str | None, name: str | None, *, good_rows: bool, dry_run: bool, every: bool, is_json: bool
) -> None:
    """Import an exchange package, or the sheets of Security Force Monitor.

    Nothing is written while any row is refused, unless --good-rows is given.

    Examples:

    \b
        answerable import examples/peru-2022
        answerable import sheets/ --into nigeria --dry-run
    """
    set_up()
    from answerable.interchange.loading import load_reading

    found = _read(path)
    if found.refusals and not is_json:
        _print_refusals(found.refusals, every=every)
    summary: dict[str, Any] = {
        "dossier": into or found.dossier.id, "format": found.format, "sources": len(found.sources),
        "claims": len(found.claims), "repeated": found.repeated, "refused": len(found.refusals),
        "altered": len(found.alterations), "counts": dict(found.counts), "reasons": found.refusals_by_code(),
    }  # fmt: skip
    is_written = not dry_run and (good_rows or not found.refusals)
    if is_written:
        with click.progressbar(length=len(found.claims), label="Recording", file=sys.stderr) as bar:
            done = 0

            def progress(count: int) -> None:
                nonlocal done
                bar.update(count - done)
                done = count

            report = load_reading(hand(name), found, take_good_rows=good_rows, into=into, progress=progress)
        summary |= {"new": report.claims, "already": report.already}
    summary["written"] = is_written
    if is_json:
        print_json(summary | {"refusals": [str(each) for each in found.refusals]})
    else:
        outcome = "nothing was written"
        if is_written:
            outcome = f"{summary['new']} recorded, {summary['already']} were there already"
        read = f"{summary['claims']} claims from {summary['sources']} sources, {summary['refused']} refusals"
        click.echo(f"{read}: {outcome}.")
    if not is_written and not dry_run:
        sys.exit(1)


@click.command()
@click.argument("dossier")
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["package", "bag", "followthemoney", "geojson"]), default="package",
    show_default=True, help="A package and a bag hold all that you may see; the others the view you ask for.",
)  # fmt: skip
@click.option(
    "--for-spreadsheets", is_flag=True, help="Guard cells that a spreadsheet would run as formulas; packages only."
)
@as_name
@reading
def export(
    dossier: str, target: Path, form: str, name: str | None, spec: "ViewSpec", *, for_spreadsheets: bool
) -> None:
    """Export a dossier: as an exchange package, a bag, FollowTheMoney JSON lines, or GeoJSON of incidents.

    Examples:

    \b
        answerable export peru-2022 out/
        answerable export peru-2022 incidents.geojson --format geojson --audience public
    """
    set_up()
    from answerable.interchange import followthemoney_out, geojson_out
    from answerable.interchange.bag import write_bag
    from answerable.interchange.loading import export_package
    from answerable.record.holdings import holdings_of

    if form == "package":
        export_package(hand(name), dossier, target, for_spreadsheets=for_spreadsheets)
        click.echo(f"Wrote {target}")
        return
    if form == "bag":
        write_bag(holdings_of(hand(name), dossier), target, day=datetime.now(UTC).date())
        click.echo(f"Wrote {target}")
        return
    view = view_for(dossier, spec)
    if form == "geojson":
        _write_whole(target, geojson_out.incidents_geojson(view))
    else:
        exported = followthemoney_out.followthemoney_export(view)
        _write_whole(target, "".join(f"{line}\n" for line in exported.lines))
        click.echo(f"{len(exported.losses)} values have no place in FollowTheMoney.", err=True)
    click.echo(f"Wrote {target}")


def _write_whole(target: Path, text: str) -> None:
    """Write a file that is there whole or not at all, and never over another."""
    if target.exists():
        raise FileRefusedError("There is such a file already.", where=target.name, remedy="Name another.")
    started = target.with_name(f".{target.name}.part")
    try:
        started.write_text(text, encoding="utf-8")
        started.rename(target)
    except OSError as error:
        started.unlink(missing_ok=True)
        raise FileRefusedError(
            f"It could not be written: {error.strerror}.",
            where=target.name,
            remedy="Check the folder and its space.",
        ) from None


@click.command()
@click.argument("what")
@as_json
@click.option("--all", "every", is_flag=True, help="Show every finding, not only the first of each kind.")
@reading
def check(what: str, spec: "ViewSpec", *, is_json: bool, every: bool) -> None:
    """Check a dossier, or a package before it is imported: what is missing, dangling, or does not add up.

    Conflicts between sources are listed; they are no errors. Exit status 1 when there is an error.

    Examples:

    \b
        answerable check examples/peru-2022
        answerable check peru-2022 --json
    """
    set_up()
    from answerable.cli.findings import print_report, report_as_json
    from answerable.followup.stage_warnings import ladder_warnings
    from answerable.interchange.checking import check_dossier, check_folder, view_of_package
    from answerable.record.audiences import TEAM

    refusals: tuple[Refusal, ...] = ()
    if Path(what).is_dir():
        found, report = check_folder(Path(what))
        refusals, view = found.refusals, view_of_package(found, TEAM)
    else:
        view = view_for(what, spec)
        report = check_dossier(view)
    report = replace(report, warnings=(*report.warnings, *ladder_warnings(view)))
    if is_json:
        print_json(report_as_json(report) | {"refusals": [str(each) for each in refusals]})
    else:
        _print_refusals(refusals, every=every)
        print_report(report, every=every)
    if report.errors or refusals:
        sys.exit(1)
